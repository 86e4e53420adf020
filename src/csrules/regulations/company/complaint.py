"""The life of one complaint form, from the customer's report to its end (Art. 22 to 27).

Settlement, return of goods, review, penalties and improvement run beside it or after it as small
workflows of their own, in `settling`, `consequences` and `improvement`. A form that the customer
refuses ends, and a new form begins with the original attached.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from csrules.calendars.moments import a_moment, span
from csrules.citation import Text
from csrules.errors import refuse
from csrules.lifecycle.effects import Assign, IssueDocument, Notify, RequireSignature
from csrules.lifecycle.transitions import EventSpec, Forbidden, State, Transition
from csrules.regulations.company.handling import (
    HANDLING_FORM,
    JUDGEMENT_FORM,
)
from csrules.regulations.company.parties import TITLES, Party
from csrules.workflow import Workflow

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from csrules.lifecycle.cases import Case

from csrules.doors import guarded
from csrules.regulations.company.complaint_clocks import (
    CLOCKS,
    after_closing,
    new_form,
    severe_first,
)
from csrules.regulations.company.complaint_forms import FORMS, REFILED_FORM
from csrules.regulations.company.complaint_guards import (
    AMOUNT_KNOWN,
    AUTHORITY,
    BY_CHANNEL,
    CAUSE,
    EARLIER,
    INSTRUCTED,
    JOINT_LIMIT,
    NEGLIGENCE,
    NO_COPY,
    NOT_ESTABLISHED,
    NOT_SHARED,
    QUANTITY,
    REPORT_INSTRUCTED,
    RND_TOLD,
    TESTED,
    VISITED,
    VISITOR_ALLOWED,
    WITHIN,
)

__all__ = ["COMPLAINT", "complaint_age"]

_STATES: Final = (
    State("new", Text("new", "新案")),
    State("reported", Text("reported", "已反映")),
    State("form_filed", Text("form filed", "已填表送件")),
    State("accepted", Text("accepted", "已受理")),
    State("joint_investigation", Text("joint investigation", "会同调查")),
    State("investigated", Text("investigated", "已调查处理")),
    State("reported_to_deputy", Text("reported to the deputy GM", "已呈报副总经理")),
    State("judged", Text("judged", "已判定")),
    State("not_established", Text("not established", "投诉不成立")),
    State("decided", Text("decided", "已核决")),
    State("customer_told", Text("customer told", "已转答客户")),
    State("closed", Text("closed", "已结案"), final=True),
    State(
        "refiled", Text("refused by the customer, filed anew", "客户未接受，另填新表"), final=True
    ),
    State("collecting", Text("collecting the receivable", "收款中")),
    State("collected", Text("collected", "已收款"), final=True),
    State("memo_to_superior", Text("memo to the superior", "已呈签呈"), final=True),
)

_TELL_OUTCOME: Final = Assign("000-A24-1.4", Party.MARKETING, "tell_outcome")
_VISITABLE: Final = tuple(s.name for s in _STATES if not s.final and s.name != "new")

_TRANSITIONS: Final = (
    Transition("new", "report", "reported", "000-A25-1.1", Party.CUSTOMER),
    Transition(
        "reported",
        "file",
        "form_filed",
        ("000-A25-1.2", "000-A25-1.1"),
        Party.MARKETING,
        guards=(CAUSE, QUANTITY),
        # to customer service, under no copy number: the text tells the holder of copy 4 alone
        effects=(Notify("000-A25-1.2", Party.CS, "complaint_form_sent"),),
    ),
    Transition(
        "new",
        "refile",
        "form_filed",
        "000-A25-5.1",
        Party.CS,
        guards=(CAUSE, QUANTITY, VISITOR_ALLOWED, EARLIER),
    ),
    Transition(
        "form_filed",
        "accept",
        "accepted",
        ("000-A24-3.1", "000-A26-1.1"),
        Party.CS,
        starts="closing",
        effects=(
            Assign("000-A24-3.3", Party.CS, "open_case"),
            Assign("000-A20-1", Party.CS_MANAGER, "visit_customer"),
            severe_first,
        ),
    ),
    Transition(
        "accepted",
        "joint",
        "joint_investigation",
        ("000-A25-2.1", "000-A25-2.2", "000-A25-7.1"),
        Party.CS,
        guards=(JOINT_LIMIT, RND_TOLD),
        starts="joint",
        effects=(
            Notify("000-A25-2.2", Party.RND, "joint_handling"),
            Assign("000-A25-2.2", Party.CS, "tell_rnd_and_go"),
        ),
    ),
    Transition(
        "accepted",
        "investigate",
        "investigated",
        ("000-A24-3.2", "000-A25-3.1"),
        (Party.CS, Party.RND),
        guards=(NOT_SHARED, TESTED),
        starts="report",
    ),
    Transition(
        "joint_investigation",
        "investigate",
        "investigated",
        ("000-A25-7.1", "000-A25-3.1"),
        (Party.CS, Party.RND),
        guards=(TESTED,),
        stops="joint",
        starts="report",
    ),
    Transition(
        "investigated",
        "present",
        "reported_to_deputy",
        "000-A25-3.1",
        (Party.CS, Party.RND),
        stops="report",
        effects=(RequireSignature("000-A25-3.1", "customer_complaint_form", Party.DEPUTY_GM),),
    ),
    Transition(
        "reported_to_deputy",
        "judge",
        "not_established",
        ("000-A25-8.1", "000-A25-3.1"),
        (Party.CS, Party.DEPUTY_GM),
        when=NOT_ESTABLISHED,
        guards=(REPORT_INSTRUCTED,),
        effects=(Notify("000-A25-8.1", Party.MARKETING, "collect_receivable"), _TELL_OUTCOME),
    ),
    Transition(
        "reported_to_deputy",
        "judge",
        "judged",
        ("000-A25-4.1", "000-A25-4.2", "000-A25-4.3", "000-A24-3.4"),
        (Party.CS, Party.DEPUTY_GM),
        guards=(INSTRUCTED, NEGLIGENCE),
    ),
    Transition(
        ("judged", "decided"),
        "approve",
        "decided",
        ("000-A27-1.5",),
        (Party.SALES_MANAGER, Party.DEPUTY_GM, Party.GM),
        guards=(AMOUNT_KNOWN, AUTHORITY),
        effects=(_TELL_OUTCOME,),
    ),
    Transition(
        "decided",
        "tell",
        "customer_told",
        ("000-A25-6.2", "000-A24-1.4"),
        Party.MARKETING,
        guards=(BY_CHANNEL, NO_COPY, WITHIN),
    ),
    Transition(
        "customer_told",
        "accept_result",
        "closed",
        "000-A26-1.1",
        Party.CUSTOMER,
        guards=(VISITED,),
        stops="closing",
        effects=(after_closing,),
    ),
    Transition(
        "customer_told",
        "refuse_result",
        "refiled",
        "000-A25-5.1",
        Party.CUSTOMER,
        effects=(new_form,),
    ),
    Transition(
        "not_established",
        "collect",
        "collecting",
        ("000-A25-8.1", "000-A20-1"),
        Party.MARKETING,
        guards=(VISITED,),
        stops="closing",
        starts="collection",
    ),
    Transition(
        "collecting",
        "receive_payment",
        "collected",
        "000-A25-8.1",
        (Party.MARKETING, Party.FINANCE),
        stops="collection",
    ),
    Transition(
        "collecting",
        "object",
        "memo_to_superior",
        "000-A25-8.2",
        Party.CUSTOMER,
        effects=(IssueDocument("000-A25-8.2", "memo", {"1": str(Party.SUPERIOR)}),),
    ),
    *(
        Transition(
            state,
            "visit",
            state,
            "000-A20-1",
            (Party.CS, Party.CS_MANAGER, Party.DELEGATE),
            guards=(VISITOR_ALLOWED,),
        )
        for state in _VISITABLE
    ),
)

_EVENTS: Final = (
    EventSpec("report", Text("report an abnormality", "反映产品异常")),
    EventSpec("file", Text("file the handling form", "填具处理表送件"), HANDLING_FORM),
    EventSpec("refile", Text("file a new form", "另填新表"), REFILED_FORM),
    EventSpec("accept", Text("accept and register", "受理登记"), FORMS["accept"]),
    EventSpec("joint", Text("put under joint handling", "会同处理"), FORMS["joint"]),
    EventSpec("investigate", Text("finish investigating", "完成调查处理"), FORMS["investigate"]),
    EventSpec("present", Text("present the report", "提出报告")),
    EventSpec("judge", Text("judge the case", "判定"), JUDGEMENT_FORM),
    EventSpec("approve", Text("decide the handling", "核决处理方式"), FORMS["approve"]),
    EventSpec("tell", Text("tell the customer", "转答客户"), FORMS["tell"]),
    EventSpec("visit", Text("visit the customer", "拜访客户"), FORMS["visit"]),
    EventSpec("accept_result", Text("the customer accepts", "客户接受")),
    EventSpec("refuse_result", Text("the customer does not accept", "客户未接受")),
    EventSpec("collect", Text("receive the form and collect", "接表收款"), FORMS["collect"]),
    EventSpec("receive_payment", Text("the receivable is paid", "账款收回")),
    EventSpec("object", Text("the customer objects", "客户提出异议")),
)

_BEFORE_JUDGEMENT: Final = (
    "reported",
    "form_filed",
    "accepted",
    "joint_investigation",
    "investigated",
    "reported_to_deputy",
)
_BY_MEMO: Final = Text(
    "an objection to 'not established' goes by signed memo once sales collects, not by a new form",
    "对“不成立”的异议于收款时以签呈办理，不另填新表",
)

_FORBIDDEN: Final = (
    Forbidden(
        "approve",
        _BEFORE_JUDGEMENT,
        "000-A25-4.3",
        Text(
            "nothing is decided before the report, the judgement and the deputy GM's instruction",
            "报告、判定及副总经理批示之前不得核决",
        ),
    ),
    Forbidden(
        "tell",
        (*_BEFORE_JUDGEMENT, "judged"),
        "000-A25-6.1",
        Text("nothing is told before it is decided", "未经核决不得答复客户"),
    ),
    Forbidden("refuse_result", ("not_established", "collecting"), "000-A25-8.2", _BY_MEMO),
    Forbidden("object", "not_established", "000-A25-8.2", _BY_MEMO),
    Forbidden(
        "object",
        ("decided", "customer_told"),
        "000-A25-5.1",
        Text(
            "a conclusion that is not accepted leads to a new form, not to a memo",
            "对结论未能接受的另填新表，不用签呈",
        ),
    ),
    Forbidden(
        ("accept_result"),
        ("judged", "decided"),
        "000-A25-6.2",
        Text("the customer is told first", "须先转答客户"),
    ),
)

COMPLAINT: Final = Workflow(
    name="company.complaint",
    version=1,
    title=Text("Complaint form", "客户投诉处理表"),
    initial="new",
    roles=TITLES,
    states=_STATES,
    events=_EVENTS,
    transitions=_TRANSITIONS,
    limits=CLOCKS,
    forbidden=_FORBIDDEN,
    basis=("000-A22-1",),
    pack="company",
)
"""The life of one complaint form (000-A22-1: its chart is lost, Art. 23 to 29 compose it)."""


@guarded
def complaint_age(case: Case, at: datetime) -> timedelta:
    """How old the whole complaint is, over all of its forms (000-A25-5.1, R18)."""
    own = a_moment(at, "at")
    start: datetime = case.data.get("first_reported", case.opened or own)
    if (start.tzinfo is None) is not (own.tzinfo is None):
        mend = "use naive times throughout, or aware ones throughout"
        refuse("at", own, "a time like the case's own, aware or naive", mend)
    return span(start, own)
