"""The complaint form: every way through it, every guard, every clock, the family of forms."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import attrs
import pytest

from csrules import amend
from csrules.errors import InputError, UnknownNameError
from csrules.lifecycle.cases import Case, Event
from csrules.lifecycle.effects import Assign, IssueDocument, Notify, RequireSignature, StartClock
from csrules.lifecycle.verdicts import Chance, Code
from csrules.regulations import company
from csrules.regulations.company import COMPLAINT, JUDGEMENT_FORM, complaint_age
from csrules.regulations.company.complaint_forms import FORMS
from csrules.regulations.company.complaint_guards import TESTED
from tests.company_flow import (
    ACCEPTED,
    FILED,
    FLOWS,
    JUDGED,
    NO,
    POLICY,
    RETURN,
    RIGHT,
    TO_ACCEPTED,
    TO_CLOSED,
    TO_DECIDED,
    TO_DEPUTY,
    TO_INVESTIGATED,
    TO_JUDGED,
    TO_TOLD,
    accepted,
    begin,
    event,
    refused,
    started,
    walk,
)

NO_VISIT = amend(POLICY, {"opinions": {"visit_required": False}})


def failed(case: Case, what: Event, policy: Any = POLICY) -> dict[str, str]:
    """The guards that fail, by name, with the rule of each."""
    answer = refused(case, what, policy)
    assert answer.code is Code.DENIED
    return {guard.name: guard.rule for guard in answer.failed}


def clock(case: Case, name: str, at: datetime) -> Any:
    (view,) = [view for view in COMPLAINT.clocks(case, at) if view.name == name]
    return view


# every way


def test_the_straight_way() -> None:
    """000-A22-1: report, form, acceptance, investigation, report, judgement, decision, close."""
    case, states = COMPLAINT.new("C1"), []
    for number, step in enumerate(TO_CLOSED):
        case = accepted(COMPLAINT, case, event(step, number)).case
        states.append(case.state)
    assert states == [
        "reported", "form_filed", "accepted", "investigated", "reported_to_deputy", "judged",
        "decided", "customer_told", "customer_told", "closed",
    ]  # fmt: skip
    assert "000-A22-1" in COMPLAINT.rules


def test_reporting_and_filing() -> None:
    """000-A25-1.1, 000-A25-1.2: form, opinion and sample go to customer service."""
    answer = accepted(COMPLAINT, walk("report"), event("file", 1))
    assert answer.case.state == "form_filed"
    # under no copy number: the text names the holder of copy 4 alone
    assert answer.effects == (Notify("000-A25-1.2", "cs", "complaint_form_sent"),)
    assert {reason.rule for reason in answer.reasons} == {"000-A25-1.1", "000-A25-1.2"}
    for by in ("cs", "customer", "rnd"):
        assert refused(walk("report"), event("file", 1, by)).actors == ("marketing",)


def test_all_that_is_missing_on_the_form() -> None:
    """000-A25-1.1 with 000-A24-1.1 and 000-A24-1.2: the union of both lists, at once."""
    answer = refused(walk("report"), Event("file", ACCEPTED + timedelta(hours=1), "marketing", {}))
    assert [each.name for each in answer.missing] == [
        name for name in FILED if name not in {"claimed"}
    ]
    by_rule = {each.name: each.rule for each in answer.missing}
    assert by_rule["order_no"] == by_rule["batch_no"] == by_rule["demand"] == "000-A25-1.1"
    assert by_rule["delivery_date"] == by_rule["defective_quantity"] == "000-A25-1.1"
    assert by_rule["specification"] == by_rule["quantity"] == "000-A24-1.1"
    assert by_rule["grounds"] == "000-A24-1.2"
    assert by_rule["opinion"] == by_rule["sample"] == "000-A25-1.2"
    assert by_rule["severe"] == "000-A18-1"


def test_a_sample_or_a_reason() -> None:
    """000-A25-1.2: without a sample the form says why."""
    answer = refused(walk("report"), event("file", 1, sample=False))
    assert [(each.name, each.rule) for each in answer.missing] == [
        ("no_sample_reason", "000-A25-1.2")
    ]
    reason = event("file", 1, sample=False, no_sample_reason="used up")
    assert accepted(COMPLAINT, walk("report"), reason).case.data["sample"] is False


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"defective_quantity": 100}, {}),
        ({"defective_quantity": 101}, {"defective_within_quantity": "000-A25-1.1"}),
        ({"quality": False, "non_quality": True}, {}),
        ({"quality": True, "non_quality": True}, {}),
        ({"quality": False, "non_quality": False}, {"cause_given": "000-A23-1"}),
    ],
)
def test_guards_of_the_form(changed: dict[str, Any], expected: dict[str, str]) -> None:
    """000-A25-1.1, 000-A23-1."""
    what = event("file", 1, **changed)
    if expected:
        assert failed(walk("report"), what) == expected
    else:
        assert accepted(COMPLAINT, walk("report"), what).case.state == "form_filed"


def test_wrong_values_on_the_form_are_raised_at_once() -> None:
    with pytest.raises(InputError) as caught:
        COMPLAINT.decide(
            walk("report"),
            event("file", 1, claimed=3000.5, quantity=True, delivery_date=datetime(2024, 3, 1)),
            POLICY,
        )
    assert {fault.path.rpartition(".")[2] for fault in caught.value.faults} == {
        "claimed", "quantity", "delivery_date"
    }  # fmt: skip


def test_acceptance_starts_the_six_days() -> None:
    """000-A24-3.1, 000-A24-3.3, 000-A26-1.1, 000-A20-1."""
    answer = accepted(COMPLAINT, walk("report", "file"), event("accept", 2))
    start, open_case, visit = answer.effects
    assert isinstance(start, StartClock)
    assert (start.rule, start.clock, start.deadline.due) == (
        "000-A26-1.1", "closing", datetime(2024, 3, 8)
    )  # fmt: skip
    assert open_case == Assign("000-A24-3.3", "cs", "open_case")
    assert visit == Assign("000-A20-1", "cs_manager", "visit_customer")
    assert refused(walk("report", "file"), event("accept", 2, number=...)).rules == ("000-A21-1",)
    view = clock(answer.case, "closing", datetime(2024, 3, 8))
    assert view.status == "running"
    assert clock(answer.case, "closing", datetime(2024, 3, 8, 0, 0, 1)).status == "overdue"


@pytest.mark.parametrize(
    ("quality", "tested", "passes"),
    [(True, True, True), (True, False, False), (True, ..., False), (False, ..., True),
     (False, False, True)],
)  # fmt: skip
def test_a_quality_complaint_is_tested(quality: bool, tested: Any, passes: bool) -> None:
    """000-A24-2.3: R&D tests where the quality is in question, also of mixed causes (A23)."""
    filed = event("file", 1, quality=quality, non_quality=True)
    case = walk("report", filed, "accept")
    what = event("investigate", 3, "rnd", tested=tested)
    if passes:
        answer = accepted(COMPLAINT, case, what)
        assert answer.case.state == "investigated"
    else:
        assert failed(case, what) == {"tested": "000-A24-2.3"}


def test_third_parties_are_handled_jointly() -> None:
    """000-A25-7.1: joint handling with the units concerned comes first."""
    case = walk("report", event("file", 1, third_party=True), "accept")
    assert failed(case, event("investigate", 3)) == {"not_shared": "000-A25-7.1"}
    answer = accepted(COMPLAINT, case, event("joint", 3))
    assert answer.case.state == "joint_investigation"
    assert answer.case.data["units"] == ("carrier",)
    start, tell, go = answer.effects
    assert isinstance(start, StartClock)
    assert (start.clock, start.deadline.last_day) == ("joint", date(2024, 3, 5))
    assert tell == Notify("000-A25-2.2", "rnd", "joint_handling")
    assert go == Assign("000-A25-2.2", "cs", "tell_rnd_and_go")
    done = accepted(COMPLAINT, answer.case, event("investigate", 4)).case
    assert (done.state, clock(done, "joint", ACCEPTED).status) == ("investigated", "met")


def test_joint_handling_without_third_parties() -> None:
    """000-A25-2.1, 000-A25-2.2."""
    assert walk(*TO_ACCEPTED, "joint").state == "joint_investigation"
    answer = refused(
        walk(*TO_ACCEPTED), event("joint", 3, joint_limit=..., units=..., rnd_told=...)
    )
    assert [(each.name, each.rule) for each in answer.missing] == [
        ("joint_limit", "000-A25-2.1"), ("units", "000-A25-7.1"), ("rnd_told", "000-A25-2.2")
    ]  # fmt: skip
    assert failed(walk(*TO_ACCEPTED), event("joint", 3, rnd_told=False)) == {
        "rnd_told": "000-A25-2.2"
    }


@pytest.mark.parametrize(
    ("limit", "passes"),
    [(date(2024, 2, 29), False), (date(2024, 3, 1), True), (date(2024, 3, 7), True),
     (date(2024, 3, 8), False)],
)  # fmt: skip
def test_the_joint_limit(limit: date, passes: bool) -> None:
    """000-A25-2.1: never after the day on which the form must be closed, 7 March."""
    what = event("joint", 3, joint_limit=limit)
    if passes:
        case = accepted(COMPLAINT, walk(*TO_ACCEPTED), what).case
        assert clock(case, "joint", ACCEPTED).deadline.last_day == limit
    else:
        assert failed(walk(*TO_ACCEPTED), what) == {"joint_limit_in_time": "000-A25-2.1"}


@pytest.mark.parametrize(
    ("limit", "passes"),
    [(date(2024, 3, 7), False), (date(2024, 3, 8), False), (date(2024, 3, 9), True),
     (date(2024, 3, 10), False)],
)  # fmt: skip
def test_the_joint_limit_of_a_form_that_is_overdue(limit: date, passes: bool) -> None:
    """000-A25-2.1: on 9 March, after the closing day, that day alone is left."""
    what = event("joint", 8 * 24, joint_limit=limit)
    if passes:
        case = accepted(COMPLAINT, walk(*TO_ACCEPTED), what).case
        assert clock(case, "joint", what.at).due == datetime(2024, 3, 10)
        assert clock(case, "joint", what.at).status == "running"
    else:
        assert failed(walk(*TO_ACCEPTED), what) == {"joint_limit_in_time": "000-A25-2.1"}


def test_a_policy_changed_meanwhile_refuses_nothing_by_an_error() -> None:
    """The form's own closing day binds the joint limit, whatever the policy says by now."""
    shorter = amend(POLICY, {"closing": {"days": 3}})
    what = event("joint", 3, joint_limit=date(2024, 3, 6))
    answer = accepted(COMPLAINT, walk(*TO_ACCEPTED), what, shorter)
    assert clock(answer.case, "joint", ACCEPTED).deadline.last_day == date(2024, 3, 6)


