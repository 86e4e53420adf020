"""000 Art. 20, 24 to 26: what the clocks of whole cases show, over a refused form too."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from csrules.lifecycle.cases import Event
from csrules.regulations.company import COMPLAINT, complaint_age, overdue
from tests.company_flow import ACCEPTED, FILED, NO, TO_DEPUTY, TO_TOLD, event, walk
from tests.oracle import company as oracle
from tests.oracle import complaint as form
from tests.oracle import limits
from tests.oracle.compare.comparing import Figure, comparison
from tests.oracle.compare.drawing import CN, DAYS
from tests.oracle.compare.test_company_limits import COUNTING, SIX, close, counted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from csrules.lifecycle.cases import Case
    from csrules.policy import Policy
    from tests.oracle.compare.comparing import Under

LENGTHS = st.integers(0, 20 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes))
HEAD = Figure("the deputy GM", st.just("the deputy GM"))


def told(case: Case, name: str, at: datetime, by: str, data: Mapping[str, object], policy: Policy
         ) -> Case:  # fmt: skip
    """The case after an accepted event, under that policy and with the calendar."""
    answer = COMPLAINT.decide(case, Event(name, at, by, data), policy, CN)
    assert answer.accepted, answer.explain()
    return answer.case


@comparison(
    "company", "000-A25-5.1", "000-A24-3.1", "000-A26-1.1",
    figures={"closing.days": SIX, "overdue.report_to": HEAD},
    readings=("closing.refusal", *COUNTING),
    waits=st.tuples(LENGTHS, LENGTHS, LENGTHS, LENGTHS),
)  # fmt: skip
def test_a_case_of_two_forms(
    under: Under, waits: tuple[timedelta, timedelta, timedelta, timedelta]
) -> tuple[object, object]:
    reported = datetime(2024, 2, 1, 9)
    first = reported + waits[0]
    filed = first + waits[1]
    second = filed + waits[2]
    at = second + waits[3]
    data = FILED | {"original": "C0", "first_reported": reported, "original_accepted": first}
    case = told(COMPLAINT.new("C1"), "refile", filed, "cs", data, under.policy)
    case = told(case, "accept", second, "cs", {"number": "2024-002"}, under.policy)
    report = overdue(under.policy, COMPLAINT, case, at)
    starts = oracle.clock_starts([first, second], under["closing.refusal"])
    due = oracle.day_limit(starts, under["closing.days"], DAYS, **counted(under))
    (view,) = COMPLAINT.clocks(case, at)
    mine = (view.due, bool(report.clocks), report.age, complaint_age(case, at))
    return mine, (due, oracle.is_late(due, at), at - reported, at - reported)


@comparison("company", "000-A25-8.1", readings=("counting.day_end",), term=st.integers(-3, 20))
def test_the_collection(under: Under, term: int) -> tuple[object, object]:
    """The contract's own term, not extended by the dispute."""
    until = ACCEPTED.date() + timedelta(days=term)
    case = walk(*TO_DEPUTY, event("visit", 5))
    case = told(case, "judge", ACCEPTED + timedelta(hours=6), "deputy_gm", NO, under.policy)
    at = ACCEPTED + timedelta(hours=7)
    case = told(case, "collect", at, "marketing", {"collection_due": until}, under.policy)
    (view,) = [each for each in COMPLAINT.clocks(case, at) if each.name == "collection"]
    ends = limits.end_of(until, close(under))
    return (view.due, view.status == "overdue"), (ends, oracle.is_late(ends, at))


@comparison("company", "000-A20-1", readings=("opinions.visit_required",), visited=st.booleans())
def test_the_visit(under: Under, visited: bool) -> tuple[object, object]:
    required = under["opinions.visit_required"]
    facts = {"actor": "customer", "visited": visited, "visit_required": required}
    verdict, _, _ = form.step("CUSTOMER_TOLD", "customer_accepts", facts)
    case = walk(*TO_TOLD, *(["visit"] if visited else []))
    answer = COMPLAINT.decide(case, event("accept_result", 60), under.policy)
    return answer.accepted, verdict == "accepted"
