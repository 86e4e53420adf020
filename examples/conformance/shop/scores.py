"""The yearly information score of a department, in tenths of points."""

from typing import Any

from .doors import WrongInput, choice, whole

ITEMS = {
    "periodic_on_time": (20, {"missing_periodic": 5, "late_periodic": 1}),
    "periodic_quality": (25, {"defects": 1}),
    "instant_on_time": (20, {"late_instant": 1}),
    "instant_complete": (20, {"omitted_instant": 2}),
    "plans": (10, {"missing_plans": 5}),
    "training": (5, {"missing_training": 5}),
}
MOST = {"missing_periodic": 12, "late_periodic": 12, "missing_plans": 2, "missing_training": 1}


class Scores:
    """Six items that lose points for each mistake."""

    def score(self, counts: dict[str, Any], clamp: str) -> dict[str, Any]:
        """What is left of each item and in all."""
        choice(clamp, "clamp", ("item", "total"))
        read = {name: whole(raw, name, 0, MOST.get(name, 10**17)) for name, raw in counts.items()}
        if read.get("missing_periodic", 0) + read.get("late_periodic", 0) > MOST["late_periodic"]:
            raise WrongInput("late_periodic")
        items = {}
        for item, (full, losses) in ITEMS.items():
            left = full - sum(read.get(name, 0) * each for name, each in losses.items())
            items[item] = max(0, left) if self.each_stops(clamp) else left
        return {"items": items, "total": max(0, sum(items.values()))}

    def each_stops(self, clamp: str) -> bool:
        """Whether an item stops at zero on its own."""
        return clamp == "item"
