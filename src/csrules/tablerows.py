"""Rows of a decision table, how many of them may answer, and what can be wrong with them."""

from __future__ import annotations

from enum import StrEnum
from itertools import combinations
from typing import TYPE_CHECKING, Any

import attrs

from csrules.cells import without
from csrules.doors import guarded
from csrules.errors import Fault, nearest
from csrules.frozen import Frozen

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from csrules.cells import Box, Cells, Column, Line
    from csrules.citation import Text

__all__ = ["Hit", "Row", "cover_faults", "row_faults"]


class Hit(StrEnum):
    """How many rows of a table answer one question."""

    UNIQUE = "unique"  # exactly one row applies; rows may not overlap
    FIRST = "first"  # the first row that applies, in the order of the text
    COLLECT = "collect"  # every row that applies


@guarded
@attrs.frozen
class Row:
    """A row: its rule id, when it applies, what follows, and that in words.

    ``note`` may hold ``{column}`` where the value that was asked about belongs.
    """

    rule: str
    when: Mapping[str, object] = attrs.field(converter=Frozen)
    then: Mapping[str, Any] = attrs.field(converter=Frozen)
    note: Text


@guarded
def row_faults(
    row: Row, path: str, columns: Sequence[str], outputs: Sequence[str]
) -> Iterator[Fault]:
    """What is wrong with one row: no rule, unknown columns, outputs too many or too few."""
    if not row.rule:
        yield Fault(f"{path}.rule", row.rule, "the rule id that the row stands on")
    for what, given, known in (("when", row.when, columns), ("then", row.then, outputs)):
        for name in given:
            if name not in known:
                expected = "a column" if what == "when" else "an output"
                yield Fault(f"{path}.{what}.{name}", given[name], expected, nearest(name, known))
    for name in outputs:
        if name not in row.then:
            yield Fault(f"{path}.then", None, f"the output {name!r}", "give every output")


@guarded
def cover_faults(
    path: str,
    *,
    columns: Sequence[Column],
    lines: Sequence[Line],
    rows: Sequence[Row],
    boxes: tuple[Box, ...],
    hit: Hit,
    otherwise: Row | None,
) -> Iterator[Fault]:
    """Rows that overlap, that nothing reaches, and inputs of which no row speaks."""
    for place, (row, box) in enumerate(zip(rows, boxes, strict=True)):
        if not all(box):
            yield Fault(f"{path}.rows[{place}]", dict(row.when), "a row that can apply")
        elif hit is Hit.FIRST and not without(box, boxes[:place]):
            mend = "earlier rows take everything: move it up or remove it"
            expected = "a row that some input reaches"
            yield Fault(f"{path}.rows[{place}]", dict(row.when), expected, mend, row.rule)
    pairs = combinations(range(len(boxes)), 2) if hit is Hit.UNIQUE else ()
    for one, two in pairs:
        common = [a & b for a, b in zip(boxes[one], boxes[two], strict=True)]
        if all(common):
            both = _example(columns, lines, common)
            expected = f"no overlap with rows[{one}] in a unique table; both take {both}"
            mend = "narrow one of them, or use Hit.FIRST"
            row = rows[two]
            yield Fault(f"{path}.rows[{two}]", dict(row.when), expected, mend, row.rule)
    gaps = without(tuple(line.all for line in lines), boxes)
    if gaps and otherwise is None and hit is not Hit.COLLECT:
        missing = _example(columns, lines, gaps[0])
        yield Fault(f"{path}.rows", missing, "a row for every input", "or give otherwise=")
    if not gaps and otherwise is not None:
        yield Fault(f"{path}.otherwise", None, "inputs of which no row speaks", "remove it")


def _example(columns: Sequence[Column], lines: Sequence[Line], box: Sequence[Cells]) -> str:
    """One input of a box, for a person."""
    return ", ".join(
        f"{column.name}={line.example(min(cells, key=str))}"
        for column, line, cells in zip(columns, lines, box, strict=True)
    )
