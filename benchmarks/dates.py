"""Working days and working hours against the calendars that people use."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from benchmarks.timing import Row, race
from csrules import cn_calendar

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["run"]

START = dt.datetime(2026, 9, 29, 16, 0)
YEARS = range(2024, 2027)
TWELVE = dt.timedelta(hours=12)
CALENDAR = cn_calendar(YEARS, hours="08:30-12:00,13:30-17:30")


def _days_off() -> list[dt.date]:
    first, last = CALENDAR.first, CALENDAR.last
    every = (first + dt.timedelta(days=n) for n in range((last - first).days + 1))
    return [day for day in every if not CALENDAR.is_working(day)]


def _bizdays() -> Callable[[], object]:
    from bizdays import Calendar

    calendar = Calendar(_days_off(), [], startdate="2024-01-01", enddate="2026-12-31")
    day = START.date()
    return lambda: calendar.offset(day, 2)


def _workalendar() -> Callable[[], object]:
    from workalendar.asia import China

    calendar, day = (
        China(),
        dt.date(2023, 9, 27),
    )  # it knows the years to 2023: the same way over National Day
    return lambda: calendar.add_working_days(day, 2)


def _holidays() -> Callable[[], object]:
    import holidays

    china, day = holidays.country_holidays("CN", years=YEARS), START.date()
    return lambda: china.get_nth_working_day(day, 2)


def _pandas_days() -> Callable[[], object]:
    import pandas

    weekdays = [day for day in _days_off() if day.weekday() < 5]
    offset = 2 * pandas.offsets.CustomBusinessDay(holidays=weekdays)
    stamp = pandas.Timestamp(START)
    return lambda: stamp + offset


def _businesstimedelta() -> Callable[[], object]:
    import businesstimedelta as btd

    off = dict.fromkeys(_days_off(), "off")
    morning = btd.WorkDayRule(dt.time(8, 30), dt.time(12), working_days=list(range(5)))
    afternoon = btd.WorkDayRule(dt.time(13, 30), dt.time(17, 30), working_days=list(range(5)))
    rules = btd.Rules([morning, afternoon, btd.HolidayRule(off)])
    length = btd.BusinessTimeDelta(rules, hours=12)
    return lambda: START + length


def _pandas_hours() -> Callable[[], object]:
    import pandas

    weekdays = [day for day in _days_off() if day.weekday() < 5]
    hours = pandas.offsets.CustomBusinessHour(
        start=["08:30", "13:30"], end=["12:00", "17:30"], holidays=weekdays
    )
    offset, stamp = 12 * hours, pandas.Timestamp(START)
    return lambda: stamp + offset


def run() -> list[Row]:
    """Two working days, bare; then twelve working hours over a lunch break."""
    return [
        *race(
            "+ 2 working days, scalar, bare due instant",
            {
                "csrules": lambda: CALENDAR.end_of_working_day(START, 2),
                "bizdays": _bizdays(),
                "holidays": _holidays(),
                "pandas CustomBusinessDay": _pandas_days(),
                "workalendar": _workalendar(),
            },
        ),
        *race(
            "+ 12 working hours, scalar",
            {
                "csrules": lambda: CALENDAR.add_working_time(START, TWELVE),
                "businesstimedelta": _businesstimedelta(),
                "pandas CustomBusinessHour": _pandas_hours(),
            },
        ),
    ]
