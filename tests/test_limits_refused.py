"""What limits, deadlines and duties refuse: the field, the value, what fits and how to mend it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs
import pytest

from csrules.citation import Text
from csrules.deadlines import (
    CalendarDays,
    Deadline,
    ElapsedHours,
    LastDay,
    MonthDay,
    Roll,
    StartDay,
    WorkingDays,
    WorkingDaysEnd,
    WorkingHours,
)
from csrules.errors import CsrulesError, InputError, MissingParameterError, UnknownNameError
from csrules.limits.limitreadings import hours
from csrules.recurrence import (
    Duty,
    EveryDays,
    EveryWorkingDay,
    Frequency,
    Monthly,
    Quarterly,
    Weekly,
    Yearly,
)
from csrules.workcalendar import cn_calendar, work_calendar

if TYPE_CHECKING:
    from collections.abc import Callable

CN = cn_calendar(2024, hours="08:30-12:00,13:30-17:30")
ZONED = cn_calendar(2024, hours="08:30-17:30", tz="Asia/Shanghai")
DAY, NOON = date(2024, 3, 8), datetime(2024, 3, 8, 12)
EARLY = date(2, 1, 1)
UTC_NOON = NOON.replace(tzinfo=UTC)
DUE = CalendarDays(6).due(DAY)
ZONED_DUE = CalendarDays(6).due(UTC_NOON)
JSON = DUE.to_json()
ALWAYS = work_calendar(date(2024, 1, 1), date(2024, 12, 31))
COUNTED = WorkingDays(1, start_day=StartDay.COUNTED)
CHINA = work_calendar(date(2024, 1, 1), date(2024, 12, 31), tz="Asia/Shanghai")
LAST = datetime(9999, 12, 31, 20, tzinfo=UTC)
SPAN = "a span of at most 200 years, within the years 3 to 9997"
DUE_IN_RANGE = "a day whose due day lies between the years 1 and 9999"


class OtherDay(date):
    """A day of another library."""


OTHER = OtherDay(2024, 3, 8)


def duty(frequency: Frequency) -> Duty:
    return Duty("duty", Text("duty", "职责"), "", frequency)


def asked(limit: Any, question: str, *given: Any) -> Callable[[], object]:
    return lambda: getattr(limit, question)(*given)


@pytest.mark.parametrize(
    ("ask", "path", "value", "expected"),
    [
        # the length of a limit
        (lambda: hours(0), "hours", 0, "hours above 0, at most 1000000"),
        (lambda: hours(1_000_001), "hours", 1_000_001, "hours above 0, at most 1000000"),
        (lambda: hours(Fraction(1, 7)), "hours", Fraction(1, 7),
         "hours that are a whole number of microseconds"),
        (lambda: CalendarDays(36_601), "days", 36_601, "a whole number of days from 0 to 36600"),
        (lambda: CalendarDays(0, StartDay.COUNTED), "days", 0,
         "a whole number of days from 1 to 36600"),
        (lambda: CalendarDays("x", rule="x"), "days", "x",  # type: ignore[arg-type]
         "a whole number of days from 0 to 36600"),
        (lambda: WorkingDays("x", rule="x"), "days", "x",  # type: ignore[arg-type]
         "a whole number of working days from 1 to 36600"),
        (lambda: WorkingDays(0), "days", 0, "a whole number of working days from 1 to 36600"),
        (lambda: Quarterly(90), "after", 90, "a whole number of days from 0 to 89"),
        (lambda: EveryDays(3661, DAY), "interval", 3661, "a whole number of days from 1 to 3660"),
        (lambda: Yearly(13, 13), "month", 13, "a whole number of month from 1 to 12"),
        (lambda: Yearly(1, 32), "day", 32, "a whole number of day of the month from 1 to 31"),
        (lambda: Weekly([7]), "weekdays", 7, "a whole number of weekday from 0 to 6"),
        (lambda: MonthDay(32, 32), "day", 32, "a whole number of day of the month from 1 to 31"),
        (lambda: MonthDay(13, 13), "month", 13, "a whole number of month from 1 to 12"),
        # a day of the month, in a year and month
        (asked(MonthDay(1), "due_in", 1, 1), "year", 1, "a whole number of year from 2 to 9998"),
        (asked(MonthDay(1), "due_in", 9999, 9999), "year", 9999,
         "a whole number of year from 2 to 9998"),
        (asked(MonthDay(1), "due_in", 13, 13), "month", 13, "a whole number of month from 1 to 12"),
        (asked(MonthDay(1), "due_in", 2024), "month", None,
         "a month from 1 to 12: the limit is due in each"),
        (asked(MonthDay(1, 2), "due_in", 3, 3), "month", 3,
         "2, or nothing: the limit has its month"),
        (asked(MonthDay(1), "due", date(9999, 12, 2)), "start", date(9999, 12, 2), DUE_IN_RANGE),
        (asked(MonthDay(1, 2), "due", datetime(9999, 2, 2, 12)), "start", date(9999, 2, 2),
         DUE_IN_RANGE),
        # a due day that no calendar has
        (asked(CalendarDays(6), "due", datetime(9999, 12, 31, 12)), "start", date.max,
         DUE_IN_RANGE),
        (asked(CalendarDays(6), "before", datetime(1, 1, 1, 12)), "anchor", date.min,
         DUE_IN_RANGE),
        (asked(WorkingDays(2), "due", date.max, ALWAYS), "start", date.max, DUE_IN_RANGE),
        (asked(WorkingDays(2), "before", date.min, ALWAYS), "anchor", date.min, DUE_IN_RANGE),
        (asked(COUNTED, "due", date.min, ALWAYS), "start", date.min, DUE_IN_RANGE),
        (asked(COUNTED, "before", date.max, ALWAYS), "anchor", date.max, DUE_IN_RANGE),
        # a moment that the calendar's zone does not have
        (asked(CalendarDays(6), "due", LAST, CHINA), "start", LAST,
         "a moment between the years 1 and 9999, in Asia/Shanghai too"),
        # what a deadline is asked
        (asked(DUE, "met", UTC_NOON), "at", UTC_NOON,
         "a datetime that is naive, as the deadline is"),
        (asked(ZONED_DUE, "met", NOON), "at", NOON, "a datetime that is aware, as the deadline is"),
        (asked(DUE, "met", DAY), "at", DAY, "a datetime.datetime"),
        # a deadline from its plain values
        (lambda: Deadline.from_json([]), "data", [],  # type: ignore[arg-type]
         "a mapping, as to_json gives it"),
        (lambda: Deadline.from_json({**JSON, "start": "x"}), "start", "x",
         "a day in ISO 8601, such as 2024-03-08"),
        (lambda: Deadline.from_json({**JSON, "start": "2024-03-08T25:00"}), "start",
         "2024-03-08T25:00", "a moment in ISO 8601, such as 2024-03-08T15:00:00"),
        (lambda: Deadline.from_json({**JSON, "due": 8}), "due", 8,
         "a moment in ISO 8601, such as 2024-03-08T15:00:00"),
        (lambda: Deadline.from_json({**JSON, "last_day": "2024-03-32"}), "last_day", "2024-03-32",
         "a day in ISO 8601, such as 2024-03-08"),
        (lambda: Deadline.from_json({**JSON, "rule": 1}), "rule", 1, "a text"),
        (lambda: Deadline.from_json({**JSON, "provisional": 1}), "provisional", 1, "true or false"),
        # duties
        (lambda: duty("duty"), "frequency", "duty",  # type: ignore[arg-type]
         "a frequency such as Monthly(10)"),
        (lambda: duty(Monthly), "frequency", Monthly,  # type: ignore[arg-type]
         "a frequency such as Monthly(10)"),
        (lambda: Weekly([]), "weekdays", (), "at least one weekday from 0 (Monday) to 6"),
        (asked(duty(Monthly(1)), "due_dates", EARLY, EARLY), "until", EARLY, SPAN),
        (asked(duty(Monthly(1)), "due_dates", date(2025, 1, 1), OTHER), "until", DAY,
         "a day not before since (2025-01-01)"),
    ],
)  # fmt: skip
def test_a_refusal_names_the_field_the_value_and_what_fits(
    ask: Callable[[], object], path: str, value: object, expected: str
) -> None:
    with pytest.raises(InputError) as caught:
        ask()
    (fault,) = caught.value.faults
    assert (fault.path, fault.value, fault.expected) == (path, value, expected)


@pytest.mark.parametrize(
    ("ask", "path", "mend"),
    [
        (asked(CalendarDays(3, last_day=LastDay.NEXT_WORKING_DAY), "before", NOON, CN),
         "last_day", "a roll goes forward; give the working day itself"),
        (asked(ElapsedHours(2, Roll.STOP_CLOCK), "before", NOON, CN),
         "roll", "a roll goes forward; use working hours or working days"),
        (asked(ElapsedHours(2), "before", DAY),
         "anchor", "say at what time: datetime.combine(anchor, time(9, 0))"),
        (asked(ElapsedHours(2), "due", DAY),
         "start", "say at what time: datetime.combine(start, time(9, 0))"),
        (asked(WorkingHours(2), "before", DAY, CN),
         "anchor", "say at what time: datetime.combine(anchor, time(9, 0))"),
        (asked(WorkingDays(2), "before", NOON, ZONED),
         "anchor", "say of which zone it is: anchor.replace(tzinfo=calendar.tz)"),
        (asked(CalendarDays(2), "before", NOON, ZONED),
         "anchor", "say of which zone it is: anchor.replace(tzinfo=calendar.tz)"),
        (asked(CalendarDays(2), "due", NOON, ZONED),
         "start", "say of which zone it is: start.replace(tzinfo=calendar.tz)"),
        (asked(WorkingDays(2, WorkingDaysEnd.SAME_CLOCK_TIME), "due", OTHER, CN),
         "start", "give a datetime, or read the limit as end_of_day"),
        (asked(WorkingDays(2), "due", NOON),
         "calendar", "give one: cn_calendar(range(2024, 2027))"),
        (asked(duty(EveryWorkingDay()), "due_dates", DAY, DAY),
         "calendar", "give one: cn_calendar(range(2024, 2027))"),
        (asked(duty(Monthly(1)), "due_dates", date(2024, 3, 9), DAY), "until", "exchange the two"),
        (asked(duty(Monthly(1)), "due_dates", EARLY, DAY), "until", "ask for a shorter span"),
        (asked(duty(Monthly(1)), "due_dates", NOON, DAY), "since", "give since.date()"),
        (asked(duty(Monthly(1)), "due_dates", DAY, NOON), "until", "give until.date()"),
        (lambda: EveryDays(5, NOON), "first", "give first.date()"),
        (asked(DUE, "met", UTC_NOON),
         "at", "ask in the way in which the deadline was computed"),
    ],
)  # fmt: skip
def test_a_refusal_says_how_to_mend_it(ask: Callable[[], object], path: str, mend: str) -> None:
    with pytest.raises(CsrulesError) as caught:
        ask()
    (fault,) = caught.value.faults
    assert (fault.path, fault.mend) == (path, mend)


def test_both_ends_of_a_span_are_judged_at_once() -> None:
    with pytest.raises(InputError) as caught:
        duty(Monthly(10)).due_dates("march", "march")  # type: ignore[arg-type]
    assert [fault.path for fault in caught.value.faults] == ["since", "until"]


def test_a_missing_calendar_is_told_with_what_it_is_needed_for() -> None:
    for limit, why in (
        (WorkingDays(2), "working days"),
        (WorkingHours(2), "working hours"),
        (ElapsedHours(2, Roll.SAME_CLOCK_TIME), "the roll same_clock_time"),
        (CalendarDays(2, last_day=LastDay.NEXT_WORKING_DAY), "the roll to the next working day"),
        (CalendarDays(2, day_end="close_of_business"), "the close of business"),
    ):
        with pytest.raises(MissingParameterError, match=f"a work calendar, for {why}"):
            limit.due(NOON)


@pytest.mark.parametrize(
    ("limit", "readings"),
    [
        (CalendarDays(3), ("start_day", "day_end", "last_day")),
        (WorkingDays(3), ("end", "start_day", "day_end")),
        (MonthDay(3), ("last_day", "day_end")),
        (ElapsedHours(3), ("roll", "skips", "day_end")),
    ],
)
def test_a_limit_is_refused_with_a_reading_that_nobody_declared(
    limit: CalendarDays | WorkingDays | MonthDay | ElapsedHours, readings: tuple[str, ...]
) -> None:
    assert limit.due(NOON, CN).last_day >= DAY
    for reading in readings:
        change: dict[str, Any] = {reading: "as_usual"}
        with pytest.raises(UnknownNameError) as caught:
            attrs.evolve(limit, **change)
        (fault,) = caught.value.faults
        assert (fault.path, fault.value) == (reading, "as_usual")


def test_a_duty_is_refused_with_a_reading_that_nobody_declared() -> None:
    monthly = duty(Monthly(8))
    assert monthly.due_dates(DAY, DAY)
    for reading in ("covers", "by_day", "last_day", "day_end"):
        change: dict[str, Any] = {reading: "as_usual"}
        with pytest.raises(UnknownNameError) as caught:
            attrs.evolve(monthly, **change)
        (fault,) = caught.value.faults
        assert (fault.path, fault.value) == (reading, "as_usual")
