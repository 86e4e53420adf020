"""Shifts, and months of punches: on the second, late and early, missing and doubled."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING, Any, Final

import attrs
from hypothesis import strategies as st

from csrules.attendance import Direction, Punch, Shift
from csrules.testing.calendar_instants import known_days
from csrules.testing.whole_numbers import wholes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import SearchStrategy

    from csrules.workcalendar import WorkCalendar

__all__ = ["DAY_SHIFT", "faulty_punches", "months", "punches", "shifts"]

DAY_SHIFT: Final = Shift(time(8, 30), time(17, 30))
"""What `punches` takes for a shift where none is given: 08:30 to 17:30."""

_DAY: Final = timedelta(days=1)
_DAY_SECONDS: Final = 24 * 3600
_MONTHS: Final = (date(2024, 3, 1), date(2024, 2, 1), date(2023, 2, 1), date(2024, 4, 1))
_SHARP: Final = (0, 1, -1, 59, 60, 61, 299, 300, 301, 899, 900, 901, 1800, 3599, 3600, 3601, 14400)


def months(calendar: WorkCalendar | None = None) -> SearchStrategy[date]:
    """The first day of a month: of 31, 29, 28 and 30 days, or of one that ``calendar`` covers.

    >>> from hypothesis import find
    >>> print(find(months(), lambda month: True))
    2024-03-01
    """
    if calendar is None:
        return st.sampled_from(_MONTHS)
    first, last = known_days(calendar)
    begins = [first + number * _DAY for number in range((last - first).days + 1)]
    whole = [day for day in begins if day.day == 1 and _ends(day) <= last]
    return st.sampled_from(whole or [first.replace(day=1)])


def _ends(month: date) -> date:
    return month.replace(day=monthrange(month.year, month.month)[1])


@st.composite
def shifts(draw: st.DrawFn, *, overnight: bool | None = None) -> Shift:
    """Shifts with and without lunch, by day and over night; shrinks to 00:00 to 00:01 or 24 h.

    >>> from hypothesis import find
    >>> find(shifts(overnight=False), lambda shift: shift.start.hour > 7).start
    datetime.time(8, 0)
    """
    night = draw(st.booleans()) if overnight is None else overnight
    minutes = sorted(draw(st.lists(st.integers(0, 1439), min_size=2, max_size=2, unique=True)))
    start, end = minutes[::-1] if night else minutes
    length = (end - start) % 1440
    lunch = lunch_start = None
    if length > 2 and draw(st.booleans()):
        pause = draw(st.integers(0, length - 2))
        lunch = timedelta(minutes=pause)
        if draw(st.booleans()):
            lunch_start = _clock(start + draw(st.integers(1, length - pause - 1)))
    return Shift(_clock(start), _clock(end), lunch, lunch_start)


def _clock(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)


@attrs.frozen
class _Way:
    """How somebody punches on a day: seconds from the planned times; None: no punch is told."""

    on: int | None = 0
    off: int | None = 0
    told: bool = True  # a record says that nobody punched; otherwise there is no record


_SECONDS: Final = st.one_of(
    st.integers(0, 120), st.integers(-3600, 4 * 3600), st.sampled_from(_SHARP)
)
_WAYS: Final = st.one_of(
    st.just(_Way()),
    st.builds(_Way, on=_SECONDS),
    st.builds(_Way, off=_SECONDS.map(lambda number: -number)),
    st.builds(_Way, on=_SECONDS, off=_SECONDS.map(lambda number: -number)),
    st.builds(_Way, on=st.none(), off=st.none(), told=st.booleans()),
    st.builds(_Way, on=st.none(), told=st.booleans()),
    st.builds(_Way, off=st.none(), told=st.booleans()),
)


@st.composite
def punches(
    draw: st.DrawFn,
    *,
    people: Sequence[str] = ("li", "wang"),
    month: date | None = None,
    calendar: WorkCalendar | None = None,
    shift: Shift = DAY_SHIFT,
    planned: bool = False,
    most_odd: int = 6,
) -> tuple[Punch, ...]:
    """A month of punches, or its first days, that `csrules.attendance.assemble` takes.

    Shrinks to one punctual day. Everybody punches on every working day (of ``calendar``, or Monday
    to Friday): on the second, but for at most ``most_odd`` days each, which are late or early by
    seconds to hours, or miss one punch or both, told or not. ``planned`` writes the shift's times
    into each record. With a calendar in a zone, the moments are in that zone. ``month`` is any day
    of it.

    >>> from hypothesis import find
    >>> rows = find(punches(people=["li"]), lambda rows: len(rows) > 1)
    >>> [str(punch.at) for punch in rows]
    ['2024-03-01 08:30:00', '2024-03-01 17:30:00']
    """
    when = month or draw(months(calendar))
    every = _working_days(when, calendar)
    due = every[: draw(wholes(1, len(every)))] if every else []
    zone = calendar.tz if calendar is not None else None
    rows: list[Punch] = []
    for person in people:
        odd: dict[int, _Way] = {}
        if due and most_odd:
            odd = draw(st.dictionaries(st.integers(0, len(due) - 1), _WAYS, max_size=most_odd))
        for place, day in enumerate(due):
            way = odd.get(place, _Way())
            rows += _punched(person, day, shift, way, zone, planned)
    return tuple(rows)


def _working_days(month: date, calendar: WorkCalendar | None) -> list[date]:
    first = month.replace(day=1)
    every = [first + number * _DAY for number in range((_ends(month) - first).days + 1)]
    if calendar is None:
        return [day for day in every if day.weekday() < 5]
    begin, end = known_days(calendar)
    return [day for day in every if begin <= day <= end and calendar.is_working(day)]


def _punched(
    person: str, day: date, shift: Shift, way: _Way, zone: tzinfo | None, planned: bool
) -> list[Punch]:
    start, end, _ = shift.on(day, zone)
    assert start is not None and end is not None  # noqa: PT018  # a shift here has both
    opens = int((datetime.combine(day, time(), zone) - start).total_seconds())
    span = int((end - start).total_seconds())
    on = None if way.on is None else min(max(way.on, opens), _DAY_SECONDS - 1)
    off = None
    if way.off is not None:
        off = min(max(span + way.off, opens if on is None else on), _DAY_SECONDS - 1)
    found = []
    for direction, second, plan in (
        (Direction.ON, on, start),
        (Direction.OFF, off, end),
    ):
        if second is not None or way.told:
            at = None if second is None else start + timedelta(seconds=second)
            found.append(Punch(person, day, direction, at, plan if planned else None))
    return found


def _any_told(rows: tuple[Punch, ...]) -> bool:
    return any(row.at is not None for row in rows)


@st.composite
def faulty_punches(draw: st.DrawFn, /, **asked: Any) -> tuple[Punch, ...]:
    """A month as `punches` draws it, with one punch spoilt, of the first person who has any.

    Doubled, of another day, or out of order: ``assemble`` refuses it for that person.

    >>> from hypothesis import find
    >>> from csrules.attendance import assemble
    >>> rows = find(faulty_punches(people=["li"]), lambda rows: True)
    >>> assemble("li", rows)
    Traceback (most recent call last):
        ...
    csrules.errors.InputError: punches[1]: got '2024-03-01 08:30:00' (str); expected one punch on of
    li for 2024-03-01. Mend: remove the doubled one, or choose with first_on_last_off
    """
    rows = list(draw(punches(**asked).filter(_any_told)))
    person = next(row.person for row in rows if row.at is not None)
    told = [place for place, row in enumerate(rows) if row.person == person and row.at is not None]
    place = draw(st.sampled_from(told))
    row = rows[place]
    assert row.at is not None  # only such are chosen
    partners = [
        other
        for other in told
        if rows[other].work_date == row.work_date and rows[other].direction is not row.direction
    ]
    fault = draw(st.sampled_from(["doubled", "day", "order"] if partners else ["doubled", "day"]))
    if fault == "doubled":
        rows.insert(place + 1, row)
    elif fault == "day":
        days = draw(st.sampled_from([-30, -3, 3, 30]))
        rows[place] = attrs.evolve(row, at=row.at + timedelta(days=days))
    else:
        on, off = sorted((place, partners[0]), key=lambda one: rows[one].direction != Direction.ON)
        early = rows[on].at
        assert early is not None  # partners are told too
        rows[off] = attrs.evolve(rows[off], at=early - timedelta(seconds=1))
    return tuple(rows)
