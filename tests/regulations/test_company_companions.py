"""Settlement, return of goods, review, notices and improvement, each a life of its own."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from csrules import amend, cn_calendar
from csrules.errors import InputError, UnknownNameError
from csrules.lifecycle.cases import Case, Event
from csrules.lifecycle.effects import IssueDocument, Notify, RequireSignature
from csrules.lifecycle.verdicts import Accepted, Chance, Code
from csrules.regulations import company
from csrules.regulations.company import (
    CERTIFICATE_COPIES,
    CONSEQUENCE,
    COPIES,
    GOODS_RETURN,
    IMPROVEMENT,
    MONTHLY_REVIEW,
    PENALISED,
    PENALTY_NOTICE,
    PERSONNEL_NOTICE,
    SETTLEMENT,
    SETTLING,
    ClosedCase,
    return_posting,
    review,
    review_due,
)
from tests.company_flow import POLICY, accepted, begin, refused, started

if TYPE_CHECKING:
    from csrules.workflow import Workflow

AT = datetime(2024, 3, 4, 9)


def does(flow: Workflow, case: Case, name: str, by: str, /, **data: Any) -> Accepted:
    at = (case.changed or AT) + timedelta(hours=1)
    return accepted(flow, case, Event(name, at, by, data))


def wont(flow: Workflow, case: Case, name: str, by: str, /, **data: Any) -> tuple[Code, Any]:
    at = (case.changed or AT) + timedelta(hours=1)
    answer = refused(case, Event(name, at, by, data), POLICY, flow)
    return answer.code, answer.rules


# discount or compensation

FORM = {"form_id": "C1", "form_closed": True, "settlement": 800}


def test_the_certificate() -> None:
    """000-A29-1.2, 000-A29-1.3: sales deputy GM, customer, two copies and none for the customer."""
    issued = does(SETTLEMENT, SETTLEMENT.new("S"), "issue", "marketing", **FORM)
    assert issued.effects == (
        RequireSignature("000-A29-1.2", "sales_discount_certificate", "sales_deputy_gm"),
    )
    early = wont(SETTLEMENT, issued.case, "customer_sign", "customer")
    assert early == (Code.UNDECLARED, ("000-A29-1.2",))
    for by in ("deputy_gm", "gm", "sales_manager"):
        assert wont(SETTLEMENT, issued.case, "deputy_sign", by)[0] is Code.DENIED
    signed = does(SETTLEMENT, issued.case, "deputy_sign", "sales_deputy_gm")
    assert signed.effects == (
        RequireSignature("000-A29-1.2", "sales_discount_certificate", "customer"),
    )
    sealed = does(SETTLEMENT, signed.case, "customer_sign", "customer").case
    out = does(SETTLEMENT, sealed, "distribute", "marketing")
    assert out.case.state == "distributed"
    copies = {"1": "marketing", "2": "finance"}
    assert out.effects == (IssueDocument("000-A29-1.3", "sales_discount_certificate", copies),)
    assert copies == CERTIFICATE_COPIES


@pytest.mark.parametrize("flow", [SETTLEMENT, GOODS_RETURN])
def test_only_a_closed_form_is_settled(flow: Workflow) -> None:
    """000-A29-1.1."""
    data: dict[str, Any] = FORM | {"form_closed": False}
    if flow is GOODS_RETURN:
        data |= SLIP
    assert wont(flow, flow.new("S"), "issue", "marketing", **data) == (
        Code.DENIED, ("000-A29-1.1",)
    )  # fmt: skip


def test_how_each_handling_is_settled() -> None:
    """000-A29-1.2 the certificate, 000-A29-1.5 the slip and its instruction; 000-A29-1.1 both."""
    paid = SETTLING.lookup(handling="discount_or_compensation")
    assert (paid["workflow"], paid["document"]) == (SETTLEMENT.name, "sales_discount_certificate")
    assert (paid["signs"], paid.rule) == (("sales_deputy_gm", "customer"), "000-A29-1.2")
    back = SETTLING.lookup(handling="return_or_rework")
    assert (back["workflow"], back["document"]) == (GOODS_RETURN.name, "product_return_slip")
    assert (back["signs"], back.rule) == (("sales_deputy_gm",), "000-A29-1.5")
    assert "000-A29-1.5" in back.explain("zh")
    assert SETTLING.cites == ("000-A29-1.1", "000-A29-1.4")
    with pytest.raises(UnknownNameError):
        SETTLING.lookup(handling="refund")


# return of goods

SLIP: dict[str, Any] = {
    "approved_quantity": 3, "reason": "cracked", "handling": "rework", "basis": "form C1",
    "product": "10 mm", "slip_quantity": 3,
}  # fmt: skip
SENT = {"1": "marketing", "2": "warehouse", "3": "warehouse", "4": "warehouse"}
SIGNED = {"1": "marketing", "2": "warehouse", "3": "finance", "4": "marketing"}


def returned(quantity: int = 3, approved: int = 3) -> Case:
    """A return up to the warehouse's signature."""
    data = FORM | SLIP | {"slip_quantity": quantity, "approved_quantity": approved}
    case = does(GOODS_RETURN, GOODS_RETURN.new("G"), "issue", "marketing", **data).case
    case = does(GOODS_RETURN, case, "approve", "sales_deputy_gm").case
    case = does(GOODS_RETURN, case, "send", "marketing").case
    case = does(GOODS_RETURN, case, "receive", "warehouse", received_quantity=quantity).case
    return does(GOODS_RETURN, case, "sign", "warehouse").case


