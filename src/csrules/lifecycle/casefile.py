"""Cases, events, facts and answers as versioned JSON; see `caseload` for the way back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import attrs

from csrules.deadlines import Deadline
from csrules.errors import refuse
from csrules.lifecycle.cases import Case, Event, Fact
from csrules.lifecycle.codec import encode
from csrules.lifecycle.effects import EFFECTS
from csrules.lifecycle.verdicts import Accepted, Refused

if TYPE_CHECKING:
    from csrules.kinds import Plain
    from csrules.lifecycle.cases import Key
    from csrules.lifecycle.effects import Effect

__all__ = ["FORMAT", "dump", "dump_json"]

FORMAT = 1


def _written_event(event: Event) -> dict[str, Plain]:
    return {
        "name": event.name,
        "at": event.at.isoformat(),
        "by": str(event.by),
        "data": encode(event.data, "event.data"),
        "id": event.id,
    }


def _written_effect(effect: Effect) -> dict[str, Plain]:
    name = next(name for name, kind in EFFECTS.items() if type(effect) is kind)
    found: dict[str, Any] = {"effect": name}
    for field in attrs.fields(type(effect)):
        value = getattr(effect, field.name)
        found[field.name] = (
            value.to_json() if isinstance(value, Deadline) else encode(value, field.name)
        )
    return found


def _written_key(key: Key) -> Plain:
    return key if isinstance(key, str) else [key[0], key[1].isoformat(), str(key[2])]


def _written_case(case: Case) -> dict[str, Plain]:
    return {
        "workflow": case.workflow,
        "version": case.version,
        "id": case.id,
        "state": case.state,
        "data": encode(case.data, "case.data"),
        "clocks": [
            {
                "name": run.name,
                "deadline": run.deadline.to_json(),
                "stopped": None if run.stopped is None else run.stopped.isoformat(),
            }
            for run in case.clocks
        ],
        "opened": None if case.opened is None else case.opened.isoformat(),
        "changed": None if case.changed is None else case.changed.isoformat(),
        "keys": [_written_key(key) for key in case.keys],
    }


def _written_fact(fact: Fact) -> dict[str, Plain]:
    return {
        "workflow": fact.workflow,
        "version": fact.version,
        "case": fact.case,
        "event": _written_event(fact.event),
        "source": fact.source,
        "target": fact.target,
        "effects": [_written_effect(effect) for effect in fact.effects],
        "policy": fact.policy,
    }


def dump(thing: Case | Event | Fact | Accepted | Refused) -> dict[str, Plain]:
    """A case, event, fact or answer as plain JSON data with its format version."""
    found: dict[str, Plain] = {"csrules": FORMAT}
    if isinstance(thing, Case):
        return found | {"type": "case", "case": _written_case(thing)}
    if isinstance(thing, Event):
        return found | {"type": "event", "event": _written_event(thing)}
    if isinstance(thing, Fact):
        return found | {"type": "fact", "fact": _written_fact(thing)}
    if isinstance(thing, Accepted):
        return found | {
            "type": "accepted",
            "case": _written_case(thing.case),
            "fact": _written_fact(thing.fact),
            "reasons": _reasons(thing),
        }
    if isinstance(thing, Refused):
        return found | {
            "type": "refused",
            "code": str(thing.code),
            "case": _written_case(thing.case),
            "event": _written_event(thing.event),
            "failed": [guard.name for guard in thing.failed],
            "missing": [field.name for field in thing.missing],
            "actors": list(thing.actors),
            "allowed": list(thing.allowed),
            "reasons": _reasons(thing),
        }
    refuse("thing", thing, "a Case, Event, Fact, Accepted or Refused")


def _reasons(answer: Accepted | Refused) -> list[Plain]:
    return [
        {"rule": reason.rule, "en": reason.text.en, "zh": reason.text.zh}
        for reason in answer.reasons
    ]


def dump_json(thing: Case | Event | Fact | Accepted | Refused) -> str:
    """`dump` as JSON text, the same bytes for the same value."""
    return json.dumps(dump(thing), ensure_ascii=False, sort_keys=True)
