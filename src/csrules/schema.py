"""A policy file described to an editor: JSON Schema, draft 7, made from the policy's leaves.

Editors that know TOML by schema (Taplo, Even Better TOML) complete names and readings from it and
show each parameter's unit, source and alternatives.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from csrules.doors import guarded
from csrules.kinds import Choice
from csrules.policy import leaves
from csrules.reading import Reading

if TYPE_CHECKING:
    from csrules.citation import Language
    from csrules.policy import Leaf, Policy

__all__ = ["FORMAT", "alternatives", "schema"]

FORMAT: Final = 1
"""The version of policy files that this library reads and writes."""

_DRAFT = "http://json-schema.org/draft-07/schema#"


@guarded
def alternatives(spec: Leaf) -> tuple[Reading, ...]:
    """The ways of reading that a parameter chooses from; none for a parameter of another kind."""
    if isinstance(spec.kind, Choice) and issubclass(spec.kind.members, Reading):
        return tuple(spec.kind.choices)
    return ()


@guarded
def schema(policy: Policy, language: Language = "en") -> dict[str, Any]:
    """The JSON Schema (draft 7) of the files that amend ``policy``; its values are the defaults."""
    root = _table({"policy": _head(policy)})
    for path, spec, value in leaves(policy):
        *way, name = path.split(".")
        table = root
        for step in way:
            table = table["properties"].setdefault(step, _table({}))
        table["properties"][name] = _leaf(spec, value, language)
    title = f"csrules policy of the pack {policy.pack!r}"
    return {"$schema": _DRAFT, "title": title, **root, "required": ["policy"]}


def _table(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _head(policy: Policy) -> dict[str, Any]:
    head = _table(
        {
            "format": {"const": FORMAT, "description": "the version of this file's layout"},
            "base": {"const": policy.pack, "description": "the pack whose policy is changed"},
            "title": {"type": "string", "description": "what this policy is, for people"},
        }
    )
    return {**head, "required": ["format", "base"]}


def _leaf(spec: Leaf, value: Any, language: Language) -> dict[str, Any]:
    ways = alternatives(spec)
    lines = [f"{spec.kind.expected} [{spec.source}]"]
    lines += [spec.note.say(language)] if spec.note else []
    lines += ["without value until it is filled in"] if spec.blank else []
    lines += [f"{way}: {way.say(language)}" for way in ways]
    found = {**spec.kind.schema(), "description": "\n".join(lines)}
    if value is not None:
        found["default"] = spec.kind.write(value)
    if ways:
        found["x-taplo"] = {"docs": {"enumValues": [way.say(language) for way in ways]}}
    return found
