"""Operations: what one question of the contract is made of."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

import attrs

from csrules.testing.conformance.wire import Parameter, Record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from csrules.kinds import Plain

__all__ = ["Capability", "Operation"]


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
                each.name: {"default": each.default, "values": each.kind.schema()["enum"]}
                for each in self.readings
            },
            "given": self._record.schema(),
            "answer": dict(self.answer),
        }

    @property
    def _record(self) -> Record:
        return Record((*self.parameters, *self.readings))
