"""A rule over one batch: its answers, and how many rows without one it looks for."""

from __future__ import annotations

import pyarrow as pa
import pytest

from csrules.regulations import company
from csrules.regulations.company import columns

RULE = columns.approver(company.policy())
BATCH = pa.record_batch({"amount": [-1, 800, -2, -3, 1500, -4]})


@pytest.mark.parametrize(
    ("most", "rows"),
    [(1, [0]), (2, [0, 2]), (3, [0, 2, 3]), (4, [0, 2, 3, 5]), (None, [0, 2, 3, 5])],
)
def test_a_rule_stops_after_so_many_rows_with_a_fault(most: int | None, rows: list[int]) -> None:
    assert list(RULE.answer(BATCH, most).faults) == rows


def test_beside_faults_the_other_rows_are_answered() -> None:
    role, boundary = RULE.answer(BATCH).arrays
    assert role.to_pylist() == [None, "sales_manager", None, None, "deputy_gm", None]
    assert boundary.to_pylist() == [None, False, None, None, False, None]
