"""001 IM 2 to 4.1: scope, duties, routes."""

from datetime import datetime

import pytest

from csrules.errors import InputError, MissingParameterError, UnknownNameError
from csrules.policy import amend
from csrules.regulations import property_handbook
from csrules.regulations.property_handbook import (
    REPORTS,
    RESPONSIBILITIES,
    SCOPE,
    Feedback,
    Report,
    Submission,
    instant_due,
    report_route,
)

POLICY = property_handbook.policy()
OTHERS = ("other_departments",)


def test_the_system_applies_to_every_department() -> None:
    found = SCOPE.lookup(unit="department")
    assert (found["applies"], found.rule) == (True, "001-IM-2-1")
    assert SCOPE.lookup(unit="outside")["applies"] is False


@pytest.mark.parametrize(
    ("who", "rule", "duty", "number"),
    [("edd", "001-IM-3.1-1", "edit_monthly", 8), ("department", "001-IM-3.2-1", "improve", 3)],
)
def test_who_has_which_duties(who: str, rule: str, duty: str, number: int) -> None:
    found = RESPONSIBILITIES.lookup(who=who)
    assert {row.rule for row in found.rows} == {rule}
    assert duty in found.values("duty")
    assert len(found.rows) == number


@pytest.mark.parametrize(
    ("report", "rule", "main", "cc", "submission", "feedback"),
    [
        ("monthly", "001-IM-4.1-1", ("edd",), (), "by_month_day", "by_month_day"),
        ("lawsuit", "001-IM-4.1-2", ("legal", "edd"), OTHERS, "at_once", "as_required"),
        ("negative_media", "001-IM-4.1-3", ("edd",), OTHERS, "at_once", "as_required"),
        ("major_complaint", "001-IM-4.1-4", ("edd",), OTHERS, "at_once", "as_required"),
        ("move_in_bulletin", "001-IM-4.1-5", ("edd",), OTHERS, "daily", "as_required"),
        ("class_1_incident", "001-IM-4.1-6", ("edd",), OTHERS, "within_hours", "as_required"),
        ("media_interview", "001-IM-4.1-7", ("edd",), OTHERS, "at_once", "none"),
        ("award", "001-IM-4.1-8", ("edd",), OTHERS, "at_once", "none"),
        ("new_project", "001-IM-4.1-9", ("edd",), (), "at_once", "none"),
        ("annual_plan", "001-IM-4.1-11", ("edd",), (), "by_year_day", "none"),
        ("training_outline", "001-IM-4.1-12", ("edd",), (), "in_month", "none"),
    ],
)
def test_routes(
    report: str,
    rule: str,
    main: tuple[str, ...],
    cc: tuple[str, ...],
    submission: str,
    feedback: str,
) -> None:
    found = report_route(report)
    assert (found.rule, found["main"], found["cc"]) == (rule, main, cc)
    assert found["submission"] is Submission(submission)
    assert found["feedback"] is Feedback(feedback)


@pytest.mark.parametrize(
    ("asked", "en", "zh"),
    [
        (
            ("lawsuit", None),
            "to: Legal, the enterprise development department; "
            "copies: the other departments concerned",
            "主送：法务部、企业发展部；抄送：其他相关部门",
        ),
        (
            ("new_project", None),
            "to: the enterprise development department; copies: none",
            "主送：企业发展部；抄送：无",
        ),
        (("personnel_change", "below_manager"), "to: nobody; copies: none", "主送：无；抄送：无"),
    ],
)
def test_a_route_says_to_whom(asked: tuple[str, str | None], en: str, zh: str) -> None:
    found = report_route(*asked)
    assert f"; {en} (" in found.explain()
    assert f"；{zh}（" in found.explain("zh")


@pytest.mark.parametrize(
    ("asked", "en", "zh"),
    [
        (
            ("monthly", None),
            "monthly report by its day, feedback by its day",
            "公司信息月报于规定日期前报送并反馈",
        ),
        (
            ("lawsuit", None),
            "lawsuit, imminent or begun, at once",
            "即将或已发生的法律诉讼，即时报送",
        ),
        (
            ("negative_media", None),
            "negative media report, imminent or out, at once",
            "即将或已发生的媒体负面报道，即时报送",
        ),
        (
            ("media_interview", None),
            "media interview, main points and full text, at once",
            "媒体采访的采访要点、报道全文，即时报送",
        ),
        (
            ("personnel_change", "office_address"),
            "change of a manager or above, of the office address or of the management structure, "
            "at once",
            "部门经理以上人员、公司办公地点或管理架构模式变动，即时报送",
        ),
        (
            ("personnel_change", "below_manager"),
            "below department manager nothing is reported",
            "低于部门经理的人员变动不报送",
        ),
        (
            ("annual_plan", None),
            "annual plan, summary, longer plan, by their day",
            "年度计划、总结和中长期规划，于规定日期前报送",
        ),
        (
            ("training_outline", None),
            "annual training outline, in its month",
            "年度培训大纲，于规定月份报送",
        ),
    ],
)
def test_a_route_says_what_and_by_when(asked: tuple[str, str | None], en: str, zh: str) -> None:
    """001-IM-4.1-1 to 4.1-12: no day of the text is daily, and both languages say the same."""
    found = report_route(*asked)
    assert found.explain().startswith(f"{en}; to: ")
    assert found.explain("zh").startswith(f"{zh}；主送：")


