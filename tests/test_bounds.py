"""What is beyond a bound is refused unread, and nobody lists more faults than a person reads."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count, repeat
from typing import TYPE_CHECKING, Any

import pytest

from csrules.bands import BandsKind
from csrules.bounds import (
    MOST_CHARACTERS,
    MOST_DOTS,
    MOST_FAULTS,
    MOST_ROWS,
    deeper,
)
from csrules.calendars.calendardays import overridden
from csrules.calendars.hours import week_hours
from csrules.citation import Text
from csrules.deadlines import Deadline
from csrules.errors import Fault, Faults, InputError, PolicyError, UnknownNameError
from csrules.forms import Checklist, Field, Form, Item
from csrules.grades import GradesKind
from csrules.kinds import Items, Named, Whole, Words
from csrules.lifecycle.casefile import dump_json
from csrules.lifecycle.caseload import load_json
from csrules.lifecycle.cases import Event
from csrules.policy import amend
from csrules.policyfile import loads
from csrules.records.dingtalk import read_records
from csrules.regulations import company, property_handbook
from csrules.regulations.property_handbook.scorecard import information_card
from tests.example_flow import FLOW, START

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MANY = 3 * MOST_FAULTS
NAMES: dict[Any, Any] = {f"name_{n}": n for n in range(MANY)}
SAID = Text("said", "说")
HEAD = '[policy]\nformat = 1\nbase = "company"\n'

FORM = Form("form", SAID, (Field("note", Words(), "F-1", SAID),))
CHECKLIST = Checklist("list", SAID, (Item("greets", "C-1", SAID),))


def decided(names: dict[str, Any]) -> object:
    """An event that brings fields although it has no form."""
    return FLOW.decide(FLOW.new("1"), Event("note", START, "clerk", names), None)


DOORS: dict[str, Callable[[], object]] = {
    "amend": lambda: amend(company.policy(), NAMES),
    "amend, in a section": lambda: amend(company.policy(), {"approval": NAMES}),
    "amend, dotted": lambda: amend(company.policy(), {f"approval.{n}": 1 for n in NAMES}),
    "amend, no names": lambda: amend(company.policy(), dict.fromkeys(range(MANY))),  # type: ignore[arg-type]  # a mistake
    "amend, owners": lambda: amend(company.policy(), {"approval.bands": NAMES}),
    "amend, a band": lambda: amend(company.policy(), {"approval.bands": [NAMES]}),
    "policy file": lambda: loads(HEAD + "".join(f"{name} = 1\n" for name in NAMES)),
    "policy file, head": lambda: loads(
        "[policy]\n" + "".join(f"{name} = 1\n" for name in NAMES) + 'base = "company"\nformat = 1'
    ),
    "grades": lambda: GradesKind().read([NAMES, {}], "grades"),
    "items": lambda: Items(Whole()).read(["x"] * MANY, "items"),
    "names": lambda: Named(Whole()).read(dict.fromkeys(NAMES, "x"), "names"),
    "form": lambda: FORM.check(NAMES).demand(),
    "checklist": lambda: CHECKLIST.mark(NAMES),
    "scorecard": lambda: information_card(property_handbook.policy().score).score(NAMES),
    "event": lambda: decided(NAMES),
    "stored data": lambda: load_json(
        company.COMPLAINT, dump_json(Event("file", START, "clerk", NAMES))
    ),
    "deadline": lambda: Deadline.from_json(NAMES),
    "hours": lambda: week_hours(NAMES),
    "overrides": lambda: overridden(NAMES),
}


@pytest.mark.parametrize(
    ("whole", "levels"),
    [(1, 0), ([1], 1), ({"a": 1}, 1), ([[1]], 2), ({"a": [1], "b": {"c": 2}}, 2), ([1, [[2]]], 3)],
)
def test_data_is_as_deep_as_its_deepest_part(whole: object, levels: int) -> None:
    assert not deeper(whole, levels)
    assert deeper(whole, levels - 1) or not levels


@pytest.mark.parametrize("door", DOORS)
def test_no_error_lists_more_faults_than_the_bound(door: str) -> None:
    with pytest.raises(InputError) as caught:
        DOORS[door]()
    assert len(caught.value.faults) == MOST_FAULTS
    assert str(caught.value).endswith("There may be more.")


def test_an_error_below_the_bound_says_nothing_of_more() -> None:
    faults = [Fault(str(n), n, "a text") for n in range(MOST_FAULTS - 1)]
    assert "more" not in str(InputError(*faults))
    assert "There may be more." in str(InputError(*faults, faults[0]))


def test_many_unknown_names_are_still_an_unknown_name() -> None:
    for door in ("event", "checklist"):
        with pytest.raises(UnknownNameError):
            DOORS[door]()


def test_collected_faults_are_full_at_a_hundred() -> None:
    faults = Faults()
    faults.add(*repeat(Fault("a", 1, "a text"), 99))
    assert not faults.full
    with faults:
        raise InputError(Fault("b", 2, "a text"))
    assert faults.full


class Looked(Mapping[str, int]):
    """Unknown names, and how many ``looks`` somebody had at them."""

    looks = 0

    def __getitem__(self, name: str) -> int:
        self.looks += 1
        return NAMES[name]  # type: ignore[no-any-return]  # the names stand for numbers

    def __iter__(self) -> Iterator[str]:
        return iter(NAMES)

    def __len__(self) -> int:
        return MANY


def test_nobody_looks_at_owners_beyond_the_bound() -> None:
    names, policy = Looked(), company.policy()
    with pytest.raises(InputError):
        BandsKind(company.Role).amend(policy.approval.bands, names, "bands")
    assert names.looks <= MOST_FAULTS + 1


def test_a_grade_is_named_in_as_many_characters_as_the_bound() -> None:
    rows = [{"grade": "g" * 100, "at_least": 0}]
    assert GradesKind().read(rows, "grades").grades[0].name == "g" * 100
    with pytest.raises(InputError, match=r"^grades\[0\]\.grade: "):
        GradesKind().read([{**rows[0], "grade": "g" * 101}], "grades")


def test_there_are_as_many_grades_as_the_bound() -> None:
    rows = [{"grade": f"g{n}", "at_least": n} for n in range(100, -1, -1)]
    assert len(GradesKind().read(rows[1:], "grades").grades) == 100
    with pytest.raises(InputError, match="at most 100 grades"):
        GradesKind().read(rows, "grades")


@pytest.mark.parametrize("endless", [count(), repeat({"grade": "A", "at_least": 1})])
def test_grades_without_end_are_refused(endless: object) -> None:
    with pytest.raises(InputError, match="at most 100 grades"):
        GradesKind().read(endless, "grades")


def test_a_policy_file_is_as_long_as_the_bound() -> None:
    full = HEAD + "#" * (32 * 1024 - len(HEAD))
    assert loads(full) == company.policy()
    with pytest.raises(PolicyError, match="at most 32 KiB"):
        loads(full + "#")


def test_a_line_of_a_policy_file_has_as_many_dots_as_the_bound() -> None:
    title = '[policy]\nformat = 1\nbase = "company"\ntitle = "{}"\n'
    assert loads(title.format("a." * MOST_DOTS)) == company.policy()
    with pytest.raises(PolicyError, match="64 dots on a line") as caught:
        loads(title.format("a." * (MOST_DOTS + 1)))
    assert caught.value.faults[0].line == 4
    assert loads(HEAD + "  # " + "." * (10 * MOST_DOTS)) == company.policy()


@pytest.mark.parametrize(("size", "more"), [(10_000, ["data"]), (10_001, [])])
def test_a_refused_call_is_searched_for_more_up_to_ten_thousand_parts(
    size: int, more: list[str]
) -> None:
    data: dict[Any, Any] = dict.fromkeys(range(size))  # names are texts
    with pytest.raises(InputError) as caught:
        FORM.check(data, {"fact": True})  # a fact that the form does not ask for
    assert [fault.path for fault in caught.value.faults][:2] == ["form.facts.fact", *more]


def test_a_float_of_many_digits_is_not_repeated() -> None:
    with pytest.raises(PolicyError) as caught:
        loads(HEAD + "closing.days = 1." + "9" * 5000)
    assert len(str(caught.value)) < 300


def test_json_is_as_long_as_the_bound() -> None:
    text = dump_json(FLOW.new("1"))
    assert load_json(FLOW, text.ljust(MOST_CHARACTERS)) == FLOW.new("1")
    with pytest.raises(InputError, match="at most 262144 characters"):
        load_json(FLOW, text.ljust(MOST_CHARACTERS + 1))


def test_a_list_has_as_many_rows_as_the_bound() -> None:
    assert len(read_records([{}] * MOST_ROWS).rejected) == MOST_ROWS
    assert len(read_records([{}] * MOST_ROWS, [{}]).rejected) == MOST_ROWS + 1
    many: list[dict[str, object]] = [{}] * (MOST_ROWS + 1)
    for rows in (many, {"recordresult": many}):
        with pytest.raises(InputError, match=r"at most 2000 rows.*several lists"):
            read_records(rows)
