"""The company's rules over columns: who approves, and when a form must be closed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from csrules.batch.bandkernel import BandKernel
from csrules.batch.columns import Column, Moments, Yuan
from csrules.batch.duekernel import DueKernel
from csrules.batch.rule import ColumnRule
from csrules.batch.timelykernel import TimelyKernel
from csrules.doors import guarded
from csrules.regulations.company import authority, limits, questions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from csrules.regulations.company.policy import CompanyPolicy
    from csrules.workcalendar import WorkCalendar

__all__ = ["approver", "closing", "closing_due"]


@guarded
def approver(
    policy: CompanyPolicy, amount: Column | str = "amount", *, boundary: bool = True
) -> ColumnRule:
    """`company.approver` over a column of money: gives ``role`` and ``boundary`` (000-A27).

    ``amount`` is a column of yuan, or `Fen` of one; ``boundary`` tells whether an amount lies on a
    cut.

    >>> import pyarrow as pa
    >>> from csrules.batch import Work
    >>> from csrules.regulations.company import policy
    >>> found = Work(approver(policy())).table(pa.table({"amount": [350, 1000, 5000]}))
    >>> found.column("role").to_pylist(), found.column("boundary").to_pylist()
    (['sales_manager', 'sales_manager', 'gm'], [False, True, True])
    """
    reads = {"amount": Yuan(amount) if isinstance(amount, str) else amount}
    kernel = BandKernel(policy.approval.authority, boundary=boundary)
    return ColumnRule(partial(authority.approver, policy), reads, kernel)


@guarded
def closing_due(
    policy: CompanyPolicy,
    calendar: WorkCalendar | None = None,
    accepted_at: str = "accepted_at",
    *,
    only: Iterable[str] = ("due", "last_day", "provisional"),
    prefix: str = "closing_",
) -> ColumnRule:
    """`company.closing_due` over a column of moments (000-A26-1.1): gives parts of a deadline.

    ``only`` names those that are wanted. Raises `InputError` for a part that no deadline has.

    >>> from datetime import datetime
    >>> import pyarrow as pa
    >>> from csrules.batch import Work
    >>> from csrules.regulations.company import policy
    >>> work = Work(closing_due(policy(), only=["last_day"]), keep=False)
    >>> work.table(pa.table({"accepted_at": [datetime(2024, 3, 1, 9)]})).to_pylist()
    [{'closing_last_day': datetime.date(2024, 3, 7)}]
    """
    return ColumnRule(
        partial(limits.closing_due, policy, calendar=calendar),
        {"accepted_at": Moments(accepted_at)},
        DueKernel(policy.closing_limit, calendar, "accepted_at", only),
        prefix=prefix,
    )


@guarded
def closing(
    policy: CompanyPolicy,
    calendar: WorkCalendar | None = None,
    accepted_at: str = "accepted_at",
    closed_at: str = "closed_at",
) -> ColumnRule:
    """Was the form closed in time, over columns (000-A26-1.1): gives ``outcome``.

    It is ``on_time``, ``late`` or ``open``; ``closed_at`` is null, or not there, while a form is
    open. Where it goes by another name it has to be there.

    >>> from datetime import datetime
    >>> import pyarrow as pa
    >>> from csrules.batch import Work
    >>> from csrules.regulations.company import policy
    >>> day = datetime(2024, 3, 1, 9)
    >>> forms = pa.table({"accepted_at": [day, day], "closed_at": [datetime(2024, 3, 8), None]})
    >>> Work(closing(policy())).table(forms).column("outcome").to_pylist()
    ['on_time', 'open']
    """
    due = DueKernel(policy.closing_limit, calendar, "accepted_at", ("due",))
    return ColumnRule(
        partial(_closing, policy, calendar),
        {
            "accepted_at": Moments(accepted_at),
            "closed_at": Moments(closed_at, optional=closed_at == "closed_at", nullable=True),
        },
        TimelyKernel(due, "accepted_at", "closed_at"),
    )


def _closing(policy: CompanyPolicy, calendar: WorkCalendar | None, **record: Any) -> Any:
    return questions.closing(calendar).ask(policy, record)
