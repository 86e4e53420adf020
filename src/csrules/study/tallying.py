"""A chunk of columns counted: the ways of its rows under some policies, and what is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np

from csrules.batch.columns import NULL
from csrules.study.joint import cases_of, joint, rows_of, sums
from csrules.study.ways import Way

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csrules.batch.columns import Ints
    from csrules.study.overcolumns import Chunk

__all__ = ["ChunkTally", "differing", "measures", "tally"]


@attrs.frozen(eq=False)
class ChunkTally:
    """The rows of a chunk that have a quick answer: their ways, and the way that each goes."""

    rows: Ints | None  # None: all
    codes: Ints
    ways: dict[int, Way]

    def changed(self, place: int) -> Ints:
        """The rows that the policy at a place changes, as far as they have a quick answer."""
        changing = [code for code, way in self.ways.items() if way.changed[place]]
        if not changing:
            return np.empty(0, "i8")
        found = np.flatnonzero(np.isin(self.codes, changing))
        return found if self.rows is None else self.rows[found]


def tally(chunk: Chunk, places: Sequence[int]) -> ChunkTally:
    """The quick rows of a chunk under policies that have the forms at these places."""
    rows = None if chunk.left is None else np.flatnonzero(~chunk.left)
    if not chunk.codes or (rows is not None and not len(rows)):
        nothing = np.empty(0, "i8")
        return ChunkTally(nothing, nothing, {})

    def quick(values: Ints) -> Ints:
        return np.ascontiguousarray(values) if rows is None else values[rows]

    base, *_ = forms = tuple(dict.fromkeys(places))
    units = {id(chunk.units[form]): quick(chunk.units[form]) for form in forms if chunk.units}
    own = units[id(chunk.units[base])] if units else None
    with_nulls = [each for each, values in units.items() if values.min() == NULL]
    apart = [each for each in units if units[each] is not own]
    made = joint(
        [
            *((quick(chunk.codes[form]), len(chunk.words[form])) for form in forms),
            *(((units[each] != NULL).view("i1"), 2) for each in with_nulls),
            *(((units[each] != own).view("i1"), 2) for each in apart),
        ]
    )
    for each in with_nulls:
        units[each] = np.where(units[each] == NULL, 0, units[each])
    decode = _Decode(chunk, tuple(places), forms, with_nulls, apart)
    by_code = rows_of(made)
    added = {each: sums(values, by_code) for each, values in units.items()}
    ways = {
        code: decode.way(made.digits(code), code, cases, added)
        for code, cases in cases_of(made, by_code).items()
    }
    return ChunkTally(rows, made.codes, ways)


@attrs.frozen(eq=False)
class _Decode:
    """What the digits of a joint code are: outcomes, then what is measured, then what differs."""

    chunk: Chunk
    places: tuple[int, ...]
    forms: tuple[int, ...]
    with_nulls: list[int]
    apart: list[int]

    def way(
        self, digits: tuple[int, ...], code: int, cases: int, added: dict[int, dict[int, int]]
    ) -> Way:
        """The cases of a code."""
        known, differs = len(self.forms), len(self.forms) + len(self.with_nulls)
        outcome = {
            form: self.chunk.words[form][digit]
            for form, digit in zip(self.forms, digits, strict=False)
        }
        measured = dict(zip(self.with_nulls, digits[known:differs], strict=True))
        differing = dict(zip(self.apart, digits[differs:], strict=True))
        base, changed, counts, units = self.forms[0], [], [], []
        for place in self.places:
            measure = id(self.chunk.units[place]) if self.chunk.units else 0
            counts.append(cases * measured.get(measure, 1) if measure else 0)
            units.append(added[measure][code] if measure else 0)
            changed.append(outcome[place] != outcome[base] or bool(differing.get(measure, 0)))
        outcomes = tuple(outcome[place] for place in self.places)
        return Way(outcomes, tuple(changed), cases, counts, units)


def measures(chunk: Chunk, form: int) -> set[int]:
    """Each measure of the quick rows, once."""
    if not chunk.units:
        return set()
    units = chunk.units[form] if chunk.left is None else chunk.units[form][~chunk.left]
    return set(np.unique(units).tolist()) - {NULL}


def differing(chunk: Chunk, one: int, other: int) -> bool:
    """Whether two forms answer some row of a chunk in two ways, among the quick rows."""
    if one == other or not chunk.codes:
        return False
    differs = np.zeros(chunk.block.num_rows, bool)
    if chunk.units:
        differs |= chunk.units[one] != chunk.units[other]
    if chunk.words[one] == chunk.words[other]:
        differs |= chunk.codes[one] != chunk.codes[other]
    else:
        known = {word: place for place, word in enumerate(chunk.words[other])}
        same = np.array([known.get(word, -1) for word in chunk.words[one]])
        codes = chunk.codes[one]
        quick = codes if chunk.left is None else np.where(chunk.left, 0, codes)
        differs |= same[quick] != chunk.codes[other]
    if chunk.left is not None:
        differs &= ~chunk.left
    return bool(differs.any())
