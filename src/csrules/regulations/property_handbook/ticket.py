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
from typing import Final

from csrules.citation import Text
from csrules.lifecycle.effects import Assign, Notify
from csrules.lifecycle.transitions import EventSpec, Forbidden, State, Transition
from csrules.regulations.property_handbook.ticket_clocks import CLOCKS
from csrules.regulations.property_handbook.ticket_forms import FORMS
from csrules.regulations.property_handbook.ticket_guards import (
    BY_PHONE,
    EXPLAINED,
    FORMALITIES,
    IN_PERSON,
    IN_TIME,
    LATER,
    SAME_PERSON,
)
from csrules.workflow import Workflow

__all__ = ["TICKET", "Actor"]


class Actor(StrEnum):
    """Who acts on a first-asked ticket."""

    CUSTOMER = "customer"
    FIRST_ASKED = "first_asked"
    CENTRE = "cs_centre"
    DEPARTMENT = "department"


_TITLES: Final[dict[str, Text]] = {
    Actor.CUSTOMER: Text("the customer", "客户"),
    Actor.FIRST_ASKED: Text("the first-asked person", "首问责任人"),
    Actor.CENTRE: Text("the customer-service centre", "客户服务中心"),
    Actor.DEPARTMENT: Text("the department", "责任部门"),
}


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
            FORMS["contact"],
        ),
        EventSpec("answer_on_spot", Text("answer at once", "当场答复"), FORMS["answer_on_spot"]),
        EventSpec("hand_to_centre", Text("hand the form to the centre", "将记录单交客户服务中心")),
        EventSpec(
            "order_department",
            Text("order a department to answer", "责令部门答复"),
            FORMS["order_department"],
        ),
        EventSpec(
            "hand_to_department",
            Text("hand over to a department", "移交部门"),
            FORMS["hand_to_department"],
        ),
        EventSpec(
            "pass_to_centre",
            Text("pass on to the centre", "转交客户服务中心"),
            FORMS["pass_to_centre"],
        ),
        EventSpec("extend", Text("report that more time is needed", "报备延期"), FORMS["extend"]),
        EventSpec("answer", Text("answer the customer", "答复客户"), FORMS["answer"]),
        EventSpec(
            "feed_back",
            Text("feed back the handling to the first-asked person", "向首问责任人反馈处理情况"),
        ),
        EventSpec(
            "record_result", Text("enter the result", "填写处理结果"), FORMS["record_result"]
        ),
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
            guards=(BY_PHONE,),
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
            guards=(IN_PERSON, EXPLAINED, FORMALITIES),
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
            guards=(IN_PERSON, EXPLAINED, FORMALITIES),
            effects=(Notify("001-FA-3.3-1", Actor.CENTRE, "ticket_passed_on"),),
        ),
        Transition(
            ("at_department", "extended_on_record"),
            "extend",
            "extended_on_record",
            "001-FA-3.4-6",
            Actor.DEPARTMENT,
            guards=(IN_TIME, LATER),
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
            guards=(SAME_PERSON,),
        ),
    ),
    limits=CLOCKS,
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
