"""The table of a length over a line of time that counts, held against counting moment by moment."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from csrules.batch import linetable
from csrules.batch.linetable import Line, line_table


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


WORK = Line(np.array([10, 30]), np.array([20, 40]), 0, 50)
SHORT = Line(np.array([10, 30]), np.array([20, 40]), 0, 33)


@pytest.mark.parametrize("most", [linetable._MOST_CELLS, 0])
@given(lines())
@example((WORK, 1))
@example((WORK, 10))
@example((WORK, 13))
@example((WORK, 20))
@example((WORK, 21))
@example((SHORT, 10))
def test_every_start_is_due_when_so_much_has_counted(most: int, drawn: tuple[Line, int]) -> None:
    line, length = drawn
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(linetable, "_MOST_CELLS", most)
        table = line_table.__wrapped__(line, length)
    due = [counted(line, start, length) for start in range(line.first, line.last + 1)]
    starts = np.arange(line.first, line.first if table is None else table.last + 1)
    if table is not None:
        assert (table.first, table.grid > 0) == (line.first, most > 0)
        found = np.empty(len(starts), "i8")
        table.fill(starts, found)
        assert found.tolist() == due[: len(starts)]
    rest = due[len(starts) :]  # what is left has no answer, or that of the last start with one
    assert {each for each in rest if each is not None} <= {int(line.ends[-1])}
