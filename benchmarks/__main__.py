"""Run every benchmark and write the table: ``python -m benchmarks [--write]``."""

from __future__ import annotations

import argparse
import platform
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import approval, columns, dates, imports, workflows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from benchmarks.timing import Row

PEERS = (
    "bizdays",
    "workalendar",
    "holidays",
    "businesstimedelta",
    "pandas",
    "transitions",
    "python-statemachine",
    "zen-engine",
    "rule-engine",
    "openfisca-core",
    "numpy",
    "pyarrow",
    "numba",
    "attrs",
)


def _machine() -> str:
    names = [
        line.split(":", 1)[1].strip()
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        if line.startswith("model name")
    ]
    model = names[0] if names else platform.processor() or platform.machine()
    return f"{model}, {platform.system()}, {platform.python_implementation()} "


def report(rows: Iterable[Row]) -> str:
    """The rows as a Markdown page with date, machine and versions."""
    lines = [
        f"Measured on {datetime.now(UTC).date()} on {_machine()}{platform.python_version()}.",
        "Each contender takes its turn in the same process, round by round; the best round counts.",
        "The ratio says how many times as long as csrules it took.",
        "",
        "Peers: " + ", ".join(f"{name} {version(name)}" for name in PEERS) + ".",
    ]
    work = ""
    for row in rows:
        if row.work != work:
            work = row.work
            lines += ["", f"## {work}", "", "| | time | ratio |", "|---|---:|---:|"]
        lines.append(f"| {row.who} | {_time(row.nanoseconds)} | {row.ratio:,.2f} |")
    return "\n".join(lines) + "\n"


def _time(nanoseconds: float) -> str:
    for unit, size in (("ms", 1e6), ("µs", 1e3)):
        if nanoseconds >= size:
            return f"{nanoseconds / size:,.2f} {unit}"
    return f"{nanoseconds:.0f} ns" if nanoseconds >= 100 else f"{nanoseconds:.2f} ns"


def main() -> None:
    """Run all, print the page, and write it beside this file when asked."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--write", action="store_true", help="write benchmarks/results.md")
    write = parser.parse_args().write
    page = report([*dates.run(), *workflows.run(), *approval.run(), *columns.run(), *imports.run()])
    print(page)
    if write:
        Path(__file__).with_name("results.md").write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
