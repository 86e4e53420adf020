"""A run of the suites without pytest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from csrules.errors import DefinitionError, Fault
from csrules.kinds import Choice
from csrules.testing.conformance.operations import Capability
from csrules.testing.conformance.report import ConformanceReport, Result, Status
from csrules.testing.conformance.suites import SUITES

if TYPE_CHECKING:
    from collections.abc import Callable

    from csrules.testing.conformance.suite import Suite

__all__ = ["run_conformance"]


def run_conformance(
    adapter_factory: Callable[[], Any],
    capabilities: Iterable[str] | Mapping[str, Mapping[str, Sequence[str]]] = tuple(Capability),
    *,
    examples: int = 50,
    excused: Mapping[str, str] | None = None,
) -> ConformanceReport:
    """Ask a system everything about the capabilities that it claims, and report.

    ``adapter_factory`` makes an adapter for each test; one with a method ``close()`` is closed.
    ``capabilities`` are names, or names with the readings that the system supports; of a reading
    that is not named it supports all. ``examples`` is how many rounds of questions each property
    draws, ``excused`` says by ``"capability.test"`` why a test is left out.

    Raises `InputError` for an unknown capability, `DefinitionError` for an unknown reading or test.

    >>> from csrules.testing.conformance.reference import Reference
    >>> report = run_conformance(Reference, {"approval": {"tie": ["inclusive_words"]}}, examples=5)
    >>> report.ok, report.unasked["approver"]
    (True, {'tie': ('higher', 'lower')})
    """
    claimed: dict[Capability, Mapping[str, Sequence[str]]] = {}
    for claim in capabilities:
        readings = capabilities[claim] if isinstance(capabilities, Mapping) else {}
        claimed[Choice(Capability).read(claim, "capability")] = readings
    reasons: dict[str, dict[str, str]] = {}
    for test, reason in (excused or {}).items():
        capability, _, name = test.partition(".")
        reasons.setdefault(Choice(Capability).read(capability, "excused"), {})[name] = reason
    for capability in reasons.keys() - claimed.keys():
        raise DefinitionError(Fault("excused", capability, "a capability that is claimed"))
    results: list[Result] = []
    unasked: dict[str, Any] = {}
    for capability, suite in SUITES.items():
        if capability not in claimed:
            rows = suite.own_tests().items()
            results += [Result(capability, name, t.rules, Status.UNSUPPORTED) for name, t in rows]
            continue
        settings: dict[str, Any] = {
            "examples": examples,
            "readings": claimed[capability],
            "excused": reasons.get(capability, {}),
        }
        own: Any = type(f"Run{suite.__name__}", (suite,), settings)
        summary = _run(own, adapter_factory)
        results += summary.results
        unasked |= summary.unasked
    return ConformanceReport(tuple(results), unasked)


def _run(suite: type[Suite], adapter_factory: Callable[[], Any]) -> ConformanceReport:
    for name in suite.own_tests():
        adapter = adapter_factory()
        with suppress(Exception):  # the suite has kept what came of it
            getattr(suite(), name)(adapter)
        close = getattr(adapter, "close", None)
        if callable(close):
            close()
    return suite.summary()
