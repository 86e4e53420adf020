"""Days off and make-up working days of mainland China, read out of the package ``holidays``.

The State Council publishes them for one year at a time. How far that goes is read from the
installed data, so a newer ``holidays`` moves the limit without a change here.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import attrs

from csrules.citation import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["FIRST_YEAR", "LAST_YEAR", "ChineseDays", "chinese_days"]

FIRST_YEAR: Final = 1951
LAST_YEAR: Final = 2098
_EXCHANGED = Text("day off in exchange", "调休放假")


@attrs.frozen
class ChineseDays:
    """Days off with their names, make-up working days, and the years whose notice is known."""

    days_off: Mapping[date, Text]
    working_days: frozenset[date]
    published_from: date
    published_until: date


def chinese_days(first_year: int, last_year: int) -> ChineseDays:
    """The days of these years and of their neighbours: notices reach over the turn of the year.

    >>> days = chinese_days(2026, 2026)
    >>> date(2026, 2, 14) in days.working_days, days.days_off[date(2026, 10, 1)].zh
    (True, '国庆节')
    """
    from holidays import country_holidays  # noqa: PLC0415  # slow to load, needed only here

    years = range(first_year - 1, last_year + 2)
    names = country_holidays("CN", years=years, language="zh_CN")
    english = country_holidays("CN", years=years, language="en_US")
    exchanged = {
        date(year, entry[0], entry[1])
        for year, entries in names.special_public_holidays.items()
        for entry in (entries if isinstance(entries[0], tuple) else (entries,))
        if len(entry) >= 4  # month and day off, month and day worked for it, and maybe its year
    }
    days_off = {
        day: _EXCHANGED if day in exchanged else Text(english[day], name)
        for day, name in sorted(names.items())
        if day.year in years
    }
    made_up = frozenset(day for day in names.weekend_workdays if day.year in years)
    published = [day.year for day in exchanged]
    return ChineseDays(days_off, made_up, date(min(published), 1, 1), date(max(published), 12, 31))
