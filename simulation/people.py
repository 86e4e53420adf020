"""People: they do what is next as it should be done, and look their papers over first."""

from __future__ import annotations

from itertools import islice, product
from typing import TYPE_CHECKING, Any, Final

import attrs

from csrules.errors import CsrulesError
from csrules.kinds import Choice, Flag
from csrules.lifecycle.cases import Event
from csrules.lifecycle.verdicts import Accepted

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from csrules.forms import Field, Form
    from csrules.lifecycle.verdicts import Refused
    from csrules.workcalendar import WorkCalendar
    from simulation.dossiers import Dossier
    from simulation.draws import Draws

__all__ = ["data_for", "prepared"]

_NOTHING: Final[Mapping[str, Any]] = {}
_TRIES: Final = 3
_MOST_WAYS: Final = 128


def data_for(
    draws: Draws,
    form: Form | None,
    near: datetime,
    known: Mapping[str, Any],
    carried: Mapping[str, Any] = _NOTHING,
) -> dict[str, Any]:
    """What a form asks for beside what is ``carried``, and some of what it merely takes."""
    data: dict[str, Any] = dict(carried)
    if form is None:
        return data
    conditions = {each.name: each for each in form.conditions}
    for field in form.fields:
        asked = field.required is True
        if isinstance(field.required, str):
            condition, among = conditions[field.required], conditions[field.required].among
            asked = condition.field in data and (not among or data[condition.field] in among)
        if field.name not in data and (asked or draws.often(30)):
            data[field.name] = draws.field(field, near, known)
    return data


def prepared(
    draws: Draws,
    dossier: Dossier,
    at: datetime,
    policy: Any,
    calendar: WorkCalendar,
    event_id: str | None,
) -> Event:
    """The next event of a case, mended by asking beforehand what would be refused.

    It may be refused all the same: nobody tries forever.
    """
    flow, case = dossier.flow, dossier.case
    carried = _NOTHING
    if dossier.begins_with is not None and not dossier.facts:
        name, carried = dossier.begins_with
    else:
        name = draws.one(flow.leading[case.state])
    spec = flow.specs[name]
    by = draws.one(flow.lines[case.state, name][0].by)
    data = data_for(draws, spec.form, at, case.data, carried)
    event = Event(name, at, by, data, event_id)
    for _ in range(_TRIES):
        try:
            answer = flow.workflow.decide(case, event, policy, calendar)
            if isinstance(answer, Accepted) or not _mendable(answer):
                return event
            event = _mended(draws, dossier, event, answer, spec.fields)
        except CsrulesError:  # a blank, or what was carried does not fit: the office will see
            return event
    return event


def _mendable(answer: Refused) -> bool:
    """Whether another paper or another actor could do."""
    loose = all(guard.actor or guard.needs for guard in answer.failed)
    return answer.edge is not None and (loose or bool(answer.missing))


def _mended(
    draws: Draws, dossier: Dossier, event: Event, answer: Refused, fields: tuple[Field, ...]
) -> Event:
    """The event once more: what is missing filled in, and what a failed guard reads anew."""
    missing = {each.name for each in answer.missing}
    needs = missing or {field for guard in answer.failed for field in guard.needs}
    if not missing:
        fitting = _fitting(draws, event, answer, fields, needs)
        if fitting is not None:
            return fitting
    known = {**dossier.case.data, **event.data}
    new = {f.name: draws.field(f, event.at, known) for f in fields if f.name in needs}
    return attrs.evolve(event, data={**event.data, **new})


def _fitting(
    draws: Draws, event: Event, answer: Refused, fields: tuple[Field, ...], needs: set[str]
) -> Event | None:
    """The event with other flags, choices and actors for which the failed guards hold, if any."""
    context, edge = answer.context, answer.edge
    finite = {field.name: _few(field) for field in fields if field.name in needs}
    finite = {name: ways for name, ways in finite.items() if ways}
    roles = edge.by if edge is not None and any(g.actor for g in answer.failed) else (event.by,)
    rows = list(islice(product(*finite.values(), roles), _MOST_WAYS))
    if context is None or len(rows) < 2:
        return None
    first = draws.upto(len(rows) - 1)
    for row in (*rows[first:], *rows[:first]):
        chosen = dict(zip(finite, row, strict=False))
        new = attrs.evolve(event, by=row[-1], data={**event.data, **chosen})
        ready = attrs.evolve(context, event=new, data={**context.data, **chosen})
        if all(guard.holds(ready) for guard in answer.failed):
            return new
    return None


def _few(field: Field) -> tuple[Any, ...]:
    if isinstance(field.kind, Flag):
        return (True, False)
    return field.kind.choices if isinstance(field.kind, Choice) else ()
