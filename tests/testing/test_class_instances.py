"""Instances: of every class that a public function is given, with their corners, and small."""

import inspect
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.vendor.pretty import pretty

from csrules.calendars.calendardays import DayTable
from csrules.calendars.cn import ChineseDays
from csrules.errors import Faults, UnknownNameError
from csrules.forms import Field, Form
from csrules.kinds import Kind
from csrules.lifecycle.definition import Definition
from csrules.lifecycle.transitions import ClockSpec, Context, EventSpec, Guard, Transition
from csrules.policy import Difference, Leaf
from csrules.punches import Punch
from csrules.reading import Reading
from csrules.regulations import company
from csrules.regulations.company import CompanyPolicy
from csrules.regulations.department import LeaveRequest
from csrules.regulations.property_handbook.report_counts import MonthlyReport
from csrules.testing import INSTANCES, instances
from csrules.testing.declared import modules, records
from csrules.testing.record_fields import names_for_checkers
from csrules.workcalendar import WorkCalendar, cn_calendar
from tests.testing.drawing import CALM, drawn, simplest

PART = "a part of a definition: whoever codes a regulation writes it"
WITHOUT: dict[type[Any], str] = {
    ChineseDays: "what a calendar is compiled from",
    ClockSpec: PART,
    Context: "what a decision hands to a guard; nobody else makes one",
    DayTable: "what a calendar is compiled to",
    Definition: "the table of a workflow; the workflows of the packs are drawn",
    Difference: "what diff answers",
    EventSpec: PART,
    Faults: "what collects the faults of an input",
    Field: PART,
    Form: PART,
    Guard: PART,
    Kind: PART,
    Leaf: PART,
    Reading: "the base of the enums, which are drawn",
    Transition: PART,
}
"""Classes that nobody draws who tests a system, and why."""


def functions() -> Iterator[Any]:
    """Every public function of the packs and mechanisms, and the methods of their classes."""
    for module in modules():
        for name in getattr(module, "__all__", ()):
            thing = getattr(module, name)
            if inspect.isfunction(thing):
                yield thing
            elif isinstance(thing, type) and not issubclass(thing, Kind):
                members = [part for key, part in vars(thing).items() if not key.startswith("_")]
                yield from (part for part in members if inspect.isfunction(part))


def asked_for() -> set[type[Any]]:
    """Every class of the library that stands in the parameters of a public function."""
    found = set()
    for function in functions():
        module = inspect.getmodule(function)
        assert module is not None
        names = {**vars(module), **names_for_checkers(module)}
        hints = {key: str(hint) for key, hint in function.__annotations__.items()}
        words = {
            word for key in hints.keys() - {"return"} for word in re.findall(r"\w+", hints[key])
        }
        classes = {names.get(word) for word in words}
        found |= {
            one for one in classes if isinstance(one, type) and one.__module__.startswith("csrules")
        }
    return found


INPUTS = sorted(
    {*asked_for(), *records()} - WITHOUT.keys(), key=lambda cls: (cls.__module__, cls.__qualname__)
)


def test_nothing_is_left_out_that_is_not_public() -> None:
    assert WITHOUT.keys() <= {*asked_for(), *records()}


@pytest.mark.parametrize("cls", INPUTS, ids=lambda cls: f"{cls.__module__[8:]}.{cls.__name__}")
def test_every_class_that_a_public_function_is_given_is_drawn(cls: type[Any]) -> None:
    assert all(isinstance(one, cls) for one in drawn(st.from_type(cls), 2))


@CALM
@given(...)
def test_annotations_are_enough(request: LeaveRequest, calendar: WorkCalendar) -> None:
    assert request.start < request.end
    assert calendar.first <= calendar.last


@CALM
@given(policy=instances(CompanyPolicy))
def test_policies_are_those_of_the_class_asked_for(policy: Any) -> None:
    assert type(policy) is CompanyPolicy


@CALM
@given(data=st.data(), near=st.datetimes(datetime(2024, 1, 1), datetime(2026, 1, 1)))
def test_the_moments_of_a_record_lie_near_and_are_alike(data: Any, near: datetime) -> None:
    request = data.draw(instances(LeaveRequest, near=near))
    for moment in (request.start, request.end, request.applied_at or near):
        assert moment.tzinfo is None
        assert abs(moment - near) <= timedelta(days=41)


def moments_of(one: Any) -> list[datetime]:
    return [
        value
        for field in attrs.fields(type(one))
        if isinstance(value := getattr(one, field.name), datetime)
    ]


def test_the_moments_of_records_reach_the_corners() -> None:
    met = [moment for one in drawn(instances(Punch), 1200) for moment in moments_of(one)]
    days = {moment.date() for moment in met}
    assert date(2024, 2, 29) in days
    assert {28, 29, 30, 31} <= {day.day for day in days}
    assert {moment.tzinfo for moment in met} > {None, UTC}
    assert any((moment.hour, moment.minute, moment.second) == (23, 59, 59) for moment in met)


def test_the_moments_of_a_record_lie_apart_by_a_second_and_by_days() -> None:
    gaps = {one.end - one.start for one in drawn(instances(LeaveRequest), 120)}
    assert min(gaps) <= timedelta(seconds=2)
    assert max(gaps) > timedelta(days=7)


def test_every_member_and_every_lack_comes_up() -> None:
    met = drawn(instances(LeaveRequest), 80)
    for field in attrs.fields(LeaveRequest):
        values = {getattr(one, field.name) for one in met}
        some = next(iter(values - {None}))
        if isinstance(some, Enum):
            assert values - {None} == set(type(some))
        if field.default is None:
            assert None in values


def test_shrinking_leaves_only_what_matters() -> None:
    request = simplest(instances(LeaveRequest), lambda one: one.emergency)
    plain = LeaveRequest("li", request.kind, request.start, request.end, emergency=True)
    assert request == plain
    assert request.start.tzinfo is None
    report = simplest(instances(MonthlyReport), lambda one: one.defects > 2)
    assert (report.defects, report.mail.received_at, report.month) == (3, None, 1)


def test_a_class_of_ones_own_is_named_until_it_is_added(monkeypatch: pytest.MonkeyPatch) -> None:
    @attrs.frozen
    class Odd:
        seen: complex

    Odd.__annotations__["seen"] = complex
    with pytest.raises(UnknownNameError, match="INSTANCES"):
        drawn(instances(Odd), 1)
    monkeypatch.setitem(INSTANCES, Odd, lambda cls, near: st.just(cls(1j)))
    assert drawn(instances(Odd), 2)[0] == Odd(1j)


def test_a_failure_tells_workflows_and_calendars_in_one_line() -> None:
    for thing in (company.COMPLAINT, cn_calendar(range(2024, 2027))):
        assert pretty(thing) == repr(thing)
