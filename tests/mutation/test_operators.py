"""Each operator makes the changes that it stands for, and nothing else."""

from __future__ import annotations

import ast

import pytest

from mutation.operators import OPERATORS, Source
from mutation.sites import sites


def changed(text: str, operator: str) -> list[str]:
    """The text after each edit of one operator."""
    source, (nodes, edits) = Source(text), OPERATORS[operator]
    return [
        (source.bytes[: edit.start] + edit.text.encode() + source.bytes[edit.end :]).decode()
        for site in sites(source.tree)
        if isinstance(site.node, nodes)
        for edit in edits(source, site)
    ]


@pytest.mark.parametrize(
    ("operator", "before", "after"),
    [
        ("comparison", "a < b", ["a <= b", "a >= b"]),
        ("comparison", "a is not b in c", ["a is b in c", "a is not b not in c"]),
        ("arithmetic", "a + b % c", ["a - b % c", "a + b * c"]),
        ("arithmetic", "a += 1", ["a -= 1"]),
        ("and/or", "a and b and c", ["a or b or c"]),
        ("sign", "not a", ["(a)"]),
        ("sign", "b = -1", ["b = (1)"]),
        ("condition", "if a: b()", ["if (not (a)): b()"]),
        ("condition", "if a < b: c()", []),
        ("no turn", "for a in b: c()", ["for a in (): c()"]),
        ("no turn", "d = [a for a in b]", ["d = [a for a in ()]"]),
        ("constant", "a = 7", ["a = 8", "a = 6"]),
        ("constant", "a = 0", ["a = 1", "a = (-1)"]),
        ("constant", "a = True", ["a = False"]),
        ("constant", 'a = "0.05"', ['a = "0.06"', 'a = "0.04"']),
        ("constant", 'a = "000-A27-1.1"', ["a = '000-A27-1.1_'"]),
        ("constant", 'a = "a sentence"', []),
        ("constant", 'a = "部门"', []),
        ("name", "min(a)", ["max(a)"]),
        ("name", "math.floor(a)", ["math.ceil(a)"]),
        ("name", "(a < 0).any()", ["(a < 0).all()"]),
        ("row", "a = (b, c)", ["a = (c,)", "a = (b,)", "a = (c, b)"]),
        ("row", "a = [b]", ["a = []"]),
        ("row", "a = {b}", ["a = set()"]),
        ("row", "a, b = c", []),
        ("row", "a: tuple[b, c] = d", []),
        ("row", 'a = ("in English", "中文")', []),
        ("item", "a = {b: 1, **c}", ["a = {**c}", "a = {b: 1}"]),
        ("argument", "a(b, c=1, d=2)", ["a(b, d=2)", "a(b, c=1)"]),
        ("argument", "a(b=1)", ["a()"]),
        ("argument", "zip(a, b, strict=True)", []),
        ("statement", "a()", ["pass"]),
        ("statement", "a = 1", []),
        ("statement", "a.b = 1", ["pass"]),
        ("jump", "while a: break", ["while a: continue"]),
        ("handler", "try: a\nexcept B: c", ["try: a\nexcept (): c"]),
        ("decorator", "@a\ndef b(): 1", ["\ndef b(): 1"]),
        ("decorator", "@functools.cache\ndef b(): 1", []),
    ],
)  # fmt: skip
def test_an_operator_makes_its_changes(operator: str, before: str, after: list[str]) -> None:
    assert changed(before, operator) == after


@pytest.mark.parametrize(
    "text",
    [
        '"""A docstring."""',
        "import a as b",
        "if TYPE_CHECKING:\n    a = 1",
        '__all__ = ["a", "b"]',
        'a = f"{b + 1}"',
        'def a(b: Literal["c"]) -> Literal[2]: ...',
        'a = Text("yes", "是")',
    ],
)
def test_what_cannot_change_behaviour_is_left_out(text: str) -> None:
    assert [after for operator in OPERATORS for after in changed(text, operator)] == []


def test_every_later_line_keeps_its_number() -> None:
    text = "a(\n    1,\n    b=2,\n    c=(\n        3,\n        4,\n    ),\n)\nz = 1\n"
    for operator in ("argument", "row", "statement"):
        for after in changed(text, operator):
            assert ast.parse(after).body[-1].lineno == 9, after
