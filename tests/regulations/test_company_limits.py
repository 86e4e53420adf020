"""Art. 25 and 26: closing, report, joint limit, steps, and what is due at once."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from csrules import amend, cn_calendar
from csrules.errors import InputError, MissingParameterError, PolicyError, UnknownNameError
from csrules.policy import leaves
from csrules.regulations import company
from csrules.regulations.company import (
    closing_due,
    joint_due,
    prompt_due,
    report_due,
    review_due,
    step_due,
)

POLICY = company.policy()
CN = cn_calendar(range(2024, 2027), hours="08:30-12:00,13:30-17:30")
DAY = datetime(2024, 3, 1, 9)


def under(**sections: Any) -> company.CompanyPolicy:
    return amend(POLICY, sections)


def test_six_days() -> None:
    """000-A26-1.1: accepted on 1 March, closed by the end of 7 March; then exactly is in time."""
    due = closing_due(POLICY, DAY)
    assert (due.due, due.last_day, due.rule) == (
        datetime(2024, 3, 8),
        date(2024, 3, 7),
        "000-A26-1.1",
    )
    assert due.met(datetime(2024, 3, 8))
    assert not due.met(datetime(2024, 3, 8, 0, 0, 0, 1))
    # the time of the day of acceptance does not matter, the leap day counts
    for hour in (datetime(2024, 2, 26), datetime(2024, 2, 26, 23, 59, 59)):
        assert closing_due(POLICY, hour).last_day == date(2024, 3, 3)


@pytest.mark.parametrize(
    ("change", "due"),
    [
        ({"counting": {"start_day": "counted"}}, datetime(2024, 3, 7)),
        ({"counting": {"day_end": "close_of_business"}}, datetime(2024, 3, 7, 17, 30)),
        ({"closing": {"days": 8}}, datetime(2024, 3, 10)),  # Saturday 9 March: no roll
        ({"closing": {"days": 8}, "counting": {"last_day": "next_working_day"}},
         datetime(2024, 3, 12)),
    ],
)  # fmt: skip
def test_readings_of_the_six_days(change: dict[str, Any], due: datetime) -> None:
    """000-A26-1.1 with R6, R7, R8."""
    assert closing_due(under(**change), DAY, CN).due == due


@pytest.mark.parametrize(
    ("investigated", "last_day", "rule"),
    [
        (datetime(2024, 3, 2, 17), date(2024, 3, 5), "000-A25-3.1"),
        (datetime(2024, 3, 4, 17), date(2024, 3, 7), "000-A25-3.1"),  # both on the same day
        (datetime(2024, 3, 5, 17), date(2024, 3, 7), "000-A26-1.1"),  # capped, not the 8th
        (datetime(2024, 3, 7, 23), date(2024, 3, 7), "000-A26-1.1"),
        (datetime(2024, 3, 20), date(2024, 3, 7), "000-A26-1.1"),  # the form is overdue already
    ],
)
def test_the_report(investigated: datetime, last_day: date, rule: str) -> None:
    """000-A25-3.1: three days after the investigation, not after the form must be closed."""
    due = report_due(POLICY, investigated, accepted_at=DAY)
    assert (due.last_day, due.rule) == (last_day, rule)


def test_three_days_are_a_parameter() -> None:
    """000-A25-3.1."""
    policy = under(investigating={"report_days": 1})
    assert report_due(policy, datetime(2024, 3, 5, 17), DAY).last_day == date(2024, 3, 6)


@pytest.mark.parametrize(
    ("limit", "due"),
    [(date(2024, 3, 1), datetime(2024, 3, 2)), (date(2024, 3, 7), datetime(2024, 3, 8))],
)
def test_the_joint_limit(limit: date, due: datetime) -> None:
    """000-A25-2.1: from the day of acceptance to the closing day."""
    found = joint_due(POLICY, limit, DAY)
    assert (found.due, found.last_day, found.rule) == (due, limit, "000-A25-2.1")


@pytest.mark.parametrize("limit", [date(2024, 2, 29), date(2024, 3, 8)])
def test_a_joint_limit_outside_is_refused(limit: date) -> None:
    """000-A25-2.1."""
    with pytest.raises(
        InputError, match=r"2024-03-01 to the closing day 2024-03-07 \[000-A25-2.1\]"
    ):
        joint_due(POLICY, limit, DAY)


@pytest.mark.parametrize("party", ["customer", "superior", "delegate", "cs_manager", "gm"])
def test_only_departments_have_steps(party: str) -> None:
    """000-A26-2.1: 各部门."""
    with pytest.raises(PolicyError) as caught:
        under(closing={"step_days": {party: 1}})
    (fault,) = caught.value.faults
    assert (fault.path, fault.expected) == (f"closing.step_days.{party}", "a known name")


def test_every_department_may_have_a_step() -> None:
    """000-A26-2.1: each within the six days of 000-A26-1.1."""
    for department in ("marketing", "cs", "rnd", "finance", "warehouse", "hr", "gm_office"):
        policy = under(closing={"step_days": {department: 1}})
        assert step_due(policy, department, DAY).due == datetime(2024, 3, 3)


@pytest.mark.parametrize(
    ("duty", "en", "zh"),
    [
        ("submit_severe", "at once", "应即"), ("file_form", "at once", "即"),
        ("tell_rnd", "at once", "立即"), ("tell_customer", "quickly", "迅速"),
    ],
)  # fmt: skip
def test_how_quick_is_said_in_the_words_of_the_text(duty: str, en: str, zh: str) -> None:
    """000-A18-2, 000-A25-1.2, 000-A25-2.2: at once; 000-A24-1.4: quickly."""
    (note,) = [
        leaf.note for path, leaf, _ in leaves(POLICY) if path == f"promptness.{duty}_minutes"
    ]
    assert note is not None
    assert note.en.endswith(f": the text says {en}, without a figure")
    assert note.zh.endswith(f"：原文作“{zh}”，无具体时限")


def test_steps() -> None:
    """000-A26-2.1: the table is lost; a company's own steps fit into the six days."""
    with pytest.raises(MissingParameterError, match=r"closing\.step_days.*000-A26-2.1"):
        step_due(POLICY, "cs", DAY)
    policy = under(closing={"step_days": {"cs": 2, "rnd": 3, "marketing": 1}})
    assert step_due(policy, "rnd", DAY).due == datetime(2024, 3, 5)
    assert step_due(policy, "rnd", DAY).rule == "000-A26-2.1"
    with pytest.raises(PolicyError) as caught:
        under(closing={"step_days": {"cs": 4, "rnd": 3}})
    (fault,) = caught.value.faults
    assert (fault.path, fault.value, fault.expected, fault.mend, fault.rule) == (
        "closing.step_days", 7, "steps of at most 6 days together", "", "000-A26-2.1"
    )  # fmt: skip
    with pytest.raises(UnknownNameError, match="did you mean 'marketing'"):
        step_due(policy, "marketting", DAY)
    odd: Any
    for odd in ([], None, 5):
        with pytest.raises(UnknownNameError):
            step_due(policy, odd, DAY)


