"""The company's rules over columns: who approves, and when a form must be closed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from csrules.batch.bandkernel import BandKernel
from csrules.batch.columns import Column, Moments, Yuan
from csrules.batch.duekernel import DueKernel
from csrules.batch.rule import ColumnRule
from csrules.batch.timelykernel import TimelyKernel
from csrules.regulations.company import authority, limits, questions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from csrules.regulations.company.policy import CompanyPolicy
    from csrules.workcalendar import WorkCalendar

__all__ = ["approver", "closing", "closing_due"]


def approver(
    policy: CompanyPolicy, amount: Column | str = "amount", *, boundary: bool = True
) -> ColumnRule:
    """`company.approver` over a column of money: gives ``role`` and ``boundary`` (000-A27)."""
    reads = {"amount": Yuan(amount) if isinstance(amount, str) else amount}
    kernel = BandKernel(policy.approval.authority, boundary=boundary)
    return ColumnRule(partial(authority.approver, policy), reads, kernel)


def closing_due(
    policy: CompanyPolicy,
    calendar: WorkCalendar | None = None,
    accepted_at: str = "accepted_at",
    *,
    only: Iterable[str] = ("due", "last_day", "provisional"),
    prefix: str = "closing_",
) -> ColumnRule:
    """`company.closing_due` over a column of moments (000-A26-1.1): gives parts of a deadline."""
    return ColumnRule(
        partial(limits.closing_due, policy, calendar=calendar),
        {"accepted_at": Moments(accepted_at)},
        DueKernel(policy.closing_limit, calendar, "accepted_at", only),
        prefix=prefix,
    )


def closing(
    policy: CompanyPolicy,
    calendar: WorkCalendar | None = None,
    accepted_at: str = "accepted_at",
    closed_at: str = "closed_at",
) -> ColumnRule:
    """Was the form closed in time, over columns (000-A26-1.1): gives ``outcome``."""
    due = DueKernel(policy.closing_limit, calendar, "accepted_at", ("due",))
    return ColumnRule(
        partial(_closing, policy, calendar),
        {
            "accepted_at": Moments(accepted_at),
            "closed_at": Moments(closed_at, optional=True, nullable=True),
        },
        TimelyKernel(due, "accepted_at", "closed_at"),
    )


def _closing(policy: CompanyPolicy, calendar: WorkCalendar | None, **record: Any) -> Any:
    return questions.closing(calendar).ask(policy, record)
