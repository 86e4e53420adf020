"""Whole numbers with their corners, which every other strategy for numbers is made of."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from hypothesis import strategies as st

from csrules.money import MAX_YUAN, yuan

if TYPE_CHECKING:
    from decimal import Decimal

    from hypothesis.strategies import SearchStrategy

__all__ = ["LARGEST_FEN", "around", "fens", "spelled", "spellings", "wholes"]

LARGEST_FEN: Final = MAX_YUAN * 100 - 1
"""The largest amount that csrules takes, in fen."""

_NEAR: Final = 100  # how far from its lower end an ordinary number lies


def around(*points: int) -> tuple[int, ...]:
    """Each point with its two neighbours, in order, each once.

    >>> around(5, 6)
    (4, 5, 6, 7)
    """
    return tuple(sorted({point + step for point in points for step in (-1, 0, 1)}))


@lru_cache(maxsize=256)
def wholes(low: int, high: int, corners: tuple[int, ...] = ()) -> SearchStrategy[int]:
    """Whole numbers from ``low`` to ``high``: small ones, any, and the corners among them.

    The ends and their inner neighbours are corners of themselves. Shrinks to 0, or to the end that
    is nearest to it.

    >>> from hypothesis import find
    >>> find(wholes(3, 10**18), lambda number: number > 1000)
    1001
    """
    nearest = min(max(low, 0), high)
    plain = st.integers(max(low, nearest - _NEAR), min(high, nearest + _NEAR))
    found = {low, low + 1, high - 1, high, *corners}
    sharp = sorted((one for one in found if low <= one <= high), key=lambda one: abs(one - nearest))
    return st.one_of(plain, st.integers(low, high), st.sampled_from(sharp))


@lru_cache(maxsize=256)
def fens(
    low: int = 0, high: int = LARGEST_FEN, corners: tuple[int, ...] = ()
) -> SearchStrategy[int]:
    """Amounts in fen: whole yuan and odd fen, small, middling and any, and the corners."""
    first = -(-low // 100) * 100
    whole = st.integers(first // 100, min(high, first + 10_000_00) // 100).map(_hundred)
    middling = st.integers(low, min(high, low + 100_000_00))
    some = [middling, wholes(low, high, corners)]
    return st.one_of(*([whole] if first <= high else []), *some)


def _hundred(number: int) -> int:
    return number * 100


def spellings(amount: int) -> tuple[Decimal | int | str, ...]:
    """Every way in which csrules takes an amount of fen: `int`, `str` and `Decimal` of yuan.

    >>> spellings(1000_00)
    (1000, '1000.00', Decimal('1000.00'), '1000', '1000.0', Decimal('1E+3'))
    >>> spellings(5)
    ('0.05', Decimal('0.05'))
    """
    number = yuan(amount)
    ways: list[Decimal | int | str] = [str(number), number]
    if amount % 100 == 0:
        ways = [amount // 100, *ways, str(amount // 100)]
    if amount % 10 == 0:
        ways.append(str(number)[:-1])
        ways.append(number.normalize())
    return tuple(ways)


def spelled(amounts: SearchStrategy[int]) -> SearchStrategy[Decimal | int | str]:
    """Amounts of fen, each in one of its `spellings`."""
    return st.tuples(amounts, st.integers(0, 5)).map(_spelled)


def _spelled(pair: tuple[int, int]) -> Decimal | int | str:
    ways = spellings(pair[0])
    return ways[pair[1] % len(ways)]
