"""A work calendar as JSON writes it: from which day to which it is known, and what each day is."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import attrs

from csrules.errors import InputError, refuse
from csrules.kinds import Day, Items, Kind, Whole
from csrules.testing.conformance.wire import Parameter, Record
from csrules.workcalendar import WorkCalendar, work_calendar

if TYPE_CHECKING:
    from csrules.kinds import Plain

__all__ = ["Calendar"]

_CLOCK: Final = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])|24:00", re.ASCII)


@attrs.frozen
class Minute(Kind[int]):
    """A time of day in whole minutes from 00:00, written ``"08:30"``; ``"24:00"`` ends the day."""

    @property
    def expected(self) -> str:
        return "a time of day such as 08:30, at most 24:00"

    def read(self, raw: object, path: str) -> int:
        match = _CLOCK.fullmatch(raw) if isinstance(raw, str) else None
        if match is None:
            refuse(path, raw, self.expected)
        return int(match[1]) * 60 + int(match[2]) if match[1] else 24 * 60

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^({_CLOCK.pattern})$"}


_PARTS: Final = Record(
    (
        Parameter("first", Day(), "the first day that the calendar knows"),
        Parameter("published_until", Day(), "the last day that it knows"),
        Parameter(
            "weekend", Items(Whole("weekday", 0, 6), 0, 6, distinct=True), "Monday is 0", [5, 6]
        ),
        Parameter("holidays", Items(Day(), distinct=True), "days off by a published holiday", []),
        Parameter("makeup", Items(Day(), distinct=True), "worked although a weekend day", []),
        Parameter(
            "hours",
            Items(Items(Minute(), 2, 2), 1, 12),
            "working time of a day: segments in order, each from a time to a later one, and a "
            "pause between them",
            None,
        ),
    )
)


@attrs.frozen
class Calendar(Kind[WorkCalendar]):
    """A work calendar; whatever is wrong inside makes the calendar wrong as a whole.

    >>> Calendar().read({"first": "2026-10-01", "published_until": "2026-10-31",
    ...     "holidays": ["2026-10-01", "2026-10-02"], "makeup": ["2026-10-10"]}, "calendar")
    <WorkCalendar 2026-10-01 to 2026-10-31, 21 working days known, days only>
    """

    @property
    def expected(self) -> str:
        return "a work calendar: " + _PARTS.expected

    def read(self, raw: object, path: str) -> WorkCalendar:
        try:
            own = _PARTS.read(raw, path)
            hours = own["hours"]
            minutes = [] if hours is None else [minute for part in hours for minute in part]
            if any(later <= early for early, later in pairwise(minutes)):
                refuse("hours", hours, "segments in order, each from a time to a later one")
            return work_calendar(
                own["first"],
                own["published_until"],
                weekend=own["weekend"],
                days_off=own["holidays"],
                working_days=own["makeup"],
                hours=None if hours is None else ",".join(map(_segment, hours)),
            )
        except InputError as error:
            raise InputError(*(attrs.evolve(fault, path=path) for fault in error.faults)) from None

    def write(self, value: WorkCalendar) -> Plain:
        hours: Plain = None
        if value.hours is not None:
            hours = [[_clock(minute) for minute in part] for part in value.hours.ordinary.segments]
        return {
            "first": value.first.isoformat(),
            "published_until": value.last.isoformat(),
            "weekend": list(value.weekend),
            "holidays": [day.isoformat() for day, _ in value.days_off],
            "makeup": [day.isoformat() for day in value.working_days],
            "hours": hours,
        }

    def schema(self) -> dict[str, Any]:
        return _PARTS.schema()


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _segment(part: tuple[int, int]) -> str:
    return "-".join(map(_clock, part))
