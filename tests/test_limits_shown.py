"""Limits and deadlines as values: what they show, compare and leave out."""

from __future__ import annotations

import inspect
import re
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from csrules import work_calendar
from csrules.deadlines import (
    CalendarDays,
    Deadline,
    ElapsedHours,
    Limit,
    MonthDay,
    WorkingDays,
    WorkingHours,
)
from csrules.errors import InputError

LIMITS = (ElapsedHours(24), WorkingHours(12), CalendarDays(6), WorkingDays(2), MonthDay(5))
HERE = timezone(timedelta(hours=8))
NOON = datetime(2024, 3, 4, 12, tzinfo=HERE)


@pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: type(limit).__name__)
def test_a_limit_stands_on_no_rule_until_it_is_told_one(limit: Limit) -> None:
    assert limit.rule == ""
    assert Deadline(date(2024, 3, 1), datetime(2024, 3, 8), date(2024, 3, 7)).rule == ""


@pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: type(limit).__name__)
def test_a_limit_shows_what_it_is_made_by_and_nothing_else(limit: Limit) -> None:
    shown = re.findall(r"(\w+)=", repr(limit))
    assert shown == list(inspect.signature(type(limit)).parameters)


def test_a_deadline_shows_neither_its_limit_nor_its_calendar() -> None:
    shown = repr(ElapsedHours(24).due(datetime(2024, 3, 4, 12)))
    assert shown.startswith("Deadline(start=datetime.datetime(2024, 3, 4, 12, 0), due=")
    assert "limit" not in shown
    assert "calendar" not in shown


@pytest.mark.parametrize("field", ["start", "due"])
def test_deadlines_differ_where_the_same_instant_is_said_in_two_zones(field: str) -> None:
    parts: dict[str, Any] = {
        "start": NOON, "due": NOON + timedelta(days=1), "last_day": date(2024, 3, 5),
    }  # fmt: skip
    moved = {**parts, field: parts[field].astimezone(UTC)}
    assert moved[field] == parts[field]
    assert Deadline(**parts) == Deadline(**parts)
    assert Deadline(**moved) != Deadline(**parts)


def test_work_from_midnight_on_is_not_of_the_day_shift_before() -> None:
    hours = {"default": "22:00-02:00", "mon": "09:00-17:00", "tue": "00:00-08:00"}
    calendar = work_calendar(date(2024, 3, 1), date(2024, 3, 31), hours=hours)
    deadline = WorkingHours(1).due(datetime(2024, 3, 5), calendar)  # a Tuesday
    assert deadline.due == datetime(2024, 3, 5, 1)
    assert deadline.last_day == date(2024, 3, 5)
    night = WorkingHours(3).due(datetime(2024, 3, 6, 22), calendar)
    assert night.due == datetime(2024, 3, 7, 1)
    assert night.last_day == date(2024, 3, 6)


@pytest.mark.parametrize("hours", [10**6, Decimal("1000000.0"), "1000000"])
def test_a_limit_has_a_million_hours_at_most(hours: Any) -> None:
    limit = ElapsedHours(hours)
    assert (limit.hours, type(limit.hours)) == (10**6, int)
    with pytest.raises(InputError, match=r"^hours: .* at most 1000000"):
        ElapsedHours(10**6 + Fraction(1, 10))
