"""A broken call tells which argument does not fit; a right one is not touched."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from csrules.citation import cites
from csrules.doors import guarded
from csrules.errors import InputError, refuse
from csrules.regulations import PACKS, company, office

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from csrules.regulations.company import ClosedCase

AT = datetime(2024, 3, 1, 9)


def faults_of(call: Callable[[], object]) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as caught:
        call()
    return [(fault.path, fault.expected) for fault in caught.value.faults]


@pytest.mark.parametrize("wrong", [None, "company", 100, company.policy, office.policy()])
def test_a_policy_of_another_pack_is_refused_by_name(wrong: Any) -> None:
    assert faults_of(lambda: company.approver(wrong, 100)) == [("policy", "CompanyPolicy")]


def test_a_wrong_calendar_and_wrong_records_are_refused_by_name() -> None:
    policy: Any = company.policy()
    wrong: Any = "cal"
    assert faults_of(lambda: company.closing_due(policy, AT, wrong)) == [
        ("calendar", "WorkCalendar | None")
    ]
    assert faults_of(lambda: company.review(policy, 2024, 3, wrong)) == [
        ("closed", "Iterable[ClosedCase]")
    ]
    some: Any = [company.ClosedCase("C-1", date(2024, 2, 1)), "C-2"]
    assert faults_of(lambda: company.review(policy, 2024, 3, some)) == [("closed[1]", "ClosedCase")]


def test_several_misfits_come_at_once() -> None:
    wrong: Any = "x"
    found = faults_of(lambda: company.approver(wrong, 100))
    both = faults_of(lambda: company.closing_due(wrong, AT, wrong))
    assert [path for path, _ in found] == ["policy"]
    assert [path for path, _ in both] == ["policy", "calendar"]


def test_a_fault_found_by_a_mechanism_bears_the_name_of_the_argument() -> None:
    wrong: Any = "x"
    ((path, _),) = faults_of(lambda: company.closing_due(company.policy(), wrong))
    assert path == "accepted_at"


def test_our_own_mistakes_stay_what_they_are() -> None:
    @guarded
    def broken(closed: Iterable[ClosedCase]) -> int:
        return len(list(closed)) // 0

    with pytest.raises(ZeroDivisionError):
        broken([])
    with pytest.raises(TypeError, match="missing 1 required"):
        broken()


def test_a_fault_about_a_part_keeps_its_path() -> None:
    @guarded
    def part(values: tuple[str, ...]) -> None:
        refuse("values[0].name", values, "a name")

    assert faults_of(lambda: part(("x",))) == [("values[0].name", "a name")]


def test_what_is_marked_stands_behind_a_door_and_keeps_its_name() -> None:
    @cites("000-A27-1.1")
    def rule(policy: int) -> int:
        """Its words."""
        return policy

    assert (rule.__name__, rule.__doc__, rule(5)) == ("rule", "Its words.", 5)


@pytest.mark.parametrize("pack", PACKS)
def test_no_function_of_a_pack_lets_a_wrong_policy_through(pack: str) -> None:
    """Every function that takes a policy first says so when it gets something else."""
    door = __import__(f"csrules.regulations.{pack}", fromlist=["policy"])
    asked = 0
    for name in door.__all__:
        function = getattr(door, name)
        names = getattr(getattr(function, "__wrapped__", None), "__code__", None)
        if names is None or names.co_varnames[:1] != ("policy",):
            continue
        required = names.co_argcount - len(function.__wrapped__.__defaults__ or ())
        keywords = {
            key: "x"
            for key in names.co_varnames[
                names.co_argcount : names.co_argcount + names.co_kwonlyargcount
            ]
            if key not in (function.__wrapped__.__kwdefaults__ or {})
        }
        with pytest.raises(InputError) as caught:
            function("not a policy", *["x"] * (required - 1), **keywords)
        assert caught.value.faults, name
        asked += 1
    assert asked > 2
