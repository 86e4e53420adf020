"""Verdicts: what an answer is, and which reasons it tells."""

from __future__ import annotations

import pytest

from csrules.citation import Reason, Text
from csrules.lifecycle.verdicts import Accepted, Code, Refused
from tests.example_flow import FLOW, OPENING, event, walk

TOLD = (Reason("E-9", Text("as it was stored", "如存")),)
NEW = FLOW.new("R1")


def test_an_accepted_event_is_answered_by_an_ordinary_frozen_answer() -> None:
    answer = FLOW.decide(NEW, OPENING, None)
    assert type(answer) is Accepted
    with pytest.raises(AttributeError):
        answer.case = NEW  # type: ignore[misc]  # that is the statement
    assert answer == Accepted(answer.case, answer.fact, answer.edge, answer.workflow)


def test_a_stored_refusal_tells_what_was_stored_whether_or_not_its_workflow_is_known() -> None:
    later = event("sign")
    for workflow in (FLOW, None):
        stored = Refused(Code.DENIED, NEW, later, workflow=workflow, told=TOLD)
        assert stored.reasons == TOLD
    assert Refused(Code.DENIED, NEW, later).reasons == ()


def test_a_fresh_refusal_tells_the_rules_that_refuse() -> None:
    answer = FLOW.decide(walk(OPENING), event("finish", "tech", 2, hours=3), None)
    assert type(answer) is Refused
    assert answer.told == ()
    assert answer.rules == ("E-f",)
