"""Timing: each contender in turn, several rounds, the best round of each (the least disturbed)."""

from __future__ import annotations

from time import perf_counter_ns
from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["Row", "race"]

ROUNDS = 7
ROUND_NS = 60_000_000


@attrs.frozen
class Row:
    """One contender: how long a call takes in nanoseconds, and how many times ours that is."""

    work: str
    who: str
    nanoseconds: float
    ratio: float


def _calls(call: Callable[[], object]) -> int:
    """How many calls fill a round."""
    calls = 1
    while True:
        start = perf_counter_ns()
        for _ in range(calls):
            call()
        spent = perf_counter_ns() - start
        if spent > ROUND_NS / 10:
            return max(1, int(calls * ROUND_NS / spent))
        calls *= 4


def race(work: str, contenders: Mapping[str, Callable[[], object]]) -> list[Row]:
    """The contenders in turn, round by round; the first one is ours and the measure."""
    calls = {who: _calls(call) for who, call in contenders.items()}
    best = dict.fromkeys(contenders, float("inf"))
    for _ in range(ROUNDS):
        for who, call in contenders.items():
            count = calls[who]
            start = perf_counter_ns()
            for _ in range(count):
                call()
            best[who] = min(best[who], (perf_counter_ns() - start) / count)
    ours = next(iter(best.values()))
    return [Row(work, who, spent, spent / ours) for who, spent in best.items()]
