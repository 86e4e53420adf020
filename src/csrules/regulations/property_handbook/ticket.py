"""The first-asked ticket: from the customer's contact until the result is on the form (001 FA 3).

By telephone it goes from the first-asked person to the customer-service centre to a department; in
person, service at the customer's place included, from the first-asked person to a department, and
to the centre where the department cannot. Every arrival at a department starts its clock and ends
the promise of the department before. A department that passes the matter on
keeps its clock until then: the limit ends with the answer to the customer, not with the next
handover. The first-asked person keeps the responsibility to the end and closes the ticket.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

import attrs

from csrules.citation import Text
from csrules.deadlines import Deadline
from csrules.forms import Field, Form
from csrules.kinds import Choice, Flag, Identifier, Kind, Moment, Words
from csrules.lifecycle.effects import Assign, Notify
from csrules.lifecycle.transitions import ClockSpec, EventSpec, Forbidden, Guard, State, Transition
from csrules.regulations.property_handbook.first_asked_limits import (
    answer_due,
    feedback_due,
    handover_due,
)
from csrules.regulations.property_handbook.policy import HandoverScope
from csrules.regulations.property_handbook.record_form import Channel
from csrules.workflow import Workflow

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from csrules.lifecycle.transitions import Context

__all__ = ["TICKET", "Actor", "Ending"]


class Actor(StrEnum):
    """Who acts on a first-asked ticket."""

    CUSTOMER = "customer"
    FIRST_ASKED = "first_asked"
    CENTRE = "cs_centre"
    DEPARTMENT = "department"


class Ending(StrEnum):
    """The two ways in which first-asked responsibility ends (001-FA-2.1-1)."""

    RESOLVED = "resolved"
    CLEARLY_REPLIED = "clearly_replied"


_TITLES: Final[dict[str, Text]] = {
    Actor.CUSTOMER: Text("the customer", "客户"),
    Actor.FIRST_ASKED: Text("the first-asked person", "首问责任人"),
    Actor.CENTRE: Text("the customer-service centre", "客户服务中心"),
    Actor.DEPARTMENT: Text("the department", "责任部门"),
}


def _field(name: str, kind: Kind[Any], rule: str, en: str, zh: str, required: bool = True) -> Field:
    return Field(name, kind, rule, Text(en, zh), required)


def _department(rule: str) -> Field:
    return _field("department", Identifier(), rule, "department", "责任部门")


_COMPLICATED = _field("complicated", Flag(), "001-FA-3.4-5", "more complicated", "较复杂问题")

_CONTACT: Final = Form(
    "contact",
    Text("contact", "来电、来访或上门服务"),
    (
        _field("channel", Choice(Channel), "001-FA-3.1-3", "channel", "反映方式"),
        _field("first_asked", Identifier(), "001-FA-2.2-1", "first-asked person", "首问责任人"),
        _field("customer", Words(200), "001-FA-3.1-3", "customer", "客户"),
        _field("contact", Words(200), "001-FA-3.1-3", "contact of the customer", "客户联系方式"),
        _field("matter", Words(), "001-FA-3.1-3", "matter", "反映事项"),
        _field("special", Flag(), "001-FA-3.4-2", "special circumstances", "特殊情况", False),
    ),
)
_EXPLAINED_AND_RECORDED = (
    _field("explained", Flag(), "001-FA-3.3-1", "explained in detail", "已详细说明"),
    _field("handover_record", Flag(), "001-FA-3.3-1", "handover completed", "已办交接手续"),
)
_HANDED: Final = Form(
    "handover",
    Text("handover to a department", "移交责任部门"),
    (_department("001-FA-3.3-1"), _COMPLICATED, *_EXPLAINED_AND_RECORDED),
)
_PASSED_ON: Final = Form(
    "handover_to_centre",
    Text("handover to the centre", "转交客户服务中心"),
    _EXPLAINED_AND_RECORDED,
)
_EXTENSION: Final = Form(
    "extension",
    Text("report to the centre for the record", "报客户服务中心备查"),
    (
        _field("extension_reason", Words(), "001-FA-3.4-6", "why more time", "延期原因"),
        _field("promised_at", Moment(), "001-FA-3.4-6", "promised time", "承诺时间"),
    ),
)
_RESULT: Final = Form(
    "result",
    Text("result on the form", "处理结果"),
    (
        _field("result", Words(), "001-FA-3.2-3", "handling entered", "处理情况"),
        _field("ending", Choice(Ending), "001-FA-2.1-1", "resolved or replied", "解决或明确答复"),
        _field("recorded_by", Identifier(), "001-FA-3.4-1", "who enters it", "填写人"),
    ),
)
_ON_SPOT: Final = Form(
    "answer_on_spot",
    Text("answer on the spot", "当场答复"),
    (_field("answer", Words(), "001-FA-3.1-2", "correct answer", "正确答复"),),
)
_ANSWER: Final = Form(
    "answer",
    Text("answer to the customer", "答复客户"),
    (_field("answer", Words(), "001-FA-3.2-1", "clear answer", "明确答复"),),
)


# clocks


def _handover(context: Context) -> Deadline | None:
    """The transfer's clock; none where the reading gives an ordinary transfer no number (R20)."""
    policy, special = context.policy, context.data.get("special", False)
    rules = policy.handover
    ordinary = rules.scope is HandoverScope.SPECIAL_CIRCUMSTANCES_ONLY and not special
    if ordinary and rules.ordinary_hours is None:
        return None
    return handover_due(policy, context.at, context.calendar, special=special)  # type: ignore[arg-type]  # the limit asks for a calendar by name


