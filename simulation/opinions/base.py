"""What the oracle remembers of a case: where it stands, what was brought, and which clocks run."""

from __future__ import annotations

from abc import ABC, abstractmethod
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from csrules.lifecycle.cases import Event

__all__ = ["Opinion", "given", "in_fen", "told"]


def given(value: object) -> bool:
    """Whether a field is filled in: None and blank text say nothing."""
    return value is not None and not (isinstance(value, str) and not value.strip())


def told(data: Mapping[str, Any]) -> dict[str, Any]:
    """What is filled in."""
    return {name: raw for name, raw in data.items() if given(raw)}


def in_fen(amount: Any) -> int | None:
    """An amount of yuan, in any spelling, as whole fen; None for none."""
    return None if not given(amount) else int(Decimal(str(amount)) * 100)


class Opinion(ABC):
    """The independent view of one case, in the words of the oracle; the library is not asked."""

    state: str
    """The state by the oracle's name for it."""
    states: ClassVar[dict[str, str]]
    """The library's name of each state of the oracle."""

    def __init__(self) -> None:
        self.brought: dict[str, Any] = {}
        self.runs: list[tuple[str, datetime, datetime | None]] = []

    @abstractmethod
    def verdict(self, event: Event, policy: Any) -> tuple[str, str]:
        """``accepted``, ``denied``, ``undeclared`` or ``ended``, and the state that follows."""

    @abstractmethod
    def clocks(self, event: Event, policy: Any) -> None:
        """Stop and start clocks as the accepted event asks; ``brought`` has its data already."""

    def go_on(self, event: Event, policy: Any, state: str) -> None:
        """The event was accepted: remember it."""
        self.brought.update(told(event.data))
        self.clocks(event, policy)
        self.state = state

    def stop(self, at: datetime, *names: str) -> None:
        """Stop these clocks, where they run."""
        self.runs = [
            (name, due, at if stopped is None and name in names else stopped)
            for name, due, stopped in self.runs
        ]

    def start(self, at: datetime, name: str, due: datetime | None) -> None:
        """Start a clock, which ends an earlier run of it; none without a due instant."""
        if due is not None:
            self.stop(at, name)
            self.runs.append((name, due, None))

    def running(self, name: str) -> datetime | None:
        """When the running clock of that name is due; None where none runs."""
        for other, due, stopped in reversed(self.runs):
            if other == name:
                return due if stopped is None else None
        return None
