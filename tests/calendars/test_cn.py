"""Days off and make-up working days of mainland China, as the notices of two years give them."""

from __future__ import annotations

from datetime import date

import pytest
from holidays.countries.china import ChinaStaticHolidays

from csrules.calendars.cn import chinese_days
from csrules.citation import Text

YEARS = 2024, 2026


def exchanged(year: int) -> list[tuple[int, int]]:
    zh = "调休放假"
    return [
        (day.month, day.day)
        for day, name in chinese_days(*YEARS).days_off.items()
        if day.year == year and name.zh == zh
    ]


def test_days_are_in_order_and_reach_over_the_turn_of_both_years() -> None:
    days = list(chinese_days(*YEARS).days_off)
    assert days == sorted(days)
    assert {day.year for day in days} == set(range(2023, 2028))


@pytest.mark.parametrize(
    ("year", "off", "worked"),
    [
        (
            2025,
            [(2, 3), (2, 4), (5, 5), (10, 7), (10, 8)],
            [(1, 26), (2, 8), (4, 27), (9, 28), (10, 11)],
        ),
        (
            2026,
            [(1, 2), (2, 20), (2, 23), (5, 5), (10, 6), (10, 7)],
            [(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)],
        ),
    ],
)
def test_days_off_in_exchange_and_the_days_worked_for_them(
    year: int, off: list[tuple[int, int]], worked: list[tuple[int, int]]
) -> None:
    assert exchanged(year) == off
    made_up = sorted(day for day in chinese_days(*YEARS).working_days if day.year == year)
    assert [(day.month, day.day) for day in made_up] == worked


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2023, 1, 1), Text("New Year's Day", "元旦")),
        (date(2025, 1, 1), Text("New Year's Day", "元旦")),
        (date(2026, 10, 1), Text("National Day", "国庆节")),
        (date(2026, 10, 7), Text("day off in exchange", "调休放假")),
    ],
)
def test_holidays_have_names_in_two_languages(day: date, name: Text) -> None:
    assert chinese_days(*YEARS).days_off[day] == name


def test_a_day_off_for_which_no_day_is_worked_is_not_off_in_exchange() -> None:
    off = chinese_days(2015, 2015).days_off
    assert off[date(2015, 9, 3)].zh != "调休放假"
    assert off[date(2015, 9, 4)].zh == "调休放假"


def test_names_are_in_both_languages_whatever_the_language_of_the_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    assert chinese_days(2026, 2026).days_off[date(2026, 1, 1)] == Text("New Year's Day", "元旦")


@pytest.mark.parametrize("entries", [(5, 6, 5, 12), ((5, 6, 5, 12),)])
def test_a_notice_may_have_a_single_day_in_exchange(
    entries: tuple[object, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(ChinaStaticHolidays.special_public_holidays, 2030, entries)
    days = chinese_days(2030, 2030)
    assert days.days_off[date(2030, 5, 6)].zh == "调休放假"
    assert days.published_until == date(2030, 12, 31)
