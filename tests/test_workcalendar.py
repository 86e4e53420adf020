"""Work calendars: hand-worked cases on each side of every boundary, bad input, and laws."""

from __future__ import annotations

import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import datetime_exists
from hypothesis import given
from hypothesis import strategies as st

from csrules.calendars.calendardays import DayKind
from csrules.calendars.hours import Hours, WeekHours, week_hours
from csrules.calendars.moments import a_moment
from csrules.citation import Text
from csrules.errors import (
    CsrulesError,
    InputError,
    MissingParameterError,
    NotCoveredError,
)
from csrules.workcalendar import Unpublished, WorkCalendar, cn_calendar, work_calendar

OFFICE = "08:30-12:00,13:30-17:30"
FIRST, LAST = date(2024, 3, 1), date(2024, 3, 31)
CN = cn_calendar(range(2024, 2027), hours=OFFICE)
MARCH = work_calendar(FIRST, LAST, hours=OFFICE)
BERLIN = ZoneInfo("Europe/Berlin")
hour = timedelta(hours=1)
micro = timedelta.resolution


def on(day: int, clock: str = "00:00") -> datetime:
    return datetime.combine(date(2024, 3, day), time.fromisoformat(clock))


# --- kinds of days -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "kind", "in_break"),
    [
        (date(2024, 3, 8), DayKind.WORKING, False),
        (date(2024, 3, 9), DayKind.WEEKEND, False),
        (date(2026, 2, 14), DayKind.MAKE_UP, False),  # Saturday, worked for 20 February
        (date(2026, 2, 15), DayKind.WEEKEND, True),  # Sunday before the Spring Festival
        (date(2026, 2, 23), DayKind.HOLIDAY, True),
        (date(2026, 2, 28), DayKind.MAKE_UP, False),
        (date(2026, 9, 20), DayKind.MAKE_UP, False),  # Sunday
        (date(2026, 9, 27), DayKind.WEEKEND, True),  # Sunday behind the Mid-Autumn Festival
        (date(2026, 9, 30), DayKind.WORKING, False),
        (date(2026, 10, 1), DayKind.HOLIDAY, True),
        (date(2026, 10, 4), DayKind.WEEKEND, True),
        (date(2026, 10, 7), DayKind.HOLIDAY, True),
        (date(2026, 10, 8), DayKind.WORKING, False),
        (date(2026, 10, 10), DayKind.MAKE_UP, False),
        (date(2026, 10, 11), DayKind.WEEKEND, False),
        (date(2026, 12, 31), DayKind.WORKING, False),
    ],
)
def test_chinese_days(day: date, kind: DayKind, in_break: bool) -> None:
    """001-FA-3.4-3 with R2: make-up days are worked; a break holds the weekend days inside it."""
    assert CN.kind(day) is kind
    assert CN.is_working(day) is kind.works
    assert CN.in_break(day) is in_break


def test_make_up_days_over_the_turn_of_the_year() -> None:
    assert cn_calendar(2011).kind(date(2011, 12, 31)) is DayKind.MAKE_UP  # for 3 January 2012
    assert cn_calendar(2007).kind(date(2007, 12, 29)) is DayKind.MAKE_UP  # for 31 December 2007
    assert cn_calendar(2024).is_working(date(2024, 12, 31))


def test_a_break_over_the_edge_of_the_calendar_is_seen_whole() -> None:
    assert cn_calendar(2022).in_break(date(2022, 12, 31))  # Saturday; 1 January 2023 is a holiday
    assert not work_calendar(date(2022, 12, 1), date(2022, 12, 31)).in_break(date(2022, 12, 31))


def test_names() -> None:
    assert CN.name(date(2026, 10, 1)) == Text("National Day", "国庆节")
    assert CN.name(date(2026, 10, 7)).zh == "调休放假"
    assert CN.name(date(2024, 3, 9)).zh == "周末休息日"
    named = work_calendar(FIRST, LAST, days_off={date(2024, 3, 8): "Founding day"})
    assert named.name(date(2024, 3, 8)).en == "Founding day"


def test_published_limit_is_read_out_of_the_data() -> None:
    wide = cn_calendar(range(2000, 2029))
    assert wide.published_from == date(2001, 1, 1)
    assert wide.published_until is not None
    assert wide.published_until.year >= 2026
    assert (wide.published_until.month, wide.published_until.day) == (12, 31)
    assert wide.published_until == CN.published_until


