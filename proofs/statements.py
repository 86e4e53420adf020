"""Every statement by name, and how one is run on plain numbers: ``holds(statement, 3, 1000)``."""

from __future__ import annotations

import ast
import inspect
import traceback
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from proofs import bands, escalations, lifecycles, rounding, scores

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["STATEMENTS", "holds"]

STATEMENTS: Final[dict[str, Callable[..., None]]] = {
    f"{module.__name__.rpartition('.')[2]}.{name}": getattr(module, name)
    for module in (bands, rounding, scores, escalations, lifecycles)
    for name in module.__all__
}


@cache
def _head(statement: Callable[..., None]) -> int:
    """The last line of the asserts that bound the numbers: what comes after them is claimed."""
    source, first = inspect.getsourcelines(statement)
    (function,) = ast.parse("".join(source)).body
    assert isinstance(function, ast.FunctionDef)
    bounds = list(takewhile(lambda node: isinstance(node, ast.Assert), function.body[1:]))
    return first - 1 + (bounds[-1].end_lineno or 0)


def holds(statement: Callable[..., None], *numbers: int) -> bool | None:
    """Whether the claim holds of these numbers; None where they are out of its bounds."""
    try:
        statement(*numbers)
    except AssertionError as broken:
        _, (_, line), *_ = traceback.walk_tb(broken.__traceback__)
        return None if line <= _head(statement) else False
    return True
