"""Questions about a complaint: what happened to a case, and what happens next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from hypothesis import strategies as st

from csrules.lifecycle.verdicts import Code, Refused
from csrules.regulations.company import COMPLAINT
from csrules.testing.case_histories import History, histories
from csrules.testing.conformance.contract import OPERATIONS
from csrules.testing.conformance.model import complaint_policy
from csrules.testing.conformance.neighbours import neighbours
from csrules.testing.conformance.right_ways import START, beside_the_ways
from csrules.testing.conformance.wrongs import wrong
from csrules.testing.event_draws import any_events
from csrules.testing.workflow_walks import Walk, walks

if TYPE_CHECKING:
    from csrules.lifecycle.cases import Event
    from csrules.regulations.company import CompanyPolicy

__all__ = [
    "complaint_rounds",
    "complaint_steps",
    "complaint_walks",
    "complaint_ways",
    "interrupted_lives",
    "policy_of",
    "wire_event",
    "wrong_events",
]

_LONGEST: Final = 14


def policy_of(given: Mapping[str, Any]) -> CompanyPolicy:
    """The policy that a question about a complaint assumes."""
    values = OPERATIONS["complaint"].read({"events": [], **given})
    del values["events"]
    return complaint_policy(**values)


def wire_event(event: Event) -> dict[str, Any]:
    """An event as a question holds it."""
    written = {"name": event.name, "by": str(event.by), "at": _plain(event.at)}
    if event.data:
        written["data"] = _plain(event.data)
    return written if event.id is None else written | {"id": event.id}


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):  # a datetime is one too
        return value.isoformat()
    return str(value) if isinstance(value, str) else value


@st.composite
def complaint_rounds(draw: st.DrawFn, readings: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Questions about one life: as it went, as far as some point, and without what it needed.

    Behind that point comes any event whatever, and each that differs in one thing from what came.
    """
    given, life = draw(_lives(readings))
    policy, point = policy_of(given), draw(st.integers(0, len(life.events)))
    before, case = life.events[:point], COMPLAINT.replay(life.case.id, life.facts[:point])
    beside = [draw(any_events(COMPLAINT, case, start=START))]
    if point < len(life.events):
        beside += neighbours(policy, case, life.events[point])
    asked = [before, life.events, *((*before, event) for event in beside), *_denied(policy, life)]
    return [_question(given, events) for events in asked]


def complaint_ways(readings: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Questions about the ways that a complaint rightly goes, and every step beside them."""
    return [_question(readings, events) for events in beside_the_ways(policy_of(readings))]


def complaint_walks(readings: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Lives past everything that each state must refuse; what is refused there changes nothing."""
    return [_question(readings, each.events) for each in _walked(policy_of(readings))]


def complaint_steps(readings: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Questions about each step of those lives: what was accepted before it, and the step."""
    asked: set[tuple[Event, ...]] = set()
    for each in _walked(policy_of(readings)):
        before: tuple[Event, ...] = ()
        for answer, event in zip(each.answers, each.events, strict=True):
            if (*before, event) not in asked:
                asked.add((*before, event))
                yield _question(readings, (*before, event))
            if answer.accepted:
                before = (*before, event)


@lru_cache(maxsize=8)
def _walked(policy: CompanyPolicy) -> tuple[Walk, ...]:
    return tuple(walks(COMPLAINT, policy, start=START))


@st.composite
def interrupted_lives(draw: st.DrawFn, readings: Mapping[str, Any]) -> dict[str, Any]:
    """A life between whose events come others, by anybody, of which most are refused."""
    given, life = draw(_lives(readings))
    events: list[Event] = []
    for place, event in enumerate(life.events):
        if draw(st.integers(0, 2)):
            case = COMPLAINT.replay(life.case.id, life.facts[:place])
            events.append(draw(any_events(COMPLAINT, case, start=START)))
        events.append(event)
    return _question(given, events)


@st.composite
def _lives(draw: st.DrawFn, readings: Mapping[str, Any]) -> tuple[dict[str, Any], History]:
    given = dict(readings)
    if draw(st.integers(0, 5)) == 5:
        given["visit_required"] = False
    lives = histories(
        COMPLAINT, policy_of(given), start=START, min_size=_LONGEST, max_size=_LONGEST
    )
    return given, draw(lives)


def _question(given: Mapping[str, Any], events: Iterable[Event]) -> dict[str, Any]:
    return {"events": [wire_event(event) for event in events], **given}


def _denied(policy: CompanyPolicy, life: History) -> list[tuple[Event, ...]]:
    """The events without those of one name, up to the first that is then denied for want of it."""
    found = []
    for name in dict.fromkeys(life.way):
        case, kept = COMPLAINT.new("case-1"), [one for one in life.events if one.name != name]
        for number, event in enumerate(kept, 1):
            answer = COMPLAINT.decide(case, event, policy)
            if isinstance(answer, Refused):
                if answer.code is Code.DENIED:
                    found.append(tuple(kept[:number]))
                break
            case = answer.case
    return found


@st.composite
def wrong_events(draw: st.DrawFn, events: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """The events with each a wrong one behind them, and two of which the first is refused."""
    spec = draw(st.sampled_from([each for each in COMPLAINT.events if each.fields]))
    bare = {"name": spec.name, "by": "cs", "at": events[-1]["at"] if events else START.isoformat()}
    field = draw(st.sampled_from(spec.fields))
    values = [value for value in wrong(field.kind) if value != ""]  # a blank is missing, not wrong
    wrongs: list[dict[str, Any]] = [
        {"name": "nobody_knows"},
        {"by": "nobody"},
        {"at": "2026-03-02 09:00"},
        {"data": []},
        {"data": {"nothing": 1}},
        *({"data": {field.name: value}} for value in values),
    ]
    refused = [bare | {"name": "receive_payment", "by": "finance"}, bare | {"name": "report"}]
    return [*([*events, bare | change] for change in wrongs), refused]
