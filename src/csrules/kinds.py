"""Kinds of value: how one is read at the door, written to a file, and described to an editor.

Policies, events and forms declare their fields with these kinds, so that a value is judged in the
same words wherever it stands, and what was written can be read back::

    >>> Money().read("12.3", "amount")
    Decimal('12.30')
    >>> Money().write(Decimal("12.30"))
    '12.30'
    >>> Whole("days", minimum=1).read(True, "days")
    Traceback (most recent call last):
        ...
    csrules.errors.InputError: days: got True (bool); expected a whole number of days, at least 1.
    Mend: give an int
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Set
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import attrs

from csrules.doors import guarded
from csrules.errors import Fault, Faults, InputError, UnknownNameError, nearest, refuse
from csrules.identifiers import LONGEST, identifier
from csrules.money import MAX_YUAN, exact, fen, yuan

if TYPE_CHECKING:
    from typing import TypeAlias

__all__ = [
    "Choice",
    "Clock",
    "Day",
    "Flag",
    "Identifier",
    "Items",
    "Kind",
    "Moment",
    "Money",
    "Named",
    "Plain",
    "Quantity",
    "Whole",
    "Words",
]

Plain: TypeAlias = "str | int | bool | list[Plain] | dict[str, Plain] | None"
"""What JSON and TOML can hold without a float."""

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


class Kind(Generic[T]):
    """A kind of value; subclasses say how it is read, written and described."""

    unit: str = ""

    @property
    def expected(self) -> str:
        """What belongs here, for a person."""
        raise NotImplementedError  # each kind below says it

    def read(self, raw: object, path: str) -> T:
        """The value, from Python or from a file; raises `InputError` naming ``path``."""
        raise NotImplementedError  # each kind below says it

    def amend(self, old: T | None, raw: object, path: str) -> T:
        """The value after a change; kinds with parts take a change of one part."""
        del old
        return self.read(raw, path)

    def write(self, value: T) -> Plain:
        """The value as JSON or TOML holds it; `read` takes it back."""
        return str(value)

    def schema(self) -> dict[str, Any]:
        """The JSON Schema of what `write` gives."""
        return {"type": "string"}


def _bounds(minimum: object, maximum: object) -> str:
    if minimum is not None and maximum is not None:
        return f", from {minimum} to {maximum}"
    if minimum is not None:
        return f", at least {minimum}"
    return f", at most {maximum}" if maximum is not None else ""


def _limits(minimum: int | None, maximum: int | None) -> dict[str, Any]:
    """Bounds in a JSON Schema; they judge numbers only, not numbers written as text."""
    bounds = {"minimum": minimum, "maximum": maximum}
    return {name: bound for name, bound in bounds.items() if bound is not None}


def _within(value: Any, minimum: Any, maximum: Any) -> bool:
    return (minimum is None or value >= minimum) and (maximum is None or value <= maximum)


@guarded
@attrs.frozen
class Money(Kind[Decimal]):
    """Yuan, exact to the fen, not negative; bounds in whole yuan."""

    minimum: int = 0
    maximum: int | None = None
    unit: str = "yuan"

    @property
    def expected(self) -> str:
        return f"yuan with at most two decimal places{_bounds(self.minimum, self.maximum)}"

    def read(self, raw: object, path: str) -> Decimal:
        amount = yuan(fen(raw, path))
        if not _within(amount, self.minimum, self.maximum):
            refuse(path, raw, self.expected)
        return amount

    def schema(self) -> dict[str, Any]:
        pattern = r"^[0-9]{1,13}(\.[0-9]{1,2})?$"
        most = MAX_YUAN - 1 if self.maximum is None else self.maximum
        return {"type": ["string", "integer"], "pattern": pattern} | _limits(self.minimum, most)


_LARGEST = 10**18  # fits into 64 bits; and Python itself refuses to print very long numbers


@guarded
@attrs.frozen
class Whole(Kind[int]):
    """A whole number of some unit, of at most 18 digits."""

    unit: str = ""
    minimum: int | None = 0
    maximum: int | None = None

    @property
    def expected(self) -> str:
        of = f" of {self.unit}" if self.unit else ""
        return f"a whole number{of}{_bounds(self.minimum, self.maximum)}"

    def read(self, raw: object, path: str) -> int:
        if not isinstance(raw, int) or isinstance(raw, bool):
            refuse(path, raw, self.expected, "give an int")
        value = int.__int__(raw)  # a subclass may answer int() with another number
        if not _within(value, self.minimum, self.maximum):
            refuse(path, raw, self.expected)
        if abs(value) >= _LARGEST:
            refuse(path, raw, f"{self.expected}, of at most 18 digits")
        return value

    @guarded
    def write(self, value: int) -> Plain:
        return value

    def schema(self) -> dict[str, Any]:
        return {"type": "integer"} | _limits(self.minimum, self.maximum)


@guarded
@attrs.frozen
class Quantity(Kind[Decimal]):
    """An exact decimal number of some unit: hours, percent, points."""

    unit: str
    places: int = 2
    minimum: int | None = 0
    maximum: int | None = None

    @property
    def expected(self) -> str:
        places = f"at most {self.places} decimal places" if self.places else "no decimal places"
        return f"{self.unit} with {places}{_bounds(self.minimum, self.maximum)}"

    def read(self, raw: object, path: str) -> Decimal:
        number = exact(raw, path)
        scaled = number * 10**self.places
        if scaled.denominator != 1 or not _within(number, self.minimum, self.maximum):
            refuse(path, raw, self.expected)
        sign, digits = "-" * (number < 0), str(abs(scaled.numerator)).rjust(self.places + 1, "0")
        whole, part = digits[: len(digits) - self.places], digits[len(digits) - self.places :]
        part = part.rstrip("0")
        return Decimal(f"{sign}{whole}.{part}" if part else f"{sign}{whole}")

    @guarded
    def write(self, value: Decimal) -> Plain:
        return f"{value:f}"  # str() turns to exponents from the seventh place on

    def schema(self) -> dict[str, Any]:
        pattern = rf"^-?[0-9]+(\.[0-9]{{1,{self.places}}}0*)?$" if self.places else "^-?[0-9]+$"
        return {"type": ["string", "integer"], "pattern": pattern} | _limits(
            self.minimum, self.maximum
        )


@guarded
@attrs.frozen
class Choice(Kind[E]):
    """One member of a closed set of names; ``without`` takes some of them out."""

    members: type[E]
    without: tuple[E, ...] = ()

    @property
    def choices(self) -> tuple[E, ...]:
        """The members that may be chosen."""
        return tuple(member for member in self.members if member not in self.without)

    @property
    def expected(self) -> str:
        return "one of: " + ", ".join(self.choices)

    def read(self, raw: object, path: str) -> E:
        if isinstance(raw, str) and raw in set(self.choices):
            return self.members(raw)
        raise UnknownNameError(Fault(path, raw, self.expected, nearest(raw, self.choices)))

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "enum": [str(member) for member in self.choices]}


@attrs.frozen
class Flag(Kind[bool]):
    """True or false, and nothing that merely looks so."""

    @property
    def expected(self) -> str:
        return "true or false"

    def read(self, raw: object, path: str) -> bool:
        if not isinstance(raw, bool):
            refuse(path, raw, self.expected, "give a bool; an open question has no value yet")
        return raw

    @guarded
    def write(self, value: bool) -> Plain:
        return value

    def schema(self) -> dict[str, Any]:
        return {"type": "boolean"}


def _unseen(mark: str) -> bool:
    return unicodedata.category(mark) in {"Cc", "Cf", "Cs"} and mark != "\n"


@guarded
@attrs.frozen
class Words(Kind[str]):
    """Text that says something: not blank, NFC-normal, without control characters."""

    longest: int = 2000

    @property
    def expected(self) -> str:
        return f"a text of 1 to {self.longest} characters, not blank, without control characters"

    def read(self, raw: object, path: str) -> str:
        if not isinstance(raw, str) or str.__len__(raw) > self.longest:
            refuse(path, raw, self.expected, "give a str that says something")
        text = unicodedata.normalize("NFC", str.__str__(raw))  # the text itself, whatever the class
        if not text.strip() or len(text) > self.longest:
            refuse(path, raw, self.expected, "give a str that says something")
        if not text.isprintable() and any(_unseen(mark) for mark in text):
            refuse(path, raw, self.expected, "remove control and invisible characters")
        return text

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "minLength": 1, "maxLength": self.longest}


@guarded
@attrs.frozen
class Identifier(Kind[str]):
    """An id or a name by which things are told apart; see `csrules.identifiers`."""

    longest: int = LONGEST

    @property
    def expected(self) -> str:
        return f"an identifier of 1 to {self.longest} characters"

    def read(self, raw: object, path: str) -> str:
        return identifier(raw, path, self.longest)

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": "^[^ ]+( [^ ]+)*$", "maxLength": self.longest}


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?", re.ASCII)
_MOMENT = re.compile(  # narrower than fromisoformat, and the same in every version of Python
    rf"{_DAY.pattern}T{_CLOCK.pattern}(\.[0-9]{{1,6}})?"
    r"(Z|[+-][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{6})?)?)?",
    re.ASCII,
)


@attrs.frozen
class Day(Kind[date]):
    """A calendar day; a `datetime` is no day."""

    @property
    def expected(self) -> str:
        return "a date"

    def read(self, raw: object, path: str) -> date:
        if isinstance(raw, datetime):
            refuse(path, raw, self.expected, "use .date() of the local time")
        if isinstance(raw, date):
            return raw
        if isinstance(raw, str) and _DAY.fullmatch(raw):
            try:
                return date.fromisoformat(raw)
            except ValueError:
                refuse(path, raw, self.expected, "that day does not exist")
        refuse(path, raw, self.expected, "give a datetime.date, or 'YYYY-MM-DD'")

    @guarded
    def write(self, value: date) -> Plain:
        return value.isoformat()

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date"}


@attrs.frozen
class Moment(Kind[datetime]):
    """A point in time; a `date` is none."""

    @property
    def expected(self) -> str:
        return "a date with a time"

    def read(self, raw: object, path: str) -> datetime:
        if isinstance(raw, datetime):
            return raw
        if isinstance(raw, str) and _MOMENT.fullmatch(raw):
            try:
                return datetime.fromisoformat(raw)
            except ValueError:
                refuse(path, raw, self.expected, "that time does not exist")
        refuse(path, raw, self.expected, "give a datetime.datetime, or 'YYYY-MM-DDTHH:MM:SS'")

    @guarded
    def write(self, value: datetime) -> Plain:
        return value.isoformat()

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date-time"}


@attrs.frozen
class Clock(Kind[time]):
    """A local time of day, to the second."""

    @property
    def expected(self) -> str:
        return "a time of day, such as 08:30"

    def read(self, raw: object, path: str) -> time:
        if isinstance(raw, time):
            if raw.tzinfo is None and not raw.microsecond:
                return raw
            refuse(path, raw, self.expected, "give it to the second, without time zone")
        if isinstance(raw, str) and _CLOCK.fullmatch(raw):
            return time.fromisoformat(raw)
        refuse(path, raw, self.expected, "give a datetime.time, or 'HH:MM', at most 23:59:59")

    @guarded
    def write(self, value: time) -> Plain:
        return value.isoformat("seconds" if value.second else "minutes")

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^{_CLOCK.pattern}$"}


@guarded
@attrs.frozen
class Items(Kind[tuple[T, ...]]):
    """Several values of one kind, in order."""

    kind: Kind[T]
    fewest: int = 0
    most: int = 1000
    distinct: bool = False

    @property
    def expected(self) -> str:
        each = "different ones, each " if self.distinct else ""
        return f"a list of {self.fewest} to {self.most}, {each}{self.kind.expected}"

    def read(self, raw: object, path: str) -> tuple[T, ...]:
        if isinstance(raw, str | bytes | Mapping | Set) or not isinstance(raw, Iterable):
            refuse(path, raw, self.expected, "give a list, which has an order")
        parts = list(islice(raw, self.most + 1))  # it may never end
        if not self.fewest <= len(parts) <= self.most:
            refuse(path, raw, self.expected)
        found, seen, faults = [], set[T](), Faults()
        for place, part in enumerate(parts):
            if faults.full:
                break
            with faults:
                value = self.kind.read(part, f"{path}[{place}]")
                if self.distinct and value in seen:
                    refuse(f"{path}[{place}]", part, "each value once", "remove the repeated one")
                if self.distinct:
                    seen.add(value)
                found.append(value)
        faults.raise_as(InputError)
        return tuple(found)

    @guarded
    def write(self, value: tuple[T, ...]) -> Plain:
        return [self.kind.write(part) for part in value]

    def schema(self) -> dict[str, Any]:
        return {
            "type": "array",
            "items": self.kind.schema(),
            "minItems": self.fewest,
            "maxItems": self.most,
            "uniqueItems": self.distinct,
        }


@guarded
@attrs.frozen
class Named(Kind[tuple[tuple[str, T], ...]]):
    """Values of one kind by name, kept as pairs in the order of their names."""

    kind: Kind[T]
    names: tuple[str, ...] | None = None

    @property
    def expected(self) -> str:
        of = f" among {', '.join(self.names)}" if self.names else ""
        return f"names{of}, each with {self.kind.expected}"

    def read(self, raw: object, path: str) -> tuple[tuple[str, T], ...]:
        if isinstance(raw, Mapping):
            pairs = list(raw.items())
        elif isinstance(raw, tuple) and all(isinstance(p, tuple) and len(p) == 2 for p in raw):
            pairs = list(raw)
        else:
            refuse(path, raw, self.expected, "give a mapping")
        found, faults = {}, Faults()
        for name, part in pairs:
            if faults.full:
                break
            with faults:
                key = identifier(name, f"{path}.{name}" if isinstance(name, str) else path, 100)
                if self.names is not None and key not in self.names:
                    mend = nearest(key, self.names)
                    raise UnknownNameError(Fault(f"{path}.{key}", part, "a known name", mend))
                if key in found:
                    refuse(f"{path}.{key}", part, "each name once")
                found[key] = self.kind.read(part, f"{path}.{key}")
        faults.raise_as(InputError)
        return tuple(sorted(found.items()))

    @guarded
    def amend(
        self, old: tuple[tuple[str, T], ...] | None, raw: object, path: str
    ) -> tuple[tuple[str, T], ...]:
        return tuple(sorted({**dict(old or ()), **dict(self.read(raw, path))}.items()))

    @guarded
    def write(self, value: tuple[tuple[str, T], ...]) -> Plain:
        return {name: self.kind.write(part) for name, part in value}

    def schema(self) -> dict[str, Any]:
        if self.names is None:
            return {"type": "object", "additionalProperties": self.kind.schema()}
        each = dict.fromkeys(self.names, self.kind.schema())
        return {"type": "object", "properties": each, "additionalProperties": False}
