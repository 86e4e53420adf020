"""What a study asks of the company's policy: who approves, and was the form closed in time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from csrules.citation import Text
from csrules.question import Question, column_form, field, timely
from csrules.regulations.company.authority import amount_to_approve, approver
from csrules.regulations.company.limits import closing_due
from csrules.regulations.company.parties import TITLES, Party, Role

if TYPE_CHECKING:
    from csrules.approval import Approval
    from csrules.regulations.company.policy import CompanyPolicy
    from csrules.workcalendar import WorkCalendar

__all__ = ["APPROVER", "CLOSING", "QUESTIONS", "closing"]

_BASES: Final = ("settlement", "claimed", "loss")
"""What tells the amount of a record that does not say it."""


def _approver(policy: CompanyPolicy, record: Any) -> Approval[Role]:
    amount = field(record, "amount", None)
    if amount is None:
        bases = {name: field(record, name, None) for name in _BASES}
        known = any(each is not None for each in bases.values())
        amount = amount_to_approve(policy, **bases) if known else field(record, "amount")
    return approver(policy, amount)


APPROVER: Final = Question(
    "approver",
    Text("who approves the complaint", "由谁核决投诉金额"),
    _approver,
    titles={str(role): TITLES[Party(role)] for role in Role},
    fields=("amount", *_BASES),
    columns=column_form(f"{__package__}.replies", "approver"),
)
"""Who approves (000-A27): a record has ``amount``, or ``settlement``, ``claimed``, ``loss``."""


def closing(calendar: WorkCalendar | None = None) -> Question:
    """Was the form closed in time (000-A26-1.1)? A record has ``accepted_at``, ``closed_at``.

    The calendar is needed only where a policy rolls the last day or ends it with business.
    """
    return timely(
        "closing",
        Text("was the form closed in time", "是否按期结案"),
        lambda policy, record: closing_due(policy, field(record, "accepted_at"), calendar),
        "closed_at",
        ("accepted_at",),
        column_form(f"{__package__}.replies", "closing", calendar=calendar),
    )


CLOSING: Final = closing()
"""`closing` without a calendar."""

QUESTIONS: Final = (APPROVER, CLOSING)
"""The ready-made questions; the first one is asked where a study names none."""
