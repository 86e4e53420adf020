"""The simulation can fail: a planted defect is found, with the seed and the command to see it."""

from __future__ import annotations

import shlex
from bisect import bisect_left
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import attrs
import pytest

from csrules import approval
from csrules.deadlines import CalendarDays, Deadline, ElapsedHours, WorkingDays
from csrules.lifecycle import codec
from csrules.regulations.company import complaint_guards
from csrules.scoring import Scorecard
from csrules.workflow import Workflow
from simulation.__main__ import main
from simulation.failure import FailureError, LawError, held
from simulation.season import play

if TYPE_CHECKING:
    from collections.abc import Callable

SEED = 5
"""Season 0 of it reaches every defect below."""


def a_day_more(right: Callable[..., Deadline]) -> Callable[..., Deadline]:
    """A limit that ends a day late."""

    def due(self: Any, *given: Any) -> Deadline:
        found = right(self, *given)
        return attrs.evolve(found, due=found.due + timedelta(days=1))

    return due


def never_on_the_dot(right: Callable[..., bool]) -> Callable[..., bool]:
    return lambda self, at: right(self, at) and at != self.due


def forgets_a_fact(right: Callable[..., Any]) -> Callable[..., Any]:
    return lambda self, case_id, facts: right(self, case_id, list(facts)[:-1])


def cuts_off_the_fen(right: Callable[..., Any]) -> Callable[..., Any]:
    return lambda value, path: right(value, path).split(".")[0]


def clamps_nothing(right: Callable[..., Any]) -> Callable[..., Any]:
    return lambda self, counts, clamp: right(self, counts, "total")


DEFECTS: dict[str, tuple[Any, str, Callable[..., Any]]] = {
    "six days are seven": (CalendarDays, "due", a_day_more),
    "two working days are three": (WorkingDays, "due", a_day_more),
    "24 hours are 48": (ElapsedHours, "due", a_day_more),
    "exactly at the end is late": (Deadline, "met", never_on_the_dot),
    "a cut has the wrong owner": (approval, "bisect_right", lambda right: bisect_left),
    "replay forgets a fact": (Workflow, "replay", forgets_a_fact),
    "the score is not clamped by item": (Scorecard, "score", clamps_nothing),
}


def failure() -> FailureError:
    with pytest.raises(FailureError) as caught:
        play(SEED, 0)
    return caught.value


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_planted_defect_is_found_and_its_command_repeats_it(
    defect: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    owner, name, wrong = DEFECTS[defect]
    monkeypatch.setattr(owner, name, wrong(getattr(owner, name)))
    found = failure()
    assert f"seed {SEED}, season 0, step {found.step}" in str(found)
    assert found.command in str(found)
    python, _, module, *arguments = shlex.split(found.command)
    assert (python, module) == ("python", "simulation")
    assert main(arguments) == 1
    assert capsys.readouterr().out == f"{found}\n"


def test_without_the_defect_the_command_shows_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with monkeypatch.context() as planted:
        planted.setattr(CalendarDays, "due", a_day_more(CalendarDays.due))
        arguments = shlex.split(failure().command)[3:]
    assert main(arguments) == 0
    assert capsys.readouterr().out.startswith("season 0: ")


def test_a_guard_that_lets_everybody_through_is_found() -> None:
    """000-A20-1."""
    guard = complaint_guards.VISITOR_ALLOWED
    right = guard.holds
    object.__setattr__(guard, "holds", lambda context: True)
    try:
        found = failure()
    finally:
        object.__setattr__(guard, "holds", right)
    assert "the oracle says denied, the library accepted" in found.what
    assert "company.complaint" in found.doing


def test_a_number_that_json_loses_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = tuple(
        (tag, kind, cuts_off_the_fen(write) if tag == "$decimal" else write, read)
        for tag, kind, write, read in codec._TAGS  # the codec's own table
    )
    monkeypatch.setattr(codec, "_TAGS", rows)
    assert "JSON there and back" in failure().what


def test_a_law_tells_what_was_seen() -> None:
    held(True, "nothing to tell")
    with pytest.raises(LawError, match="a law: 1: two"):
        held(False, "a law", 1, "two")
