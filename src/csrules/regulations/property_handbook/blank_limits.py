"""Limits where the text says "at once" or "in time": minutes that a company fills in."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from csrules.deadlines import ElapsedHours, Roll
from csrules.policy import needed

if TYPE_CHECKING:
    from csrules.regulations.property_handbook.policy import PropertyHandbookPolicy

__all__ = ["minutes_limit"]


def minutes_limit(policy: PropertyHandbookPolicy, parameter: str, rule: str) -> ElapsedHours:
    """The minutes of a blank ``parameter``, day and night, on every day, under ``rule``.

    Raises `MissingParameterError` naming the parameter until a company fills it in.

    >>> from datetime import datetime
    >>> from csrules.policy import amend
    >>> from csrules.regulations.property_handbook import policy
    >>> filled = amend(policy(), {"incidents.notice_minutes": 30})
    >>> limit = minutes_limit(filled, "incidents.notice_minutes", "001-IM-4.5-2")
    >>> print(limit.due(datetime(2024, 3, 8, 23, 45)))
    00:15 on Saturday 9 March 2024
    """
    (minutes,) = needed(policy, parameter)
    return ElapsedHours(Fraction(minutes, 60), Roll.NONE, rule=rule)