@pytest.mark.parametrize(
    ("duty", "rule"),
    [
        ("submit_severe", "000-A18-2"), ("file_form", "000-A25-1.2"),
        ("tell_rnd", "000-A25-2.2"), ("tell_customer", "000-A24-1.4"),
    ],
)  # fmt: skip
def test_what_is_due_at_once(duty: str, rule: str) -> None:
    """000-A18-2, 000-A25-1.2, 000-A25-2.2, 000-A24-1.4: no figure but the company's own."""
    with pytest.raises(MissingParameterError, match=rf"promptness\.{duty}_minutes.*{rule}"):
        prompt_due(POLICY, duty, DAY)
    policy = under(promptness={f"{duty}_minutes": 50})
    due = prompt_due(policy, duty, DAY)
    assert (due.due, due.rule) == (datetime(2024, 3, 1, 9, 50), rule)


def test_an_unknown_duty() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'tell_rnd'"):
        prompt_due(POLICY, "tel_rnd", DAY)
    odd: Any
    for odd in ([], None, 5):
        with pytest.raises(UnknownNameError):
            prompt_due(POLICY, odd, DAY)


@pytest.mark.parametrize(
    ("closed", "due"),
    [
        (date(2024, 1, 1), datetime(2024, 2, 11)),
        (date(2024, 1, 31), datetime(2024, 2, 11)),
        (date(2024, 11, 30), datetime(2024, 12, 11)),
        (date(2024, 12, 1), datetime(2025, 1, 11)),
        (date(2024, 12, 31), datetime(2025, 1, 11)),
        (date(2024, 2, 29), datetime(2024, 3, 11)),  # 10 March 2024 is a Sunday: no roll
    ],
)
def test_the_review(closed: date, due: datetime) -> None:
    """000-A28-1.1: by the end of the 10th of the month after the closing."""
    assert review_due(POLICY, closed).due == due
    assert review_due(POLICY, closed).rule == "000-A28-1.1"


