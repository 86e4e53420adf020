"""Duties that recur: months of every length, spans of every kind, readings, bad input."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csrules.citation import Text
from csrules.deadlines import DayEnd, LastDay
from csrules.errors import InputError, MissingParameterError, NotCoveredError
from csrules.recurrence import (
    ByDay,
    Covers,
    Duty,
    EveryDays,
    EveryWorkingDay,
    Frequency,
    Monthly,
    Quarterly,
    Weekly,
    Yearly,
)
from csrules.workcalendar import cn_calendar

CN = cn_calendar(range(2024, 2027), hours="08:30-12:00,13:30-17:30")


def duty(frequency: Frequency, rule: str = "", **readings: Any) -> Duty:
    return Duty("duty", Text("duty", "职责"), rule, frequency, **readings)


def days(frequency: Frequency, since: str, until: str) -> list[str]:
    found = duty(frequency).due_dates(date.fromisoformat(since), date.fromisoformat(until), CN)
    return [str(due.deadline.last_day) for due in found]


@pytest.mark.parametrize(
    ("frequency", "since", "until", "expected"),
    [
        (Monthly(10), "2024-02-01", "2024-03-31", ["2024-02-10", "2024-03-10"]),
        (Monthly(10), "2024-02-10", "2024-03-10", ["2024-02-10", "2024-03-10"]),
        (Monthly(10), "2024-02-11", "2024-03-09", []),
        (Monthly(10), "2024-02-10", "2024-02-10", ["2024-02-10"]),
        (Monthly(28), "2023-02-01", "2023-03-31", ["2023-02-28", "2023-03-28"]),
        (Monthly(29), "2023-02-01", "2023-03-31", ["2023-02-28", "2023-03-29"]),
        (Monthly(29), "2024-02-01", "2024-03-31", ["2024-02-29", "2024-03-29"]),
        (Monthly(30), "2024-02-01", "2024-03-31", ["2024-02-29", "2024-03-30"]),
        (Monthly(31), "2023-02-28", "2023-04-30", ["2023-02-28", "2023-03-31", "2023-04-30"]),
        (Monthly(31), "2024-02-28", "2024-02-28", []),  # the month ends on the 29th
        (Monthly(31), "2024-02-29", "2024-02-29", ["2024-02-29"]),
        (Yearly(1, 15), "2024-01-15", "2025-01-15", ["2024-01-15", "2025-01-15"]),
        (Yearly(1, 15), "2024-01-16", "2025-01-14", []),
        (Yearly(1), "2024-01-01", "2024-12-31", ["2024-01-31"]),
        (Yearly(2, 29), "2023-01-01", "2024-12-31", ["2023-02-28", "2024-02-29"]),
        (Yearly(2), "2024-02-01", "2024-02-28", []),
        (
            Quarterly(), "2024-03-31", "2024-12-31",
            ["2024-03-31", "2024-06-30", "2024-09-30", "2024-12-31"],
        ),
        (
            Quarterly(7), "2024-01-01", "2024-12-31",
            ["2024-01-07", "2024-04-07", "2024-07-07", "2024-10-07"],
        ),
        (Weekly([0, 3]), "2024-03-08", "2024-03-14", ["2024-03-11", "2024-03-14"]),
        (EveryDays(5, date(2024, 3, 1)), "2024-02-01", "2024-03-11",
         ["2024-03-01", "2024-03-06", "2024-03-11"]),
        (EveryDays(5, date(2024, 3, 1)), "2024-03-02", "2024-03-06", ["2024-03-06"]),
        (EveryDays(5, date(2024, 3, 1)), "2024-03-06", "2024-03-06", ["2024-03-06"]),
        (EveryDays(5, date(2024, 3, 1)), "2024-03-07", "2024-03-10", []),
        (EveryDays(5, date(2024, 3, 1)), "2024-01-01", "2024-02-29", []),
        (EveryWorkingDay(), "2026-09-30", "2026-10-10",
         ["2026-09-30", "2026-10-08", "2026-10-09", "2026-10-10"]),
    ],
)  # fmt: skip
def test_due_days(frequency: Frequency, since: str, until: str, expected: list[str]) -> None:
    """001-IM-4.1-1, 001-IM-4.1-5, 001-IM-4.1-11, 001-IM-4.1-12, 001-IM-4.3-4, 001-IM-4.4.4-2."""
    assert days(frequency, since, until) == expected


@pytest.mark.parametrize(
    ("covers", "first", "last"),
    [
        ("same_day", date(2024, 3, 10), date(2024, 3, 10)),
        ("same_month", date(2024, 3, 1), date(2024, 3, 31)),
        ("previous_month", date(2024, 2, 1), date(2024, 2, 29)),
        ("same_quarter", date(2024, 1, 1), date(2024, 3, 31)),
        ("previous_quarter", date(2023, 10, 1), date(2023, 12, 31)),
        ("same_year", date(2024, 1, 1), date(2024, 12, 31)),
        ("previous_year", date(2023, 1, 1), date(2023, 12, 31)),
    ],
)
def test_periods(covers: str, first: date, last: date) -> None:
    assert Covers(covers).period(date(2024, 3, 10)) == (first, last)
    assert Covers("previous_month").period(date(2024, 1, 10))[0] == date(2023, 12, 1)


def test_a_due_date_carries_its_rule_and_its_steps() -> None:
    """001-IM-4.1-1: the report of the month before, by the 10th."""
    monthly = duty(Monthly(10), "001-IM-4.1-1", covers="previous_month")
    (due,) = monthly.due_dates(date(2024, 3, 1), date(2024, 3, 31))
    assert (due.duty, due.rule) == ("duty", "001-IM-4.1-1")
    assert (due.first, due.last) == (date(2024, 2, 1), date(2024, 2, 29))
    assert due.deadline.due == datetime(2024, 3, 11)
    assert due.deadline.rule == "001-IM-4.1-1"
    assert due.deadline.met(datetime(2024, 3, 11))
    assert due.deadline.explain("zh").endswith("到期：2024年3月10日24时 [001-IM-4.1-1]")


def test_readings() -> None:
    """R7 and R9: 10 March 2024 is a Sunday."""
    span = date(2024, 3, 1), date(2024, 3, 31)
    (strict,) = duty(Monthly(10), by_day=ByDay.BEFORE).due_dates(*span)
    assert strict.deadline.due == datetime(2024, 3, 10)
    (rolled,) = duty(Monthly(10), last_day="next_working_day").due_dates(*span, CN)
    assert rolled.deadline.due == datetime(2024, 3, 12)
    (close,) = duty(Monthly(11), day_end="close_of_business").due_dates(*span, CN)
    assert close.deadline.due == datetime(2024, 3, 11, 17, 30)
    # a roll moves the end, not the place in the span
    (edge,) = duty(Monthly(10), last_day="next_working_day").due_dates(
        date(2024, 3, 10), date(2024, 3, 10), CN
    )
    assert edge.deadline.last_day == date(2024, 3, 11)
    aware = cn_calendar(2024, tz="Asia/Shanghai")
    (zoned,) = duty(Monthly(10)).due_dates(*span, aware)
    assert zoned.deadline.due.isoformat() == "2024-03-11T00:00:00+08:00"


def test_the_ordinary_readings_of_a_duty() -> None:
    plain = duty(Monthly(10))
    assert (plain.covers, plain.by_day) == (Covers.SAME_DAY, ByDay.INCLUSIVE)
    assert (plain.last_day, plain.day_end) == (LastDay.NO_ROLL, DayEnd.MIDNIGHT)
    assert [member.value for member in ByDay] == ["inclusive", "before"]
    assert (Yearly(1), Quarterly()) == (Yearly(1, 31), Quarterly(0))


def test_calendars_that_are_missing_or_too_short() -> None:
    every = duty(EveryWorkingDay())
    with pytest.raises(MissingParameterError, match="every working day"):
        every.due_dates(date(2024, 3, 1), date(2024, 3, 31))
    with pytest.raises(NotCoveredError, match="2027-01-01"):
        every.due_dates(date(2026, 12, 31), date(2027, 1, 1), CN)
    assert len(duty(Monthly(10)).due_dates(date(2040, 1, 1), date(2040, 12, 31), CN)) == 12


@pytest.mark.parametrize(
    ("since", "until"),
    [
        (date(2024, 3, 2), date(2024, 3, 1)),
        (datetime(2024, 3, 1), date(2024, 3, 2)),
        (date(2024, 3, 1), datetime(2024, 3, 2)),
        ("2024-03-01", date(2024, 3, 2)),
        (date(1000, 1, 1), date(3000, 1, 1)),
        (date.min, date(1, 2, 1)),
        (date(9999, 1, 1), date.max),
    ],
)
def test_bad_spans(since: Any, until: Any) -> None:
    with pytest.raises(InputError):
        duty(Monthly(10)).due_dates(since, until)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Monthly(0),
        lambda: Monthly(32),
        lambda: Monthly(True),
        lambda: Yearly(13, 1),
        lambda: Yearly(1, 0),
        lambda: Quarterly(-1),
        lambda: Quarterly(90),
        lambda: Weekly(()),
        lambda: Weekly([7]),
        lambda: EveryDays(0, date(2024, 3, 1)),
        lambda: EveryDays(5, datetime(2024, 3, 1)),
        lambda: duty("monthly"),  # type: ignore[arg-type]
        lambda: duty(Monthly(10), covers="last_month"),
        lambda: duty(Monthly(10), by_day="strict"),
    ],
)
def test_bad_duties(make: Any) -> None:
    with pytest.raises(InputError):
        make()


@pytest.mark.parametrize(
    ("since", "until", "beyond"),
    [
        (date(3, 1, 1), date(3, 1, 31), date(2, 12, 31)),
        (date(9997, 12, 1), date(9997, 12, 31), date(9998, 1, 1)),
        (date(2000, 1, 1), date(2000, 1, 1) + timedelta(days=73_199), date(2200, 6, 1)),
    ],
)
def test_the_longest_spans(since: date, until: date, beyond: date) -> None:
    """200 years to the day, from the year 3 to the year 9997."""
    monthly = duty(Monthly(31))
    assert monthly.due_dates(since, until)
    with pytest.raises(InputError, match="at most 200 years"):
        monthly.due_dates(min(since, beyond), max(until, beyond))


def test_long_spans() -> None:
    assert len(duty(Monthly(31)).due_dates(date(1900, 1, 1), date(2099, 12, 31))) == 2400


@given(st.integers(1, 31), st.dates(date(1990, 1, 1), date(2050, 1, 1)), st.integers(0, 800))
def test_law_each_month_has_one_due_date(day: int, since: date, length: int) -> None:
    until = since + timedelta(days=length)
    found = [due.deadline.last_day for due in duty(Monthly(day)).due_dates(since, until)]
    assert found == sorted(set(found))
    assert all(since <= last <= until for last in found)
    assert len({(last.year, last.month) for last in found}) == len(found)
    months = (until.year - since.year) * 12 + until.month - since.month + 1
    assert months - 2 <= len(found) <= months
