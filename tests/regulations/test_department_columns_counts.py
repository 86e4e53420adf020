"""The department's months over columns, worked by hand: what is counted, what it costs."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest

from csrules.batch import MonthWork
from csrules.policy import amend
from csrules.regulations import department
from csrules.regulations.department import columns
from tests.regulations.department_hours import SCHEDULE

POLICY = amend(
    department.policy(),
    {
        "schedule": SCHEDULE,
        "attendance": {
            "late_window_minutes": 30,
            "late_deduction": 20,
            "late_warning_count": 3,
            "early_deduction": 30,
            "early_severe_count": 5,
            "early_severe_percent": 10,
            "absence_threshold_hours": 2,
            "absent_half_day_deduction": 100,
            "absent_full_day_deduction": 250,
            "dismiss_consecutive_days": 9,
            "dismiss_monthly_days": 9,
        },
        "bonus": {"early_percent": "adds", "late_warning": "each_case", "percent_base": "full"},
    },
)
NINE, SIX = time(9), time(18)
LATE, GAP, EARLY = (time(9, 30), SIX), (time(11), SIX), (NINE, time(16))
HALF, WHOLE, UNRESOLVED = (time(11, 0, 1), SIX), (None, None), (NINE, None)


def source(
    *days: tuple[time | None, time | None], zones: tuple[str | None, str | None] = (None, None)
) -> pa.Table:
    """One person's days from 1 March on, with these punches and a bonus of 10000 yuan."""
    dates = [date(2024, 3, number) for number in range(1, len(days) + 1)]
    cells: dict[str, Any] = {
        "person": ["li"] * len(days),
        "work_date": dates,
        "bonus": [10_000] * len(days),
    }
    for name, clocks, zone in zip(
        ("signed_in_at", "signed_out_at"), zip(*days, strict=True), zones, strict=True
    ):
        moments = [
            clock and datetime.combine(day, clock) for day, clock in zip(dates, clocks, strict=True)
        ]
        cells[name] = pa.array(moments, pa.timestamp("us", zone))
    return pa.table(cells)


def test_a_month_is_counted_and_settled_in_the_order_of_the_text() -> None:
    """004-1.7-1: 4 late (one of them a gap), 5 early, 2 halves and 3 whole days, 6 open.

    80 + 150 + 200 + 750 yuan, and a tenth of the bonus for frequent early leave: 2180. The third
    and the fourth late arrival are warned of in writing; each whole day is a demerit.
    """
    days = [*[LATE] * 3, GAP, *[EARLY] * 5, *[HALF] * 2, *[WHOLE] * 3, *[UNRESOLVED] * 6]
    (month,) = MonthWork(columns.attendance(POLICY)).table(source(*days)).to_pylist()
    assert list(month.items()) == [
        ("person", "li"),
        ("month", date(2024, 3, 1)),
        ("late", 4),
        ("gap", 1),
        ("early", 5),
        ("half_days", 2),
        ("whole_days", 3),
        ("unresolved", 6),
        ("amount", Decimal("2180.00")),
        ("net", Decimal("7820.00")),
        ("written_warnings", 2),
        ("severe_warnings", 1),
        ("demerits", 3),
    ]


@pytest.mark.parametrize(
    ("day", "zones"), [((NINE, None), (None, "UTC")), ((None, SIX), ("UTC", None))]
)
def test_a_day_with_one_punch_is_open_though_the_other_column_has_a_zone(
    day: tuple[time | None, time | None], zones: tuple[str | None, str | None]
) -> None:
    """004-1.2-1: the other column is empty, so its times do not mix with these."""
    (month,) = MonthWork(columns.attendance(POLICY)).table(source(day, zones=zones)).to_pylist()
    counts = ("late", "early", "half_days", "whole_days", "unresolved")
    assert [month[name] for name in counts] == [0, 0, 0, 0, 1]
