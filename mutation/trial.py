"""A run over mutants: those inside functions beside collected tests, the others by a fresh import.

Both kinds run in forked children of a process that has loaded what never changes.
"""

from __future__ import annotations

import gc
import sys
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import attrs
import pytest

from mutation.changing import change, changed_functions, functions_below, serve
from mutation.choosing import Choice, file_of
from mutation.pool import TIMED_OUT, forked, limit_cpu
from mutation.reach import Measured, Reach, tracer
from mutation.running import Failures, first_failure, unshrunk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from mutation.mutants import Mutant

__all__ = ["IGNORED", "OPTIONS", "Beside", "afresh"]

OPTIONS = [
    "-q", "-s", "--tb=no", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:cov",
    "-W", "ignore::pytest.PytestAssertRewriteWarning", "-m", "not spark",
]  # fmt: skip
# the tests of other programs, and those that start other processes, which see no mutant; and those
# that find a planted defect only with more examples than are drawn here
LEFT_OUT = (
    "examples", "fuzz", "laws/test_laws_can_fail.py", "mutation", "proofs", "samebytes", "security",
    "simulation", "study", "testing",
)  # fmt: skip
IGNORED = [f"--ignore=tests/{path}" for path in LEFT_OUT]
EXAMPLES = 25  # of each property
LEAST_SECONDS = 5.0
TIMES = 10  # a test may compute so many times as long as unmutated
# seconds and files of tests collected together, before the rest
BATCHES = ((1.0, 1), (1.0, 2), (5.0, 8))


def _limit(reach: Reach) -> Callable[[str], float]:
    return lambda test: LEAST_SECONDS + TIMES * reach.seconds[test]


def _fate(answer: bytes) -> tuple[str, str]:
    if answer == TIMED_OUT:
        return "timeout", ""
    if not answer:
        return "killed", "the interpreter"
    fate, _, by = answer.decode().partition(" ")
    return fate, by


@attrs.define(slots=False)
class Beside:
    """A pytest plugin whose run of the tests is a run of the mutants inside functions."""

    source: Path
    kept: Path
    workers: int
    mutants: Sequence[Mutant]
    told: Callable[[Mutant, str, str], None]
    seconds: float
    _imported: Any = None

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self, session: pytest.Session) -> None:
        """Trace what imports execute, and draw without shrinking."""
        unshrunk(EXAMPLES)
        self._imported = tracer(self.source)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Measure what the tests reach where that is not known yet; then try every mutant."""
        self._imported.stop()
        reach = Measured(self.kept, self.source).measure(
            session.items, self._imported, self.workers
        )
        choice, items = (
            Choice(self.source, reach, self.seconds),
            {item.nodeid: item for item in session.items},
        )
        functions = functions_below(self.source)
        gc.freeze()
        sources = {
            name: (self.source / name).read_bytes() for name in {m.module for m in self.mutants}
        }

        def work(mutant: Mutant) -> bytes:
            before = sources[mutant.module]
            pairs = changed_functions(
                self.source / mutant.module, before, mutant.applied(before), functions
            )
            if pairs is None:
                return b"import"
            tests = choice.executing(mutant)
            if not tests:
                return b"import" if choice.imported(mutant) else b"uncovered"
            change(pairs, functions)
            if choice.imported(mutant):  # what stays alive is imported anew
                tests = next(_batches(tests, reach))
            failed = first_failure((items[test] for test in tests), _limit(reach))
            if failed:
                return f"killed {failed}".encode()
            return b"import" if choice.imported(mutant) else f"survived {len(tests)} tests".encode()

        for mutant, answer in forked(self.mutants, work, self.workers, wall=1200):
            fate, by = _fate(answer)
            if fate == "killed":
                choice.remember(mutant, by)
            self.told(mutant, fate, by)
        return True


def afresh(
    source: Path,
    kept: Path,
    workers: int,
    mutants: Sequence[Mutant],
    told: Callable[[Mutant, str, str], None],
    seconds: float,
) -> None:
    """Try mutants of what is executed on import: each child imports csrules anew."""
    reach = Reach.load(kept)
    choice = Choice(source, reach, seconds)
    choice.prepare()

    def work(mutant: Mutant) -> bytes:
        tests = choice.using(mutant)
        if not tests:
            return b"uncovered"
        path = source / mutant.module
        name = ".".join(["csrules", *mutant.module.removesuffix(".py").split("/")])
        served = (name.removesuffix(".__init__"), mutant.applied(path.read_bytes()))
        for part in _batches(tests, reach):
            failed = _run(part, reach, served)
            if failed:
                return f"killed {failed}".encode()
        return f"survived {len(tests)} tests".encode()

    for mutant, answer in forked(mutants, work, workers, wall=1200):
        fate, by = _fate(answer)
        if fate == "killed":
            choice.remember(mutant, by)
        told(mutant, fate, by)


def _batches(tests: list[str], reach: Reach) -> Iterator[list[str]]:
    """The tests in their order, in batches of so many seconds and files: collecting takes long."""
    rest = tests
    for seconds, most in BATCHES:
        files = set(list(dict.fromkeys(map(file_of, rest)))[:most])
        near = [test for test in rest if file_of(test) in files]
        spent = accumulate(reach.seconds[test] for test in near)
        batch = near[: sum(total <= seconds for total in spent) or 1]
        if rest:
            yield batch
        taken = set(batch)
        rest = [test for test in rest if test not in taken]
    if rest:
        yield rest


def _run(tests: list[str], reach: Reach, served: tuple[str, bytes]) -> str:
    """The first of the tests that fails, collected for the purpose, or nothing."""
    runner = _Fresh(tests, reach, served)
    limit_cpu(60)
    code = pytest.main([*OPTIONS, *dict.fromkeys(map(file_of, tests))], [runner, Failures()])
    return runner.failed or ("" if code is pytest.ExitCode.OK else "on collection")


@attrs.define(slots=False)
class _Fresh:
    """A pytest plugin that runs the chosen tests in the chosen order up to the first failure."""

    tests: list[str]
    reach: Reach
    served: tuple[str, bytes]
    failed: str = ""

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self, session: pytest.Session) -> None:
        """Serve the mutant, now that pytest has put its own finder first."""
        unshrunk(EXAMPLES)
        if self.served[0] not in sys.modules:
            serve(*self.served)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if session.testsfailed:
            self.failed = "on collection"
            return True
        items = {item.nodeid: item for item in session.items}
        chosen = [items[test] for test in self.tests if test in items]
        self.failed = first_failure(chosen, _limit(self.reach))
        return True
