"""What the company's small workflows share: the link to the handling form, and short states."""

from __future__ import annotations

from typing import Final

from csrules.citation import Text
from csrules.forms import Field
from csrules.kinds import Words
from csrules.lifecycle.transitions import State

__all__ = ["FORM_ID", "states"]

FORM_ID: Final = Field("form_id", Words(200), "000-A29-1.1", Text("handling form", "处理表编号"))
"""The id of the handling form that set the small workflow going."""


def states(*rows: tuple[str, str, str], final: tuple[str, ...]) -> tuple[State, ...]:
    """States from (name, English, Chinese), those named in ``final`` ending the case."""
    return tuple(State(name, Text(en, zh), name in final) for name, en, zh in rows)
