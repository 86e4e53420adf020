"""The clocks of a first-asked ticket: transfer, answer, promise and feedback."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

from csrules.citation import Text
from csrules.deadlines import Deadline
from csrules.lifecycle.transitions import ClockSpec
from csrules.regulations.property_handbook.first_asked_limits import (
    answer_due,
    feedback_due,
    handover_due,
)
from csrules.regulations.property_handbook.policy import HandoverScope

if TYPE_CHECKING:
    from datetime import datetime

    from csrules.lifecycle.transitions import Context

__all__ = ["CLOCKS"]


def _handover(context: Context) -> Deadline | None:
    """The transfer's clock; none where the reading gives an ordinary transfer no number (R20)."""
    policy, special = context.policy, context.data.get("special", False)
    rules = policy.handover
    ordinary = rules.scope is HandoverScope.SPECIAL_CIRCUMSTANCES_ONLY and not special
    if ordinary and rules.ordinary_hours is None:
        return None
    return handover_due(policy, context.at, context.calendar, special=special)  # type: ignore[arg-type]  # the limit asks for a calendar by name


def _answer(context: Context) -> Deadline:
    complicated = context.data["complicated"]
    return answer_due(context.policy, context.at, context.calendar, complicated=complicated)  # type: ignore[arg-type]  # the limit asks for a calendar by name


def _promise(context: Context) -> Deadline:
    promised: datetime = context.data["promised_at"]
    return Deadline(context.at, promised, promised.date(), "001-FA-3.4-6")


def _feedback(context: Context) -> Deadline:
    if context.event.name == "extend":
        return attrs.evolve(_promise(context), rule="001-FA-3.2-2")
    complicated = context.data["complicated"]
    return feedback_due(context.policy, context.at, context.calendar, complicated=complicated)  # type: ignore[arg-type]  # the limit asks for a calendar by name


CLOCKS: Final = (
    ClockSpec("handover", "001-FA-3.4-2", Text("transfer", "移交限期"), _handover),
    ClockSpec("answer", "001-FA-3.4-4", Text("answer of the department", "答复限期"), _answer),
    ClockSpec("promise", "001-FA-3.4-6", Text("promised time", "承诺时间"), _promise),
    ClockSpec("feedback", "001-FA-3.2-2", Text("feedback", "反馈限期"), _feedback),
)
