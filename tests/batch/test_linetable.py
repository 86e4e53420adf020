"""The table of a length over a line of time that counts, held against counting moment by moment."""

from __future__ import annotations

from datetime import date, datetime
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from csrules.batch import linetable
from csrules.batch.answers import day_number
from csrules.batch.linetable import (
    GridTable,
    Line,
    counted_line,
    line_table,
    published_days,
)
from csrules.deadlines import ElapsedHours, Roll, Skips
from csrules.workcalendar import work_calendar
from tests.batch.limits_drawn import agree_on


def counted(line: Line, start: int, length: int) -> int | None:
    """The first moment at which so much has counted since the start."""
    left = length
    for begin, end in zip(line.starts.tolist(), line.ends.tolist(), strict=True):
        here = max(0, end - max(begin, start))
        if here >= left:
            return int(max(begin, start)) + left
        left -= here
    return None


@st.composite
def lines(draw: st.DrawFn) -> tuple[Line, int]:
    """A line of a few segments on a grid, and a length that need not lie on it."""
    grid = draw(st.sampled_from([1, 6]))
    marks = sorted(draw(st.sets(st.integers(0, 30), min_size=2, max_size=9)))
    pairs = list(pairwise(marks)) if draw(st.booleans()) else list(zip(marks[::2], marks[1::2]))  # noqa: B905
    begin = marks[0] - draw(st.integers(0, 5))
    last = marks[-1] + draw(st.integers(-2, 5))
    found = Line(
        np.array([grid * low for low, _ in pairs]),
        np.array([grid * high for _, high in pairs]),
        grid * begin + draw(st.integers(0, grid - 1)),
        grid * last,
    )
    return found, draw(st.integers(1, 40 * grid))


def last_start(line: Line, length: int) -> int | None:
    """The first moment from which no more than the length counts; none later is in the table."""
    more = int((line.ends - line.starts).sum()) - length
    return None if more < 0 else counted(line, int(line.starts[0]), more)


def known(pairs: list[tuple[int, int]], first: int, last: int) -> Line:
    starts, ends = zip(*pairs, strict=True)
    return Line(np.array(starts), np.array(ends), first, last)


WORK = known([(10, 20), (30, 40)], 0, 50)
SHORT = known([(10, 20), (30, 40)], 0, 33)
LONG = known([(0, 12), (24, 36), (48, 60)], 0, 12)
GAP = known([(0, 12), (24, 36), (60, 72)], 0, 20)


@pytest.mark.parametrize("most", [linetable._MOST_CELLS, 0])
@given(lines())
@example((WORK, 1))
@example((WORK, 10))
@example((WORK, 13))
@example((WORK, 20))
@example((WORK, 21))
@example((SHORT, 10))
@example((LONG, 5))  # the next step is off the grid of what is known
@example((GAP, 6))  # as is the end of what is known
@example((known([(10, 20)], 10, 50), 10))  # a single start
@example((known([(10, 20)], 11, 50), 10))  # none
def test_every_start_is_due_when_so_much_has_counted(most: int, drawn: tuple[Line, int]) -> None:
    line, length = drawn
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(linetable, "_MOST_CELLS", most)
        table = line_table.__wrapped__(line, length)
    due = [counted(line, start, length) for start in range(line.first, line.last + 1)]
    step = last_start(line, length)
    last = line.first - 1 if step is None else max(min(line.last, step), line.first - 1)
    starts = np.arange(line.first, last + 1)
    assert (table is None) == (len(starts) == 0)
    if table is not None:
        assert (table.first, table.last) == (line.first, last)
        assert isinstance(table, GridTable) == (most > 0 and len(starts) > 1)
        found = np.empty(len(starts), "i8")
        table.fill(starts, found)
        assert found.tolist() == due[: len(starts)]
    rest = due[len(starts) :]  # what is left has no answer, or that of the last start with one
    assert {each for each in rest if each is not None} <= {int(line.ends[-1])}


@pytest.mark.parametrize(
    ("line", "length", "grid"),
    [
        (known([(13, 23), (33, 43)], 3, 60), 10, 10),
        (known([(13, 23), (33, 43), (44, 45)], 3, 23), 10, 10),
        (known([(1, 2), (13, 23), (33, 43)], 3, 60), 10, 10),
        (known([(13, 23), (33, 43)], 3, 60), 15, 5),
        (known([(13, 23), (33, 43)], 3, 60), 14, 2),
    ],
    ids=["even", "odd behind", "odd before", "half", "odd length"],
)
def test_the_grid_is_as_wide_as_the_known_steps_let_it_be(
    line: Line, length: int, grid: int
) -> None:
    table = line_table.__wrapped__(line, length)
    assert isinstance(table, GridTable)
    assert table.grid == grid
    assert len(table.floor) == len(table.ahead) == (table.last - table.first) // grid + 1


@pytest.mark.parametrize(("most", "tabled"), [(2, False), (3, True)])
def test_a_table_has_no_more_cells_than_it_may(
    most: int, tabled: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(linetable, "_MOST_CELLS", most)
    table = line_table.__wrapped__(known([(110, 120), (130, 140)], 100, 120), 10)  # 100, 110, 120
    assert isinstance(table, GridTable) == tabled


@pytest.mark.parametrize("most", [linetable._MOST_CELLS, 0])
def test_starts_beyond_the_table_disturb_no_other(
    most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(linetable, "_MOST_CELLS", most)
    table = line_table.__wrapped__(WORK, 5)
    assert table is not None
    due = np.empty(5, "i8")
    table.fill(np.array([-(2**63), -1, 10, 41, 2**63 - 1]), due)
    assert due[2] == 15


HOUR = 3_600_000_000
DAY = 24 * HOUR


@pytest.mark.parametrize(
    ("skips", "counting"),
    [(Skips.NON_WORKING_DAYS, [0, 3, 4]), (Skips.HOLIDAY_BREAKS, [0, 1, 2, 3, 4])],
)
def test_days_count_from_midnight_to_midnight(skips: Skips, counting: list[int]) -> None:
    calendar = work_calendar(date(2024, 3, 8), date(2024, 3, 12), tz="Asia/Shanghai")  # from Friday
    line = counted_line(calendar, skips)
    assert line is not None
    begin = day_number(date(2024, 3, 8)) * DAY - 8 * HOUR
    assert line.starts.tolist() == [begin + day * DAY for day in counting]
    assert line.ends.tolist() == [begin + (day + 1) * DAY for day in counting]
    assert (line.first, line.last) == (begin, begin + 5 * DAY)


def test_a_calendar_of_which_no_day_is_known_has_no_line() -> None:
    calendar = work_calendar(date(2024, 3, 8), date(2024, 3, 12), published_until=date(2024, 3, 7))
    agree_on([ElapsedHours(24, Roll.STOP_CLOCK)], calendar, [datetime(2024, 3, 8), None])


def test_a_calendar_says_from_when_to_when_it_is_published() -> None:
    first, last, *published = (date(2024, 3, day) for day in (8, 12, 9, 11))
    calendar = work_calendar(first, last, published_from=published[0], published_until=published[1])
    assert published_days(calendar) == tuple(map(day_number, published))
    ever = date.min, date.max
    assert published_days(work_calendar(first, last)) == tuple(map(day_number, ever))
