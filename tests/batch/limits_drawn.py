"""Every kind of limit under every reading, and starts at which something may change."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from hypothesis import strategies as st

from csrules.batch import due
from csrules.deadlines import (
    CalendarDays,
    DayEnd,
    ElapsedHours,
    LastDay,
    MonthDay,
    Roll,
    Skips,
    StartDay,
    WorkingDays,
    WorkingDaysEnd,
    WorkingHours,
)
from csrules.testing import corner_days, known_days
from tests.batch.agreement import DEADLINE, agree, micros

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from zoneinfo import ZoneInfo

    from csrules.deadlines import Limit
    from csrules.workcalendar import WorkCalendar

MICRO = timedelta(microseconds=1)
DAY = timedelta(days=1)


def every_limit(hours: int | Fraction, days: int, day: int, month: int) -> list[Limit]:
    """Every kind of limit under every combination of its readings."""
    return [
        *(ElapsedHours(hours, *each) for each in product(Roll, Skips, DayEnd)),
        WorkingHours(hours),
        *(CalendarDays(days, *each) for each in product(StartDay, DayEnd, LastDay)),
        *(WorkingDays(days, *each) for each in product(WorkingDaysEnd, StartDay, DayEnd)),
        *(MonthDay(day, *each) for each in product((None, month), LastDay, DayEnd)),
    ]


def limits() -> st.SearchStrategy[list[Limit]]:
    """`every_limit` with drawn lengths; the shortest is a microsecond."""
    odd = st.sampled_from([Fraction(1, 3_600_000_000), Fraction(1, 4), Fraction(4, 3), 24, 2000])
    return st.builds(
        every_limit,
        st.one_of(st.integers(1, 100), odd),
        st.one_of(st.integers(1, 12), st.sampled_from([30, 366])),
        st.integers(1, 31),
        st.integers(1, 12),
    )


def sharp_days(calendar: WorkCalendar) -> list[date]:
    """Each corner day of a calendar, and days about which it does not answer."""
    first, last = known_days(calendar)
    beyond = (first - 400 * DAY, first - DAY, last + DAY, last + 70 * DAY)
    return sorted({*corner_days(calendar), *beyond})


def sharp_moments(calendar: WorkCalendar) -> list[datetime]:
    """Clock times of the sharp days: 0:00 and the ends of what is worked, each by a microsecond."""
    first, last = known_days(calendar)
    found = set()
    for day in sharp_days(calendar):
        minutes = {0}
        if calendar.hours is not None and first <= day <= last:
            own = calendar.hours_of(day) or calendar.hours.ordinary
            minutes |= {minute for segment in own.segments for minute in segment}
        for minute in minutes:
            moment = datetime(day.year, day.month, day.day) + timedelta(minutes=minute)
            found |= {moment - MICRO, moment, moment + MICRO}
    return sorted(found)


def in_zone(walls: Iterable[datetime], zone: ZoneInfo | None) -> list[datetime]:
    """Clock times in a zone; one that its clock skipped is that much later."""
    if zone is None:
        return list(walls)
    return [wall.replace(tzinfo=zone).astimezone(UTC).astimezone(zone) for wall in walls]


def column(starts: Sequence[date | None]) -> pa.Array:
    """A column of days, or of moments that are all of one way."""
    (some, *_) = (each for each in starts if each is not None)
    if not isinstance(some, datetime):
        return pa.array(starts, pa.date32())
    zone = None if some.tzinfo is None else str(some.tzinfo).removeprefix("UTC") or "UTC"
    cells = [micros(each) if isinstance(each, datetime) else None for each in starts]
    return pa.array(cells, pa.timestamp("us", zone))


def agree_on(
    every: Iterable[Limit], calendar: WorkCalendar | None, starts: Sequence[date | None]
) -> list[Any]:
    """Hold the column forms of limits against the limits; what each limit answers comes back."""
    rows = [{"start": start} for start in starts]
    table = pa.table({"start": column(starts)})
    return [agree(due(limit, calendar), DEADLINE, table, rows) for limit in every]
