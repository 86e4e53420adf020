"""Department One(五), (六)1: leave with its papers and lives, and the attendance table."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from csrules.errors import InputError, MissingParameterError, PolicyError
from csrules.lifecycle.cases import Event
from csrules.policy import amend
from csrules.regulations import department
from csrules.workcalendar import work_calendar

BLANK = department.policy()
POLICY = amend(BLANK, {"leave": {"personal_leave_notice_days": 3, "other_notice_days": 2}})
START, END = datetime(2024, 3, 11, 9), datetime(2024, 3, 12, 18)


def decide(kind: str, policy: department.DepartmentPolicy = POLICY, /, **given: Any) -> Any:
    request = department.LeaveRequest("li", kind, START, END, **given)  # type: ignore[arg-type]
    return department.leave(policy, request)


def status(kind: str, policy: department.DepartmentPolicy = POLICY, /, **given: Any) -> str:
    return str(decide(kind, policy, **given).status)


@pytest.mark.parametrize(
    ("level", "granted"),
    [("below_county", False), ("county", True), ("city", True), ("national", True)],
)
def test_sick_leave_needs_a_certificate_of_county_level(level: str, granted: bool) -> None:
    """004-1.5.1-1."""
    found = decide("sick", applied_at=datetime(2024, 3, 10, 8), certificate=level)
    assert found.granted is granted
    assert [reason.rule for reason in found.missing] == ([] if granted else ["004-1.5.1-1"])


def test_sick_leave_is_applied_for_in_advance() -> None:
    """004-1.5.1-1."""
    assert status("sick", applied_at=START, certificate="county") == "refused"
    assert len(decide("sick").missing) == 2


def test_sudden_illness_is_provisional_until_the_certificate_comes() -> None:
    """004-1.5.1-2."""
    call = {"emergency": True, "phoned_at": datetime(2024, 3, 11, 8)}
    found = decide("sick", **call)
    assert (found.status, found.excuse is not None) == ("provisional", True)
    assert status("sick", **call, certificate="city") == "granted"
    assert status("sick", **call, certificate="below_county") == "provisional"
    assert status("sick", emergency=True) == "refused"
    assert decide("sick", emergency=True).excuse is None


@pytest.mark.parametrize(("day", "in_time"), [(7, True), (8, True), (9, False)])
def test_personal_leave_is_asked_for_some_days_before(day: int, in_time: bool) -> None:
    """004-1.5.2-1: three calendar days before Monday the 11th is Friday the 8th."""
    found = department.notice(POLICY, applied=date(2024, 3, day), starts=date(2024, 3, 11))
    assert found.in_time is in_time
    assert found.deadline.last_day == date(2024, 3, 8)
    papers = {"form": True, "approved": True, "applied_at": datetime(2024, 3, day, 23, 59)}
    assert status("personal", **papers) == ("granted" if in_time else "refused")


def test_the_notice_is_a_blank_that_only_personal_leave_needs() -> None:
    with pytest.raises(MissingParameterError, match="personal_leave_notice_days"):
        decide("personal", BLANK)
    assert status("sick", BLANK, applied_at=datetime(2024, 3, 1), certificate="county") == "granted"
    with pytest.raises(InputError, match="applied"):
        department.notice(POLICY, applied=START, starts=date(2024, 3, 11))


def test_personal_leave_needs_form_and_approval() -> None:
    """004-1.5.2-2."""
    early = {"applied_at": datetime(2024, 3, 1, 9)}
    assert status("personal", **early, form=True, approved=True) == "granted"
    for lacking in ({"form": True}, {"approved": True}, {"form": True, "approved": False}):
        found = decide("personal", **early, **lacking)
        assert (found.status, [r.rule for r in found.missing]) == ("refused", ["004-1.5.2-2"])
    assert "《请假申请表》" in decide("personal", **early).explain("zh")


def test_an_emergency_hands_in_the_form_afterwards() -> None:
    """004-1.5.2-3."""
    call = {"emergency": True, "phoned_at": START}
    assert status("personal", **call) == "provisional"
    assert status("personal", **call, form=True) == "granted"
    refused = decide("personal", **call, form=True, approved=False)
    assert (refused.status, refused.missing[0].rule) == ("refused", "004-1.4-1")


def test_other_leave_needs_proof_form_and_approval_in_advance() -> None:
    """004-1.5.3-1."""
    papers = {"proof_at": datetime(2024, 3, 8), "form": True, "approved": True}
    for kind in ("marriage", "maternity", "paternity", "bereavement", "other"):
        assert status(kind, **papers) == "granted"
        assert len(decide(kind).missing) == 3
    assert status("marriage", **{**papers, "proof_at": START}) == "refused"


@pytest.mark.parametrize(
    ("proof_at", "in_time"),
    [
        (datetime(2024, 3, 9, 23, 59), True),
        (datetime(2024, 3, 10), True),  # the 24:00 that ends the 9th (R7)
        (datetime(2024, 3, 10, 0, 0, 1), False),
    ],
)
def test_other_leave_is_asked_for_as_early_as_the_company_says(
    proof_at: datetime, in_time: bool
) -> None:
    """004-1.5.3-1: two days before Monday the 11th is Saturday the 9th."""
    papers = {"proof_at": proof_at, "form": True, "approved": True}
    assert status("marriage", **papers) == ("granted" if in_time else "refused")
    with pytest.raises(MissingParameterError, match=r"leave\.other_notice_days"):
        decide("marriage", BLANK, **papers)
    found = department.notice(
        POLICY, applied=date(2024, 3, 9), starts=date(2024, 3, 11), kind="marriage"
    )
    assert (found.in_time, found.reasons[0].rule) == (True, "004-1.5.3-1")
    with pytest.raises(InputError, match="kind"):
        department.notice(POLICY, applied=proof_at.date(), starts=START.date(), kind="sick")


def test_days_of_notice_by_the_readings_r6_r7() -> None:
    """004-1.5.2-1, 004-1.5.3-1."""
    days: dict[str, Any] = {"applied": date(2024, 3, 9), "starts": date(2024, 3, 11)}
    assert not department.notice(POLICY, **days).in_time
    counted = amend(POLICY, {"counting.start_day": "counted"})  # the 11th, 10th and 9th
    assert department.notice(counted, **days).in_time
    assert "3 days before" in department.notice(counted, **days).explain()
    with pytest.raises(PolicyError, match=r"leave\.personal_leave_notice_days"):
        amend(counted, {"leave.personal_leave_notice_days": 0})
    business = amend(POLICY, {"counting.day_end": "close_of_business"})
    march = work_calendar(date(2024, 3, 1), date(2024, 3, 31), hours="09:00-18:00")
    for hour, granted in ((18, True), (19, False)):
        asked: dict[str, Any] = {
            "applied_at": datetime(2024, 3, 8, hour),
            "form": True,
            "approved": True,
        }
        request = department.LeaveRequest("li", department.LeaveKind.PERSONAL, START, END, **asked)
        assert department.leave(business, request, calendar=march).granted is granted
        assert department.leave(POLICY, request).granted


def test_a_call_is_in_time_by_the_companys_figure() -> None:
    """004-1.5.1-2, 004-1.5.2-3: without a figure it is told that this was not checked."""
    own = amend(POLICY, {"leave.call_minutes": 30})
    for kind in ("sick", "personal", "bereavement"):

        def call(policy: department.DepartmentPolicy, at: datetime, kind: str = kind) -> str:
            return status(kind, policy, emergency=True, phoned_at=at)

        assert call(own, datetime(2024, 3, 11, 9, 30)) == "provisional"
        assert call(own, datetime(2024, 3, 11, 9, 30, 1)) == "refused"
        assert call(POLICY, datetime(2024, 3, 12, 17, 59)) == "provisional"
        assert call(POLICY, END) == "refused"
        assert call(POLICY, datetime(2024, 5, 11)) == "refused"
    told = decide("sick", emergency=True, phoned_at=START).explain()
    assert "how soon is not set and not checked): yes [004-1.5.1-2]" in told
    assert "within 30 minutes" in decide("sick", own, emergency=True, phoned_at=START).explain()


def test_other_leave_in_an_emergency_by_the_reading() -> None:
    """004-1.5.3-1: the emergency route is applied and flagged, or there is none."""
    call = {"emergency": True, "phoned_at": START}
    found = decide("bereavement", **call)
    assert (found.status, found.flagged) == ("provisional", True)
    assert "no emergency clause" in found.explain()
    literal = amend(POLICY, {"leave.other_emergency": "refused"})
    assert (status("bereavement", literal, **call), decide("bereavement", literal).flagged) == (
        "refused",
        False,
    )


def test_pay_during_leave_is_a_reference() -> None:
    """004-1.5.1-3, 004-1.5.2-4, 004-1.5.3-1."""
    assert department.leave_pay("sick").reference == "national_rules"
    assert "[004-1.5.1-3]" in department.leave_pay("sick").explain()
    assert department.leave_pay("personal").rule == "004-1.5.2-4"
    assert department.leave_pay("maternity").reference == "national_and_company_rules"


def test_wages_of_personal_leave_at_the_callers_rate() -> None:
    """004-1.5.2-4."""
    line = department.personal_leave_wages(BLANK, days="1.5", daily_wage="200.01")
    assert (line.amount, line.rule) == (Decimal("300.02"), "004-1.5.2-4")
    even = amend(BLANK, {"bonus.rounding": "half_even"})
    half = department.personal_leave_wages(even, days="0.5", daily_wage="200.01")
    assert half.amount == Decimal("100.00")  # 100.005
    with pytest.raises(InputError, match="half days"):
        department.personal_leave_wages(BLANK, days="0.3", daily_wage=200)


def test_a_request_names_all_its_faults() -> None:
    with pytest.raises(InputError) as caught:
        department.LeaveRequest("", "holiday", START, date(2024, 3, 12), form=1)  # type: ignore[arg-type]
    assert [fault.path for fault in caught.value.faults] == [
        "leave.person",
        "leave.kind",
        "leave.end",
        "leave.form",
    ]
    with pytest.raises(InputError, match=r"leave\.end"):
        department.LeaveRequest("li", "sick", START, START)  # type: ignore[arg-type]


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
    assert run(flow, ill, paper, begin, event("end", "staff", 13))[2:] == ["on_leave", "ended"]
    wedding = event("request", "staff", 7, **{**PLAN, "kind": "marriage"})
    proof = event("hand_in_proof", "staff", 9, proof_at=datetime(2024, 3, 9, 9))
    assert run(flow, wedding, approve)[1] == "refused:denied"
    assert run(flow, wedding, proof, approve, begin)[2:] == ["approved", "on_leave"]
    with_proof = event("request", "staff", 7, **wedding.data, proof_at=datetime(2024, 3, 7, 9))
    assert run(flow, with_proof, approve) == ["requested", "approved"]
    after = event("request", "staff", 1, **{**PLAN, "end": START})
    assert run(flow, after) == ["refused:denied"]


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


def test_the_table_is_due_at_the_start_of_each_month() -> None:
    """004-1.6.1-1: the day is the company's."""
    with pytest.raises(MissingParameterError, match="statistics_day"):
        department.table_duty(BLANK)
    own = amend(BLANK, {"supervision.statistics_day": 3})
    due = department.table_duty(own).due_dates(date(2024, 3, 1), date(2024, 4, 30))
    assert [(d.first, d.last, str(d.deadline)) for d in due] == [
        (date(2024, 2, 1), date(2024, 2, 29), "24:00 on 3 March 2024"),
        (date(2024, 3, 1), date(2024, 3, 31), "24:00 on 3 April 2024"),
    ]


