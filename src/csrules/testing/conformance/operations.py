"""Operations: what one question of the contract is made of."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

import attrs

from csrules.kinds import Choice, Kind
from csrules.testing.conformance.wire import Parameter, Record, Relation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from csrules.kinds import Plain
    from csrules.reading import Reading

__all__ = ["FLAG", "MOST", "WHOLE", "Capability", "Operation", "blank", "reading", "shape"]

WHOLE: Final = {"type": "integer"}
FLAG: Final = {"type": "boolean"}
MOST: Final = 10**15 - 1
"""The largest count where the text has no bound: what every reader of JSON holds exactly."""


class Capability(StrEnum):
    """What a system can be asked about."""

    APPROVAL = "approval"
    DEADLINES = "deadlines"
    COMPLAINT = "complaint"
    SCORING = "scoring"
    ATTENDANCE = "attendance"


@attrs.frozen
class Operation:
    """One question: its parameters, the readings it takes, its rules, and its answer as a schema.

    >>> from csrules.testing.conformance.contract import OPERATIONS
    >>> approver = OPERATIONS["approver"]
    >>> [each.name for each in approver.parameters], [each.name for each in approver.readings]
    (['amount', 'sales_manager_limit', 'deputy_gm_limit'], ['tie'])
    >>> approver.assumed({"amount": "1000.00"})
    {'tie': 'inclusive_words'}
    """

    name: str
    capability: Capability
    text: str
    parameters: tuple[Parameter, ...]
    readings: tuple[Parameter, ...]
    rules: tuple[str, ...]
    answer: Mapping[str, Any]
    relations: tuple[Relation, ...] = ()

    def read(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """The question as Python values; raises `InputError` with every fault."""
        return self._record.read(given, self.name)

    def assumed(self, given: Mapping[str, Any]) -> dict[str, Plain]:
        """Every reading under which a question is asked, those at their default included."""
        return {each.name: given.get(each.name, each.default) for each in self.readings}

    def plain(self) -> dict[str, Any]:
        """The operation as JSON holds it: the schema of a question and of its answer."""
        return {
            "name": self.name,
            "text": self.text,
            "rules": list(self.rules),
            "readings": {
                each.name: {
                    "default": each.default,
                    "values": each.kind.schema()["enum"],
                    "meanings": _meanings(each.kind),
                }
                for each in self.readings
            },
            "together": [each.plain() for each in self.relations],
            "given": self._record.schema(),
            "answer": dict(self.answer),
        }

    @property
    def _record(self) -> Record:
        return Record((*self.parameters, *self.readings), self.relations)


def _meanings(kind: Any) -> dict[str, str]:
    return {str(one): one.say() for one in kind.choices}


def reading(
    name: str, kind: type[Reading], default: Reading, *without: Reading, also: str = ""
) -> Parameter:
    """A reading as a parameter: its values but those ``without``, and the one that binds.

    ``also`` says what its meanings do not.
    """
    return Parameter(name, Choice(kind, without), f"how the text is read{also}", str(default))


def blank(name: str, kind: Kind[Any], text: str) -> Parameter:
    """A figure that the text leaves open: needed only where it changes the answer."""
    left_out = "left out: the company has not set it, which refuses an answer that depends on it"
    return Parameter(name, kind, f"{text}; {left_out}", None)


def shape(**properties: Any) -> dict[str, Any]:
    """The schema of an object that has all of these and nothing else."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
