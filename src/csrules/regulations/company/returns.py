"""Art. 29: what the sales department does with a closed form, and where each copy goes."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import attrs

from csrules.citation import Answer, Reason, Text, cites
from csrules.errors import Faults, InputError
from csrules.forms import Field, Form
from csrules.kinds import Choice, Whole, Words
from csrules.regulations.company.handling import Handling
from csrules.regulations.company.parties import Party
from csrules.tables import Column, Row, Table

__all__ = [
    "CERTIFICATE_COPIES",
    "COPIES",
    "RETURN_SLIP",
    "SETTLING",
    "Posting",
    "Stage",
    "return_posting",
]

CERTIFICATE_COPIES: Final = {"1": str(Party.MARKETING), "2": str(Party.FINANCE)}
"""The sales discount certificate: one kept by marketing, one booked by finance (000-A29-1.3)."""


class Stage(StrEnum):
    """Where the return slip's copies are asked about."""

    SENT = "sent"
    SIGNED = "signed"


SLIP_SENT: Final = {
    "1": str(Party.MARKETING),
    "2": str(Party.WAREHOUSE),
    "3": str(Party.WAREHOUSE),
    "4": str(Party.WAREHOUSE),
}
SLIP_SIGNED: Final = {
    "1": str(Party.MARKETING),
    "2": str(Party.WAREHOUSE),
    "3": str(Party.FINANCE),
    "4": str(Party.MARKETING),
}

COPIES: Final = Table(
    "company.return_slip_copies",
    Text("who holds the copies of the return slip", "产品退货单各联去向"),
    (Column("stage", Choice(Stage), Text("stage", "阶段")),),
    ("copies",),
    (
        Row(
            "000-A29-1.6",
            {"stage": Stage.SENT},
            {"copies": SLIP_SENT},
            Text(
                "copy 1 stays with the issuer, the other three go to the warehouse",
                "第一联自存，其余三联送仓储部",
            ),
        ),
        Row(
            "000-A29-3.2",
            {"stage": Stage.SIGNED},
            {"copies": SLIP_SIGNED},
            Text(
                "copy 2 stays in the warehouse, copy 3 goes to finance, copy 4 to sales",
                "第二联存仓储部，第三联送财务部，第四联送销售部门",
            ),
        ),
    ),
)
"""Art. 29: the four copies of the product return slip, when sent and when signed."""

RETURN_SLIP: Final = Form(
    "product_return_slip",
    Text("product return slip", "产品退货单"),
    tuple(
        Field(name, kind, "000-A29-1.4", Text(en, zh))
        for name, kind, en, zh in (
            ("reason", Words(), "reason for return", "退货原因"),
            ("handling", Words(), "handling", "处理方式"),
            ("basis", Words(), "basis for return", "退回依据"),
            ("product", Words(200), "product", "产品"),
            ("slip_quantity", Whole("pieces", 1), "quantity returned", "退货数量"),
        )
    ),
)
"""Art. 29.1: what the slip must state; product and quantity are needed for Finance's comparison."""

SETTLING: Final = Table(
    "company.settling",
    Text("how sales carries out the approved handling", "销售部门如何执行核决的处理方式"),
    (Column("handling", Choice(Handling), Text("handling", "处理方式")),),
    ("workflow", "document", "signs"),
    (
        Row(
            "000-A29-1.2",
            {"handling": Handling.DISCOUNT_OR_COMPENSATION},
            {
                "workflow": "company.settlement",
                "document": "sales_discount_certificate",
                "signs": (Party.SALES_DEPUTY_GM, Party.CUSTOMER),
            },
            Text(
                "a sales discount certificate, signed by the sales deputy GM, then the customer",
                "开立销货折扣证明单，先由销售副总经理核签，再由客户签章",
            ),
        ),
        Row(
            "000-A29-1.5",
            {"handling": Handling.RETURN_OR_REWORK},
            {
                "workflow": "company.goods_return",
                "document": "product_return_slip",
                "signs": (Party.SALES_DEPUTY_GM,),
            },
            Text(
                "a product return slip, instructed by the sales deputy GM before use",
                "开立产品退货单，呈销售副总经理核示后使用",
            ),
        ),
    ),
    cites=("000-A29-1.1", "000-A29-1.4"),
)
"""Art. 29.1: acts on a closed form only."""


@attrs.frozen
class Posting(Answer):
    """What Finance does with a return: ``post`` makes the voucher, else it holds and asks sales."""

    approved: int
    actual: int

    @property
    def post(self) -> bool:
        """Whether the two quantities agree."""
        return self.approved == self.actual

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The two quantities, and what follows."""
        agree = self.post
        return (
            Reason(
                "000-A29-2.1",
                Text(
                    f"approved {self.approved}, returned {self.actual}: "
                    + ("the account is transferred" if agree else "held, back to sales"),
                    f"核准{self.approved}，实退{self.actual}："
                    + ("相符，转账" if agree else "不符，暂缓并退回销售部门"),
                ),
            ),
        )


@cites("000-A29-2.1")
def return_posting(*, approved: int, actual: int) -> Posting:
    """Finance compares copy 4 of the complaint form with the return slip (000-A29-2.1).

    ``approved`` and ``actual`` are pieces. A difference is held, never posted.

    >>> return_posting(approved=10, actual=9).post
    False
    """
    kind, faults, pieces = Whole("pieces"), Faults(), []
    for name, number in (("approved", approved), ("actual", actual)):
        with faults:
            pieces.append(kind.read(number, name))
    faults.raise_as(InputError)
    return Posting(*pieces)
