"""The complaint form: what its acceptance and its end set going, and how its age is asked."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from csrules.errors import InputError
from csrules.lifecycle.effects import IssueDocument, Notify, StartWorkflow
from csrules.regulations.company import COMPLAINT, complaint_age
from tests.company_flow import NO, RETURN, TO_JUDGED, accepted, event, walk


def test_the_deputy_gm_is_told_of_a_severe_complaint_before_others() -> None:
    """000-A18-2."""
    case = walk("report", event("file", 1, severe=True))
    answer = accepted(COMPLAINT, case, event("accept", 2))
    assert answer.effects[-1] == Notify("000-A18-2", "deputy_gm", "severe_complaint_before_others")


@pytest.mark.parametrize(
    ("decision", "begun"),
    [
        ({}, ["company.settlement", "company.monthly_review", "company.improvement"]),
        (RETURN, ["company.goods_return", "copy 4", "company.monthly_review",
                  "company.improvement"]),
    ],
)  # fmt: skip
def test_the_settlement_comes_first_and_finances_copy_with_it(
    decision: dict[str, Any], begun: list[str]
) -> None:
    """000-A29-1.1, 000-A29-2.1, then 000-A28-1.1 and 000-A24-3.5."""
    case = walk(*TO_JUDGED, event("approve", 6, **decision), "tell", "visit")
    effects = accepted(COMPLAINT, case, event("accept_result", 20)).effects
    assert [
        effect.workflow if isinstance(effect, StartWorkflow) else f"copy {min(effect.copies)}"
        for effect in effects
        if isinstance(effect, StartWorkflow | IssueDocument)
    ] == begun


@pytest.mark.parametrize(
    ("steps", "rules"),
    [
        (("report", "file", "accept", "joint"),
         {"joint": "000-A25-2.1", "closing": "000-A26-1.1"}),
        (("report", "file", "accept", "investigate"),
         {"report": "000-A25-3.1", "closing": "000-A26-1.1"}),
        ((*TO_JUDGED[:-1], event("judge", 5, **NO), "visit", "collect"),
         {"collection": "000-A25-8.1"}),
    ],
)  # fmt: skip
def test_each_due_instant_names_the_rule_of_its_own_clock(
    steps: tuple[Any, ...], rules: dict[str, str]
) -> None:
    views = COMPLAINT.clocks(walk(*steps), datetime(2024, 3, 4, 12))
    assert {view.name: view.deadline.rule for view in views if view.stopped is None} == rules
    assert all(view.rule == view.deadline.rule for view in views)


class Stamp(datetime):
    """A moment of another library."""


@pytest.mark.parametrize(
    ("at", "expected", "mend"),
    [
        (date(2024, 3, 4), "a datetime.datetime",
         "say at what time: datetime.combine(at, time(9, 0))"),
        (Stamp(2024, 3, 4, tzinfo=UTC), "a time like the case's own, aware or naive",
         "use naive times throughout, or aware ones throughout"),
    ],
)  # fmt: skip
def test_the_age_is_asked_for_a_moment_like_the_cases_own(
    at: Any, expected: str, mend: str
) -> None:
    with pytest.raises(InputError) as caught:
        complaint_age(walk("report"), at)
    (fault,) = caught.value.faults
    assert (fault.path, fault.expected, fault.mend) == ("at", expected, mend)
