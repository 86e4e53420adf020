"""Deductions: what happened becomes lines of money and sanctions, exact until a line is settled.

A pack lists charges, each a fixed amount or a share of a base; `settle` turns them into a
`Statement` whose lines add up to what is taken::

    >>> steps = (Step(1, percent(1)), Step(3, percent(5)))
    >>> late = Text("late arrival", "迟到")
    >>> charges = [Charge("S2-03-12", late, share=rate) for rate in per_case(3, steps)]
    >>> bill = settle(5000, charges)
    >>> [str(line.amount) for line in bill.lines], bill.amount
    (['50.00', '50.00', '250.00'], Decimal('350.00'))
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

import attrs

from csrules.citation import Answer, Reason, Text
from csrules.doors import guarded
from csrules.errors import DefinitionError, Fault, Faults, InputError, refuse
from csrules.kinds import Whole
from csrules.money import Rounding, exact, fen, round_fraction, yuan
from csrules.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal
    from enum import StrEnum

    from csrules.money import Yuan

__all__ = [
    "AmountRange",
    "Charge",
    "Clamp",
    "Escalation",
    "Line",
    "LineRounding",
    "PercentBase",
    "Sanction",
    "Statement",
    "Step",
    "per_case",
    "percent",
    "settle",
]


class Escalation(Reading):
    """Which rate each case of a month has once the count reaches a higher step (R12)."""

    MARGINAL = (
        "marginal",
        "each case has the rate of its own number; the step's number is the first at the new rate",
        "逐次适用：各次按其次序适用标准，达到档次的那一次起适用新标准",
    )
    WHOLE_MONTH = (
        "whole_month",
        "once a step is reached, every case of the month has its rate",
        "全月适用：达到档次后，当月各次均适用新标准",
    )
    EXCLUSIVE = (
        "exclusive",
        "the step's number still has the old rate; the next one has the new rate",
        "不含本数：达到档次的那一次仍适用原标准，下一次起适用新标准",
    )
    FLAT = (
        "flat",
        "once a step is reached, its rate is taken a single time for the whole month",
        "全月一次：达到档次后，当月只按新标准扣一次",
    )


class PercentBase(Reading):
    """Of what a percentage is taken (R14)."""

    FULL = "full", "of the full base, before any other deduction", "以扣减前的全额为基数"
    REMAINDER = (
        "remainder",
        "of what the fixed amounts and the earlier percentages leave, at least 0",
        "以扣除定额及先前百分比后的余额为基数，最低为零",
    )


class LineRounding(Reading):
    """How exact amounts become whole fen (R19)."""

    HALF_UP = "half_up", "each line to the fen, halves up", "逐行四舍五入到分"
    HALF_EVEN = (
        "half_even",
        "each line to the fen, halves to the even fen",
        "逐行四舍六入五成双到分",
    )
    SUM = (
        "sum",
        "the exact sum to the fen, halves up; the lines are shown rounded and need not add up",
        "合计后四舍五入到分；各行仅作显示，未必与合计相符",
    )

    @property
    def of_line(self) -> Rounding:
        """How one line is rounded under this reading."""
        return Rounding.HALF_EVEN if self is LineRounding.HALF_EVEN else Rounding.HALF_UP


class Clamp(Reading):
    """Whether more may be taken than there is (R14)."""

    BASE = (
        "base",
        "the sum is cut to the base; what is left is never negative",
        "以基数为限，扣至零为止",
    )
    NONE = "none", "the sum is not cut", "不设上限"


@guarded
def percent(value: Decimal | int) -> Fraction:
    """A percentage as a share: 5 is 1/20.

    >>> percent(5)
    Fraction(1, 20)
    """
    return exact(value) / 100


@guarded
@attrs.frozen
class Step:
    """From case number ``start`` on (counted from 1, included) a case has ``value``.

    ``value`` is a share of a base, an amount, points: the caller knows.
    """

    start: int
    value: Fraction


@guarded
def per_case(
    count: int, steps: Sequence[Step], reading: Escalation = Escalation.MARGINAL
) -> tuple[Fraction, ...]:
    """The value of each charged case when ``count`` cases happened, in order.

    Raises `InputError` for a count that is no whole number, `DefinitionError` for steps that do
    not start at 1 and rise.

    >>> steps = (Step(1, Fraction(1, 100)), Step(3, Fraction(5, 100)))
    >>> [str(value) for value in per_case(4, steps)]
    ['1/100', '1/100', '1/20', '1/20']
    >>> [str(value) for value in per_case(4, steps, Escalation.FLAT)]
    ['1/20']
    """
    count = Whole("cases").read(count, "count")
    starts = [step.start for step in steps]
    if not starts or starts[0] != 1 or any(later <= early for early, later in pairwise(starts)):
        raise DefinitionError(Fault("steps", starts, "steps that start at 1 and rise"))

    def value(number: int, *, included: bool = True) -> Fraction:
        reached = [s for s in steps if s.start + (not included and s.start > 1) <= number]
        return reached[-1].value

    if reading is Escalation.WHOLE_MONTH:
        return (value(count),) * count if count else ()
    if reading is Escalation.FLAT and len(starts) > 1 and count >= starts[1]:
        return (value(count),)
    included = reading is not Escalation.EXCLUSIVE
    return tuple(value(number, included=included) for number in range(1, count + 1))


@guarded
@attrs.frozen
class Charge:
    """What a rule takes: ``each`` yuan for each of ``count`` cases, or one ``share`` of the base.

    ``rule`` is the rule id, ``what`` the case in words; ``why`` adds further reasons.
    """

    rule: str
    what: Text
    each: Decimal | int | str = 0
    count: int = 1
    share: Fraction | None = None
    why: tuple[Reason, ...] = ()

    def __attrs_post_init__(self) -> None:
        """Refuse money that is not exact, and a share of several cases at once."""
        faults = Faults()
        with faults:
            fen(self.each, "each")
        with faults:
            Whole("cases").read(self.count, "count")
        if self.share is not None:
            if not isinstance(self.share, Fraction) or self.share < 0:
                faults.add(Fault("share", self.share, "a Fraction, not negative", "use percent()"))
            if self.each != 0 or self.count != 1:
                faults.add(
                    Fault("share", self.share, "one case a line, without a fixed amount")
                )  # each line is rounded on its own (R19)
        faults.raise_as(InputError)


@attrs.frozen
class Line(Answer):
    """One line of a statement: the rule, what happened, how often, and the amount in yuan."""

    rule: str
    what: Text
    count: int
    fen: int = attrs.field(repr=False)
    exact: Fraction = attrs.field(repr=False)
    share: Fraction | None = None
    base: int | Fraction | None = attrs.field(default=None, repr=False)
    why: tuple[Reason, ...] = attrs.field(default=(), repr=False)
    rounding: LineRounding = attrs.field(default=LineRounding.HALF_UP, repr=False)

    @property
    def amount(self) -> Decimal:
        """The amount of this line, in yuan with two places."""
        return yuan(self.fen)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """How the amount comes about."""
        if self.share is not None and self.base is not None:
            of = _yuan(Fraction(self.base))
            how = f"{_decimal(self.share * 100)}% × {of} = {_yuan(self.exact)}"
            if self.exact != self.fen:
                rounded = _ROUNDED[self.rounding.of_line]
                return (self._reason(how, rounded), *self.why)
        elif self.count == 1:
            how = f"{self.amount}"
        else:
            how = f"{self.count} × {yuan(self.fen // max(self.count, 1))} = {self.amount}"
        return (self._reason(how), *self.why)

    def _reason(self, how: str, rounded: Text | None = None) -> Reason:
        en, zh = ("", "") if rounded is None else (rounded.en, rounded.zh)
        end = "" if rounded is None else f"{self.amount}"
        text = Text(f"{self.what.en}: {how}{en}{end} yuan", f"{self.what.zh}：{how}{zh}{end}元")
        return Reason(self.rule, text)


_ROUNDED = {
    Rounding.HALF_UP: Text(", rounded to ", "，四舍五入为"),
    Rounding.HALF_EVEN: Text(", rounded to ", "，四舍六入五成双为"),
}


def _yuan(amount: Fraction) -> str:
    """Exact fen as yuan: two places, and more where there are any."""
    return str(yuan(amount.numerator)) if amount.denominator == 1 else _decimal(amount / 100)


def _decimal(number: Fraction) -> str:
    """A fraction as people write it, when it has an end."""
    for places in range(21):
        scaled = number * 10**places
        if scaled.denominator == 1:
            digits = str(scaled.numerator).rjust(places + 1, "0")
            point = len(digits) - places
            return f"{digits[:point]}.{digits[point:]}".removesuffix(".")
    return str(number)


@guarded
@attrs.frozen
class Sanction(Answer):
    """A consequence that is no money: a warning, a demerit, dismissal."""

    kind: StrEnum
    rule: str
    text: Text

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Which rule asks for it, with the figures of this case."""
        return (Reason(self.rule, self.text),)


