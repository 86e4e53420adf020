"""The company's questions over columns, for studies of many records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csrules.batch.replies import Replies, with_amount
from csrules.regulations.company import columns

if TYPE_CHECKING:
    from csrules.regulations.company.policy import CompanyPolicy
    from csrules.workcalendar import WorkCalendar

__all__ = ["approver", "closing"]


def approver(policy: CompanyPolicy) -> Replies:
    """Who approves, with the amount; a row without one is left to the question itself."""
    return Replies(columns.approver(policy, boundary=False), "role", "amount")


def closing(policy: CompanyPolicy, calendar: WorkCalendar | None = None) -> Replies:
    """Was the form closed in time."""
    return with_amount(columns.closing(policy, calendar))
