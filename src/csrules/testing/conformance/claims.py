"""What a system claims: its capabilities, the readings that it supports, and what is excused."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from csrules.errors import Fault, Faults, InputError, nearest, refuse
from csrules.kinds import Choice, Whole
from csrules.testing.conformance.contract import OPERATIONS
from csrules.testing.conformance.operations import Capability

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["EXAMPLES", "claims_of", "judge_excuses", "passed", "readings_of", "unasked"]

EXAMPLES: Final = Whole("rounds", 1)
"""How many rounds of questions a property draws."""


def claims_of(capabilities: object) -> dict[Capability, Mapping[str, Sequence[str]]]:
    """By capability, the readings that are claimed with it; raises `InputError` with every fault.

    >>> claims_of(["approval"])
    {<Capability.APPROVAL: 'approval'>: {}}
    """
    name, expected = "capabilities", "names of capabilities, at least one"
    if isinstance(capabilities, str) or not isinstance(capabilities, Iterable):
        refuse(name, capabilities, expected, 'write a list, ["approval"]')
    faults, found = Faults(), {}
    names = list(capabilities)
    if not names:
        refuse(name, names, expected, nearest("", Capability))
    for each in names:
        with faults:
            claim = Choice(Capability).read(each, name)
            readings = capabilities[each] if isinstance(capabilities, Mapping) else {}
            readings_of(claim, readings, f"{name}.{claim}")
            found[claim] = readings
    faults.raise_as(InputError)
    return found


def judge_excuses(excused: object, tests: Collection[str]) -> None:
    """Each excuse names one of the ``tests``, and a reason; raises `InputError` for the others."""
    if not isinstance(excused, Mapping):
        refuse("excused", excused, "tests with reasons", 'write {"the test": "the reason"}')
    faults = Faults()
    for name, reason in excused.items():
        if name not in tests:
            faults.add(
                Fault(f"excused.{name}", reason, "a test of what is claimed", nearest(name, tests))
            )
        elif not isinstance(reason, str) or not reason.strip():
            faults.add(Fault(f"excused.{name}", reason, "a reason in words"))
    faults.raise_as(InputError)


def readings_of(
    capability: Capability, readings: Mapping[str, Sequence[str]], path: str = "readings"
) -> dict[str, dict[str, tuple[str, ...]]]:
    """By operation and reading, the values about which a system is asked.

    ``readings`` names a reading, or operation and reading, ``"month_deduction.rounding"``. Raises
    `InputError` for what the contract does not know.
    """
    known = _known(capability)
    _judge_readings(readings, known, path)
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for operation in OPERATIONS.values():
        if operation.capability is not capability:
            continue
        found[operation.name] = {}
        for each in operation.readings:
            one = f"{operation.name}.{each.name}"
            asked = readings.get(one, readings.get(each.name, known[one]))
            found[operation.name][each.name] = tuple(v for v in known[one] if v in asked)
    return found


def _known(capability: Capability) -> dict[str, list[str]]:
    """The values of every reading, by its name and by operation and name."""
    known: dict[str, list[str]] = {}
    for operation in OPERATIONS.values():
        if operation.capability is capability:
            for each in operation.readings:
                values = each.kind.schema()["enum"]
                known[f"{operation.name}.{each.name}"] = values
                known[each.name] = list(dict.fromkeys([*known.get(each.name, []), *values]))
    return known


def _judge_readings(readings: Any, known: Mapping[str, list[str]], path: str) -> None:
    if not isinstance(readings, Mapping):
        refuse(path, readings, "readings with the values supported", "write {} for all")
    faults = Faults()
    for name, values in readings.items():
        if name not in known:
            faults.add(Fault(f"{path}.{name}", values, "a reading", nearest(name, known)))
            continue
        several = isinstance(values, Collection) and not isinstance(values, str) and bool(values)
        if not several or any(value not in known[name] for value in values):
            faults.add(Fault(f"{path}.{name}", values, f"some of {', '.join(known[name])}"))
    faults.raise_as(InputError)


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
