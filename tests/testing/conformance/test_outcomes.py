"""Outcomes: what conforms to what, and what a stranger's system may do to us."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

import pytest

from csrules.errors import InputError
from csrules.testing import Declined, Invalid
from csrules.testing.conformance.outcomes import Outcome, ask


def answer(content: Any) -> Outcome:
    return Outcome("answer", content)


def refused(*rules: str) -> Outcome:
    return Outcome("refused", rules)


@pytest.mark.parametrize(
    ("got", "expected", "meets"),
    [
        (answer("gm"), answer("gm"), True),
        (answer("gm"), answer("deputy_gm"), False),
        (answer(1), answer(True), False),
        (answer({"late": 1}), answer({"late": True}), False),
        (answer({"sum": 1, "more": 2}), answer({"sum": 1}), False),
        (answer([1, 2]), answer([1, 2]), True),
        (answer([1]), answer([1, 2]), False),
        (answer(True), refused("a"), False),
        (refused("a"), refused("a", "b"), True),
        (refused("a", "c"), refused("a", "b"), False),
        (refused(), refused("a"), False),
        (refused(), refused(), True),
        (refused("x"), refused(), True),
        (refused("a"), Outcome("invalid", ("a",)), False),
        (Outcome("error", "x"), Outcome("error", "x"), False),
    ],
)
def test_what_meets_what(got: Outcome, expected: Outcome, meets: bool) -> None:
    assert got.meets(expected) is meets


class Unspeakable(Exception):  # noqa: N818  # a stranger's
    """What cannot even say what it is."""

    def __str__(self) -> str:
        raise RuntimeError


class Stranger:
    """A system that does as it is told."""

    def does(self, what: Any) -> Any:
        if isinstance(what, Exception):
            raise what
        return what


@pytest.mark.parametrize(
    ("what", "kind"),
    [
        (Declined("r"), "refused"),
        (Invalid("f"), "invalid"),
        (KeyError("k"), "error"),
        (float("nan"), "error"),
        (object(), "error"),
        ({"a": [1]}, "answer"),
        ({"a": (1,)}, "error"),
        ({1: "a"}, "error"),
        (OrderedDict(a=1), "error"),
        (Unspeakable(), "error"),
    ],
)
def test_whatever_a_system_does_is_an_outcome(what: Any, kind: str) -> None:
    outcome = ask(Stranger(), "does", {"what": what})
    assert outcome.kind == kind
    assert str(outcome).startswith(f'{{"{kind}":')


@pytest.mark.parametrize(
    ("answer_", "told"),
    [
        ((1,), "the answer is of type tuple"),
        ({"clocks": OrderedDict()}, "the answer['clocks'] is of type OrderedDict"),
        ([1, [b"x"]], "the answer[1][0] is of type bytes"),
        ({1: 2}, "a name in the answer is of type int"),
        (float("nan"), "ValueError"),
    ],
)
def test_what_is_no_plain_data_is_told_by_its_place_and_type(answer_: Any, told: str) -> None:
    assert ask(Stranger(), "does", {"what": answer_}).content.startswith(told)


def test_an_answer_in_itself_is_an_error() -> None:
    circle: list[object] = []
    circle.append(circle)
    assert "nested" in ask(Stranger(), "does", {"what": circle}).content


def test_a_method_may_be_told_by_position() -> None:
    assert ask(Stranger(), "does", {}, "gm") == answer("gm")


def test_a_method_that_is_not_there_is_an_error() -> None:
    assert ask(Stranger(), "approver", {}).kind == "error"


@pytest.mark.parametrize("outcome", [answer([1]), refused("a"), Outcome("invalid", ("b",))])
def test_an_outcome_comes_back_from_what_is_written(outcome: Outcome) -> None:
    assert Outcome.read(outcome.plain()) == outcome


@pytest.mark.parametrize("raw", [None, {}, {"refused": []}, {"answer": 1, "invalid": 2}, {"ok": 1}])
def test_anything_else_is_no_outcome(raw: object) -> None:
    with pytest.raises(InputError, match="expect"):
        Outcome.read(raw)
