"""A question put over columns: chunk by chunk, the outcome and the measure under every policy."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from csrules.batch.columns import NULL, decoded
from csrules.batch.quick import CHUNK, Columns
from csrules.batch.source import rows_at
from csrules.batch.threads import ahead
from csrules.errors import CsrulesError, Faults, InputError, UnknownNameError
from csrules.question import lacking
from csrules.study.columnsource import records_of
from csrules.study.putting import judge_records

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator

    import pyarrow as pa

    from csrules.batch.columns import Column, Ints
    from csrules.batch.quick import Quick
    from csrules.batch.replies import Replies
    from csrules.policy import Policy
    from csrules.question import Question
    from csrules.study.columnsource import ColumnSource

__all__ = ["Chunk", "OverColumns", "Records", "over_columns"]


@attrs.define(eq=False)
class Records(Sequence[tuple[int, Any]]):
    """Rows and their numbers; records are made of them when somebody asks."""

    numbers: list[int]
    rows: pa.RecordBatch

    @cached_property
    def _made(self) -> list[tuple[int, Any]]:
        return list(zip(self.numbers, records_of(self.rows), strict=True))

    def __len__(self) -> int:
        return len(self.numbers)

    def __iter__(self) -> Iterator[tuple[int, Any]]:
        return iter(self._made)

    def __getitem__(self, place: Any) -> Any:
        return self._made[place]


@attrs.frozen(eq=False)
class Chunk:
    """Some rows with their replies, by the place of a form among the distinct ones.

    ``left`` marks the rows that only the question itself can answer; ``units`` are `NULL` where
    nothing is measured, and the same array where two forms measure the same; there are none where
    no form measures anything.
    """

    first: int
    block: pa.RecordBatch
    codes: tuple[Ints, ...]
    words: tuple[tuple[str, ...], ...]
    units: tuple[Ints, ...]
    left: Ints | None

    def records(self, rows: Ints) -> Records:
        """Some rows of the chunk as records, with their numbers in the source."""
        return Records((rows + self.first).tolist(), rows_at(self.block, rows))


@attrs.frozen(eq=False)
class OverColumns:
    """The distinct forms of a question for some policies, and which of them each policy has.

    Without forms, every row is left to the question itself.
    """

    question: Question
    forms: tuple[Replies, ...]
    places: tuple[int, ...]

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of all forms."""
        return tuple(each for form in self.forms for each in form.rule.reads.values())

    def reads(self, name: str) -> bool:
        """Whether an answer may hang on a column; a question without forms may read any."""
        named = (*self.question.fields, *(each.column for each in self.columns))
        return not self.forms or name in named

    def names(self, source: ColumnSource) -> tuple[str, ...]:
        """The columns to read; all of them where one that is needed is not there."""
        owed = {each.column for each in self.columns if not each.optional}
        if not owed <= set(source.names):
            return source.names
        return tuple(name for name in source.names if name == "id" or self.reads(name))

    def judge(self, names: Sequence[str]) -> None:
        """Refuse a source without a column that every answer needs, or with none that is read.

        A column may be missing where the question reads another one in its place, which no form
        does, as it reads a settlement where there is no amount.
        """
        if not names:
            return  # a source of nothing
        record, read = dict.fromkeys(names), {each.column for each in self.columns}
        judge_records(self.question, [record])
        if any(name in record for name in self.question.fields if name not in read):
            return
        owed = dict.fromkeys(each.column for each in self.columns if not each.optional)
        faults = Faults()
        faults.add(*(lacking(record, (name,)) for name in owed if name not in record))
        faults.raise_as(UnknownNameError)

    def chunks(self, source: ColumnSource, idle: Container[int] = ()) -> Iterator[Chunk]:
        """All rows, chunk by chunk; the next one is computed while one is used.

        Forms whose places are in ``idle`` are not computed (any more).
        """
        return ahead(self._calls(source, idle))

    def _calls(self, source: ColumnSource, idle: Container[int]) -> Iterator[Callable[[], Chunk]]:
        first, plan = 0, None
        for batch in source.batches(self.names(source)):
            if plan is None or plan.schema != batch.schema:
                plan = _Plan(batch.schema, self.forms)
            for start in range(0, batch.num_rows, CHUNK):
                yield partial(plan.chunk, first + start, batch.slice(start, CHUNK), idle)
            first += batch.num_rows


def over_columns(question: Question, policies: Sequence[Policy]) -> OverColumns:
    """The question over columns for these policies.

    Where one of them has no such form there are none at all, and each row is put to the question.
    """
    try:
        made = [question.columns(policy) for policy in policies] if question.columns else []
    except CsrulesError:
        made = []
    forms: list[Replies] = []
    for form in made:
        if form not in forms:
            forms.append(form)
    places = [forms.index(form) for form in made] or [0] * len(policies)
    return OverColumns(question, tuple(forms), tuple(places))


def _measured(units: Sequence[Ints | None], rows: int) -> tuple[Ints, ...]:
    """What each form measures; nothing at all where none does."""
    known = tuple(each for each in units if each is not None)
    if len(known) in {0, len(units)}:
        return known
    nothing = np.full(rows, NULL)
    return tuple(nothing if each is None else each for each in units)


class _Plan:
    """How batches of one schema are read and answered."""

    def __init__(self, schema: pa.Schema, forms: Sequence[Replies]) -> None:
        self.schema, self.forms = schema, forms
        self.quick: list[Quick] = []
        self.places: dict[Column, int] = {}
        try:
            for form in forms:
                reads = form.rule.reads
                kinds = {name: each.found(schema) for name, each in reads.items()}
                self.quick.append(form.rule.kernel.over(kinds))
                there = (reads[name] for name, kind in kinds.items() if kind is not None)
                self.places |= {each: schema.get_field_index(each.column) for each in there}
        except InputError:
            self.quick = []  # every row is left to the question itself
        given = [{each.name: each for each in quick.gives} for quick in self.quick]
        self.words = tuple(
            gives[form.outcome].words for gives, form in zip(given, forms, strict=False)
        )

    def chunk(self, first: int, block: pa.RecordBatch, idle: Container[int]) -> Chunk:
        """Some rows with their replies; ``first`` is the number of the first one."""
        rows, codes, units = block.num_rows, [], list[Any]()
        if not self.quick:
            return Chunk(first, block, (), (), (), np.ones(rows, bool))
        values, left = self._read(block)
        made = dict[Hashable, Any]()
        for place, form in enumerate(self.forms):
            quick, reads = self.quick[place], form.rule.reads
            known = {name: values[each] for name, each in reads.items() if each in values}
            own = Columns(known, made)
            out = {each.name: np.empty(rows, each.dtype) for each in quick.gives}
            marked = None if place in idle else quick.fill(own, out)
            if marked is not None:
                left = marked if left is None else left | marked
            codes.append(out[form.outcome])
            units.append(out.get(form.measure, own.get(form.measure)))
        if left is not None and not left.any():
            left = None
        return Chunk(first, block, tuple(codes), self.words, _measured(units, rows), left)

    def _read(self, block: pa.RecordBatch) -> tuple[dict[Column, Ints], Ints | None]:
        """The columns, and which rows are left for what they hold."""
        values: dict[Column, Ints] = {}
        left: Ints | None = None
        for column, place in self.places.items():
            read = column.taken(decoded(block.column(place)))
            values[column] = read.values
            if read.usable is not None:
                left = ~read.usable if left is None else left | ~read.usable
        return values, left
