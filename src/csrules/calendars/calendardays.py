"""What each day of a calendar is, judged once from weekends, days off, make-up days, overrides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

import attrs

from csrules.calendars.hours import Hours, WeekHours
from csrules.calendars.moments import a_day
from csrules.citation import Text
from csrules.errors import Faults, InputError, refuse
from csrules.reading import Reading

if TYPE_CHECKING:
    from typing import TypeAlias

__all__ = ["DayKind", "DayTable", "Override", "Unpublished", "day_names", "day_set", "overridden"]

_DAY: Final = timedelta(days=1)
_MARGIN: Final = 31  # days looked at on either side, so that a break over the edge is seen whole

Override: TypeAlias = "str | Hours"
"""What an override says of one day: ``"off"``, ``"working"``, or the hours of that day."""


class DayKind(Reading):
    """What a day is, and why."""

    WORKING = "working", "a working day", "工作日"
    WEEKEND = "weekend", "a weekend day", "周末休息日"
    HOLIDAY = "holiday", "a public holiday", "节假日"
    MAKE_UP = "make_up", "a make-up working day", "调休上班日"
    OVERRIDE_OFF = "override_off", "a day off by its own setting", "单独设定的休息日"
    OVERRIDE_WORKING = "override_working", "a working day by its own setting", "单独设定的工作日"

    @property
    def works(self) -> bool:
        """Is work done on such a day?"""
        return self in _WORKING


_WORKING: Final = (DayKind.WORKING, DayKind.MAKE_UP, DayKind.OVERRIDE_WORKING)
_OVERRIDDEN: Final = {"off": DayKind.OVERRIDE_OFF, "working": DayKind.OVERRIDE_WORKING}


class Unpublished(Reading):
    """What to answer where a day's make-up arrangement is not published."""

    REFUSE = "refuse", "refuse to answer", "拒绝回答"
    ESTIMATE = "estimate", "answer from the holidays expected, provisionally", "按预计假期暂定"


def day_names(value: object, path: str) -> tuple[tuple[date, Text], ...]:
    """Days with names, from days alone or from a mapping of day to name (`str` or `Text`)."""
    faults = Faults()
    named: dict[date, Text] = {}
    if isinstance(value, str) or not isinstance(value, Iterable):
        refuse(path, value, "days, or a mapping of day to name")
    for item in value:
        with faults:
            day = a_day(item, path)
            name = value[item] if isinstance(value, Mapping) else DayKind.HOLIDAY.meaning
            if isinstance(name, str):
                name = Text(name, name)
            if not isinstance(name, Text):
                refuse(f"{path}[{day}]", name, "a name: a str or a Text")
            named[day] = name
    faults.raise_as(InputError)
    return tuple(sorted(named.items()))


def day_set(value: object, path: str) -> tuple[date, ...]:
    """Days in order, each once."""
    return tuple(day for day, _ in day_names(value, path))


def overridden(value: object, path: str = "overrides") -> tuple[tuple[date, Override], ...]:
    """Settings of single days, in order."""
    if value is None:
        return ()
    if not isinstance(value, Mapping):
        refuse(path, value, 'a mapping such as {date(2024, 3, 9): "working"}')
    faults = Faults()
    found: dict[date, Override] = {}
    for key, given in value.items():
        if faults.full:
            break
        with faults:
            day = a_day(key, path)
            where = f"{path}[{day}]"
            if isinstance(given, str) and given in _OVERRIDDEN:
                found[day] = str(given)
            elif isinstance(given, str) and ":" not in given:
                refuse(where, given, "'off', 'working' or the hours of that day")
            else:
                found[day] = Hours.parse(given, where)
    faults.raise_as(InputError)
    return tuple(sorted(found.items()))


