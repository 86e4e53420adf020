"""The table of a limit by the day on which it starts, and the zones whose clock stands still."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from csrules.batch.daytable import DAY, MOST_DAYS, day_table, fixed_offset
from csrules.deadlines import CalendarDays, MonthDay

HOUR = 3_600_000_000


def number(month: int, day: int) -> int:
    """A day of 2024 as days since 1970."""
    return date(2024, month, day).toordinal() - date(1970, 1, 1).toordinal()


@pytest.mark.parametrize(
    ("zone", "first", "last", "hours"),
    [
        ("Asia/Shanghai", (1, 1), (12, 31), 8),
        # at 2:00 on 31 March the clock of Berlin goes from an hour ahead to two, and back in autumn
        ("Europe/Berlin", (3, 1), (3, 30), 1),
        ("Europe/Berlin", (3, 1), (3, 31), None),
        ("Europe/Berlin", (3, 31), (4, 30), None),
        ("Europe/Berlin", (4, 1), (4, 30), 2),
        ("Europe/Berlin", (4, 1), (10, 26), 2),
        ("Europe/Berlin", (4, 1), (10, 27), None),
        ("Europe/Berlin", (10, 28), (12, 31), 1),
        ("Europe/Berlin", (3, 31), (3, 31), None),
        ("Europe/Berlin", (4, 1), (4, 1), 2),
        # at 24:00 on 31 October the clock of Cairo goes back to 23:00
        ("Africa/Cairo", (10, 1), (10, 30), 3),
        ("Africa/Cairo", (10, 1), (10, 31), None),
        ("Africa/Cairo", (11, 1), (11, 30), 2),
    ],
)
def test_an_offset_is_fixed_where_the_clock_is_not_changed_on_these_days(
    zone: str, first: tuple[int, int], last: tuple[int, int], hours: int | None
) -> None:
    wanted = None if hours is None else hours * HOUR
    assert fixed_offset(zone, number(*first), number(*last)) == wanted


def test_a_table_says_what_becomes_of_a_start_on_each_day() -> None:
    first = number(3, 1)
    table = day_table(CalendarDays(6), None, "Asia/Shanghai", first, first + 2, by_day=False)
    assert table is not None
    assert (table.first, table.offset) == (first, 8 * HOUR)
    days = np.arange(first, first + 3)
    assert table.last_day.tolist() == (days + 6).tolist()
    assert table.due.tolist() == ((days + 7) * DAY - 8 * HOUR).tolist()  # 24:00 in Shanghai
    assert table.provisional.tolist() == [False] * 3
    assert table.shift == 7 * DAY  # one number: it always is as far


def test_a_table_says_how_far_each_day_is_where_that_is_not_always_as_far() -> None:
    first = number(2, 28)
    table = day_table(MonthDay(5), None, None, first, first + 2, by_day=True)
    assert table is not None
    assert isinstance(table.shift, np.ndarray)
    assert table.shift.tolist() == [7 * DAY, 6 * DAY, 5 * DAY]  # 24:00 on 5 March


@pytest.mark.parametrize(
    ("days", "there"),
    [(-1, False), (0, False), (1, True), (MOST_DAYS, True), (MOST_DAYS + 1, False)],
)
def test_a_table_has_days_and_not_too_many(days: int, there: bool) -> None:
    first = number(1, 1)
    table = day_table(CalendarDays(6), None, None, first, first + days - 1, by_day=True)
    assert (table is not None) is there
    assert table is None or len(table.due) == days


def test_without_a_fixed_offset_there_is_no_table() -> None:
    days = number(3, 1), number(3, 31)
    assert day_table(CalendarDays(6), None, "Europe/Berlin", *days, by_day=False) is None
