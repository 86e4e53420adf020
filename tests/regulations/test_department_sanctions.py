"""Department One(四), the last clause: when absence leads to dismissal."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from csrules.attendance import Direction, JudgedDay, Punch
from csrules.errors import InputError
from csrules.policy import amend
from csrules.regulations import department

POLICY = amend(
    department.policy(),
    {
        "schedule": {"work_start": "09:00", "work_end": "18:00"},
        "attendance": {
            "late_window_minutes": 10,
            "absence_threshold_hours": 1,
            "dismiss_consecutive_days": 3,
            "dismiss_monthly_days": "3.5",
        },
    },
)


def absent(*days: int, person: str = "li", month: int = 3) -> list[JudgedDay]:
    """Whole days of 2024 without a punch; each of them was a day of work."""
    due = [date(2024, month, day) for day in days]
    return list(department.judged_days(POLICY, person, [], due))


def half(day: int) -> JudgedDay:
    """A day on which li came two hours late: absent for half of it."""
    return _day(day, datetime(2024, 3, day, 11), scheduled=True)


def off(day: int) -> JudgedDay:
    """A day off on which li punched nonetheless."""
    return _day(day, datetime(2024, 3, day, 9), scheduled=False)


def _day(day: int, came: datetime, *, scheduled: bool) -> JudgedDay:
    own, lunch = date(2024, 3, day), {"lunch_hours": 1, "lunch_start": "12:00"}
    punches = [
        Punch("li", own, Direction.ON, came),
        Punch("li", own, Direction.OFF, datetime(2024, 3, day, 18)),
    ]
    policy = amend(POLICY, {"schedule": lunch})
    (found,) = department.judged_days(policy, "li", punches, [own] if scheduled else [])
    return found


@pytest.mark.parametrize(
    ("days", "en", "zh"),
    [
        (absent(7), "1 day absent in a row, 1 in the month", "连续旷工1天，当月累计1天"),
        (
            [*absent(7, 8), half(11)],
            "2 days absent in a row, 2.5 in the month",
            "连续旷工2天，当月累计2.5天",
        ),
        (
            absent(7, 8, 11),
            "3 scheduled days absent in a row, from 3 on",
            "连续旷工3个排定工作日，达3天",
        ),
        (
            [*absent(4, 5), half(6), *absent(7), half(11)],
            "4 days absent in the month, from 3.5 on",
            "当月累计旷工4天，达3.5天",
        ),
    ],
)
def test_absence_is_told_with_its_figures_and_limits_004_1_4_5(
    days: list[JudgedDay], en: str, zh: str
) -> None:
    """004-1.4-5: three days in a row, or three and a half in the month."""
    found = department.dismissal(POLICY, days, 2024, 3)
    assert found.explain() == f"{en} [004-1.4-5]"
    assert found.explain("zh") == f"{zh} [004-1.4-5]"


def test_a_dismissal_names_every_ground_that_holds_004_1_4_5() -> None:
    """004-1.4-5: four days in a row reach both limits; there is one dismissal."""
    found = department.dismissal(POLICY, absent(4, 5, 6, 7), 2024, 3)
    (sanction,) = found.sanctions
    assert sanction.explain() == (
        "4 scheduled days absent in a row, from 3 on and 4 days absent in the month, from 3.5 on: "
        "dismissal [004-1.4-5]"
    )
    assert sanction.explain("zh") == (
        "连续旷工4个排定工作日，达3天；当月累计旷工4天，达3.5天：辞退 [004-1.4-5]"
    )
    assert [reason.rule for reason in found.reasons] == ["004-1.4-5", "004-1.4-5"]


def test_a_day_off_neither_counts_nor_breaks_the_row_004_1_4_5() -> None:
    """004-1.4-5: Thursday, Friday and Monday, with a punch on Saturday the 9th."""
    found = department.dismissal(POLICY, [*absent(7, 8, 11), off(9)], 2024, 3)
    assert [day.day for day in found.run] == [7, 8, 11]
    assert found.dismissed


@pytest.mark.parametrize(
    ("days", "run", "monthly"),
    [
        ([*absent(11), *absent(7, 8)], [(3, 7), (3, 8), (3, 11)], 3),  # given in any order
        ([*absent(4, 5), half(6), *absent(7, 8)], [(3, 4), (3, 5)], 4.5),  # the first of two
        ([*absent(29, month=2), *absent(1)], [(2, 29), (3, 1)], 1),
        ([*absent(27, 28, 29, month=2), half(1), *absent(4)], [(3, 4)], 1.5),
        ([*absent(29), *absent(1, month=4)], [(3, 29), (4, 1)], 1),
        (absent(27, 28, 29, month=2), [], 0),
        (absent(1, 2, 3, month=4), [], 0),
    ],
)
def test_a_month_has_its_own_days_and_the_rows_that_touch_it_004_1_4_5(
    days: list[JudgedDay], run: list[tuple[int, int]], monthly: float
) -> None:
    """004-1.4-5: a row goes on over the end of a month, the month's total does not."""
    found = department.dismissal(POLICY, days, 2024, 3)
    assert [(day.month, day.day) for day in found.run] == run
    assert found.monthly == monthly


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ([*absent(7, 8), *absent(8)], [("days[2]", "2024-03-08")]),
        ([*absent(8, person="wang"), *absent(7)], [("days", ["wang", "li"])]),
        (
            [*absent(7), *absent(7, person="wang")],
            [("days[1]", "2024-03-07"), ("days", ["li", "wang"])],
        ),
    ],
)
def test_dismissal_sees_each_day_of_one_person_once(
    days: list[JudgedDay], told: list[tuple[str, object]]
) -> None:
    with pytest.raises(InputError) as caught:
        department.dismissal(POLICY, days, 2024, 3)
    assert [(fault.path, fault.value) for fault in caught.value.faults] == told
