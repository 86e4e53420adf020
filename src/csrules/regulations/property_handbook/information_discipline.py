"""Formats, officers, accounts and accountability of the information system (001 IM 4.3, 4.4, 5)."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

import attrs

from csrules.calendars.moments import a_moment, later, say_moment, span
from csrules.citation import Answer, Reason, Text, cites
from csrules.errors import Faults, InputError, refuse
from csrules.forms import Field, Form
from csrules.kinds import Choice, Flag, Identifier, Items, Words
from csrules.policy import needed
from csrules.regulations.property_handbook.blank_limits import minutes_limit
from csrules.regulations.property_handbook.information import REPORT_NAMES, Report
from csrules.regulations.property_handbook.mail_times import alike
from csrules.regulations.property_handbook.names import read_names
from csrules.tables import Column, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from csrules.deadlines import Deadline
    from csrules.regulations.property_handbook.policy import PropertyHandbookPolicy
    from csrules.workcalendar import WorkCalendar

__all__ = [
    "ACCOUNTABILITY",
    "HANDLING",
    "Cause",
    "FormatCheck",
    "Forwarding",
    "Officers",
    "PasswordChange",
    "check_format",
    "check_officers",
    "opinion_due",
    "password_change",
]

_PERIODIC = (Report.MONTHLY,)


@attrs.frozen
class FormatCheck(Answer):
    """Whether a report stands in the format that was issued for it."""

    valid: bool
    report: Report
    issued: str
    used: str | None
    rule: str

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Which format was issued and which was used."""
        name = REPORT_NAMES[self.report]
        en = f"{name.en}: format issued {self.issued}, used {self.used or 'none'}"
        zh = f"{name.zh}：应用格式{self.issued}，所用格式{self.used or '无'}"
        return (Reason(self.rule, Text(en, zh)),)


@cites("001-IM-4.3-1", "001-IM-4.3-3")
def check_format(
    policy: PropertyHandbookPolicy, report: Report | str, used: str | None
) -> FormatCheck:
    """Whether ``used`` is the format of a ``report``; None means that it has none.

    Periodic reports stand in the uniform format, all others in the company's corresponding one.
    The formats themselves are missing: `MissingParameterError` names ``reports.formats`` until
    the company gives format names by report.
    """
    kind = Choice(Report).read(report, "report")
    (formats,) = needed(policy, "reports.formats")
    issued = dict(formats).get(kind.value)
    rule = "001-IM-4.3-1" if kind in _PERIODIC else "001-IM-4.3-3"
    if issued is None:
        mend = f"amend(policy, {{'reports': {{'formats': {{{kind.value!r}: …}}}}}})"
        refuse(f"reports.formats.{kind.value}", None, "the format of this report", mend, rule)
    if used is not None:
        used = Words(200).read(used, "used")
    return FormatCheck(used == issued, kind, issued, used, rule)


@attrs.frozen
class Officers(Answer):
    """Departments without exactly one officer for exchange with the enterprise development one."""

    without: tuple[str, ...]
    several: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether every department has exactly one."""
        return not self.without and not self.several

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Each department that has none or several; or that each has one."""
        rows = [(name, Text("no officer named", "未指定专人")) for name in self.without]
        rows += [
            (name, Text("several officers; one is responsible, others deputise", "专人不止一名"))
            for name in self.several
        ]
        found = tuple(
            Reason("001-IM-4.4.4-1", Text(f"{name}: {text.en}", f"{name}：{text.zh}"))
            for name, text in rows
        )
        done = Text("every department has one officer", "各部门均已指定一名专人")
        return found or (Reason("001-IM-4.4.4-1", done),)


@cites("001-IM-4.4.4-1")
def check_officers(officers: Mapping[str, Iterable[str]]) -> Officers:
    """Which departments have not named exactly one person; deputies are not listed here.

    >>> check_officers({"sales": ["Li"], "estate": []}).without
    ('estate',)
    """
    faults = Faults()
    read = {}
    for department, names in officers.items():
        with faults:
            name = Identifier().read(department, "officers")
            if name in read:
                refuse(f"officers.{name}", names, "each department once")
            read[name] = read_names(names, f"officers.{name}", distinct=True)
    faults.raise_as(InputError)
    return Officers(
        tuple(name for name, found in read.items() if not found),
        tuple(name for name, found in read.items() if len(found) > 1),
    )


@attrs.frozen
class PasswordChange(Answer):
    """Whether the password was changed when a user had left: ``violation`` if late or not yet."""

    violation: bool
    due: datetime
    changed_at: datetime | None

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """When it was due and when it was done."""
        due = say_moment(self.due)
        if self.changed_at is None:
            en, zh = "not changed yet", "尚未更改"
        else:
            at = say_moment(self.changed_at)
            en, zh = f"changed at {at.en}", f"于{at.zh}更改"
        text = Text(f"due at {due.en}; {en}", f"应于{due.zh}更改；{zh}")
        return (Reason("001-IM-4.4.3-2", text),)


