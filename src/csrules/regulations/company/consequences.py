"""Art. 28: the monthly review of a closed case, and the two notices that can follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

from csrules.calendars.moments import end_of_day
from csrules.citation import Text, cites
from csrules.forms import Condition, Field, Form
from csrules.kinds import Choice, Day, Flag, Identifier, Money, Words
from csrules.lifecycle.effects import IssueDocument, RequireSignature, StartWorkflow
from csrules.lifecycle.transitions import ClockSpec, EventSpec, Forbidden, Guard, Transition
from csrules.regulations.company.discipline import PENALISED, review_due
from csrules.regulations.company.parties import TITLES, Party
from csrules.regulations.company.parts import form_id, states
from csrules.workflow import Workflow

if TYPE_CHECKING:
    from csrules.deadlines import Deadline
    from csrules.lifecycle.effects import Effect
    from csrules.lifecycle.transitions import Context

__all__ = ["MONTHLY_REVIEW", "PENALTY_NOTICE", "PERSONNEL_NOTICE"]


@cites("000-A28-1.2", "000-A28-2.2")
def _consequences(context: Context) -> tuple[Effect, ...]:
    data = context.data
    found: list[Effect] = []
    form = {"form_id": data["form_id"]}
    if data["administrative_sanction"]:
        carried = {**form, "sanction_instructed": True}
        found.append(StartWorkflow("000-A28-1.2", "company.personnel_notice", "compile", carried))
    if data["bonus_penalty"]:
        carried = {**form, "department": data["department"]}
        found.append(StartWorkflow("000-A28-2.2", "company.penalty_notice", "issue", carried))
    return tuple(found)


_REVIEW_FORM = Form(
    "review",
    Text("monthly review", "月度审视"),
    (
        Field(
            "administrative_sanction",
            Flag(),
            "000-A28-1.2",
            Text("sanction instructed", "经批示为行政处分"),
        ),
        Field("bonus_penalty", Flag(), "000-A28-2.1", Text("bonus penalty", "是否罚扣奖金")),
        Field(
            "department", Choice(Party), "000-A28-2.1", Text("department", "责任部门"), "penalty"
        ),
        Field("cause_item", Words(200), "000-A28-2.1", Text("cause", "原因项目"), "penalty"),
    ),
    (Condition("penalty", Text("with a bonus penalty", "罚扣奖金时"), "bonus_penalty", (True,)),),
)


def _review_due(context: Context) -> Deadline:
    """When the case is reviewed; like its events, with or without time zone."""
    calendar = context.calendar
    found = review_due(context.policy, context.data["closed_on"], calendar)
    if calendar is None:
        return attrs.evolve(found, due=end_of_day(found.last_day, context.at.tzinfo))
    calendar.moment(context.at, "event.at")  # refused where naive and aware times would mix
    return found


_PENALISED = Guard(
    "department_named",
    "000-A28-2.1",
    Text(
        "the sales or the after-sales department bears the penalty",
        "由销售部门或售后服务部承担罚扣",
    ),
    lambda c: (
        not c.data["bonus_penalty"] or PENALISED.permit(department=c.data["department"]).allowed
    ),
    ("bonus_penalty", "department"),
)

MONTHLY_REVIEW: Final = Workflow(
    name="company.monthly_review",
    version=1,
    title=Text("Monthly review of closed cases", "结案案件月度审视"),
    initial="new",
    roles=TITLES,
    states=states(
        ("new", "new", "新案"),
        ("listed", "listed for review", "待审视"),
        ("reviewed", "reviewed", "已审视"),
        final=("reviewed",),
    ),
    events=(
        EventSpec(
            "schedule",
            Text("list for the next review", "列入审视"),
            Form(
                "listing",
                Text("listing", "列入审视"),
                (
                    form_id("000-A28-1.1"),
                    Field("closed_on", Day(), "000-A28-1.1", Text("day of closing", "结案日")),
                ),
            ),
        ),
        EventSpec("review", Text("review the case", "审视案件"), _REVIEW_FORM),
    ),
    transitions=(
        Transition("new", "schedule", "listed", "000-A28-1.1", Party.GM_OFFICE, starts="review"),
        Transition(
            "listed",
            "review",
            "reviewed",
            ("000-A28-1.1", "000-A28-2.1"),
            Party.GM_OFFICE,
            guards=(_PENALISED,),
            stops="review",
            effects=(_consequences,),
        ),
    ),
    limits=(
        ClockSpec(
            "review",
            "000-A28-1.1",
            Text("monthly review", "月度审视期限"),
            _review_due,
        ),
    ),
    pack="company",
)
"""By the 10th of the month after closing (000-A28-1.1)."""

_SANCTIONED = Guard(
    "sanction_instructed",
    "000-A28-1.2",
    Text("the case was instructed as an administrative sanction", "案件须经批示为行政处分"),
    lambda c: bool(c.data["sanction_instructed"]),
    ("sanction_instructed",),
)

PERSONNEL_NOTICE: Final = Workflow(
    name="company.personnel_notice",
    version=1,
    title=Text("Personnel notice", "人事公布单"),
    initial="new",
    roles=TITLES,
    states=states(
        ("new", "new", "新案"),
        ("compiled", "compiled", "已整理"),
        ("with_hr", "with HR", "已送人力资源部"),
        ("published", "published", "已公布"),
        final=("published",),
    ),
    events=(
        EventSpec(
            "compile",
            Text("compile the sanction", "整理处分案件"),
            Form(
                "sanction",
                Text("sanction", "行政处分"),
                (
                    form_id("000-A28-1.2"),
                    Field(
                        "sanction_instructed",
                        Flag(),
                        "000-A28-1.2",
                        Text("sanction instructed", "经批示为行政处分"),
                    ),
                ),
            ),
        ),
        EventSpec("send", Text("send to HR", "送人力资源部")),
        EventSpec("publish", Text("issue and publish the notice", "提报并公布")),
    ),
    transitions=(
        Transition(
            "new",
            "compile",
            "compiled",
            "000-A28-1.2",
            Party.GM_OFFICE,
            guards=(_SANCTIONED,),
        ),
        Transition("compiled", "send", "with_hr", "000-A28-1.2", Party.GM_OFFICE),
        Transition(
            "with_hr",
            "publish",
            "published",
            "000-A28-1.2",
            Party.HR,
            effects=(IssueDocument("000-A28-1.2", "personnel_notice", {"1": str(Party.HR)}),),
        ),
    ),
)
"""Administrative sanction: compiled, sent to HR, published (000-A28-1.2)."""

_DRAFTED = Guard(
    "draft_instructed",
    "000-A25-4.3",
    Text(
        "loss and punishment were drafted by the company's standards and the deputy GM instructed",
        "损失金额与惩处已依基准拟定并经副总经理批示",
    ),
    lambda c: bool(c.data["draft_instructed"]),
    ("draft_instructed",),
)
_BEARS = Guard(
    "department_named",
    "000-A28-2.1",
    Text(
        "the sales or the after-sales department bears the penalty",
        "由销售部门或售后服务部承担罚扣",
    ),
    lambda c: PENALISED.permit(department=c.data["department"]).allowed,
    ("department",),
)

PENALTY_NOTICE: Final = Workflow(
    name="company.penalty_notice",
    version=1,
    title=Text("Reward and penalty notice", "奖罚通知单"),
    initial="new",
    roles=TITLES,
    states=states(
        ("new", "new", "新案"),
        ("issued", "issued", "已开立"),
        ("gm_approved", "approved by the GM", "总经理已核准"),
        ("withdrawn", "not approved", "未核准"),
        ("executed", "executed", "已执行"),
        final=("withdrawn", "executed"),
    ),
    events=(
        EventSpec(
            "issue",
            Text("issue the notice", "开立奖罚通知单"),
            Form(
                "penalty",
                Text("reward and penalty notice", "奖罚通知单"),
                (
                    form_id("000-A28-2.2"),
                    Field(
                        "department", Choice(Party), "000-A28-2.1", Text("department", "责任部门")
                    ),
                    Field(
                        "person", Identifier(100), "000-A28-2.1", Text("person", "责任人"), False
                    ),
                    Field("penalty", Money(), "000-A28-2.2", Text("penalty", "罚扣金额")),
                    Field(
                        "penalty_standard",
                        Words(200),
                        "000-A25-4.3",
                        Text("penalty criteria applied", "罚扣判定基准"),
                    ),
                    Field(
                        "draft_instructed",
                        Flag(),
                        "000-A25-4.3",
                        Text("draft instructed by the deputy GM", "拟定内容已批示"),
                    ),
                ),
            ),
        ),
        EventSpec("approve", Text("GM approves", "总经理核准")),
        EventSpec("reject", Text("GM does not approve", "总经理不予核准")),
        EventSpec("execute", Text("carry out the penalty", "执行罚扣")),
    ),
    transitions=(
        Transition(
            "new",
            "issue",
            "issued",
            ("000-A28-2.2", "000-A28-2.1"),
            Party.GM_OFFICE,
            guards=(_DRAFTED, _BEARS),
            effects=(RequireSignature("000-A28-2.2", "penalty_notice", Party.GM),),
        ),
        Transition("issued", "approve", "gm_approved", "000-A28-2.2", Party.GM),
        Transition("issued", "reject", "withdrawn", "000-A28-2.2", Party.GM),
        Transition(
            "gm_approved", "execute", "executed", "000-A28-2.2", (Party.GM_OFFICE, Party.FINANCE)
        ),
    ),
    forbidden=(
        Forbidden(
            "execute",
            "issued",
            "000-A28-2.2",
            Text("the GM approves before it is carried out", "总经理核准之后方可执行"),
        ),
    ),
)
"""Issued by the GM office, approved by the GM, then executed (000-A28-2.2)."""
