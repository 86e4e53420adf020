"""A scorecard over columns of counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Self

import attrs
import numpy as np

from csrules.batch.answers import Given, points
from csrules.scoring import Clamp

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

    from csrules.batch.columns import Ints
    from csrules.scoring import Scorecard

__all__ = ["ScoreKernel"]

_ORDINARY: Final = 10**6


@attrs.frozen
class ScoreKernel:
    """The total of a scorecard, and what is left of each item where ``items`` asks for it.

    ``together`` bounds the sum of some counts; what is beyond is left to the rule's own function,
    as are counts below zero or above a million. A count without a column is 0.
    """

    card: Scorecard
    clamp: Clamp
    together: tuple[tuple[tuple[str, ...], int], ...] = ()
    items: bool = False

    def over(self, kinds: Mapping[str, pa.DataType | None]) -> Self:
        """Itself: counts are whole numbers."""
        return self

    @property
    def gives(self) -> tuple[Given, ...]:
        """``total``, and the items by their names."""
        total = points("total", lambda score: score.total_tenths)
        if not self.items:
            return (total,)
        return (total, *(self._item(item.name) for item in self.card.items))

    @staticmethod
    def _item(name: str) -> Given:
        return points(name, lambda score: score[name].left_tenths)

    def fill(self, columns: Mapping[str, Ints], out: Mapping[str, Ints]) -> Ints | None:
        """Each item from its maximum down, then their sum, not below zero."""
        total = out["total"]
        total[:] = 0
        for item in self.card.items:
            left = np.full(len(total), item.maximum)
            for loss in item.losses:
                if loss.count in columns:
                    left -= loss.tenths * columns[loss.count]
            if self.clamp is Clamp.ITEM:
                np.maximum(left, 0, out=left)
            if self.items:
                out[item.name][:] = left
            total += left
        np.maximum(total, 0, out=total)
        return self._beyond(columns, len(total))

    def _beyond(self, columns: Mapping[str, Ints], rows: int) -> Ints | None:
        beyond = np.zeros(rows, bool)
        for counts in columns.values():
            beyond |= counts.view("u8") > _ORDINARY  # a sign makes it large
        for names, most in self.together:
            known = [columns[name] for name in names if name in columns]
            if known:
                beyond |= np.add.reduce(known) > most
        return beyond if beyond.any() else None
