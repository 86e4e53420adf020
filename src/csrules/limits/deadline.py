"""A deadline: when something is due, whether it was met, and how the date came about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final, Protocol

import attrs

from csrules.calendars.moments import a_day, a_moment, say_clock, say_day, say_moment, span
from csrules.citation import Language, Text
from csrules.doors import guarded
from csrules.errors import Faults, InputError, nearest, refuse

if TYPE_CHECKING:
    from csrules.workcalendar import WorkCalendar

__all__ = ["Deadline", "Limit", "Step", "earlier_of"]

_ZERO: Final = timedelta(0)


@attrs.frozen
class Step:
    """One step on the way to a due date: the moment or day it leads to, and what it says."""

    at: date
    text: Text

    def say(self, language: Language = "en") -> str:
        """The step in ``language``."""
        return self.text.say(language)

    def __str__(self) -> str:
        return self.say()


class _Way(Protocol):
    def steps(self, deadline: Deadline, calendar: WorkCalendar | None) -> tuple[Step, ...]:
        """How a deadline of this limit came about."""
        ...


class Limit(_Way, Protocol):
    """What every limit can do: turn a start into a `Deadline`, and tell the steps."""

    @property
    def rule(self) -> str:
        """The rule id that sets the limit, or empty."""
        ...

    def due(self, start: date | datetime, calendar: WorkCalendar | None = None) -> Deadline:
        """When it is due if it starts then."""
        ...


def _iso(value: date) -> str:
    return value.isoformat()


@attrs.frozen
class Deadline:
    """When something that started at ``start`` is due, under which rule.

    ``start`` is a moment, or a day where only the day counts; ``due`` is the last instant that is
    on time; ``last_day`` is the day it ends, so that 24:00 of that day is its end. A
    ``provisional`` deadline rests on days whose make-up arrangement is not published.

    >>> deadline = Deadline(date(2024, 3, 1), datetime(2024, 3, 8), date(2024, 3, 7))
    >>> print(deadline, "|", deadline.say("zh"))
    24:00 on 7 March 2024 | 2024年3月7日24时
    >>> deadline.met(datetime(2024, 3, 8)), str(deadline.remaining(datetime(2024, 3, 6)))
    (True, '2 days, 0:00:00')
    """

    start: date = attrs.field(eq=_iso)
    due: datetime = attrs.field(eq=_iso)
    last_day: date
    rule: str = ""
    provisional: bool = False
    _limit: _Way | None = attrs.field(default=None, eq=False, repr=False)
    _calendar: WorkCalendar | None = attrs.field(default=None, eq=False, repr=False)

    def remaining(self, at: datetime) -> timedelta:
        """The time left at ``at``; negative when it is late."""
        own = a_moment(at, "at")
        if (own.tzinfo is None) is not (self.due.tzinfo is None):
            kind = "naive" if self.due.tzinfo is None else "aware"
            mend = "ask in the way in which the deadline was computed"
            refuse("at", at, f"a datetime that is {kind}, as the deadline is", mend)
        return span(own, self.due)

    def met(self, at: datetime) -> bool:
        """Is what is done at ``at`` on time? Exactly at the due instant it is (R7, R10)."""
        return self.remaining(at) >= _ZERO

    def late_by(self, at: datetime) -> timedelta:
        """By how much ``at`` is late; zero when it is on time."""
        return max(_ZERO, -self.remaining(at))

    @property
    def at_midnight(self) -> bool:
        """Is it due at 24:00 of its last day?"""
        return self.due.time() == time(0) and self.last_day < self.due.date()

    @property
    def steps(self) -> tuple[Step, ...]:
        """How the due date came about, one step after the other; worked out when asked."""
        if self._limit is not None:
            return self._limit.steps(self, self._calendar)
        start = say_moment(self.start) if isinstance(self.start, datetime) else say_day(self.start)
        return (Step(self.start, start), Step(self.due, self.text))

    @property
    def text(self) -> Text:
        """The due instant as people say it, in both languages."""
        if self.at_midnight:
            day = say_day(self.last_day, weekday=False)
            text = Text(f"24:00 on {day.en}", f"{day.zh}24时")
        else:
            day = say_day(self.due.date())
            clock = say_clock(self.due)
            text = Text(f"{clock} on {day.en}", f"{day.zh}{clock}")
        if self.provisional:
            return Text(f"{text.en} (provisional)", f"{text.zh}（暂定）")
        return text

    def say(self, language: Language = "en") -> str:
        """The due instant in ``language``."""
        return self.text.say(language)

    def explain(self, language: Language = "en") -> str:
        """The steps, one a line, and the due instant with its rule."""
        lines = [step.say(language) for step in self.steps]
        due = Text("due {due}", "到期：{due}").format(due=self.say(language)).say(language)
        return "\n".join([*lines, f"{due} [{self.rule}]" if self.rule else due])

    def __str__(self) -> str:
        return self.say()

    def to_json(self) -> dict[str, str | bool]:
        """The plain values, for `json.dumps`; `from_json` makes an equal deadline of them.

        >>> Deadline(date(2024, 3, 1), datetime(2024, 3, 8), date(2024, 3, 7)).to_json()["due"]
        '2024-03-08T00:00:00'
        """
        return {
            "start": _iso(self.start),
            "due": _iso(self.due),
            "last_day": _iso(self.last_day),
            "rule": self.rule,
            "provisional": self.provisional,
        }

    @classmethod
    @guarded
    def from_json(cls, data: Mapping[str, object]) -> Deadline:
        """The deadline of which these are the plain values; all faults at once."""
        if not isinstance(data, Mapping):
            refuse("data", data, "a mapping, as to_json gives it")
        faults = Faults()
        taken: dict[str, Any] = {}
        for key in data:
            if faults.full:
                break
            with faults:
                if key not in _READERS:
                    refuse(str(key), data[key], "a known field", nearest(key, _READERS))
        for name, read in _READERS.items():
            with faults:
                if name not in data:
                    refuse(name, None, "a value", "take what to_json gave")
                taken[name] = read(data[name], name)
        faults.raise_as(InputError)
        return cls(**taken)


def _moment_of(value: object, path: str) -> datetime:
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        moment = None
    if moment is None:
        refuse(path, value, "a moment in ISO 8601, such as 2024-03-08T15:00:00")
    return a_moment(moment, path)


def _day_of(value: object, path: str) -> date:
    try:
        day = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        day = None
    if day is None:
        refuse(path, value, "a day in ISO 8601, such as 2024-03-08")
    return a_day(day, path)


def _start_of(value: object, path: str) -> date:
    plain = isinstance(value, str) and "T" not in value and " " not in value
    return _day_of(value, path) if plain else _moment_of(value, path)


def _text_of(value: object, path: str) -> str:
    return value if isinstance(value, str) else refuse(path, value, "a text")


def _flag_of(value: object, path: str) -> bool:
    return value if isinstance(value, bool) else refuse(path, value, "true or false")


_READERS: Final = {
    "start": _start_of,
    "due": _moment_of,
    "last_day": _day_of,
    "rule": _text_of,
    "provisional": _flag_of,
}


@attrs.frozen
class _Capped:
    """How a deadline that another one cuts short is told."""

    own: Deadline
    cap: Deadline

    def steps(self, deadline: Deadline, calendar: WorkCalendar | None) -> tuple[Step, ...]:
        """The way of both, then which of them counts."""
        own, cap = self.own.text, self.cap.text
        text = Text(
            f"{cap.en} comes before {own.en}: the earlier one counts",
            f"{cap.zh}早于{own.zh}：以先到者为准",
        )
        return (*self.own.steps, *self.cap.steps, Step(deadline.due, text))


@guarded
def earlier_of(own: Deadline, cap: Deadline) -> Deadline:
    """``own``, unless ``cap`` comes first: then the cap, told together with what it cuts short."""
    if cap.met(own.due):
        return own
    return Deadline(
        own.start,
        cap.due,
        cap.last_day,
        cap.rule,
        own.provisional or cap.provisional,
        _Capped(own, cap),
    )
