"""A campaign: every target in a process of its own, its executions, coverage and findings told."""

from __future__ import annotations

import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Final

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["BUILD", "Outcome", "outcome_of", "report", "run"]

BUILD: Final = Path("build/fuzz")
"""Corpora, findings and logs, by target; not in the repository."""

_DONE: Final = re.compile(r"^stat::number_of_executed_units:\s*(\d+)", re.MULTILINE)
_SLOWEST: Final = re.compile(r"^stat::slowest_unit_time_sec:\s*(\d+)", re.MULTILINE)
_COVERED: Final = re.compile(r"^#\d+\s.*\bcov: (\d+) ft: (\d+) corp: (\d+)/", re.MULTILINE)
_SECONDS: Final = re.compile(r"^Done \d+ runs in (\d+) second", re.MULTILINE)
_SEEDED: Final = re.compile(r"^#\d+\s+INITED cov: (\d+)", re.MULTILINE)
_ONE_RUN_OF: Final = {"command_line": 100}
"""Targets that are far slower than the others have one execution for so many of theirs."""


@attrs.frozen
class Outcome:
    """What one target came to; ``seeded`` are the edges that the seeds alone reach."""

    target: str
    executions: int
    seconds: int
    seeded: int
    edges: int
    features: int
    corpus: int
    findings: tuple[Path, ...]
    finished: bool

    @property
    def row(self) -> str:
        """The row of the table."""
        speed = f"{self.executions / max(self.seconds, 1):,.0f}"
        found = len(self.findings) or ("none" if self.finished else "did not finish")
        counts = (self.seeded, self.edges, self.features, self.corpus)
        cells = (self.target, f"{self.executions:,}", speed, *(f"{n:,}" for n in counts), found)
        return f"| {' | '.join(map(str, cells))} |"


def outcome_of(target: str, log: str, code: int, findings: Iterable[Path]) -> Outcome:
    """The outcome that libFuzzer's log tells."""

    def last(pattern: re.Pattern[str], group: int = 1) -> int:
        found = list(pattern.finditer(log))
        return int(found[-1][group]) if found else 0

    return Outcome(
        target,
        last(_DONE),
        last(_SECONDS),
        last(_SEEDED),
        last(_COVERED),
        last(_COVERED, 2),
        last(_COVERED, 3),
        tuple(sorted(findings)),
        code == 0 and bool(_SECONDS.search(log)),
    )


def _one(target: str, runs: int, build: Path) -> Outcome:
    home = build / target
    findings = home / "findings"
    findings.mkdir(parents=True, exist_ok=True)
    count = max(1, runs // _ONE_RUN_OF.get(target, 1))
    options = [f"-runs={count}", f"-artifact_prefix={findings}/"]
    command = [sys.executable, "-m", "fuzz.engine", target, str(home / "corpus"), *options]
    path = home / "log.txt"
    with path.open("wb") as log:
        code = subprocess.run(command, stdout=log, stderr=log, check=False).returncode
    return outcome_of(target, path.read_text("utf-8", "replace"), code, findings.iterdir())


def run(targets: Iterable[str], runs: int, jobs: int, build: Path = BUILD) -> list[Outcome]:
    """Fuzz the targets, at most ``jobs`` at once."""
    with ThreadPoolExecutor(jobs) as pool:
        return list(pool.map(lambda target: _one(target, runs, build), targets))


def report(outcomes: Iterable[Outcome]) -> str:
    """The outcomes as a table in Markdown."""
    head = (
        "| target | executions | a second | edges of seeds | edges | features | corpus | findings |"
    )
    line = "|---|---:|---:|---:|---:|---:|---:|---|"
    return "\n".join([head, line, *(each.row for each in outcomes)])
