"""An exact amount becomes the nearest whole fen, and halves go where the reading says."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from csrules.errors import InputError
from csrules.money import MAX_YUAN, Rounding, exact, fen, round_fraction

__all__ = [
    "a_half_goes_away_from_zero_or_to_the_even_fen",
    "an_amount_goes_to_the_nearest_fen",
    "an_exact_number_stays_what_it_is",
    "rounding_keeps_the_order",
    "rounding_mirrors_at_zero",
    "yuan_are_a_hundred_fen_or_refused",
]

_MOST: Final = 10**30


def an_amount_goes_to_the_nearest_fen(twentieths: int) -> None:
    """Five percent of whole fen, many times over: half a fen away at most, and half a fen up."""
    assert twentieths >= 0
    away = 20 * round_fraction(Fraction(twentieths, 20)) - twentieths
    assert -10 < away <= 10


def a_half_goes_away_from_zero_or_to_the_even_fen(halves: int) -> None:
    """2.5 becomes 3 or 2; what is whole stays."""
    assert -_MOST < halves < _MOST
    up = round_fraction(Fraction(halves, 2))
    even = round_fraction(Fraction(halves, 2), Rounding.HALF_EVEN)
    if halves % 2 == 0:
        assert up * 2 == even * 2 == halves
    else:
        assert up * 2 == halves + (1 if halves > 0 else -1)
        assert even * 2 in (halves - 1, halves + 1)
        assert even % 2 == 0


def rounding_mirrors_at_zero(thirds: int) -> None:
    """A negative amount is rounded as its opposite is."""
    assert -_MOST < thirds < _MOST
    amount = Fraction(thirds, 3)
    assert round_fraction(-amount) == -round_fraction(amount)


def rounding_keeps_the_order(low: int, high: int) -> None:
    """Who has more before rounding has no less after it."""
    assert low <= high
    less, more = Fraction(low, 4), Fraction(high, 4)
    assert round_fraction(less) <= round_fraction(more)


def yuan_are_a_hundred_fen_or_refused(yuan: int) -> None:
    """Whole yuan from 0 to below the largest amount are taken, and nothing else."""
    assert -_MOST < yuan < _MOST
    try:
        assert fen(yuan) == yuan * 100
        assert 0 <= yuan < MAX_YUAN
    except InputError:
        assert not 0 <= yuan < MAX_YUAN


def an_exact_number_stays_what_it_is(number: int) -> None:
    """Up to twenty digits."""
    assert -_MOST < number < _MOST
    try:
        assert exact(number) == number
        assert abs(number) < 10**20
    except InputError:
        assert abs(number) >= 10**20
