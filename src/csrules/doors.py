"""What a rule function says when it is given the wrong kind of thing.

Scalars are read by their kinds. A policy, a calendar, a record or a list of records is taken as it
is, so that a right call pays nothing. When a call breaks, its arguments are held against the
signature; where one does not fit, the caller is told which, and else the fault is ours and stays
what it was.
"""

from __future__ import annotations

import functools
import inspect
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import attrs

from csrules.errors import CsrulesError, Fault, Faults, InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["guarded"]

_MANY = re.compile(r"(?:Iterable|Sequence|Collection|tuple|list)\[([A-Za-z_]\w*)(?:, \.\.\.)?\]")
_ONE = re.compile(r"[A-Za-z_]\w*")
_ANYTHING = {"object", "Any", "Yuan", "Given", "str", "int", "bool", "Language", "P", "R", "T"}
"""Annotations that the functions judge themselves, value by value."""


def guarded(function: Callable[..., Any]) -> Callable[..., Any]:
    """``function``, whose broken calls tell which argument does not fit.

    >>> from csrules.regulations import company
    >>> company.approver("company", 100)
    Traceback (most recent call last):
        ...
    csrules.errors.InputError: policy: got 'company' (str); expected CompanyPolicy. Mend: see
    help(csrules.regulations.company.authority.approver)
    """

    @functools.wraps(function)
    def door(*args: Any, **kwargs: Any) -> Any:
        try:
            return function(*args, **kwargs)
        except CsrulesError as error:
            _named(error, _given(function, args, kwargs))
            raise
        except (ArithmeticError, AttributeError, TypeError, ValueError, LookupError):
            faults = Faults()
            faults.add(*_misfits(function, args, kwargs))
            faults.raise_as(InputError)
            raise

    return door


def _given(
    function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
) -> dict[str, Any]:
    try:
        return dict(inspect.signature(function).bind(*args, **kwargs).arguments)
    except TypeError:  # a missing or unknown argument: Python says it well
        return {}


def _named(error: CsrulesError, given: dict[str, Any]) -> None:
    """What a mechanism calls ``start`` or ``day`` bears the name that the caller knows it by."""
    mended = []
    for fault in error.faults:
        names = [name for name, value in given.items() if value is fault.value is not None]
        inner = fault.path in _INNER and fault.path not in given
        mended.append(attrs.evolve(fault, path=names[0]) if inner and len(names) == 1 else fault)
    error.faults = tuple(mended)
    error.args = error.faults


_INNER = {"start", "anchor", "day", "value"}
"""What the limits and kinds call what they are given."""


def _misfits(
    function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
) -> Iterator[Fault]:
    mend = f"see help({function.__module__}.{function.__qualname__})"
    hints = inspect.get_annotations(function)
    for name, value in _given(function, args, kwargs).items():
        hint = str(hints.get(name, ""))
        if not any(_fits(value, part.strip()) for part in hint.split("|")):
            yield Fault(name, value, hint, mend)
            continue
        many = _MANY.search(hint)
        if many and isinstance(value, list | tuple):
            for place, part in enumerate(value):
                if not _fits(part, many[1]):
                    yield Fault(f"{name}[{place}]", part, many[1], mend)


def _fits(value: object, hint: str) -> bool:
    """Whether a value can be what an annotation says; what is not understood fits."""
    if hint == "None":
        return value is None
    if hint.startswith(("Mapping[", "dict[")):
        return isinstance(value, Mapping)
    if _MANY.fullmatch(hint):
        return isinstance(value, Iterable) and not isinstance(value, str | bytes)
    if hint in _ANYTHING or not _ONE.fullmatch(hint):
        return True
    return hint in {cls.__name__ for cls in type(value).__mro__}
