"""The parameters of the department's attendance policy: the blanks P1 to P17, and its readings.

No blank has a value until a company fills it in; what the text leaves open and a result needs
stands here too::

    >>> from csrules.policy import amend
    >>> own = amend(policy(), {"schedule": {"work_start": "09:00", "work_end": "18:00"}})
    >>> own.schedule.work_start
    datetime.time(9, 0)
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from csrules.attendance import Gap, Hours, NoPunches, SinglePunch
from csrules.citation import Text
from csrules.deadlines import DayEnd, LastDay, StartDay
from csrules.deductions import Clamp, LineRounding, PercentBase
from csrules.errors import Fault
from csrules.kinds import Clock, Items, Money, Quantity, Whole
from csrules.policy import Policy, Section, blank, leaf, reading
from csrules.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "Attendance",
    "Bonus",
    "Counting",
    "DepartmentPolicy",
    "EarlyPercent",
    "Leave",
    "OtherEmergency",
    "Schedule",
    "Supervision",
    "WarningOn",
    "policy",
]


class WarningOn(Reading):
    """How often the written warning for lateness is given in a month."""

    ONCE = "once", "once a month, when the count is reached", "当月达到次数时给予一次"
    EACH = (
        "each_case",
        "at the case that reaches the count and at every later one",
        "达到次数起逐次给予",
    )


class EarlyPercent(Reading):
    """How the percentage for frequent early leaving goes with the amount for each case."""

    ADDS = "adds", "on top of the amount for each early leave", "在逐次扣款之外另扣"
    REPLACES = "replaces", "in place of the amount for each early leave", "代替逐次扣款"


class OtherEmergency(Reading):
    """Marriage, maternity, paternity, bereavement leave in an emergency: the text has no clause."""

    APPLIES = (
        "applies",
        "the route of personal leave applies, flagged",
        "比照事假紧急情况办理，并予标注",
    )
    REFUSED = "refused", "there is no such route", "无此途径"


_YEAR = 366 * 24 * 60


def _moment(clock: time) -> datetime:
    return datetime.combine(date.min, clock)


def _hours(hours: Decimal) -> timedelta:
    seconds = Fraction(hours) * 3600  # two decimal places of an hour are whole seconds
    return timedelta(seconds=int(seconds))


@attrs.frozen
class Schedule(Section):
    """The working week and day: P1 to P4, and what goes with them."""

    work_days_per_week: int | None = blank(Whole("days a week", 1, 7), source="004-1.1-1")
    weekdays: tuple[int, ...] | None = blank(
        Items(Whole("weekday, Monday is 1", 1, 7), 1, 7, distinct=True),
        source="004-1.1-1",
        note=Text("which days those are; not in the text", "具体为周几；原文未载"),
    )
    work_start: time | None = blank(Clock(), source="004-1.1-1")
    work_end: time | None = blank(Clock(), source="004-1.1-1")
    lunch_hours: Decimal | None = blank(Quantity("hours", 2, 0, 24), source="004-1.1-1")
    lunch_start: time | None = blank(
        Clock(),
        source="004-1.4-2",
        note=Text("needed only where an absence may span lunch (R23)", "仅在缺勤跨午休时需要"),
    )

    @property
    def lunch(self) -> timedelta | None:
        """The length of lunch, None while it is blank."""
        return None if self.lunch_hours is None else _hours(self.lunch_hours)

    def faults(self) -> Iterator[Fault]:
        """The day ends after it starts, holds its lunch, and the week has as many days as named."""
        start, end, lunch = self.work_start, self.work_end, self.lunch
        if start is not None and end is not None and start >= end:
            mend = "a night shift needs each record's own planned times"
            yield Fault("work_end", end, f"a time after work_start, {start}", mend, "004-1.1-1")
        elif (
            start is not None
            and end is not None
            and lunch is not None
            and lunch >= _moment(end) - _moment(start)
        ):
            expected = f"less than the day from {start} to {end}"
            yield Fault("lunch_hours", self.lunch_hours, expected, rule="004-1.1-1")
        if self.lunch_start is not None and start is not None and self.lunch_start < start:
            expected = f"a time from work_start, {start}, on"
            yield Fault("lunch_start", self.lunch_start, expected, rule="004-1.4-2")
        if self.lunch_start is not None and end is not None:
            over = _moment(self.lunch_start) + (lunch or timedelta(0))
            if over > _moment(end):
                expected = f"a lunch that is over by work_end, {end}"
                yield Fault("lunch_start", self.lunch_start, expected, rule="004-1.4-2")
        days = self.work_days_per_week
        if days is not None and self.weekdays is not None and len(self.weekdays) != days:
            expected = f"{days} days, as work_days_per_week says"
            yield Fault("weekdays", self.weekdays, expected, rule="004-1.1-1")


@attrs.frozen
class Attendance(Section):
    """Lateness, early leave and absence: P5 to P15."""

    late_window_minutes: int | None = blank(Whole("minutes", 0, 24 * 60), source="004-1.3.1-1")
    late_deduction: Decimal | None = blank(Money(), source="004-1.3.1-3")
    late_warning_count: int | None = blank(Whole("cases a month", 1), source="004-1.3.1-4")
    early_deduction: Decimal | None = blank(Money(), source="004-1.3.2-2")
    early_severe_count: int | None = blank(Whole("cases a month", 1), source="004-1.3.2-3")
    early_severe_percent: Decimal | None = blank(
        Quantity("percent", 2, 0, 100), source="004-1.3.2-3"
    )
    absence_threshold_hours: Decimal | None = blank(Quantity("hours", 2, 0, 24), source="004-1.4-2")
    absent_half_day_deduction: Decimal | None = blank(Money(), source="004-1.4-3")
    absent_full_day_deduction: Decimal | None = blank(Money(), source="004-1.4-4")
    dismiss_consecutive_days: int | None = blank(Whole("days", 1), source="004-1.4-5")
    dismiss_monthly_days: Decimal | None = blank(Quantity("days", 1, 0, 31), source="004-1.4-5")
    gap_policy: Gap = reading(Gap.LATE, source="004-1.3.1-2")
    absence_hours: Hours = reading(Hours.NET, source="004-1.4-2")
    half_day_percent: Decimal = leaf(
        Quantity("percent of the day's scheduled working time", 2, 0, 100),
        Decimal(50),
        source="004-1.4-3",
        note=Text("an absence up to this is half a day", "缺勤不超过此比例为半天"),
    )
    no_punches: NoPunches = reading(NoPunches.WHOLE_DAY, source="004-1.4-1")
    single_punch: SinglePunch = reading(SinglePunch.UNRESOLVED, source="004-1.2-1")
    report_minutes: int | None = blank(
        Whole("minutes after the punch that failed", 0, _YEAR),
        source="004-1.2-3",
        note=Text(
            "how soon the head is told that the machine failed; the text says: in time",
            "打卡机故障等情形多久内告知负责人；原文仅言及时",
        ),
    )

    def faults(self) -> Iterator[Fault]:
        """P5 ≤ 60 · P11, P12 ≤ P13, P15 > 0."""
        window, threshold = self.late_window_minutes, self.absence_threshold_hours
        if window is not None and threshold is not None and window > Fraction(threshold) * 60:
            expected = f"at most absence_threshold_hours, {threshold} hours"
            yield Fault("late_window_minutes", window, expected, rule="004-1.3.1-1")
        half, full = self.absent_half_day_deduction, self.absent_full_day_deduction
        if half is not None and full is not None and half > full:
            expected = f"at most absent_full_day_deduction, {full}"
            yield Fault("absent_half_day_deduction", half, expected, rule="004-1.4-3")
        if self.dismiss_monthly_days is not None and self.dismiss_monthly_days <= 0:
            value = self.dismiss_monthly_days
            yield Fault("dismiss_monthly_days", value, "more than 0 days", rule="004-1.4-5")


@attrs.frozen
class Bonus(Section):
    """How deductions from the month's performance bonus add up."""

    percent_base: PercentBase = reading(PercentBase.FULL, source="004-1.7-1")
    clamp: Clamp = reading(Clamp.BASE, source="004-1.7-1")
    early_percent: EarlyPercent = reading(EarlyPercent.ADDS, source="004-1.3.2-3")
    late_warning: WarningOn = reading(WarningOn.ONCE, source="004-1.3.1-4")
    rounding: LineRounding = reading(LineRounding.HALF_UP, source="004-1.7-1")


