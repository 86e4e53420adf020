"""Parquet files through a unit of work: piece by piece, in several processes, to Parquet again.

No more than a few batches a process are in memory at a time, whatever size the files have.
"""

from __future__ import annotations

import os
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeAlias

import attrs
import pyarrow as pa
import pyarrow.parquet as pq

from csrules.batch.pieces import files_of, opened
from csrules.doors import guarded
from csrules.errors import CsrulesError, refuse
from csrules.kinds import Whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from csrules.batch.pieces import Piece

__all__ = ["Unit", "in_file", "over_parquet"]

_BATCH: Final = 1 << 17


class Unit(Protocol):
    """What can be run over files: `Work`, or another picklable object that has these methods."""

    def __call__(
        self, batches: Iterable[pa.RecordBatch], first: int = 0
    ) -> Iterator[pa.RecordBatch]:
        """The answers to batches; ``first`` is the number of the first row."""
        ...

    def schema(self, source: pa.Schema) -> pa.Schema:
        """The schema of the answers for a source of this schema."""
        ...

    def needs(self, source: pa.Schema) -> Sequence[str]:
        """The columns of a source of this schema that have to be read."""
        ...


@guarded
def over_parquet(
    work: Unit,
    source: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    target: str | os.PathLike[str],
    *,
    workers: int | None = None,
    batch_rows: int = _BATCH,
    progress: Callable[[int, int], object] | None = None,
) -> int:
    """Answer Parquet files and write the answers as Parquet, in the order of the rows.

    ``source`` is a file, a folder whose ``*.parquet`` files are taken by name, or a list of files
    of one schema. Only the columns that ``work`` needs are read, ``batch_rows`` rows at a time, in
    ``workers`` processes: as many as there are processors unless you say how many; 1 is this
    process alone. The smallest piece for a process is a row group.

    A ``target`` whose name ends in ``.parquet`` becomes one file, which this process writes; any
    other name becomes a folder of files ``part-00000.parquet``, …, which the workers write: that
    scales further. It appears when all is done, and not at all if anything fails. ``progress`` is
    called with (done, total), in rows, after each piece. Returns the number of rows.

    A fault names the row of its file, counted from 0, and with several files the file too. Raises
    `InputError` for files that cannot be read or differ in their columns, for a target that is a
    source or a folder with something in it; and whatever ``work`` raises.

    >>> from csrules.batch import Work
    >>> from csrules.regulations.company import columns, policy
    >>> work = Work(columns.approver(policy()), keep=["id"])
    >>> with TemporaryDirectory() as folder:
    ...     asked, answered = Path(folder, "asked.parquet"), Path(folder, "answered.parquet")
    ...     pq.write_table(pa.table({"id": [7, 8], "amount": [800, 1500]}), asked)
    ...     rows = over_parquet(work, asked, answered)
    ...     roles = pq.read_table(answered).column("role").to_pylist()
    >>> rows, roles
    (2, ['sales_manager', 'deputy_gm'])
    """
    if workers is not None:
        Whole("processes", 1, 1024).read(workers, "workers")
    batch_rows = Whole("rows", 1, 1 << 26).read(batch_rows, "batch_rows")
    if progress is not None and not callable(progress):
        refuse("progress", progress, "a function of (done, total)")
    files = files_of(source)
    place = _place(target, files)
    schema, pieces = opened(files, work.needs)
    job = _Job(work, schema.names, work.schema(schema), batch_rows, len(files) > 1)
    total, done = sum(piece.rows for piece in pieces), 0
    processes = min(workers or _processors(), max(len(pieces), 1))
    write = _one_file if _is_file(place) else _parts
    with TemporaryDirectory(prefix=f".{place.name}-", dir=place.parent) as folder:
        made = Path(folder) / "made"
        with _mapped(processes) as mapped:
            for piece in write(job, pieces, made, mapped):
                done += piece.rows
                if progress is not None:
                    progress(done, total)
        made.replace(place)
    return total


