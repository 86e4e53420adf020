"""Column rules as the replies to a question: when two are one, and whose amount is measured."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pyarrow as pa
import pytest

from csrules import amend
from csrules.batch import Fen
from csrules.batch.columns import NULL
from csrules.batch.replies import Replies, with_amount
from csrules.regulations import company
from csrules.regulations.company import columns

POLICY = company.policy()

AT = [datetime(2024, 3, 1, 9), datetime(2024, 3, 9, 9)]
TIMES = {"accepted_at": [AT[0]] * 2, "closed_at": AT}


def closing() -> Replies:
    return with_amount(columns.closing(POLICY))


def approver(policy: company.CompanyPolicy, amount: str | Fen = "amount") -> Replies:
    return Replies(columns.approver(policy, amount), "role", "amount")


def test_replies_are_equal_where_the_rule_and_the_columns_that_it_reads_are() -> None:
    other = amend(POLICY, {"approval.tie": "higher"})
    forms = [
        approver(POLICY),
        approver(other),
        approver(POLICY, "sum"),
        approver(POLICY, Fen("amount")),
    ]
    for place, form in enumerate(forms):
        assert forms.index(form) == place
    assert approver(POLICY) == forms[0]
    assert approver(POLICY, Fen("amount")) == forms[3]


@pytest.mark.parametrize("amounts", [None, pa.nulls(2), pa.array([Decimal("1.50"), None])], ids=str)
def test_what_is_measured_is_the_records_own_amount_where_it_has_one(
    amounts: pa.Array | None,
) -> None:
    form = closing()
    assert (form.outcome, form.measure) == ("outcome", "amount")
    batch = pa.record_batch(TIMES if amounts is None else {**TIMES, "amount": amounts})
    answered = form.rule.answer(batch)
    assert (answered.names, answered.faults) == (("outcome",), {})
    assert answered.arrays[0].to_pylist() == ["on_time", "late"]


def test_an_amount_is_read_in_fen_and_none_as_a_null() -> None:
    amount = closing().rule.reads["amount"]
    batch = pa.record_batch({"amount": pa.array([Decimal("1.50"), None])})
    read = amount.taken(amount.of(batch))
    assert (read.values.tolist(), read.usable) == ([150, NULL], None)
    assert amount.of(pa.record_batch(TIMES)) is None


def test_the_rule_reads_what_it_read_and_the_amount() -> None:
    reads, more = columns.closing(POLICY).reads, closing().rule.reads
    assert list(more) == [*reads, "amount"]
    assert {name: more[name] for name in reads} == reads
