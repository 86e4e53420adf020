"""The report: one form, the same bytes, and a verdict that nothing escapes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from csrules.errors import InputError
from csrules.testing import Capability, run_conformance
from csrules.testing.conformance.reference import Reference
from csrules.testing.conformance.report import SCHEMA, ConformanceReport, Result, Status
from csrules.testing.conformance.suites import SUITES

if TYPE_CHECKING:
    from pathlib import Path


class Lower(Reference):
    """Sends a tie down."""

    def approver(self, **given: str) -> str:
        return (
            "deputy_gm"
            if given["amount"] == "5000.00"
            else super().__getattr__("approver")(**given)
        )


@pytest.fixture(scope="module")
def report() -> ConformanceReport:
    return run_conformance(
        Lower,
        {"approval": {"tie": ["inclusive_words"]}},
        examples=3,
        excused={"approval.test_wrong_questions": "our door is tested elsewhere"},
    )


def test_a_report_is_written_in_its_form_and_the_same_each_time(
    report: ConformanceReport, tmp_path: Path
) -> None:
    report.write(tmp_path / "one.json")
    report.write(tmp_path / "two.json")
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()
    Draft202012Validator(SCHEMA).validate(json.loads((tmp_path / "one.json").read_text("utf-8")))


def test_the_report_names_operation_question_and_rule(report: ConformanceReport) -> None:
    assert not report.ok
    failure = report.failures[0]
    assert failure.operation == "approver"
    assert failure.given["amount"] == "5000.00"
    assert "000-A27-1.3" in failure.rules
    text = str(report)
    assert "5000.00元不低于5000.00元：由总经理核决 [000-A27-1.3]" in text
    assert text.endswith("the system does not conform")


def test_the_report_shows_what_was_not_asked(report: ConformanceReport) -> None:
    by_status: dict[Status, set[str]] = {}
    for each in report.results:
        by_status.setdefault(each.status, set()).add(f"{each.capability}.{each.test}")
    assert by_status[Status.EXCUSED] == {"approval.test_wrong_questions"}
    assert {name.partition(".")[0] for name in by_status[Status.UNSUPPORTED]} == {
        "deadlines", "complaint", "scoring", "attendance",
    }  # fmt: skip
    assert report.unasked["may_sign"] == {"tie": ("higher", "lower")}
    assert "our door is tested elsewhere" in str(report)
    assert "not claimed: scoring" in str(report)


def told(capability: str, status: Status, questions: int = 0) -> Result:
    return Result(capability, "test_vectors", (), status, questions)


@pytest.mark.parametrize(
    ("status", "ok"),
    [
        (Status.PASSED, True),
        (Status.EXCUSED, True),
        (Status.UNSUPPORTED, True),
        (Status.FAILED, False),
        (Status.NOT_RUN, False),
    ],
)
def test_what_failed_or_was_left_out_is_not_well(status: Status, ok: bool) -> None:
    asked = told("approval", Status.PASSED, 9)
    assert ConformanceReport((asked, told("approval", status))).ok is ok


@pytest.mark.parametrize(
    ("results", "silent"),
    [
        ((), ()),
        ((told("approval", Status.UNSUPPORTED),), ()),
        ((told("approval", Status.EXCUSED),), ("approval",)),
        ((told("approval", Status.PASSED, 9), told("scoring", Status.EXCUSED)), ("scoring",)),
    ],
)
def test_where_nothing_was_asked_nothing_is_well(
    results: tuple[Result, ...], silent: tuple[str, ...]
) -> None:
    report = ConformanceReport(results)
    assert report.silent == silent
    assert not report.ok
    rows = str(report).splitlines()
    assert [row for row in rows if row.startswith("nothing was asked")] == [
        f"nothing was asked: {name}" for name in silent
    ]
    assert rows[-1] == "not proved: the run is not whole"
    Draft202012Validator(SCHEMA).validate(report.plain())
    assert report.plain()["silent"] == list(silent)


def test_a_capability_of_which_every_test_is_excused_is_not_proved() -> None:
    tests = {f"scoring.{name}": "why" for name in SUITES[Capability.SCORING].own_tests()}
    report = run_conformance(Reference, ["scoring"], examples=1, excused=tests)
    assert not report.ok
    assert "nothing was asked: scoring" in str(report)


def test_a_report_is_written_whatever_a_system_says(tmp_path: Path) -> None:
    answers = iter(["\ud800", ["[" * 300], {"a": "\x1b[31m"}])

    class Strange(Reference):
        def information_score(self, **given: object) -> object:
            return next(answers, "\ud800")

    report = run_conformance(Strange, ["scoring"], examples=1)
    report.write(tmp_path / "report.json")
    written = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert written == report.plain()
    str(report).encode("utf-8")


def test_an_answer_that_is_nested_too_deep_is_an_error_and_can_be_written(tmp_path: Path) -> None:
    deep: list[object] = []
    for _ in range(600):
        deep = [deep]

    class Deep(Reference):
        def information_score(self, **given: object) -> object:
            return deep

    report = run_conformance(Deep, ["scoring"], examples=1)
    report.write(tmp_path / "report.json")
    assert "nested deeper than 20 levels" in (tmp_path / "report.json").read_text("utf-8")


@pytest.mark.parametrize("place", ["nowhere/report.json", ".", "a\0b", 7])
def test_where_a_report_cannot_be_written_it_says_so(
    report: ConformanceReport, tmp_path: Path, place: Any
) -> None:
    target = tmp_path / place if isinstance(place, str) else place
    with pytest.raises(InputError, match=r"report: got .*a file that can be written"):
        report.write(target)


def test_an_adapter_that_answers_nonsense_fails_and_ends_nothing() -> None:
    class Nonsense:
        def information_score(self, **given: int) -> dict[str, int]:
            return {"total": len(given)}

    report = run_conformance(Nonsense, ["scoring"], examples=2)
    assert {each.status for each in report.results if each.capability == "scoring"} == {
        Status.FAILED, Status.PASSED,
    }  # fmt: skip


def test_an_adapter_is_made_for_each_test_and_closed() -> None:
    made: list[str] = []

    class Counted(Reference):
        def __init__(self) -> None:
            made.append("open")

        def close(self) -> None:
            made.append("close")

    report = run_conformance(Counted, ["scoring"], examples=1)
    own = [each for each in report.results if each.capability == "scoring"]
    assert made == ["open", "close"] * len(own)