def test_unpublished_days_are_refused_or_estimated() -> None:
    limit = CN.published_until
    assert limit is not None
    years = range(limit.year, limit.year + 2)
    beyond = limit + timedelta(days=1)
    refusing, guessing = cn_calendar(years), cn_calendar(years, unpublished="estimate")
    assert refusing.is_working(limit) == guessing.is_working(limit)
    with pytest.raises(NotCoveredError, match="published") as caught:
        refusing.is_working(beyond)
    assert str(beyond) in str(caught.value)
    assert 'unpublished="estimate"' in str(caught.value)
    assert guessing.kind(beyond) is DayKind.HOLIDAY
    assert guessing.published(limit)
    assert not guessing.published(beyond)
    assert not guessing.published(limit, beyond)


def test_years_before_publication() -> None:
    with pytest.raises(NotCoveredError, match="published"):
        cn_calendar(range(1999, 2003)).is_working(date(2000, 12, 31))
    assert cn_calendar(range(1999, 2003)).is_working(date(2001, 1, 2))
    assert cn_calendar(1999, unpublished="estimate").is_working(date(1999, 3, 8))
    with pytest.raises(NotCoveredError):
        cn_calendar(1999).is_working(date(1999, 3, 8))
    with pytest.raises(NotCoveredError):
        cn_calendar(1999, hours=OFFICE).add_working_time(datetime(1999, 3, 8), hour)


@pytest.mark.parametrize("day", [date(2024, 2, 29), date(2024, 4, 1)])
def test_uncovered_days_are_named(day: date) -> None:
    with pytest.raises(NotCoveredError) as caught:
        MARCH.is_working(day)
    text = str(caught.value)
    assert str(day) in text
    assert "2024-03-01 to 2024-03-31" in text
    assert "more years" in text


def test_overrides() -> None:
    changed = MARCH.with_overrides(
        {date(2024, 3, 8): "off", date(2024, 3, 9): "working", date(2024, 3, 10): "09:00-11:00"}
    )
    assert changed.kind(date(2024, 3, 8)) is DayKind.OVERRIDE_OFF
    assert changed.kind(date(2024, 3, 9)) is DayKind.OVERRIDE_WORKING
    assert changed.hours_of(date(2024, 3, 8)) is None
    assert str(changed.hours_of(date(2024, 3, 9))) == OFFICE
    assert changed.working_time(on(10), on(11)) == 2 * hour
    assert MARCH.kind(date(2024, 3, 8)) is DayKind.WORKING  # a new calendar, the old one as it was
    again = changed.with_overrides({date(2024, 3, 8): "working"})
    assert again.is_working(date(2024, 3, 8))
    assert again.is_working(date(2024, 3, 9))


# --- counting working days -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2024, 3, 8), 0, date(2024, 3, 8)),
        (date(2024, 3, 9), 0, date(2024, 3, 9)),
        (date(2024, 3, 7), 1, date(2024, 3, 8)),
        (date(2024, 3, 8), 1, date(2024, 3, 11)),
        (date(2024, 3, 9), 1, date(2024, 3, 11)),
        (date(2024, 3, 8), 2, date(2024, 3, 12)),  # 001-FA-3.4-5
        (date(2026, 9, 30), 2, date(2026, 10, 9)),  # 001-FA-3.4-5, over the National Day break
        (date(2026, 9, 30), 3, date(2026, 10, 10)),
        (date(2024, 3, 11), -1, date(2024, 3, 8)),
        (date(2024, 3, 10), -1, date(2024, 3, 8)),
        (date(2026, 10, 9), -2, date(2026, 9, 30)),
        (date(2023, 12, 31), 1, date(2024, 1, 2)),  # the day counted from need not be covered
        (date(2026, 12, 30), 1, date(2026, 12, 31)),
        (date(2027, 1, 1), -1, date(2026, 12, 31)),
    ],
)
def test_add_working_days(start: date, days: int, end: date) -> None:
    assert CN.add_working_days(start, days) == end
    if days >= 0:
        assert CN.working_days_between(start, end) == days


def test_next_previous_and_roll() -> None:
    assert CN.next_working_day(date(2026, 9, 30)) == date(2026, 10, 8)
    assert CN.previous_working_day(date(2026, 10, 8)) == date(2026, 9, 30)
    assert CN.roll_forward(date(2026, 10, 1)) == date(2026, 10, 8)
    assert CN.roll_forward(date(2026, 10, 8)) == date(2026, 10, 8)
    assert CN.roll_forward(date(2024, 3, 9), breaks_only=True) == date(2024, 3, 9)
    assert CN.roll_forward(date(2026, 9, 25), breaks_only=True) == date(2026, 9, 28)
    assert CN.working_days_between(date(2024, 3, 12), date(2024, 3, 8)) == -2


@pytest.mark.parametrize(
    ("start", "days"),
    [
        (date(2026, 12, 31), 1),
        (date(2026, 12, 30), 2),
        (date(2024, 1, 2), -1),
        (date(2023, 12, 30), 1),
        (date(2027, 1, 2), -1),
        (date(2024, 3, 8), 10_000),
        (date(2024, 3, 8), -10_000),
    ],
)
def test_working_days_beyond_the_calendar(start: date, days: int) -> None:
    with pytest.raises(NotCoveredError, match="covers"):
        CN.add_working_days(start, days)


