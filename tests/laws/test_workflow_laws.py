"""Laws of workflows, for every workflow of the packs and the example of the tests."""

from datetime import UTC, datetime, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csrules.errors import InputError
from csrules.lifecycle.casefile import dump_json
from csrules.lifecycle.caseload import load_json
from csrules.lifecycle.cases import ClockStatus, Event
from csrules.lifecycle.effects import StartClock, StopClock
from csrules.lifecycle.verdicts import Accepted, Chance, Code, Refused
from csrules.regulations import company, property_handbook
from csrules.testing import any_events, histories, moments_after
from csrules.workflow import Workflow
from tests.laws.given import FEW, WHOLE, answered, lives, of_every_workflow

ONE = timedelta(microseconds=1)


def decided(life: Any, event: Any) -> Any:
    """The answer; None where the calendar does not reach far enough for one."""
    return answered(lambda: life.flow.decide(life.case, event, life.policy, life.calendar))


@st.composite
def asked(draw: st.DrawFn, flow: Workflow) -> tuple[Any, Any, Any]:
    """A life, any event, and what is decided about it."""
    life = draw(lives(flow))
    start = draw(moments_after(life.case, calendar=life.calendar))
    event = draw(any_events(flow, life.case, start=start))
    return life, event, decided(life, event)


@of_every_workflow
@FEW
@given(data=st.data())
def test_replay_equals_fold(flow: Workflow, data: Any) -> None:
    life = data.draw(lives(flow))
    case = flow.new(life.case.id)
    for fact in life.history.facts:
        case = flow.decide(case, fact.event, life.policy, life.calendar).case
    assert flow.replay(life.case.id, life.history.facts) == case == life.case


@of_every_workflow
@FEW
@given(data=st.data())
def test_a_refused_event_changes_nothing(flow: Workflow, data: Any) -> None:
    life, event, answer = data.draw(asked(flow))
    written = dump_json(life.case)
    if isinstance(answer, Refused):
        assert answer.case is life.case
        assert answer.reasons
        assert decided(life, event) == answer
        assert dump_json(life.case) == written


@of_every_workflow
@FEW
@given(data=st.data())
def test_options_agrees_with_decide(flow: Workflow, data: Any) -> None:
    life, event, answer = data.draw(asked(flow))
    if answer is None or event.key in life.case.keys:
        return
    options = flow.options(life.case, life.policy, event.at, life.calendar)
    assert [option.event for option in options] == [spec.name for spec in flow.events]
    (option,) = [each for each in options if each.event == event.name]
    if isinstance(answer, Accepted):
        assert option.chance is not Chance.REFUSED
        assert event.by in option.actors
        assert answer.case.state in option.targets
    elif option.chance is Chance.REFUSED:
        assert answer.code is option.code
    else:
        assert option.chance is Chance.CONDITIONAL
        assert answer.missing or answer.failed or answer.actors


@of_every_workflow
@FEW
@given(data=st.data())
def test_what_a_refusal_allows_is_what_options_offer(flow: Workflow, data: Any) -> None:
    life, event, answer = data.draw(asked(flow))
    if isinstance(answer, Refused):
        past = answer.code in (Code.DUPLICATE, Code.OUT_OF_ORDER)
        at = life.case.changed if past else event.at
        options = flow.options(life.case, life.policy, at, life.calendar)
        offered = [option.event for option in options if option.chance is not Chance.REFUSED]
        assert list(answer.allowed) == offered


# clocks


@of_every_workflow
@FEW
@given(data=st.data())
def test_clocks_agree_with_their_deadlines(flow: Workflow, data: Any) -> None:
    life = data.draw(lives(flow))
    for run in life.case.clocks:
        for at in (run.deadline.due - ONE, run.deadline.due, run.deadline.due + ONE):
            views = [view for view in flow.clocks(life.case, at) if view.deadline is run.deadline]
            assert {view.due for view in views} == {run.deadline.due}
            for view in views:
                if view.status in (ClockStatus.RUNNING, ClockStatus.OVERDUE):
                    assert view.remaining == run.deadline.remaining(at)
                    assert (view.status is ClockStatus.RUNNING) is run.deadline.met(at)
                elif view.status in (ClockStatus.MET, ClockStatus.LATE):
                    ended = view.stopped or life.case.changed
                    assert ended is not None
                    assert (view.status is ClockStatus.MET) is run.deadline.met(ended)
                else:
                    assert flow.is_final(life.case.state)


