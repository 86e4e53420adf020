"""A pack's data as text that people can read beside the rulebook.

``python -m tests.regulations.sheet`` writes the sheets anew after a change that is meant.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from functools import partial, singledispatch
from importlib import import_module
from inspect import isfunction, signature
from pathlib import Path
from pkgutil import walk_packages
from typing import TYPE_CHECKING, Any

import attrs

from csrules.citation import Text, cited
from csrules.policy import leaves
from csrules.policyfile import default_policy
from csrules.regulations import PACKS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

__all__ = ["FOLDER", "modules", "parameters", "sheet"]

FOLDER = Path(__file__).with_name("sheets")
WIDTH = 140


def modules() -> dict[str, ModuleType]:
    """The modules of all packs that hold data, by ``pack.module``."""
    found = {}
    for pack in PACKS:
        door = import_module(f"csrules.regulations.{pack}")
        for each in walk_packages(door.__path__, f"{door.__name__}."):
            module = import_module(each.name)
            if any(_data(module)):
                found[each.name.removeprefix("csrules.regulations.")] = module
    return dict(sorted(found.items()))


def sheet(module: ModuleType) -> str:
    """What a module declares under its public names."""
    told = ("\n".join(_told(name, value)) for name, value in _data(module))
    return "\n\n".join(told) + "\n"


def parameters(pack: str) -> str:
    """Every parameter of a pack: its default, kind and source, and what a note says."""
    told = (
        _told(path, {"default": value, **dict(_parts(leaf))})
        for path, leaf, value in leaves(default_policy(pack))
    )
    return "".join(f"{line}\n" for lines in told for line in lines)


def _names() -> dict[int, str]:
    """What has a name of its own is told once, and named elsewhere."""
    return {
        id(value): name
        for module in modules().values()
        for name, value in _data(module)
        if attrs.has(type(value))
    }


def _data(module: ModuleType) -> Iterator[tuple[str, Any]]:
    """What has a public name; of a function or class, how it is called and which rules it cites."""
    for name in getattr(module, "__all__", ()):
        value = getattr(module, name)
        if isinstance(value, type) and issubclass(value, Enum):
            continue  # its words stand in tests/words.toml
        if isfunction(value) or isinstance(value, type):
            yield f"{name}{_signature(value)}", ", ".join(cited(value)) or "no rule of its own"
        else:
            yield name, value


def _signature(value: Any) -> str:
    plain = signature(value)
    bare = [each.replace(annotation=each.empty) for each in plain.parameters.values()]
    return str(plain.replace(parameters=bare, return_annotation=plain.empty))


def _told(name: str, value: Any) -> Iterator[str]:
    """``name: value`` where that goes on a line; else what the value holds below it, indented."""
    line, parts = _line(value), list(_parts(value))
    if line is not None and (len(line) <= WIDTH or not parts):
        yield f"{name}: {line}"
        return
    yield f"{name}: {type(value).__name__ if attrs.has(type(value)) else ''}".rstrip()
    for part, inner in parts:
        yield from (f"  {each}" for each in _told(part, NAMES.get(id(inner), inner)))


def _parts(value: Any) -> Iterator[tuple[str, Any]]:
    """What a value holds: an instance's fields as far as they are not the default."""
    if isinstance(value, Mapping):
        yield from ((str(key), each) for key, each in value.items())
    elif isinstance(value, tuple | list):
        yield from ((f"{place}", each) for place, each in enumerate(value, 1))
    elif isinstance(value, set | frozenset):
        yield from _parts(sorted(value, key=str))
    elif attrs.has(type(value)) and not isinstance(value, Enum | Text | type):
        for field in attrs.fields(type(value)):
            held = getattr(value, field.name)
            if field.init and not field.name.startswith("_") and held not in (field.default, {}):
                yield field.name, held


@singledispatch
def _line(value: Any) -> str | None:
    """A value that goes on a line; None where it holds what does not."""
    if callable(value) and not attrs.has(type(value)):
        return " ".join([f"{value.__name__}()", *cited(value)])
    if not attrs.has(type(value)):
        return str(value)
    parts = _lines(value)
    if any(line is None or "; " in line for line in parts.values()):
        return None
    told = "; ".join(f"{name} {line}" for name, line in parts.items())
    return f"{type(value).__name__}: {told}" if told else type(value).__name__


@_line.register(tuple | list | set | frozenset)
def _(value: Any) -> str | None:
    parts = _lines(value).values()
    if any(line is None or "; " in line for line in parts):
        return None
    return ", ".join(str(line) for line in parts)


def _lines(value: Any) -> dict[str, str | None]:
    return {name: _line(NAMES.get(id(each), each)) for name, each in _parts(value)}


@_line.register
def _(value: Mapping) -> str | None:  # type: ignore[type-arg]  # what dispatches is a bare class
    return None if value else "nothing"


@_line.register
def _(value: Text) -> str:
    return f"{value.en} | {value.zh}"


@_line.register
def _(value: Enum) -> str:
    return str(value.value)


@_line.register
def _(value: type) -> str:
    return value.__name__


@_line.register
def _(value: partial) -> str:  # type: ignore[type-arg]  # what dispatches is a bare class
    return f"{_line(value.func)} of {value.args} {value.keywords}"


NAMES = _names()


def _write() -> None:
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.txt"):
        old.unlink()
    for name, module in modules().items():
        (FOLDER / f"{name}.txt").write_text(sheet(module), encoding="utf-8")
    for pack in PACKS:
        (FOLDER / f"{pack}.txt").write_text(parameters(pack), encoding="utf-8")


if __name__ == "__main__":
    _write()
