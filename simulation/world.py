"""The years in which the department works: days, hours, and a clock that arrivals push on.

The library's calendar and the oracle's days are built apart, each in its own way.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING, Final

from csrules.workcalendar import cn_calendar
from tests.oracle import days as oracle_days
from tests.oracle.workhours import Segment, segment

if TYPE_CHECKING:
    from csrules.workcalendar import WorkCalendar
    from simulation.draws import Draws
    from tests.oracle.days import Days

__all__ = ["CLOSE", "END", "SEGMENTS", "START", "Clock", "calendar", "days"]

_YEARS: Final = range(2021, 2027)
START: Final = datetime(2021, 1, 4, 8)
END: Final = datetime(2026, 8, 31, 18)
"""When the last season's day ends: every limit that begins before then ends in days that are
published."""

CLOSE: Final = time(17, 30)
SEGMENTS: Final[list[Segment]] = [segment("08:30", "12:00"), segment("13:30", "17:30")]

_BUSY: Final = (0, 0, 0, 0, 0, 0, 1, 2, 8, 10, 10, 8, 4, 6, 10, 9, 8, 6, 3, 2, 1, 1, 0, 0)
"""How many of ten arrivals of each hour come about, on a weekday; a third of them otherwise."""


@cache
def calendar() -> WorkCalendar:
    """China's days of these years with the department's hours."""
    return cn_calendar(_YEARS, hours="08:30-12:00,13:30-17:30")


@cache
def days() -> Days:
    """The same days as the oracle has them."""
    return oracle_days.china(_YEARS)


class Clock:
    """The time of a season: it only goes forward, and reaches `END` with the last step."""

    def __init__(self, draws: Draws) -> None:
        self.draws = draws
        self.now = START

    def tick(self, steps_left: int) -> None:
        """On to the next arrival: soon mostly, now and then after days, by day rather than night.

        The rare long gaps are drawn so that the steps that are left fill the time that is left.
        """
        draws, way = self.draws, self.draws.upto(99)
        if way < 20:
            seconds = draws.one((0, 0, 1, 60))
        elif way < 70:
            seconds = draws.upto(3600)
        elif way < 92:
            seconds = draws.upto(20 * 3600)
        else:
            left = max(0, int((END - self.now).total_seconds()))
            seconds = draws.upto(11 * left // max(11, steps_left))
        now = self.now + timedelta(seconds=seconds)
        while way >= 20 and not self._comes(now):
            now += timedelta(seconds=draws.upto(2 * 3600))
        self.now = min(now, END)

    def _comes(self, moment: datetime) -> bool:
        chance = _BUSY[moment.hour] * 10
        return self.draws.often(chance if moment.weekday() < 5 else chance // 3) or (
            self.draws.often(2)  # somebody writes at night, too
        )

    def on_to(self, moment: datetime, seconds: int) -> None:
        """On to a moment, so many seconds beside it, if it lies ahead and in these years."""
        beside = moment + timedelta(seconds=seconds)
        if self.now < beside < END:
            self.now = beside
