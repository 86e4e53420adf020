"""Which tests are asked about a mutant, and in which order."""

from __future__ import annotations

import ast
from collections import Counter
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from mutation.mutants import Mutant
    from mutation.reach import Reach

__all__ = ["Choice", "file_of"]

QUICK = 1.0  # seconds up to which a test that has killed before is asked first


@attrs.frozen
class _Function:
    path: str
    lines: range
    names: frozenset[str]


@attrs.frozen
class _Statement:
    binds: frozenset[str]
    lines: range
    path: str
    names: frozenset[str]


@attrs.frozen(slots=False)
class Choice:
    """The tests for each mutant: those that execute its line, or use what it defines."""

    source: Path
    reach: Reach
    seconds: float
    killers: Counter[tuple[str, str]] = attrs.field(factory=Counter)

    def prepare(self) -> None:
        """Read the source now, so that no child has to."""
        assert self.functions
        assert self.statements

    def remember(self, mutant: Mutant, test: str) -> None:
        """Ask a test that killed a mutant early about the others of its module."""
        self.killers[mutant.module, test] += 1

    def executing(self, mutant: Mutant) -> list[str]:
        """The tests that execute the statement, those of its module first, then the quickest."""
        found = self.reach.covering(str(self.source / mutant.module), mutant.lines)
        return self._within(mutant, found)

    def using(self, mutant: Mutant) -> list[str]:
        """The tests of the functions that name what a statement of a module or class defines.

        What another table is made of is followed; tests that name it in a parameter, and the
        module's own, are asked too.
        """
        path = str(self.source / mutant.module)
        names = set[str]()
        for statement in self.statements:
            if statement.path == path and mutant.line in statement.lines:
                names |= statement.binds
        for _ in range(2):
            for statement in self.statements:
                if statement.names & names:
                    names |= statement.binds
        bits = self.reach.bits(path, mutant.lines)
        for function in self.functions:
            if function.names & names or (function.path == path and mutant.line in function.lines):
                bits |= self.reach.bits(function.path, function.lines)
        bits = bits or self.reach.bits(path, self.reach.tests[path])
        found = {*self.reach.named(bits), *self._mirroring(mutant), *self._listing(mutant)}
        return self._within(mutant, found, self._naming(mutant))

    def _mirroring(self, mutant: Mutant) -> list[str]:
        """The module's own tests: what they make while they are collected is not in their reach."""
        files = {file for file in map(file_of, self.reach.seconds) if _mirrors(file, mutant.module)}
        return [test for test in self.reach.seconds if file_of(test) in files]

    def _listing(self, mutant: Mutant) -> list[str]:
        """The tests whose parameters name the module's folder, as the packs' sheets do."""
        folder = mutant.module.rpartition("/")[0].rpartition("/")[2]
        names = (f"[{folder}.", f"[{folder}]") if folder else ()
        return [test for test in self.reach.seconds if any(name in test for name in names)]

    def _naming(self, mutant: Mutant) -> list[str]:
        """The tests whose parameters name it, as rows of the matrix and of words do."""
        if not mutant.scope:
            return []
        stem = mutant.module.removesuffix(".py").rpartition("/")[2]
        names = f"[{stem}.{mutant.scope}", f".{mutant.scope}]", f".{mutant.scope}-"
        return [test for test in self.reach.seconds if any(name in test for name in names)]

    def imported(self, mutant: Mutant) -> bool:
        """Whether the statement is executed on import."""
        executed = self.reach.on_import.get(str(self.source / mutant.module), frozenset())
        return not executed.isdisjoint(mutant.lines)

    def _within(self, mutant: Mutant, tests: Iterable[str], first: Iterable[str] = ()) -> list[str]:
        """Tests of at most ``seconds`` together: ``first``, the module's own, then the quickest."""
        cost, before = self.reach.seconds, set(first)
        own = {*self._mirroring(mutant), *self._listing(mutant)}
        ranked = sorted(
            before.union(tests),
            key=lambda test: (test not in before, test not in own, cost[test], test),
        )
        spent = accumulate(cost[test] for test in ranked)
        found = [
            test for test, total in zip(ranked, spent, strict=True) if total <= self.seconds
        ] or ranked[:1]
        return sorted(
            found, key=lambda test: -self.killers[mutant.module, test] * (cost[test] <= QUICK)
        )

    @cached_property
    def _trees(self) -> dict[str, ast.Module]:
        return {
            str(path): ast.parse(path.read_text(encoding="utf-8"))
            for path in sorted(self.source.rglob("*.py"))
        }

    @cached_property
    def functions(self) -> list[_Function]:
        return [
            _Function(path, range(_first_line(node), (node.end_lineno or 0) + 1), _names(node))
            for path, tree in self._trees.items()
            for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef | ast.Lambda)
        ]

    @cached_property
    def statements(self) -> list[_Statement]:
        return [
            _Statement(
                frozenset(_binds(node)),
                range(_first_line(node), (node.end_lineno or 0) + 1),
                path,
                frozenset() if isinstance(node, ast.FunctionDef) else _names(node),
            )
            for path, tree in self._trees.items()
            for node in _defining(tree)
        ]


def _first_line(node: ast.stmt | ast.Lambda) -> int:
    """Where a definition begins, its decorators included."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(each.lineno for each in decorators)])


def _defining(tree: ast.Module | ast.ClassDef) -> Iterator[ast.stmt]:
    for node in tree.body:
        yield node
        if isinstance(node, ast.ClassDef):
            yield from _defining(node)


def _binds(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        yield node.name
        return
    for each in ast.walk(node):
        if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store):
            yield each.id


def _names(node: ast.AST) -> frozenset[str]:
    return frozenset(
        each.id if isinstance(each, ast.Name) else each.attr
        for each in ast.walk(node)
        if isinstance(each, ast.Name | ast.Attribute)
    )


def file_of(test: str) -> str:
    """The file in which a test stands."""
    return test.split("::", 1)[0]


def _mirrors(file: str, module: str) -> bool:
    *folders, name = module.removesuffix(".py").split("/")
    if file.endswith(f"src/csrules/{module}"):
        return True
    words = [name, *folders[1:]] if folders[:1] == ["regulations"] else [name, *folders]
    return any(f"test_{word}" in file or file.endswith(f"_{word}.py") for word in words)
