"""Faults by row as a column of Arrow, and as a table of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from csrules.errors import refuse

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from csrules.errors import Fault

__all__ = ["FAULTS", "fault_column", "fault_table"]

FAULTS: Final = "faults"
"""The name of the column in which a row's faults stand."""

_FIELDS: Final = ("field", "value", "expected", "mend", "rule")
KIND: Final = pa.list_(pa.struct([(name, pa.string()) for name in _FIELDS]))

_EXPECTED: Final = f"a table with a column {FAULTS!r}"
_MEND: Final = 'answer it with Work(…, on_error="null")'


def fault_column(rows: int, found: Mapping[int, Sequence[Fault]]) -> pa.Array:
    """A column with the faults of each row, null where there are none."""
    lists: list[list[dict[str, str]] | None] = [None] * rows if found else []
    for row, faults in found.items():
        lists[row] = [_plain(fault) for fault in faults]
    return pa.array(lists, KIND) if found else pa.nulls(rows, KIND)


def _plain(fault: Fault) -> dict[str, str]:
    """A fault's parts as texts; the value as an error shows it."""
    shown = str(fault).partition(": got ")[2].partition("; expected ")[0]
    cells = (fault.path, shown, fault.expected, fault.mend, fault.rule)
    return dict(zip(_FIELDS, cells, strict=True))


def fault_table(answers: Any) -> pa.Table:
    """The faults of a table that `Work` answered with ``on_error="null"``, one a row.

    Its columns are ``row`` (counted from 0), ``field``, ``value``, ``expected``, ``mend`` and
    ``rule``. Raises `InputError` for a table without faults in it.

    >>> from csrules.batch import Work
    >>> from csrules.regulations.company import columns, policy
    >>> work = Work(columns.approver(policy()), on_error="null")
    >>> faults = fault_table(work.table(pa.table({"amount": [1500, -1, None]})))
    >>> faults.column("row").to_pylist(), faults.column("expected")[0].as_py()
    ([1, 2], 'yuan, not negative')
    """
    try:
        table = pa.table(answers)
    except (TypeError, ValueError):  # also those of Arrow
        refuse("answers", answers, _EXPECTED, _MEND)
    if table.column_names.count(FAULTS) != 1 or table.schema.field(FAULTS).type != KIND:
        refuse("answers", table.column_names, _EXPECTED, _MEND)
    column = table.column(FAULTS).combine_chunks()
    parents = pc.list_parent_indices(column)
    parts = pc.list_flatten(column)
    cells = [pc.struct_field(parts, name) for name in _FIELDS]
    return pa.table([parents.cast(pa.int64()), *cells], names=["row", *_FIELDS])
