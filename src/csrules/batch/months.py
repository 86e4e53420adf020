"""Rules of a person's month over columns: many rows in, one row for each person and month out."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any, Final, Protocol

import attrs
import numpy as np
import pyarrow as pa

from csrules.batch.columns import NULL, Days, Names
from csrules.batch.faultcolumn import FAULTS, KIND, fault_column
from csrules.batch.groups import ORDERS, Order, groups_of
from csrules.batch.rule import Answered, Rule, answered, or_error, row_values
from csrules.batch.streamed import (
    Streamed,
    a_schema,
    judge_arguments,
    judge_names,
    of_row,
    raise_rows,
)
from csrules.bounds import MOST_FAULTS
from csrules.doors import guarded
from csrules.errors import Fault, Faults, InputError, nearest, refuse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from csrules.batch.answers import Given
    from csrules.batch.columns import Ints
    from csrules.batch.groups import Groups

__all__ = ["MonthKernel", "MonthQuick", "MonthRule", "MonthWork", "only_value"]

MONTH: Final = "month"
"""The name of the column that tells the month, by its first day."""


class MonthQuick(Protocol):
    """The quick form of a rule of a person's month."""

    @property
    def gives(self) -> tuple[Given, ...]:
        """The columns of answers."""
        ...

    def fill(
        self, columns: Mapping[str, Ints], groups: Groups, out: Mapping[str, Ints]
    ) -> Ints | None:
        """Fill ``out``, a place a group; groups left to the rule's own function are marked."""
        ...


class MonthKernel(Protocol):
    """What makes the quick form of a rule of a person's month."""

    def over(self, kinds: Mapping[str, pa.DataType | None]) -> MonthQuick:
        """The quick form for arguments of these Arrow types; None: the column is not there."""
        ...


@guarded
@attrs.frozen(eq=False)
class MonthRule(Rule):
    """A rule of a person's month: its own function ``ask``, the columns of a row, a quick form.

    ``ask`` is called with ``person``, ``year``, ``month`` and ``rows``, a dict of each row's
    values, for each month that ``kernel`` leaves: one with a fault, or one that is rare.
    ``person`` and ``day`` are the columns that say whose row it is, and of which day.
    """

    kernel: MonthKernel
    person: str = attrs.field(default="person", kw_only=True)
    day: str = attrs.field(default="work_date", kw_only=True)

    def answer(self, groups: Groups, most: int | None = None) -> Answered:
        """The answers to some months; it stops after ``most`` with a fault."""
        quick: MonthQuick = self._over(groups.batch.schema)
        arrays = {name: (column, column.of(groups.batch)) for name, column in self.reads.items()}
        reads = {
            name: column.taken(array)
            for name, (column, array) in arrays.items()
            if array is not None
        }
        wanted = dict(zip((g.name for g in quick.gives), self._named(quick.gives), strict=True))
        out = {name: np.empty(len(groups.starts), each.dtype) for name, each in wanted.items()}
        left = quick.fill({name: read.values for name, read in reads.items()}, groups, out)
        left = ~groups.valid if left is None else left | ~groups.valid
        for read in reads.values():
            if read.usable is not None:
                left |= ~np.logical_and.reduceat(read.usable, groups.starts)

        def ask(place: int) -> Any:
            start, month = int(groups.starts[place]), int(groups.months[place])
            rows = range(start, start + int(groups.lengths[place]))
            return or_error(
                self.ask,
                person=groups.persons[place],
                year=None if month == NULL else 1970 + month // 12,
                month=None if month == NULL else month % 12 + 1,
                rows=[row_values(arrays, row) for row in rows],
            )

        return answered(wanted, out, left, ask, most)


def only_value(rows: Sequence[Mapping[str, Any]], name: str) -> Any:
    """The value that all rows of a month have; raises `InputError` where they differ.

    >>> only_value([{"bonus": 800}, {"bonus": 800}], "bonus")
    800
    """
    first = rows[0][name]
    for row in rows:
        if row[name] != first:
            refuse(name, f"{first} and {row[name]}", "one value for the whole month")
    return first


