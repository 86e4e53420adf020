"""The handbook's parameters: each names every rule that its number or reading serves."""

from __future__ import annotations

import pytest

from csrules.policy import leaves
from csrules.regulations import property_handbook

SOURCES = {path: leaf.source for path, leaf, _ in leaves(property_handbook.policy())}


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
