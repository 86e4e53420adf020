"""What the packs and mechanisms declare: their public classes and workflows, found by walking."""

from __future__ import annotations

from enum import Enum
from functools import cache
from importlib import import_module
from pkgutil import walk_packages
from typing import TYPE_CHECKING, Any, Final

import attrs

from csrules.citation import Answer
from csrules.kinds import Kind
from csrules.regulations import OPTIONAL, PACKS
from csrules.workflow import Workflow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

__all__ = ["modules", "records", "workflows"]

_MECHANISMS: Final = (
    "absence", "attendance", "bands", "calendars", "citation", "deadlines", "deductions", "forms",
    "grades", "lifecycle", "limits", "policy", "punches", "recurrence", "scoring", "workcalendar",
    "workflow",
)  # fmt: skip


@cache
def modules() -> tuple[ModuleType, ...]:
    """The public modules of the packs, and of the mechanisms that they are data over."""
    doors = [f"regulations.{pack}" for pack in PACKS]
    return tuple(found for name in (*_MECHANISMS, *doors) for found in _inside(f"csrules.{name}"))


def _inside(name: str) -> Iterator[ModuleType]:
    door = import_module(name)
    yield door
    for found in walk_packages(getattr(door, "__path__", ()), f"{name}."):
        if found.name.rpartition(".")[2] not in OPTIONAL:
            yield import_module(found.name)


def _public() -> Iterator[Any]:
    """Each object in the ``__all__`` of these modules, once."""
    seen: dict[int, Any] = {}
    for module in modules():
        for name in getattr(module, "__all__", ()):
            thing = getattr(module, name)
            if id(thing) not in seen:
                seen[id(thing)] = thing
                yield thing


@cache
def workflows() -> tuple[Workflow, ...]:
    """Every workflow of the packs, in the order of their names.

    >>> [flow.name for flow in workflows()][:2]
    ['company.complaint', 'company.goods_return']
    """
    found = [thing for thing in _public() if isinstance(thing, Workflow)]
    return tuple(sorted(found, key=lambda flow: flow.name))


@cache
def records() -> tuple[type[Any], ...]:
    """The public attrs classes that are no answers: what functions are given.

    >>> from csrules.regulations.department import LeaveRequest
    >>> LeaveRequest in records()
    True
    """
    return tuple(
        thing
        for thing in _public()
        if isinstance(thing, type)
        and attrs.has(thing)
        and not issubclass(thing, Answer | Kind | Enum)
    )
