"""Punches, shifts and leave of one person, gathered by working day before any rule judges them.

::

    >>> eighth = date(2024, 3, 8)
    >>> night = [
    ...     Punch("li", eighth, Direction.ON, datetime(2024, 3, 8, 21, 55)),
    ...     Punch("li", eighth, Direction.OFF, datetime(2024, 3, 9, 6, 2)),
    ... ]
    >>> (day,) = assemble("li", night, shift=Shift(time(22), time(6)))
    >>> day.end
    datetime.datetime(2024, 3, 9, 6, 0)
"""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, TypeVar

import attrs

from csrules.calendars.moments import in_zone
from csrules.citation import Text
from csrules.doors import guarded
from csrules.errors import Fault, Faults, InputError, refuse
from csrules.kinds import Choice, Clock, Day, Identifier, Moment, Whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from csrules.kinds import Kind

__all__ = [
    "CHINA_STANDARD_TIME",
    "Direction",
    "Excuse",
    "Presence",
    "Punch",
    "Shift",
    "assemble",
    "days_of_month",
    "first_on_last_off",
    "which_month",
]

_ONE_DAY: Final = timedelta(days=1)


class Direction(StrEnum):
    """Which of the day's two punches."""

    ON = "on"
    OFF = "off"


def _local(day: date, clock: time, zone: tzinfo | None) -> datetime:
    """A time of day on a day; a local time that the zone skips is refused."""
    moment = datetime.combine(day, clock, zone)
    if zone is not None:
        there = in_zone(in_zone(moment, UTC, "shift"), zone, "shift")
        if there.replace(tzinfo=None) != moment.replace(tzinfo=None):
            refuse("shift", moment, "a local time that exists", "the clocks skip it on that day")
    return moment


@attrs.frozen
class Shift:
    """Planned hours of a day; an end not after the start lies on the next day.

    ``start`` and ``end`` may be unknown where each record carries its own planned time. ``lunch``
    is the length of the lunch break inside, ``lunch_start`` when it begins; None is unknown.
    """

    start: time | None = None
    end: time | None = None
    lunch: timedelta | None = None
    lunch_start: time | None = None

    def __attrs_post_init__(self) -> None:
        """Read the times, and refuse a lunch of no length."""
        faults = Faults()
        for name in ("start", "end", "lunch_start"):
            with faults:
                if getattr(self, name) is not None:
                    Clock().read(getattr(self, name), f"shift.{name}")
        lunch = self.lunch
        if lunch is not None and (not isinstance(lunch, timedelta) or lunch < timedelta(0)):
            faults.add(Fault("shift.lunch", lunch, "a timedelta, not negative"))
        faults.raise_as(InputError)

    @property
    def overnight(self) -> bool:
        """Whether the shift ends on the next day."""
        return self.start is not None and self.end is not None and self.end <= self.start

    @guarded
    def on(
        self, day: date, zone: tzinfo | None = None
    ) -> tuple[datetime | None, datetime | None, datetime | None]:
        """Planned start, end and lunch start for ``day``, in local time."""
        start = None if self.start is None else _local(day, self.start, zone)
        end_day = day + _ONE_DAY if self.overnight else day
        end = None if self.end is None else _local(end_day, self.end, zone)
        if self.lunch_start is None:
            return start, end, None
        past = self.overnight and self.start is not None and self.lunch_start < self.start
        return start, end, _local(day + _ONE_DAY if past else day, self.lunch_start, zone)


@guarded
@attrs.frozen
class Punch:
    """A punch: who, for which working day, which of the two, and when, to the second.

    ``work_date`` says which day it belongs to, also after midnight. ``at`` is None where the
    record says that nobody punched. ``planned`` is the record's own planned time, which wins over
    any shift. ``source`` says where the punch comes from. Raises `InputError`, all faults at once.
    """

    person: str
    work_date: date
    direction: Direction
    at: datetime | None
    planned: datetime | None = None
    source: str = ""

    def __attrs_post_init__(self) -> None:
        """Read every field by its kind; fractions of a second are dropped."""
        faults = Faults()
        for name, kind in _PUNCH.items():
            value = getattr(self, name)
            if value is None and name in {"at", "planned"}:
                continue
            with faults:
                read = kind.read(value, f"punch.{name}")
                if isinstance(read, datetime):
                    read = read.replace(microsecond=0)
                object.__setattr__(self, name, read)
        faults.raise_as(InputError)

    @property
    def slot(self) -> tuple[str, date, bool]:
        """Whose punch of which day it is, and whether the second: punches are in this order."""
        return self.person, self.work_date, self.direction is Direction.OFF


