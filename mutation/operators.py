"""What a node can be turned into: one edit of the source for each mutant of it."""

from __future__ import annotations

import ast
import re
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mutation.sites import Site

__all__ = ["OPERATORS", "Edit", "Source"]

COMPARISONS = {
    "<": ("<=", ">="),
    "<=": ("<", ">"),
    ">": (">=", "<="),
    ">=": (">", "<"),
    "==": ("!=",),
    "!=": ("==",),
    "is not": ("is",),
    "is": ("is not",),
    "not in": ("in",),
    "in": ("not in",),
}
ARITHMETIC = {"+": "-", "-": "+", "*": "//", "//": "*", "/": "*", "%": "*", "**": "*", "&": "|"}
NAMES = {
    "min": "max", "max": "min", "any": "all", "all": "any", "sorted": "list",
    "floor": "ceil", "ceil": "floor", "True": "False", "False": "True",
}  # fmt: skip
KEPT_DECORATORS = frozenset({"cache", "lru_cache", "override", "final", "overload", "wraps"})
FIGURE = re.compile(r"-?\d+(\.\d+)?")
NAME = re.compile(r"[!-~]*|000-[ -~]*")  # sentences, and whatever is shown in Chinese, are wording


@attrs.frozen
class Edit:
    """Put ``text`` in place of the bytes from ``start`` to ``end``."""

    start: int
    end: int
    text: str


class Source:
    """A module's text with the places of its nodes, in bytes."""

    def __init__(self, text: str) -> None:
        self.bytes = text.encode()
        self.tree = ast.parse(self.bytes)
        self._starts = [0]
        for line in self.bytes.splitlines(keepends=True):
            self._starts.append(self._starts[-1] + len(line))

    def span(self, node: ast.AST) -> tuple[int, int]:
        """Where a node begins and ends."""
        assert isinstance(node, ast.expr | ast.stmt | ast.keyword | ast.excepthandler)
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return (
            self._starts[node.lineno - 1] + node.col_offset,
            self._starts[node.end_lineno - 1] + node.end_col_offset,
        )

    def text(self, start: int, end: int) -> str:
        """What is written from ``start`` to ``end``."""
        return self.bytes[start:end].decode()

    def of(self, node: ast.AST) -> str:
        """What is written at a node."""
        return self.text(*self.span(node))

    def instead(self, start: int, end: int, text: str) -> Edit:
        """An edit after which every later line keeps its number."""
        missing = self.bytes[start:end].count(b"\n") - text.count("\n")
        return Edit(start, end, text + "\n" * missing)

    def at(self, node: ast.AST, text: str) -> Edit:
        """An edit of a whole expression; ``text`` ends with the bracket that closes it."""
        start, end = self.span(node)
        if text.endswith((")", "]", "}")):
            missing = self.bytes[start:end].count(b"\n") - text.count("\n")
            text = text[:-1] + "\n" * missing + text[-1]
        return self.instead(start, end, text)

    def token(self, left: ast.AST, right: ast.AST, token: str) -> tuple[int, int]:
        """Where an operator stands between its operands."""
        start, end = self.span(left)[1], self.span(right)[0]
        words = r"\s+".join(re.escape(word) for word in token.split())
        found = re.search(words, self.text(start, end))
        assert found is not None
        return start + found.start(), start + found.end()


def _comparison(source: Source, site: Site) -> Iterator[Edit]:
    node = site.node
    assert isinstance(node, ast.Compare)
    operands = [node.left, *node.comparators]
    for (left, right), operator in zip(pairwise(operands), node.ops, strict=True):
        token = _TOKENS[type(operator)]
        for other in COMPARISONS[token]:
            yield Edit(*source.token(left, right, token), other)


_TOKENS: dict[type[ast.AST], str] = {
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=",
    ast.Is: "is", ast.IsNot: "is not", ast.In: "in", ast.NotIn: "not in",
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.FloorDiv: "//", ast.Div: "/", ast.Mod: "%",
    ast.Pow: "**", ast.BitAnd: "&", ast.And: "and", ast.Or: "or",
}  # fmt: skip


