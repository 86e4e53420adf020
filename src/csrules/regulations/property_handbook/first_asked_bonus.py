"""Deductions from the monthly performance bonus (001 FA 5): ranges that a person fills in."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from csrules.citation import Reason, Text, cites
from csrules.deductions import AmountRange, Clamp, Line, LineRounding, Statement
from csrules.doors import guarded
from csrules.errors import Fault, Faults, InputError, refuse
from csrules.kinds import Choice
from csrules.money import exact, fen, round_fraction, yuan
from csrules.regulations.property_handbook.policy import Gravity

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from csrules.money import Yuan
    from csrules.regulations.property_handbook.policy import PropertyHandbookPolicy

__all__ = ["BonusFault", "BonusFinding", "BonusStatement", "bonus_deduction", "bonus_range"]


class BonusFault(StrEnum):
    """What a check finds that costs a part of the monthly performance bonus."""

    RESULT_NOT_RECORDED = "result_not_recorded"
    NO_SATISFACTORY_ANSWER = "no_satisfactory_answer"
    AVOIDING = "avoiding"
    REFUSING = "refusing"
    SHIFTING = "shifting"
    DELAY_WITHOUT_REASON = "delay_without_reason"
    UNCIVIL_LANGUAGE = "uncivil_language"
    QUARREL = "quarrel"


_FAULTS = {
    BonusFault.RESULT_NOT_RECORDED: Text("result not recorded as required", "未按规定记录结果"),
    BonusFault.NO_SATISFACTORY_ANSWER: Text(
        "no satisfactory answer as required", "未按要求给客户满意答复"
    ),
    BonusFault.AVOIDING: Text("avoiding a request", "回避客户请求"),
    BonusFault.REFUSING: Text("refusing a request", "拒绝客户请求"),
    BonusFault.SHIFTING: Text("shifting a request", "推诿客户请求"),
    BonusFault.DELAY_WITHOUT_REASON: Text("delay without reason", "无故拖延"),
    BonusFault.UNCIVIL_LANGUAGE: Text("uncivil language", "用语不文明"),
    BonusFault.QUARREL: Text(
        "quarrel with the customer or with the first-asked person of the previous step",
        "与客户或上一流程首问责任人争吵",
    ),
}
_LOWER = {BonusFault.RESULT_NOT_RECORDED, BonusFault.NO_SATISFACTORY_ANSWER}


@guarded
@attrs.frozen
class BonusFinding:
    """One incident: everything found in it, and the ``amount`` (yuan) or ``gravity`` (0 to 1)."""

    faults: tuple[BonusFault, ...]
    amount: Decimal | int | str | None = None
    gravity: Decimal | int | str | None = None


@cites("001-FA-5-3", "001-FA-5-4")
def bonus_range(policy: PropertyHandbookPolicy, faults: Iterable[BonusFault | str]) -> AmountRange:
    """The range of an incident: the upper one where any of its faults belongs there.

    >>> from csrules.regulations.property_handbook import policy
    >>> span = bonus_range(policy(), ["result_not_recorded", "quarrel"])
    >>> span.low, span.high, span.rule
    (Decimal('100.00'), Decimal('500.00'), '001-FA-5-4')
    """
    return _range(policy, faults, "faults")


def _range(
    policy: PropertyHandbookPolicy, faults: Iterable[BonusFault | str], path: str
) -> AmountRange:
    kind = Choice(BonusFault)
    found = {kind.read(fault, f"{path}[{place}]") for place, fault in enumerate(faults)}
    if not found:
        refuse(path, faults, "at least one fault")
    given = policy.performance
    if found <= _LOWER:
        return AmountRange(given.lower_from, given.lower_to, rule="001-FA-5-3")
    return AmountRange(given.upper_from, given.upper_to, rule="001-FA-5-4")


class BonusStatement(Statement):
    """A month's deductions from the bonus; ``net`` is never below 0, whatever is deducted."""

    @property
    def net(self) -> Decimal:
        """What is left of the bonus, in yuan: at least 0, also where the sum is not cut."""
        return max(super().net, yuan(0))

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The reasons of every line and of the limit; and where more is deducted than there is."""
        found = super().reasons
        if self.amount <= self.base:
            return found
        text = Text(
            f"{self.amount} yuan is deducted from a bonus of {self.base}: {self.net} is left",
            f"扣减{self.amount}元，奖金{self.base}元，余{self.net}元",
        )
        return (*found, Reason("001-FA-5-4", text))


def _line(policy: PropertyHandbookPolicy, finding: BonusFinding, path: str) -> Line:
    span = _range(policy, finding.faults, f"{path}.faults")
    texts = [_FAULTS[BonusFault(fault)] for fault in finding.faults]
    what = Text("; ".join(text.en for text in texts), "；".join(text.zh for text in texts))
    if policy.performance.gravity is Gravity.AMOUNT_GIVEN:
        if finding.gravity is not None or finding.amount is None:
            mend = "give amount; a gravity needs the reading performance.gravity = linear"
            refuse(path, finding.gravity, "an amount that a person fixed", mend, span.rule)
        given = span.read(finding.amount, f"{path}.amount")
        return Line(span.rule, what, 1, fen(given), Fraction(fen(given)))
    if finding.amount is not None or finding.gravity is None:
        mend = "give gravity; an amount needs the reading performance.gravity = amount_given"
        refuse(path, finding.amount, "a gravity from 0 to 1", mend, span.rule)
    gravity = exact(finding.gravity, f"{path}.gravity")
    if not 0 <= gravity <= 1:
        refuse(f"{path}.gravity", finding.gravity, "a gravity from 0 to 1", rule=span.rule)
    amount = span.low_fen + (span.high_fen - span.low_fen) * Fraction(gravity)
    rounded = round_fraction(amount, policy.performance.rounding.of_line)
    return Line(span.rule, what, 1, rounded, amount)


@cites("001-FA-5-3", "001-FA-5-4")
def bonus_deduction(
    policy: PropertyHandbookPolicy, bonus: Yuan, findings: Iterable[BonusFinding]
) -> BonusStatement:
    """What a month's findings take from the monthly performance ``bonus`` (yuan).

    Each finding is one incident: it is charged once, in the upper range where it fits both;
    separate incidents add. Whether the sum stops at the bonus is ``performance.cap``; the bonus
    never falls below 0. Amounts by gravity are rounded as ``performance.rounding`` says. Raises
    `InputError` with every finding whose amount lies outside its range.

    >>> from csrules.regulations.property_handbook import policy
    >>> bill = bonus_deduction(policy(), 800, [BonusFinding((BonusFault.QUARREL,), "300")])
    >>> bill.amount, bill.net
    (Decimal('300.00'), Decimal('500.00'))
    """
    base, rules = fen(bonus), policy.performance
    lines, faults = [], Faults()
    for place, finding in enumerate(findings):
        with faults:
            if not isinstance(finding, BonusFinding):
                raise InputError(Fault(f"findings[{place}]", finding, "a BonusFinding"))
            lines.append(_line(policy, finding, f"findings[{place}]"))
    faults.raise_as(InputError)
    total = sum(line.fen for line in lines)
    if rules.rounding is LineRounding.SUM:
        total = round_fraction(sum((line.exact for line in lines), Fraction(0)))
    limit = base if rules.cap is Clamp.BASE else None
    return BonusStatement(base, tuple(lines), total, limit, limit_rule="001-FA-5-4")
