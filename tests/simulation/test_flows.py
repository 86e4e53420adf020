"""Workflows take part by being declared, with their migrations."""

from __future__ import annotations

import pytest

from csrules.workflow import Workflow
from simulation.failure import FailureError
from simulation.flows import flows_of, shipped
from simulation.season import play
from tests.example_flow import FLOW
from tests.test_diagram import FLOWS


def test_every_workflow_of_the_packs_is_found() -> None:
    assert {*shipped(), FLOW.name} == set(FLOWS)
    assert list(shipped()) == sorted(shipped())


def test_a_workflow_that_is_added_takes_part_and_its_old_cases_migrate() -> None:
    counts = play(1, 0, 1000, flows_of([FLOW])).counts
    assert counts[f"workflow {FLOW.name}"] == counts["case events"] > 500
    assert counts["migrations"] == counts["restarts"] > 20
    assert counts["cases ended"] > 50


def test_a_migration_that_loses_something_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Workflow, "migrate", lambda self, case: self.new(case.id))
    with pytest.raises(FailureError, match="migrated with all that it held"):
        play(1, 0, 1000, flows_of([FLOW]))
