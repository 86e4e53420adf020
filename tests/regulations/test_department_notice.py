"""Department One(五)2, 3: whether leave was asked for enough days in advance."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from csrules.errors import InputError
from csrules.policy import amend
from csrules.regulations import department

POLICY = amend(department.policy(), {"leave.personal_leave_notice_days": 3})
MONDAY = date(2024, 3, 11)


@pytest.mark.parametrize(
    ("day", "en", "zh"), [(7, "in time", "按时"), (8, "in time", "按时"), (9, "too late", "过迟")]
)
def test_the_notice_tells_its_last_day_004_1_5_2_1(day: int, en: str, zh: str) -> None:
    """004-1.5.2-1: three days before Monday the 11th is Friday the 8th."""
    found = department.notice(POLICY, applied=date(2024, 3, day), starts=MONDAY)
    asked = f"2024-03-0{day}"
    assert found.explain() == (
        f"leave from 2024-03-11, asked for on {asked}; 3 days before is 2024-03-08: {en} "
        "[004-1.5.2-1]"
    )
    assert found.explain("zh") == (
        f"2024-03-11起请假，{asked}提出；提前3天即2024-03-08：{zh} [004-1.5.2-1]"
    )


@pytest.mark.parametrize("kind", ["sick", department.LeaveKind.SICK])
def test_sick_leave_has_no_days_of_notice_004_1_5_1_1(kind: str) -> None:
    """004-1.5.1-1: it is applied for in advance, and that is all."""
    with pytest.raises(InputError) as caught:
        department.notice(POLICY, applied=MONDAY, starts=MONDAY, kind=kind)
    (fault,) = caught.value.faults
    assert (fault.path, fault.value, fault.rule) == ("kind", "sick", "004-1.5.1-1")


@pytest.mark.parametrize("wrong", [None, "11 March", datetime(2024, 3, 11)])
def test_the_days_of_a_notice_and_its_kind_are_judged_together(wrong: Any) -> None:
    with pytest.raises(InputError) as caught:
        department.notice(POLICY, applied=wrong, starts=wrong, kind=wrong)
    assert [fault.path for fault in caught.value.faults] == ["applied", "starts", "kind"]
