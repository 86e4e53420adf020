"""Sweeps: each point is the answer of its own policy, whatever is swept."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csrules.bands import Tie
from csrules.errors import InputError, UnknownNameError
from csrules.limits.limitreadings import Roll
from csrules.policy import amend
from csrules.regulations import company, office, property_handbook
from csrules.study import compare, sweep

NOW = company.policy()
LIMIT = "approval.bands.sales_manager"
CASES = [{"amount": amount} for amount in ("500", "1000", "1500", "2000", "5000")]


def test_a_limit_by_hand() -> None:
    result = sweep(CASES, NOW, {LIMIT: [500, 1000, "2000"]})
    assert [point.values for point in result] == [
        (Decimal("500.00"),), (Decimal("1000.00"),), (Decimal("2000.00"),)]  # fmt: skip
    assert [dict(point.cases) for point in result] == [
        {"sales_manager": 1, "deputy_gm": 3, "gm": 1},
        {"sales_manager": 2, "deputy_gm": 2, "gm": 1},
        {"sales_manager": 4, "deputy_gm": 0, "gm": 1},
    ]
    assert [str(point.amounts["sales_manager"]) for point in result] == [
        "500.00", "1500.00", "5000.00"]  # fmt: skip
    assert result[2].amounts["deputy_gm"] is None
    assert [point.is_base for point in result] == [False, True, False]
    assert result[1].fingerprint == NOW.fingerprint
    assert {str(point.total) for point in result} == {"10000.00"}
    assert len(result[:2]) == 2


def test_readings_are_swept_like_numbers() -> None:
    by_list = sweep(CASES, NOW, {"approval.tie": list(Tie)})
    by_word = sweep(CASES, NOW, {"approval.tie": "all"})
    assert by_list.points == by_word.points
    assert [(p.values[0], p.cases["sales_manager"], p.cases["gm"]) for p in by_word] == [
        ("inclusive_words", 2, 1),
        ("higher", 1, 1),
        ("lower", 2, 0),
    ]


def test_flags_have_all_their_values_too() -> None:
    result = sweep(
        [1], NOW, {"opinions.visit_required": "all"}, lambda p, r: p.opinions.visit_required
    )
    assert [dict(p.cases) for p in result] == [{"no": 1, "yes": 0}, {"no": 0, "yes": 1}]


def test_all_readings_are_those_that_the_text_can_mean() -> None:
    """The handover's limit rolls: `Roll.NONE` is no reading of it."""
    result = sweep([1], property_handbook.policy(), {"handover.roll": "all"}, lambda p, r: "asked")
    assert "none" in set(Roll)
    assert "none" not in {point.values[0] for point in result}
    assert not any(point.faults for point in result)


def test_two_parameters_make_a_grid() -> None:
    """Base 5000, three late days: 1 % and 5 % marginal 50+50+250, whole month 3 × 250."""
    months = [{"base_pay": 5000, "late_days": 3}]
    result = sweep(
        months,
        office.policy(),
        {"lateness.later_percent": [5, 10], "lateness.escalation": ["marginal", "whole_month"]},
    )
    assert [(p.values, str(p.total)) for p in result] == [
        ((Decimal(5), "marginal"), "350.00"),
        ((Decimal(5), "whole_month"), "750.00"),
        ((Decimal(10), "marginal"), "600.00"),
        ((Decimal(10), "whole_month"), "1500.00"),
    ]


def test_values_that_make_no_policy_are_shown_with_their_faults() -> None:
    result = sweep(CASES, NOW, {LIMIT: [1000, 6000, 0.5]})
    assert [bool(point.faults) for point in result] == [False, True, True]
    assert "values that make no policy" in result.text()
    assert "0.5 (float)" in result.text("zh")
    assert [row["fault"] == "" for row in result.rows("totals")] == [True, False, False]
    assert len(result.rows()) == 3  # three outcomes at the one point that is a policy