@pytest.mark.parametrize(
    ("hours", "last_day", "rule"),
    [(30, date(2024, 3, 5), "000-A25-3.1"), (4 * 24, date(2024, 3, 7), "000-A26-1.1")],
)
def test_the_report_is_due(hours: int, last_day: date, rule: str) -> None:
    """000-A25-3.1: investigated 2 March, due on the 5th; on 5 March, due on the 7th, not 8th."""
    answer = accepted(COMPLAINT, walk(*TO_ACCEPTED), event("investigate", hours))
    (start,) = answer.effects
    assert isinstance(start, StartClock)
    # where the closing day caps the three days, the closing rule is what sets the end
    assert (start.clock, start.rule) == ("report", rule)
    assert (start.deadline.last_day, start.deadline.rule) == (last_day, rule)
    presented = accepted(COMPLAINT, answer.case, event("present", hours + 1))
    assert presented.effects[-1] == RequireSignature(
        "000-A25-3.1", "customer_complaint_form", "deputy_gm"
    )
    assert clock(presented.case, "report", ACCEPTED).status == "met"


def test_a_late_report() -> None:
    """000-A25-3.1."""
    case = walk(*TO_INVESTIGATED)
    late = accepted(COMPLAINT, case, event("present", 5 * 24)).case
    assert clock(late, "report", ACCEPTED).status == "late"


