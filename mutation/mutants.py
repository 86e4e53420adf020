"""The mutants of a module, each known by what it changes and not by its line number."""

from __future__ import annotations

import ast
from collections import Counter
from typing import TYPE_CHECKING

import attrs

from mutation.operators import OPERATORS, Source
from mutation.sites import sites

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mutation.operators import Edit

__all__ = ["Mutant", "mutants"]

# these always yield Python that is another program, which need not be asked each time
VALID = frozenset({"comparison", "arithmetic", "and/or", "condition", "constant", "name", "jump"})


@attrs.frozen
class Mutant:
    """One change of one module.

    ``module`` is its path below ``src/csrules``, ``scope`` the class or function around, ``code``
    the first line of what is changed, ``lines`` those of the whole statement; ``turn`` counts
    mutants that are otherwise alike.
    """

    module: str
    scope: str
    code: str
    operator: str
    change: str
    turn: int
    line: int
    lines: range
    edit: Edit

    @property
    def key(self) -> tuple[str, str, str, str, str, int]:
        """What names it, wherever its line may move."""
        return (self.module, self.scope, self.code, self.operator, self.change, self.turn)

    @property
    def id(self) -> str:
        """The key as one line of text."""
        return " | ".join(map(str, self.key))

    def applied(self, source: bytes) -> bytes:
        """The source of the module with the change made."""
        return source[: self.edit.start] + self.edit.text.encode() + source[self.edit.end :]


def mutants(path: Path, root: Path) -> Iterator[Mutant]:
    """Every mutant of a module that is Python and is not the module itself, in a fixed order."""
    module = path.relative_to(root).as_posix()
    source = Source(path.read_text(encoding="utf-8"))
    written = source.bytes.decode().splitlines()
    unmutated = ast.dump(source.tree)
    turns: Counter[tuple[str, ...]] = Counter()
    seen: set[tuple[int, int, str]] = set()
    for site in sites(source.tree):
        for operator, (nodes, edits) in OPERATORS.items():
            if not isinstance(site.node, nodes):
                continue
            for edit in edits(source, site):
                line = source.bytes.count(b"\n", 0, edit.start) + 1
                before = source.text(edit.start, edit.end)
                change = f"{_short(before)} → {_short(edit.text)}"
                name = (site.scope, written[line - 1].strip(), operator, change)
                place = (edit.start, edit.end, edit.text)
                if place in seen:
                    continue
                seen.add(place)
                mutant = Mutant(
                    module, *name, turn=turns[name], line=line, lines=site.lines, edit=edit
                )
                if operator in VALID or _differs(mutant.applied(source.bytes), unmutated):
                    turns[name] += 1
                    yield mutant


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 120 else f"{words[:80]} … {words[-36:]}"


def _differs(source: bytes, unmutated: str) -> bool:
    try:
        return ast.dump(ast.parse(source)) != unmutated
    except SyntaxError:
        return False
