"""A mutant put to work in this process: a module served mutated, or its functions changed.

Nothing mutated is ever written to disk.
"""

from __future__ import annotations

import gc
import sys
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

__all__ = ["change", "changed_functions", "functions_below", "serve"]


class _Loader(SourceFileLoader):
    def __init__(self, name: str, path: str, source: bytes) -> None:
        super().__init__(name, path)
        self.mutated = source

    def get_code(self, fullname: str) -> CodeType:
        return compile(self.mutated, self.path, "exec", dont_inherit=True)


class _Finder(MetaPathFinder):
    def __init__(self, name: str, source: bytes) -> None:
        self.name, self.source = name, source

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: Any = None
    ) -> ModuleSpec | None:
        if fullname != self.name:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        assert spec is not None
        assert spec.origin is not None
        spec.loader = _Loader(fullname, spec.origin, self.source)
        return spec


def serve(name: str, source: bytes) -> None:
    """Have the next import of module ``name`` execute ``source``."""
    sys.meta_path.insert(0, _Finder(name, source))


def functions_below(folder: Path) -> dict[CodeType, list[FunctionType]]:
    """Every function alive whose source lies below ``folder``, by its code."""
    start, found = str(folder), dict[CodeType, list[FunctionType]]()
    for thing in gc.get_objects():
        if isinstance(thing, FunctionType) and thing.__code__.co_filename.startswith(start):
            found.setdefault(thing.__code__, []).append(thing)
    return found


def changed_functions(
    path: Path, before: bytes, after: bytes, functions: Mapping[CodeType, list[FunctionType]]
) -> list[tuple[CodeType, CodeType]] | None:
    """Which functions a mutant changes, as codes before and after.

    None when it changes what is executed on import, so that only a fresh import shows it.
    """
    old, new = (compile(text, str(path), "exec", dont_inherit=True) for text in (before, after))
    try:
        pairs = list(_outermost(old, new))
    except _OnImportError:
        return None
    if not all(code in functions for code, _ in pairs):
        return None
    inner = [pair for old, new in pairs for pair in _closures(old, new) if pair[0] in functions]
    return [*pairs, *inner]


class _OnImportError(Exception):
    """The change is not inside a function."""


def _outermost(old: CodeType, new: CodeType) -> Iterator[tuple[CodeType, CodeType]]:
    """The pairs of differing functions, below a module or a class body."""
    if _apart_from_code(old) != _apart_from_code(new):
        raise _OnImportError
    for one, other in zip(old.co_consts, new.co_consts, strict=True):
        if isinstance(one, CodeType) and one != other:
            if one.co_flags & 0x2 and one.co_name != "<module>":  # CO_NEWLOCALS: no class body
                if one.co_freevars != other.co_freevars or "<locals>" in one.co_qualname:
                    raise _OnImportError
                yield one, other
            else:
                yield from _outermost(one, other)


def _closures(old: CodeType, new: CodeType) -> Iterator[tuple[CodeType, CodeType]]:
    """The pairs of differing functions inside a function, which may live on without it."""
    codes = ([each for each in code.co_consts if isinstance(each, CodeType)] for code in (old, new))
    for one, other in zip(*codes, strict=False):
        if one != other and one.co_freevars == other.co_freevars:
            yield one, other
            yield from _closures(one, other)


def _apart_from_code(code: CodeType) -> tuple[object, ...]:
    consts = tuple(
        None if isinstance(each, CodeType) else (type(each), each) for each in code.co_consts
    )
    return (code.co_code, code.co_names, consts, code.co_varnames, code.co_freevars)


def change(
    pairs: list[tuple[CodeType, CodeType]], functions: Mapping[CodeType, list[FunctionType]]
) -> None:
    """Have every living function of a pair execute its new code."""
    for old, new in pairs:
        for function in functions[old]:
            function.__code__ = new
