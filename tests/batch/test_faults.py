"""The fault table: which row has no answer, and why, as the rule's own function says it."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest

from csrules.batch import Work, fault_table
from csrules.errors import CsrulesError, InputError
from csrules.regulations import company, property_handbook
from csrules.regulations.company import columns
from csrules.regulations.property_handbook.columns import information_score

WORK = Work(columns.approver(company.policy()), on_error="null")
NAMES = ["row", "field", "value", "expected", "mend", "rule"]


def test_a_row_of_the_table_is_a_fault_with_its_row() -> None:
    table = WORK.table(pa.table({"amount": [1500, -1, None, 10**13]}))
    assert fault_table(table).column_names == NAMES
    assert fault_table(table).to_pylist()[0] == {
        "row": 1, "field": "amount", "value": "-1 (int)", "expected": "yuan, not negative",
        "mend": "give the amount without a sign", "rule": "",
    }  # fmt: skip
    assert fault_table(table).column("row").to_pylist() == [1, 2, 3]


def test_a_row_with_several_faults_has_several_rows_with_their_rules() -> None:
    policy = property_handbook.policy()
    counts = {"missing_periodic": 13, "missing_plans": 3, "missing_training": 2}
    table = Work(information_score(policy), on_error="null").table(
        pa.Table.from_pylist([dict.fromkeys(counts, 0), counts])
    )
    with pytest.raises(CsrulesError) as caught:
        property_handbook.information_score(policy, **counts)
    told = [(fault.path, fault.expected, fault.rule) for fault in caught.value.faults]
    found = fault_table(table).to_pylist()
    assert [(each["field"], each["expected"], each["rule"]) for each in found] == told
    assert [each["row"] for each in found] == [1, 1, 1]


def test_faults_are_found_over_chunks_and_in_a_slice_counted_from_it() -> None:
    work = Work(columns.approver(company.policy()), on_error="null")
    batches = pa.table({"amount": [1, -1, 2, -2, 3, -3]}).to_batches(max_chunksize=2)
    table = work.table(batches)
    assert table.column("faults").num_chunks == 3
    assert fault_table(table).column("row").to_pylist() == [1, 3, 5]
    assert fault_table(table.slice(2)).column("row").to_pylist() == [1, 3]
    assert fault_table(table.to_batches()[1]).column("row").to_pylist() == [1]


def test_without_a_fault_the_table_is_empty() -> None:
    for amounts in ([1, 2], []):
        found = fault_table(WORK.table(pa.table({"amount": pa.array(amounts, pa.int64())})))
        assert (found.num_rows, found.column_names) == (0, NAMES)


@pytest.mark.parametrize(
    "answers",
    [pa.table({"amount": [1]}), pa.table({"faults": ["none"]}), 5, None, "table", [1], object()],
    ids=lambda each: type(each).__name__,
)
def test_what_has_no_faults_in_it_is_refused(answers: Any) -> None:
    with pytest.raises(InputError, match="answers: got"):
        fault_table(answers)
