"""The office's question over columns, for studies of many records."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from csrules.batch.outcomekernel import OutcomeKernel
from csrules.batch.replies import Replies
from csrules.regulations.office import columns
from csrules.regulations.office.questions import LATENESS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from csrules.batch.columns import Ints
    from csrules.batch.quick import Kernel
    from csrules.regulations.office.policy import OfficePolicy

__all__ = ["lateness"]


def _deducted(_kernel: Kernel, _columns: Mapping[str, Ints], out: Mapping[str, Ints]) -> Ints:
    deducted: Ints = out["amount"] != 0
    return deducted


def lateness(policy: OfficePolicy) -> Replies:
    """What a month's lateness costs."""
    rule = columns.lateness_deduction(policy)
    kernel = OutcomeKernel(rule.kernel, tuple(LATENESS.titles), LATENESS.outcome, _deducted)
    return Replies(attrs.evolve(rule, kernel=kernel), "outcome", "amount")
