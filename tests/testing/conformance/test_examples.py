"""The two shops: the one that is right conforms, and each mistake of the other is found."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from csrules.testing import Capability, ConformanceReport, run_conformance
from csrules.testing.conformance.report import Status
from examples.conformance import wrong
from examples.conformance.adapter import CLAIMS, ShopAdapter

SHOP = Path(wrong.__file__).parent / "shop"
MISTAKES = {
    "approval": ({"approver", "may_sign"}, "000-A27-1.3", "5000.00"),
    "deadlines": (
        {"elapsed_hours", "working_hours", "calendar_days", "working_days", "month_day"},
        "001-FA-3.4-5",
        "makeup",
    ),
    "complaint": ({"complaint"}, "000-A20-1", "accept_result"),
    "scoring": ({"information_score"}, "001-IM-6.1-1", ""),
    "attendance": ({"lateness_deduction"}, "S2-03-12", "'late_days': 3"),
}
"""By capability: the operations that go wrong, a rule id, and what the question shows."""


def failed(report: ConformanceReport) -> set[str]:
    return {each.capability for each in report.results if each.status is Status.FAILED}


def test_the_shop_knows_nothing_of_csrules() -> None:
    for path in sorted(SHOP.glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        names += [
            a.name for node in ast.walk(tree) if isinstance(node, ast.Import) for a in node.names
        ]
        assert not [name for name in names if name.startswith("csrules")], path.name


def test_the_shop_conforms() -> None:
    report = run_conformance(ShopAdapter, CLAIMS, examples=6)
    assert report.ok, str(report)
    assert {each.status for each in report.results} == {Status.PASSED}
    assert report.unasked["lateness_deduction"] == {"escalation": ("flat",), "rounding": ("sum",)}


def test_each_of_the_five_mistakes_is_found_and_named() -> None:
    report = run_conformance(wrong.WrongShop, CLAIMS, examples=6)
    assert failed(report) == set(MISTAKES)
    for capability, (operations, rule, shown) in MISTAKES.items():
        rows = [each for each in report.results if each.capability == capability]
        failures = [each.failure for each in rows if each.failure is not None]
        assert {failure.operation for failure in failures} <= operations
        assert rule in {one for failure in failures for one in failure.rules}
        assert any(shown in str(failure.given) for failure in failures)
        drawn = [each for each in rows if each.failure and each.test != "test_vectors"]
        assert drawn, f"{capability}: the properties find it without the vectors"


@pytest.mark.parametrize("capability", Capability)
def test_a_suite_finds_its_own_mistake_and_no_other(capability: Capability) -> None:
    """So each mistake alone is found by exactly one suite."""
    own, others = {capability: CLAIMS[capability]}, set(Capability) - {capability}
    assert failed(run_conformance(wrong.faulty(capability), own, examples=2)) == {capability}
    assert run_conformance(wrong.faulty(*sorted(others)), own, examples=2).ok
