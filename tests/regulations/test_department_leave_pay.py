"""Department One(五): pay during leave, and the wages of personal leave."""

from __future__ import annotations

from decimal import Decimal

import pytest

from csrules.errors import InputError
from csrules.policy import amend
from csrules.regulations import department

BLANK = department.policy()


@pytest.mark.parametrize(
    ("kind", "reference", "en", "zh"),
    [
        (
            "sick",
            "national_rules",
            "sick leave: pay follows national rules [004-1.5.1-3]",
            "病假：工资依国家规定计发 [004-1.5.1-3]",
        ),
        (
            "personal",
            "wages_deducted",
            "personal leave: wages are deducted; the text has no rate [004-1.5.2-4]",
            "事假：扣除相应工资，标准未载 [004-1.5.2-4]",
        ),
        (
            "maternity",
            "national_and_company_rules",
            "maternity leave: national and company rules apply [004-1.5.3-1]",
            "产假：待遇适用国家规定与本公司制度 [004-1.5.3-1]",
        ),
    ],
)
def test_pay_during_leave_is_a_reference(kind: str, reference: str, en: str, zh: str) -> None:
    """004-1.5.1-3, 004-1.5.2-4, 004-1.5.3-1."""
    found = department.leave_pay(kind)
    assert (found.reference, found.explain(), found.explain("zh")) == (reference, en, zh)


def test_wages_of_personal_leave_at_the_callers_rate() -> None:
    """004-1.5.2-4."""
    line = department.personal_leave_wages(BLANK, days="1.5", daily_wage="200.01")
    assert (line.amount, line.rule) == (Decimal("300.02"), "004-1.5.2-4")
    even = amend(BLANK, {"bonus.rounding": "half_even"})
    half = department.personal_leave_wages(even, days="0.5", daily_wage="200.01")
    assert half.amount == Decimal("100.00")  # 100.005


def test_the_wages_say_the_days_and_the_rate() -> None:
    """004-1.5.2-4: 1.5 × 200.01 = 300.015."""
    line = department.personal_leave_wages(BLANK, days="1.5", daily_wage="200.01")
    (reason,) = line.reasons
    assert reason.say() == "personal leave, 1.5 days at 200.01: 300.02 yuan [004-1.5.2-4]"
    assert reason.say("zh") == "事假1.5天，日工资200.01元：300.02元 [004-1.5.2-4]"


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ("0.25", "days with at most 1 decimal places, at least 0"),
        ("0.3", "whole and half days"),
    ],
)
def test_personal_leave_is_counted_in_whole_and_half_days(days: str, expected: str) -> None:
    with pytest.raises(InputError) as caught:
        department.personal_leave_wages(BLANK, days=days, daily_wage=days)
    assert [(fault.path, fault.expected) for fault in caught.value.faults] == [("days", expected)]


@pytest.mark.parametrize("wage", [200.0, "200.005", -1])
def test_the_daily_wage_is_exact_money(wage: object) -> None:
    with pytest.raises(InputError) as caught:
        department.personal_leave_wages(BLANK, days=1, daily_wage=wage)  # type: ignore[arg-type]
    assert [fault.path for fault in caught.value.faults] == ["daily_wage"]
