"""How deep the shape "enabled" comes, beside a machine with a rule per event and preconditions."""

from collections import Counter
from datetime import datetime
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    precondition,
    rule,
    run_state_machine_as_test,
)

from csrules.errors import MissingParameterError, NotCoveredError
from csrules.lifecycle.cases import Event
from csrules.policyfile import default_policy
from csrules.regulations import company, property_handbook
from csrules.testing import data_for, machine, moments_after
from csrules.workcalendar import cn_calendar
from csrules.workflow import Workflow
from tests.testing.drawing import FIXED

START = datetime(2024, 3, 1, 9)
CALENDAR = cn_calendar(range(2024, 2027))
BUDGET = settings(FIXED, max_examples=20, stateful_step_count=25)


def rule_for(flow: Workflow, name: str) -> Any:
    """A rule that fires one event where the table provides it, with a form that is filled in."""
    (spec,) = [each for each in flow.events if each.name == name]
    policy = default_policy(flow.pack) if flow.pack else None
    roles = st.sampled_from([str(role) for role in flow.roles])

    def fire(self: Any, data: Any) -> None:
        at = data.draw(moments_after(self.case, start=START))
        event = Event(name, at, data.draw(roles), data.draw(data_for(spec, near=at)))
        try:
            self.case = flow.decide(self.case, event, policy, CALENDAR).case
        except (MissingParameterError, NotCoveredError):
            return

    def provided(self: Any) -> bool:
        return name in flow.events_from(self.case.state)

    return precondition(provided)(rule(data=st.data())(fire))


class RulePerEvent(RuleBasedStateMachine):
    """What a tester writes who has hypothesis and the table, and no kit."""

    flow: Workflow

    def __init__(self) -> None:
        super().__init__()
        self.case = self.flow.new("case-1")

    @precondition(lambda self: self.flow.is_final(self.case.state))
    @rule()
    def rest(self) -> None:
        """Nothing is left to do: without a rule hypothesis would call it a fault."""


def ends(made: Any, flow: Workflow) -> tuple[int, int]:
    """In how many of so many runs the case came to an end."""
    left: Counter[bool] = Counter()

    class Counting(made):  # type: ignore[misc]  # a class made at run time
        def teardown(self) -> None:
            left[flow.is_final(self.case.state)] += 1

    run_state_machine_as_test(Counting, settings=BUDGET)
    return left[True], left.total()


@pytest.mark.parametrize(
    "flow",
    [company.COMPLAINT, company.OPINION, property_handbook.TICKET],
    ids=lambda flow: flow.name,
)
def test_enabled_events_reach_the_end_ten_times_more_often(flow: Workflow) -> None:
    rules = {spec.name: rule_for(flow, spec.name) for spec in flow.events}
    per_event = type("PerEvent", (RulePerEvent,), {"flow": flow, **rules})
    policy = default_policy(flow.pack) if flow.pack else None
    enabled = machine(flow, policy, CALENDAR, start=START)
    few, of_few = ends(per_event, flow)
    many, of_many = ends(enabled, flow)
    assert many / of_many >= 10 * max(few, 1) / of_few
