"""Wherever two ids or persons are compared: two spellings are one, and look-alikes are refused."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from csrules.errors import InputError
from csrules.kinds import Choice, Identifier, Items
from csrules.lifecycle.casefile import dump_json
from csrules.lifecycle.caseload import load_json
from csrules.lifecycle.cases import Case, Event, Fact
from csrules.policy import amend
from csrules.punches import Direction, Excuse, Punch, Shift, assemble
from csrules.records.dingtalk import read_records
from csrules.regulations import company, department, office, property_handbook
from csrules.regulations.property_handbook import Contact, ContactWay
from csrules.workflow import Accepted, Refused
from tests.samebytes.lifecycles import flows

if TYPE_CHECKING:
    from collections.abc import Callable

ONE, SAME = "Ren\u00e9", "Rene\u0301"
"""One name in its composed and in its decomposed spelling."""
AT = datetime(2026, 9, 1, 9)
DAY = date(2026, 9, 1)
COMPANY, HANDBOOK = company.policy(), property_handbook.policy()
FLOW = company.COMPLAINT


def _event(event_id: str) -> Event:
    return Event("report", AT, "customer", {}, event_id)


def _contact(person: str) -> Contact:
    return Contact(person, AT, ContactWay.PHONE)


def _fact(case: str) -> Fact:
    answer = FLOW.decide(FLOW.new(case), _event("e"), COMPANY)
    assert isinstance(answer, Accepted)
    return answer.fact


def _dingtalk(person: str) -> str:
    row = {
        "userId": person, "checkType": "OnDuty", "timeResult": "Normal",
        "workDate": 1599408000000, "userCheckTime": 1599442800000,
    }  # fmt: skip
    read = read_records([row])
    if read.rejected:
        raise InputError(*read.rejected[0].faults)
    return read.punches[0].person


DOORS: dict[str, Callable[[str], Any]] = {
    "a new case": lambda text: FLOW.new(text).id,
    "a case": lambda text: Case(FLOW.name, FLOW.version, text, FLOW.initial).id,
    "an event": lambda text: _event(text).key,
    "a fact": lambda text: Fact(FLOW.name, 1, text, _event("e"), "new", "reported", (), "").case,
    "a punch": lambda text: Punch(text, DAY, Direction.ON, AT).person,
    "an excuse": lambda text: Excuse(text, AT, AT.replace(hour=10)).person,
    "a person's days": lambda text: assemble(text, [], scheduled=[DAY], shift=Shift())[0].person,
    "a DingTalk row": _dingtalk,
    "a leave request": lambda text: department.LeaveRequest(
        text, department.LeaveKind.SICK, AT, AT.replace(hour=10)
    ).person,
    "a month at the office": lambda text: office.month(
        office.policy(), text, 2026, 9, punches=[], base_pay=1
    ).person,
    "a person who punches for another": lambda text: department.ProxyPunch(DAY, "x", text).person,
    "a form's number": lambda text: company.case_number(text, ()),
    "a name in a policy": lambda text: amend(HANDBOOK, {"reports": {"formats": {text: "F"}}})
    .reports.formats[0][0],  # type: ignore[index]  # it has just been given
    "a contact": lambda text: property_handbook.first_asked([_contact(text)]).person,
    "a department": lambda text: property_handbook.check_edition(
        [text], mailed_to=[], on_page=True
    ).not_mailed[0],
    "a department with officers": lambda text: property_handbook.check_officers(
        {text: []}
    ).without[0],
    "a department concerned": lambda text: property_handbook.notified(
        [text], known=True, told=["deputy_gm"]
    ).missing[0],
    "a department told": lambda text: property_handbook.notified(
        [text], known=True, told=["deputy_gm", text]
    ).undecided[-1],
    "a call": lambda text: office.work_records([text], []).missing[0],
}  # fmt: skip
"""What takes an id or a name from outside, and gives it back as it compares it."""

doors = pytest.mark.parametrize("door", DOORS.values(), ids=DOORS)


@doors
def test_two_spellings_are_one_name(door: Callable[[str], Any]) -> None:
    assert door(SAME) == door(ONE) == ONE


@doors
@pytest.mark.parametrize(
    "text", ["Li\u200b", "L\u0456", "\uff2c\uff49", " Li", "Li\x1b[2J", "Li\u202e"], ids=ascii
)
def test_look_alikes_and_control_characters_are_refused(
    door: Callable[[str], Any], text: str
) -> None:
    with pytest.raises(InputError):
        door(text)


@doors
@pytest.mark.parametrize("text", ["Li", "王小明", "阿依·古丽", "2026-0901", "〔2026〕12号"])
def test_ordinary_names_are_taken(door: Callable[[str], Any], text: str) -> None:
    assert door(text) == text


def test_an_event_told_in_another_spelling_is_a_repetition() -> None:
    first = FLOW.decide(FLOW.new("C-1"), _event(f"{ONE}-1"), COMPANY)
    assert isinstance(first, Accepted)
    again = FLOW.decide(first.case, _event(f"{SAME}-1"), COMPANY)
    assert isinstance(again, Refused)
    assert again.code.value == "duplicate"


def test_stored_facts_follow_in_either_spelling_of_the_case() -> None:
    text = dump_json(_fact(ONE)).replace(ONE, SAME)
    assert SAME in text
    fact = load_json(FLOW, text)
    assert isinstance(fact, Fact)
    assert FLOW.replay(SAME, [fact]).id == FLOW.replay(ONE, [fact]).id == ONE


@pytest.mark.parametrize("kind", [0, 1])
def test_stored_ids_that_look_alike_are_refused(kind: int) -> None:
    fact = _fact("C-1")
    stored = dump_json(FLOW.replay("C-1", [fact]) if kind else fact)
    with pytest.raises(InputError, match="U\\+0421"):
        load_json(FLOW, stored.replace('"C-1"', '"\u0421-1a"'))


def test_nobody_punches_for_himself_by_another_spelling_of_his_name() -> None:
    with pytest.raises(InputError, match="somebody else"):
        department.ProxyPunch(DAY, ONE, SAME)


def test_leave_excuses_the_person_in_either_spelling() -> None:
    leave = Excuse(SAME, AT, AT.replace(hour=17))
    (day,) = assemble(SAME, [Punch(ONE, DAY, Direction.OFF, AT.replace(hour=18))], excuses=[leave])
    assert day.off is not None
    assert day.excuses


def test_the_preferred_one_of_two_contacts_is_found_in_either_spelling() -> None:
    met = [_contact(ONE), _contact("Li")]
    assert property_handbook.first_asked(met, prefer=[SAME]).person == ONE


def test_a_contact_met_twice_in_two_spellings_is_one_person() -> None:
    assert property_handbook.first_asked([_contact(ONE), _contact(SAME)]).person == ONE


def test_a_department_does_not_name_its_officer_twice_by_two_spellings() -> None:
    given: list[dict[str, list[str]]] = [{"sales": [ONE, SAME]}, {ONE: [], SAME: []}]
    for officers in given:
        with pytest.raises(InputError):
            property_handbook.check_officers(officers)


def test_a_form_is_drawn_by_its_number_in_any_spelling() -> None:
    policy = amend(HANDBOOK, {"spot_check.size": 2})
    found = property_handbook.spot_check(policy, {SAME: {}}, "seed", fed_back=[ONE])
    assert found.drawn == (ONE,)


def test_a_number_that_is_taken_is_taken_in_any_spelling() -> None:
    with pytest.raises(InputError, match="no other form"):
        company.case_number(SAME, [ONE])
    with pytest.raises(InputError, match="no other form"):
        company.case_number(ONE, [SAME])


IDS = {"batch_no", "decided_by", "department", "first_asked", "form_id", "number", "order_no",
       "original", "person", "recorded_by"}  # fmt: skip
"""Fields of the shipped workflows that say which thing or who."""


def test_the_fields_that_tell_things_apart_are_read_as_identifiers() -> None:
    fields = [field for flow in flows().values() for spec in flow.events for field in spec.fields]
    named = [field for field in fields if field.name in IDS]
    assert IDS - {"decided_by"} <= {field.name for field in named}
    for field in named:
        assert isinstance(field.kind, Choice | Identifier), field.name
    lists = [field.kind for field in fields if isinstance(field.kind, Items)]
    assert lists
    assert all(isinstance(kind.kind, Choice | Identifier) for kind in lists)
