"""Edges of the oracle that no worked value reaches, found by changing one operator at a time."""

from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest

from . import approval, attendance, days, lateness, limits, pieces, score, workhours

F = Fraction
P = {"P4": 1, "P5": 10, "P11": 1}
BEGINS, ENDS, NOON = (datetime(2024, 3, 4, hour) for hour in (9, 18, 12))
END_OF_2024 = datetime(2025, 1, 1)


def clock(hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2024, 3, 4, hour, minute, second)


def test_unknown_names_and_impossible_numbers_are_refused() -> None:
    monday, week = datetime(2024, 3, 4), days.made_up()
    with pytest.raises(ValueError, match="sometimes"):
        limits.due_hours(monday, 1, week, reading="sometimes")
    with pytest.raises(ValueError, match="sundays"):
        limits.due_hours(monday, 1, week, skip="sundays")
    with pytest.raises(ValueError, match="whole seconds"):
        limits.due_hours(monday, F(1, 7), week)
    with pytest.raises(ValueError, match="not below zero"):
        limits.due_hours(monday, -1, week)
    with pytest.raises(ValueError, match="lunch"):
        limits.due_working_days(monday, 1, week, end="lunch")
    with pytest.raises(ValueError, match="at least"):
        limits.due_working_days(monday, 0, week)
    with pytest.raises(ValueError, match="at least"):
        limits.due_calendar_days(date(2024, 3, 4), 0)
    with pytest.raises(ValueError, match="needs days"):
        limits.due_month_day(2024, 3, 10, roll=True)
    with pytest.raises(ValueError, match="empty"):
        workhours.segment("09:00", "09:00")
    with pytest.raises(ValueError, match="no working hours"):
        limits.due_working_hours(monday, 1, week, [])
    with pytest.raises(ValueError, match="nearly"):
        lateness.deduction(1, 1, "nearly")
    with pytest.raises(ValueError, match="defect"):
        score.total({"defect": 1})
    with pytest.raises(ValueError, match="late"):
        score.total({"late": -1})


def test_cuts_must_rise_from_zero() -> None:
    assert approval.approver(0, (0, 1)) == "sales_manager"
    assert approval.approver(0, (0, 1), reading="higher") == "deputy_gm"
    for cuts in ((-1, 5), (5, 5), (6, 5)):
        with pytest.raises(ValueError, match="rise"):
            approval.approver(0, cuts)


def test_telling_amounts() -> None:
    part = F(1, 1000)
    expected: list[int | F] = [0, part, 1, F(3, 2), 2, 3 - part, 3, 3 + part, 4]
    expected += [F(13, 2), 9, 10 - part, 10, 10 + part, 11, 21]
    assert approval.telling_amounts((3, 10), (3, 10)) == expected
    same = approval.moved(expected, (3, 10), "higher", (3, 10), "lower")
    assert same == {("deputy_gm", "sales_manager"): [3], ("gm", "deputy_gm"): [10]}


def test_published_years() -> None:
    assert not days.china([2001]).is_working(date(2001, 5, 7))
    assert days.china([2007]).off >= {date(2007, 12, 31)}
    for year in (2000, 2027):
        with pytest.raises(LookupError, match=str(year)):
            days.china([year])
    last = date(2026, 10, 7)
    found = days.holiday_breaks(days.china([2026]), date(2026, 9, 30), last)
    assert sorted(found)[0] == date(2026, 10, 1)
    assert sorted(found)[-1] == last
    week = days.working_days(days.made_up(), date(2024, 3, 8), date(2024, 3, 11))
    assert week == [date(2024, 3, 8), date(2024, 3, 11)]


def test_overlapping_segments_count_once() -> None:
    week = days.made_up()
    twice = [workhours.segment("09:00", "12:00"), workhours.segment("11:00", "13:00:30")]
    assert limits.elapsed_working_seconds(BEGINS, ENDS, week, twice) == 4 * 3600 + 30
    assert pieces.elapsed_by_pieces(BEGINS, ENDS, week, twice) == timedelta(seconds=4 * 3600 + 30)
    assert pieces.elapsed_by_pieces(ENDS, BEGINS, week, twice) == timedelta(seconds=-14430)
    assert pieces.due_by_pieces(BEGINS, timedelta(hours=4), week, twice) == clock(13)
    assert pieces.before_by_pieces(ENDS, timedelta(hours=4), week, twice) == clock(9, 0, 30)


def judged(arrival: datetime | None, departure: datetime | None, **how: str) -> int:
    return attendance.classify(
        BEGINS, ENDS, arrival, departure, P, lunch_start=NOON, hours=how.get("hours", "net"),
        no_punches=how.get("no_punches", "whole"),
    )["halves"]  # fmt: skip


def test_hours_by_the_clock() -> None:
    arrivals = [clock(10), clock(10, 0, 1), clock(13, 30), clock(13, 30, 1)]
    assert [judged(one, ENDS, hours="clock") for one in arrivals] == [0, 1, 1, 2]
    departures = [clock(17), clock(16, 59, 59), clock(13, 30), clock(13, 29, 59)]
    assert [judged(BEGINS, one, hours="clock") for one in departures] == [0, 1, 1, 2]
    assert judged(clock(19), clock(20), hours="clock") == 2
    assert judged(clock(7), clock(8), hours="clock") == 2
    assert judged(clock(19), clock(20)) == judged(clock(7), clock(8)) == 2
    assert judged(None, None, no_punches="half") == 1


