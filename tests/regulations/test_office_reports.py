"""Office, section 7: what is said of the daily reports, and in which order."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from csrules.errors import InputError
from csrules.regulations.office import DailyReport, daily_reports
from csrules.workcalendar import cn_calendar

CALENDAR = cn_calendar(2024)
MONDAY, TUESDAY, WEDNESDAY = (date(2024, 3, day) for day in (4, 5, 6))


@pytest.mark.parametrize(
    ("answers", "failed", "unanswered"),
    [
        ((), (), ("complete", "true", "standard")),
        ((False, False, False), ("complete", "true", "standard"), ()),
        ((None, False, None), ("true",), ("complete", "standard")),
        ((True, None, False), ("standard",), ("true",)),
    ],
)
def test_the_three_answers_stand_in_the_order_of_the_text(
    answers: tuple[bool | None, ...], failed: tuple[str, ...], unanswered: tuple[str, ...]
) -> None:
    """S2-03-13: complete, true and up to standard."""
    report = DailyReport(MONDAY, *answers)
    assert (report.failed, report.open) == (failed, unanswered)


def test_all_that_is_wrong_with_a_report_is_told_in_the_order_of_its_fields() -> None:
    """S2-03-13: an answer is yes, no or not yet given."""
    wrong: Any = "yes"
    with pytest.raises(InputError) as caught:
        DailyReport(wrong, wrong, wrong, wrong)
    assert [fault.path for fault in caught.value.faults] == [
        f"report.{name}" for name in ("day", "complete", "true", "standard")
    ]


def test_the_missing_and_the_failed_are_told_day_by_day() -> None:
    """S2-03-13: whatever the order in which the reports come in."""
    late_first = [
        DailyReport(WEDNESDAY, False, False, False),
        DailyReport(MONDAY, True, False, True),
    ]
    found = daily_reports(CALENDAR, MONDAY, WEDNESDAY, late_first)
    assert [report.day for report in found.failed] == [MONDAY, WEDNESDAY]
    assert found.explain().splitlines() == [
        "3 daily reports due, 1 missing [S2-03-13]",
        "2024-03-05: no report [S2-03-13]",
        "2024-03-04: not true [S2-03-13]",
        "2024-03-06: not complete, not true, not standard [S2-03-13]",
    ]
    assert found.explain("zh").splitlines() == [
        "应交日报3份，缺1份 [S2-03-13]",
        "2024-03-05：未交工作报告 [S2-03-13]",
        "2024-03-04：不真实 [S2-03-13]",
        "2024-03-06：不完整、不真实、不规范 [S2-03-13]",
    ]


def test_one_day_is_a_span() -> None:
    """S2-03-13."""
    found = daily_reports(CALENDAR, MONDAY, MONDAY, [])
    assert (found.due, found.missing) == ((MONDAY,), (MONDAY,))


NOON: Any = datetime(2024, 3, 4, 12)


@pytest.mark.parametrize(
    ("since", "until", "reports", "paths"),
    [
        (NOON, NOON, [], ["since", "until"]),
        (MONDAY, NOON, NOON, ["until", "reports"]),
        (TUESDAY, MONDAY, [], ["until"]),
        (TUESDAY, "2024-03-04", [], ["until"]),
    ],
)
def test_what_is_wrong_with_the_span_is_told_by_its_name(
    since: Any, until: Any, reports: Any, paths: list[str]
) -> None:
    with pytest.raises(InputError) as caught:
        daily_reports(CALENDAR, since, until, reports)
    assert [fault.path for fault in caught.value.faults] == paths