def test_what_the_slip_states() -> None:
    """000-A29-1.4: reason, handling, basis; product and quantity for Finance's comparison."""
    what = Event("issue", AT, "marketing", FORM)
    answer = refused(GOODS_RETURN.new("G"), what, POLICY, GOODS_RETURN)
    assert [(each.name, each.rule) for each in answer.missing if each.rule == "000-A29-1.4"] == [
        (name, "000-A29-1.4")
        for name in ("reason", "handling", "basis", "product", "slip_quantity")
    ]
    assert [each.name for each in company.RETURN_SLIP.check({}).missing] == [
        "reason", "handling", "basis", "product", "slip_quantity"
    ]  # fmt: skip


def test_the_slip_is_approved_before_it_is_used() -> None:
    """000-A29-1.5."""
    issued = does(GOODS_RETURN, GOODS_RETURN.new("G"), "issue", "marketing", **FORM, **SLIP)
    assert issued.effects == (
        RequireSignature("000-A29-1.5", "product_return_slip", "sales_deputy_gm"),
    )
    assert wont(GOODS_RETURN, issued.case, "send", "marketing") == (
        Code.UNDECLARED, ("000-A29-1.5",)
    )  # fmt: skip
    assert wont(GOODS_RETURN, issued.case, "approve", "gm")[0] is Code.DENIED
    rejected = does(GOODS_RETURN, issued.case, "reject", "sales_deputy_gm").case
    assert wont(GOODS_RETURN, rejected, "send", "marketing")[0] is Code.ENDED


def test_four_copies_sent_and_signed() -> None:
    """000-A29-1.6, 000-A29-3.1, 000-A29-3.2."""
    issued = does(GOODS_RETURN, GOODS_RETURN.new("G"), "issue", "marketing", **FORM, **SLIP).case
    approved = does(GOODS_RETURN, issued, "approve", "sales_deputy_gm").case
    sent = does(GOODS_RETURN, approved, "send", "marketing")
    assert sent.effects == (IssueDocument("000-A29-1.6", "product_return_slip", SENT),)
    received = does(GOODS_RETURN, sent.case, "receive", "warehouse", received_quantity=2).case
    assert wont(GOODS_RETURN, received, "sign", "warehouse") == (Code.DENIED, ("000-A29-3.1",))
    rest = does(GOODS_RETURN, received, "receive", "warehouse", received_quantity=3).case
    signed = does(GOODS_RETURN, rest, "sign", "warehouse")
    assert signed.effects == (IssueDocument("000-A29-3.2", "product_return_slip", SIGNED),)
    assert COPIES.lookup(stage="sent")["copies"] == SENT
    assert COPIES.lookup(stage="signed")["copies"] == SIGNED
    assert [COPIES.lookup(stage=stage).rule for stage in ("sent", "signed")] == [
        "000-A29-1.6", "000-A29-3.2"
    ]  # fmt: skip


