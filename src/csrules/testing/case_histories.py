"""Histories: accepted events from the first one on, with the case and the facts they lead to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
from hypothesis import strategies as st

from csrules.testing.event_draws import step

if TYPE_CHECKING:
    from datetime import datetime

    from csrules.lifecycle.cases import Case, Event, Fact
    from csrules.policy import Policy
    from csrules.workcalendar import WorkCalendar
    from csrules.workflow import Workflow

__all__ = ["History", "histories"]


@attrs.frozen
class History:
    """What happened to a case: the case as it stands, and the facts that led there."""

    case: Case
    facts: tuple[Fact, ...] = ()

    @property
    def events(self) -> tuple[Event, ...]:
        """The accepted events, in their order."""
        return tuple(fact.event for fact in self.facts)

    @property
    def way(self) -> tuple[str, ...]:
        """The names of the events, in their order."""
        return tuple(fact.event.name for fact in self.facts)


@st.composite
def histories(
    draw: st.DrawFn,
    workflow: Workflow,
    policy: Policy | None = None,
    calendar: WorkCalendar | None = None,
    *,
    max_size: int = 12,
    min_size: int = 0,
    start: datetime | None = None,
    case_id: str = "case-1",
) -> History:
    """Histories of up to ``max_size`` accepted events, each drawn from those that are enabled.

    They reach deep states, because no event is ever refused. ``min_size`` is what is aimed at: a
    case that has ended stops before. The first event happens at ``start`` or soon after it.

    >>> from datetime import datetime
    >>> from hypothesis import find
    >>> from csrules.regulations import company
    >>> lives = histories(company.IMPROVEMENT, start=datetime(2024, 3, 1, 9))
    >>> find(lives, lambda life: life.case.state == "effect_confirmed").way
    ('propose', 'arrange', 'execute', 'confirm')
    """
    case, facts = workflow.new(case_id), ()
    size = draw(st.integers(min_size, max_size))
    found = History(case, facts)
    for _ in range(size):
        answer = step(draw, workflow, found.case, policy, calendar, start=start)
        if answer is None:
            break
        found = History(answer.case, (*found.facts, answer.fact))
    return found
