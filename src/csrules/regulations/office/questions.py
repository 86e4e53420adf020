"""What a study asks of the office's policy: what a month's lateness costs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from csrules.citation import Text
from csrules.question import Question, column_form, field
from csrules.regulations.office.attendance import lateness_deduction

if TYPE_CHECKING:
    from csrules.deductions import Statement
    from csrules.regulations.office.policy import OfficePolicy

__all__ = ["LATENESS", "QUESTIONS"]


def _lateness(policy: OfficePolicy, record: Any) -> Statement:
    base, days = field(record, "base_pay"), field(record, "late_days")
    return lateness_deduction(policy, base_pay=base, late_days=days)


LATENESS: Final = Question(
    "lateness",
    Text("what a month's lateness costs", "当月迟到扣款"),
    _lateness,
    outcome=lambda statement: "deducted" if statement.amount else "nothing",
    titles={
        "nothing": Text("nothing is deducted", "不扣款"),
        "deducted": Text("a deduction", "扣款"),
    },
    fields=("base_pay", "late_days"),
    columns=column_form(f"{__package__}.replies", "lateness"),
)
"""What lateness costs (S2-03-12): a record is a person's month, ``base_pay``, ``late_days``."""

QUESTIONS: Final = (LATENESS,)
"""The ready-made questions; the first one is asked where a study names none."""
