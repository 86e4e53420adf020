"""Statements over columns: the lines of each combination of counts once, then every base."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from fractions import Fraction
from typing import TYPE_CHECKING, Self

import attrs
import numpy as np

from csrules.batch.answers import Given, counts, money
from csrules.batch.sharekernel import ROOM, rounded
from csrules.deductions import Clamp, LineRounding, PercentBase
from csrules.errors import CsrulesError
from csrules.money import MAX_YUAN

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from enum import StrEnum

    import pyarrow as pa

    from csrules.batch.columns import Ints
    from csrules.deductions import Statement

__all__ = ["StatementKernel"]


@attrs.frozen
class _Lines:
    """What the lines of one combination of counts come to, and whether it is left."""

    left: bool
    fixed: int  # fen
    share: Fraction
    sanctions: tuple[int, ...]


@attrs.frozen(eq=False)
class StatementKernel:
    """What is taken from ``base`` in fen, what is left, and the sanctions, by the ``counts``.

    ``settled`` makes the statement of a combination of counts, given by keyword; its amounts do not
    depend on the base, but for at most one share of it. A combination that it refuses is left.
    ``sanctions`` are the kinds of sanctions by the names of their columns.
    """

    settled: Callable[..., Statement]
    base: str
    counts: tuple[str, ...]
    sanctions: Mapping[str, StrEnum]
    percent_base: PercentBase
    rounding: LineRounding
    clamp: Clamp
    _known: dict[tuple[int, ...], _Lines] = attrs.field(factory=dict, init=False)

    def over(self, kinds: Mapping[str, pa.DataType | None]) -> Self:
        """Itself: money is fen, a count is a whole number."""
        return self

    @property
    def gives(self) -> tuple[Given, ...]:
        """What is taken, what is left, and each sanction."""
        return (
            money("amount", lambda statement: statement.taken_fen),
            money("net", lambda statement: statement.base_fen - statement.taken_fen),
            *(counts(name, _Times(kind)) for name, kind in self.sanctions.items()),
        )

    def fill(self, columns: Mapping[str, Ints], out: Mapping[str, Ints]) -> Ints | None:
        """The lines of each combination, then what they come to for each base."""
        base = columns[self.base]
        table = np.stack([columns[name] for name in self.counts], axis=1)
        combinations, which = np.unique(table, axis=0, return_inverse=True)
        known = [self._lines(tuple(row)) for row in combinations.tolist()]
        left: Ints = np.array([each.left for each in known])[which]
        left |= base.view("u8") >= MAX_YUAN * 100
        fixed = np.array([each.fixed for each in known])[which]
        amount = fixed.copy()
        of = base if self.percent_base is PercentBase.FULL else np.maximum(base - fixed, 0)
        for share in {each.share for each in known} - {0}:
            here = np.array([each.share == share for each in known])[which]
            left |= here & (base > ROOM // share.numerator)
            amount += rounded(of, share, self.rounding.of_line) * here
        if self.clamp is Clamp.BASE:
            np.minimum(amount, base, out=amount)
        out["amount"][:], out["net"][:] = amount, base - amount
        for place, name in enumerate(self.sanctions):
            out[name][:] = np.array([each.sanctions[place] for each in known])[which]
        return left if left.any() else None

    def _lines(self, row: tuple[int, ...]) -> _Lines:
        if row not in self._known:
            self._known[row] = self._asked(dict(zip(self.counts, row, strict=True)))
        return self._known[row]

    def _asked(self, of: Mapping[str, int]) -> _Lines:
        statement: Statement | None = None
        with suppress(CsrulesError):
            statement = self.settled(**of)
        lines, sanctions = ((), ()) if statement is None else (statement.lines, statement.sanctions)
        shares = [line.share for line in lines if line.share is not None]
        found = Counter(sanction.kind for sanction in sanctions)
        return _Lines(
            statement is None or len(shares) > 1,
            sum(line.fen for line in lines if line.share is None),
            sum(shares, Fraction(0)),
            tuple(found[kind] for kind in self.sanctions.values()),
        )


@attrs.frozen
class _Times:
    """How often a statement has a sanction."""

    kind: StrEnum

    def __call__(self, statement: Statement) -> int:
        return sum(sanction.kind is self.kind for sanction in statement.sanctions)
