"""One case of the system under test, driven beside the model event by event."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from csrules.errors import InputError
from csrules.regulations.company import COMPLAINT
from csrules.testing.case_machines import DivergenceError, machine
from csrules.testing.conformance.asking import DRAWN
from csrules.testing.conformance.claims import passed
from csrules.testing.conformance.contract import OPERATIONS
from csrules.testing.conformance.failures import Failure, NonConformanceError
from csrules.testing.conformance.model import complaint_step
from csrules.testing.conformance.outcomes import Outcome, ask
from csrules.testing.conformance.questions_case import policy_of, wire_event
from csrules.testing.conformance.right_ways import START
from csrules.testing.conformance.said import invalid

if TYPE_CHECKING:
    from collections.abc import Mapping

    from csrules.lifecycle.cases import Event

__all__ = ["drive", "judge", "keeps_cases"]


class _Driven:
    """A case as `machine` drives it: one that the system keeps, or its history asked anew.

    A system that keeps cases has ``new_case(**readings)``: a case with ``apply(event)``, which
    answers as ``complaint`` does.
    """

    def __init__(self, adapter: Any, readings: Mapping[str, Any]) -> None:
        self.adapter, self.readings = adapter, readings
        self.told: list[dict[str, Any]] = []
        self.accepted: list[dict[str, Any]] = []
        self.at = "new"
        self.kept = adapter.new_case(**readings) if keeps_cases(adapter) else None

    def apply(self, event: Event) -> bool:
        """Have the system do what happened; whether it accepted."""
        return self.tell(wire_event(event)).kind == "answer"

    def state(self) -> str:
        """The state in which the case now stands."""
        return self.at

    def tell(self, event: dict[str, Any]) -> Outcome:
        """What the system says to an event, written as a question holds it."""
        self.told.append(event)
        if self.kept is not None:
            got = ask(self.kept, "apply", {}, event)
        else:
            question = {"events": [*self.accepted, event], **self.readings}
            got = ask(self.adapter, "complaint", question)
        if got.kind == "answer":
            self.accepted.append(event)
            self.at = got.content["state"]
        return got


def drive(adapter: Any, allowed: Mapping[str, tuple[str, ...]], examples: int) -> int:
    """Drive cases of the system beside the model; how many events that were.

    Raises `NonConformanceError` with the way to the first difference.
    """
    readings = passed("complaint", allowed)
    driven: list[_Driven] = []

    def make() -> _Driven:
        driven.append(_Driven(adapter, readings))
        return driven[-1]

    cases = machine(COMPLAINT, policy_of(readings), adapter=make, shape="any", start=START)
    own = settings(DRAWN, max_examples=max(1, examples // 4), stateful_step_count=24)
    try:
        run_state_machine_as_test(cases, settings=own)
    except DivergenceError as error:
        question = {"events": driven[-1].told, **readings}
        judge(adapter, question)
        law = f"{_DRIVEN}, but not a second time: {error}"
        got = Outcome("error", "another answer each time")
        raise NonConformanceError(Failure("complaint", question, got, law=law)) from None
    return sum(len(each.told) for each in driven)


def keeps_cases(adapter: Any) -> bool:
    """Whether the system keeps cases, so that what it refuses could leave a trace in one."""
    return hasattr(adapter, "new_case")


def judge(adapter: Any, given: Mapping[str, Any]) -> None:
    """Drive one case through events, refused ones too, and compare after each.

    Raises `NonConformanceError` at the first that goes wrong.
    """
    readings = {name: value for name, value in given.items() if name != "events"}
    policy, model = policy_of(readings), COMPLAINT.new("case-1")
    case = _Driven(adapter, readings)
    for event in given["events"]:
        try:
            (read,) = OPERATIONS["complaint"].read({"events": [event]})["events"]
        except InputError as error:
            said = invalid(error)
        else:
            model, said = complaint_step(model, read, policy)
        got = case.tell(event)
        if not got.meets(said.outcome):
            question = {"events": [*case.told], **readings}
            failure = Failure("complaint", question, got, said.outcome, said.why, _DRIVEN)
            raise NonConformanceError(failure)


_DRIVEN: Final = "driven event by event, where what is refused changes nothing"
