"""A month of the department for its tests: March 2024, a policy for it, days of every sort."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from csrules.attendance import Direction, Punch
from csrules.policy import amend
from csrules.regulations import department
from tests.regulations.department_hours import SCHEDULE

if TYPE_CHECKING:
    from collections.abc import Mapping

BLANK = department.policy()
POLICY = amend(
    BLANK,
    {
        "schedule": SCHEDULE,
        "attendance": {
            "late_window_minutes": 10,
            "late_deduction": 20,
            "late_warning_count": 3,
            "early_deduction": 30,
            "early_severe_count": 2,
            "early_severe_percent": 10,
            "absence_threshold_hours": 1,
            "absent_half_day_deduction": 100,
            "absent_full_day_deduction": 250,
            "dismiss_consecutive_days": 3,
            "dismiss_monthly_days": 5,
        },
        "supervision": {"proxy_punch_percent": 20},
    },
)
WORKDAYS = [date(2024, 3, day) for day in range(1, 30) if date(2024, 3, day).isoweekday() < 6]


def under(**readings: str) -> department.DepartmentPolicy:
    return amend(POLICY, {"bonus": readings})


def kinds(found: Any) -> Counter[str]:
    return Counter(str(sanction.kind) for sanction in found.sanctions)


def day_of(day: date, on: time | None = time(9), off: time | None = time(18)) -> list[Punch]:
    rows = ((Direction.ON, on), (Direction.OFF, off))
    return [
        Punch("li", day, way, datetime.combine(day, clock))
        for way, clock in rows
        if clock is not None
    ]


def month_of(
    special: Mapping[int, tuple[time | None, time | None]],
    policy: department.DepartmentPolicy = POLICY,
    **more: Any,
) -> department.Month:
    punches = [
        p for day in WORKDAYS for p in day_of(day, *special.get(day.day, (time(9), time(18))))
    ]
    given_ = {"punches": punches, "scheduled": WORKDAYS, "bonus": 1000, **more}
    return department.month(policy, "li", 2024, 3, **given_)


LATE, GAP = (time(9, 5), time(18)), (time(9, 30), time(18))
EARLY, HALF, GONE = (time(9), time(17, 30)), (time(11), time(18)), (None, None)
