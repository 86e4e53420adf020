"""What each kind must refuse: the mistakes and the malice that reach a door.

The lists are written out; none of them asks the kind itself.

>>> from hypothesis import find
>>> from csrules.kinds import Money
>>> find(not_values(Money()), lambda raw: isinstance(raw, str) and "_" in raw)
'1_000'
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from hypothesis import strategies as st

from csrules.bands import BandsKind
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
from csrules.money import MAX_YUAN
from csrules.testing.kind_values import values

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import SearchStrategy

__all__ = ["REFUSED", "not_values"]


def not_values(kind: Kind[Any]) -> SearchStrategy[object]:
    """Inputs that ``kind.read`` must refuse with an `InputError`.

    A kind of one's own is added with ``REFUSED[MyKind] = lambda kind: …``. Raises
    `UnknownNameError` for a kind without entry.

    >>> from hypothesis import find
    >>> from csrules.kinds import Day
    >>> find(not_values(Day()), lambda raw: isinstance(raw, datetime))
    datetime.datetime(2000, 1, 1, 0, 0)
    """
    for cls in type(kind).__mro__:
        if cls in REFUSED:
            return REFUSED[cls](kind)
    mend = "add it: csrules.testing.REFUSED[MyKind] = lambda kind: …"
    raise UnknownNameError(Fault("kind", kind, "a kind with a strategy", mend))


def _some(*things: object) -> SearchStrategy[object]:
    return st.sampled_from(things)


_NOTHING: Final = (None, b"1", object, object(), 1j, Ellipsis)
"""What no kind takes at all."""
_FLOATS: Final = st.floats()  # every one of them, NaN and infinities too
_NUMBER_TEXTS: Final = (
    "", " ", "1_000", "１２", "١٢", "一百", "²", "1,000", "1e3", " 1", "1 ", "1\n", "+1", "1.",
    ".5", "0x10", "￥1", "1元", "nan", "NaN", "inf", "-inf", "1.2.3", "--1", "1-", "1\x00", "½",
    "０.５", "1" * 400, "None", "true",
)  # fmt: skip
_DECIMALS: Final = tuple(Decimal(text) for text in ("NaN", "sNaN", "Infinity", "-Infinity"))
_NO_NUMBER: Final[tuple[object, ...]] = (
    *_NOTHING,
    True,
    False,
    [],
    ["1"],
    {},
    (1,),
    Fraction(1, 2),
)


def _precise(places: int) -> SearchStrategy[object]:
    """Numbers with more decimal places than ``places``, as text or `Decimal`."""
    digits = st.integers(1, 10**6).filter(lambda number: number % 10)
    texts = digits.map(lambda number: f"{number // 10}.{'0' * places}{number % 10}")
    return st.one_of(texts, texts.map(Decimal))


def _beyond(minimum: int | None, maximum: int | None, least: object) -> list[SearchStrategy[Any]]:
    """Numbers outside the bounds; ``least`` is the smallest step."""
    found: list[SearchStrategy[Any]] = []
    if minimum is not None:
        found.append(st.integers(max_value=minimum - 1))
        found.append(_some(str(minimum - 1), Decimal(minimum - 1)))
        found.append(_some(Decimal(minimum) - Decimal(str(least))))
    if maximum is not None:
        found.append(st.integers(min_value=maximum + 1))
        found.append(_some(str(maximum + 1), Decimal(maximum) + Decimal(str(least))))
    return found


def _money(kind: Money) -> SearchStrategy[object]:
    wrong = _some(*_NUMBER_TEXTS, *_DECIMALS, *_NO_NUMBER)
    huge = _some(MAX_YUAN, str(MAX_YUAN), 10**20, Decimal("1E+30"), Decimal("1E-30"))
    return st.one_of(
        wrong, _FLOATS, huge, _precise(2), *_beyond(kind.minimum, kind.maximum, "0.01")
    )


def _whole(kind: Whole) -> SearchStrategy[object]:
    wrong = _some(*_NUMBER_TEXTS, *_DECIMALS, *_NO_NUMBER, "1", Decimal(1), Fraction(1))
    far = [st.integers(min_value=10**18), st.integers(max_value=-(10**18))]
    if kind.minimum is not None:
        far.append(st.integers(max_value=kind.minimum - 1))
    if kind.maximum is not None:
        far.append(st.integers(min_value=kind.maximum + 1))
    return st.one_of(wrong, _FLOATS, *far)


def _quantity(kind: Quantity) -> SearchStrategy[object]:
    wrong = _some(*_NUMBER_TEXTS, *_DECIMALS, *_NO_NUMBER, "50%")
    huge = _some(10**20, "1" * 21, Decimal("1E+20"))
    least = Decimal(1).scaleb(-kind.places)
    return st.one_of(
        wrong, _FLOATS, huge, _precise(kind.places), *_beyond(kind.minimum, kind.maximum, least)
    )


def _choice(kind: Choice[Any]) -> SearchStrategy[object]:
    known = {str(member) for member in kind.choices}
    texts = {
        text
        for name in known
        for text in (f"{name}x", f" {name}", f"{name}\n", name.upper(), name[:-1], f"{name}\x00")
    }
    near = sorted((texts | {"", "?"}) - known)
    free = st.text(max_size=6).filter(lambda text: text not in known)
    return st.one_of(_some(*near), _some(*_NOTHING, 0, 1, True, 1.5, [], {}), free)


def _flag(kind: Flag) -> SearchStrategy[object]:
    looks: tuple[object, ...] = (
        "true",
        "false",
        "True",
        "yes",
        "no",
        "",
        "是",
        "1",
        "0",
        0,
        1,
        Decimal(1),
        [],
        [True],
    )
    return st.one_of(_some(*looks, *_NOTHING), _FLOATS, st.integers())


_INVISIBLE: Final = (
    "\x00", "\x07", "\t", "\r", "\x1b[31m", "\x7f", "\x85", "\u200b", "\u200e", "\u202e", "\u2066",
    "\ufeff", "\u00ad", "\ud800",
)  # fmt: skip


def _words(kind: Words) -> SearchStrategy[object]:
    hidden = st.tuples(st.sampled_from(_INVISIBLE), st.sampled_from(["a", "投诉", "x"])).map(
        lambda pair: pair[1] + pair[0] + pair[1]
    )
    blank = _some("", " ", "\n", "\t", "\u3000", "\u00a0 ", *_INVISIBLE)
    long = st.integers(kind.longest + 1, kind.longest + 3).map(lambda number: "x" * number)
    wrong = _some(*_NOTHING, 0, 1, True, 1.5, Decimal(1), ["a"], {"a": 1}, date(2024, 3, 8))
    return st.one_of(blank, hidden, long, wrong)


_NO_IDS: Final = (
    "", " ", " a", "a ", "a  b", "a\n", "\u3000", "a\u00a0b", "Ａ1", "１", "a\u202eb", "ﬁ",
    "С-1", "Сart", "Αlpha", "王Иван", "さ가", "a\u0307\u0301", "王\U000e0100", "ᄀ", "\ue000",
    "a–b", "a‐b", "•", "・", "（1）", "🙂", "١", "ا", "\U0010ffff",
)  # fmt: skip


def _identifier(kind: Identifier) -> SearchStrategy[object]:
    long = st.integers(kind.longest + 1, kind.longest + 3).map(lambda number: "x" * number)
    wrong = _some(*_NOTHING, 0, 1, True, 1.5, Decimal(1), ["a"], {"a": 1}, date(2024, 3, 8))
    hidden = st.sampled_from(_INVISIBLE).map(lambda mark: f"a{mark}b")
    return st.one_of(_some(*_NO_IDS), hidden, long, wrong)


_NO_DAY_TEXTS: Final = (
    "", "2024-02-30", "2023-02-29", "2024-13-01", "2024-00-10", "2024-2-3", "20240203",
    "2024/02/03", "2024-02-03T00:00:00", "2024-W05-1", "2024-034", " 2024-02-03", "2024-02-03\n",
    "２０２４-02-03", "0000-01-01", "10000-01-01", "-2024-02-03", "03.02.2024", "today",
    "2024年2月3日",
)  # fmt: skip


def _day(kind: Day) -> SearchStrategy[object]:
    wrong = _some(*_NO_DAY_TEXTS, *_NOTHING, True, 0, 20240203, 45000, 1.5, time(8), [], {})
    moments = st.datetimes(datetime(2000, 1, 1), datetime(2040, 1, 1))
    return st.one_of(wrong, moments, moments.map(lambda moment: moment.replace(tzinfo=UTC)))


_NO_MOMENT_TEXTS: Final = (
    "", "2024-03-08", "2024-03-08 15:00:00", "2024-03-08T24:00:00", "2024-03-08T15", "now",
    "2024-03-08T15:00:60", "2024-03-08T15:60", "2024-02-30T15:00:00", "2024-03-08t15:00:00",
    "2024-03-08T15:00:00+0800", "2024-03-08T15:00:00.", "2024-03-08T15:00:00.1234567", "15:00",
    "2024-03-08T15:00:00z", " 2024-03-08T15:00:00", "2024-03-08T15:00:00\n", "20240308T150000",
    "２０２４-03-08T15:00:00", "2024-03-08T15:00:00 CST", "2024-03-08T15:00:00+99:00",
)  # fmt: skip


def _moment(kind: Moment) -> SearchStrategy[object]:
    wrong: tuple[object, ...] = (
        *_NO_MOMENT_TEXTS,
        *_NOTHING,
        True,
        1_700_000_000,
        1_700_000_000_000,
        1.5,
        [],
        {},
    )
    return st.one_of(_some(*wrong, time(8), timedelta(1)), st.dates())


_NO_CLOCK_TEXTS: Final = (
    "", "24:00", "25:00", "8:30", "08:60", "08:30:60", "08:30:00.5", "0830", "08", "08:3", "-08:30",
    "08:30 ", "08:30\n", "０８:30", "08.30", "8am", "08:30Z", "08:30+08:00", "上午8:30", "24:00:00",
)  # fmt: skip


def _clock(kind: Clock) -> SearchStrategy[object]:
    wrong: tuple[object, ...] = (
        *_NO_CLOCK_TEXTS,
        *_NOTHING,
        True,
        830,
        8,
        8.5,
        [],
        {},
        timedelta(hours=8),
    )
    odd = (time(8, 30, tzinfo=UTC), time(8, 30, 0, 1), datetime(2024, 3, 8, 8, 30), date.min)
    parts = st.times().filter(lambda clock: clock.microsecond != 0)
    return st.one_of(_some(*wrong, *odd), parts)


def _items(kind: Items[Any]) -> SearchStrategy[object]:
    part = values(kind.kind)
    good = st.lists(part, min_size=kind.fewest, max_size=kind.fewest + 2, unique=kind.distinct)
    spoilt = st.tuples(good, not_values(kind.kind)).map(lambda pair: [*pair[0][:-1], pair[1]])
    found: list[SearchStrategy[Any]] = [
        _some(*_NOTHING, "", "abc", 1, True, 1.5, {}, {"a": 1}, set(), frozenset({1})),
    ]
    if kind.most > 0:
        found.append(spoilt)
    if kind.fewest:
        found.append(st.lists(part, max_size=kind.fewest - 1))
    found.append(st.tuples(part, st.just(kind.most + 1)).map(lambda pair: [pair[0]] * pair[1]))
    if kind.distinct and kind.most > 1:
        found.append(part.map(lambda value: [value, value]))
    return st.one_of(*found)


def _named(kind: Named[Any]) -> SearchStrategy[object]:
    name = "a" if kind.names is None else kind.names[0]
    bad_part = not_values(kind.kind).map(lambda raw: {name: raw})
    bad_name = st.tuples(_some("", " ", "\x00", 1, None, "x" * 101, b"a"), values(kind.kind))
    found = [_some(*_NOTHING, "", "abc", 1, True, [], ["a"], [("a", 1)], {1}), bad_part]
    found.append(bad_name.map(lambda pair: {pair[0]: pair[1]}))
    if kind.names is not None:
        found.append(values(kind.kind).map(lambda value: {f"{name}?": value}))
    return st.one_of(*found)


def _bands(kind: BandsKind) -> SearchStrategy[object]:
    first, *rest = (str(owner) for owner in kind.owners)
    rows: list[object] = [
        [], "", {}, 1, None, {first: "1"}, [first], [None], [{}], [{"owner": "?"}], [{"up_to": 1}],
        [{"owner": first, "up_to": 1}], [{"owner": first, "from": 1}], [{"owner": 1}],
        [{"owner": first}, {"owner": first}], [{"owner": first, "up_to": 1}, {"owner": first}],
    ]  # fmt: skip
    limits = not_values(Money()).filter(lambda raw: raw is not None)
    for other in rest[:1]:
        rows.append([{"owner": first}, {"owner": other}])
        rows.append([{"owner": first, "up_to": 0}, {"owner": other}])
    spoilt = limits.map(lambda raw: [{"owner": first, "up_to": raw}, {"owner": rest[0]}])
    falling = st.integers(1, 1000).map(
        lambda high: [
            {"owner": first, "up_to": high},
            {"owner": rest[0], "up_to": high},
            {"owner": rest[1]},
        ]
    )
    return st.one_of(_some(*rows), *([spoilt] if rest else []), *([falling] if rest[1:] else []))


def _grades(kind: GradesKind) -> SearchStrategy[object]:
    last = {"grade": "B", "at_least": 0}
    rows: list[object] = [
        [], "", {}, 1, None, ["A"], [None], [{}], [{"grade": "A"}], [{"at_least": 0}],
        [{"grade": "A", "at_least": 1}], [{"grade": "A", "at_least": 0}, last], [last, last],
        [{"grade": "B", "at_least": 9}, last], [{"grade": "A", "at_least": "0.05"}, last],
        [{"grade": "", "at_least": 9}, last], [{"grade": "A", "at_least": -1}, last],
        [{"grade": "A", "at_least": 9.0}, last], [{"grade": "A", "at_least": 9, "x": 1}, last],
    ]  # fmt: skip
    spoilt = not_values(Quantity("points", places=1))
    return st.one_of(_some(*rows), spoilt.map(lambda raw: [{"grade": "A", "at_least": raw}, last]))


REFUSED: Final[dict[type[Kind[Any]], Callable[[Any], SearchStrategy[Any]]]] = {
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
"""What each kind must refuse, by its class; a kind of one's own is added here."""
