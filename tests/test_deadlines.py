"""Limits and deadlines: hand-worked cases, every reading, bad input, and laws with their limits."""

from __future__ import annotations

import json
import pickle
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csrules.citation import Text
from csrules.deadlines import (
    CalendarDays,
    DayEnd,
    Deadline,
    ElapsedHours,
    LastDay,
    Limit,
    MonthDay,
    Roll,
    Skips,
    StartDay,
    WorkingDays,
    WorkingDaysEnd,
    WorkingHours,
    earlier_of,
)
from csrules.errors import (
    CsrulesError,
    InputError,
    MissingParameterError,
    NotCoveredError,
    UnknownNameError,
)
from csrules.workcalendar import cn_calendar, work_calendar

OFFICE = "08:30-12:00,13:30-17:30"
CN = cn_calendar(range(2024, 2027), hours=OFFICE)
DAYS_ONLY = cn_calendar(range(2024, 2027))
DAY = date(2024, 3, 8)
hour = timedelta(hours=1)
micro = timedelta.resolution

HANDOVER = ElapsedHours(24, Roll.SAME_CLOCK_TIME, rule="001-FA-3.4-3")
ANSWER = ElapsedHours(12, Roll.SAME_CLOCK_TIME, rule="001-FA-3.4-4")
COMPLICATED = WorkingDays(2, rule="001-FA-3.4-5")
CLOSING = CalendarDays(6, rule="000-A26-1.1")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


# --- elapsed hours -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "due"),
    [
        ("2024-03-08T15:00", "2024-03-11T15:00"),
        ("2024-03-09T10:00", "2024-03-11T10:00"),
        ("2026-09-29T16:00", "2026-09-30T16:00"),
        ("2026-09-30T16:00", "2026-10-08T16:00"),
        ("2026-02-13T10:00", "2026-02-14T10:00"),  # a make-up working Saturday
        ("2024-03-07T23:59:59.999999", "2024-03-08T23:59:59.999999"),
        ("2024-03-08T00:00", "2024-03-11T00:00"),  # Saturday 0:00 belongs to Saturday
        ("2024-03-10T00:00", "2024-03-11T00:00"),
        ("2024-03-09T23:59", "2024-03-11T23:59"),
        ("2026-12-30T15:00", "2026-12-31T15:00"),
    ],
)
def test_24_hours_roll_at_the_same_clock_time(start: str, due: str) -> None:
    """001-FA-3.4-3, R3."""
    deadline = HANDOVER.due(at(start), CN)
    assert deadline.due == at(due)
    assert deadline.last_day == at(due).date()
    assert deadline.rule == "001-FA-3.4-3"
    assert not deadline.provisional


@pytest.mark.parametrize(
    ("start", "due"),
    [
        ("2024-03-08T15:00", "2024-03-11T03:00"),
        ("2024-03-08T11:59", "2024-03-08T23:59"),
        ("2024-03-08T12:00", "2024-03-11T00:00"),
        ("2026-09-29T16:00", "2026-09-30T04:00"),
        ("2026-09-30T16:00", "2026-10-08T04:00"),
    ],
)
def test_12_hours_roll_in_the_same_way(start: str, due: str) -> None:
    """001-FA-3.4-4, R4."""
    assert ANSWER.due(at(start), CN).due == at(due)


@pytest.mark.parametrize(
    ("start", "roll", "skips", "due", "last"),
    [
        ("2024-03-08T15:00", "none", "non_working_days", "2024-03-09T15:00", "2024-03-09"),
        ("2024-03-09T10:00", "stop_clock", "non_working_days", "2024-03-12T00:00", "2024-03-11"),
        ("2024-03-08T15:00", "stop_clock", "non_working_days", "2024-03-11T15:00", "2024-03-11"),
        ("2024-03-08T00:00", "stop_clock", "non_working_days", "2024-03-09T00:00", "2024-03-08"),
        ("2026-09-30T16:00", "stop_clock", "non_working_days", "2026-10-08T16:00", "2026-10-08"),
        ("2024-03-09T10:00", "stop_clock", "holiday_breaks", "2024-03-10T10:00", "2024-03-10"),
        (
            "2024-03-08T15:00", "close_of_next_working_day", "non_working_days",
            "2024-03-12T00:00", "2024-03-11",
        ),
        (
            "2024-03-07T15:00", "close_of_next_working_day", "non_working_days",
            "2024-03-08T15:00", "2024-03-08",
        ),
        (
            "2026-09-30T16:00", "close_of_next_working_day", "holiday_breaks",
            "2026-10-09T00:00", "2026-10-08",
        ),
        ("2024-03-08T15:00", "same_clock_time", "holiday_breaks", "2024-03-09T15:00", "2024-03-09"),
        ("2026-09-30T16:00", "same_clock_time", "holiday_breaks", "2026-10-08T16:00", "2026-10-08"),
        ("2026-09-24T16:00", "same_clock_time", "holiday_breaks", "2026-09-28T16:00", "2026-09-28"),
    ],
)  # fmt: skip
def test_readings_of_the_roll(start: str, roll: str, skips: str, due: str, last: str) -> None:
    """001-FA-3.4-3: the alternatives of R2 and R3."""
    deadline = ElapsedHours(24, roll, skips).due(at(start), CN)
    assert (deadline.due, deadline.last_day) == (at(due), date.fromisoformat(last))
    assert deadline.steps


