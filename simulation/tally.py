"""What a season comes to: counts by kind, and a digest of everything that was decided."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Outcome", "Tally", "digest_of"]


@attrs.frozen
class Outcome:
    """A season that went well."""

    season: int
    counts: dict[str, int]
    digest: str


class Tally:
    """Counts and the digest on their way."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self._hash = hashlib.sha256()

    def decided(self, *parts: object) -> None:
        """Something was decided: it goes into the digest."""
        self._hash.update("\x1f".join(map(str, parts)).encode())
        self._hash.update(b"\x1e")

    def count(self, kind: str, number: int = 1) -> None:
        """One more of a kind."""
        self.counts[kind] += number

    def outcome(self, season: int) -> Outcome:
        """All of it."""
        counts = {kind: self.counts[kind] for kind in sorted(self.counts)}
        return Outcome(season, counts, self._hash.hexdigest())


def digest_of(outcomes: Iterable[Outcome]) -> str:
    """One digest of many seasons, in the order of their numbers, whoever played them."""
    found = hashlib.sha256()
    for outcome in sorted(outcomes, key=lambda each: each.season):
        found.update(f"{outcome.season}:{outcome.digest}\n".encode())
    return found.hexdigest()
