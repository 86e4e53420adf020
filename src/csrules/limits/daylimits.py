"""Limits in days: calendar days, working days (R5 to R8), and days of the month (R9)."""

from __future__ import annotations

from calendar import monthrange
from datetime import MAXYEAR, date, datetime, timedelta
from typing import TYPE_CHECKING, Final

import attrs

from csrules.calendars.moments import a_count, a_day, at_clock, end_of_day, say_day, say_moment
from csrules.citation import Text
from csrules.doors import guarded
from csrules.errors import refuse
from csrules.limits import limitreadings as readings
from csrules.limits.deadline import Deadline, Step
from csrules.limits.hourlimits import day_text, needed, started
from csrules.limits.limitreadings import DayEnd, LastDay, StartDay, WorkingDaysEnd
from csrules.plaintext import plural

if TYPE_CHECKING:
    from csrules.workcalendar import WorkCalendar

__all__ = ["CalendarDays", "MonthDay", "WorkingDays"]

_DAY: Final = timedelta(days=1)
_MOST_DAYS: Final = 36_600
_MOST_STEPS: Final = 62  # beyond two months of days, steps tell the sum
_WITHIN = "a day whose due day lies between the years 1 and 9999"
_NOT_BACK = "a roll goes forward; give the working day itself"


def _start(start: date, calendar: WorkCalendar | None, path: str = "start") -> tuple[date, date]:
    """The start as it is kept, a moment or a day, and its day."""
    if not isinstance(start, datetime) and isinstance(start, date):
        day = a_day(start, path)
        return day, day
    moment = started(start, calendar, path)
    return moment, moment.date()


def _end(last: date, start: date, day_end: DayEnd, calendar: WorkCalendar | None) -> datetime:
    """When ``last`` ends: 24:00, or the close of business (R7)."""
    if day_end is DayEnd.CLOSE_OF_BUSINESS:
        return needed(calendar, "the close of business").close_of_business(last)
    if calendar is not None:
        return calendar.end_of_day(last)
    return end_of_day(last, start.tzinfo if isinstance(start, datetime) else None)


def _rolled(last: date, reading: LastDay, calendar: WorkCalendar | None) -> tuple[date, bool]:
    """The last day after its roll (R8, R9), and whether that is provisional."""
    if reading is LastDay.NO_ROLL:
        return last, False
    known = needed(calendar, "the roll to the next working day")
    rolled = known.roll_forward(last)
    return rolled, not known.published(last, rolled)


def _roll_steps(last: date, deadline: Deadline, calendar: WorkCalendar | None) -> list[Step]:
    """The days over which a last day was rolled."""
    steps = []
    while calendar is not None and last < deadline.last_day:
        said = day_text(calendar, last)
        last += _DAY
        steps.append(Step(last, Text(f"{said.en}: on to the next day", f"{said.zh}：顺延一日")))
    return steps


def _end_step(deadline: Deadline) -> Step:
    day, due = say_day(deadline.last_day), deadline.text
    return Step(deadline.due, Text(f"the last day is {day.en}, until {due.en}",
                                   f"最后一日为{day.zh}，至{due.zh}止"))  # fmt: skip


def _start_step(deadline: Deadline) -> Step:
    start = deadline.start
    said = say_moment(start) if isinstance(start, datetime) else say_day(start)
    return Step(start, Text(f"from {said.en}", f"自{said.zh}起"))