def _arithmetic(source: Source, site: Site) -> Iterator[Edit]:
    node = site.node
    assert isinstance(node, ast.BinOp | ast.AugAssign)
    token = _TOKENS.get(type(node.op))
    if token is None or token not in ARITHMETIC:
        return
    left, right = (
        (node.left, node.right) if isinstance(node, ast.BinOp) else (node.target, node.value)
    )
    yield Edit(*source.token(left, right, token), ARITHMETIC[token])


def _and_or(source: Source, site: Site) -> Iterator[Edit]:
    node = site.node
    assert isinstance(node, ast.BoolOp)
    token = _TOKENS[type(node.op)]
    start, end = source.span(node)
    parts, place = [], start
    for left, right in pairwise(node.values):
        first, last = source.token(left, right, token)
        parts += [source.text(place, first), {"and": "or", "or": "and"}[token]]
        place = last
    yield Edit(start, end, "".join([*parts, source.text(place, end)]))


def _unary(source: Source, site: Site) -> Iterator[Edit]:
    node = site.node
    assert isinstance(node, ast.UnaryOp)
    if isinstance(node.op, ast.Not | ast.USub):
        yield source.at(node, f"({source.of(node.operand)})")


def _condition(source: Source, site: Site) -> Iterator[Edit]:
    node = site.node
    assert isinstance(node, ast.If | ast.IfExp | ast.While | ast.comprehension)
    for test in node.ifs if isinstance(node, ast.comprehension) else [node.test]:
        negated = isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not)
        if not negated and not isinstance(test, ast.Compare | ast.BoolOp):
            yield source.at(test, f"(not ({source.of(test)}))")


def _no_turn(source: Source, site: Site) -> Iterator[Edit]:
    node = site.node
    assert isinstance(node, ast.For | ast.comprehension)
    yield source.at(node.iter, "()")


def _constant(source: Source, site: Site) -> Iterator[Edit]:
    node = site.node
    assert isinstance(node, ast.Constant)
    written = source.of(node)
    if "\n" in written or isinstance(site.parent, ast.Expr):
        return
    match node.value:
        case bool():
            yield source.at(node, NAMES[written])
        case int() | float():
            for number in (node.value + 1, node.value - 1):
                yield source.at(node, f"({number})" if number < 0 else f"{number}")
        case str() as value if FIGURE.fullmatch(value):
            figure = Decimal(value)
            unit = Decimal(1).scaleb(int(figure.as_tuple().exponent))
            for other in (figure + unit, figure - unit):
                yield source.at(node, f'"{other}"')
        case str() as value if NAME.fullmatch(value):
            yield source.at(node, repr(f"{value}_"))


def _name(source: Source, site: Site) -> Iterator[Edit]:
    node = site.node
    if isinstance(node, ast.Name) and node.id in NAMES:
        yield source.at(node, NAMES[node.id])
    elif isinstance(node, ast.Attribute) and node.attr in NAMES:
        yield source.at(node, source.of(node).removesuffix(node.attr) + NAMES[node.attr])


def _rows(source: Source, site: Site) -> Iterator[Edit]:
    """A table loses a row, or two neighbours change places."""
    node = site.node
    assert isinstance(node, ast.Tuple | ast.List | ast.Set)
    if isinstance(site.parent, ast.Subscript) or isinstance(
        getattr(node, "ctx", ast.Load()), ast.Store | ast.Del
    ):
        return
    if sum(map(_is_wording, node.elts)) >= 2:  # a sentence and its translation
        return
    rows = [source.of(row) for row in node.elts]
    for place in range(len(rows)):
        yield _table(source, node, [*rows[:place], *rows[place + 1 :]])
    unordered = isinstance(node, ast.Set) or isinstance(
        site.parent, ast.Compare | ast.ExceptHandler
    )
    for place, (row, following) in enumerate(pairwise(rows)):
        if row != following and not unordered:
            yield _table(source, node, [*rows[:place], following, row, *rows[place + 2 :]])


