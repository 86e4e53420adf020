"""Small work calendars with everything that makes one hard.

Holiday breaks and make-up days, lunch, night shifts, half Saturdays, single days set otherwise,
time zones with and without summer time, and a last published day.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from hypothesis import strategies as st

from csrules.calendars.calendardays import Unpublished
from csrules.workcalendar import work_calendar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import SearchStrategy

    from csrules.workcalendar import WorkCalendar

__all__ = ["ZONES", "calendars", "day_hours"]

ZONES: Final = (None, "Asia/Shanghai", "Europe/Berlin", "UTC")
"""The zones that `calendars` draws from by default: none, and with and without summer time."""

_DAY: Final = timedelta(days=1)
_QUARTERS: Final = 96
_COMMON: Final = (
    "08:30-12:00,13:30-17:30", "09:00-17:00", "22:00-02:00,03:00-06:00", "20:00-32:00",
    "00:00-24:00", "00:00-08:00", "16:00-24:00",
)  # fmt: skip
_FEWEST_DAYS: Final = 14
_STARTS: Final = (
    date(2024, 1, 1), date(2024, 2, 19), date(2023, 12, 20), date(2026, 2, 2), date(2025, 3, 17),
    date(2025, 10, 20),
)  # fmt: skip


def day_hours() -> SearchStrategy[str]:
    """Working time of a day as text: common ones, and any with up to one break.

    Ends may lie after 24:00, and the whole within 24 h of its start.

    >>> from hypothesis import find
    >>> find(day_hours(), lambda text: "-24:00" in text)
    '00:00-24:00'
    """
    return st.one_of(st.sampled_from(_COMMON), _hours())


@st.composite
def _hours(draw: st.DrawFn) -> str:
    start = draw(st.integers(0, _QUARTERS - 1))
    length = draw(st.integers(1, _QUARTERS))
    ends = [start, start + length]
    if length > 2 and draw(st.booleans()):
        begin = draw(st.integers(1, length - 2))
        stop = draw(st.integers(begin, length - 1))  # both alike: two segments that meet
        ends = [start, start + begin, start + stop, start + length]
    texts = [f"{quarter // 4:02d}:{quarter % 4 * 15:02d}" for quarter in ends]
    return ",".join("-".join(texts[n : n + 2]) for n in range(0, len(texts), 2))


@st.composite
def calendars(
    draw: st.DrawFn,
    *,
    hours: bool | None = None,
    zones: Sequence[str | None] = ZONES,
    most_days: int = 120,
) -> WorkCalendar:
    """Calendars of 14 to ``most_days`` days; shrinks to two weeks of 2024 without a holiday.

    ``hours``: with working time, without, or either. ``zones`` are those to draw from.

    >>> from hypothesis import find
    >>> find(calendars(hours=True, zones=[None]), lambda calendar: True)
    <WorkCalendar 2024-01-01 to 2024-01-14, 10 working days known, 08:30-12:00,13:30-17:30>
    """
    steps = st.integers(0, 9000).map(lambda number: _STARTS[0] + timedelta(days=number))
    first = draw(st.one_of(st.sampled_from(_STARTS), steps))
    length = draw(st.integers(_FEWEST_DAYS, max(_FEWEST_DAYS, most_days)))
    last = first + timedelta(days=length - 1)
    weekend = draw(st.sampled_from([(5, 6), (6,), (4, 5), ()]))
    tz = draw(st.sampled_from(list(zones)))
    off = _days(first, length, draw(_breaks(length)))
    free = [
        day
        for day in (first + timedelta(days=n) for n in range(length))
        if day.weekday() in weekend and day not in off
    ]
    made_up = draw(st.lists(st.sampled_from(free), unique=True, max_size=3)) if free else []
    week = draw(_weeks(weekend)) if draw(_with(hours)) else None
    overrides = draw(_overrides(first, length, week))
    works = [
        day
        for day in (first + timedelta(days=n) for n in range(length))
        if day not in overrides and day not in off and day.weekday() not in weekend
    ]
    if not works:  # a calendar without a working day is refused
        off, overrides = set(), {}
    published = None
    if draw(st.booleans()):
        published = first + timedelta(days=draw(st.integers(_FEWEST_DAYS // 2, length - 1)))
    return work_calendar(
        first,
        last,
        weekend=weekend,
        days_off=off,
        working_days=made_up,
        hours=week,
        tz=tz,
        published_until=published,
        unpublished=draw(st.sampled_from(list(Unpublished))),
        overrides=overrides,
    )


def _with(wanted: bool | None) -> SearchStrategy[bool]:
    return st.booleans() if wanted is None else st.just(wanted)


def _breaks(length: int) -> SearchStrategy[list[tuple[int, int]]]:
    """Holiday breaks: after how many days each begins, and how long it is."""
    return st.lists(st.tuples(st.integers(0, length - 1), st.integers(1, 8)), max_size=3)


def _days(first: date, length: int, breaks: list[tuple[int, int]]) -> set[date]:
    offsets = {start + n for start, size in breaks for n in range(size) if start + n < length}
    return {first + timedelta(days=offset) for offset in offsets}


@st.composite
def _weeks(draw: st.DrawFn, weekend: tuple[int, ...]) -> str | dict[str, str]:
    """Hours of all days alike, or with a half Saturday or shorter make-up days.

    The shorter ones begin with the others, so that no shift reaches into the next day's first.
    """
    whole = draw(day_hours())
    half = whole.split(",", maxsplit=1)[0]
    week = {"default": whole}
    if 5 not in weekend and draw(st.booleans()):
        week["sat"] = half
    if draw(st.booleans()):
        week["make_up"] = half
    return week if len(week) > 1 else whole


@st.composite
def _overrides(
    draw: st.DrawFn, first: date, length: int, week: str | dict[str, str] | None
) -> dict[date, str]:
    settings = ["off", "working"]
    if week is not None:
        whole = week if isinstance(week, str) else week["default"]
        settings.append(whole.split(",", maxsplit=1)[0])
    offsets = st.integers(0, length - 1)
    rows = draw(st.dictionaries(offsets, st.sampled_from(settings), max_size=2))
    return {first + timedelta(days=offset): setting for offset, setting in rows.items()}
