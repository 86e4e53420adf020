"""Which nodes of a module may be mutated, and where each one stands.

Left out is what cannot change behaviour or is wording: annotations, docstrings, imports, blocks
under ``TYPE_CHECKING``, ``__all__``, f-strings, the sentences of a `Text` and of notes.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Site", "sites"]

WORDING_CALLS = frozenset({"Text", "TypeVar", "cast"})
WORDING_KEYWORDS = frozenset({"note", "strict"})  # `zip(strict=True)` only asserts
ANNOTATIONS = frozenset({"annotation", "returns", "type_params"})


@attrs.frozen
class Site:
    """A node with its parents, innermost last, the scope's name, and the lines of its statement."""

    node: ast.AST
    parents: tuple[ast.AST, ...]
    scope: str
    lines: range

    @property
    def parent(self) -> ast.AST:
        """The node around."""
        return self.parents[-1]


def sites(tree: ast.Module) -> Iterator[Site]:
    """Every node that an operator may look at, in the order of the source."""
    yield from _below(Site(tree, (), "", range(1, 2)))


def _below(site: Site) -> Iterator[Site]:
    parents = (*site.parents, site.node)
    for field, value in ast.iter_fields(site.node):
        if field in ANNOTATIONS:
            continue
        for node in value if isinstance(value, list) else [value]:
            if isinstance(node, ast.AST) and not _left_out(node, site.node):
                below = Site(node, parents, _scope(site, node), _lines(site, node))
                yield below
                yield from _below(below)


def _left_out(node: ast.AST, parent: ast.AST) -> bool:
    match node:
        case (
            ast.Import()
            | ast.ImportFrom()
            | ast.JoinedStr()
            | ast.Expr(value=ast.Constant(value=str()))
            | ast.If(test=ast.Name(id="TYPE_CHECKING"))
            | ast.Assign(targets=[ast.Name(id="__all__")])
        ):
            return True
        case ast.keyword(arg=name) if name in WORDING_KEYWORDS:
            return True
    match parent:
        case ast.Call(func=ast.Name(id=name)) if name in WORDING_CALLS:
            return not isinstance(node, ast.Call)
    return False


def _scope(site: Site, node: ast.AST) -> str:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return f"{site.scope}.{node.name}".lstrip(".")
    return site.scope


def _lines(site: Site, node: ast.AST) -> range:
    if not isinstance(node, ast.stmt | ast.ExceptHandler | ast.match_case):
        return site.lines
    if isinstance(node, ast.match_case):
        first, last = node.pattern.lineno, node.body[0].lineno - 1
    else:
        first, last = node.lineno, node.end_lineno or node.lineno
        body = getattr(node, "body", None)
        if body:
            last = max(first, body[0].lineno - 1)
        decorators = getattr(node, "decorator_list", None)
        if decorators:
            first = decorators[0].lineno
    return range(first, max(first, last) + 1)