def test_bare_due_instant() -> None:
    assert CN.end_of_working_day(datetime(2024, 3, 8, 10), 2) == datetime(2024, 3, 13)
    assert CN.end_of_working_day(datetime(2026, 12, 30, 23, 59), 1) == datetime(2027, 1, 1)
    for start, days in [(datetime(2026, 12, 31), 1), (datetime(2023, 12, 30), 1)]:
        with pytest.raises(NotCoveredError):
            CN.end_of_working_day(start, days)
    for bad in (0, -1, True, 1.0, "2"):
        with pytest.raises(InputError):
            CN.end_of_working_day(datetime(2024, 3, 8), bad)  # type: ignore[arg-type]
    with pytest.raises(InputError):
        CN.end_of_working_day(date(2024, 3, 8), 2)  # type: ignore[arg-type]


# --- working time --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "length", "end"),
    [
        (on(8, "10:00"), timedelta(0), on(8, "10:00")),
        (on(9, "10:00"), timedelta(0), on(9, "10:00")),
        (on(8, "08:00"), 3.5 * hour, on(8, "12:00")),  # reached at the end of a segment
        (on(8, "08:00"), 3.5 * hour + micro, on(8, "13:30") + micro),
        (on(8, "12:00"), hour, on(8, "14:30")),
        (on(8, "12:30"), hour, on(8, "14:30")),
        (on(8, "16:00"), 1.5 * hour, on(8, "17:30")),
        (on(8, "16:00"), 2 * hour, on(11, "09:00")),
        (on(8, "17:30"), hour, on(11, "09:30")),
        (on(9, "10:00"), hour, on(11, "09:30")),
        (on(8, "10:00"), 12 * hour, on(11, "16:00")),
        (on(8, "10:00") + micro, 12 * hour, on(11, "16:00") + micro),
        (on(29, "08:30"), 7.5 * hour, on(29, "17:30")),
    ],
)
def test_add_working_time(start: datetime, length: timedelta, end: datetime) -> None:
    assert MARCH.add_working_time(start, length) == end
    assert MARCH.working_time(start, end) == length


@pytest.mark.parametrize(
    ("end", "length", "start"),
    [
        (on(8, "10:00"), timedelta(0), on(8, "10:00")),
        (on(8, "12:00"), 3.5 * hour, on(8, "08:30")),
        (on(8, "13:00"), 3.5 * hour, on(8, "08:30")),
        (on(11, "08:30"), hour, on(8, "16:30")),
        (on(11, "09:00"), 0.5 * hour, on(11, "08:30")),  # the last moment from which it is worked
        (on(11, "09:00"), 0.5 * hour + micro, on(8, "17:30") - micro),
        (on(1, "17:30"), 7.5 * hour, on(1, "08:30")),
    ],
)
def test_subtract_working_time(end: datetime, length: timedelta, start: datetime) -> None:
    assert MARCH.subtract_working_time(end, length) == start
    assert MARCH.working_time(start, end) == length


def test_working_time_beyond_the_calendar() -> None:
    with pytest.raises(NotCoveredError, match="2024-04-01"):
        MARCH.add_working_time(on(29, "08:30"), 7.5 * hour + micro)
    with pytest.raises(NotCoveredError, match="2024-02-29"):
        MARCH.subtract_working_time(on(1, "17:30"), 7.5 * hour + micro)
    with pytest.raises(NotCoveredError):
        MARCH.add_working_time(datetime(2024, 2, 29, 23), hour)
    with pytest.raises(NotCoveredError):
        MARCH.add_working_time(datetime(2024, 4, 1, 1), hour)
    with pytest.raises(NotCoveredError):
        MARCH.working_time(on(8), datetime(2024, 4, 1, 0, 0, 1))
    assert MARCH.working_time(on(8), datetime(2024, 4, 1)) == 16 * 7.5 * hour
    assert MARCH.working_time(on(9), on(8)) == -7.5 * hour


NIGHTS = work_calendar(FIRST, LAST, hours="22:00-06:00")
UNKNOWN = cn_calendar(1999, hours=OFFICE)  # nothing of that year is published
APRIL = datetime(2024, 4, 1)


