"""Laws of time: working time, last days and deadlines, each for the readings for which it holds."""

from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from csrules.citation import Text
from csrules.deadlines import (
    CalendarDays,
    DayEnd,
    ElapsedHours,
    LastDay,
    Roll,
    Skips,
    WorkingDays,
    WorkingDaysEnd,
    WorkingHours,
)
from csrules.errors import NotCoveredError
from csrules.testing import days, instants
from csrules.testing.whole_numbers import wholes
from csrules.workcalendar import WorkCalendar, work_calendar
from tests.laws.given import CHINA, LIMITS, QUIET, answered, of_every_limit, starts, true_time

FRIDAY, SATURDAY = datetime(2024, 3, 8, 15), datetime(2024, 3, 9, 10)
LENGTHS = wholes(0, 40 * 60, (1, 60, 480)).map(lambda minutes: timedelta(minutes=minutes))
ZERO = timedelta(0)


# working time


@QUIET
@given(starts(), st.data(), LENGTHS)
def test_adding_working_time_is_monotone_in_the_start(
    given_: tuple[WorkCalendar, datetime], data: Any, length: timedelta
) -> None:
    calendar, one = given_
    first, second = sorted((one, data.draw(instants(calendar))), key=true_time)
    ends = answered(lambda: [calendar.add_working_time(at, length) for at in (first, second)])
    assert ends is None or true_time(ends[0]) <= true_time(ends[1])


@QUIET
@given(starts(), LENGTHS, LENGTHS)
def test_adding_working_time_is_monotone_in_the_length(
    given_: tuple[WorkCalendar, datetime], short: timedelta, more: timedelta
) -> None:
    calendar, at = given_
    ends = answered(
        lambda: [calendar.add_working_time(at, length) for length in (short, short + more)]
    )
    assert ends is None or true_time(ends[0]) <= true_time(ends[1])


@QUIET
@given(starts(), LENGTHS)
def test_what_was_added_is_the_working_time_between(
    given_: tuple[WorkCalendar, datetime], length: timedelta
) -> None:
    calendar, at = given_
    between = answered(lambda: calendar.working_time(at, calendar.add_working_time(at, length)))
    assert between in (None, length)


@QUIET
@given(starts(), LENGTHS)
def test_subtracting_is_inverse_to_adding(
    given_: tuple[WorkCalendar, datetime], length: timedelta
) -> None:
    calendar, at = given_
    assume(length)  # adding nothing asks nothing of the calendar
    back = answered(
        lambda: calendar.subtract_working_time(calendar.add_working_time(at, length), length)
    )
    if back is not None:  # back at the start, or at the end of the rest in which it lay
        assert true_time(back) >= true_time(at)
        assert calendar.working_time(at, back) == ZERO


@QUIET
@given(starts(), LENGTHS)
def test_adding_is_inverse_to_subtracting(
    given_: tuple[WorkCalendar, datetime], length: timedelta
) -> None:
    calendar, at = given_
    assume(length)
    again = answered(
        lambda: calendar.add_working_time(calendar.subtract_working_time(at, length), length)
    )
    if again is not None:
        assert true_time(again) <= true_time(at)
        assert calendar.working_time(again, at) == ZERO


@QUIET
@given(starts(), LENGTHS, LENGTHS)
def test_two_lengths_are_added_one_after_the_other(
    given_: tuple[WorkCalendar, datetime], one: timedelta, other: timedelta
) -> None:
    calendar, at = given_
    ends = answered(
        lambda: (
            calendar.add_working_time(calendar.add_working_time(at, one), other),
            calendar.add_working_time(at, one + other),
        )
    )
    assert ends is None or ends[0] == ends[1]


# deadlines and days that are worked

ROLLING = LIMITS["ElapsedHours"].filter(lambda limit: limit.roll is not Roll.NONE)
TO_WORKING_DAYS = {
    "ElapsedHours": ROLLING.filter(lambda limit: limit.skips is Skips.NON_WORKING_DAYS),
    "CalendarDays": LIMITS["CalendarDays"].filter(
        lambda limit: limit.last_day is not LastDay.NO_ROLL
    ),
    "MonthDay": LIMITS["MonthDay"].filter(lambda limit: limit.last_day is not LastDay.NO_ROLL),
    "WorkingHours": LIMITS["WorkingHours"],
}


@pytest.mark.parametrize("limits", TO_WORKING_DAYS.values(), ids=list(TO_WORKING_DAYS))
@QUIET
@given(data=st.data(), given_=starts())
def test_a_rolled_due_instant_lies_on_a_working_day(limits: Any, data: Any, given_: Any) -> None:
    calendar, start = given_
    deadline = answered(lambda: data.draw(limits).due(start, calendar))
    if deadline is not None:
        assert calendar.is_working(deadline.last_day)
        assert deadline.due.date() - deadline.last_day in (ZERO, timedelta(days=1))


@QUIET
@given(ROLLING.filter(lambda limit: limit.skips is Skips.HOLIDAY_BREAKS), starts())
def test_a_roll_over_breaks_ends_outside_them(limit: ElapsedHours, given_: Any) -> None:
    calendar, start = given_
    deadline = answered(lambda: limit.due(start, calendar))
    assert deadline is None or not calendar.in_break(deadline.last_day)


@QUIET
@given(LIMITS["WorkingDays"], starts())
def test_the_last_day_of_a_working_day_limit_is_a_working_day(
    limit: WorkingDays, given_: Any
) -> None:
    calendar, start = given_
    for count in (limit.due, limit.before):
        deadline = answered(partial(count, start, calendar))
        assert deadline is None or calendar.is_working(deadline.last_day)


# deadlines and their start


