"""How a deadline is counted, step by step: hand-worked around the weekend of 9 March 2024."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from csrules.deadlines import (
    CalendarDays,
    DayEnd,
    Deadline,
    ElapsedHours,
    LastDay,
    MonthDay,
    Roll,
    StartDay,
    WorkingDays,
    WorkingHours,
    earlier_of,
)
from csrules.workcalendar import cn_calendar, work_calendar

CALENDAR = cn_calendar(2024, hours="08:30-12:00,13:30-17:30")
FRIDAY = datetime(2024, 3, 8, 15)
NEXT = LastDay.NEXT_WORKING_DAY


def due(limit: ElapsedHours | CalendarDays | WorkingDays | MonthDay) -> Deadline:
    return limit.due(FRIDAY, CALENDAR)


@pytest.mark.parametrize(
    ("deadline", "steps"),
    [
        (
            due(ElapsedHours(24, Roll.STOP_CLOCK)),
            [
                ("2024-03-08 15:00:00", "the clock starts at 15:00 on Friday 8 March 2024"),
                ("2024-03-09 00:00:00",
                 "Friday 8 March 2024 is a working day: 9 h count, 15 h are left"),
                ("2024-03-10 00:00:00",
                 "Saturday 9 March 2024 is a weekend day: the clock stands still"),
                ("2024-03-11 00:00:00",
                 "Sunday 10 March 2024 is a weekend day: the clock stands still"),
                ("2024-03-11 15:00:00",
                 "Monday 11 March 2024 is a working day: 15 h count, 0 h are left"),
            ],
        ),
        (
            due(ElapsedHours(24, Roll.NONE)),
            [("2024-03-09 15:00:00",
             "15:00 on Friday 8 March 2024 + 24 h = 15:00 on Saturday 9 March 2024")],
        ),
        (
            due(ElapsedHours(24, Roll.CLOSE_OF_NEXT_WORKING_DAY)),
            [
                ("2024-03-09 15:00:00",
                 "15:00 on Friday 8 March 2024 + 24 h = 15:00 on Saturday 9 March 2024"),
                ("2024-03-10", "Saturday 9 March 2024 is a weekend day: on to the next day"),
                ("2024-03-11", "Sunday 10 March 2024 is a weekend day: on to the next day"),
                ("2024-03-12 00:00:00", "Monday 11 March 2024 is a working day: due at its end"),
            ],
        ),
        (
            due(ElapsedHours(2, Roll.SAME_CLOCK_TIME)),
            [
                ("2024-03-08 17:00:00",
                 "15:00 on Friday 8 March 2024 + 2 h = 17:00 on Friday 8 March 2024"),
                ("2024-03-08 17:00:00",
                 "Friday 8 March 2024 is a working day: the end stays there"),
            ],
        ),
        (
            due(CalendarDays(1, last_day=NEXT)),
            [
                ("2024-03-08 15:00:00", "from 15:00 on Friday 8 March 2024"),
                ("2024-03-09",
                 "Friday 8 March 2024 is not counted: day 1 is Saturday 9 March 2024"),
                ("2024-03-10", "Saturday 9 March 2024 is a weekend day: on to the next day"),
                ("2024-03-11", "Sunday 10 March 2024 is a weekend day: on to the next day"),
                ("2024-03-12 00:00:00",
                 "the last day is Monday 11 March 2024, until 24:00 on 11 March 2024"),
            ],
        ),
        (
            CalendarDays(0).due(FRIDAY.date()),
            [
                ("2024-03-08", "from Friday 8 March 2024"),
                ("2024-03-08",
                 "Friday 8 March 2024 is not counted: day 0 is Friday 8 March 2024"),
                ("2024-03-09 00:00:00",
                 "the last day is Friday 8 March 2024, until 24:00 on 8 March 2024"),
            ],
        ),
        (
            ElapsedHours(2, Roll.CLOSE_OF_NEXT_WORKING_DAY).due(FRIDAY, CALENDAR),
            [
                ("2024-03-08 17:00:00",
                 "15:00 on Friday 8 March 2024 + 2 h = 17:00 on Friday 8 March 2024"),
                ("2024-03-08 17:00:00",
                 "Friday 8 March 2024 is a working day: the end stays there"),
            ],
        ),
        (
            due(CalendarDays(3, StartDay.COUNTED)),
            [
                ("2024-03-08 15:00:00", "from 15:00 on Friday 8 March 2024"),
                ("2024-03-10", "Friday 8 March 2024 is day 1: day 3 is Sunday 10 March 2024"),
                ("2024-03-11 00:00:00",
                 "the last day is Sunday 10 March 2024, until 24:00 on 10 March 2024"),
            ],
        ),
        (
            due(WorkingDays(2)),
            [
                ("2024-03-08 15:00:00", "from 15:00 on Friday 8 March 2024"),
                ("2024-03-09", "Saturday 9 March 2024 is a weekend day: not counted"),
                ("2024-03-10", "Sunday 10 March 2024 is a weekend day: not counted"),
                ("2024-03-11", "Monday 11 March 2024 is a working day: number 1"),
                ("2024-03-12", "Tuesday 12 March 2024 is a working day: number 2"),
                ("2024-03-13 00:00:00",
                 "the last day is Tuesday 12 March 2024, until 24:00 on 12 March 2024"),
            ],
        ),
        (
            MonthDay(9, last_day=NEXT, day_end=DayEnd.CLOSE_OF_BUSINESS).due(FRIDAY, CALENDAR),
            [
                ("2024-03-09", "the day set is Saturday 9 March 2024"),
                ("2024-03-10", "Saturday 9 March 2024 is a weekend day: on to the next day"),
                ("2024-03-11", "Sunday 10 March 2024 is a weekend day: on to the next day"),
                ("2024-03-11 17:30:00",
                 "the last day is Monday 11 March 2024, until 17:30 on Monday 11 March 2024"),
            ],
        ),
    ],
)  # fmt: skip
def test_a_deadline_tells_how_it_was_counted(
    deadline: Deadline, steps: list[tuple[str, str]]
) -> None:
    assert [(str(step.at), str(step)) for step in deadline.steps] == steps


@pytest.mark.parametrize(
    ("deadline", "steps"),
    [
        (
            CalendarDays(3).before(FRIDAY, CALENDAR),
            [
                ("2024-03-08 15:00:00", "from 15:00 on Friday 8 March 2024"),
                ("2024-03-05", "3 days before Friday 8 March 2024: Tuesday 5 March 2024"),
                ("2024-03-06 00:00:00",
                 "the last day is Tuesday 5 March 2024, until 24:00 on 5 March 2024"),
            ],
        ),
        (
            CalendarDays(3, StartDay.COUNTED).before(FRIDAY, CALENDAR),
            [
                ("2024-03-08 15:00:00", "from 15:00 on Friday 8 March 2024"),
                ("2024-03-06", "Friday 8 March 2024 is day 1: day 3 is Wednesday 6 March 2024"),
                ("2024-03-07 00:00:00",
                 "the last day is Wednesday 6 March 2024, until 24:00 on 6 March 2024"),
            ],
        ),
        (
            WorkingDays(2).before(datetime(2024, 3, 12, 9), CALENDAR),
            [
                ("2024-03-12 09:00:00", "from 09:00 on Tuesday 12 March 2024"),
                ("2024-03-11", "Monday 11 March 2024 is a working day: number 1"),
                ("2024-03-10", "Sunday 10 March 2024 is a weekend day: not counted"),
                ("2024-03-09", "Saturday 9 March 2024 is a weekend day: not counted"),
                ("2024-03-08", "Friday 8 March 2024 is a working day: number 2"),
                ("2024-03-09 00:00:00",
                 "the last day is Friday 8 March 2024, until 24:00 on 8 March 2024"),
            ],
        ),
        (
            WorkingHours(6).before(datetime(2024, 3, 11, 10), CALENDAR),
            [
                ("2024-03-11 10:00:00", "10:00 on Monday 11 March 2024"),
                ("2024-03-09 00:00:00",
                 "Friday 8 March 2024 is a working day: "
                 "4 h 30 min of working time, 4 h 30 min in all"),
                ("2024-03-10 00:00:00",
                 "Saturday 9 March 2024 is a weekend day: "
                 "0 h of working time, 4 h 30 min in all"),
                ("2024-03-11 00:00:00",
                 "Sunday 10 March 2024 is a weekend day: "
                 "0 h of working time, 4 h 30 min in all"),
                ("2024-03-11 10:00:00",
                 "Monday 11 March 2024 is a working day: "
                 "1 h 30 min of working time, 6 h in all"),
            ],
        ),
        (
            ElapsedHours(5, Roll.NONE).before(FRIDAY, CALENDAR),
            [("2024-03-08 10:00:00",
             "15:00 on Friday 8 March 2024 - 5 h = 10:00 on Friday 8 March 2024")],
        ),
    ],
)  # fmt: skip
def test_a_count_backward_tells_how_it_was_counted(
    deadline: Deadline, steps: list[tuple[str, str]]
) -> None:
    assert [(str(step.at), str(step)) for step in deadline.steps] == steps


def test_working_days_over_two_months_are_told_by_their_sum() -> None:
    every_day = work_calendar(date(2024, 1, 1), date(2024, 12, 31), weekend=())
    for ask in (WorkingDays(63).due, WorkingDays(63).before):
        assert len(ask(date(2024, 7, 1), every_day).steps) == 1 + 63 + 1
    deadline = WorkingDays(64).due(date(2024, 3, 1), every_day)
    assert [(str(step.at), str(step)) for step in deadline.steps] == [
        ("2024-03-01", "from Friday 1 March 2024"),
        ("2024-05-04", "working day 64 is Saturday 4 May 2024"),
        ("2024-05-05 00:00:00", "the last day is Saturday 4 May 2024, until 24:00 on 4 May 2024"),
    ]


NEWFOUNDLAND = work_calendar(  # its clock was put back at 00:01, to 23:01 of the day before
    date(2010, 11, 1), date(2010, 11, 30), weekend=(), hours="00:00-24:00", tz="America/St_Johns"
)
GERMANY = work_calendar(
    date(2024, 10, 1), date(2024, 10, 31), weekend=(), hours="00:00-24:00", tz="Europe/Berlin"
)
SATURDAY = datetime(2010, 11, 6, 16, 30, tzinfo=NEWFOUNDLAND.tz)
SUNDAY = datetime(2024, 10, 27, 2, 45, tzinfo=GERMANY.tz)


@pytest.mark.parametrize(
    ("deadline", "steps"),
    [
        (
            ElapsedHours(8, Roll.STOP_CLOCK).due(SATURDAY, NEWFOUNDLAND),
            [
                ("2010-11-06 16:30:00-02:30",
                 "the clock starts at 16:30 on Saturday 6 November 2010"),
                ("2010-11-07 00:00:00-02:30",
                 "Saturday 6 November 2010 is a working day: 7 h 30 min count, 30 min are left"),
                ("2010-11-06 23:30:00-03:30",
                 "Sunday 7 November 2010 is a working day: 30 min count, 0 h are left"),
            ],
        ),
        (
            WorkingHours(8).due(SATURDAY, NEWFOUNDLAND),
            [
                ("2010-11-06 16:30:00-02:30", "16:30 on Saturday 6 November 2010"),
                ("2010-11-07 00:00:00-02:30",
                 "Saturday 6 November 2010 is a working day: "
                 "7 h 30 min of working time, 7 h 30 min in all"),
                ("2010-11-06 23:30:00-03:30",
                 "Sunday 7 November 2010 is a working day: 30 min of working time, 8 h in all"),
            ],
        ),
        (
            WorkingHours("0.5").due(SUNDAY, GERMANY),
            [
                ("2024-10-27 02:45:00+02:00", "02:45 on Sunday 27 October 2024"),
                ("2024-10-27 02:15:00+01:00",
                 "Sunday 27 October 2024 is a working day: 30 min of working time, 30 min in all"),
            ],
        ),
        (
            ElapsedHours("0.5").due(SUNDAY),
            [("2024-10-27 02:15:00+01:00",
              "02:45 on Sunday 27 October 2024 + 30 min = 02:15 on Sunday 27 October 2024")],
        ),
    ],
)  # fmt: skip
def test_steps_go_on_through_an_hour_that_comes_twice(
    deadline: Deadline, steps: list[tuple[str, str]]
) -> None:
    assert [(str(step.at), str(step)) for step in deadline.steps] == steps


def test_a_deadline_cut_short_tells_both_ways_and_then_which_counts() -> None:
    own, cap = CalendarDays(6).due(date(2024, 3, 1)), CalendarDays(3).due(date(2024, 3, 1))
    steps = earlier_of(own, cap).steps
    assert steps[:-1] == (*own.steps, *cap.steps)
    assert (steps[-1].at, str(steps[-1])) == (
        cap.due,
        "24:00 on 4 March 2024 comes before 24:00 on 7 March 2024: the earlier one counts",
    )


def test_the_plain_values_tell_the_start_and_then_the_end() -> None:
    plain = Deadline.from_json(CalendarDays(6).due(date(2024, 3, 1)).to_json())
    assert [(str(step.at), str(step)) for step in plain.steps] == [
        ("2024-03-01", "Friday 1 March 2024"),
        ("2024-03-08 00:00:00", "24:00 on 7 March 2024"),
    ]
