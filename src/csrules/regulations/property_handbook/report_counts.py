"""From a year's reports to the counts of the score (001 IM 6.1, 6.2): missing, late, omitted."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import attrs

from csrules.calendars.moments import (
    a_moment,
    end_of_day,
    say_day,
    say_moment,
    span,
    start_of_day,
)
from csrules.citation import Answer, Reason, Text, cites
from csrules.doors import guarded
from csrules.errors import Faults, InputError, MissingParameterError, refuse
from csrules.kinds import Day, Whole
from csrules.plaintext import plural
from csrules.regulations.property_handbook.bulletins import day_bulletin_due
from csrules.regulations.property_handbook.duties import (
    annual_plan,
    monthly_report,
    training_outline,
)
from csrules.regulations.property_handbook.incidents import incident_report_due
from csrules.regulations.property_handbook.information import (
    REPORT_NAMES,
    Change,
    Report,
    Submission,
    instant_due,
    report_route,
)
from csrules.regulations.property_handbook.mail_times import Effective, Mail, effective_time
from csrules.regulations.property_handbook.policy import YearOfReports

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from csrules.deadlines import Deadline
    from csrules.recurrence import DueDate
    from csrules.regulations.property_handbook.policy import PropertyHandbookPolicy
    from csrules.workcalendar import WorkCalendar

__all__ = [
    "InstantItem",
    "Judged",
    "MonthlyReport",
    "ReportCounts",
    "counts_of_reports",
    "reports_due",
]


@guarded
@attrs.frozen
class MonthlyReport:
    """A monthly report: the month that it covers, its mail, and defects of its content."""

    year: int
    month: int
    mail: Mail
    defects: int = 0


@guarded
@attrs.frozen
class InstantItem:
    """Something that had to be reported at once, and its mail; None is not reported.

    A personnel change says in ``change`` what changes. A move-in bulletin is of the day of
    ``happened_at``; `bulletins` tells which days lack one.
    """

    report: Report
    happened_at: datetime
    mail: Mail | None = None
    change: Change | None = None


@attrs.frozen
class Judged:
    """What became of one report: ``missing``, ``late``, ``on_time``, ``received``, ``pending``.

    ``counted_on`` is the day of the count where a missing report was not yet due on it.
    """

    name: Text
    rule: str
    status: str
    due: Deadline
    effective: Effective
    defects: int = 0
    counted_on: date | None = None


_NOT_RECEIVED = Effective(None, False, False)

_STATUS = {
    "missing": Text("missing", "缺报"),
    "late": Text("late", "迟报"),
    "on_time": Text("on time", "按时"),
    "received": Text("received", "已收到"),
    "pending": Text("not due yet", "尚未到期"),
}


@attrs.frozen
class ReportCounts(Answer):
    """The ``counts`` of a year and what became of each report.

    ``left_out`` names what was given but does not belong to the year, or is not reported at all.
    """

    counts: Mapping[str, int]
    reports: tuple[Judged, ...]
    left_out: tuple[str, ...]

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Each report with its due date, the time that counts, and what became of it."""
        found = []
        for one in self.reports:
            status, due = _STATUS[one.status], one.due.text
            en, zh = f"{one.name.en}: {status.en}", f"{one.name.zh}：{status.zh}"
            if one.counted_on is not None:
                day = say_day(one.counted_on)
                en, zh = f"{en}, not yet due on {day.en}", f"{zh}，{day.zh}尚未到期"
            en, zh = f"{en}, due {due.en}", f"{zh}，应于{due.zh}前"
            if one.defects:
                en, zh = f"{en}, {plural(one.defects, 'defect')}", f"{zh}，差错{one.defects}处"
            found.append(Reason(one.rule, Text(en, zh)))
            if one.effective.at is not None:
                found += one.effective.reasons
        return tuple(found)


@cites("001-IM-6.1-2")
def reports_due(
    policy: PropertyHandbookPolicy, year: int, calendar: WorkCalendar | None = None
) -> tuple[DueDate, ...]:
    """The twelve monthly reports that the score of ``year`` counts (R21).

    >>> from csrules.regulations.property_handbook import policy
    >>> dues = reports_due(policy(), 2024)
    >>> len(dues), str(dues[0].first), str(dues[0].deadline)
    (12, '2023-12-01', '24:00 on 10 January 2024')
    """
    year = Whole(minimum=3, maximum=9996).read(year, "year")
    since, until = date(year, 1, 1), date(year, 12, 31)
    if policy.score.year is YearOfReports.COVERING_YEAR:
        since, until = date(year, 2, 1), date(year + 1, 1, 31)
    return monthly_report(policy).due_dates(since, until, calendar)


