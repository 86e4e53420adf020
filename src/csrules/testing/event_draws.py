"""Events of a workflow: those that a case would accept now, and any at all."""

from __future__ import annotations

from datetime import timedelta
from itertools import islice, product
from typing import TYPE_CHECKING, Any, Final

import attrs
from hypothesis import reject
from hypothesis import strategies as st

from csrules.calendars.moments import later
from csrules.errors import MissingParameterError, NotCoveredError
from csrules.kinds import Choice, Flag, Moment
from csrules.lifecycle.cases import Event
from csrules.lifecycle.verdicts import Accepted
from csrules.testing.calendar_instants import instants
from csrules.testing.form_data import data_for, value_for
from csrules.testing.kind_refusals import not_values
from csrules.testing.kind_values import values
from csrules.testing.whole_numbers import wholes

if TYPE_CHECKING:
    from datetime import datetime

    from hypothesis.strategies import SearchStrategy

    from csrules.forms import Field
    from csrules.lifecycle.cases import Case
    from csrules.lifecycle.transitions import Context, EventSpec, Guard
    from csrules.lifecycle.verdicts import Refused
    from csrules.policy import Policy
    from csrules.workcalendar import WorkCalendar
    from csrules.workflow import Workflow

__all__ = ["any_events", "events", "moments_after", "step"]

_TRIES: Final = 8  # changes to an event that is not accepted as it was drawn
_MOST_WAYS: Final = 512  # combinations of flags and choices that are looked through
_SECOND: Final = timedelta(seconds=1)
_MINUTES: Final = (0, 1, 59, 60, 24 * 60, 6 * 24 * 60, 7 * 24 * 60)


def moments_after(
    case: Case, *, start: datetime | None = None, calendar: WorkCalendar | None = None
) -> SearchStrategy[datetime]:
    """Moments at which a case may go on: soon, within ten days, or where one of its clocks is due.

    A clock's due instant comes with the second before and after it. A case to which nothing has
    happened yet begins at ``start``, or anywhere in ``calendar``.
    """
    base = case.changed or start
    if base is None:
        return instants(calendar) if calendar else values(Moment()).filter(_naive)
    hours = st.integers(0, 24).map(_sixty)  # first: a smaller example has whole hours
    soon = st.one_of(hours, st.integers(0, 60), st.integers(0, 24 * 60))
    gaps = st.one_of(soon, wholes(0, 10 * 24 * 60, _MINUTES)).map(_minutes)
    plain = gaps.map(lambda gap: later(base, gap))
    due = [
        moment
        for run in case.clocks
        if run.stopped is None
        for step in (-_SECOND, timedelta(0), _SECOND)
        if (moment := later(run.deadline.due, step)) >= base
    ]
    return st.one_of(plain, st.sampled_from(due)) if due else plain


def _sixty(number: int) -> int:
    return 60 * number


def _minutes(number: int) -> timedelta:
    return timedelta(minutes=number)


def _naive(moment: datetime) -> bool:
    return moment.tzinfo is None and 1900 < moment.year < 2100


def events(
    workflow: Workflow,
    case: Case,
    policy: Policy | None = None,
    calendar: WorkCalendar | None = None,
    *,
    at: datetime | None = None,
    start: datetime | None = None,
) -> SearchStrategy[Event]:
    """Events that ``case`` accepts, ``at`` a moment or at one of `moments_after`.

    Guards are met by looking for data that passes them. A case that accepts nothing (it has ended)
    gives no example at all.

    >>> from datetime import datetime
    >>> from hypothesis import find
    >>> from csrules.regulations import company
    >>> new = company.COMPLAINT.new("K-1")
    >>> nine = datetime(2024, 3, 1, 9)
    >>> find(events(company.COMPLAINT, new, company.policy(), at=nine), lambda event: True).name
    'report'
    """
    return _events(workflow, case, policy, calendar, at, start)


@st.composite
def _events(
    draw: st.DrawFn,
    workflow: Workflow,
    case: Case,
    policy: Policy | None,
    calendar: WorkCalendar | None,
    at: datetime | None,
    start: datetime | None,
) -> Event:
    answer = step(draw, workflow, case, policy, calendar, at=at, start=start)
    return reject() if answer is None else answer.fact.event