def test_finance_posts_what_agrees() -> None:
    """000-A29-2.1."""
    case = returned(3, approved=3)
    assert wont(GOODS_RETURN, case, "hold", "finance") == (Code.DENIED, ("000-A29-2.1",))
    posted = does(GOODS_RETURN, case, "post", "finance").case
    assert posted.state == "posted"


@pytest.mark.parametrize(("actual", "approved"), [(2, 3), (4, 3)])
def test_finance_holds_what_differs(actual: int, approved: int) -> None:
    """000-A29-2.1: neither quantity is posted; the goods are checked and compared again."""
    case = returned(actual, approved)
    answer = refused(case, Event("post", AT + timedelta(days=9), "finance"), POLICY, GOODS_RETURN)
    assert answer.explain() == (
        f"approved {approved}, returned {actual}: held, back to sales [000-A29-2.1]"
    )
    options = {o.event: o for o in GOODS_RETURN.options(case, POLICY, AT + timedelta(days=9))}
    assert options["post"].chance is Chance.REFUSED
    assert options["hold"].actors == ("finance",)
    held = does(GOODS_RETURN, case, "hold", "finance")
    assert held.effects == (Notify("000-A29-2.1", "marketing", "quantities_differ"),)
    right = sent_again(held.case, approved)
    counted = does(GOODS_RETURN, right, "receive", "warehouse", received_quantity=approved).case
    signed = does(GOODS_RETURN, counted, "sign", "warehouse").case
    assert does(GOODS_RETURN, signed, "post", "finance").case.state == "posted"


def sent_again(held: Case, quantity: int) -> Case:
    """A held return whose slip is corrected, instructed once more and sent."""
    corrected = does(GOODS_RETURN, held, "correct", "marketing", slip_quantity=quantity).case
    approved = does(GOODS_RETURN, corrected, "approve", "sales_deputy_gm").case
    return does(GOODS_RETURN, approved, "send", "marketing").case


def test_a_corrected_slip_is_instructed_before_it_goes_on() -> None:
    """000-A29-1.5: a slip goes to the warehouse after the sales deputy GM's instruction."""
    held = does(GOODS_RETURN, returned(2, 3), "hold", "finance").case
    answer = does(GOODS_RETURN, held, "correct", "marketing", slip_quantity=3)
    assert answer.case.state == "corrected"
    assert {reason.rule for reason in answer.reasons} == {"000-A29-2.1", "000-A29-1.5"}
    assert answer.effects == (
        RequireSignature("000-A29-1.5", "product_return_slip", "sales_deputy_gm"),
    )
    assert wont(GOODS_RETURN, answer.case, "send", "marketing") == (
        Code.UNDECLARED, ("000-A29-1.5",)
    )  # fmt: skip
    for name in ("receive", "post"):
        assert wont(GOODS_RETURN, answer.case, name, "warehouse")[0] is Code.UNDECLARED
    assert wont(GOODS_RETURN, answer.case, "approve", "marketing")[0] is Code.DENIED
    approved = does(GOODS_RETURN, answer.case, "approve", "sales_deputy_gm").case
    sent = does(GOODS_RETURN, approved, "send", "marketing")
    assert sent.effects == (IssueDocument("000-A29-1.6", "product_return_slip", SENT),)


def test_a_correction_that_is_not_approved_stays_held() -> None:
    """000-A29-1.5, 000-A29-2.1: the goods are in the warehouse, so the return has not ended."""
    held = does(GOODS_RETURN, returned(2, 3), "hold", "finance").case
    corrected = does(GOODS_RETURN, held, "correct", "marketing", slip_quantity=3).case
    again = does(GOODS_RETURN, corrected, "reject", "sales_deputy_gm").case
    assert again.state == "held"
    counted = does(
        GOODS_RETURN, sent_again(again, 3), "receive", "warehouse", received_quantity=3
    ).case
    signed = does(GOODS_RETURN, counted, "sign", "warehouse").case
    assert does(GOODS_RETURN, signed, "post", "finance").case.state == "posted"


