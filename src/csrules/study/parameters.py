"""A parameter of a policy by its dotted name: what it holds, and the values that it can take."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar, Final

import attrs

from csrules.bands import Bands, BandsKind
from csrules.errors import Fault, Faults, InputError, UnknownNameError, nearest, refuse
from csrules.kinds import Choice, Flag, Money, Named, Quantity, Whole
from csrules.money import exact, yuan
from csrules.policy import leaves
from csrules.question import shown_units

if TYPE_CHECKING:
    from decimal import Decimal

    from csrules.kinds import Kind
    from csrules.policy import Policy

__all__ = ["Grid", "Members", "Parameter", "parameter_of", "values_of"]


@attrs.frozen
class Parameter:
    """A leaf of a policy, or the ``part`` of one: the limit of a band, the value under a name."""

    path: str
    leaf: Kind[Any]
    held: Any
    part: str = ""

    @property
    def kind(self) -> Kind[Any]:
        """The kind of what the dotted name leads to."""
        named = isinstance(self.leaf, Named) and self.part
        return self.leaf.kind if named else self.leaf  # type: ignore[attr-defined]  # a Named

    @property
    def value(self) -> Any:
        """What the policy holds there; None where it holds nothing."""
        if not self.part:
            return str(self.held) if isinstance(self.held, str) else self.held
        if isinstance(self.held, Bands):
            limits = {str(band.owner): band.up_to for band in self.held.bands}
            limit = limits.get(self.part)
            return None if limit is None else yuan(limit)
        return dict(self.held or ()).get(self.part)

    @property
    def is_money(self) -> bool:
        """Whether it is an amount of yuan, to the fen."""
        return isinstance(self.kind, Money) or (
            isinstance(self.kind, BandsKind) and self.part != ""
        )

    @property
    def members(self) -> tuple[Any, ...]:
        """Every member of a reading, true and false of a flag; nothing for a number."""
        if isinstance(self.kind, Choice):
            return self.kind.choices
        return (False, True) if isinstance(self.kind, Flag) else ()


def parameter_of(policy: Policy, path: object, name: str = "parameters") -> Parameter:
    """The parameter at a dotted name; raises `UnknownNameError`, whose fault names ``name``."""
    known = {each: (spec.kind, value) for each, spec, value in leaves(policy)}
    if isinstance(path, str):
        if path in known:
            return Parameter(path, *known[path])
        for each, (kind, value) in known.items():
            if path.startswith(f"{each}.") and isinstance(kind, BandsKind | Named):
                found = Parameter(path, kind, value, path.removeprefix(f"{each}."))
                _judge_part(found, name)
                return found
    raise UnknownNameError(Fault(name, path, "a parameter", nearest(path, known)))


def _judge_part(found: Parameter, name: str) -> None:
    """Refuse a part that no value can be given to."""
    if isinstance(found.leaf, BandsKind):
        bands = found.held.bands if found.held else ()
        known: Any = [str(band.owner) for band in bands if band.up_to is not None]
        expected = "the owner of a band that has a limit"
    else:
        known, expected = found.leaf.names, "a known name"  # type: ignore[attr-defined]  # a Named
    if known is not None and found.part not in known:
        raise UnknownNameError(Fault(name, found.path, expected, nearest(found.part, known)))


@attrs.frozen
class Grid:
    """The values low, low + step, … up to ``high``, in units of the last decimal place.

    ``places`` are the decimal places, None where the parameter is whole; ``high`` is None for money
    that nothing bounds.

    >>> grid = Grid(low=100, high=220, step=50, places=2)
    >>> grid.count, [str(grid.value(place)) for place in range(3)]
    (3, ['1.00', '1.50', '2.00'])
    """

    low: int
    high: int | None
    step: int = 1
    places: int | None = None
    in_order: ClassVar = True

    @property
    def count(self) -> int:
        """How many values there are; none where they do not end."""
        return 0 if self.high is None else (self.high - self.low) // self.step + 1

    def value(self, place: int) -> int | Decimal:
        """The value at a place, counted from 0: an int where the parameter is whole."""
        units = self.low + place * self.step
        return units if self.places is None else shown_units(units, self.places)

    def place(self, value: object) -> Fraction:
        """Where a value stands: between two places perhaps, or outside."""
        scale: int = 10 ** (self.places or 0)
        return (exact(value) * scale - self.low) / self.step


@attrs.frozen
class Members:
    """The members of a reading, which have no order."""

    members: tuple[Any, ...]
    in_order: ClassVar = False

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.members)

    def value(self, place: int) -> Any:
        """The member at a place, counted from 0."""
        return self.members[place]

    def place(self, value: object) -> Fraction:
        """Where a member stands."""
        return Fraction(self.members.index(value))


_MEND: Final = "within=(lowest, highest, step)"


def values_of(parameter: Parameter, within: object = None) -> Grid | Members:
    """The values to seek among: those ``within`` names, else all that the kind can hold.

    Raises `InputError`, also for a number that neither its kind nor ``within`` bounds.
    """
    if parameter.members:
        if within is not None:
            refuse("within", within, "None: all readings are tried")
        return Members(parameter.members)
    places = _places(parameter)
    if places is None:
        expected = "the name of a number, of money, of a band's limit, or of a reading"
        refuse("parameter", parameter.path, expected, "sweep takes a list of any values")
    low, high = _ends(parameter, places)
    shown = None if isinstance(parameter.kind, Whole) else places
    if within is not None:
        return Grid(*_read(within, places, low, high), shown)
    if low is None or (high is None and not parameter.is_money):
        expected = f"the lowest value, the highest and the step: {parameter.path} has no bounds"
        refuse("within", None, expected, _MEND)
    return Grid(low, high, 1, shown)


def _places(parameter: Parameter) -> int | None:
    """The decimal places of a number; None for what is none."""
    kind = parameter.kind
    if isinstance(kind, Quantity):
        return kind.places
    if parameter.is_money:
        return 2
    return 0 if isinstance(kind, Whole) else None


def _ends(parameter: Parameter, places: int) -> tuple[int | None, int | None]:
    """The lowest and the highest value in units of the last place; None is without end."""
    kind: Any = parameter.kind
    if not isinstance(kind, BandsKind):
        low, high = (
            None if end is None else end * 10**places for end in (kind.minimum, kind.maximum)
        )
        return low, high
    bands = parameter.held.bands if parameter.held else ()
    limits = {str(band.owner): band.up_to for band in bands}
    cuts = [0, *(limit for limit in limits.values() if limit is not None)]
    place = list(limits).index(parameter.part) + 1
    return cuts[place - 1] + 1, cuts[place + 1] - 1 if place + 1 < len(cuts) else None


def _read(within: Any, places: int, low: int | None, high: int | None) -> tuple[int, int, int]:
    """The lowest value, the highest and the step, in units of the last place."""
    if not isinstance(within, tuple | list) or len(within) != 3:
        refuse("within", within, "the lowest value, the highest and the step", _MEND)
    faults, units = Faults(), []
    for place, each in enumerate(within):
        path = f"within[{place}]"
        with faults:
            scaled = exact(each, path) * 10**places
            if scaled.denominator != 1:
                refuse(path, each, f"at most {places} decimal places")
            units.append(scaled.numerator)
    faults.raise_as(InputError)
    first, last, step = units
    if step <= 0:
        faults.add(Fault("within[2]", within[2], "a step above 0"))
    if last < first:
        faults.add(Fault("within[1]", within[1], "at least the lowest value"))
    if low is not None and first < low:
        faults.add(Fault("within[0]", within[0], f"at least {shown_units(low, places)}"))
    if high is not None and last > high:
        faults.add(Fault("within[1]", within[1], f"at most {shown_units(high, places)}"))
    faults.raise_as(InputError)
    return first, last, step