_NOTHING = Text("nothing to deduct", "无扣款事项，不扣款")


@attrs.frozen
class Statement(Answer):
    """What is taken from a base: ``amount``; what the lines say uncut: ``unclamped``; the rest."""

    base_fen: int
    lines: tuple[Line, ...]
    unclamped_fen: int
    limit_fen: int | None
    sanctions: tuple[Sanction, ...] = ()
    limit_rule: str = ""
    nothing: Text = _NOTHING

    def __repr__(self) -> str:
        many = len(self.lines)
        lines = f"{many} line{'s' * (many != 1)}"
        return f"<{type(self).__name__} {self.amount} yuan in {lines}>"

    @property
    def base(self) -> Decimal:
        """What is deducted from, in yuan."""
        return yuan(self.base_fen)

    @property
    def unclamped(self) -> Decimal:
        """The sum of the lines, in yuan."""
        return yuan(self.unclamped_fen)

    @property
    def amount(self) -> Decimal:
        """What is taken, in yuan: the sum of the lines, at most the limit."""
        return yuan(self.taken_fen)

    @property
    def net(self) -> Decimal:
        """What is left of the base, in yuan; negative only where there is no limit."""
        return yuan(self.base_fen - self.taken_fen)

    @property
    def clamped(self) -> bool:
        """Whether the limit cut the sum."""
        return self.taken_fen < self.unclamped_fen

    @property
    def taken_fen(self) -> int:
        """What is taken, in fen: the sum of the lines, at most the limit."""
        return (
            self.unclamped_fen
            if self.limit_fen is None
            else min(self.unclamped_fen, self.limit_fen)
        )

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The reasons of every line and sanction, and of the limit where it cut."""
        found = [reason for line in self.lines for reason in line.reasons]
        if not self.lines and self.limit_rule:
            found.append(Reason(self.limit_rule, self.nothing))
        if self.clamped and self.limit_rule:
            found.append(
                Reason(
                    self.limit_rule,
                    Text(
                        f"the lines add up to {self.unclamped} yuan; {self.amount} is taken",
                        f"各行合计{self.unclamped}元，实扣{self.amount}元",
                    ),
                )
            )
        found += [reason for sanction in self.sanctions for reason in sanction.reasons]
        return tuple(found)


@guarded
def settle(
    base: Yuan,
    charges: Iterable[Charge],
    *,
    percent_base: PercentBase = PercentBase.FULL,
    rounding: LineRounding = LineRounding.HALF_UP,
    clamp: Clamp = Clamp.BASE,
    cap: Fraction | None = None,
    sanctions: Iterable[Sanction] = (),
    limit_rule: str = "",
    nothing: Text = _NOTHING,
) -> Statement:
    """Charges against ``base`` (yuan) as a statement; fixed amounts come first, then shares.

    The sum is cut to the base unless ``clamp`` says otherwise, and to ``cap``, a share of the base,
    when one is given; ``limit_rule`` is the rule id that the cut is explained by, or ``nothing``,
    which is said where there is no charge.

    >>> bill = settle("100", [Charge("004-1.4-4", Text("absent", "旷工"), each="150")])
    >>> bill.amount, bill.unclamped, bill.net
    (Decimal('100.00'), Decimal('150.00'), Decimal('0.00'))
    """
    base_fen = fen(base, "base")
    parts = list(charges)
    lines: list[Line] = []
    left = Fraction(base_fen)
    for charge in sorted(parts, key=lambda charge: charge.share is not None):  # stable
        part: Fraction | None = None
        if charge.share is None:
            amount = Fraction(fen(charge.each) * charge.count)
        else:
            of = Fraction(base_fen) if percent_base is PercentBase.FULL else max(left, Fraction(0))
            amount, part = of * charge.share, of
        line = round_fraction(amount, rounding.of_line)
        left -= amount if rounding is LineRounding.SUM else line
        lines.append(
            Line(
                charge.rule,
                charge.what,
                charge.count,
                line,
                amount,
                charge.share,
                part,
                charge.why,
                rounding,
            )
        )
    if rounding is LineRounding.SUM:
        total = round_fraction(sum((line.exact for line in lines), Fraction(0)))
    else:
        total = sum(line.fen for line in lines)
    limits = [base_fen] if clamp is Clamp.BASE else []
    if cap is not None:
        limits.append(round_fraction(base_fen * cap))
    limit = min(limits, default=None)
    return Statement(base_fen, tuple(lines), total, limit, tuple(sanctions), limit_rule, nothing)


def _range_end(value: Yuan) -> int:
    return fen(value, "range")


@guarded
@attrs.frozen
class AmountRange:
    """Yuan that a person fixes within bounds, by gravity; both ends belong to the range.

    >>> span = AmountRange("50", "100", rule="001-FA-5-3")
    >>> span.read(100)
    Decimal('100.00')
    >>> span.read("100.01")
    Traceback (most recent call last):
        ...
    csrules.errors.InputError: amount: got '100.01' (str); expected from 50.00 to 100.00 yuan, both
    included [001-FA-5-3]. Mend: fix an amount within the range
    """

    low_fen: int = attrs.field(alias="low", converter=_range_end)
    high_fen: int = attrs.field(alias="high", converter=_range_end)
    rule: str = ""

    def __attrs_post_init__(self) -> None:
        """Refuse ends in the wrong order."""
        if self.low_fen > self.high_fen:
            refuse("range", f"{self.low} to {self.high}", "the lower end first", rule=self.rule)

    @property
    def low(self) -> Decimal:
        """The lowest amount, in yuan."""
        return yuan(self.low_fen)

    @property
    def high(self) -> Decimal:
        """The highest amount, in yuan."""
        return yuan(self.high_fen)

    def read(self, amount: object, path: str = "amount") -> Decimal:
        """The amount that a person fixed, in yuan; refused outside the range."""
        cents = fen(amount, path)
        if not self.low_fen <= cents <= self.high_fen:
            expected = f"from {self.low} to {self.high} yuan, both included"
            refuse(path, amount, expected, "fix an amount within the range", self.rule)
        return yuan(cents)

    @guarded
    def charge(self, amount: object, what: Text) -> Charge:
        """A charge of that amount under the range's rule."""
        return Charge(self.rule, what, each=self.read(amount))
