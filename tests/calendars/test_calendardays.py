"""What each day is: settings of days, and every fault of a calendar named once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from itertools import count
from typing import Any

import pytest

from csrules.calendars.calendardays import DayKind, Unpublished, day_names, overridden
from csrules.calendars.hours import Hours, week_hours
from csrules.citation import Text
from csrules.errors import Fault, InputError, NotCoveredError
from csrules.workcalendar import work_calendar

OFFICE = "08:30-12:00,13:30-17:30"
MARCH = date(2024, 3, 1), date(2024, 3, 31)
ALL_OF_MARCH = [date(2024, 3, day) for day in range(1, 32)]
FRIDAY, SATURDAY = date(2024, 3, 8), date(2024, 3, 9)


def faults_of(call: Callable[[], object]) -> tuple[Fault, ...]:
    with pytest.raises(InputError) as caught:
        call()
    return caught.value.faults


class Endless(Mapping[Any, Any]):
    """A mapping of which nobody may read on once enough is wrong with it."""

    def __iter__(self) -> Iterator[int]:
        for number in count():
            assert number < 1000
            yield number

    def __len__(self) -> int:
        return 10**9

    def __getitem__(self, key: object) -> object:
        return None


@pytest.mark.parametrize("read", [overridden, week_hours])
def test_nobody_reads_on_when_an_error_is_full(read: Callable[[object], object]) -> None:
    assert len(faults_of(lambda: read(Endless()))) == 100


def test_days_are_put_in_order_whatever_their_order_and_names() -> None:
    named = {SATURDAY: Text("b", "乙"), FRIDAY: "a"}
    assert day_names(named, "days_off") == ((FRIDAY, Text("a", "a")), (SATURDAY, Text("b", "乙")))
    assert overridden({SATURDAY: OFFICE, FRIDAY: "off"}) == (
        (FRIDAY, "off"),
        (SATURDAY, Hours.parse(OFFICE)),
    )


def test_every_day_that_is_none_is_named() -> None:
    faults = faults_of(lambda: day_names([FRIDAY, "2024-03-09", 10], "days_off"))
    assert [(fault.path, fault.value) for fault in faults] == [
        ("days_off", "2024-03-09"),
        ("days_off", 10),
    ]


@pytest.mark.parametrize("days", [5, "2024-03-08"])
def test_what_is_no_collection_of_days_is_refused_whole(days: Any) -> None:
    (fault,) = faults_of(lambda: day_names(days, "days_off"))
    assert (fault.path, fault.value) == ("days_off", days)
    assert fault.expected == "days, or a mapping of day to name"


@pytest.mark.parametrize(
    ("given", "path", "value", "expected"),
    [
        ("off", "overrides", "off", "a mapping such as"),
        ([(FRIDAY, "off")], "overrides", [(FRIDAY, "off")], "a mapping such as"),
        ({datetime(2024, 3, 8): "off"}, "overrides", datetime(2024, 3, 8), "a datetime.date"),
        ({FRIDAY: "shut"}, "overrides[2024-03-08]", "shut", "'off', 'working' or the hours"),
        ({FRIDAY: "8:00-8:00"}, "overrides[2024-03-08]", "08:00-08:00", "with a length"),
    ],
)
def test_what_is_no_setting_of_a_day_is_named(
    given: Any, path: str, value: object, expected: str
) -> None:
    (fault,) = faults_of(lambda: overridden(given))
    assert (fault.path, fault.value) == (path, value)
    assert expected in fault.expected


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (
            {"days_off": [SATURDAY, FRIDAY], "working_days": [SATURDAY]},
            [("working_days", SATURDAY, "not among days_off")],
        ),
        (
            {"days_off": ALL_OF_MARCH, "working_days": ALL_OF_MARCH},
            [("working_days", day, "not among days_off") for day in ALL_OF_MARCH],
        ),
        (
            {"overrides": {date(2024, 2, 29): "off", date(2024, 4, 1): "working"}},
            [
                ("overrides[2024-02-29]", "off", "a day from 2024-03-01 to 2024-03-31"),
                ("overrides[2024-04-01]", "working", "a day from 2024-03-01 to 2024-03-31"),
            ],
        ),
        ({"overrides": {FRIDAY: OFFICE}}, [("overrides[2024-03-08]", OFFICE, "days only")]),
        (
            {"hours": {"mon": OFFICE, "tue": OFFICE}},
            [
                ("hours", f"mon {OFFICE}; tue {OFFICE}", "hours for Friday: 2024-03-01 is"),
                ("hours", f"mon {OFFICE}; tue {OFFICE}", "hours for Wednesday: 2024-03-06 is"),
                ("hours", f"mon {OFFICE}; tue {OFFICE}", "hours for Thursday: 2024-03-07 is"),
            ],
        ),
        (
            {"hours": {"default": "22:00-06:00", "tue": "05:00-07:00", "thu": "04:00-06:00"}},
            [
                ("hours", "22:00-30:00 then 05:00-07:00", "ends before 2024-03-05 begins"),
                ("hours", "22:00-30:00 then 04:00-06:00", "ends before 2024-03-07 begins"),
            ],
        ),
        (
            {"hours": {"default": "22:00-06:00", "tue": "05:59-07:00,08:00-09:00"}},
            [("hours", "22:00-30:00 then 05:59-07:00,08:00-09:00", "2024-03-05 begins")],
        ),
        ({"weekend": range(7)}, [("first", date(2024, 3, 1), "a span with a working day in it")]),
    ],
)
def test_every_fault_of_a_calendar_is_told_once(
    given: dict[str, Any], told: list[tuple[str, object, str]]
) -> None:
    faults = faults_of(lambda: work_calendar(*MARCH, **given))
    assert [(fault.path, fault.value) for fault in faults] == [row[:2] for row in told]
    for fault, (_, _, expected) in zip(faults, told, strict=True):
        assert expected in fault.expected


@pytest.mark.parametrize(("holiday", "seen"), [(date(2024, 5, 1), True), (date(2024, 5, 2), False)])
def test_a_break_is_seen_31_days_over_the_edge(holiday: date, seen: bool) -> None:
    first, last = MARCH
    calendar = work_calendar(
        *MARCH, weekend=range(7), overrides={first: "working"}, days_off=[holiday]
    )
    assert calendar.in_break(last) is seen


@pytest.mark.parametrize(
    ("kind", "works", "zh"),
    [
        ("working", True, "工作日"),
        ("weekend", False, "周末休息日"),
        ("holiday", False, "节假日"),
        ("make_up", True, "调休上班日"),
        ("override_off", False, "单独设定的休息日"),
        ("override_working", True, "单独设定的工作日"),
    ],
)
def test_kinds_of_days_by_the_names_that_are_written(kind: str, works: bool, zh: str) -> None:
    assert DayKind(kind).works is works
    assert DayKind(kind).say("zh") == zh


def test_days_beyond_the_notice_are_known_only_by_estimate() -> None:
    refusing, guessing = (
        work_calendar(*MARCH, published_until=FRIDAY, unpublished=reading)
        for reading in ("refuse", "estimate")
    )
    assert refusing.unpublished is Unpublished.REFUSE
    assert guessing.unpublished is Unpublished.ESTIMATE
    with pytest.raises(NotCoveredError):
        refusing.is_working(SATURDAY)
    assert not guessing.is_working(SATURDAY)


def test_the_first_and_the_last_day_may_be_set() -> None:
    first, last = MARCH
    calendar = work_calendar(*MARCH, overrides={first: "off", last: "working"})
    assert [calendar.is_working(first), calendar.is_working(last)] == [False, True]


@pytest.mark.parametrize("year", [2, 9997])
def test_a_calendar_may_lie_at_either_end_of_the_years(year: int) -> None:
    first, last = date(year, 1, 1), date(year, 12, 31)
    calendar = work_calendar(first, last)
    for day in (first, last):
        assert calendar.is_working(day) is (day.weekday() < 5)
        assert not calendar.in_break(day)
