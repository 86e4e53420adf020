"""The line of working time, held against a count of its seconds."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csrules.calendars.worktime import WorkLine

FIRST = datetime(2024, 3, 8)
LAST = FIRST + timedelta(days=4)
SECOND = timedelta(seconds=1)
SECONDS = (LAST - FIRST) // SECOND

# times around full hours, where the look-up passes from one hour of the line to the next
TIMES = st.one_of(
    st.builds(lambda hour, more: hour * 3600 + more, st.integers(0, 95), st.integers(-24, 24)),
    st.integers(0, SECONDS),
).filter(lambda second: 0 <= second <= SECONDS)


@st.composite
def segments(draw: st.DrawFn) -> list[tuple[int, int]]:
    """Segments in seconds of the line, in order and without overlap; some touch."""
    marks = sorted(draw(st.lists(TIMES, min_size=2, max_size=12, unique=True)))
    return [pair for pair in pairwise(marks) if draw(st.booleans())]


def line_of(parts: list[tuple[int, int]]) -> WorkLine:
    return WorkLine([(at(begin), at(end)) for begin, end in parts], FIRST, LAST)


def at(second: int) -> datetime:
    return FIRST + second * SECOND


def worked(parts: list[tuple[int, int]], second: int) -> int:
    return sum(max(0, min(end, second) - begin) for begin, end in parts)


@given(segments(), TIMES)
def test_worked_is_the_sum_of_what_lies_before(parts: list[tuple[int, int]], second: int) -> None:
    assert line_of(parts).worked(at(second)) == worked(parts, second) * SECOND


@given(segments(), TIMES, st.integers(1, 40 * 3600))
def test_adding_finds_the_first_moment_and_subtracting_the_last(
    parts: list[tuple[int, int]], second: int, length: int
) -> None:
    """From the marks of the segments: sums up to each, so that every end is known exactly."""
    line, before = line_of(parts), worked(parts, second)
    sums = [0, *accumulate(end - begin for begin, end in parts)]
    rows = list(zip(parts, pairwise(sums), strict=True))
    ends = [
        begin + before + length - past
        for (begin, _), (past, done) in rows
        if past < before + length <= done
    ]
    starts = [
        begin + before - length - past
        for (begin, _), (past, done) in rows
        if past <= before - length < done
    ]
    assert line.add(at(second), length * SECOND) == (at(ends[0]) if ends else None)
    assert line.subtract(at(second), length * SECOND) == (at(starts[0]) if starts else None)


@pytest.mark.parametrize("second", [-1, SECONDS + 1])
def test_nothing_is_known_beyond_the_line(second: int) -> None:
    line = line_of([(0, SECONDS)])
    assert line.worked(at(second)) is None
    assert line.add(at(second), SECOND) is None
    assert line.subtract(at(second), SECOND) is None


def test_a_line_without_working_time_answers_nothing_but_zero() -> None:
    line = line_of([])
    assert line.worked(LAST) == timedelta(0)
    assert line.add(FIRST, SECOND) is None
    assert line.subtract(LAST, SECOND) is None


def test_the_last_shift_is_known_to_its_end() -> None:
    line = line_of([(SECONDS - 3600, SECONDS + 3600)])
    assert line.worked(LAST) == timedelta(hours=1)
    assert line.add(LAST, SECOND) == LAST + SECOND
    assert line.add(LAST, 3600 * SECOND) == LAST + 3600 * SECOND
    assert line.add(LAST, 3601 * SECOND) is None


def test_the_last_second_of_an_hour_is_not_taken_for_the_next_hour() -> None:
    line = line_of([(8 * 3600, 12 * 3600), (13 * 3600, 17 * 3600)])
    assert line.worked(at(12 * 3600 - 1)) == timedelta(hours=4) - SECOND
    assert line.add(at(12 * 3600 - 1), SECOND) == at(12 * 3600)
    assert line_of([(0, 3599), (3600, 7200)]).add(FIRST, 3599 * SECOND) == at(3599)
    assert line.subtract(at(17 * 3600), 4 * 3600 * SECOND) == at(13 * 3600)
    half = SECOND / 2
    line = WorkLine([(FIRST, at(3600) - half), (at(3600), at(7200))], FIRST, LAST)
    assert line.subtract(at(3600), half) == at(3599)


def test_a_line_gives_its_segments_back() -> None:
    pairs = [(at(60), at(120)), (at(3600), at(7200))]
    assert WorkLine(pairs, FIRST, LAST).segments == tuple(pairs)
    assert line_of([]).segments == ()
