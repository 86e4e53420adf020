"""Laws of deductions, each under the readings for which it is true."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csrules.deductions import (
    Charge,
    Clamp,
    Escalation,
    LineRounding,
    PercentBase,
    Statement,
    Step,
    per_case,
    settle,
)
from csrules.money import yuan
from csrules.policy import amend
from csrules.regulations import department, office, property_handbook
from csrules.regulations.property_handbook import BonusFault, BonusFinding
from csrules.regulations.property_handbook.first_asked_bonus import bonus_range
from csrules.regulations.property_handbook.policy import Gravity
from csrules.testing import fen_amounts, instances, policies, readings
from csrules.testing.made_instances import filled
from csrules.testing.whole_numbers import wholes
from tests.laws.given import QUIET

OFFICE, DEPARTMENT, HANDBOOK = office.policy(), department.policy(), property_handbook.policy()
MONEY = fen_amounts().map(yuan)
CASES = wholes(0, 30, (1, 2, 3, 4))


# escalation: what the cases of a month cost


@st.composite
def steps(draw: st.DrawFn, *, rising: bool) -> tuple[Step, ...]:
    """Steps from the first case on, whose values rise or not."""
    starts = [1, *sorted(draw(st.sets(wholes(2, 12), max_size=3)))]
    drawn = draw(st.lists(wholes(0, 100), min_size=len(starts), max_size=len(starts)))
    values = sorted(drawn) if rising else drawn
    return tuple(Step(start, Fraction(n, 100)) for start, n in zip(starts, values, strict=True))


@pytest.mark.parametrize("reading", [Escalation.MARGINAL, Escalation.EXCLUSIVE])
@QUIET
@given(steps(rising=False), CASES)
def test_case_by_case_one_more_never_costs_less(
    reading: Escalation, rates: tuple[Step, ...], count: int
) -> None:
    assert sum(per_case(count, rates, reading)) <= sum(per_case(count + 1, rates, reading))


@QUIET
@given(steps(rising=True), CASES)
def test_over_the_whole_month_it_does_where_the_rates_rise(
    rates: tuple[Step, ...], count: int
) -> None:
    sums = [sum(per_case(n, rates, Escalation.WHOLE_MONTH)) for n in (count, count + 1)]
    assert sums[0] <= sums[1]


def test_over_the_whole_month_a_lower_rate_shows_the_contrary() -> None:
    rates = (Step(1, Fraction(3)), Step(3, Fraction(1)))
    assert sum(per_case(2, rates, Escalation.WHOLE_MONTH)) == 6
    assert sum(per_case(3, rates, Escalation.WHOLE_MONTH)) == 3


@QUIET
@given(steps(rising=True), CASES)
def test_once_for_the_month_it_is_monotone_on_either_side_of_the_step(
    rates: tuple[Step, ...], count: int
) -> None:
    sums = [sum(per_case(n, rates, Escalation.FLAT)) for n in (count, count + 1)]
    second = rates[1].start if len(rates) > 1 else None
    assert sums[0] <= sums[1] or count + 1 == second


def test_once_for_the_month_a_late_step_shows_the_contrary() -> None:
    own = amend(OFFICE, {"lateness": {"escalation": "flat", "later_from": 7}})
    taken = [
        office.lateness_deduction(own, base_pay=5000, late_days=days).amount for days in (6, 7)
    ]
    assert taken == [Decimal("300.00"), Decimal("250.00")]


MONOTONE = [reading for reading in Escalation if reading is not Escalation.FLAT]


@pytest.mark.parametrize("reading", MONOTONE)
@QUIET
@given(policies(OFFICE, only=["lateness"]), MONEY, wholes(0, 30))
def test_a_late_day_more_never_costs_less(
    reading: Escalation, policy: office.OfficePolicy, pay: Decimal, days: int
) -> None:
    rates = policy.lateness
    policy = amend(
        policy,
        {
            "lateness.escalation": reading,
            "lateness.later_percent": max(rates.first_percent, rates.later_percent),
        },
    )
    taken = [
        office.lateness_deduction(policy, base_pay=pay, late_days=n).amount
        for n in (days, days + 1)
    ]
    assert taken[0] <= taken[1]


@QUIET
@given(filled(DEPARTMENT), MONEY, wholes(0, 30))
def test_a_late_arrival_more_never_takes_less_of_the_bonus(
    policy: department.DepartmentPolicy, bonus: Decimal, late: int
) -> None:
    taken = [
        department.settled(policy, department.Counts(late=n), bonus=bonus).amount
        for n in (late, late + 1)
    ]
    assert taken[0] <= taken[1]


# what is taken, and what there is


@st.composite
def bills(draw: st.DrawFn, /, **how: Any) -> Statement:
    """A bill of some charges against a base, in any reading that is not given."""
    ways = {
        "percent_base": st.sampled_from(PercentBase),
        "rounding": st.sampled_from(LineRounding),
        "clamp": st.sampled_from(Clamp),
    }
    chosen = {name: draw(way) for name, way in ways.items() if name not in how}
    charges = draw(st.lists(instances(Charge), max_size=3))
    return settle(draw(MONEY), charges, **chosen, **how)


@QUIET
@given(bills(clamp=Clamp.BASE))
def test_never_more_than_the_base_is_taken_when_clamped(bill: Statement) -> None:
    assert 0 <= bill.amount <= bill.base
    assert bill.net >= 0


@QUIET
@given(wholes(0, 100).flatmap(lambda part: bills(cap=Fraction(part, 100), clamp=Clamp.NONE)))
def test_never_more_than_the_cap_is_taken(bill: Statement) -> None:
    assert bill.limit_fen is not None
    assert bill.amount <= yuan(bill.limit_fen) <= bill.base


@QUIET
@given(bills())
def test_what_is_taken_and_what_is_left_are_the_base(bill: Statement) -> None:
    assert bill.amount + bill.net == bill.base
    assert bill.amount <= bill.unclamped


EACH_LINE = [rounding for rounding in LineRounding if rounding is not LineRounding.SUM]


@pytest.mark.parametrize("rounding", EACH_LINE)
@QUIET
@given(data=st.data())
def test_the_lines_add_up_to_their_sum(rounding: LineRounding, data: Any) -> None:
    bill = data.draw(bills(rounding=rounding))
    assert sum(line.amount for line in bill.lines) == bill.unclamped


@QUIET
@given(bills(rounding=LineRounding.SUM))
def test_rounded_as_a_sum_it_is_within_half_a_fen_of_the_exact_one(bill: Statement) -> None:
    exact = sum((line.exact for line in bill.lines), Fraction(0))
    assert abs(bill.unclamped_fen - exact) <= Fraction(1, 2)


@QUIET
@given(filled(DEPARTMENT), instances(department.Counts), MONEY)
def test_the_department_never_takes_more_than_the_bonus_when_clamped(
    policy: department.DepartmentPolicy, counts: department.Counts, bonus: Decimal
) -> None:
    own = amend(policy, {"bonus.clamp": Clamp.BASE})
    assert department.settled(own, counts, bonus=bonus).amount <= bonus


@QUIET
@given(readings(HANDBOOK), st.lists(instances(BonusFinding), max_size=4), MONEY)
def test_the_handbook_never_leaves_less_than_nothing(
    policy: property_handbook.PropertyHandbookPolicy, findings: list[BonusFinding], bonus: Decimal
) -> None:
    found = []
    for one in findings:
        faults = one.faults or (BonusFault.QUARREL,)
        if policy.performance.gravity is Gravity.AMOUNT_GIVEN:
            found.append(BonusFinding(faults, amount=bonus_range(policy, faults).low))
        else:
            found.append(BonusFinding(faults, gravity="0.3"))
    bill = property_handbook.bonus_deduction(policy, bonus, found)
    assert bill.net >= 0
    if policy.performance.cap is Clamp.BASE:
        assert bill.amount <= bonus