@cites(
    "001-IM-6.1-2",
    "001-IM-6.1-3",
    "001-IM-6.1-4",
    "001-IM-6.1-5",
    "001-IM-6.1-6",
    "001-IM-6.1-7",
)
def counts_of_reports(
    policy: PropertyHandbookPolicy,
    year: int,
    as_of: date,
    *,
    monthly: Iterable[MonthlyReport] = (),
    instant: Iterable[InstantItem] = (),
    plan: Mail | None = None,
    summary: Mail | None = None,
    outline: Mail | None = None,
    calendar: WorkCalendar | None = None,
) -> ReportCounts:
    """The counts of ``year`` from what was received up to 24:00 of the day ``as_of``.

    A monthly report that was not received by then is missing, whether due or not (R21), and its
    reason says so where it was not yet due; one that came after its day is late; defects count in
    received reports only. An instant item that was not received is omitted once its time is over;
    the move-in bulletin of a day is one of these, due by the end of its day. Plan, summary and
    outline count as missing once their day is over, and are pending before, as an instant item
    is; lateness costs nothing there.

    Raises `InputError` where ``as_of`` lies before the year; with every report that was received
    before it could exist: a monthly report before its month was over, an item before it
    happened, a summary or outline before the year; and for two reports of one month. Raises
    `MissingParameterError` where an instant item is due "at once" and
    ``reports.instant_minutes`` is blank.
    """
    day = Day().read(as_of, "as_of")
    judge = _Judge(policy, year, day, calendar)
    if day.year < year:
        refuse("as_of", as_of, f"a day not before {date(year, 1, 1)}", rule="001-IM-6.1-2")
    judge.monthly(list(monthly))
    judge.instant(list(instant))
    names = (
        ("plan", plan, "missing_plans", "001-IM-6.1-6", Text("annual plan", "年度计划")),
        ("summary", summary, "missing_plans", "001-IM-6.1-6", Text("annual summary", "年度总结")),
        (
            "outline",
            outline,
            "missing_training",
            "001-IM-6.1-7",
            Text("annual training outline", "年度培训大纲"),
        ),
    )
    for path, mail, count, rule, text in names:
        judge.yearly(path, mail, count, rule, text)
    judge.faults.raise_as(InputError)
    judge.blanks.raise_as(MissingParameterError)
    return ReportCounts(judge.counts, tuple(judge.found), tuple(judge.left_out))


