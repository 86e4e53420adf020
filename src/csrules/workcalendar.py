"""Work calendars: which days are worked, from when to when, and as of what they are published.

>>> from datetime import date, datetime, timedelta
>>> calendar = cn_calendar(2026, hours="08:30-12:00,13:30-17:30")
>>> calendar.is_working(date(2026, 2, 14)), calendar.kind(date(2026, 2, 14)).say()
(True, 'a make-up working day')
>>> calendar.add_working_time(datetime(2026, 9, 30, 16), timedelta(hours=3))
datetime.datetime(2026, 10, 8, 10, 0)
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, NoReturn

import attrs

from csrules.calendars.calendardays import DayKind, Unpublished, day_names, day_set, overridden
from csrules.calendars.cn import FIRST_YEAR, LAST_YEAR, chinese_days
from csrules.calendars.hours import Hours, WeekHours, WeekHoursLike, week_hours
from csrules.calendars.moments import a_count, a_day, a_length, a_zone, end_of_day, start_of_day
from csrules.calendars.workdays import FIELDS, WorkDays
from csrules.calendars.worktime import WorkLine
from csrules.doors import explain, guarded
from csrules.errors import (
    Fault,
    Faults,
    InputError,
    MissingParameterError,
    UnknownNameError,
    nearest,
    refuse,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from zoneinfo import ZoneInfo

    from csrules.calendars.hours import HoursLike
    from csrules.citation import Text

__all__ = ["DayKind", "Hours", "Unpublished", "WorkCalendar", "cn_calendar", "work_calendar"]

_DAY: Final = timedelta(days=1)
_ZERO: Final = timedelta(0)
_MOST_DAYS: Final = 73_200  # two hundred years
_GIVE_HOURS: Final = 'build it with hours="08:30-12:00,13:30-17:30"'


@attrs.frozen(repr=False, cache_hash=True)
class WorkCalendar(WorkDays):
    """Working days and working time from ``first`` to ``last``, compiled once and frozen.

    Built by `work_calendar` or `cn_calendar`. With ``tz`` it takes and gives aware moments,
    without it naive ones. Days beyond ``published_until`` (or before ``published_from``) have
    holidays by expectation and no make-up days: such days are refused with `NotCoveredError`, or
    estimated, and then ``published(day)`` says that an answer is provisional.
    """

    _line: WorkLine | None = attrs.field(init=False, eq=False)

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        object.__setattr__(self, "_line", self._compiled_line() if self.hours else None)

    def _compiled_line(self) -> WorkLine | None:
        known = [date.fromordinal(self._zero + n) for n in range(1, len(self._upto))]
        if not known or self.hours is None:
            return None
        hours = self._days.hours[known[0].toordinal() - self.first.toordinal() :]
        segments: list[tuple[datetime, datetime]] = []
        reached = datetime(1, 1, 1)
        for day, own in zip(known, hours, strict=False):
            midnight = datetime(day.year, day.month, day.day)
            for begin, end in own.segments if own else ():
                start = self._to_line(midnight + timedelta(minutes=begin))
                stop = self._to_line(midnight + timedelta(minutes=end))
                start = max(start, reached)  # where the clock is put forward into a segment
                if start < stop:
                    segments.append((start, stop))
                    reached = stop
        # what the shift of the day before the first known day works into it is not known
        first = start_of_day(known[0], None) + timedelta(minutes=self.hours.overrun)
        return WorkLine(segments, self._to_line(first), self._to_line(known[-1] + _DAY))

    def _to_line(self, wall: date) -> datetime:
        """A local clock time, without its zone, on the line: itself, or UTC."""
        moment = wall if isinstance(wall, datetime) else start_of_day(wall, None)
        if self.tz is None:
            return moment
        return moment.replace(tzinfo=self.tz).astimezone(UTC).replace(tzinfo=None)

    # --- working time ------------------------------------------------------------------------

    @property
    def line(self) -> WorkLine | None:
        """The compiled line of working time; None without hours, or without a known day."""
        return self._line

    @property
    def overrun(self) -> int:
        """By how many minutes shifts reach into the next day, at most; 0 without hours."""
        single = (own.close - 1440 for _, own in self.overrides if isinstance(own, Hours))
        return max([self.hours.overrun, *single]) if self.hours else 0

    def _worktime(self) -> WeekHours:
        if self.hours is None:
            raise MissingParameterError(
                Fault("hours", None, "working time; this calendar knows days only", _GIVE_HOURS)
            )
        return self.hours

    def _on_line(self, moment: datetime) -> datetime:
        return moment if self.tz is None else moment.astimezone(UTC).replace(tzinfo=None)

    def _off_line(self, moment: datetime) -> datetime:
        return moment if self.tz is None else self.tz.fromutc(moment.replace(tzinfo=self.tz))

    def hours_of(self, day: date) -> Hours | None:
        """The working time of the day; ``None`` when it is not worked."""
        self._worktime()
        return self._days.hours[self._number(day) + self._zero - self.first.toordinal()]

    def _unknown_time(self, moment: datetime, path: str, *, forward: bool = True) -> NoReturn:
        """Refuse: working time is needed beyond the known line, or from outside it."""
        self._worktime()
        line, on_line, day = self._line, self._on_line(moment), moment.toordinal()
        if line is None or on_line > line.last:
            needed = day
        elif on_line < line.first:
            needed = min(day, self._zero)
        else:
            needed = self._zero + (len(self._upto) if forward else 0)
        self._beyond(needed, path, moment)

    def add_working_time(self, start: datetime, length: timedelta) -> datetime:
        """The first moment at which ``length`` of working time has passed since ``start``.

        It is reached in working time, its end included; adding nothing gives ``start``.

        >>> march = date(2024, 3, 1), date(2024, 3, 31)
        >>> calendar = work_calendar(*march, hours="08:30-12:00,13:30-17:30")
        >>> calendar.add_working_time(datetime(2024, 3, 8, 16), timedelta(hours=1.5))
        datetime.datetime(2024, 3, 8, 17, 30)
        """
        line = self._line
        try:
            if type(start) is datetime and start.tzinfo is None is self.tz:
                own = start
            else:
                own = self.moment(start)
            if type(length) is not timedelta or length <= _ZERO:
                length = a_length(length)
        except InputError as error:
            explain(error, WorkCalendar.add_working_time, self, start, length)
            raise
        if line is not None:
            if length == _ZERO:
                return own
            found = line.add(own if self.tz is None else self._on_line(own), length)
            if found is not None:
                return found if self.tz is None else self._off_line(found)
        self._unknown_time(own, "start")

    def subtract_working_time(self, end: datetime, length: timedelta) -> datetime:
        """The last moment from which ``length`` of working time passes until ``end``."""
        try:
            own = self.moment(end, "end")
            length = a_length(length)
        except InputError as error:
            explain(error, WorkCalendar.subtract_working_time, self, end, length)
            raise
        if self._line is not None:
            if length == _ZERO:
                return own
            found = self._line.subtract(self._on_line(own), length)
            if found is not None:
                return self._off_line(found)
        self._unknown_time(own, "end", forward=False)

    def working_time(self, start: datetime, end: datetime) -> timedelta:
        """The working time from ``start`` to ``end``; negative when ``end`` is earlier."""
        try:
            moments = self.moment(start), self.moment(end, "end")
        except InputError as error:
            explain(error, WorkCalendar.working_time, self, start, end)
            raise
        worked = []
        for own, path in zip(moments, ("start", "end"), strict=True):
            past = self._line.worked(self._on_line(own)) if self._line is not None else None
            if past is None:
                self._unknown_time(own, path)
            worked.append(past)
        return worked[1] - worked[0]

    def close_of_business(self, day: date) -> datetime:
        """When business closes on ``day``; on a day not worked, when it ordinarily would (R7)."""
        hours = self._worktime()
        own = self.hours_of(day) or hours.ordinary
        midnight = start_of_day(day, None)
        return self._off_line(self._to_line(midnight + timedelta(minutes=own.close)))

    def end_of_day(self, day: date) -> datetime:
        """24:00 of ``day``, as the instant that begins the next (R7); the day need not be known."""
        return end_of_day(a_day(day), self.tz)

    def start_of_day(self, day: date) -> datetime:
        """0:00 of ``day``, or the first instant of it; the day need not be known."""
        return start_of_day(a_day(day), self.tz)


def _unpublished(value: object, path: str) -> Unpublished:
    known = [str(reading.value) for reading in Unpublished]
    if not isinstance(value, str) or value not in known:
        raise UnknownNameError(Fault(path, value, "'refuse' or 'estimate'", nearest(value, known)))
    return Unpublished(value)


def _weekend(value: object, path: str) -> tuple[int, ...]:
    if isinstance(value, str) or not isinstance(value, Iterable):
        refuse(path, value, "weekdays from 0 (Monday) to 6, such as (5, 6)")
    return tuple(sorted({a_count(day, path, 0, 6, "weekday") for day in value}))


def _optional_day(value: object, path: str) -> date | None:
    return None if value is None else a_day(value, path)


@guarded
def work_calendar(
    first: date,
    last: date,
    *,
    weekend: Iterable[int] = (5, 6),
    days_off: Iterable[date] | Mapping[date, str | Text] = (),
    working_days: Iterable[date] = (),
    hours: WeekHoursLike | None = None,
    tz: ZoneInfo | str | None = None,
    published_from: date | None = None,
    published_until: date | None = None,
    unpublished: Unpublished | str = Unpublished.REFUSE,
    overrides: Mapping[date, HoursLike] | None = None,
) -> WorkCalendar:
    """A calendar of the days from ``first`` to ``last``, both included.

    ``days_off`` are holidays, with or without names; ``working_days`` are worked although they
    are weekend days. ``hours`` is the working time of a day, or a mapping by weekday, see
    `csrules.calendars.hours`; without it the calendar knows days only. ``overrides`` sets days:
    ``"off"``, ``"working"``, or the hours of that day. All faults of the arguments come at once.

    >>> work_calendar(date(2024, 3, 1), date(2024, 3, 31), hours="09:00-17:00")
    <WorkCalendar 2024-03-01 to 2024-03-31, 21 working days known, 09:00-17:00>
    """
    faults = Faults()
    taken: dict[str, Any] = dict.fromkeys(FIELDS)
    readers: tuple[tuple[str, object, Callable[[Any, str], object]], ...] = (
        ("first", first, a_day),
        ("last", last, a_day),
        ("weekend", weekend, _weekend),
        ("days_off", days_off, day_names),
        ("working_days", working_days, day_set),
        ("hours", hours, week_hours),
        ("tz", tz, a_zone),
        ("published_from", published_from, _optional_day),
        ("published_until", published_until, _optional_day),
        ("unpublished", unpublished, _unpublished),
        ("overrides", overrides, overridden),
    )
    for name, value, read in readers:
        with faults:
            taken[name] = read(value, name)
    begin, end = taken["first"], taken["last"]
    if begin is not None and end is not None:
        with faults:
            if begin > end:
                refuse("last", end, f"a day not before first ({begin})", "exchange the two")
            if begin.year < 2 or end.year > 9997 or (end - begin).days >= _MOST_DAYS:
                refuse("last", end, "at most 200 years, within the years 2 to 9997")
    faults.raise_as(InputError)
    return WorkCalendar(**taken)


@guarded
def cn_calendar(
    years: Iterable[int] | int,
    *,
    tz: ZoneInfo | str | None = None,
    hours: WeekHoursLike | None = None,
    unpublished: Unpublished | str = Unpublished.REFUSE,
    overrides: Mapping[date, HoursLike] | None = None,
) -> WorkCalendar:
    """Working days of mainland China, with make-up working weekends as they were published.

    ``years`` is one year or several that follow one another. The published limit is that of the
    installed package ``holidays``; nothing of it is kept but the days.

    >>> cn_calendar(range(2024, 2027)).kind(date(2026, 10, 1)).say("zh")
    '节假日'
    """
    asked = [years] if isinstance(years, int) else years
    if isinstance(asked, str) or not isinstance(asked, Iterable):
        refuse("years", years, "a year or several, such as range(2024, 2027)")
    known = [a_count(year, "years", FIRST_YEAR, LAST_YEAR, "a year") for year in asked]
    if not known or sorted(set(known)) != list(range(min(known), max(known) + 1)):
        refuse("years", years, "years that follow one another", "write range(2024, 2027)")
    days = chinese_days(min(known), max(known))
    return work_calendar(
        date(min(known), 1, 1),
        date(max(known), 12, 31),
        days_off=days.days_off,
        working_days=days.working_days,
        hours=hours,
        tz=tz,
        published_from=days.published_from,
        published_until=days.published_until,
        unpublished=unpublished,
        overrides=overrides,
    )
