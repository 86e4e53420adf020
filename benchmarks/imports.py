"""What an import costs, each in a fresh interpreter."""

from __future__ import annotations

import subprocess
import sys
from time import perf_counter_ns

from benchmarks.timing import Row

__all__ = ["run"]

ROUNDS = 9
STATEMENTS = {
    "csrules": "import csrules",
    "attrs": "import attrs",
    "csrules, all its top-level names used": (
        "import csrules; [getattr(csrules, name) for name in csrules.__all__]"
    ),
    "csrules.regulations.company": "import csrules.regulations.company",
    "holidays.CN": "import holidays; holidays.CN(years=2026)",
}


def _once(statement: str) -> int:
    start = perf_counter_ns()
    subprocess.run([sys.executable, "-c", statement], check=True)
    return perf_counter_ns() - start


def run() -> list[Row]:
    """Wall time beyond that of an empty interpreter, the best of several rounds in turn."""
    best = dict.fromkeys(["pass", *STATEMENTS.values()], float("inf"))
    for _ in range(ROUNDS):
        for statement in best:
            best[statement] = min(best[statement], _once(statement))
    empty = best["pass"]
    spent = {who: max(best[text] - empty, 1.0) for who, text in STATEMENTS.items()}
    base = spent["attrs"]
    return [
        Row("import (ratio to `import attrs`)", who, ns, ns / base) for who, ns in spent.items()
    ]