@attrs.frozen
class Leave(Section):
    """Leave: P16, and what the text leaves open."""

    personal_leave_notice_days: int | None = blank(Whole("days", 0, 365), source="004-1.5.2-1")
    other_notice_days: int | None = blank(
        Whole("days", 0, 365),
        source="004-1.5.3-1",
        note=Text(
            "how long before marriage leave and the like; the text says: in advance",
            "婚假等提前几天提出；原文仅言提前",
        ),
    )
    call_minutes: int | None = blank(
        Whole("minutes after the start of the leave", 0, _YEAR),
        source="004-1.5.1-2, 004-1.5.2-3",
        note=Text(
            "by when the head is telephoned in an emergency; the text says: in time",
            "紧急情况最晚何时致电负责人；原文仅言及时",
        ),
    )
    other_emergency: OtherEmergency = reading(OtherEmergency.APPLIES, source="004-1.5.3-1")


@attrs.frozen
class Supervision(Section):
    """The monthly table, regular checks, and proxy punching: P17."""

    statistics_day: int | None = blank(
        Whole("day of the month", 1, 28),
        source="004-1.6.1-1",
        note=Text("the text says: at the start of each month", "原文仅言每月初"),
    )
    check_interval_days: int | None = blank(Whole("days", 1, 3660), source="004-1.6.2-1")
    proxy_punch_percent: Decimal | None = blank(
        Quantity("percent", 2, 0, 100), source="004-1.6.2-2"
    )


