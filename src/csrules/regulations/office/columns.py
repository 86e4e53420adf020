"""The office's rules over columns: what a month's lateness costs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from csrules.batch.columns import Column, Counts, Yuan
from csrules.batch.rule import ColumnRule
from csrules.batch.sharekernel import ShareKernel
from csrules.deductions import per_case, percent
from csrules.regulations.office import attendance

if TYPE_CHECKING:
    from csrules.regulations.office.policy import OfficePolicy

__all__ = ["lateness_deduction"]


def lateness_deduction(
    policy: OfficePolicy,
    base_pay: Column | str = "base_pay",
    late_days: str = "late_days",
    *,
    prefix: str = "",
) -> ColumnRule:
    """What each month's late days cost (S2-03-12): ``amount``, in yuan; a row is a person's month.

    ``base_pay`` is a column of the month's pay, ``late_days`` of whole numbers from 0 to 31.
    """
    rates = policy.lateness
    steps = attendance.steps_of(policy)
    kernel = ShareKernel(
        "base_pay",
        "late_days",
        [per_case(count, steps, rates.escalation) for count in range(32)],
        rates.rounding,
        None if rates.cap_percent is None else percent(rates.cap_percent),
    )
    reads = {
        "base_pay": Yuan(base_pay) if isinstance(base_pay, str) else base_pay,
        "late_days": Counts(late_days),
    }
    return ColumnRule(partial(attendance.lateness_deduction, policy), reads, kernel, prefix=prefix)
