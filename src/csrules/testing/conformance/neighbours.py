"""Events beside an event: the same in all but one thing, at which a condition may turn."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import attrs

from csrules.kinds import Choice, Day, Flag, Money, Whole
from csrules.money import fen, yuan
from csrules.regulations.company import COMPLAINT
from csrules.testing.conformance.rights import rights
from csrules.testing.money_amounts import cuts_of
from csrules.testing.whole_numbers import around

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from csrules.forms import Field
    from csrules.lifecycle.cases import Case, Event
    from csrules.policy import Policy

__all__ = ["neighbours", "respelled"]


def neighbours(policy: Policy, case: Case, event: Event) -> Iterator[Event]:
    """By every other role, and with every field left out, turned, or moved to a corner."""
    for role in COMPLAINT.roles:
        if role != event.by:
            yield attrs.evolve(event, by=str(role))
    for field in _fields(event):
        if field.name in event.data:
            rest = {name: value for name, value in event.data.items() if name != field.name}
            yield attrs.evolve(event, data=rest)
            for value in _others(policy, field, {**case.data, **event.data}, case, event):
                yield attrs.evolve(event, data={**event.data, field.name: value})


def respelled(event: Event) -> Iterator[Event]:
    """With every field at each of its bounds, or written in another way."""
    for field in _fields(event):
        if isinstance(field.kind, Flag | Choice):
            continue  # those are turned by `neighbours`
        for value in rights(field.kind):
            yield attrs.evolve(event, data={**event.data, field.name: value})


def _fields(event: Event) -> tuple[Field, ...]:
    (spec,) = (each for each in COMPLAINT.events if each.name == event.name)
    return spec.fields


def _others(
    policy: Policy, field: Field, known: Mapping[str, Any], case: Case, event: Event
) -> Iterator[Any]:
    """Other values of a field: beside what else is known of the case, or where a limit ends."""
    kind = field.kind
    if isinstance(kind, Flag):
        yield not known[field.name]
    elif isinstance(kind, Choice):
        yield from (str(one) for one in kind.choices if one != known[field.name])
    elif isinstance(kind, Money):
        amounts = [fen(known[name]) for name in ("settlement", "told") if name in known]
        for amount in around(*cuts_of(policy), *amounts):
            if amount >= 0:
                yield yuan(amount)
    elif isinstance(kind, Whole):
        counts = [known[name] for name in ("quantity", "defective_quantity") if name in known]
        yield from (count for count in around(*counts) if count >= (kind.minimum or 0))
    elif isinstance(kind, Day):
        run = case.clock("closing")
        ends = [event.at.date(), *([] if run is None else [run.deadline.last_day])]
        for end in ends:
            yield from (end + timedelta(days=step) for step in (-1, 0, 1))
