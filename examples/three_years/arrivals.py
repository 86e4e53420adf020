"""When complaints and tickets come in: by season, weekday and hour, and around the holidays.

The expected number of an hour is a product of the tables below. A day and an hour also have luck
of their own, gamma factors of mean 1, so that the numbers scatter more than Poisson's. How a given
total falls on the hours is multinomial; within its hour the moments are spread evenly.
"""

from __future__ import annotations

from typing import Final

import attrs
import numpy as np

from examples.three_years.days import HOUR, Days, Floats, Ints

__all__ = ["Arrivals", "busyness", "daily_rates"]

# January to December: little around Spring Festival, peaks after the sales of June and November
MONTHS: Final = (0.95, 0.8, 0.95, 0.92, 1.0, 1.22, 1.12, 1.0, 0.95, 0.95, 1.35, 1.12)
WEEKDAYS: Final = (1.2, 1.08, 1.02, 1.0, 1.03, 0.75, 0.62)  # Monday to Sunday
MAKE_UP: Final = 1.0  # a weekend day that is worked
HOLIDAY: Final = 0.4  # a day of a public holiday
BACK: Final = (1.6, 1.3, 1.15, 1.05)  # the first working days after a long break
GROWTH: Final = 0.06  # more each year
AROUND: Final = 7  # days before and after that make a day busy
DAY_LUCK: Final = 60.0  # shape of the day's gamma factor: a spread of 13 %
HOUR_LUCK: Final = 25.0  # of the hour's: 20 %

WORKED_HOURS: Final = (
    6, 4, 3, 2, 2, 4, 9, 22, 58, 96, 100, 82, 44, 52, 84, 90, 80, 64, 44, 38, 40, 36, 24, 12,
)  # fmt: skip
FREE_HOURS: Final = (
    10, 6, 4, 3, 3, 4, 8, 16, 34, 58, 72, 66, 50, 50, 60, 66, 68, 64, 58, 60, 66, 60, 42, 22,
)  # fmt: skip


def daily_rates(days: Days) -> Floats:
    """How much each day has to expect, beside an average day of 1 in the first year."""
    numbers = np.arange(len(days.numbers))
    first_of_month = np.flatnonzero(np.diff(days.month, prepend=-1))
    season = np.interp(numbers, first_of_month + 14, np.asarray(MONTHS)[days.month[first_of_month]])
    ordinary = np.where(days.make_up, MAKE_UP, np.asarray(WEEKDAYS)[days.weekday])
    weekday = np.where(days.holiday, HOLIDAY, ordinary)
    rates: Floats = season * weekday * (1 + GROWTH) ** (numbers / 365.25)
    for n, factor in enumerate(BACK):
        rates[days.back == n] *= factor
    return rates


def busyness(days: Days) -> Floats:
    """How much the days around each day have to expect, beside the average of all: 1 on average."""
    rates = np.pad(daily_rates(days), AROUND, mode="edge")
    near = np.convolve(rates, np.ones(2 * AROUND + 1), "valid")
    return near / float(near.mean())


@attrs.frozen(eq=False)
class Arrivals:
    """How many came in before each hour; the moments themselves are drawn piece by piece.

    So a billion arrivals need no more memory than their hours, of which there are 26 000.
    """

    begin: int
    before: Ints  # of each hour, and the total

    @classmethod
    def drawn(cls, rng: np.random.Generator, days: Days, rows: int, until: int) -> Arrivals:
        """Put ``rows`` arrivals into the hours of the first ``until`` days."""
        luck = rng.gamma(DAY_LUCK, 1 / DAY_LUCK, until)
        of_hour = np.where(days.works[:until, None], _shares(WORKED_HOURS), _shares(FREE_HOURS))
        rates = (daily_rates(days)[:until] * luck)[:, None] * of_hour
        rates *= rng.gamma(HOUR_LUCK, 1 / HOUR_LUCK, rates.shape)
        counts = rng.multinomial(rows, (rates / rates.sum()).ravel())
        return cls(days.begin, np.r_[0, np.cumsum(counts)])

    def moments(self, rng: np.random.Generator, first: int, stop: int) -> Ints:
        """The arrivals number ``first`` up to ``stop`` in their order, in seconds since 1970."""
        number = np.arange(first, stop)
        hour = np.searchsorted(self.before, number, "right") - 1
        count = self.before[hour + 1] - self.before[hour]
        within = (number - self.before[hour] + rng.random(stop - first)) / count
        return self.begin + hour * HOUR + (within * HOUR).astype(np.int64)


def _shares(hours: tuple[int, ...]) -> Floats:
    return np.asarray(hours) / sum(hours)
