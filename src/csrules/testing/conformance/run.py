"""A run of the suites without pytest."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from csrules.errors import Fault, Faults, InputError
from csrules.testing.conformance.claims import EXAMPLES, claims_of, judge_excuses
from csrules.testing.conformance.operations import Capability
from csrules.testing.conformance.report import ConformanceReport, Result, Status
from csrules.testing.conformance.suites import SUITES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

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
    What either of them raises stands in the report. An interrupt ends the run; its traceback tells
    the question that was pending.
    ``capabilities`` are names, or names with the readings that the system supports; of a reading
    that is not named it supports all. ``examples`` is how many rounds of questions each property
    draws, ``excused`` says by ``"capability.test"`` why a test is left out.

    Raises `InputError` with everything that is wrong with the arguments: no capability, one that
    is unknown, an unknown reading or test, no reason, no rounds.

    >>> from csrules.testing.conformance.reference import Reference
    >>> report = run_conformance(Reference, {"approval": {"tie": ["inclusive_words"]}}, examples=5)
    >>> report.ok, report.unasked["approver"]
    (True, {'tie': ('higher', 'lower')})
    """
    excused = {} if excused is None else excused
    faults, claimed = Faults(), {}
    if not callable(adapter_factory):
        faults.add(
            Fault("adapter_factory", adapter_factory, "what makes an adapter", "give its class")
        )
    with faults:
        EXAMPLES.read(examples, "examples")
    with faults:
        claimed = claims_of(capabilities)
    with faults:
        tests = [
            f"{each}.{name}" for each in claimed or SUITES for name in SUITES[each].own_tests()
        ]
        judge_excuses(excused, tests)
    faults.raise_as(InputError)
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
            "excused": {
                test.removeprefix(f"{capability}."): reason
                for test, reason in excused.items()
                if test.startswith(f"{capability}.")
            },
        }
        own: Any = type(f"Run{suite.__name__}", (suite,), settings)
        summary = _run(own, adapter_factory)
        results += summary.results
        unasked |= summary.unasked
    return ConformanceReport(tuple(results), unasked)


def _run(suite: type[Suite], adapter_factory: Callable[[], Any]) -> ConformanceReport:
    for name in suite.own_tests():
        if name in suite.excused:
            continue
        try:
            with _opened(adapter_factory) as adapter:
                getattr(suite(), name)(adapter)
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # a stranger's system, or its test runner, is not our end
            suite.keep(name, error=error)
    return suite.summary()


@contextmanager
def _opened(adapter_factory: Callable[[], Any]) -> Iterator[Any]:
    adapter = adapter_factory()
    try:
        yield adapter
    finally:
        close = getattr(adapter, "close", None)
        if callable(close):
            close()
