"""What each event of a complaint form brings, as forms."""

from __future__ import annotations

from typing import Any, Final

from csrules.citation import Text
from csrules.forms import Condition, Field, Form
from csrules.kinds import Choice, Day, Flag, Identifier, Kind, Moment, Money, Whole, Words
from csrules.regulations.company.handling import (
    HANDLING_FORM,
    JOINT_FIELDS,
    Handling,
)
from csrules.regulations.company.opinions import Channel
from csrules.regulations.company.parties import Party

__all__ = ["FORMS", "REFILED_FORM"]


def _field(
    name: str, kind: Kind[Any], rule: str, en: str, zh: str, required: bool | str = True
) -> Field:
    return Field(name, kind, rule, Text(en, zh), required)


_VISITOR = _field("visitor", Choice(Party), "000-A20-1", "who visited the customer", "拜访人")

REFILED_FORM: Final = Form(
    "new_complaint_form",
    Text("new handling form with the original attached", "附原表的新客户投诉处理表"),
    (
        _field("original", Identifier(), "000-A25-5.1", "id of the original form", "原表编号"),
        _field("first_reported", Moment(), "000-A25-5.1", "first report", "首次反映时间"),
        _field("original_accepted", Moment(), "000-A25-5.1", "original acceptance", "原表受理时间"),
        Field("visitor", Choice(Party), "000-A20-1", _VISITOR.label, False),
        *HANDLING_FORM.fields,
    ),
    HANDLING_FORM.conditions,
)
"""Art. 25.5: what customer service fills in when the customer did not accept the conclusion."""

FORMS: Final = {
    "accept": Form(
        "acceptance",
        Text("acceptance", "受理"),
        (_field("number", Identifier(100), "000-A21-1", "the form's number", "表单编号"),),
    ),
    "joint": Form("joint_handling", Text("joint handling", "会同处理"), JOINT_FIELDS),
    "investigate": Form(
        "investigation",
        Text("investigation", "调查处理"),
        (
            _field("finding", Words(), "000-A24-3.2", "what was found", "调查结果"),
            _field("tested", Flag(), "000-A24-2.3", "tested by R&D", "研发部已检验确认", False),
        ),
    ),
    "approve": Form(
        "decision",
        Text("decision", "核决"),
        (
            _field("settlement", Money(), "000-A27-1.5", "amount granted or lost", "处理金额"),
            _field("handling", Choice(Handling), "000-A29-1.1", "handling", "处理方式"),
            _field(
                "return_quantity",
                Whole("pieces", 1),
                "000-A29-2.1",
                "approved return quantity",
                "核准退货数量",
                "returned",
            ),
        ),
        (
            Condition(
                "returned",
                Text("for return or rework", "退货、重处理时"),
                "handling",
                (Handling.RETURN_OR_REWORK,),
            ),
        ),
    ),
    "tell": Form(
        "answer_to_customer",
        Text("answer to the customer", "转答客户"),
        (
            _field("channel", Choice(Channel), "000-A25-6.2", "channel", "方式"),
            _field("form_given", Flag(), "000-A25-6.3", "form given to customer", "是否交付表单"),
            _field("told", Money(), "000-A25-6.1", "amount told", "告知金额"),
        ),
    ),
    "visit": Form("visit", Text("visit", "拜访"), (_VISITOR,)),
    "collect": Form(
        "collection",
        Text("collection", "收款"),
        (_field("collection_due", Day(), "000-A25-8.1", "last day of the term", "收款期末日"),),
    ),
}
"""The forms of the events by event name; filing and judging have theirs in `handling`."""
