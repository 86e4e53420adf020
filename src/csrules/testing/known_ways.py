"""The ways through a workflow: to each state, after every set of events that may lead there."""

from __future__ import annotations

from collections import deque
from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from csrules.lifecycle.verdicts import Accepted, Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TypeAlias

    from csrules.lifecycle.cases import Case, Event
    from csrules.lifecycle.transitions import Transition
    from csrules.testing.right_events import Trying

    Ending: TypeAlias = tuple[tuple[Case, Event], ...]

__all__ = ["Known", "Way"]


@attrs.frozen(eq=False)
class Way:
    """What was accepted up to a point, and the case there."""

    case: Case
    answers: tuple[Accepted, ...] = ()
    odd: str = ""
    """The field that was filled in otherwise than usual, so that one line more is open."""

    @property
    def mark(self) -> tuple[str, frozenset[str], str]:
        """What makes it another way: where it ends, after which events."""
        names = frozenset(answer.fact.event.name for answer in self.answers)
        return (self.case.state, names, self.odd)

    def on(self, answer: Accepted) -> Way:
        """The way one event longer."""
        return Way(answer.case, (*self.answers, answer), self.odd)


class Known:
    """The ways of one workflow, the shortest first."""

    def __init__(self, trying: Trying) -> None:
        self.trying = trying
        self._onward: dict[Way, tuple[Accepted | Refused, ...]] = {}
        self._endings: dict[str, list[Ending]] = {}

    @cached_property
    def ways(self) -> tuple[Way, ...]:
        """To each state, one way for each set of events that may have happened before."""
        found = list(self._from(Way(self.trying.workflow.new("case-1")), set()))
        while (odd := self._odd(found)) is not None:
            found += self._from(odd, {way.mark for way in found})
        return tuple(found)

    @cached_property
    def fresh(self) -> dict[Way, list[Accepted]]:
        """The first way to each state and to each line, with what is accepted there first."""
        found: dict[Way, list[Accepted]] = {}
        seen: set[object] = set()
        for way in self.ways:
            lines = {(way.case.state, id(one.edge)): one for one in _accepted(self.onward(way))}
            new = [one for line, one in lines.items() if line not in seen]
            if new or way.case.state not in seen:
                found[way] = new
            seen |= {way.case.state, *lines}
        return found

    @cached_property
    def events(self) -> dict[str, Event]:
        """One accepted event of each name that is ever accepted."""
        said = [one for way in self.ways for one in way.answers]
        return {one.fact.event.name: one.fact.event for one in reversed(said)}

    def onward(self, way: Way) -> tuple[Accepted | Refused, ...]:
        """What is said to the right event of each line that leaves the state, in their order."""
        if way not in self._onward:
            lines = self._lines(way.case.state)
            said = [self.trying.right(way.case, line) for line in lines]
            self._onward[way] = tuple(one for one in said if one is not None)
        return self._onward[way]

    def endings(self, state: str) -> list[Ending]:
        """From the first way to a state to each end: what is refused there, and what leads on.

        Each event comes with the case that it met. Where no end is reached there is one of nothing.
        """
        if state not in self._endings:
            first = next(way for way in self.ways if way.case.state == state)
            ends: dict[str, Ending] = {}
            for way in self._from(Way(first.case), set()):
                if self.trying.workflow.is_final(way.case.state):
                    ends.setdefault(way.case.state, tuple(self._past(Way(first.case), way)))
            self._endings[state] = list(ends.values()) or [()]
        return self._endings[state]

    def _past(self, begin: Way, way: Way) -> Iterator[tuple[Case, Event]]:
        case = begin.case
        for answer in way.answers:
            for line in self._lines(case.state):
                said = self.trying.right(case, line)
                if isinstance(said, Refused):
                    yield case, said.event
            yield case, answer.fact.event
            case = answer.case

    def _from(self, begin: Way, seen: set[object]) -> Iterator[Way]:
        waiting = deque([begin])
        seen.add(begin.mark)
        while waiting:
            way = waiting.popleft()
            yield way
            for answer in _accepted(self.onward(way)):
                longer = way.on(answer)
                if longer.mark not in seen:
                    seen.add(longer.mark)
                    waiting.append(longer)

    def _lines(self, state: str) -> list[Transition]:
        return [line for line in self.trying.workflow.transitions if state in line.sources]

    def _odd(self, ways: list[Way]) -> Way | None:
        """A way that differs in one field, by which a line is open that was closed up to now."""
        met = {
            (way.case.state, id(one.edge)) for way in ways for one in _accepted(self.onward(way))
        }
        for way in ways:
            closed = [
                line
                for line in self._lines(way.case.state)
                if (way.case.state, id(line)) not in met
            ]
            for other in self.varied(way) if closed else ():
                answers = [self.trying.right(other.case, line) for line in closed]
                if any(isinstance(one, Accepted) for one in answers):
                    return other
        return None

    def varied(self, way: Way) -> Iterator[Way]:
        """The way with one field of one event filled in otherwise, where that is accepted."""
        case = self.trying.workflow.new("case-1")
        for place, answer in enumerate(way.answers):
            for field, other in self.trying.others(case, answer):
                changed = self._again(
                    case, (other, *(e.fact.event for e in way.answers[place + 1 :]))
                )
                if changed is not None and changed[-1].case.state == way.case.state:
                    yield Way(changed[-1].case, (*way.answers[:place], *changed), field)
            case = answer.case

    def _again(self, case: Case, events: Iterable[Event]) -> tuple[Accepted, ...] | None:
        found: list[Accepted] = []
        for event in events:
            answer = self.trying.answer(case, event)
            if not isinstance(answer, Accepted):
                return None
            found.append(answer)
            case = answer.case
        return tuple(found)


def _accepted(answers: Iterable[Accepted | Refused]) -> list[Accepted]:
    return [answer for answer in answers if isinstance(answer, Accepted)]
