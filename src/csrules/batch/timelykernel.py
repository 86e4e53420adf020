"""A deadline held against when the thing was done, over columns: on time, late, or still open."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import attrs
import numpy as np
import pyarrow as pa

from csrules.batch.answers import Given, codes, moment_number
from csrules.batch.columns import NULL
from csrules.batch.daytable import DAY
from csrules.batch.either import Either
from csrules.batch.quick import Left
from csrules.question import Punctuality

if TYPE_CHECKING:
    from collections.abc import Mapping

    from csrules.batch.columns import Ints
    from csrules.batch.quick import Columns, Kernel, Quick

__all__ = ["TimelyKernel"]

_LAST: Final = moment_number(datetime(9999, 12, 31)) - 1
"""The last microsecond before a day that is not there in every zone."""

_ORDER: Final = (Punctuality.ON_TIME, Punctuality.LATE, Punctuality.OPEN)
_ON_TIME, _LATE, _OPEN = range(3)


def _outcome(answer: Any) -> str:
    return str(answer.outcome)


@attrs.frozen
class TimelyKernel:
    """Whether what started in ``start`` was done in time, by the instants that ``due`` gives.

    ``done`` is a nullable column of moments: a null is not done yet. What was done before it
    started is refused.
    """

    due: Kernel
    start: str = "start"
    done: str = "done"

    def over(self, kinds: Mapping[str, pa.DataType | None]) -> Quick:
        """The quick form; done and start both with a zone, or both without."""
        if isinstance(self.due, Either):  # of two words one is taken sooner than of two moments
            yes, no = (
                None if due is None else attrs.evolve(self, due=due)
                for due in (self.due.yes, self.due.no)
            )
            return Either(self.due.flag, yes, no).over(kinds)
        due = self.due.over(kinds)
        given = (codes("outcome", _ORDER, _outcome),)
        start, done = kinds[self.start], kinds.get(self.done)
        of_due = {each.name: each.kind for each in due.gives}["due"]
        mixed = done is not None and not pa.types.is_null(done)
        if mixed and (getattr(done, "tz", None) is None) is not (of_due.tz is None):
            return Left(given)
        by_day = start is not None and pa.types.is_date(start)
        if by_day and of_due.tz is not None:
            return Left(given)
        return _Timely(given, due, self.start, self.done, by_day)


@attrs.frozen(eq=False)
class _Timely:
    gives: tuple[Given, ...]
    due: Quick
    start: str
    done: str
    by_day: bool

    def fill(self, columns: Columns, out: Mapping[str, Ints]) -> Ints | None:
        starts, outcome = columns[self.start], out["outcome"]
        due = np.empty(len(starts), "i8")
        left = self.due.fill(columns, {"due": due})
        done = columns.get(self.done)
        if done is None:
            outcome[:] = _OPEN
            return left
        np.greater(done, due, out=outcome.view(bool))
        open_, odd = columns.once(_open_or_odd, starts, done, self.by_day)
        if open_ is not None:
            outcome += open_  # not late, so far
        if odd is not None:
            left = odd if left is None else left | odd
        return left


def _open_or_odd(starts: Ints, done: Ints, by_day: bool) -> tuple[Ints | None, Ints | None]:
    """Which are not done, and which were done before they were started, or in no year.

    None where none is.
    """
    odd = done < (starts.astype("i8") * DAY if by_day else starts)
    if done.max(initial=NULL) > _LAST:
        odd |= done > _LAST
    if not odd.any():  # nothing is earlier than what is open
        return None, None
    open_ = done == NULL
    odd &= ~open_
    return open_.view("i1") * np.int8(_OPEN), odd if odd.any() else None
