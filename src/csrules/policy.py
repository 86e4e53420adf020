"""Policies: frozen trees of plain values, each with its unit, bounds, source and alternatives.

A pack declares its policy as attrs classes of leaves; a leaf without a source is refused::

    >>> from csrules.kinds import Whole
    >>> @attrs.frozen
    ... class Closing(Section):
    ...     days: int = leaf(Whole("days", 1), 6, source="000-A26-1.1")
    >>> @attrs.frozen
    ... class Complaints(Policy):
    ...     pack = "example"
    ...     closing: Closing = attrs.field(factory=Closing)
    >>> slow = amend(Complaints(), {"closing": {"days": 8}})
    >>> print(*diff(Complaints(), slow))
    closing.days: 6 -> 8 days [000-A26-1.1]
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

import attrs

from csrules.doors import guarded
from csrules.errors import (
    DefinitionError,
    Fault,
    Faults,
    InputError,
    MissingParameterError,
    PolicyError,
    UnknownNameError,
    nearest,
    refuse,
)
from csrules.kinds import Choice, Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from csrules.citation import Text
    from csrules.kinds import Plain
    from csrules.reading import Reading

__all__ = [
    "Difference",
    "Leaf",
    "Policy",
    "Section",
    "amend",
    "blank",
    "compiled",
    "diff",
    "fingerprint",
    "leaf",
    "leaves",
    "needed",
    "reading",
    "write",
]

_LEAF = "csrules.leaf"
_COMPILED = "csrules.compiled"

P = TypeVar("P", bound="Policy")


@guarded
@attrs.frozen
class Leaf:
    """What is known of one parameter besides its value."""

    kind: Kind[Any]
    source: str
    note: Text | None = None
    blank: bool = False

    def __attrs_post_init__(self) -> None:
        """Refuse a leaf without a source."""
        if not self.source.strip():
            expected = "a rule id, or a law or convention named as such"
            raise DefinitionError(Fault("source", self.source, expected))


@guarded
def leaf(kind: Kind[Any], default: object, *, source: str, note: Text | None = None) -> Any:
    """A parameter with a value; ``source`` is a rule id, or a law or convention named as such."""
    return attrs.field(default=default, metadata={_LEAF: Leaf(kind, source, note)})


@guarded
def reading(
    default: Reading,
    *,
    source: str,
    note: Text | None = None,
    without: tuple[Reading, ...] = (),
) -> Any:
    """A parameter that says how a text is read; its alternatives are the members of its enum.

    ``without`` names members that this text cannot mean.
    """
    return leaf(Choice(type(default), without), default, source=source, note=note)


@guarded
def blank(kind: Kind[Any], *, source: str, note: Text | None = None) -> Any:
    """A parameter that the text leaves open: no value until a company fills it in."""
    return attrs.field(default=None, metadata={_LEAF: Leaf(kind, source, note, blank=True)})


@guarded
def compiled(make: Callable[[Any], object]) -> Any:
    """A form of the parameters made once for quick use; no parameter itself."""
    return attrs.field(init=False, eq=False, repr=False, metadata={_COMPILED: make})


@attrs.frozen
class Section:
    """A part of a policy: leaves and further sections, checked as a whole when it is made."""

    def __attrs_post_init__(self) -> None:
        """Read every leaf by its kind, check them together, then make the compiled forms."""
        faults = Faults()
        for name, spec in _leaves_of(type(self)).items():
            value = getattr(self, name)
            if value is None and spec.blank:
                continue
            with faults:
                object.__setattr__(self, name, spec.kind.read(value, name))
        for field in attrs.fields(type(self)):
            if _is_section(field):
                with faults:
                    value = getattr(self, field.name)
                    if not isinstance(value, _section_class(field)):
                        refuse(field.name, value, "its section of the policy", "use amend")
        if not faults.found:
            faults.add(*self.faults())
        faults.raise_as(PolicyError)
        for field in attrs.fields(type(self)):
            if _COMPILED in field.metadata:
                object.__setattr__(self, field.name, field.metadata[_COMPILED](self))

    def faults(self) -> Iterator[Fault]:
        """What is wrong between leaves; a section with such rules overrides this."""
        yield from ()


def _is_section(field: attrs.Attribute[Any]) -> bool:
    return not (_LEAF in field.metadata or _COMPILED in field.metadata)


def _section_class(field: attrs.Attribute[Any]) -> type[Section]:
    """The class that a field's default is made by, where that can be seen."""
    make = getattr(field.default, "factory", Section)
    return make if isinstance(make, type) and issubclass(make, Section) else Section