# judging


def test_every_question_is_answered_in_so_many_words() -> None:
    """000-A25-4.1, 000-A25-4.2, 000-A25-4.3, 000-A24-3.4: open questions are no answers."""
    for name, rule in (
        ("established", "000-A25-8.1"), ("unit", "000-A25-4.1"), ("our_quality", "000-A25-4.1"),
        ("handling_plan", "000-A25-4.1"), ("human_negligence", "000-A25-4.2"),
        ("track", "000-A25-4.2"), ("loss", "000-A25-4.3"), ("loss_standard", "000-A25-4.3"),
        ("punishment", "000-A25-4.3"), ("penalty_standard", "000-A25-4.3"),
        ("instructed", "000-A25-4.3"),
    ):  # fmt: skip
        for nothing in (None, ...):
            answer = refused(walk(*TO_DEPUTY), event("judge", 5, **{name: nothing}))
            assert {(each.name, each.rule) for each in answer.missing} >= {(name, rule)}, name
    # a separate handling is drawn up only for our own quality
    other = event("judge", 5, our_quality=False, handling_plan=...)
    assert accepted(COMPLAINT, walk(*TO_DEPUTY), other).case.state == "judged"


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"instructed": False}, {"instructed": "000-A25-4.3"}),
        ({"human_negligence": True, "track": True}, {"negligence_not_tracked": "000-A25-4.2"}),
        ({"human_negligence": True, "track": False}, {}),
        ({"human_negligence": False, "track": False}, {}),
    ],
)
def test_guards_of_the_judgement(changed: dict[str, Any], expected: dict[str, str]) -> None:
    """000-A25-4.2, 000-A25-4.3."""
    what = event("judge", 5, **changed)
    if expected:
        assert failed(walk(*TO_DEPUTY), what) == expected
    else:
        assert accepted(COMPLAINT, walk(*TO_DEPUTY), what).case.state == "judged"


def test_negligence_is_tracked_nowhere_but_may_be_punished() -> None:
    """000-A25-4.2: exempt from tracking only; loss and punishment stand."""
    judged = event("judge", 5, human_negligence=True, track=False)
    case = walk(*TO_DEPUTY, judged, "approve", "tell", "visit")
    answer = accepted(COMPLAINT, case, event("accept_result", 30))
    assert "company.improvement" not in started(answer)
    assert answer.case.data["punishment"] == "warning"
    assert "company.monthly_review" in started(answer)


# not established


def test_not_established_is_collected_and_paid() -> None:
    """000-A25-8.1: sales collects within the original term."""
    answer = accepted(
        COMPLAINT,
        walk(*TO_DEPUTY, "visit"),
        Event("judge", ACCEPTED + timedelta(hours=6), "cs", NO),
    )
    assert answer.case.state == "not_established"
    assert answer.effects == (
        Notify("000-A25-8.1", "marketing", "collect_receivable"),
        Assign("000-A24-1.4", "marketing", "tell_outcome"),
    )
    assert {reason.rule for reason in answer.reasons} == {"000-A25-8.1", "000-A25-3.1"}
    collecting = accepted(COMPLAINT, answer.case, event("collect", 7)).case
    assert collecting.state == "collecting"
    term = clock(collecting, "collection", ACCEPTED)
    assert (term.rule, term.due) == ("000-A25-8.1", datetime(2024, 4, 2))
    assert clock(collecting, "closing", ACCEPTED).status == "met"
    paid = accepted(COMPLAINT, collecting, event("receive_payment", 8)).case
    assert (paid.state, clock(paid, "collection", ACCEPTED).status) == ("collected", "met")


