"""What comes back: reports by their day, checks by quarter, the mailbox each day (001 IM 4, 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from csrules.citation import Answer, Reason, Text, cites
from csrules.errors import Faults, InputError
from csrules.kinds import Identifier
from csrules.plaintext import plural
from csrules.recurrence import Covers, Duty, EveryWorkingDay, Monthly, Quarterly, Yearly
from csrules.regulations.property_handbook.names import read_names

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from csrules.recurrence import Frequency
    from csrules.regulations.property_handbook.policy import PropertyHandbookPolicy
    from csrules.workcalendar import WorkCalendar

__all__ = [
    "Edition",
    "MailboxReads",
    "annual_plan",
    "check_edition",
    "data_check",
    "duties",
    "mailbox_duty",
    "mailbox_reads",
    "monthly_edition",
    "monthly_feedback",
    "monthly_report",
    "training_outline",
]


def _by_day(
    policy: PropertyHandbookPolicy,
    name: str,
    text: Text,
    rule: str,
    frequency: Frequency,
    covers: Covers,
) -> Duty:
    dates = policy.dates
    return Duty(name, text, rule, frequency, covers, dates.by_day, dates.by_day_ends, dates.day_end)


@cites("001-IM-4.1-1")
def monthly_report(policy: PropertyHandbookPolicy) -> Duty:
    """Each department's monthly report to the enterprise development department, by the 10th.

    >>> from datetime import date
    >>> from csrules.regulations.property_handbook import policy
    >>> (due,) = monthly_report(policy()).due_dates(date(2024, 3, 1), date(2024, 3, 31))
    >>> print(due.first, due.deadline)
    2024-02-01 24:00 on 10 March 2024
    """
    text = Text("monthly report of the department", "部门信息月报")
    every = Monthly(policy.reports.monthly_day)
    return _by_day(policy, "monthly_report", text, "001-IM-4.1-1", every, Covers.PREVIOUS_MONTH)


@cites("001-IM-4.1-1")
def monthly_feedback(policy: PropertyHandbookPolicy) -> Duty:
    """Feedback on the monthly reports, by the 20th."""
    text = Text("feedback on the monthly reports", "月报反馈")
    every = Monthly(policy.reports.feedback_day)
    return _by_day(policy, "monthly_feedback", text, "001-IM-4.1-1", every, Covers.PREVIOUS_MONTH)


@cites("001-IM-5.1-1")
def monthly_edition(policy: PropertyHandbookPolicy) -> Duty:
    """The edited monthly report of the enterprise development department, by the feedback day."""
    text = Text("edited information monthly report", "信息管理月报表")
    every = Monthly(policy.reports.feedback_day)
    return _by_day(policy, "monthly_edition", text, "001-IM-5.1-1", every, Covers.PREVIOUS_MONTH)


@cites("001-IM-4.1-11")
def annual_plan(policy: PropertyHandbookPolicy) -> Duty:
    """Annual plan, summary and longer plan of each department, by 15 January."""
    text = Text("annual plan and summary", "年度计划和总结")
    every = Yearly(policy.reports.plan_month, policy.reports.plan_day)
    return _by_day(policy, "annual_plan", text, "001-IM-4.1-11", every, Covers.SAME_YEAR)


@cites("001-IM-4.1-12")
def training_outline(policy: PropertyHandbookPolicy) -> Duty:
    """Annual training outline and plan for each staff group: any day in January."""
    text = Text("annual training outline", "年度培训大纲")
    every = Yearly(policy.reports.training_month)
    return Duty(
        "training_outline",
        text,
        "001-IM-4.1-12",
        every,
        Covers.SAME_YEAR,
        last_day=policy.dates.by_day_ends,
        day_end=policy.dates.day_end,
    )


@cites("001-IM-4.3-4")
def data_check(policy: PropertyHandbookPolicy, department: str) -> Duty:
    """Check and publication of a department's routine data, once a quarter, by its end."""
    name = Identifier().read(department, "department")
    text = Text(f"check of the routine data of {name}", f"核实并公布{name}的日常资料")
    return Duty(
        f"data_check:{name}",
        text,
        "001-IM-4.3-4",
        Quarterly(),
        Covers.SAME_QUARTER,
        day_end=policy.dates.day_end,
    )


