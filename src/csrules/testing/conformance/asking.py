"""How a suite asks a system: one question, many drawn ones, stored ones, and laws between them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Final, NoReturn, TypeAlias

import attrs
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from csrules.testing.conformance.claims import readings_of
from csrules.testing.conformance.contract import OPERATIONS
from csrules.testing.conformance.failures import (
    Failure,
    NonConformanceError,
    UnansweredError,
)
from csrules.testing.conformance.outcomes import Outcome, ask
from csrules.testing.conformance.questions import questions, rounds, wrong_rounds
from csrules.testing.conformance.questions_corners import corners
from csrules.testing.conformance.reference import right
from csrules.testing.conformance.simplest import simplest
from csrules.testing.conformance.vectorfiles import Vector, vectors

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from csrules.testing.conformance.operations import Capability

__all__ = ["DRAWN", "Asking", "More"]

Law: TypeAlias = Callable[[dict[str, Any], Any], str]
More: TypeAlias = Callable[[dict[str, Any], int], dict[str, Any]]

DRAWN: Final = settings(
    phases=[Phase.generate],
    database=None,
    deadline=None,
    derandomize=True,
    print_blob=False,
    suppress_health_check=list(HealthCheck),
)
"""The same questions every time; `simplest` makes them small."""


class Asking:
    """Base of the suites: what they ask, and what they make of it."""

    capability: ClassVar[Capability]
    examples: ClassVar[int] = 50
    """How many rounds of questions each property draws."""
    readings: ClassVar[Mapping[str, Sequence[str]]] = {}
    """The readings that the system supports, ``{"tie": ["inclusive_words"]}``; others: all."""
    _asked: int = 0

    def allowed(self, operation: str) -> Mapping[str, tuple[str, ...]]:
        """The readings of an operation about which this system is asked."""
        return readings_of(self.capability, self.readings)[operation]

    def ask(self, adapter: Any, operation: str, given: Mapping[str, Any]) -> Outcome:
        """One question to the system; a reading at its default is left out, as it may be.

        Raises `UnansweredError` where the system has no method for it.
        """
        if not callable(getattr(adapter, operation, None)):
            raise UnansweredError(f"claimed, but the adapter has no `{operation}`")
        self._asked += 1
        bound = {each.name: each.default for each in OPERATIONS[operation].readings}
        told = {name: value for name, value in given.items() if value != bound.get(name, ...)}
        return ask(adapter, operation, told)

    def compare(self, adapter: Any, operation: str, given: Mapping[str, Any]) -> None:
        """Raise `NonConformanceError` where the system says something else than csrules."""
        expected, why = right(operation, given)
        got = self.ask(adapter, operation, given)
        if not got.meets(expected):
            raise NonConformanceError(Failure(operation, given, got, expected, why))

    def each(self, strategy: SearchStrategy[Any], check: Callable[[Any], None]) -> None:
        """Check what a strategy draws, the same examples every time; the simplest fault is told."""

        @settings(DRAWN, max_examples=self.examples)
        @given(_quiet(strategy))
        def every(drawn: _Quiet) -> None:
            try:
                check(drawn.question)
            except BaseException as error:
                raise _Ended(drawn.question, error) from None

        try:
            every()
        except _Ended as end:
            question, error = end.args
        else:
            return
        if isinstance(error, NonConformanceError):
            self.tell(question, error, check)
        raise error

    def tell(
        self, question: Any, told: NonConformanceError, check: Callable[[Any], None]
    ) -> NoReturn:
        """Raise the simplest failure of the same kind, or this one where it does not come again."""
        errors, tries = [told], 0

        def shows(smaller: Any) -> bool:
            nonlocal tries
            tries += 1
            if tries > _TRIES:
                return False
            try:
                check(smaller)
            except NonConformanceError as error:
                if error.failure.alike(told.failure):
                    errors.append(error)
                    return True
            except _UNREADABLE:
                pass  # a law cannot be asked of what is left
            return False

        if not shows(question):
            law = "asked a second time, it says something else"
            raise NonConformanceError(attrs.evolve(told.failure, law=law)) from None
        simplest(question, shows)
        raise errors[-1] from None

    def agree(self, adapter: Any, operation: str, *, wrong: bool = False) -> None:
        """The system says what csrules says, to questions that are right, or ``wrong``."""
        allowed = self.allowed(operation)

        def check(asked: list[dict[str, Any]]) -> None:
            for question in asked:
                self.compare(adapter, operation, question)

        draw = wrong_rounds if wrong else rounds
        self.each(draw(operation, allowed), check)
        if not wrong:
            self.each(st.just(corners(operation, allowed)), check)

    def agree_on_vectors(self, adapter: Any) -> None:
        """The system meets every vector of the capability under the readings it supports."""
        failed = []
        for vector in vectors(self.capability):
            if self._claimed(vector):
                got = self.ask(adapter, vector.operation, vector.given)
                if not got.meets(vector.expect):
                    failed.append((vector, got))
        if failed:
            vector, got = min(failed, key=lambda pair: len(str(pair[0].given)))
            _, why = right(vector.operation, vector.given)
            more = f", and {len(failed) - 1} more" if failed[1:] else ""
            raise NonConformanceError(
                Failure(
                    vector.operation, vector.given, got, vector.expect, why, f"{vector.id}{more}"
                )
            )

    def _claimed(self, vector: Vector) -> bool:
        """Whether the system claims the readings of a vector, or a choice where one is wrong."""
        allowed = self.allowed(vector.operation)
        choices = {each.name: each.kind for each in OPERATIONS[vector.operation].readings}
        return all(
            value in allowed[name]
            or (len(allowed[name]) > 1 and value not in choices[name].schema()["enum"])
            for name, value in vector.readings.items()
        )

    def always(self, adapter: Any, operation: str, law: Law) -> None:
        """A law of one answer: it says what is wrong, or nothing."""

        def broken(asked: list[dict[str, Any]], answers: list[Any]) -> str:
            return law(asked[0], answers[0])

        strategy = questions(operation, self.allowed(operation))
        self._hold(adapter, operation, strategy, lambda given: [given], broken)

    def never_falls(
        self, adapter: Any, operation: str, more: More, size: Callable[[Any], Any], steps: int = 40
    ) -> None:
        """A law of two answers: of a question and of one that asks for ``more``, the size rises."""

        def both(drawn: tuple[dict[str, Any], int]) -> list[dict[str, Any]]:
            given, step = drawn
            return [given, more(given, step)]

        def broken(_: list[dict[str, Any]], answers: list[Any]) -> str:
            less, most = map(size, answers)
            return "" if less <= most else f"asked for less, it says {answers[0]}"

        strategy = questions(operation, self.allowed(operation))
        self._hold(adapter, operation, st.tuples(strategy, st.integers(1, steps)), both, broken)

    def _hold(
        self,
        adapter: Any,
        operation: str,
        strategy: SearchStrategy[Any],
        asks: Callable[[Any], list[dict[str, Any]]],
        law: Callable[[list[dict[str, Any]], list[Any]], str],
    ) -> None:
        """Hold a law against the answers; what is no answer, other tests judge."""
        held: list[bool] = []

        def check(drawn: Any) -> None:
            asked = asks(drawn)
            found = [self.ask(adapter, operation, given) for given in asked]
            held.append(all(got.kind == "answer" for got in found))
            if not held[-1]:
                return
            try:
                wrong = law(asked, [got.content for got in found])
            except _UNREADABLE:  # an answer of another shape, which is not the right one
                for given in asked:
                    self.compare(adapter, operation, given)
                raise
            if wrong:
                raise NonConformanceError(Failure(operation, asked[-1], found[-1], law=wrong))

        self.each(strategy, check)
        if not any(held):
            raise UnansweredError(
                f"`{operation}` answered none of {len(held)} questions: the law was not held"
            )


_TRIES: Final = 2000
"""How often a fault is tried to be made smaller: some hundred times will do, unless the system
answers at random."""
_UNREADABLE: Final = (ArithmeticError, LookupError, TypeError, ValueError)
"""What a law raises of a question or an answer that it cannot read."""


class _Ended(BaseException):
    """What ended the drawing, and at which question; hypothesis lets it through, and asks no more.

    It would ask again to be sure: of a system that hangs, or that answers otherwise now.
    """


class _Quiet:
    """What was drawn, without a text: the failure tells the smallest question itself."""

    def __init__(self, question: Any) -> None:
        self.question = question


@st.composite
def _quiet(draw: st.DrawFn, strategy: SearchStrategy[Any]) -> _Quiet:
    return _Quiet(draw(strategy))
