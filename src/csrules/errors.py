"""Every error that csrules raises, and what each one tells.

An error names the field, the value it met, what was expected and how to mend it, and it lists
all faults of an input at once::

    >>> from csrules.errors import Fault, InputError
    >>> raise InputError(Fault("amount", -1, "yuan, not negative", "give the amount without sign"))
    Traceback (most recent call last):
        ...
    csrules.errors.InputError: amount: got -1 (int); expected yuan, not negative. Mend: give the
    amount without sign
"""

from __future__ import annotations

import reprlib
from difflib import get_close_matches
from typing import TYPE_CHECKING, NoReturn

import attrs

from csrules.bounds import MOST_FAULTS

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "CallError",
    "CsrulesError",
    "DefinitionError",
    "ExtraNotInstalledError",
    "Fault",
    "Faults",
    "InputError",
    "MissingParameterError",
    "NotCoveredError",
    "PolicyError",
    "UnknownNameError",
    "nearest",
    "refuse",
]

_SHORT = reprlib.Repr()
_SHORT.maxstring = _SHORT.maxother = _SHORT.maxlong = 60


def _shown(value: object) -> str:
    """A value as an error shows it: short, whatever a stranger's ``__repr__`` does."""
    try:
        text = _SHORT.repr(value)
    except Exception:  # the value is somebody else's; its repr may do anything
        text = "<unprintable>"
    return f"{text} ({type(value).__name__})"


def _name(path: object) -> str:
    """A path as an error shows it: parts of it may be a stranger's names."""
    path = path if isinstance(path, str) else _shown(path)
    short = path if len(path) <= 200 else f"{path[:120]}…{path[-40:]}"
    return short if short.isprintable() else ascii(short)[1:-1]


def _judged(value: object) -> str:
    """What two faults are compared by: the value itself may be unhashable, or lie of equality."""
    try:
        return repr(value)
    except Exception:  # see `_shown`
        return _shown(value)


@attrs.frozen
class Fault:
    """One thing that is wrong with an input.

    ``path`` is the dotted name of the field, ``value`` what was met there, ``expected`` what
    belongs there, ``mend`` what to do about it, ``rule`` the rule id that asks for it (or empty),
    and ``line`` the line of a file (or None).
    """

    path: str
    value: object = attrs.field(eq=_judged)
    expected: str
    mend: str = ""
    rule: str = ""
    line: int | None = None

    def __str__(self) -> str:
        where = f"line {self.line}: " if self.line is not None else ""
        text = f"{where}{_name(self.path)}: got {_shown(self.value)}; expected {self.expected}"
        if self.rule:
            text += f" [{self.rule}]"
        return f"{text}. Mend: {self.mend}" if self.mend else text


class CsrulesError(Exception):
    """Base of every error of this library; ``faults`` says all that is wrong."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(*faults)
        self.faults: tuple[Fault, ...] = faults

    def __str__(self) -> str:
        if len(self.faults) == 1:
            return str(self.faults[0])
        rows = "".join(f"\n  {n}. {fault}" for n, fault in enumerate(self.faults, 1))
        more = "\n  There may be more." if len(self.faults) >= MOST_FAULTS else ""
        return f"{len(self.faults)} faults:{rows}{more}"


class InputError(CsrulesError, ValueError):
    """A value does not belong where it stands."""


class CallError(InputError, TypeError):
    """A call lacks an argument, or has one too many or one of a name that nobody declared."""


class UnknownNameError(InputError, LookupError):
    """A name that nobody declared: an event, a role, a state, a parameter, a rule id."""


class PolicyError(InputError):
    """A policy, or a change to one, has faults: all of them are listed."""


class MissingParameterError(CsrulesError, LookupError):
    """A result needs a parameter that the text leaves blank and nobody has filled in."""


class NotCoveredError(CsrulesError, LookupError):
    """An answer needs days beyond those the calendar knows."""


class DefinitionError(CsrulesError):
    """A workflow, table, form or policy class is badly defined: all faults are listed."""


class ExtraNotInstalledError(CsrulesError, ImportError):
    """An optional feature needs a package that is not installed."""


def nearest(name: object, known: Iterable[str]) -> str:
    """What to write instead of an unknown name.

    >>> nearest("sales_manger", ["sales_manager", "gm"])
    "did you mean 'sales_manager'?"
    >>> nearest("x", ["gm", "deputy_gm"])
    'use one of: deputy_gm, gm'
    """
    names = sorted(str(one) for one in known)  # str: a member of an enum shows its value
    close = get_close_matches(name[:80], names) if isinstance(name, str) else []
    if close:
        return f"did you mean {close[0]!r}?"
    shown = ", ".join(names[:12]) + (", …" if len(names) > 12 else "")
    return f"use one of: {shown}" if names else "there is none"


class Faults:
    """Collects faults, so that an input is judged whole and refused once.

    >>> faults = Faults()
    >>> with faults:
    ...     raise InputError(Fault("a", 1, "a string"))
    >>> with faults:
    ...     raise InputError(Fault("b", 2, "a string"))
    >>> [fault.path for fault in faults.found]
    ['a', 'b']
    """

    def __init__(self) -> None:
        self.found: list[Fault] = []

    @property
    def full(self) -> bool:
        """Whether as many faults are found as an error lists: then nobody reads on."""
        return len(self.found) >= MOST_FAULTS

    def add(self, *faults: Fault) -> None:
        """Note faults that somebody else found."""
        self.found.extend(faults)

    def __enter__(self) -> Faults:
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        if isinstance(error, CsrulesError):
            self.found.extend(error.faults)
            return True
        return False

    def raise_as(self, error: type[CsrulesError]) -> None:
        """Raise ``error`` with the faults found, at most a hundred; return when there is none."""
        if self.found:
            raise error(*self.found[:MOST_FAULTS])


def refuse(path: str, value: object, expected: str, mend: str = "", rule: str = "") -> NoReturn:
    """Raise an `InputError` with one fault."""
    raise InputError(Fault(path, value, expected, mend, rule))
