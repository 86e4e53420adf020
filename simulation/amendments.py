"""Amendments of policies: lawful, at random, of figures and of readings alike."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, TypeVar

from csrules.bands import Bands
from csrules.errors import PolicyError
from csrules.kinds import Choice, Quantity, Whole
from csrules.policy import Policy, amend, diff, leaves, write
from simulation.failure import held

if TYPE_CHECKING:
    from datetime import datetime

    from csrules.policy import Leaf
    from simulation.draws import Draws

__all__ = ["amended", "filled"]

P = TypeVar("P", bound=Policy)

_TRIES: Final = 12
_MOST: Final = 3  # leaves that one amendment changes
_STAYS_BLANK: Final = 12  # percent of the blanks that a company leaves as they are


def filled(draws: Draws, policy: P, near: datetime) -> P:
    """The policy with most of its blanks filled in, as a company does before it begins."""
    for path, spec, value in leaves(policy):
        if value is None and spec.blank and not draws.often(_STAYS_BLANK):
            for _ in range(_TRIES):
                raw = draws.value(spec.kind, near)
                try:
                    policy = amend(policy, {path: raw})
                except PolicyError:
                    continue
                break
    return policy


def amended(draws: Draws, policy: P, near: datetime) -> tuple[P, tuple[str, ...]]:
    """A lawful policy that differs in up to three leaves, and which; the laws of `amend` hold."""
    rows = list(leaves(policy))
    new, changed = policy, []
    for _ in range(1 + draws.upto(_MOST - 1)):
        path, spec, value = draws.one(rows)
        try:
            after = amend(new, {path: _other(draws, spec, value, near)})
        except PolicyError:
            continue
        if after != new:
            new = after
            changed.append(path)
    _laws(policy, new, changed)
    return new, tuple(changed)


def _laws(old: P, new: P, changed: list[str]) -> None:
    """Amend then diff gives the amendment; the diff is empty exactly when fingerprints agree."""
    found = diff(old, new)
    paths = {each.path for each in found}
    held(paths <= set(changed), "diff names what was not amended", paths, changed)
    held(bool(found) is (old.fingerprint != new.fingerprint), "diff and fingerprint", found)
    again = amend(old, {each.path: each.after for each in found})
    held(again == new and write(again) == write(new), "amend by its own diff", found)


def _other(draws: Draws, spec: Leaf, value: Any, near: datetime) -> Any:
    """What a leaf is changed to: another reading, a number nearby, a new one, one cut of bands."""
    kind = spec.kind
    if isinstance(value, Bands):
        return _one_cut(draws, value)
    if isinstance(kind, Choice):
        return str(draws.one(kind.choices))
    if value is not None and draws.often(60):
        if isinstance(kind, Whole):
            return max(kind.minimum or 0, value + draws.one((-1, 1, 2)))
        if isinstance(kind, Quantity):
            return max(Decimal(kind.minimum or 0), value + draws.one((-1, 1, 2)))
    return draws.value(kind, near)


def _one_cut(draws: Draws, bands: Bands) -> dict[str, Any]:
    """A new limit of one owner, between those of its neighbours where it is lawful."""
    cuts = bands.cuts
    place = draws.upto(len(cuts) - 1)
    low = cuts[place - 1] + 1 if place else 1
    high = cuts[place + 1] - 1 if place + 1 < len(cuts) else 20_000_00
    limit = min(max(cuts[place] + draws.upto(2_000_00) - 1_000_00, low), max(low, high))
    return {str(bands.bands[place].owner): Decimal(limit) / 100}
