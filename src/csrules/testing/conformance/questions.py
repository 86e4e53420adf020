"""Questions to draw for each operation, with the corners at which an answer may change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from hypothesis import strategies as st

from csrules.testing.conformance.contract import OPERATIONS
from csrules.testing.conformance.questions_calendar import DEADLINES
from csrules.testing.conformance.questions_case import (
    complaint_rounds,
    interrupted_lives,
    wrong_events,
)
from csrules.testing.conformance.questions_corners import corners
from csrules.testing.conformance.questions_figures import FIGURES
from csrules.testing.conformance.reference import right
from csrules.testing.conformance.wrongs import spoilt, wrong

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["lives_between", "questions", "rounds", "wrong_rounds"]

_ROUNDS: Final = {**FIGURES, **DEADLINES}


@st.composite
def rounds(
    draw: st.DrawFn, operation: str, allowed: Mapping[str, Sequence[str]]
) -> list[dict[str, Any]]:
    """Questions that belong together: about one case or calendar, on both sides of each cut.

    They are asked under the readings that are ``allowed``, those at their default left out.

    >>> from hypothesis import find
    >>> both = {"tie": ["inclusive_words", "higher"]}
    >>> found = find(rounds("approver", both), lambda asked: "tie" in asked[0])
    >>> [question["amount"] for question in found][:3], found[0]["tie"]
    (['999.99', '1000.00', '1000.01'], 'higher')
    """
    readings = draw(_readings(operation, allowed))
    if operation == "complaint":
        return draw(complaint_rounds(readings))
    return [given | readings for given in draw(_ROUNDS[operation](OPERATIONS[operation]))]


@st.composite
def lives_between(draw: st.DrawFn, allowed: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """The life of a complaint with refused events between its own."""
    return draw(interrupted_lives(draw(_readings("complaint", allowed))))


@st.composite
def _readings(
    draw: st.DrawFn, operation: str, allowed: Mapping[str, Sequence[str]]
) -> dict[str, Any]:
    drawn = {name: draw(st.sampled_from(list(values))) for name, values in allowed.items()}
    bound = OPERATIONS[operation].assumed({})
    return {name: value for name, value in drawn.items() if value != bound[name]}


@st.composite
def questions(
    draw: st.DrawFn, operation: str, allowed: Mapping[str, Sequence[str]]
) -> dict[str, Any]:
    """Single questions out of such `rounds`, each with an answer."""
    asked = st.sampled_from(draw(rounds(operation, allowed)))
    return draw(asked.filter(lambda given: right(operation, given)[0].kind == "answer"))


@st.composite
def wrong_rounds(
    draw: st.DrawFn, operation: str, allowed: Mapping[str, Sequence[str]]
) -> list[dict[str, Any]]:
    """Questions with one wrong value in them: everything that the same place may not hold."""
    spec = OPERATIONS[operation]
    plain = corners(operation, allowed)[0]
    given = _first_right(operation, plain, draw(rounds(operation, allowed)))
    if operation == "complaint":
        return [given | {"events": events} for events in draw(wrong_events(given["events"]))]
    places = [*spec.parameters, *(each for each in spec.readings if len(allowed[each.name]) > 1)]
    place = draw(st.sampled_from(places))
    return [spoilt(given, place.name, value) for value in wrong(place.kind)]


def _first_right(
    operation: str, plain: dict[str, Any], asked: list[dict[str, Any]]
) -> dict[str, Any]:
    """The first question in which nothing is wrong, so that one wrong value is all that is."""
    wrongless = (given for given in asked if right(operation, given)[0].kind != "invalid")
    return next(wrongless, plain)
