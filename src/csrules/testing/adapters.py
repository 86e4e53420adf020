"""What a tester's own system looks like to a machine that drives it beside the model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from csrules.lifecycle.cases import Event

__all__ = ["Adapter", "ClockedAdapter"]


class Adapter(Protocol):
    """A tester's own system with one case in it, as new; a method ``close()`` is called at the end.

    >>> class Ours:
    ...     def __init__(self) -> None:
    ...         self.at = "new"
    ...     def apply(self, event: Event) -> bool:
    ...         if (self.at, event.name) != ("new", "propose"):
    ...             return False
    ...         self.at = "proposed"
    ...         return True
    ...     def state(self) -> str:
    ...         return self.at
    """

    def apply(self, event: Event) -> bool:
        """Have the system do what happened; whether it accepted."""

    def state(self) -> str:
        """The state in which the case now stands, by the workflow's own name for it."""


class ClockedAdapter(Adapter, Protocol):
    """An adapter of a system that keeps time limits too: they are compared where it offers them."""

    def clocks(self) -> Mapping[str, datetime]:
        """When each clock that now runs is due, by the workflow's own name for the clock."""
