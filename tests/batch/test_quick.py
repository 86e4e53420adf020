"""Quick forms: whatever the size of the chunks, the answers are the same."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING
from unittest import mock

import numpy as np
import pyarrow as pa
import pytest

from csrules.batch import Work, due, quick
from csrules.batch.quick import Columns
from csrules.deadlines import CalendarDays, ElapsedHours
from csrules.regulations import company
from csrules.regulations.company import columns

if TYPE_CHECKING:
    from collections.abc import Mapping

    from csrules.batch.columns import Ints

START = 1_709_251_200_000_000  # 1 March 2024, 8:00
HOUR = 3_600_000_000
TABLE = pa.table({
    "amount": [800, 1500, 60_000, -1, None, 1000] * 50,
    "accepted_at": pa.array([START + n * HOUR for n in range(300)], pa.timestamp("us")),
    "closed_at": pa.array(
        [None if n % 7 == 0 else START + (5 * n - 20) * HOUR for n in range(300)],
        pa.timestamp("us"),
    ),
})  # fmt: skip
WORK = Work(
    columns.approver(company.policy()),
    columns.closing(company.policy()),
    due(CalendarDays(6), None, "accepted_at", prefix="six_"),
    due(ElapsedHours(24), None, "accepted_at", prefix="roll_"),
    on_error="null",
)


@pytest.mark.parametrize("chunk", [1, 7, 299, 300])
def test_the_size_of_the_chunks_changes_no_answer(chunk: int) -> None:
    whole = WORK.table(TABLE)
    with mock.patch.object(quick, "CHUNK", chunk):
        assert WORK.table(TABLE).equals(whole)


class Seen:
    """A quick form that tells which thread filled which chunk."""

    gives = ()

    def __init__(self, threads: int) -> None:
        self.seen = dict[int, int]()
        self.all_there = threading.Barrier(threads, timeout=60)

    def fill(self, columns: Columns, out: Mapping[str, Ints]) -> Ints | None:
        first = int(columns["amount"][0])
        self.seen[first] = threading.get_ident()
        if first in {0, 10}:
            self.all_there.wait()
        out["twice"][:] = 2 * columns["amount"]
        return columns["amount"] % 7 == 0 if first % 20 else None

    def fill_all(self, rows: int) -> tuple[list[int], Ints | None]:
        twice = np.zeros(rows, "i8")
        with mock.patch.object(quick, "CHUNK", 10), mock.patch.object(quick, "MANY", 100):
            left = quick.filled(self, {"amount": np.arange(rows)}, {"twice": twice}, rows)
        return twice.tolist(), left


@pytest.mark.parametrize(("rows", "threads"), [(99, 1), (100, 2)])
def test_many_chunks_are_filled_by_two_threads(rows: int, threads: int) -> None:
    form = Seen(threads)
    with mock.patch.object(pa, "cpu_count", return_value=2):
        twice, left = form.fill_all(rows)
    assert twice == [2 * row for row in range(rows)]
    assert left is not None
    assert np.flatnonzero(left).tolist() == [14, 35, 56, 70, 77, 91, 98]
    assert sorted(form.seen) == list(range(0, 100, 10))
    assert len(set(form.seen.values())) == threads


def test_what_is_made_of_a_column_is_made_once() -> None:
    calls: list[tuple[int, int]] = []

    def added(values: Ints, more: int) -> Ints:
        calls.append((int(values[0]), more))
        more_of_it: Ints = values + more
        return more_of_it

    one, other = np.arange(3), np.arange(3)
    chunk = Columns({"one": one, "other": other, "again": one}, {})
    first = chunk.once(added, chunk["one"], 5)
    assert chunk.once(added, chunk["again"], 5) is first
    assert chunk.once(added, chunk["other"], 5) is not first
    assert chunk.once(added, chunk["one"], 6).tolist() == [6, 7, 8]
    assert chunk.once(added, first, 5).tolist() == [10, 11, 12]
    assert len(calls) == 4
    assert Columns({"one": one}, chunk.made).once(added, one, 5) is first
    assert Columns({"one": one}, {}).once(added, one, 5) is not first
    assert chunk.shared() is chunk


def test_one_kernel_alone_remembers_nothing_and_several_do() -> None:
    one = np.arange(3)
    alone = Columns({"one": one})
    assert alone.once(np.add, one, 5) is not alone.once(np.add, one, 5)
    shared = alone.shared()
    assert shared == {"one": one}
    assert shared.once(np.add, one, 5) is shared.once(np.add, one, 5)
    assert alone.shared().made is not shared.made


def test_what_something_is_made_of_lives_as_long_as_it() -> None:
    chunk = Columns({}, {})
    for number in range(50):  # each array of its own, whose place in memory may be used again
        assert chunk.once(np.add, np.full(4, number), 1).tolist() == [number + 1] * 4


def test_what_a_quick_form_gives_is_made_once_for_the_same_columns() -> None:
    class Counted:
        gives = ()
        asked = 0

        def fill(self, columns: Columns, out: Mapping[str, Ints]) -> Ints | None:
            self.asked += 1
            out["b"][:] = columns["a"] + 1
            return None

    form, one, other = Counted(), np.arange(3), np.arange(3)
    out = {"b": np.empty(3, "i8")}
    chunk = Columns({"a": one}, {})
    first, left = chunk.answers(form, out)
    assert (first["b"].tolist(), left) == ([1, 2, 3], None)
    assert first["b"] is not out["b"]
    assert Columns({"a": one}, chunk.made).answers(form, out)[0] is first
    assert form.asked == 1
    assert Columns({"a": other}, chunk.made).answers(form, out)[0] is not first
    assert Columns({"a": one}).answers(form, out)[0]["b"].tolist() == [1, 2, 3]
    assert chunk.answers(form, {"b": np.empty(3, "i4")})[0] is first
    assert chunk.answers(form, {"b": out["b"], "c": out["b"]})[0] is not first
    assert chunk.answers(Counted(), out)[0] is not first
