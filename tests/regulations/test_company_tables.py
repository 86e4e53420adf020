"""Opinions, visits, scope, causes, responsibilities, channels, the overdue report."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from csrules import amend, register
from csrules.errors import InputError, MissingParameterError, UnknownNameError
from csrules.lifecycle.cases import Event
from csrules.regulations import company
from csrules.regulations.company import (
    COMPLAINT,
    FORM_TO_CUSTOMER,
    HANDLING_FORM,
    LIABILITY,
    OPINION_NOTICE,
    OPINION_ROUTE,
    RESPONSIBILITIES,
    SCOPE,
    TELLING,
    VISIT,
    case_number,
    cause_of,
    overdue,
    severity,
)
from tests.company_flow import ACCEPTED, FILED, POLICY, TO_ACCEPTED, accepted, event, walk


def test_severity_is_a_persons_decision() -> None:
    """000-A18-1."""
    assert [severity(serious).severity.value for serious in (True, False)] == ["severe", "ordinary"]
    assert severity(True).explain() == (
        "especially serious, as decided by a person: the text gives no criteria [000-A18-1]"
    )
    assert severity(False).explain("zh") == "由人判定为一般性质：原文未给出标准 [000-A18-1]"
    for odd in (None, 1, "yes"):
        with pytest.raises(InputError, match=r"^especially_serious: got"):
            severity(odd)  # type: ignore[arg-type]  # that is the test


@pytest.mark.parametrize(
    ("degree", "route", "priority", "rule"),
    [("severe", "deputy_gm", True, "000-A18-2"), ("ordinary", "cs", False, "000-A18-3")],
)
def test_where_an_opinion_goes(degree: str, route: str, priority: bool, rule: str) -> None:
    """000-A18-2, 000-A18-3."""
    found = OPINION_ROUTE.lookup(severity=degree)
    assert (found["route"], found["priority"], found.rule) == (route, priority, rule)


@pytest.mark.parametrize(
    ("degree", "channel", "allowed", "rule"),
    [
        ("severe", "letter", True, "000-A18-2"), ("severe", "telephone", False, "000-A18-2"),
        ("severe", "written", False, "000-A18-2"), ("ordinary", "letter", True, "000-A18-3"),
        ("ordinary", "telephone", True, "000-A18-3"), ("ordinary", "written", True, "000-A18-3"),
    ],
)  # fmt: skip
def test_how_an_opinion_is_answered(degree: str, channel: str, allowed: bool, rule: str) -> None:
    """000-A18-2, 000-A18-3: a telephone call is no letter."""
    answer = OPINION_NOTICE.permit(severity=degree, channel=channel)
    assert (answer.allowed, answer.rule) == (allowed, rule)
    assert [dict(each) for each in answer.instead] == ([] if allowed else [{"channel": "letter"}])


@pytest.mark.parametrize(
    ("visitor", "allowed"), [("cs_manager", True), ("delegate", True), ("cs", False), ("gm", False)]
)
def test_who_visits(visitor: str, allowed: bool) -> None:
    """000-A20-1."""
    answer = VISIT.permit(visitor=visitor)
    assert answer.allowed is allowed
    assert answer.rule == "000-A20-1"
    if not allowed:
        assert [each["visitor"] for each in answer.instead] == ["cs_manager", "delegate"]


def test_the_scope() -> None:
    """000-A21-1: seven topics, of which numbering and overdue response were never written."""
    assert [str(topic) for topic in SCOPE.articles] == [
        "numbering", "handling", "improvement", "returns", "time_limits", "authority", "overdue"
    ]  # fmt: skip
    assert [str(topic) for topic in SCOPE.unwritten()] == ["numbering", "overdue"]
    assert SCOPE.rules == ("000-A21-1",)


def test_a_number_is_unique() -> None:
    """000-A21-1: the caller's own numbering, refused when it repeats."""
    assert case_number("7", {"6"}) == "7"
    assert case_number("7", ["2024-007"]) == "7"
    with pytest.raises(InputError, match="000-A21-1"):
        case_number("6", {"6"})
    for odd in ("", None, 5, "x" * 101):
        with pytest.raises(InputError):
            case_number(odd, set())  # type: ignore[arg-type]  # that is the test
    with pytest.raises(InputError, match="taken"):
        case_number("7", "2024-007")  # one text is no list of numbers


@pytest.mark.parametrize(
    ("quality", "non_quality", "expected"),
    [(True, False, "quality"), (False, True, "non_quality"), (True, True, "quality")],
)
def test_the_class_of_a_cause(quality: bool, non_quality: bool, expected: str) -> None:
    """000-A23-1: mixed causes count as quality."""
    found = cause_of(quality=quality, non_quality=non_quality)
    assert found.cause_class == expected
    assert "000-A23-1" in found.explain("zh")


