"""The columns that a rule gives: how an answer's parts stand in Arrow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import numpy as np
import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from csrules.batch.columns import Ints

__all__ = ["Given", "codes", "counts", "days", "flags", "moments", "money", "points"]


@attrs.frozen(eq=False)
class Given:
    """One column of answers: its name, its Arrow type, and how both forms fill it.

    ``dtype`` is what the quick form writes; ``of`` takes the same number from an answer of the
    rule's own function.
    """

    name: str
    kind: pa.DataType
    dtype: str
    of: Callable[[Any], Any]
    words: tuple[str, ...] = ()

    def array(self, values: Ints, missing: Ints | None) -> pa.Array:
        """The column in Arrow; ``missing`` marks the rows without an answer."""
        if self.dtype == "?":
            return pa.array(values, mask=missing)
        if pa.types.is_decimal128(self.kind):
            words = np.empty((len(values), 2), "i8")
            words[:, 0], words[:, 1] = values, values >> 63
            return self._of(words, missing)
        if not self.words:
            return self._of(values, missing)
        codes = attrs.evolve(self, kind=pa.int8(), words=()).array(values, missing)
        words = pa.array(self.words, pa.string())
        return pa.DictionaryArray.from_arrays(codes, words, safe=False)  # the codes are ours

    def _of(self, values: Ints, missing: Ints | None) -> pa.Array:
        valid = None
        if missing is not None:
            valid = pa.py_buffer(np.packbits(~missing, bitorder="little"))
        data = pa.py_buffer(np.ascontiguousarray(values))
        return pa.Array.from_buffers(self.kind, len(values), [valid, data])


def codes(name: str, words: Sequence[str], of: Callable[[Any], str]) -> Given:
    """A column of a few words, such as the roles of an approval."""
    known = tuple(map(str, words))
    place = {word: number for number, word in enumerate(known)}
    kind = pa.dictionary(pa.int8(), pa.string())
    return Given(name, kind, "i1", lambda answer: place[str(of(answer))], known)


def flags(name: str, of: Callable[[Any], bool]) -> Given:
    """A column of true and false."""
    return Given(name, pa.bool_(), "?", of)


def counts(name: str, of: Callable[[Any], int]) -> Given:
    """A column of whole numbers: how often something happened."""
    return Given(name, pa.int32(), "i4", of)


def days(name: str, of: Callable[[Any], Any]) -> Given:
    """A column of days."""
    return Given(name, pa.date32(), "i4", lambda answer: day_number(of(answer)))


def moments(name: str, zone: str | None, of: Callable[[Any], Any]) -> Given:
    """A column of moments, in a zone or naive."""
    return Given(name, pa.timestamp("us", zone), "i8", lambda answer: moment_number(of(answer)))


def money(name: str, of: Callable[[Any], int]) -> Given:
    """A column of yuan with two places; ``of`` gives fen."""
    return Given(name, pa.decimal128(18, 2), "i8", of)


def points(name: str, of: Callable[[Any], int]) -> Given:
    """A column of points with one place; ``of`` gives tenths."""
    return Given(name, pa.decimal128(18, 1), "i8", of)


def day_number(day: Any) -> int:
    """A day as days since 1970."""
    number: int = day.toordinal() - 719_163
    return number


def moment_number(moment: Any) -> int:
    """A moment as microseconds since 1970, in UTC where it has a zone."""
    offset = moment.utcoffset()
    seconds = day_number(moment) * 86_400 + moment.hour * 3600 + moment.minute * 60 + moment.second
    micros: int = seconds * 1_000_000 + moment.microsecond
    return micros if offset is None else micros - (offset // _MICRO)


_MICRO = np.timedelta64(1, "us").item()
