"""Walks: a fixed way through a whole workflow, past everything that it must refuse."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

import attrs

from csrules.calendars.moments import later
from csrules.lifecycle.verdicts import Accepted, Refused
from csrules.testing.known_ways import Known
from csrules.testing.right_events import Trying

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from csrules.lifecycle.cases import Event
    from csrules.policy import Policy
    from csrules.testing.known_ways import Ending, Way
    from csrules.workcalendar import WorkCalendar
    from csrules.workflow import Workflow

__all__ = ["Walk", "walks"]

_SECOND: Final = timedelta(seconds=1)


@attrs.frozen
class Walk:
    """One case from its first event on: what happens to it, and what the model says each time.

    A refused event changes nothing: the next one meets the case as it was.
    """

    answers: tuple[Accepted | Refused, ...]

    @property
    def events(self) -> tuple[Event, ...]:
        """The events in their order, those that are refused among them."""
        return tuple(map(_event, self.answers))


def walks(
    workflow: Workflow,
    policy: Policy | None = None,
    calendar: WorkCalendar | None = None,
    *,
    start: datetime,
) -> Iterator[Walk]:
    """Walks that meet each rule of a workflow: no drawing, the same ones every time.

    They are made of what the workflow declares. In each state they try, by the shortest way there:
    every event by every role; its data without each field; each guard failing alone; events that
    the state does not provide; an event's id or key again; an event out of order, and one at the
    very moment of the last. Behind that the case goes on to every end that it can reach, past what
    is refused on the way, so that a system says something else in which a refusal left a trace.
    What leads on is tried in each state after every set of events that may have come before.

    The first event happens at ``start``. A line of the table for which no accepted event is found
    is left out.

    >>> from datetime import datetime
    >>> from csrules.regulations import company
    >>> first = next(walks(company.IMPROVEMENT, start=datetime(2024, 3, 1, 9)))
    >>> [event.name for event, answer in zip(first.events, first.answers) if answer.accepted]
    ['propose', 'arrange', 'execute', 'confirm']
    """
    known = Known(Trying(workflow, policy, calendar, start))
    for way, fresh in known.fresh.items():
        yield from _tried(known, way, fresh)
        yield from _closed(known, way, fresh)
    for way in known.ways:
        for answer in known.onward(way):
            yield Walk((*way.answers, answer))


def _tried(known: Known, way: Way, fresh: list[Accepted]) -> Iterator[Walk]:
    """All that is tried at one point: what is refused in one case, what is accepted each alone."""
    said = [known.trying.answer(way.case, event) for event in _tries(known, way, fresh)]
    accepted = [one for one in said if isinstance(one, Accepted)]
    refused = [one for one in said if isinstance(one, Refused)]
    alone = [one for right in fresh for one in known.trying.failing(right, way.case)]
    for one in alone:  # each before each other one, which may show its traces
        refused += [one, *(other for other in alone if other is not one)]
    together: list[list[Accepted | Refused]] = [[*refused]]
    together += [[one] for one in accepted]
    for some in together:
        case = some[-1].case if some else way.case
        for ending in known.endings(case.state):
            yield _gone_on(known, way, some, ending)


def _tries(known: Known, way: Way, fresh: list[Accepted]) -> Iterator[Event]:
    """The right events, each with one thing wrong; and what does not belong here."""
    case, flow = way.case, known.trying.workflow
    rights = [right.fact.event for right in fresh]
    for event in rights:
        yield from (attrs.evolve(event, by=str(role)) for role in flow.roles if role != event.by)
        for name in event.data:
            rest = {field: value for field, value in event.data.items() if field != name}
            yield attrs.evolve(event, data=rest)
        if case.changed is not None:
            yield attrs.evolve(event, at=later(case.changed, -_SECOND))
            yield attrs.evolve(event, at=case.changed)
    provided = flow.events_from(case.state)
    for name, event in known.events.items():
        if name not in provided:
            yield attrs.evolve(event, at=known.trying.next_moment(case), id=None)
    for before in (answer.fact.event for answer in way.answers):
        yield before
        if before.id is not None:
            yield from (attrs.evolve(event, id=before.id) for event in rights)
        else:
            yield attrs.evolve(before, id="another")


def _closed(known: Known, way: Way, fresh: list[Accepted]) -> Iterator[Walk]:
    """For each guard that no event makes fail alone here: another history, in which one does."""
    for right in fresh:
        alone = {one.failed[0] for one in known.trying.failing(right, way.case)}
        left = [guard for guard in right.edge.guards if guard not in alone]
        for other in known.varied(way) if left else ():
            said = known.trying.answer(other.case, right.fact.event)
            if isinstance(said, Refused) and [one in left for one in said.failed] == [True]:
                left.remove(said.failed[0])
                for ending in known.endings(way.case.state):
                    yield _gone_on(known, other, [said], ending)


def _gone_on(known: Known, way: Way, tried: Sequence[Accepted | Refused], ending: Ending) -> Walk:
    """The way, what was tried at its end, and the ending from there, each event in its time."""
    answers = [*way.answers, *tried]
    case = answers[-1].case if answers else way.case
    for before, event in ending:
        answer = known.trying.answer(case, known.trying.again(case, event, before))
        if answer is not None:
            answers.append(answer)
            case = answer.case
    return Walk(tuple(answers))


def _event(answer: Accepted | Refused) -> Event:
    return answer.fact.event if isinstance(answer, Accepted) else answer.event
