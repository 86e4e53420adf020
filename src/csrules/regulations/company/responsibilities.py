"""Art. 24: what each department does in a complaint."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from csrules.citation import Text
from csrules.kinds import Choice, Flag
from csrules.regulations.company.parties import TITLES, Party
from csrules.regulations.company.scope import CauseClass
from csrules.tables import Column, Hit, Row, Table

__all__ = ["RESPONSIBILITIES", "Stage"]


class Stage(StrEnum):
    """When in the life of a form a task arises."""

    FILING = "filing"
    ACCEPTING = "accepting"
    INVESTIGATING = "investigating"
    JUDGING = "judging"
    DECIDED = "decided"
    IMPROVING = "improving"
    ANY = "any"


_CAUSE = {
    "quality": Text("quality", "质量异常"),
    "non_quality": Text("not quality", "非质量异常"),
}


def _task(
    rule: str,
    party: Party,
    stage: Stage,
    task: str,
    note: Text,
    *,
    required: bool = True,
    **when: object,
) -> Row:
    then = {"task": task, "stage": stage, "required": required}
    return Row(rule, {"department": party, **when}, then, note)


RESPONSIBILITIES: Final = Table(
    "company.responsibilities",
    Text("what each department does", "各部门职责"),
    (
        Column("department", Choice(Party), Text("department", "部门"), TITLES),
        Column("cause", Choice(CauseClass), Text("class of the complaint", "投诉类别"), _CAUSE),
        Column("joint", Flag(), Text("joint handling", "会同处理")),
    ),
    ("task", "stage", "required"),
    (
        _task(
            "000-A24-1.1",
            Party.MARKETING,
            Stage.FILING,
            "check_order",
            Text(
                "check order number, specification, quantity and delivery date of the product",
                "查明产品的订单编号、规格、数量与交运日期",
            ),
        ),
        _task(
            "000-A24-1.2",
            Party.MARKETING,
            Stage.FILING,
            "confirm_demand",
            Text("find out the customer's demand and confirm the grounds", "了解要求并确认理由"),
        ),
        _task(
            "000-A24-1.3",
            Party.MARKETING,
            Stage.ANY,
            "help_customer",
            Text("help with difficulties or supply material", "协助解决疑难或提供资料"),
        ),
        _task(
            "000-A24-1.4",
            Party.MARKETING,
            Stage.DECIDED,
            "tell_outcome",
            Text("tell the customer the outcome quickly", "迅速将结果告知客户"),
        ),
        _task(
            "000-A24-2.1",
            Party.RND,
            Stage.INVESTIGATING,
            "investigate_whole",
            Text(
                "investigate and report the case as a whole, propose who is responsible",
                "统筹调查与提报，拟定责任人员",
            ),
        ),
        _task(
            "000-A24-2.2",
            Party.RND,
            Stage.ANY,  # causes and handling too, not improvement alone
            "improve",
            Text(
                "check, carry out and urge on causes, handling and improvement",
                "检查、执行并督促原因、处理与改善对策",
            ),
        ),
        _task(
            "000-A24-2.3",
            Party.RND,
            Stage.INVESTIGATING,
            "test_quality",
            Text("test and confirm the quality complained about", "检验确认所投诉的质量"),
            cause=CauseClass.QUALITY,
        ),
        _task(
            "000-A24-2.3",
            Party.RND,
            Stage.INVESTIGATING,
            "test_quality",
            Text("a test is optional where no cause is quality", "非质量异常的，检验可免"),
            required=False,
            cause=CauseClass.NON_QUALITY,
        ),
        _task(
            "000-A24-3.1",
            Party.CS,
            Stage.ACCEPTING,
            "register_and_time",
            Text(
                "register the case, control its time and report it when overdue",
                "登记案件、管理时效并反映逾期",
            ),
        ),
        _task(
            "000-A24-3.2",
            Party.CS,
            Stage.INVESTIGATING,
            "review_content",
            Text("review, investigate and report the content", "审核、调查并提报投诉内容"),
        ),
        _task(
            "000-A24-3.3",
            Party.CS,
            Stage.ACCEPTING,
            "open_case",
            Text("make the contacts for opening the case", "办理立案联系"),
        ),
        _task(
            "000-A24-3.4",
            Party.CS,
            Stage.JUDGING,
            "draft_and_judge_unit",
            Text(
                "draft the handling and judge which unit is responsible",
                "拟定处理方式并判定责任归属",
            ),
        ),
        _task(
            "000-A24-3.5",
            Party.CS,
            Stage.IMPROVING,
            "follow_improvement",
            Text(
                "propose improvement, arrange it, urge it on and confirm its effect",
                "提出改善案、洽办、督促成果并确认效果",
            ),
        ),
        _task(
            "000-A24-3.6",
            Party.CS,
            Stage.ANY,
            "help_departments",
            Text(
                "help departments in contact with the customer for investigation and settlement",
                "协助有关部门与客户接洽投诉的调查及妥善处理",
            ),
        ),
        _task(
            "000-A24-3.7",
            Party.CS,
            Stage.ANY,
            "pass_opinions",
            Text(
                "pass opinions that come up to the departments concerned for follow-up improvement",
                "将处理中反映的意见提报有关部门追踪改善",
            ),
        ),
        _task(
            "000-A25-2.2",
            Party.CS,
            Stage.INVESTIGATING,
            "tell_rnd_and_go",
            Text(
                "tell R&D at once and go together with those concerned",
                "立即反映给研发部并会同相关人员前往",
            ),
            joint=True,
        ),
    ),
    hit=Hit.COLLECT,
)
"""Art. 24 (and 25.2): the tasks of a department, by the class of the case."""
