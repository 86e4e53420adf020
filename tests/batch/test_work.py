"""The unit of work: pure, picklable, with every fault of a source named at once."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest

from csrules import amend, cn_calendar
from csrules.batch import Work, due
from csrules.deadlines import ElapsedHours, WorkingHours
from csrules.errors import InputError, MissingParameterError, NotCoveredError
from csrules.regulations import company, property_handbook
from csrules.regulations.company import columns
from csrules.regulations.property_handbook import columns as of_handbook

if TYPE_CHECKING:
    from collections.abc import Callable

POLICY = company.policy()
CHINA = cn_calendar(range(2024, 2026), hours="08:30-12:00,13:30-17:30", tz="Asia/Shanghai")
UTC8 = pa.timestamp("us", "Asia/Shanghai")
START = 1_709_251_200_000_000  # 1 March 2024, 8:00
TABLE = pa.table({
    "amount": [800, 1500, 60_000, -1, None, 1000] * 300,
    "accepted_at": pa.array([START + n * 40_000_000_000 for n in range(1800)], UTC8),
    "note": [str(number) for number in range(1800)],
})  # fmt: skip
RULES = (
    columns.approver(POLICY),
    columns.closing(POLICY),
    columns.closing_due(POLICY),
    due(WorkingHours(12), CHINA, "accepted_at", prefix="work_"),
    due(ElapsedHours(24, "same_clock_time"), CHINA, "accepted_at", prefix="roll_"),
)
WORK = Work(*RULES, on_error="null")


def refused(call: Callable[[], object]) -> list[tuple[str, str]]:
    """The fields of a refusal's faults, with what was expected."""
    with pytest.raises(InputError) as caught:
        call()
    return [(fault.path, fault.expected) for fault in caught.value.faults]


def test_the_same_work_gives_the_same_again_in_threads_and_as_a_copy() -> None:
    once = WORK.table(TABLE)
    assert WORK.table(TABLE).equals(once)
    with ThreadPoolExecutor(4) as pool:
        for found in pool.map(WORK.table, [TABLE] * 4):
            assert found.equals(once)
    copy: Work = pickle.loads(pickle.dumps(WORK))
    assert copy.table(TABLE).equals(once)


def test_batches_come_one_by_one_and_rows_are_counted_over_all_of_them() -> None:
    taken: list[int] = []

    def batches() -> Any:
        for batch in TABLE.to_batches(max_chunksize=600):
            taken.append(batch.num_rows)
            yield batch

    answers = WORK(batches())
    assert (next(answers).num_rows, taken) == (600, [600])
    work = Work(columns.approver(POLICY), keep=False)
    with pytest.raises(InputError, match=r"rows\[2007\].amount"):
        list(work(TABLE.slice(0, 6).to_batches(max_chunksize=2), first=2004))
    assert (
        pa.Table.from_batches(WORK(TABLE.to_batches(max_chunksize=77)))
        .combine_chunks()
        .equals(WORK.table(TABLE).combine_chunks())
    )


@pytest.mark.parametrize(
    ("keep", "names"),
    [
        (True, ["amount", "accepted_at", "note", "role", "boundary"]),
        (False, ["role", "boundary"]),
        (["note"], ["note", "role", "boundary"]),
        (("note", "amount"), ["note", "amount", "role", "boundary"]),
        (iter(["note"]), ["note", "role", "boundary"]),
        ([], ["role", "boundary"]),
    ],
)
def test_the_columns_that_are_kept(keep: Any, names: list[str]) -> None:
    work = Work(columns.approver(POLICY), keep=keep)
    found = work.table(TABLE.slice(0, 3))
    assert found.column_names == work.schema(TABLE.schema).names == names
    if "note" in names:
        assert found.column("note").equals(TABLE.column("note").slice(0, 3))


def test_what_a_source_lacks_is_told_at_once() -> None:
    work = Work(*RULES, keep=["no", "note", "nor"])
    source = pa.schema([("accepted_at", pa.int64()), ("note", pa.string()), ("closed_at", UTC8)])
    one = "a column of this name, and only one"
    assert refused(lambda: work.schema(source)) == [
        ("keep", "a column of the source"),
        ("keep", "a column of the source"),
        ("amount", one),
        ("accepted_at", "a column of timestamps"),
        ("accepted_at", "a column of timestamps"),
        ("accepted_at", "a column of dates or timestamps"),
        ("accepted_at", "a column of dates or timestamps"),
    ]


def test_a_missing_column_is_told_with_the_nearest() -> None:
    def mend(**source: list[int]) -> str:
        with pytest.raises(InputError) as caught:
            Work(columns.approver(POLICY)).table(pa.table(source))
        return caught.value.faults[0].mend

    assert mend(id=[1], amuont=[5]) == "there are: id, amuont; did you mean 'amuont'?"
    assert mend(id=[1], x=[5]) == "there are: id, x"


