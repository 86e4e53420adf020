"""Art. 29: discount or compensation, and return of goods, each a small workflow of its own."""

from __future__ import annotations

from typing import Final

from csrules.citation import Text
from csrules.forms import Field, Form
from csrules.kinds import Flag, Money, Whole
from csrules.lifecycle.effects import IssueDocument, Notify, RequireSignature
from csrules.lifecycle.transitions import EventSpec, Forbidden, Guard, Transition
from csrules.regulations.company.parties import TITLES, Party
from csrules.regulations.company.parts import form_id, states
from csrules.regulations.company.returns import (
    CERTIFICATE_COPIES,
    RETURN_SLIP,
    SLIP_SENT,
    SLIP_SIGNED,
    return_posting,
)
from csrules.workflow import Workflow

__all__ = ["GOODS_RETURN", "SETTLEMENT"]

_CERTIFICATE = "sales_discount_certificate"
_FORM_ID = form_id("000-A29-1.1")
_CLOSED = Field("form_closed", Flag(), "000-A29-1.1", Text("form closed", "处理表已结案"))
_SETTLEMENT = Field("settlement", Money(), "000-A27-1.5", Text("amount decided", "核决金额"))

_IS_CLOSED = Guard(
    "form_closed",
    "000-A29-1.1",
    Text("the handling form is closed", "处理表须已结案"),
    lambda c: bool(c.data["form_closed"]),
    ("form_closed",),
)


SETTLEMENT: Final = Workflow(
    name="company.settlement",
    version=1,
    title=Text("Discount or compensation", "折扣、赔款"),
    initial="new",
    roles=TITLES,
    states=states(
        ("new", "new", "新案"),
        ("issued", "certificate issued", "证明单已开立"),
        ("deputy_signed", "signed by the sales deputy GM", "销售副总经理已核签"),
        ("customer_signed", "signed by the customer", "客户已签章"),
        ("distributed", "copies distributed", "各联已分送"),
        final=("distributed",),
    ),
    events=(
        EventSpec(
            "issue",
            Text("issue the sales discount certificate", "开立销货折扣证明单"),
            Form(
                "certificate",
                Text("certificate", "销货折扣证明单"),
                (_FORM_ID, _CLOSED, _SETTLEMENT),
            ),
        ),
        EventSpec("deputy_sign", Text("sales deputy GM signs", "销售副总经理核签")),
        EventSpec("customer_sign", Text("customer signs", "客户签章")),
        EventSpec("distribute", Text("distribute the copies", "分送各联")),
    ),
    transitions=(
        Transition(
            "new",
            "issue",
            "issued",
            ("000-A29-1.2", "000-A29-1.1"),
            Party.MARKETING,
            guards=(_IS_CLOSED,),
            effects=(
                RequireSignature(
                    "000-A29-1.2", "sales_discount_certificate", Party.SALES_DEPUTY_GM
                ),
            ),
        ),
        Transition(
            "issued",
            "deputy_sign",
            "deputy_signed",
            "000-A29-1.2",
            Party.SALES_DEPUTY_GM,
            effects=(RequireSignature("000-A29-1.2", _CERTIFICATE, Party.CUSTOMER),),
        ),
        Transition(
            "deputy_signed", "customer_sign", "customer_signed", "000-A29-1.2", Party.CUSTOMER
        ),
        Transition(
            "customer_signed",
            "distribute",
            "distributed",
            "000-A29-1.3",
            Party.MARKETING,
            effects=(IssueDocument("000-A29-1.3", _CERTIFICATE, CERTIFICATE_COPIES),),
        ),
    ),
    forbidden=(
        Forbidden(
            "customer_sign",
            "issued",
            "000-A29-1.2",
            Text("the sales deputy GM signs before the customer", "销售副总经理核签在先"),
        ),
    ),
)
"""Certificate, sales deputy GM, customer, two copies (000-A29-1.2, 1.3)."""


# return or rework (Art. 29.1(2), 29.2, 29.3)

_APPROVED_QUANTITY = Field(
    "approved_quantity", Whole("pieces"), "000-A29-2.1", Text("approved quantity", "核准退货数量")
)
_SLIP_QUANTITY = next(each for each in RETURN_SLIP.fields if each.name == "slip_quantity")
_RECEIVED_QUANTITY = Field(
    "received_quantity", Whole("pieces"), "000-A29-3.1", Text("quantity received", "实收数量")
)
_TO_INSTRUCT = RequireSignature("000-A29-1.5", "product_return_slip", Party.SALES_DEPUTY_GM)
_MATCHES = Guard(
    "goods_match_slip",
    "000-A29-3.1",
    Text("the goods received match the slip", "实收货物须与退货单相符"),
    lambda c: bool(c.data["received_quantity"] == c.data["slip_quantity"]),
)
_AGREES = Guard(
    "quantities_agree",
    "000-A29-2.1",
    Text(
        "the quantity approved on copy 4 of the complaint form is the quantity returned; "
        "otherwise hold and ask sales",
        "处理表第四联核准数量须与实退数量一致，否则暂缓并退回销售部门",
    ),
    lambda c: (
        return_posting(approved=c.data["approved_quantity"], actual=c.data["slip_quantity"]).post
    ),
    why=lambda c: (
        return_posting(approved=c.data["approved_quantity"], actual=c.data["slip_quantity"]).reasons
    ),
)

