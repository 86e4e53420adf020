"""What every suite is built of: it asks, compares, keeps the results, and guards its tests.

A suite is whole when each of its tests is the one that csrules wrote. A subclass that removes or
replaces one is refused when it is defined, unless ``excused`` says why; whoever changes a class
later is found by every test that still runs; what was never run stands in the report.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from inspect import getattr_static
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Final
from unittest import SkipTest

from csrules.errors import DefinitionError, Fault, Faults, nearest
from csrules.testing.conformance.asking import Asking
from csrules.testing.conformance.claims import readings_of, unasked
from csrules.testing.conformance.failures import NonConformanceError
from csrules.testing.conformance.report import ConformanceReport, Result, Status

if TYPE_CHECKING:
    import os

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
            self._run(test, rules, adapter)

        run.__dict__["rules"] = rules
        return run

    return mark


class Suite(Asking):
    """Base of the suites; see `run_conformance` for a run without pytest."""

    excused: ClassVar[Mapping[str, str]] = {}
    """Why a test of the suite is left out, or replaced by one of the subclass's own."""
    report: ClassVar[str | os.PathLike[str] | None] = None
    """Where pytest leaves the report of this suite."""
    _results: ClassVar[dict[str, Result]]

    def __init_subclass__(cls, capability: Capability | None = None) -> None:
        super().__init_subclass__()
        cls._results = {}
        if capability is None:
            cls._judge_definition()
            return
        cls.capability = capability
        if capability in _WHOLE:
            raise DefinitionError(Fault("capability", capability, "the suite of csrules alone"))
        parts = {**vars(Asking), **vars(Suite), **vars(cls)}
        own = {name: part for name, part in parts.items() if name not in _SETTINGS}
        _WHOLE[capability] = MappingProxyType(
            {name: part for name, part in own.items() if not name.startswith("__")}
        )

    # --- what makes it whole --------------------------------------------------------------------

    @classmethod
    def own_tests(cls) -> dict[str, Any]:
        """The tests of the suite as csrules wrote them, by name, in their order."""
        whole = _WHOLE[cls.capability]
        return {name: part for name, part in whole.items() if name.startswith("test_")}

    @classmethod
    def _judge_definition(cls) -> None:
        faults, tests = Faults(), cls.own_tests()
        for name, reason in cls.excused.items():
            if name not in tests:
                faults.add(Fault(f"excused.{name}", reason, "a test", nearest(name, tests)))
            elif not isinstance(reason, str) or not reason.strip():
                faults.add(Fault(f"excused.{name}", reason, "a reason in words"))
        with faults:
            readings_of(cls.capability, cls.readings)
        for name in cls._changed():
            mend = f'excused = {{"{name}": "the reason"}}' if name in tests else "remove it"
            faults.add(Fault(f"{cls.__name__}.{name}", None, "the suite's own, or a reason", mend))
        faults.raise_as(DefinitionError)

    @classmethod
    def _changed(cls) -> list[str]:
        """The parts of the suite that are not as csrules wrote them, and not excused."""
        parts = _WHOLE[cls.capability].items()
        changed = {name for name, part in parts if getattr_static(cls, name, None) is not part}
        return sorted(changed - cls.excused.keys())

    # --- running --------------------------------------------------------------------------------

    def _run(self, test: Test, rules: tuple[str, ...], adapter: Any) -> None:
        cls, name = type(self), test.__name__
        changed = cls._changed()
        if changed:
            raise AssertionError(f"{cls.__name__} is not whole: {', '.join(changed)}")
        if name in cls.excused:
            raise SkipTest(cls.excused[name])
        self._asked = 0
        failure, said = None, ""
        try:
            test(self, adapter)
        except NonConformanceError as error:
            failure = error.failure
            raise
        except BaseException as error:
            said = f"{type(error).__name__}: {error}"
            raise
        finally:
            status = Status.FAILED if failure or said else Status.PASSED
            cls._results[name] = Result(
                cls.capability, name, rules, status, self._asked, failure, said
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