_PUNCH: Final[dict[str, Kind[Any]]] = {
    "person": Identifier(),
    "work_date": Day(),
    "direction": Choice(Direction),
    "at": Moment(),
    "planned": Moment(),
}


_LEAVE: Final = Text("leave", "请假")

CHINA_STANDARD_TIME: Final = timezone(timedelta(hours=8), "CST")
"""The zone of the regulations' clocks, and of DingTalk's records."""

_R = TypeVar("_R", "Punch", "Excuse")


@guarded
@attrs.frozen
class Excuse:
    """Time in which somebody need not be there: leave, or an early departure that was approved.

    From ``start`` to ``end``; ``rule`` and ``text`` say why in the answers.
    """

    person: str
    start: datetime
    end: datetime
    rule: str = ""
    text: Text = _LEAVE

    def __attrs_post_init__(self) -> None:
        """Read the fields, and refuse the ends in the wrong order."""
        faults = Faults()
        with faults:
            object.__setattr__(self, "person", Identifier().read(self.person, "excuse.person"))
        for name in ("start", "end"):
            with faults:
                Moment().read(getattr(self, name), f"excuse.{name}")
        faults.raise_as(InputError)
        if (self.start.tzinfo is None) != (self.end.tzinfo is None):
            refuse("excuse.end", self.end, "both ends with a time zone, or both without")
        if self.end <= self.start:
            refuse("excuse.end", self.end, f"a time after the start, {self.start}")


@attrs.frozen
class Presence:
    """One person's working day as the records show it, before any rule has judged it.

    ``start`` and ``end`` are the planned times, None where nobody said them; ``on`` and ``off``
    the punches, None where there is none.
    """

    person: str
    day: date
    scheduled: bool
    start: datetime | None
    end: datetime | None
    lunch: timedelta | None
    lunch_start: datetime | None
    on: datetime | None
    off: datetime | None
    excuses: tuple[Excuse, ...] = ()


def _moved(record: _R, zone: tzinfo) -> _R:
    """A record whose aware times are told in ``zone``; naive ones are local already."""
    moved: dict[str, Any] = {
        field.name: in_zone(value, zone, field.name)
        for field in attrs.fields(type(record))
        if isinstance(value := getattr(record, field.name), datetime) and value.tzinfo is not None
    }
    return attrs.evolve(record, **moved) if moved else record


def _aware(punches: Iterable[Punch], excuses: Iterable[Excuse] = ()) -> bool:
    """Whether all these times have a time zone, or none of them; they do not mix."""
    moments = [moment for p in punches for moment in (p.at, p.planned) if moment is not None]
    moments += [excuse.start for excuse in excuses]
    aware = [moment for moment in moments if moment.tzinfo is not None]
    if aware and len(aware) < len(moments):
        naive = next(moment for moment in moments if moment.tzinfo is None)
        refuse(
            "punches",
            naive,
            "times that all have a time zone, or none of them",
            "read every record with the same tz",
        )
    return bool(aware)


@guarded
def assemble(
    person: str,
    punches: Iterable[Punch],
    *,
    shift: Shift | None = None,
    scheduled: Iterable[date] | None = None,
    excuses: Iterable[Excuse] = (),
    zone: tzinfo = CHINA_STANDARD_TIME,
) -> tuple[Presence, ...]:
    """The days of one person, in order; other persons' punches are left aside.

    A shift is local time in ``zone``: aware times are read there, whatever zone they came in.

    ``scheduled`` says on which days the person is due to work; without it, each day that has a
    record. Raises `InputError` with every punch that is doubled, out of order or of another day.
    """
    person = Identifier().read(person, "person")
    leave = tuple(_moved(each, zone) for each in excuses if each.person == person)
    own = [
        (place, _moved(punch, zone))
        for place, punch in enumerate(punches)
        if punch.person == person
    ]
    here = zone if _aware((punch for _, punch in own), leave) else None
    by_day: dict[date, list[tuple[int, Punch]]] = defaultdict(list)
    for place, punch in own:
        by_day[punch.work_date].append((place, punch))
    due = set(by_day) if scheduled is None else {Day().read(day, "scheduled") for day in scheduled}
    faults, found, shift = Faults(), [], shift or Shift()
    for day in sorted(due | set(by_day)):
        rows = by_day.get(day, [])
        if day == date.max:  # its shift may end on the day after
            path = f"punches[{rows[0][0]}].work_date" if rows else "scheduled"
            faults.add(Fault(path, str(day), f"a day before {date.max}"))
            continue
        slots = {punch.direction: punch for _, punch in reversed(rows)}
        on, off = slots.get(Direction.ON), slots.get(Direction.OFF)
        start, end, lunch_start = shift.on(day, here)
        start = on.planned if on is not None and on.planned is not None else start
        if off is not None and off.planned is not None:
            end = off.planned
        elif start is not None and end is not None and end <= start:
            end += _ONE_DAY  # the record plans another start than the shift
        faults.add(*_row_faults(person, day, rows, start, end))
        found.append(
            Presence(
                person,
                day,
                day in due,
                start,
                end,
                shift.lunch,
                lunch_start,
                on.at if on is not None else None,
                off.at if off is not None else None,
                leave,
            )
        )
    faults.raise_as(InputError)
    return tuple(found)


