"""Several processes: how many are started, how far they go ahead, and how they end."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest

from csrules.batch import workers
from csrules.batch.workers import enough, mapped, processors, sendable
from csrules.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.mark.parametrize(
    ("usable", "there", "wanted"),
    [(lambda: 3, 8, 3), (lambda: None, 8, 1), (None, 8, 8), (None, None, 1)],
)
def test_processors_are_those_that_this_process_may_use_and_at_least_one(
    monkeypatch: pytest.MonkeyPatch,
    usable: Callable[[], int | None] | None,
    there: int | None,
    wanted: int,
) -> None:
    monkeypatch.setattr(os, "process_cpu_count", usable, raising=False)
    if usable is None:  # as before Python 3.13
        monkeypatch.delattr(os, "process_cpu_count")
    monkeypatch.setattr(os, "cpu_count", lambda: there)
    assert processors() == wanted


@pytest.mark.parametrize(
    ("asked", "pieces", "wanted"),
    [
        (None, 0, 1), (None, 3, 1), (None, 7, 1), (None, 8, 2), (None, 23, 5), (None, 24, 6),
        (None, 1000, 6), (1, 5, 1), (3, 2, 2), (3, 3, 3), (3, 5, 3), (64, 50, 50), (5, 0, 1),
    ],
)  # fmt: skip
def test_as_many_processes_as_asked_or_as_pay_and_no_more_than_pieces(
    monkeypatch: pytest.MonkeyPatch, asked: int | None, pieces: int, wanted: int
) -> None:
    monkeypatch.setattr(workers, "processors", lambda: 6)
    assert enough(asked, pieces) == wanted


def inner() -> Callable[[], None]:
    def function() -> None: ...

    return function


UNSENDABLE = {
    "a lock": Lock(),
    "a function without a name": lambda: None,
    "a function in a function": inner(),
}


@pytest.mark.parametrize("name", UNSENDABLE)
def test_work_that_cannot_be_pickled_is_refused_with_the_mend(name: str) -> None:
    with pytest.raises(InputError, match=r"work: got .*that can be pickled.*workers=1"):
        sendable(UNSENDABLE[name])


def test_one_process_is_this_one() -> None:
    with mapped(1) as pool:
        assert pool is map
    with mapped(2) as pool:  # none is started before it is asked
        assert pool is not map


class Threads(ThreadPoolExecutor):
    """Threads in the place of processes; what waits for the end is let go when they end."""

    def __init__(self, processes: int, context: object, **of_processes: object) -> None:
        super().__init__(processes)
        self.let_go = Event()
        made.append(self)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        super().shutdown(False, cancel_futures=cancel_futures)
        self.let_go.set()
        super().shutdown(wait)


made: list[Threads] = []


@pytest.fixture
def _threads(monkeypatch: pytest.MonkeyPatch) -> None:
    made.clear()
    monkeypatch.setattr(workers, "ProcessPoolExecutor", Threads)


def counted(taken: list[int]) -> Iterator[int]:
    for number in range(100):
        taken.append(number)
        yield number


@pytest.mark.usefixtures("_threads")
@pytest.mark.parametrize("processes", [2, 3])
def test_two_pieces_for_each_process_are_on_the_way_and_no_more(processes: int) -> None:
    taken: list[int] = []
    with mapped(processes) as pool:
        results = pool(abs, counted(taken))
        for place in range(5):
            assert next(results) == place
            assert len(taken) == place + 2 * processes + 1  # the last waits for a place


@pytest.mark.usefixtures("_threads")
@pytest.mark.parametrize("many", [0, 1, 4, 9])
def test_every_result_comes_and_in_order(many: int) -> None:
    with mapped(2) as pool:
        assert list(pool(pow, range(many), [2] * many)) == [n * n for n in range(many)]


began: list[int] = []


def threads(_: int) -> int:
    return int(pa.cpu_count())


def test_each_of_several_processes_computes_in_one_thread() -> None:
    with mapped(2) as pool:
        assert list(pool(threads, range(3))) == [1, 1, 1]


def stopped_at_nought(number: int) -> None:
    """Fail at once, or wait for the end."""
    began.append(number)
    if number == 0:
        raise KeyError(number)
    made[0].let_go.wait()


@pytest.mark.usefixtures("_threads")
def test_after_a_failure_nothing_more_is_begun() -> None:
    began.clear()

    def all_of_it() -> list[Any]:
        with mapped(2) as pool:
            return list(pool(stopped_at_nought, range(20)))

    with pytest.raises(KeyError):
        all_of_it()
    made[0].shutdown()  # whatever was not cancelled would be done now
    assert set(began) <= {0, 1, 2}  # in each of two threads one may wait
