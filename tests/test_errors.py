"""Errors name the field, the value, what was expected and how to mend it, all at once."""

import pickle
from decimal import Decimal

import pytest

from csrules import errors
from csrules.errors import (
    CsrulesError,
    DefinitionError,
    ExtraNotInstalledError,
    Fault,
    Faults,
    InputError,
    MissingParameterError,
    NotCoveredError,
    PolicyError,
    UnknownNameError,
    nearest,
    refuse,
)


class Unprintable:
    def __repr__(self) -> str:
        raise RuntimeError("no")


def test_a_fault_tells_path_value_expectation_rule_and_mend() -> None:
    fault = Fault("a.b", 3, "at most 2", "give 2", "000-A26-1.1", 7)
    assert str(fault) == "line 7: a.b: got 3 (int); expected at most 2 [000-A26-1.1]. Mend: give 2"
    assert str(Fault("a", None, "a value")) == "a: got None (NoneType); expected a value"


def test_one_fault_is_one_line_and_several_are_counted() -> None:
    one, two = Fault("a", 1, "x"), Fault("b", 2, "y")
    assert str(InputError(one)) == str(one)
    assert str(InputError(one, two)) == f"2 faults:\n  1. {one}\n  2. {two}"
    assert InputError(one, two).faults == (one, two)


@pytest.mark.parametrize(
    "value", [Unprintable(), 10**5000, "\ud800", ["x" * 10**6], {"a": [{}]}], ids=type
)
def test_any_value_can_be_shown_compared_and_hashed(value: object) -> None:
    fault = Fault("x", value, "something else")
    assert len(str(fault)) < 500
    str(fault).encode()  # no lone surrogate reaches a terminal
    assert fault == Fault("x", value, "something else")
    assert isinstance(hash(fault), int)


@pytest.mark.parametrize(
    ("value", "whole"),
    [
        ("a" * 58, True),
        ("a" * 59, False),
        (10**59, True),
        (10**60, False),
        (Decimal("1" * 49), True),
        (Decimal("1" * 50), False),
    ],
)
def test_a_value_is_shown_whole_up_to_sixty_characters(value: object, whole: bool) -> None:
    assert (f"got {value!r} (" in str(Fault("x", value, "y"))) is whole


def test_a_cyclic_value_can_be_shown() -> None:
    cycle: list[object] = []
    cycle.append(cycle)
    assert "[...]" in str(Fault("x", cycle, "no cycle"))


def test_a_value_that_cannot_be_shown_is_told_by_its_type() -> None:
    posing = type("list", (), {"__module__": "builtins"})()
    assert str(Fault("x", posing, "y")) == "x: got <unprintable> (list); expected y"


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("a" * 200, "a" * 200),
        ("a" * 120 + "b" * 41 + "c" * 40, "a" * 120 + "…" + "c" * 40),
        ("a.\x1b[31m", "a.\\x1b[31m"),
        ("\ud800", "\\ud800"),
    ],
)
def test_a_path_is_shown_whole_up_to_two_hundred_characters(path: str, shown: str) -> None:
    assert str(Fault(path, 1, "x")) == f"{shown}: got 1 (int); expected x"


def test_a_path_made_of_a_strangers_names_is_shown_safely() -> None:
    assert "\x1b" not in str(Fault("a.\x1b[31m", 1, "x"))
    assert "\\ud800" in str(Fault("a.\ud800", 1, "x"))
    assert len(str(Fault("a" * 10**5, 1, "x"))) < 300
    assert str(Fault("审批", 1, "x")).startswith("审批: ")


def test_faults_are_compared_by_what_they_show_not_by_equality_of_values() -> None:
    assert Fault("x", 1, "y") != Fault("x", True, "y")
    assert Fault("x", float("nan"), "y") == Fault("x", float("nan"), "y")


def test_nearest_suggests_a_name_or_lists_them() -> None:
    assert nearest("sales_manger", ["sales_manager", "gm"]) == "did you mean 'sales_manager'?"
    assert nearest("x", ["b1", "a1"]) == "use one of: a1, b1"
    assert nearest("x", []) == "there is none"
    assert nearest("zzz", [f"n{i:02}" for i in range(13)]).endswith("n11, …")
    assert nearest("zzz", [f"n{i:02}" for i in range(12)]).endswith("n10, n11")


@pytest.mark.parametrize(("known", "alike"), [("a" * 34, False), ("a" * 36 + "bbbb", True)])
def test_a_long_name_is_compared_by_its_first_eighty_letters(known: str, alike: bool) -> None:
    # alike is what has at least 0.6 in common: 68 of 114 letters have not, 72 of 120 just have
    assert nearest("a" * 500, [known]).startswith("did you mean") is alike


@pytest.mark.parametrize("name", [10**5000, None, Unprintable(), ["gm"], b"gm"], ids=type)
def test_nearest_takes_anything_for_a_name(name: object) -> None:
    assert nearest(name, ["gm"]) == "use one of: gm"


def test_faults_collects_own_errors_and_lets_others_through() -> None:
    faults = Faults()
    for path in ("a", "b"):
        with faults:
            refuse(path, 1, "a str")
    faults.add(Fault("c", 1, "a str"))
    with pytest.raises(ZeroDivisionError), faults:
        raise ZeroDivisionError
    with pytest.raises(PolicyError) as caught:
        faults.raise_as(PolicyError)
    assert [fault.path for fault in caught.value.faults] == ["a", "b", "c"]


def test_no_faults_raise_nothing() -> None:
    Faults().raise_as(InputError)
    assert Faults().found == []


@pytest.mark.parametrize(
    ("error", "base"),
    [
        (InputError, ValueError),
        (UnknownNameError, LookupError),
        (PolicyError, ValueError),
        (MissingParameterError, LookupError),
        (NotCoveredError, LookupError),
        (DefinitionError, CsrulesError),
        (ExtraNotInstalledError, ImportError),
    ],
)
def test_every_error_is_of_the_tree_and_of_its_builtin_kin(
    error: type[CsrulesError], base: type[Exception]
) -> None:
    raised = error(Fault("a", 1, "x"))
    assert isinstance(raised, CsrulesError)
    assert isinstance(raised, base)
    assert str(raised) == "a: got 1 (int); expected x"
    assert pickle.loads(pickle.dumps(raised)).faults == raised.faults


def test_the_door_names_every_error_class() -> None:
    classes = {name for name, thing in vars(errors).items() if isinstance(thing, type)}
    assert {name for name in classes if name.endswith("Error")} <= set(errors.__all__)
