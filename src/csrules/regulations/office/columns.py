"""The office's rules over columns: late days by month, and what they cost."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from csrules.attendance import Direction, Fact, Shift
from csrules.batch.attendancekernel import AttendanceKernel, punches_of
from csrules.batch.columns import Column, Counts, Days, Moments, Yuan
from csrules.batch.months import MonthRule, only_value
from csrules.batch.punchtable import punch_table
from csrules.batch.rule import ColumnRule
from csrules.batch.sharekernel import ShareKernel
from csrules.deductions import per_case, percent
from csrules.doors import guarded
from csrules.regulations.office import attendance

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from csrules.attendance import JudgedDay
    from csrules.regulations.office.attendance import LateMonth
    from csrules.regulations.office.policy import OfficePolicy

__all__ = ["lateness", "lateness_deduction"]


@guarded
def lateness_deduction(
    policy: OfficePolicy,
    base_pay: Column | str = "base_pay",
    late_days: str = "late_days",
    *,
    prefix: str = "",
) -> ColumnRule:
    """What each month's late days cost (S2-03-12): ``amount``, in yuan; a row is a person's month.

    ``base_pay`` is a column of the month's pay, ``late_days`` of whole numbers from 0 to 31.

    >>> import pyarrow as pa
    >>> from csrules.batch import Work
    >>> from csrules.regulations.office import policy
    >>> months = pa.table({"base_pay": [5000, 5000], "late_days": [2, 4]})
    >>> found = Work(lateness_deduction(policy())).table(months)
    >>> [str(amount) for amount in found.column("amount").to_pylist()]
    ['100.00', '600.00']
    """
    reads = {
        "base_pay": Yuan(base_pay) if isinstance(base_pay, str) else base_pay,
        "late_days": Counts(late_days),
    }
    return ColumnRule(
        partial(attendance.lateness_deduction, policy), reads, _shares(policy), prefix=prefix
    )


def _shares(policy: OfficePolicy) -> ShareKernel:
    rates = policy.lateness
    steps = attendance.steps_of(policy)
    return ShareKernel(
        "base_pay",
        "late_days",
        [per_case(count, steps, rates.escalation) for count in range(32)],
        rates.rounding,
        None if rates.cap_percent is None else percent(rates.cap_percent),
    )


@guarded
def lateness(
    policy: OfficePolicy,
    *,
    person: str = "person",
    work_date: str = "work_date",
    signed_in_at: str = "signed_in_at",
    base_pay: Column | str = "base_pay",
    prefix: str = "",
) -> MonthRule:
    """`office.month` over columns of sign-ins (S2-03-11, S2-03-12), for `csrules.batch.MonthWork`.

    A row is a day on which somebody was due: ``person`` (text), ``work_date`` (a date),
    ``signed_in_at`` (a timestamp, naive local time or with a zone, null where nobody signed in) and
    ``base_pay`` (the month's, in yuan, or `Fen` of it; the same in all rows of the month). Gives
    ``late_days``, ``unresolved`` (days without sign-in) and ``amount`` in yuan by person and month.

    Two rows of one person and day are a fault, as two punches are for `office.month`: choose the
    earliest first. Sign-ins count to the second.

    >>> from datetime import date, datetime
    >>> import pyarrow as pa
    >>> from csrules.batch import MonthWork
    >>> from csrules.regulations.office import policy
    >>> rows = [{"person": "li", "work_date": date(2024, 3, day), "base_pay": 5000,
    ...     "signed_in_at": datetime(2024, 3, day, 8, 30, 1)} for day in (4, 5, 6)]
    >>> for month in MonthWork(lateness(policy())).table(pa.Table.from_pylist(rows)).to_pylist():
    ...     print(*month.values())
    li 2024-03-01 3 0 350.00
    """
    days = Shift(policy.hours.start, policy.hours.end)
    kernel = AttendanceKernel(
        punch_table(days, attendance.STANDARD, _counts),
        {"late_days": _late_days, "unresolved": _unresolved},
        _shares(policy),
        "base_pay",
        "work_date",
        "signed_in_at",
    )
    reads = {
        "work_date": Days(work_date),
        "signed_in_at": Moments(signed_in_at, nullable=True),
        "base_pay": Yuan(base_pay) if isinstance(base_pay, str) else base_pay,
    }
    ask = partial(_month, policy)
    return MonthRule(ask, reads, kernel, prefix=prefix, person=person, day=work_date)


def _counts(day: JudgedDay) -> tuple[int, int]:
    return day.has(Fact.LATE), day.has(Fact.UNRESOLVED)


def _late_days(month: LateMonth) -> int:
    return len(month.late_days)


def _unresolved(month: LateMonth) -> int:
    return len(month.unresolved)


def _month(
    policy: OfficePolicy, *, person: Any, year: int, month: int, rows: Sequence[Mapping[str, Any]]
) -> LateMonth:
    punches = punches_of(person, rows, {Direction.ON: "signed_in_at"})
    base_pay = only_value(rows, "base_pay")
    return attendance.month(policy, person, year, month, punches=punches, base_pay=base_pay)
