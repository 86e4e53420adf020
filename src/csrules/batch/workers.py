"""Several processes that do one thing to many pieces, in order."""

from __future__ import annotations

import os
import pickle
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import pyarrow as pa

from csrules.errors import refuse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["Mapped", "enough", "mapped", "processors", "sendable"]

Mapped: TypeAlias = "Callable[..., Iterator[Any]]"
"""`map`, or what does as it does."""

_PAYS: Final = 4
"""Pieces that take about as long as a process takes to start."""


def processors() -> int:
    """How many processes can run at a time."""
    count: Callable[[], int | None] = getattr(os, "process_cpu_count", os.cpu_count)
    return count() or 1


def enough(asked: int | None, pieces: int) -> int:
    """How many processes to start: as asked, else as many as pay; no more than there are pieces."""
    most = min(processors(), pieces // _PAYS) if asked is None else min(asked, pieces)
    return max(most, 1)


def sendable(work: object) -> None:
    """Refuse work that cannot be sent to another process."""
    try:
        pickle.dumps(work)
    except (AttributeError, TypeError, pickle.PicklingError) as error:
        mend = "make it of functions of modules, or say workers=1"
        refuse("work", work, f"work that can be pickled ({error})", mend)


@contextmanager
def mapped(processes: int) -> Iterator[Mapped]:
    """`map`, in so many processes: in order, and only some steps ahead of who asks."""
    if processes == 1:
        yield map
        return
    pool = ProcessPoolExecutor(
        processes,
        get_context("spawn"),  # a fork would copy locked threads
        initializer=pa.set_cpu_count,  # the processors are shared out already
        initargs=(1,),
    )
    try:
        yield partial(_ahead, pool, 2 * processes)
    finally:
        pool.shutdown(cancel_futures=True)


def _ahead(
    pool: ProcessPoolExecutor, most: int, function: Callable[..., Any], *columns: Iterable[Any]
) -> Iterator[Any]:
    packed = pickle.dumps(function)  # here and once: a pool that fails to do it may hang
    waiting: deque[Any] = deque()
    for arguments in zip(*columns, strict=True):
        if len(waiting) == most:
            yield waiting.popleft().result()
        waiting.append(pool.submit(_unpacked, packed, *arguments))
    while waiting:
        yield waiting.popleft().result()


def _unpacked(packed: bytes, *arguments: Any) -> Any:
    return pickle.loads(packed)(*arguments)
