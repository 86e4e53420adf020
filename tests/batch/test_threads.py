"""A second thread: what it does, in which order, and how its errors come out."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from functools import partial
from typing import TYPE_CHECKING, Final
from unittest import mock

import pyarrow as pa
import pytest

from csrules.batch.threads import abreast, ahead

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HERE = threading.get_ident


def processors(count: int) -> mock._patch[mock.MagicMock]:
    return mock.patch.object(pa, "cpu_count", return_value=count)


def test_the_same_work_is_done_in_two_threads_at_a_time() -> None:
    both_there = threading.Barrier(2, timeout=60)
    threads: list[int] = []

    def work() -> None:
        both_there.wait()
        threads.append(HERE())

    with processors(2):
        abreast(work)
    assert len(set(threads)) == len(threads) == 2
    assert HERE() in threads


def test_on_one_processor_work_is_done_once_and_here() -> None:
    threads: list[int] = []
    with processors(1):
        abreast(lambda: threads.append(HERE()))
    assert threads == [HERE()]


@pytest.mark.parametrize("fails_here", [True, False])
def test_an_error_in_either_thread_comes_out(fails_here: bool) -> None:
    here, both_there = HERE(), threading.Barrier(2, timeout=60)

    def work() -> None:
        both_there.wait()
        if (HERE() == here) is fails_here:
            raise ZeroDivisionError

    with processors(2), pytest.raises(ZeroDivisionError):
        abreast(work)


def test_work_goes_on_where_the_other_thread_is_busy_or_gone() -> None:
    busy, done = threading.Event(), list[int]()

    def inner() -> None:
        done.append(HERE())

    def work() -> None:
        if HERE() == here:
            assert busy.wait(60)
        else:
            busy.set()
            abreast(inner)  # the thread that would do the other half is this one

    here = HERE()
    with processors(2):
        abreast(work)
    assert len(done) == 1
    assert here not in done


def test_the_other_thread_is_kept_and_waited_for() -> None:
    here, left = HERE(), threading.Event()
    others: set[int] = set()

    def work() -> None:
        if HERE() == here:
            assert left.wait(60)
            raise ZeroDivisionError
        others.add(HERE())
        left.set()

    with processors(2):
        for _ in range(3):
            left.clear()
            with pytest.raises(ZeroDivisionError):
                abreast(work)
    assert len(others) == 1


FORKED: Final = """
import os, threading
import pyarrow as pa
from csrules.batch.threads import abreast

pa.set_cpu_count(2)

def both():
    meeting, names = threading.Barrier(2, timeout=60), []
    abreast(lambda: names.append(threading.get_ident() * (meeting.wait() >= 0)))
    return len(set(names))

assert both() == 2
child = os.fork()
if not child:
    os._exit(both())
assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 2
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="nothing forks here")
def test_after_a_fork_there_is_another_thread() -> None:
    subprocess.run([sys.executable, "-W", "ignore", "-c", FORKED], check=True, timeout=120)


def calls(taken: list[tuple[int, int]], many: int) -> Iterator[Callable[[], tuple[int, int]]]:
    for number in range(many):
        taken.append((number, HERE()))
        yield partial(lambda n: (n, HERE()), number)


@pytest.mark.parametrize(
    ("count", "many", "here"),
    [(2, 0, True), (2, 1, True), (2, 2, False), (2, 9, False), (1, 9, True)],
)
def test_results_come_in_order_and_of_another_thread_where_it_pays(
    count: int, many: int, here: bool
) -> None:
    taken: list[tuple[int, int]] = []
    with processors(count):
        found = list(ahead(calls(taken, many)))
    assert [number for number, _ in found] == list(range(many))
    assert all((thread == HERE()) is here for _, thread in found)
    assert taken == [(number, HERE()) for number in range(many)]


def test_while_one_is_used_the_next_one_is_made_and_no_more() -> None:
    made = [threading.Event() for _ in range(5)]
    taken: list[tuple[int, int]] = []
    with processors(2):
        coming = ahead(each.set for each, _ in zip(made, calls(taken, len(made)), strict=True))
        for place, _ in enumerate(coming):
            assert all(each.wait(60) for each in made[: place + 2])
            assert not any(each.is_set() for each in made[place + 2 :])


def test_an_error_comes_out_where_its_result_would() -> None:
    found: list[int] = []
    with processors(2), pytest.raises(ZeroDivisionError):
        found.extend(ahead([lambda: 1, lambda: 2, lambda: 1 // 0, lambda: 4]))
    assert found == [1, 2]


def test_who_stops_asking_leaves_no_thread_behind() -> None:
    before = threading.active_count()
    with processors(2):
        coming = ahead([lambda: 1] * 5)
        assert next(coming) == 1
        coming.close()
    assert threading.active_count() == before
