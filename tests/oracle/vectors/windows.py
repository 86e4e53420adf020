"""Calendars as a file says them: a window of known days, and the oracle's days of that window."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from tests.oracle.days import Days
from tests.oracle.workhours import Segment, segment

Json = Any


class OutsideError(LookupError):
    """A day that the window does not know."""


@dataclass(frozen=True)
class Window(Days):
    """Days that are known from ``first`` to ``last``; any other day is an error."""

    first: date = date.min
    last: date = date.max

    def _works(self, day: date) -> bool:
        if not self.first <= day <= self.last:
            raise OutsideError(day)
        return super()._works(day)


@dataclass(frozen=True)
class Told:
    """A calendar in both forms: ``plain`` for the file, ``days`` and ``segments`` for us."""

    plain: dict[str, Json]
    days: Window
    segments: list[Segment]

    @property
    def close(self) -> time:
        """The close of business of every day; the end of the last segment."""
        ends = self.segments[-1][1] // 60
        return time(ends // 60, ends % 60)

    def around(self) -> list[date]:
        """The days where something changes: at both ends of each break and each make-up day."""
        marked = {self.days.first + timedelta(days=7)}
        day = self.days.first + timedelta(days=1)
        while day < self.days.last:
            works = self.days.is_working(day)
            for step in (-1, 1):
                if self.days.is_working(day + timedelta(days=step)) != works:
                    marked.add(day)
            day += timedelta(days=1)
        return sorted(marked)


def told(
    first: str,
    last: str,
    holidays: tuple[str, ...],
    makeup: tuple[str, ...],
    hours: tuple[tuple[str, str], ...],
    weekend: tuple[int, ...] = (5, 6),
) -> Told:
    """A calendar from what a file says of it."""
    plain: dict[str, Json] = {"first": first, "published_until": last}
    if weekend != (5, 6):
        plain["weekend"] = list(weekend)
    plain |= {"holidays": list(holidays), "makeup": list(makeup)}
    if hours:
        plain["hours"] = [list(one) for one in hours]
    off = frozenset(map(date.fromisoformat, holidays))
    extra = frozenset(map(date.fromisoformat, makeup))
    known = (date.fromisoformat(first), date.fromisoformat(last))
    window = Window(frozenset(weekend), off, extra, None, *known)
    return Told(plain, window, [segment(*one) for one in hours])


MAY = told(
    "2024-04-01",
    "2024-05-31",
    ("2024-04-04", "2024-04-05", "2024-04-06", "2024-05-01", "2024-05-02", "2024-05-03",
     "2024-05-04", "2024-05-05"),
    ("2024-04-07", "2024-04-28", "2024-05-11"),
    (("08:30", "12:00"), ("13:30", "17:30")),
)  # fmt: skip
"""Tomb-sweeping Day and Labour Day 2024, with their make-up Sundays and Saturday."""

OCTOBER = told(
    "2024-09-09",
    "2024-10-31",
    ("2024-09-15", "2024-09-16", "2024-09-17", "2024-10-01", "2024-10-02", "2024-10-03",
     "2024-10-04", "2024-10-05", "2024-10-06", "2024-10-07"),
    ("2024-09-14", "2024-09-29", "2024-10-12"),
    (("09:00", "18:00"),),
)  # fmt: skip
"""Mid-Autumn and National Day 2024."""

LEAP = told("2024-02-05", "2024-03-17", (), (), (("08:00", "12:00"), ("13:00", "22:00")), (4, 5))
"""February with its 29th day, resting on Fridays and Saturdays, long evenings."""

JUNE = told("2024-05-27", "2024-06-30", ("2024-06-10",), (), (("09:00", "17:00"),))
"""Dragon Boat Day 2024, a Monday: the break begins with the weekend before it."""

BARE = told("2024-04-01", "2024-05-31", ("2024-05-01",), (), ())
"""Days only: no hours are known."""
