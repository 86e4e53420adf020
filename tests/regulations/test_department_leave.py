"""Department One(五): leave with its papers, and its notice."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from csrules.citation import cited
from csrules.errors import InputError, MissingParameterError, PolicyError
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
    found = decide("sick", applied_at=datetime(2024, 3, 10, 8), certificate=level, approved=True)
    assert found.granted is granted
    assert [reason.rule for reason in found.missing] == ([] if granted else ["004-1.5.1-1"])


def test_sick_leave_is_applied_for_in_advance() -> None:
    """004-1.5.1-1."""
    papers = {"certificate": "county", "approved": True}
    assert status("sick", applied_at=START, **papers) == "refused"
    assert status("sick", applied_at=datetime(2024, 3, 11, 8, 59, 59), **papers) == "granted"
    assert len(decide("sick").missing) == 3


@pytest.mark.parametrize(
    ("approved", "state", "said"),
    [(True, "approved", ""), (None, "pending", "missing"), (False, "refused", "refused")],
)
@pytest.mark.parametrize("kind", list(department.LeaveKind))
def test_planned_leave_begins_when_it_is_approved_whatever_its_kind(
    kind: department.LeaveKind, approved: bool | None, state: str, said: str
) -> None:
    """004-1.4-1, 004-1.5.1-1: leaving without approval is absence, and no leave is granted."""
    papers = {"form": True, "certificate": "county", "proof_at": datetime(2024, 3, 1)}
    found = decide(kind, applied_at=datetime(2024, 3, 1), approved=approved, **papers)
    assert found.granted is not department.without_leave(state).absent
    rule = {"sick": "004-1.4-1", "personal": "004-1.5.2-2"}.get(kind, "004-1.5.3-1")
    lack = [f"approval by the department head: {said} [{rule}]"] if said else []
    assert [line for line in found.explain().splitlines() if "approval" in line and said] == lack


@pytest.mark.parametrize(
    ("kind", "emergency", "rule"),
    [
        ("sick", False, "004-1.5.1-1"),
        ("sick", True, "004-1.5.1-2"),
        ("personal", False, "004-1.5.2-2"),
        ("personal", True, "004-1.5.2-3"),
        ("marriage", False, "004-1.5.3-1"),
        ("bereavement", True, "004-1.5.3-1"),
    ],
)
def test_an_excuse_names_the_rule_of_its_route(kind: str, emergency: bool, rule: str) -> None:
    """004-1.5.1-1 to 004-1.5.3-1: applied for, or telephoned."""
    papers = {
        "applied_at": datetime(2024, 3, 1), "form": True, "certificate": "county",
        "proof_at": datetime(2024, 3, 1), "approved": True, "phoned_at": START,
    }  # fmt: skip
    assert decide(kind, emergency=emergency, **papers).excuse.rule == rule


def test_leave_cites_every_rule_that_it_gives() -> None:
    """004-1.5.2-1, 004-1.4-1: the notice, and the approval."""
    assert {"004-1.5.2-1", "004-1.4-1"} <= set(cited(department.leave))


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
    papers = {"applied_at": datetime(2024, 3, 1), "certificate": "county", "approved": True}
    assert status("sick", BLANK, **papers) == "granted"
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


def test_a_request_names_all_its_faults() -> None:
    with pytest.raises(InputError) as caught:
        department.LeaveRequest("", "holiday", START, date(2024, 3, 12), form=1)  # type: ignore[arg-type]
    assert [fault.path for fault in caught.value.faults] == [
        "leave.person",
        "leave.kind",
        "leave.end",
        "leave.form",
    ]


def test_leave_ends_after_it_starts() -> None:
    with pytest.raises(InputError) as caught:
        department.LeaveRequest("li", "sick", START, START)  # type: ignore[arg-type]
    assert [fault.path for fault in caught.value.faults] == ["leave.end"]


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


CALL = "telephone call to the department head within 30 minutes of the start"
CERTIFICATE = "certificate of a hospital at county level or above"
FORM, APPROVAL = "leave application form", "approval by the department head"


@pytest.mark.parametrize(
    ("kind", "given", "told"),
    [
        ("sick", {}, [
            "application to the department head in advance: missing [004-1.5.1-1]",
            f"{CERTIFICATE}: missing [004-1.5.1-1]",
            f"{APPROVAL}: missing [004-1.4-1]",
        ]),
        ("sick", {"approved": False}, [
            "application to the department head in advance: missing [004-1.5.1-1]",
            f"{CERTIFICATE}: missing [004-1.5.1-1]",
            f"{APPROVAL}: refused [004-1.4-1]",
        ]),
        ("sick", {"emergency": True, "phoned_at": START}, [
            f"{CALL}: yes [004-1.5.1-2]",
            f"{CERTIFICATE}: missing [004-1.5.1-2]",
        ]),
        ("personal", {"applied_at": datetime(2024, 3, 8, 17), "form": True}, [
            "application 3 days in advance: yes [004-1.5.2-1]",
            f"{FORM}: yes [004-1.5.2-2]",
            f"{APPROVAL}: missing [004-1.5.2-2]",
        ]),
        ("personal", {"emergency": True, "phoned_at": START}, [
            f"{CALL}: yes [004-1.5.2-3]",
            f"{FORM}: missing [004-1.5.2-3]",
        ]),
        ("personal", {"emergency": True, "phoned_at": START, "approved": False}, [
            f"{CALL}: yes [004-1.5.2-3]",
            f"{FORM}: missing [004-1.5.2-3]",
            f"{APPROVAL}: refused [004-1.4-1]",
        ]),
        ("marriage", {"proof_at": START, "form": True}, [
            "proof handed in 2 days in advance: too late, 2024-03-11 09:00; 2024-03-09 at the "
            "latest [004-1.5.3-1]",
            f"{FORM}: yes [004-1.5.3-1]",
            f"{APPROVAL}: missing [004-1.5.3-1]",
        ]),
        ("bereavement", {"emergency": True, "phoned_at": START, "proof_at": END}, [
            f"{CALL}: yes [004-1.5.2-3]",
            f"{FORM}: missing [004-1.5.2-3]",
            "proof handed in: yes [004-1.5.3-1]",
            "no emergency clause for this leave; that of personal leave is applied [004-1.5.3-1]",
        ]),
    ],
)  # fmt: skip
def test_each_demand_is_told_in_the_order_of_the_text(
    kind: str, given: dict[str, Any], told: list[str]
) -> None:
    """004-1.5.1-1 to 004-1.5.3-1: the call or the notice, the papers, the head."""
    own = amend(POLICY, {"leave.call_minutes": 30})
    assert decide(kind, own, **given).explain().splitlines() == told


def test_a_call_after_the_leave_is_told_as_too_late() -> None:
    """004-1.5.2-3."""
    call = decide("personal", emergency=True, phoned_at=END).explain()
    assert "too late, 2024-03-12 18:00; 2024-03-12 18:00 at the latest [004-1.5.2-3]" in call


@pytest.mark.parametrize(
    ("kind", "given", "blocking"),
    [
        ("personal", {"form": True}, ["004-1.5.2-1", "004-1.5.2-2"]),  # notice and approval
        ("personal", {"emergency": True}, ["004-1.5.2-3"]),  # the call; the form may follow
        ("sick", {"emergency": True, "phoned_at": START}, []),  # the certificate may follow
    ],
)
def test_only_what_may_not_follow_later_blocks(
    kind: str, given: dict[str, Any], blocking: list[str]
) -> None:
    """004-1.5.1-2, 004-1.5.2-1 to 004-1.5.2-3."""
    assert [reason.rule for reason in decide(kind, **given).blocking] == blocking


def test_a_decision_is_shown_without_all_that_was_asked_for() -> None:
    shown = repr(decide("sick", certificate="county"))
    assert shown.startswith("LeaveDecision(request=LeaveRequest(")
    assert shown.endswith(", status=<LeaveStatus.REFUSED: 'refused'>, flagged=False)")