def test_the_review_rolls_where_a_company_reads_it_so() -> None:
    """000-A28-1.1 with R9: Sunday 10 March 2024 becomes Monday."""
    policy = under(counting={"month_day": "next_working_day"})
    assert review_due(policy, date(2024, 2, 29), CN).due == datetime(2024, 3, 12)


AWARE = datetime(2024, 3, 4, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    "ask",
    [
        lambda: closing_due(POLICY, "2024-03-01"),  # type: ignore[arg-type]
        lambda: report_due(POLICY, AWARE, DAY),
        lambda: report_due(POLICY, DAY, AWARE),
        lambda: report_due(POLICY, date(2024, 3, 2), DAY),  # type: ignore[arg-type]
        lambda: report_due(POLICY, datetime(2024, 3, 2), date(2024, 3, 1)),  # type: ignore[arg-type]
        lambda: report_due(POLICY, datetime(2024, 3, 1, 8, 59), DAY),
        lambda: joint_due(POLICY, datetime(2024, 3, 5), DAY),
        lambda: joint_due(POLICY, date(2024, 3, 5), date(2024, 3, 1)),  # type: ignore[arg-type]
        lambda: joint_due(POLICY, date(2024, 3, 5), None),  # type: ignore[arg-type]
        lambda: joint_due(POLICY, None, DAY),  # type: ignore[arg-type]
        lambda: review_due(POLICY, datetime(2024, 3, 5)),
        lambda: review_due(POLICY, date(9999, 12, 1)),
        lambda: closing_due(POLICY, datetime(9999, 12, 30)),
        lambda: prompt_due(under(promptness={"tell_rnd_minutes": 5}), "tell_rnd", date(2024, 3, 1)),  # type: ignore[arg-type]
    ],
)  # fmt: skip
def test_bad_input_is_refused(ask: Any) -> None:
    with pytest.raises(InputError):
        ask()


def test_aware_times() -> None:
    """The end of the day is the end in the zone of the acceptance."""
    shanghai = cn_calendar(2024, tz="Asia/Shanghai")
    due = closing_due(POLICY, datetime(2024, 3, 1, 1, tzinfo=UTC), shanghai)
    assert due.due.isoformat() == "2024-03-08T00:00:00+08:00"
    report = report_due(POLICY, AWARE, datetime(2024, 3, 1, 1, tzinfo=UTC), shanghai)
    assert report.due.isoformat() == "2024-03-08T00:00:00+08:00"


