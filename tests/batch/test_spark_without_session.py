"""What the functions for Spark do before there is a session: they judge, and name their columns.

A frame is told by what it does; one that holds a table of Arrow does as those of Spark do.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from csrules.batch import Work, over_paths, spark_schema
from csrules.errors import InputError
from csrules.regulations import company
from csrules.regulations.company import columns
from tests.batch.spark_answers import kinds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

APPROVER = columns.approver(company.policy())
WORK = Work(APPROVER, columns.closing_due(company.policy()), dictionaries=False)
TABLE = pa.table({
    "amount": pa.array([800, 1500], pa.decimal128(12, 2)),
    "accepted_at": pa.array([0, 1], pa.timestamp("us")),
    "at": pa.array([0, 1], pa.timestamp("us", "UTC")),
})  # fmt: skip


class Frame:
    """A table that does as a frame of Spark does, and tells how many rows were asked for."""

    def __init__(self, table: pa.Table, asked: list[int]) -> None:
        self.table, self.asked = table, asked

    def mapInArrow(self) -> None:  # noqa: N802  # as Spark calls it
        """What tells a frame."""

    def limit(self, rows: int) -> Frame:
        self.asked.append(rows)
        return Frame(self.table[:rows], self.asked)

    def toArrow(self) -> pa.Table:  # noqa: N802  # as Spark calls it
        return self.table


def test_the_schema_is_one_of_spark_and_no_row_is_asked_for_it() -> None:
    asked: list[int] = []
    given = {field.name: field.dataType for field in spark_schema(WORK, Frame(TABLE, asked))}
    assert given == kinds()
    assert asked == [0]


def test_work_that_gives_dictionaries_is_refused_with_their_names() -> None:
    frame = Frame(TABLE.append_column("word", pa.array(["甲", "乙"]).dictionary_encode()), [])
    with pytest.raises(InputError) as caught:
        spark_schema(Work(APPROVER), frame)
    (fault,) = caught.value.faults
    assert (fault.path, fault.value) == ("work", "word, role")
    assert fault.mend == "make it with Work(…, dictionaries=False)"


def test_what_is_no_work_and_no_frame_is_refused_at_once() -> None:
    with pytest.raises(InputError) as caught:
        spark_schema(1, TABLE)  # type: ignore[arg-type]  # bad on purpose
    assert [fault.path for fault in caught.value.faults] == ["work", "frame"]
    with pytest.raises(InputError, match="work: got 1") as caught:
        spark_schema(1, Frame(TABLE, []))  # type: ignore[arg-type]  # bad on purpose
    assert len(caught.value.faults) == 1


def pair(source: Path, target: Path) -> pa.RecordBatch:
    return pa.record_batch({"source": [str(source)], "target": [str(target)]})


def test_a_fault_names_its_file_and_leaves_no_target(tmp_path: Path) -> None:
    source, target = tmp_path / "asked.parquet", tmp_path / "answered.parquet"
    pq.write_table(pa.table({"amount": [1, -2]}), source)
    with pytest.raises(InputError) as caught:
        list(over_paths(Work(APPROVER), [pair(source, target)]))
    assert [fault.path for fault in caught.value.faults] == [f"{source}: rows[1].amount"]
    assert not target.exists()


class Locked:
    """Work that no other process can be given."""

    apart = True

    def __init__(self) -> None:
        self.own = Lock()

    def __call__(
        self, batches: Iterable[pa.RecordBatch], first: int = 0
    ) -> Iterator[pa.RecordBatch]:
        return iter(batches)

    def schema(self, source: pa.Schema) -> pa.Schema:
        return source


def test_a_task_answers_its_files_in_its_own_process(tmp_path: Path) -> None:
    source, target = tmp_path / "asked.parquet", tmp_path / "answered.parquet"
    pq.write_table(pa.table({"amount": [1, 2, 3]}), source)
    (done,) = over_paths(Locked(), [pair(source, target)])
    assert done.to_pylist() == [{"source": str(source), "target": str(target), "rows": 3}]
    assert pq.read_table(target).equals(pq.read_table(source))


MANY = [f"c{number}" for number in range(14)]
BAD: list[tuple[Callable[[], Any], list[tuple[str, str]]]] = [
    (lambda: pa.record_batch({"source": ["a.parquet"]}), [("target", "there are: source")]),
    (lambda: pa.record_batch({"target": ["a.parquet"]}), [("source", "there are: target")]),
    (lambda: pa.record_batch({name: ["a"] for name in MANY}),
     [("source", f"there are: {', '.join(MANY[:12])}")]),
    (lambda: TABLE, [("batches[0]", "")]),
]  # fmt: skip


@pytest.mark.parametrize(("batch", "faults"), BAD)
def test_batches_without_a_source_and_a_target_are_refused(
    batch: Callable[[], Any], faults: list[tuple[str, str]]
) -> None:
    with pytest.raises(InputError) as caught:
        list(over_paths(Work(APPROVER), [batch()]))
    assert [(fault.path, fault.mend) for fault in caught.value.faults] == faults
