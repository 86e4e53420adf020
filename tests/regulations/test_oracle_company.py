"""The company pack beside the independent oracle: amounts, due dates, reviews, the table."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csrules import amend, cn_calendar, regions
from csrules.bands import changes
from csrules.lifecycle.cases import Event
from csrules.regulations.company import (
    COMPLAINT,
    ClosedCase,
    Role,
    approver,
    closing_due,
    may_sign,
    report_due,
    review,
    review_due,
)
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
from tests.oracle import days as oracle_days
from tests.oracle import limits as oracle_limits

if TYPE_CHECKING:
    from csrules.regulations import company

READINGS = st.sampled_from(oracle.READINGS)
AMOUNTS = st.integers(0, 1_200_000) | st.sampled_from(
    [0, 99_999, 100_000, 100_001, 499_999, 500_000, 500_001]
)
CUTS = st.tuples(st.integers(1, 2000), st.integers(1, 2000)).filter(lambda cut: cut[0] < cut[1])


def under(reading: str, cuts: tuple[int, int] = (100_000, 500_000)) -> company.CompanyPolicy:
    limits = {"sales_manager": Decimal(cuts[0]) / 100, "deputy_gm": Decimal(cuts[1]) / 100}
    return amend(POLICY, {"approval": {"tie": reading, "bands": limits}})


@given(AMOUNTS, READINGS)
def test_who_approves(fen: int, reading: str) -> None:
    """000-A27-1.1 to 000-A27-1.5."""
    policy, amount = under(reading), Decimal(fen) / 100
    answer = approver(policy, amount)
    assert answer.role == oracle.approver(fen, reading=reading)
    assert answer.boundary is oracle.is_boundary(fen)
    for role in Role:
        assert may_sign(policy, amount, role).allowed is oracle.may_sign(role, fen, reading=reading)


@given(CUTS, READINGS)
def test_who_approves_whatever_the_cuts(cuts: tuple[int, int], reading: str) -> None:
    """000-A27-1.4: the empty middle band too."""
    policy = under(reading, cuts)
    for fen in (0, *(cut + step for cut in cuts for step in (-1, 0, 1)), 5000):
        answer = approver(policy, Decimal(fen) / 100)
        assert answer.role == oracle.approver(fen, cuts, reading)
        assert answer.boundary is oracle.is_boundary(fen, cuts)


@given(CUTS, READINGS, CUTS, READINGS)
def test_what_changes_hands(
    one: tuple[int, int], reading: str, other: tuple[int, int], other_reading: str
) -> None:
    """Regions without data are what the oracle finds amount by amount."""
    before, after = under(reading, one), under(other_reading, other)
    found = changed_owners(before, after)
    moved = oracle.moved(range(2100), one, reading, other, other_reading)
    assert found == {fen: pair for pair, amounts in moved.items() for fen in amounts}


def changed_owners(
    before: company.CompanyPolicy, after: company.CompanyPolicy
) -> dict[int, tuple[str, str]]:
    return {
        fen: (str(change.before), str(change.after))
        for change in changes(before.approval.authority.table, after.approval.authority.table)
        for fen in range(change.first, min(2099, change.last or 2099) + 1)
    }


def test_regions_are_for_people_too() -> None:
    found = regions(POLICY, amend(POLICY, {"approval": {"bands": {"sales_manager": 2000}}}))
    assert "above 1,000.00 up to 2,000.00" in str(found)


DAYS = oracle_days.china(range(2024, 2027))
CN = cn_calendar(range(2024, 2027))
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2026, 11, 20))


@given(MOMENTS)
def test_six_days(accepted: datetime) -> None:
    """000-A26-1.1."""
    assert closing_due(POLICY, accepted).due == form.form_due(accepted)


@given(MOMENTS, st.booleans(), st.booleans())
def test_six_days_by_every_reading(accepted: datetime, counted: bool, roll: bool) -> None:
    """000-A26-1.1 with R6 and R8."""
    policy = amend(POLICY, {"counting": {
        "start_day": "counted" if counted else "excluded",
        "last_day": "next_working_day" if roll else "no_roll",
    }})  # fmt: skip
    expected = oracle_limits.due_calendar_days(
        accepted.date(), 6, DAYS, roll=roll, count_start=counted
    )
    assert closing_due(policy, accepted, CN).due == expected


@given(MOMENTS, st.timedeltas(timedelta(0), timedelta(days=12)))
def test_the_report(accepted: datetime, after: timedelta) -> None:
    """000-A25-3.1."""
    due = report_due(POLICY, accepted + after, accepted).due
    assert due == form.report_due(accepted + after, accepted)


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)))
def test_the_review_of_a_day(closed: date) -> None:
    """000-A28-1.1, R9."""
    year, month = oracle_limits.month_after(closed.year, closed.month)
    assert review_due(POLICY, closed).due == oracle_limits.due_month_day(year, month, 10)


@given(
    st.dictionaries(st.text("abc", min_size=1), st.dates(date(2024, 1, 1), date(2025, 12, 31))),
    st.integers(2024, 2026), st.integers(1, 12),
)  # fmt: skip
def test_which_cases_are_reviewed(closed: dict[str, date], year: int, month: int) -> None:
    """000-A28-1.1."""
    found = review(POLICY, year, month, [ClosedCase(*each) for each in closed.items()])
    assert {case.id for case in found.cases} == form.reviewed_in(closed, year, month)


# the transition table: names of the oracle, names of the pack

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


@pytest.mark.parametrize("visited", [True, False])
@pytest.mark.parametrize("required", [True, False])
def test_the_visit(visited: bool, required: bool) -> None:
    """000-A20-1."""
    facts = {"actor": "customer", "visited": visited, "visit_required": required}
    verdict, _, _ = form.step("CUSTOMER_TOLD", "customer_accepts", facts)
    policy = amend(POLICY, {"opinions": {"visit_required": required}})
    case = walk(*TO_TOLD, *(["visit"] if visited else []))
    answer = COMPLAINT.decide(case, event("accept_result", 60), policy)
    assert answer.accepted is (verdict == "accepted")


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
