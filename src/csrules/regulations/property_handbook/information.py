"""Who gets which report, by when, with which copies (001 IM 4.1)."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from csrules.citation import Text, cites
from csrules.doors import guarded
from csrules.errors import refuse
from csrules.kinds import Choice
from csrules.regulations.property_handbook.blank_limits import minutes_limit
from csrules.tables import Column, Row, Table

if TYPE_CHECKING:
    from datetime import datetime

    from csrules.deadlines import Deadline
    from csrules.regulations.property_handbook.policy import PropertyHandbookPolicy
    from csrules.tables import Found
    from csrules.workcalendar import WorkCalendar

__all__ = [
    "REPORTS",
    "REPORT_NAMES",
    "Change",
    "Feedback",
    "Party",
    "Report",
    "Submission",
    "instant_due",
    "report_route",
]


class Party(StrEnum):
    """Whom the information system names."""

    EDD = "edd"
    LEGAL = "legal"
    OTHER_DEPARTMENTS = "other_departments"


_PARTIES = {
    Party.EDD: Text("the enterprise development department", "企业发展部"),
    Party.LEGAL: Text("Legal", "法务部"),
    Party.OTHER_DEPARTMENTS: Text("the other departments concerned", "其他相关部门"),
}


class Report(StrEnum):
    """What is reported."""

    MONTHLY = "monthly"
    LAWSUIT = "lawsuit"
    NEGATIVE_MEDIA = "negative_media"
    MAJOR_COMPLAINT = "major_complaint"
    MOVE_IN_BULLETIN = "move_in_bulletin"
    CLASS_1_INCIDENT = "class_1_incident"
    MEDIA_INTERVIEW = "media_interview"
    AWARD = "award"
    NEW_PROJECT = "new_project"
    PERSONNEL_CHANGE = "personnel_change"
    ANNUAL_PLAN = "annual_plan"
    TRAINING_OUTLINE = "training_outline"


REPORT_NAMES = {
    Report.MONTHLY: Text("monthly report", "公司信息月报"),
    Report.LAWSUIT: Text("lawsuit", "法律诉讼"),
    Report.NEGATIVE_MEDIA: Text("negative media report", "媒体曝光"),
    Report.MAJOR_COMPLAINT: Text("major or hot complaint", "重大、热点投诉"),
    Report.MOVE_IN_BULLETIN: Text("move-in bulletin", "入住快报"),
    Report.CLASS_1_INCIDENT: Text("class-1 incident", "一类突发事件"),
    Report.MEDIA_INTERVIEW: Text("media interview", "媒体采访"),
    Report.AWARD: Text("award or title", "公司荣誉"),
    Report.NEW_PROJECT: Text("new project", "新项目拓展"),
    Report.PERSONNEL_CHANGE: Text("change of persons or structure", "人事机构变动"),
    Report.ANNUAL_PLAN: Text("annual plan and summary", "年度计划和总结"),
    Report.TRAINING_OUTLINE: Text("annual training outline", "年度培训大纲"),
}
"""What a report is called."""


class Change(StrEnum):
    """What a change of persons or structure concerns."""

    MANAGER_OR_ABOVE = "manager_or_above"
    BELOW_MANAGER = "below_manager"
    OFFICE_ADDRESS = "office_address"
    MANAGEMENT_STRUCTURE = "management_structure"


class Submission(StrEnum):
    """When a report is handed in."""

    BY_MONTH_DAY = "by_month_day"
    AT_ONCE = "at_once"
    DAILY = "daily"
    WITHIN_HOURS = "within_hours"
    BY_YEAR_DAY = "by_year_day"
    IN_MONTH = "in_month"
    NOT_REPORTED = "not_reported"
    AS_THE_CHANGE = "as_the_change"


class Feedback(StrEnum):
    """When feedback is given."""

    BY_MONTH_DAY = "by_month_day"
    AS_REQUIRED = "as_required"
    NONE = "none"


_OTHERS = (Party.OTHER_DEPARTMENTS,)
_TO_EDD = (Party.EDD,)


def _route(
    rule: str,
    report: Report,
    submission: Submission,
    feedback: Feedback,
    note: Text,
    *,
    main: tuple[Party, ...] = _TO_EDD,
    cc: tuple[Party, ...] = (),
    changes: tuple[Change | None, ...] | None = None,
) -> Row:
    when: dict[str, object] = {"report": report}
    if changes is not None:
        when["change"] = changes
    to = ", ".join(_PARTIES[party].en for party in main) or "nobody"
    copies = ", ".join(_PARTIES[party].en for party in cc) or "none"
    to_zh = "、".join(_PARTIES[party].zh for party in main) or "无"
    copies_zh = "、".join(_PARTIES[party].zh for party in cc) or "无"
    text = Text(
        f"{note.en}; to: {to}; copies: {copies}", f"{note.zh}；主送：{to_zh}；抄送：{copies_zh}"
    )
    then = {"main": main, "cc": cc, "submission": submission, "feedback": feedback}
    return Row(rule, when, then, text)


_AT_ONCE, _AS_REQUIRED = Submission.AT_ONCE, Feedback.AS_REQUIRED

REPORTS = Table(
    name="information_reports",
    title=Text("who gets which report", "信息报送去向"),
    columns=(
        Column("report", Choice(Report), Text("report", "信息"), REPORT_NAMES),
        Column(
            "change",
            Choice(Change),
            Text("change", "变动"),
            {
                Change.MANAGER_OR_ABOVE: Text("department manager or above", "部门经理及以上"),
                Change.BELOW_MANAGER: Text("below department manager", "低于部门经理"),
                Change.OFFICE_ADDRESS: Text("office address", "办公地点"),
                Change.MANAGEMENT_STRUCTURE: Text("management structure", "管理架构"),
            },
            optional=True,
        ),
    ),
    outputs=("main", "cc", "submission", "feedback"),
    rows=(
        _route(
            "001-IM-4.1-1",
            Report.MONTHLY,
            Submission.BY_MONTH_DAY,
            Feedback.BY_MONTH_DAY,
            Text(
                "monthly report by its day, feedback by its day",
                "公司信息月报于规定日期前报送并反馈",
            ),
        ),
        # EDD is a main recipient in every other row, so it is read as one here
        _route(
            "001-IM-4.1-2",
            Report.LAWSUIT,
            _AT_ONCE,
            _AS_REQUIRED,
            Text("lawsuit, imminent or begun, at once", "即将或已发生的法律诉讼，即时报送"),
            main=(Party.LEGAL, Party.EDD),
            cc=_OTHERS,
        ),
        _route(
            "001-IM-4.1-3",
            Report.NEGATIVE_MEDIA,
            _AT_ONCE,
            _AS_REQUIRED,
            Text(
                "negative media report, imminent or out, at once",
                "即将或已发生的媒体负面报道，即时报送",
            ),
            cc=_OTHERS,
        ),
        _route(
            "001-IM-4.1-4",
            Report.MAJOR_COMPLAINT,
            _AT_ONCE,
            _AS_REQUIRED,
            Text("major or hot complaint, at once", "重大、热点投诉即时报送"),
            cc=_OTHERS,
        ),
        _route(
            "001-IM-4.1-5",
            Report.MOVE_IN_BULLETIN,
            Submission.DAILY,
            _AS_REQUIRED,
            Text("move-in bulletin, daily or with a longer gap", "入住快报每日或间隔报送"),
            cc=_OTHERS,
        ),
        _route(
            "001-IM-4.1-6",
            Report.CLASS_1_INCIDENT,
            Submission.WITHIN_HOURS,
            _AS_REQUIRED,
            Text("class-1 incident, within its hours", "一类突发事件限时报送"),
            cc=_OTHERS,
        ),
        _route(
            "001-IM-4.1-7",
            Report.MEDIA_INTERVIEW,
            _AT_ONCE,
            Feedback.NONE,
            Text(
                "media interview, main points and full text, at once",
                "媒体采访的采访要点、报道全文，即时报送",
            ),
            cc=_OTHERS,
        ),
        _route(
            "001-IM-4.1-8",
            Report.AWARD,
            _AT_ONCE,
            Feedback.NONE,
            Text("award or title, at once", "公司荣誉即时报送"),
            cc=_OTHERS,
        ),
        _route(
            "001-IM-4.1-9",
            Report.NEW_PROJECT,
            _AT_ONCE,
            Feedback.NONE,
            Text("new project, at once", "新项目拓展即时报送"),
        ),
        _route(
            "001-IM-4.1-10",
            Report.PERSONNEL_CHANGE,
            _AT_ONCE,
            Feedback.NONE,
            Text(
                "change of a manager or above, of the office address or of the management "
                "structure, at once",
                "部门经理以上人员、公司办公地点或管理架构模式变动，即时报送",
            ),
            changes=(
                Change.MANAGER_OR_ABOVE,
                Change.OFFICE_ADDRESS,
                Change.MANAGEMENT_STRUCTURE,
            ),
        ),
        _route(
            "001-IM-4.1-10",
            Report.PERSONNEL_CHANGE,
            Submission.NOT_REPORTED,
            Feedback.NONE,
            Text("below department manager nothing is reported", "低于部门经理的人员变动不报送"),
            main=(),
            changes=(Change.BELOW_MANAGER,),
        ),
        _route(
            "001-IM-4.1-10",
            Report.PERSONNEL_CHANGE,
            Submission.AS_THE_CHANGE,
            Feedback.NONE,
            Text("whether it is reported depends on what changes", "是否报送视何种变动而定"),
            changes=(None,),
        ),
        _route(
            "001-IM-4.1-11",
            Report.ANNUAL_PLAN,
            Submission.BY_YEAR_DAY,
            Feedback.NONE,
            Text(
                "annual plan, summary, longer plan, by their day",
                "年度计划、总结和中长期规划，于规定日期前报送",
            ),
        ),
        _route(
            "001-IM-4.1-12",
            Report.TRAINING_OUTLINE,
            Submission.IN_MONTH,
            Feedback.NONE,
            Text("annual training outline, in its month", "年度培训大纲，于规定月份报送"),
        ),
    ),
)


@guarded
def report_route(report: Report | str, change: Change | str | None = None, path: str = "") -> Found:
    """Who gets a report: outputs ``main``, ``cc``, ``submission``, ``feedback``.

    A personnel change needs ``change``: below the department manager it is not reported. ``path``
    is what errors put before these two names.

    >>> found = report_route("lawsuit")
    >>> [party.value for party in found["main"]], found["submission"].value
    (['legal', 'edd'], 'at_once')
    """
    kind = Choice(Report).read(report, f"{path}report")
    personnel = kind is Report.PERSONNEL_CHANGE
    if personnel != (change is not None):
        expected, mend = (
            ("what changes", Choice(Change).expected)
            if personnel
            else ("nothing: only a personnel change has it", "leave it out")
        )
        refuse(f"{path}change", change, expected, mend, "001-IM-4.1-10")
    what = None if change is None else Choice(Change).read(change, f"{path}change")
    return REPORTS.lookup(report=kind, change=what)


@cites(
    "001-IM-4.1-2",
    "001-IM-4.1-3",
    "001-IM-4.1-4",
    "001-IM-4.1-7",
    "001-IM-4.1-8",
    "001-IM-4.1-9",
    "001-IM-4.1-10",
)
def instant_due(
    policy: PropertyHandbookPolicy,
    report: Report | str,
    happened_at: datetime,
    calendar: WorkCalendar | None = None,
) -> Deadline:
    """When something that is reported at once is due; on every day, without roll.

    "At once" has no number: `MissingParameterError` names ``reports.instant_minutes`` until a
    company fills it in. A class-1 incident has its own hours, see `incident_report_due`.
    """
    kind = Choice(Report).read(report, "report")
    row = REPORTS.possible(report=kind)[0]
    if row.then["submission"] is not Submission.AT_ONCE:
        refuse("report", str(kind), "information that is reported at once", "see report_route")
    return minutes_limit(policy, "reports.instant_minutes", row.rule).due(happened_at, calendar)
