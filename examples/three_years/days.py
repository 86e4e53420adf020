"""The days of the three years as columns, and time that only passes while somebody works."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

import attrs
import numpy as np

from csrules import cn_calendar
from csrules.workcalendar import DayKind

if TYPE_CHECKING:
    from typing import TypeAlias

    from numpy.typing import NDArray

    from csrules.workcalendar import WorkCalendar

__all__ = ["DAY", "END", "FIRST", "HOUR", "Bools", "Days", "Floats", "Ints", "WorkLine", "calendar"]

Ints: TypeAlias = "NDArray[np.int64]"
Floats: TypeAlias = "NDArray[np.float64]"
Bools: TypeAlias = "NDArray[np.bool_]"

FIRST: Final = date(2024, 1, 1)
END: Final = date(2026, 12, 21)  # the first day that the tables no longer tell of
HOUR: Final = 3600
DAY: Final = 24 * HOUR
_LONG_BREAK: Final = 4  # days off in a row


def calendar() -> WorkCalendar:
    """The mainland-China calendar of the three years, as published."""
    return cn_calendar(range(2024, 2027))


@attrs.frozen(eq=False)
class Days:
    """The days from `FIRST` to the end of 2026, one element a day.

    ``numbers`` are days since 1970, ``weekday`` is 0 on Monday, ``month`` is 0 in January, and
    ``back`` counts the working days since the last long break, 0 on the first of them; it is large
    on days off.
    """

    numbers: Ints
    weekday: Ints
    month: Ints
    works: Bools
    holiday: Bools
    make_up: Bools
    back: Ints

    @classmethod
    def of(cls, calendar: WorkCalendar) -> Days:
        """Read the calendar, a day at a time."""
        days = [FIRST + timedelta(days=n) for n in range((calendar.last - FIRST).days + 1)]
        kinds = [calendar.kind(day) for day in days]
        works = np.array([kind.works for kind in kinds])
        worked = np.flatnonzero(works)
        nth = np.arange(len(worked))
        long_ago = len(days)
        first_back = np.diff(worked, prepend=worked[0]) > _LONG_BREAK
        back = np.full(len(days), long_ago)
        back[worked] = nth - np.maximum.accumulate(np.where(first_back, nth, -long_ago))
        return cls(
            np.array([(day - date(1970, 1, 1)).days for day in days]),
            np.array([day.weekday() for day in days]),
            np.array([day.month - 1 for day in days]),
            works,
            np.array([kind is DayKind.HOLIDAY for kind in kinds]),
            np.array([kind is DayKind.MAKE_UP for kind in kinds]),
            back,
        )

    @property
    def told(self) -> int:
        """How many of the days the tables tell of."""
        return (END - FIRST).days

    @property
    def begin(self) -> int:
        """The first instant, in seconds since 1970."""
        return int(self.numbers[0]) * DAY

    @property
    def end(self) -> int:
        """The instant at which the tables were exported, in seconds since 1970."""
        return self.begin + self.told * DAY


@attrs.frozen(eq=False)
class WorkLine:
    """Time that passes only while somebody works: ``length`` seconds from ``opens`` on each day."""

    begin: int
    works: Bools
    opens: int
    length: int
    _worked: Ints = attrs.field(init=False)
    _before: Ints = attrs.field(init=False)

    @_worked.default
    def _find_worked(self) -> Ints:
        worked: Ints = np.flatnonzero(self.works)
        return worked

    @_before.default
    def _count_before(self) -> Ints:
        before: Ints = np.cumsum(self.works) - self.works
        return before

    def after(self, start: Ints, effort: Floats) -> Ints:
        """When ``effort`` seconds of work are done, each begun at its ``start`` or when it opens.

        What would be done after the last day is put on that day.
        """
        day, clock = np.divmod(start - self.begin, DAY)
        inside = np.clip(clock - self.opens, 0, self.length) * self.works[day]
        line = self._before[day] * self.length + inside + np.rint(effort).astype(np.int64)
        nth, rest = np.divmod(line, self.length)
        last = self._worked[np.minimum(nth, len(self._worked) - 1)]
        done: Ints = self.begin + last * DAY + self.opens + rest
        return done
