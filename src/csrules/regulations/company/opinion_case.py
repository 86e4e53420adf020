"""Art. 18 and 20: the life of one opinion, from its registration until the customer is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from csrules.citation import Text
from csrules.forms import Field, Form
from csrules.kinds import Choice, Flag, Words
from csrules.lifecycle.effects import Assign, Notify
from csrules.lifecycle.transitions import EventSpec, Forbidden, Guard, Transition
from csrules.regulations.company.opinions import (
    OPINION_NOTICE,
    OPINION_ROUTE,
    VISIT,
    Channel,
    Severity,
)
from csrules.regulations.company.parties import TITLES, Party
from csrules.regulations.company.parts import states
from csrules.workflow import Workflow

if TYPE_CHECKING:
    from csrules.citation import Reason
    from csrules.lifecycle.transitions import Context
    from csrules.tables import Permission

__all__ = ["OPINION"]


def _route(context: Context) -> object:
    return OPINION_ROUTE.lookup(severity=context.data["severity"])["route"]


def _notice(context: Context) -> Permission:
    data = context.data
    return OPINION_NOTICE.permit(severity=data["severity"], channel=data["channel"])


def _notice_why(context: Context) -> tuple[Reason, ...]:
    return _notice(context).reasons


def _by_channel(rule: str, en: str, zh: str) -> Guard:
    """The guard of a channel, told by the article of the opinion's own gravity."""
    return Guard(
        "channel",
        rule,
        Text(en, zh),
        lambda c: bool(_notice(c).allowed),
        ("channel",),
        why=_notice_why,
    )


_SEVERE = Guard(
    "goes_to_deputy",
    "000-A18-3",
    Text(
        "it is especially serious; an ordinary one is handled by customer service itself",
        "属特别严重；一般性质的由客户服务部自行酌情处理",
    ),
    lambda c: _route(c) == Party.DEPUTY_GM,
)
_ORDINARY = Guard(
    "stays_with_customer_service",
    "000-A18-2",
    Text(
        "it is ordinary; an especially serious one is submitted to the deputy GM at once",
        "属一般性质；特别严重的须立即呈副总经理",
    ),
    lambda c: _route(c) == Party.CS,
)
_BY_LETTER = _by_channel("000-A18-2", "told by letter", "以函件告知")
_BY_CHANNEL = _by_channel("000-A18-3", "told in writing or by telephone", "以书面或电话告知")
_VISITOR = Guard(
    "visitor",
    "000-A20-1",
    Text(
        "the customer-service manager or a delegate visits",
        "由客户服务部经理或其指派的专人拜访",
    ),
    lambda c: bool(VISIT.permit(visitor=c.data["visitor"]).allowed),
    ("visitor",),
)
_VISITED = Guard(
    "visited",
    "000-A20-1",
    Text(
        "a customer who complains has been visited by the manager or a delegate",
        "对抱怨的客户，须已由客户服务部经理或其指派的专人拜访",
    ),
    lambda c: not c.data["complaining"] or "visitor" in c.data,
)

_REGISTERED: Final = Form(
    "opinion",
    Text("opinion", "客户意见"),
    (
        Field("opinion", Words(), "000-A18-1", Text("suggestion or complaint", "建议或抱怨内容")),
        Field("severity", Choice(Severity), "000-A18-1", Text("gravity", "性质")),
        Field("complaining", Flag(), "000-A20-1", Text("the customer complains", "是否为抱怨")),
    ),
)
_FORWARDED: Final = Form(
    "forwarding",
    Text("passing on", "核转"),
    (Field("forwarded_to", Words(200), "000-A18-2", Text("passed on to", "转交单位")),),
)
_TOLD: Final = Form(
    "notice",
    Text("notice to the customer", "告知客户"),
    (
        Field("channel", Choice(Channel), "000-A18-3", Text("channel", "方式")),
        Field("result", Words(), "000-A18-3", Text("what the customer is told", "告知内容")),
    ),
)
_VISIT: Final = Form(
    "visit",
    Text("visit", "拜访"),
    (Field("visitor", Choice(Party), "000-A20-1", Text("who visited the customer", "拜访人")),),
)

