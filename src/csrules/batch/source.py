"""Whatever speaks Arrow's stream interface, as a stream of record batches."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from csrules.errors import refuse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from csrules.batch.columns import Ints

__all__ = ["rows_at", "stream"]

_EXPECTED = "a table or stream that speaks Arrow, or record batches"
_MEND = "give a data frame, a pyarrow.Table, or what pyarrow.dataset reads"


def stream(source: object) -> Iterator[pa.RecordBatch]:
    """The record batches of ``source``: a data frame, a table, a stream, a list of batches.

    Taken is what has ``__arrow_c_stream__`` (pandas, Polars, pyarrow, DuckDB's results) or
    ``__arrow_c_array__``, and any iterable of record batches. A stream is read once, and batch by
    batch; an empty one is one empty batch, so that its columns are known. Raises `InputError` for
    anything else.

    >>> [batch.num_rows for batch in stream(pa.table({"amount": [1, 2, 3]}))]
    [3]
    """
    if isinstance(source, pa.RecordBatch):
        yield source
    elif isinstance(source, pa.Table):  # it keeps its batches
        yield from _batches(source.to_reader())
    elif hasattr(source, "__arrow_c_stream__"):
        yield from _batches(_opened(pa.RecordBatchReader.from_stream, source))
    elif hasattr(source, "__arrow_c_array__"):
        yield _opened(pa.record_batch, source)
    elif hasattr(source, "to_reader"):  # what pyarrow.dataset scans
        yield from _batches(source.to_reader())
    elif isinstance(source, str | bytes | dict) or not isinstance(source, Iterable):
        refuse("source", source, _EXPECTED, _MEND)
    else:
        for place, batch in enumerate(source):
            if not isinstance(batch, pa.RecordBatch):
                refuse(f"source[{place}]", batch, "a pyarrow.RecordBatch", _MEND)
            yield batch


def _opened(read: Callable[[Any], Any], source: object) -> Any:
    """A source as ``read`` takes it; a column alone, such as a series, has no columns' names."""
    try:
        return read(source)
    except (TypeError, ValueError):  # also those of Arrow
        refuse("source", source, _EXPECTED, _MEND)


def _batches(reader: pa.RecordBatchReader) -> Iterator[pa.RecordBatch]:
    """The batches of a stream, or an empty one with its columns."""
    read = False
    for batch in reader:
        read = True
        yield batch
    if not read:
        empty = [pa.nulls(0, field.type) for field in reader.schema]
        yield pa.RecordBatch.from_arrays(empty, schema=reader.schema)


def rows_at(batch: pa.RecordBatch, places: Ints) -> pa.RecordBatch:
    """Some rows of a batch, in the order of ``places``."""
    wanted = pa.array(places)
    columns = [_at(column, wanted) for column in batch.columns]
    return pa.RecordBatch.from_arrays(columns, schema=batch.schema)


def _at(column: pa.Array, places: pa.Array) -> pa.Array:
    """Some values of a column; of the views that Polars gives, Arrow can take none by itself."""
    plain = {pa.string_view(): pa.large_string(), pa.binary_view(): pa.large_binary()}
    if column.type in plain:
        return column.cast(plain[column.type]).take(places).cast(column.type)
    try:
        return column.take(places)
    except pa.ArrowNotImplementedError:  # views inside of lists and structures
        each = [column.slice(place, 1) for place in places.to_pylist()]
        return pa.concat_arrays([column.slice(0, 0), *each])
