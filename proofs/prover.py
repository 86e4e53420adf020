"""Asking CrossHair for its verdict on a statement: confirmed, refuted, or not decided."""

from __future__ import annotations

import sys
from enum import StrEnum
from time import perf_counter
from typing import TYPE_CHECKING, Final

import attrs
from crosshair.core import register_patch
from crosshair.core_and_libs import MessageType, analyze_function, run_checkables
from crosshair.options import AnalysisKind, AnalysisOptionSet

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Proof", "Verdict", "prove"]

_SECONDS: Final = 900.0
_OPTIONS: Final = AnalysisOptionSet(
    analysis_kind=[AnalysisKind.asserts],
    report_all=True,
    per_condition_timeout=_SECONDS,
    per_path_timeout=_SECONDS,
    max_uninteresting_iterations=sys.maxsize,
)

# the doors take the int itself, whatever a subclass says of it; a symbol is an int of that sort
register_patch(int.__int__, lambda number: number)


class Verdict(StrEnum):
    """What CrossHair makes of a statement."""

    CONFIRMED = "confirmed"  # every path was taken and none broke a claim
    REFUTED = "refuted"  # a counterexample was found
    UNDECIDED = "undecided"  # time ran out, or a path could not be followed


_VERDICTS: Final = {
    MessageType.CONFIRMED: Verdict.CONFIRMED,
    MessageType.EXEC_ERR: Verdict.REFUTED,
    MessageType.POST_FAIL: Verdict.REFUTED,
}


@attrs.frozen
class Proof:
    """A verdict with what CrossHair says of it and the seconds that it took."""

    verdict: Verdict
    said: str
    seconds: float


def prove(statement: Callable[..., None]) -> Proof:
    """The verdict on one statement."""
    start = perf_counter()
    messages = run_checkables(analyze_function(statement, _OPTIONS))
    worst = max(messages, key=lambda message: message.state, default=None)
    spent = perf_counter() - start
    if worst is None:
        return Proof(Verdict.UNDECIDED, "CrossHair found no claim in it", spent)
    return Proof(_VERDICTS.get(worst.state, Verdict.UNDECIDED), worst.message, spent)