_DIFFERS = Guard(
    "quantities_differ",
    "000-A29-2.1",
    Text(
        "the two quantities differ; where they agree, the account is transferred",
        "两项数量不一致；一致者应予转账",
    ),
    lambda c: not _AGREES.holds(c),
    why=_AGREES.why,
)

GOODS_RETURN: Final = Workflow(
    name="company.goods_return",
    version=1,
    title=Text("Return or rework of goods", "退货、重处理"),
    initial="new",
    roles=TITLES,
    states=states(
        ("new", "new", "新案"),
        ("issued", "return slip issued", "退货单已开立"),
        ("corrected", "slip corrected", "退货单已更正"),
        ("approved", "slip approved", "退货单已核示"),
        ("rejected", "slip rejected", "退货单未核准"),
        ("sent", "copies sent to the warehouse", "三联已送仓储部"),
        ("received", "goods received", "货物已收"),
        ("signed", "checked and signed", "已核对签收"),
        ("held", "held, back to sales", "暂缓转账，退回销售部门"),
        ("posted", "account transferred", "已转账"),
        final=("rejected", "posted"),
    ),
    events=(
        EventSpec(
            "issue",
            Text("issue the product return slip", "开立产品退货单"),
            Form(
                "return_slip_issue",
                RETURN_SLIP.title,
                (_FORM_ID, _CLOSED, _SETTLEMENT, _APPROVED_QUANTITY, *RETURN_SLIP.fields),
            ),
        ),
        EventSpec("approve", Text("sales deputy GM approves", "销售副总经理核示同意")),
        EventSpec("reject", Text("sales deputy GM rejects", "销售副总经理核示不同意")),
        EventSpec("send", Text("send three copies to the warehouse", "三联送仓储部")),
        EventSpec(
            "receive",
            Text("receive the goods", "收货"),
            Form("receipt", Text("receipt of goods", "收料"), (_RECEIVED_QUANTITY,)),
        ),
        EventSpec("sign", Text("check and sign", "核对签收")),
        EventSpec("hold", Text("hold and return to sales", "暂缓并退回销售部门")),
        EventSpec(
            "correct",
            Text("correct the slip's quantity", "更正退货单数量"),
            Form("correction", Text("correction", "更正"), (_SLIP_QUANTITY,)),
        ),
        EventSpec("post", Text("make the voucher and transfer", "开立传票办理转账")),
    ),
    transitions=(
        Transition(
            "new",
            "issue",
            "issued",
            ("000-A29-1.4", "000-A29-1.1"),
            Party.MARKETING,
            guards=(_IS_CLOSED,),
            effects=(_TO_INSTRUCT,),
        ),
        Transition(
            ("issued", "corrected"), "approve", "approved", "000-A29-1.5", Party.SALES_DEPUTY_GM
        ),
        Transition("issued", "reject", "rejected", "000-A29-1.5", Party.SALES_DEPUTY_GM),
        # the goods of a corrected slip are in the warehouse already: the hold is not over
        Transition("corrected", "reject", "held", "000-A29-1.5", Party.SALES_DEPUTY_GM),
        Transition(
            "approved",
            "send",
            "sent",
            "000-A29-1.6",
            Party.MARKETING,
            effects=(IssueDocument("000-A29-1.6", "product_return_slip", SLIP_SENT),),
        ),
        Transition(("sent", "received"), "receive", "received", "000-A29-3.1", Party.WAREHOUSE),
        Transition(
            "received",
            "sign",
            "signed",
            "000-A29-3.1",
            Party.WAREHOUSE,
            guards=(_MATCHES,),
            effects=(IssueDocument("000-A29-3.2", "product_return_slip", SLIP_SIGNED),),
        ),
        Transition("signed", "post", "posted", "000-A29-2.1", Party.FINANCE, guards=(_AGREES,)),
        Transition(
            "signed",
            "hold",
            "held",
            "000-A29-2.1",
            Party.FINANCE,
            guards=(_DIFFERS,),
            effects=(Notify("000-A29-2.1", Party.MARKETING, "quantities_differ"),),
        ),
        # sales corrects what comes back, never what was approved; the goods are checked again
        Transition(
            "held",
            "correct",
            "corrected",
            ("000-A29-2.1", "000-A29-1.5"),
            Party.MARKETING,
            effects=(_TO_INSTRUCT,),
        ),
    ),
    forbidden=(
        Forbidden(
            "send",
            ("issued", "corrected"),
            "000-A29-1.5",
            Text("the slip is used after the sales deputy GM's instruction", "核示之后方可使用"),
        ),
    ),
)
"""Slip, instruction, four copies, goods against slip, Finance's comparison (000-A29-1.4 to 3.2)."""
