"""Limits in hours: elapsed hours with their rolls (R2 to R4, R10), and working hours."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from operator import ge, gt
from typing import TYPE_CHECKING, Any, Final

import attrs

from csrules.calendars.moments import (
    a_moment,
    at_clock,
    later,
    say_day,
    say_length,
    say_moment,
    span,
)
from csrules.citation import Text
from csrules.doors import guarded
from csrules.errors import Fault, MissingParameterError, NotCoveredError, refuse
from csrules.limits import limitreadings as readings
from csrules.limits.deadline import Deadline, Step
from csrules.limits.limitreadings import DayEnd, Roll, Skips, length_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from fractions import Fraction

    from csrules.workcalendar import WorkCalendar

__all__ = ["ElapsedHours", "WorkingHours"]

_DAY: Final = timedelta(days=1)
_ZERO: Final = timedelta(0)


def needed(calendar: WorkCalendar | None, why: str) -> WorkCalendar:
    """The calendar, or an error that says what it is needed for."""
    if calendar is None:
        mend = "give one: cn_calendar(range(2024, 2027))"
        raise MissingParameterError(Fault("calendar", None, f"a work calendar, for {why}", mend))
    return calendar


def started(start: date, calendar: WorkCalendar | None, path: str = "start") -> datetime:
    """The start as a moment, in the zone of the calendar."""
    return a_moment(start, path) if calendar is None else calendar.moment(start, path)


def day_text(calendar: WorkCalendar, day: date) -> Text:
    """A day and what it is: ``Saturday 9 March 2024 is a weekend day``."""
    said, kind, name = say_day(day), calendar.kind(day).meaning, calendar.name(day)
    en, zh = (kind.en, kind.zh) if name == kind else (f"{kind.en} ({name.en})",
                                                      f"{kind.zh}（{name.zh}）")  # fmt: skip
    return Text(f"{said.en} is {en}", f"{said.zh}为{zh}")


@guarded
@attrs.frozen
class ElapsedHours:
    """So many hours after the event, by the wall clock, with the roll that the text asks for.

    ``hours`` is an `int`, `Fraction`, `Decimal` or `str` above zero. The start counts from its
    instant, and done exactly at the end is on time (R10). Only a roll needs a calendar, and it
    needs only the days that it looks at. Elapsed time is true time; a roll keeps the clock time.

    >>> from csrules.workcalendar import work_calendar
    >>> march = work_calendar(date(2024, 3, 1), date(2024, 3, 31))
    >>> limit = ElapsedHours(24, Roll.SAME_CLOCK_TIME, rule="001-FA-3.4-3")
    >>> print(limit.due(datetime(2024, 3, 8, 15), march).explain())
    15:00 on Friday 8 March 2024 + 24 h = 15:00 on Saturday 9 March 2024
    Saturday 9 March 2024 is a weekend day: + 24 h
    Sunday 10 March 2024 is a weekend day: + 24 h
    Monday 11 March 2024 is a working day: the end stays there
    due 15:00 on Monday 11 March 2024 [001-FA-3.4-3]
    """

    hours: int | Fraction = attrs.field(converter=readings.hours)
    roll: Roll = attrs.field(default=Roll.NONE, converter=readings.roll)
    skips: Skips = attrs.field(default=Skips.NON_WORKING_DAYS, converter=readings.skips)
    day_end: DayEnd = attrs.field(default=DayEnd.MIDNIGHT, converter=readings.day_end)
    rule: str = ""
    _length: timedelta = attrs.field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "_length", length_of(self.hours))

    @guarded
    def due(self, start: date | datetime, calendar: WorkCalendar | None = None) -> Deadline:
        """When it is due: ``start`` is a `datetime`, in the way of the calendar if one is given."""
        own = started(start, calendar)
        if self.roll is Roll.NONE:
            raw = later(own, self._length)
            return Deadline(own, raw, raw.date(), self.rule, False, self, calendar)
        known = needed(calendar, f"the roll {self.roll.value}")
        if self.roll is Roll.STOP_CLOCK:
            due, last, first = self._stopped(own, known)
            provisional = not known.published(first, last)
            return Deadline(own, due, last, self.rule, provisional, self, known)
        raw = due = later(own, self._length)
        day = raw.date()
        last = known.roll_forward(day, breaks_only=self.skips is Skips.HOLIDAY_BREAKS)
        if last != day:
            due = (
                at_clock(last, raw) if self.roll is Roll.SAME_CLOCK_TIME else self._end(last, known)
            )
        provisional = not known.published(day, last)
        return Deadline(own, due, last, self.rule, provisional, self, known)

    @guarded
    def before(self, anchor: date | datetime, calendar: WorkCalendar | None = None) -> Deadline:
        """The latest start for something that must last so long before ``anchor``; no roll."""
        if self.roll is not Roll.NONE:
            refuse("roll", self.roll.value, "none, for a limit that is counted backward",
                   "a roll goes forward; use working hours or working days")  # fmt: skip
        own = started(anchor, calendar, "anchor")
        raw = later(own, -self._length)
        return Deadline(own, raw, raw.date(), self.rule, False, self, calendar)

    def _end(self, day: date, calendar: WorkCalendar) -> datetime:
        close = self.day_end is DayEnd.CLOSE_OF_BUSINESS
        return calendar.close_of_business(day) if close else calendar.end_of_day(day)

    def _counts(self, day: date, calendar: WorkCalendar) -> bool:
        if self.skips is Skips.HOLIDAY_BREAKS:
            return not calendar.in_break(day)
        return calendar.is_working(day)

    def _stopped(self, start: datetime, calendar: WorkCalendar) -> tuple[datetime, date, date]:
        """The due instant where the clock stops on days that do not count, and the days needed."""
        left, now = self._length, start
        first = day = start.date()
        while True:  # ends where the calendar ends: it refuses a day that it does not know
            end = calendar.end_of_day(day)
            if self._counts(day, calendar):
                today = span(now, end)
                if left <= today:
                    due = later(now, left)
                    return due, day, first
                left -= today
            now, day = end, day + _DAY

    @guarded
    def steps(self, deadline: Deadline, calendar: WorkCalendar | None) -> tuple[Step, ...]:
        """How a deadline of this limit came about."""
        length = say_length(self._length)
        start = deadline.start
        assert isinstance(start, datetime)  # only moments start an hour limit
        if self.roll is Roll.STOP_CLOCK and calendar is not None:
            return self._stopped_steps(deadline, start, calendar)
        sign, raw = ("+", later(start, self._length))
        if span(start, deadline.due) < _ZERO:
            sign, raw = ("-", deadline.due)
        from_, to = say_moment(start), say_moment(raw)
        steps = [
            Step(raw, Text(f"{from_.en} {sign} {length.en} = {to.en}",
                           f"{from_.zh} {sign} {length.zh} = {to.zh}"))
        ]  # fmt: skip
        if self.roll is Roll.NONE or calendar is None:
            return tuple(steps)
        day = raw.date()
        if self.roll is Roll.SAME_CLOCK_TIME:
            while day < deadline.last_day:
                said = day_text(calendar, day)
                day += _DAY
                at = at_clock(day, raw)
                steps.append(Step(at, Text(f"{said.en}: + 24 h", f"{said.zh}：+ 24小时")))
            said = day_text(calendar, day)
            stays = Text(f"{said.en}: the end stays there", f"{said.zh}：到期时刻不再顺延")
            steps.append(Step(deadline.due, stays))
            return tuple(steps)
        while day < deadline.last_day:
            said = day_text(calendar, day)
            day += _DAY
            steps.append(Step(day, Text(f"{said.en}: on to the next day", f"{said.zh}：顺延一日")))
        said = day_text(calendar, day)
        if deadline.due == raw:
            end = Text(f"{said.en}: the end stays there", f"{said.zh}：到期时刻不再顺延")
        else:
            end = Text(f"{said.en}: due at its end", f"{said.zh}：至该日结束时到期")
        return (*steps, Step(deadline.due, end))

    def _stopped_steps(
        self, deadline: Deadline, start: datetime, calendar: WorkCalendar
    ) -> tuple[Step, ...]:
        left, now, day = self._length, start, start.date()
        from_ = say_moment(start)
        steps = [Step(start, Text(f"the clock starts at {from_.en}", f"{from_.zh}起算"))]
        while day <= deadline.last_day:
            end = min(calendar.end_of_day(day), deadline.due, key=lambda at: span(start, at))
            said = day_text(calendar, day)
            if self._counts(day, calendar):
                today = span(now, end)
                left -= today
                run, rest = say_length(today), say_length(left)
                text = Text(f"{said.en}: {run.en} count, {rest.en} are left",
                            f"{said.zh}：计入{run.zh}，余{rest.zh}")  # fmt: skip
            else:
                text = Text(f"{said.en}: the clock stands still", f"{said.zh}：停止计时")
            steps.append(Step(end, text))
            now, day = end, day + _DAY
        return tuple(steps)


@guarded
@attrs.frozen
class WorkingHours:
    """So many hours of working time; the calendar must know hours.

    >>> from csrules.workcalendar import work_calendar
    >>> march = work_calendar(date(2024, 3, 1), date(2024, 3, 31), hours="08:30-12:00,13:30-17:30")
    >>> print(WorkingHours(12).due(datetime(2024, 3, 8, 10), march))
    16:00 on Monday 11 March 2024
    """

    hours: int | Fraction = attrs.field(converter=readings.hours)
    rule: str = ""
    _length: timedelta = attrs.field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "_length", length_of(self.hours))

    @guarded
    def due(self, start: date | datetime, calendar: WorkCalendar | None = None) -> Deadline:
        """The first moment at which so much has been worked since ``start``."""
        known = needed(calendar, "working hours")
        own = started(start, known)
        due = known.add_working_time(own, self._length)
        last = _shift_day(due, known, ge)
        provisional = not known.published(min(own.date(), last), last)
        return Deadline(own, due, last, self.rule, provisional, self, known)

    @guarded
    def before(self, anchor: date | datetime, calendar: WorkCalendar | None = None) -> Deadline:
        """The last moment from which so much is worked until ``anchor``."""
        known = needed(calendar, "working hours")
        own = started(anchor, known, "anchor")
        due = known.subtract_working_time(own, self._length)
        last = _shift_day(due, known, gt)
        until = later(own, -timedelta.resolution).date()  # 0:00 belongs to the day before
        provisional = not known.published(last, until)
        return Deadline(own, due, last, self.rule, provisional, self, known)

    @guarded
    def steps(self, deadline: Deadline, calendar: WorkCalendar | None) -> tuple[Step, ...]:
        """How a deadline of this limit came about: what each day gave."""
        known = needed(calendar, "working hours")
        start = deadline.start
        assert isinstance(start, datetime)  # only moments start an hour limit
        ends = sorted((start, deadline.due), key=lambda at: span(start, at))
        from_ = say_moment(start)
        steps = [Step(start, from_)]
        day, now, total = ends[0].date(), ends[0], timedelta(0)
        while total < self._length:
            end = min(known.end_of_day(day), ends[1], key=lambda at: span(start, at))
            today = known.working_time(now, end)
            total += today
            said, run, sum_ = day_text(known, day), say_length(today), say_length(total)
            text = Text(f"{said.en}: {run.en} of working time, {sum_.en} in all",
                        f"{said.zh}：工作时间{run.zh}，累计{sum_.zh}")  # fmt: skip
            steps.append(Step(end, text))
            now, day = end, day + _DAY
        return tuple(steps)


def _shift_day(
    moment: datetime, calendar: WorkCalendar, reaches: Callable[[Any, Any], bool]
) -> date:
    """The day whose shift is worked until ``moment`` (`ge`), or from it on (`gt`).

    After midnight it may be the day before.
    """
    day, before = moment.date(), moment.date() - _DAY
    if not reaches(calendar.overrun, moment.hour * 60 + moment.minute):
        return day
    try:
        worked = calendar.hours_of(before)
    except NotCoveredError:  # work that begins at 0:00 needs no day before that
        return day
    if worked and reaches(span(moment, calendar.close_of_business(before)), _ZERO):
        return before
    return day
