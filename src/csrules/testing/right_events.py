"""Events that a case accepts, or refuses for one reason alone, found by trying."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import combinations, islice, product
from typing import TYPE_CHECKING, Any, Final

import attrs

from csrules.calendars.moments import later
from csrules.errors import MissingParameterError, NotCoveredError
from csrules.lifecycle.cases import Event
from csrules.lifecycle.verdicts import Accepted, Refused
from csrules.testing.plain_values import few_values

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from csrules.lifecycle.cases import Case
    from csrules.lifecycle.transitions import EventSpec, Guard, Transition
    from csrules.policy import Policy
    from csrules.workcalendar import WorkCalendar
    from csrules.workflow import Workflow

__all__ = ["Trying"]

_PAUSE: Final = timedelta(hours=7)  # so that a few steps reach the next day
_MOST: Final = 512  # combinations of values that are looked through
_SECOND: Final = timedelta(seconds=1)


@attrs.frozen
class Trying:
    """A workflow under one policy and calendar, and when the first event of a case happens."""

    workflow: Workflow
    policy: Policy | None
    calendar: WorkCalendar | None
    start: datetime

    def answer(self, case: Case, event: Event) -> Accepted | Refused | None:
        """What the model says; None where the policy or the calendar does not reach so far."""
        try:
            return self.workflow.decide(case, event, self.policy, self.calendar)
        except (MissingParameterError, NotCoveredError):
            return None

    def next_moment(self, case: Case) -> datetime:
        """When the next event happens where nothing asks for another time."""
        return self.start if case.changed is None else later(case.changed, _PAUSE)

    def plain(self, case: Case, name: str, by: str) -> Event:
        """An event with the plainest data, complete; whatever the case says to it."""
        at, number = self.next_moment(case), len(case.keys) + 1
        data = self._complete(self.spec(name), case, at, {})
        return Event(name, at, by, data, f"e{number}" if number % 2 else None)

    def again(self, case: Case, event: Event, before: Case) -> Event:
        """The event of another case, for this one: as long after the event before it."""
        at = self.next_moment(case)
        if case.changed is not None and before.changed is not None:
            at = later(case.changed, event.at - before.changed)
        own = None if event.id is None else f"e{len(case.keys) + 1}"
        return attrs.evolve(event, at=at, id=own)

    def spec(self, name: str) -> EventSpec:
        """How the event is declared."""
        return next(spec for spec in self.workflow.events if spec.name == name)

    def right(self, case: Case, edge: Transition) -> Accepted | Refused | None:
        """What is said to the plainest event that this line of the table accepts, or to the plain
        one where it accepts none; None where the model has no answer."""
        first = self.plain(case, edge.event, edge.by[0])
        answer = self.answer(case, first)
        if isinstance(answer, Accepted) and answer.edge is edge:
            return answer
        guards = _asked(self.workflow, edge)
        if isinstance(answer, Refused) and answer.edge is edge:
            guards = answer.failed
        for needed in (guards, _asked(self.workflow, edge)):
            for event in self._ways(case, first, edge, _needs(needed)):
                said = self.answer(case, event)
                if isinstance(said, Accepted) and said.edge is edge:
                    return said
        return answer if answer is not None and answer.edge is edge else None

    def failing(self, accepted: Accepted, case: Case) -> Iterator[Refused]:
        """For each guard of the line an event that this guard alone refuses, if there is one."""
        edge, right = accepted.edge, accepted.fact.event
        left = {guard.name for guard in edge.guards}
        needs = _needs(edge.guards)
        for some in (*combinations(needs, 1), *combinations(needs, 2), ()):
            if not left:
                return
            for event in self._ways(case, right, edge, some):
                answer = self.answer(case, event)
                if (
                    isinstance(answer, Refused)
                    and answer.edge is edge
                    and [guard.name in left for guard in answer.failed] == [True]
                    and not answer.missing
                    and not answer.actors
                ):
                    left.discard(answer.failed[0].name)
                    yield answer

    def others(self, case: Case, accepted: Accepted) -> Iterator[tuple[str, Event]]:
        """The event with each of its fields filled in otherwise, and the field's name."""
        event, edge = accepted.fact.event, accepted.edge
        for field in self.spec(event.name).fields:
            for other in self._ways(case, event, edge, [field.name]):
                if other.by == event.by and other != event:
                    yield f"{event.name}.{field.name}", other

    def _ways(
        self, case: Case, event: Event, edge: Transition, needs: Iterable[str]
    ) -> Iterator[Event]:
        """The event with other values of some fields, by each of the line, now or once overdue."""
        spec = self.spec(event.name)
        fields = {field.name: field for field in spec.fields if field.name in set(needs)}
        for at, by in product(self._moments(case, event), edge.by):
            known = {**case.data, **event.data}
            columns = [
                few_values(field, near=at, known=known, policy=self.policy)
                for field in fields.values()
            ]
            for row in islice(product(*columns), _MOST):
                chosen = dict(zip(fields, row, strict=True))
                data = self._complete(spec, case, at, {**event.data, **chosen})
                yield attrs.evolve(event, at=at, by=by, data=data)

    def _moments(self, case: Case, event: Event) -> list[datetime]:
        due = {run.deadline.due for run in case.clocks if run.stopped is None}
        return [event.at, *(later(each, _SECOND) for each in sorted(due) if each >= event.at)]

    def _complete(
        self, spec: EventSpec, case: Case, at: datetime, given: Mapping[str, Any]
    ) -> dict[str, Any]:
        """The data with the plainest value of every field that is then still required."""
        fields = {field.name: field for field in spec.fields}
        data = dict(given)
        while spec.form is not None and (missing := spec.form.check(data).missing):
            for each in missing:
                known = {**case.data, **data}
                few = few_values(fields[each.name], near=at, known=known, policy=self.policy)
                data[each.name] = few[0]
        return {name: data[name] for name in fields if name in data}


def _asked(workflow: Workflow, edge: Transition) -> tuple[Guard, ...]:
    """The guards of a line, and what tells it from the others of its state and event."""
    lines = [
        other
        for other in workflow.transitions
        if other.event == edge.event and set(other.sources) & set(edge.sources)
    ]
    return (*edge.guards, *(line.when for line in lines if line.when is not None))


def _needs(guards: Iterable[Guard]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for guard in guards for name in guard.needs))
