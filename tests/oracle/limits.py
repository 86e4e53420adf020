"""Due instants, walked day by day (R2 to R10); working hours come from ``workhours``.

All datetimes are naive.  24:00 of a day is written as 00:00 of the next.  Done exactly at the
due instant is on time.  Every function gives the last instant that is still on time.
"""

from datetime import date, datetime, time, timedelta
from fractions import Fraction

from .days import ONE_DAY, Days
from .workhours import (
    Segment,
    before_working_hours,
    check_edge,
    due_working_hours,
    elapsed_working_seconds,
    midnight,
    segment,
    whole_seconds,
)

__all__ = [
    "Segment",
    "before_working_hours",
    "days_before",
    "due_calendar_days",
    "due_hours",
    "due_month_day",
    "due_working_days",
    "due_working_hours",
    "elapsed_working_seconds",
    "end_of",
    "is_skipped",
    "last_calendar_day",
    "last_working_day",
    "met",
    "month_after",
    "month_before",
    "segment",
]


def end_of(day: date, close: time | None = None) -> datetime:
    """24:00 of that day (R7), or its close of business where one is given."""
    if close is None:
        return midnight(day + ONE_DAY)
    return datetime.combine(day, close)


def met(due: datetime, done: datetime) -> bool:
    """Whether what was done then is on time: exactly at the end is (R7, R10)."""
    return done <= due


def is_skipped(day: date, days: Days, skip: str) -> bool:
    """R2: what a roll skips, ``non_working`` days or only the days of a ``holiday_break``."""
    if skip == "non_working":
        return not days.is_working(day)
    if skip == "holiday_break":
        return days.is_holiday_break(day)
    raise ValueError(skip)


def due_hours(
    start: datetime,
    hours: int | Fraction,
    days: Days,
    *,
    reading: str = "same_clock_time",
    skip: str = "non_working",
    close: time | None = None,
    edge: str = "near",
) -> datetime:
    """R3, R4: hours from the event instant, rolled as the reading says.

    ``none``: no roll.  ``same_clock_time``: add 24 h while the instant lies on a skipped day;
    an instant belongs to the day that it begins.  ``close_of_next_working_day``: an instant on a
    skipped day moves to the end (24:00, or ``close``) of the next day that is not skipped.
    ``stop_clock``: the hours of skipped days do not count; ``edge`` (only here): used up at
    24:00 before a skipped day is due then (``near``) or at the end of the skipped days (``far``).
    """
    check_edge(edge)
    left = timedelta(seconds=whole_seconds(hours))
    if reading == "none":
        return start + left
    if reading == "same_clock_time":
        due = start + left
        while is_skipped(due.date(), days, skip):
            due = due + timedelta(hours=24)
        return due
    if reading == "close_of_next_working_day":
        due = start + left
        if not is_skipped(due.date(), days, skip):
            return due
        day = due.date()
        while is_skipped(day, days, skip):
            day = day + ONE_DAY
        return end_of(day, close)
    if reading == "stop_clock":
        at = start
        while left > timedelta(0):
            day_ends = midnight(at.date() + ONE_DAY)
            if not is_skipped(at.date(), days, skip):
                if left <= day_ends - at:
                    at = at + left
                    break
                left = left - (day_ends - at)
            at = day_ends
        while edge == "far" and is_skipped(at.date(), days, skip):
            at = midnight(at.date() + ONE_DAY)
        return at
    raise ValueError(reading)


def last_working_day(received: date, n: int, days: Days, count_start: bool = False) -> date:
    """R6: the n-th working day after the day of receipt (or from it on, when it is counted).

    Receipt on a day off: the next working day is day 1 either way.
    """
    if n < 1:
        raise ValueError("at least one working day")
    counted = 0
    day = received
    if count_start and days.is_working(day):
        counted = 1
    while counted < n:
        day = day + ONE_DAY
        if days.is_working(day):
            counted = counted + 1
    return day


def due_working_days(
    received: datetime,
    n: int,
    days: Days,
    *,
    end: str = "end_of_day",
    count_start: bool = False,
    close: time | None = None,
) -> datetime:
    """R5: the end of the n-th working day, or its ``same_clock_time``."""
    day = last_working_day(received.date(), n, days, count_start)
    if end == "end_of_day":
        return end_of(day, close)
    if end == "same_clock_time":
        return datetime.combine(day, received.time())
    raise ValueError(end)


def last_calendar_day(start: date, n: int, count_start: bool = False) -> date:
    """R6: n days on, the start day not counted; counted, it is day 1."""
    if n < 1:
        raise ValueError("at least one day")
    counted = 1 if count_start else 0
    day = start
    while counted < n:
        day = day + ONE_DAY
        counted = counted + 1
    return day


def due_calendar_days(
    start: date,
    n: int,
    days: Days | None = None,
    *,
    roll: bool = False,
    count_start: bool = False,
    close: time | None = None,
) -> datetime:
    """R6 to R8: the end of the n-th calendar day; rolled, that of the next working day."""
    return end_of(_rolled(last_calendar_day(start, n, count_start), days, roll), close)


def days_before(event: date, n: int) -> date:
    """The day n calendar days before, such as a reminder 7 days before the planned day."""
    day = event
    for _ in range(n):
        day = day - ONE_DAY
    return day


def due_month_day(
    year: int,
    month: int,
    day: int,
    days: Days | None = None,
    *,
    roll: bool = False,
    inclusive: bool = True,
    close: time | None = None,
) -> datetime:
    """R9, C5: "by the 10th" of that month, its 24:00 included; exclusive ends a day earlier."""
    last = date(year, month, day)
    if not inclusive:
        last = last - ONE_DAY
    return end_of(_rolled(last, days, roll), close)


def month_after(year: int, month: int) -> tuple[int, int]:
    """The calendar month after that one: a report on November is due in December."""
    return (year + 1, 1) if month == 12 else (year, month + 1)


def month_before(year: int, month: int) -> tuple[int, int]:
    """The calendar month before that one."""
    return (year - 1, 12) if month == 1 else (year, month - 1)


def _rolled(day: date, days: Days | None, roll: bool) -> date:
    if not roll:
        return day
    if days is None:
        raise ValueError("a roll needs days")
    return days.next_working(day)
