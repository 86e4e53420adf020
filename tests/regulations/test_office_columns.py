"""The office's lateness by person and month over columns: what `office.month` says of each."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csrules.attendance import Direction, Punch
from csrules.batch import Fen, MonthWork
from csrules.errors import InputError
from csrules.policy import amend
from csrules.regulations import office
from csrules.regulations.office import columns
from csrules.testing import policies, readings
from tests.batch.asked import quickly
from tests.batch.months_drawn import Columns, Row, agree, arrow, cut, in_zone, only, tables

POLICY = office.policy()
COLUMNS = Columns(("signed_in_at",), "base_pay")


def asked(policy: office.OfficePolicy, person: str, month: date, rows: list[Row]) -> dict[str, Any]:
    """A month as the office's own function tells it."""
    found = office.month(
        policy,
        person,
        month.year,
        month.month,
        punches=[Punch(person, r["work_date"], Direction.ON, r["signed_in_at"]) for r in rows],
        base_pay=only(rows, "base_pay"),
    )
    late, unresolved = len(found.late_days), len(found.unresolved)
    return {"late_days": late, "unresolved": unresolved, "amount": found.amount}


@settings(max_examples=25, deadline=None)
@given(st.data(), st.sampled_from([None, None, "UTC", "Asia/Shanghai", "America/New_York"]))
def test_every_month_is_what_the_office_says_of_it(data: st.DataObject, zone: str | None) -> None:
    base = data.draw(readings(POLICY))
    policy = data.draw(policies(base, only=["hours", "lateness"]))
    cuts = [policy.hours.start, policy.hours.end, time(), time(23, 59, 59)]
    rows = data.draw(tables(COLUMNS, cuts, most_days=12))
    rows = rows if zone is None else in_zone(rows, COLUMNS)
    batches = cut(arrow(rows, COLUMNS, zone), data.draw(st.lists(st.integers(0, 36), max_size=4)))
    agree(columns.lateness(policy), rows, batches, lambda *month: asked(policy, *month))


def row(day: int, at: datetime | None, base_pay: int = 5000) -> Row:
    return {
        "person": "li",
        "work_date": date(2024, 3, day),
        "signed_in_at": at,
        "base_pay": base_pay,
    }


def test_late_begins_a_second_after_half_past_eight() -> None:
    clocks = [time(8, 30), time(8, 30, 0, 999_999), time(8, 30, 1)]
    rows = [
        row(day, datetime(2024, 3, day).combine(date(2024, 3, day), clock))
        for day, clock in enumerate(clocks, 4)
    ]
    (found,) = MonthWork(columns.lateness(POLICY)).table(arrow(rows, COLUMNS)).to_pylist()
    assert (found["late_days"], found["unresolved"], str(found["amount"])) == (1, 0, "50.00")


def test_a_day_without_sign_in_is_answered_by_the_quick_form() -> None:
    """S2-03-03, S2-03-12: a null says that nobody signed in; no such month is left over."""
    source = arrow([row(4, None), row(5, datetime(2024, 3, 5, 9)), row(6, None)], COLUMNS)
    assert quickly(columns.lateness(POLICY), source) == [("1", "2", "50.00")]


def test_the_columns_may_have_other_names() -> None:
    """S2-03-12: an answer's own names follow the prefix."""
    source = arrow([row(4, datetime(2024, 3, 4, 9))], COLUMNS)
    rule = columns.lateness(
        POLICY, person="who", work_date="on", signed_in_at="came", base_pay="pay", prefix="own_"
    )
    (found,) = (
        MonthWork(rule).table(source.rename_columns(["who", "on", "pay", "came"])).to_pylist()
    )
    assert list(found.items()) == [
        ("who", "li"),
        ("month", date(2024, 3, 1)),
        ("own_late_days", 1),
        ("own_unresolved", 0),
        ("own_amount", Decimal("50.00")),
    ]


def test_base_pay_in_fen_says_the_same() -> None:
    source = arrow([row(4, datetime(2024, 3, 4, 9), 500_000)], COLUMNS)
    rule = columns.lateness(POLICY, base_pay=Fen("base_pay"))
    assert str(MonthWork(rule).table(source).column("amount")[0].as_py()) == "50.00"


def test_a_month_with_two_base_pays_is_refused() -> None:
    source = arrow([row(4, None), row(5, None, 5001)], COLUMNS)
    with pytest.raises(InputError, match=r"rows\[0\]\.base_pay: got '5000 and 5001' .* one value"):
        MonthWork(columns.lateness(POLICY)).table(source)


def test_a_part_of_a_microsecond_is_refused() -> None:
    source = arrow([row(4, datetime(2024, 3, 4, 8))], COLUMNS)
    at = pa.array([1_709_539_200_000_000_001], pa.timestamp("ns"))
    with pytest.raises(InputError, match=r"rows\[0\]\.punches\[0\]\.at"):
        MonthWork(columns.lateness(POLICY)).table(source.set_column(3, "signed_in_at", at))


@pytest.mark.parametrize("rounding", ["half_up", "half_even", "sum"])
@pytest.mark.parametrize("escalation", ["marginal", "whole_month", "exclusive", "flat"])
def test_a_whole_month_of_late_days_costs_what_the_office_says(
    escalation: str, rounding: str
) -> None:
    how = {"escalation": escalation, "rounding": rounding}
    policy = amend(POLICY, {"lateness": how | {"first_percent": "1.25"}})
    rows = [
        row(day, datetime(2024, 3, day, 9), 3334) | {"person": person}
        for person, late in (("an", 2), ("li", 3), ("wang", 31))
        for day in range(1, late + 1)
    ]
    agree(
        columns.lateness(policy),
        rows,
        arrow(rows, COLUMNS).to_batches(),
        lambda *month: asked(policy, *month),
    )


def test_a_month_with_every_day_late_is_answered_by_the_quick_form() -> None:
    rows = [row(day, datetime(2024, 3, day, 9)) for day in range(1, 32)]
    (found,) = quickly(columns.lateness(POLICY), arrow(rows, COLUMNS))
    assert found == ("31", "0", str(asked(POLICY, "li", date(2024, 3, 1), rows)["amount"]))


def test_a_cap_of_any_size_is_what_the_office_says() -> None:
    for cap in ("3", "96895500492105318.07"):
        policy = amend(POLICY, {"lateness.cap_percent": cap})
        rows = [row(day, datetime(2024, 3, day, 9)) for day in range(4, 9)]
        agree(
            columns.lateness(policy),
            rows,
            arrow(rows, COLUMNS).to_batches(),
            lambda *month, policy=policy: asked(policy, *month),
        )