@guarded
def which_month(year: object, month: object, faults: Faults) -> tuple[int, int]:
    """The month that somebody names; what is wrong with it is added to ``faults``."""
    read = [0, 0]
    with faults:
        read[0] = Whole("year", 1, 9999).read(year, "year")
    with faults:
        read[1] = Whole("month", 1, 12).read(month, "month")
    return read[0], read[1]


@guarded
def days_of_month(
    days: Iterable[object], year: int, month: int, faults: Faults
) -> tuple[date, ...]:
    """Scheduled days, each of that month; every other one is added to ``faults``."""
    found = []
    for place, raw in enumerate(days):
        with faults:
            day = Day().read(raw, f"scheduled[{place}]")
            if year and month and (day.year, day.month) != (year, month):
                mend = "leave out the days of other months"
                refuse(f"scheduled[{place}]", str(day), f"a day of {year}-{month:02d}", mend)
            found.append(day)
    return tuple(found)


def _row_faults(
    person: str,
    day: date,
    rows: list[tuple[int, Punch]],
    start: datetime | None,
    end: datetime | None,
) -> Iterator[Fault]:
    """What is wrong between the punches of one day."""
    seen: dict[Direction, Punch] = {}
    for place, punch in rows:
        path = f"punches[{place}]"
        if punch.direction in seen:
            yield Fault(
                path,
                str(punch.at),
                f"one punch {punch.direction} of {person} for {day}",
                "remove the doubled one, or choose with first_on_last_off",
            )
            continue
        seen[punch.direction] = punch
        if punch.at is not None and not _belongs(punch.at, day, start, end):
            yield Fault(
                path,
                str(punch.at),
                f"a punch of {day}",
                "give the work_date that it belongs to",
            )
    at = {direction: punch.at for direction, punch in seen.items()}
    on, off = at.get(Direction.ON), at.get(Direction.OFF)
    if on is not None and off is not None and off < on:
        place = next(place for place, punch in rows if punch is seen[Direction.OFF])
        yield Fault(
            f"punches[{place}]",
            str(off),
            f"a departure not before the arrival at {on}",
            "check direction and work_date",
        )
    if start is not None and end is not None and end <= start:
        place = next(n for planned in (end, start) for n, punch in rows if punch.planned == planned)
        yield Fault(f"punches[{place}].planned", str(end), f"a planned end after {start}")


def _belongs(at: datetime, day: date, start: datetime | None, end: datetime | None) -> bool:
    """Whether a punch can belong to a working day.

    It can until the same shift would begin again, and from midnight on, or for a shift that begins
    soon after midnight, from the middle of the free time before it.
    """
    opens = datetime.combine(day, time(), at.tzinfo)
    if start is None:
        return opens <= at and at - opens < 2 * _ONE_DAY
    before = start - opens
    if end is not None:
        before = max(before, (_ONE_DAY - (end - start)) / 2)
    return start - at <= before and at - start < _ONE_DAY


@guarded
def first_on_last_off(punches: Iterable[Punch]) -> tuple[Punch, ...]:
    """Each person's earliest arrival and latest departure of each day, in order of day.

    For terminals that record every touch. A slot that says nobody punched yields to a punch.
    """
    chosen: dict[tuple[str, date, bool], Punch] = {}
    for punch in punches:
        old = chosen.get(punch.slot)
        if old is None or old.at is None:
            chosen[punch.slot] = punch
        elif punch.at is not None:
            _aware((old, punch))  # naive and aware times are not compared
            on = punch.direction is Direction.ON
            if punch.at < old.at if on else punch.at > old.at:
                chosen[punch.slot] = punch
    return tuple(chosen[slot] for slot in sorted(chosen))
