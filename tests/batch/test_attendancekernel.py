"""A month of punches over columns: how days are counted, and which months are left."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from fractions import Fraction
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from csrules.batch import MonthRule
from csrules.batch.attendancekernel import AttendanceKernel
from csrules.batch.columns import Days, Fen, Moments
from csrules.batch.punchtable import BITS, LEFT, PunchTable
from csrules.batch.sharekernel import ShareKernel
from csrules.deductions import LineRounding
from tests.batch.asked import nobody, quickly
from tests.batch.months_drawn import Columns, Row, arrow, in_zone

HOUR = 3_600_000_000
MICRO = timedelta(microseconds=1)
COLUMNS = Columns(("on", "off"), "base")


def packed(late: int, early: int, missing: int) -> int:
    return late | early << BITS | missing << 2 * BITS


TABLE = PunchTable(
    np.array([9 * HOUR, 22 * HOUR]),
    np.array([17 * HOUR]),
    np.array([
        [packed(0, 1, 0), packed(0, 0, 0), packed(0, 0, 1)],
        [packed(1, 1, 0), packed(1, 0, 0), packed(1, 0, 1)],
        [LEFT, LEFT, LEFT],
        [packed(0, 1, 1), packed(0, 0, 1), packed(0, 0, 2)],
    ]),
)  # fmt: skip
"""Late from 9:00 on, early before 17:00; who arrives from 22:00 on is not judged by table."""

COST = ShareKernel(
    "base", "late", [(Fraction(1, 100),) * late for late in range(32)], LineRounding.HALF_UP
)
COUNTS = {name: lambda month: 0 for name in ("late", "early", "missing")}
READS = {
    "work_date": Days("work_date"),
    "on": Moments("on", nullable=True),
    "off": Moments("off", nullable=True),
    "base": Fen("base"),
}
RULE = MonthRule(
    nobody, READS, AttendanceKernel(TABLE, COUNTS, COST, "base", "work_date", "on", "off")
)

NINE, FIVE = time(9), time(17)
IN_TIME, LATE, NOT_JUDGED = (time(8), FIVE), (NINE, FIVE), (time(22), time(23))


def day(
    on: time | None, off: time | None, work_date: date = date(2024, 3, 4), base: int = 10_000
) -> Row:
    times = {"on": on, "off": off}
    at = {name: clock and datetime.combine(work_date, clock) for name, clock in times.items()}
    return {"person": "li", "work_date": work_date, "base": base, **at}


def month(days: int, first: date = date(2024, 3, 1), **others: Any) -> list[Row]:
    """Days on which somebody was late."""
    return [day(*LATE, first + timedelta(number)) | others for number in range(days)]


def counted(rows: list[Row]) -> list[tuple[str, ...] | None]:
    return quickly(RULE, arrow(rows, COLUMNS))


def before(clock: time) -> time:
    return (datetime.combine(date(2024, 3, 4), clock) - MICRO).time()


@pytest.mark.parametrize("zone", [None, "UTC", "America/New_York"])
@pytest.mark.parametrize(
    ("on", "off", "counts"),
    [
        (before(NINE), before(FIVE), "010"),
        (before(NINE), FIVE, "000"),
        (NINE, before(FIVE), "110"),
        (NINE, FIVE, "100"),
        (time(0), time(23, 59, 59), "000"),
        (time(8), None, "001"),
        (NINE, None, "101"),
        (None, time(16), "011"),
        (None, FIVE, "001"),
        (None, None, "002"),
        (time(10), time(10), "110"),
        (time(10), before(time(10)), None),
        (*NOT_JUDGED, None),
    ],
)
def test_a_day_is_counted_on_the_shifts_clock(
    on: time | None, off: time | None, counts: str | None, zone: str | None
) -> None:
    rows = [day(on, off)]
    source = arrow(rows if zone is None else in_zone(rows, COLUMNS), COLUMNS, zone)
    (found,) = quickly(RULE, source)
    assert (found and "".join(found[:3])) == counts


@pytest.mark.parametrize("punched", ["on", "off"])
@pytest.mark.parametrize("zone", [None, "UTC"])
def test_a_column_in_which_nobody_punches_says_nothing_of_the_zone(
    punched: str, zone: str | None
) -> None:
    other = {"on": "off", "off": "on"}[punched]
    rows = [day(time(8), before(FIVE)) | {other: None}]
    source = arrow(rows if zone is None else in_zone(rows, COLUMNS), COLUMNS, zone)
    source = source.drop_columns([other]).append_column(other, pa.nulls(1))
    assert quickly(RULE, source) == [
        {"on": ("0", "0", "1", "0.00"), "off": ("0", "1", "1", "0.00")}[punched]
    ]


def test_nobody_may_punch_at_all() -> None:
    source = arrow([day(None, None)], COLUMNS).drop_columns(["on", "off"])
    source = source.append_column("on", pa.nulls(1)).append_column("off", pa.nulls(1))
    assert quickly(RULE, source) == [("0", "0", "2", "0.00")]


def test_months_with_punches_in_a_zone_and_without_are_left() -> None:
    rows = [day(*IN_TIME), day(*IN_TIME, date(2024, 4, 1))]
    offs = arrow(in_zone(rows, COLUMNS), COLUMNS, "UTC").column("off")
    source = arrow(rows, COLUMNS).drop_columns(["off"]).append_column("off", offs)
    assert quickly(RULE, source) == [None, None]


def test_departures_need_not_be_recorded() -> None:
    rule = MonthRule(
        nobody,
        {name: column for name, column in READS.items() if name != "off"},
        AttendanceKernel(TABLE, COUNTS, COST, "base", "work_date", "on"),
    )
    assert quickly(rule, arrow(month(2), COLUMNS)) == [("2", "0", "2", "2.00")]


@pytest.mark.parametrize("late", [1, 2, 3, 30, 31])
def test_every_day_of_a_month_counts(late: int) -> None:
    assert counted(month(late)) == [(str(late), "0", "0", f"{late}.00")]
    assert counted(month(late)[::-1]) == [(str(late), "0", "0", f"{late}.00")]


@pytest.mark.parametrize(
    "odd",
    [
        day(*LATE, date(2024, 3, 1)),
        day(*NOT_JUDGED, date(2024, 3, 9)),
        day(*LATE, date(2024, 3, 9), base=10_001),
        day(*LATE, date(2024, 3, 9), base=9_999),
    ],
    ids=["a day twice", "a day that is not judged", "more base", "less base"],
)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_only_the_month_of_an_odd_row_is_left(odd: Row, place: int) -> None:
    march = month(2)
    march.insert(place, odd)
    rows = [
        *(row | {"person": "an"} for row in month(3, base=20_000)),
        *month(2, date(2024, 2, 1), base=30_000),
        *march,
        *month(1, date(2024, 4, 1), base=40_000),
    ]
    assert counted(rows) == [
        ("3", "0", "0", "6.00"),
        ("2", "0", "0", "6.00"),
        None,
        ("1", "0", "0", "4.00"),
    ]


def test_the_only_day_of_a_month_twice_is_left() -> None:
    assert counted(month(1) * 2) == counted(month(1) * 32) == counted(month(31) * 2) == [None]


@pytest.mark.parametrize(
    ("year", "number", "here"),
    [(1, 12, False), (2, 1, True), (9998, 1, True), (9998, 2, False), (9999, 12, False)],
)
def test_months_at_the_ends_of_the_calendar_are_left(year: int, number: int, here: bool) -> None:
    assert counted([day(*LATE, date(year, number, 1))]) == (
        [("1", "0", "0", "1.00")] if here else [None]
    )


def test_a_year_without_dates_is_left() -> None:
    days = pa.array([3_000_000], pa.int32()).cast(pa.date32())  # in the year 10183
    source = arrow([day(None, None)], COLUMNS)
    place = source.schema.get_field_index("work_date")
    assert quickly(RULE, source.set_column(place, "work_date", days)) == [None]


def test_the_answers_stand_as_counts_then_money() -> None:
    given = RULE.gives(arrow([], COLUMNS).schema)
    assert [each.name for each in given] == ["late", "early", "missing", "amount"]
