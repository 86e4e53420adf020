"""How many cases go which way, and how much with them: what every table of a study adds up."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeVar

import attrs

from csrules.question import shown_units

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from decimal import Decimal

    from csrules.question import Question, Reply

__all__ = ["Way", "Ways", "amount", "cases", "grouped"]

K = TypeVar("K")


@attrs.define
class Way:
    """Cases with the same outcomes under all policies, which the same policies change.

    ``known`` counts the cases that have a measure under each policy, ``units`` adds these up.
    """

    outcomes: tuple[str, ...]
    changed: tuple[bool, ...]
    cases: int
    known: list[int]
    units: list[int]


@attrs.define
class Ways:
    """The ways of all cases, by outcomes and by what is changed."""

    found: dict[tuple[tuple[str, ...], tuple[bool, ...]], Way] = attrs.field(factory=dict)

    def add(self, way: Way) -> None:
        """Add more cases."""
        known = self.found.setdefault((way.outcomes, way.changed), way)
        if known is not way:
            known.cases += way.cases
            known.known = [sum(pair) for pair in zip(known.known, way.known, strict=True)]
            known.units = [sum(pair) for pair in zip(known.units, way.units, strict=True)]

    def put(self, replies: Sequence[Reply]) -> None:
        """Add one record's replies under all policies."""
        units = [reply.units for reply in replies]
        self.add(
            Way(
                tuple(reply.outcome for reply in replies),
                tuple(reply != replies[0] for reply in replies),
                1,
                [int(each is not None) for each in units],
                [each or 0 for each in units],
            )
        )

    def __iter__(self) -> Iterator[Way]:
        return iter(self.found.values())

    def counts(self) -> dict[tuple[str, ...], int]:
        """How many cases have which outcomes, in order."""
        found: Counter[tuple[str, ...]] = Counter()
        for way in self:
            found[way.outcomes] += way.cases
        return dict(sorted(found.items()))


def grouped(ways: Iterable[Way], key: Callable[[Way], K]) -> dict[K, list[Way]]:
    """The ways in groups."""
    groups: dict[K, list[Way]] = {}
    for way in ways:
        groups.setdefault(key(way), []).append(way)
    return groups


def cases(ways: Iterable[Way]) -> int:
    """How many cases go these ways."""
    return sum(way.cases for way in ways)


def amount(question: Question, ways: Iterable[Way], place: int) -> Decimal | None:
    """How much goes with them under the policy at a place; None where nothing is measured."""
    measured = [way.units[place] for way in ways if way.known[place]]
    return shown_units(sum(measured), question.places) if measured else None
