"""Values of every kind from one `random.Random`: plain ones mostly, and the corners often enough.

The strategies of `csrules.testing` shrink and remember; here a value is drawn in a microsecond and
the season is the example. A kind of one's own is added to `MAKERS`.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final, TypeVar

from csrules.bands import Bands, BandsKind
from csrules.errors import Fault, UnknownNameError
from csrules.grades import GradesKind
from csrules.kinds import (
    Choice,
    Clock,
    Day,
    Flag,
    Identifier,
    Items,
    Kind,
    Moment,
    Money,
    Named,
    Quantity,
    Whole,
    Words,
)
from csrules.money import yuan
from csrules.testing.whole_numbers import LARGEST_FEN, spellings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from random import Random
    from typing import TypeAlias

    from csrules.forms import Field

    Maker: TypeAlias = "Callable[[Draws, Any, datetime], Any]"

__all__ = ["MAKERS", "Draws"]

T = TypeVar("T")

_TEXTS: Final = (
    "a leak", "cracked", "投诉", "王小明", "workshop 2", "=1+1", "é", "a\nb", "<b>&amp;", "null",
    "x" * 9, "Li",
)  # fmt: skip
_NAMES: Final = ("Li", "Wang", "王小明", "repairs", "workshop-2", "O'Neil", "F-2024-001")
_HUNDRED: Final = 100


class Draws:
    """Every choice of a season; ``corners`` are the amounts, in fen, at which something changes."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.corners: tuple[int, ...] = ()

    def upto(self, most: int) -> int:
        """A whole number from 0 to ``most``, each as likely."""
        return int(self.random.random() * (most + 1))

    def often(self, percent: int) -> bool:
        """True in so many of a hundred cases."""
        return self.random.random() * _HUNDRED < percent

    def one(self, row: Sequence[T]) -> T:
        """One of these."""
        return row[int(self.random.random() * len(row))]

    def fen(self, low: int = 0, high: int = LARGEST_FEN) -> int:
        """An amount: at a corner or a fen beside it, in whole yuan, or any of moderate size."""
        way = self.upto(2)
        if way == 0 and self.corners:
            amount = self.one(self.corners) + self.one((-1, 0, 1))
        elif way == 1:
            amount = self.upto(20_000) * 100
        else:
            amount = self.upto(2_000_000)
        return min(max(amount, low), high)

    def value(self, kind: Kind[Any], near: datetime) -> Any:
        """A value that ``kind`` takes; days and moments lie around ``near``."""
        make = MAKERS.get(type(kind))
        if make is None:
            mend = "add it: simulation.draws.MAKERS[MyKind] = lambda draws, kind, near: …"
            raise UnknownNameError(Fault("kind", kind, "a kind that is drawn", mend))
        return make(self, kind, near)

    def field(self, field: Field, near: datetime, known: Mapping[str, Any]) -> Any:
        """A value of a field; sometimes one that is known already, so that two can agree."""
        again = _AGAIN.get(type(field.kind))
        if again is not None and known and self.often(50):
            same = [value for value in known.values() if type(value) is again]
            if same:
                try:
                    return field.kind.read(self.one(same), field.name)
                except ValueError:  # not what this field takes
                    return self.value(field.kind, near)
        return self.value(field.kind, near)


_AGAIN: Final[dict[type[Kind[Any]], type]] = {
    Identifier: str,
    Moment: datetime,
    Whole: int,
    Words: str,
}
"""The kinds of which a known value may come again, by the type of the value."""


def _money(draws: Draws, kind: Money, near: datetime) -> Any:
    high = LARGEST_FEN if kind.maximum is None else kind.maximum * 100
    amount = draws.fen(kind.minimum * 100, high)
    return draws.one(spellings(amount)) if draws.often(10) else yuan(amount)


def _whole(draws: Draws, kind: Whole, near: datetime) -> int:
    low = -5 if kind.minimum is None else kind.minimum
    number = low + draws.upto(draws.one((1, 10, 60)))
    return number if kind.maximum is None else min(number, kind.maximum)


def _quantity(draws: Draws, kind: Quantity, near: datetime) -> Any:
    low = -5 if kind.minimum is None else kind.minimum
    scale = 10**kind.places
    number = low * scale + draws.upto(draws.one((scale, 30 * scale)))
    if draws.often(70):
        number -= number % scale
    if kind.maximum is not None:
        number = min(number, kind.maximum * scale)
    whole, part = divmod(number, scale)
    return kind.read(f"{whole}.{str(part).rjust(kind.places, '0')}", "value")


def _words(draws: Draws, kind: Words, near: datetime) -> str:
    return draws.one(_TEXTS)[: kind.longest]


def _moment(draws: Draws, kind: Moment, near: datetime) -> datetime:
    steps = draws.one((60, 24 * 60, 10 * 24 * 60))
    minutes = draws.upto(steps) * (-1 if draws.often(25) else 1)
    return near + timedelta(minutes=minutes, seconds=draws.one((0, 0, 0, 1, -1)))


def _clock(draws: Draws, kind: Clock, near: datetime) -> time:
    minute = draws.upto(1439)
    return time(minute // 60, minute % 60)


def _items(draws: Draws, kind: Items[Any], near: datetime) -> tuple[Any, ...]:
    size = kind.fewest + draws.upto(min(2, kind.most - kind.fewest))
    row = [draws.value(kind.kind, near) for _ in range(size)]
    if kind.distinct:
        row = list(dict.fromkeys(row))
        while len(row) < kind.fewest:
            row = list(dict.fromkeys([*row, draws.value(kind.kind, near)]))
    return tuple(row)


def _named(draws: Draws, kind: Named[Any], near: datetime) -> dict[str, Any]:
    names = kind.names or _NAMES
    return {draws.one(names): draws.value(kind.kind, near) for _ in range(draws.upto(2))}


def _bands(draws: Draws, kind: BandsKind, near: datetime) -> Bands:
    """The owners in their order, with cuts that rise."""
    owners = [str(owner) for owner in kind.owners]
    cuts = sorted(draws.random.sample(range(1, 20_000_00), len(owners) - 1))
    ends = [yuan(cut) for cut in cuts]
    rows = [{"owner": owner, "up_to": end} for owner, end in zip(owners, ends, strict=False)]
    return kind.read([*rows, {"owner": owners[-1]}], "bands")


def _grades(draws: Draws, kind: GradesKind, near: datetime) -> Any:
    limit = 1 + draws.upto(9)
    return kind.read([{"grade": "A", "at_least": limit}, {"grade": "B", "at_least": 0}], "grades")


MAKERS: Final[dict[type[Kind[Any]], Maker]] = {
    BandsKind: _bands,
    Choice: lambda draws, kind, near: draws.one(kind.choices),
    Clock: _clock,
    Day: lambda draws, kind, near: near.date() + timedelta(days=draws.upto(13) - 3),
    Flag: lambda draws, kind, near: draws.often(75),
    GradesKind: _grades,
    Identifier: lambda draws, kind, near: draws.one(_NAMES),
    Items: _items,
    Moment: _moment,
    Money: _money,
    Named: _named,
    Quantity: _quantity,
    Whole: _whole,
    Words: _words,
}
"""How a value of each kind is drawn."""
