"""The report: one form, the same bytes, and a verdict that nothing escapes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator

from csrules.errors import DefinitionError, InputError
from csrules.testing import run_conformance
from csrules.testing.conformance.reference import Reference
from csrules.testing.conformance.report import SCHEMA, ConformanceReport, Result, Status

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
    assert ConformanceReport((Result("approval", "test_vectors", (), status),)).ok is ok


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


@pytest.mark.parametrize(
    ("claims", "excused", "error"),
    [
        (["payment"], {}, InputError),
        ({"approval": {"ties": ["higher"]}}, {}, DefinitionError),
        ({"approval": {"tie": ["upwards"]}}, {}, DefinitionError),
        ({"approval": {"tie": []}}, {}, DefinitionError),
        (["approval"], {"approval.test_nothing": "why"}, DefinitionError),
        (["approval"], {"approval.test_vectors": " "}, DefinitionError),
        (["approval"], {"scoring.test_vectors": "why"}, DefinitionError),
    ],
)
def test_a_claim_that_the_contract_does_not_know_is_refused(
    claims: object, excused: dict[str, str], error: type[Exception]
) -> None:
    with pytest.raises(error):
        run_conformance(Reference, claims, examples=1, excused=excused)  # type: ignore[arg-type]  # lists and mappings
