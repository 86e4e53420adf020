"""Columns as a study reads them: only those that it needs, piece by piece, again where it can."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

import attrs
import pyarrow as pa
import pyarrow.dataset as ds

from csrules.batch.columns import Starts
from csrules.batch.source import stream
from csrules.errors import refuse
from csrules.study.rowframe import MANY, READ_AGAIN, rows_of_frame

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["ColumnSource", "column_source", "records_of"]

_TIMES: Final = Starts("")
_PLAIN: Final = {bool, int, float, str, Decimal, date, datetime}
_PARQUET: Final = ds.ParquetFileFormat(
    default_fragment_scan_options=ds.ParquetFragmentScanOptions(pre_buffer=False)
)
"""Without a buffer in which all of a file comes to be."""
_READ_AHEAD: Final = 2
"""Batches of a data set that are read ahead, so that little of it is in memory at a time."""


@attrs.frozen(eq=False)
class ColumnSource(ABC):
    """Columns by their names; ``rows`` is None where nobody knows how many there are."""

    names: tuple[str, ...]
    rows: int | None
    source: Any = attrs.field(repr=False)
    once: ClassVar[bool] = False

    def __attrs_post_init__(self) -> None:
        twice = sorted({name for name in self.names if self.names.count(name) > 1})
        if twice:
            refuse("records", ", ".join(twice), "columns of different names")

    @abstractmethod
    def batches(self, names: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """The batches of these columns, in order."""

    def holds(self, names: Sequence[str]) -> bool:
        """Whether these columns mean the same in Arrow as row by row."""
        del names
        return True

    def records(self) -> list[Any]:
        """All rows as records."""
        return [row for batch in self.batches(self.names) for row in records_of(batch)]


class _Frame(ColumnSource):
    """A data frame of pandas, whose cells may be of several kinds in one column."""

    def batches(self, names: Sequence[str]) -> Iterator[pa.RecordBatch]:
        table = pa.Table.from_pandas(self.source[list(names)], preserve_index=False)
        return iter(table.to_batches())

    def holds(self, names: Sequence[str]) -> bool:
        objects = [self.source[name] for name in names if self.source[name].dtype == object]
        if not all(_one_kind({_kind(cell) for cell in column.dropna()}) for column in objects):
            return False
        try:
            pa.Table.from_pandas(self.source[list(names)], preserve_index=False)
        except (pa.ArrowException, OverflowError):
            return False
        return True

    def records(self) -> list[Any]:
        return rows_of_frame(self.source)


def _kind(cell: object) -> tuple[type, object]:
    return type(cell), getattr(cell, "tzinfo", None)


def _one_kind(kinds: set[tuple[type, object]]) -> bool:
    """Whether all cells are of one kind, and of one that Arrow keeps as it is."""
    return len(kinds) <= 1 and all(kind in _PLAIN for kind, _ in kinds)


class _Set(ColumnSource):
    """A data set of Arrow: one file or many, read batch by batch."""

    def batches(self, names: Sequence[str]) -> Iterator[pa.RecordBatch]:
        found: Iterator[pa.RecordBatch] = self.source.to_batches(
            columns=list(names), batch_readahead=_READ_AHEAD, fragment_readahead=1
        )
        return found


class _Whole(ColumnSource):
    """A table, or what else speaks Arrow's stream interface and can say so again."""

    def batches(self, names: Sequence[str]) -> Iterator[pa.RecordBatch]:
        chosen = self.source
        if isinstance(chosen, pa.Table):
            chosen = chosen.select(list(names))
        for batch in stream(chosen):
            yield batch.select([name for name in names if name in batch.schema.names])


class _Once(ColumnSource):
    """A stream that nobody can read again."""

    once = True

    def batches(self, names: Sequence[str]) -> Iterator[pa.RecordBatch]:
        stream_itself, left = self.source
        if not left:
            refuse("records", stream_itself, READ_AGAIN.expected, READ_AGAIN.mend)
        for batch in left.pop():
            yield batch.select([name for name in names if name in batch.schema.names])


def column_source(records: Any) -> ColumnSource:
    """Whatever holds columns, as a source of them; raises `InputError` for a path of nothing."""
    if hasattr(records, "iloc"):
        return _Frame(tuple(map(str, records.columns)), len(records), records)
    if isinstance(records, str | PathLike):
        records = _data_set(records)
    if isinstance(records, ds.Dataset):
        return _Set(tuple(records.schema.names), records.count_rows(), records)
    if isinstance(records, pa.RecordBatch):
        records = [records]
    if isinstance(records, Sequence):
        batches = list(stream(records))
        return _Whole(tuple(batches[0].schema.names), sum(map(len, batches)), batches)
    if hasattr(records, "__len__") and hasattr(records, "columns"):
        names = getattr(records, "column_names", records.columns)
        return _Whole(tuple(names), len(records), records)
    return _streamed(records)


def _data_set(path: str | PathLike[str]) -> ds.Dataset:
    if not Path(path).exists():
        refuse("records", str(path), "records, or the path of a Parquet file or folder")
    try:
        return ds.dataset(path, format=_PARQUET)
    except (pa.ArrowException, OSError) as error:
        refuse("records", str(path), f"the path of a Parquet file or folder: {error}")


def _streamed(records: object) -> ColumnSource:
    """A stream: one that is short is kept, so that it can be read again."""
    kept: list[pa.RecordBatch] = []
    batches = stream(records)
    for batch in batches:
        kept.append(batch)
        if sum(map(len, kept)) > MANY:
            return _Once(tuple(batch.schema.names), None, (records, [_chained(kept, batches)]))
    names = tuple(kept[0].schema.names) if kept else ()
    return _Whole(names, sum(map(len, kept)), kept)


def _chained(
    kept: list[pa.RecordBatch], rest: Iterable[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    while kept:
        yield kept.pop(0)
    yield from rest


def records_of(batch: pa.RecordBatch) -> list[dict[str, Any]]:
    """The rows of a batch as records, each cell as a rule's own function takes it."""
    columns = {name: _cells(batch.column(name)) for name in batch.schema.names}
    return [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]


def _cells(array: pa.Array) -> list[Any]:
    kind = array.type.value_type if pa.types.is_dictionary(array.type) else array.type
    if _TIMES.fits(kind):
        plain = array if kind is array.type else array.dictionary_decode()
        return [_TIMES.value(plain, row) for row in range(len(plain))]
    cells: list[Any] = array.to_pylist()
    return cells
