"""Parquet files through a unit of work: same answers, bounded memory, nothing half done."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from csrules.batch import Work, fault_table, over_parquet
from csrules.errors import CsrulesError, InputError
from csrules.regulations import company, property_handbook
from csrules.regulations.company import columns as company_columns
from csrules.regulations.property_handbook import columns as handbook_columns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

ROOT = __file__.partition("/tests/")[0]
GROUP = 300_000  # two of them are more than one piece holds
APPROVER = company_columns.approver(company.policy())
WORK = Work(APPROVER)
ALIKE = ("one.parquet", "folder")
"""A target for each way of writing."""


def amounts(rows: int, seed: int = 1) -> pa.Table:
    """Amounts from nothing to ten thousand yuan, with words beside them."""
    rng = np.random.default_rng(seed)
    return pa.table(
        {
            "word": pa.array(rng.choice(["甲", "乙"], rows)).dictionary_encode(),
            "amount": pa.array(rng.integers(0, 10_000, rows), pa.int32()),
            "id": pa.array(np.arange(rows), pa.int32()),
        }
    )


def put(table: pa.Table, path: Path, **how: Any) -> Path:
    """Write a table as a file."""
    pq.write_table(table, path, **how)
    return path


def left(folder: Path) -> set[str]:
    """What lies in a folder, hidden or not."""
    return {path.name for path in folder.iterdir()}


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("target", ALIKE)
def test_the_answers_are_those_of_the_table_in_its_order(
    tmp_path: Path, target: str, workers: int
) -> None:
    table = amounts(3 * GROUP + 1)
    source = put(table, tmp_path / "asked.parquet", row_group_size=GROUP)
    assert over_parquet(WORK, source, tmp_path / target, workers=workers) == table.num_rows
    assert pq.read_table(tmp_path / target).equals(WORK.table(table))
    assert left(tmp_path) == {"asked.parquet", target}


def test_a_folder_gets_a_part_for_each_piece(tmp_path: Path) -> None:
    source = put(amounts(2 * GROUP), tmp_path / "asked.parquet", row_group_size=GROUP)
    over_parquet(WORK, source, tmp_path / "parts", workers=1)
    assert left(tmp_path / "parts") == {"part-00000.parquet", "part-00001.parquet"}


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    source = put(amounts(3), tmp_path / "asked.parquet")
    over_parquet(WORK, source, tmp_path / "parts")
    assert pq.read_table(tmp_path / "parts").num_rows == 3


def test_what_several_workers_wrote_as_one_file_comes_in_the_order_of_the_files(
    tmp_path: Path,
) -> None:
    sizes = [200_000, 1, 2, 3, 4, 5, 6, 7]
    tables = [amounts(rows, seed) for seed, rows in enumerate(sizes)]
    paths = [put(table, tmp_path / f"{n}.parquet") for n, table in enumerate(tables)]
    over_parquet(WORK, reversed(paths), tmp_path / "all.parquet", workers=2)
    found = pq.read_table(tmp_path / "all.parquet")
    assert found.equals(pa.concat_tables(WORK.table(table) for table in reversed(tables)))


def test_a_folder_is_read_by_the_names_of_its_files(tmp_path: Path) -> None:
    source = tmp_path / "asked"
    source.mkdir()
    for name in ("b", "a", "c"):
        put(pa.table({"id": [name], "amount": [1]}), source / f"{name}.parquet")
    (source / "_SUCCESS").touch()
    over_parquet(WORK, source, tmp_path / "all.parquet", workers=1)
    assert pq.read_table(tmp_path / "all.parquet").column("id").to_pylist() == ["a", "b", "c"]


@pytest.mark.parametrize("target", ALIKE)
@pytest.mark.parametrize("groups", [0, 1])
def test_a_file_without_rows_gives_the_columns_of_the_answers(
    tmp_path: Path, target: str, groups: int
) -> None:
    source, table = tmp_path / "none.parquet", amounts(0)
    with pq.ParquetWriter(source, table.schema) as file:
        for _ in range(groups):
            file.write_table(table)
    assert pq.read_metadata(source).num_row_groups == groups
    assert over_parquet(WORK, source, tmp_path / target) == 0
    assert pq.read_table(tmp_path / target).equals(WORK.table(table))


def test_a_rule_that_finds_none_of_its_columns_is_refused_before_anything_is_written(
    tmp_path: Path,
) -> None:
    score = Work(handbook_columns.information_score(property_handbook.policy()), keep=False)
    source = put(pa.table({"id": [1], "defect": [2]}), tmp_path / "asked.parquet")
    with pytest.raises(InputError, match=r"a column that the rule reads: missing_periodic, late"):
        over_parquet(score, source, tmp_path / "scores.parquet")
    assert [file.name for file in tmp_path.iterdir()] == ["asked.parquet"]


def test_a_column_that_is_not_needed_is_not_read(tmp_path: Path) -> None:
    table = amounts(1000)
    source = put(table, tmp_path / "asked.parquet", compression="none", use_dictionary=False)
    chunk = pq.read_metadata(source).row_group(0).column(table.schema.get_field_index("id"))
    with source.open("r+b") as file:
        file.seek(chunk.data_page_offset)
        file.write(bytes(chunk.total_compressed_size))
    with pytest.raises(OSError, match="Couldn't deserialize"):
        pq.read_table(source)
    over_parquet(Work(APPROVER, keep=["word"]), source, tmp_path / "answered.parquet")
    found = pq.read_table(tmp_path / "answered.parquet")
    assert found.column_names == ["word", "role", "boundary"]
    assert found.equals(WORK.table(table).drop_columns(["amount", "id"]))


@pytest.mark.parametrize("workers", [1, 2])
def test_a_fault_names_the_row_of_the_file(tmp_path: Path, workers: int) -> None:
    table = amounts(3 * GROUP)
    faulty = table.column("amount").to_numpy().copy()
    faulty[[GROUP + 5, 2 * GROUP + 7]] = -1
    table = table.set_column(1, "amount", pa.array(faulty))
    source = put(table, tmp_path / "asked.parquet", row_group_size=GROUP)
    with pytest.raises(InputError) as caught:
        over_parquet(WORK, source, tmp_path / "answered.parquet", workers=workers, batch_rows=1000)
    assert [fault.path for fault in caught.value.faults] == [f"rows[{GROUP + 5}].amount"]
    assert left(tmp_path) == {"asked.parquet"}
    with pytest.raises(InputError) as scalar:
        company.approver(company.policy(), -1)
    assert caught.value.faults[0].expected == scalar.value.faults[0].expected
    assert type(caught.value) is type(scalar.value)


def test_a_fault_in_one_of_several_files_names_the_file(tmp_path: Path) -> None:
    good = put(pa.table({"amount": [1, 2]}), tmp_path / "good.parquet")
    bad = put(pa.table({"amount": [1, -2]}), tmp_path / "bad.parquet")
    with pytest.raises(InputError) as caught:
        over_parquet(WORK, [good, bad], tmp_path / "all", workers=1)
    assert [fault.path for fault in caught.value.faults] == [f"{bad}: rows[1].amount"]


def test_faults_can_stand_beside_the_rows(tmp_path: Path) -> None:
    work = Work(APPROVER, on_error="null")
    table = pa.table({"amount": [1, -2, None]})
    over_parquet(work, put(table, tmp_path / "asked.parquet"), tmp_path / "answered.parquet")
    found = pq.read_table(tmp_path / "answered.parquet")
    assert found.equals(work.table(table))
    assert fault_table(found).column("row").to_pylist() == [1, 2]


def test_progress_is_told_in_rows(tmp_path: Path) -> None:
    source = put(amounts(2 * GROUP + 1), tmp_path / "asked.parquet", row_group_size=GROUP)
    told: list[tuple[int, int]] = []

    def tell(done: int, total: int) -> None:
        told.append((done, total))

    over_parquet(WORK, source, tmp_path / "answered", workers=1, progress=tell)
    total = 2 * GROUP + 1
    assert told == [(GROUP, total), (total, total)]


@pytest.mark.parametrize("target", ALIKE)
def test_work_that_is_interrupted_leaves_what_was_there(tmp_path: Path, target: str) -> None:
    source = put(amounts(2 * GROUP), tmp_path / "asked.parquet", row_group_size=GROUP)
    if target.endswith(".parquet"):
        (tmp_path / target).write_bytes(b"before")
    before = left(tmp_path)

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        over_parquet(WORK, source, tmp_path / target, workers=1, progress=stop)
    assert left(tmp_path) == before
    if target.endswith(".parquet"):
        assert (tmp_path / target).read_bytes() == b"before"


def plus(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Running numbers over a whole stream: a function of batches that is no `Work`."""
    count = 0
    for batch in batches:
        yield pa.record_batch({"number": pa.array(range(count, count + batch.num_rows))})
        count += batch.num_rows


