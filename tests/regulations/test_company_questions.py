"""What a study asks of the company, worked by hand: record by record, and over columns."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest

from csrules import amend, cn_calendar
from csrules.errors import InputError
from csrules.regulations import company
from csrules.regulations.company.questions import APPROVER, CLOSING, QUESTIONS, closing
from tests.regulations.replying import over, put

if TYPE_CHECKING:
    from csrules.question import Question

POLICY = company.policy()
FRIDAY = datetime(2024, 3, 1, 9)
"""Six days later is Thursday 7 March, whose 24:00 is the last moment."""


def yuan(*amounts: str | None) -> pa.Array:
    cells = [None if each is None else Decimal(each) for each in amounts]
    return pa.array(cells, pa.decimal128(12, 2))


def test_the_ready_made_questions_are_who_approves_and_was_it_closed() -> None:
    assert QUESTIONS == (APPROVER, CLOSING)
    said = [(each.name, each.text.en, each.text.zh, each.unit.zh) for each in QUESTIONS]
    assert said == [
        ("approver", "who approves the complaint", "由谁核决投诉金额", "元"),
        ("closing", "was the form closed in time", "是否按期结案", "元"),
    ]
    assert APPROVER.fields == ("amount", "settlement", "claimed", "loss")
    assert CLOSING.fields == ("accepted_at", "closed_at")


@pytest.mark.parametrize(
    ("question", "titles"),
    [
        (APPROVER, [
            ("sales_manager", "the sales department manager", "销售部门经理"),
            ("deputy_gm", "the deputy general manager", "副总经理"),
            ("gm", "the general manager", "总经理"),
        ]),
        (CLOSING, [
            ("on_time", "on time", "按时"), ("late", "late", "逾期"),
            ("open", "not done yet", "未完成"),
        ]),
    ],
)  # fmt: skip
def test_each_outcome_has_a_title_in_both_languages(
    question: Question, titles: list[tuple[str, str, str]]
) -> None:
    found = [(str(name), text.en, text.zh) for name, text in question.titles.items()]
    assert found[: len(titles)] == titles


@pytest.mark.parametrize(
    ("record", "told"),
    [
        ({"amount": "1000"}, ("sales_manager", 100_000)),
        ({"amount": "1000.01", "settlement": 5, "claimed": 9000}, ("deputy_gm", 100_001)),
        ({"settlement": 800, "claimed": 3000, "loss": 6000}, ("sales_manager", 80_000)),
        ({"claimed": 3000, "loss": 6000}, ("deputy_gm", 300_000)),
        ({"amount": None, "claimed": 5000}, ("gm", 500_000)),
    ],
)
def test_the_amount_decides_else_the_settlement_else_the_claim(
    record: dict[str, Any], told: tuple[str, int]
) -> None:
    """000-A27-1.1 to 000-A27-1.5."""
    assert put(APPROVER, POLICY, [record]) == [told]


def test_the_loss_decides_where_the_policy_reads_it_so() -> None:
    """000-A27-1.5."""
    policy = amend(POLICY, {"approval.amount": "loss"})
    assert put(APPROVER, policy, [{"claimed": 1, "loss": 6000}]) == [("gm", 600_000)]
    with pytest.raises(InputError, match=r"^settlement: got None"):
        APPROVER.put(POLICY, {"loss": 6000})


@pytest.mark.parametrize(
    ("record", "mend"),
    [
        ({"amuont": 5}, "did you mean 'amuont'?"),
        ({"amount": None, "loss": None}, 'write it as Decimal("12.30"), an int, or'),
    ],
)
def test_a_record_without_any_amount_is_told_so(record: dict[str, Any], mend: str) -> None:
    """000-A27-1.5."""
    with pytest.raises(InputError) as caught:
        APPROVER.put(POLICY, record)
    (fault,) = caught.value.faults
    assert fault.path == "amount"
    assert fault.mend.startswith(mend)


def test_who_approves_over_columns() -> None:
    """000-A27-1.1 to 000-A27-1.4: a row without an amount is left to the question."""
    table = pa.table({"amount": yuan("1000.00", None, "1000.01", "5000.00", "-0.01")})
    assert over(APPROVER, POLICY, table) == [
        ("sales_manager", 100_000), None, ("deputy_gm", 100_001), ("gm", 500_000), None
    ]  # fmt: skip
    assert over(APPROVER, POLICY, pa.table({"claimed": yuan("3000")})) == [None]


def test_over_columns_nothing_is_computed_but_the_role() -> None:
    assert APPROVER.columns is not None
    rule = APPROVER.columns(POLICY).rule
    assert [each.name for each in rule.gives(pa.schema({"amount": pa.int64()}))] == ["role"]


CLOSED = [datetime(2024, 3, 8), datetime(2024, 3, 8, 0, 0, 0, 1), None]
AMOUNTS = ["1.50", None, "0"]


def test_closed_in_time_record_by_record_and_over_columns() -> None:
    """000-A26-1.1, R7: exactly at 24:00 is on time; the measure is the record's own amount."""
    rows = [
        {"accepted_at": FRIDAY, "closed_at": closed_at, "amount": amount}
        for closed_at, amount in zip(CLOSED, AMOUNTS, strict=True)
    ]
    table = pa.table({
        "accepted_at": [FRIDAY] * 3,
        "closed_at": pa.array(CLOSED, pa.timestamp("us")),
        "amount": yuan(*AMOUNTS),
    })  # fmt: skip
    wanted = [("on_time", 150), ("late", None), ("open", 0)]
    assert put(CLOSING, POLICY, rows) == wanted
    assert over(CLOSING, POLICY, table) == wanted


def test_without_closing_and_amount_a_form_is_open() -> None:
    """000-A26-1.1: neither column is there."""
    assert put(CLOSING, POLICY, [{"accepted_at": FRIDAY}]) == [("open", None)]
    table = pa.table({"accepted_at": pa.array([FRIDAY, None], pa.timestamp("us"))})
    assert over(CLOSING, POLICY, table) == [("open", None), None]


def test_the_calendar_rolls_the_last_day_of_both() -> None:
    """000-A26-1.1, R8: from Saturday 9 March to Monday the 11th."""
    policy = amend(POLICY, {"counting.last_day": "next_working_day"})
    row = {"accepted_at": datetime(2024, 3, 3, 10), "closed_at": datetime(2024, 3, 12)}
    question = closing(cn_calendar(2024))
    assert put(question, policy, [row]) == [("on_time", None)]
    assert over(question, policy, pa.Table.from_pylist([row])) == [("on_time", None)]
