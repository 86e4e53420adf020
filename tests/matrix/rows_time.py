"""Calendars, limits, deadlines, duties."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from csrules.deadlines import (
    CalendarDays,
    ElapsedHours,
    MonthDay,
    Step,
    WorkingDays,
    WorkingHours,
)  # fmt: skip
from csrules.limits.limitreadings import (
    DayEnd,
    LastDay,
    Roll,
    Skips,
    StartDay,
    WorkingDaysEnd,
)  # fmt: skip
from csrules.recurrence import (
    ByDay,
    Covers,
    Duty,
    EveryDays,
    EveryWorkingDay,
    Monthly,
    Quarterly,
    Weekly,
    Yearly,
)  # fmt: skip
from tests.matrix.row import Row, good, made_by
from tests.matrix.things import AT, CAL, DAY, HOUR, LATER, RULE, SOON, TEXT

DUE = CalendarDays(3).due(DAY, CAL)
DUTY = Duty("report", TEXT, RULE, Monthly(10))
EITHER = date | datetime
READ = {
    "roll": Roll, "skips": Skips, "day_end": DayEnd, "last_day": LastDay, "start_day": StartDay,
    "end": WorkingDaysEnd,
}  # fmt: skip
HOURS = "a length in hours, whole or exact: int, Decimal, str or Fraction"


def limit(*args: object, **readings: object) -> Row:
    """The making of a limit, its readings given by their names."""
    return good(*args, **readings).taking(**{name: READ[name] for name in readings if name in READ})


ROWS = {
    "cn_calendar": good(
        range(2025, 2027),
        tz="Asia/Shanghai",
        hours="09:00-17:00",
        unpublished="refuse",
        overrides={DAY: "off"},
    ),
    "work_calendar": good(
        DAY,
        LATER,
        weekend=(5, 6),
        days_off={DAY: "off"},
        working_days=[],
        hours="09:00-17:00",
        tz="Asia/Shanghai",
        published_from=DAY,
        published_until=LATER,
        unpublished="refuse",
        overrides={LATER: "off"},
    ),
    "deadlines.CalendarDays": limit(3, "excluded", "midnight", "no_roll", RULE),
    "deadlines.CalendarDays.before": good(CalendarDays(3), DAY, CAL).taking(anchor=EITHER),
    "deadlines.CalendarDays.due": good(CalendarDays(3), DAY, CAL).taking(start=EITHER),
    "deadlines.CalendarDays.steps": good(CalendarDays(3), DUE, CAL),
    "deadlines.Deadline": made_by("deadlines.CalendarDays.due"),
    "deadlines.Deadline.explain": good(DUE, "zh"),
    "deadlines.Deadline.from_json": good(DUE.to_json()),
    "deadlines.Deadline.late_by": good(DUE, AT),
    "deadlines.Deadline.met": good(DUE, AT),
    "deadlines.Deadline.remaining": good(DUE, AT),
    "deadlines.Deadline.say": good(DUE, "zh"),
    "deadlines.Deadline.to_json": good(DUE),
    "deadlines.ElapsedHours": good(
        24, roll="none", skips="non_working_days", day_end="midnight", rule=RULE
    ).taking(hours=int | Fraction | Decimal, **{k: READ[k] for k in ("roll", "skips", "day_end")}),
    "deadlines.ElapsedHours.before": good(ElapsedHours(2), AT, CAL).taking(anchor=datetime),
    "deadlines.ElapsedHours.due": good(ElapsedHours(2), AT, CAL).taking(start=datetime),
    "deadlines.ElapsedHours.steps": good(ElapsedHours(2), ElapsedHours(2).due(AT), CAL),
    "deadlines.MonthDay": good(10, 9, last_day="no_roll", day_end="midnight", rule=RULE).taking(
        last_day=LastDay, day_end=DayEnd
    ),
    "deadlines.MonthDay.due": good(MonthDay(10), DAY, CAL).taking(start=EITHER),
    "deadlines.MonthDay.due_in": good(MonthDay(10), 2026, 9, CAL),
    "deadlines.MonthDay.steps": good(MonthDay(10), MonthDay(10).due(DAY), CAL),
    "deadlines.Step": made_by("deadlines.ElapsedHours.steps"),
    "deadlines.Step.say": good(Step(DAY, TEXT), "en"),
    "deadlines.WorkingDays": good(
        2, end="end_of_day", start_day="excluded", day_end="midnight", rule=RULE
    ).taking(end=WorkingDaysEnd, start_day=StartDay, day_end=DayEnd),
    "deadlines.WorkingDays.before": good(WorkingDays(2), DAY, CAL).taking(anchor=EITHER),
    "deadlines.WorkingDays.due": good(WorkingDays(2), DAY, CAL).taking(start=EITHER),
    "deadlines.WorkingDays.steps": good(WorkingDays(2), WorkingDays(2).due(DAY, CAL), CAL),
    "deadlines.WorkingHours": good(8, RULE).taking(hours=int | Fraction | Decimal),
    "deadlines.WorkingHours.before": good(WorkingHours(2), AT, CAL).taking(anchor=datetime),
    "deadlines.WorkingHours.due": good(WorkingHours(2), AT, CAL).taking(start=datetime),
    "deadlines.WorkingHours.steps": good(WorkingHours(2), WorkingHours(2).due(AT, CAL), CAL),
    "deadlines.earlier_of": good(DUE, CalendarDays(2).due(DAY)),
    "recurrence.DueDate": made_by("recurrence.Duty.due_dates"),
    "recurrence.Duty": good(
        "report", TEXT, RULE, Monthly(10), "same_day", "inclusive", "no_roll", "midnight"
    ).taking(covers=Covers, by_day=ByDay, last_day=LastDay, day_end=DayEnd),
    "recurrence.Duty.due_dates": good(DUTY, DAY, DAY.replace(day=30), CAL),
    "recurrence.EveryDays": good(7, DAY),
    "recurrence.EveryDays.days": good(EveryDays(7, DAY), DAY, LATER, CAL),
    "recurrence.EveryWorkingDay.days": good(EveryWorkingDay(), DAY, LATER, CAL),
    "recurrence.Monthly": good(10),
    "recurrence.Monthly.days": good(Monthly(10), DAY, LATER, CAL),
    "recurrence.Quarterly": good(5),
    "recurrence.Quarterly.days": good(Quarterly(5), DAY, LATER, CAL),
    "recurrence.Weekly": good([1, 3]),
    "recurrence.Weekly.days": good(Weekly([1]), DAY, LATER, CAL),
    "recurrence.Yearly": good(1, 15),
    "recurrence.Yearly.days": good(Yearly(1), DAY, LATER, CAL),
    "workcalendar.Hours": good(((32400, 61200),)),
    "workcalendar.Hours.parse": good("09:00-17:00", "hours").taking(
        "what hours look like has its own grammar: tests/test_workcalendar.py", value=object
    ),
    "workcalendar.WorkCalendar": made_by("work_calendar"),
    "workcalendar.WorkCalendar.add_working_days": good(CAL, DAY, 3),
    "workcalendar.WorkCalendar.add_working_time": good(CAL, AT, HOUR),
    "workcalendar.WorkCalendar.close_of_business": good(CAL, DAY),
    "workcalendar.WorkCalendar.end_of_day": good(CAL, DAY),
    "workcalendar.WorkCalendar.start_of_day": good(CAL, DAY),
    "workcalendar.WorkCalendar.end_of_working_day": good(CAL, AT, 2),
    "workcalendar.WorkCalendar.hours_of": good(CAL, DAY),
    "workcalendar.WorkCalendar.in_break": good(CAL, DAY),
    "workcalendar.WorkCalendar.is_working": good(CAL, DAY),
    "workcalendar.WorkCalendar.kind": good(CAL, DAY),
    "workcalendar.WorkCalendar.moment": good(CAL, AT, "start").taking(value=datetime),
    "workcalendar.WorkCalendar.name": good(CAL, DAY),
    "workcalendar.WorkCalendar.next_working_day": good(CAL, DAY),
    "workcalendar.WorkCalendar.previous_working_day": good(CAL, DAY),
    "workcalendar.WorkCalendar.published": good(CAL, DAY, LATER),
    "workcalendar.WorkCalendar.roll_forward": good(CAL, DAY, breaks_only=False),
    "workcalendar.WorkCalendar.subtract_working_time": good(CAL, AT, HOUR),
    "workcalendar.WorkCalendar.with_overrides": good(CAL, {DAY: "off"}),
    "workcalendar.WorkCalendar.working_days_between": good(CAL, DAY, LATER),
    "workcalendar.WorkCalendar.working_time": good(CAL, AT, SOON),
}