def unfounded(*more: str) -> Case:
    """A complaint that is judged not established, at 14:00 on 1 March or an hour later."""
    hours = len(TO_DEPUTY) + len(more)
    return walk(
        *TO_DEPUTY, *more, Event("judge", ACCEPTED + timedelta(hours=hours), "deputy_gm", NO)
    )


@pytest.mark.parametrize(
    ("term", "status"),
    [(date(2024, 1, 5), "overdue"), (date(2024, 3, 1), "overdue"), (date(2024, 3, 2), "running")],
)
def test_the_dispute_does_not_extend_the_term(term: date, status: str) -> None:
    """000-A25-8.1: collected on 2 March at 15:00; a term that is over is overdue at once."""
    case = accepted(COMPLAINT, unfounded("visit"), event("collect", 30, collection_due=term)).case
    view = clock(case, "collection", ACCEPTED + timedelta(hours=30))
    assert (view.deadline.last_day, view.status.value) == (term, status)
    assert view.due == datetime.combine(term, datetime.min.time()) + timedelta(days=1)
    assert (view.rule, view.deadline.rule) == ("000-A25-8.1", "000-A25-8.1")


def test_an_unfounded_complaint_is_visited_too() -> None:
    """000-A20-1: whoever is at fault; a company may read the article as for surveys only."""
    assert failed(unfounded(), event("collect", 9)) == {"visited": "000-A20-1"}
    assert COMPLAINT.decide(unfounded(), event("collect", 9), NO_VISIT).accepted
    assert COMPLAINT.decide(unfounded("visit"), event("collect", 9), POLICY).accepted


def test_the_deputy_gm_instructs_on_the_report_of_an_unfounded_complaint() -> None:
    """000-A25-3.1: nothing is drafted there that 000-A25-4.3 could instruct on."""
    what = event("judge", 6, **(dict.fromkeys(JUDGED, ...) | NO | {"instructed": False}))
    assert failed(walk(*TO_DEPUTY), what) == {"report_instructed": "000-A25-3.1"}
    assert failed(walk(*TO_DEPUTY), event("judge", 6, instructed=False)) == {
        "instructed": "000-A25-4.3"
    }


def test_sales_collects_before_an_objection_goes_by_memo() -> None:
    """000-A25-8.1, then 000-A25-8.2; section 5.2 has the objection while sales collects."""
    for name in ("object", "refuse_result"):
        answer = refused(unfounded("visit"), event(name, 20))
        assert (answer.code, answer.rules) == (Code.UNDECLARED, ("000-A25-8.2",))
        assert "once sales collects" in answer.explain()
        assert "收款时" in answer.explain("zh")


def test_an_objection_goes_by_memo_not_by_a_new_form() -> None:
    """000-A25-8.2."""
    case = accepted(COMPLAINT, unfounded("visit"), event("collect", 7)).case
    wrong = refused(case, event("refuse_result", 8))
    assert (wrong.code, wrong.rules) == (Code.UNDECLARED, ("000-A25-8.2",))
    answer = accepted(COMPLAINT, case, event("object", 8))
    assert answer.case.state == "memo_to_superior"
    assert answer.effects == (IssueDocument("000-A25-8.2", "memo", {"1": "superior"}),)
    assert clock(answer.case, "collection", ACCEPTED).status == "released"
    late = accepted(COMPLAINT, case, event("object", 40 * 24)).case  # the term ended on 1 April
    assert clock(late, "collection", ACCEPTED).status == "late"
    assert not started(answer)


# deciding


@pytest.mark.parametrize(
    ("settlement", "signer", "passes"),
    [
        ("1000.00", "sales_manager", True), ("1000.01", "sales_manager", False),
        ("1000.01", "deputy_gm", True), ("4999.99", "deputy_gm", True),
        ("5000.00", "deputy_gm", False), ("5000.00", "gm", True), ("1000.00", "gm", True),
        ("0", "sales_manager", True),
    ],
)  # fmt: skip
def test_authority(settlement: str, signer: str, passes: bool) -> None:
    """000-A27-1.1, 000-A27-1.2, 000-A27-1.3, 000-A27-1.5."""
    what = event("approve", 6, signer, settlement=settlement)
    if passes:
        answer = accepted(COMPLAINT, walk(*TO_JUDGED), what)
        assert answer.effects == (Assign("000-A24-1.4", "marketing", "tell_outcome"),)
    else:
        answer_no = refused(walk(*TO_JUDGED), what)
        assert {guard.name for guard in answer_no.failed} == {"authority"}
        assert "000-A27-1.5" in answer_no.rules
        assert "may not sign for" in answer_no.explain()