def test_a_capped_report_tells_both_limits() -> None:
    """000-A25-3.1: three days would be 8 March; the closing day, 7 March, comes first."""
    capped = report_due(POLICY, datetime(2024, 3, 5, 17), datetime(2024, 3, 1, 9))
    told = capped.explain()
    assert (capped.due, capped.rule) == (datetime(2024, 3, 8), "000-A26-1.1")
    assert "day 3 is Friday 8 March 2024" in told
    assert "day 6 is Thursday 7 March 2024" in told
    assert "the earlier one counts" in told
    assert "以先到者为准" in capped.explain("zh")
    own = report_due(POLICY, datetime(2024, 3, 2, 17), datetime(2024, 3, 1, 9))
    assert own.rule == "000-A25-3.1"
    assert "earlier" not in own.explain()


def test_a_joint_limit_on_the_day_of_acceptance_is_one_day() -> None:
    """000-A25-2.1: the day itself, up to its end."""
    told = joint_due(POLICY, date(2024, 3, 1), DAY)
    assert told.explain().splitlines() == [
        "from 09:00 on Friday 1 March 2024",
        "Friday 1 March 2024 is day 1: day 1 is Friday 1 March 2024",
        "the last day is Friday 1 March 2024, until 24:00 on 1 March 2024",
        "due 24:00 on 1 March 2024 [000-A25-2.1]",
    ]
    assert "2024年3月1日星期五为第1日：第1日为2024年3月1日星期五" in told.explain("zh")


class Stamp(datetime):
    """A moment of another library."""


ODD: Any = "x"
LIMITS = under(closing={"step_days": {"cs": 2}}, promptness={"tell_rnd_minutes": 5})
LIKE = "use naive times throughout, or aware ones throughout"


@pytest.mark.parametrize(
    ("ask", "path", "expected", "mend", "rule"),
    [
        (lambda: report_due(POLICY, Stamp(2024, 3, 1, 8, 59), DAY), "investigated_at",
         "a time not before 2024-03-01 09:00:00", "", "000-A25-3.1"),
        (lambda: report_due(POLICY, Stamp(2024, 3, 4, tzinfo=UTC), DAY), "investigated_at",
         "a time like the acceptance, aware or naive", LIKE, ""),
        (lambda: report_due(POLICY, date(2024, 3, 4), DAY), "investigated_at",  # type: ignore[arg-type]
         "a datetime.datetime",
         "say at what time: datetime.combine(investigated_at, time(9, 0))", ""),
        (lambda: report_due(POLICY, DAY, date(2024, 3, 1)), "accepted_at",  # type: ignore[arg-type]
         "a datetime.datetime",
         "say at what time: datetime.combine(accepted_at, time(9, 0))", ""),
        (lambda: joint_due(POLICY, DAY, DAY), "limit", "a date",
         "use .date() of the local time", ""),
        (lambda: joint_due(POLICY, "2024-03-08", DAY), "limit",  # type: ignore[arg-type]
         "a day from 2024-03-01 to the closing day 2024-03-07",
         "the form must be closed in time", "000-A25-2.1"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_time_is_told_in_full(
    ask: Any, path: str, expected: str, mend: str, rule: str
) -> None:
    """000-A25-2.1, 000-A25-3.1."""
    with pytest.raises(InputError) as caught:
        ask()
    (fault,) = caught.value.faults
    assert (fault.path, fault.expected, fault.mend, fault.rule) == (path, expected, mend, rule)


@pytest.mark.parametrize(
    ("ask", "paths"),
    [
        (lambda: step_due(LIMITS, ODD, ODD), ["department", "received_at"]),
        (lambda: prompt_due(LIMITS, ODD, ODD), ["duty", "since"]),
    ],
)
def test_one_thing_that_is_wrong_twice_is_told_by_both_names(ask: Any, paths: list[str]) -> None:
    with pytest.raises(UnknownNameError) as caught:
        ask()
    assert [fault.path for fault in caught.value.faults] == paths
