"""Many seasons, side by side: the same counts and the same digest whoever plays them."""

from __future__ import annotations

import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TYPE_CHECKING, Final

import attrs

from simulation.season import STEPS, play
from simulation.tally import digest_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from simulation.tally import Outcome

__all__ = ["Report", "run"]

_TELL_EVERY: Final = 10.0  # seconds


@attrs.frozen
class Report:
    """What a run came to; ``seconds`` is the only thing that differs from run to run."""

    seed: int
    counts: dict[str, int]
    digest: str
    seconds: float

    def __str__(self) -> str:
        width = max(map(len, self.counts))
        rows = [f"  {kind:<{width}} {number:>12,}" for kind, number in sorted(self.counts.items())]
        events = self.counts["events"]
        last = f"seed {self.seed}: {events:,} events in {self.seconds:.0f} s, digest {self.digest}"
        return "\n".join([*rows, last])


def _tasks(seed: int, events: int) -> list[tuple[int, int, int]]:
    """Seed, season and steps: whole seasons, and the first part of one more."""
    whole, rest = divmod(events, STEPS)
    tasks = [(seed, number, STEPS) for number in range(whole)]
    return [*tasks, (seed, whole, rest)] if rest else tasks


def _play(task: tuple[int, int, int]) -> Outcome:
    return play(*task)


def run(seed: int, events: int, workers: int, tell: Callable[[str], None]) -> Report:
    """Play so many events; raises the first season's `FailureError`. ``tell`` hears of progress."""
    tasks, begun = _tasks(seed, events), time.monotonic()
    if workers == 1:
        outcomes = list(_told(map(_play, tasks), len(tasks), tell))
    else:
        with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
            try:
                outcomes = list(_told(pool.map(_play, tasks), len(tasks), tell))
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise
    counts: Counter[str] = Counter()
    for outcome in outcomes:
        counts.update(outcome.counts)
    return Report(seed, dict(counts), digest_of(outcomes), time.monotonic() - begun)


def _told(
    outcomes: Iterable[Outcome], number: int, tell: Callable[[str], None]
) -> Iterator[Outcome]:
    begun = last = time.monotonic()
    for done, outcome in enumerate(outcomes, 1):
        yield outcome
        now = time.monotonic()
        if now - last >= _TELL_EVERY:
            last = now
            tell(f"{done:,} of {number:,} seasons in {now - begun:.0f} s")