@of_every_workflow
@FEW
@given(data=st.data())
def test_a_clock_is_what_the_facts_started_and_stopped(flow: Workflow, data: Any) -> None:
    life = data.draw(lives(flow))
    started: list[Any] = []
    for fact in life.history.facts:
        for effect in fact.effects:
            if isinstance(effect, StartClock | StopClock):
                for row in started:
                    if row[0] == effect.clock and row[2] is None:
                        row[2] = fact.event.at
            if isinstance(effect, StartClock):
                started.append([effect.clock, effect.deadline, None])
    assert [[run.name, run.deadline, run.stopped] for run in life.case.clocks] == started


DUE: dict[tuple[str, str], Any] = {
    ("company.complaint", "closing"): company.closing_due,
    ("property_handbook.ticket", "handover"): property_handbook.handover_due,
}
"""The function of the pack that answers what a clock runs towards."""


@pytest.mark.parametrize("flow", [company.COMPLAINT, property_handbook.TICKET], ids=str)
@FEW
@given(data=st.data())
def test_a_clock_runs_towards_what_the_pack_says_is_due(flow: Workflow, data: Any) -> None:
    life = data.draw(lives(flow))
    for run in life.case.clocks:
        asks = DUE.get((flow.name, run.name))
        if asks is not None and not life.case.data.get("special"):
            policy: Any = life.policy
            assert run.deadline == asks(policy, run.deadline.start, life.calendar)


@of_every_workflow
@pytest.mark.parametrize("zone", [None, UTC], ids=["naive", "aware"])
@FEW
@given(data=st.data())
def test_the_clocks_of_a_case_are_asked_in_the_way_of_its_events(
    zone: Any, flow: Workflow, data: Any
) -> None:
    policy = WHOLE[flow.pack] if flow.pack else None
    start = datetime(2024, 3, 1, 9, tzinfo=zone)
    case = data.draw(histories(flow, policy, start=start)).case
    assert len(flow.clocks(case, case.changed or start)) == len(case.clocks)


# storing


@of_every_workflow
@FEW
@given(data=st.data())
def test_json_there_and_back_is_identity(flow: Workflow, data: Any) -> None:
    life, event, answer = data.draw(asked(flow))
    things = [life.case, event, answer, *life.history.facts]
    for thing in things:
        if thing is not None:
            text = dump_json(thing)
            back: Any = load_json(flow, text)
            assert dump_json(back) == text
            assert type(back) is type(thing)
    assert load_json(flow, dump_json(life.case)) == life.case
    if isinstance(answer, Accepted):
        assert load_json(flow, dump_json(answer)) == answer


@of_every_workflow
def test_migrate_is_total(flow: Workflow) -> None:
    states = {state.name for state in flow.states}
    names = {step.version: step.states for step in flow.migrations} | {flow.version: states}
    assert sorted(names) == list(range(1, flow.version + 1))
    for version, known in names.items():
        for state in known:
            old = attrs.evolve(flow.new("old"), version=version, state=state)
            new = flow.migrate(old)
            assert (new.version, new.state in states) == (flow.version, True)
            assert flow.migrate(new) == new


@of_every_workflow
def test_a_case_of_a_version_to_come_is_refused(flow: Workflow) -> None:
    with pytest.raises(InputError, match="version"):
        flow.migrate(attrs.evolve(flow.new("new"), version=flow.version + 1))


def test_a_repeated_event_is_told_what_is_allowed_today() -> None:
    flow, nine = company.IMPROVEMENT, datetime(2026, 9, 1, 9)
    case = flow.new("I-1")
    events = [
        Event("propose", nine, "cs", {"form_id": "F-1"}),
        Event("arrange", nine + timedelta(hours=1), "cs"),
    ]
    for event in events:
        answer = flow.decide(case, event, None)
        case = answer.case
    again = flow.decide(case, events[0], None)
    assert isinstance(again, Refused)
    assert again.code is Code.DUPLICATE
    assert again.allowed == flow.events_from(case.state)