@pytest.mark.parametrize(
    ("ask", "path", "needed"),
    [
        (lambda: MARCH.add_working_time(on(1), 1000 * hour), "start", "2024-04-01"),
        (lambda: MARCH.add_working_time(on(8), 1000 * hour), "start", "2024-04-01"),
        (lambda: MARCH.add_working_time(APRIL + hour, hour), "start", "2024-04-01"),
        (lambda: MARCH.add_working_time(datetime(2024, 2, 9), hour), "start", "2024-02-09"),
        (lambda: MARCH.subtract_working_time(on(8), 1000 * hour), "end", "2024-02-29"),
        (lambda: MARCH.subtract_working_time(APRIL, 1000 * hour), "end", "2024-02-29"),
        (lambda: MARCH.subtract_working_time(datetime(2024, 4, 9), hour), "end", "2024-04-09"),
        (lambda: MARCH.working_time(datetime(2024, 2, 9), on(8)), "start", "2024-02-09"),
        (lambda: MARCH.working_time(on(8), datetime(2024, 4, 9)), "end", "2024-04-09"),
        # what the shift of 29 February works into 1 March is not known
        (lambda: NIGHTS.add_working_time(on(1, "05:59"), hour), "start", "2024-02-29"),
        (lambda: NIGHTS.working_time(on(1, "05:59"), on(8)), "start", "2024-02-29"),
        (lambda: NIGHTS.working_time(on(8), on(1, "05:59")), "end", "2024-02-29"),
        (lambda: NIGHTS.subtract_working_time(on(1, "05:59"), hour), "end", "2024-02-29"),
        (lambda: UNKNOWN.add_working_time(datetime(1999, 3, 8), hour), "start", "1999-03-08"),
        (lambda: UNKNOWN.subtract_working_time(datetime(1999, 3, 8), hour), "end", "1999-03-08"),
    ],
)
def test_the_day_that_working_time_needs_is_named(ask: Any, path: str, needed: str) -> None:
    with pytest.raises(NotCoveredError) as caught:
        ask()
    (fault,) = caught.value.faults
    assert fault.path == path
    assert fault.expected.endswith(f"this needs {needed}")


def test_overnight_shifts_belong_to_the_day_they_begin() -> None:
    night = NIGHTS
    assert night.working_time(on(8, "22:00"), on(9, "06:00")) == 8 * hour
    assert night.working_time(on(9, "06:00"), on(11, "22:00")) == timedelta(0)
    assert night.add_working_time(on(8, "23:00"), 7 * hour) == on(9, "06:00")
    assert night.add_working_time(on(8, "23:00"), 8 * hour) == on(11, "23:00")
    assert night.close_of_business(date(2024, 3, 8)) == on(9, "06:00")
    # the last shift is known to its end, the one of the day before the first is not
    assert night.add_working_time(on(29, "22:00"), 8 * hour) == on(30, "06:00")
    with pytest.raises(NotCoveredError):
        night.working_time(on(1, "05:59"), on(1, "12:00"))
    assert night.working_time(on(1, "06:00"), on(2, "06:00")) == 8 * hour


def test_days_that_never_close() -> None:
    whole = work_calendar(FIRST, LAST, weekend=(), hours="00:00-24:00")
    assert whole.add_working_time(on(8, "15:00"), 24 * hour) == on(9, "15:00")
    assert whole.subtract_working_time(on(9, "15:00"), 24 * hour) == on(8, "15:00")
    assert whole.close_of_business(date(2024, 3, 8)) == on(9)


def test_half_saturdays_and_make_up_days() -> None:
    week = {"default": OFFICE, "sat": "08:30-12:00"}
    half = work_calendar(FIRST, LAST, weekend=[6], working_days=[date(2024, 3, 10)], hours=week)
    assert half.working_time(on(9), on(10)) == 3.5 * hour
    assert half.working_time(on(10), on(11)) == 7.5 * hour  # a make-up day is a whole day
    other = work_calendar(
        FIRST, LAST, working_days=[date(2024, 3, 9)], hours=week | {"make_up": "10:00-11:00"}
    )
    assert other.working_time(on(9), on(10)) == hour
    assert (
        str(other.hours) == "default 08:30-12:00,13:30-17:30; sat 08:30-12:00; make_up 10:00-11:00"
    )


def test_a_calendar_of_days_only_says_how_to_give_hours() -> None:
    days = work_calendar(FIRST, LAST)
    for ask in (
        lambda: days.add_working_time(on(8), hour),
        lambda: days.subtract_working_time(on(8), hour),
        lambda: days.working_time(on(8), on(9)),
        lambda: days.hours_of(date(2024, 3, 8)),
        lambda: days.close_of_business(date(2024, 3, 8)),
    ):
        with pytest.raises(MissingParameterError, match=r'^hours: .* hours="08:30'):
            ask()


# --- zones ---------------------------------------------------------------------------------------