def test_the_head_checks_at_the_companys_interval() -> None:
    """004-1.6.2-1."""
    first = date(2024, 3, 1)
    with pytest.raises(MissingParameterError, match="check_interval_days"):
        department.check_duty(BLANK, first)
    own = amend(BLANK, {"supervision.check_interval_days": 10})
    due = department.check_duty(own, first).due_dates(first, date(2024, 3, 31))
    assert [d.first.day for d in due] == [1, 11, 21, 31]


def test_duties_roll_and_close_by_the_readings_r7_r8_r9() -> None:
    """004-1.6.1-1, 004-1.6.2-1: 3 March 2024 is a Sunday."""
    march = work_calendar(date(2024, 3, 1), date(2024, 3, 31), hours="09:00-18:00")
    sunday = date(2024, 3, 3)
    own = amend(BLANK, {"supervision": {"statistics_day": 3, "check_interval_days": 10}})

    def due(change: dict[str, str]) -> list[str]:
        read = amend(own, {"counting": change})
        duties = department.table_duty(read), department.check_duty(read, sunday)
        return [str(duty.due_dates(sunday, sunday, march)[0].deadline) for duty in duties]

    third, fourth = "24:00 on 3 March 2024", "24:00 on 4 March 2024"
    assert due({}) == [third, third]
    assert due({"month_day": "next_working_day"}) == [fourth, third]
    assert due({"last_day": "next_working_day"}) == [third, fourth]
    both = {"month_day": "next_working_day", "last_day": "next_working_day"}
    assert "18:00" in due({**both, "day_end": "close_of_business"})[1]


