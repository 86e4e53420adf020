"""Department One(一), (二): the working week and day, the duty roster, and punches."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from csrules.attendance import Direction, Punch, assemble
from csrules.errors import InputError, MissingParameterError
from csrules.policy import amend
from csrules.regulations import department
from csrules.workcalendar import cn_calendar, work_calendar

BLANK = department.policy()
POLICY = amend(
    BLANK,
    {
        "schedule": {
            "work_days_per_week": 5,
            "weekdays": [1, 2, 3, 4, 5],
            "work_start": "09:00",
            "work_end": "18:00",
            "lunch_hours": 1,
        },
    },
)
DAY = date(2024, 3, 8)


def at(hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2024, 3, 8, hour, minute, second)


def punches(on: datetime | None, off: datetime | None) -> list[Punch]:
    rows = ((Direction.ON, on), (Direction.OFF, off))
    return [Punch("li", DAY, way, moment) for way, moment in rows if moment is not None]


def test_timetable_004_1_1_1() -> None:
    """004-1.1-1."""
    found = department.timetable(POLICY)
    assert [int(hours) for hours in (found.paid_hours, found.weekly_hours)] == [8, 40]
    assert "[004-1.1-1]" in found.explain("zh")
    with pytest.raises(MissingParameterError) as caught:
        department.timetable(BLANK)
    assert [fault.path for fault in caught.value.faults] == [
        f"department.schedule.{name}"
        for name in ("work_days_per_week", "work_start", "work_end", "lunch_hours")
    ]


def test_scheduled_days_with_a_calendar_a_week_and_a_roster_004_1_1_2() -> None:
    """004-1.1-2: a roster day counts as scheduled."""
    calendar = cn_calendar(2024)
    october = department.scheduled_days(BLANK, 2024, 10, calendar=calendar)
    assert [day.day for day in october][:6] == [8, 9, 10, 11, 12, 14]  # the 12th is a make-up day
    duty = [date(2024, 10, 1), date(2024, 11, 2)]
    assert department.scheduled_days(BLANK, 2024, 10, calendar=calendar, roster=duty)[0] == duty[0]
    assert len(department.scheduled_days(POLICY, 2024, 3)) == 21
    with pytest.raises(MissingParameterError, match=r"schedule\.weekdays"):
        department.scheduled_days(BLANK, 2024, 3)
    six = amend(BLANK, {"schedule.work_days_per_week": 6})
    with pytest.raises(MissingParameterError, match=r"schedule\.weekdays"):
        department.scheduled_days(six, 2024, 10, calendar=calendar)
    week = amend(six, {"schedule.weekdays": [1, 2, 3, 4, 5, 6]})
    days = department.scheduled_days(week, 2024, 10, calendar=calendar)
    # 1 to 7 October are the break, Saturday the 5th in it; Saturdays are worked otherwise
    assert [day.day for day in days][:6] == [8, 9, 10, 11, 12, 14]
    assert date(2024, 10, 19) in days
    late_week = amend(BLANK, {"schedule.weekdays": [2, 3, 4, 5, 6]})
    assert date(2024, 10, 14) not in department.scheduled_days(
        late_week, 2024, 10, calendar=calendar
    )


def test_the_week_of_a_calendar_may_work_on_sundays() -> None:
    """004-1.1-1: Friday and Saturday are off; Sunday 3 March 2024 begins the week."""
    march = work_calendar(date(2024, 3, 1), date(2024, 3, 31), weekend=(4, 5))
    days = department.scheduled_days(BLANK, 2024, 3, calendar=march)
    assert [day.day for day in days][:6] == [3, 4, 5, 6, 7, 10]


@pytest.mark.parametrize(
    ("year", "month", "paths"),
    [
        (2024, 0, ["month"]),
        (2024, 13, ["month"]),
        (0, 3, ["year"]),
        (10_000, 3, ["year"]),
        (0, 13, ["year", "month"]),
    ],
)
def test_the_month_of_scheduled_days_is_one_of_the_calendar(
    year: int, month: int, paths: list[str]
) -> None:
    with pytest.raises(InputError) as caught:
        department.scheduled_days(POLICY, year, month)
    assert [fault.path for fault in caught.value.faults] == paths


def test_the_departments_roster_binds_004_1_1_2() -> None:
    (duty,) = department.roster(POLICY, [date(2024, 3, 9)], made_by_department=True)
    assert (duty.start, duty.end) == (time(9), time(18))
    own = (time(10), time(14))
    (short,) = department.roster(BLANK, [date(2024, 3, 9)], made_by_department=True, hours=own)
    assert short.explain().startswith("2024-03-09: on duty by the department's roster, 10:00")


def test_a_duty_is_told_with_its_hours_004_1_1_2() -> None:
    (duty,) = department.roster(POLICY, [date(2024, 3, 9)], made_by_department=True)
    assert duty.explain() == (
        "2024-03-09: on duty by the department's roster, 09:00 to 18:00 [004-1.1-2]"
    )
    assert duty.explain("zh") == "2024-03-09：按部门排班值班，09:00至18:00 [004-1.1-2]"


def test_a_roster_that_another_made_does_not_bind_004_1_1_2() -> None:
    with pytest.raises(InputError) as caught:
        department.roster(POLICY, [DAY], made_by_department=False)
    (fault,) = caught.value.faults
    assert (fault.path, fault.rule) == ("made_by_department", "004-1.1-2")


def test_a_roster_without_hours_of_its_own_needs_those_of_the_day_004_1_1_2() -> None:
    own = amend(BLANK, {"schedule.work_start": "09:00"})
    for policy, blanks in ((BLANK, ["work_start", "work_end"]), (own, ["work_end"])):
        with pytest.raises(MissingParameterError) as caught:
            department.roster(policy, [DAY], made_by_department=True)
        found = [fault.path for fault in caught.value.faults]
        assert found == [f"department.schedule.{name}" for name in blanks]


@pytest.mark.parametrize(
    ("on", "off", "missing", "en", "zh"),
    [
        (at(9), at(18), [], "both punches made", "上下班均已打卡"),
        (None, at(18), ["on"], "punch on missing", "缺上班打卡"),
        (at(9), None, ["off"], "punch off missing", "缺下班打卡"),
        (None, None, ["on", "off"], "punch on and off missing", "缺上班、下班打卡"),
    ],
)
def test_both_punches_are_required_004_1_2_1(
    on: datetime | None, off: datetime | None, missing: list[str], en: str, zh: str
) -> None:
    """004-1.2-1."""
    (presence,) = assemble("li", punches(on, off), scheduled=[DAY])
    check = department.punch_check(presence)
    assert (check.complete, [str(way) for way in check.missing]) == (not missing, missing)
    assert check.explain() == f"2024-03-08: {en} [004-1.2-1]"
    assert check.explain("zh") == f"2024-03-08：{zh} [004-1.2-1]"


@pytest.mark.parametrize(
    ("moment", "on_time", "boundary"),
    [
        (at(8, 59, 59), True, False),
        (at(9), True, True),
        (at(9).replace(microsecond=999_999), True, True),
        (at(9, 0, 1), False, False),
    ],
)
def test_exactly_at_the_start_is_on_time_004_1_2_2(
    moment: datetime, on_time: bool, boundary: bool
) -> None:
    """004-1.2-2: to the second."""
    found = department.arrival(POLICY, moment)
    assert (found.on_time, found.boundary) == (on_time, boundary)


def test_the_planned_time_of_a_record_wins_over_that_of_the_company_004_1_2_2() -> None:
    assert department.arrival(BLANK, at(9, 30), planned=at(10)).on_time
    assert not department.arrival(POLICY, at(8, 30), planned=at(8)).on_time
    with pytest.raises(MissingParameterError, match="work_start"):
        department.arrival(BLANK, at(9, 30))


@pytest.mark.parametrize(
    ("moment", "en", "zh"),
    [
        (
            at(8, 59, 59),
            "arrived 08:59:59, work starts 09:00: on time",
            "08:59:59到岗，09:00上班：准时",
        ),
        (
            at(9, 0, 1),
            "arrived 09:00:01, work starts 09:00: after the start",
            "09:00:01到岗，09:00上班：晚于上班时间",
        ),
    ],
)
def test_an_arrival_is_told_with_both_times_004_1_2_2(moment: datetime, en: str, zh: str) -> None:
    found = department.arrival(POLICY, moment)
    assert found.explain() == f"{en} [004-1.2-2]"
    assert found.explain("zh") == f"{zh} [004-1.2-2]"


@pytest.mark.parametrize(
    ("moment", "planned"), [(at(9), at(9).replace(tzinfo=UTC)), (at(9).replace(tzinfo=UTC), at(9))]
)
def test_an_arrival_and_its_planned_time_are_of_one_sort(
    moment: datetime, planned: datetime
) -> None:
    with pytest.raises(InputError) as caught:
        department.arrival(POLICY, moment, planned=planned)
    assert [fault.path for fault in caught.value.faults] == ["planned"]
    assert department.arrival(POLICY, moment).boundary  # the company's time is of any sort
