"""What a month's lateness costs over columns is `lateness_deduction` itself."""

from __future__ import annotations

from decimal import Context, Decimal
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csrules import amend
from csrules.batch import Fen
from csrules.batch.quick import Columns
from csrules.deductions import Escalation, LineRounding
from csrules.money import MAX_YUAN
from csrules.regulations import office
from csrules.regulations.office.columns import lateness_deduction
from csrules.testing import fen_amounts, policies
from tests.batch.agreement import agree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csrules.regulations.office import OfficePolicy

FEW = settings(max_examples=max(3, settings().max_examples // 8))
EXACT = Context(prec=40)
PARTS = {"amount": lambda found: found.amount}
DAYS = (-1, 0, 1, 2, 3, 4, 5, 31, 32, 2**62, None)
SHARP: tuple[int | None, ...] = (
    None,
    -1,
    0,
    1,
    25,
    49,
    50,
    51,
    99,
    150,
    250,
    3333,
    485050,
    MAX_YUAN * 100 - 1,
)
SHARP += (MAX_YUAN * 100, 2**63 - 1, -(2**63))


def held(policy: OfficePolicy, rows: Sequence[tuple[int | None, int | None]]) -> None:
    """Hold the columns against the function for pairs of fen and late days."""
    table = pa.table({
        "base_pay": pa.array([fen for fen, _ in rows], pa.int64()),
        "late_days": pa.array([days for _, days in rows], pa.int64()),
    })  # fmt: skip
    arguments: list[dict[str, Any]] = [
        {"base_pay": None if fen is None else Decimal(fen).scaleb(-2, EXACT), "late_days": days}
        for fen, days in rows
    ]
    rule = lateness_deduction(policy, Fen("base_pay"))
    agree(rule, PARTS, table, arguments, lambda **row: office.lateness_deduction(policy, **row))


@pytest.mark.parametrize("cap", [None, 0, 5, "99.99", 100])
@pytest.mark.parametrize("escalation", Escalation)
def test_every_reading_at_the_sharp_amounts(escalation: Escalation, cap: int | str | None) -> None:
    for rounding in LineRounding:
        readings = {"escalation": escalation, "rounding": rounding, "cap_percent": cap}
        held(amend(office.policy(), {"lateness": readings}), list(product(SHARP, DAYS)))


@FEW
@given(
    policies(office.policy(), only=["lateness"]),
    st.lists(st.tuples(fen_amounts(), st.integers(0, 31)), min_size=1, max_size=50),
)
def test_any_policy_any_pay(
    policy: OfficePolicy, rows: list[tuple[int | None, int | None]]
) -> None:
    held(policy, rows)


@pytest.mark.parametrize("rounding", LineRounding)
def test_the_quick_form_leaves_no_ordinary_month(rounding: LineRounding) -> None:
    policy = amend(office.policy(), {"lateness": {"rounding": rounding, "cap_percent": 50}})
    base, days = np.repeat([0, 1, 485_050, 10**9], 32), np.tile(np.arange(32), 4)
    out = {"amount": np.empty(len(base), "i8")}
    kernel = lateness_deduction(policy).kernel.over({})
    assert kernel.fill(Columns({"base_pay": base, "late_days": days}), out) is None
