"""A workflow as a picture: Mermaid text, which GitHub, GitLab and most notebooks draw."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from csrules.doors import guarded
from csrules.plaintext import plain

if TYPE_CHECKING:
    from csrules.citation import Language
    from csrules.workflow import Workflow

__all__ = ["mermaid"]


@guarded
def mermaid(flow: Workflow, language: Language = "en") -> str:
    """The state diagram of a workflow in English or Chinese, each arrow with its rule ids."""
    ids = {state.name: _id(state.name, place) for place, state in enumerate(flow.states)}
    lines = ["stateDiagram-v2", f"    [*] --> {ids[flow.initial]}"]
    lines += [f"    {ids[s.name]} : {_label(s.text.say(language))}" for s in flow.states]
    for edge in flow.transitions:
        event = _label(flow.event_text(edge.event).say(language))
        rules, target = _label(", ".join(edge.rules)), ids[edge.target]
        lines += [f"    {ids[name]} --> {target} : {event} ({rules})" for name in edge.sources]
    lines += [f"    {ids[state.name]} --> [*]" for state in flow.states if state.final]
    return "\n".join(lines) + "\n"


_MARKS: Final = {ord(mark): f"#{ord(mark)};" for mark in '<>{}%"`'} | {
    ord(":"): ",", ord(";"): ",", ord("#"): " ", ord("\n"): " ",
}  # fmt: skip
"""What Mermaid, or the page around it, reads as its own, and what is written instead."""


def _label(text: str) -> str:
    """Text that stays a label."""
    return plain(text).translate(_MARKS)


def _id(name: str, place: int) -> str:
    """A state's name where it is a name to Mermaid too, and else its number."""
    return name if re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", name) else f"_{place}"
