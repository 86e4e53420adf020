"""Policies in force: each pack's amendments, every one from a date on."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final

from csrules.policy import amend
from csrules.policyfile import default_policy
from csrules.regulations import PACKS
from csrules.testing.money_amounts import cuts_of
from simulation.amendments import amended, filled
from simulation.world import START

if TYPE_CHECKING:
    from csrules.policy import Policy
    from simulation.draws import Draws

__all__ = ["Books"]

_ALWAYS: Final = datetime(1, 1, 1)
_AHEAD: Final = 30  # days from the decision of an amendment until it is in force, at most

_BEGUN_WITH: Final[dict[str, dict[str, Any]]] = {
    "department": {
        "schedule": {
            "work_days_per_week": 5,
            "weekdays": [1, 2, 3, 4, 5],
            "work_start": "09:00",
            "work_end": "18:00",
            "lunch_hours": 1,
            "lunch_start": "12:00",
        }
    }
}
"""What a company fills in whatever else it leaves open."""


class Books:
    """Which policy of each pack is in force when."""

    def __init__(self, draws: Draws) -> None:
        self.draws = draws
        self.rows: dict[str, list[tuple[datetime, Policy]]] = {}
        for pack in sorted(PACKS):
            begun = amend(default_policy(pack), _BEGUN_WITH.get(pack, {}))
            own = filled(draws, begun, START) if draws.often(85) else begun
            self.rows[pack] = [(_ALWAYS, own)]
        self._corners()

    def at(self, pack: str, moment: datetime) -> Any:
        """The policy of a pack in force at a moment; None for no pack."""
        if not pack:
            return None
        rows = self.rows[pack]
        place = len(rows) - 1
        while rows[place][0] > moment:
            place -= 1
        return rows[place][1]

    def amend(self, pack: str, now: datetime) -> tuple[str, ...]:
        """Amend a pack's newest policy, from now or from the beginning of a later day on."""
        draws, (last, policy) = self.draws, self.rows[pack][-1]
        new, changed = amended(draws, policy, now)
        since = now
        if draws.often(70):
            later = now.date() + timedelta(days=draws.upto(_AHEAD))
            since = datetime.combine(later, time(0))
        if changed:
            self.rows[pack].append((max(last, since), new))
            self._corners()
        return changed

    def _corners(self) -> None:
        """The amounts at which something changes, in the newest policies."""
        newest = (rows[-1][1] for rows in self.rows.values())
        self.draws.corners = tuple(sorted({cut for policy in newest for cut in cuts_of(policy)}))
