"""The line of working time: segments compiled once, so that both directions are look-ups.

Moments on the line are naive: local time, or UTC where the calendar has a zone, so that a segment
over a change of the clock has its true length. Cumulative time ``W`` grows along the segments;
adding ``d`` to ``t`` finds the first moment at which ``W`` is ``W(t) + d``, subtracting it from
``t`` the last at which ``W`` is ``W(t) - d``.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["WorkLine"]

_ZERO: Final = timedelta(0)
_HOUR: Final = timedelta(hours=1)
_NEVER: Final = datetime.combine(date.max, time())


class WorkLine:
    """Working time between ``first`` and ``last``, compiled for look-up; answers ``None`` beyond.

    >>> day = (datetime(2024, 3, 8, 9), datetime(2024, 3, 8, 17))
    >>> line = WorkLine([day], datetime(2024, 3, 8), datetime(2024, 3, 9))
    >>> line.add(datetime(2024, 3, 8, 7), timedelta(hours=8))
    datetime.datetime(2024, 3, 8, 17, 0)
    >>> line.add(datetime(2024, 3, 8, 10), timedelta(hours=8)) is None
    True
    """

    def __init__(
        self, segments: Sequence[tuple[datetime, datetime]], first: datetime, last: datetime
    ) -> None:
        self.first, self.last = first, last
        self._starts: list[datetime] = []
        self._ends: list[datetime] = []
        self._past: list[timedelta] = []  # working time before each segment
        self._done: list[timedelta] = []  # working time at the end of each
        total = _ZERO
        for start, end in segments:
            self._starts.append(start)
            self._ends.append(end)
            self._past.append(total)
            total += end - start
            self._done.append(total)
        # per hour of the line the first segment that does not end before it begins, and per hour
        # of working time the first segment at whose end so much has been worked
        self._at = self._buckets([end - first for end in self._ends], last - first)
        self._within = self._buckets(self._done, total)
        # behind the last segment, whatever is asked of the line finds nothing
        self._starts.append(_NEVER)
        self._ends.append(_NEVER)
        self._past.append(total)
        self._done.append(timedelta.max)

    @property
    def segments(self) -> tuple[tuple[datetime, datetime], ...]:
        """The segments of working time, in order."""
        return tuple(zip(self._starts[:-1], self._ends[:-1], strict=True))

    @staticmethod
    def _buckets(ends: Sequence[timedelta], length: timedelta) -> list[int]:
        found: list[int] = []
        mark, index, size = _ZERO, 0, len(ends)
        for _ in range(length // _HOUR + 1):
            while index < size and ends[index] < mark:
                index += 1
            found.append(index)
            mark += _HOUR
        return found

    def add(self, start: datetime, length: timedelta) -> datetime | None:
        """The first moment at which ``length`` (above zero) has been worked since ``start``."""
        if not self.first <= start <= self.last:
            return None
        past = start - self.first
        ends = self._ends
        index = self._at[past.days * 24 + past.seconds // 3600]
        while ends[index] <= start:
            index += 1
        begin = self._starts[index]
        target = self._past[index] + length
        if start > begin:
            target += start - begin
        done = self._done
        try:
            index = self._within[target.days * 24 + target.seconds // 3600]
        except IndexError:
            return None
        while done[index] < target:
            index += 1
        begin = self._starts[index]
        if begin is _NEVER:
            return None
        return begin + (target - self._past[index])

    def subtract(self, end: datetime, length: timedelta) -> datetime | None:
        """The last moment from which ``length`` (above zero) is worked until ``end``."""
        worked = self.worked(end)
        if worked is None or worked < length:
            return None
        target = worked - length
        index = self._within[target.days * 24 + target.seconds // 3600]
        while self._done[index] <= target:
            index += 1
        return self._starts[index] + (target - self._past[index])

    def worked(self, moment: datetime) -> timedelta | None:
        """The working time from the beginning of the line to ``moment``."""
        if not self.first <= moment <= self.last:
            return None
        past = moment - self.first
        index = self._at[past.days * 24 + past.seconds // 3600]
        while self._ends[index] <= moment:
            index += 1
        begin = self._starts[index]
        return self._past[index] if moment <= begin else self._past[index] + (moment - begin)
