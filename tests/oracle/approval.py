"""000 Art. 27: who approves a complaint amount, three bands with two cuts (R1).

Amounts are fen: an ``int``, or a ``Fraction`` where a part of a fen is compared before rounding.
"""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

ROLES = ("sales_manager", "deputy_gm", "gm")
"""From the lowest authority to the highest."""

READINGS = ("inclusive_words", "higher", "lower")

LOW = 100_000
"""1000 yuan in fen."""

HIGH = 500_000
"""5000 yuan in fen."""

Fen = int | Fraction
Cuts = tuple[Fen, Fen]


def fen(yuan: str) -> Fen:
    """Yuan as text, such as "1000.01", in fen; refuses what is no plain number."""
    number = Decimal(yuan)
    if not number.is_finite():
        raise ValueError(yuan)
    exact = Fraction(number) * 100
    return exact.numerator if exact.denominator == 1 else exact


def check_amount(amount: object) -> None:
    """Refuse what is no exact number of fen, and what is below zero."""
    if isinstance(amount, bool) or not isinstance(amount, int | Fraction):
        raise TypeError("an amount is an int or a Fraction of fen")
    if amount < 0:
        raise ValueError("an amount is not below zero")


def approver(amount: Fen, cuts: Cuts = (LOW, HIGH), reading: str = "inclusive_words") -> str:
    """Which role approves that amount.

    ``inclusive_words``: up to and with the lower cut, from the upper cut on, between them.
    ``higher``: a tie goes to the higher role.  ``lower``: a tie goes to the lower role.
    """
    check_amount(amount)
    low, high = cuts
    if not 0 <= low < high:
        raise ValueError("the cuts must rise")
    if reading == "inclusive_words":
        in_first, in_third = amount <= low, amount >= high
    elif reading == "higher":
        in_first, in_third = amount < low, amount >= high
    elif reading == "lower":
        in_first, in_third = amount <= low, amount > high
    else:
        raise ValueError(reading)
    if in_first:
        return "sales_manager"
    if in_third:
        return "gm"
    return "deputy_gm"


def is_boundary(amount: Fen, cuts: Cuts = (LOW, HIGH)) -> bool:
    """000-A27-1.4: whether the amount is one that two bands claim."""
    check_amount(amount)
    return amount == cuts[0] or amount == cuts[1]


def may_sign(
    signer: str, amount: Fen, cuts: Cuts = (LOW, HIGH), reading: str = "inclusive_words"
) -> bool:
    """000-A27-1.5: the required role or a higher one may sign; any other role may not."""
    needed = approver(amount, cuts, reading)
    if signer not in ROLES:
        return False
    return ROLES.index(signer) >= ROLES.index(needed)


def moved(
    amounts: Iterable[Fen], cuts_a: Cuts, reading_a: str, cuts_b: Cuts, reading_b: str
) -> dict[tuple[str, str], list[Fen]]:
    """What-if: the given amounts that change hands, by (role before, role after)."""
    found: dict[tuple[str, str], list[Fen]] = {}
    for amount in amounts:
        before = approver(amount, cuts_a, reading_a)
        after = approver(amount, cuts_b, reading_b)
        if before != after:
            found.setdefault((before, after), []).append(amount)
    return found


def telling_amounts(cuts_a: Cuts, cuts_b: Cuts) -> list[Fen]:
    """Amounts that tell any two cuttings apart: each cut, just below, just above, and between."""
    points = sorted({Fraction(0), *(Fraction(cut) for cut in (*cuts_a, *cuts_b))})
    found: set[Fraction] = set()
    for point in points:
        found |= {point, point + Fraction(1, 1000), point + 1}
        if point > 0:
            found |= {point - Fraction(1, 1000), point - 1}
    for first, second in pairwise(points):
        found.add((first + second) / 2)
    found.add(points[-1] * 2 + 1)
    return [one.numerator if one.denominator == 1 else one for one in sorted(found) if one >= 0]
