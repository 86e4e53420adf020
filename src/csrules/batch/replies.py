"""A rule over columns as the replies to a question: outcomes in codes, measures in whole units."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from csrules.batch.columns import Yuan

if TYPE_CHECKING:
    from csrules.batch.rule import ColumnRule

__all__ = ["Replies", "with_amount"]


def _asked(rule: ColumnRule) -> tuple[object, ...]:
    return rule.kernel, tuple(rule.reads.items())


@attrs.frozen
class Replies:
    """What the answers of a column rule come down to, for a study.

    ``outcome`` names a column of codes that the rule gives, ``measure`` the column of whole small
    units, such as fen: one that it gives, or one that it reads. Two of them are equal where they
    answer every row alike.
    """

    rule: ColumnRule = attrs.field(eq=_asked)
    outcome: str
    measure: str


def with_amount(rule: ColumnRule) -> Replies:
    """Replies whose measure is the record's own ``amount`` in yuan, where there is one."""
    amount = Yuan("amount", optional=True, nullable=True)
    reads = {**rule.reads, "amount": amount}
    return Replies(attrs.evolve(rule, reads=reads), "outcome", "amount")