class Numbers:
    """The same with a schema: enough to be run over files."""

    def __call__(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        return plus(batches)

    def schema(self, source: pa.Schema) -> pa.Schema:
        return pa.schema({"number": pa.int64()})


@pytest.mark.parametrize("target", ALIKE)
def test_work_of_your_own_is_given_the_whole_stream(tmp_path: Path, target: str) -> None:
    paths = [put(amounts(rows), tmp_path / f"{rows}.parquet") for rows in (3, 1, 2)]
    told: list[tuple[int, int]] = []

    def tell(done: int, total: int) -> None:
        told.append((done, total))

    over_parquet(Numbers(), paths, tmp_path / target, workers=2, progress=tell)
    assert pq.read_table(tmp_path / target).column("number").to_pylist() == list(range(6))
    assert told == [(3, 6), (4, 6), (6, 6)]


def _large(tmp_path: Path) -> tuple[Path, Path]:
    """A file of two pieces, and one of eight that is larger than 80 MB."""
    plain: dict[str, Any] = {"compression": "none", "use_dictionary": False}
    table = amounts(1 << 22).append_column("more", pa.array(np.arange(1 << 22)))
    small, large = (
        put(table[: 1 << n], tmp_path / f"{n}.parquet", row_group_size=1 << 19, **plain)
        for n in (20, 22)
    )
    assert large.stat().st_size > 80_000_000
    return small, large


def _printed(script: str, *arguments: Path) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        capture_output=True, text=True, check=False, cwd=ROOT,
        env=os.environ | {"ARROW_DEFAULT_MEMORY_POOL": "system", "OMP_NUM_THREADS": "1"},
    )  # fmt: skip
    assert not done.returncode, done.stderr
    return done.stdout.splitlines()


