"""Deductions from the monthly performance bonus (001 FA 5): ranges that a person fills in."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from csrules.citation import Text, cites
from csrules.deductions import AmountRange, settle
from csrules.errors import Fault, Faults, InputError, refuse
from csrules.kinds import Choice
from csrules.money import exact, fen, round_fraction, yuan
from csrules.regulations.property_handbook.policy import Gravity

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from csrules.deductions import Charge, Statement
    from csrules.money import Yuan
    from csrules.regulations.property_handbook.policy import PropertyHandbookPolicy

__all__ = ["BonusFault", "BonusFinding", "bonus_deduction", "bonus_range"]


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
    found = [Choice(BonusFault).read(fault, "faults") for fault in faults]
    if not found:
        refuse("faults", found, "at least one fault")
    given = policy.performance
    if set(found) <= _LOWER:
        return AmountRange(given.lower_from, given.lower_to, rule="001-FA-5-3")
    return AmountRange(given.upper_from, given.upper_to, rule="001-FA-5-4")


def _charge(policy: PropertyHandbookPolicy, finding: BonusFinding, path: str) -> Charge:
    span = bonus_range(policy, finding.faults)
    texts = [_FAULTS[BonusFault(fault)] for fault in finding.faults]
    what = Text("; ".join(text.en for text in texts), "；".join(text.zh for text in texts))
    if policy.performance.gravity is Gravity.AMOUNT_GIVEN:
        if finding.gravity is not None or finding.amount is None:
            mend = "give amount; a gravity needs the reading performance.gravity = linear"
            refuse(path, finding.gravity, "an amount that a person fixed", mend, span.rule)
        span.read(finding.amount, f"{path}.amount")
        return span.charge(finding.amount, what)
    if finding.amount is not None or finding.gravity is None:
        mend = "give gravity; an amount needs the reading performance.gravity = amount_given"
        refuse(path, finding.amount, "a gravity from 0 to 1", mend, span.rule)
    gravity = exact(finding.gravity, f"{path}.gravity")
    if not 0 <= gravity <= 1:
        refuse(f"{path}.gravity", finding.gravity, "a gravity from 0 to 1", rule=span.rule)
    low, high = fen(span.low), fen(span.high)
    return span.charge(yuan(round_fraction(low + Fraction(high - low) * gravity)), what)


@cites("001-FA-5-3", "001-FA-5-4")
def bonus_deduction(
    policy: PropertyHandbookPolicy, bonus: Yuan, findings: Iterable[BonusFinding]
) -> Statement:
    """What a month's findings take from the monthly performance ``bonus`` (yuan).

    Each finding is one incident: it is charged once, in the upper range where it fits both;
    separate incidents add. Whether the sum stops at the bonus is ``performance.cap``. Raises
    `InputError` with every finding whose amount lies outside its range.

    >>> from csrules.regulations.property_handbook import policy
    >>> bill = bonus_deduction(policy(), 800, [BonusFinding((BonusFault.QUARREL,), "300")])
    >>> bill.amount, bill.net
    (Decimal('300.00'), Decimal('500.00'))
    """
    charges, faults = [], Faults()
    for place, finding in enumerate(findings):
        with faults:
            if not isinstance(finding, BonusFinding):
                raise InputError(Fault(f"findings[{place}]", finding, "a BonusFinding"))
            charges.append(_charge(policy, finding, f"findings[{place}]"))
    faults.raise_as(InputError)
    return settle(bonus, charges, clamp=policy.performance.cap, limit_rule="001-FA-5-4")
