"""Document 004, policy one: schedule, manual records, leave, tables and checks, wages.

The days of absence and the month's bonus are in ``attendance`` and ``bonus``.
"""

from datetime import date, datetime, time, timedelta
from fractions import Fraction

from .days import ONE_DAY, Days
from .lateness import round_fen
from .limits import due_month_day, end_of


def paid_hours(start: time, end: time, lunch: Fraction) -> Fraction:
    """1.1: from P2 to P3, which includes P4 hours of lunch."""
    minutes = (end.hour - start.hour) * 60 + (end.minute - start.minute)
    seconds = minutes * 60 + end.second - start.second
    return Fraction(seconds, 3600) - lunch


def weekly_hours(days_a_week: int, start: time, end: time, lunch: Fraction) -> Fraction:
    """1.1: P1 days a week."""
    return days_a_week * paid_hours(start, end, lunch)


def scheduled(
    year: int, month: int, weekdays: set[int], roster: set[date], days: Days | None
) -> list[date]:
    """1.1: the weekdays (Monday is 1) of a month, and the days of the roster.

    With ``days``, holidays are off with the weekends inside them, and make-up days are on.
    """
    found = []
    day = date(year, month, 1)
    while day.month == month:
        due = day.isoweekday() in weekdays
        if days is not None and day in days.extra:
            due = True
        elif days is not None and days.is_holiday_break(day):
            due = False
        if due or day in roster:
            found.append(day)
        day = day + ONE_DAY
    return found


def in_time(moment: datetime, since: datetime, minutes: int) -> bool:
    """1.2, 1.5: "in time" has no number: so many minutes, the last one included."""
    return moment <= since + timedelta(minutes=minutes)


def last_day_to_apply(starts: date, n: int, start_day: str = "excluded") -> date:
    """1.5: n days in advance; the day of applying is not counted, or is the first of them."""
    day = starts
    for _ in range({"excluded": n, "counted": n - 1}[start_day]):
        day = day - ONE_DAY
    return day


def every_n_days(
    first: date,
    n: int,
    since: date,
    until: date,
    days: Days,
    *,
    last_day: str = "no_roll",
    close: time | None = None,
) -> list[datetime]:
    """1.6: checks from the first day on, every n days; a check on a day off may roll."""
    found = []
    day = first
    while day <= until:
        if day >= since:
            ends = {"no_roll": day, "next_working_day": days.next_working(day)}[last_day]
            found.append(end_of(ends, close))
        day = day + timedelta(days=n)
    return found


def table_due(
    year: int,
    month: int,
    day: int,
    days: Days,
    *,
    month_day: str = "no_roll",
    close: time | None = None,
) -> datetime:
    """1.6: last month's table, on the company's day at the start of the month."""
    roll = {"no_roll": False, "next_working_day": True}[month_day]
    return due_month_day(year, month, day, days, roll=roll, close=close)


def wages(days: Fraction, daily_wage: int, rounding: str = "half_up") -> int:
    """1.5: the daily wage for each day of personal leave, in fen; one line (R19)."""
    return round_fen(days * daily_wage, rounding)


def called(phoned: datetime, starts: datetime, ends: datetime, minutes: int | None) -> bool:
    """1.5: "in time" by telephone: within the company's minutes.

    While there is no figure, a call is none when the leave has ended.
    """
    return phoned < ends if minutes is None else in_time(phoned, starts, minutes)


def emergency(kind: str, reading: str) -> bool:
    """1.5: sick and personal leave have the route of an emergency; the others by the reading."""
    return kind in ("sick", "personal") or {"applies": True, "refused": False}[reading]
