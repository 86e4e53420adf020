"""A long sequence of findings of which the first ones are kept and the rest is found again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice
from typing import Any, Final, Generic, TypeVar, overload

import attrs

__all__ = ["KEPT", "Kept", "joined"]

T = TypeVar("T")

KEPT: Final = 1000
"""How many findings are kept; more are found again when somebody asks for them."""


@attrs.frozen(eq=False, repr=False)
class Kept(Sequence[T], Generic[T]):
    """``length`` findings: ``made`` of the ``first`` facts, and after them of those that ``again``
    brings, which begins with the first ones.

    Equal to any sequence of equal findings.
    """

    length: int
    first: Sequence[Any]
    made: Callable[[Any], T]
    again: Callable[[], Iterator[Any]]

    def __len__(self) -> int:
        return self.length

    def _facts(self) -> Iterator[Any]:
        yield from self.first
        if len(self.first) < self.length:
            yield from islice(self.again(), len(self.first), None)

    def __iter__(self) -> Iterator[T]:
        return map(self.made, self._facts())

    @overload
    def __getitem__(self, place: int) -> T: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[T]: ...

    def __getitem__(self, place: int | slice) -> T | Sequence[T]:
        wanted = range(self.length)[place]
        if isinstance(wanted, int):
            return self.made(next(islice(self._facts(), wanted, None)))
        if not wanted:
            return ()
        low, high = min(wanted), max(wanted) + 1
        facts = list(islice(self._facts(), low, high))
        return tuple(self.made(facts[each - low]) for each in wanted)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or len(self) != len(other):
            return NotImplemented if not isinstance(other, Sequence) else False
        return all(one == two for one, two in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]  # equal to tuples, whose hash it cannot have

    def __repr__(self) -> str:
        return f"<{self.length:,} findings, {len(self.first):,} of them kept>"


def joined(parts: Sequence[Sequence[T]]) -> Sequence[T]:
    """Several sequences as one, without making what is not asked for."""
    if all(isinstance(part, tuple) for part in parts):
        return tuple(chain.from_iterable(parts))
    if len(parts) == 1:
        return parts[0]
    return Kept(sum(map(len, parts)), (), lambda each: each, lambda: chain.from_iterable(parts))