def test_a_cause_there_must_be() -> None:
    """000-A23-1."""
    with pytest.raises(InputError, match="at least one cause"):
        cause_of(quality=False, non_quality=False)
    with pytest.raises(InputError) as caught:
        cause_of(quality=1, non_quality=None)  # type: ignore[arg-type]  # that is the test
    assert len(caught.value.faults) == 2


TASKS = {
    "marketing": {
        "000-A24-1.1": "check_order", "000-A24-1.2": "confirm_demand",
        "000-A24-1.3": "help_customer", "000-A24-1.4": "tell_outcome",
    },
    "rnd": {
        "000-A24-2.1": "investigate_whole", "000-A24-2.2": "improve",
        "000-A24-2.3": "test_quality",
    },
    "cs": {
        "000-A24-3.1": "register_and_time", "000-A24-3.2": "review_content",
        "000-A24-3.3": "open_case", "000-A24-3.4": "draft_and_judge_unit",
        "000-A24-3.5": "follow_improvement", "000-A24-3.6": "help_departments",
        "000-A24-3.7": "pass_opinions",
    },
}  # fmt: skip


@pytest.mark.parametrize("department", sorted(TASKS))
def test_responsibilities(department: str) -> None:
    """000-A24-1.1 to 000-A24-3.7, each by its department."""
    found = RESPONSIBILITIES.lookup(department=department, cause="quality", joint=False)
    assert {row.rule: row.then["task"] for row in found.rows} == TASKS[department]


def test_tasks_that_depend_on_the_case() -> None:
    """000-A24-2.3 required for quality alone, 000-A25-2.2 under joint handling only."""
    plain = RESPONSIBILITIES.lookup(department="rnd", cause="non_quality", joint=False)
    (test,) = [row for row in plain.rows if row.rule == "000-A24-2.3"]
    assert (test.then["task"], test.then["required"]) == ("test_quality", False)
    quality = RESPONSIBILITIES.lookup(department="rnd", cause="quality", joint=False)
    assert all(quality.values("required"))
    joint = RESPONSIBILITIES.lookup(department="cs", cause="non_quality", joint=True)
    assert {row.rule: row.then["task"] for row in joint.rows} == {
        **TASKS["cs"], "000-A25-2.2": "tell_rnd_and_go"
    }  # fmt: skip
    assert RESPONSIBILITIES.lookup(department="hr", cause="quality", joint=True).rows == ()


def test_stages_of_the_tasks() -> None:
    """000-A24-1.4 comes after the decision, 000-A24-1.1 with the form."""
    found = RESPONSIBILITIES.lookup(department="marketing", cause="quality", joint=False)
    assert dict(zip(found.values("task"), map(str, found.values("stage")), strict=True)) == {
        "check_order": "filing", "confirm_demand": "filing", "help_customer": "any",
        "tell_outcome": "decided",
    }  # fmt: skip


def test_improving_is_not_all_that_rnd_urges_on() -> None:
    """000-A24-2.2: causes and handling too, so at whatever stage."""
    found = RESPONSIBILITIES.lookup(department="rnd", cause="quality", joint=False)
    stages = {row.rule: str(row.then["stage"]) for row in found.rows}
    assert stages == {
        "000-A24-2.1": "investigating", "000-A24-2.2": "any", "000-A24-2.3": "investigating"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "en", "zh"),
    [
        ("000-A24-3.6", "help departments in contact with the customer for investigation and "
         "settlement", "协助有关部门与客户接洽投诉的调查及妥善处理"),
        ("000-A24-3.7", "pass opinions that come up to the departments concerned for follow-up "
         "improvement", "将处理中反映的意见提报有关部门追踪改善"),
    ],
)  # fmt: skip
def test_what_customer_service_does_for_departments(rule: str, en: str, zh: str) -> None:
    """000-A24-3.6, 000-A24-3.7."""
    (note,) = [row.note for row in RESPONSIBILITIES.rows if row.rule == rule]
    assert (note.en, note.zh) == (en, zh)


def test_who_is_visited_is_who_complains() -> None:
    """000-A20-1: 抱怨的客户, not those of a complaint case alone (投诉)."""
    assert VISIT.title.zh == "由谁拜访抱怨的客户"
    assert "对每位抱怨的客户" in VISIT.permit(visitor="gm").explain("zh")


@pytest.mark.parametrize(
    ("third_party", "joint_needed", "joint", "rule"),
    [
        (True, True, True, "000-A25-7.1"), (True, False, True, "000-A25-7.1"),
        (False, True, True, "000-A25-2.2"), (False, False, False, "000-A24-3.2"),
    ],
)  # fmt: skip
def test_joint_handling(third_party: bool, joint_needed: bool, joint: bool, rule: str) -> None:
    """000-A25-7.1, 000-A25-2.2."""
    found = LIABILITY.lookup(third_party=third_party, joint_needed=joint_needed)
    assert (found["joint"], found["handler"], found.rule) == (joint, "cs", rule)