@pytest.mark.parametrize(
    ("tie", "signer", "passes"),
    [("lower", "deputy_gm", True), ("higher", "deputy_gm", False), ("higher", "gm", True)],
)
def test_authority_under_the_readings_of_the_tie(tie: str, signer: str, passes: bool) -> None:
    """000-A27-1.4: 5000.00 is signed by whom the reading names."""
    policy = amend(POLICY, {"approval": {"tie": tie}})
    what = event("approve", 6, signer, settlement=5000)
    assert COMPLAINT.decide(walk(*TO_JUDGED), what, policy).accepted is passes


def test_which_amount_is_meant() -> None:
    """000-A27-1.5: claimed 3000, loss 500, settlement 800."""
    what = event("approve", 6, "sales_manager")
    for basis, passes in (("settlement", True), ("claimed", False), ("loss", True)):
        policy = amend(POLICY, {"approval": {"amount": basis}})
        assert COMPLAINT.decide(walk(*TO_JUDGED), what, policy).accepted is passes
    policy = amend(POLICY, {"approval": {"amount": "claimed"}})
    assert COMPLAINT.decide(walk(*TO_JUDGED), event("approve", 6, "deputy_gm"), policy).accepted
    unclaimed = walk("report", event("file", 1, claimed=...), "accept", "investigate", "present",
                     "judge")  # fmt: skip
    assert failed(unclaimed, event("approve", 6, "gm"), policy) == {"amount_known": "000-A27-1.5"}


def test_a_role_without_a_band_does_not_get_through() -> None:
    """000-A27-1.5: with two bands the deputy GM still stands below the GM."""
    bands = [{"owner": "sales_manager", "up_to": 1000}, {"owner": "gm"}]
    policy = amend(POLICY, {"approval": {"bands": bands}})
    for settlement, passes in ((900, True), (9_000_000, False)):
        what = event("approve", 6, "deputy_gm", settlement=settlement)
        assert COMPLAINT.decide(walk(*TO_JUDGED), what, policy).accepted is passes


def test_a_new_amount_is_decided_anew() -> None:
    """000-A27-1.5: recomputed when the amount changes."""
    case = walk(*TO_DECIDED)
    again = event("approve", 7, "sales_manager", settlement=1500)
    assert "000-A27-1.5" in refused(case, again).rules
    decided = accepted(COMPLAINT, case, event("approve", 7, "deputy_gm", settlement=1500)).case
    assert (decided.state, decided.data["settlement"]) == ("decided", 1500)


def test_nothing_is_decided_before_the_instruction() -> None:
    """000-A25-4.3."""
    for way in (
        ("report",),
        ("report", "file"),
        TO_ACCEPTED,
        (*TO_ACCEPTED, "joint"),
        TO_INVESTIGATED,
        TO_DEPUTY,
    ):
        answer = refused(walk(*way), event("approve", 9))
        assert (answer.code, answer.rules) == (Code.UNDECLARED, ("000-A25-4.3",))


# telling


@pytest.mark.parametrize(
    ("severe", "channel", "rule"),
    [
        (False, "letter", ""), (False, "telephone", ""), (False, "written", "000-A25-6.2"),
        (True, "letter", ""), (True, "telephone", "000-A18-2"), (True, "written", "000-A25-6.2"),
    ],
)  # fmt: skip
def test_by_which_channel(severe: bool, channel: str, rule: str) -> None:
    """000-A25-6.2, and by 000-A18-2 a letter where the case is especially serious."""
    case = walk("report", event("file", 1, severe=severe), "accept", "investigate", "present",
                "judge", "approve")  # fmt: skip
    what = event("tell", 7, channel=channel)
    if rule:
        answer = refused(case, what)
        assert [guard.name for guard in answer.failed] == ["channel"]
        assert rule in answer.rules
        assert "letter" in answer.explain()
    else:
        assert accepted(COMPLAINT, case, what).case.state == "customer_told"


def test_the_form_is_never_copied() -> None:
    """000-A25-6.3."""
    assert failed(walk(*TO_DECIDED), event("tell", 7, form_given=True)) == {
        "form_stays": "000-A25-6.3"
    }


@pytest.mark.parametrize(("told", "passes"), [(0, True), (800, True), ("800.01", False)])
def test_no_more_is_told_than_was_decided(told: Any, passes: bool) -> None:
    """000-A25-6.1."""
    what = event("tell", 7, told=told)
    if passes:
        assert accepted(COMPLAINT, walk(*TO_DECIDED), what).case.state == "customer_told"
    else:
        assert failed(walk(*TO_DECIDED), what) == {"within_decision": "000-A25-6.1"}


@pytest.mark.parametrize("by", ["marketing", "gm"])
def test_what_was_told_is_stated(by: str) -> None:
    """000-A25-6.1: without the amount nobody could say whether it was within the decision."""
    answer = refused(walk(*TO_DECIDED), event("tell", 7, by, told=...))
    assert [(each.name, each.rule) for each in answer.missing] == [("told", "000-A25-6.1")]


def test_nothing_is_told_before_it_is_decided() -> None:
    """000-A25-6.1."""
    for way in (
        ("report",),
        ("report", "file"),
        TO_ACCEPTED,
        TO_INVESTIGATED,
        TO_DEPUTY,
        TO_JUDGED,
    ):
        answer = refused(walk(*way), event("tell", 20))
        assert (answer.code, answer.rules) == (Code.UNDECLARED, ("000-A25-6.1",))


