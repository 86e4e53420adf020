"""The columns that a rule reads: how each kind of argument stands in Arrow, and as NumPy reads it.

A row that the quick form cannot take, such as a null or a moment with nanoseconds, is marked; it is
answered, or refused, by the rule's own function, so that nothing is said in two ways.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from decimal import Context, Decimal
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar, Final, TypeAlias
from zoneinfo import ZoneInfo

import attrs
import numpy as np
import pyarrow as pa

from csrules.doors import guarded
from csrules.errors import nearest, refuse

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import tzinfo

__all__ = [
    "NULL",
    "Column",
    "Counts",
    "Days",
    "Fen",
    "Flags",
    "Ints",
    "Moments",
    "Names",
    "Read",
    "Starts",
    "Yuan",
    "decoded",
    "zone_named",
]

Ints: TypeAlias = "np.ndarray[Any, np.dtype[Any]]"

NULL: Final = -(2**63)
"""How a null of a nullable column is read: no moment and no amount lies there."""

_EXACT: Final = Context(prec=20)
_EPOCH: Final = datetime(1970, 1, 1)
_WHOLE: Final = 'whole numbers of pandas stay whole as astype("Int64")'
"""A gap makes floats of them."""


@attrs.frozen(eq=False)
class Read:
    """A column as NumPy reads it, and which rows the quick form can take; None: all of them."""

    values: Ints
    usable: Ints | None = None


@attrs.frozen
class Column(ABC):
    """A column of the source, by name, and the kind of thing that its rows are.

    An ``optional`` column need not be there; in a ``nullable`` one a null says something, and the
    quick form reads it as `NULL`.
    """

    column: str
    optional: bool = attrs.field(default=False, kw_only=True)
    nullable: bool = attrs.field(default=False, kw_only=True)

    expected: ClassVar[str]
    kinds: ClassVar[tuple[Callable[[pa.DataType], bool], ...]]
    dtype: ClassVar[str] = "i8"  # of a column that holds nulls only

    @classmethod
    def fits(cls, kind: pa.DataType) -> bool:
        """Whether a column of this Arrow type can be read."""
        return any(is_kind(kind) for is_kind in cls.kinds)

    def read(self, array: pa.Array) -> Read:
        """The column as NumPy reads it."""
        if pa.types.is_null(array.type):
            return Read(np.zeros(len(array), self.dtype), np.zeros(len(array), bool))
        return self._read(array)

    @abstractmethod
    def _read(self, array: pa.Array) -> Read:
        """A column that holds more than nulls."""

    def taken(self, array: pa.Array) -> Read:
        """The column as NumPy reads it, with `NULL` for the nulls of a nullable one."""
        read = self.read(array)
        if not self.nullable:
            return read
        if len(array) and read.values.min() == NULL:  # a value that looks like a null
            read = Read(read.values, _both(read.usable, read.values != NULL))
        if not array.null_count:
            return read
        null = ~_known(array)
        usable = None if read.usable is None else read.usable | null
        if usable is not None and usable.all():
            usable = None
        return Read(np.where(null, NULL, read.values), usable)

    def found(self, schema: pa.Schema) -> pa.DataType | None:
        """The column's type in a source; None where an optional one is not there."""
        place = schema.get_field_index(self.column)
        if place < 0:
            if self.optional and self.column not in schema.names:
                return None
            mend = f"there are: {', '.join(schema.names[:12])}"
            if self.column not in schema.names and get_close_matches(self.column, schema.names):
                mend = f"{mend}; {nearest(self.column, schema.names)}"
            refuse(self.column, None, "a column of this name, and only one", mend)
        kind = schema.field(place).type
        if pa.types.is_dictionary(kind):
            kind = kind.value_type
        if not self.fits(kind) and not pa.types.is_null(kind):
            whole = pa.types.is_floating(kind) and self.fits(pa.int64())
            refuse(self.column, str(kind), f"a column of {self.expected}", _WHOLE if whole else "")
        zone = getattr(kind, "tz", None)
        if zone is not None and zone_named(zone) is None:
            mend = "cast it to a zone that the system knows, such as UTC"
            refuse(self.column, str(kind), "timestamps in a known time zone", mend)
        return kind

    def of(self, batch: pa.RecordBatch) -> pa.Array | None:
        """The column's array in a batch; None where an optional one is not there."""
        if self.found(batch.schema) is None:
            return None
        return decoded(batch.column(batch.schema.get_field_index(self.column)))

    def value(self, array: pa.Array, row: int) -> Any:
        """One row's value, as the rule's own function takes it."""
        return array[row].as_py()