@pytest.mark.parametrize(
    ("severe", "channel", "allowed", "instead"),
    [
        (False, "letter", True, []), (False, "telephone", True, []),
        (False, "written", False, ["letter", "telephone"]), (True, "letter", True, []),
        (True, "telephone", False, ["letter"]), (True, "written", False, ["letter"]),
    ],
)  # fmt: skip
def test_telling(severe: bool, channel: str, allowed: bool, instead: list[str]) -> None:
    """000-A25-6.2 with 000-A18-2."""
    answer = TELLING.permit(severe=severe, channel=channel)
    assert answer.allowed is allowed
    assert [each["channel"] for each in answer.instead] == instead
    with pytest.raises(UnknownNameError, match="'letter'"):
        TELLING.permit(severe=severe, channel="leter")


@pytest.mark.parametrize("medium", ["original", "photocopy", "scan", "photo", "email"])
def test_the_form_stays_inside(medium: str) -> None:
    """000-A25-6.3: no reproduction of any sort reaches the customer."""
    assert not FORM_TO_CUSTOMER.permit(recipient="customer", medium=medium).allowed
    assert FORM_TO_CUSTOMER.permit(recipient="finance", medium=medium).allowed
    refusal = FORM_TO_CUSTOMER.permit(recipient="customer", medium=medium)
    assert refusal.rule == "000-A25-6.3"
    assert "customer" not in {each["recipient"] for each in refusal.instead}


def test_the_handling_form() -> None:
    """000-A25-1.1: the union of both lists; a checked form tells all that is missing."""
    assert len(HANDLING_FORM.check({}).missing) == 14
    assert "000-A25-1.1" in HANDLING_FORM.rules


def test_the_overdue_report() -> None:
    """000-A24-3.1, 000-A21-1: to whom is not written, so a company says it."""
    case, late = walk(*TO_ACCEPTED), datetime(2024, 3, 8, 0, 0, 1)
    with pytest.raises(MissingParameterError, match=r"overdue\.report_to.*000-A24-3.1"):
        overdue(POLICY, COMPLAINT, case, late)
    policy = amend(POLICY, {"overdue": {"report_to": "the deputy GM"}})
    report = overdue(policy, COMPLAINT, case, late)
    assert (report.case, report.to) == ("C1", "the deputy GM")
    assert [clock.name for clock in report.clocks] == ["closing"]
    assert report.explain().splitlines() == [
        "closing of the form was due 24:00 on 7 March 2024 [000-A26-1.1]",
        "6 full days since the complaint was first reported [000-A25-5.1]",
    ]
    assert report.explain("zh").splitlines() == [
        "结案期限应于2024年3月7日24时前完成 [000-A26-1.1]",
        "自首次反映起已满6日 [000-A25-5.1]",
    ]
    assert report.age == late - ACCEPTED
    in_time = overdue(policy, COMPLAINT, case, datetime(2024, 3, 8))
    assert (in_time.clocks, in_time.reasons) == ((), ())
    with pytest.raises(UnknownNameError):
        overdue(policy, company.SETTLEMENT, case, ACCEPTED)


def test_the_overdue_report_of_a_form_filed_anew() -> None:
    """000-A25-5.1, 000-A24-3.1: the new form's clock, the whole complaint's age."""
    first = datetime(2024, 2, 10, 9)
    data = FILED | {"original": "C0", "first_reported": first, "original_accepted": first}
    case = accepted(COMPLAINT, COMPLAINT.new("C1"), Event("refile", ACCEPTED, "cs", data)).case
    case = walk(event("accept", 2), case=case)
    policy = amend(POLICY, {"overdue": {"report_to": "the deputy GM"}})
    report = overdue(policy, COMPLAINT, case, datetime(2024, 3, 8, 9))
    assert report.age == timedelta(days=27)  # 19 days of February after the 10th, 8 of March
    assert "27 full days" in report.explain()


@pytest.mark.parametrize(
    ("name", "rules"),
    [
        ("start_day", {"000-A25-3.1", "000-A26-1.1", "000-A26-2.1"}),
        ("day_end", {"000-A25-2.1", "000-A25-3.1", "000-A25-8.1", "000-A26-1.1", "000-A26-2.1",
                     "000-A28-1.1"}),
        ("last_day", {"000-A25-3.1", "000-A26-1.1", "000-A26-2.1"}),
        ("by_day", {"000-A28-1.1"}), ("month_day", {"000-A28-1.1"}),
    ],
)  # fmt: skip
def test_a_way_of_counting_stands_under_every_rule_that_it_governs(
    name: str, rules: set[str]
) -> None:
    found = {
        each.id
        for each in register.rules()
        if each.regulation == "company"
        and f"counting.{name}" in {parameter.path for parameter in each.parameters}
    }
    assert found == rules


def test_every_part_of_the_pack_is_reached_by_its_door() -> None:
    names: Any = company.__all__
    assert len(set(names)) == len(names)
    for name in names:
        assert getattr(company, name) is not None
