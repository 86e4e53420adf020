"""Approval bands over a column of money: few cuts, so comparisons in chunks instead of a search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

import attrs
import numpy as np

from csrules.batch.answers import Given, codes, flags
from csrules.money import MAX_YUAN

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

    from csrules.approval import Authority
    from csrules.batch.columns import Ints

__all__ = ["BandKernel"]

_MOST = MAX_YUAN * 100


@attrs.frozen
class BandKernel:
    """Who decides each amount (``role``), and whether it lies on a cut (``boundary``)."""

    authority: Authority[Any]
    amount: str = "amount"
    boundary: bool = True

    chunk: ClassVar = 131_072

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

    def fill(self, columns: Mapping[str, Ints], out: Mapping[str, Ints]) -> Ints | None:
        """Count the starts that each amount has reached."""
        amounts, role, table = columns[self.amount], out["role"], self.authority.table
        reached = np.empty(len(amounts), bool)
        into = role.view(bool)
        for start in table.starts:
            np.greater_equal(amounts, start, out=into)
            if into is reached:
                np.add(role, reached.view("i1"), out=role)
            into = reached
        if not table.starts:
            role[:] = 0
        if self.boundary:
            out["boundary"][:] = False
            for cut in table.cuts:
                out["boundary"] |= amounts == cut
        if len(amounts) and amounts.view("u8").max() >= _MOST:  # a sign makes it large
            left: Ints = amounts.view("u8") >= _MOST
            return left
        return None