def _answer(context: Context) -> Deadline:
    complicated = context.data["complicated"]
    return answer_due(context.policy, context.at, context.calendar, complicated=complicated)  # type: ignore[arg-type]  # the limit asks for a calendar by name


def _promise(context: Context) -> Deadline:
    promised: datetime = context.data["promised_at"]
    return Deadline(context.at, promised, promised.date(), "001-FA-3.4-6")


def _feedback(context: Context) -> Deadline:
    if context.event.name == "extend":
        return attrs.evolve(_promise(context), rule="001-FA-3.2-2")
    complicated = context.data["complicated"]
    return feedback_due(context.policy, context.at, context.calendar, complicated=complicated)  # type: ignore[arg-type]  # the limit asks for a calendar by name


_CLOCKS: Final = (
    ClockSpec("handover", "001-FA-3.4-2", Text("transfer", "移交限期"), _handover),
    ClockSpec("answer", "001-FA-3.4-4", Text("answer of the department", "答复限期"), _answer),
    ClockSpec("promise", "001-FA-3.4-6", Text("promised time", "承诺时间"), _promise),
    ClockSpec("feedback", "001-FA-3.2-2", Text("feedback", "反馈限期"), _feedback),
)


# guards


def _guard(
    name: str, rule: str, en: str, zh: str, holds: Callable[[Context], bool], *needs: str
) -> Guard:
    return Guard(name, rule, Text(en, zh), holds, needs)


def _extension_in_time(context: Context) -> bool:
    """Filed before the working days (or the time promised before) run out."""
    case = context.case
    promise = case.clock("promise")
    if promise is not None and promise.stopped is None:
        return promise.deadline.met(context.at)
    arrival = case.clock("answer")
    assert arrival is not None  # every arrival at a department starts it
    limit = answer_due(
        context.policy,
        arrival.deadline.start,  # type: ignore[arg-type]  # started by an instant
        context.calendar,  # type: ignore[arg-type]  # the limit asks for a calendar by name
        complicated=True,
    )
    return limit.met(context.at)