def test_aware_calendar() -> None:
    calendar = cn_calendar(2024, tz="Asia/Shanghai", hours=OFFICE)
    start = datetime(2024, 3, 8, 8, tzinfo=UTC)  # 16:00 in Shanghai
    end = calendar.add_working_time(start, 2 * hour)
    assert end.isoformat() == "2024-03-11T09:00:00+08:00"
    assert end.tzinfo is ZoneInfo("Asia/Shanghai")
    assert calendar.end_of_working_day(start, 1).isoformat() == "2024-03-12T00:00:00+08:00"
    late = datetime(2024, 3, 8, 17, tzinfo=UTC)  # Saturday 01:00 in Shanghai
    assert calendar.end_of_working_day(late, 1).isoformat() == "2024-03-12T00:00:00+08:00"
    fixed = start.astimezone(timezone(timedelta(hours=-5)))
    assert calendar.add_working_time(fixed, 2 * hour) == end


def test_a_change_of_the_clock_has_its_true_length() -> None:
    calendar = work_calendar(
        date(2024, 1, 1), date(2024, 12, 31), weekend=(), hours="00:00-06:00", tz=BERLIN
    )
    spring, autumn = date(2024, 3, 31), date(2024, 10, 27)
    for day, hours in ((spring, 5), (autumn, 7), (date(2024, 6, 1), 6)):
        start = datetime.combine(day, time(0), BERLIN)
        end = calendar.add_working_time(start, hours * hour)
        assert end.replace(tzinfo=None) == datetime.combine(day, time(6))
        assert calendar.subtract_working_time(end, hours * hour) == start
    odd = "02:10-02:50,03:00-04:00"  # the first segment lies in the hour that is left out
    gap = work_calendar(date(2024, 3, 1), date(2024, 4, 30), weekend=(), hours=odd, tz=BERLIN)
    start, end = (datetime(2024, 3, day, 12, tzinfo=BERLIN) for day in (30, 31))
    assert gap.working_time(start, end) <= 100 * timedelta(minutes=1)


