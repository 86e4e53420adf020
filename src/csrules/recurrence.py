"""Duties that recur: their due dates over any span, each with the period that it covers.

>>> from datetime import date
>>> from csrules.citation import Text
>>> monthly_report = Duty(
...     "monthly_report",
...     Text("monthly report", "公司信息月报"),
...     "001-IM-4.1-1",
...     Monthly(10),
...     Covers.PREVIOUS_MONTH,
... )
>>> for due in monthly_report.due_dates(date(2024, 2, 1), date(2024, 3, 31)):
...     print(due.first, due.last, due.deadline)
2024-01-01 2024-01-31 24:00 on 10 February 2024
2024-02-01 2024-02-29 24:00 on 10 March 2024
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

import attrs

from csrules.calendars.moments import a_day
from csrules.doors import guarded
from csrules.errors import refuse
from csrules.limits import limitreadings as readings
from csrules.limits.daylimits import CalendarDays
from csrules.limits.limitreadings import DayEnd, LastDay, one_of
from csrules.limits.periods import (
    Covers,
    EveryDays,
    EveryWorkingDay,
    Frequency,
    Monthly,
    Quarterly,
    Weekly,
    Yearly,
)
from csrules.reading import Reading

if TYPE_CHECKING:
    from csrules.citation import Text
    from csrules.limits.deadline import Deadline
    from csrules.workcalendar import WorkCalendar

__all__ = [
    "ByDay",
    "Covers",
    "DueDate",
    "Duty",
    "EveryDays",
    "EveryWorkingDay",
    "Frequency",
    "Monthly",
    "Quarterly",
    "Weekly",
    "Yearly",
]

_MOST_DAYS: Final = 73_200  # two hundred years


class ByDay(Reading):
    """R9: is "by the 10th" met on the 10th?"""

    INCLUSIVE = "inclusive", "done on that day is on time", "当日完成为按时"
    BEFORE = "before", "done before that day begins is on time", "须在当日之前完成"


def _by_day(value: ByDay | str) -> ByDay:
    return one_of(ByDay, value, "by_day")


def _covers(value: Covers | str) -> Covers:
    return one_of(Covers, value, "covers")


@attrs.frozen
class DueDate:
    """One due date of a duty: the period from ``first`` to ``last``, and when it is due."""

    duty: str
    rule: str
    first: date
    last: date
    deadline: Deadline


@guarded
@attrs.frozen
class Duty:
    """Something that is due again and again: its name, its rule, how often, and for which period.

    ``by_day`` reads "by the 10th" (R9), ``last_day`` may roll it to the next working day, and
    ``day_end`` says when the last day ends (R7).
    """

    name: str
    text: Text
    rule: str
    frequency: Frequency
    covers: Covers = attrs.field(default=Covers.SAME_DAY, converter=_covers)
    by_day: ByDay = attrs.field(default=ByDay.INCLUSIVE, converter=_by_day)
    last_day: LastDay = attrs.field(default=LastDay.NO_ROLL, converter=readings.last_day)
    day_end: DayEnd = attrs.field(default=DayEnd.MIDNIGHT, converter=readings.day_end)

    def __attrs_post_init__(self) -> None:
        if not callable(getattr(type(self.frequency), "days", None)):
            refuse("frequency", self.frequency, "a frequency such as Monthly(10)")

    @guarded
    def due_dates(
        self, since: date, until: date, calendar: WorkCalendar | None = None
    ) -> tuple[DueDate, ...]:
        """The due dates whose day, as the text names it, lies from ``since`` to ``until``.

        Both ends are included. A roll moves the end of a due date, not its place in the span. A
        span that is reversed, or longer than two hundred years, is refused.
        """
        since, until = a_day(since, "since"), a_day(until, "until")
        if since > until:
            wanted = f"a day not before since ({since})"
            refuse("until", until, wanted, "exchange the two")
        if (until - since).days >= _MOST_DAYS or since.year < 3 or until.year > 9997:
            wanted = "a span of at most 200 years, within the years 3 to 9997"
            refuse("until", until, wanted, "ask for a shorter span")
        return tuple(
            self._due_date(day, calendar) for day in self.frequency.days(since, until, calendar)
        )

    def _due_date(self, day: date, calendar: WorkCalendar | None) -> DueDate:
        first, last = self.covers.period(day)
        own = day - timedelta(days=1) if self.by_day is ByDay.BEFORE else day
        limit = CalendarDays(0, day_end=self.day_end, last_day=self.last_day, rule=self.rule)
        return DueDate(self.name, self.rule, first, last, limit.due(own, calendar))