@attrs.frozen(eq=False)
class _Job:
    """What is done to each piece."""

    work: Unit
    columns: list[str]
    schema: pa.Schema
    batch_rows: int
    named: bool  # a fault says in which file it is

    def answers(self, piece: Piece) -> Iterator[pa.RecordBatch]:
        """The answers to a piece, batch by batch."""
        batches = piece.batches(self.columns, self.batch_rows)
        try:
            yield from self.work(batches, piece.first)
        except CsrulesError as error:
            if not self.named:
                raise
            raise in_file(error, piece.path) from error


def in_file(error: CsrulesError, path: object) -> CsrulesError:
    """The error with the file's name in each fault."""
    faults = [attrs.evolve(fault, path=f"{path}: {fault.path}") for fault in error.faults]
    return type(error)(*faults)


def _is_file(place: Path) -> bool:
    return place.suffix.lower() == ".parquet"


def _place(target: object, files: Sequence[Path]) -> Path:
    """Where the answers go: a place at which they take nothing away."""
    if not isinstance(target, str | os.PathLike):
        refuse("target", target, "the path of a file *.parquet, or of a folder")
    place = Path(target).absolute()
    if not place.parent.is_dir():
        refuse("target", str(target), "a place in a folder that is there")
    if place.resolve() in {path.resolve() for path in files}:
        refuse("target", str(target), "another file than the source")
    if _is_file(place):
        if place.is_dir():
            refuse("target", str(target), "a file, or the name of a new one")
    elif place.exists() and (not place.is_dir() or any(place.iterdir())):
        refuse("target", str(target), "an empty folder, or the name of a new one")
    return place


def _processors() -> int:
    count: Callable[[], int | None] = getattr(os, "process_cpu_count", os.cpu_count)
    return count() or 1


_Map: TypeAlias = "Callable[..., Iterator[Piece]]"


@contextmanager
def _mapped(processes: int) -> Iterator[_Map]:
    """`map`, in so many processes: in order, and only some steps ahead of who asks."""
    if processes == 1:
        yield map
        return
    pool = ProcessPoolExecutor(processes, get_context("spawn"))  # a fork would copy locked threads
    try:
        yield partial(_ahead, pool, 2 * processes)
    finally:
        pool.shutdown(cancel_futures=True)


def _ahead(
    pool: ProcessPoolExecutor, most: int, function: Callable[..., Any], *columns: Iterable[Any]
) -> Iterator[Any]:
    waiting: deque[Any] = deque()
    for arguments in zip(*columns, strict=True):
        if len(waiting) == most:
            yield waiting.popleft().result()
        waiting.append(pool.submit(function, *arguments))
    while waiting:
        yield waiting.popleft().result()


def _written(job: _Job, writer: Callable[..., Any], piece: Piece, place: Path) -> Piece:
    """Answer one piece, in whatever process this is."""
    with writer(str(place), job.schema) as file:
        for batch in job.answers(piece):
            file.write_batch(batch)
    return piece


def _parts(job: _Job, pieces: Sequence[Piece], folder: Path, mapped: _Map) -> Iterator[Piece]:
    """Write a folder: each piece becomes a file of its own."""
    folder.mkdir()
    names = [folder / f"part-{number:05}.parquet" for number in range(len(pieces))]
    yield from mapped(partial(_written, job, pq.ParquetWriter), pieces, names)
    if not pieces:
        pq.write_table(job.schema.empty_table(), folder / "part-00000.parquet")


def _one_file(job: _Job, pieces: Sequence[Piece], made: Path, mapped: _Map) -> Iterator[Piece]:
    """Write one file; what other processes answered comes through files of Arrow, one at a time."""
    names = [made.with_name(f"{number}.arrows") for number in range(len(pieces))]
    alone = mapped is map
    done = pieces if alone else mapped(partial(_written, job, pa.ipc.new_stream), pieces, names)
    with pq.ParquetWriter(made, job.schema) as file:
        for piece, name in zip(done, names, strict=True):
            for batch in job.answers(piece) if alone else _brought(name):
                file.write_batch(batch)
            yield piece


def _brought(name: Path) -> Iterator[pa.RecordBatch]:
    with pa.OSFile(str(name)) as stream, pa.ipc.open_stream(stream) as batches:
        yield from batches
    name.unlink()
