"""Where answers are written while they are made, in how many processes, and what is left of it.

In the place of other processes this one does their work, so that it can be watched.
"""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from csrules.batch import Work, files, over_parquet, workers
from csrules.errors import InputError
from csrules.regulations import company
from csrules.regulations.company import columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from csrules.batch.workers import Mapped

WORK = Work(columns.approver(company.policy()))
SIZES = (3, 1, 2)
TARGETS = ("all.parquet", "folder")


@pytest.fixture
def asked(tmp_path: Path) -> list[Path]:
    """Three files of three, one and two rows."""
    paths = [tmp_path / f"{place}.parquet" for place in range(len(SIZES))]
    for path, rows in zip(paths, SIZES, strict=True):
        pq.write_table(pa.table({"amount": [800 + n for n in range(rows)]}), path)
    return paths


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many processes were asked for; this one does what they would do."""
    numbers: list[int] = []

    def in_order(function: Any, *arguments: Iterable[Any]) -> Iterator[Any]:
        return map(function, *arguments)

    @contextmanager
    def mapped(processes: int) -> Iterator[Mapped]:
        numbers.append(processes)
        yield map if processes == 1 else in_order

    monkeypatch.setattr(files, "mapped", mapped)
    return numbers


class Whole:
    """Work over one stream: the rows of all of it, once all is read."""

    def __call__(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        yield pa.record_batch({"rows": [sum(batch.num_rows for batch in batches)]})

    def schema(self, source: pa.Schema) -> pa.Schema:
        return pa.schema({"rows": pa.int64()})


class Watching:
    """Work that is answered apart, and tells what lies in a folder while it is done."""

    apart = True

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.seen: list[set[str]] = []

    def __call__(
        self, batches: Iterable[pa.RecordBatch], first: int = 0
    ) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            self.seen.append({path.suffix for path in self.folder.glob(".all*/*")})
            yield batch

    def schema(self, source: pa.Schema) -> pa.Schema:
        return source


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize(
    ("many", "wanted"), [(1, 1), (2, 2), (3, 3), (8, 3), (None, 1)]
)  # three pieces do not pay for another process
def test_there_are_as_many_processes_as_asked_but_no_more_than_pieces(
    asked: list[Path], tmp_path: Path, started: list[int], target: str, many: int | None,
    wanted: int,
) -> None:  # fmt: skip
    assert over_parquet(WORK, asked, tmp_path / target, workers=many) == 6
    assert started == [wanted]
    found = pq.read_table(tmp_path / target).column("amount").to_pylist()
    assert found == [800, 801, 802, 800, 800, 801]


def test_unless_told_there_are_as_many_processes_as_pay(
    asked: list[Path], tmp_path: Path, started: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "processors", lambda: 6)
    over_parquet(WORK, asked * 3, tmp_path / "all.parquet")
    assert started == [2]


@pytest.mark.parametrize("target", TARGETS)
def test_work_over_one_stream_is_done_by_one_process(
    asked: list[Path], tmp_path: Path, started: list[int], target: str
) -> None:
    over_parquet(Whole(), asked, tmp_path / target, workers=3)
    assert started == [1]
    assert pq.read_table(tmp_path / target).to_pylist() == [{"rows": 6}]


@pytest.mark.parametrize("work", [WORK, Whole()], ids=["apart", "whole"])
@pytest.mark.parametrize("several", [False, True])
def test_the_files_of_a_folder_are_numbered_from_nought(
    asked: list[Path], tmp_path: Path, work: Any, several: bool
) -> None:
    over_parquet(work, asked if several else asked[0], tmp_path / "folder", workers=1)
    names = sorted(path.name for path in (tmp_path / "folder").iterdir())
    parts = 3 if several and work is WORK else 1
    assert names == [f"part-0000{number}.parquet" for number in range(parts)]


@pytest.mark.parametrize("work", [WORK, Whole()], ids=["apart", "whole"])
def test_a_source_without_a_row_group_makes_a_folder_of_one_file(tmp_path: Path, work: Any) -> None:
    schema = pa.schema({"amount": pa.int64()})
    pq.ParquetWriter(tmp_path / "none.parquet", schema).close()
    over_parquet(work, tmp_path / "none.parquet", tmp_path / "folder")
    assert [path.name for path in (tmp_path / "folder").iterdir()] == ["part-00000.parquet"]


@pytest.mark.parametrize("many", [1, 2])
@pytest.mark.parametrize("target", TARGETS)
def test_what_is_made_lies_hidden_beside_the_target_until_all_is_done(
    asked: list[Path], tmp_path: Path, started: list[int], target: str, many: int
) -> None:
    hidden: list[str] = []

    def look(done: int, total: int) -> None:
        now = {path.name for path in tmp_path.iterdir()} - {path.name for path in asked}
        hidden.extend(now)

    over_parquet(WORK, asked, tmp_path / target, workers=many, progress=look)
    assert len(hidden) == 3
    assert all(name.startswith(f".{target}-") for name in hidden)
    assert {path.name for path in tmp_path.iterdir()} == {*(path.name for path in asked), target}


@pytest.mark.parametrize(("many", "ways"), [(1, {".parquet"}), (2, {".parquet", ".arrows"})])
def test_only_what_another_process_answered_comes_through_files_of_arrow(
    asked: list[Path], tmp_path: Path, started: list[int], many: int, ways: set[str]
) -> None:
    work = Watching(tmp_path)
    over_parquet(work, asked, tmp_path / "all.parquet", workers=many)
    assert work.seen == [ways] * 3


def test_a_file_of_arrow_is_gone_once_its_rows_are_written(
    asked: list[Path], tmp_path: Path, started: list[int]
) -> None:
    lying: list[list[str]] = []

    def look(done: int, total: int) -> None:
        lying.append([path.name for path in tmp_path.glob(".all*/*.arrows")])

    over_parquet(WORK, asked, tmp_path / "all.parquet", workers=2, progress=look)
    assert lying == [[]] * 3  # as each piece is made when it is asked for


@pytest.mark.parametrize("target", TARGETS)
def test_pieces_that_were_read_together_are_told_in_their_order(
    asked: list[Path], tmp_path: Path, target: str
) -> None:
    told: list[tuple[int, int]] = []

    def tell(done: int, total: int) -> None:
        told.append((done, total))

    over_parquet(Whole(), asked, tmp_path / target, progress=tell)
    assert told == [(3, 6), (4, 6), (6, 6)]


def test_an_empty_folder_is_out_of_the_way_before_another_comes_to_its_place(
    asked: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, replace = tmp_path / "folder", Path.replace

    def as_on_windows(made: Path, target: Path) -> Path:
        assert not target.exists()
        return replace(made, target)

    place.mkdir()
    monkeypatch.setattr(Path, "replace", as_on_windows)
    over_parquet(WORK, asked, place, workers=1)
    assert len(list(place.iterdir())) == 3


@pytest.mark.parametrize("many", [1, 2, None])
@pytest.mark.parametrize("apart", [False, True])
def test_only_work_that_other_processes_may_get_has_to_be_pickled(
    asked: list[Path], tmp_path: Path, started: list[int], apart: bool, many: int | None
) -> None:
    work: Any = Watching(tmp_path) if apart else Whole()
    work.own = Lock()
    if not apart or many == 1:
        assert over_parquet(work, asked, tmp_path / "all.parquet", workers=many) == 6
    else:
        with pytest.raises(InputError, match=r"work: got .*that can be pickled"):
            over_parquet(work, asked, tmp_path / "all.parquet", workers=many)
