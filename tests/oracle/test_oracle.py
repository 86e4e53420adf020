"""The oracle against values worked by hand: the rule book's, and one on each side of a boundary."""

from datetime import date, datetime, time, timedelta
from fractions import Fraction

import pytest

from . import approval, complaint, days, lateness, limits, score, ticket

CN = days.china(range(2024, 2027))
F = Fraction


def at(text: str) -> datetime:
    """``at("2024-03-08 15:00")``; 24:00 is the next day's 00:00."""
    if text.endswith(" 24:00"):
        return datetime.fromisoformat(text[:10]) + timedelta(days=1)
    return datetime.fromisoformat(text)


on = date.fromisoformat


# Art. 27: README; catalogue section 7 no. 1


@pytest.mark.parametrize(
    ("yuan", "words", "higher", "lower"),
    [
        ("0", "sales_manager", "sales_manager", "sales_manager"),
        ("999.99", "sales_manager", "sales_manager", "sales_manager"),
        ("1000.00", "sales_manager", "deputy_gm", "sales_manager"),
        ("1000.01", "deputy_gm", "deputy_gm", "deputy_gm"),
        ("4999.99", "deputy_gm", "deputy_gm", "deputy_gm"),
        ("5000.00", "gm", "gm", "deputy_gm"),
        ("5000.01", "gm", "gm", "gm"),
        ("1000.001", "deputy_gm", "deputy_gm", "deputy_gm"),
    ],
)
def test_approval(yuan: str, words: str, higher: str, lower: str) -> None:
    amount = approval.fen(yuan)
    assert approval.approver(amount) == words
    assert approval.approver(amount, reading="higher") == higher
    assert approval.approver(amount, reading="lower") == lower
    assert approval.is_boundary(amount) == (yuan in ("1000.00", "5000.00"))


def test_approval_refusals_and_signing() -> None:
    for wrong in ("NaN", "Infinity", "-Infinity"):
        with pytest.raises(ValueError, match=wrong):
            approval.fen(wrong)
    with pytest.raises(ValueError, match="below zero"):
        approval.approver(-1)
    for no_fen in (1.0, True, "100", None):
        with pytest.raises(TypeError):
            approval.check_amount(no_fen)
    assert [approval.may_sign(role, 100_001) for role in approval.ROLES] == [False, True, True]
    assert not approval.may_sign("marketing", 0)


def test_approval_what_if() -> None:
    words = "inclusive_words"
    amounts = [99_999, 100_000, 100_001, 200_000, 200_001]
    moved = approval.moved(amounts, (100_000, 500_000), words, (200_000, 500_000), words)
    assert moved == {("deputy_gm", "sales_manager"): [100_001, 200_000]}


# Hours: README; section 7 no. 2, 3, 10; Appendix F


@pytest.mark.parametrize(
    ("start", "hours", "due", "stopped", "none"),
    [
        ("2024-03-08 15:00", 24, "2024-03-11 15:00", "2024-03-11 15:00", "2024-03-09 15:00"),
        ("2024-03-09 10:00", 24, "2024-03-11 10:00", "2024-03-11 24:00", "2024-03-10 10:00"),
        ("2026-09-29 16:00", 24, "2026-09-30 16:00", "2026-09-30 16:00", "2026-09-30 16:00"),
        ("2026-09-30 16:00", 24, "2026-10-08 16:00", "2026-10-08 16:00", "2026-10-01 16:00"),
        ("2026-02-13 10:00", 24, "2026-02-14 10:00", "2026-02-14 10:00", "2026-02-14 10:00"),
        ("2024-03-08 15:00", 12, "2024-03-11 03:00", "2024-03-11 03:00", "2024-03-09 03:00"),
        ("2026-09-29 16:00", 12, "2026-09-30 04:00", "2026-09-30 04:00", "2026-09-30 04:00"),
        ("2026-09-30 16:00", 12, "2026-10-08 04:00", "2026-10-08 04:00", "2026-10-01 04:00"),
        ("2024-03-07 23:59", 24, "2024-03-08 23:59", "2024-03-08 23:59", "2024-03-08 23:59"),
        ("2024-03-08 00:00", 24, "2024-03-11 00:00", "2024-03-08 24:00", "2024-03-08 24:00"),
        ("2024-03-08 00:01", 24, "2024-03-11 00:01", "2024-03-11 00:01", "2024-03-09 00:01"),
        ("2024-03-08 23:30", 2, "2024-03-11 01:30", "2024-03-11 01:30", "2024-03-09 01:30"),
    ],
)
def test_hours(start: str, hours: int, due: str, stopped: str, none: str) -> None:
    assert limits.due_hours(at(start), hours, CN) == at(due)
    assert limits.due_hours(at(start), hours, CN, reading="stop_clock") == at(stopped)
    assert limits.due_hours(at(start), hours, CN, reading="none") == at(none)