def test_close_of_business_of_the_next_working_day() -> None:
    limit = ElapsedHours(24, Roll.CLOSE_OF_NEXT_WORKING_DAY, day_end=DayEnd.CLOSE_OF_BUSINESS)
    assert limit.due(at("2024-03-08T15:00"), CN).due == at("2024-03-11T17:30")


def test_two_hours_by_the_wall_clock() -> None:
    """001-IM-4.1-6 and 001-IM-4.5-1: day and night, on every day, without a calendar."""
    limit = ElapsedHours(2, rule="001-IM-4.1-6")
    assert limit.due(at("2024-03-08T23:30")).due == at("2024-03-09T01:30")
    assert limit.due(at("2030-03-08T23:30"), CN).due == at("2030-03-09T01:30")
    zone = ZoneInfo("Europe/Berlin")
    start = datetime(2024, 3, 31, 1, 30, tzinfo=zone)
    assert limit.due(start).due == datetime(2024, 3, 31, 4, 30, tzinfo=zone)


def test_hours_may_be_exact_fractions() -> None:
    start = at("2024-03-08T15:00")
    assert ElapsedHours(Fraction(1, 3)).due(start).due == at("2024-03-08T15:20")
    assert ElapsedHours(Decimal("0.5")).due(start).due == at("2024-03-08T15:30")
    assert ElapsedHours(Decimal("24.0")) == ElapsedHours(24)


def test_a_roll_over_a_change_of_the_clock_keeps_the_time_of_day() -> None:
    zone = ZoneInfo("Europe/Berlin")  # put forward on Sunday 31 March 2024
    calendar = work_calendar(date(2024, 3, 1), date(2024, 4, 30), tz=zone)
    start = datetime(2024, 3, 29, 15, tzinfo=zone)
    due = ElapsedHours(24, Roll.SAME_CLOCK_TIME).due(start, calendar).due
    assert due.isoformat() == "2024-04-01T15:00:00+02:00"
    stopped = ElapsedHours(24, Roll.STOP_CLOCK).due(start, calendar)
    assert stopped.due.isoformat() == "2024-04-01T15:00:00+02:00"


@given(st.datetimes(datetime(2024, 1, 1), datetime(2026, 12, 1)), st.integers(1, 60))
def test_law_a_rolled_due_instant_is_on_a_day_that_counts(start: datetime, hours: int) -> None:
    """001-FA-3.4-3: for `same_clock_time` and `close_of_next_working_day`, with either R2."""
    raw = ElapsedHours(hours).due(start).due
    assert raw >= start
    for roll in (Roll.SAME_CLOCK_TIME, Roll.CLOSE_OF_NEXT_WORKING_DAY, Roll.STOP_CLOCK):
        working = ElapsedHours(hours, roll).due(start, CN)
        assert CN.is_working(working.last_day)
        assert working.due >= raw
        breaks = ElapsedHours(hours, roll, Skips.HOLIDAY_BREAKS).due(start, CN)
        assert not CN.in_break(breaks.last_day)
        assert raw <= breaks.due <= working.due


@given(st.datetimes(datetime(2024, 3, 1), datetime(2024, 3, 20)), st.integers(1, 60))
def test_law_the_stopped_clock_counts_the_hours_of_working_days(
    start: datetime, hours: int
) -> None:
    whole = work_calendar(date(2024, 3, 1), date(2024, 4, 30), hours="00:00-24:00")
    due = ElapsedHours(hours, Roll.STOP_CLOCK).due(start, whole).due
    assert due == whole.add_working_time(start, hours * hour)


@given(
    st.datetimes(datetime(2024, 1, 1), datetime(2026, 12, 1)),
    st.timedeltas(timedelta(0), timedelta(days=3)),
    st.integers(1, 60),
)
def test_law_monotone_rolls(start: datetime, more: timedelta, hours: int) -> None:
    """A later start is never due earlier: for `none` and `stop_clock` only."""
    for roll in (Roll.NONE, Roll.STOP_CLOCK):
        limit = ElapsedHours(hours, roll)
        assert limit.due(start, CN).due <= limit.due(start + more, CN).due


def test_the_same_clock_roll_is_not_monotone() -> None:
    """R3: received later, due earlier. The reading has this, and so it is shown."""
    friday, saturday = at("2024-03-08T15:00"), at("2024-03-09T10:00")
    assert friday < saturday
    assert HANDOVER.due(friday, CN).due > HANDOVER.due(saturday, CN).due


def test_nor_is_the_close_of_the_next_working_day() -> None:
    """Due at 24:00 of Monday for Friday, at 0:00 of Monday for Sunday 0:00."""
    limit = ElapsedHours(24, Roll.CLOSE_OF_NEXT_WORKING_DAY)
    assert limit.due(at("2024-03-08T15:00"), CN).due > limit.due(at("2024-03-10T00:00"), CN).due


# --- working hours -------------------------------------------------------------------------------