def test_a_file_larger_than_memory_is_answered(tmp_path: Path) -> None:
    limited = """
import resource, sys
from pathlib import Path
import pyarrow as pa, pyarrow.parquet as pq
from tests.batch.test_files import WORK, over_parquet

small, large, target = map(Path, sys.argv[1:])
over_parquet(WORK, small, target, workers=1, batch_rows=1 << 15)
pages = int(Path("/proc/self/statm").read_text().split()[0])
limit = pages * resource.getpagesize() + 40_000_000
resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
print(over_parquet(WORK, large, target, workers=1, batch_rows=1 << 15))
try:
    pq.ParquetFile(large).read(use_threads=False)
except MemoryError:
    print("too large to be read at once")
"""
    printed = _printed(limited, *_large(tmp_path), tmp_path / "answered.parquet")
    assert printed == [str(1 << 22), "too large to be read at once"]


@pytest.mark.parametrize("ending", ["", ".parquet"])
def test_neither_a_worker_nor_who_waits_for_it_holds_the_file(tmp_path: Path, ending: str) -> None:
    measured = """
import resource, sys
from pathlib import Path
from tests.batch.test_files import WORK, over_parquet

def most():
    every = resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN
    return [resource.getrusage(who).ru_maxrss for who in every]

if __name__ == "__main__":
    small, large, target = map(Path, sys.argv[1:])
    for path in (small, large):
        own = target.with_stem(path.stem + target.stem)
        over_parquet(WORK, path, own, workers=2, batch_rows=1 << 15)
        print(*most())
"""
    before, after = (
        [int(each) for each in line.split()]
        for line in _printed(measured, *_large(tmp_path), tmp_path / f"answered{ending}")
    )
    assert all(most - least < 20_000 for least, most in zip(before, after, strict=True))  # KiB


