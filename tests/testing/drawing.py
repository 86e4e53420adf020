"""What a strategy gives in a fixed number of examples, always the same ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from hypothesis import HealthCheck, Phase, find, given, settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import SearchStrategy

T = TypeVar("T")

FIXED = settings(
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
"""The same examples in every run; they show what a strategy reaches."""

CALM = settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
"""Fewer examples, and no clock beside them: what is drawn here is large."""


def drawn(strategy: SearchStrategy[T], number: int = 300) -> list[T]:
    """The first examples of ``strategy``."""
    found: list[T] = []

    @settings(FIXED, max_examples=number)
    @given(strategy)
    def take(example: T) -> None:
        found.append(example)

    take()
    return found


def simplest(strategy: SearchStrategy[T], condition: Callable[[T], bool]) -> T:
    """What an example that meets ``condition`` shrinks to."""
    fixed = settings(FIXED, phases=[Phase.generate, Phase.shrink], max_examples=2000)
    return find(strategy, condition, settings=fixed)
