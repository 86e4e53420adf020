"""Shares of a base by how often something happened, over columns: lateness of a month."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING, Final, Self

import attrs
import numpy as np

from csrules.batch.answers import Given, money
from csrules.deductions import LineRounding
from csrules.money import MAX_YUAN, Rounding

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyarrow as pa

    from csrules.batch.columns import Ints

__all__ = ["ShareKernel"]

ROOM: Final = 2**61
"""Products of money and a share stay below it; the rows of larger ones are left."""


@attrs.frozen
class ShareKernel:
    """What is taken from ``base`` in fen when something happened ``count`` times (``amount``).

    ``shares[n]`` are the shares of the lines of ``n`` cases. Each line is rounded, or their sum
    (R19); ``cap`` is the most that may be taken, a share of the base.
    """

    base: str
    count: str
    shares: Sequence[tuple[Fraction, ...]]
    rounding: LineRounding
    cap: Fraction | None = None

    def over(self, kinds: Mapping[str, pa.DataType | None]) -> Self:
        """Itself: money is fen, a count is a whole number."""
        return self

    @property
    def gives(self) -> tuple[Given, ...]:
        """What is taken."""
        return (money("amount", lambda statement: statement.taken_fen),)

    def fill(self, columns: Mapping[str, Ints], out: Mapping[str, Ints]) -> Ints | None:
        """Each distinct share of the base once, times how many lines of it a count has."""
        base, counts, amount = columns[self.base], columns[self.count], out["amount"]
        most = len(self.shares) - 1
        inside = np.clip(counts, 0, most)
        left = counts != inside
        amount[:] = 0
        lines = [Counter(shares) for shares in self._lines()]
        for share in {share for each in lines for share in each}:
            times = np.array([each[share] for each in lines])[inside]
            amount += rounded(base, share, self.rounding.of_line) * times
            left |= base > _most(share) // len(lines)
        if self.cap is not None:
            np.minimum(amount, rounded(base, self.cap, Rounding.HALF_UP), out=amount)
            left |= base > _most(self.cap)
        left |= base.view("u8") >= MAX_YUAN * 100
        return left if left.any() else None

    def _lines(self) -> Sequence[tuple[Fraction, ...]]:
        """The shares that are rounded: those of the lines, or their sum."""
        if self.rounding is LineRounding.SUM:
            return [(sum(shares, Fraction(0)),) for shares in self.shares]
        return self.shares


def _most(share: Fraction) -> int:
    """The largest base whose product with a share has room."""
    return ROOM // share.numerator if share else ROOM


def rounded(base: Ints, share: Fraction, rounding: Rounding) -> Ints:
    """A share of each base as whole fen; halves go up, or to the even fen."""
    if not _most(share):
        return np.zeros_like(base)  # a base above 0 is left
    down = share.denominator
    whole, rest = np.divmod(base * share.numerator, down)
    up = 2 * rest > down
    half = 2 * rest == down
    if rounding is Rounding.HALF_EVEN:
        half &= whole % 2 == 1
    rounded: Ints = whole + (up | half)
    return rounded
