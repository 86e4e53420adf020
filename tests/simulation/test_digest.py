"""The same seed comes to the same digest: in other processes, by other workers, in any order."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from simulation.__main__ import main
from simulation.season import STEPS, play
from simulation.soak import run
from simulation.tally import Outcome, digest_of

if TYPE_CHECKING:
    import pytest

ROOT = Path(__file__).parents[2]
BEGINNING = 900
"""Steps after which every kind of thing has happened."""


def played_elsewhere(hash_seed: str) -> str:
    """What another process prints of the beginning of a season."""
    asked = ["--seed", "11", "--season", "3", "--events", str(BEGINNING)]
    found = subprocess.run(
        [sys.executable, "-m", "simulation", *asked],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        capture_output=True,
        text=True,
        check=False,
    )
    assert not found.stderr
    return found.stdout


def test_another_process_with_another_hash_seed_decides_the_same() -> None:
    digest = play(11, 3, BEGINNING).digest
    expected = f"season 3: {BEGINNING} events, {digest}\n"
    assert played_elsewhere("1") == played_elsewhere("2") == expected


def test_other_workers_decide_the_same() -> None:
    alone, together = (run(11, STEPS + 1, workers, print) for workers in (1, 2))
    assert alone.counts == together.counts
    assert alone.digest == together.digest
    assert alone.counts["events"] == STEPS + 1


def test_a_digest_knows_the_seasons_and_not_their_order() -> None:
    one, two = Outcome(0, {"events": 1}, "aa"), Outcome(1, {"events": 1}, "bb")
    assert digest_of([one, two]) == digest_of([two, one])
    assert digest_of([one, two]) != digest_of([Outcome(0, {}, "bb"), Outcome(1, {}, "aa")])


def test_the_report_names_every_count(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--seed", "3", "--events", "300", "--workers", "1"]) == 0
    *rows, last = capsys.readouterr().out.splitlines()
    counts = {row.rsplit(maxsplit=1)[0].strip(): row.rsplit(maxsplit=1)[1] for row in rows}
    assert counts["events"] == "300"
    assert {"accepted", "refused denied", "restarts", "oracle: verdicts"} <= set(counts)
    assert last.startswith("seed 3: 300 events in ")