_BEFORE_NOTICE = Text("the customer is told of the result first", "须先将结果告知客户")
_WITH_DEPUTY = ("submitted", "reviewed", "forwarded")
_OPEN = ("registered", *_WITH_DEPUTY, "handled_first", "handled", "told")

OPINION: Final = Workflow(
    name="company.opinion",
    version=1,
    title=Text("Suggestion or complaint of a customer", "客户建议或抱怨"),
    initial="new",
    roles=TITLES,
    states=states(
        ("new", "new", "新案"),
        ("registered", "registered", "已登记"),
        ("submitted", "submitted to the deputy GM", "已呈副总经理"),
        ("reviewed", "reviewed by the deputy GM", "副总经理已核阅"),
        ("forwarded", "passed on by the deputy GM", "副总经理已核转"),
        ("handled_first", "handled before others", "已提前处理"),
        ("handled", "handled by customer service", "客户服务部已处理"),
        ("told", "customer told", "已告知客户"),
        ("closed", "closed", "已结案"),
        final=("closed",),
    ),
    events=(
        EventSpec("register", Text("register the opinion", "登记意见"), _REGISTERED),
        EventSpec("submit", Text("submit to the deputy GM", "呈副总经理")),
        EventSpec("review", Text("deputy GM reviews", "副总经理核阅")),
        EventSpec("forward", Text("deputy GM passes on", "副总经理核转"), _FORWARDED),
        EventSpec("handle", Text("handle it", "处理")),
        EventSpec("tell", Text("tell the customer", "告知客户"), _TOLD),
        EventSpec("visit", Text("visit the customer", "拜访客户"), _VISIT),
        EventSpec("close", Text("close", "结案")),
    ),
    transitions=(
        Transition("new", "register", "registered", "000-A18-1", Party.CS),
        Transition(
            "registered",
            "submit",
            "submitted",
            "000-A18-2",
            Party.CS,
            guards=(_SEVERE,),
            effects=(Assign("000-A18-2", Party.DEPUTY_GM, "review_or_pass_on_first"),),
        ),
        Transition("submitted", "review", "reviewed", "000-A18-2", Party.DEPUTY_GM),
        Transition(
            "submitted",
            "forward",
            "forwarded",
            "000-A18-2",
            Party.DEPUTY_GM,
            effects=(Notify("000-A18-2", Party.CS, "opinion_passed_on"),),
        ),
        Transition(("reviewed", "forwarded"), "handle", "handled_first", "000-A18-2", Party.CS),
        Transition("registered", "handle", "handled", "000-A18-3", Party.CS, guards=(_ORDINARY,)),
        Transition("handled_first", "tell", "told", "000-A18-2", Party.CS, guards=(_BY_LETTER,)),
        Transition("handled", "tell", "told", "000-A18-3", Party.CS, guards=(_BY_CHANNEL,)),
        Transition(
            "told", "close", "closed", ("000-A18-3", "000-A20-1"), Party.CS, guards=(_VISITED,)
        ),
        *(
            Transition(
                state,
                "visit",
                state,
                "000-A20-1",
                (Party.CS, Party.CS_MANAGER, Party.DELEGATE),
                guards=(_VISITOR,),
            )
            for state in _OPEN
        ),
    ),
    forbidden=(
        Forbidden("close", ("registered", "handled"), "000-A18-3", _BEFORE_NOTICE),
        Forbidden("close", (*_WITH_DEPUTY, "handled_first"), "000-A18-2", _BEFORE_NOTICE),
        Forbidden(
            "tell",
            _WITH_DEPUTY,
            "000-A18-2",
            Text("it is handled before others, then told by letter", "须先加以处理，再函告客户"),
        ),
    ),
)
"""Especially serious: submitted to the deputy GM, handled before others, told by letter; ordinary:
by customer service at its discretion (Art. 18).

Whoever complains is visited, whatever ``opinions.visit_required`` says of complaint cases: Art. 20
stands among the articles on opinions.
"""