def test_sales_does_not_clear_the_hold_of_finance_alone() -> None:
    """000-A29-2.1, 000-A29-3.1: the approved quantity stays, the warehouse counts again."""
    held = does(GOODS_RETURN, returned(2, 3), "hold", "finance").case
    with pytest.raises(UnknownNameError, match="approved_quantity"):
        GOODS_RETURN.decide(
            held, Event("correct", AT + timedelta(days=9), "marketing", {"approved_quantity": 2}),
            POLICY,
        )  # fmt: skip
    right = sent_again(held, 3)
    assert wont(GOODS_RETURN, right, "post", "finance")[0] is Code.UNDECLARED
    counted = does(GOODS_RETURN, right, "receive", "warehouse", received_quantity=2).case
    assert wont(GOODS_RETURN, counted, "sign", "warehouse") == (Code.DENIED, ("000-A29-3.1",))
    again = sent_again(held, 2)
    again = does(GOODS_RETURN, again, "receive", "warehouse", received_quantity=2).case
    again = does(GOODS_RETURN, again, "sign", "warehouse").case
    assert wont(GOODS_RETURN, again, "post", "finance") == (Code.DENIED, ("000-A29-2.1",))
    assert again.data["approved_quantity"] == 3


def test_comparing_quantities() -> None:
    """000-A29-2.1."""
    assert return_posting(approved=3, actual=3).post
    assert not return_posting(approved=3, actual=2).post
    assert "核准3，实退2：不符" in return_posting(approved=3, actual=2).explain("zh")
    for wrong in (-1, True, 1.5, "3", None):
        with pytest.raises(InputError):
            return_posting(approved=wrong, actual=3)  # type: ignore[arg-type]  # that is the test
        with pytest.raises(InputError):
            return_posting(approved=3, actual=wrong)  # type: ignore[arg-type]  # the same


@pytest.mark.parametrize(
    ("said", "en", "zh"),
    [
        (GOODS_RETURN.state_text("signed"), "checked and signed", "已核对签收"),
        (GOODS_RETURN.event_text("sign"), "check and sign", "核对签收"),
        (GOODS_RETURN.event_text("post"), "make the voucher and transfer", "开立传票办理转账"),
    ],
)
def test_a_return_is_told_in_the_words_of_the_text(said: Any, en: str, zh: str) -> None:
    """000-A29-2.1, 000-A29-3.1."""
    assert (said.en, said.zh) == (en, zh)


# review and notices

LISTED = {"form_id": "C1", "closed_on": date(2024, 12, 15)}


def listed(closed_on: date = date(2024, 12, 15)) -> Case:
    what = Event("schedule", AT, "gm_office", {"form_id": "C1", "closed_on": closed_on})
    return accepted(MONTHLY_REVIEW, MONTHLY_REVIEW.new("R"), what).case


def reviewed(**data: Any) -> Accepted:
    what = {"administrative_sanction": False, "bonus_penalty": False} | data
    return accepted(
        MONTHLY_REVIEW, listed(), Event("review", datetime(2025, 1, 9), "gm_office", what)
    )


@pytest.mark.parametrize(
    ("closed_on", "due"),
    [(date(2024, 12, 31), datetime(2025, 1, 11)), (date(2024, 2, 1), datetime(2024, 3, 11))],
)
def test_the_review_is_due_by_the_tenth(closed_on: date, due: datetime) -> None:
    """000-A28-1.1: of the next month, December in January."""
    (view,) = MONTHLY_REVIEW.clocks(listed(closed_on), AT)
    assert (view.name, view.due, view.rule) == ("review", due, "000-A28-1.1")


def test_a_review_without_consequence() -> None:
    """000-A28-1.1."""
    answer = reviewed()
    assert answer.case.state == "reviewed"
    assert not started(answer)
    (view,) = MONTHLY_REVIEW.clocks(answer.case, AT)
    assert view.status == "met"


