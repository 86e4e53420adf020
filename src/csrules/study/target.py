"""What a search is to reach: a share, a number of cases or an amount, at most or at least so much.

::

    >>> print(share("gm", at_most="0.05").text().en)
    gm: at most 5 % of the cases
    >>> cases("late", at_least=10, at_most=20).text().zh
    'late：至少10件、至多20件'
    >>> share("gm", at_most=0.05)
    Traceback (most recent call last):
        ...
    csrules.errors.InputError: at_most: got 0.05 (float); expected a Decimal, an int, a str or a
    Fraction. Mend: write 5 % as "0.05"
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

import attrs

from csrules.citation import Text
from csrules.doors import guarded
from csrules.errors import Faults, InputError, refuse
from csrules.kinds import Whole
from csrules.money import exact
from csrules.question import shown_units

if TYPE_CHECKING:
    from collections.abc import Callable

    from csrules.question import Question
    from csrules.study.counting import SweepPoint

__all__ = ["Target", "amount", "cases", "share", "total"]


def _share(point: SweepPoint, outcome: str) -> Fraction | None:
    answered = sum(point.cases.values())
    return Fraction(point.cases.get(outcome, 0), answered) if answered else None


def _cases(point: SweepPoint, outcome: str) -> Fraction | None:
    return Fraction(point.cases.get(outcome, 0)) if any(point.cases.values()) else None


def _amount(point: SweepPoint, outcome: str) -> Fraction | None:
    found = point.amounts.get(outcome)
    if found is not None:
        return Fraction(found)
    none = any(point.cases.values()) and not point.cases.get(outcome)
    return Fraction(0) if none and point.total is not None else None


def _total(point: SweepPoint, outcome: str) -> Fraction | None:
    del outcome
    return None if point.total is None else Fraction(point.total)


_MEASURES: Final[dict[str, Callable[[SweepPoint, str], Fraction | None]]] = {
    "share": _share,
    "cases": _cases,
    "amount": _amount,
    "total": _total,
}


def _plain(number: Fraction) -> str:
    """A number with separators, exactly; a fraction where its decimals do not end."""
    for places in range(25):
        if (number * 10**places).denominator == 1:
            return f"{shown_units((number * 10**places).numerator, places):,}"
    return str(number)


def _part(number: Fraction) -> str:
    """A share in percent, or as a fraction where the decimals of the percents do not end."""
    percents = _plain(number * 100)
    return str(number) if "/" in percents else f"{percents} %"


_YUAN: Final = Text("yuan", "元")
_ALL: Final = Text("all outcomes", "合计")
_SAID: Final[dict[str, Callable[[Fraction, Text], Text]]] = {
    "share": lambda n, _: Text(f"{_part(n)} of the cases", f"占件数的{_part(n).replace(' ', '')}"),
    "cases": lambda n, _: Text(f"{_plain(n)} case{'s' * (n != 1)}", f"{_plain(n)}件"),
    "amount": lambda n, unit: Text(f"{_plain(n)} {unit.en}", f"{_plain(n)}{unit.zh}"),
    "total": lambda n, unit: Text(f"{_plain(n)} {unit.en}", f"{_plain(n)}{unit.zh}"),
}


@attrs.frozen
class Target:
    """A bound on a ``measure`` of one outcome, or of all of them where ``outcome`` is empty.

    `share`, `cases`, `amount` and `total` make one; the bounds are exact, and belong to what is
    wanted.
    """

    measure: str
    outcome: str
    at_least: Fraction | None
    at_most: Fraction | None

    @guarded
    def measured(self, point: SweepPoint) -> Fraction | None:
        """The measure at a point: a share from 0 to 1 of the records answered, cases, yuan.

        None where there is nothing to measure: no answer, or no amount.
        """
        return None if point.faults else _MEASURES[self.measure](point, self.outcome)

    @guarded
    def missed(self, point: SweepPoint) -> Fraction | None:
        """By how much a point fails the target: 0 where it meets it, None where nothing is told."""
        found = self.measured(point)
        if found is None:
            return None
        under = Fraction(0) if self.at_least is None else self.at_least - found
        over = Fraction(0) if self.at_most is None else found - self.at_most
        return max(under, over, Fraction(0))

    @guarded
    def met(self, point: SweepPoint) -> bool:
        """Whether a point meets the target."""
        return self.missed(point) == 0

    @guarded
    def say(self, point: SweepPoint) -> str:
        """The measure at a point as a table shows it: ``1 / 21 (4.76 %)``, cases or yuan."""
        found = self.measured(point)
        if found is None:
            return "–"
        if self.measure == "cases":
            return f"{found.numerator:,}"
        if self.measure == "share":
            part, whole = point.cases.get(self.outcome, 0), sum(point.cases.values())
            return f"{part:,} / {whole:,} ({shown_units(round(found * 10_000), 2)} %)"
        amount = point.amounts.get(self.outcome) if self.outcome else point.total
        return f"{amount or 0:,}"

    @guarded
    def text(self, question: Question | None = None) -> Text:
        """The target in words; ``question`` knows what the outcome is called."""
        title = question.title(self.outcome) if question else Text(self.outcome, self.outcome)
        title = title if self.outcome else _ALL
        unit = question.unit if question else _YUAN
        words = {Text("at least", "至少"): self.at_least, Text("at most", "至多"): self.at_most}
        said = [
            (word, _SAID[self.measure](bound, unit))
            for word, bound in words.items()
            if bound is not None
        ]
        en = " and ".join(f"{word.en} {bound.en}" for word, bound in said)
        zh = "、".join(f"{word.zh}{bound.zh}" for word, bound in said)
        return Text(f"{title.en}: {en}", f"{title.zh}：{zh}")


def _bounds(read: Callable[[Any, str], Fraction], at_most: Any, at_least: Any) -> list[Any]:
    """Both bounds as exact numbers: lowest, highest; one of them is owed."""
    faults, found = Faults(), []
    if at_most is None and at_least is None:
        refuse("at_most", None, "a bound", "give at_most, at_least, or both")
    for name, bound in (("at_least", at_least), ("at_most", at_most)):
        with faults:
            found.append(None if bound is None else read(bound, name))
    faults.raise_as(InputError)
    low, high = found
    if low is not None and high is not None and low > high:
        refuse("at_least", at_least, "no more than at_most")
    return found


def _exact(bound: object, name: str) -> Fraction:
    return bound if type(bound) is Fraction else exact(bound, name)


def _as_share(bound: object, name: str) -> Fraction:
    if isinstance(bound, bool | float) or not isinstance(bound, int | str | Decimal | Fraction):
        refuse(name, bound, "a Decimal, an int, a str or a Fraction", 'write 5 % as "0.05"')
    found = _exact(bound, name)
    if not 0 <= found <= 1:
        refuse(name, bound, "a share from 0 to 1", 'write 5 % as "0.05"')
    return found


def _as_cases(bound: object, name: str) -> Fraction:
    return Fraction(Whole("cases").read(bound, name))


@guarded
def share(outcome: str, *, at_most: object = None, at_least: object = None) -> Target:
    """So large a share of the records that have an answer: ``"0.05"``, ``Fraction(1, 3)``.

    Raises `InputError` for anything that is no exact number from 0 to 1.
    """
    return Target("share", outcome, *_bounds(_as_share, at_most, at_least))


@guarded
def cases(outcome: str, *, at_most: object = None, at_least: object = None) -> Target:
    """So many cases with an outcome; raises `InputError` for what is no whole number."""
    return Target("cases", outcome, *_bounds(_as_cases, at_most, at_least))


@guarded
def amount(outcome: str, *, at_most: object = None, at_least: object = None) -> Target:
    """So much money with an outcome, in yuan, or in whatever the question measures.

    Raises `InputError` for what is no exact number.
    """
    return Target("amount", outcome, *_bounds(_exact, at_most, at_least))


@guarded
def total(*, at_most: object = None, at_least: object = None) -> Target:
    """So much money with all outcomes together; raises `InputError` as `amount` does."""
    return Target("total", "", *_bounds(_exact, at_most, at_least))
