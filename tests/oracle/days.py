"""Which days are working days: a literal list, China's or one made up for a test."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import holidays

ONE_DAY = timedelta(days=1)
SATURDAY_SUNDAY = frozenset({5, 6})

FIRST_PUBLISHED = 2001
"""The first year whose notice of the State Council's office ``holidays`` holds."""

LAST_PUBLISHED = 2026
"""The last year whose make-up working days are published (``holidays`` 0.109)."""


@dataclass(frozen=True)
class Days:
    """Weekend weekdays (Monday is 0), published days off, extra (make-up) working days.

    ``years`` are the years that may be asked about; ``None`` means any year.
    """

    weekend: frozenset[int]
    off: frozenset[date]
    extra: frozenset[date]
    years: frozenset[int] | None = None

    def __post_init__(self) -> None:
        if self.off & self.extra:
            raise ValueError("a day is both a day off and an extra working day")
        if not self.weekend < frozenset(range(7)):
            raise ValueError("the weekend must leave at least one weekday, 0 to 6, to work on")

    def is_working(self, day: date) -> bool:
        """Whether people work on that day; ``LookupError`` outside the years it knows."""
        if self.years is not None and day.year not in self.years:
            raise LookupError(f"no published days for {day.year}")
        return self._works(day)

    def is_holiday_break(self, day: date) -> bool:
        """Whether the unbroken run of non-working days around that day holds a holiday.

        A plain weekend is no holiday break; a weekend joined to a holiday is part of it.
        """
        if self.is_working(day):
            return False
        run = [day]
        before = day - ONE_DAY
        while not self._works(before):
            run.append(before)
            before = before - ONE_DAY
        after = day + ONE_DAY
        while not self._works(after):
            run.append(after)
            after = after + ONE_DAY
        return any(one in self.off for one in run)

    def next_working(self, day: date) -> date:
        """That day if people work on it, else the first later day on which they do."""
        while not self.is_working(day):
            day = day + ONE_DAY
        return day

    def _works(self, day: date) -> bool:
        if day in self.extra:
            return True
        if day in self.off:
            return False
        return day.weekday() not in self.weekend


def made_up(
    off: Iterable[date] = (),
    extra: Iterable[date] = (),
    weekend: Iterable[int] = SATURDAY_SUNDAY,
) -> Days:
    """Days from explicit sets, for any year: what a hypothesis test builds."""
    return Days(frozenset(weekend), frozenset(off), frozenset(extra))


def china(years: Iterable[int]) -> Days:
    """China's days for these years, each between 2001 and 2026.

    ``holidays.CN`` lists published days off as its keys (substitute days off included) and
    make-up working days in the set ``weekend_workdays``.  A notice can name a day of the
    December before, and a break can cross the new year, so the years on both sides are read
    too; only the years asked for may be asked about.
    """
    asked = frozenset(years)
    for year in asked:
        if not FIRST_PUBLISHED <= year <= LAST_PUBLISHED:
            raise LookupError(f"make-up working days of {year} are not published here")
    read = {year + step for year in asked for step in (-1, 0, 1)}
    table = holidays.country_holidays("CN", years=sorted(read))
    off = {day for day in table if day.year in read}
    extra = {day for day in table.weekend_workdays if day.year in read}
    return Days(SATURDAY_SUNDAY, frozenset(off), frozenset(extra), asked)


def holiday_breaks(days: Days, first: date, last: date) -> set[date]:
    """Every day from first to last, both included, that lies in a holiday break."""
    found = set()
    day = first
    while day <= last:
        if days.is_holiday_break(day):
            found.add(day)
        day = day + ONE_DAY
    return found


def working_days(days: Days, first: date, last: date) -> list[date]:
    """Every working day from first to last, both included."""
    found = []
    day = first
    while day <= last:
        if days.is_working(day):
            found.append(day)
        day = day + ONE_DAY
    return found
