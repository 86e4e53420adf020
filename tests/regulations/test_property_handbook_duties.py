"""001 IM 4.1, 4.3, 4.4, 5.1: what comes back, and the move-in bulletin."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csrules.errors import InputError, MissingParameterError
from csrules.policy import amend
from csrules.recurrence import Duty
from csrules.regulations import property_handbook
from csrules.regulations.property_handbook import (
    MoveInDay,
    MoveInPeriod,
    PropertyHandbookPolicy,
    annual_plan,
    bulletin_due,
    bulletins,
    check_edition,
    data_check,
    duties,
    mailbox_duty,
    mailbox_reads,
    monthly_edition,
    monthly_feedback,
    monthly_report,
    training_outline,
)
from csrules.workcalendar import cn_calendar

POLICY = property_handbook.policy()
CALENDAR = cn_calendar(range(2024, 2027))
YEAR = (date(2024, 1, 1), date(2024, 12, 31))
Maker = Callable[[PropertyHandbookPolicy], Duty]


def month(number: int) -> tuple[date, date]:
    return date(2024, number, 1), date(2024, number, 28)


@pytest.mark.parametrize(
    ("make", "rule", "day"),
    [
        (monthly_report, "001-IM-4.1-1", 10),
        (monthly_feedback, "001-IM-4.1-1", 20),
        (monthly_edition, "001-IM-5.1-1", 20),
    ],
)
def test_by_a_day_of_the_month_inclusive_and_without_roll(make: Maker, rule: str, day: int) -> None:
    (due,) = make(POLICY).due_dates(*month(3))  # 10 March 2024 is a Sunday
    assert (due.rule, due.first, due.last) == (rule, date(2024, 2, 1), date(2024, 2, 29))
    assert due.deadline.due == datetime(2024, 3, day + 1)
    assert due.deadline.met(datetime(2024, 3, day + 1))
    assert not due.deadline.met(datetime(2024, 3, day + 1, 0, 0, 1))
    assert len(make(POLICY).due_dates(*YEAR)) == 12


@pytest.mark.parametrize(
    ("changes", "due"),
    [
        ({"dates.by_day": "before"}, datetime(2024, 3, 10)),
        ({"dates.by_day_ends": "next_working_day"}, datetime(2024, 3, 12)),
        ({"reports.monthly_day": 12}, datetime(2024, 3, 13)),
    ],
)
def test_the_other_readings_of_the_tenth(changes: dict[str, Any], due: datetime) -> None:
    (found,) = monthly_report(amend(POLICY, changes)).due_dates(*month(3), CALENDAR)
    assert found.deadline.due == due


@pytest.mark.parametrize(
    ("make", "rule", "last"),
    [
        (annual_plan, "001-IM-4.1-11", date(2024, 1, 15)),
        (training_outline, "001-IM-4.1-12", date(2024, 1, 31)),
    ],
)
def test_once_a_year_inclusive(make: Maker, rule: str, last: date) -> None:
    (due,) = make(POLICY).due_dates(*YEAR)
    assert (due.rule, due.deadline.last_day) == (rule, last)
    assert due.deadline.met(datetime(2024, 1, last.day, 23, 59))


def test_any_day_in_january_stays_any_day_under_the_strict_reading() -> None:
    (due,) = training_outline(amend(POLICY, {"dates.by_day": "before"})).due_dates(*YEAR)
    assert due.deadline.last_day == date(2024, 1, 31)


def test_routine_data_are_checked_each_quarter() -> None:
    """001-IM-4.3-4."""
    dues = data_check(POLICY, "sales").due_dates(*YEAR)
    assert [str(due.deadline.last_day) for due in dues] == [
        "2024-03-31", "2024-06-30", "2024-09-30", "2024-12-31"]  # fmt: skip
    assert (dues[0].duty, dues[0].rule) == ("data_check:sales", "001-IM-4.3-4")
    with pytest.raises(InputError, match="department"):
        data_check(POLICY, " ")


def test_the_duties_together() -> None:
    assert [duty.name for duty in duties(POLICY)] == [
        "monthly_report", "monthly_feedback", "monthly_edition", "annual_plan",
        "training_outline", "mailbox"]  # fmt: skip


class TestMailbox:
    """001-IM-4.4.4-2."""

    def test_only_working_days(self) -> None:
        dues = mailbox_duty(POLICY).due_dates(date(2024, 3, 8), date(2024, 3, 11), CALENDAR)
        assert [due.first.day for due in dues] == [8, 11]

    def test_twice_a_day(self) -> None:
        reads = [datetime(2024, 3, 8, 9), datetime(2024, 3, 8, 16), datetime(2024, 3, 9, 9),
                 datetime(2024, 3, 11, 9)]  # fmt: skip
        found = mailbox_reads(POLICY, reads, date(2024, 3, 8), date(2024, 3, 11), CALENDAR)
        assert (found.short, found.days, found.met) == (((date(2024, 3, 11), 1),), 2, False)
        assert "001-IM-4.4.4-2" in found.explain("zh")
        assert mailbox_reads(POLICY, reads, date(2024, 3, 8), date(2024, 3, 10), CALENDAR).met

    def test_the_same_moment_is_read_once(self) -> None:
        reads = [datetime(2024, 3, 8, 9)] * 2
        found = mailbox_reads(POLICY, reads, date(2024, 3, 8), date(2024, 3, 8), CALENDAR)
        assert found.short == ((date(2024, 3, 8), 1),)

    def test_bad_moments(self) -> None:
        with pytest.raises(InputError, match=r"reads\[0\]"):
            mailbox_reads(POLICY, [date(2024, 3, 8)], *month(3), CALENDAR)  # type: ignore[list-item]


def test_an_edition_goes_by_mail_and_onto_the_page() -> None:
    """001-IM-5.1-1."""
    assert check_edition(["a", "b"], mailed_to=["a", "b"], on_page=True).complete
    lacking = check_edition(["a", "b"], mailed_to=["a"], on_page=False)
    assert (lacking.not_mailed, lacking.complete, len(lacking.reasons)) == (("b",), False, 2)
    with pytest.raises(InputError, match="on_page"):
        check_edition(["a"], mailed_to=["a"], on_page=1)  # type: ignore[arg-type]
    with pytest.raises(InputError) as caught:
        check_edition("ab", mailed_to="ab", on_page=True)
    assert [fault.path for fault in caught.value.faults] == ["departments", "mailed_to"]
    assert check_edition(["a"], mailed_to={"a": 1}, on_page=True).complete


MAY = MoveInPeriod(date(2024, 5, 1), date(2024, 5, 31))
PROBLEM, QUIET = MoveInDay(major_problem=True), MoveInDay()


class TestBulletinDue:
    """001-IM-4.1-5."""

    def test_quiet_days_may_wait_until_five_days_after_the_last(self) -> None:
        asked = bulletin_due(POLICY, MAY, date(2024, 5, 7), QUIET, date(2024, 5, 6))
        assert asked.deadline is not None
        assert (asked.deadline.last_day, asked.daily) == (date(2024, 5, 11), False)
        assert asked.deadline.rule == asked.reasons[0].rule == "001-IM-4.1-5"

    def test_before_the_first_bulletin_the_gap_counts_from_the_eve(self) -> None:
        asked = bulletin_due(POLICY, MAY, date(2024, 5, 1), QUIET)
        assert asked.deadline is not None
        assert asked.deadline.last_day == date(2024, 5, 5)

    def test_a_major_problem_is_reported_at_once(self) -> None:
        asked = bulletin_due(POLICY, MAY, date(2024, 5, 7), PROBLEM, date(2024, 5, 6))
        assert asked.deadline is not None
        assert (asked.deadline.last_day, asked.at_once) == (date(2024, 5, 7), True)

    def test_a_day_of_its_own_ends_as_the_company_says_and_does_not_roll(self) -> None:
        """R7, R8: close of business; Saturday 18 May stays, as `bulletins` asks for it then."""
        closing = amend(POLICY, {"dates.day_end": "close_of_business"})
        hours = cn_calendar(2024, hours="08:30-12:00,13:30-17:30")
        asked = bulletin_due(closing, MAY, date(2024, 5, 7), PROBLEM, calendar=hours)
        assert asked.deadline is not None
        assert asked.deadline.due == datetime(2024, 5, 7, 17, 30)
        rolling = amend(POLICY, {"dates.count_ends": "next_working_day"})
        asked = bulletin_due(rolling, MAY, date(2024, 5, 18), PROBLEM, calendar=hours)
        assert asked.deadline is not None
        assert asked.deadline.last_day == date(2024, 5, 18)
        found = bulletins(rolling, MAY, {date(2024, 5, 18): PROBLEM}, (), hours)
        assert date(2024, 5, 18) in found.missing

    def test_beyond_the_period_nothing_is_due(self) -> None:
        asked = bulletin_due(POLICY, MAY, date(2024, 5, 30), QUIET, date(2024, 5, 29))
        assert asked.deadline is None
        with pytest.raises(InputError, match=r"001-IM-4\.1-5"):
            bulletin_due(POLICY, MAY, date(2024, 6, 1), QUIET)

    def test_both_conditions_need_a_number_for_few(self) -> None:
        both = amend(POLICY, {"move_in.seldom": "both"})
        with pytest.raises(MissingParameterError, match=r"move_in\.few"):
            bulletin_due(both, MAY, date(2024, 5, 7), QUIET)
        few = amend(both, {"move_in.few": 3})
        for move_ins, daily in ((3, False), (4, True)):
            asked = bulletin_due(few, MAY, date(2024, 5, 7), MoveInDay(move_ins))
            assert asked.daily is daily
        with pytest.raises(InputError, match="how many moved in"):
            bulletin_due(few, MAY, date(2024, 5, 7), QUIET)

    def test_bad_input(self) -> None:
        with pytest.raises(InputError, match="last_bulletin"):
            bulletin_due(POLICY, MAY, date(2024, 5, 7), QUIET, date(2024, 5, 8))
        with pytest.raises(InputError, match="exchange"):
            MoveInPeriod(date(2024, 5, 2), date(2024, 5, 1))
        with pytest.raises(InputError):
            bulletin_due(POLICY, MAY, datetime(2024, 5, 7), QUIET)


class TestBulletins:
    @pytest.mark.parametrize(
        ("sent", "missing"),
        [
            ((5, 10, 15, 20, 25, 30), ()),
            ((6, 10, 15, 20, 25, 30), (5,)),  # noted once, then counted anew
            ((5, 11, 15, 20, 25, 30), (10,)),
            ((5,), (10, 15, 20, 25, 30)),
        ],
    )
    def test_the_gap_is_five_days(self, sent: tuple[int, ...], missing: tuple[int, ...]) -> None:
        found = bulletins(POLICY, MAY, {}, [date(2024, 5, day) for day in sent])
        assert [day.day for day in found.missing] == list(missing)

    def test_a_major_problem_needs_its_own_bulletin(self) -> None:
        sent = [date(2024, 5, day) for day in (5, 10, 15, 20, 25, 30)]
        found = bulletins(POLICY, MAY, {date(2024, 5, 7): PROBLEM}, sent)
        assert found.missing == (date(2024, 5, 7),)
        assert "2024年5月7日" in found.explain("zh")

    def test_days_outside_the_period_are_refused(self) -> None:
        with pytest.raises(InputError, match="sent"):
            bulletins(POLICY, MAY, {}, [date(2024, 6, 1)])
        with pytest.raises(InputError, match="days"):
            bulletins(POLICY, MAY, {date(2024, 4, 30): QUIET}, [])
        noon = datetime(2024, 5, 7, 12)
        with pytest.raises(InputError) as caught:
            bulletins(POLICY, MAY, {noon: QUIET}, [noon])
        assert {fault.path for fault in caught.value.faults} == {"days[0]", "sent[0]"}

    @given(st.sets(st.integers(0, 30)))
    def test_sent_and_missing_together_leave_no_gap_above_five_days(self, days: set[int]) -> None:
        sent = {MAY.first + timedelta(days=day) for day in days}
        found = bulletins(POLICY, MAY, {}, sent)
        line = sorted({MAY.first - timedelta(days=1), *sent, *found.missing})
        gaps = [(later - early).days for early, later in pairwise(line)]
        assert all(gap <= 5 for gap in gaps)
        assert not sent & set(found.missing)
