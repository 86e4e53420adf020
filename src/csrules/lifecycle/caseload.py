"""Cases, events, facts and answers back from the JSON that `csrules.lifecycle.casefile` writes.

Whatever a stranger stored, only csrules' own errors come out of reading it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NoReturn

import attrs

from csrules.bounds import DEEPEST_DATA, MOST_CHARACTERS, deeper
from csrules.citation import Reason, Text
from csrules.deadlines import Deadline
from csrules.doors import guarded
from csrules.errors import Fault, Faults, InputError, UnknownNameError, nearest, refuse
from csrules.forms import Missing, empty
from csrules.kinds import Identifier, Items, Kind, Moment, Named, Whole, Words
from csrules.lifecycle.casefile import FORMAT
from csrules.lifecycle.cases import Case, ClockRun, Event, Fact
from csrules.lifecycle.codec import decode
from csrules.lifecycle.effects import EFFECTS
from csrules.lifecycle.verdicts import Accepted, Code, Refused

if TYPE_CHECKING:
    from csrules.lifecycle.cases import Key
    from csrules.lifecycle.effects import Effect
    from csrules.workflow import Workflow

__all__ = ["load", "load_json"]


class _Reader:
    """Reads the parts of a JSON object, each missing or wrong one named."""

    def __init__(self, raw: object, path: str) -> None:
        if not isinstance(raw, dict) or not all(isinstance(name, str) for name in raw):
            refuse(path, raw, "a JSON object")
        self.raw: dict[str, Any] = raw
        self.path = path

    def get(self, name: str, kind: Kind[Any], *, optional: bool = False) -> Any:
        if optional and self.raw.get(name) is None:
            return None
        if name not in self.raw:
            refuse(f"{self.path}.{name}", None, kind.expected, "it is missing")
        return kind.read(self.raw[name], f"{self.path}.{name}")

    def part(self, name: str) -> _Reader:
        return _Reader(self.raw.get(name), f"{self.path}.{name}")

    def parts(self, name: str) -> list[_Reader]:
        raw = self.raw.get(name)
        if not isinstance(raw, list):
            refuse(f"{self.path}.{name}", raw, "a JSON array")
        return [_Reader(each, f"{self.path}.{name}[{n}]") for n, each in enumerate(raw)]


_ID = Identifier()
_NAME = Words(200)
_SAID = Words(20_000)
_VERSION = Whole("versions", 1)


def _data(reader: _Reader, flow: Workflow) -> tuple[dict[str, Any], dict[str, Any]]:
    """Case or event data as it stands, and as the kinds of the workflow's fields read it.

    A field that an older version knew is left as it stands.
    """
    kinds = {field.name: field.kind for event in flow.events for field in event.fields}
    raw = decode(reader.part("data").raw, f"{reader.path}.data")
    found, faults = dict(raw), Faults()
    for name, value in raw.items():
        path = f"{reader.path}.data.{name}"
        if faults.full:
            break
        with faults:
            if name in kinds and not empty(value):
                found[name] = kinds[name].read(value, path)
            elif name not in kinds and not flow.migrations:
                mend = nearest(name, kinds)
                raise UnknownNameError(Fault(path, value, f"a field of {flow.name!r}", mend))
    faults.raise_as(InputError)
    return raw, found


def _event(reader: _Reader, flow: Workflow) -> Event:
    return Event(
        reader.get("name", _NAME),
        reader.get("at", Moment()),
        reader.get("by", _NAME),
        _data(reader, flow)[0],
        reader.get("id", _ID, optional=True),
    )


def _deadline(reader: _Reader) -> Deadline:
    return Deadline.from_json(reader.raw)


def _effect(reader: _Reader) -> Effect:
    name = reader.get("effect", _NAME)
    if name not in EFFECTS:
        path = f"{reader.path}.effect"
        raise UnknownNameError(Fault(path, name, "a kind of effect", nearest(name, EFFECTS)))
    kind = EFFECTS[name]
    values: dict[str, Any] = {}
    for field in attrs.fields(kind):
        if field.name == "deadline":
            values[field.name] = _deadline(reader.part("deadline"))
        elif field.name == "copies":
            values[field.name] = dict(reader.get("copies", Named(_NAME)))
        elif field.name == "channels":
            values[field.name] = reader.get("channels", Items(_NAME))
        elif field.name == "data":
            values[field.name] = decode(reader.part("data").raw, f"{reader.path}.data")
        else:
            values[field.name] = reader.get(field.name, _NAME)
    return kind(**values)


def _key(raw: object, path: str) -> Key:
    if isinstance(raw, list):
        if len(raw) != 3:
            refuse(path, raw, "the name, time and actor of an event")
        return (
            _NAME.read(raw[0], path),
            Moment().read(raw[1], path),
            _NAME.read(raw[2], path),
        )
    return _ID.read(raw, path)


def _case(reader: _Reader, flow: Workflow) -> Case:
    known, version = {state.name for state in flow.states}, reader.get("version", _VERSION)
    if version < flow.version:
        known = set(flow.migrations[version - 1].states)
    state = reader.get("state", _NAME)
    if state not in known:
        mend = nearest(state, known)
        raise UnknownNameError(Fault(f"{reader.path}.state", state, "a state", mend))
    keys = reader.raw.get("keys")
    if not isinstance(keys, list):
        refuse(f"{reader.path}.keys", keys, "a JSON array")
    return Case(
        reader.get("workflow", _NAME),
        version,
        reader.get("id", _ID),
        state,
        _data(reader, flow)[1],
        tuple(
            ClockRun(
                run.get("name", _NAME),
                _deadline(run.part("deadline")),
                run.get("stopped", Moment(), optional=True),
            )
            for run in reader.parts("clocks")
        ),
        reader.get("opened", Moment(), optional=True),
        reader.get("changed", Moment(), optional=True),
        tuple(_key(key, f"{reader.path}.keys[{n}]") for n, key in enumerate(keys)),
    )


def _fact(reader: _Reader, flow: Workflow) -> Fact:
    policy = reader.raw.get("policy", "")
    return Fact(
        reader.get("workflow", _NAME),
        reader.get("version", _VERSION),
        reader.get("case", _ID),
        _event(reader.part("event"), flow),
        reader.get("source", _NAME),
        reader.get("target", _NAME),
        tuple(_effect(effect) for effect in reader.parts("effects")),
        policy if policy == "" else _NAME.read(policy, f"{reader.path}.policy"),
    )


def _accepted(reader: _Reader, flow: Workflow) -> Accepted:
    fact = _fact(reader.part("fact"), flow)
    for edge in flow.table().get((fact.source, fact.event.name), ()):
        if edge.target == fact.target:
            return Accepted(_case(reader.part("case"), flow), fact, edge, flow)
    refuse(f"{reader.path}.fact", (fact.source, fact.target), "a transition of the workflow")


def _refused(reader: _Reader, flow: Workflow) -> Refused:
    event = _event(reader.part("event"), flow)
    case = _case(reader.part("case"), flow)
    edges = flow.table().get((case.state, event.name), ())
    guards = {guard.name: guard for edge in edges for guard in edge.guards}
    fields = _missable(event.name, flow)
    code = reader.get("code", _NAME)
    if code not in list(Code):
        mend = nearest(code, Code)
        raise UnknownNameError(Fault(f"{reader.path}.code", code, "a code", mend))
    declared: dict[str, Mapping[str, object]] = {
        "failed": guards, "missing": fields, "actors": flow.roles,
    }  # fmt: skip
    named: dict[str, tuple[str, ...]] = {}
    for part, known in declared.items():
        named[part] = reader.get(part, Items(_NAME))
        for name in named[part]:
            if name not in known:
                path = f"{reader.path}.{part}"
                raise UnknownNameError(Fault(path, name, "a declared name", nearest(name, known)))
    allowed = reader.get("allowed", Items(_NAME))
    told = tuple(
        Reason(each.get("rule", _NAME), Text(each.get("en", _SAID), each.get("zh", _SAID)))
        for each in reader.parts("reasons")
    )
    if not told:
        refuse(f"{reader.path}.reasons", [], "a reason at least")
    return Refused(
        Code(code),
        case,
        event,
        tuple(guards[name] for name in named["failed"]),
        tuple(fields[name] for name in named["missing"]),
        named["actors"],
        told=told,
        look=lambda: allowed,
    )


def _missable(event: str, flow: Workflow) -> dict[str, Missing]:
    """What an event's form could miss, by name."""
    forms = [spec.form for spec in flow.events if spec.name == event and spec.form is not None]
    return {
        field.name: Missing(
            field.name,
            field.rule,
            field.label,
            next((each.text for each in form.conditions if each.name == field.required), None),
        )
        for form in forms
        for field in form.fields
    }


