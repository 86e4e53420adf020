"""What a question holds, as JSON writes it: its parameters, and records of such parameters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import attrs

from csrules.errors import CsrulesError, Fault, Faults, InputError, nearest, refuse
from csrules.kinds import Kind, Moment, Quantity, Words
from csrules.lifecycle.codec import DEEPEST

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from csrules.kinds import Plain

__all__ = ["EVENT", "REQUIRED", "Above", "Local", "Parameter", "Record", "Relation", "fields_of"]

REQUIRED: Final = "…"
"""The default of a parameter that has none."""

_LOCAL: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}", re.ASCII)


@attrs.frozen
class Parameter:
    """One named value of a question: its kind, what it means, and what it is when left out."""

    name: str
    kind: Kind[Any]
    text: str
    default: Plain = REQUIRED

    def read(self, given: Mapping[str, Any]) -> Any:
        """Its value among what is given, None for an optional one that is not there."""
        raw = given.get(self.name, self.default)
        if self.name not in given and raw == REQUIRED:
            refuse(self.name, None, self.kind.expected, "it is missing")
        if raw is None and self.default is None:
            return None
        return self.kind.read(raw, self.name)

    def schema(self) -> dict[str, Any]:
        """The JSON Schema of its value."""
        found = self.kind.schema() | {"description": f"{self.text}: {self.kind.expected}"}
        if self.default is None:
            found = {"anyOf": [found, {"type": "null"}]}
        return found if self.default == REQUIRED else found | {"default": self.default}


@attrs.frozen
class Relation:
    """What holds between values of a question; where it does not, each of them is wrong.

    ``holds`` is asked with the values of ``names``, None for one that was not given.
    """

    names: tuple[str, ...]
    text: str
    rule: str
    holds: Callable[..., bool] = attrs.field(repr=False)

    def faults(self, values: Mapping[str, Any], raw: Mapping[str, Any]) -> list[Fault]:
        """A fault of each of its values; none where one of them could not be read."""
        if not values.keys() >= set(self.names) or self.holds(*(values[n] for n in self.names)):
            return []
        return [Fault(name, raw.get(name), self.text, rule=self.rule) for name in self.names]

    def plain(self) -> dict[str, Any]:
        """The relation as JSON holds it."""
        return {"fields": list(self.names), "text": self.text, "rule": self.rule}


@attrs.frozen
class Record(Kind[dict[str, Any]]):
    """A JSON object of named values, nothing else in it, and what holds between them.

    >>> from csrules.kinds import Whole
    >>> Record((Parameter("days", Whole("days", 1), "how many"),)).read({"days": 2}, "limit")
    {'days': 2}
    """

    parameters: tuple[Parameter, ...]
    relations: tuple[Relation, ...] = ()

    @property
    def expected(self) -> str:
        return "an object of " + ", ".join(each.name for each in self.parameters)

    def read(self, raw: object, path: str) -> dict[str, Any]:
        if not isinstance(raw, Mapping):
            refuse(path, raw, self.expected)
        names, faults, found = [each.name for each in self.parameters], Faults(), {}
        for name in raw:
            if name not in names:
                faults.add(Fault(str(name), raw[name], "a known name", nearest(name, names)))
        for each in self.parameters:
            with faults:
                found[each.name] = each.read(raw)
        for relation in self.relations:
            faults.add(*relation.faults(found, raw))
        faults.raise_as(InputError)
        return found

    def schema(self) -> dict[str, Any]:
        return {
            "type": "object",
            "properties": {each.name: each.schema() for each in self.parameters},
            "required": [each.name for each in self.parameters if each.default == REQUIRED],
            "additionalProperties": False,
            **(
                {"description": "; ".join(each.text for each in self.relations)}
                if self.relations
                else {}
            ),
        }


def fields_of(error: CsrulesError) -> tuple[str, ...]:
    """The fields that an error names, each by the last name of its path.

    >>> fields_of(InputError(Fault("events[2].data.quantity", 0, "pieces")))
    ('quantity',)
    """
    names = (re.sub(r"\[[0-9]+\]", "", fault.path).rpartition(".")[2] for fault in error.faults)
    return tuple(dict.fromkeys(names))


@attrs.frozen
class Local(Kind[datetime]):
    """A local date with a time to the second, written ``"2026-05-01T08:30:00"``, without a zone."""

    @property
    def expected(self) -> str:
        return "a local date with a time, to the second, without a zone"

    def read(self, raw: object, path: str) -> datetime:
        if not isinstance(raw, str) or not _LOCAL.fullmatch(raw):
            refuse(path, raw, self.expected, "write it as 2026-05-01T08:30:00")
        return Moment().read(raw, path)

    def write(self, value: datetime) -> str:
        return value.isoformat(timespec="seconds")

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^{_LOCAL.pattern}$"}


@attrs.frozen
class Above(Quantity):
    """A decimal number above 0.

    >>> Above("hours").read("0.5", "hours")
    Decimal('0.5')
    """

    @property
    def expected(self) -> str:
        return f"{super().expected}, above 0"

    def read(self, raw: object, path: str) -> Decimal:
        value = super().read(raw, path)
        if value <= 0:
            refuse(path, raw, self.expected)
        return value

    def schema(self) -> dict[str, Any]:
        own = super().schema()
        del own["minimum"]
        return own | {"exclusiveMinimum": 0, "pattern": own["pattern"].replace("^-?", _NOT_ZERO)}


_NOT_ZERO: Final = "^(?![0.]+$)"


@attrs.frozen
class Told(Kind[dict[str, Any]]):
    """What an event brings: field names to plain values; the field's own kind reads each."""

    @property
    def expected(self) -> str:
        return "an object of field names to plain values"

    def read(self, raw: object, path: str) -> dict[str, Any]:
        if not isinstance(raw, Mapping) or not all(isinstance(name, str) for name in raw):
            refuse(path, raw, self.expected)
        return {name: _no_float(value, name) for name, value in raw.items()}

    def schema(self) -> dict[str, Any]:
        return {"type": "object"}


def _no_float(value: Any, path: str, depth: int = 0) -> Any:
    if isinstance(value, float) or depth > DEEPEST:
        refuse(path, value, "no binary float", "write the number as text")
    if isinstance(value, list):
        return [_no_float(part, path, depth + 1) for part in value]
    return value


EVENT: Final = Record(
    (
        Parameter("name", Words(100), "what happened"),
        Parameter("by", Words(100), "the role that did it"),
        Parameter("at", Local(), "when, in local time"),
        Parameter("data", Told(), "what it brought, see the events of the contract", {}),
        Parameter("id", Words(200), "the application's own id of the event", None),
    )
)
"""One event of a case; without an ``id``, the same name, time and role are the same event."""
