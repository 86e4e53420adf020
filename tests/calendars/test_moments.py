"""Days and moments at the doors: plain values come through, everything else is named."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from csrules.calendars import moments
from csrules.calendars.moments import (
    a_count,
    a_day,
    a_length,
    a_moment,
    a_zone,
    end_of_day,
    in_zone,
    later,
    say_day,
    say_length,
    say_moment,
    span,
    start_of_day,
)
from csrules.citation import Text
from csrules.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

BERLIN, SHANGHAI = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Shanghai")


class Stamp(datetime):
    """A datetime of another library; pandas' has nanoseconds too."""

    nanosecond = 0


class Fine(Stamp):
    """Finer than a microsecond."""

    nanosecond = 1


class Thirteenth(datetime):
    """A datetime that lies."""

    month = property(lambda self: 13)


class Never(datetime):
    """Like pandas' NaT, whose parts are no numbers."""

    year = property(lambda self: float("nan"))


class Zone(tzinfo):
    """A zone that has ``offsets`` for the two folds of every time."""

    def __init__(self, *offsets: timedelta | None) -> None:
        self.offsets = offsets

    def utcoffset(self, moment: datetime | None) -> timedelta | None:
        return self.offsets[moment.fold if moment else 0]

    def tzname(self, moment: datetime | None) -> str:
        return "odd"

    def dst(self, moment: datetime | None) -> timedelta | None:
        return None


@pytest.mark.parametrize("kind", [Stamp, type("Plain", (datetime,), {})])
def test_a_moment_of_another_class_becomes_a_plain_one(kind: type[datetime]) -> None:
    taken = a_moment(kind(2024, 3, 8, 9, 10, 11, 12))
    assert type(taken) is datetime
    assert taken == datetime(2024, 3, 8, 9, 10, 11, 12)


def test_the_second_of_two_equal_clock_times_stays_the_second() -> None:
    taken = a_moment(Stamp(2024, 10, 27, 2, 30, tzinfo=BERLIN, fold=1))
    assert (taken.fold, taken.utcoffset()) == (1, timedelta(hours=1))


def test_a_zone_that_knows_no_offset_leaves_local_time() -> None:
    taken = a_moment(datetime(2024, 3, 8, 9, tzinfo=Zone(None, None)))
    assert taken == datetime(2024, 3, 8, 9)
    assert taken.tzinfo is None


ODD = Zone(timedelta(hours=2), timedelta(hours=1))


@pytest.mark.parametrize(
    ("call", "path", "expected"),
    [
        (lambda: a_day("2024-03-08"), "day", "a datetime.date"),
        (lambda: a_moment(date(2024, 3, 8)), "start", "a datetime.datetime"),
        (lambda: a_moment("2024-03-08"), "start", "a datetime.datetime"),
        (lambda: a_moment(Thirteenth(2024, 3, 8)), "start", "that names one moment"),
        (lambda: a_moment(Never(2024, 3, 8)), "start", "that names one moment"),
        (lambda: a_moment(Fine(2024, 3, 8)), "start", "in whole microseconds"),
        (lambda: a_moment(datetime(1, 1, 1, tzinfo=ODD)), "start", "in UTC too"),
        (lambda: a_moment(datetime(2024, 3, 31, 2, tzinfo=BERLIN)), "start", "that exists"),
        (lambda: a_moment(datetime(2024, 3, 31, 2, tzinfo=BERLIN, fold=1)), "start", "that exists"),
        (lambda: a_length(12), "length", "a datetime.timedelta"),
        (lambda: a_length(timedelta(-1)), "length", "not negative"),
        (lambda: a_count(8, "days", 0, 7), "days", "from 0 to 7"),
        (lambda: a_zone("Mars/Olympus"), "tz", "the name of a time zone"),
        (lambda: a_zone("../zone"), "tz", "the name of a time zone"),
        (lambda: a_zone(8), "tz", "a zoneinfo.ZoneInfo, its name, or None"),
        (
            lambda: later(datetime(9999, 12, 31), timedelta(1)),
            "start",
            "between the years 1 and 9999",
        ),
        (lambda: start_of_day(date.min, SHANGHAI), "day", "between the years 2 and 9998"),
        (lambda: end_of_day(date.max, None), "day", "between the years 2 and 9998"),
    ],
)
def test_what_does_not_belong_is_named(
    call: Callable[[], object], path: str, expected: str
) -> None:
    with pytest.raises(InputError) as caught:
        call()
    (fault,) = caught.value.faults
    assert fault.path == path
    assert expected in fault.expected


