"""Counting by several codes at once, and adding up whole numbers by them without rounding."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING, Final

import attrs
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from csrules.batch.columns import Ints

__all__ = ["Joint", "cases_of", "joint", "rows_of", "sums"]

_MOST: Final = 1 << 16
_FEW: Final = 32
"""Of so many codes, each is looked for by itself."""
_SPARSE: Final = 0.03
_LARGEST: Final = 1 << 63
_HALF: Final = 32
_LOW: Final = (1 << _HALF) - 1


@attrs.frozen(eq=False)
class Joint:
    """One code for each row of several; ``size`` codes, each of which stands for ``digits``."""

    codes: Ints
    size: int
    bases: tuple[int, ...]
    before: tuple[tuple[int, ...], ...] | None = None

    def digits(self, code: int) -> tuple[int, ...]:
        """The codes that a joint code stands for."""
        rest, found = _split(code, self.bases)
        return found if self.before is None else self.before[rest] + found


@lru_cache(maxsize=4096)
def _split(code: int, bases: tuple[int, ...]) -> tuple[int, tuple[int, ...]]:
    found = []
    for base in reversed(bases):
        code, digit = divmod(code, base)
        found.append(digit)
    return code, tuple(reversed(found))


@lru_cache(maxsize=256)
def _likely(size: int, bases: tuple[int, ...]) -> tuple[int, ...]:
    """All codes, first those of rows for which the most columns say the same."""
    return tuple(sorted(range(size), key=lambda code: len(set(_split(code, bases)[1]))))


def joint(columns: Sequence[tuple[Ints, int]]) -> Joint:
    """The joint code of several columns of codes, each with how many codes it may have."""
    (first, size), *rest = columns
    made = Joint(first, size, (size,))
    for codes, base in rest:
        if made.size * base > _MOST:
            made = _pressed(made)
        size = made.size * base
        kind = np.min_scalar_type(-size)
        together = made.codes.astype(kind)
        together *= kind.type(base)
        together += codes.astype(kind, copy=False)
        made = Joint(together, size, (*made.bases, base), made.before)
    return made


def _pressed(made: Joint) -> Joint:
    """Only the codes that occur, numbered anew."""
    known, codes = np.unique(made.codes, return_inverse=True)
    before = tuple(made.digits(code) for code in known.tolist())
    return Joint(codes, len(before), (), before)


def rows_of(made: Joint) -> dict[int, Ints | None]:
    """The rows of each code that occurs, numbers or marks of them; None for the one that occurs
    most: all the others.
    """
    codes = made.codes
    if made.size > _FEW:
        order = np.argsort(codes, kind="stable")
        counts = np.bincount(codes, minlength=made.size)
        known = np.flatnonzero(counts)
        parts = np.split(order, np.cumsum(counts[known])[:-1])
        found: dict[int, Ints | None] = dict(zip(known.tolist(), parts, strict=True))
        return found
    marks: dict[int, Ints] = {}
    cases: dict[int, int] = {}
    for code in _likely(made.size, made.bases):
        marks[code] = codes == code
        cases[code] = int(np.count_nonzero(marks[code]))
        if sum(cases.values()) == len(codes):
            break
    most = max(cases, key=lambda code: cases[code])
    return {
        code: None if code == most else _rows(marks[code], count)
        for code, count in cases.items()
        if count
    }


def _rows(marks: Ints, count: int) -> Ints:
    """Numbers of rows where they are few: to look for more takes longer than to go over all."""
    return np.flatnonzero(marks) if count < len(marks) * _SPARSE else marks


def _count(rows: Ints) -> int:
    return int(np.count_nonzero(rows)) if rows.dtype == bool else len(rows)


def _total(units: Ints, rows: Ints) -> int:
    return int(np.einsum("i,i->", units, rows) if rows.dtype == bool else units[rows].sum())


def cases_of(made: Joint, rows: Mapping[int, Ints | None]) -> dict[int, int]:
    """How many rows each code has."""
    return _with_rest(rows, len(made.codes), _count)


def sums(units: Ints, rows: Mapping[int, Ints | None]) -> dict[int, int]:
    """The sum of ``units`` (64 bits) over the rows of each code, exact."""
    most = max(int(units.max()), -int(units.min()))
    if most * len(units) < _LARGEST:
        return _with_rest(rows, int(units.sum()), partial(_total, units))
    low, high = sums(units & _LOW, rows), sums(units >> _HALF, rows)
    return {code: (high[code] << _HALF) + low[code] for code in rows}


def _with_rest(
    rows: Mapping[int, Ints | None], total: int, of: Callable[[Ints], int]
) -> dict[int, int]:
    found = {code: of(each) for code, each in rows.items() if each is not None}
    rest = total - sum(found.values())
    return {code: found.get(code, rest) for code in rows}