def decoded(array: pa.Array) -> pa.Array:
    """An array without a dictionary."""
    return array.dictionary_decode() if pa.types.is_dictionary(array.type) else array


def _valid(array: pa.Array) -> Ints | None:
    if not array.null_count:
        return None
    return _known(array)


def _known(array: pa.Array) -> Ints:
    bits = array.buffers()[0]
    if bits is None:  # a column of type null, or one without nulls
        return np.full(len(array), not pa.types.is_null(array.type))
    return _bits(bits, array.offset, len(array))


def _bits(bits: pa.Buffer | None, offset: int, count: int) -> Ints:
    if bits is None or not count:
        return np.zeros(count, bool)
    first, skipped = divmod(offset, 8)
    known: Ints = np.unpackbits(
        np.frombuffer(bits, "u1", offset=first), count=skipped + count, bitorder="little"
    )
    return known[skipped:].view(bool)


def _both(one: Ints | None, other: Ints | None) -> Ints | None:
    if one is None or other is None:
        return other if one is None else one
    both: Ints = one & other
    return both


def _plain(array: pa.Array, kind: str) -> Ints:
    """The values of an array of fixed width, whatever its nulls hold."""
    data = array.buffers()[1]
    if data is None or not len(array):
        return np.zeros(len(array), kind)
    begin = array.offset * np.dtype(kind).itemsize
    return np.frombuffer(data, kind, len(array), begin)


def _whole(array: pa.Array) -> Read:
    """An array of whole numbers as 64 bits; a larger one is marked."""
    usable = _valid(array)
    if pa.types.is_uint64(array.type):
        raw = _plain(array, "u8")
        values = raw.view("i8")
        return Read(values, _both(usable, values >= 0) if (values < 0).any() else usable)
    if not pa.types.is_int64(array.type):
        array = array.cast(pa.int64())
    return Read(_plain(array, "i8"), usable)


@guarded
@attrs.frozen
class Yuan(Column):
    """Money in yuan: decimals, or whole numbers, as `csrules.money` takes them; read as fen."""

    expected = "decimals (or whole numbers) of yuan; binary floats are rounded already"
    kinds = (pa.types.is_decimal, pa.types.is_integer)

    def _read(self, array: pa.Array) -> Read:
        if pa.types.is_integer(array.type):
            read = _whole(array)
            return _scaled(read.values, read.usable, 2)
        places = array.type.scale
        if array.type.bit_width != 128:
            try:
                array = array.cast(pa.decimal128(38, places))
            except pa.ArrowInvalid:  # too many digits somewhere: row by row
                return Read(np.zeros(len(array), "i8"), np.zeros(len(array), bool))
        words = _plain(array, "V16").view("i8").reshape(-1, 2)
        low, high = words[:, 0].copy(), words[:, 1]
        usable = _valid(array)
        if len(low) and (low.min() < 0 or high.view("u8").max() > 0):
            fits = high == low >> 63
            usable = usable if fits.all() else _both(usable, fits)
        return _scaled(low, usable, 2 - places)


def _scaled(values: Ints, usable: Ints | None, power: int) -> Read:
    """Values times a power of ten, where that is a whole number within 64 bits."""
    if power == 0:
        return Read(values, usable)
    if power > 18 or power < -18:
        return Read(values, np.zeros(len(values), bool))
    if power < 0:
        whole, rest = np.divmod(values, 10**-power)
        return Read(whole, _both(usable, rest == 0) if rest.any() else usable)
    most = (2**63 - 1) // 10**power
    fits = (values <= most) & (values >= -most)
    scaled = np.where(fits, values, 0) * 10**power
    return Read(scaled, usable if fits.all() else _both(usable, fits))


