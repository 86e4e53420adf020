"""The run as people read it: a table of modules, and every survivor with its change."""

from __future__ import annotations

from difflib import unified_diff
from typing import TYPE_CHECKING

from mutation.results import Module

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from mutation.mutants import Mutant

__all__ = ["difference", "page", "survivors"]

COLUMNS = ("killed", "timeout", "equivalent", "survived", "uncovered")


def page(groups: Mapping[str, Iterable[Module]], when: str) -> str:
    """Markdown: ``when`` and how much was tried, for each group its sums, then the survivors."""
    every = [module for modules in groups.values() for module in modules]
    waiting = sum(module.counts["untried"] for module in every)
    done = sum(module.tried for module in every)
    lines = [f"{when}: {done:,} mutants tried, {waiting:,} not yet.", ""]
    alive: list[Mutant] = []
    for group, modules in groups.items():
        tried = [module for module in modules if module.tried]
        if not tried:
            continue
        lines += [f"## {group}", "", "| module | mutants | " + " | ".join(COLUMNS) + " | score |"]
        lines.append("|---|---:|" + "---:|" * len(COLUMNS) + "---:|")
        for module in [*tried, Module.together(tried)]:
            counts = [module.counts[column] for column in COLUMNS]
            cells = [f"{sum(counts):,}", *(f"{count:,}" for count in counts), f"{module.score:.1f}"]
            lines.append(f"| {module.name} | " + " | ".join(cells) + " |")
            if module.name != "together":
                alive += module.survivors
        lines.append("")
    lines += ["## Survivors", ""]
    lines += [
        f"- `{each.module}:{each.line}` {each.scope or 'module'}: {each.operator} `{each.change}`"
        for each in alive
    ]
    return "\n".join(lines).rstrip() + "\n"


def difference(mutant: Mutant, source: Path) -> str:
    """What a mutant changes, as a unified diff."""
    before = (source / mutant.module).read_bytes()
    after = mutant.applied(before).decode().splitlines()
    return "\n".join(
        unified_diff(before.decode().splitlines(), after, mutant.module, "mutant", "", "", 1, "")
    )


def survivors(module: Module, source: Path, told: Mapping[str, str]) -> str:
    """The survivors of one module with their diffs; ``told`` says what was asked, by mutant."""
    parts = [f"# {module.name}: {len(module.survivors)} survivors", ""]
    for mutant in module.survivors:
        parts += [
            f"## {mutant.operator} at {mutant.module}:{mutant.line} in {mutant.scope or 'module'}",
            f"{mutant.change} — {told.get(mutant.id, '') or 'executed by no test'}",
            "", "```diff", difference(mutant, source), "```", "",
        ]  # fmt: skip
    return "\n".join(parts)