@cites("001-IM-4.4.3-2")
def password_change(
    policy: PropertyHandbookPolicy,
    left_at: datetime,
    changed_at: datetime | None,
    as_of: datetime,
) -> PasswordChange:
    """Whether the password of a dedicated account was changed at once when a user left.

    "At once" is ``account.password_minutes`` after the departure, 0 unless a company allows more.
    A change before the departure does not count; ``as_of`` judges one that is not made yet.
    """
    left = a_moment(left_at, "left_at")
    due = later(left, timedelta(minutes=policy.account.password_minutes))
    now, zero = alike(as_of, left, "as_of"), timedelta(0)
    done: datetime | None = None
    if changed_at is not None:
        done = alike(changed_at, left, "changed_at")
        if span(left, done) < zero or span(done, now) < zero:
            done = None
    late = span(due, now if done is None else done)
    return PasswordChange(late > zero, due, done)


class Cause(StrEnum):
    """For what somebody is held responsible."""

    ABNORMAL_CHANNEL = "abnormal_channel"
    LATE_OR_OMITTED_REPORT = "late_or_omitted_report"
    MISUSE_OF_MAILBOX_OR_ACCOUNT = "misuse_of_mailbox_or_account"


def _held(rule: str, cause: Cause, by: str | None, en: str, zh: str) -> Row:
    then = {"referred": True, "by": by, "amount": None}
    return Row(rule, {"cause": cause, "grave": True}, then, Text(en, zh))


ACCOUNTABILITY = Table(
    name="information_accountability",
    title=Text("who is held responsible", "责任追究"),
    columns=(
        Column(
            "cause",
            Choice(Cause),
            Text("cause", "事由"),
            {
                Cause.ABNORMAL_CHANNEL: Text("abnormal channel", "走非正常渠道"),
                Cause.LATE_OR_OMITTED_REPORT: Text("late or omitted report", "迟报、漏报"),
                Cause.MISUSE_OF_MAILBOX_OR_ACCOUNT: Text(
                    "misuse of mailbox or account", "违规使用邮箱、账号"
                ),
            },
        ),
        # a bad effect, serious consequences, or a loss, as the cause's rule names it
        Column(
            "grave",
            Flag(),
            Text("bad effect, serious consequence or loss", "不良影响、严重后果或损失"),
        ),
    ),
    outputs=("referred", "by", "amount"),  # the text names no amount
    rows=(
        _held(
            "001-IM-4.4.1-2",
            Cause.ABNORMAL_CHANNEL,
            "hr",
            "abnormal channel with a bad effect: HR holds the person responsible",
            "走非正常渠道造成不良影响：由人力资源部追责",
        ),
        _held(
            "001-IM-4.4.2-2",
            Cause.LATE_OR_OMITTED_REPORT,
            "hr",
            "late or omitted report with serious consequences: HR holds the person responsible, "
            "besides the points of the score",
            "迟报、漏报且后果严重：由人力资源部追责，考核扣分另计",
        ),
        _held(
            "001-IM-4.4.5-2",
            Cause.MISUSE_OF_MAILBOX_OR_ACCOUNT,
            None,
            "misuse with a loss to the company: the person is held responsible",
            "违规使用给公司造成损失：追究责任人",
        ),
        *(
            Row(
                rule,
                {"cause": cause, "grave": False},
                {"referred": False, "by": None, "amount": None},
                Text("without such a consequence nobody is referred", "未造成上述后果的，不追责"),
            )
            for rule, cause in (
                ("001-IM-4.4.1-2", Cause.ABNORMAL_CHANNEL),
                ("001-IM-4.4.2-2", Cause.LATE_OR_OMITTED_REPORT),
                ("001-IM-4.4.5-2", Cause.MISUSE_OF_MAILBOX_OR_ACCOUNT),
            )
        ),
    ),
)


class Forwarding(StrEnum):
    """What the head of the main receiving department does with other information."""

    SUBMIT = "submit"
    INFORM = "inform"


_RULE = "001-IM-5.2-1"


@cites("001-IM-5.2-1")
def opinion_due(
    policy: PropertyHandbookPolicy, received_at: datetime, calendar: WorkCalendar | None = None
) -> Deadline:
    """When the head of the main receiver has given a handling opinion on other information.

    "In time" has no number: `MissingParameterError` names ``reports.opinion_minutes`` until a
    company fills it in.
    """
    return minutes_limit(policy, "reports.opinion_minutes", _RULE).due(received_at, calendar)


HANDLING = Form(
    name="other_information_handling",
    title=Text("handling of other information", "其他信息的处理"),
    fields=(
        Field(
            "decided_by", Identifier(), _RULE, Text("head of the main receiver", "主送部门负责人")
        ),
        Field("decision", Choice(Forwarding), _RULE, Text("submit or inform", "提交或知会")),
        Field(
            "recipients",
            Items(Identifier(), fewest=1, distinct=True),
            _RULE,
            Text("leaders or departments", "领导或部门"),
        ),
        Field("opinion", Words(), _RULE, Text("handling opinion", "处理意见")),
    ),
    open=True,
)
