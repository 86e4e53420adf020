"""Every bound and every type of the contract is asked, and no wrong field is left unexpected."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from csrules.kinds import Money, Quantity, Whole
from csrules.testing import Invalid, run_conformance
from csrules.testing.conformance.claims import readings_of
from csrules.testing.conformance.contract import OPERATIONS, contract
from csrules.testing.conformance.questions import wrong_rounds
from csrules.testing.conformance.questions_corners import corners
from csrules.testing.conformance.reference import Reference, right
from csrules.testing.conformance.wire import Local

SCHEMAS = {row["name"]: row for rows in contract()["capabilities"].values() for row in rows}
NAMES = sorted(OPERATIONS)
DAY: dict[str, Any] = {
    "begins": "2024-05-08T09:00:00",
    "ends": "2024-05-08T18:00:00",
    "arrival": "2024-05-08T12:00:00",
    "departure": "2024-05-08T11:00:00",
}


def allowed(operation: str) -> dict[str, tuple[str, ...]]:
    return readings_of(OPERATIONS[operation].capability, {})[operation]


# --- what is wrong --------------------------------------------------------------------------------


def test_every_wrong_field_is_an_expected_one() -> None:
    outcome, _ = right("judge_day", {**DAY, "lunch_start": True})
    assert outcome.content == ("lunch_start", "arrival", "departure")


BROKEN: list[tuple[str, dict[str, Any], set[str]]] = [
    ("approver", {"amount": "1", "sales_manager_limit": "0"},
     {"sales_manager_limit", "deputy_gm_limit"}),
    ("may_sign", {"amount": "1", "role": "gm", "sales_manager_limit": "6000"},
     {"sales_manager_limit", "deputy_gm_limit"}),
    ("information_score", {"missing_periodic": 7, "late_periodic": 6},
     {"missing_periodic", "late_periodic"}),
    ("judge_day", DAY, {"arrival", "departure"}),
    ("judge_day", {"begins": DAY["begins"], "ends": "2024-05-09T18:00:00"}, {"begins", "ends"}),
    ("judge_day", {"begins": DAY["ends"], "ends": DAY["begins"]}, {"begins", "ends"}),
    ("judge_day", {**DAY, "arrival": "2024-05-07T09:00:00"}, {"begins", "arrival"}),
    ("judge_day", {**DAY, "departure": "2024-05-09T09:00:00"}, {"begins", "departure"}),
    ("judge_day", {**DAY, "departure": None, "lunch_hours": "9"},
     {"begins", "ends", "lunch_hours"}),
    ("judge_day", {**DAY, "departure": None, "lunch_start": "08:00"},
     {"begins", "lunch_start"}),
    ("judge_day", {**DAY, "departure": None, "lunch_hours": "2", "lunch_start": "17:00"},
     {"ends", "lunch_hours", "lunch_start"}),
    ("judge_day", {**DAY, "departure": None, "absence_threshold_hours": "0.5",
                   "late_window_minutes": 31},
     {"absence_threshold_hours", "late_window_minutes"}),
    ("month_deduction", {"bonus": "1", "absent_half_day_deduction": "2",
                         "absent_full_day_deduction": "1"},
     {"absent_half_day_deduction", "absent_full_day_deduction"}),
    ("elapsed_hours", {"start": "2024-05-08T09:00:00", "hours": "0"}, {"hours"}),
    ("calendar_days", {"start": "9999-12-31T00:00:00", "days": 1}, {"start", "days"}),
    ("elapsed_hours", {"start": "9999-12-31T00:00:00", "hours": 24, "roll": "none"},
     {"start", "hours"}),
]  # fmt: skip


@pytest.mark.parametrize(("operation", "question", "fields"), BROKEN)
def test_values_that_contradict_each_other_are_all_wrong(
    operation: str, question: dict[str, Any], fields: set[str]
) -> None:
    outcome, why = right(operation, question)
    assert outcome.kind == "invalid"
    assert set(outcome.content) == fields
    assert why


def test_what_holds_between_values_stands_in_the_contract() -> None:
    (row,) = SCHEMAS["information_score"]["together"]
    assert row["fields"] == ["missing_periodic", "late_periodic"]
    assert "12" in row["text"]
    assert row["text"] in SCHEMAS["information_score"]["given"]["description"]


@pytest.mark.parametrize("operation", NAMES)
@settings(max_examples=6)
@given(data=st.data())
def test_a_question_with_one_wrong_value_is_wrong_in_nothing_else(
    operation: str, data: st.DataObject
) -> None:
    spec = OPERATIONS[operation]
    for question in data.draw(wrong_rounds(operation, allowed(operation))):
        fields = right(operation, question)[0].content
        if operation != "complaint":
            together = [set(each.names) for each in spec.relations]
            assert len(fields) == 1 or set(fields) in together, question


# --- what is right --------------------------------------------------------------------------------


@pytest.mark.parametrize("operation", NAMES)
def test_the_corners_are_as_the_schema_says(operation: str) -> None:
    judge = Draft202012Validator(SCHEMAS[operation]["given"])
    for question in corners(operation, allowed(operation)):
        judge.validate(question)
        right(operation, question)  # whatever it says, it says it


@pytest.mark.parametrize("operation", [name for name in NAMES if name != "complaint"])
def test_each_type_and_each_bound_is_asked_in_a_question_that_is_not_wrong(operation: str) -> None:
    asked = [each for each in corners(operation, allowed(operation))
             if right(operation, each)[0].kind != "invalid"]  # fmt: skip
    for parameter in OPERATIONS[operation].parameters:
        told = [each[parameter.name] for each in asked if each.get(parameter.name) is not None]
        kind = parameter.kind
        if isinstance(kind, Money | Quantity):
            assert {type(one) for one in told} >= {str, int}, parameter.name
            assert any(isinstance(one, str) and one.startswith("00") for one in told)
        if isinstance(kind, Whole):
            assert {kind.minimum, kind.maximum} <= set(told), parameter.name
        if isinstance(kind, Local) and parameter.name != "ends":
            days = {one[:10] for one in told if one}
            assert {"2000-02-29", "2024-02-29", "2100-02-28"} <= days, parameter.name


def test_only_what_is_claimed_is_asked() -> None:
    only = {"roll": ("stop_clock",), "skips": ("non_working_days",), "day_end": ("midnight",)}
    assert {each.get("roll") for each in corners("elapsed_hours", only)} == {"stop_clock"}


class Strange(Reference):
    """The reference, with one mistake."""

    operation: str
    wrong: Any

    def __getattr__(self, name: str) -> Any:
        ask = super().__getattr__(name)
        if name != type(self).operation:
            return ask

        def said(**given: Any) -> Any:
            answer = ask(**given)
            return type(self).wrong(given, answer)

        return said


def refuse(name: str) -> Any:
    raise Invalid(name)


STRANGE: dict[str, tuple[str, str, Any]] = {
    "leading zeros are no amount": ("approval", "approver", lambda given, answer: (
        refuse("amount") if str(given["amount"]).startswith("00") else answer)),
    "integers are no hours": ("deadlines", "elapsed_hours", lambda given, answer: (
        refuse("hours") if isinstance(given["hours"], int) else answer)),
    "2000 had no leap day": ("deadlines", "month_day", lambda given, answer: (
        "2000-02-29T00:00:00" if answer == "2000-03-01T00:00:00" else answer)),
    "2100 has a leap day": ("deadlines", "month_day", lambda given, answer: (
        "2100-03-02T00:00:00" if answer == "2100-03-01T00:00:00" else answer)),
    "a thousand hours are too many": ("deadlines", "elapsed_hours", lambda given, answer: (
        "2026-01-01T00:00:00" if float(given["hours"]) >= 1000 else answer)),
    "there is no other century": ("deadlines", "calendar_days", lambda given, answer: (
        answer if "1900" <= given["start"][:4] <= "2100" else "2026-01-01T00:00:00")),
    "integers are no pay": ("attendance", "lateness_deduction", lambda given, answer: (
        refuse("base_pay") if isinstance(given["base_pay"], int) else answer)),
    "integers are no bonus": ("attendance", "month_deduction", lambda given, answer: (
        refuse("bonus") if isinstance(given["bonus"], int) else answer)),
    "lunch has no seconds": ("attendance", "judge_day", lambda given, answer: (
        refuse("lunch_start") if len(given.get("lunch_start") or "") == 8 else answer)),
    "gone before work is half a day": ("attendance", "judge_day", lambda given, answer: (
        answer | {"halves": 1} if given.get("arrival") and given.get("departure")
        and given["departure"] < given["begins"] and answer["halves"] == 2 else answer)),
    "come after work is half a day": ("attendance", "judge_day", lambda given, answer: (
        answer | {"halves": 1} if given.get("arrival") and given.get("departure")
        and given["arrival"] > given["ends"] and answer["halves"] == 2 else answer)),
}  # fmt: skip


@pytest.mark.parametrize("name", STRANGE)
def test_a_mistake_in_a_corner_is_found_without_the_vectors(name: str) -> None:
    capability, operation, wrong = STRANGE[name]
    own = type("Own", (Strange,), {"operation": operation, "wrong": staticmethod(wrong)})
    report = run_conformance(own, {capability: {}}, examples=1)
    failed = {each.failure.operation for each in report.results
              if each.failure and each.test != "test_vectors"}  # fmt: skip
    assert failed == {operation}
