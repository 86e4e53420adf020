"""Due instants as the oracle walks them, under the figures and readings of a policy."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from typing import Any, Final

from simulation.world import CLOSE, SEGMENTS, days
from tests.oracle import limits
from tests.oracle.pieces import due_by_pieces

__all__ = [
    "calendar_days",
    "close_of",
    "department_hours",
    "end_of",
    "last_day",
    "review",
    "rolled_hours",
    "working_days",
]

_SKIPS: Final = {"non_working_days": "non_working", "holiday_breaks": "holiday_break"}


def close_of(day_end: str) -> time | None:
    """R7: the close of business, or None for 24:00."""
    return CLOSE if day_end == "close_of_business" else None


def last_day(counting: Any, start: date, number: int) -> date:
    """R6, R8: the last of so many calendar days."""
    due = limits.due_calendar_days(
        start,
        number,
        days(),
        roll=counting.last_day == "next_working_day",
        count_start=counting.start_day == "counted",
    )
    return due.date() - timedelta(days=1)


def end_of(day: date, day_end: str) -> datetime:
    """R7: when a day ends."""
    return limits.end_of(day, close_of(day_end))


def calendar_days(counting: Any, start: date, number: int) -> datetime:
    """The end of the last of so many calendar days."""
    return end_of(last_day(counting, start, number), counting.day_end)


def review(policy: Any, closed: date) -> datetime:
    """Art. 28.1: by a day of the month after; a day that a month lacks is its last day."""
    counting = policy.counting
    year, month = limits.month_after(closed.year, closed.month)
    return limits.due_month_day(
        year,
        month,
        min(policy.review.day_of_month, monthrange(year, month)[1]),
        days(),
        roll=counting.month_day == "next_working_day",
        inclusive=counting.by_day == "inclusive",
        close=close_of(counting.day_end),
    )


def rolled_hours(policy: Any, start: datetime, hours: Any) -> datetime:
    """R3: hours with the roll of the handbook's transfer."""
    return limits.due_hours(
        start,
        Fraction(hours),
        days(),
        reading=str(policy.handover.roll),
        skip=_SKIPS[policy.handover.skips],
        close=close_of(policy.dates.day_end),
    )


def department_hours(policy: Any, start: datetime) -> datetime:
    """R4: the department's hours by each of their readings."""
    answer = policy.answer
    if answer.hours_run == "working_hours":
        length = timedelta(seconds=int(Fraction(answer.hours) * 3600))
        return due_by_pieces(start, length, days(), SEGMENTS)
    if answer.hours_run == "wall_clock":
        return limits.due_hours(start, Fraction(answer.hours), days(), reading="none")
    return rolled_hours(policy, start, answer.hours)


def working_days(policy: Any, start: datetime) -> datetime:
    """R5: the working days of a complicated matter."""
    return limits.due_working_days(
        start,
        policy.answer.working_days,
        days(),
        end=str(policy.answer.working_days_end),
        count_start=policy.dates.start_day == "counted",
        close=close_of(policy.dates.day_end),
    )
