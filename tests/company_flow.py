"""What people fill in on the way of a complaint form, for the tests of the company pack."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from csrules.lifecycle.cases import Case, Event
from csrules.lifecycle.effects import StartWorkflow
from csrules.lifecycle.verdicts import Accepted, Refused
from csrules.regulations import company
from csrules.regulations.company import COMPLAINT

if TYPE_CHECKING:
    from csrules.workflow import Workflow

POLICY = company.policy()
ACCEPTED = datetime(2024, 3, 1, 9)
"""A Friday; six days later is Thursday 7 March."""

FLOWS: dict[str, Workflow] = {
    flow.name: flow
    for flow in (
        COMPLAINT, company.SETTLEMENT, company.GOODS_RETURN, company.MONTHLY_REVIEW,
        company.PERSONNEL_NOTICE, company.PENALTY_NOTICE, company.IMPROVEMENT, company.OPINION,
    )
}  # fmt: skip

FILED: dict[str, Any] = {
    "order_no": "O-1", "batch_no": "B-1", "specification": "10 mm", "quantity": 100,
    "delivery_date": date(2024, 2, 20), "defective_quantity": 3, "demand": "a new one",
    "grounds": "cracked", "claimed": 3000, "quality": True, "non_quality": False,
    "severe": False, "third_party": False, "opinion": "seems right (signed)", "sample": True,
}  # fmt: skip
JUDGED: dict[str, Any] = {
    "established": True, "unit": "workshop 2", "our_quality": True, "handling_plan": "re-anneal",
    "human_negligence": False, "track": True, "loss": 500, "loss_standard": "LS-1",
    "punishment": "warning", "penalty_standard": "PS-1", "instructed": True,
}  # fmt: skip
RIGHT: dict[str, tuple[str, dict[str, Any]]] = {
    "report": ("customer", {}),
    "file": ("marketing", FILED),
    "accept": ("cs", {"number": "2024-001"}),
    "joint": ("cs", {"joint_limit": date(2024, 3, 5), "units": ["carrier"], "rnd_told": True}),
    "investigate": ("cs", {"finding": "a crack", "tested": True}),
    "present": ("cs", {}),
    "judge": ("cs", JUDGED),
    "approve": ("gm", {"settlement": 800, "handling": "discount_or_compensation"}),
    "tell": ("marketing", {"channel": "letter", "form_given": False, "told": 800}),
    "visit": ("cs_manager", {"visitor": "cs_manager"}),
    "accept_result": ("customer", {}),
    "refuse_result": ("customer", {}),
    "collect": ("marketing", {"collection_due": date(2024, 4, 1)}),
    "receive_payment": ("finance", {}),
    "object": ("customer", {}),
}
"""Each event as it is accepted where the table provides it: who does it, what it brings."""

NO = {"established": False, "instructed": True}
"""A judgement that the complaint is not established."""

RETURN = {"handling": "return_or_rework", "return_quantity": 3}
"""A decision that the goods come back."""


def event(name: str, later: float = 0, by: str | None = None, /, **data: Any) -> Event:
    """The right event, so many hours after 9:00 on 1 March, with some of its fields changed."""
    actor, right = RIGHT[name]
    given = {key: value for key, value in {**right, **data}.items() if value is not ...}
    return Event(name, ACCEPTED + timedelta(hours=later), by or actor, given, f"{name}@{later}")


def accepted(flow: Workflow, case: Case, what: Event, policy: Any = POLICY) -> Accepted:
    answer = flow.decide(case, what, policy)
    assert isinstance(answer, Accepted), answer.explain()
    return answer


def refused(case: Case, what: Event, policy: Any = POLICY, flow: Workflow = COMPLAINT) -> Refused:
    """The refusal, after checking that the case did not change and both languages tell why."""
    before = repr(case)
    answer = flow.decide(case, what, policy)
    assert isinstance(answer, Refused), "accepted"
    assert repr(case) == before
    assert all(rule in answer.explain("zh") for rule in answer.rules)
    return answer


def walk(*steps: str | Event, case: Case | None = None, policy: Any = POLICY) -> Case:
    """A complaint after these steps, an hour apart from 9:00 on 1 March, each accepted."""
    case = case or COMPLAINT.new("C1")
    for step in steps:
        what = event(step, len(case.keys)) if isinstance(step, str) else step
        case = accepted(COMPLAINT, case, what, policy).case
    return case


def started(answer: Accepted) -> dict[str, StartWorkflow]:
    """The workflows that an answer starts, by name."""
    return {
        effect.workflow: effect for effect in answer.effects if isinstance(effect, StartWorkflow)
    }


def begin(effect: StartWorkflow, at: datetime, by: str, **more: Any) -> Accepted:
    """The started workflow after its first event, fed with the effect as it stands."""
    flow = FLOWS[effect.workflow]
    first = Event(effect.event, at, by, {**effect.data, **more})
    return accepted(flow, flow.new(f"{effect.workflow}-1"), first)


TO_ACCEPTED = ("report", "file", "accept")
TO_INVESTIGATED = (*TO_ACCEPTED, "investigate")
TO_DEPUTY = (*TO_INVESTIGATED, "present")
TO_JUDGED = (*TO_DEPUTY, "judge")
TO_DECIDED = (*TO_JUDGED, "approve")
TO_TOLD = (*TO_DECIDED, "tell")
TO_CLOSED = (*TO_TOLD, "visit", "accept_result")
