"""Section 7, reports: every working day a report that is complete, true and up to standard."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import attrs

from csrules.citation import Answer, Reason, Text, cites
from csrules.errors import Fault, Faults, InputError, refuse
from csrules.kinds import Day, Flag

if TYPE_CHECKING:
    from collections.abc import Iterable

    from csrules.workcalendar import WorkCalendar

__all__ = ["DailyReport", "DailyReports", "daily_reports"]


@attrs.frozen
class DailyReport:
    """One day's report, with the reviewer's three answers; None while it is not reviewed."""

    day: date
    complete: bool | None = None
    true: bool | None = None
    standard: bool | None = None

    def __attrs_post_init__(self) -> None:
        """Read the day and the answers."""
        faults = Faults()
        with faults:
            Day().read(self.day, "report.day")
        for name in ("complete", "true", "standard"):
            with faults:
                if getattr(self, name) is not None:
                    Flag().read(getattr(self, name), f"report.{name}")
        faults.raise_as(InputError)

    @property
    def failed(self) -> tuple[str, ...]:
        """What the reviewer answered no to."""
        return tuple(n for n in ("complete", "true", "standard") if getattr(self, n) is False)

    @property
    def open(self) -> tuple[str, ...]:
        """What the reviewer has not answered."""
        return tuple(n for n in ("complete", "true", "standard") if getattr(self, n) is None)


_ZH = {"complete": "不完整", "true": "不真实", "standard": "不规范"}


@attrs.frozen
class DailyReports(Answer):
    """Of a span of days: the working days without report, and the reports that failed review."""

    due: tuple[date, ...]
    missing: tuple[date, ...]
    failed: tuple[DailyReport, ...]

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """How many were due, then each one missing or failed."""
        number = len(self.due)
        said = [
            Text(
                f"{number} daily reports due, {len(self.missing)} missing",
                f"应交日报{number}份，缺{len(self.missing)}份",
            )
        ]
        said += [Text(f"{day}: no report", f"{day}：未交工作报告") for day in self.missing]
        said += [
            Text(
                f"{report.day}: not {', not '.join(report.failed)}",
                f"{report.day}：{'、'.join(_ZH[name] for name in report.failed)}",
            )
            for report in self.failed
        ]
        return tuple(Reason("S2-03-13", text) for text in said)


@cites("S2-03-13")
def daily_reports(
    calendar: WorkCalendar, since: date, until: date, reports: Iterable[DailyReport]
) -> DailyReports:
    """Which working days from ``since`` to ``until``, both included, lack a good report.

    Raises `InputError` for two reports of one day and for a report of a day outside the span.
    """
    first, last = Day().read(since, "since"), Day().read(until, "until")
    if last < first:
        refuse("until", last, f"a day from {first} on")
    faults, by_day = Faults(), {}
    for place, report in enumerate(reports):
        if report.day in by_day:
            faults.add(Fault(f"reports[{place}]", report.day, "one report a day"))
        elif not first <= report.day <= last:
            faults.add(Fault(f"reports[{place}]", report.day, f"a day from {first} to {last}"))
        else:
            by_day[report.day] = report
    faults.raise_as(InputError)
    span = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    due = tuple(day for day in span if calendar.is_working(day))
    return DailyReports(
        due,
        tuple(day for day in due if day not in by_day),
        tuple(report for _, report in sorted(by_day.items()) if report.failed),
    )
