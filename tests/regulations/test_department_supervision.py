"""Department One(六): the attendance table, when it is due, and the head's checks."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import attrs
import pytest

from csrules.attendance import Direction, Punch
from csrules.errors import InputError, MissingParameterError
from csrules.policy import amend
from csrules.regulations import department
from csrules.workcalendar import work_calendar

BLANK = department.policy()
POLICY = amend(
    BLANK,
    {
        "schedule": {"work_start": "09:00", "work_end": "18:00"},
        "attendance": {
            "late_window_minutes": 10,
            "absence_threshold_hours": 1,
            "late_deduction": 20,
            "late_warning_count": 1,
        },
    },
)
MONDAY = date(2024, 3, 4)


def month(person: str, number: int = 3, *punches: Punch) -> department.Month:
    due = [punch.work_date for punch in punches[:1]]
    return department.month(
        POLICY, person, 2024, number, punches=punches, scheduled=due, bonus=1000
    )


def punch(person: str, way: Direction, hour: int, minute: int = 0) -> Punch:
    return Punch(person, MONDAY, way, datetime(2024, 3, 4, hour, minute))


def test_the_table_is_due_at_the_start_of_each_month() -> None:
    """004-1.6.1-1: the day is the company's."""
    with pytest.raises(MissingParameterError, match="statistics_day"):
        department.table_duty(BLANK)
    own = amend(BLANK, {"supervision.statistics_day": 3})
    due = department.table_duty(own).due_dates(date(2024, 3, 1), date(2024, 4, 30))
    assert [(d.first, d.last, str(d.deadline)) for d in due] == [
        (date(2024, 2, 1), date(2024, 2, 29), "24:00 on 3 March 2024"),
        (date(2024, 3, 1), date(2024, 3, 31), "24:00 on 3 April 2024"),
    ]
    assert {(d.duty, d.rule) for d in due} == {("attendance_table", "004-1.6.1-1")}


def test_the_head_checks_at_the_companys_interval() -> None:
    """004-1.6.2-1."""
    first = date(2024, 3, 1)
    with pytest.raises(MissingParameterError, match="check_interval_days"):
        department.check_duty(BLANK, first)
    own = amend(BLANK, {"supervision.check_interval_days": 10})
    due = department.check_duty(own, first).due_dates(first, date(2024, 3, 31))
    assert [d.first.day for d in due] == [1, 11, 21, 31]
    assert {(d.duty, d.rule) for d in due} == {("attendance_check", "004-1.6.2-1")}


def test_duties_roll_and_close_by_the_readings_r7_r8_r9() -> None:
    """004-1.6.1-1, 004-1.6.2-1: 3 March 2024 is a Sunday."""
    march = work_calendar(date(2024, 3, 1), date(2024, 3, 31), hours="09:00-18:00")
    sunday = date(2024, 3, 3)
    own = amend(BLANK, {"supervision": {"statistics_day": 3, "check_interval_days": 10}})

    def due(change: dict[str, str]) -> list[str]:
        read = amend(own, {"counting": change})
        duties = department.table_duty(read), department.check_duty(read, sunday)
        return [str(duty.due_dates(sunday, sunday, march)[0].deadline) for duty in duties]

    third, fourth = "24:00 on 3 March 2024", "24:00 on 4 March 2024"
    assert due({}) == [third, third]
    assert due({"month_day": "next_working_day"}) == [fourth, third]
    assert due({"last_day": "next_working_day"}) == [third, fourth]
    both = {"month_day": "next_working_day", "last_day": "next_working_day"}
    assert "18:00" in due({**both, "day_end": "close_of_business"})[1]


def test_the_table_tells_each_persons_counts_and_sanctions() -> None:
    """004-1.6.1-1: li came five minutes late; wang did not punch when leaving."""
    li = month("li", 3, punch("li", Direction.ON, 9, 5), punch("li", Direction.OFF, 18))
    wang = month("wang", 3, punch("wang", Direction.ON, 9))
    table = department.attendance_table([wang, li])
    told = [attrs.astuple(row, recurse=False) for row in table.rows]
    nothing, twenty = Decimal("0.00"), Decimal("20.00")
    assert told == [
        ("li", 1, 0, Decimal("0.0"), 0, twenty, ("written_warning",)),
        ("wang", 0, 0, Decimal("0.0"), 1, nothing, ()),
    ]
    assert table.explain() == "2024-03: 2 persons, 1 day open [004-1.6.1-1]"
    assert table.explain("zh") == "2024年3月：2人，待说明1天 [004-1.6.1-1]"


@pytest.mark.parametrize(
    ("months", "faults"),
    [
        ([], [((), "at least one person's month")]),
        ([("li", 3), ("li", 3)], [("li", "each person once")]),
        ([("wang", 4), ("li", 3)], [("2024-04", "the month 2024-03")]),
        ([("li", 3), ("li", 4)], [("li", "each person once"), ("2024-04", "the month 2024-03")]),
    ],
)
def test_a_table_holds_one_month_and_each_person_once(
    months: list[tuple[str, int]], faults: list[tuple[Any, str]]
) -> None:
    """004-1.6.1-1."""
    with pytest.raises(InputError) as caught:
        department.attendance_table([month(*each) for each in months])
    found = caught.value.faults
    assert [(fault.path, fault.value, fault.expected) for fault in found] == [
        ("months", *fault) for fault in faults
    ]