def test_every_guard_of_telling_at_once() -> None:
    """000-A25-6.1, 000-A25-6.2, 000-A25-6.3."""
    what = event("tell", 7, channel="written", form_given=True, told=900)
    assert failed(walk(*TO_DECIDED), what) == {
        "channel": "000-A25-6.2", "form_stays": "000-A25-6.3", "within_decision": "000-A25-6.1"
    }  # fmt: skip


# closing


@pytest.mark.parametrize(
    ("by", "visitor", "passes"),
    [
        ("cs_manager", "cs_manager", True), ("delegate", "delegate", True),
        ("cs", "delegate", True), ("cs", "cs", False), ("cs", "marketing", False),
    ],
)  # fmt: skip
def test_who_visits(by: str, visitor: str, passes: bool) -> None:
    """000-A20-1."""
    what = event("visit", 3, by, visitor=visitor)
    if passes:
        assert accepted(COMPLAINT, walk(*TO_ACCEPTED), what).case.state == "accepted"
    else:
        assert failed(walk(*TO_ACCEPTED), what) == {"visitor": "000-A20-1"}


def test_no_closing_without_a_visit() -> None:
    """000-A20-1: whatever the gravity; a company may read the article as for surveys only."""
    case = walk(*TO_TOLD)
    assert failed(case, event("accept_result", 9)) == {"visited": "000-A20-1"}
    assert COMPLAINT.decide(case, event("accept_result", 9), NO_VISIT).accepted
    for state_way in (("report",), ("report", "file"), TO_ACCEPTED, TO_JUDGED, TO_TOLD):
        assert walk(*state_way, "visit").data["visitor"] == "cs_manager"


def test_closing() -> None:
    """000-A26-1.1, 000-A29-1.1, 000-A28-1.1, 000-A24-3.5: each consequence on its own."""
    answer = accepted(COMPLAINT, walk(*TO_TOLD, "visit"), event("accept_result", 20))
    begun = started(answer)
    assert {name: effect.rule for name, effect in begun.items()} == {
        "company.settlement": "000-A29-1.1",
        "company.monthly_review": "000-A28-1.1",
        "company.improvement": "000-A24-3.5",
    }
    assert begun["company.settlement"].data == {
        "form_id": "C1", "form_closed": True, "settlement": 800
    }  # fmt: skip
    assert begun["company.monthly_review"].data["closed_on"] == date(2024, 3, 2)
    assert clock(answer.case, "closing", ACCEPTED).status == "met"
    late = accepted(COMPLAINT, walk(*TO_TOLD, "visit"), event("accept_result", 7 * 24)).case
    assert clock(late, "closing", ACCEPTED).status == "late"
    ended = refused(answer.case, event("visit", 21))
    assert ended.code is Code.ENDED


def test_a_return_brings_copy_four_to_finance() -> None:
    """000-A29-1.1, 000-A29-2.1."""
    case = walk(*TO_JUDGED, event("approve", 6, **RETURN), "tell", "visit")
    answer = accepted(COMPLAINT, case, event("accept_result", 20))
    assert started(answer)["company.goods_return"].data["approved_quantity"] == 3
    assert set(started(answer)) == {
        "company.goods_return", "company.monthly_review", "company.improvement"
    }  # fmt: skip
    assert IssueDocument("000-A29-2.1", "customer_complaint_form", {"4": "finance"}) in (
        answer.effects
    )


def test_the_quantity_that_may_come_back_is_decided() -> None:
    """000-A29-2.1: by whoever decides the handling, where goods come back, and not by sales."""
    answer = refused(walk(*TO_JUDGED), event("approve", 6, **RETURN | {"return_quantity": ...}))
    assert [(each.name, each.rule) for each in answer.missing] == [
        ("return_quantity", "000-A29-2.1")
    ]
    anew = walk(*TO_JUDGED, event("approve", 6, **RETURN), event("approve", 7), "tell", "visit")
    begun = started(accepted(COMPLAINT, anew, event("accept_result", 20)))
    assert "approved_quantity" not in begun["company.settlement"].data


def test_what_the_closing_starts_takes_what_it_is_given() -> None:
    """000-A29-1.1, 000-A28-1.1, 000-A24-3.5: fed as they stand, with what a person adds."""
    at = datetime(2024, 3, 4, 9)
    by = {"company.settlement": "marketing", "company.goods_return": "marketing",
          "company.monthly_review": "gm_office", "company.improvement": "cs"}  # fmt: skip
    slip = {"reason": "cracked", "handling": "rework", "basis": "C1",
            "product": "10 mm", "slip_quantity": 3}  # fmt: skip
    more: dict[str, dict[str, Any]] = {"company.goods_return": slip}
    seen = set()
    for handling in (RETURN, {"handling": "discount_or_compensation"}):
        case = walk(*TO_JUDGED, event("approve", 6, **handling), "tell", "visit")
        for name, effect in started(accepted(COMPLAINT, case, event("accept_result", 20))).items():
            begun = begin(effect, at, by[name], **more.get(name, {}))
            assert begun.case.data["form_id"] == "C1"
            seen.add(name)
    assert seen == set(by)


