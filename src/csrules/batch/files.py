"""Parquet files through a unit of work: piece by piece, in several processes, to Parquet again.

No more than a few batches a process are in memory at a time, whatever size the files have.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final, Protocol, runtime_checkable

import attrs
import pyarrow as pa
import pyarrow.parquet as pq

from csrules.batch.pieces import a_path, files_of, opened
from csrules.batch.workers import enough, mapped, sendable
from csrules.errors import CsrulesError, Faults, InputError, refuse
from csrules.kinds import Whole

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from csrules.batch.pieces import Piece
    from csrules.batch.workers import Mapped

__all__ = ["Unit", "a_unit", "in_file", "over_parquet"]

_BATCH: Final = 1 << 17
_ROWS: Final = Whole("rows", 1, 1 << 26)
_WORKERS: Final = Whole("processes", 1, 1024)


@runtime_checkable
class Unit(Protocol):
    """What can be run over files: `Work`, `MonthWork`, or another object that has these two.

    A method ``needs`` may say which columns of a schema are read; else all are. Where ``apart`` is
    true, as it is for `Work`, the pieces of a stream are answered apart, and each call is told the
    number of its first row; else one process is given the whole stream.
    """

    def __call__(self, batches: Iterable[pa.RecordBatch], /) -> Iterator[pa.RecordBatch]:
        """The answers to batches."""
        ...

    def schema(self, source: pa.Schema, /) -> pa.Schema:
        """The schema of the answers for a source of this schema."""
        ...


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
    ``workers`` processes: 1 is this process alone, and unless you say how many, there are as many
    as there are processors, but no more than pay for their start. The smallest piece for a process
    is a row group. Work whose rows hang together, such as `MonthWork`, is done by this process,
    over all files as one stream.

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
    apart = bool(getattr(work, "apart", False))
    asked: int | None = None
    files: list[Path] = []
    place = Path()
    faults = Faults()
    with faults:
        files = files_of(source)
    with faults:
        place = _place(target, files)
    with faults:
        if workers is not None:
            asked = _WORKERS.read(workers, "workers")
    with faults:
        a_unit(work)
        if apart and asked != 1:
            sendable(work)
    with faults:
        batch_rows = _ROWS.read(batch_rows, "batch_rows")
    with faults:
        if progress is not None and not callable(progress):
            refuse("progress", progress, "a function of (done, total)")
    faults.raise_as(InputError)
    schema, pieces = opened(files, getattr(work, "needs", _every_name))
    job = _Job(work, schema.names, work.schema(schema), batch_rows, len(files) > 1)
    total, done = sum(piece.rows for piece in pieces), 0
    write = _WRITERS[_is_file(place), apart]
    with TemporaryDirectory(prefix=f".{place.name}-", dir=place.parent) as folder:
        made = Path(folder, place.name)
        with mapped(enough(asked, len(pieces)) if apart else 1) as pool:
            for piece in write(job, pieces, made, pool):
                done += piece.rows
                if progress is not None:
                    progress(done, total)
        if place.is_dir():
            place.rmdir()  # it is empty, and not every system puts a folder in its place
        made.replace(place)
    return total


@attrs.frozen(eq=False)
class _Job:
    """What is done to each piece."""

    work: Any  # a Unit; one that is answered apart takes the number of the first row
    columns: list[str]
    schema: pa.Schema
    batch_rows: int
    named: bool  # a fault says in which file it is

    def read(self, piece: Piece) -> Iterator[pa.RecordBatch]:
        """What is needed of a piece, batch by batch."""
        return piece.batches(self.columns, self.batch_rows)

    def answers(self, piece: Piece) -> Iterator[pa.RecordBatch]:
        """The answers to a piece, batch by batch."""
        try:
            yield from self.work(self.read(piece), piece.first)
        except CsrulesError as error:
            if not self.named:
                raise
            raise in_file(error, piece.path) from error


def a_unit(work: object) -> None:
    """Refuse what cannot be run over batches."""
    if not isinstance(work, Unit):
        refuse("work", work, "a Work, or another function of batches that has a method schema")


def in_file(error: CsrulesError, path: object) -> CsrulesError:
    """The error with the file's name in each fault."""
    faults = [attrs.evolve(fault, path=f"{path}: {fault.path}") for fault in error.faults]
    return type(error)(*faults)


