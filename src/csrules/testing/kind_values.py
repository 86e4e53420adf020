"""Values of every kind: what a policy, a form or an event may hold, with the kind's own bounds.

>>> from hypothesis import find
>>> from csrules.kinds import Money
>>> find(values(Money(minimum=100)), lambda amount: amount > 2000)
Decimal('2001.00')
"""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, TypeVar
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from csrules.bands import Band, Bands, BandsKind
from csrules.errors import Fault, UnknownNameError
from csrules.grades import Grade, Grades, GradesKind
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
from csrules.money import fen, yuan
from csrules.testing.whole_numbers import LARGEST_FEN, fens, spelled, wholes

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal
    from typing import TypeAlias

    from hypothesis.strategies import SearchStrategy

    Maker: TypeAlias = "Callable[[Any, datetime | None], SearchStrategy[Any]]"

__all__ = ["VALUES", "inputs", "values"]

T = TypeVar("T")

_LARGEST: Final = 10**18 - 1  # of `Whole`
_DIGITS: Final = 10**20 - 1  # of `Quantity`, before the point
_FEW: Final = 4  # how many parts more than it must have a list ordinarily has


def values(kind: Kind[T], *, near: datetime | None = None) -> SearchStrategy[T]:
    """The values of ``kind``, as its ``read`` gives them; shrinks to small and plain ones.

    ``near`` draws days and moments around a moment, and with or without time zone like it; without
    it they are drawn from all that the kind takes. A kind of one's own is added with
    ``VALUES[MyKind] = lambda kind, near: …``. Raises `UnknownNameError` for a kind without entry.

    >>> from hypothesis import find
    >>> from csrules.kinds import Items, Whole
    >>> find(values(Items(Whole(minimum=1), fewest=2, distinct=True)), lambda row: sum(row) > 10)
    (1, 10)
    """
    for cls in type(kind).__mro__:
        if cls in VALUES:
            return VALUES[cls](kind, near)
    mend = "add it: csrules.testing.VALUES[MyKind] = lambda kind, near: …"
    raise UnknownNameError(Fault("kind", kind, "a kind with a strategy", mend))


def inputs(kind: Kind[Any], *, near: datetime | None = None) -> SearchStrategy[object]:
    """What ``kind.read`` takes: its values as Python has them, and as a file writes them.

    >>> from hypothesis import find
    >>> from csrules.kinds import Day
    >>> find(inputs(Day()), lambda raw: isinstance(raw, str))
    '2000-01-01'
    """
    own = values(kind, near=near)
    if isinstance(kind, Money):
        return spelled(own.map(fen))
    return st.tuples(own, st.booleans()).map(
        lambda pair: kind.write(pair[0]) if pair[1] else pair[0]
    )


def _money(kind: Money, near: datetime | None) -> SearchStrategy[Decimal]:
    high = LARGEST_FEN if kind.maximum is None else min(kind.maximum * 100, LARGEST_FEN)
    return fens(kind.minimum * 100, high).map(yuan)


def _whole(kind: Whole, near: datetime | None) -> SearchStrategy[int]:
    low = -_LARGEST if kind.minimum is None else kind.minimum
    return wholes(low, _LARGEST if kind.maximum is None else kind.maximum)


def _quantity(kind: Quantity, near: datetime | None) -> SearchStrategy[Decimal]:
    scale = 10**kind.places
    low = -_DIGITS if kind.minimum is None else kind.minimum
    high = _DIGITS if kind.maximum is None else kind.maximum
    plain = st.integers(low, min(high, low + 100)).map(lambda number: number * scale)
    scaled = st.one_of(plain, wholes(low * scale, high * scale, (scale, scale + 1, scale - 1)))
    return scaled.map(lambda number: kind.read(_point(number, kind.places), "value"))


