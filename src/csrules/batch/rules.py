"""Mechanisms as rules over columns: bands of amounts, limits, scorecards.

The packs' modules ``columns`` have the rules of the regulations; these are for rules of your own.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from csrules.batch.bandkernel import BandKernel
from csrules.batch.columns import Column, Counts, Starts, Yuan
from csrules.batch.duekernel import GIVES, DueKernel
from csrules.batch.rule import ColumnRule
from csrules.batch.scorekernel import ScoreKernel
from csrules.doors import guarded
from csrules.scoring import Clamp

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from csrules.approval import Authority
    from csrules.deadlines import Limit
    from csrules.scoring import Score, Scorecard
    from csrules.workcalendar import WorkCalendar

__all__ = ["approval", "due", "score"]


@guarded
def approval(
    authority: Authority[Any],
    amount: Column | str = "amount",
    *,
    boundary: bool = True,
    prefix: str = "",
) -> ColumnRule:
    """Who decides each amount: ``role``, and ``boundary`` where it lies on a cut.

    ``amount`` is a column of yuan, or `Fen` of one. Needs the extra ``batch``.

    >>> import pyarrow as pa
    >>> from csrules.batch import Work
    >>> from csrules.regulations import company
    >>> work = Work(approval(company.policy().approval.authority))
    >>> work.table(pa.table({"amount": [1000, 5000]})).column("role").to_pylist()
    ['sales_manager', 'gm']
    """
    reads = {"amount": Yuan(amount) if isinstance(amount, str) else amount}
    return ColumnRule(
        authority.decide, reads, BandKernel(authority, boundary=boundary), prefix=prefix
    )


@guarded
def due(
    limit: Limit,
    calendar: WorkCalendar | None = None,
    start: str = "start",
    *,
    only: Iterable[str] = GIVES,
    prefix: str = "",
) -> ColumnRule:
    """When each start is due under a limit of any kind: ``due``, ``last_day``, ``provisional``.

    ``start`` is a column of dates or of timestamps, in the way of the calendar; ``only`` names the
    parts that are wanted. Needs the extra ``batch``.

    >>> from datetime import date
    >>> import pyarrow as pa
    >>> from csrules import cn_calendar
    >>> from csrules.batch import Work
    >>> from csrules.deadlines import WorkingDays
    >>> work = Work(due(WorkingDays(2), cn_calendar(2024), only=["last_day"]), keep=False)
    >>> work.table(pa.table({"start": [date(2024, 2, 7), date(2024, 3, 8)]})).to_pylist()
    [{'last_day': datetime.date(2024, 2, 9)}, {'last_day': datetime.date(2024, 3, 12)}]
    """
    kernel = DueKernel(limit, calendar, "start", only)
    return ColumnRule(
        partial(limit.due, calendar=calendar), {"start": Starts(start)}, kernel, prefix=prefix
    )


@guarded
def score(
    card: Scorecard, clamp: Clamp = Clamp.ITEM, *, items: bool = False, prefix: str = ""
) -> ColumnRule:
    """The ``total`` of a scorecard in each row, and with ``items`` what each item is left with.

    The columns are the counts, by name; one that is not there is 0, but one has to be. Needs the
    extra ``batch``.
    """
    reads = {name: Counts(name, optional=True) for name in card.counts}
    return ColumnRule(
        partial(_scored, card, clamp), reads, ScoreKernel(card, clamp, (), items), prefix=prefix
    )


def _scored(card: Scorecard, clamp: Clamp, **counts: int) -> Score:
    given: Mapping[str, int] = counts
    return card.score(given, clamp)