def _bad(tmp_path: Path) -> dict[str, Callable[[], object]]:
    good = put(pa.table({"amount": [1]}), tmp_path / "good.parquet")
    other = put(pa.table({"amount": ["1"]}), tmp_path / "other.parquet")
    local = Numbers()
    vars(local).update(apart=True, own=lambda: None)  # a function that cannot be pickled
    text = tmp_path / "text.parquet"
    text.write_text("amount\n1\n")
    (tmp_path / "folder.parquet").mkdir()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "some").touch()
    target = tmp_path / "answered.parquet"
    return {
        "work: a function": lambda: over_parquet(plus, good, target),  # type: ignore[arg-type]  # bad
        "work: no pickle": lambda: over_parquet(local, good, target, workers=2),
        "source: number": lambda: over_parquet(WORK, 1, target),  # type: ignore[arg-type]  # bad
        "source: bytes": lambda: over_parquet(WORK, b"a", target),  # type: ignore[arg-type]  # bad
        "source: none": lambda: over_parquet(WORK, [], target),
        "source: not there": lambda: over_parquet(WORK, tmp_path / "no.parquet", target),
        "source: no file in it": lambda: over_parquet(WORK, tmp_path / "full", target),
        "source: no Parquet": lambda: over_parquet(WORK, [good, text], target),
        "source: other columns": lambda: over_parquet(WORK, [good, other], target),
        "source[1]: number": lambda: over_parquet(WORK, [good, 1], target),  # type: ignore[list-item]  # bad
        "target: number": lambda: over_parquet(WORK, good, 1),  # type: ignore[arg-type]  # bad
        "target: the source": lambda: over_parquet(WORK, good, good),
        "target: no parent": lambda: over_parquet(WORK, good, tmp_path / "no" / "a.parquet"),
        "target: a folder": lambda: over_parquet(WORK, good, tmp_path / "folder.parquet"),
        "target: a full folder": lambda: over_parquet(WORK, good, tmp_path / "full"),
        "target: a file for a folder": lambda: over_parquet(WORK, good, tmp_path / "full" / "some"),
        "workers: none": lambda: over_parquet(WORK, good, target, workers=0),
        "workers: a flag": lambda: over_parquet(WORK, good, target, workers=True),
        "batch_rows: none": lambda: over_parquet(WORK, good, target, batch_rows=0),
        "progress: no function": lambda: over_parquet(WORK, good, target, progress=1),  # type: ignore[arg-type]  # bad
    }


def test_a_path_is_what_is_written_and_not_what_it_says_of_itself(tmp_path: Path) -> None:
    class Sly(str):
        __slots__ = ()

        def __str__(self) -> str:
            return str(tmp_path / "another")

    source = put(amounts(3), tmp_path / "asked.parquet")
    over_parquet(WORK, Sly(source), Sly(tmp_path / "answered.parquet"))
    assert left(tmp_path) == {"asked.parquet", "answered.parquet"}


def test_what_cannot_be_done_is_refused_by_name_and_nothing_is_written(tmp_path: Path) -> None:
    bad = _bad(tmp_path)
    before = left(tmp_path)
    for name, call in bad.items():
        with pytest.raises(CsrulesError) as caught:
            call()
        assert [fault.path for fault in caught.value.faults] == [name.partition(":")[0]], name
        assert left(tmp_path) == before, name


def test_files_that_differ_are_told_with_their_columns(tmp_path: Path) -> None:
    first = put(pa.table({"amount": [1], "id": [1]}), tmp_path / "first.parquet")
    other = put(pa.table({"amount": ["1"], "id": [1]}), tmp_path / "other.parquet")
    with pytest.raises(InputError) as caught:
        over_parquet(Work(APPROVER, keep=False), [first, other], tmp_path / "all.parquet")
    (fault,) = caught.value.faults
    assert fault.value == str(other)
    assert fault.expected == "the columns of the first file: amount int64"
    assert fault.mend == "it has: amount string"


def test_columns_that_are_not_needed_may_differ(tmp_path: Path) -> None:
    first = put(pa.table({"amount": [1], "id": [1]}), tmp_path / "first.parquet")
    other = put(pa.table({"id": ["b"], "amount": [2]}), tmp_path / "other.parquet")
    work = Work(APPROVER, keep=False)
    assert over_parquet(work, [first, other], tmp_path / "all.parquet", workers=1) == 2
