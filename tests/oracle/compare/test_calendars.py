"""The mechanisms of time on calendars of any shape: weekends, breaks, make-up days, shifts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csrules.deadlines import CalendarDays, ElapsedHours, WorkingDays, WorkingHours
from csrules.limits.limitreadings import DayEnd, LastDay, Roll, Skips, StartDay, WorkingDaysEnd
from csrules.workcalendar import work_calendar
from tests.oracle import days as oracle_days
from tests.oracle import limits, pieces
from tests.oracle.first_asked import SKIPS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from csrules.reading import Reading
    from csrules.workcalendar import WorkCalendar
    from tests.oracle.days import Days
    from tests.oracle.workhours import Segment

FIRST, LAST = date(2023, 6, 1), date(2025, 6, 30)
NEAR = st.integers(0, 90).map(lambda n: date(2024, 2, 1) + timedelta(days=n))
"""Days on which something is out of the ordinary."""

SHIFTS = (
    "09:00-12:00,13:00-18:00", "00:00-24:00", "22:00-06:00", "08:00-12:00,20:00-02:00",
    "09:30-10:00",
)  # fmt: skip


@dataclass(frozen=True)
class Both:
    """One calendar, as the library and as the oracle takes it."""

    calendar: WorkCalendar
    days: Days
    segments: list[Segment]


@st.composite
def calendars(draw: st.DrawFn, shifts: Iterable[str] = SHIFTS) -> Both:
    """A calendar of two years with breaks and make-up days from February to April 2024."""
    weekend = draw(st.sets(st.integers(0, 6), max_size=5))
    off = draw(st.sets(NEAR, max_size=12))
    run, long = draw(NEAR), draw(st.integers(0, 9))
    off |= {run + timedelta(days=n) for n in range(long)}
    extra = {day for day in draw(st.sets(NEAR, max_size=6)) if day.weekday() in weekend} - off
    hours = draw(st.sampled_from(sorted(shifts)))
    segments = [limits.segment(*part.split("-")) for part in hours.split(",")]
    made = work_calendar(
        FIRST, LAST, weekend=weekend, days_off=off, working_days=extra, hours=hours
    )
    return Both(made, oracle_days.made_up(off, extra, weekend), segments)


STARTS = st.builds(
    lambda day, second: datetime(day.year, day.month, day.day) + timedelta(seconds=second),
    NEAR, st.integers(0, 86_399) | st.sampled_from([0, 32_400, 43_200, 64_800, 79_200, 86_399]),
)  # fmt: skip
LENGTHS = st.integers(0, 60 * 3_600).map(lambda second: timedelta(seconds=second))


def every(*readings: type[Reading]) -> pytest.MarkDecorator:
    """One case for each combination of the readings."""
    return pytest.mark.parametrize("chosen", list(product(*readings)), ids=" ".join)


@given(calendars(), NEAR)
def test_working_days_and_breaks(both: Both, day: date) -> None:
    assert both.calendar.is_working(day) is both.days.is_working(day)
    assert both.calendar.in_break(day) is both.days.is_holiday_break(day)


@given(calendars(), STARTS, LENGTHS)
def test_working_time(both: Both, start: datetime, length: timedelta) -> None:
    """R4 and every limit in working hours: forward, back, and between two instants."""
    how = (both.days, both.segments)
    assert both.calendar.add_working_time(start, length) == pieces.due_by_pieces(
        start, length, *how
    )
    assert both.calendar.subtract_working_time(start, length) == pieces.before_by_pieces(
        start, length, *how
    )
    end = start + length * 3
    assert both.calendar.working_time(start, end) == pieces.elapsed_by_pieces(start, end, *how)


@given(calendars(), STARTS, st.integers(1, 60))
def test_a_limit_in_working_hours(both: Both, start: datetime, hours: int) -> None:
    due = WorkingHours(hours).due(start, both.calendar).due
    assert due == pieces.due_by_pieces(start, timedelta(hours=hours), both.days, both.segments)


DAYTIME = SHIFTS[:1]


def close(end: Reading) -> time | None:
    return {"midnight": None, "close_of_business": time(18)}[end]


@settings(max_examples=30)
@every(Roll, Skips, DayEnd)
@given(both=calendars(DAYTIME), start=STARTS, hours=st.integers(1, 100))
def test_elapsed_hours(chosen: Any, both: Both, start: datetime, hours: int) -> None:
    """R2, R3, R7."""
    roll, skips, end = chosen
    mine = ElapsedHours(hours, roll, skips, end).due(start, both.calendar).due
    assert mine == limits.due_hours(
        start, Fraction(hours), both.days, reading=roll, skip=SKIPS[skips], close=close(end)
    )


@settings(max_examples=30)
@every(WorkingDaysEnd, StartDay, DayEnd)
@given(both=calendars(DAYTIME), start=STARTS, days=st.integers(1, 15))
def test_working_days(chosen: Any, both: Both, start: datetime, days: int) -> None:
    """R5, R6, R7."""
    end, first, day_end = chosen
    mine = WorkingDays(days, end, first, day_end).due(start, both.calendar).due
    assert mine == limits.due_working_days(
        start, days, both.days, end=end, count_start=first == "counted", close=close(day_end)
    )


@settings(max_examples=30)
@every(StartDay, DayEnd, LastDay)
@given(both=calendars(DAYTIME), start=STARTS, days=st.integers(1, 30))
def test_calendar_days(chosen: Any, both: Both, start: datetime, days: int) -> None:
    """R6, R7, R8."""
    first, day_end, last = chosen
    mine = CalendarDays(days, first, day_end, last).due(start, both.calendar).due
    assert mine == limits.due_calendar_days(
        start.date(), days, both.days, roll=last == "next_working_day",
        count_start=first == "counted", close=close(day_end),
    )  # fmt: skip
