"""Columns of a decision table, and the cells into which its conditions cut them.

Conditions become sets of cells, so that overlap, reach and gaps of rows are decided exactly and
not by trying values.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

import attrs

from csrules.citation import Text
from csrules.doors import guarded
from csrules.errors import DefinitionError, Fault, Faults, refuse
from csrules.frozen import Frozen
from csrules.kinds import Choice, Day, Flag, Kind, Money, Quantity, Whole
from csrules.money import exact

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypeAlias

__all__ = ["Box", "Cells", "Column", "Line", "Span", "compile_column", "without"]

Cells: TypeAlias = "frozenset[object]"
"""Parts of a column's values that no row tells apart."""

Box: TypeAlias = "tuple[Cells, ...]"
"""What a row takes in: cells of each column."""

_OTHER = "(any other)"


@attrs.frozen
class Span:
    """A condition on numbers or days: from, to, with each end included or not.

    >>> Span(at_least=5000)
    Span(at_least=5000)
    """

    at_least: object = None
    above: object = None
    at_most: object = None
    below: object = None

    def __repr__(self) -> str:
        ends = attrs.asdict(self, filter=lambda _, end: end is not None)
        return f"Span({', '.join(f'{name}={end!r}' for name, end in ends.items())})"


@guarded
@attrs.frozen
class Column:
    """An input of a table: its name, kind, label; ``labels`` says its values in both languages.

    An ``optional`` input may be None; a row takes None only where it says so, or names no
    condition on the column.
    """

    name: str
    kind: Kind[Any]
    text: Text
    labels: Mapping[Any, Text] = attrs.field(factory=Frozen, converter=Frozen)
    optional: bool = False

    @guarded
    def say(self, value: object) -> Text:
        """A value of this column in both languages."""
        if value is None:
            return Text("not given", "未给出")
        if isinstance(value, bool) and value not in self.labels:
            return Text("yes", "是") if value else Text("no", "否")
        return self.labels.get(value, Text(str(value), str(value)))


@attrs.frozen
class Line:
    """A column cut into cells, so that conditions become sets and every check is exact."""

    all: Cells
    values: tuple[Any, ...]

    def cell(self, value: object) -> object:
        """The cell in which a value lies."""
        raise NotImplementedError  # each line below says it

    @guarded
    def cells(self, condition: object) -> Cells:
        """The cells that a row's condition takes in."""
        return frozenset(self.cell(value) for value in _several(condition))

    def example(self, cell: object) -> object:
        """A value of a cell, for a person."""
        return cell


@attrs.frozen
class _Names(Line):
    """Cells of a column of names: each value its own, and one for those that no row names."""

    kind: Kind[Any]

    def cell(self, value: object) -> object:
        if value is not None:
            value = self.kind.read(value, "condition")
        return value if value in self.all else _OTHER


@attrs.frozen
class _Numbers(Line):
    """Cells of a column of numbers or days: the pieces between the ends of the conditions."""

    kind: Kind[Any]
    starts: tuple[int, ...]

    def cell(self, value: object) -> object:
        return None if value is None else bisect_right(self.starts, _rank(self.kind, value))

    def cells(self, condition: object) -> Cells:
        found: set[object] = set()
        for part in _several(condition):
            ends = None if part is None else _ends(self.kind, part, "condition")
            found.update({None} if ends is None else _between(self.starts, *ends))
        return self.all & found

    def example(self, cell: object) -> object:
        if not isinstance(cell, int):
            return cell
        if not self.starts:
            return "any"
        if not cell:
            return f"below {_shown(self.kind, self.starts[0])}"
        return f"from {_shown(self.kind, self.starts[cell - 1])}"


def _several(condition: object) -> tuple[Any, ...]:
    many = isinstance(condition, tuple | list | set | frozenset)
    return tuple(cast("Any", condition)) if many else (condition,)