def test_zone_data_that_cannot_be_read_are_an_unknown_zone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Unreadable(ZoneInfo):
        def __new__(cls, key: str) -> Unreadable:
            raise PermissionError(key)

    monkeypatch.setattr(moments, "ZoneInfo", Unreadable)
    with pytest.raises(InputError, match="the name of a time zone"):
        a_zone("Asia/Shanghai")


@pytest.mark.parametrize("clock", [datetime(2024, 10, 27, 2, 30), datetime(2024, 3, 31, 3)])
@pytest.mark.parametrize("fold", [0, 1])
def test_a_time_that_the_clock_showed_is_taken_as_it_is(clock: datetime, fold: int) -> None:
    moment = clock.replace(tzinfo=BERLIN, fold=fold)
    taken = a_moment(moment)
    assert (taken.replace(tzinfo=None), taken.fold, taken.tzinfo) == (clock, fold, BERLIN)


def test_a_moment_that_utc_or_another_zone_does_not_have_is_refused() -> None:
    first, last = datetime(1, 1, 1, tzinfo=SHANGHAI), datetime(9999, 12, 31, 20, tzinfo=UTC)
    for beyond in (first, last.replace(tzinfo=timezone(timedelta(hours=-5)))):
        with pytest.raises(InputError, match="between the years 1 and 9999, in UTC too"):
            a_moment(beyond)
    assert a_moment(datetime(1, 1, 2, tzinfo=SHANGHAI)) == datetime(1, 1, 2, tzinfo=SHANGHAI)
    assert a_moment(last) is last
    with pytest.raises(InputError, match=r"day: got .* in Asia/Shanghai too"):
        in_zone(last, SHANGHAI, "day")
    with pytest.raises(InputError, match="start: got"):
        in_zone(last, SHANGHAI)
    assert in_zone(last.replace(hour=15), SHANGHAI) == last.replace(hour=15)


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        (datetime(2024, 3, 31, 0, 30), datetime(2024, 3, 31, 3), 90),
        (datetime(2024, 10, 27, 0, 30), datetime(2024, 10, 27, 3), 210),
        (datetime(2024, 10, 27, 3), datetime(2024, 10, 27, 0, 30), -210),
        (datetime(2024, 1, 8, 9), datetime(2024, 1, 8, 10), 60),
    ],
)
def test_elapsed_time_counts_the_hour_that_the_clock_skips_or_shows_twice(
    start: datetime, end: datetime, minutes: int
) -> None:
    london = ZoneInfo("Europe/London")  # its winter offset is zero
    elapsed = span(start.replace(tzinfo=london), end.replace(tzinfo=london))
    assert elapsed == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("length", "en", "zh"),
    [
        (timedelta(0), "0 h", "0小时"),
        (timedelta(days=1, hours=1), "25 h", "25小时"),
        (timedelta(seconds=3599), "59 min 59 s", "59分59秒"),
        (timedelta(hours=2, minutes=1, seconds=3), "2 h 1 min 3 s", "2小时1分3秒"),
        (timedelta(seconds=1, microseconds=5), "1 s 5 µs", "1秒5微秒"),
        (-timedelta(hours=1, minutes=30), "-1 h 30 min", "-1小时30分"),
        (-timedelta(days=2, microseconds=1), "-48 h 1 µs", "-48小时1微秒"),
    ],
)
def test_a_length_is_said_in_hours_and_what_is_smaller(length: timedelta, en: str, zh: str) -> None:
    assert say_length(length) == Text(en, zh)


@pytest.mark.parametrize(
    ("moment", "clock"),
    [
        (datetime(2024, 3, 8, 9), "09:00"),
        (datetime(2024, 3, 8, 9, 0, 5), "09:00:05"),
        (datetime(2024, 3, 8, 9, 0, 0, 5), "09:00:00.000005"),
    ],
)
def test_a_clock_shows_what_is_smaller_only_where_there_is_some(
    moment: datetime, clock: str
) -> None:
    assert say_moment(moment) == Text(
        f"{clock} on Friday 8 March 2024", f"2024年3月8日星期五{clock}"
    )


def test_days_and_lengths_of_another_class_become_plain_ones() -> None:
    day = a_day(type("Day", (date,), {})(2024, 3, 8))
    length = a_length(type("Length", (timedelta,), {})(1, 2, 3))
    assert (type(day), type(length)) == (date, timedelta)
    assert (day, length) == (date(2024, 3, 8), timedelta(1, 2, 3))


def test_every_month_and_weekday_is_said_by_its_name() -> None:
    months = "January February March April May June July August September October November December"
    for month, name in enumerate(months.split(), 1):
        assert say_day(date(2024, month, 9), weekday=False).en == f"9 {name} 2024"
    weekdays = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
    for day, name in enumerate(weekdays.split(), 4):  # 4 March 2024 is a Monday
        assert say_day(date(2024, 3, day)).en.startswith(f"{name} ")
