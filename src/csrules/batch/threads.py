"""Several threads that do one thing to many pieces, in order: as many as Arrow computes with."""

from __future__ import annotations

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator
    from concurrent.futures import Future

__all__ = ["in_order", "side_by_side"]

T = TypeVar("T")
R = TypeVar("R")


def side_by_side(do: Callable[[T], R], pieces: Iterable[T]) -> Generator[R, None, None]:
    """`map` by `pyarrow.cpu_count` threads, only some steps ahead of who asks.

    NumPy lets others run while it computes. The first piece is done alone, so that the tables that
    all of them look things up in are made once.
    """
    left = iter(pieces)
    for first in islice(left, 1):
        yield do(first)
    threads = pa.cpu_count()
    if threads == 1:
        yield from map(do, left)
        return
    pool = ThreadPoolExecutor(threads, "csrules")
    try:
        yield from in_order(pool.submit, 2 * threads, ((do, piece) for piece in left))
    finally:
        pool.shutdown(cancel_futures=True)


def in_order(
    submit: Callable[..., Future[R]], most: int, calls: Iterable[tuple[Any, ...]]
) -> Iterator[R]:
    """What becomes of each call that is submitted; no more than ``most`` wait at a time."""
    waiting: deque[Future[R]] = deque()
    for arguments in calls:
        if len(waiting) == most:
            yield waiting.popleft().result()
        waiting.append(submit(*arguments))
    while waiting:
        yield waiting.popleft().result()