@cites("001-IM-4.4.4-2")
def mailbox_duty(policy: PropertyHandbookPolicy) -> Duty:
    """The officer's mailbox, read on every working day as often as the policy says."""
    times = policy.reports.mailbox_reads
    text = Text(f"mailbox read {plural(times, 'time')} or more", f"专员邮箱查看至少{times}次")
    end = policy.dates.day_end
    return Duty("mailbox", text, "001-IM-4.4.4-2", EveryWorkingDay(), day_end=end)


@cites(
    "001-IM-4.1-1",
    "001-IM-4.1-11",
    "001-IM-4.1-12",
    "001-IM-4.4.4-2",
    "001-IM-5.1-1",
)
def duties(policy: PropertyHandbookPolicy) -> tuple[Duty, ...]:
    """Every duty of fixed days: who asks ``due_dates`` of each has the calendar of a year.

    The check of routine data is one duty for each department, see `data_check`; the move-in
    bulletin depends on what happens, see `bulletin_due`.

    >>> from csrules.regulations.property_handbook import policy
    >>> [duty.name for duty in duties(policy())][:2]
    ['monthly_report', 'monthly_feedback']
    """
    return (
        monthly_report(policy),
        monthly_feedback(policy),
        monthly_edition(policy),
        annual_plan(policy),
        training_outline(policy),
        mailbox_duty(policy),
    )


@attrs.frozen
class MailboxReads(Answer):
    """The working days of a span on which the mailbox was read too seldom, each with its count."""

    least: int
    days: int
    short: tuple[tuple[date, int], ...]

    @property
    def met(self) -> bool:
        """Whether it was read often enough on every working day."""
        return not self.short

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Each short day, or that there is none."""
        rule, least, times = "001-IM-4.4.4-2", self.least, plural(self.least, "time")
        found = tuple(
            Reason(
                rule,
                Text(f"{day}: read {n} of {times}", f"{day}：查看{n}次，应{least}次"),
            )
            for day, n in self.short
        )
        text = Text(
            f"read {times} or more on each of {plural(self.days, 'working day')}",
            f"{self.days}个工作日均查看至少{least}次",
        )
        return found or (Reason(rule, text),)


@cites("001-IM-4.4.4-2")
def mailbox_reads(
    policy: PropertyHandbookPolicy,
    reads: Iterable[datetime],
    since: date,
    until: date,
    calendar: WorkCalendar,
) -> MailboxReads:
    """On which working days from ``since`` to ``until`` the mailbox was read too seldom.

    ``reads`` are the moments at which it was read; only working days are judged.
    """
    faults, moments = Faults(), set()
    for place, moment in enumerate(reads):
        with faults:
            moments.add(calendar.moment(moment, f"reads[{place}]"))
    faults.raise_as(InputError)
    least = policy.reports.mailbox_reads
    days = [due.first for due in mailbox_duty(policy).due_dates(since, until, calendar)]
    counts = [(day, sum(moment.date() == day for moment in moments)) for day in days]
    return MailboxReads(least, len(days), tuple((day, n) for day, n in counts if n < least))


@attrs.frozen
class Edition(Answer):
    """Whether an edited monthly report went both ways: the departments without mail, the page."""

    not_mailed: tuple[str, ...]
    on_page: bool

    @property
    def complete(self) -> bool:
        """Whether every department has the mail and the page has the report."""
        return not self.not_mailed and self.on_page

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """What is missing of the two ways, or that nothing is."""
        rule = "001-IM-5.1-1"
        found = [
            Reason(rule, Text(f"not mailed to {name}", f"未邮件发送：{name}"))
            for name in self.not_mailed
        ]
        if not self.on_page:
            found.append(Reason(rule, Text("not posted on the page", "未登在信息网页上")))
        done = Text("mailed to every department and posted", "已邮件发各部门并登在网页上")
        return tuple(found) or (Reason(rule, done),)


@cites("001-IM-5.1-1")
def check_edition(
    departments: Iterable[str], *, mailed_to: Iterable[str], on_page: bool
) -> Edition:
    """Whether the edited monthly report went to every department by mail and onto the page."""
    faults = Faults()
    wanted: tuple[str, ...] = ()
    mailed: tuple[str, ...] = ()
    with faults:
        wanted = read_names(departments, "departments")
    with faults:
        mailed = read_names(mailed_to, "mailed_to")
    faults.raise_as(InputError)
    return Edition(tuple(name for name in wanted if name not in mailed), on_page)
