"""Punches, shifts and DingTalk's records: what is sound is read, what is not is refused."""

from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csrules.attendance import Direction, Shift, assemble
from csrules.errors import InputError
from csrules.records.dingtalk import read_records
from csrules.regulations import office
from csrules.testing import dingtalk_rows, faulty_punches, months, punches, shifts
from csrules.workcalendar import cn_calendar
from tests.testing.drawing import CALM, drawn, simplest

CHINA = cn_calendar(2026, tz="Asia/Shanghai")
DAY = Shift(time(8, 30), time(17, 30))


@given(shifts(), st.dates(date(2024, 1, 1), date(2024, 12, 31)))
def test_every_shift_can_be_planned(shift: Shift, day: date) -> None:
    start, end, lunch = shift.on(day)
    assert start is not None
    assert end is not None
    assert start < end
    if shift.lunch is not None and lunch is not None:
        assert start < lunch
        assert lunch + shift.lunch < end


@CALM
@given(shifts(), st.data())
def test_every_month_is_assembled(shift: Shift, data: Any) -> None:
    rows = data.draw(punches(shift=shift, planned=data.draw(st.booleans())))
    for person in ("li", "wang"):
        days = assemble(person, rows, shift=shift)
        own = [row for row in rows if row.person == person]
        assert {day.day for day in days} == {row.work_date for row in own}


@CALM
@given(punches(calendar=CHINA))
def test_with_a_calendar_only_its_working_days_and_its_zone(rows: Any) -> None:
    assert all(CHINA.is_working(row.work_date) for row in rows)
    assert all(row.at.tzinfo is CHINA.tz for row in rows if row.at is not None)


@CALM
@given(faulty_punches(people=["li"], shift=DAY))
def test_every_faulty_month_is_refused(rows: Any) -> None:
    with pytest.raises(InputError, match="punches"):
        assemble("li", rows, shift=DAY)


def test_the_punches_reach_what_an_office_has_to_judge() -> None:
    met = [row for rows in drawn(punches(people=["li"]), 300) for row in rows]
    late = {
        int((row.at - datetime.combine(row.work_date, time(8, 30))).total_seconds())
        for row in met
        if row.at is not None and row.direction is Direction.ON
    }
    assert {0, 1} <= late
    assert min(late) < -60
    assert len(late & {-1, 59, 60, 61, 299, 300, 301, 899, 900, 901, 3599, 3600, 3601}) > 5
    assert any(row.at is None for row in met)
    months_met = {row.work_date.replace(day=1) for row in met}
    assert months_met == {date(2024, 2, 1), date(2024, 3, 1), date(2023, 2, 1), date(2024, 4, 1)}
    assert date(2024, 2, 29) in {row.work_date for row in met}


def test_months_of_a_calendar_lie_in_it() -> None:
    met = set(drawn(months(CHINA), 200))
    assert met == {date(2026, month, 1) for month in range(1, 13)}


def test_one_late_second_shrinks_to_one_late_arrival() -> None:
    policy = office.policy()

    def late(rows: Any) -> bool:
        return any(
            row.at is not None and row.direction is Direction.ON and row.at.time() > time(8, 30)
            for row in rows
        )

    rows = simplest(punches(people=["li"]), late)
    assert len(rows) == 2
    assert rows[0].at is not None
    assert rows[0].at.time() in {time(8, 30, 1), time(8, 31)}
    assert policy.hours.start == time(8, 30)


@CALM
@given(dingtalk_rows())
def test_the_reader_finds_what_was_meant(rows: Any) -> None:
    read = read_records(rows.response)
    assert read.punches == rows.punches
    assert tuple(each.row for each in read.rejected) == rows.invalid
    assert read_records(list(rows.rows)).punches == rows.punches


def test_both_shapes_with_every_row_of_the_api_come_up() -> None:
    met = drawn(dingtalk_rows(people=["li"]), 150)
    assert {one.shape for one in met} == {"list", "listRecord"}
    rows = [row for one in met for row in one.rows if isinstance(row, dict)]
    assert {row.get("timeResult") for row in rows} >= {
        "Normal", "Early", "Late", "SeriousLate", "NotSigned", None,
    }  # fmt: skip
    assert any("planCheckTime" in row for row in rows)
    assert any("checkType" not in row and "timeResult" not in row for row in rows)
    assert any(one.invalid for one in met)
    assert any(not one.invalid for one in met)