def _between(starts: tuple[int, ...], first: int | None, last: int | None) -> range:
    """The cells from that of one rank to that of another, both included; None sets no end."""
    low = 0 if first is None else bisect_right(starts, first)
    high = len(starts) if last is None else bisect_right(starts, last)
    return range(low, high + 1)


def _places(kind: Kind[Any]) -> int:
    if isinstance(kind, Money):
        return 2
    return kind.places if isinstance(kind, Quantity) else 0


def _rank(kind: Kind[Any], value: Any) -> int:
    """A number or day as an integer whose step is the kind's own."""
    return value.toordinal() if isinstance(kind, Day) else int(exact(value) * 10 ** _places(kind))


def _shown(kind: Kind[Any], rank: int) -> str:
    if isinstance(kind, Day):
        return str(date.fromordinal(rank))
    return f"{Decimal(f'{rank}e-{_places(kind)}'):f}"


def _ends(kind: Kind[Any], part: object, path: str) -> tuple[int | None, int | None]:
    """The first and the last rank of a condition."""

    def ranks(end: object, beyond: int = 0) -> list[int]:
        return [] if end is None else [_rank(kind, kind.read(end, path)) + beyond]

    if not isinstance(part, Span):
        (rank,) = ranks(part)
        return rank, rank
    firsts = ranks(part.at_least) + ranks(part.above, 1)
    lasts = ranks(part.at_most) + ranks(part.below, -1)
    return max(firsts, default=None), min(lasts, default=None)


@guarded
def compile_column(column: Column, conditions: list[object], path: str) -> Line:
    """The cells of a column; a value that does not belong there is a definition fault."""
    kind, faults = column.kind, Faults()
    none: frozenset[object] = frozenset({None} if column.optional else ())
    parts = [part for condition in conditions for part in _several(condition)]
    given = [part for part in parts if part is not None]
    if len(given) < len(parts) and not column.optional:
        faults.add(Fault(path, None, "a value: the column is not optional"))
    if isinstance(kind, Money | Whole | Quantity | Day):
        cuts: set[int] = set()
        for part in given:
            with faults:
                first, last = _ends(kind, part, path)
                if first is not None and last is not None and first > last:
                    refuse(path, part, "a span with something in it")
                if first is not None:
                    cuts.add(first)
                if last is not None:
                    cuts.add(last + 1)
        faults.raise_as(DefinitionError)
        starts = tuple(sorted(cuts))
        cells = none.union(_between(starts, *_limits(kind)))
        return _Numbers(cells, tuple(dict.fromkeys(parts)), kind, starts)
    values: tuple[Any, ...]
    if isinstance(kind, Choice):
        values = (*cast("Any", kind.choices), *none)
    elif isinstance(kind, Flag):
        values = (True, False, *none)
    else:
        values = (*dict.fromkeys(given), *none)
    for part in given:
        with faults:
            kind.read(part, path)
    faults.raise_as(DefinitionError)
    rest: tuple[object, ...] = () if isinstance(kind, Choice | Flag) else (_OTHER,)
    return _Names(frozenset((*values, *rest)), values, kind)


def _limits(kind: Money | Whole | Quantity | Day) -> tuple[int | None, int | None]:
    """The least and the greatest rank of a kind."""
    if isinstance(kind, Day):
        return date.min.toordinal(), date.max.toordinal()
    least = None if kind.minimum is None else _rank(kind, kind.minimum)
    return least, None if kind.maximum is None else _rank(kind, kind.maximum)


@guarded
def without(box: Box, others: tuple[Box, ...]) -> list[Box]:
    """What is left of a box when others are taken away, as boxes that do not overlap."""
    boxes = [box]
    for other in others:
        boxes = [part for one in boxes for part in _less(one, other)]
    return boxes


def _less(box: Box, other: Box) -> list[Box]:
    common = [one & two for one, two in zip(box, other, strict=True)]
    if not all(common):
        return [box]
    rests = [one - two for one, two in zip(box, other, strict=True)]
    return [(*common[:place], rest, *box[place + 1 :]) for place, rest in enumerate(rests) if rest]
