"""The department's rules over columns: attendance by month, and what it costs."""

from __future__ import annotations

from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from csrules.attendance import Direction
from csrules.batch.attendancekernel import AttendanceKernel, punches_of
from csrules.batch.columns import Column, Days, Moments, Yuan
from csrules.batch.months import MonthRule, only_value
from csrules.batch.punchtable import punch_table
from csrules.batch.statementkernel import StatementKernel
from csrules.doors import guarded
from csrules.policy import needed
from csrules.regulations.department.attendance import standard_of
from csrules.regulations.department.month import Counts, settled
from csrules.regulations.department.month import month as month_of
from csrules.regulations.department.sanctions import Penalty
from csrules.regulations.department.schedule import shift_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from csrules.attendance import JudgedDay
    from csrules.deductions import Statement
    from csrules.regulations.department.month import Month
    from csrules.regulations.department.policy import DepartmentPolicy

__all__ = ["attendance"]

_COUNTS: Final = ("late", "gap", "early", "half_days", "whole_days", "unresolved")
_SANCTIONS: Final = {
    "written_warnings": Penalty.WRITTEN_WARNING,
    "severe_warnings": Penalty.SEVERE_WARNING,
    "demerits": Penalty.DEMERIT,
}
_PUNCHES: Final = {Direction.ON: "signed_in_at", Direction.OFF: "signed_out_at"}


@guarded
def attendance(
    policy: DepartmentPolicy,
    *,
    person: str = "person",
    work_date: str = "work_date",
    signed_in_at: str = "signed_in_at",
    signed_out_at: str = "signed_out_at",
    bonus: Column | str = "bonus",
    prefix: str = "",
) -> MonthRule:
    """`department.month` over columns of working days (004-1.7-1), for `csrules.batch.MonthWork`.

    A row is a day on which somebody was due: ``person`` (text), ``work_date`` (a date),
    ``signed_in_at`` and ``signed_out_at`` (timestamps, naive local time or with a zone, null for no
    punch) and ``bonus`` (the month's, in yuan, or `Fen` of it; the same in all rows of the month).
    Gives by person and month the counts of days ``late``, ``gap``, ``early``, ``half_days``,
    ``whole_days`` and ``unresolved``; ``amount`` and ``net`` in yuan; and how often there is a
    sanction: ``written_warnings``, ``severe_warnings``, ``demerits``.

    Dismissal is not given: absence may go on from the months before. `department.dismissal` tells
    it, from judged days. The records of leave, of the head and of proxy punching are not read
    either: answer the months that have any with `department.month`. A blank of the policy that a
    month needs is a fault of that month, `MissingParameterError` as there.

    >>> from datetime import date, datetime
    >>> import pyarrow as pa
    >>> from csrules.batch import MonthWork
    >>> from csrules.policy import amend
    >>> from csrules.regulations.department import policy
    >>> own = amend(policy(), {"schedule": {"work_start": "09:00", "work_end": "18:00"},
    ...     "attendance": {"late_window_minutes": 30, "late_deduction": 20,
    ...         "late_warning_count": 2}})
    >>> rows = [{"person": "li", "work_date": date(2024, 3, day), "bonus": 1000,
    ...     "signed_in_at": datetime(2024, 3, day, 9, 1),
    ...     "signed_out_at": datetime(2024, 3, day, 18)} for day in (4, 5)]
    >>> (month,) = MonthWork(attendance(own)).table(pa.Table.from_pylist(rows)).to_pylist()
    >>> print(month["month"], month["late"], month["amount"], month["written_warnings"])
    2024-03-01 2 40.00 1
    """
    kernel = AttendanceKernel(
        punch_table(shift_of(policy), standard_of(policy), _counts),
        {name: attrgetter(f"counts.{name}") for name in _COUNTS},
        StatementKernel(
            partial(_settled, policy),
            "bonus",
            _COUNTS,
            _SANCTIONS,
            policy.bonus.percent_base,
            policy.bonus.rounding,
            policy.bonus.clamp,
        ),
        "bonus",
        "work_date",
        "signed_in_at",
        "signed_out_at",
    )
    reads = {
        "work_date": Days(work_date),
        "signed_in_at": Moments(signed_in_at, nullable=True),
        "signed_out_at": Moments(signed_out_at, nullable=True),
        "bonus": Yuan(bonus) if isinstance(bonus, str) else bonus,
    }
    ask = partial(_month, policy)
    return MonthRule(ask, reads, kernel, prefix=prefix, person=person, day=work_date)


def _counts(day: JudgedDay) -> list[int]:
    found = Counts.of([day])
    return [getattr(found, name) for name in _COUNTS]


def _settled(policy: DepartmentPolicy, **counts: Any) -> Statement:
    """The statement of such a month; with absence, what tells dismissal must be filled in too."""
    if counts["half_days"] or counts["whole_days"]:
        needed(policy, "attendance.dismiss_consecutive_days", "attendance.dismiss_monthly_days")
    return settled(policy, Counts(**counts), bonus=0)


def _month(
    policy: DepartmentPolicy,
    *,
    person: Any,
    year: int,
    month: int,
    rows: Sequence[Mapping[str, Any]],
) -> Month:
    punches, bonus = punches_of(person, rows, _PUNCHES), only_value(rows, "bonus")
    due = [row["work_date"] for row in rows]
    return month_of(policy, person, year, month, punches=punches, scheduled=due, bonus=bonus)
