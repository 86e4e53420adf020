"""Department: blanks and readings of the attendance policy, and their cross-checks."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from csrules.errors import PolicyError
from csrules.policy import amend, leaves
from csrules.regulations import department

POLICY = department.policy()

BLANKS = {
    "schedule.work_days_per_week": "004-1.1-1",  # P1
    "schedule.work_start": "004-1.1-1",  # P2
    "schedule.work_end": "004-1.1-1",  # P3
    "schedule.lunch_hours": "004-1.1-1",  # P4
    "attendance.late_window_minutes": "004-1.3.1-1",  # P5
    "attendance.late_deduction": "004-1.3.1-3",  # P6
    "attendance.late_warning_count": "004-1.3.1-4",  # P7
    "attendance.early_deduction": "004-1.3.2-2",  # P8
    "attendance.early_severe_count": "004-1.3.2-3",  # P9
    "attendance.early_severe_percent": "004-1.3.2-3",  # P10
    "attendance.absence_threshold_hours": "004-1.4-2",  # P11
    "attendance.absent_half_day_deduction": "004-1.4-3",  # P12
    "attendance.absent_full_day_deduction": "004-1.4-4",  # P13
    "attendance.dismiss_consecutive_days": "004-1.4-5",  # P14
    "attendance.dismiss_monthly_days": "004-1.4-5",  # P15
    "leave.personal_leave_notice_days": "004-1.5.2-1",  # P16
    "supervision.proxy_punch_percent": "004-1.6.2-2",  # P17
}
UNBRACKETED = {
    "schedule.weekdays",
    "schedule.lunch_start",
    "attendance.report_minutes",
    "leave.other_notice_days",
    "leave.call_minutes",
    "supervision.statistics_day",
    "supervision.check_interval_days",
}


def test_no_blank_has_a_value_and_each_has_its_source() -> None:
    found = {path: (spec.source, value) for path, spec, value in leaves(POLICY) if spec.blank}
    assert set(found) == set(BLANKS) | UNBRACKETED
    assert all(value is None for _, value in found.values())
    assert {path: found[path][0] for path in BLANKS} == BLANKS


def test_readings_stand_at_the_defaults_that_bind() -> None:
    own = POLICY.attendance
    assert own.gap_policy == "late"  # R13
    assert (own.no_punches, own.single_punch) == ("whole_day", "unresolved")  # R22
    assert (own.absence_hours, own.half_day_percent) == ("net", Decimal(50))
    bonus = POLICY.bonus
    assert (bonus.percent_base, bonus.clamp, bonus.early_percent) == ("full", "base", "adds")  # R14
    assert (bonus.late_warning, bonus.rounding) == ("once", "half_up")  # R19


@pytest.mark.parametrize(
    "good",
    [
        {"schedule": {"work_start": "09:00", "work_end": "09:01"}},
        {"attendance": {"late_window_minutes": 60, "absence_threshold_hours": 1}},
        {"attendance": {"late_window_minutes": 30, "absence_threshold_hours": "0.5"}},
        {"attendance": {"absent_half_day_deduction": 100, "absent_full_day_deduction": 100}},
        {"attendance": {"early_severe_percent": 100}, "supervision": {"proxy_punch_percent": 0}},
        {"attendance": {"dismiss_consecutive_days": 1, "dismiss_monthly_days": "0.5"}},
        {"schedule": {"work_start": "09:00", "work_end": "18:00", "lunch_hours": 1,
                      "lunch_start": "17:00"}},
        {"schedule": {"work_start": "09:00", "lunch_start": "09:00"}},
        {"schedule": {"work_end": "18:00", "lunch_start": "18:00"}},
    ],
)  # fmt: skip
def test_values_on_the_boundary_are_taken(good: dict[str, Any]) -> None:
    assert amend(POLICY, good) != POLICY


@pytest.mark.parametrize(
    ("bad", "path"),
    [
        ({"schedule": {"work_days_per_week": 8}}, "schedule.work_days_per_week"),
        ({"attendance": {"early_severe_percent": "100.01"}}, "attendance.early_severe_percent"),
        ({"attendance": {"dismiss_consecutive_days": 0}}, "attendance.dismiss_consecutive_days"),
        ({"supervision": {"proxy_punch_percent": 101}}, "supervision.proxy_punch_percent"),
        ({"supervision": {"proxy_punch_percent": 10.0}}, "supervision.proxy_punch_percent"),
    ],
)
def test_values_beyond_the_boundary_are_refused(bad: dict[str, Any], path: str) -> None:
    with pytest.raises(PolicyError) as caught:
        amend(POLICY, bad)
    assert [fault.path for fault in caught.value.faults] == [path]


@pytest.mark.parametrize(
    ("section", "bad", "name", "rule"),
    [
        ("schedule", {"work_start": "09:00", "work_end": "09:00"}, "work_end", "004-1.1-1"),
        ("schedule", {"work_start": "22:00", "work_end": "06:00"}, "work_end", "004-1.1-1"),
        ("schedule", {"work_start": "09:00", "work_end": "12:00", "lunch_hours": 3},
         "lunch_hours", "004-1.1-1"),
        ("schedule", {"work_start": "09:00", "lunch_start": "08:59"}, "lunch_start", "004-1.4-2"),
        ("schedule", {"work_end": "18:00", "lunch_start": "17:01", "lunch_hours": 1},
         "lunch_start", "004-1.4-2"),
        ("schedule", {"work_end": "18:00", "lunch_start": "18:01"}, "lunch_start", "004-1.4-2"),
        ("schedule", {"work_end": "23:59", "lunch_start": "23:30", "lunch_hours": 1},
         "lunch_start", "004-1.4-2"),
        ("schedule", {"work_days_per_week": 5, "weekdays": [1, 2]}, "weekdays", "004-1.1-1"),
        ("attendance", {"late_window_minutes": 61, "absence_threshold_hours": 1},
         "late_window_minutes", "004-1.3.1-1"),
        ("attendance",
         {"absent_half_day_deduction": "100.01", "absent_full_day_deduction": 100},
         "absent_half_day_deduction", "004-1.4-3"),
        ("attendance", {"dismiss_monthly_days": 0}, "dismiss_monthly_days", "004-1.4-5"),
    ],
)  # fmt: skip
def test_values_that_do_not_go_together_are_refused_by_their_rule(
    section: str, bad: dict[str, Any], name: str, rule: str
) -> None:
    with pytest.raises(PolicyError) as caught:
        amend(POLICY, {section: bad})
    found = [(fault.path, fault.rule) for fault in caught.value.faults]
    assert found == [(f"{section}.{name}", rule)]


def test_a_notice_whose_first_day_counts_is_a_day_at_least() -> None:
    """004-1.5.2-1, 004-1.5.3-1, R6."""
    none = {"personal_leave_notice_days": 0, "other_notice_days": 0}
    assert amend(POLICY, {"leave": none}).leave.other_notice_days == 0
    with pytest.raises(PolicyError) as caught:
        amend(POLICY, {"leave": none, "counting.start_day": "counted"})
    assert [(fault.path, fault.value, fault.rule) for fault in caught.value.faults] == [
        ("leave.personal_leave_notice_days", 0, "004-1.5.2-1"),
        ("leave.other_notice_days", 0, "004-1.5.3-1"),
    ]


def test_all_faults_of_a_policy_come_at_once() -> None:
    with pytest.raises(PolicyError) as caught:
        amend(
            POLICY,
            {
                "schedule": {"work_start": "18:00", "work_end": "09:00"},
                "attendance": {"late_deduction": -1, "late_warning_count": 0},
                "supervision": {"proxy_punch_pct": 5},
            },
        )
    assert len(caught.value.faults) == 4
    assert "proxy_punch_percent" in str(caught.value)
