"""What the fields of a record declare, and what they may hold therefore."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cache
from importlib import import_module
from inspect import getsource
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Final, Union, get_args, get_origin, get_type_hints

import attrs
from hypothesis import strategies as st

from csrules.errors import Fault, UnknownNameError
from csrules.kinds import Clock, Day, Moment, Money, Words
from csrules.regulations.department import Role
from csrules.testing.kind_values import values
from csrules.testing.whole_numbers import wholes

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType
    from typing import TypeAlias

    from hypothesis.strategies import SearchStrategy

    Further: TypeAlias = "Callable[[type[Any], datetime], SearchStrategy[Any]]"

__all__ = ["field_types", "held_by", "names_for_checkers"]

_MOST: Final = 3  # parts of a list ordinarily
_PEOPLE: Final = ("li", "wang")

_ANYTHING: Final = st.one_of(st.none(), st.booleans(), wholes(0, 31), values(Words(20)))

_BY_NAME: Final[dict[str, SearchStrategy[Any]]] = {
    "made_by": st.sampled_from([str(role) for role in Role]),
    "month": wholes(1, 12),
    "person": st.sampled_from(_PEOPLE),
    "year": wholes(2024, 2100),
}
"""Fields whose name says more than their type."""

_PLAIN: Final[dict[Any, Callable[[datetime], SearchStrategy[Any]]]] = {
    Any: lambda near: _ANYTHING,
    NoneType: lambda near: st.none(),
    Decimal: lambda near: values(Money()),
    Fraction: lambda near: wholes(0, 200).map(lambda number: Fraction(number, 100)),
    bool: lambda near: st.booleans(),
    date: lambda near: values(Day(), near=near),
    datetime: lambda near: values(Moment(), near=near),
    int: lambda near: wholes(0, 31),
    object: lambda near: _ANYTHING,
    str: lambda near: values(Words(20)),
    time: lambda near: values(Clock()),
    timedelta: lambda near: wholes(0, 1440).map(lambda number: timedelta(minutes=number)),
}


@cache
def field_types(cls: Any) -> dict[str, Any]:
    """The types of the fields that a class is made with, by the names of its arguments.

    Names that a module imports for type checkers only are found too.

    >>> from csrules.regulations.property_handbook.mail_times import Mail
    >>> field_types(Mail)["received_at"]
    datetime.datetime | None
    """
    module = sys.modules[cls.__module__]
    try:
        hints = get_type_hints(cls, {**vars(module), **names_for_checkers(module)})
    except (NameError, TypeError) as error:
        mend = "add it: csrules.testing.INSTANCES[MyRecord] = lambda cls, near: …"
        raise UnknownNameError(
            Fault(cls.__name__, str(error), "types that can be read", mend)
        ) from None
    return {
        field.alias: hints[field.name]
        for field in attrs.fields(cls)
        if field.init and field.alias is not None
    }


def names_for_checkers(module: ModuleType) -> dict[str, Any]:
    """What a module imports under ``if TYPE_CHECKING``."""
    found: dict[str, Any] = {}
    for block in ast.parse(getsource(module)).body:
        if not (isinstance(block, ast.If) and ast.unparse(block.test) == "TYPE_CHECKING"):
            continue
        for node in block.body:
            if isinstance(node, ast.ImportFrom) and node.module:
                source = import_module(node.module)
                found |= {
                    alias.asname or alias.name: getattr(source, alias.name) for alias in node.names
                }
    return found


def held_by(name: str, hint: Any, near: datetime, further: Further) -> SearchStrategy[Any]:
    """What a field of this name and type may hold; ``further`` draws the library's own classes.

    Days and moments lie around ``near``, with or without time zone like it. Raises
    `UnknownNameError` for a type that nothing is known of.
    """
    if name in _BY_NAME and hint in (int, str):
        return _BY_NAME[name]
    if hint in _PLAIN:
        return _PLAIN[hint](near)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(hint)
    if isinstance(hint, type) and attrs.has(hint):
        return further(hint, near)
    origin, args = get_origin(hint), get_args(hint)
    if Ellipsis in args:
        origin, args = Sequence, args[:1]
    if origin in _COMPOSED:
        # nothing comes first: it is the simplest
        own = sorted(args, key=lambda one: one is not NoneType)
        return _COMPOSED[origin]([held_by(name, one, near, further) for one in own])
    mend = "add its class: csrules.testing.INSTANCES[MyRecord] = lambda cls, near: …"
    raise UnknownNameError(Fault(name, hint, "a type with a strategy", mend))


def _list_of(parts: list[SearchStrategy[Any]]) -> SearchStrategy[Any]:
    return st.lists(parts[0], max_size=_MOST).map(tuple)


def _row_of(parts: list[SearchStrategy[Any]]) -> SearchStrategy[Any]:
    return st.tuples(*parts)


def _mapping_of(parts: list[SearchStrategy[Any]]) -> SearchStrategy[Any]:
    return st.dictionaries(*parts, max_size=_MOST)


_COMPOSED: Final[dict[Any, Callable[[list[SearchStrategy[Any]]], SearchStrategy[Any]]]] = {
    Iterable: _list_of,
    Mapping: _mapping_of,
    Sequence: _list_of,
    Union: st.one_of,
    UnionType: st.one_of,
    tuple: _row_of,
}
