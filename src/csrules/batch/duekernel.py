"""Limits over a column of starts: when each is due, on which last day, whether provisionally."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import attrs
import numpy as np
import pyarrow as pa

from csrules.batch.answers import Given, days, flags, moments
from csrules.batch.columns import zone_named
from csrules.batch.daytable import DAY, MOST_DAYS, DayTable, calendar_days, day_table, fixed_offset
from csrules.batch.linetable import (
    LineTable,
    counted_line,
    length_of,
    line_table,
    published_days,
    worked_line,
)
from csrules.batch.quick import Left
from csrules.deadlines import (
    CalendarDays,
    ElapsedHours,
    MonthDay,
    Roll,
    WorkingDays,
    WorkingHours,
)
from csrules.errors import Fault, Faults, InputError, nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from csrules.batch.columns import Ints
    from csrules.batch.quick import Columns, Quick
    from csrules.deadlines import Limit
    from csrules.workcalendar import WorkCalendar

__all__ = ["DueKernel"]

GIVES: Final = ("due", "last_day", "provisional")
"""The parts of a deadline."""

_EARLIEST, _LATEST, _DAYS = -718_848, 2_931_711, 1024  # the years 2 to 9996, in runs of days


_KNOWN: Final = (CalendarDays, ElapsedHours, MonthDay, WorkingDays, WorkingHours)
"""The kinds whose ends hang on what the quick forms take them to; others may hang on anything."""


def _only(value: Any) -> Any:
    return value if isinstance(value, str) else tuple(value)


@attrs.frozen
class DueKernel:
    """A limit over the column ``start``; ``only`` names what is wanted of its `Deadline`."""

    limit: Limit
    calendar: WorkCalendar | None = None
    start: str = "start"
    only: tuple[str, ...] = attrs.field(default=GIVES, converter=_only)

    def __attrs_post_init__(self) -> None:
        faults = Faults()
        if isinstance(self.only, str):
            mend = f'write only=["{GIVES[0]}"]'
            faults.add(Fault("only", self.only, "a list of parts of a deadline", mend))
            faults.raise_as(InputError)
        if not self.only:
            faults.add(Fault("only", self.only, "at least one part of a deadline"))
        for name in self.only:
            if name not in GIVES:
                faults.add(Fault("only", name, "a part of a deadline", nearest(name, GIVES)))
        zone = None if self.calendar is None else self.calendar.tz
        if zone is not None and (zone.key is None or zone_named(zone.key) is None):
            mend = 'build the calendar with tz="Asia/Shanghai"'
            faults.add(Fault("calendar", self.calendar, "a time zone that has a name", mend))
        faults.raise_as(InputError)

    def over(self, kinds: Mapping[str, pa.DataType | None]) -> Quick:
        """The quick form for starts that are days, naive moments, or moments in a zone."""
        kind = kinds[self.start]
        by_day = kind is not None and pa.types.is_date(kind)
        zone = getattr(kind, "tz", None)
        calendar = self.calendar
        given = _gives(self.only, zone if calendar is None else _key(calendar))
        if calendar is not None and not by_day:
            if (calendar.tz is None) is not (zone is None):
                return Left(given)  # each row is refused
            zone = _key(calendar)
        limit = self.limit
        if type(limit) not in _KNOWN:
            return Left(given)
        stops = isinstance(limit, ElapsedHours) and limit.roll is Roll.STOP_CLOCK
        if isinstance(limit, WorkingHours) or stops:
            return Left(given) if by_day else self._on_line(given, zone)
        if by_day and isinstance(limit, ElapsedHours):
            return Left(given)
        return _ByDay(given, limit, calendar, None if by_day else zone, by_day, self.start)

    def _on_line(self, given: tuple[Given, ...], zone: str | None) -> Quick:
        limit, calendar = self.limit, self.calendar
        if calendar is None:
            return Left(given)
        if isinstance(limit, WorkingHours):
            line = worked_line(calendar)
            if calendar.overrun and set(self.only) - {"due"}:
                return Left(given)  # the shift's day may be the day before
        else:
            assert isinstance(limit, ElapsedHours)
            line = counted_line(calendar, limit.skips)
        low, high = calendar_days(calendar)
        offset = 0 if zone is None else fixed_offset(zone, low, high)
        if offset is None and set(self.only) - {"due"}:
            return Left(given)
        table = None if line is None else line_table(line, length_of(limit))
        if table is None:
            return Left(given)
        return _OnLine(given, table, offset or 0, published_days(calendar), self.start)


def _key(calendar: WorkCalendar) -> str | None:
    return None if calendar.tz is None else calendar.tz.key


def _gives(only: tuple[str, ...], zone: str | None) -> tuple[Given, ...]:
    every = {
        "due": moments("due", zone, lambda found: found.due),
        "last_day": days("last_day", lambda found: found.last_day),
        "provisional": flags("provisional", lambda found: found.provisional),
    }
    return tuple(every[name] for name in only)


def _ends(starts: Ints) -> tuple[int, int]:
    return int(starts.min()), int(starts.max())


def _most_ends(starts: Ints) -> tuple[int, int]:
    """Between which lie nine tenths of them."""
    few = len(starts) // 20
    ordered = np.sort(starts)
    return int(ordered[few]), int(ordered[-1 - few])


def _places(starts: Ints, first: int, offset: int | None) -> Ints:
    """How many days each start lies after the first one; one before it is put far behind.

    Moments are so far from the clock that counts; without an ``offset`` the starts are days.
    """
    if offset is None:
        return np.subtract(starts, first, dtype="i8")
    after = starts + (offset - first * DAY)
    unsigned = after.view("u8")  # divided in half the time
    unsigned //= np.uint64(DAY)
    return after


def _outside(places: Ints, last: int) -> Ints | None:
    """Which of these are not from 0 to ``last``; None where all of them are."""
    unsigned = places.view("u8")  # a sign makes it large
    if unsigned.max() <= last:
        return None
    outside: Ints = unsigned > last
    return outside


@attrs.frozen(eq=False)
class _ByDay:
    """A limit whose end only depends on the day it starts, or on which its hours are over."""

    gives: tuple[Given, ...]
    limit: Any
    calendar: WorkCalendar | None
    zone: str | None
    by_day: bool
    start: str

    def fill(self, columns: Columns, out: Mapping[str, Ints]) -> Ints | None:
        own = columns[self.start]
        if not len(own):
            return None
        if not self.by_day and isinstance(self.limit, ElapsedHours):
            own = columns.once(np.add, own, length_of(self.limit))
        table = self._table(own, columns)
        if table is None:
            return np.ones(len(own), bool)
        places = columns.once(_places, own, table.first, None if self.by_day else table.offset)
        left = columns.once(_outside, places, len(table.last_day) - 1)
        rows = places if left is None else np.where(left, 0, places)  # all lie in the table
        for name, values in (("last_day", table.last_day), ("provisional", table.provisional)):
            if name in out:
                np.take(values, rows, out=out[name], mode="wrap")
        if "due" not in out:
            return left
        if table.keeps is not False:
            self._shifted(table, own, rows, out["due"])
        elif isinstance(table.shift, int):
            after = columns.once(np.multiply, rows, DAY)
            np.add(after, table.first * DAY - table.offset + table.shift, out=out["due"])
        else:
            np.take(table.due, rows, out=out["due"], mode="wrap")
        return left

    def _shifted(self, table: DayTable, own: Ints, rows: Ints, due: Ints) -> None:
        """The due instants of starts whose time of day is kept, at least on some days."""
        if isinstance(table.shift, int):
            np.add(own, table.shift, out=due)
        else:
            np.take(table.shift, rows, out=due, mode="wrap")
            due += own
        if table.keeps is not True:
            assert not isinstance(table.keeps, bool)
            np.copyto(due, np.take(table.due, rows), where=~np.take(table.keeps, rows))

    def _table(self, own: Ints, columns: Columns) -> DayTable | None:
        """The table of the calendar's days, or of the years in which the starts lie."""
        if self.calendar is not None:
            low, high = calendar_days(self.calendar)
        else:
            low, high = self._days(*columns.once(_ends, own))
            if high - low >= MOST_DAYS:  # a few that lie far off, such as 9999-12-31, are left
                low, high = self._days(*columns.once(_most_ends, own))
        return day_table(self.limit, self.calendar, self.zone, low, high, by_day=self.by_day)

    def _days(self, first: int, last: int) -> tuple[int, int]:
        """The days of these starts, in full runs of days."""
        low, high = (first, last) if self.by_day else (first // DAY - 1, last // DAY + 1)
        low = max(low, _EARLIEST) // _DAYS * _DAYS
        return low, min(high, _LATEST) // _DAYS * _DAYS + _DAYS - 1


@attrs.frozen(eq=False)
class _OnLine:
    """A limit of time that counts: working hours, or hours whose clock stops."""

    gives: tuple[Given, ...]
    table: LineTable
    offset: int
    published: tuple[int, int]
    start: str

    def fill(self, columns: Mapping[str, Ints], out: Mapping[str, Ints]) -> Ints | None:
        starts = columns[self.start]
        if not len(starts):
            return None
        due = out["due"] if "due" in out else np.empty(len(starts), "i8")
        self.table.fill(starts, due)
        if "last_day" in out or "provisional" in out:
            last = (due + (self.offset - 1)) // DAY  # 0:00 belongs to the day before
            if "last_day" in out:
                out["last_day"][:] = last
            if "provisional" in out:
                began = np.minimum((starts + self.offset) // DAY, last)
                first, until = self.published
                np.less(began, first, out=out["provisional"])
                out["provisional"] |= last > until
        return _outside(starts - self.table.first, self.table.last - self.table.first)
