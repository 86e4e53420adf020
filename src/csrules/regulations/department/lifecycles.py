"""One(五), (六)1: the life of a leave, and the life of the monthly attendance table."""

from __future__ import annotations

from typing import Final

import attrs

from csrules.citation import Text
from csrules.forms import Field, Form
from csrules.kinds import Choice, Flag, Moment, Words
from csrules.lifecycle.effects import Notify, RequireSignature
from csrules.lifecycle.transitions import EventSpec, Forbidden, Guard, State, Transition
from csrules.regulations.department.leave_guards import (
    CALL,
    CERTIFICATE,
    FORM,
    IN_ORDER,
    IN_ORDER_END,
    PAPERS,
    PROVED,
    WITHIN,
)
from csrules.regulations.department.leave_request import Hospital, LeaveKind
from csrules.regulations.department.roles import TITLES, Role
from csrules.workflow import Workflow

__all__ = ["ATTENDANCE_TABLE", "LEAVE"]

_ROLES: Final = {str(role): title for role, title in TITLES.items()}

_KIND: Final = Field("kind", Choice(LeaveKind), "004-1.5.2-2", Text("kind of leave", "假别"))
_START: Final = Field("start", Moment(), "004-1.5.2-2", Text("start of leave", "请假开始"))
_END: Final = Field("end", Moment(), "004-1.5.2-2", Text("end of leave", "请假结束"))

_LEVEL: Final = Field(
    "level", Choice(Hospital), "004-1.5.1-1", Text("level of the hospital", "医院级别")
)
_PROVED: Final = Field("proof_at", Moment(), "004-1.5.3-1", Text("when proof came", "证明提供时间"))

_FORM: Final = Text("leave application form", "《请假申请表》")
_PAPERS: Final = (attrs.evolve(_LEVEL, required=False), attrs.evolve(_PROVED, required=False))
_PLANNED: Final = Form("leave_application_form", _FORM, (_KIND, _START, _END, *_PAPERS))
_CALLED: Final = "004-1.5.2-3"
_LAST: Final = attrs.evolve(_END, rule=_CALLED)
_AFTERWARDS: Final = Form("leave_application_form_afterwards", _FORM, (_LAST, _PAPERS[1]))
_CALL: Final = Form(
    "leave_call",
    Text("telephone call in an emergency", "紧急电话告知"),
    (
        attrs.evolve(_KIND, rule=_CALLED),
        attrs.evolve(_START, rule=_CALLED),
        attrs.evolve(_LAST, required=False),
    ),
)
_CERTIFICATE: Final = Form(
    "sick_certificate",
    Text("hospital certificate", "病假证明"),
    (_LEVEL,),
)
_PROOF: Final = Form(
    "leave_proof",
    Text("proof for marriage leave and the like", "婚假等证明材料"),
    (_PROVED,),
)

_PLANS: Final = ("004-1.5.2-2", "004-1.5.3-1", "004-1.5.1-1")
_EMERGENCIES: Final = ("004-1.5.1-2", "004-1.5.2-3", "004-1.5.3-1")

