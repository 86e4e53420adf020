"""What a public function or class says when it is given the wrong kind of thing.

`guarded` holds each argument against its annotation (`csrules.hints`) before the call, so that
nothing is computed from what does not belong. A type that fitted once is not judged again: a right
call pays a look into a small set for each argument. What its function judges itself, such as money,
is left to it; when the call breaks nonetheless, every argument is judged and all faults come at
once. A mistake of ours stays what it was.
"""

from __future__ import annotations

import functools
import inspect
import re
import sys
from collections.abc import Sized
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

import attrs

from csrules.bounds import MOST_FAULTS, MOST_JUDGED
from csrules.errors import (
    CallError,
    CsrulesError,
    DefinitionError,
    Fault,
    Faults,
    InputError,
    nearest,
)
from csrules.hints import ABSENT, hint

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping

__all__ = ["explain", "guarded"]

_F = TypeVar("_F")
_LATE: Final = re.compile(r"(?:Yuan|object|Any|P|T|\w*Policy)(?: \| None)?|")
"""Annotations that are judged only when a call has broken: policies break it by themselves, and
the functions read the others."""


def guarded(thing: _F) -> _F:
    """``thing``, a function or a class, whose wrong arguments are refused by their names.

    >>> from csrules.regulations import company
    >>> company.approver("company", 100)
    Traceback (most recent call last):
        ...
    csrules.errors.InputError: policy: got 'company' (str); expected CompanyPolicy. Mend: see
    help(csrules.regulations.company.authority.approver)
    """
    if isinstance(thing, type):
        made: Any = thing
        fields = attrs.fields(made) if attrs.has(made) else ()
        hints = {each.alias: each.type for each in fields}  # a converter may hide it
        hints |= inspect.get_annotations(made.__init__)
        made.__init__ = _door(made.__init__, made, hints)
        return cast("_F", made)
    function: Any = thing
    hints = inspect.get_annotations(function)
    return cast("_F", _door(function, function, hints))


def _door(function: Callable[..., Any], thing: Any, hints: Mapping[str, Any]) -> Callable[..., Any]:
    watch = _Watch(function, thing, hints)
    eager = watch.eager

    @functools.wraps(function)
    def door(*args: Any, **kwargs: Any) -> Any:
        fits = True
        for place, key, seen, kind in eager:
            value = args[place] if place < len(args) else kwargs.get(key, ABSENT)
            if type(value) not in seen and not kind.fits(value):
                args, kwargs, fits = watch.read(args, kwargs)
                break
        try:
            answer = function(*args, **kwargs)
        except CsrulesError as error:
            watch.explain(error, args, kwargs)
            raise
        except Exception:
            watch.judge(args, kwargs)
            raise
        if not fits:
            watch.judge(args, kwargs)
        return answer

    return door


