"""The complaint's transition table beside the oracle's: edges, actors, ends and every guard."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from csrules.lifecycle.cases import Event
from csrules.regulations.company import COMPLAINT
from tests.company_flow import (
    FILED,
    JUDGED,
    NO,
    POLICY,
    TO_ACCEPTED,
    TO_DECIDED,
    TO_DEPUTY,
    TO_INVESTIGATED,
    TO_JUDGED,
    TO_TOLD,
    event,
    walk,
)
from tests.oracle import approval as oracle
from tests.oracle import complaint as form

STATES = {
    "": "new", "REPORTED": "reported", "FORM_FILED": "form_filed", "ACCEPTED": "accepted",
    "JOINT_INVESTIGATION": "joint_investigation", "INVESTIGATED": "investigated",
    "REPORTED_TO_DEPUTY_GM": "reported_to_deputy", "JUDGED": "judged", "DECIDED": "decided",
    "CUSTOMER_TOLD": "customer_told", "CLOSED": "closed", "REFUSED": "refiled",
    "NOT_ESTABLISHED": "not_established", "COLLECTING": "collecting",
    "MEMO_TO_SUPERIOR": "memo_to_superior",
}  # fmt: skip
EVENTS = {
    "report_abnormality": "report", "file_form": "file", "refile": "refile", "accept": "accept",
    "handle_jointly": "joint", "investigate": "investigate", "report_to_deputy_gm": "present",
    "judge_established": "judge", "judge_not_established": "judge", "decide": "approve",
    "tell_customer": "tell", "customer_accepts": "accept_result",
    "customer_refuses": "refuse_result", "collect": "collect", "object": "object",
}  # fmt: skip
ROLES = {"rd": "rnd"}


def edges() -> set[tuple[str, str, str]]:
    return {
        (source, edge.event, edge.target)
        for edge in COMPLAINT.transitions
        for source in edge.sources
    }


def test_every_edge_of_the_oracle_is_there_and_no_other_but_these() -> None:
    """000-A22-1: section 5.2; more only: visits, a decision anew, and the collected payment."""
    theirs = {
        (STATES[source], EVENTS[name], STATES[target])
        for table in (form.TRANSITIONS, form.COLLECTION)
        for (source, name), target in table.items()
    }
    assert theirs <= edges()
    more = {edge for edge in edges() - theirs if edge[1] != "visit"}
    assert more == {
        ("decided", "approve", "decided"),  # 000-A27-1.5: recompute when the amount changes
        ("collecting", "receive_payment", "collected"),  # 000-A25-8.1: the way out of collecting
    }
    assert all(source == target for source, name, target in edges() if name == "visit")


def test_whom_the_oracle_lets_act_may_act() -> None:
    """More than the oracle only by Art. 25.3 (those concerned) and 25.4 (the deputy GM)."""
    wider = set()
    for name, actors in form.ACTORS.items():
        theirs = {ROLES.get(actor, actor) for actor in actors}
        mine = {
            str(role)
            for edge in COMPLAINT.transitions
            if edge.event == EVENTS[name]
            for role in edge.by
        }
        assert theirs <= mine
        wider |= {(EVENTS[name], role) for role in mine - theirs}
    assert wider == {("present", "rnd"), ("judge", "deputy_gm")}


def test_ends() -> None:
    """The oracle ends the form at not established, where the pack goes on to collect."""
    mine = {state.name for state in COMPLAINT.states if state.final}
    theirs = {STATES[state] for state in form.ENDS}
    assert theirs - mine == {"not_established"}
    assert mine - theirs == {"collected", "memo_to_superior"}


WAYS: dict[str, tuple[str, ...]] = {
    "REPORTED": ("report",), "FORM_FILED": ("report", "file"), "ACCEPTED": TO_ACCEPTED,
    "JOINT_INVESTIGATION": (*TO_ACCEPTED, "joint"), "INVESTIGATED": TO_INVESTIGATED,
    "REPORTED_TO_DEPUTY_GM": TO_DEPUTY, "JUDGED": TO_JUDGED, "DECIDED": TO_DECIDED,
    "CUSTOMER_TOLD": TO_TOLD,
}  # fmt: skip
RIGHT_FACTS: dict[str, Any] = {
    "order_number": "O", "batch_number": "B", "specification": "S", "quantity": 100,
    "delivery_date": "D", "defective_quantity": 3, "demand": "new", "grounds": "cracked",
    "opinion": "signed", "sample": True, "joint_due": date(2024, 3, 5), "rd_told": True,
    "accepted_at": datetime(2024, 3, 1, 11), "quality": True, "rd_test": True,
    "established": True, "unit": "w", "our_quality": True, "track": True, "loss": 500,
    "punishment": "warning", "deputy_instructed": True, "amount": 80_000, "channel": "letter",
    "visited": False,
}  # fmt: skip
CHANGES: list[tuple[str, str, dict[str, Any], dict[str, Any]]] = [
    ("REPORTED", "file_form", {}, {}),
    *(
        ("REPORTED", "file_form", {theirs: None}, {mine: None})
        for theirs, mine in {
            "order_number": "order_no", "batch_number": "batch_no", "quantity": "quantity",
            "specification": "specification", "delivery_date": "delivery_date",
            "defective_quantity": "defective_quantity", "demand": "demand", "grounds": "grounds",
            "opinion": "opinion",
        }.items()
    ),
    ("REPORTED", "file_form", {"defective_quantity": 101}, {"defective_quantity": 101}),
    ("REPORTED", "file_form", {"defective_quantity": 100}, {"defective_quantity": 100}),
    ("REPORTED", "file_form", {"sample": False}, {"sample": False}),
    ("REPORTED", "file_form", {"sample": False, "sample_reason": "used"},
     {"sample": False, "no_sample_reason": "used"}),
    ("ACCEPTED", "handle_jointly", {}, {}),
    ("ACCEPTED", "handle_jointly", {"rd_told": False}, {"rnd_told": False}),
    *(("ACCEPTED", "handle_jointly", {"joint_due": day}, {"joint_limit": day})
      for day in (date(2024, 3, 1), date(2024, 3, 7), date(2024, 3, 8), None)),
    *((state, "investigate", {"rd_test": done}, {"tested": done})
      for state in ("ACCEPTED", "JOINT_INVESTIGATION") for done in (True, False, None)),
    ("INVESTIGATED", "report_to_deputy_gm", {}, {}),
    ("REPORTED_TO_DEPUTY_GM", "judge_established", {}, {}),
    *(("REPORTED_TO_DEPUTY_GM", "judge_established", {name: None}, {name: None})
      for name in ("unit", "our_quality", "track", "loss", "punishment", "established")),
    ("REPORTED_TO_DEPUTY_GM", "judge_established", {"deputy_instructed": False},
     {"instructed": False}),
    *(("JUDGED", "decide", {"amount": fen, "actor": by},
       {"settlement": Decimal(fen) / 100, "by": by})
      for fen in (0, 100_000, 100_001, 499_999, 500_000) for by in oracle.ROLES),
    *(("DECIDED", "tell_customer", {"channel": theirs}, {"channel": mine})
      for theirs, mine in (("letter", "letter"), ("phone", "telephone"), ("fax", "written"))),
    ("DECIDED", "tell_customer", {"copy_of_form": True}, {"form_given": True}),
    ("CUSTOMER_TOLD", "customer_accepts", {}, {}),
    ("CUSTOMER_TOLD", "customer_refuses", {}, {}),
]  # fmt: skip


@pytest.mark.parametrize(("state", "name", "theirs", "mine"), CHANGES)
def test_the_same_verdict(
    state: str, name: str, theirs: dict[str, Any], mine: dict[str, Any]
) -> None:
    """Each guard on both sides, by the oracle and by the pack."""
    actor = theirs.get("actor", form.ACTORS[name][0])
    facts = RIGHT_FACTS | {"actor": actor} | theirs
    verdict, target, _ = form.step(state, name, facts)
    by = {"by": ROLES.get(actor, actor)} | mine
    what = event(EVENTS[name], 50 if state != "ACCEPTED" else 3, by.pop("by"), **by)
    answer = COMPLAINT.decide(walk(*WAYS[state]), what, POLICY)
    assert answer.accepted is (verdict == "accepted"), answer.explain()
    assert answer.case.state == STATES[target]


@pytest.mark.parametrize("channel", ["letter", "telephone"])
def test_a_severe_case_needs_a_letter(channel: str) -> None:
    """000-A18-2."""
    facts = {"actor": "marketing", "severe": True, "channel": channel.replace("tele", "")}
    verdict, _, _ = form.step("DECIDED", "tell_customer", facts)
    case = walk("report", event("file", 1, severe=True), "accept", "investigate", "present",
                "judge", "approve")  # fmt: skip
    answer = COMPLAINT.decide(case, event("tell", 20, channel=channel), POLICY)
    assert answer.accepted is (verdict == "accepted") is (channel == "letter")


def test_undeclared_and_ended_everywhere_alike() -> None:
    """What the oracle's table does not provide, the pack's does not either."""
    mine = {(source, name) for source, name, _ in edges()}
    for source in (*WAYS, ""):
        for name in form.ACTORS:
            verdict, _, _ = form.step(source, name, {})
            provided = (STATES[source], EVENTS[name]) in mine
            anew = (source, name) == ("DECIDED", "decide")
            assert (verdict == "undeclared") is not (provided and not anew)


def test_not_established() -> None:
    """Both judge it so; the pack asks the questions of Art. 25.4 only where it is established."""
    facts = RIGHT_FACTS | {"actor": "cs", "established": False}
    assert (
        form.step("REPORTED_TO_DEPUTY_GM", "judge_not_established", facts)[1] == "NOT_ESTABLISHED"
    )
    what = event("judge", 20, **(JUDGED | {"established": False}))
    assert COMPLAINT.decide(walk(*TO_DEPUTY), what, POLICY).case.state == "not_established"
    bare = Event("judge", what.at, "cs", NO)
    assert COMPLAINT.decide(walk(*TO_DEPUTY), bare, POLICY).case.state == "not_established"
    assert set(FILED) >= {"demand", "grounds"}
