"""Looking ahead: what could be done with a case now, and how its clocks stand."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from csrules.calendars.moments import a_moment, span
from csrules.citation import Reason, Text
from csrules.errors import Fault, InputError
from csrules.lifecycle.cases import ClockStatus, ClockView, Event
from csrules.lifecycle.transitions import Context
from csrules.lifecycle.verdicts import Chance, Code, Option, refusals

if TYPE_CHECKING:
    from datetime import datetime

    from csrules.lifecycle.cases import Case, ClockRun
    from csrules.lifecycle.definition import Definition
    from csrules.lifecycle.transitions import EventSpec, Guard, Transition
    from csrules.policy import Policy
    from csrules.workcalendar import WorkCalendar

__all__ = ["allowed_of", "clocks_of", "earlier", "options_of"]

_ZERO = timedelta(0)


def earlier(one: datetime, other: datetime) -> bool:
    """Whether one event is before another; naive and aware times do not mix."""
    if one.tzinfo is None and other.tzinfo is None:
        return one < other
    if (one.tzinfo is None) is not (other.tzinfo is None):
        mend = "use naive times throughout, or aware ones throughout"
        raise InputError(Fault("event.at", one, "a time like the case's own, aware or naive", mend))
    return span(other, one) < _ZERO


def options_of(
    flow: Definition,
    case: Case,
    policy: Policy | None,
    at: datetime,
    calendar: WorkCalendar | None,
) -> tuple[Option, ...]:
    """How every event of a workflow stands for a case at a moment."""
    table, at = flow.table(), a_moment(at, "at")
    return tuple(
        _option(flow, case, spec, table.get((case.state, spec.name), ()), policy, at, calendar)
        for spec in flow.events
    )


def allowed_of(
    flow: Definition,
    case: Case,
    policy: Policy | None,
    at: datetime,
    calendar: WorkCalendar | None,
) -> tuple[str, ...]:
    """The events that would be accepted at a moment, if what they require is met."""
    options = options_of(flow, case, policy, at, calendar)
    return tuple(option.event for option in options if option.chance is not Chance.REFUSED)


def _option(
    flow: Definition,
    case: Case,
    spec: EventSpec,
    edges: tuple[Transition, ...],
    policy: Policy | None,
    at: datetime,
    calendar: WorkCalendar | None,
) -> Option:
    code = _closed(flow, case, at, edges)
    if code is not None:
        why = refusals(flow, code, case.state, spec.name)
        return Option(spec.name, Chance.REFUSED, code, (), (), (), (), (), why)
    context = Context(case, Event(spec.name, at, edges[0].by[0]), case.data, policy, calendar)
    open_: list[Transition] = []
    barred: list[Guard] = []
    for edge in _possible(edges, context):
        bad = [guard for guard in edge.guards if not _loose(guard) and not guard.holds(context)]
        barred.extend(bad)
        if not bad:
            open_.append(edge)
    if not open_:
        failed = tuple(dict.fromkeys(barred))
        why = tuple(Reason(guard.rule, guard.text) for guard in failed)
        return Option(spec.name, Chance.REFUSED, Code.DENIED, (), (), (), failed, (), why)
    conditions = [
        guard
        for edge in open_
        for guard in (*edge.guards, *([edge.when] if edge.when and len(open_) == 1 else ()))
        if _loose(guard)
    ]
    requirements = tuple(dict.fromkeys([*conditions, *barred]))
    actors = tuple(dict.fromkeys(role for edge in open_ for role in edge.by))
    fields = tuple(field for field in spec.fields if field.required)
    anyone = all(set(edge.by) >= set(flow.roles) for edge in open_)
    free = anyone and not requirements and not fields
    why = (
        *(Reason(field.rule, field.label) for field in fields),
        *(Reason(guard.rule, guard.text) for guard in requirements),
    )
    chance = Chance.ALLOWED if free else Chance.CONDITIONAL
    targets = tuple(dict.fromkeys(edge.target for edge in open_))
    return Option(spec.name, chance, None, actors, fields, requirements, (), targets, why)


def _loose(guard: Guard) -> bool:
    """Whether a guard depends on what the event brings or on who acts."""
    return bool(guard.needs) or guard.actor


def _closed(
    flow: Definition, case: Case, at: datetime, edges: tuple[Transition, ...]
) -> Code | None:
    if flow.is_final(case.state):
        return Code.ENDED
    if case.changed is not None and earlier(at, case.changed):
        return Code.OUT_OF_ORDER
    return None if edges else Code.UNDECLARED


def _possible(edges: tuple[Transition, ...], context: Context) -> list[Transition]:
    """The branches that an event could take, whatever it brings."""
    found = []
    for edge in edges:
        when = edge.when
        if when is None or _loose(when):
            found.append(edge)
        elif when.holds(context):
            return [*found, edge]
    return found


def clocks_of(flow: Definition, case: Case, at: datetime) -> tuple[ClockView, ...]:
    """The clocks of a case at a moment: the running ones first, by their due time."""
    views = [_view(flow, case, run, at) for run in case.clocks]
    running = [view for view in views if view.remaining is not None]
    rest = [view for view in views if view.remaining is None]
    return (*sorted(running, key=lambda view: view.due), *rest)


def _view(flow: Definition, case: Case, run: ClockRun, at: datetime) -> ClockView:
    limit, remaining = run.deadline, None
    if run.stopped is not None:
        status = ClockStatus.MET if limit.met(run.stopped) else ClockStatus.LATE
    elif flow.is_final(case.state):  # what was overdue already when the case ended stays late
        late = case.changed is not None and not limit.met(case.changed)
        status = ClockStatus.LATE if late else ClockStatus.RELEASED
    else:
        remaining = limit.remaining(at)
        status = ClockStatus.OVERDUE if remaining < _ZERO else ClockStatus.RUNNING
    spec = next((each for each in flow.limits if each.name == run.name), None)
    if spec is None:  # a clock that an older version declared
        return ClockView(
            run.name, Text(run.name, run.name), limit.rule, status, limit, run.stopped, remaining
        )
    return ClockView(
        run.name, spec.text, limit.rule or spec.rule, status, limit, run.stopped, remaining
    )