def test_half_a_day_as_a_parameter() -> None:
    two_hours = timedelta(hours=2)
    for arrival, halves in ((clock(11), 1), (clock(11, 0, 1), 2)):
        found = attendance.classify(
            BEGINS, ENDS, arrival, ENDS, P, lunch_start=NOON, half_day=two_hours
        )
        assert found["halves"] == halves


def test_impossible_days_are_refused() -> None:
    with pytest.raises(ValueError, match="P5 passes P11"):
        attendance.classify(BEGINS, ENDS, BEGINS, ENDS, P | {"P5": 61})
    attendance.classify(BEGINS, ENDS, BEGINS, ENDS, P | {"P5": 60})
    with pytest.raises(ValueError, match="left before"):
        attendance.classify(BEGINS, ENDS, clock(9, 5), clock(9, 4), P)
    attendance.classify(BEGINS, ENDS, clock(9, 5), clock(9, 5), P | {"P11": 9})


def test_lunch_may_begin_at_any_minute_that_leaves_room() -> None:
    hour = timedelta(hours=1)
    starts = attendance.lunch_starts(clock(9), clock(10, 2), hour, None)
    assert starts == [clock(9), clock(9, 1), clock(9, 2)]
    assert attendance.lunch_starts(clock(9), clock(10), hour, None) == [clock(9)]
    assert attendance.span(F(1, 3)) == timedelta(minutes=20)


def test_money_of_a_broken_bonus() -> None:
    early = attendance.classify(BEGINS, ENDS, BEGINS, clock(17, 30), P)
    p = {"P8": 3000, "P9": 2, "P10": 10, "P17": 50}
    gone = attendance.month([early] * 2, p, 5000, proxies=1, base="remainder")
    assert (gone["sum"], gone["net"], gone["early_percent_fen"]) == (6000, 0, 0)
    with pytest.raises(ValueError, match="half"):
        attendance.month([], p, 5000, base="half")
    assert attendance.dismissal([(date(2024, 3, 4), 1)], {"P15": F(1, 2)}) == {"monthly"}


def test_rounding() -> None:
    exact = [F(1, 2), F(3, 2), F(5, 2), F(251, 100), F(249, 100)]
    assert [lateness.round_fen(one) for one in exact] == [1, 2, 3, 3, 2]
    assert [lateness.round_fen(one, "half_even") for one in exact] == [0, 2, 2, 3, 2]
    assert lateness.round_fen(F(0)) == 0
    assert lateness.rates(3) == [F(1, 100), F(1, 100), F(5, 100)]
    with pytest.raises(ValueError, match="below zero"):
        lateness.round_fen(F(-1))
    morning = [datetime(2024, 3, 4, 9), datetime(2024, 3, 4, 8)]
    assert lateness.late_days(morning, 2024, 3) == []


def test_the_twelve_months() -> None:
    assert score.months_of(2024) == [(2023, 12), *((2024, month) for month in range(1, 12))]
    assert score.months_of(2024, "covering") == [(2024, month) for month in range(1, 13)]
    first, last = (score.report_due(score.months_of(2024)[n]) for n in (0, -1))
    assert (first, last) == (datetime(2024, 1, 11), datetime(2024, 12, 11))


def test_a_report_due_that_very_instant_is_due() -> None:
    for as_of, missing in ((datetime(2024, 3, 10), 2), (datetime(2024, 3, 11), 3)):
        found = score.monthly_counts(2024, as_of, [], "due_in_year", "left_out")
        assert found == {"missing": missing, "late": 0, "defects": 0}
    bare: list[score.Report] = [{"covers": (2024, 1), "received": datetime(2024, 2, 1)}]
    found = score.monthly_counts(2024, END_OF_2024, bare, "due_in_year", "missing")
    assert found == {"missing": 11, "late": 0, "defects": 0}
    twice: list[score.Report] = [{"covers": (2024, 1)}, {"covers": (2024, 1)}]
    with pytest.raises(ValueError, match="two reports"):
        score.monthly_counts(2024, END_OF_2024, twice, "due_in_year", "missing")


def test_yearly_papers() -> None:
    second = timedelta(seconds=1)
    in_time = {"plan": END_OF_2024, "summary": END_OF_2024 + second}
    assert score.yearly_counts(END_OF_2024, in_time) == {"plans": 1, "outlines": 1}
    assert score.yearly_counts(END_OF_2024, {}) == {"plans": 2, "outlines": 1}


def test_instant_items_by_the_day_asked_about() -> None:
    second = timedelta(seconds=1)
    item = {"due": END_OF_2024, "received": END_OF_2024}
    assert score.instant_counts(END_OF_2024, [item])["omitted_instant"] == 0
    assert score.instant_counts(END_OF_2024 - second, [item])["omitted_instant"] == 1
    with pytest.raises(ValueError, match="due instant"):
        score.instant_counts(END_OF_2024, [{"received": BEGINS}])
