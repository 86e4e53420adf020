"""One(一), (二): the working week and day, the duty roster, and punches."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, time
from fractions import Fraction
from typing import TYPE_CHECKING, Final

import attrs

from csrules.attendance import Direction, Shift
from csrules.calendars.moments import say_clock
from csrules.citation import Answer, Reason, Text, cites
from csrules.errors import Faults, InputError, refuse
from csrules.kinds import Day
from csrules.plaintext import plural
from csrules.policy import needed
from csrules.punches import which_month
from csrules.workcalendar import DayKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from csrules.attendance import Presence
    from csrules.regulations.department.policy import DepartmentPolicy
    from csrules.workcalendar import WorkCalendar

__all__ = [
    "Arrival",
    "PunchCheck",
    "Timetable",
    "arrival",
    "punch_check",
    "roster",
    "scheduled_days",
    "shift_of",
    "timetable",
]


@attrs.frozen
class Timetable(Answer):
    """The week and the day: days a week, start, end, lunch and paid hours."""

    days: int
    start: time
    end: time
    lunch_hours: Fraction

    @property
    def paid_hours(self) -> Fraction:
        """Working hours of a day: from start to end without lunch."""
        span = datetime.combine(date.min, self.end) - datetime.combine(date.min, self.start)
        return Fraction(int(span.total_seconds()), 3600) - self.lunch_hours

    @property
    def weekly_hours(self) -> Fraction:
        """Working hours of a week."""
        return self.paid_hours * self.days

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The four figures and what they come to."""
        lunch, paid = f"{float(self.lunch_hours):g}", f"{float(self.paid_hours):g}"
        text = Text(
            f"{plural(self.days, 'day')} a week, {self.start:%H:%M} to {self.end:%H:%M} with "
            f"{lunch} h of lunch: {paid} h a day",
            f"每周{self.days}天，{self.start:%H:%M}至{self.end:%H:%M}，含午休{lunch}小时：每天{paid}小时",
        )
        return (Reason("004-1.1-1", text),)


@cites("004-1.1-1")
def timetable(policy: DepartmentPolicy) -> Timetable:
    """The schedule P1 to P4; raises `MissingParameterError` naming every blank among them.

    >>> from csrules.policy import amend
    >>> from csrules.regulations.department.policy import policy
    >>> own = amend(policy(), {"schedule": {"work_days_per_week": 5, "work_start": "09:00",
    ...     "work_end": "18:00", "lunch_hours": "1.5"}})
    >>> timetable(own).paid_hours
    Fraction(15, 2)
    """
    names = ("work_days_per_week", "work_start", "work_end", "lunch_hours")
    days, start, end, lunch = needed(policy, *(f"schedule.{name}" for name in names))
    return Timetable(days, start, end, Fraction(lunch))


def shift_of(policy: DepartmentPolicy) -> Shift:
    """The planned hours as far as the company has filled them in."""
    own = policy.schedule
    return Shift(own.work_start, own.work_end, own.lunch, own.lunch_start)


_ORDINARY: Final = frozenset({DayKind.WORKING, DayKind.WEEKEND})


def _week(policy: DepartmentPolicy, calendar: WorkCalendar | None) -> tuple[int, ...]:
    """The weekdays of the company, else those of the calendar where P1 says as many days."""
    own = policy.schedule
    if own.weekdays is None and calendar is not None:
        week = tuple(day for day in range(1, 8) if day - 1 not in calendar.weekend)
        if own.work_days_per_week in (None, len(week)):
            return week
    found: tuple[int, ...]
    (found,) = needed(policy, "schedule.weekdays")
    return found


@cites("004-1.1-1", "004-1.1-2")
def scheduled_days(
    policy: DepartmentPolicy,
    year: int,
    month: int,
    *,
    calendar: WorkCalendar | None = None,
    roster: Iterable[date] = (),
) -> tuple[date, ...]:
    """The days of a month on which somebody is due: the working days, and the roster's.

    Those are the weekdays that the policy names; with a ``calendar``, its holidays with the
    weekends inside them are off, and its make-up days are on. While the weekdays are blank, those
    of the calendar stand in, unless the policy says that a week has another number of days (P1);
    then, and without a calendar, `MissingParameterError`. ``roster`` are the person's days of duty
    on holidays and weekends: they count like any scheduled day.

    >>> from csrules.policy import amend
    >>> from csrules.regulations.department.policy import policy
    >>> own = amend(policy(), {"schedule.weekdays": [1, 2, 3, 4, 5]})
    >>> len(scheduled_days(own, 2024, 3, roster=[date(2024, 3, 9)]))
    22
    """
    faults = Faults()
    year, month = which_month(year, month, faults)
    faults.raise_as(InputError)
    days = [date(year, month, day) for day in range(1, monthrange(year, month)[1] + 1)]
    week = _week(policy, calendar)
    due = {day for day in days if _due(day, week, calendar)}
    for place, raw in enumerate(roster):
        day = Day().read(raw, f"roster[{place}]")
        if day in days:
            due.add(day)
    return tuple(sorted(due))