def test_the_table_holds_each_person_once() -> None:
    """004-1.6.1-1."""

    def month(person: str, number: int = 3) -> department.Month:
        return department.month(BLANK, person, 2024, number, punches=[], scheduled=[], bonus=1000)

    table = department.attendance_table([month("wang"), month("li")])
    assert [row.person for row in table.rows] == ["li", "wang"]
    assert (table.open_days, table.rows[0].absent_days) == (0, Decimal("0.0"))
    assert "[004-1.6.1-1]" in table.explain("zh")
    with pytest.raises(InputError) as caught:
        department.attendance_table([month("li"), month("li", 4)])
    assert len(caught.value.faults) == 2
    with pytest.raises(InputError):
        department.attendance_table([])


def test_what_came_too_late_or_was_refused_is_not_called_missing() -> None:
    """004-1.5.2-1, 004-1.5.2-2, 004-1.5.1-1, 004-1.5.1-2."""
    found = decide("personal", applied_at=datetime(2024, 3, 10, 8), form=True, approved=False)
    late = "application 3 days in advance: too late, 2024-03-10 08:00; 2024-03-08 at the latest"
    assert found.explain().splitlines()[0] == f"{late} [004-1.5.2-1]"
    assert "提前3天申请：过迟，2024-03-10 08:00提出，最迟2024-03-08 [004-1.5.2-1]" in found.explain(
        "zh"
    )
    assert "approval by the department head: refused [004-1.5.2-2]" in found.explain()
    assert "批准：未获批准" in found.explain("zh")
    assert [reason.rule for reason in found.missing] == ["004-1.5.2-1", "004-1.5.2-2"]
    assert "in advance: missing [004-1.5.2-1]" in decide("personal").explain()
    sick = decide("sick", applied_at=datetime(2024, 3, 11, 9), certificate="county", approved=False)
    assert "too late, 2024-03-11 09:00; 2024-03-11 09:00 at the latest" in sick.explain()
    assert "refused [004-1.4-1]" in sick.explain()
    own = amend(POLICY, {"leave.call_minutes": 30})
    call = decide("sick", own, emergency=True, phoned_at=datetime(2024, 3, 11, 9, 31))
    assert "too late, 2024-03-11 09:31; 2024-03-11 09:30 at the latest" in call.explain()
