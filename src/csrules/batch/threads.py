"""A second thread; with more of them, each waits for the interpreter's lock.

There is none where Arrow is told to use one processor (``pyarrow.set_cpu_count(1)``).
"""

from __future__ import annotations

import os
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache
from itertools import chain, islice
from typing import TYPE_CHECKING, TypeVar

import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable

__all__ = ["abreast", "ahead"]

T = TypeVar("T")


def abreast(work: Callable[[], object]) -> None:
    """Do the same work in this thread and in another: what is to do, they share out themselves.

    The other one is kept: to start it takes as long as half a million rows of an approval.
    """
    if pa.cpu_count() == 1:
        work()
        return
    other = _kept(os.getpid()).submit(work)
    try:
        work()
    finally:
        if not other.cancel():  # what has not begun is done already: the thread serves others
            other.result()


@lru_cache(maxsize=1)
def _kept(process: int) -> ThreadPoolExecutor:
    """A process's own thread; after a fork there is none."""
    del process
    return ThreadPoolExecutor(1, "csrules")


def ahead(calls: Iterable[Callable[[], T]]) -> Generator[T, None, None]:
    """What each call gives, in order; while one is used, the next one is made.

    The calls themselves are taken in the caller's own thread.
    """
    every = iter(calls)
    first = list(islice(every, 2))
    if len(first) < 2 or pa.cpu_count() == 1:
        yield from (call() for call in chain(first, every))
        return
    with ThreadPoolExecutor(1) as pool:
        coming = deque[Future[T]]()
        for call in chain(first, every):
            coming.append(pool.submit(call))
            if len(coming) > 1:
                yield coming.popleft().result()
        while coming:
            yield coming.popleft().result()