@guarded
@attrs.frozen
class CalendarDays:
    """So many days of the calendar; 0 days is the end of the same day.

    A calendar is needed only for a roll or a close of business. The start is a `datetime`, or a
    `date` where only the day is known.

    >>> print(CalendarDays(6, rule="000-A26-1.1").due(date(2024, 3, 1)).explain())
    from Friday 1 March 2024
    Friday 1 March 2024 is not counted: day 6 is Thursday 7 March 2024
    the last day is Thursday 7 March 2024, until 24:00 on 7 March 2024
    due 24:00 on 7 March 2024 [000-A26-1.1]
    """

    days: int = attrs.field()
    start_day: StartDay = attrs.field(default=StartDay.EXCLUDED, converter=readings.start_day)
    day_end: DayEnd = attrs.field(default=DayEnd.MIDNIGHT, converter=readings.day_end)
    last_day: LastDay = attrs.field(default=LastDay.NO_ROLL, converter=readings.last_day)
    rule: str = ""

    def __attrs_post_init__(self) -> None:
        a_count(self.days, "days", self._counted, _MOST_DAYS)

    @property
    def _counted(self) -> int:
        return 1 if self.start_day is StartDay.COUNTED else 0

    @guarded
    def due(self, start: date | datetime, calendar: WorkCalendar | None = None) -> Deadline:
        """The end of the last day."""
        own, day = _start(start, calendar)
        last = _shifted(day, self.days - self._counted)
        last, provisional = _rolled(last, self.last_day, calendar)
        due = _end(last, own, self.day_end, calendar)
        return Deadline(own, due, last, self.rule, provisional, self, calendar)

    @guarded
    def before(self, anchor: date | datetime, calendar: WorkCalendar | None = None) -> Deadline:
        """The end of the day so many days before ``anchor``: leave is applied for by then.

        >>> print(CalendarDays(3, rule="004-1.5.2-1").before(date(2024, 3, 11)))
        24:00 on 8 March 2024
        """
        if self.last_day is not LastDay.NO_ROLL:
            wanted = "no_roll, for a limit that is counted backward"
            refuse("last_day", self.last_day.value, wanted, _NOT_BACK)
        own, day = _start(anchor, calendar, "anchor")
        last = _shifted(day, self._counted - self.days, "anchor")
        due = _end(last, own, self.day_end, calendar)
        return Deadline(own, due, last, self.rule, False, self, calendar)

    @guarded
    def steps(self, deadline: Deadline, calendar: WorkCalendar | None) -> tuple[Step, ...]:
        """How a deadline of this limit came about."""
        start = deadline.start
        day = start.date() if isinstance(start, datetime) else start
        back = deadline.last_day < day
        count = self.days - self._counted
        last = day + timedelta(days=-count if back else count)
        said, n, to = say_day(day), self.days, say_day(last)
        if self.start_day is StartDay.COUNTED:
            text = Text(f"{said.en} is day 1: day {n} is {to.en}",
                        f"{said.zh}为第1日：第{n}日为{to.zh}")  # fmt: skip
        elif back:
            text = Text(
                f"{plural(n, 'day')} before {said.en}: {to.en}", f"{said.zh}之前{n}日：{to.zh}"
            )
        else:
            text = Text(f"{said.en} is not counted: day {n} is {to.en}",
                        f"{said.zh}不计入：第{n}日为{to.zh}")  # fmt: skip
        rolls = _roll_steps(last, deadline, calendar)
        return (_start_step(deadline), Step(last, text), *rolls, _end_step(deadline))


@guarded
@attrs.frozen
class WorkingDays:
    """So many working days; the end of the last one, or the start's time of day on it (R5).

    >>> from csrules.workcalendar import work_calendar
    >>> march = work_calendar(date(2024, 3, 1), date(2024, 3, 31))
    >>> print(WorkingDays(2, rule="001-FA-3.4-5").due(datetime(2024, 3, 8, 10), march))
    24:00 on 12 March 2024
    """

    days: int = attrs.field()
    end: WorkingDaysEnd = attrs.field(
        default=WorkingDaysEnd.END_OF_DAY, converter=readings.working_days_end
    )
    start_day: StartDay = attrs.field(default=StartDay.EXCLUDED, converter=readings.start_day)
    day_end: DayEnd = attrs.field(default=DayEnd.MIDNIGHT, converter=readings.day_end)
    rule: str = ""

    def __attrs_post_init__(self) -> None:
        a_count(self.days, "days", 1, _MOST_DAYS, "working days")

    @guarded
    def due(self, start: date | datetime, calendar: WorkCalendar | None = None) -> Deadline:
        """The end of the last working day, or the same time of day on it."""
        known = needed(calendar, "working days")
        own, day = _start(start, known)
        counted = self.start_day is StartDay.COUNTED
        first = day if counted else _shifted(day, 1)
        last = known.add_working_days(_shifted(day, -1) if counted else day, self.days)
        return self._deadline(own, last, not known.published(first, last), known)

    @guarded
    def before(self, anchor: date | datetime, calendar: WorkCalendar | None = None) -> Deadline:
        """So many working days before ``anchor``: the end of that day, or the same time on it."""
        known = needed(calendar, "working days")
        own, day = _start(anchor, known, "anchor")
        counted = self.start_day is StartDay.COUNTED
        first = day if counted else _shifted(day, -1, "anchor")
        last = known.add_working_days(_shifted(day, 1, "anchor") if counted else day, -self.days)
        return self._deadline(own, last, not known.published(last, first), known)

    def _deadline(
        self, start: date, last: date, provisional: bool, calendar: WorkCalendar
    ) -> Deadline:
        if self.end is WorkingDaysEnd.SAME_CLOCK_TIME:
            if not isinstance(start, datetime):
                mend = "give a datetime, or read the limit as end_of_day"
                refuse("start", start, "a moment, for an end at the same time of day", mend)
            due = at_clock(last, start)
        else:
            due = _end(last, start, self.day_end, calendar)
        return Deadline(start, due, last, self.rule, provisional, self, calendar)

    @guarded
    def steps(self, deadline: Deadline, calendar: WorkCalendar | None) -> tuple[Step, ...]:
        """How a deadline of this limit came about: each day, and whether it counts."""
        known = needed(calendar, "working days")
        start = deadline.start
        day = start.date() if isinstance(start, datetime) else start
        way = _DAY if deadline.last_day >= day else -_DAY
        steps = [_start_step(deadline)]
        if self.start_day is StartDay.EXCLUDED:
            day += way
        if abs(deadline.last_day - day).days > _MOST_STEPS:
            said = say_day(deadline.last_day)
            text = Text(f"working day {self.days} is {said.en}",
                        f"第{self.days}个工作日为{said.zh}")  # fmt: skip
            return (*steps, Step(deadline.last_day, text), _end_step(deadline))
        number = 0
        while number < self.days:
            said = day_text(known, day)
            if known.is_working(day):
                number += 1
                text = Text(f"{said.en}: number {number}", f"{said.zh}：第{number}个工作日")
            else:
                text = Text(f"{said.en}: not counted", f"{said.zh}：不计入")
            steps.append(Step(day, text))
            day += way
        return (*steps, _end_step(deadline))


