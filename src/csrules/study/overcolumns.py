"""A question put over columns: chunk by chunk, the outcome and the measure under every policy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import attrs
import numpy as np
import pyarrow as pa

from csrules.batch.columns import NULL
from csrules.errors import CsrulesError, InputError
from csrules.study.columnsource import records_of

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Sequence

    from csrules.batch.columns import Column, Ints
    from csrules.batch.replies import Replies
    from csrules.batch.rule import Quick
    from csrules.policy import Policy
    from csrules.question import Question
    from csrules.study.columnsource import ColumnSource

__all__ = ["Chunk", "OverColumns", "over_columns"]

BLOCK: Final = 1 << 18
"""Rows that are read at a time."""
CHUNK: Final = 1 << 15
"""Rows that are computed at a time, so that they stay in the processor's cache."""


@attrs.frozen(eq=False)
class Chunk:
    """Some rows with their replies, by the place of a form among the distinct ones.

    ``left`` marks the rows that only the question itself can answer; ``units`` are `NULL` where
    nothing is measured, and the same array where two forms measure the same.
    """

    first: int
    block: pa.RecordBatch
    codes: tuple[Ints, ...]
    words: tuple[tuple[str, ...], ...]
    units: tuple[Ints, ...]
    left: Ints | None

    def records(self, rows: Ints) -> list[tuple[int, Any]]:
        """Some rows of the chunk as records, with their numbers in the source."""
        found = records_of(self.block.take(pa.array(rows)))
        return list(zip((rows + self.first).tolist(), found, strict=True))


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

    def chunks(
        self,
        source: ColumnSource,
        step: Callable[[int], object] = lambda _: None,
        idle: Container[int] = (),
    ) -> Iterator[Chunk]:
        """All rows, chunk by chunk; ``step`` is told how many rows are done.

        Forms whose places are in ``idle`` are not computed (any more).
        """
        first, known = 0, None
        for batch in source.batches(self.names(source)):
            if known is None or known.schema != batch.schema:
                known = _Plan(batch.schema, self.forms)
            for start in range(0, batch.num_rows, BLOCK):
                block = batch.slice(start, BLOCK)
                for chunk in known.chunks(block, idle):
                    yield attrs.evolve(chunk, first=chunk.first + first + start)
                step(block.num_rows)
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


class _Plan:
    """How batches of one schema are read and answered."""

    def __init__(self, schema: pa.Schema, forms: Sequence[Replies]) -> None:
        self.schema, self.forms = schema, forms
        self.columns: dict[Column, str] = {}
        self.quick: list[Quick] = []
        try:
            for form in forms:
                kinds = {name: each.found(schema) for name, each in form.rule.reads.items()}
                self.quick.append(form.rule.kernel.over(kinds))
        except InputError:
            self.quick = []  # every row is left to the question itself
        given = [{each.name: each for each in quick.gives} for quick in self.quick]
        self.words = tuple(
            gives[form.outcome].words for gives, form in zip(given, forms, strict=False)
        )
        self.nothing = np.full(CHUNK, NULL)
        self.out = [
            {name: np.empty(CHUNK, each.dtype) for name, each in gives.items()} for gives in given
        ]

    def chunks(self, block: pa.RecordBatch, idle: Container[int]) -> Iterator[Chunk]:
        """The rows of a block."""
        rows = block.num_rows
        if not self.quick:
            yield Chunk(0, block, (), (), (), np.ones(rows, bool))
            return
        values, usable = self._read(block)
        for first in range(0, rows, CHUNK):
            here = slice(first, min(first + CHUNK, rows))
            yield self._chunk(
                first,
                block.slice(first, CHUNK),
                {column: array[here] for column, array in values.items()},
                None if usable is None else ~usable[here],
                idle,
            )

    def _read(self, block: pa.RecordBatch) -> tuple[dict[Column, Ints], Ints | None]:
        values: dict[Column, Ints] = {}
        usable: Ints | None = None
        for column in {each for form in self.forms for each in form.rule.reads.values()}:
            array = column.of(block)
            if array is None:
                continue
            read = column.taken(array)
            values[column] = read.values
            if read.usable is not None:
                usable = read.usable if usable is None else usable & read.usable
        return values, usable

    def _chunk(
        self,
        first: int,
        block: pa.RecordBatch,
        values: dict[Column, Ints],
        left: Ints | None,
        idle: Container[int],
    ) -> Chunk:
        rows, codes, units = block.num_rows, [], []
        nothing = self.nothing[:rows]
        for place, form in enumerate(self.forms):
            reads = {name: values[each] for name, each in form.rule.reads.items() if each in values}
            out = {name: buffer[:rows] for name, buffer in self.out[place].items()}
            marked = None if place in idle else self.quick[place].fill(reads, out)
            if marked is not None:
                left = marked if left is None else left | marked
            codes.append(out[form.outcome])
            units.append(out.get(form.measure, reads.get(form.measure, nothing)))
        if left is not None and not left.any():
            left = None
        return Chunk(first, block, tuple(codes), self.words, tuple(units), left)
