"""Art. 28: the time of the monthly review, and what its answers and refusals say."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from csrules import cn_calendar
from csrules.errors import InputError
from csrules.lifecycle.cases import Event
from csrules.regulations.company import MONTHLY_REVIEW, ClosedCase, review, review_due
from tests.company_flow import POLICY, accepted, started

AT = datetime(2024, 12, 16, 9)
LISTING = {"form_id": "C1", "closed_on": date(2024, 12, 15)}


def schedule(at: datetime) -> Event:
    return Event("schedule", at, "gm_office", LISTING)


@pytest.mark.parametrize("zone", [None, UTC])
def test_the_review_ends_in_the_zone_of_its_events(zone: Any) -> None:
    """000-A28-1.1: by the end of 10 January 2025."""
    at = AT.replace(tzinfo=zone)
    case = accepted(MONTHLY_REVIEW, MONTHLY_REVIEW.new("R"), schedule(at)).case
    (view,) = MONTHLY_REVIEW.clocks(case, at)
    assert view.due == datetime(2025, 1, 11, tzinfo=zone)


@pytest.mark.parametrize(("zone", "tz"), [(UTC, None), (None, "Asia/Shanghai")])
def test_an_event_and_the_calendar_are_both_naive_or_both_aware(zone: Any, tz: Any) -> None:
    calendar = cn_calendar(2024, tz=tz)
    with pytest.raises(InputError) as caught:
        MONTHLY_REVIEW.decide(
            MONTHLY_REVIEW.new("R"), schedule(AT.replace(tzinfo=zone)), POLICY, calendar
        )
    assert [fault.path for fault in caught.value.faults] == ["event.at"]


def test_a_penalty_and_a_sanction_each_name_their_rule() -> None:
    """000-A28-1.2, 000-A28-2.2: in this order, where a case brings both."""
    listed = accepted(MONTHLY_REVIEW, MONTHLY_REVIEW.new("R"), schedule(AT)).case
    both = {"administrative_sanction": True, "bonus_penalty": True, "department": "cs",
            "cause_item": "late"}  # fmt: skip
    answer = accepted(
        MONTHLY_REVIEW, listed, Event("review", datetime(2025, 1, 9), "gm_office", both)
    )
    assert [(name, effect.rule) for name, effect in started(answer).items()] == [
        ("company.personnel_notice", "000-A28-1.2"), ("company.penalty_notice", "000-A28-2.2"),
    ]  # fmt: skip


def test_a_review_tells_its_cases_and_its_day() -> None:
    """000-A28-1.1."""
    closed = [ClosedCase(name, date(2024, 12, 31)) for name in ("a", "b")]
    found = review(POLICY, 2025, 1, closed)
    assert found.explain() == (
        "2 cases closed in the month before, to be reviewed by 24:00 on 10 January 2025 "
        "[000-A28-1.1]"
    )
    assert found.explain("zh") == "上月结案2件，应于2025年1月10日24时前审视 [000-A28-1.1]"


def test_a_moment_is_neither_the_day_of_closing_nor_a_calendar() -> None:
    odd: Any = AT
    with pytest.raises(InputError) as caught:
        review_due(POLICY, odd, odd)
    assert [fault.path for fault in caught.value.faults] == ["closed_on", "calendar"]
