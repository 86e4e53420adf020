"""What an annotation takes: read from its text, so that nothing is imported for it.

Classes are known by their names, names of an enum are read as its members, a list is read as a
tuple, and what the text does not say is left to the function::

    >>> faults = Faults()
    >>> _ = hint("tuple[date, ...] | None").read([date(2026, 9, 1), "x"], "days", faults, {})
    >>> print(faults.found[0])
    days[1]: got 'x' (str); expected date
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from itertools import islice
from os import PathLike
from typing import TYPE_CHECKING, Any, Final

import attrs

from csrules.bounds import MOST_PARTS
from csrules.errors import Fault, Faults, nearest
from csrules.money import fen

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

__all__ = ["ABSENT", "Check", "Hint", "hint"]

Check: TypeAlias = "Callable[[Any], bool] | bool"
"""What tells whether a value of a type fits: True where every one does, False where none is known
to."""

_LARGEST: Final = 10**18
_OPEN: Final = {
    "object", "Any", "Self", "Literal", "Box", "Effect", "EffectMaker", "HoursLike", "Packs",
    "Show", "WeekHoursLike", "E", "P", "R", "T", "_R",
}  # fmt: skip
"""Names that say too little, or what only their function can judge."""


class _Absent:
    """What `ABSENT` is."""


ABSENT: Final = _Absent()
"""Stands where an argument was not given; every annotation takes it."""


def _names(kind: type) -> set[str]:
    return {cls.__name__ for cls in kind.__mro__}


def _itself(value: Any) -> Any:
    """A text or a whole number itself, where a subclass may answer for it with another one."""
    if isinstance(value, Enum | bool):
        return value
    if isinstance(value, str):
        return str.__str__(value)
    return int.__int__(value) if isinstance(value, int) else value


def _is_whole(value: Any) -> bool:
    """Whether it is a whole number of at most 18 digits; a longer one is a mistake, or malice."""
    return isinstance(value, int) and not isinstance(value, bool) and -_LARGEST < value < _LARGEST


_KNOWN: Final[dict[str, Callable[[Any], bool]]] = {
    "None": lambda value: value is None,
    "bool": lambda value: isinstance(value, bool),
    "int": _is_whole,
    "date": lambda value: isinstance(value, date) and not isinstance(value, datetime),
    "Decimal": lambda value: isinstance(value, Decimal) and value.is_finite(),
    "Callable": callable,
    "os.PathLike": lambda value: isinstance(value, PathLike),
    "PathLike": lambda value: isinstance(value, PathLike),
    "Language": lambda value: isinstance(value, str) and value in {"en", "zh"},
    "Limit": lambda value: hasattr(value, "due"),
    "Frequency": lambda value: hasattr(value, "days"),
    "Kernel": lambda value: hasattr(value, "over"),
    "MonthKernel": lambda value: hasattr(value, "over"),
}
"""What is more, or less, than an instance of a class of that name."""

_EVERY: Final = {"None": type(None), "bool": bool, "date": date}
"""Of these, those that every value of one type is."""

_ALIASES: Final = {"Given": "Mapping[str, object]"}
_MAPS: Final = {"Mapping", "dict"}
_MANY: Final = {"Iterable", "Sequence", "Collection", "tuple", "list", "set"}
_SHAPE: Final = re.compile(r"([\w.]+)(?:\[(.*)\])?", re.DOTALL)


def _split(text: str, mark: str) -> list[str]:
    """The parts of an annotation between ``mark``, brackets kept whole."""
    parts, depth = [""], 0
    for letter in text:
        depth += (letter == "[") - (letter == "]")
        if letter == mark and not depth:
            parts.append("")
        else:
            parts[-1] += letter
    return [part.strip() for part in parts if part.strip()]


@attrs.frozen
class _Part:
    """One alternative of an annotation: a name with what stands in its brackets."""

    text: str
    name: str
    inner: tuple[Hint, ...]

    def check(self, value: Any) -> Check:
        """What tells whether a value of this type fits as it is."""
        kind = type(value)
        if kind is _EVERY.get(self.name):
            return True
        if self.name in _MAPS | _MANY:
            return self._check_inside(value)
        known = _KNOWN.get(self.name)
        if known is not None:
            return known(value) and known
        return self.name in _names(kind)

    def _check_inside(self, value: Any) -> Check:
        if self.name in _MAPS and isinstance(value, dict) and len(self.inner) == 2:
            keys, values = (each.fits for each in self.inner)
            return lambda given: all(map(keys, given)) and all(map(values, given.values()))
        plain = type(value) is tuple or (type(value) is list and self.name != "tuple")
        if self.name in _MAPS or not plain or len(self.inner) != 1 + ("..." in self.text):
            return False
        each = self.inner[0].fits
        return lambda given: all(map(each, given))

    def read(self, value: Any, path: str, faults: Faults, names: Mapping[str, Any]) -> Any:
        """The value as this alternative takes it; what does not fit is noted."""
        if self.name in _MAPS:
            return self._mapping(value, path, faults, names)
        if self.name in _MANY:
            return self._many(value, path, faults, names)
        if self.name == "Yuan":
            with faults:
                fen(value, path)
            return value
        value = _itself(value)
        known = _KNOWN.get(self.name)
        fits = known(value) if known is not None else self.name in _names(type(value))
        if fits:
            return value
        members = names.get(self.name)
        if isinstance(value, str) and isinstance(members, type) and issubclass(members, Enum):
            return _member(members, value, path, faults)
        faults.add(Fault(path, value, self.name))
        return value

    def _mapping(self, value: Any, path: str, faults: Faults, names: Mapping[str, Any]) -> Any:
        if not isinstance(value, Mapping):
            faults.add(Fault(path, value, self.text))
        elif len(self.inner) == 2:
            keys, values = self.inner
            read = {
                keys.read(key, path, faults, names): values.read(
                    part, f"{path}[{key!r}]" if isinstance(key, str) else path, faults, names
                )
                for key, part in value.items()
            }
            if any(read[new] is not value[old] for new, old in zip(read, value, strict=False)):
                return read
        return value

    def _many(self, value: Any, path: str, faults: Faults, names: Mapping[str, Any]) -> Any:
        ordered = self.name in {"Sequence", "tuple", "list"}
        if (
            (ordered and isinstance(value, Mapping | Set))
            or isinstance(value, str | bytes)
            or not isinstance(value, Iterable)
        ):
            faults.add(Fault(path, value, self.text))
            return value
        parts = value if isinstance(value, list | tuple) else tuple(islice(value, MOST_PARTS + 1))
        if parts is not value and len(parts) > MOST_PARTS:
            faults.add(Fault(path, value, f"at most {MOST_PARTS} values"))
            return value
        each = [one for one in self.inner if one.text != "..."]
        if self.name == "tuple" and len(each) == len(self.inner) > 0:
            if len(parts) != len(each):
                faults.add(Fault(path, value, f"{len(each)} values"))
                return value
        else:
            each *= len(parts)
        read = [
            kind.read(part, f"{path}[{place}]", faults, names)
            for place, (part, kind) in enumerate(zip(parts, each, strict=False))
        ] or list(parts)
        changed = any(new is not old for new, old in zip(read, parts, strict=True))
        if changed or (self.name == "tuple" and not isinstance(value, tuple)):
            return tuple(read)
        return parts if isinstance(value, Iterator) else value


def _member(members: type[Enum], value: str, path: str, faults: Faults) -> object:
    text = str.__str__(value)
    known = {str(each.value): each for each in members}
    if text not in known:
        faults.add(Fault(path, value, f"one of: {', '.join(known)}", nearest(text, known)))
    return known.get(text, value)


@attrs.frozen
class Hint:
    """An annotation, by its alternatives."""

    text: str
    parts: tuple[_Part, ...]
    types: set[type] = attrs.field(factory=lambda: {_Absent}, eq=False, repr=False)
    """Types of which every value fits, as far as one has been met."""
    checks: dict[type, Callable[[Any], bool]] = attrs.field(factory=dict, eq=False, repr=False)
    """For types of which not every value fits: what tells."""

    @property
    def judges(self) -> bool:
        """Whether it refuses anything."""
        return not any(part.name in _OPEN for part in self.parts)

    def read(self, value: Any, path: str, faults: Faults, names: Mapping[str, Any]) -> Any:
        """The value as the annotation takes it; every misfit is noted in ``faults``.

        ``names`` is where the annotation stands: enums are looked up in it.
        """
        if faults.full or not self.judges or self.fits(value):
            return value
        tries = []
        for part in self.parts:
            found = Faults()
            read = part.read(value, path, found, names)
            if not found.found:
                self.learn(read)
                return read
            tries.append(found.found)
        if len(self.parts) > 1:  # only what is wrong inside of a value tells which one was meant
            tries = [found for found in tries if any(fault.path != path for fault in found)]
        faults.add(*(tries[0] if tries else [Fault(path, value, self.text)]))
        return value

    def fits(self, value: object) -> bool:
        """Whether a value is known to fit as it is: the quick way, which never says so wrongly."""
        kind = type(value)
        return kind in self.types or (kind in self.checks and self.checks[kind](value))

    def learn(self, value: object) -> None:
        """Remember of a value that fitted how the next one of its type is told."""
        for part in self.parts:
            check = part.check(value)
            if check is True:
                self.types.add(type(value))
            elif check:
                self.checks[type(value)] = check


@cache
def hint(text: str) -> Hint:
    """The annotation that a text says; what is not understood takes anything."""
    parts = []
    for each in _split(text, "|"):
        shape = _SHAPE.fullmatch(_ALIASES.get(each, each))
        if shape is None:
            parts.append(_Part(each, "object", ()))
        elif shape[1] in _MAPS | _MANY:
            inner = _split(shape[2] or "", ",")
            parts.append(_Part(each, shape[1], tuple(hint(one) for one in inner)))
        else:
            parts.append(_Part(each, shape[1], ()))
    return Hint(text, tuple(parts))
