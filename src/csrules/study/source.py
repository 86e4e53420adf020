"""Where the records of a study come from: records, or columns that are read piece by piece."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from itertools import chain, islice
from os import PathLike
from typing import TYPE_CHECKING, Any, Final

from csrules.errors import refuse
from csrules.study.rowframe import MANY, rows_of_frame
from csrules.study.shown import extra

if TYPE_CHECKING:
    from csrules.study.columnsource import ColumnSource

__all__ = ["source_of"]

_SPEAKS: Final = ("__arrow_c_stream__", "__arrow_c_array__", "to_batches")
_NAMES: Final = ("schema", "columns")


def source_of(records: object) -> list[Any] | ColumnSource:
    """The records as a list, or a source of columns.

    Taken are an iterable of mappings or objects; a data frame; whatever speaks Arrow's stream
    interface; record batches; a data set of Arrow; the path of a Parquet file or of a folder of
    them. Raises `InputError` for anything else.
    """
    if hasattr(records, "iloc") and hasattr(records, "columns"):
        frame: Any = records
        if len(frame) <= MANY or find_spec("pyarrow") is None:
            return rows_of_frame(frame)
        return _columns(records)
    if isinstance(records, str | PathLike) or _speaks(records):
        return _columns(records)
    if isinstance(records, bytes | Mapping) or not isinstance(records, Iterable):
        refuse("records", records, "an iterable of records: mappings or objects", "give a list")
    if isinstance(records, Sequence):
        return _columns(records) if records and _speaks(records[0]) else list(records)
    return _of_iterator(iter(records))


def _of_iterator(records: Iterator[Any]) -> list[Any] | ColumnSource:
    first = list(islice(records, 1))
    if first and _speaks(first[0]):
        return _columns(chain(first, records))
    return [*first, *records]


def _speaks(thing: object) -> bool:
    """Whether a thing says its columns in Arrow; a series of values does not."""
    if not any(hasattr(thing, name) for name in _SPEAKS):
        return False
    return any(hasattr(thing, name) for name in _NAMES) or not isinstance(thing, Iterable)


def _columns(records: object) -> ColumnSource:
    extra("pyarrow", "batch")
    from csrules.study.columnsource import column_source  # noqa: PLC0415  # extra `batch`

    return column_source(records)
