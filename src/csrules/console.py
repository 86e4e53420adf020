"""Text for terminals: columns that stay straight with Chinese, and where an object is written."""

from __future__ import annotations

import ast
import inspect
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any, TextIO
from unicodedata import combining, east_asian_width

from csrules.plaintext import plain
from csrules.regulations import OPTIONAL

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence
    from types import ModuleType

__all__ = ["place", "say", "table", "width"]


def say(text: str, stream: TextIO | None = None) -> None:
    """Print ``text`` as `plain` has it; what a terminal cannot show becomes a question mark."""
    out = sys.stdout if stream is None else stream
    encoding = getattr(out, "encoding", None) or "utf-8"
    out.write(plain(text).encode(encoding, "replace").decode(encoding) + "\n")


def width(text: str) -> int:
    """How many columns a terminal needs for ``text``.

    >>> width("due"), width("到期")
    (3, 4)
    """
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def table(rows: Sequence[Sequence[str]], right: Container[int] = ()) -> str:
    """Rows in straight columns; ``right`` names those that stand to the right.

    >>> print(table([["due", "3"], ["到期", "12"]], right=[1]))
    due    3
    到期  12
    """
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    return "\n".join("  ".join(_cells(row, widths, right)).rstrip() for row in rows)


def _cells(row: Sequence[str], widths: Sequence[int], right: Container[int]) -> Iterator[str]:
    for place_, cell in enumerate(row):
        blank = " " * (widths[place_] - width(cell))
        yield blank + cell if place_ in right else cell + blank


def place(name: str) -> str:
    """The file and line of ``"module:object"``, from the folder that holds the package on.

    >>> place("csrules.money:fen").rpartition(":")[0]
    'csrules/money.py'
    """
    module_name, _, path = name.partition(":")
    module = import_module(module_name)
    thing: Any = module
    for step in path.split("."):
        thing = inspect.getattr_static(thing, step)
    code = getattr(thing, "fget", None) or getattr(thing, "__func__", None) or thing
    code = inspect.unwrap(code)
    if inspect.isfunction(code) or inspect.isclass(code):
        found = inspect.getsourcefile(code), inspect.getsourcelines(code)[1]
    else:
        found = _assigned(module, path)
    file, line = found
    return f"{_short(file)}:{line}" if file and line else _short(module.__file__)


def _assigned(module: ModuleType, name: str) -> tuple[str | None, int]:
    """Where a name is given its value: in a module, or in one beneath it."""
    prefix, folders = f"{module.__name__}.", getattr(module, "__path__", [])
    names = [found.name for found in iter_modules(folders, prefix)]
    modules = [import_module(name) for name in names if name.removeprefix(prefix) not in OPTIONAL]
    for each in (module, *modules):
        if each.__file__ is None or not hasattr(each, name):
            continue
        for node in ast.parse(Path(each.__file__).read_text(encoding="utf-8")).body:
            targets = node.targets if isinstance(node, ast.Assign) else []
            targets = [node.target] if isinstance(node, ast.AnnAssign) else targets
            if any(isinstance(target, ast.Name) and target.id == name for target in targets):
                return each.__file__, node.lineno
    return module.__file__, 0


def _short(file: str | None) -> str:
    """A path as people say it: from the folder of the top package on."""
    if file is None:
        return "?"
    parts = Path(file).parts
    return "/".join(parts[parts.index("csrules") :] if "csrules" in parts else parts)