def test_a_sanction_goes_to_hr() -> None:
    """000-A28-1.2: compiled, sent, published by HR."""
    effect = started(reviewed(administrative_sanction=True))["company.personnel_notice"]
    assert effect.rule == "000-A28-1.2"
    case = begin(effect, AT, "gm_office").case
    assert wont(PERSONNEL_NOTICE, case, "publish", "hr")[0] is Code.UNDECLARED
    case = does(PERSONNEL_NOTICE, case, "send", "gm_office").case
    assert wont(PERSONNEL_NOTICE, case, "publish", "gm_office") == (Code.DENIED, ("000-A28-1.2",))
    out = does(PERSONNEL_NOTICE, case, "publish", "hr")
    assert out.case.state == "published"
    assert out.effects == (IssueDocument("000-A28-1.2", "personnel_notice", {"1": "hr"}),)


def test_only_an_instructed_sanction_is_compiled() -> None:
    """000-A28-1.2: those cases that were instructed as administrative sanctions."""
    effect = started(reviewed(administrative_sanction=True))["company.personnel_notice"]
    assert effect.data == {"form_id": "C1", "sanction_instructed": True}
    new = PERSONNEL_NOTICE.new("N")
    told = {"form_id": "C1", "sanction_instructed": False}
    assert wont(PERSONNEL_NOTICE, new, "compile", "gm_office", **told) == (
        Code.DENIED, ("000-A28-1.2",)
    )  # fmt: skip
    untold = refused(
        new, Event("compile", AT, "gm_office", {"form_id": "C1"}), POLICY, PERSONNEL_NOTICE
    )
    assert [(each.name, each.rule) for each in untold.missing] == [
        ("sanction_instructed", "000-A28-1.2")
    ]
    (review_form,) = [each.form for each in MONTHLY_REVIEW.events if each.name == "review"]
    assert review_form is not None
    label = review_form.fields[0].label
    assert (label.en, label.zh) == ("sanction instructed", "经批示为行政处分")


@pytest.mark.parametrize(
    ("department", "allowed"),
    [("marketing", True), ("cs", True), ("rnd", False), ("warehouse", False)],
)
def test_who_bears_a_penalty(department: str, allowed: bool) -> None:
    """000-A28-2.1: sales and after-sales, as the text names only these two."""
    permission = PENALISED.permit(department=department)
    assert permission.allowed is allowed
    assert permission.rule == "000-A28-2.1"
    data = {"administrative_sanction": False, "bonus_penalty": True, "cause_item": "late report"}
    what = Event("review", datetime(2025, 1, 9), "gm_office", {**data, "department": department})
    answer = MONTHLY_REVIEW.decide(listed(), what, POLICY)
    assert answer.accepted is allowed
    if not allowed:
        assert "000-A28-2.1" in answer.explain()


def test_a_penalty_names_department_and_cause() -> None:
    """000-A28-2.1."""
    data = {"administrative_sanction": False, "bonus_penalty": True}
    answer = refused(listed(), Event("review", datetime(2025, 1, 9), "gm_office", data), POLICY,
                     MONTHLY_REVIEW)  # fmt: skip
    assert [(each.name, each.rule) for each in answer.missing] == [
        ("department", "000-A28-2.1"), ("cause_item", "000-A28-2.1")
    ]  # fmt: skip


NOTICE = {"penalty": 200, "penalty_standard": "PS-1", "draft_instructed": True}


def issued(**data: Any) -> Accepted:
    effect = started(reviewed(bonus_penalty=True, department="cs", cause_item="late"))[
        "company.penalty_notice"
    ]
    assert effect.data == {"form_id": "C1", "department": "cs"}
    return begin(effect, AT, "gm_office", **{**NOTICE, **data})


