"""The two transition tables: every path walked, every guard on both sides."""

from datetime import date, datetime, timedelta
from types import ModuleType

import pytest

from . import complaint, ticket

NOON = datetime(2024, 3, 8, 12)
SECOND = timedelta(seconds=1)

TICKET = {"channel": "phone", "handover_record": True, "at": NOON, "transfer_due": NOON}
TICKET |= {"two_day_due": NOON, "promised": date(2024, 3, 20)}

FORM: dict[str, object] = dict.fromkeys(complaint.FORM_FIELDS, "x")
FORM |= {"quantity": 100, "defective_quantity": 100, "opinion": "signed", "sample": True}
FORM |= {"joint_due": date(2024, 3, 7), "accepted_at": datetime(2024, 3, 1, 17), "rd_told": True}
FORM |= {"quality": True, "rd_test": True, "established": True, "unit": "R&D"}
FORM |= {"our_quality": False, "track": False, "loss": 0, "punishment": "none"}
FORM |= {"deputy_instructed": True, "amount": 100_000, "channel": "phone", "visited": True}


def reached(table: dict[tuple[str, str], str], start: str) -> set[str]:
    found = {start}
    grown = True
    while grown:
        more = {to for (state, _), to in table.items() if state in found}
        grown = not more <= found
        found |= more
    return found


@pytest.mark.parametrize("module", [ticket, complaint])
def test_the_table_hangs_together(module: ModuleType) -> None:
    table: dict[tuple[str, str], str] = module.TRANSITIONS
    states = {state for state, _ in table} | set(table.values())
    assert reached(table, module.START) == states
    for state in states:
        assert (state in module.ENDS) == (not any(source == state for source, _ in table))
        assert reached(table, state) & set(module.ENDS)
    assert {event for _, event in table} == set(module.ACTORS)
    assert set(module.GUARDS) <= set(table)


def walk_ticket(facts: dict[str, object], *events: str) -> str:
    state = ticket.START
    for event in events:
        actor = {"actor": ticket.ACTORS[event]}
        verdict, state, failed = ticket.step(state, event, facts | actor, clocks_refuse=True)
        assert (verdict, failed) == ("accepted", ()), event
    return state


def test_ticket_paths() -> None:
    visit = TICKET | {"channel": "visit"}
    assert walk_ticket(TICKET, "contact", "answer_on_spot", "enter_result") == "CLOSED"
    phone = ("contact", "hand_form_to_centre", "order_department")
    end = ("answer", "feed_back", "enter_result")
    assert walk_ticket(TICKET, *phone, *end) == "CLOSED"
    assert walk_ticket(TICKET, *phone, "extend_on_record", *end) == "CLOSED"
    person = ("contact", "transfer_to_department")
    assert walk_ticket(visit, *person, *end) == "CLOSED"
    assert walk_ticket(visit, *person, "extend_on_record", *end) == "CLOSED"
    assert walk_ticket(visit, *person, "hand_to_centre", *end) == "CLOSED"


@pytest.mark.parametrize(
    ("state", "event", "facts", "failed"),
    [
        ("", "contact", {"channel": "fax"}, "known_channel"),
        ("RECEIVED", "hand_form_to_centre", {"channel": "visit"}, "by_phone"),
        ("RECEIVED", "transfer_to_department", {}, "in_person"),
        ("AT_DEPARTMENT", "hand_to_centre", {}, "in_person"),
        ("AT_DEPARTMENT", "extend_on_record", {"at": NOON + SECOND}, "filed_in_time"),
        ("AT_DEPARTMENT", "extend_on_record", {"promised": None}, "date_promised"),
        ("RECEIVED", "hand_form_to_centre", {"actor": "department"}, "right_actor"),
        ("RECEIVED", "hand_form_to_centre", {"at": NOON + SECOND}, "transfer_in_time"),
    ],
)
def test_ticket_refusals(state: str, event: str, facts: dict[str, object], failed: str) -> None:
    actor = {"actor": ticket.ACTORS[event]}
    found = ticket.step(state, event, TICKET | actor | facts, clocks_refuse=True)
    assert found == ("denied", state, (failed,))
    lenient = ticket.step(state, event, TICKET | actor | facts)
    assert (lenient[0] == "accepted") == (failed == "transfer_in_time")


def test_undeclared_and_ended() -> None:
    assert ticket.step("RECEIVED", "answer", TICKET)[0] == "undeclared"
    assert ticket.step("CLOSED", "answer", TICKET)[0] == "ended"
    assert complaint.step("REPORTED", "accept", FORM)[0] == "undeclared"
    assert complaint.step("REFUSED", "customer_accepts", FORM)[0] == "ended"


