"""Lists of names at the doors of the pack: a text alone is one name, and no list of letters."""

from __future__ import annotations

from collections.abc import Mapping, Set

from csrules.bounds import MOST_PARTS
from csrules.kinds import Identifier, Items

__all__ = ["read_names"]


def read_names(raw: object, path: str, *, distinct: bool = False) -> tuple[str, ...]:
    """The names of a list, a set, or the keys of a mapping; `InputError` with every fault.

    >>> read_names(["sales", "estate"], "to")
    ('sales', 'estate')
    """
    given = tuple(raw) if isinstance(raw, Set | Mapping) else raw
    return Items(Identifier(), most=MOST_PARTS, distinct=distinct).read(given, path)
