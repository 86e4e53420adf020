"""The conditions of a complaint form's steps, each with its article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csrules.citation import Reason, Text
from csrules.lifecycle.outlook import earlier
from csrules.lifecycle.transitions import Guard
from csrules.regulations.company.handling import (
    FORM_TO_CUSTOMER,
    TELLING,
)
from csrules.regulations.company.opinions import VISIT
from csrules.regulations.company.parties import Party
from csrules.regulations.company.policy import AmountBasis

if TYPE_CHECKING:
    from collections.abc import Callable

    from csrules.lifecycle.transitions import Context
    from csrules.money import Yuan

__all__ = [
    "AMOUNT_KNOWN",
    "AUTHORITY",
    "BY_CHANNEL",
    "CAUSE",
    "EARLIER",
    "INSTRUCTED",
    "JOINT_LIMIT",
    "NEGLIGENCE",
    "NOT_ESTABLISHED",
    "NOT_SHARED",
    "NO_COPY",
    "QUANTITY",
    "REPORT_INSTRUCTED",
    "RND_TOLD",
    "TESTED",
    "VISITED",
    "VISITOR_ALLOWED",
    "WITHIN",
]


def _guard(
    name: str,
    rule: str,
    en: str,
    zh: str,
    holds: Callable[[Context], bool],
    *needs: str,
    why: Callable[[Context], tuple[Reason, ...]] | None = None,
) -> Guard:
    return Guard(name, rule, Text(en, zh), holds, needs, why=why)


def _amount(context: Context) -> Yuan | None:
    """Art. 27's amount by the policy's reading; None while nobody knows it."""
    data = context.data
    found: dict[AmountBasis, Yuan | None] = {
        AmountBasis.SETTLEMENT: data.get("settlement"),
        AmountBasis.CLAIMED: data.get("claimed"),
        AmountBasis.LOSS: data.get("loss"),
    }
    return found[context.policy.approval.amount]


def _signs(context: Context) -> bool:
    amount = _amount(context)
    authority = context.policy.approval.authority
    return (
        amount is None
        or context.by not in authority.ranks
        or authority.sign(amount, context.by).allowed
    )


def _signs_why(context: Context) -> tuple[Reason, ...]:
    amount = _amount(context)
    assert amount is not None  # else the guard holds
    return tuple(context.policy.approval.authority.sign(amount, context.by).reasons)


def _joint_in_time(context: Context) -> bool:
    run = context.case.clock("closing")
    limit = context.data["joint_limit"]
    today = context.at.date()  # a form that is overdue already is not held up: today is left
    return run is not None and today <= limit <= max(run.deadline.last_day, today)


def _channel(context: Context) -> bool:
    data = context.data
    return bool(TELLING.permit(severe=data["severe"], channel=data["channel"]).allowed)


def _channel_why(context: Context) -> tuple[Reason, ...]:
    data = context.data
    return TELLING.permit(severe=data["severe"], channel=data["channel"]).reasons


CAUSE = _guard(
    "cause_given",
    "000-A23-1",
    "at least one cause is named: quality or not",
    "须注明至少一类原因：质量异常或非质量异常",
    lambda c: c.data["quality"] or c.data["non_quality"],
    "quality",
    "non_quality",
)
QUANTITY = _guard(
    "defective_within_quantity",
    "000-A25-1.1",
    "the defective quantity is not above the quantity delivered",
    "不良数量不得超过交运数量",
    lambda c: c.data["defective_quantity"] <= c.data["quantity"],
    "defective_quantity",
    "quantity",
)
NOT_SHARED = _guard(
    "not_shared",
    "000-A25-7.1",
    "where others are liable too, the case is first put under joint handling",
    "涉及他方责任的案件须先会同处理",
    lambda c: not c.data["third_party"],
)
TESTED = _guard(
    "tested",
    "000-A24-2.3",
    "where a cause is quality, R&D has tested and confirmed it",
    "质量异常案件须经研发部检验确认",
    lambda c: not c.data["quality"] or c.data.get("tested") is True,
    "tested",
)
JOINT_LIMIT = _guard(
    "joint_limit_in_time",
    "000-A25-2.1",
    "the joint limit lies between today and the day on which the form must be closed "
    "(today alone once that day is over)",
    "会同处理时限须在当日与结案期限之间（结案期限已过的，限于当日）",
    _joint_in_time,
    "joint_limit",
)
RND_TOLD = _guard(
    "rnd_told",
    "000-A25-2.2",
    "R&D has been told",
    "须已反映给研发部",
    lambda c: c.data["rnd_told"],
    "rnd_told",
)
INSTRUCTED = _guard(
    "instructed",
    "000-A25-4.3",
    "the deputy GM has instructed",
    "须经副总经理批示",
    lambda c: c.data["instructed"],
    "instructed",
)
REPORT_INSTRUCTED = _guard(
    "report_instructed",
    "000-A25-3.1",
    "the deputy GM in charge has instructed on the report",
    "报告须经分管副总经理批示",
    lambda c: c.data["instructed"],
    "instructed",
)
NEGLIGENCE = _guard(
    "negligence_not_tracked",
    "000-A25-4.2",
    "human negligence is not put on the tracking list (it is not exempt from punishment)",
    "人为疏忽不列入追踪（并不免除惩处）",
    lambda c: not (c.data.get("human_negligence") and c.data.get("track")),
    "human_negligence",
    "track",
)
NOT_ESTABLISHED = _guard(
    "not_established",
    "000-A25-8.1",
    "the complaint is not established",
    "投诉不成立",
    lambda c: not c.data["established"],
    "established",
)
AMOUNT_KNOWN = _guard(
    "amount_known",
    "000-A27-1.5",
    "the amount that Art. 27 is read to mean is known",
    "第二十七条所指金额须已知",
    lambda c: _amount(c) is not None,
    "settlement",
)
AUTHORITY = Guard(
    "authority",
    "000-A27-1.5",
    Text("the signer's authority covers the amount", "签核人的权限须涵盖该金额"),
    _signs,
    ("settlement",),
    actor=True,
    why=_signs_why,
)
BY_CHANNEL = _guard(
    "channel",
    "000-A25-6.2",
    "told by letter or telephone; by letter where the case is especially serious",
    "以书信或电话转答；特别严重者以函件",
    _channel,
    "channel",
    why=_channel_why,
)
NO_COPY = _guard(
    "form_stays",
    "000-A25-6.3",
    "no copy of the form goes to the customer",
    "处理表不得复制给客户",
    lambda c: (
        not c.data["form_given"]
        or FORM_TO_CUSTOMER.permit(recipient=Party.CUSTOMER, medium="photocopy").allowed
    ),
    "form_given",
)
WITHIN = _guard(
    "within_decision",
    "000-A25-6.1",
    "the customer is promised no more than was decided",
    "对客户的承诺不得超出核决内容",
    lambda c: c.data["told"] <= c.data["settlement"],
    "told",
)
VISITOR_ALLOWED = _guard(
    "visitor",
    "000-A20-1",
    "the customer-service manager or a delegate visits",
    "由客户服务部经理或其指派的专人拜访",
    lambda c: "visitor" not in c.data or VISIT.permit(visitor=c.data["visitor"]).allowed,
    "visitor",
)
EARLIER = _guard(
    "original_came_before",
    "000-A25-5.1",
    "the original was reported, then accepted, before the new form is filed",
    "原表的反映、受理时间须先后有序且早于新表",
    lambda c: (
        not earlier(c.data["original_accepted"], c.data["first_reported"])
        and not earlier(c.at, c.data["original_accepted"])
    ),
    "first_reported",
    "original_accepted",
)
VISITED = _guard(
    "visited",
    "000-A20-1",
    "the customer-service manager or a delegate has visited the customer",
    "客户服务部经理或其指派的专人须已拜访客户",
    lambda c: not c.policy.opinions.visit_required or "visitor" in c.data,
)