@guarded
def load(flow: Workflow, raw: object) -> Case | Event | Fact | Accepted | Refused:
    """The case, event, fact or answer back from what `dump` made; raises `InputError`.

    A case of an older version is read as it stands: call ``flow.migrate`` on it.
    """
    if not isinstance(raw, Mapping):
        refuse("raw", raw, "a mapping, as dump gives it", "use load_json for JSON text")
    reader = _Reader(raw, "json")
    if type(reader.raw.get("csrules")) is not int or reader.raw["csrules"] != FORMAT:
        refuse("json.csrules", reader.raw.get("csrules"), f"format {FORMAT}", "upgrade csrules")
    kind = reader.raw.get("type")
    if kind == "case":
        return _case(reader.part("case"), flow)
    if kind == "event":
        return _event(reader.part("event"), flow)
    if kind == "fact":
        return _fact(reader.part("fact"), flow)
    if kind == "accepted":
        return _accepted(reader, flow)
    if kind == "refused":
        return _refused(reader, flow)
    known = {"case", "event", "fact", "accepted", "refused"}
    raise UnknownNameError(Fault("json.type", kind, "a stored thing", nearest(kind, known)))


@guarded
def load_json(flow: Workflow, text: str) -> Case | Event | Fact | Accepted | Refused:
    """`load` from JSON text of at most `csrules.bounds.MOST_CHARACTERS`."""

    def no_float(number: str) -> NoReturn:
        refuse("json", number, "no binary float", "write the number as text")

    if not isinstance(text, str) or len(text) > MOST_CHARACTERS:
        refuse("text", text, f"JSON text of at most {MOST_CHARACTERS} characters")
    try:
        raw = json.loads(text, parse_float=no_float, parse_constant=no_float)
    except InputError:
        raise
    except (ValueError, RecursionError):  # Python's own words differ from version to version
        raw = None
    if raw is None or deeper(raw, 2 * DEEPEST_DATA):
        refuse("text", text, "JSON as dump_json writes it", "give the text whole and unchanged")
    return load(flow, raw)
