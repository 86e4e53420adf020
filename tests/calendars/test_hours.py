"""Working time of a day and of a week: what is read, what is refused, which hours a day has."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

import pytest

from csrules.calendars.hours import Hours, WeekHours, week_hours
from csrules.errors import InputError
from csrules.workcalendar import work_calendar

OFFICE = "08:30-12:00,13:30-17:30"
MARCH = date(2024, 3, 1), date(2024, 3, 31)


@pytest.mark.parametrize(
    ("text", "segments"),
    [
        ("20:00-25:00,02:00-26:30", ((1200, 1500), (1560, 1590))),
        ("20:00-25:00,11:59-13:00", ((1200, 1500), (2159, 2220))),
        ("20:00-23:00,24:00-25:00", ((1200, 1380), (1440, 1500))),
        ("20:00-24:00,00:00-20:00", ((1200, 1440), (1440, 2640))),
        ("00:00-24:00", ((0, 1440),)),
    ],
)
def test_a_morning_behind_midnight_belongs_to_the_evening_before(
    text: str, segments: tuple[tuple[int, int], ...]
) -> None:
    assert Hours.parse(text).segments == segments


@pytest.mark.parametrize(
    ("given", "value", "expected"),
    [
        ("08:60-10:00", "08:60", "a time from 00:00 to 48:00 (24:00 ends the day)"),
        ([(8, 17)], 8, "a time from 00:00 to 48:00 (24:00 ends the day)"),
        ([("08:00", time(17, 0, 1))], time(17, 0, 1), "in whole minutes, without a zone"),
        ("20:00-48:01", "48:01", "a time from 00:00 to 48:00 (24:00 ends the day)"),
        ("20:00-48:00", "20:00-48:00", "end within 24 h after the first"),
        ("08:00", "08:00", "a segment from a time to a time"),
        ([("08:00", "09:00", "10:00")], ("08:00", "09:00", "10:00"), "from a time to a time"),
        (8, 8, "working time of a day"),
        ("08:00-08:00", "08:00-08:00", "a segment with a length"),
        ("20:00-24:30,01:00-24:00", "01:00-24:00", "a segment that begins on its day"),
        ("20:00-25:00,12:00-13:00", "12:00-13:00", "a segment that begins at 25:00 or later"),
        ("09:00-10:00,09:59-11:00", "09:59-11:00", "a segment that begins at 10:00 or later"),
        (f"{OFFICE},18:00-32:31", f"{OFFICE},18:00-32:31", "end within 24 h after the first"),
    ],
)
def test_what_is_no_working_time_is_named(given: object, value: object, expected: str) -> None:
    with pytest.raises(InputError) as caught:
        Hours.parse(given, "policy.hours")
    (fault,) = caught.value.faults
    assert (fault.path, fault.value) == ("policy.hours", value)
    assert expected in fault.expected


def test_hours_that_nobody_named_are_called_hours() -> None:
    with pytest.raises(InputError) as caught:
        Hours.parse(8)
    assert [fault.path for fault in caught.value.faults] == ["hours"]


def test_each_minute_of_a_day_may_be_a_segment() -> None:
    minutes = [f"{n // 60:02d}:{n % 60:02d}" for n in range(24 * 60 + 1)]
    day = Hours.parse(list(pairwise(minutes)))
    assert day.segments == tuple(pairwise(range(24 * 60 + 1)))


def test_a_week_made_of_its_default_has_no_hours_of_single_weekdays() -> None:
    office, short = Hours.parse(OFFICE), Hours.parse("09:00-12:00")
    week = WeekHours(office, short)
    assert week == week_hours({"default": OFFICE, "make_up": "09:00-12:00"})
    assert week.of(5) == office
    assert week.of(5, instead=True) == short


@pytest.mark.parametrize(
    ("number", "name"),
    [(0, "mon"), (1, "tue"), (2, "wed"), (3, "thu"), (4, "fri"), (5, "sat"), (6, "sun")],
)
def test_a_weekday_is_a_number_from_monday_or_a_name(number: int, name: str) -> None:
    by_number, by_name = week_hours({number: OFFICE}), week_hours({name: OFFICE})
    assert by_number == by_name
    assert by_number is not None
    assert [by_number.of(day) is not None for day in range(7)] == [n == number for n in range(7)]


@pytest.mark.parametrize("key", [-1, 7, True, "monday", None])
def test_another_key_is_refused_and_the_nearest_named(key: Any) -> None:
    with pytest.raises(InputError, match="mon") as caught:
        week_hours({"default": OFFICE, key: OFFICE})
    assert [fault.path for fault in caught.value.faults] == [f"hours[{key!r}]"]


def test_a_weekday_given_twice_and_bad_hours_are_named_by_their_keys() -> None:
    with pytest.raises(InputError) as caught:
        week_hours({0: OFFICE, "mon": OFFICE, "tue": "8-5"}, "of")
    assert [fault.path for fault in caught.value.faults] == ["of['mon']", "of['tue']"]


@pytest.mark.parametrize(
    ("week", "close"),
    [
        ({"default": "08:00-12:00", "mon": OFFICE, "make_up": "09:00-19:00"}, "12:00"),
        ({0: OFFICE, 1: OFFICE, 2: "10:00-16:00", 3: OFFICE, 4: OFFICE}, "17:30"),
        ({0: OFFICE, 1: OFFICE, 2: "07:00-18:00", 3: OFFICE, 4: OFFICE}, "18:00"),
        (dict.fromkeys(range(5), OFFICE) | {"make_up": "08:00-19:00"}, "19:00"),
    ],
)
def test_a_day_not_worked_would_close_by_default_or_when_the_latest_does(
    week: dict[Any, str], close: str
) -> None:
    """R7: where working time ends at the close of business, a Sunday has one too."""
    calendar = work_calendar(*MARCH, hours=week)
    end = datetime.combine(date(2024, 3, 10), time.fromisoformat(close))
    assert calendar.close_of_business(date(2024, 3, 10)) == end


def test_of_hours_that_close_together_those_of_the_first_weekday_are_ordinary() -> None:
    early, late = Hours.parse("08:00-17:30"), Hours.parse("09:00-17:30")
    assert WeekHours(make_up=late, weekdays=(early, *[None] * 6)).ordinary == early


@pytest.mark.parametrize(
    ("week", "minutes"),
    [
        (OFFICE, 0),
        ("22:00-06:00", 360),
        ({"default": OFFICE, "fri": "20:00-02:00"}, 120),
        ({"default": OFFICE, "make_up": "20:00-00:01"}, 1),
    ],
)
def test_shifts_reach_so_far_into_the_next_day(week: Any, minutes: int) -> None:
    hours = week_hours(week)
    assert hours is not None
    assert timedelta(minutes=hours.overrun) == timedelta(minutes=minutes)