def test_working_hours() -> None:
    """001-FA-3.4-4, R4: 12 working hours of a calendar that has hours."""
    limit = WorkingHours(12, rule="001-FA-3.4-4")
    deadline = limit.due(at("2024-03-08T10:00"), CN)
    assert deadline.due == at("2024-03-11T16:00")
    back = limit.before(deadline.due, CN)
    assert back.due == at("2024-03-08T10:00")
    assert "5 h 30 min of working time, 12 h in all" not in deadline.explain()
    assert deadline.explain().splitlines()[-2].endswith("12 h in all")
    assert back.steps
    with pytest.raises(MissingParameterError, match="calendar knows days only"):
        limit.due(at("2024-03-08T10:00"), DAYS_ONLY)
    with pytest.raises(MissingParameterError, match="a work calendar"):
        limit.due(at("2024-03-08T10:00"))


def test_a_night_shift_belongs_to_its_day() -> None:
    first, last = date(2024, 3, 1), date(2024, 3, 31)
    night = work_calendar(first, last, hours="22:00-06:00", published_until=date(2024, 3, 8))
    deadline = WorkingHours(7).due(at("2024-03-08T23:00"), night)
    assert deadline.due == at("2024-03-09T06:00")
    assert deadline.last_day == date(2024, 3, 8)
    assert not deadline.provisional
    assert WorkingHours(1).due(at("2024-03-08T23:00"), night).last_day == date(2024, 3, 8)
    assert str(WorkingHours(1).due(at("2024-03-08T23:00"), night)) == "24:00 on 8 March 2024"


def test_the_night_shift_of_a_single_day_belongs_to_that_day_too() -> None:
    nights = work_calendar(
        date(2024, 3, 1), date(2024, 3, 31), hours="09:00-17:00",
        overrides={date(2024, 3, 5): "20:00-28:00"},
    )  # fmt: skip
    start = datetime(2024, 3, 5, 20)
    assert [WorkingHours(hours).due(start, nights).last_day.day for hours in (4, 5, 8)] == [5] * 3
    assert WorkingHours(2).before(datetime(2024, 3, 6, 3), nights).last_day.day == 5
    assert WorkingHours(9).due(start, nights).last_day.day == 6


def test_working_hours_may_end_in_the_first_minute_of_a_calendar() -> None:
    always = work_calendar(date(2024, 3, 4), date(2024, 3, 31), hours="00:00-24:00")
    limit = WorkingHours(Fraction(1, 3600))
    assert limit.due(datetime(2024, 3, 4), always).due == datetime(2024, 3, 4, 0, 0, 1)


def test_working_hours_backward_end_at_the_midnight_at_which_a_calendar_begins() -> None:
    """Work that begins at 0:00 needs no day before that."""
    whole = work_calendar(date(2024, 3, 1), date(2024, 3, 31), hours="00:00-24:00")
    deadline = WorkingHours(24).before(datetime(2024, 3, 2), whole)
    assert (deadline.due, deadline.last_day) == (datetime(2024, 3, 1), date(2024, 3, 1))


def test_working_hours_backward_into_a_night_shift_belong_to_the_day_it_begins() -> None:
    night = work_calendar(date(2024, 3, 1), date(2024, 3, 31), hours="22:00-06:00")
    for hours, due, last in (
        (1, "2024-03-08T05:00", "2024-03-07"),
        (7, "2024-03-07T23:00", "2024-03-07"),
        (8, "2024-03-07T22:00", "2024-03-07"),
    ):
        deadline = WorkingHours(hours).before(at("2024-03-08T22:00"), night)
        assert (deadline.due, deadline.last_day) == (at(due), date.fromisoformat(last))


# --- calendar days -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("limit", "start", "due", "last"),
    [
        (CLOSING, "2024-03-01T09:00", "2024-03-08T00:00", "2024-03-07"),
        (CLOSING, "2024-03-01T23:59:59", "2024-03-08T00:00", "2024-03-07"),
        (CLOSING, "2024-03-02T00:00", "2024-03-09T00:00", "2024-03-08"),
        (CLOSING, "2024-02-26T09:00", "2024-03-04T00:00", "2024-03-03"),  # Sunday: no roll
        (CalendarDays(6, "counted"), "2024-03-01T09:00", "2024-03-07T00:00", "2024-03-06"),
        (CalendarDays(1, "counted"), "2024-03-01T09:00", "2024-03-02T00:00", "2024-03-01"),
        (CalendarDays(0), "2024-03-01T09:00", "2024-03-02T00:00", "2024-03-01"),
        (
            CalendarDays(6, day_end="close_of_business"),
            "2024-03-01T09:00", "2024-03-07T17:30", "2024-03-07",
        ),
        (
            CalendarDays(8, day_end="close_of_business"),  # Saturday: when it ordinarily closes
            "2024-03-01T09:00", "2024-03-09T17:30", "2024-03-09",
        ),
        (
            CalendarDays(6, last_day="next_working_day"),
            "2024-02-26T09:00", "2024-03-05T00:00", "2024-03-04",
        ),
        (
            CalendarDays(7, last_day="next_working_day"),
            "2024-02-26T09:00", "2024-03-05T00:00", "2024-03-04",
        ),
        (
            CalendarDays(1, last_day="next_working_day"),
            "2026-09-30T09:00", "2026-10-09T00:00", "2026-10-08",
        ),
    ],
)  # fmt: skip
def test_calendar_days(limit: CalendarDays, start: str, due: str, last: str) -> None:
    """000-A26-1.1 by default; R6, R7 and R8 by their alternatives."""
    deadline = limit.due(at(start), CN)
    assert (deadline.due, deadline.last_day) == (at(due), date.fromisoformat(last))
    assert limit.due(at(start).date(), CN).due == at(due)  # only the day of the start matters
    assert deadline.steps[-1].at == deadline.due


