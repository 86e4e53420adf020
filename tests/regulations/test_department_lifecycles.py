"""Department One(五), (六)1: the lives of a leave and of the attendance table."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from csrules.errors import InputError
from csrules.lifecycle.cases import Event
from csrules.lifecycle.verdicts import Refused
from csrules.policy import amend
from csrules.regulations import department
from csrules.workcalendar import work_calendar

BLANK = department.policy()
POLICY = amend(BLANK, {"leave": {"personal_leave_notice_days": 3, "other_notice_days": 2}})
START, END = datetime(2024, 3, 11, 9), datetime(2024, 3, 12, 18)


def event(name: str, by: str, day: int, **data: Any) -> Event:
    return Event(name, datetime(2024, 3, day, 9), by, data)


def run(flow: Any, *events: Event, policy: department.DepartmentPolicy = POLICY) -> list[str]:
    case, seen = flow.new("1"), []
    for happened in events:
        answer = flow.decide(case, happened, policy)
        case = answer.case if answer.accepted else case
        seen.append(case.state if answer.accepted else f"refused:{answer.code.value}")
    return seen


PLAN = {"kind": "personal", "start": START, "end": END}


def test_the_life_of_a_planned_leave() -> None:
    """004-1.5.2-2, 004-1.4-1."""
    flow = department.LEAVE
    assert run(
        flow,
        event("request", "staff", 1, **PLAN),
        event("approve", "department_head", 2),
        event("begin", "staff", 11),
        event("end", "staff", 13),
    ) == ["requested", "approved", "on_leave", "ended"]
    assert run(
        flow, event("request", "staff", 1, **PLAN), event("refuse", "department_head", 2)
    ) == ["requested", "refused"]
    assert run(flow, event("request", "staff", 1, **PLAN), event("begin", "staff", 2)) == [
        "requested",
        "absent",
    ]
    assert run(flow, event("request", "staff", 1, **PLAN), event("approve", "staff", 2))[
        1
    ].startswith("refused")


def test_the_life_of_an_emergency() -> None:
    """004-1.5.1-2, 004-1.5.2-3."""
    flow = department.LEAVE
    ill = event("phone", "staff", 11, kind="sick", start=START)
    away = event("phone", "staff", 11, kind="personal", start=START)
    paper = event("hand_in_certificate", "staff", 14, level="county")
    assert run(flow, ill, paper) == ["provisional", "certified"]
    low = event("hand_in_certificate", "staff", 14, level="below_county")
    assert run(flow, ill, low, paper) == ["provisional", "refused:denied", "certified"]
    assert run(flow, ill, event("give_up_papers", "department_head", 20)) == [
        "provisional",
        "absent",
    ]
    form = event("file_form", "staff", 14, end=END)
    assert run(flow, away, form) == ["provisional", "form_filed"]
    assert run(flow, away, event("refuse", "department_head", 14)) == ["provisional", "absent"]
    assert run(flow, away, paper)[1] == "refused:denied"
    assert run(flow, away, event("file_form", "staff", 14, end=START))[1] == "refused:denied"


def test_sick_leave_that_was_phoned_in_stays_sick_leave_004_1_5_1_2() -> None:
    """004-1.5.1-2: the form cannot make it personal leave, which needs no certificate."""
    flow = department.LEAVE
    ill = event("phone", "staff", 11, kind="sick", start=START)
    assert run(flow, ill, event("file_form", "staff", 14, end=END))[1] == "refused:denied"
    with pytest.raises(InputError, match="kind"):
        run(flow, ill, event("file_form", "staff", 14, **PLAN))


def test_leaving_after_a_refusal_is_absence_004_1_4_1() -> None:
    """004-1.4-1: and a refusal that was obeyed ends the matter."""
    flow = department.LEAVE
    refused = event("request", "staff", 1, **PLAN), event("refuse", "department_head", 2)
    assert run(flow, *refused, event("begin", "staff", 11))[2] == "absent"
    assert run(flow, *refused, event("stay", "staff", 11))[2] == "not_taken"
    assert run(flow, *refused, event("approve", "department_head", 3))[2] != "approved"


def test_the_life_of_a_leave_asks_for_what_leave_asks_for() -> None:
    """004-1.5.1-1, 004-1.5.2-1, 004-1.5.3-1."""
    flow = department.LEAVE
    approve, begin = event("approve", "department_head", 10), event("begin", "staff", 11)
    late = event("request", "staff", 9, **PLAN)
    assert run(flow, late, approve, begin) == ["requested", "refused:denied", "absent"]
    case = flow.decide(flow.new("1"), late, POLICY).case
    assert "3 days in advance" in flow.decide(case, approve, POLICY).explain()
    ill = event("request", "staff", 9, **{**PLAN, "kind": "sick"})
    low = event("hand_in_certificate", "staff", 10, level="below_county")
    paper = event("hand_in_certificate", "staff", 10, level="county")
    assert run(flow, ill, approve, begin)[1:] == ["refused:denied", "absent"]
    assert run(flow, ill, low, approve)[2] == "refused:denied"
    on_leave = begin, event("end", "staff", 13)
    assert run(flow, ill, paper, approve, *on_leave)[2:] == ["approved", "on_leave", "ended"]
    wedding = event("request", "staff", 7, **{**PLAN, "kind": "marriage"})
    proof = event("hand_in_proof", "staff", 9, proof_at=datetime(2024, 3, 9, 9))
    assert run(flow, wedding, approve)[1] == "refused:denied"
    assert run(flow, wedding, proof, approve, begin)[2:] == ["approved", "on_leave"]
    with_proof = event("request", "staff", 7, **wedding.data, proof_at=datetime(2024, 3, 7, 9))
    assert run(flow, with_proof, approve) == ["requested", "approved"]
    after = event("request", "staff", 1, **{**PLAN, "end": START})
    assert run(flow, after) == ["refused:denied"]


@pytest.mark.parametrize("kind", list(department.LeaveKind))
def test_leave_that_nobody_approved_may_not_begin(kind: department.LeaveKind) -> None:
    """004-1.4-1: leaving with an application that is not decided is absence, as it is there."""
    papers = {"kind": kind, "level": "county", "proof_at": datetime(2024, 3, 1, 9)}
    asked = event("request", "staff", 1, **{**PLAN, **papers})
    begin = event("begin", "staff", 11)
    assert run(department.LEAVE, asked, begin) == ["requested", "absent"]
    assert department.without_leave("pending").absent
    approve = event("approve", "department_head", 2)
    assert run(department.LEAVE, asked, approve, begin)[1:] == ["approved", "on_leave"]


@pytest.mark.parametrize(
    ("moment", "begins"),
    [
        (datetime(2024, 3, 11, 8, 59, 59), False),
        (START, True),
        (datetime(2024, 3, 12, 17, 59, 59), True),
        (END, False),
    ],
)
def test_leave_begins_within_the_time_that_was_approved(moment: datetime, begins: bool) -> None:
    """004-1.4-1: before its start and after its end nobody approved that somebody leaves."""
    planned = event("request", "staff", 1, **PLAN), event("approve", "department_head", 2)
    begin = Event("begin", moment, "staff", {})
    after = "on_leave" if begins else "refused:denied"
    assert run(department.LEAVE, *planned, begin)[2] == after


@pytest.mark.parametrize("later", [0, 1])
def test_proof_does_not_come_after_the_day_that_it_was_handed_in(later: int) -> None:
    """004-1.5.3-1: when proof came is no time to come."""
    flow = department.LEAVE
    proof = {"proof_at": datetime(2024, 3, 7, 9, 0, later)}
    wedding = {**PLAN, "kind": "marriage"}
    expected = "refused:denied" if later else "requested"
    assert run(flow, event("request", "staff", 7, **wedding, **proof)) == [expected]
    asked = event("request", "staff", 6, **wedding)
    assert run(flow, asked, event("hand_in_proof", "staff", 7, **proof))[1] == expected
    call = event("phone", "staff", 4, kind="bereavement", start=datetime(2024, 3, 4, 9))
    after = event("hand_in_proof", "staff", 7, **proof)
    assert run(flow, call, after)[1] == ("refused:denied" if later else "provisional")
    form = event("file_form", "staff", 7, end=datetime(2024, 3, 6, 18), **proof)
    assert run(flow, call, form)[1] == ("refused:denied" if later else "form_filed")


PLANNED = {"004-1.5.1-1", "004-1.5.2-2", "004-1.5.3-1"}
EMERGENCY = {"004-1.5.1-2", "004-1.5.2-3", "004-1.5.3-1"}


@pytest.mark.parametrize(
    ("name", "source", "rules"),
    [
        ("request", "none", PLANNED),
        ("approve", "requested", {*PLANNED, "004-1.5.2-1"}),
        ("refuse", "requested", PLANNED),
        ("begin", "approved", PLANNED),
        ("stay", "refused", PLANNED),
        ("end", "on_leave", PLANNED),
        ("phone", "none", EMERGENCY),
        ("give_up_papers", "provisional", {*EMERGENCY, "004-1.4-1"}),
        ("begin", "requested", {"004-1.4-1"}),
        ("refuse", "provisional", {"004-1.4-1"}),
    ],
)
def test_each_step_names_the_rules_of_every_kind(name: str, source: str, rules: set[str]) -> None:
    """004-1.4-1 to 004-1.5.3-1: sick, personal, and the other kinds of leave."""
    lines = [
        line
        for line in department.LEAVE.transitions
        if line.event == name and source in line.sources
    ]
    assert [set(line.rules) for line in lines] == [rules]


@pytest.mark.parametrize(
    ("kind", "planned", "emergency"),
    [
        ("sick", "004-1.5.1-1", "004-1.5.1-2"),
        ("personal", "004-1.5.2-2", "004-1.5.2-3"),
        ("bereavement", "004-1.5.3-1", "004-1.5.3-1"),
    ],
)
def test_a_guard_names_the_rule_of_the_kind(kind: str, planned: str, emergency: str) -> None:
    """004-1.5.1-1 to 004-1.5.3-1: what a step needs, before it is tried."""
    flow, given = department.LEAVE, {**PLAN, "kind": kind}
    asked = flow.decide(flow.new("1"), event("request", "staff", 9, **given), POLICY).case
    options = {option.event: option for option in flow.options(asked, POLICY, at=START)}
    assert [guard.rule for guard in options["approve"].failed] == [planned]
    late = event("phone", "staff", 13, **given)
    refused = flow.decide(flow.new("1"), late, POLICY)
    assert isinstance(refused, Refused)
    assert [guard.rule for guard in refused.failed] == [emergency]
    first = {option.event: option for option in flow.options(flow.new("1"), POLICY, at=START)}
    assert {guard.rule for guard in first["phone"].requirements} >= EMERGENCY


def test_the_fields_of_an_emergency_name_its_rule() -> None:
    """004-1.5.2-3: what is said on the telephone, and in the form afterwards."""
    rules = {
        event.name: {f.name: f.rule for f in event.fields} for event in department.LEAVE.events
    }
    assert set(rules["phone"].values()) == {"004-1.5.2-3"}
    assert rules["file_form"] == {"end": "004-1.5.2-3", "proof_at": "004-1.5.3-1"}


def test_bereavement_by_telephone_needs_its_route_and_its_proof_004_1_5_3_1() -> None:
    """004-1.5.3-1."""
    flow = department.LEAVE
    call = event("phone", "staff", 11, kind="bereavement", start=START)
    form = event("file_form", "staff", 14, end=END)
    proof = event("hand_in_proof", "staff", 13, proof_at=datetime(2024, 3, 13, 9))
    assert run(flow, call, form) == ["provisional", "refused:denied"]
    assert run(flow, call, proof, form) == ["provisional", "provisional", "form_filed"]
    together = event("file_form", "staff", 14, end=END, proof_at=datetime(2024, 3, 14, 9))
    assert run(flow, call, together) == ["provisional", "form_filed"]
    literal = amend(POLICY, {"leave.other_emergency": "refused"})
    assert run(flow, call, policy=literal) == ["refused:denied"]
    with pytest.raises(InputError, match="pack 'department'"):
        flow.decide(flow.new("1"), call, None)


def test_a_call_that_comes_too_late_is_not_taken() -> None:
    """004-1.5.1-2, 004-1.5.2-3."""
    flow = department.LEAVE
    own = amend(POLICY, {"leave.call_minutes": 0})
    call = {"kind": "sick", "start": START, "end": END}
    assert run(flow, event("phone", "staff", 11, **call), policy=own) == ["provisional"]
    assert run(flow, event("phone", "staff", 12, **call), policy=own) == ["refused:denied"]
    assert run(flow, event("phone", "staff", 12, **call)) == ["provisional"]
    assert run(flow, event("phone", "staff", 13, **call)) == ["refused:denied"]


def test_the_attendance_table_is_signed_before_it_is_filed() -> None:
    """004-1.6.1-2."""
    flow = department.ATTENDANCE_TABLE
    made = event("compile", "attendance_clerk", 1, month="2024-02")
    signed = event("sign", "department_head", 2, correct=True)
    filed = event("file", "attendance_clerk", 3)
    assert run(flow, made, signed, filed) == ["compiled", "signed", "filed_with_hr"]
    assert run(flow, made, filed)[1].startswith("refused")
    case = flow.decide(flow.new("1"), made, POLICY).case
    refusal = flow.decide(case, filed, POLICY)
    assert "[004-1.6.1-2]" in refusal.explain()
    wrong = event("sign", "department_head", 2, correct=False)
    assert run(flow, made, wrong)[1] == "refused:denied"
    assert set(flow.rules) == {"004-1.6.1-1", "004-1.6.1-2"}


@pytest.mark.parametrize("hour", [8, 9, 10])
def test_a_call_may_come_before_or_after_the_start_while_the_end_is_open(hour: int) -> None:
    """004-1.5.1-2: the leave starts at 9:00; nobody knows yet when it ends."""
    call = Event("phone", datetime(2024, 3, 11, hour), "staff", {"kind": "sick", "start": START})
    assert run(department.LEAVE, call) == ["provisional"]


@pytest.mark.parametrize(("hour", "granted"), [(18, True), (19, False)])
def test_notice_ends_with_the_close_of_business_of_the_calendar(hour: int, granted: bool) -> None:
    """004-1.5.2-1, R7: three days before Monday the 11th is Friday the 8th, until 18:00."""
    flow = department.LEAVE
    business = amend(POLICY, {"counting.day_end": "close_of_business"})
    march = work_calendar(date(2024, 3, 1), date(2024, 3, 31), hours="09:00-18:00")
    asked = Event("request", datetime(2024, 3, 8, hour), "staff", PLAN)
    case = flow.decide(flow.new("1"), asked, business, march).case
    approve = event("approve", "department_head", 10)
    assert flow.decide(case, approve, business, march).accepted is granted


def test_a_call_that_comes_too_late_says_what_is_required() -> None:
    """004-1.5.2-3."""
    flow = department.LEAVE
    call = event("phone", "staff", 13, kind="personal", start=START, end=END)
    told = flow.decide(flow.new("1"), call, POLICY).explain()
    assert "required: telephone call to the department head before the leave is over" in told
    assert "2024-03-12 18:00 at the latest [004-1.5.2-3]" in told
    assert "form" not in told  # it may follow
