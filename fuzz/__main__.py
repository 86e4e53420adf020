"""Fuzz the doors, or time them: ``python -m fuzz run``, ``python -m fuzz hostile``."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from fuzz import campaign, hostile
from fuzz.seeds import SEEDS

_RUNS = 10_000_000


def _run(options: argparse.Namespace) -> int:
    outcomes = campaign.run(options.targets or SEEDS, options.runs, options.jobs, options.build)
    print(campaign.report(outcomes))
    for outcome in outcomes:
        for found in outcome.findings:
            print(f"finding: {found} (python -m fuzz.engine {outcome.target} {found} repeats it)")
    return 0 if all(each.finished and not each.findings for each in outcomes) else 1


def _hostile(options: argparse.Namespace) -> int:
    del options
    late = 0
    for door, name, call in hostile.inputs():
        spent, answer = hostile.measured(call)
        late += spent > hostile.MOST_MS
        print(f"{door:32} {name:32} {spent:8.1f} ms  {answer}", flush=True)
    print(f"{late} above {hostile.MOST_MS:.0f} ms" if late else "all within 100 ms")
    return 1 if late else 0


def main() -> int:
    """Run one command; the exit code is 0 when nothing was found."""
    parser = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    commands = parser.add_subparsers(required=True)
    run = commands.add_parser("run", help="coverage-guided, with atheris; findings in build/fuzz")
    run.add_argument("targets", nargs="*", help=f"some of: {', '.join(SEEDS)}")
    run.add_argument("--runs", type=int, default=_RUNS, help="executions of each target")
    run.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes at once")
    run.add_argument("--build", type=Path, default=campaign.BUILD, help="where everything goes")
    run.set_defaults(call=_run)
    timed = commands.add_parser("hostile", help="how long hostile megabytes take, at each door")
    timed.set_defaults(call=_hostile)
    options = parser.parse_args()
    code: int = options.call(options)
    return code


if __name__ == "__main__":
    sys.exit(main())