def test_calendar_days_need_a_calendar_only_for_a_roll() -> None:
    assert CLOSING.due(date(2050, 3, 1)).due == datetime(2050, 3, 8)
    assert CLOSING.due(date(2050, 3, 1), CN).due == datetime(2050, 3, 8)
    for limit in (
        CalendarDays(6, last_day="next_working_day"),
        CalendarDays(6, day_end="close_of_business"),
    ):
        with pytest.raises(MissingParameterError, match="work calendar"):
            limit.due(date(2024, 3, 1))
    aware = CLOSING.due(datetime(2024, 3, 1, 9, tzinfo=ZoneInfo("Asia/Shanghai"))).due
    assert aware.isoformat() == "2024-03-08T00:00:00+08:00"


def test_calendar_days_backward() -> None:
    """004-1.5.2-1: leave is applied for so many days before it begins."""
    leave = at("2024-03-11T08:30")
    deadline = CalendarDays(3, rule="004-1.5.2-1").before(leave)
    assert deadline.due == at("2024-03-09T00:00")
    assert deadline.met(at("2024-03-09T00:00"))
    assert not deadline.met(at("2024-03-09T00:00") + micro)
    assert CalendarDays(3, StartDay.COUNTED).before(leave).last_day == date(2024, 3, 9)
    assert CalendarDays(3).due(deadline.last_day).last_day == leave.date()
    with pytest.raises(InputError, match="backward"):
        CalendarDays(3, last_day=LastDay.NEXT_WORKING_DAY).before(leave, CN)
    assert "3 days before Monday 11 March 2024" in deadline.explain()


# --- working days --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("limit", "start", "due", "last"),
    [
        (COMPLICATED, "2024-03-08T10:00", "2024-03-13T00:00", "2024-03-12"),
        (COMPLICATED, "2024-03-09T10:00", "2024-03-13T00:00", "2024-03-12"),
        (COMPLICATED, "2026-09-30T10:00", "2026-10-10T00:00", "2026-10-09"),
        (COMPLICATED, "2026-02-13T10:00", "2026-02-25T00:00", "2026-02-24"),
        (WorkingDays(2, "same_clock_time"), "2024-03-08T10:00", "2024-03-12T10:00", "2024-03-12"),
        (WorkingDays(2, "same_clock_time"), "2024-03-09T10:00", "2024-03-12T10:00", "2024-03-12"),
        (WorkingDays(2, start_day="counted"), "2024-03-08T10:00", "2024-03-12T00:00", "2024-03-11"),
        (WorkingDays(2, start_day="counted"), "2024-03-09T10:00", "2024-03-13T00:00", "2024-03-12"),
        (
            WorkingDays(2, day_end="close_of_business"),
            "2024-03-08T10:00", "2024-03-12T17:30", "2024-03-12",
        ),
    ],
)  # fmt: skip
def test_working_days(limit: WorkingDays, start: str, due: str, last: str) -> None:
    """001-FA-3.4-5: R5 with its alternative, R6 and R7 with theirs."""
    deadline = limit.due(at(start), CN)
    assert (deadline.due, deadline.last_day) == (at(due), date.fromisoformat(last))
    assert CN.is_working(deadline.last_day)
    if limit == COMPLICATED:
        assert deadline.due == CN.end_of_working_day(at(start), 2)


def test_working_days_backward() -> None:
    deadline = COMPLICATED.before(at("2026-10-09T10:00"), CN)
    assert deadline.last_day == date(2026, 9, 30)
    assert "Thursday 8 October 2026 is a working day: number 1" in deadline.explain()
    assert WorkingDays(2, start_day="counted").before(date(2026, 10, 9), CN).last_day == date(
        2026, 10, 8
    )
    with pytest.raises(InputError, match="same time of day"):
        WorkingDays(2, WorkingDaysEnd.SAME_CLOCK_TIME).due(date(2024, 3, 8), CN)
    with pytest.raises(MissingParameterError):
        COMPLICATED.due(at("2024-03-08T10:00"))


# --- days of the month ---------------------------------------------------------------------------


