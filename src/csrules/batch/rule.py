"""A rule over columns: its own function, the columns of its arguments, and its quick form."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, Final

import attrs
import numpy as np

from csrules.batch.quick import filled
from csrules.doors import guarded
from csrules.errors import CsrulesError, Faults, InputError, refuse

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pyarrow as pa

    from csrules.batch.answers import Given
    from csrules.batch.columns import Column, Ints
    from csrules.batch.quick import Kernel, Quick

    Arrays = Mapping[str, tuple[Column, pa.Array | None]]

__all__ = ["Answered", "ColumnRule"]

_REMEMBERED: Final = 100_000
"""Calls of a rule's own function that are not made twice for one batch."""


@attrs.frozen(eq=False)
class Answered:
    """The answers to one batch: a column each, and the faults of the rows without one."""

    names: tuple[str, ...]
    arrays: tuple[pa.Array, ...]
    faults: Mapping[int, CsrulesError]


@attrs.frozen(eq=False)
class Rule:
    """A rule's own function ``ask``, the columns that hold its arguments, and its quick form."""

    ask: Callable[..., Any]
    reads: Mapping[str, Column]
    kernel: Any
    prefix: str = attrs.field(default="", kw_only=True)

    def gives(self, schema: pa.Schema) -> tuple[Given, ...]:
        """The columns that it gives for a source of this schema; refuses one it cannot read."""
        return self._named(self._over(schema).gives)

    def _over(self, schema: pa.Schema) -> Any:
        kinds: dict[str, pa.DataType | None] = {}
        faults = Faults()
        for name, column in self.reads.items():
            with faults:
                kinds[name] = column.found(schema)
        faults.raise_as(InputError)
        if kinds and set(kinds.values()) == {None}:
            names = ", ".join(column.column for column in self.reads.values())
            there = ", ".join(schema.names[:12])
            refuse("source", there, f"a column that the rule reads: {names}")
        return self.kernel.over(kinds)

    def _named(self, given: tuple[Given, ...]) -> tuple[Given, ...]:
        return tuple(attrs.evolve(each, name=self.prefix + each.name) for each in given)


@guarded
@attrs.frozen(eq=False)
class ColumnRule(Rule):
    """A rule's own function ``ask``, the columns that hold its arguments, and its quick form.

    ``ask`` is called by keyword for each row that ``kernel`` leaves: a null, a fault, a case that
    is rare. So a column says what the function says, the faults included. ``prefix`` goes before
    the names of the columns that it gives.

    `csrules.batch.approval`, `due`, `score` and the packs' modules ``columns`` make them:

    >>> from csrules.regulations.company import columns, policy
    >>> rule = columns.approver(policy())
    >>> rule.reads["amount"].expected
    'decimals (or whole numbers) of yuan; binary floats are rounded already'
    """

    kernel: Kernel

    def values(self, batch: pa.RecordBatch, row: int) -> dict[str, Any]:
        """One row's arguments, as ``ask`` takes them."""
        arrays = {name: (column, column.of(batch)) for name, column in self.reads.items()}
        return row_values(arrays, row)

    def answer(self, batch: pa.RecordBatch, most: int | None = None) -> Answered:
        """The answers to a batch; it stops after ``most`` rows with a fault."""
        quick: Quick = self._over(batch.schema)
        given = self._named(quick.gives)
        arrays = {name: (column, column.of(batch)) for name, column in self.reads.items()}
        rows = batch.num_rows
        reads = {
            name: column.taken(array)
            for name, (column, array) in arrays.items()
            if array is not None
        }
        wanted = {each.name.removeprefix(self.prefix): each for each in given}
        out = {name: np.empty(rows, each.dtype) for name, each in wanted.items()}
        left = filled(quick, {name: read.values for name, read in reads.items()}, out, rows)
        unusable = [~read.usable for read in reads.values() if read.usable is not None]
        for marked in unusable:
            left = marked if left is None else left | marked
        return answered(wanted, out, left, partial(self._asked(), arrays), most)

    def _asked(self) -> Callable[[Arrays, int], Any]:
        """The rule's own function, asked for a row; it remembers what it answered."""

        @lru_cache(_REMEMBERED)
        def asked(folds: tuple[int, ...], **values: Any) -> Any:
            del folds  # the passes of a doubled hour are equal for Python, and other calls
            return or_error(self.ask, **values)

        def of_row(arrays: Arrays, row: int) -> Any:
            values = row_values(arrays, row)
            return asked(tuple(getattr(each, "fold", 0) for each in values.values()), **values)

        return of_row


def or_error(ask: Callable[..., Any], **values: Any) -> Any:
    """What a function answers, or the error that it raises."""
    try:
        return ask(**values)
    except CsrulesError as error:
        return error


def answered(
    wanted: Mapping[str, Given],
    out: Mapping[str, Ints],
    left: Ints | None,
    ask: Callable[[int], Any],
    most: int | None,
) -> Answered:
    """What is filled in, with the answers of ``ask`` in the places that are ``left``."""
    faults: dict[int, CsrulesError] = {}
    for place in () if left is None else np.flatnonzero(left).tolist():
        found = ask(place)
        if isinstance(found, CsrulesError):
            faults[place] = found
            if most is not None and len(faults) >= most:
                break
            continue
        for name, each in wanted.items():
            out[name][place] = each.of(found)
    missing = None
    if faults:
        for values in out.values():
            missing = np.zeros(len(values), bool)
            missing[list(faults)] = True
            values[missing] = 0
    columns = tuple(each.array(out[name], missing) for name, each in wanted.items())
    return Answered(tuple(each.name for each in wanted.values()), columns, faults)


def row_values(arrays: Arrays, row: int) -> dict[str, Any]:
    return {
        name: column.value(array, row)
        for name, (column, array) in arrays.items()
        if array is not None
    }
