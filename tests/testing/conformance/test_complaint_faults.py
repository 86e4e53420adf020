"""Faults that a stranger's complaint desk had: the suite finds each, and so do the vectors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import attrs
import pytest

from csrules.errors import InputError
from csrules.lifecycle.cases import Event
from csrules.lifecycle.verdicts import Accepted
from csrules.regulations.company import COMPLAINT
from csrules.testing import ComplaintSuite, Declined, Invalid, vectors
from csrules.testing.conformance.contract import OPERATIONS
from csrules.testing.conformance.failures import NonConformanceError
from csrules.testing.conformance.outcomes import ask
from csrules.testing.conformance.questions_case import complaint_steps, complaint_walks, policy_of
from csrules.testing.conformance.wire import fields_of

if TYPE_CHECKING:
    from csrules.lifecycle.verdicts import Refused

RIGHT_HANDS = ("sales_manager", "deputy_gm", "gm")


class Kept:
    """One case that the model keeps; each fault below bends what it hears, or what it forgets."""

    def __init__(self, **readings: Any) -> None:
        self.policy = policy_of(readings)
        self.case = COMPLAINT.new("case-1")

    def heard(self, event: Event) -> Event:
        """The event as this desk takes it."""
        return event

    def refused(self, event: Event) -> dict[str, Any]:
        """What a refused event leaves behind."""
        return {}

    def apply(self, event: dict[str, Any]) -> dict[str, Any]:
        try:
            (read,) = OPERATIONS["complaint"].read({"events": [event]})["events"]
            taken = self.heard(Event(**read))
            answer: Accepted | Refused = COMPLAINT.decide(self.case, taken, self.policy)
        except InputError as error:
            raise Invalid(*fields_of(error)) from None
        if not isinstance(answer, Accepted):
            left = {**self.case.data, **self.refused(Event(**read))}
            self.case = attrs.evolve(self.case, data=left)
            raise Declined(*answer.rules[:1] if answer.code == "denied" else ())
        self.case = answer.case
        return self.standing()

    def standing(self) -> dict[str, Any]:
        ended = COMPLAINT.is_final(self.case.state)
        runs = [run for run in self.case.clocks if run.stopped is None and not ended]
        clocks = {run.name: run.deadline.due.isoformat() for run in runs}
        return {"state": self.case.state, "clocks": clocks}


class IdNeverLookedAt(Kept):
    def heard(self, event: Event) -> Event:
        return attrs.evolve(event, id=None)


class AnyRankApprovesAgain(Kept):
    def heard(self, event: Event) -> Event:
        again = self.case.state == "decided" and event.name == "approve"
        return attrs.evolve(event, by="gm") if again and event.by in RIGHT_HANDS else event


class RefusedVisitCounts(Kept):
    def refused(self, event: Event) -> dict[str, Any]:
        return {"visitor": "cs_manager"} if event.name == "visit" else {}


class AnythingRefusedIsAVisit(Kept):
    def refused(self, event: Event) -> dict[str, Any]:
        return {"visitor": "cs_manager"}


class RefusedAmountStays(Kept):
    def refused(self, event: Event) -> dict[str, Any]:
        again = self.case.state == "decided" and event.name == "approve"
        return {name: event.data[name] for name in ("settlement",) if again and name in event.data}


class By(Kept):
    """Somebody may do in one state what is not his."""

    state: ClassVar[str]
    name: ClassVar[str]
    who: ClassVar[tuple[str, ...]] = tuple(map(str, COMPLAINT.roles))
    stead: ClassVar[str]

    def heard(self, event: Event) -> Event:
        here = self.case.state == self.state and event.name == self.name and event.by in self.who
        return attrs.evolve(event, by=self.stead) if here else event


class AnybodyVisitsWhileCollecting(By):
    state, name, stead = "collecting", "visit", "cs"


class AnybodyVisitsOnceDecided(By):
    state, name, stead = "decided", "visit", "cs"


class CsApprovesAgain(By):
    state, name, who, stead = "decided", "approve", ("cs",), "gm"


class AnybodyInvestigatesJointly(By):
    state, name, stead = "joint_investigation", "investigate", "cs"


class RefiledIsNotVisited(Kept):
    def heard(self, event: Event) -> Event:
        if event.name == "collect" and "original" in self.case.data:
            self.case = attrs.evolve(self.case, data={**self.case.data, "visitor": "cs"})
        return event


def desk(kept: type[Kept], *, keeps: bool = True) -> Any:
    """A system made of such cases; one that does not keep them is given whole histories only."""

    class Desk:
        def complaint(self, events: Any, **readings: Any) -> Any:
            if not isinstance(events, list):
                raise Invalid("events")
            try:
                case = kept(**readings)
            except InputError as error:
                raise Invalid(*fields_of(error)) from None
            for event in events[:-1]:
                try:
                    case.apply(event)
                except (Declined, Invalid):
                    raise Invalid("events") from None
            return case.apply(events[-1]) if events else case.standing()

    class Keeping(Desk):
        def new_case(self, **readings: Any) -> Kept:
            return kept(**readings)

    return Keeping() if keeps else Desk()


BY_ONE_QUESTION = [
    IdNeverLookedAt, AnyRankApprovesAgain, AnybodyVisitsWhileCollecting, AnybodyVisitsOnceDecided,
    CsApprovesAgain, AnybodyInvestigatesJointly, RefiledIsNotVisited,
]  # fmt: skip
BY_A_TRACE = [RefusedVisitCounts, AnythingRefusedIsAVisit, RefusedAmountStays]


@pytest.mark.parametrize("keeps", [True, False])
@pytest.mark.parametrize("fault", BY_ONE_QUESTION)
def test_a_fault_of_one_step_is_found_by_the_steps(fault: type[Kept], keeps: bool) -> None:
    with pytest.raises(NonConformanceError) as caught:
        ComplaintSuite().test_each_step_in_each_state(desk(fault, keeps=keeps))
    assert len(caught.value.failure.given["events"]) <= 9


@pytest.mark.parametrize("fault", [*BY_A_TRACE, *BY_ONE_QUESTION])
def test_a_fault_of_a_kept_case_is_found_by_what_a_refusal_leaves(fault: type[Kept]) -> None:
    with pytest.raises(NonConformanceError) as caught:
        ComplaintSuite().test_what_is_refused_changes_nothing(desk(fault))
    assert len(caught.value.failure.given["events"]) <= 10


@pytest.mark.parametrize("fault", BY_ONE_QUESTION)
def test_a_fault_of_one_step_is_found_by_the_vectors(fault: type[Kept]) -> None:
    system = desk(fault, keeps=False)
    failed = [
        vector.id
        for vector in vectors("complaint")
        if not ask(system, "complaint", vector.given).meets(vector.expect)
    ]
    assert failed


@pytest.mark.parametrize(
    "test", ["test_each_step_in_each_state", "test_what_is_refused_changes_nothing"]
)
def test_the_right_desk_passes(test: str) -> None:
    getattr(ComplaintSuite(), test)(desk(Kept))


def test_the_right_desk_meets_every_vector() -> None:
    system = desk(Kept)
    for vector in vectors("complaint"):
        assert ask(system, "complaint", vector.given).meets(vector.expect), vector.id


def test_the_walks_ask_about_refusals_more_than_about_anything_else() -> None:
    steps = list(complaint_steps({}))
    assert 1000 < len(steps) < 5000
    assert sum(len(given["events"]) for given in complaint_walks({})) < 10_000
