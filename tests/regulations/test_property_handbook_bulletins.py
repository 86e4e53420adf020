"""001 IM 4.1: the bulletin of a collective move-in period."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csrules.errors import InputError, MissingParameterError
from csrules.policy import amend
from csrules.regulations import property_handbook
from csrules.regulations.property_handbook import (
    MoveInDay,
    MoveInPeriod,
    bulletin_due,
    bulletins,
    day_bulletin_due,
)
from csrules.workcalendar import cn_calendar

POLICY = property_handbook.policy()
BOTH = amend(POLICY, {"move_in.seldom": "both", "move_in.few": 3})
RULE = "001-IM-4.1-5"
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

    @pytest.mark.parametrize(("last", "due"), [(26, 31), (27, None)])
    def test_beyond_the_period_nothing_is_due(self, last: int, due: int | None) -> None:
        asked = bulletin_due(POLICY, MAY, date(2024, 5, 30), QUIET, date(2024, 5, last))
        assert (asked.deadline and asked.deadline.last_day.day) == due

    @pytest.mark.parametrize(
        ("day", "info", "last", "en", "zh"),
        [
            (7, PROBLEM, 6, "Tuesday 7 May 2024: a major problem, at once",
             "2024年5月7日星期二：有重大问题，即时报送"),
            (7, MoveInDay(4), 6, "Tuesday 7 May 2024: a bulletin each day",
             "2024年5月7日星期二：每日一报"),
            (7, MoveInDay(3), 6,
             "at least every 5 days: 5 days after Monday 6 May 2024, by 24:00 on 11 May 2024",
             "至少5日一报：2024年5月6日星期一之后5日，至2024年5月11日24时止"),
            (30, MoveInDay(3), 29, "the move-in period ends before", "集中入住期先行结束"),
        ],
    )  # fmt: skip
    def test_the_answer_says_why(
        self, day: int, info: MoveInDay, last: int, en: str, zh: str
    ) -> None:
        asked = bulletin_due(BOTH, MAY, date(2024, 5, day), info, date(2024, 5, last))
        assert asked.explain() == f"{en} [{RULE}]"
        assert asked.explain("zh") == f"{zh} [{RULE}]"

    def test_the_bulletin_of_a_day_cites_the_rule(self) -> None:
        assert day_bulletin_due(POLICY, date(2024, 5, 7)).rule == RULE

    def test_after_the_bulletin_of_today_the_gap_counts_from_today(self) -> None:
        asked = bulletin_due(POLICY, MAY, date(2024, 5, 7), QUIET, date(2024, 5, 7))
        assert asked.deadline is not None
        assert asked.deadline.last_day == date(2024, 5, 12)

    def test_both_conditions_need_a_number_for_few(self) -> None:
        both = amend(POLICY, {"move_in.seldom": "both"})
        with pytest.raises(MissingParameterError, match=r"move_in\.few"):
            bulletin_due(both, MAY, date(2024, 5, 7), QUIET)
        for move_ins, daily in ((3, False), (4, True)):
            asked = bulletin_due(BOTH, MAY, date(2024, 5, 7), MoveInDay(move_ins))
            assert asked.daily is daily
        with pytest.raises(InputError, match="how many moved in") as caught:
            bulletin_due(BOTH, MAY, date(2024, 5, 7), QUIET)
        assert [(fault.path, fault.rule) for fault in caught.value.faults] == [
            ("info.move_ins", RULE)]  # fmt: skip

    def test_bad_input(self) -> None:
        with pytest.raises(InputError, match="last_bulletin"):
            bulletin_due(POLICY, MAY, date(2024, 5, 7), QUIET, date(2024, 5, 8))
        with pytest.raises(InputError, match=r"^last: .*exchange"):
            MoveInPeriod(date(2024, 5, 2), date(2024, 5, 1))
        with pytest.raises(InputError, match=r"^info\.move_ins: .* of move-ins, at least 0"):
            bulletin_due(POLICY, MAY, date(2024, 5, 7), MoveInDay(-1))

    @pytest.mark.parametrize("day", [date(2024, 4, 30), date(2024, 6, 1)])
    def test_a_day_outside_of_the_period_is_refused(self, day: date) -> None:
        with pytest.raises(InputError) as caught:
            bulletin_due(POLICY, MAY, day, QUIET, day)
        (fault,) = caught.value.faults
        assert (fault.path, fault.rule) == ("day", RULE)
        assert fault.expected == "a day of the period 2024-05-01 to 2024-05-31"

    def test_a_datetime_is_no_day(self) -> None:
        noon: Any = datetime(2024, 5, 7, 12)
        with pytest.raises(InputError) as caught:
            bulletin_due(POLICY, MAY, noon, QUIET, noon)
        assert [fault.path for fault in caught.value.faults] == ["day", "last_bulletin"]
        with pytest.raises(InputError, match=r"^day: .*day\.date\(\)"):
            day_bulletin_due(POLICY, noon)
        with pytest.raises(InputError) as caught:
            MoveInPeriod(noon, noon)
        assert [(fault.path, fault.mend) for fault in caught.value.faults] == [
            ("first", "give first.date()"), ("last", "give last.date()")]  # fmt: skip


class TestBulletins:
    def test_a_period_may_be_a_single_day(self) -> None:
        day = date(2024, 5, 7)
        assert bulletins(POLICY, MoveInPeriod(day, day), {day: PROBLEM}, ()).missing == (day,)

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

    def test_that_none_is_missing_is_said(self) -> None:
        sent = [date(2024, 5, day) for day in (5, 10, 15, 20, 25, 30)]
        found = bulletins(POLICY, MAY, {}, sent)
        assert found.explain() == f"6 bulletins, none missing [{RULE}]"
        assert found.explain("zh") == f"已报6期，无缺报 [{RULE}]"

    def test_a_major_problem_needs_its_own_bulletin(self) -> None:
        sent = [date(2024, 5, day) for day in (5, 10, 15, 20, 25, 30)]
        found = bulletins(POLICY, MAY, {date(2024, 5, 7): PROBLEM}, sent)
        assert found.missing == (date(2024, 5, 7),)
        assert "2024年5月7日" in found.explain("zh")

    @pytest.mark.parametrize(
        ("days", "sent", "path"),
        [
            ((), range(30, 0, -1), "sent.2024-06-01"),  # the earliest, whatever their order
            (range(30, 0, -1), (), "days.2024-06-01"),
            ((1,), (2,), "sent.2024-06-02"),
        ],
    )
    def test_days_outside_the_period_are_refused(
        self, days: Iterable[int], sent: Iterable[int], path: str
    ) -> None:
        told = {date(2024, 6, day): QUIET for day in days}
        with pytest.raises(InputError) as caught:
            bulletins(POLICY, MAY, told, [date(2024, 6, day) for day in sent])
        (fault,) = caught.value.faults
        assert (fault.path, str(fault.value)) == (path, path[-10:])

    def test_moments_are_no_days(self) -> None:
        noon = datetime(2024, 5, 7, 12)
        with pytest.raises(InputError) as caught:
            bulletins(POLICY, MAY, {noon: QUIET}, [noon])
        assert [fault.path for fault in caught.value.faults] == ["sent[0]", "days[0]"]

    @given(st.sets(st.integers(0, 30)))
    def test_sent_and_missing_together_leave_no_gap_above_five_days(self, days: set[int]) -> None:
        sent = {MAY.first + timedelta(days=day) for day in days}
        found = bulletins(POLICY, MAY, {}, sent)
        line = sorted({MAY.first - timedelta(days=1), *sent, *found.missing})
        gaps = [(later - early).days for early, later in pairwise(line)]
        assert all(gap <= 5 for gap in gaps)
        assert not sent & set(found.missing)
