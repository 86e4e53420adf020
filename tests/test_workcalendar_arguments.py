"""The arguments of a calendar: every fault at once, each under its own name."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from csrules import cn_calendar, work_calendar
from csrules.errors import CsrulesError

FIRST, LAST = date(2024, 3, 1), date(2024, 3, 31)
WRONG: dict[str, Any] = {
    "first": "a", "last": "b", "weekend": 5, "days_off": 6, "working_days": 7, "hours": 8.0,
    "tz": "Nowhere", "published_from": "c", "published_until": "d", "unpublished": "e",
    "overrides": 9,
}  # fmt: skip


def refused(**arguments: Any) -> list[str]:
    with pytest.raises(CsrulesError) as caught:
        work_calendar(**{"first": FIRST, "last": LAST, **arguments})
    return [fault.path for fault in caught.value.faults]


def test_every_wrong_argument_is_told_in_their_order() -> None:
    assert refused(**WRONG) == list(WRONG)


@pytest.mark.parametrize("name", WRONG)
def test_one_wrong_argument_is_told_alone(name: str) -> None:
    assert refused(**{name: WRONG[name]}) == [name]


@pytest.mark.parametrize("name", ["first", "last"])
def test_a_wrong_end_hides_no_other_fault(name: str) -> None:
    assert refused(**{name: WRONG[name], "tz": "Nowhere"}) == [name, "tz"]


def test_a_calendar_covers_two_hundred_years_at_most() -> None:
    last = date(1900, 1, 1) + timedelta(days=73_199)
    assert work_calendar(date(1900, 1, 1), last).last == last
    assert refused(first=date(1900, 1, 1), last=last + timedelta(days=1)) == ["last"]


def test_weekend_days_may_come_in_any_order() -> None:
    assert work_calendar(FIRST, LAST, weekend=(6, 5)) == work_calendar(FIRST, LAST, weekend=(5, 6))


@pytest.mark.parametrize(
    ("hours", "overrides", "minutes"),
    [
        (None, None, 0),
        ("09:00-17:00", None, 0),
        ("09:00-24:00", None, 0),
        ("22:00-02:00", None, 120),
        ("09:00-17:00", {FIRST: "22:00-00:01"}, 1),
        ("09:00-17:00", {FIRST: "22:00-23:59"}, 0),
        ("22:00-02:00", {FIRST: "20:00-04:30", LAST: "22:00-01:00"}, 270),
    ],
)
def test_the_overrun_is_how_far_the_latest_shift_reaches_into_the_next_day(
    hours: Any, overrides: Any, minutes: int
) -> None:
    assert work_calendar(FIRST, LAST, hours=hours, overrides=overrides).overrun == minutes


def test_a_chinese_calendar_begins_with_its_first_year_and_ends_with_its_last() -> None:
    calendar = cn_calendar([2024, 2025])
    assert (calendar.first, calendar.last) == (date(2024, 1, 1), date(2025, 12, 31))
    assert calendar.name(date(2024, 10, 1)) is not None
    assert calendar.name(date(2025, 10, 1)) is not None


def test_nothing_can_be_hung_on_a_calendar() -> None:
    with pytest.raises(AttributeError):
        object.__setattr__(work_calendar(FIRST, LAST, hours="09:00-17:00"), "more", 1)


def test_the_last_half_second_of_a_morning_is_worked() -> None:
    calendar = work_calendar(FIRST, LAST, hours="08:30-12:00,13:30-17:30")
    late, noon = datetime(2024, 3, 4, 11, 59, 59, 500_000), datetime(2024, 3, 4, 12)
    half = timedelta(seconds=0.5)
    assert calendar.add_working_time(late, half) == noon
    assert calendar.working_time(late, noon) == half
    assert calendar.working_time(late, datetime(2024, 3, 4, 13, 30)) == half
