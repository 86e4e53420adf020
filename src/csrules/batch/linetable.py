"""Working time, or the time of days that count, over columns: a line of segments made a table.

For one length the due instant is a line with steps over the start: it stands still while nothing is
worked and goes along while something is. Where all steps lie on a grid, as quarters of an hour do,
a table by the grid's cells answers; otherwise two searches do. Both are exact to the microsecond.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import attrs
import numpy as np

from csrules.batch.answers import day_number, moment_number
from csrules.limits.limitreadings import Skips

if TYPE_CHECKING:
    from csrules.batch.columns import Ints
    from csrules.deadlines import ElapsedHours
    from csrules.workcalendar import WorkCalendar

__all__ = ["LineTable", "counted_line", "line_table", "worked_line"]

_MOST_CELLS: Final = 1 << 21


@attrs.frozen(eq=False)
class Line:
    """Segments of time that counts, in microseconds since 1970, known from ``first`` on."""

    starts: Ints
    ends: Ints
    first: int
    last: int

    @property
    def done(self) -> Ints:
        """How much has counted at the end of each segment."""
        found: Ints = np.cumsum(self.ends - self.starts)
        return found


@attrs.frozen(eq=False)
class LineTable:
    """The due instants of one length over a line, for starts from ``first`` to ``last``."""

    first: int
    last: int
    line: Line
    length: int

    def fill(self, starts: Ints, due: Ints) -> None:
        """The due instants of starts that lie between ``first`` and ``last``; any for others."""
        due[:] = _searched(self.line, np.clip(starts, self.first, self.last), self.length)


@attrs.frozen(eq=False)
class GridTable(LineTable):
    """One whose steps lie on a grid: answered by its cells, without a search."""

    grid: int
    floor: Ints  # of the start: the end of a cell in which nothing counts
    ahead: Ints  # the due instant less that

    def fill(self, starts: Ints, due: Ints) -> None:
        """The due instants of starts that lie between ``first`` and ``last``; any for others."""
        cells = starts - (self.first - self.grid + 1)
        cells //= self.grid
        np.take(self.floor, cells, out=due, mode="clip")
        np.maximum(due, starts, out=due)
        due += np.take(self.ahead, cells, mode="clip")


def _searched(line: Line, starts: Ints, length: int) -> Ints:
    """The first moment at which so much has counted since each start; there is one."""
    done = line.done
    past = done - (line.ends - line.starts)
    begun = np.searchsorted(line.ends, starts)
    worked = np.maximum(starts - line.starts[begun], 0)
    target = past[begun] + worked + length
    over = np.searchsorted(done, target)
    found: Ints = line.starts[over] + (target - past[over])
    return found


@lru_cache(maxsize=16)
def line_table(line: Line, length: int) -> LineTable | None:
    """The table of a length over a line; None where nothing has an answer."""
    if not len(line.starts):
        return None
    done = line.done
    past = done - (line.ends - line.starts)
    if done[-1] < length:
        return None
    # the last start with an answer, and the starts whose due instant ends a segment
    ending = done[done >= length] - length
    place = np.searchsorted(done, ending)
    steps = line.starts[place] + (ending - past[place])
    last = min(line.last, int(steps[-1]))
    if line.first > last:
        return None
    marks = np.clip(np.concatenate([line.starts, line.ends, steps]), line.first, last)
    grid = int(np.gcd.reduce(marks - line.first))  # also of ``last``: the line ends behind it
    if last - line.first >= _MOST_CELLS * grid:
        return LineTable(line.first, last, line, length)
    ends = np.arange(line.first, last + grid, grid)
    due = _searched(line, ends, length)
    counts = line.starts[np.searchsorted(line.ends, ends)] < ends
    floor = np.where(counts, line.first, ends)
    return GridTable(line.first, last, line, length, grid, floor, due - ends)


@lru_cache(maxsize=16)
def worked_line(calendar: WorkCalendar) -> Line | None:
    """A calendar's working time, of the segments that it compiled for itself."""
    known = calendar.line
    if known is None:
        return None
    pairs = known.segments
    starts, ends = ([moment_number(pair[side]) for pair in pairs] for side in (0, 1))
    return Line(
        np.array(starts, "i8"),
        np.array(ends, "i8"),
        moment_number(known.first),
        moment_number(known.last),
    )


@lru_cache(maxsize=16)
def counted_line(calendar: WorkCalendar, skips: Skips) -> Line | None:
    """The days of a calendar that count, each from 0:00 to 24:00."""
    days: Any = calendar.known_days
    if not days:
        return None
    instants = [moment_number(calendar.end_of_day(day)) for day in days]
    begins = [moment_number(calendar.start_of_day(days[0])), *instants[:-1]]
    wanted = [
        not calendar.in_break(day) if skips is Skips.HOLIDAY_BREAKS else calendar.is_working(day)
        for day in days
    ]
    mask = np.array(wanted)
    starts, ends = np.array(begins, "i8"), np.array(instants, "i8")
    return Line(starts[mask], ends[mask], begins[0], instants[-1])


def length_of(limit: ElapsedHours | Any) -> int:
    """A limit's hours in microseconds."""
    return int(limit.hours * 3_600_000_000)


def published_days(calendar: WorkCalendar) -> tuple[int, int]:
    """From which day to which the arrangement is published, in days since 1970."""
    first, last = calendar.published_from or date.min, calendar.published_until or date.max
    return day_number(first), day_number(last)