def test_a_time_that_no_clock_showed_is_refused() -> None:
    for minute in range(0, 24 * 60, 30):
        moment = datetime(2024, 3, 31, tzinfo=BERLIN).replace(hour=minute // 60, minute=minute % 60)
        if datetime_exists(moment):
            assert a_moment(moment) == moment
        else:
            with pytest.raises(InputError, match="exists"):
                a_moment(moment)


def test_midnight_that_is_left_out() -> None:
    cairo = ZoneInfo("Africa/Cairo")  # on 26 April 2024 the clock went from 0:00 to 1:00
    calendar = work_calendar(date(2024, 4, 1), date(2024, 5, 31), weekend=(), tz=cairo)
    end = calendar.end_of_day(date(2024, 4, 25))
    assert end.isoformat() == "2024-04-26T01:00:00+03:00"


# --- bad input -----------------------------------------------------------------------------------


UNTYPED: Any = CN
chinese: Any = cn_calendar
DOOMSDAY = date(9998, 1, 1)
NO_YEARS: list[int] = []
general: Any = work_calendar


@pytest.mark.parametrize(
    "ask",
    [
        lambda: UNTYPED.is_working(datetime(2024, 3, 8)),
        lambda: UNTYPED.is_working("2024-03-08"),
        lambda: UNTYPED.add_working_days(datetime(2024, 3, 8), 1),
        lambda: UNTYPED.add_working_days(date(2024, 3, 8), True),
        lambda: UNTYPED.add_working_days(date(2024, 3, 8), 1.0),
        lambda: UNTYPED.add_working_time(date(2024, 3, 8), hour),
        lambda: UNTYPED.add_working_time(datetime(2024, 3, 8), 12),
        lambda: UNTYPED.add_working_time(datetime(2024, 3, 8), -hour),
        lambda: UNTYPED.add_working_time(datetime(2024, 3, 8, tzinfo=UTC), hour),
        lambda: UNTYPED.working_time(datetime(2024, 3, 8), datetime(2024, 3, 8, tzinfo=UTC)),
        lambda: UNTYPED.subtract_working_time(datetime(2024, 3, 8), -hour),
        lambda: chinese(2024, tz="UTC").moment(datetime(2024, 3, 8)),
        lambda: chinese("2024"),
        lambda: chinese(True),
        lambda: chinese([]),
        lambda: chinese([2024, 2026]),
        lambda: chinese(1949),
        lambda: chinese(2100),
        lambda: chinese(2024.0),
        lambda: chinese(2024, tz="Asia/Peking"),
        lambda: chinese(2024, tz="../etc/passwd"),
        lambda: chinese(2024, tz=UTC),
        lambda: chinese(2024, unpublished="guess"),
        lambda: chinese(2024, overrides={date(2023, 12, 31): "off"}),
        lambda: chinese(2024, overrides={date(2024, 3, 8): "shut"}),
        lambda: chinese(2024, overrides={date(2024, 3, 8): OFFICE}),
        lambda: chinese(2024, overrides={datetime(2024, 3, 8): "off"}),
        lambda: chinese(2024, overrides="off"),
        lambda: general(LAST, FIRST),
        lambda: general(date(1800, 1, 1), date(2100, 1, 1)),
        lambda: general(date(1, 1, 1), date(1, 12, 31)),
        lambda: general(date(9998, 1, 1), date.max),
        lambda: general(FIRST, LAST, weekend=(7,)),
        lambda: general(FIRST, LAST, weekend=range(7)),
        lambda: general(date(2024, 3, 9), date(2024, 3, 10)),
        lambda: general(FIRST, LAST, days_off=["2024-03-08"]),
        lambda: general(FIRST, LAST, days_off={date(2024, 3, 8): 5}),
        lambda: general(FIRST, LAST, days_off=[date(2024, 3, 9)], working_days=[date(2024, 3, 9)]),
        lambda: general(FIRST, LAST, hours={"mon": OFFICE}),
    ],
)
def test_bad_input_is_refused(ask: Any) -> None:
    with pytest.raises(InputError) as caught:
        ask()
    assert all(fault.path and fault.expected for fault in caught.value.faults)


@pytest.mark.parametrize(
    ("ask", "path", "expected"),
    [
        (lambda: UNTYPED.add_working_time(5, hour), "start", "a datetime.datetime"),
        (lambda: UNTYPED.add_working_time(on(8), 5), "length", "a datetime.timedelta"),
        (lambda: UNTYPED.subtract_working_time(5, hour), "end", "a datetime.datetime"),
        (lambda: UNTYPED.subtract_working_time(on(8), -hour), "length", "not negative"),
        (lambda: UNTYPED.working_time(5, on(8)), "start", "a datetime.datetime"),
        (lambda: UNTYPED.working_time(on(8), 5), "end", "a datetime.datetime"),
        (lambda: UNTYPED.close_of_business(on(8)), "day", "a datetime.date"),
        (lambda: UNTYPED.end_of_day(on(8)), "day", "a datetime.date"),
        (lambda: general(LAST, FIRST), "last", "a day not before first (2024-03-31)"),
        (lambda: general(date(1, 12, 31), FIRST), "last", "at most 200 years"),
        (lambda: general(FIRST, date(9998, 1, 1)), "last", "at most 200 years"),
        (lambda: general(FIRST, FIRST + timedelta(73_200)), "last", "at most 200 years"),
        (lambda: general(FIRST, LAST, weekend="56"), "weekend", "weekdays from 0 (Monday) to 6"),
        (lambda: general(FIRST, LAST, weekend=(-1, 6)), "weekend", "weekday from 0 to 6"),
        (lambda: general(FIRST, LAST, unpublished=5), "unpublished", "'refuse' or 'estimate'"),
        (lambda: chinese("2024"), "years", "a year or several"),
        (lambda: chinese(2024.0), "years", "a year or several"),
        (lambda: chinese([2024, 2026]), "years", "years that follow one another"),
        (lambda: chinese([]), "years", "years that follow one another"),
        (lambda: chinese(1950), "years", "a year from 1951 to 2098"),
        (lambda: chinese(2099), "years", "a year from 1951 to 2098"),
    ],
)
def test_what_is_wrong_with_a_calendar_is_named(ask: Any, path: str, expected: str) -> None:
    with pytest.raises(InputError) as caught:
        ask()
    fault = caught.value.faults[0]
    assert fault.path == path
    assert expected in fault.expected


@pytest.mark.parametrize(
    ("ask", "paths"),
    [
        (lambda: general(LAST, FIRST, published_until=FIRST), ["last"]),
        (lambda: general(DOOMSDAY, DOOMSDAY), ["last"]),
        (lambda: general(FIRST, LAST, weekend="56", tz="56"), ["weekend", "tz"]),
        (lambda: general(FIRST, LAST, tz="no", unpublished="no"), ["tz", "unpublished"]),
        (lambda: chinese("2024", tz="2024"), ["years"]),
        (lambda: chinese(NO_YEARS, hours=NO_YEARS), ["years"]),
    ],
)
def test_a_value_given_twice_is_named_where_it_is_wrong(ask: Any, paths: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        ask()
    assert [fault.path for fault in caught.value.faults] == paths


def test_wrong_names_are_helped_with() -> None:
    with pytest.raises(InputError, match="did you mean 'estimate'"):
        cn_calendar(2024, unpublished="estimat")
    with pytest.raises(InputError, match=r"replace\(tzinfo=calendar\.tz\)"):
        cn_calendar(2024, tz="UTC").moment(datetime(2024, 3, 8))


def test_all_faults_at_once() -> None:
    with pytest.raises(InputError) as caught:
        work_calendar(
            datetime(2024, 3, 1),
            "2024",  # type: ignore[arg-type]
            weekend=(9,),
            days_off=[3],  # type: ignore[list-item]
            hours="8-5",
            tz="Nowhere",
            unpublished="x",
            overrides={date(2024, 3, 8): "?"},
        )
    paths = [fault.path for fault in caught.value.faults]
    assert paths == [
        "first", "last", "weekend", "days_off", "hours", "tz", "unpublished",
        "overrides[2024-03-08]",
    ]  # fmt: skip
    with pytest.raises(InputError) as caught:
        work_calendar(
            FIRST,
            LAST,
            hours="22:00-10:00",
            overrides={date(2024, 4, 8): "off", date(2024, 3, 12): "09:00-12:00"},
        )
    assert [fault.path for fault in caught.value.faults] == ["overrides[2024-04-08]", "hours"]


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("08:30-12:00,13:30-17:30", 7.5),
        ("8:30-12:00, 13:30-17:30", 7.5),
        ("00:00-24:00", 24),
        ("22:00-06:00", 8),
        ("22:00-24:00,00:00-06:00", 8),
        ("22:00-02:00,03:00-06:00", 7),
        ("20:00-23:00,25:00-30:00", 8),
        ("18:30-24:00", 5.5),  # S2-12-09
        ("07:00-09:00,22:00-06:00", 10),
    ],
)
def test_hours(text: str, length: float) -> None:
    hours = Hours.parse(text)
    assert hours.length == length * hour
    assert Hours.parse(str(hours)) == hours


