"""The contract's questions about approval (000 Art. 27)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from csrules.bands import Tie
from csrules.kinds import Choice, Money
from csrules.regulations.company import Role
from csrules.testing.conformance.operations import Capability, Operation, reading
from csrules.testing.conformance.wire import Parameter, Relation

if TYPE_CHECKING:
    from decimal import Decimal

__all__ = ["APPROVAL"]


def _rise(low: Decimal, high: Decimal) -> bool:
    return 0 < low < high


_AMOUNT: Final = Parameter("amount", Money(), "yuan, exact to the fen")
_LIMITS: Final = (
    Parameter("sales_manager_limit", Money(), "the lower cut, in yuan", "1000"),
    Parameter("deputy_gm_limit", Money(), "the upper cut, in yuan", "5000"),
)
_RISE: Final = Relation(
    ("sales_manager_limit", "deputy_gm_limit"),
    "sales_manager_limit is above 0, and below deputy_gm_limit",
    "000-A27-1.2",
    _rise,
)
_TIE: Final = reading("tie", Tie, Tie.INCLUSIVE_WORDS)
APPROVAL: Final = (
    Operation(
        "approver",
        Capability.APPROVAL,
        "who decides an amount",
        (_AMOUNT, *_LIMITS),
        (_TIE,),
        ("000-A27-1.1", "000-A27-1.2", "000-A27-1.3", "000-A27-1.4"),
        Choice(Role).schema(),
        (_RISE,),
    ),
    Operation(
        "may_sign",
        Capability.APPROVAL,
        "whether a role may sign for an amount: true, or refused",
        (_AMOUNT, Parameter("role", Choice(Role), "who would sign"), *_LIMITS),
        (_TIE,),
        ("000-A27-1.5",),
        {"const": True},
        (_RISE,),
    ),
)
