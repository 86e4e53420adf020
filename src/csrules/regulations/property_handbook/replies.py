"""The handbook's questions over columns, for studies of many records."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np

from csrules.batch.outcomekernel import OutcomeKernel
from csrules.batch.replies import Replies, with_amount
from csrules.regulations.property_handbook import columns
from csrules.regulations.property_handbook.questions import INFORMATION_SCORE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from csrules.batch.columns import Ints
    from csrules.batch.scorekernel import ScoreKernel
    from csrules.regulations.property_handbook.policy import PropertyHandbookPolicy
    from csrules.workcalendar import WorkCalendar

__all__ = ["answer", "handover", "information_score"]


def _lost(kernel: ScoreKernel, columns: Mapping[str, Ints], out: Mapping[str, Ints]) -> Ints:
    """Whether any item lost points, which the total does not tell where an item has none."""
    lost = np.zeros(len(out["total"]), bool)
    for item in kernel.card.items:
        for loss in item.losses:
            if loss.tenths and loss.count in columns:
                lost |= columns[loss.count] > 0
    return lost


def information_score(policy: PropertyHandbookPolicy) -> Replies:
    """The information score, and whether points were lost."""
    rule, question = columns.information_score(policy), INFORMATION_SCORE
    kernel = OutcomeKernel(rule.kernel, tuple(question.titles), question.outcome, _lost)
    return Replies(attrs.evolve(rule, kernel=kernel), "outcome", "total")


def handover(policy: PropertyHandbookPolicy, calendar: WorkCalendar) -> Replies:
    """Was a matter transferred in time."""
    return with_amount(columns.handover(policy, calendar))


def answer(policy: PropertyHandbookPolicy, calendar: WorkCalendar) -> Replies:
    """Was the customer answered in time."""
    return with_amount(columns.answer(policy, calendar))