def test_hours_from_times() -> None:
    pairs = ((time(8, 30), time(12)), ("13:30", "17:30"))
    assert Hours.parse(pairs) == Hours.parse(OFFICE) == Hours.parse(tuple(OFFICE.split(",")))
    assert week_hours({0: OFFICE, "tue": "09:00-10:00"}) == WeekHours(
        weekdays=(Hours.parse(OFFICE), Hours.parse("09:00-10:00"), *[None] * 5)
    )


@pytest.mark.parametrize(
    "bad",
    [
        "", "08:30", "08:30-08:30", "00:00-00:00", "8.30-12", "08:60-09:00", "49:00-50:00",
        "24:00-25:00", "08:30-12:00,11:00-13:00", "13:30-17:30,08:30-12:00", "08:30–12:00",
        "０８:30-12:00", "08:30-12:00,", "22:00-06:00,05:00-07:00", "06:00-05:00,05:30-07:00",
        "20:00-23:00,01:00-06:00", 8, None, [], [("08:30",)], [(time(8, 30, 1), time(9))],
        {"mon": OFFICE}, [(time(8, tzinfo=UTC), time(9))],
    ],
)  # fmt: skip
def test_bad_hours(bad: object) -> None:
    with pytest.raises(InputError):
        Hours.parse(bad)


@pytest.mark.parametrize(
    "bad", [{}, {"monday": OFFICE}, {True: OFFICE}, {0: OFFICE, "mon": OFFICE}]
)
def test_bad_weeks(bad: object) -> None:
    with pytest.raises(InputError):
        week_hours(bad)


def test_shifts_that_overlap() -> None:
    with pytest.raises(InputError, match="in order of time"):
        work_calendar(FIRST, LAST, weekend=(), hours="22:00-06:00,20:00-21:00")
    with pytest.raises(InputError, match="22:00-30:00 then 05:00-07:00"):
        work_calendar(FIRST, LAST, hours={"default": "22:00-06:00", "tue": "05:00-07:00"})
    touching = work_calendar(FIRST, LAST, hours={"default": "22:00-06:00", "tue": "06:00-07:00"})
    assert touching.add_working_time(on(4, "22:00"), 9 * hour) == on(5, "07:00")


# --- value -------------------------------------------------------------------------------------


def test_a_calendar_is_a_value() -> None:
    same = work_calendar(FIRST, LAST, hours=OFFICE)
    assert same == MARCH
    assert hash(same) == hash(MARCH)
    assert same != work_calendar(FIRST, LAST)
    for calendar in (MARCH, cn_calendar(2024, tz="Asia/Shanghai", unpublished="estimate")):
        copy = pickle.loads(pickle.dumps(calendar))
        assert copy == calendar
        assert type(copy) is WorkCalendar
        assert copy.is_working(date(2024, 3, 8))
    with pytest.raises(AttributeError):
        MARCH.first = LAST  # type: ignore[misc]
    text = repr(cn_calendar(2026, tz="Asia/Shanghai", unpublished=Unpublished.ESTIMATE))
    assert "2026-01-01 to 2026-12-31" in text
    assert "Asia/Shanghai" in text
    assert "published until" in text
    assert "estimates beyond" in text


def test_threads_share_a_calendar() -> None:
    starts = [datetime(2024, 1, 2) + n * hour for n in range(500)]
    alone = [CN.add_working_time(start, 12 * hour) for start in starts]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda s: CN.add_working_time(s, 12 * hour), starts)) == alone


