"""Plain data made smaller: as small as still shows the fault, and never another fault."""

from __future__ import annotations

from typing import Any

import pytest

from csrules.testing.conformance.simplest import simplest


@pytest.mark.parametrize(
    ("question", "needed", "found"),
    [
        ({"a": 731, "b": 2}, lambda q: q.get("a", 0) > 36, {"a": 37}),
        ({"a": "731.29"}, lambda q: float(q.get("a", 0)) >= 5, {"a": "5"}),
        ({"a": "731.29"}, lambda q: float(q.get("a", 0)) > 5, {"a": "5.01"}),
        ({"a": ["x y", "z z", "w w"]}, lambda q: len(q.get("a", ())) > 1, {"a": ["a", "a"]}),
        ([1, 2, 3, 4, 5, 6, 7], lambda q: {2, 6} <= set(q), [2, 6]),
        ({"at": "2026-05-01T08:30:00"}, lambda q: "at" in q, {"at": "2026-05-01T08:30:00"}),
        ({"flag": True, "by": "customer"}, lambda q: len(q) == 2, {"flag": True, "by": "customer"}),
    ],
)
def test_nothing_smaller_shows_it(question: Any, needed: Any, found: Any) -> None:
    assert simplest(question, needed) == found


def test_what_is_smallest_already_stays() -> None:
    assert simplest({"a": 1}, lambda question: question == {"a": 1}) == {"a": 1}