def _point(number: int, places: int) -> str:
    """A scaled whole number as decimal text."""
    digits = str(abs(number)).rjust(places + 1, "0")
    cut = len(digits) - places
    sign = "-" if number < 0 else ""
    return f"{sign}{digits[:cut]}.{digits[cut:]}" if places else f"{sign}{digits}"


def _choice(kind: Choice[Any], near: datetime | None) -> SearchStrategy[Any]:
    return st.sampled_from(kind.choices)


def _flag(kind: Flag, near: datetime | None) -> SearchStrategy[bool]:
    return st.booleans()


_ODD_TEXTS: Final = (
    "a", "投诉", "王 小明", "é", "a\nb", "𠮷", "🙂", "<b>&amp;", "=1+1", "'; --", "{x}", "%s",
    "\\", '"', "null", "0", "-", "ﬁ", "\u00a0x", "x" * 100,
)  # fmt: skip


def _words(kind: Words, near: datetime | None) -> SearchStrategy[str]:
    return _texts(kind.longest)


@lru_cache(maxsize=32)
def _texts(longest: int) -> SearchStrategy[str]:
    def fits(text: str) -> bool:
        return bool(text.strip()) and len(text) <= longest

    plain = st.text("abcxyz", min_size=1, max_size=min(8, longest))
    marks = st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs"))
    free = st.text(marks, min_size=1, max_size=min(12, longest))
    odd = [text for text in (*_ODD_TEXTS, "长" * longest) if fits(text)]
    return st.one_of(plain, free.map(_composed).filter(fits), st.sampled_from(odd))


_ODD_IDS: Final = (
    "a", "C-1", "2024-001", "O 1", "王小明", "阿依·古丽", "𠮷田", "〔2024〕12号", "é", "Нина-2",
    "김 A", "ㄅA", "さくらA", "=1+1", "<b>", "%s", "{x}", "0", "-",
)  # fmt: skip


def _identifier(kind: Identifier, near: datetime | None) -> SearchStrategy[str]:
    plain = st.text("abcxyz", min_size=1, max_size=min(8, kind.longest))
    mixed = st.text("Aa0-_.:/·号投诉𠮷éß", min_size=1, max_size=min(12, kind.longest))
    odd = [text for text in (*_ODD_IDS, "长" * kind.longest) if len(text) <= kind.longest]
    return st.one_of(plain, mixed, st.sampled_from(odd))


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


_FIRST: Final = date(2000, 1, 1)
_DAYS: Final = (
    date(2024, 2, 29), date(2023, 2, 28), date(2024, 3, 1), date(2024, 12, 31), date(2025, 1, 1),
    date(2024, 4, 30), date(2000, 2, 29), date(1900, 2, 28), date.max, date.min,
)  # fmt: skip


def _day(kind: Day, near: datetime | None) -> SearchStrategy[date]:
    if near is not None:
        steps = st.one_of(st.integers(0, 7), st.integers(-40, 40))
        return steps.map(lambda number: _moved(near, timedelta(days=number)).date())
    plain = st.integers(0, 40 * 366).map(lambda number: _FIRST + timedelta(days=number))
    return st.one_of(plain, st.dates(), st.sampled_from(_DAYS))


def _moved(moment: datetime, step: timedelta) -> datetime:
    """The moment so much later by the clock; where the years end, the moment itself."""
    try:
        moved = moment + step
    except OverflowError:
        return moment
    return moved if 1 < moved.year < 9999 else moment


_ZONES: Final = (None, UTC, timezone(timedelta(hours=8)), ZoneInfo("Asia/Shanghai"))
_SECOND: Final = timedelta(seconds=1)