@attrs.frozen
class DayTable:
    """The kind and the hours (if any) of each day from ``first`` on, and the days in breaks."""

    first: date
    kinds: tuple[DayKind, ...]
    hours: tuple[Hours | None, ...]
    breaks: frozenset[int]

    @classmethod
    def of(  # one argument for each thing that makes a day what it is
        cls,
        first: date,
        last: date,
        weekend: tuple[int, ...],
        days_off: tuple[tuple[date, Text], ...],
        working_days: tuple[date, ...],
        hours: WeekHours | None,
        overrides: tuple[tuple[date, Override], ...],
        faults: Faults,
    ) -> DayTable:
        """Judge every day, and note in ``faults`` what cannot be."""
        off, made_up, single = dict(days_off), frozenset(working_days), dict(overrides)
        for day in sorted(off.keys() & made_up):
            with faults:
                refuse("working_days", day, "a day that is not among days_off too")
        for day, given in overrides:
            with faults:
                if not first <= day <= last:
                    refuse(
                        f"overrides[{day}]",
                        given,
                        f"a day from {first} to {last}",
                        "cover more days, or drop it",
                    )
                if isinstance(given, Hours) and hours is None:
                    refuse(
                        f"overrides[{day}]",
                        str(given),
                        "'off' or 'working', because the calendar knows days only",
                        "give the calendar hours too",
                    )
        start = first.toordinal() - _MARGIN
        kinds: list[DayKind] = []
        for ordinal in range(start, last.toordinal() + _MARGIN + 1):
            day = date.fromordinal(ordinal)
            resting = day.weekday() in weekend
            given = single.get(day, "")
            if given:
                kind = _OVERRIDDEN.get(str(given), DayKind.OVERRIDE_WORKING)
            elif day in off:
                kind = DayKind.HOLIDAY
            elif day in made_up:
                kind = DayKind.MAKE_UP if resting else DayKind.WORKING
            else:
                kind = DayKind.WEEKEND if resting else DayKind.WORKING
            kinds.append(kind)
        breaks = _breaks(kinds, start, {day.toordinal() for day in off})
        own = tuple(kinds[_MARGIN:-_MARGIN])
        daily = _hours(first, own, hours, single, faults) if hours else ()
        return cls(first, own, daily, breaks)


def _breaks(kinds: list[DayKind], start: int, off: set[int]) -> frozenset[int]:
    """The days of each unbroken run of non-working days that contains a listed holiday."""
    found: list[int] = []
    run: list[int] = []
    for ordinal, kind in enumerate([*kinds, DayKind.WORKING], start):
        if not kind.works:
            run.append(ordinal)
            continue
        if not off.isdisjoint(run):
            found += run
        run = []
    return frozenset(found)


def _hours(
    first: date,
    kinds: tuple[DayKind, ...],
    hours: WeekHours,
    single: Mapping[date, Override],
    faults: Faults,
) -> tuple[Hours | None, ...]:
    """The hours of each day; faults: a working day without, a shift into the next day's first."""
    found: list[Hours | None] = []
    told: set[object] = set()
    previous: Hours | None = None
    for number, kind in enumerate(kinds):
        day = first + number * _DAY
        given = single.get(day)
        own = given if isinstance(given, Hours) else None
        if own is None and kind.works:
            own = hours.of(day.weekday(), instead=kind is not DayKind.WORKING)
            if own is None and day.weekday() not in told:
                told.add(day.weekday())
                with faults:
                    refuse(
                        "hours",
                        str(hours),
                        f"hours for {day:%A}: {day} is {kind.meaning.en}",
                        'give them, or "default"',
                    )
        overlap = own and previous and previous.close - 1440 > own.segments[0][0]
        if overlap and (previous, own) not in told:
            told.add((previous, own))
            mend = "shorten one of them; a day that never closes is 00:00-24:00"
            wanted = f"a shift that ends before {day} begins work"
            with faults:
                refuse("hours", f"{previous} then {own}", wanted, mend)
        found.append(own)
        previous = own
    return tuple(found)