def _shifted(day: date, days: int, path: str = "start") -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        refuse(path, day, _WITHIN)


@guarded
@attrs.frozen
class MonthDay:
    """By a day of the month, that day included (R9): "by the 10th", "by 15 January", month end.

    A ``day`` beyond the length of a month is its last day, so 31 is the month end. With ``month``
    it is a day of the year.

    >>> by_the_tenth = MonthDay(10, rule="001-IM-4.1-1")
    >>> print(by_the_tenth.due_in(2024, 3), "|", MonthDay(31, month=2).due_in(2024))
    24:00 on 10 March 2024 | 24:00 on 29 February 2024
    """

    day: int = attrs.field()
    month: int | None = None
    last_day: LastDay = attrs.field(default=LastDay.NO_ROLL, converter=readings.last_day)
    day_end: DayEnd = attrs.field(default=DayEnd.MIDNIGHT, converter=readings.day_end)
    rule: str = ""

    def __attrs_post_init__(self) -> None:
        a_count(self.day, "day", 1, 31, "day of the month")
        if self.month is not None:
            a_count(self.month, "month", 1, 12, "month")

    @guarded
    def due_in(
        self, year: int, month: int | None = None, calendar: WorkCalendar | None = None
    ) -> Deadline:
        """When it is due in that month; a limit that has its month needs the year only."""
        a_count(year, "year", 2, 9998, "year")
        if self.month is not None and month not in (None, self.month):
            refuse("month", month, f"{self.month}, or nothing: the limit has its month")
        own = month if self.month is None else self.month
        if own is None:
            refuse("month", month, "a month from 1 to 12: the limit is due in each")
        number = a_count(own, "month", 1, 12, "month")
        return self._deadline(date(year, number, 1), self._nominal(year, number), calendar)

    @guarded
    def due(self, start: date | datetime, calendar: WorkCalendar | None = None) -> Deadline:
        """The first such day that is not before the day of ``start``."""
        own, day = _start(start, calendar)
        return self._deadline(own, self._next(day), calendar)

    def _next(self, start: date) -> date:
        last = self._nominal(start.year, self.month or start.month)
        if last >= start:
            return last
        months = last.month if self.month is None else last.month + 11
        year, month = last.year + months // 12, months % 12 + 1
        if year > MAXYEAR:
            refuse("start", start, _WITHIN)
        return self._nominal(year, month)

    def _nominal(self, year: int, month: int) -> date:
        return date(year, month, min(self.day, monthrange(year, month)[1]))

    def _deadline(self, start: date, last: date, calendar: WorkCalendar | None) -> Deadline:
        last, provisional = _rolled(last, self.last_day, calendar)
        due = _end(last, start, self.day_end, calendar)
        return Deadline(start, due, last, self.rule, provisional, self, calendar)

    @guarded
    def steps(self, deadline: Deadline, calendar: WorkCalendar | None) -> tuple[Step, ...]:
        """How a deadline of this limit came about."""
        last = self._next(_start(deadline.start, None)[1])
        said = say_day(last)
        text = Text(f"the day set is {said.en}", f"规定日为{said.zh}")
        return (Step(last, text), *_roll_steps(last, deadline, calendar), _end_step(deadline))
