"""Run the simulation: ``python -m simulation --seed 2026 --events 200000``."""

from __future__ import annotations

import argparse
import os
import sys
from functools import partial

from simulation.failure import FailureError
from simulation.season import STEPS, play
from simulation.soak import run


def main(arguments: list[str] | None = None) -> int:
    """Play what is asked for; 0 where every law held, 1 where one did not."""
    parser = argparse.ArgumentParser(prog="python -m simulation", description=__doc__)
    parser.add_argument("--seed", type=int, default=2026, help="every choice follows from it")
    parser.add_argument("--events", type=int, help="how many steps (200 000; with --season, all)")
    parser.add_argument("--season", type=int, help=f"only this season of {STEPS} steps")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="processes")
    asked = parser.parse_args(arguments)
    try:
        if asked.season is not None:
            outcome = play(asked.seed, asked.season, min(asked.events or STEPS, STEPS))
            print(f"season {outcome.season}: {outcome.counts['events']:,} events, {outcome.digest}")
        else:
            tell = partial(print, file=sys.stderr, flush=True)
            print(run(asked.seed, asked.events or 200_000, asked.workers, tell))
    except FailureError as failure:
        print(failure)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
