"""Scores over columns of counts are `information_score` and `Scorecard.score` themselves."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csrules import amend
from csrules.batch import score
from csrules.batch.quick import Columns
from csrules.regulations import property_handbook
from csrules.regulations.property_handbook.columns import information_score
from csrules.scoring import Clamp
from csrules.testing import policies
from tests.batch.agreement import Parts, agree

if TYPE_CHECKING:
    from csrules.regulations.property_handbook import PropertyHandbookPolicy

FEW = settings(max_examples=max(3, settings().max_examples // 10))
BASE = property_handbook.policy()
CARD = BASE.score.card
COUNTS = st.one_of(
    st.integers(0, 3), st.integers(0, 13),
    st.sampled_from([None, -1, 2**63 - 1, -(2**63), 999_999, 10**6, 10**6 + 1]),
)  # fmt: skip


def left(item: str, found: Any) -> Any:
    """What an item is left with."""
    return found[item].left


PARTS: Parts = {
    "total": lambda found: found.total,
    **{item.name: partial(left, item.name) for item in CARD.items},
}


@FEW
@given(
    policies(BASE, only=["score"]),
    st.lists(st.sampled_from(CARD.counts), unique=True),
    st.lists(st.tuples(*[COUNTS] * len(CARD.counts)), min_size=1, max_size=40),
)
def test_any_counts_under_any_clamp_some_columns_left_out(
    policy: PropertyHandbookPolicy, absent: list[str], drawn: list[tuple[int | None, ...]]
) -> None:
    told = [name for name in CARD.counts if name not in absent] or list(CARD.counts)
    rows = [
        {name: cell for name, cell in zip(CARD.counts, row, strict=True) if name in told}
        for row in drawn
    ]
    table = pa.table({name: pa.array([row[name] for row in rows], pa.int64()) for name in told})
    rule = information_score(policy, items=True, prefix="p_")
    agree(
        rule, PARTS, table, rows, lambda **row: property_handbook.information_score(policy, **row)
    )


@pytest.mark.parametrize("clamp", Clamp)
def test_each_count_at_the_number_of_the_year(clamp: Clamp) -> None:
    policy = amend(BASE, {"score.clamp": clamp})
    rows = [
        {name: number if name == one else 0 for name in CARD.counts}
        for one in CARD.counts
        for number in (0, 1, 2, 3, 11, 12, 13, 40, 255)
    ]
    rows += [
        {**rows[0], "missing_periodic": missing, "late_periodic": late}
        for missing in range(14)
        for late in range(14)
    ]
    kinds = [pa.uint8(), pa.int16(), pa.uint64(), pa.int32(), pa.int64(), pa.uint16(), pa.uint32()]
    table = pa.table({
        name: pa.array([row[name] for row in rows], kind)
        for name, kind in zip(CARD.counts, kinds, strict=True)
    })  # fmt: skip
    rule = information_score(policy, items=True)
    agree(
        rule, PARTS, table, rows, lambda **row: property_handbook.information_score(policy, **row)
    )


@pytest.mark.parametrize("clamp", Clamp)
def test_a_scorecard_alone_is_a_rule_too(clamp: Clamp) -> None:
    rows: list[dict[str, Any]] = [
        {"late_periodic": count, "defects": other} for count in (0, 3, 30, -1, None)
        for other in (0, 2, 10**6, 10**6 + 1)
    ]  # fmt: skip
    table = pa.Table.from_pylist(rows)
    agree(score(CARD, clamp), {"total": PARTS["total"]}, table, rows,
          lambda **row: CARD.score(row, clamp))  # fmt: skip


def test_the_quick_form_leaves_no_ordinary_year() -> None:
    most = {"missing_periodic": 5, "late_periodic": 7, "missing_plans": 2, "missing_training": 1}
    counts = {name: np.array([0, 1, most.get(name, 10**6)]) for name in CARD.counts}
    out = {"total": np.empty(3, "i8")}
    assert information_score(BASE).kernel.over({}).fill(Columns(counts), out) is None
    more = {name: np.array([10**6 + 1, -1, 0]) for name in ("defects", "late_instant")}
    left = information_score(BASE).kernel.over({}).fill(Columns(more), out)
    assert left is not None
    assert left.tolist() == [True, True, False]
