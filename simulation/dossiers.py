"""A case on the desk: as the library has it, as it was stored, and as the oracle sees it."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any, Final

import attrs

from simulation.opinions import opinion_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from csrules.lifecycle.cases import Case, Event, Fact, Key
    from simulation.flows import Flow
    from simulation.opinions.base import Opinion

__all__ = ["Desk", "Dossier"]

_REMEMBERED: Final = 40  # ended cases to which somebody may come back


@attrs.define(eq=False)
class Dossier:
    """One case: ``case`` is what the library made, ``twin`` the same case replayed from facts."""

    flow: Flow
    case: Case
    twin: Case
    opinion: Opinion | None
    """The independent oracle of this case, where there is one."""
    begins_with: tuple[str, Mapping[str, Any]] | None = None
    """The first event and its data, where another case started this one."""
    facts: list[Fact] = attrs.field(factory=list)
    stored: list[str] = attrs.field(factory=list)
    """The facts as JSON, all that a restart finds."""
    keys: set[Key] = attrs.field(factory=set)
    last: datetime | None = None
    stuck: int = 0
    """Refusals since the last accepted event."""

    @property
    def events(self) -> list[Event]:
        """The accepted events."""
        return [fact.event for fact in self.facts]


class Desk:
    """The open cases, and the last of those that have ended."""

    def __init__(self) -> None:
        self.open: list[Dossier] = []
        self.ended: deque[Dossier] = deque(maxlen=_REMEMBERED)
        self.number = 0

    def new(self, flow: Flow, begins_with: tuple[str, Mapping[str, Any]] | None = None) -> Dossier:
        """A new case on the desk."""
        self.number += 1
        case_id = f"{flow.name}-{self.number}"
        case, twin = flow.workflow.new(case_id), flow.workflow.new(case_id)
        found = Dossier(flow, case, twin, opinion_of(flow.name), begins_with)
        self.open.append(found)
        return found

    def put_away(self, dossier: Dossier) -> None:
        """Take a case off the desk: it has ended, or nobody goes on with it."""
        if dossier in self.open:
            self.open.remove(dossier)
            self.ended.append(dossier)