def step(
    draw: st.DrawFn,
    workflow: Workflow,
    case: Case,
    policy: Policy | None,
    calendar: WorkCalendar | None,
    *,
    at: datetime | None = None,
    start: datetime | None = None,
) -> Accepted | None:
    """One accepted event drawn within another strategy; None where the case accepts nothing.

    Steps that lead on are drawn more often than those that stay in their state.
    """
    names = _leading_first(workflow, case)
    while names:
        name = draw(st.sampled_from(names))
        moment = at or draw(moments_after(case, start=start, calendar=calendar))
        answer = _accepted(draw, workflow, case, name, moment, policy, calendar)
        if answer is not None:
            return answer
        names = [other for other in names if other != name]
    return None


def _leading_first(workflow: Workflow, case: Case) -> list[str]:
    """The events that the table provides here, those that change the state twice."""
    edges = {name: workflow.table()[case.state, name] for name in workflow.events_from(case.state)}
    leading = [
        name for name, rows in edges.items() if any(row.target != case.state for row in rows)
    ]
    return [*leading, *edges]


def _spec(workflow: Workflow, name: str) -> EventSpec:
    return next(spec for spec in workflow.events if spec.name == name)


def _accepted(
    draw: st.DrawFn,
    workflow: Workflow,
    case: Case,
    name: str,
    at: datetime,
    policy: Policy | None,
    calendar: WorkCalendar | None,
) -> Accepted | None:
    """An event of this name that is accepted, by trying again what the guards did not let pass."""
    spec = _spec(workflow, name)
    edges = workflow.table()[case.state, name]
    roles = list(dict.fromkeys(role for row in edges for role in row.by))
    by = draw(st.sampled_from(roles))
    event = Event(name, at, by, draw(data_for(spec, near=at, known=case.data)))
    for _ in range(_TRIES):
        answer = _decided(workflow, case, event, policy, calendar)
        if isinstance(answer, Accepted):
            return answer
        if answer is None or answer.context is None:
            return None
        if answer.missing:
            event = _again(draw, case, spec, event, {each.name for each in answer.missing})
        elif answer.actors:
            event = attrs.evolve(event, by=draw(st.sampled_from(answer.actors)))
        elif len(edges) == 1 and not all(_loose(guard) for guard in answer.failed):
            return None  # whatever the event brings
        else:
            needs = {field for guard in answer.failed for field in guard.needs}
            event = _mended(draw, spec, answer, roles) or _again(draw, case, spec, event, needs)
    return None


def _loose(guard: Guard) -> bool:
    return guard.actor or bool(guard.needs)


def _decided(
    workflow: Workflow,
    case: Case,
    event: Event,
    policy: Policy | None,
    calendar: WorkCalendar | None,
) -> Accepted | Refused | None:
    """The answer; None where the policy or the calendar does not reach far enough for one."""
    try:
        return workflow.decide(case, event, policy, calendar)
    except (MissingParameterError, NotCoveredError):
        return None


def _mended(draw: st.DrawFn, spec: EventSpec, answer: Refused, roles: list[str]) -> Event | None:
    """The event with other flags, choices and roles, so that what failed holds, from a drawn
    combination on; None where no combination will do."""
    event, context, failed = answer.event, answer.context, answer.failed
    needs = {field for guard in failed for field in guard.needs}
    finite = {field.name: _few(field) for field in spec.fields if field.name in needs}
    finite = {name: ways for name, ways in finite.items() if ways}
    actors = roles if any(guard.actor for guard in failed) else [event.by]
    rows = list(islice(product(*finite.values(), actors), _MOST_WAYS))
    if context is None or len(rows) < 2:
        return None
    first = draw(st.integers(0, len(rows) - 1))
    for row in (*rows[first:], *rows[:first]):
        chosen = dict(zip(finite, row, strict=False))
        new = attrs.evolve(event, by=row[-1], data={**event.data, **chosen})
        ready = attrs.evolve(context, event=new, data={**context.data, **chosen})
        if _held(failed, ready):
            return new
    return None