def _every_name(schema: pa.Schema) -> list[str]:
    names: list[str] = schema.names
    return names


def _is_file(place: Path) -> bool:
    return place.suffix.lower() == ".parquet"


def _place(target: object, files: Sequence[Path]) -> Path:
    """Where the answers go: a place at which they take nothing away."""
    place = a_path(target, "target", "the path of a file *.parquet, or of a folder").absolute()
    if not place.parent.is_dir():
        refuse("target", str(place), "a place in a folder that is there")
    if place.resolve() in {path.resolve() for path in files}:
        refuse("target", str(place), "another file than the source")
    if _is_file(place):
        if place.is_dir():
            refuse("target", str(place), "a file, or the name of a new one")
    elif place.exists() and (not place.is_dir() or any(place.iterdir())):
        refuse("target", str(place), "an empty folder, or the name of a new one")
    return place


def _written(job: _Job, writer: Callable[..., Any], piece: Piece, place: Path) -> Piece:
    """Answer one piece, in whatever process this is."""
    with writer(str(place), job.schema) as file:
        for batch in job.answers(piece):
            file.write_batch(batch)
    return piece


def _parts(job: _Job, pieces: Sequence[Piece], folder: Path, pool: Mapped) -> Iterator[Piece]:
    """Write a folder: each piece becomes a file of its own."""
    folder.mkdir()
    names = [folder / _part(number) for number in range(len(pieces))]
    yield from pool(partial(_written, job, pq.ParquetWriter), pieces, names)
    if not pieces:
        pq.write_table(job.schema.empty_table(), folder / _part(0))


def _one_file(job: _Job, pieces: Sequence[Piece], made: Path, pool: Mapped) -> Iterator[Piece]:
    """Write one file; what other processes answered comes through files of Arrow, one at a time."""
    names = [made.with_name(f"{number}.arrows") for number in range(len(pieces))]
    alone = pool is map
    done = pieces if alone else pool(partial(_written, job, pa.ipc.new_stream), pieces, names)
    with pq.ParquetWriter(made, job.schema) as file:
        for piece, name in zip(done, names, strict=True):
            for batch in job.answers(piece) if alone else _brought(name):
                file.write_batch(batch)
            yield piece


def _brought(name: Path) -> Iterator[pa.RecordBatch]:
    with pa.OSFile(str(name)) as stream, pa.ipc.open_stream(stream) as batches:
        yield from batches
    name.unlink()


def _whole_file(job: _Job, pieces: Sequence[Piece], made: Path, pool: Mapped) -> Iterator[Piece]:
    """Write one file of one stream over all pieces."""
    del pool
    done: list[Piece] = []

    def stream() -> Iterator[pa.RecordBatch]:
        for piece in pieces:
            yield from job.read(piece)
            done.append(piece)

    with pq.ParquetWriter(made, job.schema) as file:
        for batch in job.work(stream()):
            file.write_batch(batch)
            while done:
                yield done.pop(0)
    yield from done


def _whole_part(job: _Job, pieces: Sequence[Piece], folder: Path, pool: Mapped) -> Iterator[Piece]:
    """Write a folder of one file."""
    folder.mkdir()
    return _whole_file(job, pieces, folder / _part(0), pool)


def _part(number: int) -> str:
    return f"part-{number:05}.parquet"


_WRITERS: Final = {
    (True, True): _one_file,
    (False, True): _parts,
    (True, False): _whole_file,
    (False, False): _whole_part,
}
"""How it is written, by whether it is one file, and whether the pieces are answered apart."""
