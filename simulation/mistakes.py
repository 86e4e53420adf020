"""What goes wrong: each mistake makes of a right event one that is refused, or an error."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

import attrs

from csrules.errors import InputError, UnknownNameError
from csrules.kinds import Flag
from csrules.lifecycle.cases import Event
from simulation.people import data_for

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from typing import TypeAlias

    from simulation.dossiers import Dossier
    from simulation.draws import Draws

__all__ = ["MISTAKES", "Mistaken", "after_the_end"]

Mistaken: TypeAlias = "tuple[Event, type[InputError] | None]"
"""The event, and the error that it must raise: None where it must be an answer."""
_Make: TypeAlias = "Callable[[Draws, Dossier, Event], Mistaken]"


def _wrong_actor(draws: Draws, dossier: Dossier, event: Event) -> Mistaken:
    roles = tuple(dossier.flow.workflow.roles)
    return attrs.evolve(event, by=str(draws.one(roles))), None


def _wrong_event(draws: Draws, dossier: Dossier, event: Event) -> Mistaken:
    """Any event of the workflow, whether it is its turn or not."""
    return _any_event(draws, dossier, event.at), None


def _any_event(draws: Draws, dossier: Dossier, at: datetime) -> Event:
    spec = draws.one(tuple(dossier.flow.specs.values()))
    by = next(edge.by[0] for edge in dossier.flow.workflow.transitions if edge.event == spec.name)
    return Event(spec.name, at, by, data_for(draws, spec.form, at, dossier.case.data))


def _left_out(draws: Draws, dossier: Dossier, event: Event) -> Mistaken:
    if not event.data:
        return event, None
    name = draws.one(tuple(event.data))
    empty = draws.one((None, "", " \n", ...))
    data = {key: raw for key, raw in event.data.items() if key != name}
    return attrs.evolve(event, data=data if empty is ... else {**data, name: empty}), None


def _other_answer(draws: Draws, dossier: Dossier, event: Event) -> Mistaken:
    """A field filled in otherwise; flags turned round."""
    fields = [field for field in dossier.flow.specs[event.name].fields if field.name in event.data]
    if not fields:
        return event, None
    field = draws.one(fields)
    old = event.data[field.name]
    new = (not old) if isinstance(field.kind, Flag) else draws.value(field.kind, event.at)
    return attrs.evolve(event, data={**event.data, field.name: new}), None


def _too_old(draws: Draws, dossier: Dossier, event: Event) -> Mistaken:
    """Older than the last event, by a second or by days; a case's first event is as it is.

    It would only be early, and maybe before the calendar begins.
    """
    back = draws.one((timedelta(seconds=1), timedelta(hours=5), timedelta(days=9)))
    return event if dossier.last is None else attrs.evolve(event, at=dossier.last - back), None


def _again(draws: Draws, dossier: Dossier, event: Event) -> Mistaken:
    """A fact that was accepted before, told a second time."""
    return (draws.one(dossier.events) if dossier.facts else event), None


def _wrong_kind(draws: Draws, dossier: Dossier, event: Event) -> Mistaken:
    fields = dossier.flow.specs[event.name].fields
    if not fields:
        return _unknown_field(draws, dossier, event)
    raw: Any = draws.one((1.5, b"x", float("nan"), {"$": 1}))
    found = {**event.data, draws.one(fields).name: raw}
    return attrs.evolve(event, data=found), InputError


def _unknown_field(draws: Draws, dossier: Dossier, event: Event) -> Mistaken:
    return attrs.evolve(event, data={**event.data, "no_such_field": 1}), UnknownNameError


def _unknown_event(draws: Draws, dossier: Dossier, event: Event) -> Mistaken:
    return attrs.evolve(event, name=f"{event.name}_"), UnknownNameError


def _unknown_role(draws: Draws, dossier: Dossier, event: Event) -> Mistaken:
    return attrs.evolve(event, by=f"{event.by}_", id=None), UnknownNameError


def after_the_end(draws: Draws, dossier: Dossier, at: datetime) -> Mistaken:
    """Somebody comes back to a case that has ended, with a new event or with an old one."""
    if draws.often(30):
        return draws.one(dossier.events), None
    return _any_event(draws, dossier, draws.one((at, dossier.last or at))), None


MISTAKES: Final[dict[str, _Make]] = {
    "again": _again,
    "left_out": _left_out,
    "other_answer": _other_answer,
    "too_old": _too_old,
    "unknown_event": _unknown_event,
    "unknown_field": _unknown_field,
    "unknown_role": _unknown_role,
    "wrong_actor": _wrong_actor,
    "wrong_event": _wrong_event,
    "wrong_kind": _wrong_kind,
}
"""Every mistake by its name."""
