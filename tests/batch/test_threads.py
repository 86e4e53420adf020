"""Threads side by side: in order, only some steps ahead, and nothing is left running."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest

from csrules.batch.threads import side_by_side

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(params=[1, 2, 3])
def threads(request: pytest.FixtureRequest) -> Iterator[int]:
    """So many threads, as Arrow is told."""
    before = pa.cpu_count()
    pa.set_cpu_count(request.param)
    yield request.param
    pa.set_cpu_count(before)


def running() -> list[str]:
    """The threads that still run."""
    return [each.name for each in threading.enumerate() if each.name.startswith("csrules")]


def test_answers_come_in_order(threads: int) -> None:
    del threads
    waits = [threading.Event() for _ in range(9)]

    def late(number: int) -> int:
        if number in {1, 4}:  # waits for the one after it, where that runs beside
            waits[number + 1].wait(0.05)
        waits[number].set()
        return number * 10

    assert list(side_by_side(late, range(9))) == [number * 10 for number in range(9)]
    assert list(side_by_side(late, ())) == []


def test_the_first_piece_is_done_alone_and_the_rest_by_other_threads(threads: int) -> None:
    who = list(side_by_side(lambda _: threading.get_ident(), range(20)))
    here = threading.get_ident()
    assert who[0] == here
    assert (here in who[1:]) is (threads == 1)
    assert len(set(who[1:])) <= threads


def test_no_more_than_two_pieces_a_thread_are_taken_ahead(threads: int) -> None:
    taken: list[int] = []

    def pieces() -> Iterator[int]:
        for number in range(100):
            taken.append(number)
            yield number

    found = side_by_side(lambda number: number, pieces())
    next(found)
    assert len(taken) == 1
    next(found)
    assert len(taken) == (2 if threads == 1 else 2 * threads + 2)
    found.close()
    assert running() == []
    assert len(taken) < 100


def test_what_one_piece_raises_is_raised_in_its_turn(threads: int) -> None:
    del threads

    def judge(number: int) -> int:
        if number >= 5:
            raise ValueError(number)
        return number

    found = side_by_side(judge, range(50))
    assert [next(found) for _ in range(5)] == [0, 1, 2, 3, 4]
    with pytest.raises(ValueError, match=r"^5$"):
        next(found)
    assert running() == []
