"""How a suite asks: what is missing is said once, and a law is held against answers alone."""

from __future__ import annotations

from enum import StrEnum
from random import Random
from typing import Any

import pytest

from csrules.testing import ScoringSuite, run_conformance
from csrules.testing.conformance.reference import Reference
from csrules.testing.conformance.report import Result, Status


def rows(factory: Any, capability: str, **options: Any) -> dict[str, Result]:
    report = run_conformance(factory, [capability], examples=3, **options)
    return {each.test: each for each in report.results if each.capability == capability}


class NoSigning:
    """Approves, and has no word on who may sign."""

    def approver(self, **given: Any) -> Any:
        return Reference().approver(**given)


def test_a_method_that_is_not_there_is_said_in_one_line() -> None:
    found = rows(NoSigning, "approval")
    for name in ("test_vectors", "test_who_may_sign", "test_who_decides_may_sign"):
        assert found[name].status is Status.FAILED
        assert found[name].reason == "claimed, but the adapter has no `may_sign`"
        assert found[name].failure is None
    assert found["test_who_decides"].status is Status.PASSED


@pytest.mark.parametrize(
    "capability", ["approval", "deadlines", "complaint", "scoring", "attendance"]
)
def test_an_adapter_without_any_method_passes_nothing(capability: str) -> None:
    assert {each.status for each in rows(object, capability).values()} == {Status.FAILED}


class Mute(Reference):
    """Answers no question."""

    def information_score(self, **given: object) -> object:
        raise KeyError("no answer")


def test_a_law_that_got_no_answer_is_not_passed() -> None:
    law = rows(Mute, "scoring")["test_a_total_stays_on_its_scale"]
    assert law.status is Status.FAILED
    assert "`information_score` answered none of 3 questions" in law.reason


@pytest.mark.parametrize(
    "capability", ["approval", "deadlines", "complaint", "scoring", "attendance"]
)
def test_a_law_has_answers_however_few_the_examples_are(capability: str) -> None:
    report = run_conformance(Reference, [capability], examples=1)
    assert report.ok, str(report)


@pytest.mark.parametrize("answer", [1, None, [], {}, {"total": None}, "gm"])
def test_an_answer_of_another_shape_is_told_with_its_question(answer: Any) -> None:
    class Strange(Reference):
        def information_score(self, **given: object) -> object:
            return answer

    found = rows(Strange, "scoring")
    for name in ("test_a_total_stays_on_its_scale", "test_fewer_mistakes_never_score_less"):
        assert found[name].reason == ""
        failure = found[name].failure
        assert failure is not None
        assert failure.given == {}
        assert failure.got.content == answer
        assert failure.expected is not None


@pytest.mark.parametrize("answer", ["nobody", 7, ["gm"], None])
def test_a_role_that_nobody_has_is_told_with_its_question(answer: Any) -> None:
    class Strange(Reference):
        def approver(self, **given: object) -> object:
            return answer

    found = rows(Strange, "approval")
    failure = found["test_more_money_never_goes_lower"].failure
    assert failure is not None
    assert failure.expected is not None
    assert found["test_who_decides_may_sign"].status is Status.PASSED


class Rank(StrEnum):
    SALES = "sales_manager"
    DEPUTY = "deputy_gm"
    GM = "gm"


def test_a_text_that_is_more_than_text_is_told_by_its_type() -> None:
    class Typed(Reference):
        def approver(self, **given: Any) -> Any:
            return Rank(Reference().approver(**given))

    failure = rows(Typed, "approval")["test_who_decides"].failure
    assert failure is not None
    assert "the answer is of type Rank" in str(failure)


def test_a_fault_that_does_not_come_again_is_told_as_it_was() -> None:
    class Fickle(Reference):
        asked = 0

        def information_score(self, **given: Any) -> Any:
            Fickle.asked += 1
            return 1 if Fickle.asked == 7 else Reference().information_score(**given)

    own: Any = type("TestOurs", (ScoringSuite,), {"examples": 20})
    with pytest.raises(AssertionError) as caught:
        own().test_information_score(Fickle())
    assert '  the system says  {"answer": 1}' in str(caught.value)
    assert "  asked a second time, it says something else" in str(caught.value)


def test_a_system_that_answers_at_random_is_not_asked_forever() -> None:
    random = Random(7)

    class Fickle(Reference):
        def approver(self, **given: Any) -> Any:
            return random.choice(["gm", Reference().approver(**given)])

    found = rows(Fickle, "approval")
    assert found["test_who_decides"].failure is not None
    assert found["test_who_decides"].questions < 60_000
