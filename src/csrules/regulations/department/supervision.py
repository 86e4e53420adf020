"""One(六): the monthly attendance table, when it is due, and the head's regular checks."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import attrs

from csrules.citation import Answer, Reason, Text, cites
from csrules.errors import Fault, Faults, InputError
from csrules.plaintext import plural
from csrules.policy import needed
from csrules.recurrence import Covers, Duty, EveryDays, Monthly

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from decimal import Decimal

    from csrules.regulations.department.month import Month
    from csrules.regulations.department.policy import DepartmentPolicy

__all__ = ["AttendanceTable", "TableRow", "attendance_table", "check_duty", "table_duty"]


@cites("004-1.6.1-1")
def table_duty(policy: DepartmentPolicy) -> Duty:
    """The duty to compile last month's table at the start of each month.

    "At the start" has no number in the text: the company's day of the month is needed.

    >>> from datetime import date
    >>> from csrules.policy import amend
    >>> from csrules.regulations.department.policy import policy
    >>> own = amend(policy(), {"supervision.statistics_day": 3})
    >>> (due,) = table_duty(own).due_dates(date(2024, 3, 1), date(2024, 3, 31))
    >>> str(due.first), str(due.last), str(due.deadline)
    ('2024-02-01', '2024-02-29', '24:00 on 3 March 2024')
    """
    (day,) = needed(policy, "supervision.statistics_day")
    text = Text("attendance table of the month before", "上月《考勤统计表》")
    count = policy.counting
    return Duty(
        "attendance_table",
        text,
        "004-1.6.1-1",
        Monthly(day),
        Covers.PREVIOUS_MONTH,
        last_day=count.month_day,
        day_end=count.day_end,
    )


@cites("004-1.6.2-1")
def check_duty(policy: DepartmentPolicy, first: date) -> Duty:
    """The head's regular check of attendance, every so many days from ``first`` on.

    "Regularly" has no number in the text: the company's interval is needed. An interval runs from
    check to check, so it has no start day to count or not (R6).
    """
    (days,) = needed(policy, "supervision.check_interval_days")
    frequency = EveryDays(days, first)
    text = Text("attendance check by the department head", "部门负责人考勤检查")
    count = policy.counting
    return Duty(
        "attendance_check",
        text,
        "004-1.6.2-1",
        frequency,
        last_day=count.last_day,
        day_end=count.day_end,
    )


@attrs.frozen
class TableRow:
    """One person in the monthly table; days in halves, money in yuan."""

    person: str
    late: int
    early: int
    absent_days: Decimal
    unresolved: int
    deduction: Decimal
    sanctions: tuple[str, ...]


@attrs.frozen
class AttendanceTable(Answer):
    """The attendance table of a month."""

    year: int
    month: int
    rows: tuple[TableRow, ...]

    @property
    def open_days(self) -> int:
        """Days whose punches are still to be explained."""
        return sum(row.unresolved for row in self.rows)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """How many persons, and what is open."""
        persons, days = plural(len(self.rows), "person"), plural(self.open_days, "day")
        text = Text(
            f"{self.year}-{self.month:02d}: {persons}, {days} open",
            f"{self.year}年{self.month}月：{len(self.rows)}人，待说明{self.open_days}天",
        )
        return (Reason("004-1.6.1-1", text),)


@cites("004-1.6.1-1")
def attendance_table(months: Iterable[Month]) -> AttendanceTable:
    """The table of one month from its persons' months; each person once, all of one month."""
    found = sorted(months, key=lambda month: month.person)
    faults = Faults()
    if not found:
        faults.add(Fault("months", (), "at least one person's month"))
    for before, after in pairwise(found):
        if before.person == after.person:
            faults.add(Fault("months", after.person, "each person once"))
        if (before.year, before.month) != (after.year, after.month):
            expected = f"the month {before.year}-{before.month:02d}"
            faults.add(Fault("months", f"{after.year}-{after.month:02d}", expected))
    faults.raise_as(InputError)
    first, *_ = found
    return AttendanceTable(first.year, first.month, tuple(_row(month) for month in found))


def _row(month: Month) -> TableRow:
    counts = month.counts
    return TableRow(
        month.person,
        counts.late,
        counts.early,
        counts.absent_days,
        counts.unresolved,
        month.amount,
        tuple(str(sanction.kind) for sanction in month.sanctions),
    )