_BY_PHONE = _guard(
    "by_telephone",
    "001-FA-5-1",
    "a telephone matter goes to the centre first: no step is skipped",
    "来电事项先交客户服务中心，不得越程移交",
    lambda c: c.data["channel"] == Channel.PHONE,
)
_IN_PERSON = _guard(
    "in_person",
    "001-FA-5-1",
    "only a matter brought in person goes this way: no step is skipped, none goes back",
    "仅当面受理的事项（来访或上门服务）依此移交，不得越程或倒转",
    lambda c: c.data["channel"] != Channel.PHONE,
)
_EXPLAINED = _guard(
    "explained",
    "001-FA-3.3-1",
    "the matter is explained in detail to the person concerned",
    "须向承接人详细说明事由",
    lambda c: c.data["explained"],
    "explained",
)
_FORMALITIES = _guard(
    "handover_record",
    "001-FA-3.3-1",
    "the handover formalities are completed",
    "须办妥交接手续",
    lambda c: c.data["handover_record"],
    "handover_record",
)
_IN_TIME = _guard(
    "filed_in_time",
    "001-FA-3.4-6",
    "the report is filed before the two working days, or the time promised, run out",
    "须在两个工作日（或所承诺时间）届满前报备",
    _extension_in_time,
)
_LATER = _guard(
    "promise_later",
    "001-FA-3.4-6",
    "the promised time lies ahead",
    "承诺时间须晚于报备时间",
    lambda c: c.data["promised_at"] > c.at,
    "promised_at",
)
_SAME_PERSON = _guard(
    "same_person",
    "001-FA-3.4-1",
    "the first-asked person, who keeps the responsibility, enters the result",
    "须由始终负责的首问责任人填写结果",
    lambda c: c.data["recorded_by"] == c.data["first_asked"],
    "recorded_by",
)