LEAVE: Final = Workflow(
    name="department.leave",
    version=1,
    pack="department",
    title=Text("leave", "请假"),
    initial="none",
    roles=_ROLES,
    states=(
        State("none", Text("no leave", "未请假")),
        State("requested", Text("requested", "已申请")),
        State("approved", Text("approved", "已批准")),
        State("on_leave", Text("on leave", "休假中")),
        State("provisional", Text("on leave, papers to follow", "休假中，待补手续")),
        State("refused", Text("refused", "未批准")),
        State("ended", Text("ended", "已销假"), True),
        State("certified", Text("certificate handed in", "已补交证明"), True),
        State("form_filed", Text("form handed in", "已补交申请表"), True),
        State("not_taken", Text("refused and not taken", "未批准，未休假"), True),
        State("absent", Text("absent without leave", "旷工"), True),
    ),
    events=(
        EventSpec("request", Text("apply for leave", "申请"), _PLANNED),
        EventSpec("hand_in_certificate", Text("hand in the certificate", "提交证明"), _CERTIFICATE),
        EventSpec("hand_in_proof", Text("hand in proof", "提供证明材料"), _PROOF),
        EventSpec("approve", Text("approve", "批准")),
        EventSpec("refuse", Text("refuse", "不予批准")),
        EventSpec("begin", Text("leave the post", "离岗休假")),
        EventSpec("stay", Text("stay at work", "照常上班")),
        EventSpec("end", Text("come back", "返岗")),
        EventSpec("phone", Text("telephone the head", "电话告知"), _CALL),
        EventSpec("file_form", Text("hand in the form", "补交申请表"), _AFTERWARDS),
        EventSpec("give_up_papers", Text("establish that no paper came", "认定未补手续")),
    ),
    transitions=(
        Transition(
            "none",
            "request",
            "requested",
            ("004-1.5.1-1", "004-1.5.2-2", "004-1.5.3-1"),
            Role.STAFF,
            guards=(IN_ORDER, PROVED),
        ),
        Transition("requested", "hand_in_certificate", "requested", "004-1.5.1-1", Role.STAFF),
        Transition(
            "requested",
            "hand_in_proof",
            "requested",
            "004-1.5.3-1",
            Role.STAFF,
            guards=(PROVED,),
        ),
        Transition(
            "requested",
            "approve",
            "approved",
            ("004-1.5.2-1", *_PLANS),
            Role.HEAD,
            guards=PAPERS,
        ),
        Transition("requested", "refuse", "refused", _PLANS, Role.HEAD),
        Transition("approved", "begin", "on_leave", _PLANS, Role.STAFF, guards=(WITHIN,)),
        Transition(("none", "requested", "refused"), "begin", "absent", "004-1.4-1", Role.STAFF),
        Transition("refused", "stay", "not_taken", _PLANS, Role.STAFF),
        Transition("on_leave", "end", "ended", _PLANS, Role.STAFF),
        Transition(
            "none",
            "phone",
            "provisional",
            _EMERGENCIES,
            Role.STAFF,
            guards=(IN_ORDER, *CALL),
        ),
        Transition(
            "provisional",
            "hand_in_proof",
            "provisional",
            "004-1.5.3-1",
            Role.STAFF,
            guards=(PROVED,),
        ),
        Transition(
            "provisional",
            "hand_in_certificate",
            "certified",
            "004-1.5.1-2",
            Role.STAFF,
            guards=(CERTIFICATE,),
        ),
        Transition(
            "provisional",
            "file_form",
            "form_filed",
            ("004-1.5.2-3", "004-1.5.3-1"),
            Role.STAFF,
            guards=(IN_ORDER_END, PROVED, *FORM),
        ),
        Transition(
            "provisional",
            "give_up_papers",
            "absent",
            (*_EMERGENCIES, "004-1.4-1"),
            Role.HEAD,
        ),
        Transition("provisional", "refuse", "absent", "004-1.4-1", Role.HEAD),
    ),
)
"""Requested, approved, on leave, ended; in an emergency by telephone, the paper follows.

Each step requires what `leave` demands of the request as it stands. Planned leave begins once the
head has approved it, within the time that was approved; leaving without that is absence, as
`without_leave` says. The kind and the start that were phoned in stay as they were.
"""

_MONTH: Final = Form(
    "attendance_table",
    Text("attendance table", "《考勤统计表》"),
    (Field("month", Words(7), "004-1.6.1-1", Text("month covered", "统计月份")),),
)
_CHECK: Final = Form(
    "attendance_table_check",
    Text("check of the attendance table", "考勤统计表审核"),
    (Field("correct", Flag(), "004-1.6.1-2", Text("found correct", "审核无误")),),
)
_CORRECT: Final = Guard(
    "found_correct",
    "004-1.6.1-2",
    Text("the head has found the table correct", "负责人审核无误"),
    lambda context: context.data["correct"] is True,
    needs=("correct",),
)

ATTENDANCE_TABLE: Final = Workflow(
    name="department.attendance_table",
    version=1,
    title=Text("attendance table", "考勤统计表"),
    initial="open",
    roles=_ROLES,
    states=(
        State("open", Text("not compiled", "未统计")),
        State("compiled", Text("compiled", "已编制")),
        State("signed", Text("signed", "已签字")),
        State("filed_with_hr", Text("filed with HR", "已备案"), True),
    ),
    events=(
        EventSpec("compile", Text("compile", "编制"), _MONTH),
        EventSpec("sign", Text("check and sign", "审核签字"), _CHECK),
        EventSpec("file", Text("file with HR", "报备案")),
    ),
    transitions=(
        Transition(
            "open",
            "compile",
            "compiled",
            "004-1.6.1-1",
            Role.CLERK,
            effects=(RequireSignature("004-1.6.1-2", "attendance_table", Role.HEAD),),
        ),
        Transition("compiled", "sign", "signed", "004-1.6.1-2", Role.HEAD, guards=(_CORRECT,)),
        Transition(
            "signed",
            "file",
            "filed_with_hr",
            "004-1.6.1-2",
            (Role.CLERK, Role.HEAD),
            effects=(Notify("004-1.6.1-2", Role.HR, "attendance_table"),),
        ),
    ),
    forbidden=(
        Forbidden(
            "file",
            ("open", "compiled"),
            "004-1.6.1-2",
            Text("an unsigned table is not filed", "未经签字的统计表不得备案"),
        ),
    ),
)
"""Compiled by the person named for it, signed by the head, then filed with HR."""
