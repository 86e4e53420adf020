"""Working time, or the time of days that count, over columns: a line of segments made a table.

For one length the due instant is a line with steps over the start: it stands still while nothing is
worked and goes along while something is. Where all steps lie on a grid, as quarters of an hour do,
a table by the grid's cells answers; otherwise two searches do. Both are exact to the microsecond.
"""

from __future__ import annotations

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
_STANDS: Final = -(2**63)


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
    grid: int
    floor: Ints  # of the start: the end of a cell in which nothing counts
    ahead: Ints  # the due instant less that
    line: Line
    length: int

    def fill(self, starts: Ints, due: Ints) -> None:
        """The due instants of starts that lie between ``first`` and ``last``."""
        if not self.grid:
            due[:] = _searched(self.line, starts, self.length)
            return
        cells = starts - (self.first - self.grid + 1)
        cells //= self.grid
        np.take(self.floor, cells, out=due, mode="clip")
        np.maximum(due, starts, out=due)
        due += np.take(self.ahead, cells, mode="clip")


def _searched(line: Line, starts: Ints, length: int) -> Ints:
    """The first moment at which so much has counted since each start."""
    done = line.done
    past = done - (line.ends - line.starts)
    begun = np.minimum(np.searchsorted(line.ends, starts, side="right"), len(done) - 1)
    worked = np.clip(starts - line.starts[begun], 0, line.ends[begun] - line.starts[begun])
    target = past[begun] + worked + length
    over = np.minimum(np.searchsorted(done, target, side="left"), len(done) - 1)
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
    place = np.minimum(np.searchsorted(done, ending, side="left"), len(done) - 1)
    steps = line.starts[place] + (ending - past[place])
    last = min(line.last, int(steps[-1]))
    marks = np.concatenate([line.starts, line.ends, steps, [line.first, last]])
    marks = marks[(marks >= line.first) & (marks <= last)]
    if line.first > last:
        return None
    grid = int(np.gcd.reduce(marks - line.first)) or 1
    cells = (last - line.first) // grid
    if cells >= _MOST_CELLS:
        nothing = np.empty(0, "i8")
        return LineTable(line.first, last, 0, nothing, nothing, line, length)
    ends = line.first + grid * np.arange(cells + 1)
    due = _searched(line, ends, length)
    inside = np.minimum(np.searchsorted(line.ends, ends, side="left"), len(done) - 1)
    counts = (line.starts[inside] < ends) & (ends <= line.ends[inside])
    counts[0] = False  # only the very first moment lies in the first cell
    floor = np.where(counts, _STANDS, ends)
    return LineTable(line.first, last, grid, floor, due - ends, line, length)


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
def counted_line(calendar: WorkCalendar, skips: Skips) -> Line:
    """The days of a calendar that count, each from 0:00 to 24:00."""
    days: Any = calendar.known_days
    instants = [moment_number(calendar.end_of_day(day)) for day in days]
    begins = [moment_number(calendar.start_of_day(days[0])), *instants[:-1]]
    wanted = [
        not calendar.in_break(day) if skips is Skips.HOLIDAY_BREAKS else calendar.is_working(day)
        for day in days
    ]
    mask = np.array(wanted)
    starts, ends = np.array(begins, "i8"), np.array(instants, "i8")
    return Line(starts[mask], ends[mask], begins[0], instants[-1] - 1)


def length_of(limit: ElapsedHours | Any) -> int:
    """A limit's hours in microseconds."""
    return int(limit.hours * 3_600_000_000)


def published_days(calendar: WorkCalendar) -> tuple[int, int]:
    """From which day to which the arrangement is published, in days since 1970."""
    first, last = calendar.published_from, calendar.published_until
    low = -(2**31) if first is None else day_number(first)
    return low, 2**31 - 1 if last is None else day_number(last)