def test_by_the_tenth() -> None:
    """000-A28-1.1 and 001-IM-4.1-1, R9: inclusive, no roll."""
    limit = MonthDay(10, rule="001-IM-4.1-1")
    deadline = limit.due_in(2024, 3, CN)  # a Sunday
    assert deadline.due == at("2024-03-11T00:00")
    assert deadline.met(at("2024-03-11T00:00"))
    assert not deadline.met(at("2024-03-11T00:00") + micro)
    assert MonthDay(10, last_day="next_working_day").due_in(2024, 3, CN).last_day == date(
        2024, 3, 11
    )
    assert MonthDay(10, day_end="close_of_business").due_in(2024, 4, CN).due == at(
        "2024-04-10T17:30"
    )
    assert deadline.start == date(2024, 3, 1)
    assert MonthDay(1).due(date(2024, 3, 2)).last_day == date(2024, 4, 1)
    for start, last in (
        (date(2024, 3, 9), date(2024, 3, 10)),
        (date(2024, 3, 10), date(2024, 3, 10)),
        (date(2024, 3, 11), date(2024, 4, 10)),
        (date(2024, 12, 11), date(2025, 1, 10)),
    ):
        assert limit.due(start).last_day == last
        assert limit.due(datetime.combine(start, time(9)), CN).last_day == last


@pytest.mark.parametrize(
    ("day", "year", "month", "last"),
    [
        (31, 2024, 1, 31), (31, 2024, 2, 29), (31, 2023, 2, 28), (30, 2023, 2, 28),
        (29, 2023, 2, 28), (29, 2024, 2, 29), (28, 2023, 2, 28), (31, 2024, 4, 30),
    ],
)  # fmt: skip
def test_days_beyond_the_month_are_its_last_day(day: int, year: int, month: int, last: int) -> None:
    assert MonthDay(day).due_in(year, month).last_day == date(year, month, last)
    assert MonthDay(day, month).due_in(year).last_day == date(year, month, last)


def test_by_a_day_of_the_year() -> None:
    """001-IM-4.1-11: by 15 January; 001-IM-4.1-12: in January."""
    plan, outline = MonthDay(15, 1, rule="001-IM-4.1-11"), MonthDay(31, 1, rule="001-IM-4.1-12")
    assert plan.due_in(2024).last_day == date(2024, 1, 15)
    assert plan.due(date(2024, 1, 15)).last_day == date(2024, 1, 15)
    assert plan.due(date(2024, 1, 16)).last_day == date(2025, 1, 15)
    assert outline.due_in(2024).due == datetime(2024, 2, 1)
    assert outline.due(date(2024, 2, 1)).last_day == date(2025, 1, 31)
    assert MonthDay(31, 12).due(date(2024, 1, 1)).last_day == date(2024, 12, 31)
    assert MonthDay(1, 12).due(date(2024, 12, 2)).last_day == date(2025, 12, 1)
    rolled = MonthDay(31, 8, last_day="next_working_day").due_in(2024, 8, CN)
    assert rolled.last_day == date(2024, 9, 2)
    assert str(rolled.steps[0]) == "the day set is Saturday 31 August 2024"
    with pytest.raises(InputError, match="the limit has its month"):
        plan.due_in(2024, 2)
    with pytest.raises(InputError, match="in each"):
        MonthDay(10).due_in(2024)


def test_days_of_the_month_from_the_first_to_the_last_year() -> None:
    assert [MonthDay(1).due_in(year, 1).last_day.year for year in (2, 9998)] == [2, 9998]
    assert MonthDay(1).due(date(9998, 12, 2)).last_day == date(9999, 1, 1)


# --- what is published ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("limit", "anchor", "last", "provisional"),
    [
        (WorkingDays(2), "2024-03-12T00:01", "2024-03-08", False),  # the day itself is not counted
        (WorkingDays(2), "2024-03-13T00:00", "2024-03-11", True),
        (WorkingDays(2), "2024-03-07T09:00", "2024-03-05", False),
        (WorkingDays(2), "2024-03-06T09:00", "2024-03-04", True),
        (WorkingHours(9), "2024-03-12T00:00", "2024-03-11", False),  # the end of the 11th
        (WorkingHours(9), "2024-03-12T00:01", "2024-03-11", True),
        (WorkingHours(9), "2024-03-06T09:00", "2024-03-05", False),
        (WorkingHours(9), "2024-03-05T09:00", "2024-03-04", True),
        (ElapsedHours(9), "2024-03-05T08:00", "2024-03-04", False),
        (CalendarDays(2), "2024-03-05T08:00", "2024-03-03", False),
    ],
)
def test_a_count_backward_is_provisional_where_it_needs_an_unpublished_day(
    limit: WorkingDays | WorkingHours | ElapsedHours | CalendarDays,
    anchor: str,
    last: str,
    provisional: bool,
) -> None:
    published = work_calendar(
        date(2024, 3, 1), date(2024, 3, 31), hours="08:30-17:30", unpublished="estimate",
        published_from=date(2024, 3, 5), published_until=date(2024, 3, 11),
    )  # fmt: skip
    deadline = limit.before(at(anchor), published)
    assert (deadline.last_day, deadline.provisional) == (date.fromisoformat(last), provisional)


