"""What a workflow is declared with, and what can be read off its table without deciding."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import attrs

from csrules.doors import guarded
from csrules.errors import Fault, UnknownNameError, nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from csrules.citation import Text
    from csrules.lifecycle.transitions import (
        ClockSpec,
        EventSpec,
        Forbidden,
        Migration,
        State,
        Transition,
    )

__all__ = ["Definition"]

_T = TypeVar("_T")


def _known(declared: Mapping[str, _T], name: str, path: str) -> _T:
    if name not in declared:
        raise UnknownNameError(Fault(path, name, f"a declared {path}", nearest(name, declared)))
    return declared[name]


@attrs.frozen(eq=False)
class Definition:
    """A lifecycle as data: states, events, transitions, clocks; `Workflow` checks and runs it."""

    name: str
    version: int
    title: Text
    initial: str
    roles: Mapping[str, Text]
    states: tuple[State, ...]
    events: tuple[EventSpec, ...]
    transitions: tuple[Transition, ...]
    limits: tuple[ClockSpec, ...] = ()
    forbidden: tuple[Forbidden, ...] = ()
    migrations: tuple[Migration, ...] = ()
    basis: tuple[str, ...] = ()
    """Rule ids that the table implements as a whole."""
    pack: str = ""
    """The pack whose policy the guards and clocks read; empty where they read none."""
    _edges: dict[tuple[str, str], tuple[Transition, ...]] = attrs.field(init=False)
    _states: dict[str, State] = attrs.field(init=False)
    _events: dict[str, EventSpec] = attrs.field(init=False)
    _limits: dict[str, ClockSpec] = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        for name, value in (
            ("_edges", self.table()),
            ("_states", {state.name: state for state in self.states}),
            ("_events", {event.name: event for event in self.events}),
            ("_limits", {clock.name: clock for clock in self.limits}),
        ):
            object.__setattr__(self, name, value)

    def __repr__(self) -> str:
        size = f"{len(self.states)} states, {len(self.events)} events"
        return f"<{type(self).__name__} {self.name} version {self.version}: {size}>"

    def table(self) -> dict[tuple[str, str], tuple[Transition, ...]]:
        """The transitions by state and event, in their order."""
        found: dict[tuple[str, str], tuple[Transition, ...]] = {}
        for edge in self.transitions:
            for source in edge.sources:
                key = source, edge.event
                found[key] = (*found.get(key, ()), edge)
        return found

    @guarded
    def state_text(self, state: str) -> Text:
        """A state's name in both languages."""
        return _known(self._states, state, "state").text

    @guarded
    def event_text(self, event: str) -> Text:
        """An event's name in both languages."""
        return _known(self._events, event, "event").text

    @guarded
    def is_final(self, state: str) -> bool:
        """Whether a case in this state has ended."""
        return _known(self._states, state, "state").final

    @guarded
    def limit(self, clock: str) -> ClockSpec:
        """What is declared of a clock."""
        return _known(self._limits, clock, "clock")

    @guarded
    def events_from(self, state: str) -> tuple[str, ...]:
        """The events that the table provides in a state, in its order."""
        _known(self._states, state, "state")
        return tuple(event for (source, event) in self._edges if source == state)
