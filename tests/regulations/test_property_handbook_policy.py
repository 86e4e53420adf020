"""The handbook's parameters: each names every rule that its number or reading serves."""

from __future__ import annotations

import pytest

from csrules.errors import PolicyError
from csrules.policy import amend, leaves
from csrules.regulations import property_handbook
from csrules.regulations.property_handbook import bonus_range

POLICY = property_handbook.policy()
SOURCES = {path: leaf.source for path, leaf, _ in leaves(POLICY)}


@pytest.mark.parametrize(
    ("path", "rules"),
    [
        (
            "reports.instant_minutes",
            [
                "001-IM-4.1-2",
                "001-IM-4.1-3",
                "001-IM-4.1-4",
                "001-IM-4.1-7",
                "001-IM-4.1-8",
                "001-IM-4.1-9",
                "001-IM-4.1-10",
            ],
        ),
        ("reports.feedback_day", ["001-IM-4.1-1", "001-IM-5.1-1"]),
        ("reports.formats", ["001-IM-4.3-1", "001-IM-4.3-3"]),
        ("performance.gravity", ["001-FA-5-3", "001-FA-5-4"]),
    ],
)
def test_a_parameter_names_every_rule_it_serves(path: str, rules: list[str]) -> None:
    assert SOURCES[path].split(", ") == rules


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"lower_to": "49.99"}, [("lower_to", "50.00")]),
        ({"lower_from": "100.01"}, [("lower_to", "100.01")]),
        ({"upper_to": "99.99"}, [("upper_to", "100.00")]),
        ({"upper_to": "99.99", "lower_to": 0}, [("lower_to", "50.00"), ("upper_to", "100.00")]),
    ],
)
def test_a_range_has_its_lower_end_first(
    changes: dict[str, object], faults: list[tuple[str, str]]
) -> None:
    """001-FA-5-3: from 50 to 100 yuan; 001-FA-5-4: from 100 to 500."""
    with pytest.raises(PolicyError) as caught:
        amend(POLICY, {"performance": changes})
    assert [(fault.path, fault.expected) for fault in caught.value.faults] == [
        (f"performance.{path}", f"yuan, not below {low}") for path, low in faults]  # fmt: skip


@pytest.mark.parametrize(
    ("end", "fault", "amount"),
    [("lower_to", "result_not_recorded", 50), ("upper_from", "quarrel", 500)],
)
def test_a_range_may_be_a_single_amount(end: str, fault: str, amount: int) -> None:
    span = bonus_range(amend(POLICY, {f"performance.{end}": amount}), [fault])
    assert span.low == span.high == amount
