"""Every way of up to four events through a small lifecycle, and through its stored history."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from csrules.lifecycle.verdicts import Accepted, Code
from csrules.regulations import company
from csrules.workflow import Event

if TYPE_CHECKING:
    from csrules.workflow import Case, Fact

__all__ = [
    "a_refused_event_changes_nothing",
    "every_way_follows_the_table",
    "facts_lead_to_the_case_that_they_came_from",
    "nothing_happens_twice",
]

FLOW: Final = company.IMPROVEMENT
_EVENTS: Final = tuple(event.name for event in FLOW.events)
_FORMS: Final = {"propose": {"form_id": "I-1"}}
_START: Final = datetime(2024, 3, 1, 9)
_NEXT: Final = {
    ("new", "propose"): "proposed",
    ("proposed", "arrange"): "arranged",
    ("arranged", "execute"): "executed",
    ("executed", "confirm"): "effect_confirmed",
    ("executed", "repeat"): "arranged",
}
"""000-A24-3.5 once more: proposed, arranged, carried out, confirmed or arranged again."""


def _event(place: int, number: int) -> Event:
    name = next(name for each, name in enumerate(_EVENTS) if each == place)
    return Event(name, _START + timedelta(hours=number), "cs", _FORMS.get(name, {}))


def _way(*places: int) -> tuple[Case, tuple[Fact, ...]]:
    """The case and the facts after these events, refused ones passed over."""
    case = FLOW.new("I-1")
    facts: tuple[Fact, ...] = ()
    for number, place in enumerate(places):
        answer = FLOW.decide(case, _event(place, number), None)
        if isinstance(answer, Accepted):
            case, facts = answer.case, (*facts, answer.fact)
    return case, facts


def every_way_follows_the_table(first: int, second: int, third: int, fourth: int) -> None:
    """An event is accepted if and only if the regulation provides it in that state."""
    assert 0 <= first < len(_EVENTS)
    assert 0 <= second < len(_EVENTS)
    assert 0 <= third < len(_EVENTS)
    assert 0 <= fourth < len(_EVENTS)
    case = FLOW.new("I-1")
    for number, place in enumerate((first, second, third, fourth)):
        event = _event(place, number)
        answer = FLOW.decide(case, event, None)
        following = _NEXT.get((case.state, event.name))
        assert isinstance(answer, Accepted) == (following is not None)
        if isinstance(answer, Accepted):
            assert answer.case.state == following
            case = answer.case


def facts_lead_to_the_case_that_they_came_from(
    first: int, second: int, third: int, fourth: int
) -> None:
    """Replaying what was recorded gives the case, whatever was refused in between."""
    assert 0 <= first < len(_EVENTS)
    assert 0 <= second < len(_EVENTS)
    assert 0 <= third < len(_EVENTS)
    assert 0 <= fourth < len(_EVENTS)
    case, facts = _way(first, second, third, fourth)
    assert FLOW.replay("I-1", facts) == case
    assert len(case.keys) == len(facts)


def a_refused_event_changes_nothing(first: int, second: int, third: int) -> None:
    """The case of a refusal is the case that was asked, and says what is allowed instead."""
    assert 0 <= first < len(_EVENTS)
    assert 0 <= second < len(_EVENTS)
    assert 0 <= third < len(_EVENTS)
    case, _ = _way(first, second)
    answer = FLOW.decide(case, _event(third, 2), None)
    if not isinstance(answer, Accepted):
        assert answer.case is case
        provided = [name for state, name in _NEXT if state == case.state]
        assert list(answer.allowed) == provided


def nothing_happens_twice(first: int, second: int, again: int) -> None:
    """An accepted event is refused as a duplicate when it comes once more."""
    assert 0 <= first < len(_EVENTS)
    assert 0 <= second < len(_EVENTS)
    assert 0 <= again < 2
    case, facts = _way(first, second)
    for number, fact in enumerate(facts):
        if number == again:
            answer = FLOW.decide(case, fact.event, None)
            assert not isinstance(answer, Accepted)
            assert answer.code is Code.DUPLICATE
