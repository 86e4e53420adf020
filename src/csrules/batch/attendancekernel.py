"""A month of punches over columns: each day by table, the counts by month, what they cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import attrs
import numpy as np
import pyarrow as pa

from csrules.attendance import Direction, Punch
from csrules.batch.answers import counts
from csrules.batch.columns import NULL
from csrules.batch.daytable import DAY
from csrules.batch.punchtable import BITS, LEFT, PunchTable
from csrules.batch.quick import Columns
from csrules.errors import Fault, Faults, InputError
from csrules.kinds import Identifier
from csrules.punches import CHINA_STANDARD_TIME

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from csrules.batch.answers import Given
    from csrules.batch.columns import Ints
    from csrules.batch.groups import Groups
    from csrules.batch.months import MonthQuick
    from csrules.batch.quick import Kernel, Quick

__all__ = ["AttendanceKernel", "punches_of"]

_AHEAD: Final = CHINA_STANDARD_TIME.utcoffset(None) // np.timedelta64(1, "us").item()
_MONTHS: Final = (2 - 1970) * 12, (9998 - 1970) * 12
"""The months whose days, and those before and after, are dates."""

_MASK: Final = (1 << BITS) - 1


@attrs.frozen(eq=False)
class _LeftMonths:
    """No quick form: every month is left to the rule's own function."""

    gives: tuple[Given, ...]

    def fill(
        self, columns: Mapping[str, Ints], groups: Groups, out: Mapping[str, Ints]
    ) -> Ints | None:
        return np.ones(len(groups.starts), bool)


@attrs.frozen(eq=False)
class AttendanceKernel:
    """The counts of a month's days, and what ``kernel`` makes of them and of a ``base``.

    ``table`` judges a day by the columns ``on`` and ``off`` (None: nobody records departures), and
    its counts go by the names of ``counts``, each with how it is read off an answer of the rule's
    own function; ``kernel`` reads what it gives off the ``statement`` of that answer. ``day`` is
    the working day, ``base`` money that is the same in a whole month.
    """

    table: PunchTable
    counts: Mapping[str, Callable[[Any], int]]
    kernel: Kernel
    base: str
    day: str
    on: str
    off: str | None = None

    def over(self, kinds: Mapping[str, pa.DataType | None]) -> MonthQuick:
        """The quick form; punches all with a time zone, or all without."""
        quick = self.kernel.over(kinds)
        given = (
            *(counts(name, of) for name, of in self.counts.items()),
            *(attrs.evolve(each, of=_of_statement(each)) for each in quick.gives),
        )
        aware = {
            kind.tz is not None
            for kind in kinds.values()
            if kind is not None and pa.types.is_timestamp(kind)
        }
        if len(aware) > 1:
            return _LeftMonths(given)
        return _Attendance(given, self, quick, _AHEAD if True in aware else 0)


def _of_statement(given: Given) -> Callable[[Any], Any]:
    """How a part of the statement is read off the answer for a month."""
    return lambda month: given.of(month.statement)


@attrs.frozen(eq=False)
class _Attendance:
    gives: tuple[Given, ...]
    kernel: AttendanceKernel
    quick: Quick
    ahead: int  # microseconds from UTC to the shift's clock

    def fill(
        self, columns: Mapping[str, Ints], groups: Groups, out: Mapping[str, Ints]
    ) -> Ints | None:
        own, starts = self.kernel, groups.starts
        days, base = columns[own.day], columns[own.base]
        midnights = days * np.int64(DAY) - self.ahead
        on = _after(columns[own.on], midnights)
        off = None if own.off is None else _after(columns[own.off], midnights)
        judged = own.table.judged(on, off)
        if off is not None:
            judged[(off < on) & (off != NULL)] = LEFT
        sums = np.add.reduceat(judged, starts)
        left = (sums >= LEFT) | _doubled(days, groups) | _differing(base, starts)
        first, last = _MONTHS
        left |= (groups.months < first) | (groups.months > last)
        wanted = {name: sums >> BITS * n & _MASK for n, name in enumerate(own.counts)}
        for name, values in wanted.items():
            out[name][:] = values
        more = self.quick.fill(
            Columns({own.base: base[starts], **wanted}),
            {each.name: out[each.name] for each in self.quick.gives},
        )
        return left if more is None else left | more


def _after(at: Ints, midnights: Ints) -> Ints:
    """Microseconds after the day's 0:00."""
    after = at - midnights
    after[at == NULL] = NULL
    return after


def _doubled(days: Ints, groups: Groups) -> Ints:
    """The months with a day that has several rows."""
    bits = np.int64(1) << (days & 31)
    doubled: Ints = np.bitwise_count(np.bitwise_or.reduceat(bits, groups.starts)) != groups.lengths
    return doubled


def _differing(base: Ints, starts: Ints) -> Ints:
    """The months whose rows have different bases."""
    differing: Ints = np.minimum.reduceat(base, starts) != np.maximum.reduceat(base, starts)
    return differing


def punches_of(
    person: Any, rows: Sequence[Mapping[str, Any]], columns: Mapping[Direction, str]
) -> list[Punch]:
    """The punches of a person's rows, each with its ``work_date``; all faults at once."""
    person = Identifier().read(person, "person")
    given = [(row["work_date"], way, row[name]) for row in rows for way, name in columns.items()]
    found: list[Punch] = []
    faults = Faults()
    for place, punch in enumerate(given):
        try:
            found.append(Punch(person, *punch))
        except InputError as error:
            faults.add(*(_placed(fault, place) for fault in error.faults))
    faults.raise_as(InputError)
    return found


def _placed(fault: Fault, place: int) -> Fault:
    return attrs.evolve(fault, path=f"punches[{place}]{fault.path.removeprefix('punch')}")