def explain(error: Exception, function: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
    """From inside of a ``function`` that broke: what its door would make of ``error``.

    For functions that are too quick for a door: a ``try`` costs a right call nothing.
    """
    watch = _Watch(function, function, inspect.get_annotations(function))
    if isinstance(error, CsrulesError):
        watch.explain(error, args, kwargs)
    else:
        watch.judge(args, kwargs)


class _Watch:
    """What a door knows of the function behind it."""

    def __init__(self, function: Callable[..., Any], thing: Any, hints: Mapping[str, Any]) -> None:
        self.function, code = function, function.__code__
        self.name = f"{thing.__module__}.{thing.__qualname__}"
        self.names = vars(sys.modules[thing.__module__])
        keys = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
        texts = {key: str(hints.get(key, "")) for key in keys}
        self.hints = {key: hint(text) for key, text in texts.items() if text}
        self.eager = [
            (
                place if place < code.co_argcount else sys.maxsize,
                key,
                self.hints[key].types,
                self.hints[key],
            )
            for place, key in enumerate(keys)
            if key in self.hints and not _LATE.fullmatch(texts[key]) and self.hints[key].judges
        ]

    def names_of(self, count: int) -> list[str]:
        """The names of the first ``count`` arguments that stand without a name."""
        code = self.function.__code__
        names = list(code.co_varnames[: code.co_argcount])[:count]
        return names + [""] * (count - len(names))

    def given(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
        """The arguments by the names of their parameters."""
        return {**dict(zip(self.names_of(len(args)), args, strict=True)), **kwargs}

    def judged(self, given: dict[str, Any]) -> tuple[dict[str, Any], Faults]:
        """The arguments as their annotations take them, and what does not fit."""
        faults = Faults()
        read = {
            key: self.hints[key].read(value, key, faults, self.names)
            if key in self.hints
            else value
            for key, value in given.items()
        }
        mend = f"see help({self.name})"
        faults.found = [attrs.evolve(each, mend=each.mend or mend) for each in faults.found]
        return read, faults

    def read(
        self, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> tuple[tuple[Any, ...], dict[str, Any], bool]:
        """The arguments as the function takes them, and whether all of them fit."""
        given = self.given(args, kwargs)
        eager = {key for _, key, _, _ in self.eager}
        read, faults = self.judged({key: given[key] for key in given if key in eager})
        own = tuple(
            read.get(key, value) for key, value in zip(self.names_of(len(args)), args, strict=True)
        )
        return own, {key: read.get(key, value) for key, value in kwargs.items()}, not faults.found

    def judge(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        """Raise with every argument that does not fit, or return where all do."""
        _, faults = self.judged(self.given(args, kwargs))
        faults.raise_as(InputError)
        self.bind(args, kwargs)

    def bind(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        """Raise `CallError` where an argument is missing, unknown or one too many."""
        signature = inspect.signature(self.function)
        try:
            signature.bind(*args, **kwargs)
        except TypeError as error:
            known = [key for key in signature.parameters if key != "self"]
            given = self.given(args, kwargs)
            faults = [
                Fault(key, value, "no such argument", nearest(key, known))
                for key, value in kwargs.items()
                if key not in known
            ] + [
                Fault(key, None, f"an argument: {error}", f"see help({self.name})")
                for key, each in signature.parameters.items()
                if each.default is each.empty and key not in given and each.kind in _NAMED
            ]
            what = Fault(self.name, args, f"other arguments: {error}", f"see help({self.name})")
            raise CallError(*faults or [what]) from None

    def explain(self, error: CsrulesError, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        """Have the faults bear the names that the caller knows, and add what else does not fit."""
        given = self.given(args, kwargs)
        _, misfits = self.judged({key: each for key, each in given.items() if not _large(each)})
        wrong = {fault.path for fault in misfits.found}
        meant: dict[str, set[object]] = {}
        for fault in error.faults:
            meant.setdefault(self._called(fault, given, wrong), set()).add(fault.path)
        called = {path: name for name, paths in meant.items() if len(paths) == 1 for path in paths}
        mended = [
            attrs.evolve(fault, path=called.get(fault.path, fault.path)) for fault in error.faults
        ]
        told = {part for fault in mended for part in re.split(r"[.\[\]]", str(fault.path))}
        more = [
            fault
            for fault in misfits.found
            if re.split(r"[.\[]", fault.path)[0] not in told
            and not any(
                fault.value is one.value and ("[" in fault.path or one.path == given.get("path"))
                for one in mended
            )
        ]
        if more and not isinstance(error, InputError | DefinitionError):
            raise InputError(*more) from error
        error.faults = error.args = (*mended, *more)[:MOST_FAULTS]

    @staticmethod
    def _called(fault: Fault, given: Mapping[str, Any], wrong: Container[str]) -> str:
        """What the caller calls the value of a fault: the one argument that it is, or its path."""
        path = str(fault.path)
        if not path.isidentifier() or path in given or path is given.get("path"):
            return path
        names = [
            key
            for key, value in given.items()
            if key and value is fault.value and (value is not None or key in wrong)
        ]
        return names[0] if len(names) == 1 else path


def _large(value: object) -> bool:
    """Whether a collection is longer than what is told of it is worth."""
    return isinstance(value, Sized) and not isinstance(value, str) and len(value) > MOST_JUDGED


_NAMED: Final = {inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY}
