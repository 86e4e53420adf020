"""Right values of each kind as JSON can hold them: its bounds, and one of every type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

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
    Quantity,
    Whole,
    Words,
)
from csrules.testing.conformance.operations import MOST
from csrules.testing.conformance.wire import Above, Local, Told
from csrules.testing.conformance.wirecalendars import Calendar

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["DAYS", "rights"]

_NEAR: Final = ("2000-02-29", "2024-02-29", "2023-02-28", "2100-02-28", "2024-12-31", "2025-01-01")
DAYS: Final = (*_NEAR, "1900-02-28", "0001-01-01", "9998-12-31")
"""Days that matter: leap years and those that are none, the turn of a year, the first, the last.

In the year after the last there is still a day to be due on.
"""
_MOMENTS: Final = tuple(f"{day}T{clock}" for day in DAYS for clock in ("00:00:00", "23:59:59"))
_CALENDAR: Final[dict[str, Any]] = {"first": "2026-02-01", "published_until": "2026-06-30"}
_CALENDARS: Final[tuple[dict[str, Any], ...]] = (
    _CALENDAR,
    _CALENDAR | {"hours": [["00:00", "24:00"]], "weekend": [], "holidays": [], "makeup": []},
    _CALENDAR | {"hours": [[f"{2 * n:02d}:00", f"{2 * n + 1:02d}:30"] for n in range(12)]},
    _CALENDAR | {"hours": [["08:00", "12:00"], ["12:01", "16:00"]], "weekend": [6, 0, 1, 2, 3, 4]},
    _CALENDAR | {"hours": None, "holidays": ["2026-03-04"], "makeup": ["2026-03-07"]},
)


def _money(kind: Money) -> tuple[Any, ...]:
    least = max(kind.minimum, 1)
    some = (kind.minimum, str(kind.minimum), least, f"{least}.5", f"{least}.05", "0001000.00")
    return (*some, 9_999_999_999_999, "9999999999999.99") if kind.maximum is None else some


def _quantity(kind: Quantity) -> tuple[Any, ...]:
    ends = (kind.minimum or 0, kind.maximum or 100)
    return (*ends, *map(str, ends), *(f"00{end}.00" for end in ends), "1.5", "0.01", "1.2500")


def _above(kind: Quantity) -> tuple[Any, ...]:
    return tuple(value for value in _quantity(kind) if float(value) > 0)


def _whole(kind: Whole) -> tuple[Any, ...]:
    return (kind.minimum or 0, MOST if kind.maximum is None else kind.maximum)


def _items(kind: Items[Any]) -> tuple[Any, ...]:
    each = rights(kind.kind)
    return tuple(each[:size] for size in (max(kind.fewest, 1), 2) if size <= len(each))


_RIGHTS: Final[dict[type[Kind[Any]], Callable[[Any], tuple[Any, ...]]]] = {
    Money: _money,
    Quantity: _quantity,
    Above: _above,
    Whole: _whole,
    Day: lambda _: _NEAR,
    Local: lambda _: _MOMENTS,
    Moment: lambda _: _MOMENTS,
    Clock: lambda _: ("00:00", "12:00:30", "23:59:59"),
    Flag: lambda _: (False, True),
    Choice: lambda kind: tuple(map(str, kind.choices)),
    Words: lambda kind: ("x" * kind.longest, "张三 x"),
    Identifier: lambda kind: ("x" * kind.longest, "张三-1"),
    Items: _items,
    Told: lambda _: ({},),
    Calendar: lambda _: _CALENDARS,
}


def rights(kind: Kind[Any]) -> list[Any]:
    """Values that a kind takes: both bounds, one of each type, other spellings.

    >>> rights(Whole("days", 1, 31)), rights(Quantity("percent", 2, 0, 100))[:4]
    ([1, 31], [0, 100, '0', '100'])
    """
    return list(_RIGHTS[type(kind)](kind))
