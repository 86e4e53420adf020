"""Approval bands over a column of money: few cuts, so comparisons in chunks instead of a search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import attrs
import numpy as np

from csrules.batch.answers import Given, codes, flags
from csrules.money import MAX_YUAN

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

    from csrules.approval import Authority
    from csrules.batch.columns import Ints
    from csrules.batch.quick import Columns

__all__ = ["BandKernel"]

_MOST = MAX_YUAN * 100


@attrs.frozen
class BandKernel:
    """Who decides each amount (``role``), and whether it lies on a cut (``boundary``)."""

    authority: Authority[Any]
    amount: str = "amount"
    boundary: bool = True

    def over(self, kinds: Mapping[str, pa.DataType | None]) -> Self:
        """Itself: whatever an amount is read from, it is fen."""
        del kinds
        return self

    @property
    def gives(self) -> tuple[Given, ...]:
        """The role, and whether two bands of the text claim the amount."""
        role = codes("role", self.authority.roles, lambda answer: answer.role)
        on_cut = (flags("boundary", lambda answer: answer.boundary),) if self.boundary else ()
        return (role, *on_cut)

    def fill(self, columns: Columns, out: Mapping[str, Ints]) -> Ints | None:
        """Count the starts that each amount has reached: it is more than the fen before."""
        amounts, role, table = columns[self.amount], out["role"], self.authority.table
        beyond = columns.once(_beyond, amounts)
        reached = [columns.once(np.greater, amounts, start - 1) for start in table.starts]
        steps = [each.view("i1") for each in reached]
        if len(steps) > 1:
            np.add(steps[0], steps[1], out=role)
        else:
            role[:] = steps[0] if steps else 0
        for more in steps[2:]:
            role += more
        if self.boundary:
            out["boundary"][:] = False
            for cut in table.cuts:
                out["boundary"] |= columns.once(np.equal, amounts, cut)
        return beyond


def _beyond(amounts: Ints) -> Ints | None:
    """Which amounts are none that money has; None where all of them are."""
    unsigned = amounts.view("u8")  # a sign makes it large
    if unsigned.max(initial=0) < _MOST:
        return None
    beyond: Ints = unsigned >= _MOST
    return beyond
