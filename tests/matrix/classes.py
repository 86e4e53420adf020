"""The bad inputs: one pool of strange values, and what each class of parameter refuses of it.

`fits` says independently of the library what an annotation takes; a value of the pool that does not
fit must be refused. Classes that refuse more than types say (money, names, lengths) add their own.
"""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum, StrEnum
from fractions import Fraction
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin

from csrules.regulations import company, office
from tests.matrix.discover import Yuan


class Hostile:
    """A stranger's object: it cannot be shown, compared or hashed."""

    def __repr__(self) -> str:
        raise RuntimeError("no repr")

    def __eq__(self, other: object) -> bool:
        raise RuntimeError("no eq")

    __hash__ = None  # type: ignore[assignment]  # as hostile as can be


class Long:
    """An object whose repr never ends, as good as."""

    def __repr__(self) -> str:
        return "x" * 100_000


class SlyInt(int):
    """A whole number that equals everything and counts for nothing."""

    def __eq__(self, other: object) -> bool:
        return True

    def __int__(self) -> int:
        return 0

    __hash__ = int.__hash__


class SlyStr(str):
    """A text that equals everything and says something else."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return True

    def __str__(self) -> str:
        return "another"

    __hash__ = str.__hash__


def disguises(value: object) -> Iterator[tuple[str, object]]:
    """The same value in other clothes: it may be taken for what it is, or refused."""
    if type(value) is str:
        yield "a subclass of str", SlyStr(value)
    if type(value) is int:
        yield "a subclass of int", SlyInt(value)
    if isinstance(value, StrEnum):
        yield "the text of a member", str(value.value)
    if type(value) in (list, tuple):
        yield "an iterator", iter(cast("list[object]", value))
        yield "a list", list(cast("list[object]", value))


POOL: dict[str, object] = {
    "None": None,
    "a bool": True,
    "a float": 1.5,
    "NaN": float("nan"),
    "a Decimal": Decimal("1.5"),
    "a NaN of decimals": Decimal("NaN"),
    "a signalling NaN": Decimal("sNaN"),
    "an int": 5,
    "a Fraction": Fraction(1, 3),
    "a complex": 1j,
    "a text": "no such name",
    "bytes": b"1",
    "a date": date(2026, 9, 1),
    "a datetime": datetime(2026, 9, 1, 9),
    "a time": time(9),
    "a timedelta": timedelta(hours=1),
    "a list": [object()],
    "a list of None": [None],
    "a dict": {"no_such_key": object()},
    "a dict with other keys": {1: 2},
    "a set": {object()},
    "a class": object,
    "another pack's policy": office.policy(),
    "a function": company.policy,
    "an object": object(),
    "a hostile object": Hostile(),
    "an object with a long repr": Long(),
}
"""What may stand where anything else belongs."""

MORE: dict[Any, dict[str, object]] = {
    int: {"a huge int": 10**5000},
    Yuan: {
        "underscores": "1_000",
        "digits of another script": "１２",
        "a part of a fen": "0.001",
        "a sign": "-1",
        "a negative int": -1,
        "infinity": Decimal("Infinity"),
        "an exponent": "1e3",
        "nothing": "",
        "a huge int": 10**5000,
    },
}
"""What a class refuses beside what has another type."""


def _name(hint: Any, value: object) -> bool:
    return isinstance(value, str) and any(value == each.value for each in hint)


_SINGLE: tuple[tuple[type, Callable[[Any], bool]], ...] = (
    (bool, lambda value: isinstance(value, bool)),
    (int, lambda value: isinstance(value, int) and not isinstance(value, bool)),
    (datetime, lambda value: isinstance(value, datetime)),
    (date, lambda value: isinstance(value, date) and not isinstance(value, datetime)),
    (Decimal, lambda value: isinstance(value, Decimal) and value.is_finite()),
)


def _single(value: object, hint: Any) -> bool:
    if hint in (None, type(None)):
        return value is None
    for kind, fitting in _SINGLE:
        if hint is kind:
            return fitting(value)
    if hint is Yuan:
        text = isinstance(value, str) and re.fullmatch(r"[0-9]{1,13}(\.[0-9]{1,2})?", value)
        return bool(text) or _single(value, int) or _single(value, Decimal)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return isinstance(value, hint) or _name(hint, value)
    if getattr(hint, "_is_protocol", False):
        return all(hasattr(value, each) for each in vars(hint) if not each.startswith("_"))
    return isinstance(value, hint)


def fits(value: object, hint: Any) -> bool:
    """Whether a value is what an annotation takes; enums take their members' texts too."""
    origin, inner = get_origin(hint), get_args(hint)
    if hint in (Any, object) or isinstance(hint, TypeVar):
        return True
    if origin in (Union, types.UnionType):
        return any(fits(value, each) for each in inner)
    return _single(value, hint) if origin is None else _generic(value, origin, inner)


def _generic(value: object, origin: Any, inner: tuple[Any, ...]) -> bool:
    if origin is Literal:
        return isinstance(value, str) and value in inner
    if origin is type:
        return isinstance(value, type)
    if origin is Callable:
        return callable(value)
    listed = issubclass(origin, Sequence) and isinstance(value, list | tuple)
    return (listed or isinstance(value, origin)) and _contents(value, origin, inner)


def _contents(value: Any, origin: Any, inner: tuple[Any, ...]) -> bool:
    if issubclass(origin, Mapping):
        return all(fits(key, inner[0]) and fits(each, inner[1]) for key, each in value.items())
    if not issubclass(origin, Iterable):
        return True
    if isinstance(value, str | bytes):  # a mapping stands for its keys
        return False
    if origin is tuple and Ellipsis not in inner:
        return len(value) == len(inner) and all(map(fits, value, inner))
    return all(fits(each, inner[0]) for each in value)


def bad_values(hint: Any) -> Iterator[tuple[str, object]]:
    """Every value that a parameter of this annotation must refuse, with what it is called."""
    if hint in (Any, object):
        return
    members = get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)
    more = {name: value for member in members for name, value in MORE.get(member, {}).items()}
    for name, value in (POOL | more).items():
        if name in more or not fits(value, hint):
            yield name, value
