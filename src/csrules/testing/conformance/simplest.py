"""The simplest question that still shows a fault: plain data made smaller, part by part.

Questions about a case hold whole histories; hypothesis would shrink them draw by draw, for
minutes. What is drawn is plain data, so it is made smaller as such: parts are left out, numbers
brought down, words made short, until nothing smaller shows the fault.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["simplest"]

_NUMBER: Final = re.compile(r"[0-9]{1,20}(\.[0-9]{1,2})?", re.ASCII)
_KEPT: Final = re.compile(r"[0-9]{1,4}[-:]|[a-z_]{1,24}\Z", re.ASCII)
_PASSES: Final = 8


def simplest(question: Any, shows: Callable[[Any], bool]) -> Any:
    """The question made smaller for as long as it ``shows`` the fault.

    >>> simplest({"amount": "731.20", "note": "x y"}, lambda q: Decimal(q.get("amount", 0)) > 5)
    {'amount': '5.01'}
    """
    for _ in range(_PASSES):
        smaller = _reduced(question, shows)
        if smaller == question:
            break
        question = smaller
    return question


def _reduced(value: Any, shows: Callable[[Any], bool]) -> Any:
    if isinstance(value, dict):
        return _reduced_dict(value, shows)
    if isinstance(value, list | tuple):
        return _reduced_list([*value], shows)
    found = True
    while found:
        found = False
        for less in _lower(value):
            if shows(less):
                value, found = less, True
                break
    return value


def _reduced_dict(value: dict[str, Any], shows: Callable[[Any], bool]) -> dict[str, Any]:
    for name in tuple(value):
        rest = {other: part for other, part in value.items() if other != name}
        if shows(rest):
            value = rest
        else:
            put = partial(_put, value, name)
            value = put(_reduced(value[name], _after(put, shows)))
    return value


def _reduced_list(value: list[Any], shows: Callable[[Any], bool]) -> list[Any]:
    size = len(value)
    while size := size // 2:
        start = 0
        while start < len(value):
            rest = [*value[:start], *value[start + size :]]
            if shows(rest):
                value = rest
            else:
                start += size
    for place in range(len(value)):
        put = partial(_set, value, place)
        value = put(_reduced(value[place], _after(put, shows)))
    return value


def _after(put: Callable[[Any], Any], shows: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda part: shows(put(part))


def _put(value: dict[str, Any], name: str, part: Any) -> dict[str, Any]:
    return {**value, name: part}


def _set(value: list[Any], place: int, part: Any) -> list[Any]:
    return [*value[:place], part, *value[place + 1 :]]


def _lower(value: Any) -> Iterator[Any]:
    """What is less than a number, or a plain word; days, times and names stay as they are."""
    if isinstance(value, int) and not isinstance(value, bool):
        yield from _less(value)
    elif isinstance(value, str) and _NUMBER.fullmatch(value):
        cents = int(Decimal(value) * 100)
        for less in (*(100 * whole for whole in _less(cents // 100)), *_less(cents)):
            yield str(less // 100) if less % 100 == 0 else f"{less // 100}.{less % 100:02d}"
    elif isinstance(value, str) and not _KEPT.match(value):
        yield "a"


def _less(number: int) -> Iterator[int]:
    """0, half, and then ever smaller steps down from a number above 0."""
    step = number
    while step > 0:
        yield number - step
        step //= 2
