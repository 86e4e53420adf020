"""Python values as JSON holds them, and back, without losing a type or a digit.

Text, whole numbers and truth values stay as they are; what JSON lacks is tagged::

    >>> from decimal import Decimal
    >>> encode({"amount": Decimal("12.30")}, "data")
    {'amount': {'$decimal': '12.30'}}
    >>> decode(_, "data")
    {'amount': Decimal('12.30')}
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from csrules.bounds import DEEPEST_DATA
from csrules.errors import refuse
from csrules.kinds import Day, Moment
from csrules.money import exact

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["decode", "encode"]

DEEPEST = DEEPEST_DATA
_PLAIN = frozenset({str, int, bool, type(None)})
_LARGEST = 10**18  # as `csrules.kinds.Whole`


_DECIMAL = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,40})?", re.ASCII)


def _number(raw: object, path: str) -> Decimal:
    if not isinstance(raw, str) or not _DECIMAL.fullmatch(raw):
        refuse(path, raw, "a plain decimal number as text")
    return Decimal(raw)


def _written(value: Decimal, path: str) -> str:
    exact(value, path)  # else a huge exponent would become a text without end
    return f"{value:f}"


_TAGS: tuple[tuple[str, type, Callable[[Any, str], str], Callable[[object, str], object]], ...] = (
    ("$decimal", Decimal, _written, _number),
    ("$datetime", datetime, lambda value, _: datetime.isoformat(value), Moment().read),
    ("$date", date, lambda value, _: date.isoformat(value), Day().read),
)


def encode(value: Any, path: str) -> Any:
    """A value as JSON holds it; raises `InputError` for a type that cannot be kept exactly."""
    if isinstance(value, StrEnum):
        return str(value)
    if isinstance(value, int) and abs(value) >= _LARGEST:
        refuse(path, value, "a whole number of at most 18 digits")
    if value is None or isinstance(value, bool | str | int):
        return value
    for tag, kind, write, _ in _TAGS:
        if isinstance(value, kind):
            return {tag: write(value, path)}
    if isinstance(value, Mapping):
        return {str(name): encode(part, f"{path}.{name}") for name, part in value.items()}
    if isinstance(value, tuple | list):
        return [encode(part, f"{path}[{place}]") for place, part in enumerate(value)]
    refuse(path, value, "a value that JSON can hold: text, whole number, Decimal, date, time")


def decode(raw: Any, path: str, depth: int = 0) -> Any:
    """A value back from what `encode` made; raises `InputError` for floats and deep nesting."""
    if depth > DEEPEST:
        refuse(path, "…", f"data at most {DEEPEST} levels deep")
    if isinstance(raw, list):
        plain = _PLAIN if depth < DEEPEST else ()
        return tuple(
            part if type(part) in plain else decode(part, f"{path}[{n}]", depth + 1)
            for n, part in enumerate(raw)
        )
    if isinstance(raw, dict):
        for tag, _, _, read in _TAGS:
            if raw.keys() == {tag}:
                return read(raw[tag], path)
        return {name: decode(part, f"{path}.{name}", depth + 1) for name, part in raw.items()}
    if isinstance(raw, float):
        refuse(path, raw, "no binary float", "write the number as text")
    return raw