def test_records_without_an_answer_are_listed() -> None:
    result = sweep([*CASES, {"amount": 1.5}], NOW, {LIMIT: [500, 1000]})
    assert [[each.row for each in point.unanswered] for point in result] == [[5], [5]]
    assert [sum(point.cases.values()) for point in result] == [5, 5]
    assert "records without an answer" in str(result)
    assert result.total == 6


def test_empty_records() -> None:
    result = sweep([], NOW, {LIMIT: [500, 1000]})
    assert [dict(point.cases) for point in result] == [{}, {}]
    assert result.rows() == []
    assert "1,000.00" in result.text()


def test_rows_and_frame() -> None:
    result = sweep(CASES, NOW, {LIMIT: [500, 1000]})
    assert result.rows()[0] == {
        LIMIT: Decimal("500.00"),
        "outcome": "sales_manager",
        "cases": 1,
        "amount": Decimal("500.00"),
    }
    frame = result.to_frame()
    assert list(frame.columns) == [LIMIT, "outcome", "cases", "amount"]
    assert result.to_frame("totals")["is_base"].tolist() == [False, True]
    assert "●" in result.html()
    assert "现行" in result.html("zh")


@pytest.mark.parametrize(
    ("parameters", "error"),
    [
        ({}, InputError),
        ({"closing.days": [1], "approval.tie": "all", LIMIT: [1]}, InputError),
        ([LIMIT], InputError),
        ({"closing.dasy": [1]}, UnknownNameError),
        ({"approval.bands.sales_manger": [1]}, UnknownNameError),
        ({"approval.bands.gm": [9000]}, UnknownNameError),
        ({"closing.step_days.rmd": [1]}, UnknownNameError),
        ({LIMIT: [1], "approval.bands.deputygm": [1]}, UnknownNameError),
        ({"approval.bands.": [1]}, UnknownNameError),
        ({f"{LIMIT}.up_to": [1]}, UnknownNameError),
        ({3: [1]}, UnknownNameError),
        ({"closing.days": "all"}, InputError),
        ({LIMIT: "all"}, InputError),
        ({"approval.tie": "every"}, InputError),
        ({"closing.days": 6}, InputError),
        ({"closing.days": []}, InputError),
        ({"closing.days": {"days": 6}}, InputError),
    ],
)
def test_bad_parameters_are_refused(parameters: Any, error: type[Exception]) -> None:
    with pytest.raises(error):
        sweep(CASES, NOW, parameters)


def test_an_owner_of_no_band_is_told_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError) as caught:
        sweep(CASES, NOW, {"approval.bands.sales_manger": [1, 2]})
    (fault,) = caught.value.faults
    assert fault.value == "approval.bands.sales_manger"
    assert fault.mend == "did you mean 'sales_manager'?"


def test_a_name_among_those_that_a_parameter_takes_is_swept() -> None:
    steps = {"closing.step_days.rnd": [1, 2]}
    assert not any(point.faults for point in sweep(CASES, NOW, steps))


def test_something_that_is_no_policy_is_refused() -> None:
    with pytest.raises(InputError, match="policy"):
        sweep(CASES, {"closing": 6}, {LIMIT: [1]})  # type: ignore[arg-type]  # on purpose


@given(
    st.lists(st.integers(0, 10**6).map(lambda n: {"amount": n}), max_size=15),
    st.lists(st.integers(1, 4999), min_size=1, max_size=4),
)
def test_each_point_is_what_compare_says_of_its_policy(
    records: list[Any], limits: list[int]
) -> None:
    for limit, point in zip(limits, sweep(records, NOW, {LIMIT: limits}), strict=True):
        other = amend(NOW, {LIMIT: limit})
        tallies = compare(records, {"now": NOW, "it": other}).tallies
        expected = {t.outcome: (t.cases, t.amount) for t in tallies if t.policy == "it"}
        found = {o: (n, point.amounts[o]) for o, n in point.cases.items() if n}
        assert found == expected
        assert point.fingerprint == other.fingerprint