def test_importing_does_not_load_holidays() -> None:
    code = "import csrules.recurrence, sys; sys.exit('holidays' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# --- laws ----------------------------------------------------------------------------------------

HOURS = st.sampled_from(
    [OFFICE, "22:00-06:00", "00:00-24:00", "09:00-09:01,09:02-09:03", "20:00-23:00,25:00-30:00"]
)
ZONES = st.sampled_from([None, "Asia/Shanghai", "Europe/Berlin", "America/New_York"])
DAYS = st.dates(FIRST, LAST)
CALENDARS = st.builds(
    lambda hours, tz, off: work_calendar(FIRST, LAST, hours=hours, tz=tz, days_off=off),
    HOURS, ZONES, st.sets(DAYS, max_size=8),
)  # fmt: skip
MOMENTS = st.datetimes(datetime(2024, 3, 4, 6), datetime(2024, 3, 25))
LENGTHS = st.timedeltas(timedelta(0), timedelta(minutes=20))


def zoned(moment: datetime, calendar: WorkCalendar) -> datetime:
    return moment if calendar.tz is None else moment.replace(tzinfo=UTC).astimezone(calendar.tz)


@given(CALENDARS, MOMENTS, LENGTHS)
def test_law_adding_and_asking_are_inverse(
    calendar: WorkCalendar, moment: datetime, length: timedelta
) -> None:
    start = zoned(moment, calendar)
    try:
        end = calendar.add_working_time(start, length)
        begin = calendar.subtract_working_time(start, length)
    except NotCoveredError:
        return
    assert calendar.working_time(start, end) == length
    assert calendar.working_time(begin, start) == length


@given(CALENDARS, MOMENTS, LENGTHS)
def test_law_subtraction_undoes_addition_from_working_time(
    calendar: WorkCalendar, moment: datetime, length: timedelta
) -> None:
    """From outside working time it leads to the last moment before which nothing is worked."""
    start = zoned(moment, calendar)
    try:
        back = calendar.subtract_working_time(calendar.add_working_time(start, length), length)
    except NotCoveredError:
        return
    assert back >= start
    assert calendar.working_time(start, back) == timedelta(0)


@given(CALENDARS, MOMENTS, MOMENTS, LENGTHS, LENGTHS)
def test_law_addition_is_monotone(
    calendar: WorkCalendar, one: datetime, two: datetime, short: timedelta, long: timedelta
) -> None:
    first, second = (zoned(moment, calendar) for moment in sorted((one, two)))
    less, more = sorted((short, long))
    try:
        ends = [calendar.add_working_time(first, less), calendar.add_working_time(second, more)]
    except NotCoveredError:
        return
    assert ends[0].astimezone(UTC) <= ends[1].astimezone(UTC)


@given(st.sampled_from([OFFICE, "22:00-06:00", "20:00-23:00,25:00-30:00"]), st.sets(DAYS), MOMENTS)
def test_law_working_time_is_what_the_minutes_say(
    hours: str, off: set[date], moment: datetime
) -> None:
    calendar = work_calendar(FIRST, LAST, hours=hours, days_off=off - {date(2024, 3, 5)})
    start = moment.replace(second=0, microsecond=0)
    end, minute = start + timedelta(hours=30), timedelta(minutes=1)
    worked = 0
    for number in range(30 * 60):
        now = start + number * minute
        for day in (now.date(), now.date() - timedelta(days=1)):
            own = calendar.hours_of(day)
            past = (now - datetime.combine(day, time(0))) // minute
            worked += own is not None and any(a <= past < b for a, b in own.segments)
    assert calendar.working_time(start, end) == worked * minute


@given(st.dates(date(2024, 1, 1), date(2026, 12, 31)), st.integers(-30, 30))
def test_law_working_days(day: date, days: int) -> None:
    try:
        end = CN.add_working_days(day, days)
    except NotCoveredError:
        return
    assert days == 0 or CN.is_working(end)
    if days >= 0 or CN.is_working(day):
        assert CN.working_days_between(day, end) == days


@given(st.sets(DAYS, max_size=10), DAYS, DAYS, st.integers(1, 5))
def test_law_a_holiday_added_never_makes_an_end_earlier(
    off: set[date], more: date, day: date, days: int
) -> None:
    start = datetime.combine(day, time(10))
    try:
        few = work_calendar(FIRST, LAST, days_off=off, hours=OFFICE)
        many = work_calendar(FIRST, LAST, days_off=off | {more}, hours=OFFICE)
        assert few.end_of_working_day(start, days) <= many.end_of_working_day(start, days)
        length = days * hour
        assert few.add_working_time(start, length) <= many.add_working_time(start, length)
    except CsrulesError:
        return
