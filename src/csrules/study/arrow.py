"""Rows as a table of Arrow with exact types, and as files of Arrow and Parquet.

::

    >>> from decimal import Decimal
    >>> rows = [{"cases": 2, "amount": Decimal("1350.00")}, {"cases": 1, "amount": None}]
    >>> print(arrow_table(("cases", "amount"), rows).schema)
    cases: int64
    amount: decimal128(38, 2)
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from csrules.study.csvtext import plain_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

__all__ = ["arrow_file", "arrow_table", "parquet_file"]

_MONEY: Final = pa.decimal128(38, 2)
_EMPTY: Final = {
    **dict.fromkeys(("cases", "changed", "row", "unanswered"), pa.int64()),
    **dict.fromkeys(("amount", "amount_after", "high", "low"), _MONEY),
    **dict.fromkeys(("idle", "is_base"), pa.bool_()),
}
"""The types of columns in which there is nothing; any other one is text."""

_TYPES: Final[Mapping[type, Callable[[Iterable[Any]], pa.DataType]]] = {
    bool: lambda _: pa.bool_(),
    int: lambda _: pa.int64(),
    Decimal: lambda cells: pa.decimal128(38, max(map(_places, cells))),
    datetime: lambda _: pa.timestamp("us"),
    date: lambda _: pa.date32(),
}


def arrow_table(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    """The rows under their columns.

    A column has the one type that its cells have: bool, int64, decimal128 with the places that
    they have, timestamp or date32; cells of several types, and all others, are text as in CSV.
    """
    found = [_column(name, [row.get(name) for row in rows]) for name in columns]
    return pa.table(found, names=list(columns))


def _column(name: str, cells: list[Any]) -> pa.Array:
    known = [cell for cell in cells if cell is not None]
    if not known:
        return pa.nulls(len(cells), _EMPTY.get(name, pa.string()))
    kinds = {type(cell) for cell in known}
    if len(kinds) == 1 and (of := _TYPES.get(kinds.pop())):
        return pa.array(cells, of(known))
    return pa.array([None if cell is None else plain_text(cell) for cell in cells], pa.string())


def _places(number: Decimal) -> int:
    return max(0, -int(number.as_tuple().exponent))


def arrow_file(table: pa.Table) -> bytes:
    """The table as a file of Arrow (Feather reads it too)."""
    out = pa.BufferOutputStream()
    with pa.ipc.new_file(out, table.schema) as file:
        file.write_table(table)
    return bytes(out.getvalue())


def parquet_file(table: pa.Table) -> bytes:
    """The table as a file of Parquet."""
    out = pa.BufferOutputStream()
    pq.write_table(table, out)
    return bytes(out.getvalue())
