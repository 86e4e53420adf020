"""Tests run inside this process, one by one, until the first one fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import Phase, settings

from mutation.pool import limit_cpu

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import pytest

__all__ = ["Failures", "first_failure", "passes", "unshrunk"]


class Failures:
    """A pytest plugin that keeps whether anything failed since it was last asked."""

    failed = False

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Notice a failure of a test, of its set-up or of its tear-down."""
        Failures.failed |= report.failed

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Notice a file that cannot be collected."""
        Failures.failed |= report.failed


def passes(item: pytest.Item, following: pytest.Item | None) -> bool:
    """Whether a collected test passes; ``following`` is the one that is run next."""
    Failures.failed = False
    item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
    return not Failures.failed


def first_failure(items: Iterable[pytest.Item], limit: Callable[[str], float]) -> str:
    """The id of the first test that fails, or nothing; ``limit`` in seconds of computing.

    A test beyond its limit ends the process.
    """
    chosen = list(items)
    for item, following in zip(chosen, [*chosen[1:], None], strict=True):
        limit_cpu(limit(item.nodeid))
        if not passes(item, following):
            return item.nodeid
    limit_cpu(0)
    return ""


def unshrunk(examples: int) -> None:
    """Have hypothesis draw so many examples and stop at the first that fails."""
    profile = settings(
        settings.get_profile("csrules"),
        max_examples=examples,
        phases=[Phase.explicit, Phase.generate],
        database=None,
    )
    settings.register_profile("mutation", profile)
    settings.load_profile("mutation")
