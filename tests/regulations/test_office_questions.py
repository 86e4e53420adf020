"""What a study asks of the office, worked by hand: record by record, and over columns."""

from __future__ import annotations

import pyarrow as pa
import pytest

from csrules import amend
from csrules.errors import InputError
from csrules.regulations import office
from csrules.regulations.office.questions import LATENESS, QUESTIONS
from tests.regulations.replying import over, put

POLICY = office.policy()
BASES, DAYS = [5000, 5000, 5000, 0], [0, 2, 3, 3]
TOLD = [("nothing", 0), ("deducted", 100_00), ("deducted", 350_00), ("nothing", 0)]
"""S2-03-12: 1 % of the base for each of two days, 5 % for the third; of no pay nothing."""


def test_the_ready_made_question_is_what_lateness_costs() -> None:
    assert QUESTIONS == (LATENESS,)
    assert (LATENESS.name, LATENESS.fields) == ("lateness", ("base_pay", "late_days"))
    assert (LATENESS.text.en, LATENESS.text.zh) == ("what a month's lateness costs", "当月迟到扣款")
    assert [(name, text.en, text.zh) for name, text in LATENESS.titles.items()] == [
        ("nothing", "nothing is deducted", "不扣款"),
        ("deducted", "a deduction", "扣款"),
    ]
    assert (LATENESS.unit.en, LATENESS.unit.zh, LATENESS.places) == ("yuan", "元", 2)


def test_what_late_days_cost_record_by_record_and_over_columns() -> None:
    """S2-03-12."""
    table = pa.table({"base_pay": BASES, "late_days": DAYS})
    assert put(LATENESS, POLICY, table.to_pylist()) == TOLD
    assert over(LATENESS, POLICY, table) == TOLD


def test_a_policy_without_a_first_rate_deducts_nothing_for_the_first_days() -> None:
    """S2-03-12: 0 % for two days."""
    policy = amend(POLICY, {"lateness.first_percent": 0})
    table = pa.table({"base_pay": [5000, 5000], "late_days": [2, 3]})
    told = [("nothing", 0), ("deducted", 250_00)]
    assert put(LATENESS, policy, table.to_pylist()) == told
    assert over(LATENESS, policy, table) == told


@pytest.mark.parametrize("row", [{"base_pay": 5000}, {"late_days": 1}])
def test_both_fields_are_needed(row: dict[str, int]) -> None:
    (lacking,) = {"base_pay", "late_days"} - set(row)
    with pytest.raises(InputError, match=f"^{lacking}: .*a field of the record"):
        LATENESS.put(POLICY, row)
    assert over(LATENESS, POLICY, pa.Table.from_pylist([row])) == [None]


def test_a_row_with_a_null_or_too_many_days_is_left_to_the_question() -> None:
    """S2-03-12: no month has 32 days."""
    table = pa.table({"base_pay": [None, 5000, 5000, 5000], "late_days": [1, None, 32, 1]})
    assert over(LATENESS, POLICY, table) == [None, None, None, ("deducted", 50_00)]