def test_hours_other_readings() -> None:
    close = "close_of_next_working_day"
    friday = at("2024-03-08 15:00")
    assert limits.due_hours(friday, 24, CN, reading=close) == at("2024-03-11 24:00")
    six = limits.due_hours(friday, 24, CN, reading=close, close=time(18))
    assert six == at("2024-03-11 18:00")
    assert limits.due_hours(friday, 8, CN, reading=close) == at("2024-03-08 23:00")
    far = limits.due_hours(at("2024-03-08 00:00"), 24, CN, reading="stop_clock", edge="far")
    assert far == at("2024-03-11 00:00")


def test_only_holiday_breaks_are_skipped() -> None:
    def due(start: str) -> datetime:
        return limits.due_hours(at(start), 24, CN, skip="holiday_break")

    assert due("2024-03-08 15:00") == at("2024-03-09 15:00")
    assert due("2024-06-07 15:00") == at("2024-06-11 15:00")
    assert due("2026-09-30 16:00") == at("2026-10-08 16:00")


def test_on_time_at_the_end() -> None:
    due = at("2024-03-07 24:00")
    second = timedelta(seconds=1)
    assert [limits.met(due, due + step * second) for step in (-1, 0, 1)] == [True, True, False]


# Days: README; section 7 no. 4, 5, 6, 11, 12; Appendix F


@pytest.mark.parametrize(
    ("received", "due", "same_clock", "counted"),
    [
        ("2024-03-08 10:00", "2024-03-12 24:00", "2024-03-12 10:00", "2024-03-11 24:00"),
        ("2026-09-30 08:00", "2026-10-09 24:00", "2026-10-09 08:00", "2026-10-08 24:00"),
        ("2024-03-09 10:00", "2024-03-12 24:00", "2024-03-12 10:00", "2024-03-12 24:00"),
        ("2026-02-13 10:00", "2026-02-24 24:00", "2026-02-24 10:00", "2026-02-14 24:00"),
    ],
)
def test_two_working_days(received: str, due: str, same_clock: str, counted: str) -> None:
    assert limits.due_working_days(at(received), 2, CN) == at(due)
    assert limits.due_working_days(at(received), 2, CN, end="same_clock_time") == at(same_clock)
    assert limits.due_working_days(at(received), 2, CN, count_start=True) == at(counted)


@pytest.mark.parametrize(
    ("start", "n", "due", "counted"),
    [
        ("2024-03-01", 6, "2024-03-07 24:00", "2024-03-06 24:00"),
        ("2026-04-01", 15, "2026-04-16 24:00", "2026-04-15 24:00"),
        ("2026-04-01", 20, "2026-04-21 24:00", "2026-04-20 24:00"),
        ("2026-09-30", 3, "2026-10-03 24:00", "2026-10-02 24:00"),
        ("2025-03-31", 7, "2025-04-07 24:00", "2025-04-06 24:00"),
        ("2025-06-30", 7, "2025-07-07 24:00", "2025-07-06 24:00"),
        ("2025-09-30", 7, "2025-10-07 24:00", "2025-10-06 24:00"),
        ("2025-12-31", 7, "2026-01-07 24:00", "2026-01-06 24:00"),
        ("2024-02-28", 1, "2024-02-29 24:00", "2024-02-28 24:00"),
    ],
)
def test_calendar_days(start: str, n: int, due: str, counted: str) -> None:
    assert limits.due_calendar_days(on(start), n) == at(due)
    assert limits.due_calendar_days(on(start), n, count_start=True) == at(counted)


def test_calendar_day_alternatives() -> None:
    rolled = limits.due_calendar_days(on("2024-03-03"), 6, CN, roll=True)
    assert rolled == at("2024-03-11 24:00")
    assert limits.due_calendar_days(on("2024-03-01"), 6, close=time(18)) == at("2024-03-07 18:00")
    assert limits.days_before(on("2024-03-07"), 7) == on("2024-02-29")


