"""The register: every rule with what implements it, and where that is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csrules import register
from csrules.console import place

if TYPE_CHECKING:
    from collections.abc import Iterator


def said() -> Iterator[str]:
    """Every rule, the counts and the faults."""
    for rule in register.rules():
        yield repr(rule)
        yield from (f"{name} {place(name)}" for name in rule.implemented_by[:1])
    yield repr(register.counts())
    yield from map(str, register.faults())
