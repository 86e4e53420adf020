"""The quick form of a rule: whole chunks of columns at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar

import attrs
import numpy as np

from csrules.batch.threads import abreast

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping

    import pyarrow as pa

    from csrules.batch.answers import Given
    from csrules.batch.columns import Ints

__all__ = ["CHUNK", "Columns", "Kernel", "Left", "Quick", "filled"]

T = TypeVar("T")

CHUNK: Final = 131_072
"""Rows that are computed at a time, so that they stay in the processor's cache."""

MANY: Final = 8 * CHUNK
"""Rows from which on a second thread is worth its start."""

np.empty(1 << 24, "u1")
"""glibc keeps for the next array what is freed, up to the size of the largest one freed so far."""


class Columns(dict[str, "Ints"]):
    """The columns of a chunk by the arguments that they hold.

    What several kernels make of the same columns is ``made`` once; one alone remembers nothing.
    """

    def __init__(self, values: Mapping[str, Ints], made: dict[Hashable, Any] | None = None) -> None:
        super().__init__(values)
        self.made = made

    def shared(self) -> Columns:
        """The same columns for several kernels."""
        return Columns(self, {}) if self.made is None else self

    def once(self, make: Callable[..., T], *arguments: Any) -> T:
        """``make(*arguments)``, of columns and of what can be hashed."""
        if self.made is None:
            return make(*arguments)
        key = (make, *[id(each) if type(each) is np.ndarray else each for each in arguments])
        found = self.made.get(key)
        if found is None:
            found = self.made[key] = make(*arguments), arguments  # while they live, so do their ids
        value: T = found[0]
        return value

    def answers(self, quick: Quick, out: Mapping[str, Ints]) -> tuple[dict[str, Ints], Ints | None]:
        """What a quick form gives for columns like ``out``, and which rows it leaves: made once."""
        made = {} if self.made is None else self.made
        key = quick, *out, *(id(values) for values in self.values())
        if key not in made:
            own = {name: np.empty_like(values) for name, values in out.items()}
            made[key] = own, quick.fill(self, own)
        found: tuple[dict[str, Ints], Ints | None] = made[key]
        return found


class Quick(Protocol):
    """The quick form of a rule for one source: whole chunks of columns at a time."""

    @property
    def gives(self) -> tuple[Given, ...]:
        """The columns of answers."""
        ...

    def fill(self, columns: Columns, out: Mapping[str, Ints]) -> Ints | None:
        """Fill ``out``; the rows that are left to the rule's own function are marked."""
        ...


class Kernel(Protocol):
    """What makes the quick form of a rule."""

    def over(self, kinds: Mapping[str, pa.DataType | None]) -> Quick:
        """The quick form for arguments of these Arrow types; None: the column is not there."""
        ...

    def __hash__(self) -> int:
        """A kernel is a value: equal ones have one quick form."""
        ...


@attrs.frozen(eq=False)
class Left:
    """No quick form: every row is left to the rule's own function."""

    gives: tuple[Given, ...]

    def fill(self, columns: Mapping[str, Ints], out: Mapping[str, Ints]) -> Ints | None:
        """Mark every row."""
        del columns
        return np.ones(max((len(values) for values in out.values()), default=0), bool)


def filled(
    quick: Quick, columns: Mapping[str, Ints], out: Mapping[str, Ints], rows: int
) -> Ints | None:
    """Fill ``out`` chunk by chunk; the rows that are left are marked.

    Many chunks are filled by two threads.
    """
    firsts = iter(range(0, rows, CHUNK))
    marks: list[tuple[slice, Ints]] = []

    def fill() -> None:
        for first in firsts:  # whose turn it is takes the next one
            here = slice(first, first + CHUNK)
            marked = quick.fill(
                Columns({name: values[here] for name, values in columns.items()}),
                {name: values[here] for name, values in out.items()},
            )
            if marked is not None:
                marks.append((here, marked))

    if rows < MANY:
        fill()
    else:
        abreast(fill)
    if not marks:
        return None
    left = np.zeros(rows, bool)
    for here, marked in marks:
        left[here] = marked
    return left
