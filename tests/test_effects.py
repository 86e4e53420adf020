"""Effects of a workflow as stored facts hold them."""

from __future__ import annotations

from csrules.lifecycle.effects import EFFECTS


def test_stored_effects_are_called_by_these_names() -> None:
    assert {name: kind.__name__ for name, kind in EFFECTS.items()} == {
        "start_clock": "StartClock",
        "stop_clock": "StopClock",
        "assign": "Assign",
        "notify": "Notify",
        "issue_document": "IssueDocument",
        "require_signature": "RequireSignature",
        "start_workflow": "StartWorkflow",
    }
