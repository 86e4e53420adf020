"""What csrules says to a question of the contract: an outcome, and the reasons for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from csrules.citation import Reason, Text
from csrules.testing.conformance.outcomes import Outcome
from csrules.testing.conformance.wire import fields_of

if TYPE_CHECKING:
    from csrules.errors import CsrulesError

__all__ = ["Said", "answered", "invalid", "lacking", "refused"]


@attrs.frozen
class Said:
    """An outcome, and why it is right."""

    outcome: Outcome
    why: tuple[Reason, ...] = ()


def answered(content: Any, why: tuple[Reason, ...]) -> Said:
    """An answer with its reasons."""
    return Said(Outcome("answer", content), why)


def refused(why: tuple[Reason, ...], *, named: bool = True) -> Said:
    """A refusal by the rules of its reasons; not ``named``, no rule in particular."""
    rules = dict.fromkeys(reason.rule for reason in why)
    return Said(Outcome("refused", tuple(rules) if named else ()), why)


def lacking(error: CsrulesError) -> Said:
    """A refusal because the answer needs figures that nobody has set."""
    return refused(_told(error))


def invalid(error: CsrulesError, *fields: str) -> Said:
    """A question that is wrong in ``fields``, or else in those that the error names."""
    return Said(Outcome("invalid", fields or fields_of(error)), _told(error))


def _told(error: CsrulesError) -> tuple[Reason, ...]:
    return tuple(
        Reason(
            fault.rule,
            Text(f"{fault.path}: {fault.expected}", f"“{fault.path}”须为：{fault.expected}"),
        )
        for fault in error.faults
    )
