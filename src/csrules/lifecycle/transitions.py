"""The parts that a workflow is declared with: states, events, guards, clocks, transitions.

A pack lists them as data; `csrules.workflow.Workflow` checks the list as a whole and runs it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from csrules.doors import guarded
from csrules.frozen import Frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from typing import TypeAlias

    from csrules.citation import Reason, Text
    from csrules.deadlines import Deadline
    from csrules.forms import Field, Form
    from csrules.lifecycle.cases import Case, Event
    from csrules.lifecycle.effects import Effect
    from csrules.workcalendar import WorkCalendar

__all__ = [
    "ClockSpec",
    "Context",
    "EventSpec",
    "Forbidden",
    "Guard",
    "Migration",
    "State",
    "Transition",
]


@attrs.define
class Context:
    """What a guard, a clock or an effect may look at; ``data`` is the case's with the event's."""

    case: Case
    event: Event
    data: Mapping[str, Any]
    policy: Any
    calendar: WorkCalendar | None

    @property
    def at(self) -> datetime:
        """When the event happened."""
        return self.event.at

    @property
    def by(self) -> str:
        """The role that did it."""
        return self.event.by


EffectMaker: TypeAlias = "Callable[[Context], Effect | tuple[Effect, ...]]"


@guarded
@attrs.frozen
class State:
    """Where a case can stand; a final state ends it."""

    name: str
    text: Text
    final: bool = False


@guarded
@attrs.frozen
class EventSpec:
    """What can happen, and the form that it brings filled in (None: it brings nothing)."""

    name: str
    text: Text
    form: Form | None = None

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields that the event may bring."""
        return () if self.form is None else self.form.fields


@guarded
@attrs.frozen
class Guard:
    """A condition of a transition: what must hold (``text``), by which rule, and the test.

    ``needs`` names the event's fields that the test reads; a guard that reads none depends on the
    case, the policy and the time alone. ``actor`` says that the test reads who acts. ``why`` may
    give fuller reasons for a refusal.
    """

    name: str
    rule: str
    text: Text
    holds: Callable[[Context], bool] = attrs.field(repr=False)
    needs: tuple[str, ...] = ()
    actor: bool = False
    why: Callable[[Context], tuple[Reason, ...]] | None = attrs.field(default=None, repr=False)


@guarded
@attrs.frozen
class ClockSpec:
    """A time limit of a case: its rule, its name for people, and how its deadline is found.

    ``start`` gives None where the rule has no number for this case: then no clock runs.
    """

    name: str
    rule: str
    text: Text
    start: Callable[[Context], Deadline | None] = attrs.field(repr=False)


def _several(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


@guarded
@attrs.frozen
class Transition:
    """One line of the table: from ``sources`` on ``event`` by one of ``by`` to ``target``.

    Several transitions may share a state and an event: the first whose ``when`` holds is taken, and
    the last of them has no ``when``. Effects are data, or functions of the context that give data.
    """

    sources: tuple[str, ...] = attrs.field(converter=_several)
    event: str
    target: str
    rules: tuple[str, ...] = attrs.field(converter=_several)
    by: tuple[str, ...] = attrs.field(converter=_several)
    when: Guard | None = attrs.field(default=None, kw_only=True)
    guards: tuple[Guard, ...] = attrs.field(default=(), kw_only=True)
    stops: tuple[str, ...] = attrs.field(default=(), kw_only=True, converter=_several)
    starts: tuple[str, ...] = attrs.field(default=(), kw_only=True, converter=_several)
    effects: tuple[Effect | EffectMaker, ...] = attrs.field(default=(), kw_only=True)
    fixed: tuple[Effect, ...] | None = attrs.field(init=False, eq=False, repr=False)
    """The effects where they are the same for every case; None where they must be made."""

    def __attrs_post_init__(self) -> None:
        made = self.stops or self.starts or any(callable(effect) for effect in self.effects)
        object.__setattr__(self, "fixed", None if made else self.effects)


@guarded
@attrs.frozen
class Forbidden:
    """A rule that forbids an event in some states in so many words."""

    event: str
    states: tuple[str, ...] = attrs.field(converter=_several)
    rule: str
    text: Text


@guarded
@attrs.frozen
class Migration:
    """How cases of an older version go on: every old state has a state of the next version."""

    version: int
    states: tuple[str, ...]
    to: Mapping[str, str] = attrs.field(converter=Frozen)
