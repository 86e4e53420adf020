"""A known life of every workflow of every pack: what its seeds are cut from."""

from __future__ import annotations

from datetime import datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from hypothesis import HealthCheck, Phase, given, settings

from csrules.policyfile import default_policy
from csrules.regulations import PACKS
from csrules.testing import histories
from csrules.workcalendar import cn_calendar
from csrules.workflow import Workflow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hypothesis.strategies import SearchStrategy

    from csrules.policy import Policy
    from csrules.testing.case_histories import History

__all__ = ["CALENDAR", "LIVES", "POLICIES", "drawn"]

CALENDAR: Final = cn_calendar(range(2024, 2027), hours="08:30-12:00,13:30-17:30")
POLICIES: Final[dict[str, Policy]] = {pack: default_policy(pack) for pack in PACKS}


def drawn(strategy: SearchStrategy[Any], count: int) -> list[Any]:
    """The same few examples of a strategy each time."""
    found: list[Any] = []

    @settings(
        max_examples=count,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def draw(example: Any) -> None:
        found.append(example)

    draw()
    return found


def _lives() -> Iterator[tuple[Workflow, History]]:
    for pack in PACKS:
        door = import_module(f"csrules.regulations.{pack}")
        for flow in (getattr(door, name) for name in door.__all__):
            if isinstance(flow, Workflow):
                lives = histories(
                    flow, POLICIES.get(flow.pack), CALENDAR, start=datetime(2024, 3, 1, 9)
                )
                yield flow, max(drawn(lives, 12), key=lambda life: len(life.facts))


LIVES: Final[tuple[tuple[Workflow, History], ...]] = tuple(_lives())
