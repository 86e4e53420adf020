"""001 IM 6: the score from counts, from reports, and its grade."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import attrs
import pytest

from csrules.errors import InputError, MissingParameterError
from csrules.policy import amend
from csrules.regulations import property_handbook
from csrules.regulations.property_handbook import (
    Change,
    InstantItem,
    Mail,
    MonthlyReport,
    MoveInPeriod,
    Report,
    ReportCounts,
    YearScore,
    bulletins,
    counts_of_reports,
    information_grade,
    information_score,
    reports_due,
    score_reports,
)
from csrules.workcalendar import cn_calendar

POLICY = property_handbook.policy()
SECOND = timedelta(seconds=1)
NAMES = {
    "missing_periodic": "missing",
    "late_periodic": "late",
    "defects": "defects",
    "late_instant": "late_instant",
    "omitted_instant": "omitted_instant",
    "missing_plans": "plans",
    "missing_training": "outlines",
}
MOST = dict.fromkeys(NAMES, 40) | {
    "missing_periodic": 12,
    "late_periodic": 0,
    "missing_plans": 2,
    "missing_training": 1,
}


class TestFromCounts:
    @pytest.mark.parametrize(
        ("given_counts", "total"),
        [
            ({}, "10.0"),
            ({"missing_periodic": 12}, "8.0"),
            ({"missing_periodic": 1, "late_periodic": 3, "defects": 4, "late_instant": 2,
              "omitted_instant": 1, "missing_plans": 1, "missing_training": 0}, "7.9"),
            ({"missing_periodic": 4}, "8.0"),
            ({"missing_periodic": 3, "late_periodic": 5}, "8.0"),
            ({"missing_periodic": 3, "late_periodic": 4}, "8.1"),
            ({"defects": 25}, "7.5"),
            ({"defects": 26}, "7.5"),
            ({"late_instant": 21}, "8.0"),
            ({"omitted_instant": 9}, "8.2"),
            ({"missing_plans": 2}, "9.0"),
            ({"missing_training": 1}, "9.5"),
            (MOST, "0.0"),
            ({"late_periodic": 12}, "8.8"),
        ],
    )  # fmt: skip
    def test_worked_values(self, given_counts: dict[str, int], total: str) -> None:
        assert str(information_score(POLICY, **given_counts).total) == total

    def test_the_total_alone_clamped(self) -> None:
        policy = amend(POLICY, {"score.clamp": "total"})
        assert information_score(policy, missing_periodic=12).total == Decimal("4.0")

    @pytest.mark.parametrize(
        ("count", "item", "rule", "lost"),
        [
            ("missing_periodic", "periodic_on_time", "001-IM-6.1-2", "0.5"),
            ("late_periodic", "periodic_on_time", "001-IM-6.1-2", "0.1"),
            ("defects", "periodic_quality", "001-IM-6.1-3", "0.1"),
            ("late_instant", "instant_on_time", "001-IM-6.1-4", "0.1"),
            ("omitted_instant", "instant_complete", "001-IM-6.1-5", "0.2"),
            ("missing_plans", "plans", "001-IM-6.1-6", "0.5"),
            ("missing_training", "training", "001-IM-6.1-7", "0.5"),
        ],
    )
    def test_each_count_costs_its_item(self, count: str, item: str, rule: str, lost: str) -> None:
        score = information_score(POLICY, **{count: 1})
        assert score[item].lost == Decimal(lost)
        assert score[item].reasons[0].rule == rule
        assert score.reasons[-1].rule == "001-IM-6.1-1"
        assert [each.name for each in score.items if each.lost] == [item]

    def test_the_points_are_parameters(self) -> None:
        policy = amend(POLICY, {"score.late_periodic": "0.3"})
        assert information_score(policy, late_periodic=2).total == Decimal("9.4")

    def test_bad_counts_come_at_once(self) -> None:
        with pytest.raises(InputError) as caught:
            information_score(POLICY, defects=True, late_instant=-1)
        assert [fault.path for fault in caught.value.faults] == [
            "information_score.defects", "information_score.late_instant"]  # fmt: skip

    @pytest.mark.parametrize(
        ("given_counts", "name", "rule"),
        [
            ({"missing_periodic": 13}, "missing_periodic", "001-IM-6.1-2"),
            ({"late_periodic": 13}, "late_periodic", "001-IM-6.1-2"),
            ({"missing_periodic": 12, "late_periodic": 1}, "late_periodic", "001-IM-6.1-2"),
            ({"missing_plans": 3}, "missing_plans", "001-IM-6.1-6"),
            ({"missing_training": 2}, "missing_training", "001-IM-6.1-7"),
        ],
    )
    def test_no_more_than_the_year_has(
        self, given_counts: dict[str, int], name: str, rule: str
    ) -> None:
        with pytest.raises(InputError) as caught:
            information_score(POLICY, **given_counts)
        (fault,) = caught.value.faults
        assert (fault.path, fault.rule) == (f"information_score.{name}", rule)

    def test_every_count_that_is_too_high_comes_at_once(self) -> None:
        with pytest.raises(InputError) as caught:
            information_score(POLICY, missing_periodic=13, missing_plans=3, missing_training=2)
        assert [fault.rule for fault in caught.value.faults] == [
            "001-IM-6.1-2", "001-IM-6.1-6", "001-IM-6.1-7"]  # fmt: skip


def mail(text: str, **more: Any) -> Mail:
    return Mail(datetime.fromisoformat(text), **more)


def year_of_reports(year: int = 2024, minute: int = 0) -> list[MonthlyReport]:
    """Twelve reports that fall due in the year, each received on the 5th."""
    found = []
    for due in reports_due(POLICY, year):
        received = datetime(due.deadline.last_day.year, due.deadline.last_day.month, 5, 9, minute)
        found.append(MonthlyReport(due.first.year, due.first.month, Mail(received)))
    return found


FULL: dict[str, Any] = {
    "plan": mail("2024-01-10T09:00"),
    "summary": mail("2024-01-10T09:00"),
    "outline": mail("2024-01-20T09:00"),
}


def scored(monthly: list[MonthlyReport] | None = None, **more: Any) -> YearScore:
    reports = year_of_reports() if monthly is None else monthly
    return score_reports(POLICY, 2024, date(2024, 12, 31), monthly=reports, **{**FULL, **more})


class TestMonthly:
    def test_the_twelve_that_fall_due_in_the_year(self) -> None:
        """R21."""
        dues = reports_due(POLICY, 2024)
        assert (str(dues[0].first), str(dues[-1].first)) == ("2023-12-01", "2024-11-01")
        covering = amend(POLICY, {"score.year": "covering_year"})
        dues = reports_due(covering, 2024)
        assert (len(dues), str(dues[0].first), str(dues[-1].first)) == (
            12, "2024-01-01", "2024-12-01")  # fmt: skip
        assert dues[-1].deadline.last_day == date(2025, 1, 10)

    def test_a_full_year(self) -> None:
        full = scored()
        assert (full.total, full.counted.left_out) == (Decimal("10.0"), ())
        assert set(full.counted.counts.values()) == {0}
        assert {each.status for each in full.counted.reports} == {"on_time", "received"}

    def test_the_reports_are_told_before_the_points(self) -> None:
        """001-IM-6.1-1, 001-IM-6.1-2: the report of December is missing, which costs 0.5."""
        found = scored(year_of_reports()[1:])
        lines = found.explain().splitlines()
        assert lines[0].startswith("monthly report of 2023-12: missing")
        assert "missing monthly report: 1 × 0.5 = 0.5 points [001-IM-6.1-2]" in lines
        assert lines[-1].endswith("= 9.5 [001-IM-6.1-1]")

    @pytest.mark.parametrize(
        ("received", "status"),
        [
            ("2024-03-10T23:59", "on_time"),
            ("2024-03-11T00:00", "on_time"),  # 24:00 of the 10th
            ("2024-03-11T00:00:01", "late"),
            ("2024-12-31T23:59", "late"),
            ("2025-01-01T00:00", "late"),  # 24:00 of the day of the count
            ("2025-01-01T00:00:01", "missing"),
        ],
    )
    def test_on_time_late_or_missing(self, received: str, status: str) -> None:
        reports = year_of_reports()
        reports[2] = MonthlyReport(2024, 2, mail(received))
        found = scored(reports)
        assert found.counted.reports[2].status == status
        counts = found.counted.counts
        assert (counts["late_periodic"], counts["missing_periodic"]) == (
            int(status == "late"), int(status == "missing"))  # fmt: skip

    def test_sent_again_after_a_network_failure(self) -> None:
        reports = year_of_reports()
        again = {"first_sent_at": datetime(2024, 3, 10, 16), "objective_cause": True}
        reports[2] = MonthlyReport(2024, 2, mail("2024-03-12T09:00", original_mail=True, **again))
        assert scored(reports).total == Decimal("10.0")
        reports[2] = MonthlyReport(2024, 2, mail("2024-03-12T09:00", **again))
        assert scored(reports).total == Decimal("9.9")

    def test_not_received_on_the_day_is_missing_due_or_not(self) -> None:
        half = score_reports(POLICY, 2024, date(2024, 6, 30), monthly=year_of_reports(), **FULL)
        assert half.counted.counts["missing_periodic"] == 6
        assert half.total == Decimal("8.0")

    def test_a_missing_report_says_that_it_was_not_yet_due(self) -> None:
        for day, said in ((date(2024, 7, 10), True), (date(2024, 7, 11), False)):
            found = score_reports(POLICY, 2024, day, monthly=year_of_reports()[:6], **FULL)
            june = found.counted.reports[6]
            assert (june.status, june.counted_on) == ("missing", day if said else None)
        assert (
            "monthly report of 2024-07: missing, not yet due on Thursday 11 July 2024"
            in found.explain()
        )
        assert "2024年7月月报：缺报，2024年7月11日星期四尚未到期" in found.explain("zh")

    def test_the_day_of_the_count_lies_not_before_the_year(self) -> None:
        first = score_reports(POLICY, 2024, date(2024, 1, 1))
        assert first.counted.counts["missing_periodic"] == 12
        for day in (date(2023, 12, 31), date(2020, 1, 1)):
            with pytest.raises(InputError, match=r"as_of.*not before 2024-01-01"):
                score_reports(POLICY, 2024, day)

    def test_defects_count_in_received_reports_only(self) -> None:
        reports = year_of_reports()
        reports[2] = MonthlyReport(2024, 2, reports[2].mail, defects=3)
        assert scored(reports).counted.counts["defects"] == 3
        reports[2] = MonthlyReport(2024, 2, Mail(None), defects=3)
        counts = scored(reports).counted.counts
        assert (counts["defects"], counts["missing_periodic"]) == (0, 1)

    def test_a_report_of_another_year_is_left_out_by_name(self) -> None:
        more = [*year_of_reports(), MonthlyReport(2024, 12, mail("2025-01-05T09:00"))]
        found = scored(more)
        assert (found.total, found.counted.left_out) == (Decimal("10.0"), ("monthly 2024-12",))

    def test_received_before_it_could_exist(self) -> None:
        """The month that it covers has to be over."""
        reports = year_of_reports()
        reports[2] = MonthlyReport(2024, 2, mail("2024-03-01T00:00"))
        assert scored(reports).total == Decimal("10.0")
        reports[2] = MonthlyReport(2024, 2, mail("2024-02-29T23:59:59"))
        with pytest.raises(InputError, match=r"monthly\[2\]\.mail\.received_at.*could not exist"):
            scored(reports)

    def test_faults_come_at_once(self) -> None:
        wrong = [(13, 0), (2, 0), (2, -1)]
        more = [MonthlyReport(2024, month, Mail(None), defects) for month, defects in wrong]
        reports = [*year_of_reports(), *more]
        with pytest.raises(InputError) as caught:
            scored(reports, summary=mail("2023-12-31T23:59"))
        paths = ["monthly[12].month", "monthly[13]", "monthly[14].defects", "summary.received_at"]
        assert [fault.path for fault in caught.value.faults] == paths

    def test_an_aware_year_needs_a_calendar_with_a_zone(self) -> None:
        zone = cn_calendar(range(2023, 2026), tz="Asia/Shanghai")
        aware = [
            MonthlyReport(r.year, r.month, Mail(r.mail.received_at.replace(tzinfo=zone.tz)))
            for r in year_of_reports()
            if r.mail.received_at is not None
        ]
        found = score_reports(POLICY, 2024, date(2024, 12, 31), monthly=aware, calendar=zone)
        assert found.counted.counts["missing_periodic"] == 0
        with pytest.raises(InputError, match="no calendar with a zone"):
            score_reports(POLICY, 2024, date(2024, 12, 31), monthly=aware)

    def test_the_day_of_the_count_is_a_day(self) -> None:
        with pytest.raises(InputError, match="as_of"):
            score_reports(POLICY, 2024, datetime(2024, 12, 31))


class TestInstant:
    happened = datetime(2024, 3, 8, 23, 30)

    @pytest.mark.parametrize(
        ("received", "status", "total"),
        [
            (datetime(2024, 3, 9, 1, 30), "on_time", "10.0"),
            (datetime(2024, 3, 9, 1, 30, 1), "late", "9.9"),
            (None, "missing", "9.8"),
        ],
    )
    def test_a_class_1_incident_has_two_hours(
        self, received: datetime | None, status: str, total: str
    ) -> None:
        item = InstantItem(Report.CLASS_1_INCIDENT, self.happened, Mail(received))
        found = scored(instant=[item])
        assert found.counted.reports[12].status == status
        assert found.total == Decimal(total)

    def test_never_reported_at_all(self) -> None:
        found = scored(instant=[InstantItem(Report.CLASS_1_INCIDENT, self.happened)])
        assert found.counted.counts["omitted_instant"] == 1

    def test_what_is_not_due_yet_is_pending(self) -> None:
        item = InstantItem(Report.CLASS_1_INCIDENT, datetime(2024, 12, 31, 22, 0))
        assert scored(instant=[item]).counted.reports[12].status == "pending"
        over = InstantItem(Report.CLASS_1_INCIDENT, datetime(2024, 12, 31, 21, 59))
        assert scored(instant=[over]).counted.reports[12].status == "missing"

    def test_at_once_needs_its_number(self) -> None:
        item = InstantItem(Report.AWARD, self.happened, Mail(self.happened))
        with pytest.raises(MissingParameterError, match=r"reports\.instant_minutes") as caught:
            scored(instant=[item, item])
        assert len(caught.value.faults) == 1
        with pytest.raises(InputError, match="summary") as wrong:  # the input comes first
            scored(instant=[item], summary=mail("2023-12-31T23:59"))
        assert len(wrong.value.faults) == 1
        policy = amend(POLICY, {"reports.instant_minutes": 60})
        found = score_reports(policy, 2024, date(2024, 12, 31), instant=[item])
        assert found.counted.counts["late_instant"] == 0

    @pytest.mark.parametrize(
        ("received", "status", "total"),
        [
            ("2024-05-07T08:00", "on_time", "10.0"),
            ("2024-05-08T00:00", "on_time", "10.0"),  # 24:00 of its day
            ("2024-05-08T00:00:01", "late", "9.9"),
            (None, "missing", "9.8"),
        ],
    )
    def test_a_move_in_bulletin_is_instant_information(
        self, received: str | None, status: str, total: str
    ) -> None:
        """001-IM-6.1-4, 001-IM-6.1-5: of its day, whatever the minute that it is given with."""
        got = None if received is None else mail(received)
        item = InstantItem(Report.MOVE_IN_BULLETIN, datetime(2024, 5, 7, 9), got)
        found = scored(instant=[item])
        assert found.counted.reports[12].status == status
        assert found.total == Decimal(total)

    def test_missing_bulletins_of_a_period_count_as_omitted(self) -> None:
        """001-IM-4.1-5 with 001-IM-6.1-5."""
        may = MoveInPeriod(date(2024, 5, 1), date(2024, 5, 31))
        lacking = bulletins(POLICY, may, {}, [date(2024, 5, day) for day in (5, 11, 15, 20, 25)])
        items = [
            InstantItem(Report.MOVE_IN_BULLETIN, datetime.combine(day, time()))
            for day in lacking.missing
        ]
        found = scored(instant=items)
        assert [day.day for day in lacking.missing] == [10, 30]
        assert (found.counted.counts["omitted_instant"], found.total) == (2, Decimal("9.6"))

    def test_a_personnel_change_says_what_changes(self) -> None:
        """001-IM-4.1-10: below the department manager nothing is reported, nothing is omitted."""
        policy = amend(POLICY, {"reports.instant_minutes": 60})

        def counted(*items: InstantItem) -> ReportCounts:
            return counts_of_reports(policy, 2024, date(2024, 12, 31), instant=items)

        bare = InstantItem(Report.PERSONNEL_CHANGE, self.happened)
        with pytest.raises(InputError, match=r"instant\[0\]\.change.*001-IM-4\.1-10"):
            counted(bare)
        address = counted(attrs.evolve(bare, change=Change.OFFICE_ADDRESS))
        assert address.counts["omitted_instant"] == 1
        below = counted(attrs.evolve(bare, change=Change.BELOW_MANAGER))
        assert (below.counts["omitted_instant"], len(below.left_out)) == (0, 1)
        with pytest.raises(InputError, match=r"instant\[0\]\.change"):
            counted(InstantItem(Report.AWARD, self.happened, change=Change.OFFICE_ADDRESS))

    def test_other_years_and_later_items_are_left_out(self) -> None:
        items = [InstantItem(Report.CLASS_1_INCIDENT, datetime(2023, 12, 31, 23)),
                 InstantItem(Report.CLASS_1_INCIDENT, datetime(2025, 1, 1, 0))]  # fmt: skip
        found = scored(instant=items)
        assert (found.total, len(found.counted.left_out)) == (Decimal("10.0"), 2)

    def test_received_before_it_happened(self) -> None:
        item = InstantItem(Report.CLASS_1_INCIDENT, self.happened, Mail(self.happened - SECOND))
        with pytest.raises(InputError, match=r"instant\[0\]\.mail\.received_at"):
            scored(instant=[item])


class TestYearly:
    @pytest.mark.parametrize(
        ("missing", "count", "total"),
        [("plan", "missing_plans", "9.5"), ("summary", "missing_plans", "9.5"),
         ("outline", "missing_training", "9.5")],
    )  # fmt: skip
    def test_missing(self, missing: str, count: str, total: str) -> None:
        found = scored(**{missing: None})
        assert (found.counted.counts[count], found.total) == (1, Decimal(total))

    @pytest.mark.parametrize(
        ("day", "plans", "outlines"),
        [((1, 1), 0, 0), ((1, 15), 0, 0), ((1, 16), 2, 0), ((1, 31), 2, 0), ((2, 1), 2, 1)],
    )
    def test_what_is_not_due_yet_is_pending(
        self, day: tuple[int, int], plans: int, outlines: int
    ) -> None:
        """001-IM-6.1-6, 001-IM-6.1-7: by 15 January, in January; before, it costs nothing."""
        found = score_reports(POLICY, 2024, date(2024, *day)).counted
        assert (found.counts["missing_plans"], found.counts["missing_training"]) == (
            plans, outlines)  # fmt: skip
        pending = [each.name.en for each in found.reports if each.status == "pending"]
        assert len(pending) == 3 - plans - outlines
        assert ("annual plan: not due yet, due 24:00 on 15 January 2024" in found.explain()) == (
            plans == 0)  # fmt: skip

    def test_lateness_costs_nothing(self) -> None:
        late = mail("2024-11-30T09:00")
        assert scored(plan=late, summary=late, outline=late).total == Decimal("10.0")

    def test_a_plan_may_be_made_in_the_year_before(self) -> None:
        assert scored(plan=mail("2023-12-20T09:00")).total == Decimal("10.0")
        with pytest.raises(InputError) as caught:
            scored(summary=mail("2023-12-31T23:59"), outline=mail("2023-12-31T23:59"))
        assert {f.path for f in caught.value.faults} == {
            "summary.received_at",
            "outline.received_at",
        }


class TestGrade:
    """001-IM-6.1-8."""

    def test_the_table_is_missing(self) -> None:
        with pytest.raises(MissingParameterError, match=r"score\.grades.*001-IM-6\.1-8"):
            information_grade(POLICY, information_score(POLICY))

    def test_a_company_gives_one(self) -> None:
        table = [{"grade": "good", "at_least": "7.9"}, {"grade": "poor", "at_least": 0}]
        policy = amend(POLICY, {"score.grades": table})
        for defects, grade in ((21, "good"), (22, "poor")):
            graded = information_grade(policy, information_score(policy, defects=defects))
            assert graded.grade == grade
            assert graded.reasons[0].rule == "001-IM-6.1-8"
        assert information_grade(policy, scored()).grade == "good"