def test_a_penalty_is_approved_before_it_is_executed() -> None:
    """000-A28-2.2: issued by the GM office, approved by the GM, then executed."""
    answer = issued()
    assert answer.effects == (RequireSignature("000-A28-2.2", "penalty_notice", "gm"),)
    assert wont(PENALTY_NOTICE, answer.case, "execute", "finance") == (
        Code.UNDECLARED, ("000-A28-2.2",)
    )  # fmt: skip
    for by in ("deputy_gm", "gm_office"):
        assert wont(PENALTY_NOTICE, answer.case, "approve", by)[0] is Code.DENIED
    approved = does(PENALTY_NOTICE, answer.case, "approve", "gm").case
    assert does(PENALTY_NOTICE, approved, "execute", "finance").case.state == "executed"
    withdrawn = does(PENALTY_NOTICE, answer.case, "reject", "gm").case
    assert wont(PENALTY_NOTICE, withdrawn, "execute", "finance")[0] is Code.ENDED


def test_the_draft_was_instructed_and_the_right_department_bears_it() -> None:
    """000-A25-4.3, 000-A28-2.1."""
    data = {"form_id": "C1", "department": "rnd", **NOTICE, "draft_instructed": False}
    what = Event("issue", AT, "gm_office", data)
    answer = refused(PENALTY_NOTICE.new("P"), what, POLICY, PENALTY_NOTICE)
    assert answer.rules == ("000-A25-4.3", "000-A28-2.1")
    bare = refused(PENALTY_NOTICE.new("P"), Event("issue", AT, "gm_office", {}), POLICY,
                   PENALTY_NOTICE)  # fmt: skip
    assert ("penalty_standard", "000-A25-4.3") in [(m.name, m.rule) for m in bare.missing]


def test_what_follows_from_a_review() -> None:
    """000-A28-1.1, 000-A28-1.2, 000-A28-2.2."""
    rows = {
        name: CONSEQUENCE.lookup(instruction=name)
        for name in ("administrative_sanction", "bonus_penalty", "none")
    }
    assert {name: (row["to"], row["document"], row["approves"]) for name, row in rows.items()} == {
        "administrative_sanction": ("hr", "personnel_notice", None),
        "bonus_penalty": ("gm_office", "penalty_notice", "gm"),
        "none": (None, None, None),
    }
    assert [row.rule for row in rows.values()] == ["000-A28-1.2", "000-A28-2.2", "000-A28-1.1"]


