"""Work done in forked children, a few at a time: what a child breaks ends with it."""

from __future__ import annotations

import os
import resource
import select
import signal
import time
import traceback
from typing import TYPE_CHECKING, TypeVar

import attrs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["TIMED_OUT", "forked", "limit_cpu"]

Task = TypeVar("Task")
TIMED_OUT = b"timeout"
BROKEN = b"broken "
_MEMORY = 6 * 2**30


@attrs.define
class _Child:
    task: object
    pid: int
    ends_by: float
    said: bytes = b""


def forked(
    tasks: Iterable[Task], work: Callable[[Task], bytes], workers: int, wall: float
) -> Iterator[tuple[Task, bytes]]:
    """Each task with what ``work`` answered in a child of its own, in the order of finishing.

    A child that takes longer than ``wall`` seconds, or ends without an answer, has `TIMED_OUT` or
    ``b""`` for an answer.
    """
    waiting, running = iter(tasks), dict[int, _Child]()
    exhausted = False
    while running or not exhausted:
        while len(running) < workers and not exhausted:
            for task in waiting:
                reader, child = _start(task, work, wall)
                running[reader] = child
                break
            else:
                exhausted = True
        ready, _, _ = select.select(list(running), [], [], 1.0)
        for reader, child in list(running.items()):
            if reader in ready:
                part = os.read(reader, 1 << 16)
                child.said += part
                if part:
                    continue
            elif time.monotonic() < child.ends_by:
                continue
            else:
                os.kill(child.pid, signal.SIGKILL)
                child.said = TIMED_OUT
            _, status = os.waitpid(child.pid, 0)
            if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGPROF:
                child.said = TIMED_OUT
            os.close(reader)
            if child.said.startswith(BROKEN):
                raise RuntimeError(f"{child.task}: {child.said.decode()}")
            del running[reader]
            yield child.task, child.said  # type: ignore[misc]  # the task that was put in


def _start(task: Task, work: Callable[[Task], bytes], wall: float) -> tuple[int, _Child]:
    reader, writer = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writer)
        return reader, _Child(task, pid, time.monotonic() + wall)
    code = 1
    try:
        os.close(reader)
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        try:
            answer = work(task)
        except BaseException:  # the parent tells it
            answer = BROKEN + traceback.format_exc().encode()
        while answer:
            answer = answer[os.write(writer, answer) :]
        code = 0
    finally:
        os._exit(code)


def limit_cpu(seconds: float) -> None:
    """End this process when it has computed for so long from now; 0 lifts the limit."""
    signal.setitimer(signal.ITIMER_PROF, seconds)
