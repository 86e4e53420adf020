"""The monthly review beside the oracle: its two steps, and when it is due."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

from simulation.opinions.base import Opinion, given
from simulation.opinions.dues import review

if TYPE_CHECKING:
    from csrules.lifecycle.cases import Event

__all__ = ["ReviewOpinion"]

_STEPS: Final = {("", "schedule"): "LISTED", ("LISTED", "review"): "REVIEWED"}
_BEARS: Final = ("marketing", "cs")
"""Art. 28.2: whose bonus is reduced."""


class ReviewOpinion(Opinion):
    """One closed form under review."""

    states: ClassVar[dict[str, str]] = {"": "new", "LISTED": "listed", "REVIEWED": "reviewed"}

    def __init__(self) -> None:
        super().__init__()
        self.state = ""

    def verdict(self, event: Event, policy: Any) -> tuple[str, str]:
        """Art. 28.1 and 28.2: listed when closed, reviewed by the GM office."""
        del policy
        if self.state == "REVIEWED":
            return "ended", self.state
        target = _STEPS.get((self.state, event.name))
        if target is None:
            return "undeclared", self.state
        good = event.by == "gm_office" and self._answered(event)
        return ("accepted", target) if good else ("denied", self.state)

    @staticmethod
    def _answered(event: Event) -> bool:
        data = event.data
        if event.name == "schedule":
            return given(data.get("form_id")) and given(data.get("closed_on"))
        if not (given(data.get("administrative_sanction")) and given(data.get("bonus_penalty"))):
            return False
        if data["bonus_penalty"] is False:
            return True
        return data.get("department") in _BEARS and given(data.get("cause_item"))

    def clocks(self, event: Event, policy: Any) -> None:
        """By the day of the month after the closing."""
        if event.name == "schedule":
            self.start(event.at, "review", review(policy, event.data["closed_on"]))
        else:
            self.stop(event.at, "review")
