"""One(四), the last clause: when absence leads to dismissal."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from csrules.absence import WHOLE
from csrules.citation import Answer, Reason, Text, cites
from csrules.deductions import Sanction
from csrules.errors import Fault, Faults, InputError
from csrules.plaintext import plural
from csrules.policy import needed
from csrules.punches import which_month

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from csrules.attendance import JudgedDay
    from csrules.regulations.department.policy import DepartmentPolicy

__all__ = ["Dismissal", "Penalty", "dismissal", "dismissal_blanks"]


class Penalty(StrEnum):
    """The sanctions that are no money."""

    WRITTEN_WARNING = "written_warning"
    SEVERE_WARNING = "severe_warning"
    DEMERIT = "demerit"
    DISMISSAL = "dismissal"


@attrs.frozen
class Dismissal(Answer):
    """Absence as dismissal sees it: whole days in a row, days in the month, and the two limits.

    ``run`` holds the days of the longest row of absent scheduled days that touches the month.
    """

    run: tuple[date, ...]
    monthly: Fraction
    consecutive_limit: int | None
    monthly_limit: Fraction | None

    @property
    def by_run(self) -> bool:
        """Whether the days in a row reach their limit."""
        return self.consecutive_limit is not None and len(self.run) >= self.consecutive_limit

    @property
    def by_month(self) -> bool:
        """Whether the month's total reaches its limit."""
        limit = self.monthly_limit
        return limit is not None and self.monthly >= limit

    @property
    def dismissed(self) -> bool:
        """Whether either limit is reached."""
        return self.by_run or self.by_month

    @property
    def sanctions(self) -> tuple[Sanction, ...]:
        """Dismissal once, with every ground that holds."""
        if not self.dismissed:
            return ()
        en = " and ".join(reason.text.en for reason in self._grounds())
        zh = "；".join(reason.text.zh for reason in self._grounds())
        text = Text(f"{en}: dismissal", f"{zh}：辞退")
        return (Sanction(Penalty.DISMISSAL, "004-1.4-5", text),)

    def _grounds(self) -> tuple[Reason, ...]:
        found = []
        if self.by_run:
            days, most = len(self.run), self.consecutive_limit
            en = f"{plural(days, 'scheduled day')} absent in a row, from {most} on"
            found.append(Text(en, f"连续旷工{days}个排定工作日，达{most}天"))
        if self.by_month and self.monthly_limit is not None:
            total, limit = _days(self.monthly), _days(self.monthly_limit)
            en = f"{plural(total, 'day')} absent in the month, from {limit} on"
            found.append(Text(en, f"当月累计旷工{total}天，达{limit}天"))
        return tuple(Reason("004-1.4-5", text) for text in found)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The grounds; without one, the two figures."""
        text = Text(
            f"{plural(len(self.run), 'day')} absent in a row, {_days(self.monthly)} in the month",
            f"连续旷工{len(self.run)}天，当月累计{_days(self.monthly)}天",
        )
        return self._grounds() or (Reason("004-1.4-5", text),)


def _days(days: Fraction) -> str:
    return f"{float(days):g}"


def counted(
    policy: DepartmentPolicy, days: Iterable[JudgedDay], year: int, month: int
) -> Dismissal:
    """The figures, with the limits as far as the company has filled them in."""
    known: dict[date, JudgedDay] = {}
    people: dict[str, None] = {}
    faults = Faults()
    year, month = which_month(year, month, faults)
    for place, day in enumerate(days):
        if day.day in known:
            faults.add(Fault(f"days[{place}]", str(day.day), "each day once"))
        known[day.day] = day
        people[day.person] = None
    if len(people) > 1:
        faults.add(Fault("days", list(people), "the days of one person"))
    faults.raise_as(InputError)
    longest: tuple[date, ...] = ()
    run: list[date] = []
    halves = 0
    for _, day in sorted(known.items()):
        if not day.scheduled:
            continue  # rest days neither count nor break the row
        own = (day.day.year, day.day.month) == (year, month)
        halves += day.halves if own else 0
        run = [*run, day.day] if day.halves == WHOLE else []
        if len(run) > len(longest) and any((d.year, d.month) == (year, month) for d in run):
            longest = tuple(run)
    limit = policy.attendance.dismiss_monthly_days
    return Dismissal(
        longest,
        Fraction(halves, 2),
        policy.attendance.dismiss_consecutive_days,
        None if limit is None else Fraction(limit),
    )


def dismissal_blanks(found: Dismissal) -> tuple[str, ...]:
    """The blanks that are needed to tell: none once one limit is reached, or without absence."""
    if found.dismissed:
        return ()
    asked = {
        "attendance.dismiss_consecutive_days": found.consecutive_limit is None and found.run,
        "attendance.dismiss_monthly_days": found.monthly_limit is None and found.monthly,
    }
    return tuple(path for path, used in asked.items() if used)


@cites("004-1.4-5")
def dismissal(
    policy: DepartmentPolicy, days: Iterable[JudgedDay], year: int, month: int
) -> Dismissal:
    """Whether absence leads to dismissal in a month: P14 scheduled days in a row, or P15 in total.

    ``days`` are one person's judged days, those of earlier months included: a row of scheduled
    days goes on over rest days and over the end of a month. Half a day counts 0.5 in the month's
    total and ends a row. Raises `MissingParameterError` where a blank decides.
    """
    found = counted(policy, days, year, month)
    needed(policy, *dismissal_blanks(found))
    return found