def _due(day: date, week: tuple[int, ...], calendar: WorkCalendar | None) -> bool:
    """Whether the week has the day, unless the calendar makes it a special one."""
    if calendar is not None:
        kind = calendar.kind(day)
        if kind not in _ORDINARY:
            return kind.works
        if calendar.in_break(day):
            return False
    return day.isoweekday() in week


@attrs.frozen
class Roster(Answer):
    """When a person on the roster is expected, on a day that would be free."""

    day: date
    start: time
    end: time

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The day and its hours."""
        start, end = f"{self.start:%H:%M}", f"{self.end:%H:%M}"
        text = Text(
            f"{self.day}: on duty by the department's roster, {start} to {end}",
            f"{self.day}：按部门排班值班，{start}至{end}",
        )
        return (Reason("004-1.1-2", text),)


@cites("004-1.1-2")
def roster(
    policy: DepartmentPolicy,
    days: Iterable[date],
    *,
    made_by_department: bool,
    hours: tuple[time, time] | None = None,
) -> tuple[Roster, ...]:
    """The working times of a duty roster for holidays, weekends and the like.

    Only the department's roster binds. ``hours`` are the roster's own; without them, P2 and P3.
    """
    if not made_by_department:
        expected = "a roster that the department made"
        refuse("made_by_department", made_by_department, expected, rule="004-1.1-2")
    own = policy.schedule
    start, end = hours or (own.work_start, own.work_end)
    if start is None or end is None:
        start, end = needed(policy, "schedule.work_start", "schedule.work_end")
    return tuple(Roster(Day().read(day, "days"), start, end) for day in days)


@attrs.frozen
class PunchCheck(Answer):
    """Whether both punches of a day are there; what is missing is open until it is explained."""

    day: date
    missing: tuple[Direction, ...]

    @property
    def complete(self) -> bool:
        """Whether arrival and departure were both punched."""
        return not self.missing

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """What is missing."""
        names = {Direction.ON: "上班", Direction.OFF: "下班"}
        text = Text(f"{self.day}: both punches made", f"{self.day}：上下班均已打卡")
        if self.missing:
            text = Text(
                f"{self.day}: punch {' and '.join(self.missing)} missing",
                f"{self.day}：缺{'、'.join(names[direction] for direction in self.missing)}打卡",
            )
        return (Reason("004-1.2-1", text),)


@cites("004-1.2-1")
def punch_check(presence: Presence) -> PunchCheck:
    """Whether arrival and departure of a day were punched.

    >>> from csrules.attendance import assemble
    >>> (day,) = assemble("li", (), scheduled=[date(2024, 3, 8)])
    >>> [str(direction) for direction in punch_check(day).missing]
    ['on', 'off']
    """
    at = {Direction.ON: presence.on, Direction.OFF: presence.off}
    return PunchCheck(presence.day, tuple(d for d in Direction if at[d] is None))


@attrs.frozen
class Arrival(Answer):
    """Whether an arrival was on time; ``boundary`` marks the very second of the start."""

    at: datetime
    start: datetime

    @property
    def on_time(self) -> bool:
        """Whether it was not after the start."""
        return self.at <= self.start

    @property
    def boundary(self) -> bool:
        """Whether it was at the start itself, which the text calls both in time and not late."""
        return self.at == self.start

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The two times."""
        en, zh = ("on time", "准时") if self.on_time else ("after the start", "晚于上班时间")
        here, planned = say_clock(self.at), say_clock(self.start)
        text = Text(
            f"arrived {here}, work starts {planned}: {en}", f"{here}到岗，{planned}上班：{zh}"
        )
        return (Reason("004-1.2-2", text),)


@cites("004-1.2-2")
def arrival(policy: DepartmentPolicy, at: datetime, *, planned: datetime | None = None) -> Arrival:
    """Whether somebody arrived in time: at the start or before, to the second.

    ``planned`` is the record's own planned time and wins over P2.
    """
    moment, own, start = at.replace(microsecond=0), policy.schedule, planned
    if start is None:
        clock = own.work_start or needed(policy, "schedule.work_start")[0]
        start = datetime.combine(moment.date(), clock, moment.tzinfo)
    if (start.tzinfo is None) != (moment.tzinfo is None):
        refuse("planned", planned, "a time with a time zone like the arrival, or both without")
    return Arrival(moment, start)
