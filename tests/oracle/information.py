"""001 IM: reports by the month, the year and the quarter; bulletins, incidents, mail, grades.

``by_day``: ``inclusive`` or ``before`` (R9); rolls: ``no_roll`` or ``next_working_day``; ``close``
is the close of business where a day ends with it.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from fractions import Fraction

from .bonus import BlankError
from .days import ONE_DAY, Days, working_days
from .limits import due_calendar_days, due_month_day, end_of, month_before

MONTH_ENDS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def is_leap(year: int) -> bool:
    """Whether that year has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def last_of(year: int, month: int) -> date:
    """The last day of that month."""
    day = MONTH_ENDS[month - 1] + (1 if month == 2 and is_leap(year) else 0)
    return date(year, month, day)


def by_month_day(
    year: int,
    month: int,
    day: int,
    days: Days,
    *,
    by_day: str = "inclusive",
    ends: str = "no_roll",
    close: time | None = None,
) -> datetime:
    """4.1: by that day of that month, the 10th, the 20th, 15 January; R9, R7.

    A month that is shorter than that ends the limit with its own last day.
    """
    day = min(day, last_of(year, month).day)
    inclusive = {"inclusive": True, "before": False}[by_day]
    roll = {"no_roll": False, "next_working_day": True}[ends]
    return due_month_day(year, month, day, days, roll=roll, inclusive=inclusive, close=close)


def in_month(
    year: int, month: int, days: Days, *, ends: str = "no_roll", close: time | None = None
) -> datetime:
    """4.1: "in January": until the end of its last day."""
    last = last_of(year, month)
    return by_month_day(year, month, last.day, days, ends=ends, close=close)


def covered(year: int, month: int) -> tuple[date, date]:
    """4.1: the month before is what a monthly report tells of: its first and last day."""
    year, month = month_before(year, month)
    return (date(year, month, 1), last_of(year, month))


def quarter_ends(first: date, last: date, close: time | None = None) -> list[datetime]:
    """4.3: once a quarter, by its end: each end of a quarter from first to last."""
    years = range(first.year, last.year + 1)
    ends = [last_of(year, month) for year in years for month in (3, 6, 9, 12)]
    return [end_of(day, close) for day in ends if first <= day <= last]


def every_n_days(
    start: date,
    n: int,
    days: Days,
    *,
    start_day: str = "excluded",
    ends: str = "no_roll",
    close: time | None = None,
) -> datetime:
    """FA-5-2, S2-03-07: so many days after the last time."""
    counted = {"excluded": False, "counted": True}[start_day]
    roll = {"no_roll": False, "next_working_day": True}[ends]
    return due_calendar_days(start, n, days, roll=roll, count_start=counted, close=close)


def next_bulletin(
    day: date,
    since: date,
    major: bool,
    few_came: bool | None,
    days: Days,
    *,
    gap: int = 5,
    seldom: str = "either",
    start_day: str = "excluded",
    ends: str = "no_roll",
    close: time | None = None,
) -> datetime:
    """4.1: daily, or at least once in 5 days when little happens; a major problem is told daily.

    ``since`` is the last bulletin's day.  ``either``: few move-ins or no major problem is enough,
    so a day without one may wait.  ``both``: no major problem and few move-ins; ``few_came`` None
    is not known.
    """
    may_wait = not major
    if seldom == "both" and not major:
        if few_came is None:
            raise BlankError("few")
        may_wait = few_came
    elif seldom != "either" and not major:
        raise ValueError(seldom)
    if may_wait:
        return every_n_days(since, gap, days, start_day=start_day, ends=ends, close=close)
    return end_of(day, close)


def within_hours(start: datetime, hours: Fraction) -> datetime:
    """4.1, 4.5: 2 hours from the occurrence, by the wall clock, holidays included."""
    micro = hours * 3_600_000_000
    return start + timedelta(microseconds=micro.numerator) / micro.denominator


def is_class_1_by_amount(compensation: int, loss: int, limit: int = 500_000) -> bool:
    """4.1 remark: 5,000 yuan or more, compensation and loss each taken singly; in fen."""
    return compensation >= limit or loss >= limit


def is_class_2(compensation: int, loss: int, upset: bool, felt: bool) -> bool:
    """4.1 remark, what is not class 1: it upsets normal order unexpectedly, and it has some
    influence, or somebody is hurt, or something is lost; money to be paid or lost shows that."""
    return upset and (felt or compensation > 0 or loss > 0)


def days_read_too_seldom(
    reads: Iterable[datetime], first: date, last: date, days: Days, least: int = 2
) -> list[tuple[date, int]]:
    """4.4.4: the working days on which the mailbox was read less than twice, with how often."""
    all_reads = [moment.date() for moment in reads]
    counted = [(day, all_reads.count(day)) for day in working_days(days, first, last)]
    return [(day, times) for day, times in counted if times < least]


def password_late(
    left: datetime, changed: datetime | None, as_of: datetime, minutes: int = 0
) -> bool:
    """4.4.3: a change at the departure or within the minutes after it; one before is none."""
    latest = left + timedelta(minutes=minutes)
    if changed is None or changed < left or changed > as_of:
        return as_of > latest
    return changed > latest


def grade_of(total: Fraction, table: list[tuple[str, Fraction]]) -> str:
    """6.1: the first grade, from the highest, whose least points are reached."""
    for grade, least in sorted(table, key=lambda row: row[1], reverse=True):
        if total >= least:
            return grade
    raise ValueError(total)


def officers(named: dict[str, list[str]]) -> tuple[list[str], list[str]]:
    """4.4.4: departments that name nobody, and those that name more than the one."""
    nobody = sorted(name for name, people in named.items() if len(people) == 0)
    several = sorted(name for name, people in named.items() if len(people) > 1)
    return (nobody, several)


def bulletins_missing(
    first: date,
    last: date,
    own: set[date],
    sent: set[date],
    days: Days,
    *,
    gap: int = 5,
    start_day: str = "excluded",
    ends: str = "no_roll",
) -> list[date]:
    """4.1: walk the period: a day that needs its ``own`` bulletin, or the last day of the gap.

    The gap runs from the eve of the period, from each bulletin, and from each missing one.
    """
    missing = []
    since = first - ONE_DAY
    day = first
    while day <= last:
        by = every_n_days(since, gap, days, start_day=start_day, ends=ends) - ONE_DAY
        if day in sent:
            since = day
        elif day in own or day >= by.date():
            missing.append(day)
            since = day
        day = day + ONE_DAY
    return missing