# refused by the customer


def test_a_refusal_ends_the_form_and_starts_a_new_one() -> None:
    """000-A25-5.1, R18: the original attached, new six days, the whole age kept."""
    case = walk(*TO_TOLD, "visit")
    answer = accepted(COMPLAINT, case, event("refuse_result", 48))
    assert answer.case.state == "refiled"
    assert clock(answer.case, "closing", ACCEPTED).status == "released"
    late = accepted(COMPLAINT, case, event("refuse_result", 7 * 24)).case  # due on 7 March, 24:00
    assert clock(late, "closing", ACCEPTED).status == "late"
    effect = started(answer)["company.complaint"]
    assert (effect.rule, effect.event) == ("000-A25-5.1", "refile")
    assert effect.data["original"] == "C1"
    assert effect.data["first_reported"] == ACCEPTED
    assert effect.data["original_accepted"] == ACCEPTED + timedelta(hours=2)
    assert "settlement" not in effect.data  # the authority is recomputed on a new amount

    new = begin(effect, datetime(2024, 3, 4, 9), "cs").case
    assert (new.state, new.data["visitor"]) == ("form_filed", "cs_manager")
    taken = accepted(
        COMPLAINT, new, Event("accept", datetime(2024, 3, 5, 9), "cs", {"number": "2024-002"})
    ).case
    assert clock(taken, "closing", ACCEPTED).due == datetime(2024, 3, 12)
    assert complaint_age(taken, datetime(2024, 3, 6, 9)) == timedelta(days=5)
    assert complaint_age(case, datetime(2024, 3, 6, 9)) == timedelta(days=5)


def test_the_other_reading_keeps_the_clock_running() -> None:
    """000-A25-5.1, R18: the original's six days end on 7 March, over three forms too."""
    policy = amend(POLICY, {"closing": {"refusal": "original_clock"}})
    case, at = walk(*TO_TOLD, "visit", policy=policy), datetime(2024, 3, 3, 9)
    for number in (2, 3):
        effect = started(accepted(COMPLAINT, case, Event("refuse_result", at, "customer"), policy))[
            "company.complaint"
        ]
        assert effect.data["first_reported"] == ACCEPTED
        assert effect.data["original_accepted"] == ACCEPTED + timedelta(hours=2)
        new = COMPLAINT.new(f"C{number}")
        for name in ("refile", "accept", "investigate", "present", "judge", "approve", "tell"):
            by, right = ("cs", dict(effect.data)) if name == "refile" else RIGHT[name]
            at += timedelta(hours=1)
            new = accepted(COMPLAINT, new, Event(name, at, by, right), policy).case
        assert clock(new, "closing", at).due == datetime(2024, 3, 8)
        case = new
    assert complaint_age(case, at) == at - ACCEPTED


def test_each_round_has_its_own_six_days_and_one_age() -> None:
    """000-A25-5.1: no limit on the number of rounds."""
    case, at = walk(*TO_TOLD), datetime(2024, 3, 3, 9)
    for number in (2, 3, 4):
        effect = started(accepted(COMPLAINT, case, Event("refuse_result", at, "customer")))[
            "company.complaint"
        ]
        case = COMPLAINT.new(f"C{number}")
        for name in ("refile", "accept", "investigate", "present", "judge", "approve", "tell"):
            by, right = ("cs", dict(effect.data)) if name == "refile" else RIGHT[name]
            at += timedelta(hours=12)
            case = accepted(COMPLAINT, case, Event(name, at, by, right)).case
            if name == "accept":
                last = clock(case, "closing", at).deadline.last_day
                assert last == at.date() + timedelta(days=6)
        assert case.data["original"] == effect.data["original"]
    assert complaint_age(case, at) == at - ACCEPTED


def test_refiling_is_not_reporting_and_not_for_everybody() -> None:
    """000-A25-5.1: customer service fills in the new form, with the original named."""
    effect = started(accepted(COMPLAINT, walk(*TO_TOLD), event("refuse_result", 48)))[
        "company.complaint"
    ]
    at = datetime(2024, 3, 4)
    assert refused(COMPLAINT.new("C2"), Event("refile", at, "marketing", effect.data)).actors == (
        "cs",
    )
    bare = refused(COMPLAINT.new("C2"), Event("refile", at, "cs", FILED))
    assert [each.name for each in bare.missing] == [
        "original", "first_reported", "original_accepted"
    ]  # fmt: skip
    assert failed(
        COMPLAINT.new("C2"), Event("refile", at, "cs", {**effect.data, "visitor": "hr"})
    ) == {"visitor": "000-A20-1"}


@pytest.mark.parametrize(
    ("accepted_at", "passes"),
    [
        (ACCEPTED - timedelta(seconds=1), False),  # before the first report
        (ACCEPTED, True),
        (datetime(2024, 3, 4), True),
        (datetime(2024, 3, 4, 0, 0, 1), False),  # after the new form is filed
    ],
)
def test_the_original_came_before_the_new_form(accepted_at: datetime, passes: bool) -> None:
    """000-A25-5.1: reported, then accepted, then filed anew, on 4 March."""
    data = FILED | {"original": "C1", "first_reported": ACCEPTED, "original_accepted": accepted_at}
    what = Event("refile", datetime(2024, 3, 4), "cs", data)
    if passes:
        assert accepted(COMPLAINT, COMPLAINT.new("C2"), what).case.state == "form_filed"
    else:
        assert failed(COMPLAINT.new("C2"), what) == {"original_came_before": "000-A25-5.1"}


