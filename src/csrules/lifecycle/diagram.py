"""A workflow as a picture: Mermaid text, which GitHub, GitLab and most notebooks draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from csrules.citation import Language
    from csrules.workflow import Workflow

__all__ = ["mermaid"]


def mermaid(flow: Workflow, language: Language = "en") -> str:
    """The state diagram of a workflow in English or Chinese, each arrow with its rule ids."""
    lines = ["stateDiagram-v2", f"    [*] --> {flow.initial}"]
    lines += [f"    {state.name} : {_plain(state.text.say(language))}" for state in flow.states]
    for edge in flow.transitions:
        event = _plain(flow.event_text(edge.event).say(language))
        rules = ", ".join(edge.rules)
        lines += [f"    {source} --> {edge.target} : {event} ({rules})" for source in edge.sources]
    lines += [f"    {state.name} --> [*]" for state in flow.states if state.final]
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    """Text without the marks that Mermaid reads as its own."""
    return text.translate(str.maketrans(":;#\n", ",,  "))