def test_only_a_deadline_that_needs_an_unpublished_day_is_refused() -> None:
    """The last published day ends a year; 001-FA-3.4-3 and 001-FA-3.4-5 on each side of it."""
    until = CN.published_until
    assert until is not None
    years = range(until.year - 1, until.year + 2)
    refusing = cn_calendar(years, hours=OFFICE)
    guessing = cn_calendar(years, hours=OFFICE, unpublished="estimate")
    last = datetime.combine(until, time(9))
    before, first = last - timedelta(days=1), last - timedelta(days=7)
    one = WorkingDays(refusing.working_days_between(first.date(), until))
    for limit, fine, beyond in (
        (HANDOVER, before, last),
        (one, first, last),
        (WorkingHours(1), last, last + 10 * hour),
        (CalendarDays(0, last_day="next_working_day"), last, last + timedelta(days=1)),
    ):
        assert limit.due(fine, refusing) == limit.due(fine, guessing)
        assert not limit.due(fine, guessing).provisional
        with pytest.raises(NotCoveredError, match="published"):
            limit.due(beyond, refusing)
        provisional = limit.due(beyond, guessing)
        assert provisional.provisional
        assert provisional.say("zh").endswith("（暂定）")
        assert str(provisional).endswith("(provisional)")
    assert CLOSING.due(last, refusing).provisional is False
    with pytest.raises(NotCoveredError):
        ElapsedHours(10**6, Roll.STOP_CLOCK).due(first, guessing)


def test_working_hours_are_provisional_where_they_begin_on_an_unpublished_day() -> None:
    published = work_calendar(
        date(2024, 3, 1), date(2024, 3, 31), hours="08:30-17:30", unpublished="estimate",
        published_from=date(2024, 3, 5),
    )  # fmt: skip
    assert WorkingHours(9).due(at("2024-03-04T09:00"), published).provisional
    assert not WorkingHours(9).due(at("2024-03-05T09:00"), published).provisional


# --- a deadline ----------------------------------------------------------------------------------


def test_met_remaining_late() -> None:
    deadline = CLOSING.due(at("2024-03-01T09:00"), CN)
    for moment, met, left in (
        (deadline.due - micro, True, micro),
        (deadline.due, True, timedelta(0)),
        (deadline.due + micro, False, -micro),
    ):
        assert deadline.met(moment) is met
        assert deadline.remaining(moment) == left
        assert deadline.late_by(moment) == max(timedelta(0), -left)
    for bad in (date(2024, 3, 7), datetime(2024, 3, 7, tzinfo=UTC), "2024-03-07"):
        with pytest.raises(InputError):
            deadline.met(bad)  # type: ignore[arg-type]


def test_met_in_an_hour_that_comes_twice() -> None:
    zone = ZoneInfo("Europe/Berlin")
    due = ElapsedHours(2).due(datetime(2024, 10, 27, 0, 30, tzinfo=zone)).due  # the first 02:30
    deadline = ElapsedHours(2).due(datetime(2024, 10, 27, 0, 30, tzinfo=zone))
    assert deadline.met(due)
    assert deadline.late_by(due.replace(fold=1)) == hour


def test_the_earlier_of_two_deadlines_is_the_one_that_ends_first() -> None:
    short, long = CalendarDays(3, rule="short").due(DAY), CalendarDays(6, rule="long").due(DAY)
    assert earlier_of(short, long) is short
    assert earlier_of(long, short) == short
    again = CalendarDays(3, rule="again").due(DAY)
    assert earlier_of(again, short) is again  # at the same instant nothing is cut short
    zone = ZoneInfo("Europe/Berlin")
    first, second = (datetime(2024, 10, 27, 2, minute, tzinfo=zone, fold=fold)
                     for minute, fold in ((45, 0), (15, 1)))  # fmt: skip
    before, after = (Deadline(first, due, DAY) for due in (first, second))
    assert earlier_of(after, before).due is first
    assert earlier_of(before, after) is before


@pytest.mark.parametrize("own", [False, True])
@pytest.mark.parametrize("cap", [False, True])
def test_a_deadline_cut_short_is_provisional_where_either_is(own: bool, cap: bool) -> None:
    long, short = (
        Deadline(DAY, datetime(2024, 3, day), date(2024, 3, day - 1), "", provisional)
        for day, provisional in ((12, own), (11, cap))
    )
    assert earlier_of(long, short).provisional is (own or cap)


@pytest.mark.parametrize(
    ("deadline", "en", "zh"),
    [
        (CLOSING.due(date(2024, 3, 1)), "24:00 on 7 March 2024", "2024年3月7日24时"),
        (
            HANDOVER.due(at("2024-03-08T15:00"), CN),
            "15:00 on Monday 11 March 2024", "2024年3月11日星期一15:00",
        ),
        (
            HANDOVER.due(at("2024-03-08T00:00"), CN),
            "00:00 on Monday 11 March 2024", "2024年3月11日星期一00:00",
        ),
        (
            HANDOVER.due(at("2024-03-06T15:00:01.5"), CN),
            "15:00:01.500000 on Thursday 7 March 2024", "2024年3月7日星期四15:00:01.500000",
        ),
        (
            ElapsedHours(24, Roll.STOP_CLOCK).due(at("2024-03-09T10:00"), CN),
            "24:00 on 11 March 2024", "2024年3月11日24时",
        ),
    ],
)  # fmt: skip
def test_said_as_people_say_it(deadline: Deadline, en: str, zh: str) -> None:
    assert str(deadline) == deadline.say("en") == en
    assert deadline.say("zh") == zh
    assert en in deadline.explain()
    assert zh in deadline.explain("zh")


