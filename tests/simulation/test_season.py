"""200 000 events: forty seasons of a service department, each checked on every step."""

from __future__ import annotations

import pytest

from csrules.lifecycle.verdicts import Code
from simulation.flows import shipped
from simulation.season import STEPS, play

SEED = 2026
SEASONS = range(200_000 // STEPS)


@pytest.mark.parametrize("number", SEASONS)
def test_every_law_holds_and_the_oracle_agrees(number: int) -> None:
    counts = play(SEED, number).counts
    assert counts["events"] == STEPS
    assert counts["accepted"] > STEPS // 3
    assert counts["oracle: verdicts"] > STEPS // 4
    assert counts["oracle: clocks"] > STEPS // 4
    assert {f"refused {code}" for code in Code} <= set(counts)
    assert {f"workflow {name}" for name in shipped()} <= set(counts)
    assert {"amendments", "restarts", "errors of the caller", "options compared"} <= set(counts)
    assert {f"oracle: {kind}" for kind in (
        "approvals", "form due", "ticket due", "lateness", "scores", "scores from counts",
        "months of the office", "months of the department",
    )} <= set(counts)  # fmt: skip


def test_a_beginning_is_the_beginning_of_the_whole_season() -> None:
    assert play(SEED, 0, 400) == play(SEED, 0, 400)
    assert play(SEED, 0, 400).digest != play(SEED, 0, 399).digest
    assert play(SEED, 0, 400).digest != play(SEED, 1, 400).digest
    assert play(SEED, 0, 400).digest != play(SEED + 1, 0, 400).digest
