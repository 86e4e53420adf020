"""How a deadline is counted, step by step: hand-worked around the weekend of 9 March 2024."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from csrules.deadlines import (
    CalendarDays,
    Deadline,
    ElapsedHours,
    LastDay,
    MonthDay,
    Roll,
    StartDay,
    WorkingDays,
    WorkingHours,
)
from csrules.workcalendar import cn_calendar

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
            MonthDay(9, last_day=NEXT).due(date(2024, 3, 1), CALENDAR),
            [
                ("2024-03-09", "the day set is Saturday 9 March 2024"),
                ("2024-03-10", "Saturday 9 March 2024 is a weekend day: on to the next day"),
                ("2024-03-11", "Sunday 10 March 2024 is a weekend day: on to the next day"),
                ("2024-03-12 00:00:00",
                 "the last day is Monday 11 March 2024, until 24:00 on 11 March 2024"),
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
