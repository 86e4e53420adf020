"""Department One(三), (四), (六)2: a month's deductions and sanctions, under every reading."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest

from csrules.attendance import Direction, Excuse, Punch
from csrules.errors import InputError, MissingParameterError
from csrules.policy import amend
from csrules.regulations import department
from csrules.regulations.department import Counts
from tests.regulations.department_march import (
    BLANK,
    EARLY,
    GAP,
    GONE,
    HALF,
    LATE,
    POLICY,
    WORKDAYS,
    day_of,
    kinds,
    month_of,
    under,
)


def test_a_month_in_order_takes_nothing_and_needs_no_blank() -> None:
    hours = {"schedule": {"work_start": "09:00", "work_end": "18:00"}}
    month = month_of({}, amend(BLANK, hours))
    assert (month.amount, month.net, month.sanctions) == (Decimal("0.00"), Decimal("1000.00"), ())
    assert month.explain() == "nothing to deduct [004-1.7-1]"
    assert month.explain("zh") == "无扣款事项，不扣款 [004-1.7-1]"


def test_each_late_arrival_costs_its_amount_004_1_3_1_3() -> None:
    """004-1.3.1-3, the gap of 004-1.3.1-2 included."""
    month = month_of({4: LATE, 5: GAP})
    assert (month.counts.late, month.counts.gap) == (2, 1)
    assert month.amount == Decimal("40.00")
    assert "late arrival: 2 × 20.00 = 40.00 yuan [004-1.3.1-3]" in month.explain()


@pytest.mark.parametrize(("late", "once", "each"), [(2, 0, 0), (3, 1, 1), (5, 1, 3)])
def test_written_warning_004_1_3_1_4(late: int, once: int, each: int) -> None:
    """004-1.3.1-4: from P7 on, once a month or at each case."""
    days = dict.fromkeys((4, 5, 6, 7, 8)[:late], LATE)
    assert kinds(month_of(days))["written_warning"] == once
    assert kinds(month_of(days, under(late_warning="each_case")))["written_warning"] == each


def test_frequent_early_leave_004_1_3_2_3() -> None:
    """004-1.3.2-2, 004-1.3.2-3: 30 each; from two on also 10 %, or 10 % instead."""
    assert month_of({4: EARLY}).amount == Decimal("30.00")
    twice = month_of({4: EARLY, 5: EARLY})
    assert (twice.amount, kinds(twice)["severe_warning"]) == (Decimal("160.00"), 1)
    replaced = month_of({4: EARLY, 5: EARLY}, under(early_percent="replaces"))
    assert replaced.amount == Decimal("100.00")
    assert month_of({4: EARLY}, under(early_percent="replaces")).amount == Decimal("30.00")


def test_every_line_and_every_sanction_names_its_rule() -> None:
    """004-1.3.1-3 to 004-1.6.2-2: the amounts, the percentages, then what is no money."""
    sixth = date(2024, 3, 6)
    every = Counts(late=3, early=2, half_days=2, whole_days=1, proxies=(sixth,))
    bill = department.settled(POLICY, every, bonus=1000)
    assert bill.explain().splitlines() == [
        "late arrival: 3 × 20.00 = 60.00 yuan [004-1.3.1-3]",
        "early leave: 2 × 30.00 = 60.00 yuan [004-1.3.2-2]",
        "half a day absent: 2 × 100.00 = 200.00 yuan [004-1.4-3]",
        "one day absent: 250.00 yuan [004-1.4-4]",
        "frequent early leave: 10% × 1000.00 = 100.00 yuan [004-1.3.2-3]",
        "proxy punching, 2024-03-06: 20% × 1000.00 = 200.00 yuan [004-1.6.2-2]",
        "3 late arrivals, from 3 on: written warning [004-1.3.1-4]",
        "2 early leaves, from 2 on: severe warning [004-1.3.2-3]",
        "one day absent: recorded demerit [004-1.4-4]",
        "proxy punching on 2024-03-06: severe warning [004-1.6.2-2]",
    ]
    assert bill.explain("zh").splitlines()[6:] == [
        "迟到3次，达3次：书面警告 [004-1.3.1-4]",
        "早退2次，达2次：严重警告 [004-1.3.2-3]",
        "旷工一天：记过 [004-1.4-4]",
        "2024-03-06代打卡：严重警告 [004-1.6.2-2]",
    ]


def test_half_and_whole_days_absent_004_1_4_3_and_004_1_4_4() -> None:
    """004-1.4-3, 004-1.4-4: one and a half days are P13 + P12; two halves of two days 2 · P12."""
    one_and_a_half = month_of({4: GONE, 6: HALF})
    assert (one_and_a_half.amount, kinds(one_and_a_half)["demerit"]) == (Decimal("350.00"), 1)
    assert one_and_a_half.counts.absent_days == Decimal("1.5")
    halves = month_of({4: HALF, 6: HALF})
    assert (halves.amount, kinds(halves)["demerit"]) == (Decimal("200.00"), 0)
    same_day = month_of({4: (time(11), time(16))})  # two hours late and two early
    assert (same_day.amount, kinds(same_day)["demerit"]) == (Decimal("250.00"), 1)


def test_proxy_punching_holds_both_004_1_6_2_2() -> None:
    """004-1.6.2-2: per incident, together at most the whole bonus; month of the act."""
    acts = [
        department.ProxyPunch(date(2024, 3, 5), "wang", "li"),
        department.ProxyPunch(date(2024, 3, 6), "li", "zhao"),
        department.ProxyPunch(date(2024, 4, 1), "li", "zhao"),
        department.ProxyPunch(date(2024, 3, 7), "wang", "zhao"),
    ]
    month = month_of({}, proxies=acts)
    assert (month.amount, kinds(month)["severe_warning"]) == (Decimal("400.00"), 2)
    many = [department.ProxyPunch(day, "li", "zhao") for day in WORKDAYS[:6]]
    capped = month_of({}, proxies=many)
    assert capped.unclamped == Decimal("1000.00")
    assert [str(line.amount) for line in capped.statement.lines][-2:] == ["200.00", "0.00"]


def test_nobody_punches_for_himself_by_proxy_004_1_6_2_2() -> None:
    with pytest.raises(InputError) as caught:
        department.ProxyPunch(date(2024, 3, 5), "li", "li")
    (fault,) = caught.value.faults
    assert (fault.path, fault.expected, fault.rule) == ("proxy.by", "somebody else", "004-1.6.2-2")


def test_the_net_bonus_never_falls_below_zero_004_1_7_1() -> None:
    """004-1.7-1, R14: clamped, the uncut sum told; percent of the full or what is left."""
    gone = dict.fromkeys((4, 6, 8, 12, 14), GONE)
    month = month_of(gone)
    assert (month.amount, month.unclamped, month.net) == (
        Decimal("1000.00"),
        Decimal("1250.00"),
        Decimal("0.00"),
    )
    assert "the lines add up to 1250.00 yuan; 1000.00 is taken [004-1.7-1]" in month.explain()
    assert month_of(gone, under(clamp="none")).net == Decimal("-250.00")
    early = {4: EARLY, 5: EARLY, 6: GONE}
    assert month_of(early).amount == Decimal("410.00")  # 60 + 250 + 10 % of 1000
    left = month_of(early, under(percent_base="remainder"))
    assert left.amount == Decimal("379.00")  # 60 + 250 + 10 % of 690


def test_dismissal_by_days_in_a_row_over_weekends_004_1_4_5() -> None:
    """004-1.4-5: Thursday, Friday, Monday are three scheduled days in a row."""
    month = month_of(dict.fromkeys((7, 8, 11), GONE))
    assert kinds(month)["dismissal"] == 1
    assert "3 scheduled days absent in a row, from 3 on: dismissal [004-1.4-5]" in month.explain()
    assert kinds(month_of(dict.fromkeys((7, 8, 12), GONE)))["dismissal"] == 0
    assert kinds(month_of({7: GONE, 8: HALF, 11: GONE}))["dismissal"] == 0  # a half ends the row


def test_dismissal_by_the_months_total_counts_halves_004_1_4_5() -> None:
    """004-1.4-5: 4 + 0.5 days are below five, 4 + 0.5 + 0.5 reach it."""
    days = dict.fromkeys((4, 6, 8, 12), GONE)
    assert kinds(month_of(days | {14: HALF}))["dismissal"] == 0
    assert kinds(month_of(days | {14: HALF, 19: HALF}))["dismissal"] == 1


def test_dismissal_goes_on_over_the_end_of_a_month_004_1_4_5() -> None:
    march = month_of({28: GONE, 29: GONE})
    assert kinds(march)["dismissal"] == 0
    first = date(2024, 4, 1)
    rest = [p for day in (2, 3) for p in day_of(date(2024, 4, day))]
    april: dict[str, Any] = {
        "punches": rest,
        "scheduled": [date(2024, 4, day) for day in (1, 2, 3)],
        "bonus": 1000,
    }
    found = department.month(POLICY, "li", 2024, 4, **april, earlier=march.days)
    assert kinds(found)["dismissal"] == 1
    assert kinds(department.month(POLICY, "li", 2024, 4, **april))["dismissal"] == 0
    run = department.dismissal(POLICY, [*march.days, *found.days], 2024, 4).run
    assert run == (date(2024, 3, 28), date(2024, 3, 29), first)


def test_leave_and_open_days_break_a_row_and_cost_nothing() -> None:
    leave = Excuse("li", datetime(2024, 3, 8), datetime(2024, 3, 9), "004-1.5.1-1")
    month = month_of(dict.fromkeys((7, 8, 11), GONE), excuses=[leave])
    assert month.counts.whole_days == 2
    assert kinds(month)["dismissal"] == 0
    single = month_of({7: (time(9), None)})
    assert (single.unresolved, single.amount) == ((date(2024, 3, 7),), Decimal("0.00"))


def test_records_that_do_not_count_are_told() -> None:
    note = department.ManualRecord(
        "li", date(2024, 3, 7), Direction.OFF, datetime(2024, 3, 7, 18), "staff", reported=True
    )
    month = month_of({7: (time(9), None)}, manual=[note])
    assert [manual.valid for manual in month.refused] == [False]
    assert [(found.day.day, found.rule) for found in month.findings] == [(7, "004-1.2-1")]
    assert month.unresolved == (date(2024, 3, 7),)
    assert "only the department head makes a manual record [004-1.2-3]" in month.explain()


def test_the_blanks_that_a_month_needs_are_named_at_once_in_order_and_no_other() -> None:
    """The hours and the figures that judge a day, the deductions, then those of dismissal."""
    own = amend(
        BLANK,
        {
            "schedule": {"work_start": "09:00", "work_end": "18:00"},
            "attendance": {"late_window_minutes": 10, "absence_threshold_hours": 1},
        },
    )

    def missing(special: dict[int, Any], **more: Any) -> list[str]:
        with pytest.raises(MissingParameterError) as caught:
            month_of(special, own, **more)
        return [fault.path.rpartition(".")[2] for fault in caught.value.faults]

    dismissal = ["dismiss_consecutive_days", "dismiss_monthly_days"]
    assert missing({4: LATE}) == ["late_deduction", "late_warning_count"]
    assert missing({4: EARLY}) == ["early_deduction", "early_severe_count"]
    assert missing({4: GONE}) == ["absent_full_day_deduction", *dismissal]
    act = department.ProxyPunch(date(2024, 3, 5), "li", "zhao")
    unsure = (time(10, 30), time(18))  # an hour and a half, which may have been lunch
    assert missing({4: LATE, 5: unsure, 6: GONE}, proxies=[act]) == [
        "lunch_hours",
        "late_deduction",
        "late_warning_count",
        "absent_full_day_deduction",
        "proxy_punch_percent",
        *dismissal,
    ]
    assert month_of({4: (None, time(18))}, own).counts.unresolved == 1


def test_the_blanks_of_counts_alone() -> None:
    with pytest.raises(MissingParameterError) as caught:
        department.settled(BLANK, Counts(late=1, half_days=1), bonus=1000)
    assert len(caught.value.faults) == 3
    own = amend(BLANK, {"attendance": {"early_deduction": 1, "early_severe_count": 2}})
    assert department.settled(own, Counts(early=1), bonus=10).amount == Decimal("1.00")
    with pytest.raises(MissingParameterError, match="early_severe_percent"):
        department.settled(own, Counts(early=2), bonus=10)


@pytest.mark.parametrize("bonus", [1000.0, -1, True, "1,000"])
def test_the_bonus_is_exact_money(bonus: object) -> None:
    with pytest.raises(InputError, match="bonus"):
        month_of({}, bonus=bonus)


def test_records_of_other_persons_and_months_are_left_aside() -> None:
    stray = [
        Punch("wang", date(2024, 3, 4), Direction.ON, datetime(2024, 3, 4, 9)),
        Punch("wang", date(2024, 3, 4), Direction.ON, datetime(2024, 3, 4, 9)),
        Punch("li", date(2024, 2, 4), Direction.ON, datetime(2024, 3, 4, 9)),
    ]
    punches = [p for day in WORKDAYS for p in day_of(day)]
    assert month_of({}, punches=[*stray, *punches]).amount == Decimal("0.00")


def faults_of(call: Any) -> list[str]:
    with pytest.raises(InputError) as caught:
        call()
    return [fault.path for fault in caught.value.faults]


@pytest.mark.parametrize("count", [True, "3", Decimal("sNaN"), -1, 32, 10**8, None, 1.0])
def test_counts_are_days_of_a_month(count: Any) -> None:
    """004-1.7-1."""
    names = ("late", "gap", "early", "half_days", "whole_days", "unresolved")
    found = faults_of(lambda: Counts(**dict.fromkeys(names, count), proxies=count))
    assert found == [*(f"counts.{name}" for name in names), "counts.proxies"]
    assert Counts(late=31, whole_days=31).absent_days == 31


def test_all_that_is_wrong_with_a_month_is_told_at_once() -> None:
    act = department.ProxyPunch(date(2024, 3, 7), "wang", "li")
    wrong: Any = {"punches": [], "bonus": -1, "proxies": [act, act]}
    stray = [date(2024, 3, 4), date(2024, 4, 1), date(2024, 2, 29)]
    found = faults_of(
        lambda: department.month(POLICY, None, 2024, 3, scheduled=stray, **wrong)  # type: ignore[arg-type]
    )
    assert found == ["person", "bonus", "scheduled[1]", "scheduled[2]", "proxies[1]"]
    other = department.ProxyPunch(date(2024, 3, 7), "zhao", "li")
    month = month_of({}, proxies=[act, other])  # another's punch is another case: 2 × 20 %
    assert month.amount == Decimal("400.00")
    assert repr(month) == "<Month li 2024-03: 400.00 yuan taken, 600.00 left>"
    assert repr(month.statement) == "<Statement 400.00 yuan in 2 lines>"


def test_the_month_of_a_dismissal_is_always_read() -> None:
    """004-1.4-5."""
    found = faults_of(lambda: department.dismissal(POLICY, [], "x", 13))  # type: ignore[arg-type]
    assert found == ["year", "month"]


def test_a_cut_proxy_line_says_its_rate_004_1_6_2_2() -> None:
    """004-1.6.2-2: 50 % + 50 % + 0 %."""
    own = amend(POLICY, {"supervision.proxy_punch_percent": 50})
    days = tuple(date(2024, 3, day) for day in (5, 6, 7))
    bill = department.settled(own, Counts(proxies=days), bonus=1000)
    assert [int(line.amount) for line in bill.lines] == [500, 500, 0]
    first, _, third = bill.explain().splitlines()[:3]
    assert first == "proxy punching, 2024-03-05: 50% × 1000.00 = 500.00 yuan [004-1.6.2-2]"
    assert "2024-03-07 (50%, cut: the proxy lines together stop at 100%): 0%" in third
    assert "（50%，代打卡各行合计以100%为限）" in bill.explain("zh")
