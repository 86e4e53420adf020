"""Each class of corner that the guide promises comes up within a few examples."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis.strategies import SearchStrategy

from csrules.calendars.calendardays import DayKind
from csrules.regulations import company
from csrules.testing import (
    amounts,
    corner_days,
    cuts_of,
    days,
    fen_amounts,
    instants,
    known_days,
    months,
)
from csrules.workcalendar import cn_calendar
from tests.testing.drawing import drawn

POLICY = company.policy()
LOW, HIGH = cuts_of(POLICY)
CHINA = cn_calendar(range(2024, 2027), hours="08:30-12:00,13:30-17:30")
LEAP = cn_calendar(2024)
FIRST, LAST = known_days(CHINA)
DAY, TICK = timedelta(days=1), timedelta(microseconds=1)


def turns(day: date, step: timedelta) -> bool:
    """Whether a break ends on that side of the day."""
    return FIRST < day < LAST and CHINA.in_break(day) and not CHINA.in_break(day + step)


def beside_a_break(day: date) -> bool:
    return FIRST < day < LAST and not CHINA.in_break(day) and turns(day + DAY, -DAY)


def worked_at(clock: time, step: timedelta = timedelta()) -> Callable[[datetime], bool]:
    """Whether a moment is that time of a working day, or so much beside it."""

    def holds(moment: datetime) -> bool:
        return (moment - step).time() == clock and CHINA.is_working((moment - step).date())

    return holds


def long(length: int) -> Callable[[date], bool]:
    """Whether a month has that many days."""
    return lambda day: monthrange(day.year, day.month)[1] == length


CORNERS: dict[str, tuple[SearchStrategy[Any], Callable[[Any], bool], int]] = {
    "the lowest cut": (fen_amounts(POLICY), LOW.__eq__, 150),
    "one fen below it": (fen_amounts(POLICY), (LOW - 1).__eq__, 150),
    "one fen above it": (fen_amounts(POLICY), (LOW + 1).__eq__, 150),
    "the highest cut": (fen_amounts(POLICY), HIGH.__eq__, 150),
    "one fen below the highest": (fen_amounts(POLICY), (HIGH - 1).__eq__, 150),
    "one fen above the highest": (fen_amounts(POLICY), (HIGH + 1).__eq__, 150),
    "nothing to pay": (amounts(POLICY), lambda amount: amount == 0, 150),
    "the first instant of work": (instants(CHINA), worked_at(time(8, 30)), 900),
    "just before work": (instants(CHINA), worked_at(time(8, 30), -TICK), 1200),
    "the last instant before lunch": (instants(CHINA), worked_at(time(12)), 900),
    "the first after lunch": (instants(CHINA), worked_at(time(13, 30)), 900),
    "the last instant of work": (instants(CHINA), worked_at(time(17, 30)), 900),
    "just after work": (instants(CHINA), worked_at(time(17, 30), TICK), 1200),
    "midnight": (instants(CHINA), lambda moment: moment.time() == time(), 100),
    "the first day of a break": (days(CHINA), lambda day: turns(day, -DAY), 100),
    "the last day of a break": (days(CHINA), lambda day: turns(day, DAY), 100),
    "the day before a break": (days(CHINA), beside_a_break, 100),
    "a make-up day": (days(CHINA), lambda day: CHINA.kind(day) is DayKind.MAKE_UP, 100),
    "a holiday": (days(CHINA), lambda day: CHINA.kind(day) is DayKind.HOLIDAY, 100),
    "29 February": (days(LEAP), lambda day: (day.month, day.day) == (2, 29), 300),
    "the last day of a month": (days(CHINA), lambda day: (day + DAY).day == 1, 100),
    "the first known day": (days(LEAP), known_days(LEAP)[0].__eq__, 300),
    "the last known day": (days(LEAP), known_days(LEAP)[1].__eq__, 300),
    "the last known moment": (
        instants(CHINA), lambda moment: (moment + TICK).date() == LAST + DAY, 300,
    ),
    "the first day not known": (days(CHINA, beyond=True), (LAST + DAY).__eq__, 200),
    "the last day before": (days(CHINA, beyond=True), (FIRST - DAY).__eq__, 200),
    "a month of 28 days": (months(), long(28), 50),
    "a month of 29 days": (months(), long(29), 50),
    "a month of 30 days": (months(), long(30), 50),
    "a month of 31 days": (months(), long(31), 50),
    "a month of 28 days of a calendar": (months(CHINA), long(28), 100),
}  # fmt: skip


@pytest.mark.parametrize("corner", CORNERS)
def test_the_corner_is_reached(corner: str) -> None:
    strategy, holds, number = CORNERS[corner]
    assert any(holds(one) for one in drawn(strategy, number))


def test_corners_are_few_beside_the_days_that_are_known() -> None:
    assert len(corner_days(CHINA)) < (LAST - FIRST).days / 4