class _Judge:
    """Collects the counts of one year, and every fault on the way."""

    def __init__(
        self,
        policy: PropertyHandbookPolicy,
        year: int,
        as_of: date,
        calendar: WorkCalendar | None,
    ) -> None:
        self.policy, self.year, self.calendar = policy, year, calendar
        self.zone = None if calendar is None else calendar.tz
        self.as_of, self.end = as_of, end_of_day(as_of, self.zone)
        self.due = {due.first: due for due in reports_due(policy, year, calendar)}
        span_of_year = date(year, 1, 1), date(year, 12, 31)
        (plan,) = annual_plan(policy).due_dates(*span_of_year, calendar)
        (outline,) = training_outline(policy).due_dates(*span_of_year, calendar)
        self.yearly_due = {"missing_plans": plan.deadline, "missing_training": outline.deadline}
        self.faults, self.blanks = Faults(), Faults()
        self.counts = dict.fromkeys(policy.score.card.counts, 0)
        self.found: list[Judged] = []
        self.left_out: list[str] = []

    def _moment(self, value: object, path: str) -> datetime:
        """A moment as the calendar has it; without one, naive local time."""
        own = a_moment(value, path)
        if self.calendar is not None:
            return self.calendar.moment(own, path)
        if own.tzinfo is not None:
            mend = 'give calendar=cn_calendar(…, tz="Asia/Shanghai")'
            refuse(path, value, "a naive datetime, because no calendar with a zone is given", mend)
        return own

    def _received(self, mail: Mail | None, path: str, earliest: datetime) -> Effective:
        """The time that counts; none where it was not received by the day of the count."""
        if mail is None:
            return _NOT_RECEIVED
        effective = effective_time(mail, path)
        for name in ("first_sent_at", "received_at"):
            value = getattr(mail, name)
            if value is not None:
                moment = self._moment(value, f"{path}.{name}")
                if span(earliest, moment) < timedelta(0):
                    start = say_moment(earliest)
                    expected = f"a moment from {start} on: before, it could not exist"
                    refuse(f"{path}.{name}", value, expected, "check the time and what it covers")
        received = mail.received_at
        if received is None or span(received, self.end) < timedelta(0):
            return _NOT_RECEIVED
        return effective

    def monthly(self, reports: list[MonthlyReport]) -> None:
        given: dict[date, tuple[str, MonthlyReport]] = {}
        for place, report in enumerate(reports):
            path = f"monthly[{place}]"
            with self.faults:
                year = Whole(minimum=2, maximum=9997).read(report.year, f"{path}.year")
                month = Whole(minimum=1, maximum=12).read(report.month, f"{path}.month")
                Whole("defects").read(report.defects, f"{path}.defects")
                first = date(year, month, 1)
                if first in given:
                    mend = "a mail sent again belongs to the same report"
                    refuse(path, report, "one report for each month", mend, "001-IM-6.1-2")
                given[first] = (path, report)
                if first not in self.due:
                    self.left_out.append(f"monthly {first:%Y-%m}")
        for first, due in self.due.items():
            with self.faults:
                self._one_month(due, *given.get(first, (None, None)))

    def _one_month(self, due: DueDate, path: str | None, report: MonthlyReport | None) -> None:
        first = due.first
        name = Text(f"monthly report of {first:%Y-%m}", f"{first.year}年{first.month}月月报")
        # it covers a whole month and cannot exist before the month is over
        over = start_of_day(due.last + timedelta(days=1), self.zone)
        mail = None if report is None else report.mail
        effective, defects, early = self._received(mail, f"{path}.mail", over), 0, None
        if effective.at is None or report is None:
            status = "missing"
            self.counts["missing_periodic"] += 1
            early = self.as_of if due.deadline.met(self.end) else None
        else:
            on_time = due.deadline.met(effective.at)
            status, defects = "on_time" if on_time else "late", report.defects
            self.counts["late_periodic"] += not on_time
            self.counts["defects"] += defects
        self.found.append(
            Judged(name, "001-IM-6.1-2", status, due.deadline, effective, defects, early)
        )

    def instant(self, items: list[InstantItem]) -> None:
        for place, item in enumerate(items):
            path = f"instant[{place}]"
            with self.faults:
                route = report_route(item.report, item.change, f"{path}.")
                kind: Report = route.inputs["report"]
                happened = self._moment(item.happened_at, f"{path}.happened_at")
                outside = happened.year != self.year or span(happened, self.end) < timedelta(0)
                if outside or route["submission"] is Submission.NOT_REPORTED:
                    self.left_out.append(f"{kind.value} {happened:%Y-%m-%d %H:%M}")
                else:
                    self._one_item(path, kind, happened, item.mail)

    def _one_item(self, path: str, kind: Report, happened: datetime, mail: Mail | None) -> None:
        earliest = happened
        if kind is Report.CLASS_1_INCIDENT:
            due = incident_report_due(self.policy, happened, self.calendar)
        elif kind is Report.MOVE_IN_BULLETIN:
            due = day_bulletin_due(self.policy, happened.date(), self.calendar)
            earliest = start_of_day(happened.date(), self.zone)
        else:
            try:
                due = instant_due(self.policy, kind, happened, self.calendar)
            except MissingParameterError as blank:  # the policy's gap, no fault of the input
                self.blanks.found[:] = blank.faults
                return
        effective, rule = self._received(mail, f"{path}.mail", earliest), "001-IM-6.1-4"
        if effective.at is not None:
            on_time = due.met(effective.at)
            status = "on_time" if on_time else "late"
            self.counts["late_instant"] += not on_time
        else:
            over = not due.met(self.end)
            status, rule = "missing" if over else "pending", "001-IM-6.1-5"
            self.counts["omitted_instant"] += over
        when, what = say_moment(happened), REPORT_NAMES[kind]
        name = Text(f"{what.en}, {when.en}", f"{what.zh}，{when.zh}")
        self.found.append(Judged(name, rule, status, due, effective))

    def yearly(self, path: str, mail: Mail | None, count: str, rule: str, text: Text) -> None:
        # a plan may be made in the year before; a summary and an outline of January may not
        first = start_of_day(date(self.year - (path == "plan"), 1, 1), self.zone)
        with self.faults:
            effective = self._received(mail, path, first)
            due, status = self.yearly_due[count], "received"
            if effective.at is None:
                status = "pending" if due.met(self.end) else "missing"
                self.counts[count] += status == "missing"
            self.found.append(Judged(text, rule, status, due, effective))
