"""Statements over columns: the lines of each combination of counts once, then every base."""

from __future__ import annotations

from collections import Counter
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
    """What the lines of one combination of counts come to."""

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
    _known: dict[tuple[int, ...], _Lines | None] = attrs.field(factory=dict, init=False)

    def over(self, kinds: Mapping[str, pa.DataType | None]) -> Self:
        """Itself: money is fen, a count is a whole number."""
        del kinds
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
        lines = [self._lines(tuple(row)) for row in combinations.tolist()]
        known = [each or _Lines(0, Fraction(0), (0,) * len(self.sanctions)) for each in lines]
        left: Ints = np.array([each is None for each in lines])[which]
        left |= base.view("u8") >= MAX_YUAN * 100
        fixed = np.array([each.fixed for each in known])[which]
        amount = fixed.copy()
        of = base if self.percent_base is PercentBase.FULL else np.maximum(base - fixed, 0)
        for share in {each.share for each in known} - {0}:
            here = np.array([each.share == share for each in known])[which]
            left |= here & (base > ROOM // share.numerator)
            amount += np.where(here, rounded(of, share, self.rounding.of_line), 0)
        if self.clamp is Clamp.BASE:
            np.minimum(amount, base, out=amount)
        out["amount"][:], out["net"][:] = amount, base - amount
        for place, name in enumerate(self.sanctions):
            out[name][:] = np.array([each.sanctions[place] for each in known])[which]
        return left if left.any() else None

    def _lines(self, row: tuple[int, ...]) -> _Lines | None:
        if row not in self._known:
            self._known[row] = self._asked(dict(zip(self.counts, row, strict=True)))
        return self._known[row]

    def _asked(self, of: Mapping[str, int]) -> _Lines | None:
        try:
            statement = self.settled(**of)
        except CsrulesError:
            return None
        shares = [line.share for line in statement.lines if line.share is not None]
        if len(shares) > 1:
            return None
        found = Counter(sanction.kind for sanction in statement.sanctions)
        fixed = sum(line.fen for line in statement.lines if line.share is None)
        times = tuple(found[kind] for kind in self.sanctions.values())
        return _Lines(fixed, sum(shares, Fraction(0)), times)


@attrs.frozen
class _Times:
    """How often a statement has a sanction."""

    kind: StrEnum

    def __call__(self, statement: Statement) -> int:
        return sum(sanction.kind is self.kind for sanction in statement.sanctions)
