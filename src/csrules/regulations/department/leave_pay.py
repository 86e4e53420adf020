"""One(五): what pay follows during leave, and the wages of personal leave."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

import attrs

from csrules.citation import Answer, Reason, Text, cites
from csrules.deductions import Line
from csrules.errors import Fault, InputError
from csrules.kinds import Choice, Quantity
from csrules.money import fen, round_fraction, yuan
from csrules.plaintext import plural
from csrules.regulations.department.leave_request import LEAVE_NAMES, LeaveKind

if TYPE_CHECKING:
    from csrules.deductions import LineRounding
    from csrules.money import Yuan
    from csrules.regulations.department.policy import DepartmentPolicy

__all__ = ["PayRule", "leave_pay", "personal_leave_wages"]


@attrs.frozen
class PayRule(Answer):
    """By which rules pay goes on during leave: a reference, nothing that is computed here."""

    kind: LeaveKind
    reference: str
    rule: str

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The reference."""
        said = _PAY[self.reference]
        name = LEAVE_NAMES[self.kind]
        return (Reason(self.rule, Text(f"{name.en}: {said.en}", f"{name.zh}：{said.zh}")),)


_PAY: Final = {
    "national_rules": Text("pay follows national rules", "工资依国家规定计发"),
    "wages_deducted": Text("wages are deducted; the text has no rate", "扣除相应工资，标准未载"),
    "national_and_company_rules": Text(
        "national and company rules apply", "待遇适用国家规定与本公司制度"
    ),
}


@cites("004-1.5.1-3", "004-1.5.2-4", "004-1.5.3-1")
def leave_pay(kind: object) -> PayRule:
    """Which rules decide the pay during leave.

    >>> leave_pay("sick").reference
    'national_rules'
    """
    own = Choice(LeaveKind).read(kind, "kind")
    if own is LeaveKind.SICK:
        return PayRule(own, "national_rules", "004-1.5.1-3")
    if own is LeaveKind.PERSONAL:
        return PayRule(own, "wages_deducted", "004-1.5.2-4")
    return PayRule(own, "national_and_company_rules", "004-1.5.3-1")


@cites("004-1.5.2-4")
def personal_leave_wages(policy: DepartmentPolicy, *, days: object, daily_wage: Yuan) -> Line:
    """The wages of personal leave: ``days``, in halves, at the caller's daily wage in yuan.

    It comes off the wage and not off the bonus; the text has no rate, so the caller gives it.

    >>> from csrules.regulations.department.policy import policy
    >>> str(personal_leave_wages(policy(), days="1.5", daily_wage="200.01").amount)
    '300.02'
    """
    length = Quantity("days", 1).read(days, "days")
    halves = Fraction(length) * 2
    if halves.denominator != 1:
        raise InputError(Fault("days", days, "whole and half days"))
    wage = fen(daily_wage)
    amount = Fraction(length) * wage
    en = f"personal leave, {plural(length, 'day')} at {yuan(wage)}"
    what = Text(en, f"事假{length}天，日工资{yuan(wage)}元")
    how: LineRounding = policy.bonus.rounding
    return Line("004-1.5.2-4", what, 1, round_fraction(amount, how.of_line), amount)
