"""What became of each mutant, kept line by line so that a stopped run goes on; and the sums."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections import Counter
from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from mutation.mutants import Mutant

__all__ = ["ON_IMPORT", "Fates", "Module", "digest_of", "equivalents", "summed"]

Key = tuple[str, str, str, str, str, int]
DEAD = frozenset({"killed", "timeout"})
ON_IMPORT = "import"
"""Not a fate yet: what is executed on import is shown by a fresh import only."""


class Fates:
    """The fate of every mutant tried so far, in one file of JSON lines below ``folder``."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / "fates.jsonl"
        self.known: dict[Key, tuple[str, str, str]] = {}
        self.read()

    def read(self) -> None:
        """Take up what was added to the file, by another process too; the last word counts."""
        if self.path.exists():
            for line in self.path.read_text(encoding="utf-8").splitlines():
                *key, digest, fate, by = json.loads(line)
                self.known[tuple(key)] = (digest, fate, by)

    def add(self, mutant: Mutant, digest: str, fate: str, by: str) -> None:
        """Keep a fate: killed, timeout, survived or uncovered; ``by`` is the test that failed."""
        self.known[mutant.key] = (digest, fate, by)
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps([*mutant.key, digest, fate, by], ensure_ascii=False) + "\n")

    def of(self, mutant: Mutant, digest: str) -> str:
        """The fate of a mutant of a module with this digest, or nothing."""
        known, fate, _ = self.known.get(mutant.key, ("", "", ""))
        return fate if known == digest else ""


def digest_of(source: bytes) -> str:
    """What tells one version of a module from another."""
    return hashlib.sha256(source).hexdigest()[:12]


def equivalents(path: Path, known: Iterable[Mutant], *, whole: bool = True) -> dict[Key, str]:
    """The mutants that change nothing anybody can see, each with the reason why.

    Raises `ValueError` for an entry that names no mutant, where the mutants are ``whole``.
    """
    by_name: dict[tuple[object, ...], list[Mutant]] = {}
    for mutant in known:
        by_name.setdefault(mutant.key[:5], []).append(mutant)
    found: dict[Key, str] = {}
    for entry in tomllib.loads(path.read_text(encoding="utf-8")).get("equivalent", []):
        name = tuple(entry[part] for part in ("module", "scope", "code", "operator", "change"))
        if whole and name not in by_name:
            raise ValueError(f"{path.name} names no mutant: {name}")
        for mutant in by_name.get(name, []):
            if entry.get("turn", mutant.turn) == mutant.turn:
                found[mutant.key] = entry["reason"]
    return found


@attrs.define
class Module:
    """The sums of one module."""

    name: str
    counts: Counter[str] = attrs.field(factory=Counter)
    survivors: list[Mutant] = attrs.field(factory=list)

    @property
    def tried(self) -> int:
        """How many were tried."""
        return self.counts.total() - self.counts["untried"]

    @classmethod
    def together(cls, modules: Iterable[Module]) -> Module:
        """The sum of several modules."""
        return cls("together", sum((module.counts for module in modules), Counter()))

    @property
    def score(self) -> float:
        """Dead mutants per hundred that are not equivalent."""
        alive = self.tried - self.counts["equivalent"]
        return 100 * sum(self.counts[fate] for fate in DEAD) / alive if alive else 100.0


def summed(
    mutants: Iterable[tuple[Mutant, str]], fates: Fates, equivalent: Mapping[Key, str]
) -> dict[str, Module]:
    """The sums by module; ``mutants`` with the digest of their module.

    Raises `ValueError` for equivalent mutants that a test has killed.
    """
    modules: dict[str, Module] = {}
    dead: list[str] = []
    for mutant, digest in mutants:
        module = modules.setdefault(mutant.module, Module(mutant.module))
        fate = fates.of(mutant, digest)
        if fate in {"", ON_IMPORT}:
            fate = "untried"
        if mutant.key in equivalent:
            if fate == "killed":
                dead.append(f"{mutant.id} ({fates.known[mutant.key][2]})")
            fate = "equivalent"
        module.counts[fate] += 1
        if fate in {"survived", "uncovered"}:
            module.survivors.append(mutant)
    if dead:
        raise ValueError("not equivalent, as a test shows:\n" + "\n".join(dead))
    return modules
