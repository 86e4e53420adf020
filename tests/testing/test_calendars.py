"""Calendars, days and instants: sound, answered, and full of corners."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csrules.calendars.calendardays import DayKind
from csrules.calendars.hours import Hours
from csrules.errors import NotCoveredError
from csrules.testing import calendars, corner_days, day_hours, days, instants, known_days
from csrules.workcalendar import WorkCalendar, cn_calendar, work_calendar
from tests.testing.drawing import CALM, drawn, simplest

CHINA = cn_calendar(range(2024, 2027), hours="08:30-12:00,13:30-17:30")
LEAP = work_calendar(
    date(2024, 2, 1),
    date(2024, 3, 31),
    days_off=[date(2024, 2, 9), date(2024, 2, 12)],
    working_days=[date(2024, 2, 18)],
    hours="09:00-17:00",
    published_until=date(2024, 3, 15),
)


@given(day_hours())
def test_hours_are_read_and_written_back(text: str) -> None:
    hours = Hours.parse(text)
    assert Hours.parse(str(hours)) == hours
    assert timedelta(0) < hours.length <= timedelta(days=1)


@CALM
@given(calendars())
def test_every_calendar_knows_a_span_with_a_working_day(calendar: WorkCalendar) -> None:
    first, last = known_days(calendar)
    assert calendar.first <= first <= last <= calendar.last
    kinds = [calendar.kind(first + timedelta(days=n)) for n in range((last - first).days + 1)]
    assert kinds
    assert (last - first).days < 120


@CALM
@given(calendars(hours=True, zones=[None]))
def test_with_hours_each_working_day_has_some(calendar: WorkCalendar) -> None:
    first, last = known_days(calendar)
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        assert (calendar.hours_of(day) is not None) is calendar.is_working(day)


@CALM
@given(calendars(), st.data())
def test_days_and_instants_are_answered(calendar: WorkCalendar, data: Any) -> None:
    first, last = known_days(calendar)
    day = data.draw(days(calendar))
    assert first <= day <= last
    calendar.kind(day)
    moment = data.draw(instants(calendar))
    assert calendar.moment(moment) == moment
    assert (moment.tzinfo is None) is (calendar.tz is None)
    calendar.kind(moment.date())


@CALM
@given(calendars(), st.data())
def test_days_beyond_are_refused(calendar: WorkCalendar, data: Any) -> None:
    day = data.draw(days(calendar, beyond=True))
    with pytest.raises(NotCoveredError):
        calendar.kind(day)


def test_calendars_come_with_everything_that_makes_one_hard() -> None:
    met = drawn(calendars(), 300)
    kinds = {calendar.kind(day) for calendar in met for day in corner_days(calendar)}
    assert kinds == set(DayKind)
    hours = [calendar.hours for calendar in met if calendar.hours]
    assert any(len(each.ordinary.segments) > 1 for each in hours)  # lunch
    assert any(each.overrun > 0 for each in hours)  # a night shift
    assert any(each.weekdays[5] is not None for each in hours)  # a half Saturday
    assert any(each.make_up is not None for each in hours)
    assert {None, "Asia/Shanghai", "Europe/Berlin"} <= {
        None if calendar.tz is None else str(calendar.tz) for calendar in met
    }
    assert any(calendar.published_until for calendar in met)
    assert any(calendar.hours is None for calendar in met)
    assert len({calendar.weekend for calendar in met}) == 4


def test_the_days_reach_the_corners() -> None:
    met = set(drawn(days(LEAP), 400))
    assert {
        date(2024, 2, 1),  # the first
        date(2024, 2, 29),
        date(2024, 2, 9),  # the break with its weekend
        date(2024, 2, 8),
        date(2024, 2, 12),
        date(2024, 2, 13),
        date(2024, 2, 18),  # the make-up day
        date(2024, 3, 1),
        date(2024, 3, 15),  # the last published
    } <= met


def test_the_instants_reach_the_ends_of_working_time() -> None:
    met = drawn(instants(LEAP), 1500)
    clocks = {(moment.hour, moment.minute, moment.second, moment.microsecond) for moment in met}
    assert {
        (0, 0, 0, 0),
        (23, 59, 59, 999999),
        (9, 0, 0, 0),
        (8, 59, 59, 999999),
        (9, 0, 0, 1),
        (17, 0, 0, 0),
        (16, 59, 59, 0),
        (17, 0, 1, 0),
    } <= clocks
    assert datetime(2024, 3, 15, 23, 59, 59, 999999) in met


def test_corner_days_of_china_hold_each_make_up_day() -> None:
    corners = set(corner_days(CHINA))
    assert {date(2026, 2, 14), date(2026, 2, 13), date(2026, 10, 1), date(2026, 10, 8)} <= corners
    assert {date(2024, 2, 29), date(2024, 1, 1), date(2026, 12, 31)} <= corners


def test_no_instant_lies_where_the_clock_was_put_forward() -> None:
    berlin = work_calendar(
        date(2024, 3, 30), date(2024, 4, 1), weekend=(), hours="00:00-24:00", tz="Europe/Berlin"
    )
    met = drawn(instants(berlin), 600)
    assert all(moment.tzinfo == ZoneInfo("Europe/Berlin") for moment in met)
    for moment in met:
        back = moment.astimezone(UTC).astimezone(berlin.tz)
        assert back.replace(tzinfo=None) == moment.replace(tzinfo=None)


def test_shrinking_leaves_two_plain_weeks() -> None:
    calendar = simplest(calendars(), lambda _: True)
    assert calendar == work_calendar(date(2024, 1, 1), date(2024, 1, 14))
    broken = simplest(calendars(), lambda calendar: len(calendar.days_off) > 0)
    assert len(broken.days_off) == 1
    assert (broken.hours, broken.tz, broken.overrides) == (None, None, ())