@of_every_limit
@QUIET
@given(data=st.data(), given_=starts())
def test_no_deadline_lies_before_its_start(limits: Any, data: Any, given_: Any) -> None:
    calendar, start = given_
    deadline = answered(lambda: data.draw(limits).due(start, calendar))
    assert deadline is None or true_time(deadline.due) >= true_time(start)


def test_a_day_that_ends_with_business_may_be_over_before_it_starts() -> None:
    closing = CalendarDays(0, day_end=DayEnd.CLOSE_OF_BUSINESS)
    evening = datetime(2024, 3, 8, 20)
    assert closing.due(evening, CHINA).due == datetime(2024, 3, 8, 17, 30) < evening


@QUIET
@given(LIMITS["ElapsedHours"], starts())
def test_a_roll_never_brings_an_end_forward(limit: ElapsedHours, given_: Any) -> None:
    calendar, start = given_
    unrolled = attrs.evolve(limit, roll=Roll.NONE).due(start).due
    deadline = answered(lambda: limit.due(start, calendar))
    assert deadline is None or true_time(deadline.due) >= true_time(unrolled)


MONOTONE = {
    "CalendarDays": LIMITS["CalendarDays"],
    "ElapsedHours": LIMITS["ElapsedHours"].filter(
        lambda limit: limit.roll in (Roll.NONE, Roll.STOP_CLOCK)
    ),
    "MonthDay": LIMITS["MonthDay"],
    "WorkingDays": LIMITS["WorkingDays"].filter(
        lambda limit: limit.end is WorkingDaysEnd.END_OF_DAY
    ),
    "WorkingHours": LIMITS["WorkingHours"],
}


@pytest.mark.parametrize("limits", MONOTONE.values(), ids=list(MONOTONE))
@QUIET
@given(data=st.data(), given_=starts())
def test_a_deadline_is_monotone_in_its_start(limits: Any, data: Any, given_: Any) -> None:
    calendar, one = given_
    limit = data.draw(limits)
    first, second = sorted((one, data.draw(instants(calendar))), key=true_time)
    found = answered(lambda: [limit.due(start, calendar).due for start in (first, second)])
    assert found is None or true_time(found[0]) <= true_time(found[1])


@pytest.mark.parametrize(
    ("limit", "later"),
    [
        (ElapsedHours(24, Roll.SAME_CLOCK_TIME), SATURDAY),
        (ElapsedHours(24, Roll.CLOSE_OF_NEXT_WORKING_DAY), datetime(2024, 3, 10, 10)),
        (WorkingDays(1, WorkingDaysEnd.SAME_CLOCK_TIME), SATURDAY),
    ],
    ids=["same_clock_time", "close_of_next_working_day", "working_days_same_clock_time"],
)
def test_a_roll_to_a_working_day_is_not_monotone_in_its_start(limit: Any, later: datetime) -> None:
    assert later > FRIDAY
    assert limit.due(FRIDAY, CHINA).due > limit.due(later, CHINA).due


def test_friday_and_saturday_show_it_for_the_same_clock_time() -> None:
    day = ElapsedHours(24, Roll.SAME_CLOCK_TIME)
    assert day.due(FRIDAY, CHINA).due == datetime(2024, 3, 11, 15)
    assert day.due(SATURDAY, CHINA).due == datetime(2024, 3, 11, 10)


# a holiday more


def with_holiday(calendar: WorkCalendar, day: date) -> WorkCalendar:
    """The calendar with one more holiday on a day that was worked as an ordinary one."""
    assume(calendar.is_working(day))
    assume(day not in {*calendar.working_days, *dict(calendar.overrides)})
    off = {**dict(calendar.days_off), day: Text("a new holiday", "新增假日")}
    return attrs.evolve(calendar, days_off=tuple(sorted(off.items(), key=lambda pair: pair[0])))


@of_every_limit
@QUIET
@given(data=st.data(), given_=starts())
def test_a_holiday_added_never_makes_a_deadline_earlier(
    limits: Any, data: Any, given_: Any
) -> None:
    calendar, start = given_
    limit = data.draw(limits)
    fewer = with_holiday(calendar, data.draw(days(calendar)))
    found = answered(lambda: [limit.due(start, known).due for known in (calendar, fewer)])
    assert found is None or true_time(found[0]) <= true_time(found[1])


def test_a_day_opened_late_shows_it_for_the_close_of_business() -> None:
    eighth = date(2024, 3, 8)
    late = work_calendar(date(2024, 3, 1), date(2024, 3, 31), hours="09:00-17:00")
    late = late.with_overrides({eighth: "09:00-20:00"})
    closed = late.with_overrides({eighth: "off"})
    limit = CalendarDays(0, day_end=DayEnd.CLOSE_OF_BUSINESS)
    assert limit.due(eighth, late).due.time() == time(20)
    assert limit.due(eighth, closed).due.time() == time(17)


@QUIET
@given(LIMITS["ElapsedHours"], starts())
def test_a_deadline_beyond_what_is_published_is_refused_or_provisional(
    limit: ElapsedHours, given_: Any
) -> None:
    calendar, start = given_
    try:
        deadline = limit.due(start, calendar)
    except NotCoveredError:
        return
    needs_days = limit.roll is not Roll.NONE
    if needs_days and calendar.published_until and deadline.last_day > calendar.published_until:
        assert deadline.provisional


@QUIET
@given(LIMITS["WorkingHours"], starts())
def test_working_hours_counted_back_and_forth_meet(limit: WorkingHours, given_: Any) -> None:
    calendar, start = given_
    deadline = answered(lambda: limit.due(start, calendar))
    back = None if deadline is None else answered(lambda: limit.before(deadline.due, calendar))
    if back is not None:
        assert calendar.working_time(start, back.due) == ZERO
