"""Questions about deadlines: small calendars, and starts at their corners."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from hypothesis import strategies as st

from csrules.testing.calendar_instants import corner_days, instants
from csrules.testing.conformance.wirecalendars import Calendar
from csrules.testing.whole_numbers import wholes
from csrules.workcalendar import work_calendar

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import SearchStrategy

    from csrules.testing.conformance.operations import Operation
    from csrules.workcalendar import WorkCalendar

__all__ = ["DEADLINES", "plain_calendars"]

Round: TypeAlias = "list[dict[str, Any]]"

_DAY: Final = timedelta(days=1)
_HOURS: Final = ("08:30-12:00,13:30-17:30", "09:00-17:00", "00:00-24:00", "16:00-24:00")
_KNOWN: Final = (
    work_calendar(  # the National Day of 2026 with its make-up days
        date(2026, 9, 14),
        date(2026, 10, 18),
        days_off=[date(2026, 10, number) for number in range(1, 8)],
        working_days=[date(2026, 9, 20), date(2026, 10, 10)],
        hours=_HOURS[0],
    ),
    work_calendar(  # a Spring Festival, and 29 February
        date(2024, 2, 5),
        date(2024, 3, 10),
        days_off=[date(2024, 2, number) for number in range(10, 18)],
        working_days=[date(2024, 2, 18)],
        hours=_HOURS[1],
    ),
    work_calendar(  # the turn of a year, a six-day week
        date(2025, 12, 15), date(2026, 1, 25), weekend=(6,), days_off=[date(2026, 1, 1)],
        working_days=[date(2026, 1, 4)], hours=_HOURS[2],
    ),
)  # fmt: skip


def plain_calendars() -> SearchStrategy[WorkCalendar]:
    """Calendars of some weeks with breaks and make-up days, as a question can hold them.

    Shrinks to the weeks around the National Day of 2026.
    """
    return st.one_of(st.sampled_from(_KNOWN), _drawn())


@st.composite
def _drawn(draw: st.DrawFn) -> WorkCalendar:
    length = draw(st.integers(21, 49))
    every = [_KNOWN[0].first + number * _DAY for number in range(length)]
    off: set[date] = set()
    for start, size in draw(
        st.lists(st.tuples(st.integers(0, length - 8), st.integers(1, 8)), max_size=2)
    ):
        off |= set(every[start : start + size])
    weekend = draw(st.sampled_from([(5, 6), (6,), (4, 5)]))
    free = [day for day in every if day.weekday() in weekend and day not in off]
    made_up = draw(st.lists(st.sampled_from(free), unique=True, max_size=2)) if free else []
    hours = draw(st.sampled_from(_HOURS))
    return work_calendar(
        every[0], every[-1], weekend=weekend, days_off=off, working_days=made_up, hours=hours
    )


@st.composite
def _starts(draw: st.DrawFn) -> Round:
    """A calendar with a start on each of its corners at one time of day, and two any."""
    calendar = draw(plain_calendars())
    at = draw(instants(calendar)).replace(microsecond=0)
    span = (calendar.last - calendar.first) * draw(st.sampled_from([1, -1]))
    corners = [datetime.combine(day, at.time()) for day in corner_days(calendar)]
    written = Calendar().write(calendar)
    return [{"start": one.isoformat(), "calendar": written} for one in (at, *corners, at + span)]


_QUARTERS: Final = wholes(1, 200, (2, 14, 16, 30, 48, 96)).map(
    lambda number: f"{number * 25 // 100}.{number * 25 % 100:02d}"
)
_HOURS_LONG: Final = st.one_of(st.sampled_from(["24", "12", "1", "8"]), _QUARTERS)


@st.composite
def _hours(draw: st.DrawFn, operation: Operation) -> Round:
    del operation
    hours = draw(_HOURS_LONG)
    return [given | {"hours": hours} for given in draw(_starts())]


@st.composite
def _days(draw: st.DrawFn, operation: Operation) -> Round:
    del operation
    days = draw(wholes(1, 30, (2, 3, 6)))
    return [given | {"days": days} for given in draw(_starts())]


@st.composite
def _month_day(draw: st.DrawFn, operation: Operation) -> Round:
    del operation
    calendar = draw(plain_calendars())
    written = Calendar().write(calendar)
    any_day = draw(st.sampled_from([10, 28, 29, 30, 31]))
    first = calendar.first
    days = [*corner_days(calendar), first.replace(day=min(any_day, 28))]
    return [
        {"year": day.year, "month": day.month, "day": number, "calendar": written}
        for day in days
        for number in (day.day, any_day)
    ]


DEADLINES: Final[dict[str, Callable[[Operation], SearchStrategy[Round]]]] = {
    "elapsed_hours": _hours,
    "working_hours": _hours,
    "calendar_days": _days,
    "working_days": _days,
    "month_day": _month_day,
}
"""How questions of each operation about deadlines are drawn, by its name."""
