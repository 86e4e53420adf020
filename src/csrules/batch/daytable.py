"""A limit that only asks on which day it starts, as a table: its own function, asked once a day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import attrs
import numpy as np

from csrules.batch.answers import day_number, moment_number
from csrules.batch.columns import zone_named
from csrules.errors import CsrulesError

if TYPE_CHECKING:
    from csrules.batch.columns import Ints
    from csrules.workcalendar import WorkCalendar

__all__ = ["DAY", "MOST_DAYS", "DayTable", "day_table", "fixed_offset"]

DAY: Final = 86_400_000_000
"""Microseconds of a day."""

_EPOCH: Final = datetime(1970, 1, 1)
MOST_DAYS: Final = 73_200
"""Days that a table has at most: two hundred years."""


@attrs.frozen(eq=False)
class DayTable:
    """What becomes of a start on each of a run of days: the last day, the due instant, provisional.

    Moments are microseconds since 1970, in UTC where there is a zone. ``shift`` is how far the due
    instant lies from the start's (from its 0:00, for a limit that ends with a day), one number
    where that is always as far; ``keeps`` says that the time of day is kept: everywhere, nowhere
    (None), or by day.
    """

    first: int  # days since 1970
    offset: int  # of the zone, in microseconds
    last_day: Ints
    due: Ints
    shift: Ints | int
    provisional: Ints
    keeps: Ints | bool


@lru_cache(maxsize=64)
def fixed_offset(zone: str, first: int, last: int) -> int | None:
    """How far a zone is ahead of UTC, in microseconds, where that is the same on all these days.

    That is, from 0:00 of the first one to 24:00 of the last one.
    """
    known = zone_named(zone)
    found = {
        (_EPOCH + timedelta(days=day)).replace(tzinfo=known).utcoffset()
        for day in range(first, last + 2)
    }
    (only, *others) = found
    assert only is not None  # a zone has an offset
    return None if others else only // timedelta(microseconds=1)


@lru_cache(maxsize=64)
def day_table(
    limit: Any,  # a Limit: hashable, as each of them is
    calendar: WorkCalendar | None,
    zone: str | None,
    first: int,
    last: int,
    *,
    by_day: bool,
) -> DayTable | None:
    """The table of a limit for starts on these days; None where not one of them has an answer.

    ``by_day`` says that a start is a day and not a moment. A limit of hours is asked for starts
    that end at 0:00 of each day, so that the day is the one on which the hours are over. Only a run
    of days without a gap is kept, the longest; the others are asked one by one.
    """
    if last - first not in range(MOST_DAYS):
        return None
    offset = 0 if zone is None else fixed_offset(zone, first, last)
    if offset is None:
        return None
    length = getattr(limit, "_length", timedelta(0))
    rows: list[tuple[int, int, int, bool] | None] = []
    for day in range(first, last + 1):
        midnight: Any = _EPOCH + timedelta(days=day)
        try:
            start = midnight.date() if by_day else _start(midnight - length, zone, offset)
            found = limit.due(start, calendar)
        except (CsrulesError, OverflowError):
            rows.append(None)
            continue
        row = day_number(found.last_day), moment_number(found.due), day, found.provisional
        rows.append(row)
    return _table(_longest(rows), offset, _keeps(limit, by_day=by_day))


def _start(wall: datetime, zone: str | None, offset: int) -> datetime:
    if zone is None:
        return wall
    utc = (wall - timedelta(microseconds=offset)).replace(tzinfo=UTC)
    return utc.astimezone(zone_named(zone))


def _longest(rows: list[Any]) -> list[tuple[int, int, int, bool]]:
    """The longest run without a gap."""
    best: list[Any] = []
    run: list[Any] = []
    for row in [*rows, None]:
        if row is None:
            best, run = max(best, run, key=len), []
        else:
            run.append(row)
    return best


def _keeps(limit: Any, *, by_day: bool) -> bool | None:
    """Whether the due instant keeps the start's time of day: always, never, or (None) by day."""
    if by_day:
        return False
    end = getattr(limit, "end", None)
    roll = getattr(limit, "roll", None)
    if roll is not None:
        return None if roll.value == "close_of_next_working_day" else True
    return end is not None and end.value == "same_clock_time"


def _table(
    rows: list[tuple[int, int, int, bool]], offset: int, keeps: bool | None
) -> DayTable | None:
    if not rows:
        return None
    last_day, due, days, provisional = (np.array(cells) for cells in zip(*rows, strict=True))
    shift: Ints = (due - (days * DAY - offset)).astype("i8")
    least = int(shift.min())
    kept: Ints | bool = last_day == days if keeps is None else keeps
    return DayTable(
        rows[0][2],
        offset,
        last_day.astype("i4"),
        due.astype("i8"),
        least if least == shift.max() else shift,
        provisional.astype(bool),
        kept,
    )


def calendar_days(calendar: WorkCalendar) -> tuple[int, int]:
    """The days for which a calendar's tables are made: all of its own, and some before."""
    return day_number(calendar.first) - 62, day_number(calendar.last)
