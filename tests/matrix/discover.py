"""What is public, and what each parameter of it is annotated with.

Public is what a door names in its ``__all__``: the library, its modules and packages one step
inside, the packs with their rules over columns, and the readers of records. Classes bring their
constructor and their methods.
"""

from __future__ import annotations

import ast
import importlib.util
import inspect
import pkgutil
import sys
from collections.abc import Mapping
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, NewType, get_type_hints

import attrs

import csrules
from csrules import records, regulations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

INSIDE = {
    "bounds",
    "cli",
    "console",
    "doors",
    "frozen",
    "hints",
    "plaintext",
    "testing",
    "tomltext",
}
"""No doors: nobody is asked to import the first ones (docs/_ext/generated_pages.py: INTERNAL), a
door is no function of its own, and the strategies of the kit are drawn by hypothesis, which
tells of its arguments (tests/testing)."""


Yuan = NewType("Yuan", object)
OWN = {"Yuan": Yuan, "Given": Mapping[str, object]}
"""Aliases of types, as the matrix reads them."""
ALIASES = {
    "Packs",
    "Key",
    "EffectMaker",
    "Box",
    "Cells",
    "HoursLike",
    "Override",
    "Plain",
    "Show",
    "Source",
    "WeekHoursLike",
}
"""Other aliases of types; what they allow is for their functions to judge."""


def doors() -> Iterator[tuple[str, ModuleType]]:
    """Every public module, with the short name that rows call it by."""
    yield "", csrules
    for package in (regulations, records, csrules):
        for found in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            short = found.name.rpartition(".")[2]
            module = importlib.import_module(found.name)
            if short not in INSIDE and not short.startswith("_") and hasattr(module, "__all__"):
                yield short, module
    for pack in regulations.PACKS:
        columns = f"csrules.regulations.{pack}.columns"
        if importlib.util.find_spec(columns):
            yield f"{pack}.columns", importlib.import_module(columns)


def _methods(cls: type) -> Iterator[tuple[str, Callable[..., Any]]]:
    """The public methods of a class, as far as this library defines them."""
    for name in sorted(dir(cls)):
        home = next(base for base in cls.__mro__ if name in vars(base))
        raw = vars(home)[name]
        plain = isinstance(raw, classmethod | staticmethod) or inspect.isroutine(raw)
        if plain and not name.startswith("_") and home.__module__.startswith("csrules"):
            yield name, getattr(cls, name)


def _is_asked(thing: object) -> bool:
    """Whether it is called with arguments of the caller's own."""
    if isinstance(thing, type):
        return not issubclass(thing, Enum | BaseException) and not getattr(
            thing, "_is_protocol", False
        )
    return inspect.isroutine(thing)


@cache
def callables() -> dict[str, Callable[..., Any]]:
    """Every public function, constructor and method by the name that its row has."""
    found: dict[str, Callable[..., Any]] = {}
    seen: set[int] = set()
    for short, module in doors():
        for name in module.__all__:
            thing = getattr(module, name)
            if id(thing) in seen or not _is_asked(thing):
                continue
            seen.add(id(thing))
            full = f"{short}.{name}".removeprefix(".")
            if not isinstance(thing, type) or inspect.signature(thing).parameters:
                found[full] = thing
            if isinstance(thing, type):
                for method, function in _methods(thing):
                    body = inspect.unwrap(getattr(function, "__func__", function))
                    if id(body) not in seen:
                        seen.add(id(body))
                        found[f"{full}.{method}"] = function
    return found


@cache
def _names(module: str) -> dict[str, Any]:
    """What a module's annotations may name, also what it imports for type checkers only."""
    names = dict(vars(sys.modules[module]))
    for node in ast.walk(ast.parse(inspect.getsource(sys.modules[module]))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                names[alias.asname or alias.name] = importlib.import_module(alias.name)
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                names[alias.asname or alias.name] = _imported(str(node.module), alias.name)
    return names | {name: Any for name in ALIASES if isinstance(names.get(name), str)} | OWN


def _imported(home: str, name: str) -> Any:
    found = getattr(importlib.import_module(home), name, None)
    return importlib.import_module(f"{home}.{name}") if found is None else found


def _hints(annotations: dict[str, Any], *modules: str) -> dict[str, Any]:
    names: dict[str, Any] = {}
    for module in modules:
        names |= _names(module)
    asked = {key: hint for key, hint in annotations.items() if key != "return"}
    holder = type("_", (), {"__annotations__": asked})
    return get_type_hints(holder, names)


@cache
def parameters(name: str) -> dict[str, Any]:
    """The annotation of each parameter of a callable, ``self`` left out."""
    function = callables()[name]
    body = inspect.unwrap(getattr(function, "__func__", function))
    if isinstance(body, type) and attrs.has(body):
        hints: dict[str, Any] = {}
        for base in reversed(body.__mro__):
            own = {
                key: hint
                for key, hint in vars(base).get("__annotations__", {}).items()
                if not str(hint).startswith("ClassVar")
            }
            hints |= _hints(own, base.__module__) if own else {}
        hints = {field.alias: hints[field.name] for field in attrs.fields(body)}
        converters = [field.converter for field in attrs.fields(body) if field.converter]
        homes = [
            each.__module__
            for each in (*converters, *reversed(body.__mro__))
            if attrs.has(each) or inspect.isfunction(each)
        ]
        hints |= _hints(inspect.get_annotations(body.__init__), *homes)
    else:
        asked = vars(body)["__init__"] if isinstance(body, type) else body
        hints = _hints(inspect.get_annotations(asked), body.__module__)
    signature = inspect.signature(function)
    return {each: hints.get(each, object) for each in signature.parameters if each != "self"}