def test_who_stands_below_the_manager_is_told_apart_in_both_languages() -> None:
    """001-IM-4.1-10: 以上 includes the department manager, so that below does not."""
    told = report_route("personnel_change", "below_manager").explain("zh")
    assert "变动：低于部门经理" in told
    assert "以下" not in told


class TestPersonnelChange:
    """001-IM-4.1-10."""

    @pytest.mark.parametrize(
        "change", ["manager_or_above", "office_address", "management_structure"]
    )
    def test_reported_without_copies(self, change: str) -> None:
        found = report_route("personnel_change", change)
        assert (found["main"], found["cc"], found.rule) == (("edd",), (), "001-IM-4.1-10")

    def test_below_the_department_manager_nothing_is_reported(self) -> None:
        found = report_route("personnel_change", "below_manager")
        assert (found["main"], found["submission"]) == ((), Submission.NOT_REPORTED)
        assert found.rule == "001-IM-4.1-10"

    def test_the_table_does_not_guess_the_change(self) -> None:
        found = REPORTS.lookup(report="personnel_change")
        assert (found["main"], found["submission"]) == (("edd",), Submission.AS_THE_CHANGE)
        assert found.rule == "001-IM-4.1-10"
        assert "; to: the enterprise development department; copies: none" in found.explain()
        assert found.explain("zh").startswith("是否报送视何种变动而定；主送：企业发展部；抄送：无")

    @pytest.mark.parametrize(
        ("report", "change", "expected", "mend"),
        [
            (
                "personnel_change",
                None,
                "what changes",
                "one of: manager_or_above, below_manager, office_address, management_structure",
            ),
            (
                "award",
                "office_address",
                "nothing: only a personnel change has it",
                "leave it out",
            ),
        ],
    )
    def test_the_change_is_asked_for_there_and_only_there(
        self, report: str, change: str | None, expected: str, mend: str
    ) -> None:
        with pytest.raises(InputError) as caught:
            report_route(report, change)
        (fault,) = caught.value.faults
        assert (fault.path, fault.expected, fault.mend, fault.rule) == (
            "change", expected, mend, "001-IM-4.1-10")  # fmt: skip


def test_an_unknown_report_names_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="lawsuit"):
        report_route("lawsuits")


def test_what_may_be_asked() -> None:
    assert REPORTS.values("report") == tuple(Report)


class TestAtOnce:
    def test_it_has_no_number(self) -> None:
        with pytest.raises(MissingParameterError, match=r"reports\.instant_minutes"):
            instant_due(POLICY, "lawsuit", datetime(2024, 3, 8, 23))

    @pytest.mark.parametrize(
        ("report", "rule"),
        [("lawsuit", "001-IM-4.1-2"), ("personnel_change", "001-IM-4.1-10")],
    )
    def test_a_company_fills_it_in(self, report: str, rule: str) -> None:
        policy = amend(POLICY, {"reports.instant_minutes": 90})
        deadline = instant_due(policy, report, datetime(2024, 3, 8, 23))
        assert (deadline.due, deadline.rule) == (datetime(2024, 3, 9, 0, 30), rule)

    @pytest.mark.parametrize("report", ["class_1_incident", "monthly", "move_in_bulletin"])
    def test_what_has_its_own_time_is_not_at_once(self, report: str) -> None:
        policy = amend(POLICY, {"reports.instant_minutes": 90})
        with pytest.raises(InputError) as caught:
            instant_due(policy, report, datetime(2024, 3, 8, 23))
        (fault,) = caught.value.faults
        assert (fault.path, fault.expected, fault.mend) == (
            "report", "information that is reported at once", "see report_route")  # fmt: skip

    def test_what_and_when_are_each_refused_by_name(self) -> None:
        with pytest.raises(InputError) as caught:
            instant_due(POLICY, "soon", "soon")  # type: ignore[arg-type]  # wrong on purpose
        assert [fault.path for fault in caught.value.faults] == ["report", "happened_at"]
