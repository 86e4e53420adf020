"""The text of a policy file: written with its comments, and searched for the line of each key."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from csrules.policy import leaves, write
from csrules.schema import alternatives

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from csrules.citation import Language
    from csrules.policy import Leaf, Policy

__all__ = ["line_of", "lines", "toml"]


def toml(
    head: Mapping[str, Any], policy: Policy, base: Policy, *, full: bool, language: Language
) -> str:
    """A policy file: ``head``, then what differs from ``base`` (or everything), with comments."""
    new, old = write(policy), write(base)
    about = [f"{name} = {_value(value)}" for name, value in head.items()]
    tables: dict[str, list[str]] = {"": [], "policy": about}
    for path, spec, _ in leaves(policy):
        if full or new.get(path) != old.get(path):
            table, _, name = path.rpartition(".")
            for place, mark in enumerate(table):  # a table goes before those within it
                if mark == ".":
                    tables.setdefault(table[:place], [])
            tables.setdefault(table, []).extend(_rows(name, spec, new.get(path), language))
    return "\n".join(
        "\n".join([f"[{table}]", *rows] if table else rows) + "\n"
        for table, rows in tables.items()
        if rows
    )


def _rows(name: str, spec: Leaf, value: Any, language: Language) -> Iterator[str]:
    for way in alternatives(spec):
        yield f"# {way}: {_line(way.say(language))}"
    if spec.note is not None:
        yield f"# {_line(spec.note.say(language))}"
    beside = "  # " + " ".join(filter(None, [spec.kind.unit, f"[{_line(spec.source)}]"]))
    if value is None:
        yield f"# {name} = {beside}; {_line(spec.kind.expected)}; the text leaves it blank"
    else:
        yield f"{name} = {_value(value)}{beside}"


def _line(text: str) -> str:
    """A text on one line, without what a comment may not hold."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _value(value: Any) -> str:
    """A plain value as TOML writes it; a list of tables takes a line for each."""
    if isinstance(value, list) and any(isinstance(part, dict | list) for part in value):
        return "[\n" + "".join(f"  {_inline(part)},\n" for part in value) + "]"
    return _inline(value)


def _inline(value: Any) -> str:
    if isinstance(value, dict):
        parts = ", ".join(f"{_key(name)} = {_inline(part)}" for name, part in value.items())
        return f"{{ {parts} }}" if parts else "{}"
    if isinstance(value, list):
        return f"[{', '.join(map(_inline, value))}]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else _inline(name)


_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}(?!")'  # strings of several lines first
    r"|'''.*?'{3,5}(?!')"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|#[^\n]*"
    r"|[\[\]{}=,.\n]"
    r"""|[^\s\[\]{}=,."'#]+""",
    re.DOTALL,
)


def lines(text: str) -> dict[str, int]:
    """The line of each key of a TOML text that has been parsed: dotted path to line, from 1."""
    return _Scan(text).found


def line_of(path: str, where: Mapping[str, int]) -> int | None:
    """The line of ``path``, or of the nearest table that holds it."""
    while path:
        if path in where:
            return where[path]
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
    return None


class _Scan:
    """One walk over a text; its depth is bounded, since the parsed text has been judged."""

    def __init__(self, text: str) -> None:
        self.found: dict[str, int] = {}
        self._count: dict[str, int] = {}
        self._tokens: list[tuple[str, int]] = []
        line = 1
        for match in _TOKEN.finditer(text):
            if not match[0].startswith("#"):
                self._tokens.append((match[0], line))
            line += match[0].count("\n")
        self._at = 0
        table = ""
        while self._at < len(self._tokens):
            token = self._tokens[self._at][0]
            if token == "\n":
                self._at += 1
            elif token == "[":
                table = self._header()
            else:
                self._pair(f"{table}." if table else "")

    def _name(self, prefix: str, until: str) -> str:
        """A dotted key, each part of it noted with its line."""
        path = prefix
        while self._tokens[self._at][0] != until:
            token, line = self._tokens[self._at]
            if token == ".":
                path += "."
            else:
                path += _unquoted(token)
                self.found.setdefault(path, line)
            self._at += 1
        self._at += 1
        return path

    def _header(self) -> str:
        many = self._tokens[self._at + 1][0] == "["
        line = self._tokens[self._at][1]
        self._at += 2 if many else 1
        path = self._name("", "]")
        if many:
            self._at += 1
            place = self._count.get(path, 0)
            self._count[path] = place + 1
            path = f"{path}[{place}]"
        self.found.setdefault(path, line)
        return path

    def _pair(self, prefix: str) -> None:
        self._in(self._name(prefix, "="))

    def _in(self, path: str) -> None:
        """Walk over a value: up to the comma, bracket or end of line that ends it."""
        opened = self._tokens[self._at][0]
        if opened not in "[{":
            while self._at < len(self._tokens) and self._tokens[self._at][0] not in ",]}\n":
                self._at += 1
            return
        self._at += 1
        place = 0
        while (token := self._tokens[self._at][0]) not in "]}":
            if token in ",\n":
                place += token == ","
                self._at += 1
            elif opened == "{":
                self._pair(f"{path}.")
            else:
                self.found.setdefault(f"{path}[{place}]", self._tokens[self._at][1])
                self._in(f"{path}[{place}]")
        self._at += 1


def _unquoted(token: str) -> str:
    if token.startswith('"'):
        try:
            return str(json.loads(token))
        except ValueError:  # an escape that TOML has and JSON has not
            return token[1:-1]
    return token.strip("'")