def _moment(kind: Moment, near: datetime | None) -> SearchStrategy[datetime]:
    if near is not None:
        sharp = st.sampled_from((-_SECOND, _SECOND, timedelta(microseconds=1)))
        return st.one_of(_minutes(1440), _minutes(40 * 1440), sharp).map(
            lambda step: _moved(near, step)
        )
    first = datetime(2000, 1, 1)
    plain = st.integers(0, 40 * 366 * 1440).map(lambda number: first + timedelta(minutes=number))
    exact = st.datetimes(datetime(2, 1, 1), datetime(9998, 12, 31))
    sharp = st.sampled_from([datetime(2024, 2, 29, 23, 59, 59, 999999), datetime(2024, 3, 1)])
    ends = st.sampled_from([datetime(1, 1, 1), datetime(9999, 12, 31, 23, 59, 59, 999999)])
    zoned = st.builds(_in_zone, st.one_of(plain, exact, sharp), st.sampled_from(_ZONES))
    return st.one_of(zoned, ends)


def _in_zone(moment: datetime, zone: tzinfo | None) -> datetime:
    return moment.replace(tzinfo=zone)


def _minutes(most: int) -> SearchStrategy[timedelta]:
    return st.integers(-most, most).map(lambda number: timedelta(minutes=number))


def _clock(kind: Clock, near: datetime | None) -> SearchStrategy[time]:
    minutes = st.integers(0, 1439).map(lambda number: time(number // 60, number % 60))
    seconds = wholes(0, 86399, (8 * 3600 + 1800, 12 * 3600)).map(
        lambda number: time(number // 3600, number // 60 % 60, number % 60)
    )
    return st.one_of(minutes, seconds)


def _items(kind: Items[Any], near: datetime | None) -> SearchStrategy[tuple[Any, ...]]:
    part = values(kind.kind, near=near)
    most = min(kind.most, kind.fewest + _FEW)
    if kind.most <= 2 * _FEW:
        most = kind.most
    rows = st.lists(part, min_size=kind.fewest, max_size=most, unique=kind.distinct)
    return rows.map(tuple)


def _named(kind: Named[Any], near: datetime | None) -> SearchStrategy[tuple[Any, ...]]:
    part = values(kind.kind, near=near)
    names = values(Identifier(100)) if kind.names is None else st.sampled_from(kind.names)
    most = _FEW if kind.names is None else len(kind.names)
    rows = st.dictionaries(names, part, max_size=most)
    return rows.map(lambda row: tuple(sorted(row.items())))


def _bands(kind: BandsKind, near: datetime | None) -> SearchStrategy[Bands]:
    members = list(kind.owners)
    orders = st.permutations(members)
    in_rank = st.sets(st.sampled_from(members), min_size=1).map(
        lambda some: [member for member in members if member in some]
    )
    any_rank = st.tuples(orders, st.integers(1, len(members))).map(lambda pair: pair[0][: pair[1]])
    return st.one_of(in_rank, any_rank).flatmap(_cut)


def _cut(owners: list[Any]) -> SearchStrategy[Bands]:
    number = len(owners) - 1
    cuts = st.lists(fens(1), min_size=number, max_size=number, unique=True).map(sorted)
    return cuts.map(
        lambda ends: Bands(
            tuple(Band(owner, end) for owner, end in zip(owners, [*ends, None], strict=True))
        )
    )


def _grades(kind: GradesKind, near: datetime | None) -> SearchStrategy[Grades]:
    limits = st.sets(wholes(1, 1000), max_size=_FEW).map(lambda some: [*sorted(some)[::-1], 0])
    return limits.flatmap(
        lambda rows: st.lists(
            values(Identifier(100)), min_size=len(rows), max_size=len(rows), unique=True
        ).map(lambda names: Grades(tuple(map(Grade, names, rows))))
    )


VALUES: Final[dict[type[Kind[Any]], Maker]] = {
    BandsKind: _bands,
    Choice: _choice,
    Clock: _clock,
    Day: _day,
    Flag: _flag,
    GradesKind: _grades,
    Identifier: _identifier,
    Items: _items,
    Moment: _moment,
    Money: _money,
    Named: _named,
    Quantity: _quantity,
    Whole: _whole,
    Words: _words,
}
"""The strategy of each kind, by its class; a kind of one's own is added here."""
