"""How a shift's days are judged, as a table: the judgement's own function, asked once a span.

A day's judgement asks only how long after its 0:00 somebody came and left, and it falls into few
spans: in order, late, absent for half the day. Where one ends and the next begins is found by
asking.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import cache, partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import attrs
import numpy as np

from csrules.absence import Gap
from csrules.attendance import Direction, JudgedDay, Punch, Shift, Standard, assemble, judge
from csrules.batch.columns import NULL
from csrules.errors import CsrulesError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from csrules.batch.columns import Ints

__all__ = ["BITS", "LEFT", "PunchTable", "punch_table"]

BITS: Final = 8
"""Bits of each count in a packed day: the counts of a month of days fit into them."""

LEFT: Final = 1 << 56
"""Packed into a day that is left to the judgement's own function."""

_DAY: Final = date(2024, 3, 8)
_MIDNIGHT: Final = datetime.combine(_DAY, time())
_SECOND: Final = timedelta(seconds=1)
_SECONDS: Final = 86_400
_MICROS: Final = 1_000_000

Seconds = int | None
"""Seconds after the day's 0:00, None for no punch."""


@attrs.frozen(eq=False)
class PunchTable:
    """The packed counts of a day, by the spans of arrival and of departure.

    ``on`` and ``off`` are where a further span begins, in microseconds after the day's 0:00;
    ``packed`` has a row for each span of arrival and one for no arrival, and columns for departure.
    """

    on: Ints
    off: Ints
    packed: Ints

    def judged(self, on: Ints | None, off: Ints | None) -> Ints:
        """The packed counts of days: punches after 0:00, `NULL` for none; None: never any."""
        places = _places(on, self.on) * self.packed.shape[1] + _places(off, self.off)
        days: Ints = self.packed.ravel()[places]
        return days


def _places(at: Ints | None, cuts: Ints) -> Any:
    none = len(cuts) + 1
    if at is None:
        return none
    places = np.searchsorted(cuts, at, "right")
    places[at == NULL] = none
    return places


def punch_table(
    shift: Shift, standard: Standard, counts: Callable[[JudgedDay], Sequence[int]]
) -> PunchTable:
    """The table of a shift; ``counts`` says what a judged day counts, none of it above 8."""

    ways = (standard, _gap_apart(standard))

    @cache
    def asked(on: Seconds, off: Seconds, way: int = 0) -> int:
        times = {Direction.ON: on, Direction.OFF: off}
        try:
            punches = [Punch("-", _DAY, each, _at(seconds)) for each, seconds in times.items()]
            (day,) = assemble("-", punches, shift=shift)
            found = counts(judge(day, ways[way]))
        except CsrulesError:
            return LEFT
        return sum(count << BITS * place for place, count in enumerate(found))

    def arriving(off: Seconds, ends: Sequence[int]) -> set[int]:
        asking = (partial(asked, off=off, way=way) for way in range(len(ways)))
        return {cut for ask in asking for cut in _cuts(ask, ends)}

    planned, end, _ = shift.on(_DAY)
    start, over = _seconds(planned), _seconds(end)
    first, last = start - _SECONDS, start + 2 * _SECONDS
    latest = start + _SECONDS - 1
    alone = arriving(None, (first, start, latest, last))
    earliest = min(alone, default=start)
    ends = sorted({first, earliest, start, over, latest, last})
    on = sorted(alone | arriving(latest, ends))
    off = sorted(
        {*_cuts(lambda at: asked(None, at), ends), *_cuts(lambda at: asked(earliest, at), ends)}
    )
    arrivals: list[Seconds] = [first, *on, None]
    departures: list[Seconds] = [*(cut - 1 for cut in off), last, None]
    packed = [[asked(each, other) for other in departures] for each in arrivals]
    return PunchTable(np.array(on, "i8") * _MICROS, np.array(off, "i8") * _MICROS, np.array(packed))


def _gap_apart(standard: Standard) -> Standard:
    """The same standard, but that a late arrival in the gap of the text is not read as absence.

    Otherwise an arrival that cannot be judged may stand between two half days of absence.
    """
    rule = standard.absence
    return (
        standard
        if rule is None
        else attrs.evolve(standard, absence=attrs.evolve(rule, gap=Gap.LATE))
    )


def _at(seconds: Seconds) -> datetime | None:
    return None if seconds is None else _MIDNIGHT + seconds * _SECOND


def _seconds(planned: datetime | None) -> int:
    return 0 if planned is None else (planned - _MIDNIGHT) // _SECOND


def _cuts(outcome: Callable[[int], int], ends: Sequence[int]) -> Iterator[int]:
    """Where another outcome begins.

    Between two ends outcomes only become heavier, or only lighter, so that equal ones have nothing
    else between them; what is left may hide an outcome, which is then left too.
    """
    for low, high in pairwise(ends):
        yield from _between(outcome, low, high)


def _between(outcome: Callable[[int], int], low: int, high: int) -> Iterator[int]:
    if outcome(low) == outcome(high):
        return
    if high - low == 1:
        yield high
        return
    middle = (low + high) // 2
    yield from _between(outcome, low, middle)
    yield from _between(outcome, middle, high)