def test_columns_of_one_name_are_refused() -> None:
    mend = "columns of different names"
    both = Work(columns.approver(POLICY), columns.approver(POLICY))
    assert refused(lambda: both.table(TABLE)) == [("names", mend)]
    clash = TABLE.append_column("role", TABLE.column("note"))
    assert refused(lambda: Work(columns.approver(POLICY)).table(clash)) == [("names", mend)]
    faults = TABLE.append_column("faults", TABLE.column("note"))
    assert refused(lambda: WORK.table(faults)) == [("names", mend)]
    twice = TABLE.append_column("note", TABLE.column("note"))
    assert refused(lambda: Work(columns.approver(POLICY)).table(twice)) == [("names", mend)]
    keeping = Work(columns.approver(POLICY), keep=["note"])
    assert refused(lambda: keeping.table(twice)) == [("names", mend)]
    assert refused(lambda: Work(columns.approver(POLICY), keep=["note", "note"]).table(TABLE)) == [
        ("names", mend)
    ]
    assert Work(columns.approver(POLICY), keep=["amount"]).table(twice.slice(0, 3)).num_rows == 3


def test_what_work_is_made_of_is_judged_at_once() -> None:
    making: Any = Work
    assert refused(lambda: making("rule", keep="note", on_error="nul", dictionaries=1)) == [
        ("rules[0]", "a ColumnRule"),
        ("on_error", '"raise" or "null"'),
        ("keep", "true, false, or a list of columns"),
        ("dictionaries", "true or false"),
    ]
    assert refused(lambda: making(*RULES, keep=["note", 5])) == [
        ("keep[1]", "the name of a column")
    ]
    assert refused(lambda: making(keep=5)) == [
        ("rules", "at least one rule"),
        ("keep", "true, false, or a list of columns"),
    ]


def test_a_raised_error_is_of_the_kind_of_its_rows_and_names_at_most_a_hundred() -> None:
    approving = Work(columns.approver(POLICY))
    with pytest.raises(InputError) as caught:
        approving.table(TABLE)
    assert [fault.path for fault in caught.value.faults][:3] == [
        "rows[3].amount", "rows[4].amount", "rows[9].amount"]  # fmt: skip
    assert len(caught.value.faults) == 100
    late = pa.table({"accepted_at": pa.array([datetime(2030, 1, 1)], UTC8)})
    with pytest.raises(NotCoveredError, match=r"rows\[0\]"):
        Work(due(WorkingHours(12), CHINA, "accepted_at")).table(late)
    scope = {"handover.scope": "special_circumstances_only"}
    policy = amend(property_handbook.policy(), scope)
    handbook = of_handbook.handover_due(policy, CHINA, "accepted_at")
    with pytest.raises(MissingParameterError, match=r"handover.ordinary_hours"):
        Work(handbook).table(late)
    several = late.append_column("special", pa.array([None], pa.bool_()))
    both = pa.concat_tables([several, several.set_column(1, "special", pa.array([False]))])
    both = both.combine_chunks()
    with pytest.raises(InputError, match="2 faults"):
        Work(handbook).table(both)


def test_each_rule_adds_its_faults_to_the_row() -> None:
    source = pa.table({"amount": [-1], "accepted_at": pa.array([None], UTC8)})
    (row,) = Work(columns.approver(POLICY), columns.closing_due(POLICY), on_error="null").table(
        source
    ).to_pylist()  # fmt: skip
    assert [fault["field"] for fault in row["faults"]] == ["amount", "accepted_at"]
    assert {row[name] for name in ("role", "boundary", "closing_due")} == {None}


def test_no_rows_and_no_batches() -> None:
    empty = TABLE.slice(0, 0)
    for source in (empty, empty.to_batches(), pa.Table.from_batches([], TABLE.schema)):
        if isinstance(source, pa.Table):
            assert WORK.table(source).schema == WORK.schema(TABLE.schema)
            assert WORK.table(source).num_rows == 0
    assert refused(lambda: WORK.table([])) == [
        ("source", "at least one record batch, to know its columns")
    ]
    assert list(WORK([])) == []


def test_batches_whose_columns_differ_are_answered_as_they_are() -> None:
    parts = [pa.record_batch({"amount": pa.array([5], kind)}) for kind in (pa.int8(), pa.int64())]
    work = Work(columns.approver(POLICY), keep=False)
    assert work.table(parts).column("role").to_pylist() == ["sales_manager"] * 2


def test_words_may_be_plain_text() -> None:
    plain = Work(columns.approver(POLICY), keep=False, dictionaries=False)
    found = plain.table(TABLE.slice(0, 3))
    assert found.schema == plain.schema(TABLE.schema)
    assert found.schema.field("role").type == pa.string()
    assert found.column("role").to_pylist() == ["sales_manager", "deputy_gm", "gm"]


def test_what_is_read_or_kept_is_needed() -> None:
    assert Work(columns.approver(POLICY)).needs(TABLE.schema) == TABLE.schema.names
    assert Work(columns.approver(POLICY), keep=False).needs(TABLE.schema) == ["amount"]
    assert Work(columns.closing(POLICY), keep=["note"]).needs(TABLE.schema) == [
        "accepted_at", "note"]  # fmt: skip