@attrs.frozen
class Counting(Section):
    """How days are counted throughout the regulation."""

    start_day: StartDay = reading(
        StartDay.EXCLUDED, source="004-1.5.2-1, 004-1.5.3-1; Civil Code Art. 201 (R6)"
    )
    day_end: DayEnd = reading(
        DayEnd.MIDNIGHT,
        source="004-1.5.2-1, 004-1.5.3-1, 004-1.6.1-1, 004-1.6.2-1; Civil Code Art. 203 (R7)",
    )
    last_day: LastDay = reading(LastDay.NO_ROLL, source="004-1.6.2-1; no roll unless written (R8)")
    month_day: LastDay = reading(LastDay.NO_ROLL, source="004-1.6.1-1; no roll unless written (R9)")


@attrs.frozen
class DepartmentPolicy(Policy):
    """Attendance of a customer-service department."""

    pack = "department"

    schedule: Schedule = attrs.field(factory=Schedule)
    attendance: Attendance = attrs.field(factory=Attendance)
    bonus: Bonus = attrs.field(factory=Bonus)
    leave: Leave = attrs.field(factory=Leave)
    supervision: Supervision = attrs.field(factory=Supervision)
    counting: Counting = attrs.field(factory=Counting)

    def faults(self) -> Iterator[Fault]:
        """A notice whose first day counts is one day at least."""
        if self.counting.start_day is StartDay.EXCLUDED:
            return
        for name, rule in (
            ("personal_leave_notice_days", "004-1.5.2-1"),
            ("other_notice_days", "004-1.5.3-1"),
        ):
            if getattr(self.leave, name) == 0:
                expected = "1 day or more, where the day of the start is counted"
                yield Fault(f"leave.{name}", 0, expected, rule=rule)


def policy() -> DepartmentPolicy:
    """The policy as written: every blank without value, every reading at its default."""
    return DepartmentPolicy()
