"""The contract: its schemas describe what is asked and answered, and its doors refuse the rest."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from csrules import register
from csrules.errors import InputError
from csrules.regulations.company import COMPLAINT
from csrules.testing.conformance.claims import readings_of
from csrules.testing.conformance.contract import OPERATIONS, contract
from csrules.testing.conformance.operations import Capability
from csrules.testing.conformance.outcomes import Invalid, ask
from csrules.testing.conformance.questions import rounds, wrong_rounds
from csrules.testing.conformance.questions_calendar import plain_calendars
from csrules.testing.conformance.reference import Reference, right
from csrules.testing.conformance.wire import Local
from csrules.testing.conformance.wirecalendars import Calendar

if TYPE_CHECKING:
    from csrules.workcalendar import WorkCalendar

NAMES = sorted(OPERATIONS)
PLAIN = json.loads(json.dumps(contract()))
SCHEMAS = {row["name"]: row for rows in PLAIN["capabilities"].values() for row in rows}


def allowed(operation: str) -> dict[str, tuple[str, ...]]:
    return readings_of(OPERATIONS[operation].capability, {})[operation]


@pytest.mark.parametrize("operation", NAMES)
def test_every_rule_of_an_operation_is_in_the_rule_book(operation: str) -> None:
    known = {row.id for row in register.rules()}
    assert set(OPERATIONS[operation].rules) <= known


@pytest.mark.parametrize("operation", NAMES)
def test_every_reading_binds_by_a_default_that_it_has(operation: str) -> None:
    for reading in SCHEMAS[operation]["readings"].values():
        assert reading["default"] in reading["values"]


@pytest.mark.parametrize("part", ["given", "answer"])
@pytest.mark.parametrize("operation", NAMES)
def test_the_schemas_are_schemas(operation: str, part: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[operation][part])


@pytest.mark.parametrize("operation", NAMES)
@settings(max_examples=8)
@given(data=st.data())
def test_what_is_drawn_and_answered_is_as_the_schemas_say(
    operation: str, data: st.DataObject
) -> None:
    asked = data.draw(rounds(operation, allowed(operation)))
    for question in asked:
        assert json.loads(json.dumps(question)) == question
        Draft202012Validator(SCHEMAS[operation]["given"]).validate(question)
        outcome = ask(Reference(), operation, question)
        if outcome.kind == "answer":
            Draft202012Validator(SCHEMAS[operation]["answer"]).validate(outcome.content)


@pytest.mark.parametrize("operation", NAMES)
@settings(max_examples=8)
@given(data=st.data())
def test_a_wrong_question_is_invalid_and_says_where(operation: str, data: st.DataObject) -> None:
    for question in data.draw(wrong_rounds(operation, allowed(operation))):
        outcome, why = right(operation, question)
        assert outcome.kind == "invalid", question
        assert outcome.content
        assert why


@pytest.mark.parametrize("operation", NAMES)
def test_an_unknown_name_is_invalid(operation: str) -> None:
    assert "nothing_known" in right(operation, {"nothing_known": 1})[0].content


@given(plain_calendars())
def test_a_calendar_comes_back_as_it_was_written(calendar: WorkCalendar) -> None:
    assert Calendar().read(Calendar().write(calendar), "calendar") == calendar


@pytest.mark.parametrize(
    "raw",
    ["2026-05-01T08:30:00Z", "2026-05-01T08:30:00.5", "2026-05-01 08:30:00", "2026-05-32T08:30:00"],
)
def test_a_local_time_has_no_zone_and_no_parts_of_a_second(raw: str) -> None:
    with pytest.raises(InputError, match="start"):
        Local().read(raw, "start")


FIGURES: list[tuple[str, dict[str, Any], Any]] = [
    ("approver", {"amount": "1000.00"}, "sales_manager"),
    ("approver", {"amount": "5000.00", "tie": "lower"}, "deputy_gm"),
    ("calendar_days", {"start": "2024-03-01T09:00:00", "days": 6}, "2024-03-08T00:00:00"),
    ("month_day", {"year": 2024, "month": 2, "day": 31}, "2024-03-01T00:00:00"),
    ("lateness_deduction", {"base_pay": "5000", "late_days": 3},
     {"lines": [5000, 5000, 25000], "sum": 35000}),
    ("complaint", {"events": []}, {"state": "new", "clocks": {}}),
]  # fmt: skip


@pytest.mark.parametrize(("operation", "question", "answer"), FIGURES)
def test_worked_figures(operation: str, question: dict[str, Any], answer: Any) -> None:
    assert getattr(Reference(), operation)(**question) == answer


def test_the_reference_has_the_operations_and_nothing_else() -> None:
    with pytest.raises(AttributeError):
        _ = Reference().approve
    with pytest.raises(Invalid, match="amount"):
        Reference().approver(amount=1.5)


def test_what_came_before_the_last_event_was_accepted() -> None:
    report = {"name": "report", "by": "customer", "at": "2026-03-02T09:00:00"}
    early = report | {"name": "accept_result"}
    assert right("complaint", {"events": [early]})[0].kind == "refused"
    assert right("complaint", {"events": [early, report]})[0].content == ("events",)


def test_each_capability_has_operations() -> None:
    assert {each.capability for each in OPERATIONS.values()} == set(Capability)


EVENTS: dict[str, Any] = PLAIN["events"]


def test_each_event_of_a_complaint_says_what_it_brings() -> None:
    assert set(EVENTS) == {spec.name for spec in COMPLAINT.events}
    known = {row.id for row in register.rules()}
    for spec in COMPLAINT.events:
        Draft202012Validator.check_schema(EVENTS[spec.name]["data"])
        fields = EVENTS[spec.name]["data"]["properties"]
        assert list(fields) == [field.name for field in spec.fields]
        assert {field["rule"] for field in fields.values()} <= known
    judged = EVENTS["judge"]["data"]["properties"]
    assert (judged["established"]["needed"], judged["loss"]["needed"]) == (
        True,
        {"established": [True]},
    )


@settings(max_examples=12)
@given(data=st.data())
def test_what_a_well_put_event_brings_is_as_its_schema_says(data: st.DataObject) -> None:
    for question in data.draw(rounds("complaint", allowed("complaint"))):
        if right("complaint", question)[0].kind != "invalid":
            for event in question["events"]:
                schema = EVENTS[event["name"]]["data"]
                Draft202012Validator(schema).validate(event.get("data", {}))


@pytest.mark.parametrize(
    ("data", "good"),
    [
        ({"settlement": 800, "handling": "discount_or_compensation"}, True),
        ({"settlement": None, "handling": " "}, True),  # both are missing, which is refused
        ({"settlement": "800.001"}, False),
        ({"return_quantity": 0}, False),
        ({"return_quantity": 10**18}, False),
        ({"nothing": 1}, False),
    ],
)
def test_a_wrong_value_of_an_event_is_none_by_its_schema(data: dict[str, Any], good: bool) -> None:
    assert Draft202012Validator(EVENTS["approve"]["data"]).is_valid(data) is good


@pytest.mark.parametrize(
    ("operation", "question"),
    [
        ("information_score", {"defects": 10**18}),
        ("month_deduction", {"bonus": "0", "late_warning_count": 10**18}),
        ("elapsed_hours", {"start": "2026-03-02T08:00:00", "hours": "0", "roll": "none"}),
        ("elapsed_hours", {"start": "2026-03-02T08:00:00", "hours": "00.00", "roll": "none"}),
        ("elapsed_hours", {"start": "2026-03-02T08:00:00", "hours": 0, "roll": "none"}),
    ],
)
def test_what_is_invalid_is_none_by_the_schema(operation: str, question: dict[str, Any]) -> None:
    assert right(operation, question)[0].kind == "invalid"
    assert not Draft202012Validator(SCHEMAS[operation]["given"]).is_valid(question)
