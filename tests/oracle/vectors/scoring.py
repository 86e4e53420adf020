"""The information score of a year: each item at its floor, one step above and beyond it."""

from __future__ import annotations

from itertools import product

from tests.oracle.score import items, total
from tests.oracle.vectors.cases import Book, Case, Json, answer, bad_whole, invalid

NAMES = {
    "missing_periodic": "missing",
    "late_periodic": "late",
    "defects": "defects",
    "late_instant": "late_instant",
    "omitted_instant": "omitted_instant",
    "missing_plans": "plans",
    "missing_training": "outlines",
}
ITEMS = {
    "periodic_on_time": "periodic_on_time",
    "periodic_quality": "periodic_quality",
    "instant_on_time": "instant_on_time",
    "instant_complete": "instant_complete",
    "plans": "plan_and_summary",
    "training": "training_outline",
}
CLAMPS = {"item": "per_item", "total": "total_only"}
CORNERS: dict[str, tuple[int, ...]] = {
    "missing_periodic": (0, 1, 3, 4, 5, 12),
    "late_periodic": (0, 1, 11, 12),
    "defects": (0, 1, 24, 25, 26, 100),
    "late_instant": (0, 1, 19, 20, 21, 300),
    "omitted_instant": (0, 1, 9, 10, 11, 500),
    "missing_plans": (0, 1, 2),
    "missing_training": (0, 1),
}
RULES = {name: f"001-IM-6.1-{number}" for number, name in enumerate(NAMES, 1)}


def worked(given: dict[str, int], clamp: str) -> Case:
    """Items and total in tenths of points; an item is shown at 0 where each is clamped."""
    counts = {NAMES[name]: number for name, number in given.items()}
    points = items(counts)
    shown = {}
    for name, own in ITEMS.items():
        tenths = points[own] * 10
        shown[name] = 0 if clamp == "item" and tenths < 0 else int(tenths)
    return answer({"items": shown, "total": int(total(counts, CLAMPS[clamp]) * 10)})


def book() -> Book:
    """Every vector of the capability."""
    found = Book("scoring")
    worst = {name: values[-1] for name, values in CORNERS.items() if name != "late_periodic"}
    mixed = {"missing_periodic": 4, "late_periodic": 8, "defects": 26, "missing_plans": 2}
    asked = [{}, worst, mixed]
    asked += [{name: value} for name, values in CORNERS.items() for value in values]
    pairs = list(product(CORNERS, CORNERS))
    asked += [
        {one: CORNERS[one][1], other: CORNERS[other][-2]} for one, other in pairs if one < other
    ]
    asked += [{"missing_periodic": first, "late_periodic": 12 - first} for first in range(13)]
    for given, clamp in product(asked, CLAMPS):
        told: dict[str, Json] = given if clamp == "item" else {**given, "clamp": clamp}
        found.add(
            "information_score",
            told,
            worked(given, clamp),
            *(RULES[name] for name in given or RULES),
        )
    most = {"missing_periodic": 12, "late_periodic": 12, "missing_plans": 2, "missing_training": 1}
    bad = {name: bad_whole(0, most.get(name)) for name in CORNERS}
    readings: tuple[Json, ...] = ("items", "", None, 1, "none", "Total")
    found.faults("information_score", {"defects": 1}, bad | {"clamp": readings}, "001-IM-6.1-1")
    for first, late in ((12, 1), (1, 12), (7, 6), (12, 12)):
        given = {"missing_periodic": first, "late_periodic": late}
        expect = invalid("missing_periodic", "late_periodic")
        found.add("information_score", given, expect, "001-IM-6.1-1", "001-IM-6.1-2")
    return found
