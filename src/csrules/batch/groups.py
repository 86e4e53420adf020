"""Rows brought together by person and month, from a stream in which each person's rows are one.

A person's rows may begin in one batch and end in a later one; no more than one person's rows and a
batch are held.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import attrs
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from csrules.batch.columns import NULL
from csrules.batch.source import rows_at
from csrules.errors import CsrulesError, refuse
from csrules.identifiers import identifier

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from csrules.batch.columns import Days, Ints, Names

__all__ = ["Groups", "Order", "groups_of"]

ROWS: Final = 1 << 17
"""Rows that are brought together at a time, if no person has more."""

ORDERS: Final = ("sorted", "grouped")


@attrs.frozen(eq=False)
class Groups:
    """The months of some persons: the rows of ``batch`` stand by person, and by month within.

    ``starts`` are where each group begins in the batch, ``lengths`` how many rows it has, ``rows``
    the number of its first row in the source. ``persons`` are the names, None for no name, and
    ``valid`` says which can be a person's; ``months`` count from January 1970, `NULL` for no day.
    """

    batch: pa.RecordBatch
    starts: Ints
    lengths: Ints
    rows: Ints
    persons: tuple[str | None, ...]
    valid: Ints
    months: Ints


@attrs.define
class Order:
    """Whether each person's rows are together: the names rise, or none comes back.

    Rows that are ``"sorted"`` are compared with the person before; for ``"grouped"`` ones every
    name is remembered.
    """

    column: str
    how: str
    _last: str | None = None
    _seen: set[str] = attrs.field(factory=set)

    def begin(self, name: str, row: int) -> None:
        """Judge that a person's rows begin here; raises `InputError` naming person and row."""
        where = f"rows[{row}].{self.column}"
        if self.how == "sorted":
            if self._last is not None and name <= self._last:
                expected = f"a name after {self._last!r}, whose rows stand above it"
                mend = f'sort the source by "{self.column}", or say order="grouped"'
                refuse(where, name, expected, f"{mend} where each person's rows stand together")
            self._last = name
            return
        if name in self._seen:
            expected = "all rows of one person together; this one has rows further up"
            refuse(where, name, expected, f'sort or partition the source by "{self.column}"')
        self._seen.add(name)


class _Run(NamedTuple):
    """Rows of one name that stand together, from row ``start`` of the source on."""

    name: str | None
    valid: bool
    start: int


def groups_of(
    batches: Iterable[pa.RecordBatch], person: Names, day: Days, order: Order
) -> Iterator[Groups]:
    """The months of whole persons, some persons at a time.

    Raises `InputError` where a person's rows do not stand together.
    """
    held: list[pa.RecordBatch] = []
    runs: list[_Run] = []
    row = 0
    for batch in _pieces(batches):
        found = _runs(person.of(batch), row)
        row += batch.num_rows
        if found[0].name in [run.name for run in runs]:
            del found[0]
        for run in found:
            if run.name is not None:
                order.begin(run.name, run.start)
        cut = 0
        if found:
            cut = batch.num_rows - (row - found[-1].start)
            if runs or len(found) > 1:
                yield _by_month([*held, batch.slice(0, cut)], [*runs, *found[:-1]], day)
            held, runs = [], found[-1:]
        held.append(batch.slice(cut))
    if held:
        yield _by_month(held, runs, day)


def _pieces(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The batches, large ones in pieces, without the empty ones."""
    for batch in batches:
        for first in range(0, batch.num_rows, ROWS):
            yield batch.slice(first, ROWS)


def _runs(array: pa.Array, row: int) -> list[_Run]:
    """The runs of a column of names, each name in the form in which persons are compared."""
    if pa.types.is_null(array.type) or pa.types.is_string_view(array.type):
        array = array.cast(pa.large_string())
    encoded = pc.run_end_encode(array)
    found: list[_Run] = []
    start = 0
    for raw, end in zip(encoded.values.to_pylist(), encoded.run_ends.to_pylist(), strict=True):
        name, valid = _name(raw)
        if not found or name != found[-1].name:
            found.append(_Run(name, valid, row + start))
        start = end
    return found


def _name(raw: str | None) -> tuple[str | None, bool]:
    try:
        return identifier(raw, "person"), True
    except CsrulesError:
        return raw, False


def _by_month(batches: list[pa.RecordBatch], runs: list[_Run], day: Days) -> Groups:
    """The rows of these runs, each person's by month."""
    batch = _one(batches)
    first = runs[0].start
    begins = [run.start - first for run in runs]
    persons = np.repeat(np.arange(len(runs)), np.diff(begins, append=batch.num_rows))
    array: pa.Array = day.of(batch)
    months = day.read(array).values.astype("M8[D]").astype("M8[M]").astype("i8")
    if array.null_count:
        months[array.is_null().to_numpy(zero_copy_only=False)] = NULL
    places = np.arange(batch.num_rows)
    other = np.diff(persons) != 0
    if (~other & (months[1:] < months[:-1])).any():
        places = np.lexsort((months, persons))  # stable: a month's rows keep their order
        batch, months = rows_at(batch, places), months[places]
    starts = np.flatnonzero(np.concatenate(([True], other | (months[1:] != months[:-1]))))
    of_group = persons[starts].tolist()
    return Groups(
        batch,
        starts,
        np.diff(starts, append=batch.num_rows),
        places[starts] + first,
        tuple(runs[number].name for number in of_group),
        np.array([runs[number].valid for number in of_group]),
        months[starts],
    )


def _one(batches: list[pa.RecordBatch]) -> pa.RecordBatch:
    """Batches as one; a single one is not copied."""
    filled = [batch for batch in batches if batch.num_rows]
    (whole,) = pa.Table.from_batches(filled).combine_chunks().to_batches()
    return whole
