"""Policies of any pack: lawful changes of their leaves, and every combination of readings."""

from __future__ import annotations

from datetime import time
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, TypeVar

from hypothesis import reject
from hypothesis import strategies as st

from csrules.bands import Bands
from csrules.errors import PolicyError
from csrules.kinds import Choice, Clock, Items, Kind, Money, Quantity, Whole
from csrules.policy import amend, leaves
from csrules.reading import Reading
from csrules.testing.kind_values import inputs
from csrules.testing.whole_numbers import LARGEST_FEN, fens, spelled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from hypothesis.strategies import SearchStrategy

    from csrules.policy import Leaf, Policy

__all__ = ["changes", "policies", "readings"]

P = TypeVar("P", bound="Policy")

_PASSES: Final = 8  # attempts to fill in every blank within what rules between leaves allow
_RUNGS: Final = 64


def policies(
    base: P, *, only: Iterable[str] = (), blanks: bool | None = None, most: int = 4
) -> SearchStrategy[P]:
    """Lawful policies that differ from ``base`` in at most ``most`` leaves; shrinks to ``base``.

    ``only`` names the sections or leaves that may change. ``blanks=True`` fills in every blank
    among them, ``False`` none, ``None`` some. Rules between leaves hold: a change that would break
    one is left out.

    >>> from hypothesis import find
    >>> from csrules.policy import diff
    >>> from csrules.regulations import company
    >>> slow = find(policies(company.policy()), lambda policy: policy.closing.days > 6)
    >>> print(*diff(company.policy(), slow))
    closing.days: 6 -> 7 days [000-A26-1.1]
    """
    drawn = changes(base, only=only, blanks=blanks, most=most)
    return drawn.map(lambda change: amend(base, change))


def changes(
    base: Policy, *, only: Iterable[str] = (), blanks: bool | None = None, most: int = 4
) -> SearchStrategy[dict[str, Any]]:
    """What `policies` gives to ``amend``: dotted path to value, as Python or a file writes it.

    Each of them makes a difference, and ``base`` amended by all of them is lawful.

    >>> from hypothesis import find
    >>> from csrules.regulations import company
    >>> find(changes(company.policy(), only=["approval.tie"]), lambda change: len(change) > 0)
    {'approval.tie': 'higher'}
    """
    prefixes = tuple(only)
    pool: list[SearchStrategy[tuple[str, Any]]] = []
    needed: list[tuple[str, Kind[Any], SearchStrategy[Any]]] = []
    for path, spec, value in leaves(base):
        if prefixes and not any(path == one or path.startswith(f"{one}.") for one in prefixes):
            continue
        raws = _raws(spec, value, empty=blanks is not True)
        if not (spec.blank and value is None and blanks is not None):
            pool.append(st.tuples(st.just(path), raws))
        elif blanks:
            needed.append((path, spec.kind, raws))
    free: SearchStrategy[list[tuple[str, Any]]] = st.just([])
    if pool and most:
        pairs = st.sampled_from(pool).flatmap(lambda pair: pair)
        free = st.lists(pairs, unique_by=itemgetter(0), max_size=2 * most)
    return _changes(base, free, tuple(needed), most)


@st.composite
def _changes(
    draw: st.DrawFn,
    base: Policy,
    free: SearchStrategy[list[tuple[str, Any]]],
    needed: tuple[tuple[str, Kind[Any], SearchStrategy[Any]], ...],
    most: int,
) -> dict[str, Any]:
    change: dict[str, Any] = {}
    new = base
    for path, raw in draw(free):
        amended = _amended(new, path, raw) if len(change) < most else None
        if amended is not None:
            change[path], new = raw, amended
    for _ in range(_PASSES):
        filled, full = dict(change), new
        for path, kind, raws in needed:
            for raw in _candidates(draw, kind, raws):
                amended = _amended(full, path, raw)
                if amended is not None:
                    filled[path], full = raw, amended
                    break
            else:
                break  # what was filled in before leaves nothing here: begin again
        else:
            return filled
    reject()


def _candidates(draw: st.DrawFn, kind: Kind[Any], raws: SearchStrategy[Any]) -> Iterator[Any]:
    """Values for a blank: two drawn ones, then a ladder of them from a drawn rung on."""
    yield draw(raws)
    yield draw(raws)
    rungs = _ladder(kind)
    if rungs:
        first = draw(st.integers(0, len(rungs) - 1))
        yield from rungs[first:]
        yield from rungs[:first]


def _ladder(kind: Kind[Any]) -> Sequence[Any]:
    """Values over the whole breadth of a kind, so that one of them fits beside other leaves."""
    if isinstance(kind, Clock):
        return [time(hour, minute) for hour in range(24) for minute in (0, 30)]
    if isinstance(kind, Whole | Quantity | Money):
        low = kind.minimum or 0
        high = _RUNGS if kind.maximum is None else min(kind.maximum, low + _RUNGS)
        return range(low, high + 1)
    if isinstance(kind, Items):
        parts = list(_ladder(kind.kind))
        return [parts[:size] for size in range(kind.fewest, min(kind.most, len(parts)) + 1)]
    return ()


def _amended(policy: P, path: str, raw: Any) -> P | None:
    """The policy with one more change; None where that is unlawful or no change."""
    try:
        amended = amend(policy, {path: raw})
    except PolicyError:
        return None
    return None if amended == policy else amended


def _raws(spec: Leaf, value: Any, *, empty: bool) -> SearchStrategy[Any]:
    """What a leaf may be changed to."""
    found = [inputs(spec.kind)]
    if isinstance(value, Bands) and value.cuts:
        found.insert(0, _one_cut(value))
    if spec.blank and value is not None and empty:
        found.append(st.none())
    if isinstance(spec.kind, Choice):
        others = [member for member in spec.kind.choices if member != value]
        if others:
            return st.sampled_from([str(one) for one in others] + others)
    return st.one_of(*found)


def _one_cut(bands: Bands) -> SearchStrategy[Mapping[str, Any]]:
    """A new limit of one owner, between those of its neighbours."""

    def moved(place: int) -> SearchStrategy[Mapping[str, Any]]:
        ends = [0, *bands.cuts, LARGEST_FEN]
        low, old, high = ends[place], ends[place + 1], ends[place + 2]
        limits = fens(low + 1, high - 1, (old - 1, old + 1))
        owner = str(bands.bands[place].owner)
        return spelled(limits).map(lambda raw: {owner: raw})

    return st.one_of([moved(place) for place in range(len(bands.cuts))])


def readings(base: P) -> SearchStrategy[P]:
    """``base`` under any combination of its readings; shrinks to the readings of ``base``.

    A combination that a rule between leaves forbids keeps the reading of ``base`` there.

    >>> from hypothesis import find
    >>> from csrules.regulations import company
    >>> lower = find(readings(company.policy()), lambda policy: policy.approval.tie == "lower")
    >>> lower.closing == company.policy().closing
    True
    """
    ways = {
        path: st.sampled_from([value, *(one for one in spec.kind.choices if one is not value)])
        for path, spec, value in leaves(base)
        if isinstance(spec.kind, Choice) and issubclass(spec.kind.members, Reading)
    }

    def read(change: Mapping[str, Any]) -> P:
        new = base
        for path, way in change.items():
            try:
                new = amend(new, {path: way})
            except PolicyError:
                continue
        return new

    return st.fixed_dictionaries(ways).map(read)
