"""Parquet files as a source: which there are, what is read of them, and the pieces of the work."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import attrs
import pyarrow as pa
import pyarrow.parquet as pq

from csrules.errors import Fault, Faults, InputError, refuse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

__all__ = ["Piece", "a_path", "files_of", "opened"]

_ROWS: Final = 1 << 19
"""Rows of a piece, if the row groups of the file allow it."""

_BUFFER: Final = 1 << 20
"""Bytes of a column that are read at a time."""


@attrs.frozen
class Piece:
    """Row groups of one file that follow one another; ``first`` is the first row's number."""

    path: Path
    groups: tuple[int, ...]
    first: int
    rows: int

    def batches(self, columns: Sequence[str], rows: int) -> Iterator[pa.RecordBatch]:
        """The piece in batches of so many rows; no more of the file than that is in memory."""
        with pq.ParquetFile(self.path, pre_buffer=False, buffer_size=_BUFFER) as file:
            yield from file.iter_batches(rows, self.groups, columns, use_threads=False)


def a_path(given: object, path: str, expected: str) -> Path:
    """A path as it is written, whatever a subclass of text says of itself."""
    if not isinstance(given, str | os.PathLike):
        refuse(path, given, expected)
    return Path(str.__str__(given) if isinstance(given, str) else given)


def files_of(source: object) -> list[Path]:
    """The files of a source: a file, the ``*.parquet`` of a folder by name, or a list of files."""
    expected = "a Parquet file, a folder of them, or a list of files"
    if isinstance(source, Iterable) and not isinstance(source, str | bytes | os.PathLike):
        given = enumerate(source)
        files = [a_path(each, f"source[{place}]", "the path of a file") for place, each in given]
    else:
        one = a_path(source, "source", expected)
        files = sorted(one.glob("*.parquet")) if one.is_dir() else [one]
    if not files:
        refuse("source", source, expected, "there is no file *.parquet")
    missing = [path for path in files if not path.is_file()]
    faults = Faults()
    faults.add(*(Fault("source", str(path), "a file that is there") for path in missing))
    faults.raise_as(InputError)
    return files


def opened(
    files: Sequence[Path], needs: Callable[[pa.Schema], Sequence[str]]
) -> tuple[pa.Schema, list[Piece]]:
    """The schema of what is read of the files, as ``needs`` says, and their pieces in order."""
    schema: pa.Schema | None = None
    columns: set[str] = set()
    pieces: list[Piece] = []
    faults = Faults()
    for path in files:
        try:
            with pq.ParquetFile(path) as file:
                whole, metadata = file.schema_arrow, file.metadata
        except pa.ArrowInvalid:
            faults.add(Fault("source", str(path), "a Parquet file"))
            continue
        if schema is None:
            columns = set(needs(whole))
        found = pa.schema([field for field in whole if field.name in columns])
        schema = found if schema is None else schema
        if not found.equals(schema):
            expected = f"the columns of the first file: {_shown(schema)}"
            faults.add(Fault("source", str(path), expected, f"it has: {_shown(found)}"))
        pieces += _pieces(path, metadata)
    faults.raise_as(InputError)
    return schema, pieces


def _shown(schema: pa.Schema) -> str:
    return ", ".join(f"{field.name} {field.type}" for field in schema)


def _pieces(path: Path, metadata: pq.FileMetaData) -> Iterator[Piece]:
    """A file's row groups, small ones together."""
    groups: list[int] = []
    first = rows = 0
    for group in range(metadata.num_row_groups):
        own = metadata.row_group(group).num_rows
        if groups and rows + own > _ROWS:
            yield Piece(path, tuple(groups), first, rows)
            groups, first, rows = [], first + rows, 0
        groups.append(group)
        rows += own
    if groups:
        yield Piece(path, tuple(groups), first, rows)
