"""001 IM 6.1: what became of each report of a year, and what may be counted at all."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from csrules.errors import InputError
from csrules.policy import amend
from csrules.regulations import property_handbook
from csrules.regulations.property_handbook import (
    Effective,
    InstantItem,
    Judged,
    Mail,
    MonthlyReport,
    Report,
    ReportCounts,
    counts_of_reports,
    reports_due,
)

POLICY = property_handbook.policy()
LAST_DAY = date(2024, 12, 31)
SECOND = timedelta(seconds=1)


def counted(as_of: date = LAST_DAY, **given: Any) -> ReportCounts:
    return counts_of_reports(POLICY, 2024, as_of, **given)


def named(found: ReportCounts, name: str) -> Judged:
    (one,) = (each for each in found.reports if each.name.en == name)
    return one


def paths(error: InputError) -> list[str]:
    return [fault.path for fault in error.faults]


class TestTheTwelve:
    """R21."""

    @pytest.mark.parametrize(
        ("reading", "first", "last"),
        [
            ("due_in_year", date(2023, 12, 1), date(2024, 11, 1)),
            ("covering_year", date(2024, 1, 1), date(2024, 12, 1)),
        ],
    )
    @pytest.mark.parametrize("day", [2, 31])
    def test_a_year_has_them_whatever_their_day(
        self, reading: str, first: date, last: date, day: int
    ) -> None:
        days = {"monthly_day": day, "feedback_day": 31}
        dues = reports_due(amend(POLICY, {"reports": days, "score.year": reading}), 2024)
        assert (len(dues), dues[0].first, dues[-1].first) == (12, first, last)

    @pytest.mark.parametrize("year", [3, 9996])
    def test_the_first_and_the_last_year(self, year: int) -> None:
        assert len(reports_due(POLICY, year)) == 12

    @pytest.mark.parametrize("year", [2, 9997])
    def test_no_year_before_or_after(self, year: int) -> None:
        for ask in (
            lambda: reports_due(POLICY, year),
            lambda: counts_of_reports(POLICY, year, LAST_DAY),
        ):
            with pytest.raises(InputError) as caught:
                ask()
            assert [(fault.path, fault.expected) for fault in caught.value.faults] == [
                ("year", "a whole number, from 3 to 9996")]  # fmt: skip


@pytest.mark.parametrize("wrong", ["soon", date(2023, 12, 31)])
def test_a_day_of_the_count_is_refused_beside_a_plan_that_is_no_mail(wrong: Any) -> None:
    with pytest.raises(InputError) as caught:
        counted(wrong, plan=wrong)
    assert paths(caught.value) == ["as_of", "plan"]


def test_a_year_is_refused_beside_a_calendar_that_is_none() -> None:
    with pytest.raises(InputError) as caught:
        reports_due(POLICY, 2, 2)  # type: ignore[arg-type]  # wrong on purpose
    assert paths(caught.value) == ["year", "calendar"]


def test_the_day_of_the_count_lies_in_the_year_or_after() -> None:
    """001-IM-6.1-2."""
    with pytest.raises(InputError) as caught:
        counted(date(2023, 12, 31))
    (fault,) = caught.value.faults
    assert (fault.path, fault.expected, fault.rule) == (
        "as_of", "a day not before 2024-01-01", "001-IM-6.1-2")  # fmt: skip


class TestWhatIsGiven:
    @pytest.mark.parametrize(
        ("year", "month", "defects", "path", "expected"),
        [
            (1, 1, 0, "monthly[0].year", "a whole number, from 2 to 9997"),
            (9998, 1, 0, "monthly[0].year", "a whole number, from 2 to 9997"),
            (2024, 0, 0, "monthly[0].month", "a whole number, from 1 to 12"),
            (2024, 13, 0, "monthly[0].month", "a whole number, from 1 to 12"),
            (2024, 1, -1, "monthly[0].defects", "a whole number of defects, at least 0"),
        ],
    )
    def test_a_monthly_report_is_of_a_month_that_there_is(
        self, year: int, month: int, defects: int, path: str, expected: str
    ) -> None:
        with pytest.raises(InputError) as caught:
            counted(monthly=[MonthlyReport(year, month, Mail(None), defects)])
        assert [(fault.path, fault.expected) for fault in caught.value.faults] == [(path, expected)]

    def test_a_month_has_one_report(self) -> None:
        """001-IM-6.1-2."""
        with pytest.raises(InputError) as caught:
            counted(monthly=[MonthlyReport(2024, 2, Mail(None))] * 2)
        (fault,) = caught.value.faults
        assert (fault.path, fault.expected, fault.rule) == (
            "monthly[1]", "one report for each month", "001-IM-6.1-2")  # fmt: skip

    @pytest.mark.parametrize("year", [2, 9997])
    def test_a_report_of_a_distant_year_is_left_out(self, year: int) -> None:
        assert len(counted(monthly=[MonthlyReport(year, 1, Mail(None))]).left_out) == 1

    @pytest.mark.parametrize(
        ("mail", "path"),
        [
            (Mail(datetime(2024, 3, 5), datetime(2024, 2, 29, 23, 59, 59)), "first_sent_at"),
            (Mail(datetime(2024, 2, 29), datetime(2024, 2, 28)), "first_sent_at"),
            (Mail(None, datetime(2024, 2, 29)), "first_sent_at"),
            (Mail(datetime(2024, 2, 29)), "received_at"),
            (Mail(datetime(2024, 3, 5, tzinfo=UTC)), "received_at"),
            (Mail(None, datetime(2024, 3, 5, tzinfo=UTC)), "first_sent_at"),
        ],
    )
    def test_each_time_of_a_mail_is_judged_by_its_name(self, mail: Mail, path: str) -> None:
        with pytest.raises(InputError) as caught:
            counted(monthly=[MonthlyReport(2024, 2, mail)])
        assert paths(caught.value) == [f"monthly[0].mail.{path}"]

    @pytest.mark.parametrize(
        ("name", "first"),
        [
            ("plan", datetime(2023, 1, 1)),
            ("summary", datetime(2024, 1, 1)),
            ("outline", datetime(2024, 1, 1)),
        ],
    )
    def test_what_is_yearly_exists_from_a_first_day_on(self, name: str, first: datetime) -> None:
        mails: dict[str, Any] = {name: Mail(first)}
        counts = counted(**mails).counts
        assert counts["missing_plans"] + counts["missing_training"] == 2  # the other two
        with pytest.raises(InputError) as caught:
            counted(**(mails | {name: Mail(first - SECOND)}))
        assert paths(caught.value) == [f"{name}.received_at"]

    @pytest.mark.parametrize(
        ("after", "reports", "left_out"), [(timedelta(0), 16, 0), (SECOND, 15, 1)]
    )
    def test_what_happens_after_the_day_of_the_count_is_left_out(
        self, after: timedelta, reports: int, left_out: int
    ) -> None:
        """Its 24:00 belongs to it (R7)."""
        item = InstantItem(Report.CLASS_1_INCIDENT, datetime(2024, 7, 1) + after)
        found = counted(date(2024, 6, 30), instant=[item])
        assert (len(found.reports), len(found.left_out)) == (reports, left_out)


class TestYearlyDays:
    """001-IM-4.1-11, 001-IM-4.1-12."""

    @pytest.mark.parametrize(
        ("month", "day", "plan", "outline"),
        [
            (1, 2, "24:00 on 2 January 2024", "24:00 on 31 January 2024"),
            (12, 31, "24:00 on 31 December 2024", "24:00 on 31 December 2024"),
        ],
    )
    def test_they_may_be_any_from_the_second_to_the_last(
        self, month: int, day: int, plan: str, outline: str
    ) -> None:
        days = {"plan_month": month, "plan_day": day, "training_month": month}
        found = counts_of_reports(amend(POLICY, {"reports": days}), 2024, LAST_DAY)
        assert [str(each.due) for each in found.reports[12:]] == [plan, plan, outline]


class TestWhatBecame:
    def test_what_was_not_received_has_no_time_and_no_defects(self) -> None:
        item = InstantItem(Report.CLASS_1_INCIDENT, datetime(2024, 3, 8))
        found = counted(instant=[item]).reports
        assert len(found) == 16
        assert {(each.effective, each.defects) for each in found} == {
            (Effective(None, False, False), 0)}  # fmt: skip

    def test_plan_summary_and_outline_in_their_order(self) -> None:
        assert [(each.name.en, each.name.zh, each.rule) for each in counted().reports[12:]] == [
            ("annual plan", "年度计划", "001-IM-6.1-6"),
            ("annual summary", "年度总结", "001-IM-6.1-6"),
            ("annual training outline", "年度培训大纲", "001-IM-6.1-7"),
        ]

    @pytest.mark.parametrize(
        ("received", "status", "rule"),
        [
            (datetime(2024, 3, 9, 1, 30), "on_time", "001-IM-6.1-4"),
            (datetime(2024, 3, 9, 1, 30, 1), "late", "001-IM-6.1-4"),
            (None, "missing", "001-IM-6.1-5"),
        ],
    )
    def test_late_and_omitted_instant_information_fall_under_two_rules(
        self, received: datetime | None, status: str, rule: str
    ) -> None:
        item = InstantItem(Report.CLASS_1_INCIDENT, datetime(2024, 3, 8, 23, 30), Mail(received))
        one = counted(instant=[item]).reports[12]
        assert (one.status, one.rule) == (status, rule)
        assert (one.name.en, one.name.zh) == (
            "class-1 incident, 23:30 on Friday 8 March 2024",
            "一类突发事件，2024年3月8日星期五23:30",
        )

    @pytest.mark.parametrize(
        ("mail", "status", "defects"),
        [
            (Mail(datetime(2024, 3, 5)), "on_time", 3),
            (Mail(datetime(2024, 3, 12)), "late", 3),
            (Mail(None), "missing", 0),
        ],
    )
    def test_only_what_was_received_has_defects(
        self, mail: Mail, status: str, defects: int
    ) -> None:
        """001-IM-6.1-2, 001-IM-6.1-3."""
        found = counted(monthly=[MonthlyReport(2024, 2, mail, defects=3)])
        one = named(found, "monthly report of 2024-02")
        assert (one.status, one.rule, one.defects) == (status, "001-IM-6.1-2", defects)


def test_each_report_is_told_with_the_time_that_counts() -> None:
    """001-IM-6.2-2 where something was received; nothing more is said of what is missing."""
    february = MonthlyReport(2024, 2, Mail(datetime(2024, 3, 12, 9)), defects=3)
    january = MonthlyReport(2024, 1, Mail(datetime(2024, 2, 5, 9)))
    found = counted(monthly=[february, january])
    assert found.explain().splitlines()[:5] == [
        "monthly report of 2023-12: missing, due 24:00 on 10 January 2024 [001-IM-6.1-2]",
        "monthly report of 2024-01: on time, due 24:00 on 10 February 2024 [001-IM-6.1-2]",
        "the receipt counts, 09:00 on Monday 5 February 2024 [001-IM-6.2-2]",
        "monthly report of 2024-02: late, due 24:00 on 10 March 2024, 3 defects [001-IM-6.1-2]",
        "the receipt counts, 09:00 on Tuesday 12 March 2024 [001-IM-6.2-2]",
    ]
    assert found.explain("zh").splitlines()[:5] == [
        "2023年12月月报：缺报，应于2024年1月10日24时前 [001-IM-6.1-2]",
        "2024年1月月报：按时，应于2024年2月10日24时前 [001-IM-6.1-2]",
        "以收到时间2024年2月5日星期一09:00为准 [001-IM-6.2-2]",
        "2024年2月月报：迟报，应于2024年3月10日24时前，差错3处 [001-IM-6.1-2]",
        "以收到时间2024年3月12日星期二09:00为准 [001-IM-6.2-2]",
    ]