def _is_wording(node: ast.expr) -> bool:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return NAME.fullmatch(node.value) is None
    return isinstance(node, ast.JoinedStr)


def _table(source: Source, node: ast.AST, rows: list[str]) -> Edit:
    written = ", ".join(rows)
    match node:
        case ast.List():
            return source.at(node, f"[{written}]")
        case ast.Set():
            return source.at(node, f"{{{written}}}" if rows else "set()")
        case _:
            return source.at(node, f"({written},)" if len(rows) == 1 else f"({written})")


def _items(source: Source, site: Site) -> Iterator[Edit]:
    node = site.node
    assert isinstance(node, ast.Dict)
    items = [
        f"**{source.of(value)}" if key is None else f"{source.of(key)}: {source.of(value)}"
        for key, value in zip(node.keys, node.values, strict=True)
    ]
    for place in range(len(items)):
        yield source.at(node, "{" + ", ".join([*items[:place], *items[place + 1 :]]) + "}")


def _arguments(source: Source, site: Site) -> Iterator[Edit]:
    """A call loses a keyword argument, so that its default holds."""
    node = site.node
    assert isinstance(node, ast.Call)
    given = sorted([*node.args, *node.keywords], key=source.span)
    for place, argument in enumerate(given):
        if not isinstance(argument, ast.keyword) or argument.arg in {None, "note", "strict"}:
            continue
        start, end = source.span(argument)
        if place + 1 < len(given):
            end = source.span(given[place + 1])[0]
        elif place:
            start = source.span(given[place - 1])[1]
        yield source.instead(start, end, "")


def _statement(source: Source, site: Site) -> Iterator[Edit]:
    """A statement that is there for its effect is left out."""
    node = site.node
    assert isinstance(node, ast.stmt)
    if isinstance(node, ast.Expr) and not isinstance(
        node.value, ast.Call | ast.Yield | ast.YieldFrom
    ):
        return
    if isinstance(node, ast.Assign) and all(
        isinstance(each, ast.Name | ast.Tuple) for each in node.targets
    ):
        return
    yield source.instead(*source.span(node), "pass")


def _jump(source: Source, site: Site) -> Iterator[Edit]:
    yield source.at(site.node, "break" if isinstance(site.node, ast.Continue) else "continue")


def _handler(source: Source, site: Site) -> Iterator[Edit]:
    node = site.node
    assert isinstance(node, ast.ExceptHandler)
    if node.type is not None:
        yield source.at(node.type, "()")


def _decorator(source: Source, site: Site) -> Iterator[Edit]:
    node = site.node
    assert isinstance(node, ast.FunctionDef | ast.ClassDef)
    for decorator in node.decorator_list:
        called = decorator.func if isinstance(decorator, ast.Call) else decorator
        name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
        if name not in KEPT_DECORATORS:
            start, end = source.span(decorator)
            at = source.bytes.rindex(b"@", 0, start)
            yield source.instead(at, end, "")


OPERATORS: dict[str, tuple[tuple[type[ast.AST], ...], Callable[[Source, Site], Iterator[Edit]]]] = {
    "comparison": ((ast.Compare,), _comparison),
    "arithmetic": ((ast.BinOp, ast.AugAssign), _arithmetic),
    "and/or": ((ast.BoolOp,), _and_or),
    "sign": ((ast.UnaryOp,), _unary),
    "condition": ((ast.If, ast.IfExp, ast.While, ast.comprehension), _condition),
    "no turn": ((ast.For, ast.comprehension), _no_turn),
    "constant": ((ast.Constant,), _constant),
    "name": ((ast.Name, ast.Attribute), _name),
    "row": ((ast.Tuple, ast.List, ast.Set), _rows),
    "item": ((ast.Dict,), _items),
    "argument": ((ast.Call,), _arguments),
    "statement": ((ast.Expr, ast.AugAssign, ast.Raise, ast.Delete, ast.Assign), _statement),
    "jump": ((ast.Break, ast.Continue), _jump),
    "handler": ((ast.ExceptHandler,), _handler),
    "decorator": ((ast.FunctionDef, ast.ClassDef), _decorator),
}