@attrs.frozen(eq=False, init=False)
class MonthWork(Streamed):
    """Rules of a person's month over a stream: one row comes out for each person and month.

    The rows of one person must stand together. With ``order="sorted"`` the persons rise (in the
    order of code points, as Arrow, pandas and SQL sort text), and no more than one person's rows
    and a batch are in memory. With ``"grouped"`` the persons may come in any order, and the name of
    each is remembered. A person who comes back raises `InputError` with the name and the row,
    whatever ``on_error`` says. The rows of a person may be in any order.

    The columns are the person (under the source's name), ``month`` (its first day), and what the
    rules give. ``on_error`` is that of `Work`, by person and month: a fault names the first row of
    the month, counted from 0. Rows without a day, and rows without a name that stand together, are
    months of their own, with a fault.

    >>> from datetime import date, datetime
    >>> from csrules.regulations.office import columns, policy
    >>> days = [date(2024, 3, 7), date(2024, 3, 8), date(2024, 4, 1)]
    >>> signed = [datetime(2024, 3, 7, 8, 30, 1), None, datetime(2024, 4, 1, 8, 30)]
    >>> source = pa.table({"person": ["li"] * 3, "work_date": days, "signed_in_at": signed,
    ...     "base_pay": [5000] * 3})
    >>> for row in MonthWork(columns.lateness(policy())).table(source).to_pylist():
    ...     print(*row.values())
    li 2024-03-01 1 1 50.00
    li 2024-04-01 0 0 0.00
    """

    rules: tuple[MonthRule, ...]
    order: str
    on_error: str

    def __init__(self, *rules: MonthRule, order: str = "sorted", on_error: str = "raise") -> None:
        """Judge the arguments; all faults at once."""
        faults = Faults()
        judge_arguments(rules, MonthRule, on_error, faults)
        if not isinstance(order, str) or order not in ORDERS:
            mend = nearest(order, ORDERS)
            faults.add(Fault("order", order, '"sorted" or "grouped"', mend))
        faults.raise_as(InputError)
        if len({(rule.person, rule.day) for rule in rules}) > 1:
            said = ", ".join(f"{rule.person} and {rule.day}" for rule in rules)
            refuse("rules", said, "rules that read the same columns of person and day")
        self.__attrs_init__(rules, order, on_error)

    def __call__(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """The months of the persons, in the order of the stream."""
        stream = iter(batches)
        head = next(stream, None)
        if head is None:
            return
        person, day = self._columns
        order = Order(person.column, self.order)
        empty = True
        for groups in groups_of(map(self._read, chain([head], stream)), person, day, order):
            yield self._answered(groups)
            empty = False
        if empty:
            schema = self.schema(head.schema)
            yield pa.record_batch([pa.nulls(0, kind) for kind in schema.types], schema=schema)

    @property
    def _columns(self) -> tuple[Names, Days]:
        ((person, day),) = {(rule.person, rule.day) for rule in self.rules}
        return Names(person), Days(day)

    def schema(self, source: pa.Schema) -> pa.Schema:
        """The schema of what comes out for a source of this schema."""
        a_schema(source)
        person, day = self._columns
        faults = Faults()
        given: list[Given] = []
        with faults:
            person.found(source)
        if all(day.column != read.column for rule in self.rules for read in rule.reads.values()):
            with faults:
                day.found(source)
        for rule in self.rules:
            with faults:
                given += rule.gives(source)
        faults.raise_as(InputError)
        fields = [pa.field(person.column, pa.string()), pa.field(MONTH, pa.date32())]
        fields += [pa.field(each.name, each.kind) for each in given]
        if self.on_error == "null":
            fields.append(pa.field(FAULTS, KIND))
        judge_names([field.name for field in fields], "give the rule a prefix")
        return pa.schema(fields)

    def needs(self, source: pa.Schema) -> list[str]:
        """The columns of a source of this schema that are read, in their order."""
        a_schema(source)
        wanted = {column.column for rule in self.rules for column in rule.reads.values()}
        wanted |= {column.column for column in self._columns}
        return [name for name in source.names if name in wanted]

    def _read(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        self.schema(batch.schema)
        return batch.select(self.needs(batch.schema))

    def _answered(self, groups: Groups) -> pa.RecordBatch:
        raising = self.on_error == "raise"
        arrays = [pa.array(groups.persons, pa.string()), _first_days(groups.months)]
        found: dict[int, list[Fault]] = {}
        rows = groups.rows.tolist()
        for rule in self.rules:
            answers = rule.answer(groups, MOST_FAULTS if raising else None)
            if raising and answers.faults:
                raise_rows({rows[place]: error for place, error in answers.faults.items()})
            arrays += answers.arrays
            for place, error in answers.faults.items():
                found.setdefault(place, []).extend(of_row(error, rows[place]))
        if not raising:
            arrays.append(fault_column(len(rows), found))
        return pa.RecordBatch.from_arrays(arrays, schema=self.schema(groups.batch.schema))


def _first_days(months: Ints) -> pa.Array:
    """Months as their first days, null where there is none."""
    return pa.array(months.astype("M8[M]").astype("M8[D]"))  # `NULL` is NumPy's for a date too
