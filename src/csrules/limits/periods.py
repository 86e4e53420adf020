"""When a duty recurs, and which period a due date covers: frequencies over dateutil's rules."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, Protocol

import attrs
from dateutil.rrule import DAILY, MONTHLY, WEEKLY, YEARLY, rrule

from csrules.calendars.moments import a_count, a_day
from csrules.doors import guarded
from csrules.errors import refuse
from csrules.limits.hourlimits import needed
from csrules.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from csrules.workcalendar import WorkCalendar

__all__ = [
    "Covers",
    "EveryDays",
    "EveryWorkingDay",
    "Frequency",
    "Monthly",
    "Quarterly",
    "Weekly",
    "Yearly",
]

_DAY: Final = timedelta(days=1)
_QUARTER_ENDS: Final = (3, 6, 9, 12)


class Frequency(Protocol):
    """What every frequency can do: give its days within a span, both ends included."""

    def days(self, since: date, until: date, calendar: WorkCalendar | None) -> tuple[date, ...]:
        """The days on which it falls."""
        ...


def _dates(rule: Iterable[datetime]) -> tuple[date, ...]:
    return tuple(moment.date() for moment in rule)


def _or_last(day: int) -> dict[str, object]:
    """Rule parts for a day of the month, or the last day of a month that is shorter."""
    return {"bymonthday": tuple(range(min(day, 28), day + 1)), "bysetpos": -1}


@guarded
@attrs.frozen
class Monthly:
    """By a day of each month; beyond the length of a month it is the last day.

    >>> [str(day) for day in Monthly(31).days(date(2024, 1, 1), date(2024, 3, 31), None)]
    ['2024-01-31', '2024-02-29', '2024-03-31']
    """

    day: int = attrs.field()

    def __attrs_post_init__(self) -> None:
        a_count(self.day, "day", 1, 31, "day of the month")

    @guarded
    def days(self, since: date, until: date, calendar: WorkCalendar | None) -> tuple[date, ...]:
        """The days on which it falls."""
        parts = _or_last(self.day)
        return _dates(rrule(MONTHLY, dtstart=since, until=until, **parts))  # type: ignore[arg-type]


@guarded
@attrs.frozen
class Yearly:
    """By a day of one month of each year; beyond the length of the month it is its last day."""

    month: int = attrs.field()
    day: int = 31

    def __attrs_post_init__(self) -> None:
        a_count(self.month, "month", 1, 12, "month")
        a_count(self.day, "day", 1, 31, "day of the month")

    @guarded
    def days(self, since: date, until: date, calendar: WorkCalendar | None) -> tuple[date, ...]:
        """The days on which it falls."""
        parts = {"bymonth": self.month, **_or_last(self.day)}
        return _dates(rrule(YEARLY, dtstart=since, until=until, **parts))  # type: ignore[arg-type]


@guarded
@attrs.frozen
class Quarterly:
    """By the end of each quarter, or so many days after it (0 to 89)."""

    after: int = 0

    def __attrs_post_init__(self) -> None:
        a_count(self.after, "after", 0, 89)

    @guarded
    def days(self, since: date, until: date, calendar: WorkCalendar | None) -> tuple[date, ...]:
        """The days on which it falls."""
        shift = timedelta(days=self.after)
        first, last = since - shift, until - shift
        ends = rrule(MONTHLY, dtstart=first, until=last, bymonth=_QUARTER_ENDS, bymonthday=-1)
        return tuple(day + shift for day in _dates(ends))


def _tuple(value: Iterable[int]) -> tuple[int, ...]:
    return tuple(value)


@guarded
@attrs.frozen
class Weekly:
    """On certain weekdays of each week; Monday is 0."""

    weekdays: tuple[int, ...] = attrs.field(converter=_tuple)

    def __attrs_post_init__(self) -> None:
        if not self.weekdays:
            refuse("weekdays", self.weekdays, "at least one weekday from 0 (Monday) to 6")
        for day in self.weekdays:
            a_count(day, "weekdays", 0, 6, "weekday")

    @guarded
    def days(self, since: date, until: date, calendar: WorkCalendar | None) -> tuple[date, ...]:
        """The days on which it falls."""
        return _dates(rrule(WEEKLY, dtstart=since, until=until, byweekday=self.weekdays))


@guarded
@attrs.frozen
class EveryDays:
    """Every so many days, counted from ``first``, which is one of them."""

    interval: int = attrs.field()
    first: date = attrs.field()

    def __attrs_post_init__(self) -> None:
        a_count(self.interval, "interval", 1, 3660)
        a_day(self.first, "first")

    @guarded
    def days(self, since: date, until: date, calendar: WorkCalendar | None) -> tuple[date, ...]:
        """The days on which it falls; none before ``first``."""
        missed = max(0, -((self.first - since).days // self.interval))
        start = self.first + timedelta(days=missed * self.interval)
        return _dates(rrule(DAILY, interval=self.interval, dtstart=start, until=until))


@attrs.frozen
class EveryWorkingDay:
    """On every working day of the calendar."""

    @guarded
    def days(self, since: date, until: date, calendar: WorkCalendar | None) -> tuple[date, ...]:
        """The days on which it falls."""
        known = needed(calendar, "a duty of every working day")
        every = rrule(DAILY, dtstart=since, until=until)
        return tuple(day for day in _dates(every) if known.is_working(day))


class Covers(Reading):
    """Which period a due date covers."""

    SAME_DAY = "same_day", "the day itself", "当日"
    SAME_MONTH = "same_month", "the month it falls in", "当月"
    PREVIOUS_MONTH = "previous_month", "the month before", "上月"
    SAME_QUARTER = "same_quarter", "the quarter it falls in", "本季度"
    PREVIOUS_QUARTER = "previous_quarter", "the quarter before", "上季度"
    SAME_YEAR = "same_year", "the year it falls in", "当年"
    PREVIOUS_YEAR = "previous_year", "the year before", "上年"

    def period(self, day: date) -> tuple[date, date]:
        """The first and the last day of the period.

        >>> [str(day) for day in Covers.PREVIOUS_MONTH.period(date(2024, 3, 10))]
        ['2024-02-01', '2024-02-29']
        """
        return _PERIODS[self](day)


def _months(size: int, back: int) -> Callable[[date], tuple[date, date]]:
    """Periods of ``size`` months that begin with the year, ``back`` periods earlier."""

    def period(day: date) -> tuple[date, date]:
        number = (day.year * 12 + day.month - 1) // size - back
        first, then = number * size, (number + 1) * size
        begin = date(first // 12, first % 12 + 1, 1)
        return begin, date(then // 12, then % 12 + 1, 1) - _DAY

    return period


_PERIODS: Final[dict[Covers, Callable[[date], tuple[date, date]]]] = {
    Covers.SAME_DAY: lambda day: (day, day),
    Covers.SAME_MONTH: _months(1, 0),
    Covers.PREVIOUS_MONTH: _months(1, 1),
    Covers.SAME_QUARTER: _months(3, 0),
    Covers.PREVIOUS_QUARTER: _months(3, 1),
    Covers.SAME_YEAR: _months(12, 0),
    Covers.PREVIOUS_YEAR: _months(12, 1),
}