def _leaves_of(cls: type[Section]) -> dict[str, Leaf]:
    return {
        field.name: field.metadata[_LEAF] for field in attrs.fields(cls) if _LEAF in field.metadata
    }


def _digest(policy: Policy) -> str:
    text = json.dumps([policy.pack, write(policy)], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@attrs.frozen
class Policy(Section):
    """The root of a pack's parameters; ``pack`` is the name that policy files call it by."""

    pack: ClassVar[str] = ""
    fingerprint: str = compiled(_digest)
    """Sixteen hex digits that say under which policy an answer was given."""


@guarded
def leaves(section: Section, prefix: str = "") -> Iterator[tuple[str, Leaf, Any]]:
    """Every parameter: its dotted path, what is known of it, and its value."""
    for field in attrs.fields(type(section)):
        if _COMPILED in field.metadata:
            continue
        path = f"{prefix}{field.name}"
        value = getattr(section, field.name)
        if _LEAF in field.metadata:
            yield path, field.metadata[_LEAF], value
        elif isinstance(value, Section):
            yield from leaves(value, f"{path}.")


def needed(policy: Policy, *paths: str) -> tuple[Any, ...]:
    """The values at ``paths``; raises one `MissingParameterError` naming every blank among them.

    Raises `UnknownNameError` for a path that is no parameter.
    """
    values, faults = [], Faults()
    if not isinstance(policy, Policy):
        faults.add(Fault("policy", policy, "a policy"))
    for place, path in enumerate(paths):
        if not isinstance(path, str):
            faults.add(Fault(f"paths[{place}]", path, "the path of a parameter", "give a str"))
    faults.raise_as(InputError)
    for place, path in enumerate(paths):
        owner: Any = policy
        *way, name = path.split(".")
        try:
            for step in way:
                owner = getattr(owner, step)
            value = getattr(owner, name)
        except AttributeError:
            mend = nearest(path, (known for known, _, _ in leaves(policy)))
            raise UnknownNameError(Fault(f"paths[{place}]", path, "a parameter", mend)) from None
        if value is None:
            spec = _leaves_of(type(owner))[name]
            change: Any = "…"
            for step in reversed(path.split(".")):
                change = {step: change}
            faults.add(
                Fault(
                    f"{policy.pack}.{path}",
                    None,
                    f"a value ({spec.kind.expected}): the text leaves it blank",
                    f"amend(policy, {change})",
                    spec.source,
                )
            )
        values.append(value)
    faults.raise_as(MissingParameterError)
    return tuple(values)


def _nested(changes: Mapping[Any, Any], prefix: str, faults: Faults) -> dict[str, Any]:
    """Dotted names unfolded: ``{"a.b": 1}`` is ``{"a": {"b": 1}}``; nothing may be named twice."""
    found: dict[str, Any] = {}
    own: dict[str, dict[Any, Any]] = {}  # parts that are made here, so that they may grow
    for name, value in changes.items():
        if faults.full:
            break
        if not isinstance(name, str):
            faults.add(Fault(f"{prefix}…", name, "names of parameters as str"))
            continue
        head, dot, rest = name.partition(".")
        part = {rest: value} if dot else value
        if head not in found:
            found[head] = part
        elif _disjoint(found[head], part):
            if head not in own:
                found[head] = own[head] = dict(found[head])
            own[head].update(part)
        else:
            mend = "name it either dotted or nested"
            faults.add(Fault(f"{prefix}{name}", value, "each parameter once", mend))
    return found


def _disjoint(one: object, other: object) -> bool:
    return isinstance(one, Mapping) and isinstance(other, Mapping) and not one.keys() & other.keys()


def _amended(section: Section, changes: object, prefix: str, faults: Faults) -> Section:
    if not isinstance(changes, Mapping):
        where = prefix[:-1] or "changes"
        faults.add(Fault(where, changes, "a mapping of parameter names to values"))
        return section
    known = {field.name: field for field in attrs.fields(type(section)) if field.init}
    new: dict[str, Any] = {}
    before = len(faults.found)
    for name, raw in _nested(changes, prefix, faults).items():
        if faults.full:
            break
        path = f"{prefix}{name}"
        if name not in known:
            where = f"of section {prefix[:-1]!r}" if prefix else "or section of the policy"
            faults.add(Fault(path, raw, f"a parameter {where}", nearest(name, known)))
            continue
        old = getattr(section, name)
        spec: Leaf | None = known[name].metadata.get(_LEAF)
        if spec is None:
            new[name] = _amended(old, raw, f"{path}.", faults)
        elif raw is None and spec.blank:
            new[name] = None
        else:
            with faults:
                new[name] = spec.kind.amend(old, raw, path)
    if len(faults.found) > before or not new:
        return section
    try:
        return attrs.evolve(section, **new)
    except PolicyError as error:
        faults.add(*(attrs.evolve(fault, path=f"{prefix}{fault.path}") for fault in error.faults))
        return section


@guarded
def amend(policy: P, changes: Mapping[str, Any]) -> P:
    """A new policy with ``changes``, checked whole; every fault is listed at once.

    ``changes`` maps section names to parameter names to values, or dotted names to values. A value
    may be given as Python has it or as a file writes it. Bands are changed as a whole, or by one
    cut. Raises `PolicyError`.
    """
    if not isinstance(policy, Policy):
        refuse("policy", policy, "a policy of a pack", "call the pack's policy() first")
    faults = Faults()
    amended = _amended(policy, changes, "", faults)
    faults.raise_as(PolicyError)
    assert isinstance(amended, type(policy))
    return amended


@guarded
def write(policy: Policy) -> dict[str, Plain]:
    """Every parameter with a value, by dotted path, as a file would hold it."""
    return {
        path: spec.kind.write(value) for path, spec, value in leaves(policy) if value is not None
    }


@guarded
def fingerprint(policy: Policy) -> str:
    """Sixteen hex digits that say under which policy an answer was given."""
    return policy.fingerprint


@attrs.frozen
class Difference:
    """One parameter in which two policies differ; values as a file writes them, None for none."""

    path: str
    before: Plain
    after: Plain
    unit: str
    source: str

    def __str__(self) -> str:
        unit = f" {self.unit}" if self.unit else ""
        return f"{self.path}: {self.before} -> {self.after}{unit} [{self.source}]"


@guarded
def diff(before: Policy, after: Policy) -> tuple[Difference, ...]:
    """Every parameter in which two policies of one pack differ, with its source."""
    for name, policy in (("before", before), ("after", after)):
        if not isinstance(policy, Policy):
            refuse(name, policy, "a policy of a pack", "call the pack's policy() first")
    if type(before) is not type(after):
        raise UnknownNameError(
            Fault("after", after, f"a policy of the pack {before.pack!r}", "compare like with like")
        )
    old, new = write(before), write(after)
    return tuple(
        Difference(path, old.get(path), new.get(path), spec.kind.unit, spec.source)
        for path, spec, _ in leaves(before)
        if old.get(path) != new.get(path)
    )
