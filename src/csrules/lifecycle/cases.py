"""What a workflow works on: events, the case they change, and the facts that record the change.

All are frozen values. An application stores facts (and may rebuild the case from them) or stores
cases; nothing here knows where.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import attrs

from csrules.calendars.moments import a_moment
from csrules.doors import guarded
from csrules.errors import Fault, Faults, InputError, refuse
from csrules.frozen import Frozen, draft_of
from csrules.identifiers import identifier
from csrules.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypeAlias

    from csrules.citation import Text
    from csrules.deadlines import Deadline
    from csrules.lifecycle.effects import Effect

__all__ = ["Case", "ClockRun", "ClockStatus", "ClockView", "Event", "Fact", "Key"]

Key: TypeAlias = "str | tuple[str, datetime, str]"
"""What makes an event the same event: its id, or else its name, time and actor."""

EMPTY = Frozen()


def _data(raw: Mapping[str, Any]) -> Frozen:
    if type(raw) is Frozen:
        return raw
    if not isinstance(raw, dict) or not all(type(name) is str for name in raw):
        refuse("data", raw, "a dict of field names to values")
    return Frozen({name: _fixed(value) for name, value in raw.items()})


def _fixed(value: Any) -> Any:
    """A value whose parts cannot change either: lists as tuples, mappings frozen."""
    if type(value) is list or type(value) is tuple:
        return tuple(_fixed(part) for part in value)
    if type(value) is dict:
        return Frozen({name: _fixed(part) for name, part in value.items()})
    return value


def _case_id(raw: str) -> str:
    return identifier(raw, "case.id")


@attrs.frozen
class Event:
    """Something that happened: its name, when, who did it (a role), and what it brought.

    ``id`` is the application's own id of the event, for telling a repetition from a second event;
    without it, the same name, time and actor are the same event.
    """

    name: str
    at: datetime
    by: str
    data: Mapping[str, Any] = attrs.field(default=EMPTY)
    id: str | None = None
    key: Key = attrs.field(init=False, eq=False, repr=False)
    """What makes this event the same event."""

    def __attrs_post_init__(self) -> None:
        plain = type(self.at) is datetime and self.at.tzinfo is None and self.id is None
        if (
            plain
            and type(self.data) is Frozen
            and isinstance(self.name, str)
            and isinstance(self.by, str)
        ):
            object.__setattr__(self, "key", (self.name, self.at, self.by))
            return  # nothing to read: the quick way
        faults = Faults()
        with faults:
            object.__setattr__(self, "data", _data(self.data))
        if type(self.at) is not datetime or self.at.tzinfo is not None:
            with faults:
                object.__setattr__(self, "at", a_moment(self.at, "event.at"))
        for field in ("name", "by"):
            value = getattr(self, field)
            if not isinstance(value, str):
                faults.add(Fault(f"event.{field}", value, "a str"))
        if self.id is not None:
            with faults:
                object.__setattr__(self, "id", identifier(self.id, "event.id"))
        faults.raise_as(InputError)
        key = (self.name, self.at, self.by) if self.id is None else self.id
        object.__setattr__(self, "key", key)


@attrs.frozen
class ClockRun:
    """A clock of a case: what it runs towards, and when it was stopped (None: not yet)."""

    name: str
    deadline: Deadline
    stopped: datetime | None = None


class ClockStatus(Reading):
    """How a clock stands at a moment."""

    RUNNING = "running", "runs, not yet due", "计时中"
    OVERDUE = "overdue", "runs and is past its due time", "已逾期未办"
    MET = "met", "stopped in time", "按时完成"
    LATE = "late", "stopped, or the case ended, after its due time", "逾期完成或结束"
    RELEASED = "released", "the case ended before the clock was stopped", "案件已结束，计时解除"


@attrs.frozen
class ClockView:
    """A clock as it stands at a moment: its status, its deadline and what remains."""

    name: str
    text: Text
    rule: str
    status: ClockStatus
    deadline: Deadline
    stopped: datetime | None
    remaining: timedelta | None
    """Time left, negative when overdue; None once the clock no longer runs."""

    @property
    def due(self) -> datetime:
        """When the clock is due; done exactly then is on time."""
        return self.deadline.due


@attrs.frozen
class Case:
    """One run of a workflow: where it stands, what is known, and its clocks."""

    workflow: str
    version: int
    id: str = attrs.field(converter=_case_id)
    state: str
    data: Mapping[str, Any] = attrs.field(default=EMPTY, converter=_data)
    clocks: tuple[ClockRun, ...] = ()
    opened: datetime | None = None
    """When the first event was accepted."""
    changed: datetime | None = None
    """When the last event was accepted; an earlier event is out of order."""
    keys: tuple[Key, ...] = ()
    """The accepted events in their order, for telling repetitions."""

    @guarded
    def clock(self, name: str) -> ClockRun | None:
        """The latest run of a clock, or None when it never started."""
        for run in reversed(self.clocks):
            if run.name == name:
                return run
        return None


@attrs.frozen
class Fact:
    """What an accepted event did: enough to rebuild the case without asking any rule again."""

    workflow: str
    version: int
    case: str = attrs.field(converter=_case_id)
    event: Event
    source: str
    target: str
    effects: tuple[Effect, ...]
    policy: str
    """Fingerprint of the policy under which the event was accepted."""


new = object.__new__
_CASE_DRAFT, _FACT_DRAFT = draft_of(Case), draft_of(Fact)


def next_case(
    case: Case, fact: Fact, data: Mapping[str, Any], clocks: tuple[ClockRun, ...]
) -> Case:
    """The case after a fact: the one place where a case changes; ``data`` is frozen already."""
    event = fact.event
    draft: Any = new(_CASE_DRAFT)
    draft.workflow = case.workflow
    draft.version = case.version
    draft.id = case.id
    draft.state = fact.target
    draft.data = data
    draft.clocks = clocks
    draft.opened = event.at if case.opened is None else case.opened
    draft.changed = event.at
    draft.keys = (*case.keys, event.key)
    draft.__class__ = Case
    made: Case = draft
    return made


def made_fact(
    workflow: str,
    version: int,
    case: str,
    event: Event,
    source: str,
    target: str,
    effects: tuple[Effect, ...],
    policy: str,
) -> Fact:
    """``Fact(...)``, made the quick way."""
    draft: Any = new(_FACT_DRAFT)
    draft.workflow = workflow
    draft.version = version
    draft.case = case
    draft.event = event
    draft.source = source
    draft.target = target
    draft.effects = effects
    draft.policy = policy
    draft.__class__ = Fact
    made: Fact = draft
    return made