TICKET: Final = Workflow(
    name="property_handbook.ticket",
    version=1,
    title=Text("First-asked ticket", "首问责任事项"),
    initial="new",
    roles=_TITLES,
    states=(
        State("new", Text("new", "新事项")),
        State("received", Text("received", "已接待")),
        State("answered_on_spot", Text("answered on the spot", "已当场答复")),
        State("at_centre", Text("at the centre", "在客户服务中心")),
        State("at_department", Text("at the department", "在责任部门")),
        State("at_centre_visit", Text("passed on to the centre", "已转客户服务中心")),
        State("extended_on_record", Text("extended on record", "已报备延期")),
        State("answered", Text("answered", "已答复客户")),
        State("fed_back", Text("fed back", "已反馈首问责任人")),
        State("closed", Text("closed", "已闭环"), final=True),
    ),
    events=(
        EventSpec(
            "contact",
            Text("the customer calls, comes or is visited", "客户来电、来访或接受上门服务"),
            _CONTACT,
        ),
        EventSpec("answer_on_spot", Text("answer at once", "当场答复"), _ON_SPOT),
        EventSpec("hand_to_centre", Text("hand the form to the centre", "将记录单交客户服务中心")),
        EventSpec(
            "order_department",
            Text("order a department to answer", "责令部门答复"),
            Form("order", Text("order", "责令"), (_department("001-FA-3.2-1"), _COMPLICATED)),
        ),
        EventSpec("hand_to_department", Text("hand over to a department", "移交部门"), _HANDED),
        EventSpec("pass_to_centre", Text("pass on to the centre", "转交客户服务中心"), _PASSED_ON),
        EventSpec("extend", Text("report that more time is needed", "报备延期"), _EXTENSION),
        EventSpec("answer", Text("answer the customer", "答复客户"), _ANSWER),
        EventSpec(
            "feed_back",
            Text("feed back the handling to the first-asked person", "向首问责任人反馈处理情况"),
        ),
        EventSpec("record_result", Text("enter the result", "填写处理结果"), _RESULT),
    ),
    transitions=(
        Transition(
            "new",
            "contact",
            "received",
            ("001-FA-2.2-1", "001-FA-3.1-3"),
            (Actor.CUSTOMER, Actor.FIRST_ASKED),
            starts="handover",
            effects=(Assign("001-FA-2.1-1", Actor.FIRST_ASKED, "serve_until_resolved"),),
        ),
        Transition(
            "received",
            "answer_on_spot",
            "answered_on_spot",
            "001-FA-3.1-2",
            Actor.FIRST_ASKED,
            stops="handover",
        ),
        Transition(
            "received",
            "hand_to_centre",
            "at_centre",
            ("001-FA-3.2-1", "001-FA-3.4-2"),
            Actor.FIRST_ASKED,
            guards=(_BY_PHONE,),
            stops="handover",
            effects=(Assign("001-FA-3.2-1", Actor.CENTRE, "order_department"),),
        ),
        Transition(
            ("at_centre", "at_centre_visit"),
            "order_department",
            "at_department",
            "001-FA-3.2-1",
            Actor.CENTRE,
            stops="promise",
            starts=("answer", "feedback"),
            effects=(Notify("001-FA-3.2-1", Actor.DEPARTMENT, "answer_customer"),),
        ),
        Transition(
            "received",
            "hand_to_department",
            "at_department",
            ("001-FA-3.3-1", "001-FA-3.4-2"),
            Actor.FIRST_ASKED,
            guards=(_IN_PERSON, _EXPLAINED, _FORMALITIES),
            stops="handover",
            starts=("answer", "feedback"),
            effects=(Notify("001-FA-3.3-1", Actor.DEPARTMENT, "ticket_handed_over"),),
        ),
        Transition(
            ("at_department", "extended_on_record"),
            "pass_to_centre",
            "at_centre_visit",
            "001-FA-3.3-1",
            Actor.DEPARTMENT,
            guards=(_IN_PERSON, _EXPLAINED, _FORMALITIES),
            effects=(Notify("001-FA-3.3-1", Actor.CENTRE, "ticket_passed_on"),),
        ),
        Transition(
            ("at_department", "extended_on_record"),
            "extend",
            "extended_on_record",
            "001-FA-3.4-6",
            Actor.DEPARTMENT,
            guards=(_IN_TIME, _LATER),
            stops="answer",
            starts=("promise", "feedback"),
            effects=(Notify("001-FA-3.4-6", Actor.CENTRE, "extension_for_the_record"),),
        ),
        Transition(
            ("at_department", "extended_on_record", "at_centre_visit"),
            "answer",
            "answered",
            ("001-FA-3.2-1", "001-FA-3.4-4", "001-FA-3.4-5"),
            Actor.DEPARTMENT,
            stops=("answer", "promise"),
        ),
        Transition(
            "answered",
            "feed_back",
            "fed_back",
            "001-FA-3.2-2",
            Actor.DEPARTMENT,
            stops="feedback",
            effects=(Notify("001-FA-3.2-2", Actor.FIRST_ASKED, "handling_fed_back"),),
        ),
        Transition(
            ("fed_back", "answered_on_spot"),
            "record_result",
            "closed",
            ("001-FA-3.4-1", "001-FA-2.1-1", "001-FA-3.2-3"),
            Actor.FIRST_ASKED,
            guards=(_SAME_PERSON,),
        ),
    ),
    limits=_CLOCKS,
    pack="property_handbook",
    forbidden=(
        Forbidden(
            "record_result",
            "answered",
            "001-FA-3.2-2",
            Text("the handling is fed back to the first-asked person first", "须先反馈首问责任人"),
        ),
        Forbidden(
            "record_result",
            ("received", "at_centre", "at_department", "at_centre_visit", "extended_on_record"),
            "001-FA-2.1-1",
            Text(
                "the responsibility ends only when it is resolved or clearly replied to",
                "问题解决或明确答复之前，首问责任不终止",
            ),
        ),
        Forbidden(
            "hand_to_department",
            "at_centre",
            "001-FA-5-1",
            Text("the centre orders the department now", "此时应由客户服务中心责令部门办理"),
        ),
        Forbidden(
            "order_department",
            "received",
            "001-FA-5-1",
            Text("the first-asked person hands over first", "须先由首问责任人移交"),
        ),
        Forbidden(
            "answer",
            "at_centre",
            "001-FA-3.2-1",
            Text("the centre orders a department to answer", "由客户服务中心责令部门答复"),
        ),
    ),
)
"""001-FA-2.1-1 to 5-1: one ticket, and one person who answers for it to the end."""