def test_by_a_day_of_the_month() -> None:
    assert limits.due_month_day(2024, 3, 10) == at("2024-03-10 24:00")
    assert limits.due_month_day(2024, 3, 10, CN, roll=True) == at("2024-03-11 24:00")
    assert limits.due_month_day(2024, 1, 15, inclusive=False) == at("2024-01-14 24:00")
    assert limits.due_month_day(2024, 1, 31) == at("2024-01-31 24:00")
    assert limits.month_after(2024, 12) == (2025, 1)
    assert limits.month_before(2025, 1) == (2024, 12)


def test_the_complaint_clocks() -> None:
    accepted = at("2024-03-01 17:00")
    assert complaint.form_due(accepted) == at("2024-03-07 24:00")
    for investigated, due in (("03-03", "03-06"), ("03-04", "03-07"), ("03-05", "03-07")):
        done = at(f"2024-{investigated} 09:00")
        assert complaint.report_due(done, accepted) == at(f"2024-{due} 24:00")
    late = complaint.report_due(at("2024-03-05 09:00"), accepted, capped=False)
    assert late == at("2024-03-08 24:00")


def test_the_ticket_clocks() -> None:
    friday = at("2024-03-08 15:00")
    assert ticket.transfer_due(friday, CN) == at("2024-03-11 15:00")
    assert ticket.answer_due(friday, CN) == at("2024-03-11 03:00")
    assert ticket.two_day_due(friday, CN) == at("2024-03-12 24:00")


# Information score: README; section 7 no. 8


@pytest.mark.parametrize(
    ("counts", "per_item", "total_only", "none"),
    [
        ({}, F(10), F(10), F(10)),
        ({"missing": 12}, F(8), F(4), F(4)),
        ({"missing": 3, "late": 4}, F(81, 10), F(81, 10), F(81, 10)),
        ({"missing": 3, "late": 5}, F(8), F(8), F(8)),
        ({"missing": 3, "late": 6}, F(8), F(79, 10), F(79, 10)),
        ({"defects": 200}, F(75, 10), F(0), F(-10)),
        ({"plans": 2, "outlines": 1}, F(85, 10), F(85, 10), F(85, 10)),
    ],
)
def test_score(counts: dict[str, int], per_item: F, total_only: F, none: F) -> None:
    assert score.total(counts) == per_item
    assert score.total(counts, clamp="total_only") == total_only
    assert score.total(counts, clamp="none") == none


def test_score_of_the_mixed_example() -> None:
    counts = {"missing": 1, "late": 3, "defects": 4, "late_instant": 2, "omitted_instant": 1}
    assert score.total(counts | {"plans": 1}) == F(79, 10)
    assert score.total(counts | {"plans": 1}, late_points="once") == F(81, 10)


# Lateness of the office: README; Appendix F


@pytest.mark.parametrize(
    ("reading", "by_n"),
    [
        ("marginal", [0, 50, 100, 350, 600]),
        ("whole_month", [0, 50, 100, 750, 1000]),
        ("exclusive", [0, 50, 100, 150, 400]),
        ("flat", [0, 50, 100, 250, 250]),
    ],
)
def test_lateness(reading: str, by_n: list[int]) -> None:
    found = [lateness.deduction(500_000, n, reading) for n in range(5)]
    assert found == [yuan * 100 for yuan in by_n]


def test_lateness_to_the_fen() -> None:
    assert lateness.lines(333_350, 3) == [3334, 3334, 16668]
    assert lateness.lines(333_350, 3, rounding="half_even") == [3334, 3334, 16668]
    assert lateness.lines(333_250, 2, rounding="half_even") == [3332, 3332]
    assert lateness.deduction(333_250, 2) == 6666
    assert lateness.deduction(333_250, 2, rounding="round_the_sum") == 6665
    assert lateness.deduction(500_000, 22) == 510_000
    assert lateness.deduction(500_000, 22, cap=F(1)) == 500_000


def test_late_days() -> None:
    arrivals = [at("2024-03-04 08:30"), at("2024-03-05 08:30:01"), at("2024-03-05 09:00")]
    arrivals += [at("2024-03-06 08:29"), at("2024-03-06 10:00"), at("2024-04-01 09:00")]
    assert lateness.late_days(arrivals, 2024, 3) == [on("2024-03-05")]
    ends = [at("2024-03-04 17:29:59"), at("2024-03-04 17:30"), at("2024-03-04 17:30:01")]
    assert [lateness.is_early(end) for end in ends] == [True, False, False]
    assert [lateness.private_call_tolerated(s) for s in (179, 180, 181)] == [True, True, False]
