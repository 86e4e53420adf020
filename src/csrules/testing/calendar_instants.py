"""Days and moments of a calendar, with those at which something may change."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from hypothesis import strategies as st

from csrules.calendars.calendardays import DayKind, Unpublished
from csrules.calendars.moments import start_of_day

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from csrules.workcalendar import WorkCalendar

__all__ = ["corner_days", "days", "instants", "known_days"]

_DAY: Final = timedelta(days=1)
_MINUTES: Final = 24 * 60
_STEPS: Final = tuple(
    timedelta(microseconds=number) for number in (0, 1, -1, 1_000_000, -1_000_000, 60_000_000)
)
_SPOTS: Final = st.one_of(
    st.integers(0, _MINUTES - 1).map(lambda minute: timedelta(minutes=minute)),
    st.tuples(st.integers(0, 11), st.sampled_from(_STEPS)),
)


def known_days(calendar: WorkCalendar) -> tuple[date, date]:
    """The first and the last day about which a calendar answers.

    >>> from csrules.workcalendar import work_calendar
    >>> march = work_calendar(date(2024, 3, 1), date(2024, 3, 31), published_until=date(2024, 3, 9))
    >>> [str(day) for day in known_days(march)]
    ['2024-03-01', '2024-03-09']
    """
    first, last = calendar.first, calendar.last
    if calendar.unpublished is Unpublished.REFUSE:
        first = max(first, calendar.published_from or first)
        last = min(last, calendar.published_until or last)
    return first, last


@lru_cache(maxsize=64)
def corner_days(calendar: WorkCalendar) -> tuple[date, ...]:
    """The known days of a calendar at which something may change, and their neighbours.

    Make-up days, the ends of breaks, single days set otherwise, 29 February, the first and the
    last day of months, the ends of what is known, and the last published day.
    """
    first, last = known_days(calendar)
    found = {first, last, calendar.published_until or last}
    odd = (DayKind.MAKE_UP, DayKind.OVERRIDE_OFF, DayKind.OVERRIDE_WORKING)
    previous = False
    for number in range((last - first).days + 1):
        day = first + number * _DAY
        inside = calendar.in_break(day)
        turns = inside is not previous  # the first day of a break, or the first after it
        if calendar.kind(day) in odd or turns or day.day == 1 or (day.month, day.day) == (2, 29):
            found |= {day - _DAY, day, day + _DAY}
        previous = inside
    return tuple(sorted(day for day in found if first <= day <= last))


def days(calendar: WorkCalendar, *, beyond: bool = False) -> SearchStrategy[date]:
    """Days that a calendar knows: plain ones and corners; shrinks to the first.

    ``beyond=True`` gives instead days about which it must refuse to answer.

    >>> from hypothesis import find
    >>> from csrules.workcalendar import cn_calendar
    >>> calendar = cn_calendar(2026)
    >>> str(find(days(calendar), lambda day: calendar.is_working(day)))
    '2026-01-04'
    """
    first, last = known_days(calendar)
    if beyond:
        after = st.integers(1, 500).map(lambda number: last + number * _DAY)
        before = st.integers(1, 500).map(lambda number: first - number * _DAY)
        return st.one_of(after, before)
    plain = st.integers(0, (last - first).days).map(lambda number: first + number * _DAY)
    return st.one_of(plain, st.sampled_from(corner_days(calendar)))


def instants(calendar: WorkCalendar) -> SearchStrategy[datetime]:
    """Moments on days that a calendar knows, in its zone if it has one; none that no clock showed.

    Midnight, the ends of working time on each side by a microsecond and by a second, and plain
    ones, on plain days and corners; the first and the last known moment. Shrinks to 0:00 of the
    first known day.

    >>> from hypothesis import find
    >>> from csrules.workcalendar import work_calendar
    >>> march = work_calendar(date(2024, 3, 1), date(2024, 3, 31), hours="09:00-17:00")
    >>> print(find(instants(march), lambda moment: True))
    2024-03-01 00:00:00
    """
    ends = [(known_days(calendar)[0], timedelta(0)), (known_days(calendar)[1], _DAY)]
    spots = st.tuples(days(calendar), _SPOTS)
    return st.one_of(spots, spots, st.sampled_from(ends)).map(lambda spot: _on(calendar, *spot))


def _on(calendar: WorkCalendar, day: date, spot: timedelta | tuple[int, timedelta]) -> datetime:
    """A moment of the day: so long after 0:00, or a step from one of the ends of its segments."""
    if isinstance(spot, timedelta):
        return _at(calendar, day, spot)
    ends = [0, _MINUTES]
    hours = calendar.hours_of(day) if calendar.hours else None
    if hours is not None:
        ends += [minute for segment in hours.segments for minute in segment]
    place, step = spot
    return _at(calendar, day, timedelta(minutes=ends[place % len(ends)]) + step)


def _at(calendar: WorkCalendar, day: date, offset: timedelta) -> datetime:
    """So long after 0:00 by the clock face, brought back to the days that are known."""
    first, last = known_days(calendar)
    begin = start_of_day(first, None)
    end = start_of_day(last, None) + _DAY - timedelta(microseconds=1)
    wall = min(max(start_of_day(day, None) + offset, begin), end)
    if calendar.tz is None:
        return wall
    return wall.replace(tzinfo=calendar.tz).astimezone(UTC).astimezone(calendar.tz)