def test_steps_name_holidays_and_make_up_days() -> None:
    """001-FA-3.4-3 over the National Day break, 001-FA-3.4-3 on a make-up Saturday."""
    deadline = HANDOVER.due(at("2026-09-30T16:00"), CN)
    english, chinese = deadline.explain().splitlines(), deadline.explain("zh").splitlines()
    assert len(english) == len(chinese) == 10
    assert english[1] == "Thursday 1 October 2026 is a public holiday (National Day): + 24 h"
    assert chinese[1] == "2026年10月1日星期四为节假日（国庆节）：+ 24小时"
    assert english[-1] == "due 16:00 on Thursday 8 October 2026 [001-FA-3.4-3]"
    made_up = HANDOVER.due(at("2026-02-13T10:00"), CN).explain()
    assert "Saturday 14 February 2026 is a make-up working day: the end stays there" in made_up
    assert "调休上班日" in HANDOVER.due(at("2026-02-13T10:00"), CN).explain("zh")


def test_every_limit_tells_its_steps_in_both_languages() -> None:
    start = at("2026-09-30T16:00")
    limits: tuple[Limit, ...] = (
        *(ElapsedHours(24, roll, skips) for roll in Roll for skips in Skips),
        WorkingHours(12),
        *(
            CalendarDays(3, day, end, last)
            for day in StartDay
            for end in DayEnd
            for last in LastDay
        ),
        *(WorkingDays(2, end, day) for end in WorkingDaysEnd for day in StartDay),
        WorkingDays(100),
        *(MonthDay(3, last_day=last) for last in LastDay),
    )
    for limit in limits:
        deadline = limit.due(start if limit != WorkingDays(100) else at("2024-09-30T16:00"), CN)
        assert len(deadline.explain("en").splitlines()) == len(deadline.steps) + 1
        assert len(deadline.explain("zh").splitlines()) == len(deadline.steps) + 1
        assert all(isinstance(step.text, Text) and step.say("zh") for step in deadline.steps)
        assert deadline.say() in deadline.explain()


def test_json_and_back() -> None:
    zoned = cn_calendar(2024, tz="Asia/Shanghai")
    for deadline in (
        CLOSING.due(date(2024, 3, 1)),
        HANDOVER.due(at("2024-03-08T15:00"), CN),
        HANDOVER.due(datetime(2024, 3, 8, 15, tzinfo=zoned.tz), zoned),
    ):
        data = json.loads(json.dumps(deadline.to_json()))
        back = Deadline.from_json(data)
        assert back == deadline
        assert hash(back) == hash(deadline)
        assert back.say("zh") == deadline.say("zh")
        assert len(back.steps) == 2  # the plain values know the start and the end
        assert pickle.loads(pickle.dumps(deadline)) == deadline
        assert pickle.loads(pickle.dumps(deadline)).explain() == deadline.explain()


def test_bad_json_tells_all_faults() -> None:
    with pytest.raises(InputError) as caught:
        Deadline.from_json({"start": 1, "due": "x", "lastday": 2, "provisional": 1})
    paths = [fault.path for fault in caught.value.faults]
    assert paths == ["lastday", "start", "due", "last_day", "rule", "provisional"]
    assert "did you mean 'last_day'?" in str(caught.value)
    with pytest.raises(InputError):
        Deadline.from_json([])  # type: ignore[arg-type]


# --- bad input -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "bad", [0, -1, True, 1.5, "x", None, Decimal("NaN"), Fraction(1, 7), 10**7]
)
def test_bad_hours(bad: Any) -> None:
    for kind in (ElapsedHours, WorkingHours):
        with pytest.raises(InputError):
            kind(bad)


@pytest.mark.parametrize("bad", [-1, True, 1.0, "6", None, 10**6])
def test_bad_days(bad: Any) -> None:
    for kind in (CalendarDays, WorkingDays, MonthDay):
        with pytest.raises(InputError):
            kind(bad)


def test_counted_start_day_needs_a_day() -> None:
    for limit in (CalendarDays, WorkingDays):
        with pytest.raises(InputError):
            limit(0, start_day="counted")
    for bad in (0, 13, True):
        with pytest.raises(InputError):
            MonthDay(1, bad)


def test_unknown_readings_are_helped_with() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'stop_clock'"):
        ElapsedHours(24, "stopclock")
    with pytest.raises(UnknownNameError, match="counted, excluded"):
        CalendarDays(6, "yes")


@pytest.mark.parametrize(
    "limit", [HANDOVER, ElapsedHours(2), WorkingHours(2), COMPLICATED, CLOSING]
)
def test_bad_starts(limit: Any) -> None:
    for bad in ("2024-03-08", None, 20240308, datetime(2024, 3, 8, tzinfo=UTC)):
        with pytest.raises(InputError):
            limit.due(bad, CN)
    zoned = cn_calendar(2024, tz="Asia/Shanghai", hours=OFFICE)
    with pytest.raises(InputError, match="aware"):
        limit.due(datetime(2024, 3, 8), zoned)
    with pytest.raises(InputError, match="exists"):
        limit.due(datetime(2024, 3, 31, 2, 30, tzinfo=ZoneInfo("Europe/Berlin")), zoned)


