"""The contract: every question that a system may be asked, what it holds, and its answer.

Plain data in and out, so that the same questions serve Python, another language and a file. An
operation has parameters and readings; what is left out is at its default, and for a reading that
is the one that binds. The outcome of a question is one of three::

    {"answer": …}                       what the regulation says, in the operation's shape
    {"refused": {"rules": [rule ids]}}  the regulation refuses it
    {"invalid": {"fields": [names]}}    the question itself is wrong

A refusal names every rule that refuses, and a system conforms when it names at least one of them
and no other; with no rule listed any refusal will do. Fields are judged in the same way: they are
names of parameters, and for an event those of its parts or of what it brings. A wrong question is
invalid whatever else would refuse it. Where values contradict each other, as `Operation.relations`
say, each of them is wrong.
"""

from __future__ import annotations

from typing import Any, Final

from csrules.testing.conformance.contract_approval import APPROVAL
from csrules.testing.conformance.contract_attendance import ATTENDANCE
from csrules.testing.conformance.contract_complaint import COMPLAINT, brought
from csrules.testing.conformance.contract_deadlines import DEADLINES
from csrules.testing.conformance.contract_scoring import SCORING
from csrules.testing.conformance.operations import Capability, Operation

__all__ = ["OPERATIONS", "VERSION", "contract"]

VERSION: Final = 1
"""The version of the contract and of the vectors; another contract has another number."""

OPERATIONS: Final[dict[str, Operation]] = {
    each.name: each for each in (*APPROVAL, *DEADLINES, *COMPLAINT, *SCORING, *ATTENDANCE)
}
"""Every operation of the contract by its name."""


def contract() -> dict[str, Any]:
    """The whole contract as JSON holds it, for a system in another language.

    ``events`` says what each event of a complaint brings.

    >>> sorted(contract()["capabilities"])
    ['approval', 'attendance', 'complaint', 'deadlines', 'scoring']
    """
    return {
        "version": VERSION,
        "capabilities": {
            str(capability): [
                each.plain() for each in OPERATIONS.values() if each.capability is capability
            ]
            for capability in Capability
        },
        "events": brought(),
    }