@guarded
@attrs.frozen
class Fen(Column):
    """Money in whole fen: integers, one hundred of them a yuan."""

    expected = "whole numbers of fen"
    kinds = (pa.types.is_integer,)

    def _read(self, array: pa.Array) -> Read:
        return _whole(array)

    def value(self, array: pa.Array, row: int) -> Any:
        cents = array[row].as_py()
        return None if cents is None else Decimal(cents).scaleb(-2, _EXACT)


@guarded
@attrs.frozen
class Moments(Column):
    """Moments: timestamps, read as microseconds since 1970, in UTC where they have a zone."""

    expected = "timestamps"
    kinds = (pa.types.is_timestamp,)

    def _read(self, array: pa.Array) -> Read:
        values, usable = _plain(array, "i8"), _valid(array)
        return _scaled(values, usable, _POWER[array.type.unit])

    def value(self, array: pa.Array, row: int) -> Any:
        number = array[row]
        if not number.is_valid:
            return None
        unit, zone = array.type.unit, array.type.tz
        micros, rest = divmod(number.value * 10 ** (_POWER[unit] + 3), 1000)
        with suppress(OverflowError):
            moment = _EPOCH + timedelta(microseconds=micros)
            if zone is not None:
                moment = moment.replace(tzinfo=UTC).astimezone(zone_named(zone))
            if not rest:
                return moment
        return f"{number.value} {unit} since 1970"  # no datetime: the rule's function refuses it


_POWER: Final = {"ns": -3, "us": 0, "ms": 3, "s": 6}
"""Which power of ten makes microseconds of a unit."""


_DAY: Final = 86_400_000  # milliseconds


@lru_cache(maxsize=64)
def zone_named(name: str) -> tzinfo | None:
    """A time zone as Arrow names it, also ``+08:00``; None where nobody knows it."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        pass
    try:
        return datetime.fromisoformat(f"{_EPOCH}{name}").tzinfo
    except ValueError:
        return None


@guarded
@attrs.frozen
class Days(Column):
    """Days: dates, read as days since 1970."""

    expected = "dates"
    kinds = (pa.types.is_date,)
    dtype = "i4"

    def _read(self, array: pa.Array) -> Read:
        if pa.types.is_date32(array.type):
            return Read(_plain(array, "i4"), _valid(array))
        whole, rest = np.divmod(_plain(array, "i8"), _DAY)
        return Read(whole, _both(_valid(array), rest == 0))

    def value(self, array: pa.Array, row: int) -> Any:
        number = array[row]
        if pa.types.is_date64(array.type) and number.is_valid and number.value % _DAY:
            return f"{number.value} ms since 1970"  # no day: the rule's function refuses it
        try:
            return number.as_py()
        except OverflowError:
            return f"{number.value} days since 1970"


@guarded
@attrs.frozen
class Starts(Column):
    """Days or moments, whichever the column holds: where a limit counts from."""

    expected = "dates or timestamps"
    kinds = (*Moments.kinds, *Days.kinds)

    def _read(self, array: pa.Array) -> Read:
        return self._kind(array)._read(array)

    def value(self, array: pa.Array, row: int) -> Any:
        return self._kind(array).value(array, row)

    def _kind(self, array: pa.Array) -> Column:
        return (Days if Days.fits(array.type) else Moments)(self.column)


@guarded
@attrs.frozen
class Flags(Column):
    """Yes or no."""

    expected = "true and false"
    kinds = (pa.types.is_boolean,)
    dtype = "?"

    def _read(self, array: pa.Array) -> Read:
        return Read(_bits(array.buffers()[1], array.offset, len(array)), _valid(array))


@guarded
@attrs.frozen
class Counts(Column):
    """How often something happened: whole numbers."""

    expected = "whole numbers"
    kinds = (pa.types.is_integer,)

    def _read(self, array: pa.Array) -> Read:
        return _whole(array)


@guarded
@attrs.frozen
class Names(Column):
    """Names, such as a person's or a department's: text, read as it is."""

    expected = "text"
    kinds = (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view)
    dtype = "O"

    def _read(self, array: pa.Array) -> Read:
        return Read(array.to_numpy(zero_copy_only=False), _valid(array))
