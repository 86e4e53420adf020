"""Walks: every line and guard of every workflow, by everybody, the same ones every time."""

from datetime import datetime
from functools import cache

import pytest

from csrules.lifecycle.verdicts import Accepted, Code, Refused
from csrules.policy import Policy, amend
from csrules.policyfile import default_policy
from csrules.regulations import company, department
from csrules.testing import Walk, walks
from csrules.testing.declared import workflows
from csrules.workcalendar import cn_calendar
from csrules.workflow import Workflow

START = datetime(2024, 3, 1, 9)
CHINA = cn_calendar(range(2024, 2026))
DEPARTMENT = amend(
    department.policy(), {"leave": {"personal_leave_notice_days": 1, "other_notice_days": 1}}
)
FLOWS = workflows()
of_every_flow = pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.name)

NOT_WALKED = {
    # papers that only some kinds of leave need: two fields of an earlier event would have to change
    "department.leave": {
        ("requested", "approve", "approved"),
        ("approved", "begin", "on_leave"),
        ("on_leave", "end", "ended"),
    }
}
NEVER_ALONE = {
    "company.complaint": {"amount_known"},  # a decision without its amount misses a field instead
}


def policy_of(flow: Workflow) -> Policy:
    return DEPARTMENT if flow.pack == "department" else default_policy(flow.pack or "company")


@cache
def walked(flow: Workflow) -> tuple[Walk, ...]:
    return tuple(walks(flow, policy_of(flow), CHINA, start=START))


@of_every_flow
def test_every_line_is_walked(flow: Workflow) -> None:
    met = {
        (answer.fact.source, answer.edge.event, answer.edge.target)
        for walk in walked(flow)
        for answer in walk.answers
        if isinstance(answer, Accepted)
    }
    lines = {
        (state, line.event, line.target) for line in flow.transitions for state in line.sources
    }
    assert lines - met == NOT_WALKED.get(flow.name, set())


@of_every_flow
def test_a_walk_is_what_the_model_says_event_by_event(flow: Workflow) -> None:
    for walk in walked(flow):
        case = flow.new("case-1")
        for event, told in zip(walk.events, walk.answers, strict=True):
            answer = flow.decide(case, event, policy_of(flow), CHINA)
            assert answer == told
            case = answer.case


@pytest.mark.parametrize(
    "flow", [flow for flow in FLOWS if flow.pack != "department"], ids=lambda flow: flow.name
)
def test_each_guard_fails_alone(flow: Workflow) -> None:
    alone = {
        answer.failed[0].name
        for walk in walked(flow)
        for answer in walk.answers
        if isinstance(answer, Refused) and len(answer.failed) == 1
        if not answer.missing and not answer.actors
    }
    guards = {guard.name for line in flow.transitions for guard in line.guards}
    assert guards - alone == NEVER_ALONE.get(flow.name, set())


def refused(flow: Workflow) -> list[Refused]:
    said = [answer for walk in walked(flow) for answer in walk.answers]
    return [answer for answer in said if isinstance(answer, Refused)]


def test_each_role_tries_each_line_of_a_complaint() -> None:
    flow = company.COMPLAINT
    tried = {
        (answer.case.state, answer.event.name, answer.event.by)
        for answer in refused(flow)
        if answer.actors
    }
    for line in flow.transitions:
        for state in line.sources:
            others = {str(role) for role in flow.roles} - set(map(str, line.by))
            assert {(state, line.event, role) for role in others} <= tried


def test_each_required_field_is_left_out_alone() -> None:
    left = {
        (answer.event.name, answer.missing[0].name)
        for answer in refused(company.COMPLAINT)
        if len(answer.missing) == 1
    }
    for spec in company.COMPLAINT.events:
        names = {field.name for field in spec.fields if field.required is True}
        assert {(spec.name, name) for name in names} <= left


def test_each_state_meets_a_duplicate_an_old_event_and_one_out_of_place() -> None:
    flow = company.COMPLAINT
    met = {(answer.case.state, answer.code) for answer in refused(flow)}
    began = [state for state in flow.states if state.name != flow.initial]
    assert {(state.name, Code.DUPLICATE) for state in began} <= met
    assert {(state.name, Code.ENDED) for state in began if state.final} <= met
    for code in (Code.OUT_OF_ORDER, Code.UNDECLARED, Code.DENIED):
        assert {(state.name, code) for state in began if not state.final} <= met


def test_an_id_comes_again_with_another_event() -> None:
    twice = [answer for answer in refused(company.COMPLAINT) if answer.code is Code.DUPLICATE]
    assert any(answer.event.id is not None for answer in twice)
    assert any(answer.event.id is None for answer in twice)


def test_behind_what_is_refused_the_case_goes_on_to_each_end() -> None:
    ends = {walk.answers[-1].case.state for walk in walked(company.COMPLAINT)}
    assert ends >= {state.name for state in company.COMPLAINT.states if state.final}


def test_they_are_the_same_every_time() -> None:
    again = tuple(walks(company.OPINION, company.policy(), CHINA, start=START))
    assert again == walked(company.OPINION)
