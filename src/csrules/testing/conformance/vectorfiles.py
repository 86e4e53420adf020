"""Vectors: questions with their right outcomes, as language-neutral files beside this package."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import attrs

from csrules.errors import Fault, Faults, InputError, refuse
from csrules.kinds import Choice
from csrules.testing.conformance.contract import OPERATIONS, VERSION
from csrules.testing.conformance.operations import Capability
from csrules.testing.conformance.outcomes import Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable

__all__ = ["Vector", "read_vectors", "vectors"]

_NAMES = {"id", "operation", "given", "expect", "rules", "readings"}


@attrs.frozen
class Vector:
    """One question with its right outcome: the rules behind it and the readings that it assumes."""

    id: str
    operation: str
    given: Mapping[str, Any]
    expect: Outcome
    rules: tuple[str, ...]
    readings: Mapping[str, str]


def vectors(capability: str | None = None) -> tuple[Vector, ...]:
    """The vectors of a capability, or all of them, in the order of their files.

    Raises `InputError` for a capability that the contract does not know.

    >>> {vector.operation for vector in vectors("approval")} <= {"approver", "may_sign"}
    True
    """
    if capability is None:
        return tuple(each for name in Capability for each in vectors(name))
    return _stored(Choice(Capability).read(capability, "capability"))


@cache
def _stored(capability: Capability) -> tuple[Vector, ...]:
    file = _folder() / f"{capability}.json"
    return read_vectors(file.read_text(encoding="utf-8"), capability) if file.is_file() else ()


def _folder() -> Traversable:
    return files("csrules.testing") / "vectors" / f"v{VERSION}"


def read_vectors(text: str, capability: Capability) -> tuple[Vector, ...]:
    """The vectors of one file; raises `InputError` with every case that breaks the contract."""
    raw = json.loads(text)
    head = {"version": VERSION, "capability": str(capability)}
    if not isinstance(raw, dict) or {name: raw.get(name) for name in head} != head:
        refuse("vectors", raw, f"a file of {head}")
    faults, found = Faults(), []
    for place, case in enumerate(raw["cases"]):
        with faults:
            found.append(_vector(case, capability, f"cases[{place}]"))
    ids = [vector.id for vector in found]
    for name in sorted({name for name in ids if ids.count(name) > 1}):
        faults.add(Fault("cases", name, "each id once"))
    faults.raise_as(InputError)
    return tuple(found)


def _vector(case: Any, capability: Capability, path: str) -> Vector:
    if not isinstance(case, dict) or case.keys() != _NAMES:
        refuse(path, case, f"an object of {', '.join(sorted(_NAMES))}")
    operation = OPERATIONS.get(case["operation"])
    if operation is None or operation.capability is not capability:
        refuse(f"{path}.operation", case["operation"], f"an operation of {capability}")
    if case["readings"] != operation.assumed(case["given"]):
        refuse(f"{path}.readings", case["readings"], f"{operation.assumed(case['given'])}")
    return Vector(
        case["id"],
        case["operation"],
        case["given"],
        Outcome.read(case["expect"]),
        tuple(case["rules"]),
        case["readings"],
    )
