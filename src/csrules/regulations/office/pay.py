"""Section 6: pay has three parts, all of them empty in the text."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import attrs

from csrules.citation import Answer, Reason, Text, cites
from csrules.money import fen, yuan
from csrules.policy import needed

if TYPE_CHECKING:
    from decimal import Decimal

    from csrules.regulations.office.policy import OfficePolicy

__all__ = ["PayComponent", "PaySlip", "pay"]


class PayComponent(StrEnum):
    """The three parts of pay."""

    WAGE = "wage"
    COMMISSION = "commission"
    BONUS = "bonus"


_NAMES = {
    PayComponent.WAGE: Text("wage", "工资"),
    PayComponent.COMMISSION: Text("commission", "提成"),
    PayComponent.BONUS: Text("bonus", "奖金"),
}


@attrs.frozen
class PaySlip(Answer):
    """The three parts with the company's amounts, in yuan."""

    parts: tuple[tuple[PayComponent, Decimal], ...]

    @property
    def total(self) -> Decimal:
        """The sum of the parts, in yuan."""
        return yuan(sum(fen(amount) for _, amount in self.parts))

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Each part with its amount."""
        return tuple(
            Reason(
                "S2-03-10",
                Text(f"{_NAMES[part].en}: {amount} yuan", f"{_NAMES[part].zh}：{amount}元"),
            )
            for part, amount in self.parts
        )


@cites("S2-03-10")
def pay(policy: OfficePolicy) -> PaySlip:
    """The parts of pay; raises `MissingParameterError` naming each that the company left empty."""
    amounts = needed(policy, *(f"pay.{part}" for part in PayComponent))
    return PaySlip(tuple(zip(PayComponent, amounts, strict=True)))
