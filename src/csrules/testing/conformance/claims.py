"""What a system claims: its capabilities, and the readings that it supports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csrules.errors import DefinitionError, Fault, Faults, nearest
from csrules.testing.conformance.contract import OPERATIONS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from csrules.testing.conformance.operations import Capability

__all__ = ["passed", "readings_of", "unasked"]


def readings_of(
    capability: Capability, readings: Mapping[str, Sequence[str]]
) -> dict[str, dict[str, tuple[str, ...]]]:
    """By operation and reading, the values about which a system is asked.

    ``readings`` names a reading, or operation and reading, ``"month_deduction.rounding"``. Raises
    `DefinitionError` for what the contract does not know.
    """
    faults = Faults()
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    known: dict[str, list[str]] = {}
    for operation in OPERATIONS.values():
        if operation.capability is not capability:
            continue
        found[operation.name] = {}
        for each in operation.readings:
            every = each.kind.schema()["enum"]
            path = f"{operation.name}.{each.name}"
            known[path], known[each.name] = every, [*known.get(each.name, []), *every]
            asked = readings.get(path, readings.get(each.name, every))
            found[operation.name][each.name] = tuple(value for value in every if value in asked)
    for name, values in readings.items():
        if name not in known:
            faults.add(Fault(f"readings.{name}", values, "a reading", nearest(name, known)))
            continue
        strange = [value for value in values if value not in known[name]]
        if strange or not values or isinstance(values, str):
            expected = f"some of {', '.join(dict.fromkeys(known[name]))}"
            faults.add(Fault(f"readings.{name}", values, expected))
    faults.raise_as(DefinitionError)
    return found


def unasked(
    allowed: Mapping[str, Mapping[str, tuple[str, ...]]],
) -> dict[str, dict[str, tuple[str, ...]]]:
    """By operation and reading, the values about which nothing is asked."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for name, readings in allowed.items():
        for each in OPERATIONS[name].readings:
            left = [one for one in each.kind.schema()["enum"] if one not in readings[each.name]]
            if left:
                found.setdefault(name, {})[each.name] = tuple(left)
    return found


def passed(operation: str, allowed: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The readings to pass for a system at its first ones: those that are not the default."""
    bound = OPERATIONS[operation].assumed({})
    return {name: values[0] for name, values in allowed.items() if bound[name] not in values}
