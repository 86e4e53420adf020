"""What every suite is built of: it asks, compares, keeps the results, and guards its tests.

A suite is whole when each of its tests is the one that csrules wrote. A subclass that removes or
replaces one is refused when it is defined, unless ``excused`` says why; whoever changes a class
later is found by every test that still runs; what was never run stands in the report.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from inspect import getattr_static
from os import PathLike
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Final
from unittest import SkipTest

from csrules.errors import DefinitionError, Fault, Faults
from csrules.testing.conformance.asking import Asking
from csrules.testing.conformance.claims import EXAMPLES, judge_excuses, readings_of, unasked
from csrules.testing.conformance.failures import NonConformanceError, UnansweredError, printable
from csrules.testing.conformance.outcomes import told
from csrules.testing.conformance.report import ConformanceReport, Result, Status

if TYPE_CHECKING:
    from csrules.testing.conformance.operations import Capability

__all__ = ["Suite", "cites_rules"]

Test = Callable[[Any, Any], None]

_SETTINGS: Final = {"adapter", "capability", "examples", "excused", "readings", "report",
                    "_asked", "_results"}  # fmt: skip
"""What a subclass is asked to set; anything else of a suite stays as it is."""

_WHOLE: Final[dict[Capability, Mapping[str, Any]]] = {}
"""Everything that makes a suite, by capability: what a subclass is held against."""


def cites_rules(*rules: str) -> Callable[[Test], Test]:
    """Make a method a test of its suite: guarded, counted, and reported with its rule ids."""

    def mark(test: Test) -> Test:
        @wraps(test)
        def run(self: Suite, adapter: Any) -> None:
            _run(self, test, adapter)

        run.__dict__["rules"] = rules
        return run

    return mark


class Suite(Asking):
    """Base of the suites; see `run_conformance` for a run without pytest."""

    excused: ClassVar[Mapping[str, str]] = {}
    """Why a test of the suite is left out, or replaced by one of the subclass's own."""
    report: ClassVar[str | PathLike[str] | None] = None
    """Where pytest leaves the report of this suite."""
    _results: ClassVar[dict[str, Result]]

    def __init_subclass__(cls, capability: Capability | None = None) -> None:
        super().__init_subclass__()
        cls._results = {}
        if capability is None:
            _judge_definition(cls)
            return
        cls.capability = capability
        if capability in _WHOLE:
            raise DefinitionError(Fault("capability", capability, "the suite of csrules alone"))
        parts = {**vars(Asking), **vars(Suite), **vars(cls)}
        own = {name: part for name, part in parts.items() if name not in _SETTINGS}
        _WHOLE[capability] = MappingProxyType(
            {name: part for name, part in own.items() if not name.startswith("__")}
        )

    @classmethod
    def own_tests(cls) -> dict[str, Any]:
        """The tests of the suite as csrules wrote them, by name, in their order."""
        return _tests(cls)

    @classmethod
    def keep(cls, name: str, asked: int = 0, error: BaseException | None = None) -> None:
        """Keep what became of a test, and what ended it; of several runs of it a failure stays."""
        kept = cls._results.get(name)
        if kept is not None and kept.status is Status.FAILED:
            return
        status = Status.PASSED if error is None else Status.FAILED
        failure, reason = None, ""
        if isinstance(error, NonConformanceError):
            failure = error.failure
        elif error is not None:
            reason = str(error) if isinstance(error, UnansweredError) else told(error)
        questions = asked if kept is None else max(asked, kept.questions)
        cls._results[name] = Result(
            cls.capability,
            name,
            _tests(cls)[name].rules,
            status,
            questions,
            failure,
            printable(reason),
        )

    @classmethod
    def summary(cls) -> ConformanceReport:
        """The report of what has run so far, with every test that has not."""
        results = []
        for name, test in cls.own_tests().items():
            result = cls._results.get(name)
            if name in cls.excused:
                status, reason = Status.EXCUSED, cls.excused[name]
                result = Result(cls.capability, name, test.rules, status, 0, None, reason)
            if result is None:
                result = Result(cls.capability, name, test.rules, Status.NOT_RUN)
            results.append(result)
        allowed = readings_of(cls.capability, cls.readings)
        return ConformanceReport(tuple(results), unasked(allowed))

    @classmethod
    def teardown_class(cls) -> None:
        """Write the report, where one is asked for; pytest calls this."""
        if cls.report is not None:
            cls.summary().write(cls.report)


# What guards a suite stands here, out of reach of a subclass that replaces its methods.


def _tests(suite: type[Suite]) -> dict[str, Any]:
    whole = _WHOLE[suite.capability]
    return {name: part for name, part in whole.items() if name.startswith("test_")}


def _judge_definition(suite: type[Suite]) -> None:
    faults, tests = Faults(), _tests(suite)
    with faults:
        judge_excuses(suite.excused, tests)
    with faults:
        readings_of(suite.capability, suite.readings)
    with faults:
        EXAMPLES.read(suite.examples, "examples")
    if not isinstance(suite.report, str | PathLike | None):
        faults.add(Fault("report", suite.report, "the path of a file, or None"))
    for name in _changed(suite):
        path, met = f"{suite.__name__}.{name}", getattr_static(suite, name, None)
        mend = f'excused = {{"{name}": "the reason"}}' if name in tests else "remove it"
        faults.add(Fault(path, met, "the suite's own, or a reason", mend))
    faults.raise_as(DefinitionError)


def _changed(suite: type[Suite]) -> list[str]:
    """The parts of the suite that are not as csrules wrote them, and not excused."""
    parts = _WHOLE[suite.capability].items()
    changed = {name for name, part in parts if getattr_static(suite, name, None) is not part}
    excused = suite.excused if isinstance(suite.excused, Mapping) else ()
    return sorted(changed.difference(excused))


def _run(suite: Suite, test: Test, adapter: Any) -> None:
    """Run one test of a suite, and keep what becomes of it."""
    cls, name = type(suite), test.__name__
    changed = _changed(cls)
    if changed:
        raise AssertionError(f"{cls.__name__} is not whole: {', '.join(changed)}")
    if name in cls.excused:
        raise SkipTest(cls.excused[name])
    suite._asked = 0
    try:
        test(suite, adapter)
    except BaseException as error:
        cls.keep(name, suite._asked, error)
        raise
    cls.keep(name, suite._asked)
