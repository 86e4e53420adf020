"""What the company's small workflows share: the link to the handling form, and short states."""

from __future__ import annotations

from csrules.citation import Text
from csrules.forms import Field
from csrules.kinds import Identifier
from csrules.lifecycle.transitions import State

__all__ = ["form_id", "states"]


def form_id(rule: str) -> Field:
    """The id of the handling form that set the small workflow going, asked for by ``rule``."""
    return Field("form_id", Identifier(), rule, Text("handling form", "处理表编号"))


def states(*rows: tuple[str, str, str], final: tuple[str, ...]) -> tuple[State, ...]:
    """States from (name, English, Chinese), those named in ``final`` ending the case."""
    return tuple(State(name, Text(en, zh), name in final) for name, en, zh in rows)
