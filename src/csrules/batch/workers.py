"""Several processes that do one thing to many pieces, in order."""

from __future__ import annotations

import os
import pickle
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, TypeAlias

from csrules.errors import refuse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["Mapped", "mapped", "processors", "sendable"]

Mapped: TypeAlias = "Callable[..., Iterator[Any]]"
"""`map`, or what does as it does."""


def processors() -> int:
    """How many processes can run at a time."""
    count: Callable[[], int | None] = getattr(os, "process_cpu_count", os.cpu_count)
    return count() or 1


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
    pool = ProcessPoolExecutor(processes, get_context("spawn"))  # a fork would copy locked threads
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