def _held(guards: tuple[Guard, ...], context: Context) -> bool:
    """Whether all of them hold; one that needs a blank or an unknown day does not."""
    try:
        return all(guard.holds(context) for guard in guards)
    except (MissingParameterError, NotCoveredError):
        return False


def _few(field: Field) -> list[Any]:
    if isinstance(field.kind, Flag):
        return [False, True]
    return list(field.kind.choices) if isinstance(field.kind, Choice) else []


def _again(draw: st.DrawFn, case: Case, spec: EventSpec, event: Event, needs: set[str]) -> Event:
    """The event with those fields drawn anew."""
    new = {
        field.name: draw(value_for(field, near=event.at, known=case.data, agreeing=True))
        for field in spec.fields
        if field.name in needs
    }
    return attrs.evolve(event, data={**event.data, **new})


def any_events(
    workflow: Workflow,
    case: Case | None = None,
    *,
    start: datetime | None = None,
    wild: bool = False,
) -> SearchStrategy[Event]:
    """Any event of the workflow by any role with any data of the right kinds, complete or not.

    Every such event is accepted or refused, never an error. With ``case``, half of them are events
    that its state provides, complete and by the right role, so that the guards are met; some come
    twice or out of order. ``wild=True`` adds what is an error of the caller: unknown events, roles
    and fields, and values that their kind refuses.

    >>> from hypothesis import find
    >>> from csrules.regulations import company
    >>> event = find(any_events(company.COMPLAINT), lambda event: event.name == "tell")
    >>> event.by, dict(event.data)
    ('customer', {})
    """
    return _any_events(workflow, case, start, wild)


@st.composite
def _any_events(
    draw: st.DrawFn, workflow: Workflow, case: Case | None, start: datetime | None, wild: bool
) -> Event:
    known = case.data if case is not None else {}
    names = [spec.name for spec in workflow.events]
    roles = [str(role) for role in workflow.roles]
    here = workflow.events_from(case.state) if case is not None else ()
    complete = draw(st.booleans())
    if case is not None and here and draw(st.booleans()):  # what a guard alone may refuse
        names, complete = list(here), True
        name = draw(st.sampled_from(names))
        roles = [role for row in workflow.table()[case.state, name] for role in row.by]
    else:
        name = draw(st.sampled_from(names))
    by = draw(st.sampled_from(roles))
    spec = _spec(workflow, name)
    at = draw(_any_moment(case, start))
    data = draw(data_for(spec, near=at, known=known, complete=complete))
    own = draw(st.sampled_from([None, None, "e1", "e2"]))
    if case is not None and case.keys and draw(st.integers(0, 7)) == 7:
        key = draw(st.sampled_from(case.keys))
        if isinstance(key, str):
            own = key
        else:
            name, at, by = key
            own, data = None, draw(data_for(_spec(workflow, name), near=at, known=known))
    event = Event(name, at, by, data, own)
    return draw(_spoilt(workflow, event)) if wild and draw(st.booleans()) else event


def _any_moment(case: Case | None, start: datetime | None) -> SearchStrategy[datetime]:
    base = (case.changed if case is not None else None) or start
    if base is None:
        return values(Moment()).filter(_naive)
    gaps = wholes(-3 * 24 * 60, 10 * 24 * 60, _MINUTES).map(_minutes)
    return gaps.map(lambda gap: later(base, gap))


@st.composite
def _spoilt(draw: st.DrawFn, workflow: Workflow, event: Event) -> Event:
    """The event with one mistake of a caller in it."""
    fields = _spec(workflow, event.name).fields
    place = draw(st.integers(0, 5 if fields else 2))
    if place == 0:
        return attrs.evolve(event, name=f"{event.name}?")
    if place == 1:
        return attrs.evolve(event, by=f"{event.by}?")
    if place == 2:
        return attrs.evolve(event, data={**event.data, "unknown_field": 1})
    field = draw(st.sampled_from(fields))
    raw = draw(not_values(field.kind).filter(_given))
    return attrs.evolve(event, data={**event.data, field.name: raw})


def _given(raw: object) -> bool:
    """Whether a form sees a value there: None and blank text are missing to it, no fault."""
    return raw is not None and not (isinstance(raw, str) and not raw.strip())
