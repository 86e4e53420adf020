"""The machine: it reaches the ends, passes on a true system, and catches one that is wrong."""

import re
from collections import Counter
from datetime import datetime
from typing import Any, ClassVar

import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from csrules.errors import UnknownNameError
from csrules.lifecycle.cases import Event
from csrules.lifecycle.verdicts import Accepted
from csrules.regulations import company
from csrules.testing import CaseMachine, DivergenceError, machine
from csrules.workcalendar import cn_calendar
from csrules.workflow import Workflow
from tests.testing.drawing import FIXED

START = datetime(2024, 3, 1, 9)
POLICY = company.policy()
BUDGET = settings(FIXED, max_examples=100, stateful_step_count=25)
FEW = settings(FIXED, max_examples=15, stateful_step_count=20)
SHRUNK = settings(FEW, phases=[Phase.generate, Phase.shrink])


class Own:
    """A tester's own system that is right, because it asks the model."""

    closed = 0

    def __init__(self, flow: Workflow = company.COMPLAINT) -> None:
        self.flow, self.case = flow, flow.new("own")

    def apply(self, event: Event) -> bool:
        answer = self.flow.decide(self.case, event, POLICY)
        if isinstance(answer, Accepted):
            self.case = answer.case
        return answer.accepted

    def state(self) -> str:
        return self.case.state

    def close(self) -> None:
        type(self).closed += 1


class ClosesUnvisited(Own):
    """Closes an opinion although nobody has visited the customer who complains (000-A20-1)."""

    def __init__(self) -> None:
        super().__init__(company.OPINION)

    def apply(self, event: Event) -> bool:
        if event.name == "close" and self.case.state == "told":
            object.__setattr__(self.case, "state", "closed")
            return True
        return super().apply(event)


class TakesTwice(Own):
    """Takes an event that was refused for a success."""

    def apply(self, event: Event) -> bool:
        return super().apply(event) or event.name == "report"


class Clocked(Own):
    """Tells its clocks too."""

    def clocks(self) -> dict[str, datetime]:
        views = self.flow.clocks(self.case, self.case.changed or START)
        return {view.name: view.due for view in views if view.remaining is not None}


class ForgetsClosing(Clocked):
    """Stops the clock of the six days as soon as the investigation has ended (000-A26-1.1)."""

    def clocks(self) -> dict[str, datetime]:
        found = super().clocks()
        if self.case.state == "investigated":
            found.pop("closing")
        return found


class WrongState(Own):
    """Calls a state by another name."""

    def state(self) -> str:
        return "filed" if self.case.state == "form_filed" else self.case.state


class NeverRepeats(Own):
    """Will not arrange an improvement again whose effect was not seen (000-A24-3.5)."""

    ways: ClassVar[list[list[str]]] = []

    def __init__(self) -> None:
        super().__init__(company.IMPROVEMENT)
        self.ways.append([])

    def apply(self, event: Event) -> bool:
        self.ways[-1].append(event.name)
        return event.name != "repeat" and super().apply(event)


def counting(shape: Any) -> tuple[type[CaseMachine], Counter[str]]:
    """A machine that counts the states in which its cases were left."""
    left: Counter[str] = Counter()
    made = machine(company.COMPLAINT, POLICY, shape=shape, start=START)

    class Counting(made):  # type: ignore[valid-type,misc]  # a class made at run time
        def teardown(self) -> None:
            left[self.case.state] += 1
            super().teardown()

    return Counting, left


def test_the_enabled_machine_reaches_the_ends_of_a_complaint() -> None:
    made, left = counting("enabled")
    run_state_machine_as_test(made, settings=BUDGET)
    assert {"closed", "refiled", "collected", "memo_to_superior"} <= set(left)


def test_the_any_machine_holds_every_law() -> None:
    made, left = counting("any")
    run_state_machine_as_test(made, settings=settings(BUDGET, max_examples=30))
    assert len(left) > 5


@pytest.mark.parametrize("shape", ["enabled", "any"])
@pytest.mark.parametrize("system", [Own, Clocked])
def test_a_true_system_passes_and_is_closed(system: type[Own], shape: Any) -> None:
    before = system.closed
    made = machine(company.COMPLAINT, POLICY, adapter=system, shape=shape, start=START)
    run_state_machine_as_test(made, settings=FEW)
    assert system.closed >= before + 15


@pytest.mark.parametrize(
    ("flow", "wrong", "shape", "said"),
    [
        (company.OPINION, ClosesUnvisited, "any", "000-A20-1"),
        (company.COMPLAINT, TakesTwice, "any", "does not agree"),
        (company.COMPLAINT, WrongState, "enabled", "the system under test is in 'filed'"),
        (company.COMPLAINT, ForgetsClosing, "enabled", "000-A26-1.1"),
    ],
)
def test_a_wrong_system_is_caught_and_told_why(
    flow: Workflow, wrong: Any, shape: Any, said: str
) -> None:
    made = machine(flow, POLICY, adapter=wrong, shape=shape, start=START)
    with pytest.raises(DivergenceError, match=re.escape(said)):
        run_state_machine_as_test(
            made, settings=settings(BUDGET, max_examples=300, stateful_step_count=40)
        )


def test_the_way_to_a_fault_shrinks() -> None:
    made = machine(company.IMPROVEMENT, POLICY, adapter=NeverRepeats, start=START)
    with pytest.raises(DivergenceError, match=r"000-A24-3\.5"):
        run_state_machine_as_test(made, settings=SHRUNK)
    assert NeverRepeats.ways[-1] == ["propose", "arrange", "execute", "repeat"]


def test_a_calendar_in_a_zone_gives_the_start() -> None:
    calendar = cn_calendar(2024, tz="Asia/Shanghai")
    made = machine(company.COMPLAINT, POLICY, calendar)
    run_state_machine_as_test(made, settings=FEW)
    assert made.__name__ == "CompanyComplaintMachine"
    assert made.TestCase.__name__


def test_another_shape_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="enabled"):
        machine(company.COMPLAINT, POLICY, shape="enabledd")  # type: ignore[arg-type]  # a slip


TestImprovement = machine(company.IMPROVEMENT, POLICY, start=START).TestCase
TestImprovement.settings = FEW
