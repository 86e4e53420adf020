"""Questions with one wrong value in them, as JSON can hold it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from csrules.kinds import Choice, Clock, Day, Flag, Kind, Moment, Money, Quantity, Whole
from csrules.testing.conformance.operations import MOST
from csrules.testing.conformance.wire import Above, Local
from csrules.testing.conformance.wirecalendars import Calendar

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["spoilt", "wrong"]

_NUMBERS: Final[tuple[Any, ...]] = (
    "NaN",
    "Infinity",
    "-1",
    "1e3",
    "１２",
    "1_000",
    " 5",
    "",
    "abc",
    1.5,
    True,
    {},
)
_DAYS: Final = ("2026-02-30", "2026-2-3", "20260203", "yesterday", "", 5, True, 1.5)
_TIMES: Final = ("2026-05-01", "2026-05-01 08:30:00", "2026-02-30T08:30:00", "2026-05-01T24:00:00")
_WRONG: Final[dict[type[Kind[Any]], tuple[Any, ...]]] = {
    Money: (*_NUMBERS, "0.001", "10000000000000"),
    Quantity: (*_NUMBERS, "0.001"),
    Above: (*_NUMBERS, "0.001", "0", "0.00", 0),
    Whole: (-1, "1", 1.5, True, [], 10**18),
    Day: (*_DAYS, *_TIMES[1:]),
    Local: (*_DAYS, *_TIMES, "2026-05-01T08:30:00Z", "2026-05-01T08:30:00+08:00"),
    Moment: (*_DAYS, *_TIMES),
    Clock: ("24:00", "8:30", "08.30", "08:60", "", 830, True),
    Flag: (0, 1, "true", "yes", []),
    Choice: ("nobody", "", 1, True, []),
    Calendar: ([], "cn", 1, True, {}, {"first": "2026-01-01"}),
}
"""Wrong values of each kind; None is left out, which may stand for nothing."""
_TEXTS: Final[tuple[Any, ...]] = (1, True, [], {}, 1.5, "\u202e", "x\x00")


def wrong(kind: Kind[Any]) -> list[Any]:
    """Values that a kind refuses.

    >>> wrong(Whole("days", 1, 31))
    [-1, 0, '1', 1.5, True, [], 1000000000000000000, 32]
    """
    found = list(_WRONG.get(type(kind), _TEXTS))
    if isinstance(kind, Whole):
        found[1:1] = [0] * (kind.minimum == 1)
        found += [] if kind.maximum in (None, MOST) else [kind.maximum + 1]
    if isinstance(kind, Quantity) and kind.maximum is not None:
        found += [str(kind.maximum + 1), f"{kind.maximum}.01"]
    if isinstance(kind, Calendar):
        found += map(_Broken, _BREAKS)
    return found


class _Broken:
    """What is to be changed in a right calendar, so that it is none."""

    def __init__(self, change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
        self.change = change


_BREAKS: Final[tuple[Callable[[dict[str, Any]], dict[str, Any]], ...]] = (
    lambda own: own | {"hours": [["17:00", "09:00"]]},
    lambda own: own | {"hours": [["09:00", "12:00"], ["11:00", "17:00"]]},
    lambda own: own | {"hours": []},
    lambda own: own | {"weekend": [0, 1, 2, 3, 4, 5, 6], "makeup": []},
    lambda own: own | {"weekend": [7]},
    lambda own: own | {"holidays": ["2026-13-01"]},
    lambda own: own | {"makeup": [own["first"]], "holidays": [own["first"]]},
    lambda own: own | {"first": own["published_until"], "published_until": own["first"]},
    lambda own: {name: own[name] for name in own if name != "published_until"},
)


def spoilt(given: dict[str, Any], name: str, value: Any) -> dict[str, Any]:
    """The question with one value replaced."""
    if isinstance(value, _Broken):  # a calendar is always there
        value = value.change(given[name])
    return given | {name: value}
