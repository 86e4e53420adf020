"""Suites stay whole: what is removed or replaced without a reason is found."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from unittest import SkipTest

import pytest

from csrules.errors import DefinitionError
from csrules.testing import ApprovalSuite, ScoringSuite
from csrules.testing.conformance.reference import Reference
from csrules.testing.conformance.report import Status
from csrules.testing.conformance.suites import SUITES

if TYPE_CHECKING:
    from pathlib import Path


def nothing(self: object, adapter: object) -> None:
    """A test that cannot fail."""


class Mixin:
    test_who_decides = nothing


@pytest.mark.parametrize(
    "body",
    [
        {"test_who_decides": None},
        {"test_who_decides": nothing},
        {"test_vectors": pytest.mark.skip(nothing)},  # a skip is what must be refused
        {"agree": nothing},
        {"teardown_class": None},
        {"own_tests": None, "keep": None, "summary": None},
        {"excused": {"test_who_decides": ""}},
        {"excused": {"test_who_decides": "  "}, "test_who_decides": nothing},
        {"excused": {"test_gone": "why"}},
        {"excused": {"agree": "why"}, "agree": nothing},
        {"readings": {"tie": ["sideways"]}},
        {"readings": {"tie": []}},
        {"readings": ["tie"]},
        {"readings": None},
        {"excused": ["test_who_decides"]},
        {"excused": None},
        {"examples": 0},
        {"examples": "many"},
        {"examples": True},
        {"report": 7},
    ],
)
def test_a_suite_that_is_not_whole_is_refused_when_it_is_defined(body: dict[str, Any]) -> None:
    with pytest.raises(DefinitionError):
        type("TestOurs", (ApprovalSuite,), body)


def test_everything_that_is_wrong_with_a_suite_is_told_at_once() -> None:
    body = {"readings": ["tie"], "excused": [], "examples": 0, "report": 7, "agree": nothing}
    with pytest.raises(DefinitionError) as caught:
        type("TestOurs", (ApprovalSuite,), body)
    assert {fault.path for fault in caught.value.faults} == {
        *body.keys() - {"agree"},
        "TestOurs.agree",
    }


def test_what_stands_in_the_place_of_a_test_is_told() -> None:
    with pytest.raises(DefinitionError, match=r"got <function nothing .*\(function\)"):
        type("TestOurs", (ApprovalSuite,), {"test_who_decides": nothing})


def test_a_mixin_replaces_nothing_either() -> None:
    with pytest.raises(DefinitionError, match="test_who_decides"):
        type("TestOurs", (Mixin, ApprovalSuite), {})


def test_a_test_may_be_replaced_for_a_stated_reason() -> None:
    body = {"test_who_decides": nothing, "excused": {"test_who_decides": "ours asks more"}}
    own: Any = type("TestOurs", (ApprovalSuite,), body)
    (row,) = [each for each in own.summary().results if each.test == "test_who_decides"]
    assert (row.status, row.reason) == (Status.EXCUSED, "ours asks more")


def test_an_excused_test_is_skipped_with_its_reason() -> None:
    body = {"excused": {"test_who_decides": "not yet built"}}
    own: Any = type("TestOurs", (ApprovalSuite,), body)
    with pytest.raises(SkipTest, match="not yet built"):
        own().test_who_decides(Reference())


@pytest.mark.parametrize("name", ["test_who_decides", "compare", "own_tests", "keep"])
def test_what_is_changed_later_is_found_by_every_test_that_is_left(name: str) -> None:
    own: Any = type("TestOurs", (ApprovalSuite,), {"examples": 1})
    setattr(own, name, nothing)
    with pytest.raises(AssertionError, match=f"not whole: {name}"):
        own().test_who_may_sign(Reference())


def test_what_was_never_run_stands_in_the_report() -> None:
    own: Any = type("TestOurs", (ScoringSuite,), {"examples": 1})
    own().test_information_score(Reference())
    by_name = {each.test: each.status for each in own.summary().results}
    assert by_name.pop("test_information_score") is Status.PASSED
    assert set(by_name.values()) == {Status.NOT_RUN}
    assert not own.summary().ok


def test_of_several_runs_of_a_test_a_failure_stays() -> None:
    class Bad(Reference):
        def information_score(self, **given: object) -> object:
            return 1

    own: Any = type("TestOurs", (ScoringSuite,), {"examples": 1})
    for adapter in (Reference(), Bad(), Reference()):
        with suppress(AssertionError):
            own().test_information_score(adapter)
    (row,) = [each for each in own.summary().results if each.test == "test_information_score"]
    assert row.status is Status.FAILED
    assert row.failure is not None


def test_the_results_of_one_suite_are_not_those_of_another() -> None:
    one: Any = type("TestOne", (ScoringSuite,), {"examples": 1})
    other: Any = type("TestOther", (ScoringSuite,), {"examples": 1})
    one().test_information_score(Reference())
    assert all(each.status is Status.NOT_RUN for each in other.summary().results)


def test_nobody_takes_the_place_of_a_suite() -> None:
    with pytest.raises(DefinitionError):
        type("Mine", (ApprovalSuite,), {}, capability=ApprovalSuite.capability)


@pytest.mark.parametrize("suite", SUITES.values())
def test_every_test_of_a_suite_says_what_it_asks_and_by_which_rules(suite: Any) -> None:
    tests = suite.own_tests()
    assert len(tests) >= 5
    assert all(test.__doc__ and test.rules for test in tests.values())


MODULE = """
import pytest
from csrules.testing import ScoringSuite
from csrules.testing.conformance.reference import Reference

class TestOurs(ScoringSuite):
    examples = 2
    readings = {"clamp": ["item"]}
    report = "report.json"
    excused = {"test_vectors": "run in another job"}

    @pytest.fixture
    def adapter(self):
        return Reference()
"""


def test_under_pytest_the_suite_runs_and_leaves_its_report(tmp_path: Path) -> None:
    (tmp_path / "test_ours.py").write_text(MODULE, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider",
               "--deselect", "test_ours.py::TestOurs::test_wrong_questions"]  # fmt: skip
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "3 passed, 1 skipped, 1 deselected" in done.stdout, done.stdout + done.stderr
    report = json.loads((tmp_path / "report.json").read_text("utf-8"))
    statuses = {row["test"]: row["status"] for row in report["results"]}
    assert statuses["test_vectors"] == "excused"
    assert statuses["test_wrong_questions"] == "not_run"
    assert statuses["test_information_score"] == "passed"
    assert report["ok"] is False