def test_a_conclusion_is_not_objected_to_by_memo() -> None:
    """000-A25-5.1: the two routes are not mixed."""
    for way in (TO_DECIDED, TO_TOLD):
        answer = refused(walk(*way), event("object", 20))
        assert (answer.code, answer.rules) == (Code.UNDECLARED, ("000-A25-5.1",))


def test_the_age_of_a_form_to_which_nothing_happened_yet() -> None:
    assert complaint_age(COMPLAINT.new("C1"), ACCEPTED) == timedelta(0)
    with pytest.raises(InputError, match="aware"):
        complaint_age(walk("report"), datetime(2024, 3, 4, tzinfo=UTC))
    with pytest.raises(InputError):
        complaint_age(walk("report"), date(2024, 3, 4))  # type: ignore[arg-type]  # that is the test


@pytest.mark.parametrize(
    ("said", "en", "zh"),
    [
        (TESTED.text, "where a cause is quality, R&D has tested and confirmed it",
         "质量异常案件须经研发部检验确认"),
        (FORMS["approve"].conditions[0].text, "for return or rework", "退货、重处理时"),
        (next(each.label for each in JUDGEMENT_FORM.fields if each.name == "loss"),
         "loss of the responsible department", "责任部门损失金额"),
    ],
)  # fmt: skip
def test_conditions_and_labels_say_the_same_in_both_languages(said: Any, en: str, zh: str) -> None:
    """000-A24-2.3, 000-A29-2.1, 000-A25-4.3."""
    assert (said.en, said.zh) == (en, zh)


# the table as a whole


def test_no_such_step_here_tells_what_is_allowed() -> None:
    answer = refused(walk("report"), event("accept", 2))
    assert answer.code is Code.UNDECLARED
    assert answer.allowed == ("file", "visit")
    assert "已反映" in answer.explain("zh")


def test_options_of_a_complaint() -> None:
    found = {
        each.event: each
        for each in COMPLAINT.options(walk(*TO_TOLD), POLICY, ACCEPTED.replace(day=9))
    }
    assert found["accept_result"].chance is Chance.REFUSED
    assert [guard.rule for guard in found["accept_result"].failed] == ["000-A20-1"]
    assert found["refuse_result"].chance is Chance.CONDITIONAL
    assert found["refuse_result"].actors == ("customer",)
    assert found["tell"].code is Code.UNDECLARED
    told = {
        each.event: each
        for each in COMPLAINT.options(walk(*TO_DECIDED), POLICY, ACCEPTED.replace(day=9))
    }
    assert [guard.name for guard in told["tell"].requirements] == [
        "channel", "form_stays", "within_decision"
    ]  # fmt: skip


def test_the_policy_is_the_companys() -> None:
    for flow in (COMPLAINT, company.MONTHLY_REVIEW):
        with pytest.raises(InputError, match="a policy of the pack 'company'"):
            flow.decide(flow.new("C"), Event(flow.events[0].name, ACCEPTED, "customer"), None)


def test_unknown_names() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'marketing'"):
        COMPLAINT.decide(walk("report"), attrs.evolve(event("file", 1), by="marketting"), POLICY)
    with pytest.raises(UnknownNameError, match="did you mean 'order_no'"):
        COMPLAINT.decide(walk("report"), event("file", 1, ordr_no="x"), POLICY)


def test_every_event_names_its_rule_when_it_happens() -> None:
    expected = {
        "report": {"000-A25-1.1"}, "accept": {"000-A24-3.1", "000-A26-1.1"},
        "investigate": {"000-A24-3.2", "000-A25-3.1"}, "present": {"000-A25-3.1"},
        "judge": {"000-A25-4.1", "000-A25-4.2", "000-A25-4.3", "000-A24-3.4"},
        "approve": {"000-A27-1.5"}, "tell": {"000-A25-6.2", "000-A24-1.4"},
        "visit": {"000-A20-1"}, "accept_result": {"000-A26-1.1"},
    }  # fmt: skip
    case = COMPLAINT.new("C1")
    for number, name in enumerate(TO_CLOSED):
        answer = accepted(COMPLAINT, case, event(name, number))
        case = answer.case
        if name in expected:
            assert {reason.rule for reason in answer.reasons} == expected[name]
    assert set(FLOWS) >= {"company.complaint"}
    assert JUDGED["instructed"] is True


@pytest.mark.parametrize("severe", [True, False])
def test_an_especially_serious_complaint_goes_to_the_deputy_gm_at_once(severe: bool) -> None:
    """000-A18-2."""
    case = walk("report", event("file", 1, severe=severe))
    answer = accepted(COMPLAINT, case, event("accept", 2))
    told = [effect for effect in answer.effects if effect.rule == "000-A18-2"]
    assert [getattr(effect, "to", "") for effect in told] == ["deputy_gm"] * severe