CASES = [
    ClosedCase("a", date(2024, 11, 30)), ClosedCase("b", date(2024, 12, 1)),
    ClosedCase("c", date(2024, 12, 31)), ClosedCase("d", date(2025, 1, 1)),
    ClosedCase("e", date(2023, 12, 5)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("year", "month", "expected"), [(2025, 1, "bc"), (2024, 12, "a"), (2025, 2, "d"), (2024, 7, "")]
)
def test_which_cases_a_review_takes_up(year: int, month: int, expected: str) -> None:
    """000-A28-1.1: by the day of closing, in the calendar month before."""
    found = review(POLICY, year, month, iter(CASES))
    assert "".join(case.id for case in found.cases) == expected
    assert found.deadline.last_day == date(year, month, 10)
    assert (
        f"{len(expected)} case{'s' * (len(expected) != 1)} closed in the month before"
        in found.explain()
    )
    assert f"上月结案{len(expected)}件" in found.explain("zh")


@pytest.mark.parametrize(
    ("year", "month"), [(2025, 0), (2025, 13), (2025, True), ("2025", 1), (0, 1), (2025, None)]
)
def test_a_month_that_does_not_exist(year: Any, month: Any) -> None:
    with pytest.raises(InputError):
        review(POLICY, year, month, [])


def test_a_closed_case_has_an_id_and_a_day() -> None:
    with pytest.raises(InputError) as caught:
        ClosedCase("", datetime(2024, 12, 1))
    assert [fault.path for fault in caught.value.faults] == ["id", "closed_on"]
    assert "(datetime)" in str(caught.value)
    assert ClosedCase("a", "2024-12-01").closed_on == date(2024, 12, 1)  # type: ignore[arg-type]  # as a file has it


@pytest.mark.parametrize(
    ("day", "year", "month", "last"),
    [
        (10, 2025, 1, date(2025, 1, 9)), (1, 2024, 3, date(2024, 2, 29)),
        (1, 2025, 1, date(2024, 12, 31)), (31, 2024, 2, date(2024, 2, 28)),
    ],
)  # fmt: skip
def test_before_the_tenth(day: int, year: int, month: int, last: date) -> None:
    """000-A28-1.1, R9: read strictly, the day before is the last one."""
    policy = amend(POLICY, {"review": {"day_of_month": day}, "counting": {"by_day": "before"}})
    deadline = review(policy, year, month, []).deadline
    assert (deadline.last_day, deadline.rule) == (last, "000-A28-1.1")
    assert deadline.due == datetime.combine(last, datetime.min.time()) + timedelta(days=1)
    if day == 10:
        assert review_due(policy, date(2024, 12, 31)) == deadline
        (view,) = MONTHLY_REVIEW.clocks(
            accepted(MONTHLY_REVIEW, MONTHLY_REVIEW.new("R"),
                     Event("schedule", AT, "gm_office", LISTED), policy).case, AT
        )  # fmt: skip
        assert view.due == datetime(2025, 1, 10)
        assert review_due(POLICY, date(2024, 12, 31)).last_day == date(2025, 1, 10)


def test_before_the_tenth_rolls_from_the_ninth() -> None:
    """000-A28-1.1, R9: 9 March 2024 is a Saturday, so Monday the 11th is the last day."""
    policy = amend(POLICY, {"counting": {"by_day": "before", "month_day": "next_working_day"}})
    assert review(policy, 2024, 3, [], cn_calendar(2024)).deadline.last_day == date(2024, 3, 11)


def test_the_review_rolls_only_where_a_company_says_so() -> None:
    policy = amend(POLICY, {"counting": {"month_day": "next_working_day"}})
    rolled = review(policy, 2024, 3, [], cn_calendar(2024))
    assert (rolled.deadline.last_day, review(POLICY, 2024, 3, []).deadline.last_day) == (
        date(2024, 3, 11), date(2024, 3, 10)
    )  # fmt: skip


@pytest.mark.parametrize(
    ("flow", "rule"),
    [
        (SETTLEMENT, "000-A29-1.1"), (GOODS_RETURN, "000-A29-1.1"),
        (MONTHLY_REVIEW, "000-A28-1.1"), (PERSONNEL_NOTICE, "000-A28-1.2"),
        (PENALTY_NOTICE, "000-A28-2.2"), (IMPROVEMENT, "000-A24-3.5"),
    ],
)  # fmt: skip
def test_by_which_rule_a_small_workflow_names_its_form(flow: Workflow, rule: str) -> None:
    """000-A29-1.1 is the rule of settlement and return alone."""
    (found,) = [
        field.rule for each in flow.events for field in each.fields if field.name == "form_id"
    ]
    assert found == rule
    assert rule in flow.rules


# improvement


def test_an_improvement_until_its_effect_is_confirmed() -> None:
    """000-A24-3.5, 000-A24-2.2, 000-A25-4.2: proposed, arranged, executed, confirmed."""
    case = does(IMPROVEMENT, IMPROVEMENT.new("I"), "propose", "cs", form_id="C1").case
    assert case.state == "proposed"
    assert wont(IMPROVEMENT, case, "confirm", "cs")[0] is Code.UNDECLARED
    case = does(IMPROVEMENT, case, "arrange", "cs").case
    assert wont(IMPROVEMENT, case, "execute", "marketing") == (Code.DENIED, ("000-A24-3.5",))
    done = does(IMPROVEMENT, case, "execute", "rnd")
    assert {reason.rule for reason in done.reasons} == {"000-A24-3.5", "000-A24-2.2"}
    again = does(IMPROVEMENT, done.case, "repeat", "cs").case
    assert again.state == "arranged"
    case = does(IMPROVEMENT, again, "execute", "cs").case
    assert does(IMPROVEMENT, case, "confirm", "cs").case.state == "effect_confirmed"
    assert {"000-A24-3.5", "000-A25-4.2"} <= set(IMPROVEMENT.rules)
