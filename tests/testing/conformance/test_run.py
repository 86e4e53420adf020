"""A run: wrong arguments are refused at once, and a broken adapter is a row of the report."""

from __future__ import annotations

from typing import Any

import pytest

from csrules.errors import InputError
from csrules.testing import run_conformance
from csrules.testing.conformance.reference import Reference
from csrules.testing.conformance.report import ConformanceReport, Result, Status


def rows(report: ConformanceReport, capability: str = "scoring") -> list[Result]:
    return [each for each in report.results if each.capability == capability]


# --- arguments ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "path"),
    [
        ({"adapter_factory": Reference()}, "adapter_factory"),
        ({"capabilities": None}, "capabilities"),
        ({"capabilities": "approval"}, "capabilities"),
        ({"capabilities": []}, "capabilities"),
        ({"capabilities": {}}, "capabilities"),
        ({"capabilities": [["approval"]]}, "capabilities"),
        ({"capabilities": ["payment"]}, "capabilities"),
        ({"capabilities": {"approval": None}}, "capabilities.approval"),
        ({"capabilities": {"approval": ["tie"]}}, "capabilities.approval"),
        ({"capabilities": {"approval": {"ties": ["higher"]}}}, "capabilities.approval.ties"),
        ({"capabilities": {"approval": {"tie": ["upwards"]}}}, "capabilities.approval.tie"),
        ({"capabilities": {"approval": {"tie": []}}}, "capabilities.approval.tie"),
        ({"capabilities": {"approval": {"tie": "higher"}}}, "capabilities.approval.tie"),
        ({"capabilities": {"approval": {"tie": None}}}, "capabilities.approval.tie"),
        ({"capabilities": {"approval": {"tie": [["higher"]]}}}, "capabilities.approval.tie"),
        ({"examples": 0}, "examples"),
        ({"examples": -1}, "examples"),
        ({"examples": "5"}, "examples"),
        ({"examples": None}, "examples"),
        ({"examples": True}, "examples"),
        ({"excused": ["approval.test_vectors"]}, "excused"),
        ({"excused": {"approval.test_nothing": "why"}}, "excused.approval.test_nothing"),
        ({"excused": {"approval.test_vectors": " "}}, "excused.approval.test_vectors"),
        ({"excused": {"approval.test_vectors": None}}, "excused.approval.test_vectors"),
        ({"excused": {"scoring.test_vectors": "why"}}, "excused.scoring.test_vectors"),
        ({"excused": {"test_vectors": "why"}}, "excused.test_vectors"),
    ],
)
def test_a_wrong_argument_is_refused_by_its_name(arguments: dict[str, Any], path: str) -> None:
    right: dict[str, Any] = {"adapter_factory": Reference, "capabilities": ["approval"]}
    with pytest.raises(InputError) as caught:
        run_conformance(**right | arguments)
    assert [fault.path for fault in caught.value.faults] == [path]


def test_every_wrong_argument_is_told_at_once() -> None:
    wrong: Any = {"scoring": {"clamp": []}, "payment": {}, "approval": {"ties": []}}
    with pytest.raises(InputError) as caught:
        run_conformance(Reference(), wrong, examples=0, excused={"approval.test_x": "why"})  # type: ignore[arg-type]  # on purpose
    assert [fault.path for fault in caught.value.faults] == [
        "adapter_factory", "examples", "capabilities.scoring.clamp", "capabilities",
        "capabilities.approval.ties", "excused.approval.test_x",
    ]  # fmt: skip


def test_a_single_name_is_told_as_it_was_given() -> None:
    with pytest.raises(InputError, match=r"capabilities: got 'approval' \(str\).*\[\"approval\"\]"):
        run_conformance(Reference, "approval")


# --- adapters that break --------------------------------------------------------------------------


def broken() -> Any:
    raise ZeroDivisionError("no database today")


class ClosesBadly(Reference):
    def close(self) -> None:
        raise RuntimeError("already closed")


class Ends(BaseException):
    """What is no Exception, as the skip of a test runner is."""


class Ended(Reference):
    def information_score(self, **given: object) -> object:
        raise Ends("skip")


class Exits(Reference):
    def information_score(self, **given: object) -> object:
        raise SystemExit(3)


@pytest.mark.parametrize(
    ("factory", "reason"),
    [
        (broken, "ZeroDivisionError: no database today"),
        (ClosesBadly, "RuntimeError: already closed"),
        (Ended, "Ends: skip; while asked information_score of {"),
        (Exits, "SystemExit: 3; while asked information_score of {"),
    ],
)
def test_an_adapter_that_breaks_is_a_row_and_no_end(factory: Any, reason: str) -> None:
    report = run_conformance(factory, ["scoring"], examples=1)
    assert {each.status for each in rows(report)} == {Status.FAILED}
    assert all(each.reason.startswith(reason) for each in rows(report))


def test_what_was_asked_before_a_break_is_kept() -> None:
    made: list[int] = []

    def once() -> Reference:
        made.append(1)
        return Reference() if len(made) == 1 else broken()

    report = run_conformance(once, ["scoring"], examples=1)
    assert [each.status for each in rows(report)][:2] == [Status.PASSED, Status.FAILED]
    assert rows(report)[0].questions > 100


def test_a_test_that_fails_before_its_adapter_closes_badly_tells_the_failure() -> None:
    class Both(ClosesBadly):
        def information_score(self, **given: object) -> object:
            return 1

    first = rows(run_conformance(Both, ["scoring"], examples=1))[0]
    assert first.failure is not None
    assert first.questions > 100


def test_an_interrupt_ends_the_run_and_tells_the_question_that_is_pending() -> None:
    class Hangs(Reference):
        def information_score(self, **given: object) -> object:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt) as caught:
        run_conformance(Hangs, ["scoring"], examples=1)
    assert caught.value.__notes__[0].startswith("while asked information_score of {")


def test_no_adapter_is_made_for_a_test_that_is_excused() -> None:
    reasons = {
        f"scoring.{each.test}": "why"
        for each in rows(run_conformance(Reference, ["scoring"], examples=1))
    }
    report = run_conformance(broken, ["scoring"], excused=reasons)
    assert {each.status for each in rows(report)} == {Status.EXCUSED}
