"""Money without binary floats: `Decimal`, `int` or `str` of yuan at the doors, int fen inside.

Nothing here depends on the host's decimal context, and every rounding is named.
"""

from __future__ import annotations

import re
from decimal import Context, Decimal, Inexact
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from csrules.errors import Fault, Faults, InputError, nearest, refuse

if TYPE_CHECKING:
    from typing import TypeAlias

__all__ = ["MAX_YUAN", "Rounding", "Yuan", "exact", "fen", "round_fraction", "yuan"]

Yuan: TypeAlias = "Decimal | int | str"
"""What the doors take for an amount of money, in yuan."""

MAX_YUAN: Final = 10**13
"""Amounts at or above ten trillion yuan are taken for a mistake; fen then fit into 64 bits."""

_NUMBER = re.compile(r"-?[0-9]{1,20}(?:\.[0-9]{1,20})?", re.ASCII)
_PLACES = 20
_LARGEST = 10**18
_OWN = Context(prec=40, Emax=60, Emin=-60, traps=[Inexact])
_HUNDRED = Decimal(100)
_multiply = _OWN.multiply
_MOST = MAX_YUAN * 100
_WRITE_IT = 'write it as Decimal("12.30"), an int, or a str such as "12.30"'


class Rounding(StrEnum):
    """How an exact amount becomes whole fen."""

    HALF_UP = "half_up"
    HALF_EVEN = "half_even"


def exact(value: object, path: str = "value") -> Fraction:
    """A finite decimal number as an exact rational, from `int`, `Decimal` or `str`.

    Refuses `float` (it is already rounded), `bool` (it is no number), NaN, infinities, digits of
    other scripts, underscores and exponents in text, and numbers longer than 20 + 20 digits.

    >>> exact("0.10")
    Fraction(1, 10)
    """
    if isinstance(value, int) and not isinstance(value, bool):
        whole = int.__int__(value)  # a subclass may answer int() with another number
        if abs(whole) >= 10**_PLACES:
            refuse(path, value, f"a number of at most {_PLACES} digits")
        return Fraction(whole)
    if isinstance(value, Decimal):
        if not value.is_finite():
            refuse(path, value, "a finite number", _WRITE_IT)
        exponent = value.as_tuple().exponent
        if not isinstance(exponent, int) or exponent < -2 * _PLACES or value.adjusted() >= _PLACES:
            refuse(path, value, f"a number of at most {_PLACES} digits on each side of the point")
        return Fraction(value)
    if isinstance(value, str) and not isinstance(value, StrEnum):
        if not _NUMBER.fullmatch(value):
            refuse(path, value, "a plain decimal number in ASCII digits", _WRITE_IT)
        return Fraction(value)
    refuse(path, value, "a Decimal, an int or a str", _WRITE_IT)


def fen(value: object, path: str = "amount", *, negative: bool = False) -> int:
    """Yuan at the door to whole fen inside; more than two decimal places are refused.

    >>> fen("999.99"), fen(1000), fen(Decimal("0.10"))
    (99999, 100000, 10)
    >>> fen(0.1)
    Traceback (most recent call last):
        ...
    csrules.errors.InputError: amount: got 0.1 (float); expected a Decimal, an int or a str. Mend:
    write it as Decimal("12.30"), an int, or a str such as "12.30"
    """
    if negative is not True and negative is not False:
        refuse("negative", negative, "true or false")
    if type(value) is Decimal:
        try:  # the quick way in our own context; whatever it stumbles over is named below
            hundredfold = _multiply(value, _HUNDRED)
            quick = int(hundredfold)
            if quick == hundredfold and 0 <= quick < _MOST:
                return quick
        except (ArithmeticError, ValueError):
            pass
    if type(value) is int and 0 <= value < MAX_YUAN:
        return value * 100
    number = exact(value, path)
    if number < 0 and not negative:
        refuse(path, value, "yuan, not negative", "give the amount without a sign")
    if abs(number) >= MAX_YUAN:
        refuse(path, value, f"yuan below {MAX_YUAN}", "check the unit: yuan, not fen")
    cents = number * 100
    if cents.denominator != 1:
        refuse(path, value, "yuan with at most two decimal places", "round it first, to the fen")
    return cents.numerator


def yuan(amount: int) -> Decimal:
    """Whole fen inside to yuan at the door, with two places, in any decimal context.

    >>> yuan(35000)
    Decimal('350.00')
    """
    if type(amount) is not int or not -_LARGEST < amount < _LARGEST:
        amount = _fen_inside(amount)
    sign = "-" if amount < 0 else ""
    whole, part = divmod(abs(amount), 100)
    return Decimal(f"{sign}{whole}.{part:02d}")


def _fen_inside(amount: object) -> int:
    if isinstance(amount, bool) or not isinstance(amount, int) or abs(amount) >= _LARGEST:
        refuse("amount", amount, "whole fen, of at most 18 digits", "give an int")
    return int.__int__(amount)  # a subclass may answer int() with another number


def round_fraction(amount: Fraction, rounding: Rounding = Rounding.HALF_UP) -> int:
    """An exact amount of fen to whole fen; halves go away from zero, or to the even fen.

    >>> round_fraction(Fraction(5, 2)), round_fraction(Fraction(5, 2), Rounding.HALF_EVEN)
    (3, 2)
    """
    if type(amount) is not Fraction or type(rounding) is not Rounding:
        amount, rounding = _rounding_of(amount, rounding)
    if rounding is Rounding.HALF_EVEN:
        return round(amount)
    doubled = abs(amount) * 2 + 1
    whole = doubled.numerator // (doubled.denominator * 2)
    return whole if amount >= 0 else -whole


def _rounding_of(amount: object, rounding: object) -> tuple[Fraction, Rounding]:
    """What is rounded, and how, where it is not plainly that: both are judged at once."""
    faults, exactly = Faults(), Fraction()
    if isinstance(amount, Fraction):
        exactly = amount
    elif isinstance(amount, int) and not isinstance(amount, bool) and abs(amount) < _LARGEST:
        exactly = Fraction(int.__int__(amount))
    else:
        faults.add(Fault("amount", amount, "an exact number of fen", "give a Fraction"))
    if not isinstance(rounding, str) or str.__str__(rounding) not in set(Rounding):
        known = ", ".join(Rounding)
        faults.add(Fault("rounding", rounding, f"one of: {known}", nearest(rounding, Rounding)))
    faults.raise_as(InputError)
    return exactly, Rounding(str(rounding))