def walk_form(facts: dict[str, object], *events: str) -> str:
    state = complaint.START
    for event in events:
        actor = {"actor": complaint.ACTORS[event][0]}
        verdict, state, failed = complaint.step(state, event, facts | actor)
        assert (verdict, failed) == ("accepted", ()), event
    return state


def test_form_paths() -> None:
    first = ("report_abnormality", "file_form", "accept")
    judge = ("investigate", "report_to_deputy_gm", "judge_established")
    told = ("decide", "tell_customer")
    assert walk_form(FORM, *first, *judge, *told, "customer_accepts") == "CLOSED"
    assert walk_form(FORM, *first, "handle_jointly", *judge, *told, "customer_refuses") == "REFUSED"
    again = FORM | {"original_state": "REFUSED"}
    assert walk_form(again, "refile", "accept", *judge, *told, "customer_accepts") == "CLOSED"
    no = FORM | {"established": False}
    end = walk_form(no, *first, *judge[:2], "judge_not_established")
    assert end == "NOT_ESTABLISHED"
    assert reached(complaint.COLLECTION, end) == {end, "COLLECTING", "MEMO_TO_SUPERIOR"}


JUDGING = ("REPORTED_TO_DEPUTY_GM", "judge_established")


@pytest.mark.parametrize(
    ("at", "facts", "failed"),
    [
        (("REPORTED", "file_form"), {"batch_number": ""}, "required_fields"),
        (("REPORTED", "file_form"), {"defective_quantity": 101}, "required_fields"),
        (("REPORTED", "file_form"), {"opinion": None}, "opinion_signed"),
        (("REPORTED", "file_form"), {"sample": False}, "sample_or_reason"),
        (("REPORTED", "file_form"), {"actor": "cs"}, "right_actor"),
        (("", "refile"), {"original_state": "CLOSED"}, "original_attached"),
        (("ACCEPTED", "handle_jointly"), {"joint_due": date(2024, 3, 8)}, "joint_limit_set"),
        (("ACCEPTED", "handle_jointly"), {"joint_due": None}, "joint_limit_set"),
        (("ACCEPTED", "handle_jointly"), {"rd_told": False}, "rd_told"),
        (("ACCEPTED", "investigate"), {"rd_test": False}, "quality_tested"),
        (("JOINT_INVESTIGATION", "investigate"), {"rd_test": None}, "quality_tested"),
        (JUDGING, {"track": None}, "answers_explicit"),
        (JUDGING, {"established": False}, "judged_established"),
        (JUDGING, {"deputy_instructed": False}, "deputy_instructed"),
        (("JUDGED", "decide"), {"amount": 100_001}, "within_authority"),
        (("JUDGED", "decide"), {"amount": -1}, "within_authority"),
        (("JUDGED", "decide"), {"amount": None}, "within_authority"),
        (("JUDGED", "decide"), {"amount": True}, "within_authority"),
        (("JUDGED", "decide"), {"reading": "higher"}, "within_authority"),
        (("JUDGED", "decide"), {"actor": "deputy_gm", "amount": 500_000}, "within_authority"),
        (("DECIDED", "tell_customer"), {"channel": "e-mail"}, "letter_or_phone"),
        (("DECIDED", "tell_customer"), {"severe": True}, "letter_or_phone"),
        (("DECIDED", "tell_customer"), {"copy_of_form": True}, "no_copy"),
        (("CUSTOMER_TOLD", "customer_accepts"), {"visited": False}, "visit_done"),
    ],
)
def test_form_refusals(at: tuple[str, str], facts: dict[str, object], failed: str) -> None:
    actor = {"actor": complaint.ACTORS[at[1]][0]}
    assert complaint.step(*at, FORM | actor | facts) == ("denied", at[0], (failed,))


@pytest.mark.parametrize(
    ("at", "facts"),
    [
        (("REPORTED", "file_form"), {"sample": False, "sample_reason": "melted"}),
        (("ACCEPTED", "investigate"), {"quality": False, "rd_test": False}),
        (("JUDGED", "decide"), {"actor": "gm", "amount": 0}),
        (("JUDGED", "decide"), {"actor": "deputy_gm", "amount": 499_999}),
        (("DECIDED", "tell_customer"), {"severe": True, "channel": "letter"}),
        (("CUSTOMER_TOLD", "customer_accepts"), {"visited": False, "visit_required": False}),
    ],
)
def test_form_allowed(at: tuple[str, str], facts: dict[str, object]) -> None:
    actor = {"actor": complaint.ACTORS[at[1]][0]}
    assert complaint.step(*at, FORM | actor | facts)[0] == "accepted"


def test_review_goes_by_the_closing_month() -> None:
    closed = {"a": date(2023, 12, 31), "b": date(2024, 1, 1), "c": date(2024, 1, 31)}
    assert complaint.reviewed_in(closed, 2024, 2) == {"b", "c"}
    assert complaint.reviewed_in(closed, 2024, 1) == {"a"}