def test_hour_limits_refuse_a_day() -> None:
    for limit in (HANDOVER, WorkingHours(2)):
        with pytest.raises(InputError, match="at what time"):
            limit.due(date(2024, 3, 8), CN)
    with pytest.raises(MissingParameterError, match="same_clock_time"):
        HANDOVER.due(at("2024-03-08T15:00"))
    with pytest.raises(InputError, match="backward"):
        HANDOVER.before(at("2024-03-08T15:00"), CN)
    assert ElapsedHours(2).before(at("2024-03-08T01:00")).due == at("2024-03-07T23:00")
    assert "- 2 h" in ElapsedHours(2).before(at("2024-03-08T01:00")).explain()
    with pytest.raises(InputError, match="between the years"):
        ElapsedHours(2).due(datetime(9999, 12, 31, 23))
    with pytest.raises(InputError, match="between the years"):
        CLOSING.due(date.max)


@pytest.mark.parametrize(
    ("reading", "names"),
    [
        (Roll, ["none", "same_clock_time", "stop_clock", "close_of_next_working_day"]),
        (Skips, ["non_working_days", "holiday_breaks"]),
        (StartDay, ["excluded", "counted"]),
        (DayEnd, ["midnight", "close_of_business"]),
        (LastDay, ["no_roll", "next_working_day"]),
        (WorkingDaysEnd, ["end_of_day", "same_clock_time"]),
    ],
)
def test_readings_have_the_names_that_policies_write(reading: Any, names: list[str]) -> None:
    assert [member.value for member in reading] == names


@pytest.mark.parametrize(
    ("limit", "readings"),
    [
        (ElapsedHours(1), [Roll.NONE, Skips.NON_WORKING_DAYS, DayEnd.MIDNIGHT]),
        (CalendarDays(1), [StartDay.EXCLUDED, DayEnd.MIDNIGHT, LastDay.NO_ROLL]),
        (WorkingDays(1), [WorkingDaysEnd.END_OF_DAY, StartDay.EXCLUDED, DayEnd.MIDNIGHT]),
        (MonthDay(1), [None, LastDay.NO_ROLL, DayEnd.MIDNIGHT]),
        (WorkingHours(1), []),
    ],
)
def test_a_limit_has_the_ordinary_readings_and_no_rule_where_none_is_given(
    limit: Any, readings: list[object]
) -> None:
    fields = [field.name for field in attrs.fields(type(limit)) if field.init][1:]
    assert [getattr(limit, name) for name in fields] == [*readings, ""]
    assert "[" not in limit.due(at("2024-03-08T10:00"), CN).explain()


# --- laws ----------------------------------------------------------------------------------------

STARTS = st.datetimes(datetime(2024, 1, 1), datetime(2026, 11, 1))


@given(STARTS, st.integers(1, 30))
def test_law_day_limits(start: datetime, days: int) -> None:
    """000-A26-1.1, 001-FA-3.4-5: never due before the start, by default and with either roll."""
    plain = CalendarDays(days).due(start, CN)
    rolled = CalendarDays(days, last_day="next_working_day").due(start, CN)
    working = WorkingDays(days).due(start, CN)
    assert start < plain.due <= rolled.due
    assert plain.due <= working.due
    assert CN.is_working(rolled.last_day)
    assert CN.is_working(working.last_day)
    assert WorkingDays(days, "same_clock_time").due(start, CN).due < working.due
    assert CalendarDays(days, "counted").due(start).due == plain.due - timedelta(days=1)
    assert CalendarDays(days).before(plain.last_day).last_day == start.date()


@given(STARTS, st.timedeltas(timedelta(0), timedelta(days=9)), st.integers(1, 12))
def test_law_day_limits_are_monotone(start: datetime, more: timedelta, days: int) -> None:
    for limit in (
        CalendarDays(days),
        CalendarDays(days, last_day="next_working_day"),
        WorkingDays(days),
    ):
        assert limit.due(start, CN).due <= limit.due(start + more, CN).due


@given(
    st.sets(st.dates(date(2024, 3, 1), date(2024, 3, 31)), max_size=10),
    st.dates(date(2024, 3, 1), date(2024, 3, 31)),
    st.datetimes(datetime(2024, 3, 1), datetime(2024, 3, 20)),
    st.integers(1, 40),
)
def test_law_a_holiday_added_never_makes_a_deadline_earlier(
    off: set[date], more: date, start: datetime, hours: int
) -> None:
    first, last = date(2024, 3, 1), date(2024, 4, 30)
    few = work_calendar(first, last, days_off=off, hours=OFFICE)
    many = work_calendar(first, last, days_off=off | {more}, hours=OFFICE)
    limits: tuple[Limit, ...] = (
        *(ElapsedHours(hours, roll) for roll in Roll),
        WorkingHours(hours),
        CalendarDays(hours % 9, last_day="next_working_day"),
        WorkingDays(hours % 5 + 1),
    )
    for limit in limits:
        try:
            assert limit.due(start, few).due <= limit.due(start, many).due
        except CsrulesError:
            return


@given(STARTS, st.integers(1, 60))
def test_law_json(start: datetime, hours: int) -> None:
    for deadline in (HANDOVER.due(start, CN), WorkingHours(hours).due(start, CN)):
        assert Deadline.from_json(deadline.to_json()) == deadline
