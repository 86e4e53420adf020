"""The contract's question about a complaint, and what each of its events brings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from csrules.bands import Tie
from csrules.deadlines import StartDay
from csrules.kinds import Flag, Items, Moment, Whole
from csrules.regulations.company import COMPLAINT as FLOW
from csrules.regulations.company import Refusal
from csrules.testing.conformance.operations import Capability, Operation, reading, shape
from csrules.testing.conformance.wire import EVENT, Local, Parameter

if TYPE_CHECKING:
    from csrules.forms import Field, Form

__all__ = ["COMPLAINT", "brought"]

COMPLAINT: Final = (
    Operation(
        "complaint",
        Capability.COMPLAINT,
        "one complaint form after its events: all before the last have been accepted; the answer "
        "is its state and the due instants of the clocks that run, or the last event is refused",
        (
            Parameter("events", Items(EVENT, 0, 200), "what happened, in order"),
            Parameter("visit_required", Flag(), "whether a visit comes before the end", True),
        ),
        (
            reading("tie", Tie, Tie.INCLUSIVE_WORDS),
            reading("refusal", Refusal, Refusal.NEW_CLOCK),
            reading("start_day", StartDay, StartDay.EXCLUDED),
        ),
        ("000-A20-1", "000-A24-3.1", "000-A25-1.1", "000-A25-3.1", "000-A26-1.1", "000-A27-1.5"),
        shape(
            state={"type": "string"},
            clocks={"type": "object", "additionalProperties": Local().schema()},
        ),
    ),
)


def brought() -> dict[str, Any]:
    """What each event of a complaint brings: the schema of its data, with rule and need of each.

    A field that is needed and not there refuses the event by its rule; None and blank text are
    not there. ``needed`` is true, false, or the values of other fields that make it so.

    >>> sample = brought()["file"]["data"]["properties"]["no_sample_reason"]
    >>> sample["rule"], sample["needed"]
    ('000-A25-1.2', {'sample': [False]})
    """
    return {
        spec.name: {
            "text": spec.text.en,
            "data": {
                "type": "object",
                "properties": {} if spec.form is None else _fields(spec.form),
                "additionalProperties": False,
            },
        }
        for spec in FLOW.events
    }


def _fields(form: Form) -> dict[str, Any]:
    needs: dict[bool | str, Any] = {True: True, False: False}
    for each in form.conditions:
        needs[each.name] = {each.field: list(each.among)}
    return {field.name: _field(field, needs[field.required]) for field in form.fields}


def _field(field: Field, needed: Any) -> dict[str, Any]:
    kind = field.kind.schema()
    if isinstance(field.kind, Moment):
        kind = _INSTANT
    if isinstance(field.kind, Whole):
        kind = {"maximum": 10**18 - 1} | kind  # csrules takes 18 digits
    return {
        "anyOf": [kind, {"type": ["string", "null"], "pattern": r"^\s*$"}],
        "description": f"{field.label.en}: {field.kind.expected}",
        "rule": field.rule,
        "needed": needed,
    }


_INSTANT: Final = {
    "type": "string",
    "pattern": Local().schema()["pattern"].replace("$", r"(\.[0-9]{1,6})?$"),
}
"""A moment that an event brings may have parts of a second; when it happens has none."""
