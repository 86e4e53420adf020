"""Daily working time: segments with breaks, overnight shifts, ``24:00``, and hours by weekday."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import time, timedelta
from typing import TYPE_CHECKING, Final

import attrs

from csrules.doors import guarded
from csrules.errors import Faults, InputError, nearest, refuse

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeAlias

__all__ = ["Hours", "HoursLike", "WeekHours", "WeekHoursLike", "week_hours"]

_DAY: Final = 24 * 60
_NOON: Final = 12 * 60
_SEGMENT = re.compile(r"([0-9]{1,2}:[0-9]{2})-([0-9]{1,2}:[0-9]{2})", re.ASCII)
_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})", re.ASCII)
_WRITE_IT = 'write it as "08:30-12:00,13:30-17:30"'
_NAMES: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _minutes(value: object, path: str) -> int:
    if isinstance(value, time):
        if value.second or value.microsecond or value.tzinfo is not None:
            refuse(path, value, "a time of day in whole minutes, without a zone", _WRITE_IT)
        return value.hour * 60 + value.minute
    match = _CLOCK.fullmatch(value) if isinstance(value, str) else None
    if match is None or int(match[2]) > 59 or int(match[1]) * 60 + int(match[2]) > 2 * _DAY:
        refuse(path, value, "a time from 00:00 to 48:00 (24:00 ends the day)", _WRITE_IT)
    return int(match[1]) * 60 + int(match[2])


def _pair(value: object, path: str) -> tuple[int, int]:
    if isinstance(value, str):
        match = _SEGMENT.fullmatch(value.strip())
        if match is None:
            refuse(path, value, "a segment from a time to a time", _WRITE_IT)
        return _minutes(match[1], path), _minutes(match[2], path)
    if isinstance(value, tuple | list) and len(value) == 2:
        return _minutes(value[0], path), _minutes(value[1], path)
    refuse(path, value, "a segment from a time to a time", _WRITE_IT)


def _placed(pair: tuple[int, int], reached: int, path: str) -> tuple[int, int]:
    """One segment on the line of its day, after what the segments before it reached."""
    start, end = pair
    if reached >= _DAY and start < _NOON and start + _DAY >= reached:  # it went past midnight
        start += _DAY
    if end < start and end < _DAY:
        end += _DAY
    shown = f"{_clock(pair[0])}-{_clock(pair[1])}"
    if start == end:
        refuse(path, shown, "a segment with a length", "a whole day is 00:00-24:00")
    if end < start or (not reached and start >= _DAY):
        refuse(path, shown, "a segment that begins on its day and ends after it begins")
    if start < reached:
        mend = (
            "write the segments in order of time, without overlap; 01:00 of the next day is 25:00"
        )
        refuse(path, shown, f"a segment that begins at {_clock(reached)} or later", mend)
    return start, end


@guarded
@attrs.frozen
class Hours:
    """The working time of one day, as segments in minutes from its 0:00.

    A segment that ends after 24:00 is an overnight shift; it belongs to the day it begins, and so
    does a morning segment written behind it.

    >>> day = Hours.parse("08:30-12:00,13:30-17:30")
    >>> day.segments, str(day.length)
    (((510, 720), (810, 1050)), '7:30:00')
    >>> print(Hours.parse("22:00-02:00,03:00-06:00"))
    22:00-26:00,27:00-30:00
    """

    segments: tuple[tuple[int, int], ...]

    @classmethod
    def parse(cls, value: object, path: str = "hours") -> Hours:
        """Hours from text, or from a tuple of segments (texts, or pairs of `time`)."""
        if isinstance(value, Hours):
            value = str(value)  # judged again: an instance may have been made by hand
        parts = value.split(",") if isinstance(value, str) else value
        if not isinstance(parts, tuple | list) or not 0 < len(parts) <= _DAY:
            refuse(path, value, "working time of a day", _WRITE_IT)
        reached = 0
        segments = []
        for part in parts:
            segment = _placed(_pair(part, path), reached, path)
            segments.append(segment)
            reached = segment[1]
        if reached - segments[0][0] > _DAY:
            refuse(path, value, "segments that end within 24 h after the first begins")
        return cls(tuple(segments))

    @property
    def length(self) -> timedelta:
        """The working time of the day, by the clock."""
        return timedelta(minutes=sum(end - start for start, end in self.segments))

    @property
    def close(self) -> int:
        """When the day closes, in minutes from its 0:00; above 1440 on the next day."""
        return self.segments[-1][1]

    def __str__(self) -> str:
        return ",".join(f"{_clock(start)}-{_clock(end)}" for start, end in self.segments)


HoursLike: TypeAlias = "str | Hours | Sequence[str | tuple[time | str, time | str]]"
"""What is taken for the working time of a day."""

WeekHoursLike: TypeAlias = (
    "HoursLike | WeekHours | Mapping[int, HoursLike] | Mapping[str, HoursLike]"
    " | Mapping[int | str, HoursLike]"
)
"""What is taken for the working time of a calendar."""


@attrs.frozen
class WeekHours:
    """Working time by weekday; ``make_up`` for make-up days and days opened by an override.

    ``default`` serves each day that has no entry of its own, and make-up days without
    ``make_up``: a make-up Saturday is worked like the weekday that it stands for.
    """

    default: Hours | None = None
    make_up: Hours | None = None
    weekdays: tuple[Hours | None, ...] = (None,) * 7

    def of(self, weekday: int, *, instead: bool = False) -> Hours | None:
        """The hours of a weekday (Monday is 0), or those of a day worked ``instead``."""
        if instead:
            return self.make_up or self.default or self.weekdays[weekday]
        return self.weekdays[weekday] or self.default

    @property
    def ordinary(self) -> Hours:
        """The hours of an ordinary day: the default, or those that close last."""
        given = [hours for hours in (*self.weekdays, self.make_up) if hours is not None]
        return self.default or max(given, key=lambda hours: hours.close)

    @property
    def overrun(self) -> int:
        """By how many minutes shifts reach into the next day, at most."""
        given = [hours for hours in (*self.weekdays, self.make_up, self.default) if hours]
        return max(0, *(hours.close - _DAY for hours in given))

    def __str__(self) -> str:
        if not any(self.weekdays) and self.make_up is None:
            return str(self.default)
        rows = [("default", self.default), *zip(_NAMES, self.weekdays, strict=True)]
        return "; ".join(f"{name} {h}" for name, h in [*rows, ("make_up", self.make_up)] if h)


def week_hours(value: object, path: str = "hours") -> WeekHours | None:
    """Working time of a calendar: of each day alike, or a mapping by weekday.

    Keys of the mapping are 0 (Monday) to 6, ``"mon"`` to ``"sun"``, ``"default"``, ``"make_up"``.

    >>> print(week_hours({"default": "08:30-17:30", "sat": "08:30-12:00"}))
    default 08:30-17:30; sat 08:30-12:00
    """
    if value is None or isinstance(value, WeekHours):
        return value
    if not isinstance(value, Mapping):
        return WeekHours(Hours.parse(value, path))
    faults = Faults()
    known = ("default", "make_up", *_NAMES)
    named: dict[str, Hours] = {}
    for key, given in value.items():
        if faults.full:
            break
        with faults:
            whole = isinstance(key, int) and not isinstance(key, bool) and 0 <= key <= 6
            name = _NAMES[key] if whole else key
            if name not in known:
                refuse(
                    f"{path}[{key!r}]",
                    key,
                    "a weekday (0 to 6, mon to sun), default or make_up",
                    nearest(key, known),
                )
            if name in named:
                refuse(f"{path}[{key!r}]", key, "each weekday once")
            named[name] = Hours.parse(given, f"{path}[{key!r}]")
    if not faults.found and not named:
        with faults:
            refuse(path, value, "working time", _WRITE_IT)
    faults.raise_as(InputError)
    days = tuple(named.get(name) for name in _NAMES)
    return WeekHours(named.get("default"), named.get("make_up"), days)
