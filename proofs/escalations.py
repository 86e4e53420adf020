"""What each late day costs under each reading of escalation, and that no more is taken than is."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from csrules.citation import Text
from csrules.deductions import (
    Charge,
    Clamp,
    Escalation,
    LineRounding,
    PercentBase,
    Step,
    per_case,
    settle,
)

__all__ = [
    "a_clamped_deduction_never_exceeds_its_base",
    "exclusive_is_marginal_one_case_later",
    "flat_takes_the_new_rate_once",
    "lines_add_up_to_what_is_taken",
    "marginal_gives_each_case_the_rate_of_its_number",
    "more_cases_never_cost_less",
    "the_whole_month_has_one_rate",
]

_MOST: Final = 6
_TEXT: Final = Text("late", "迟到")
_RISING: Final = (Escalation.MARGINAL, Escalation.WHOLE_MONTH, Escalation.EXCLUSIVE)


def _steps(start: int, low: int, high: int) -> tuple[Step, ...]:
    return Step(1, Fraction(low)), Step(start, Fraction(high))


def marginal_gives_each_case_the_rate_of_its_number(count: int, start: int) -> None:
    """The step's own number is the first at the new rate."""
    assert 0 <= count <= _MOST
    assert 2 <= start <= _MOST
    rates = per_case(count, _steps(start, 1, 5), Escalation.MARGINAL)
    assert len(rates) == count
    for number, rate in enumerate(rates, 1):
        assert rate == (5 if number >= start else 1)


def exclusive_is_marginal_one_case_later(count: int, start: int) -> None:
    """The step's own number still has the old rate."""
    assert 0 <= count <= _MOST
    assert 2 <= start <= _MOST
    exclusive = per_case(count, _steps(start, 1, 5), Escalation.EXCLUSIVE)
    assert exclusive == per_case(count, _steps(start + 1, 1, 5), Escalation.MARGINAL)


def the_whole_month_has_one_rate(count: int, start: int) -> None:
    """The rate of the last case, for every case."""
    assert 1 <= count <= _MOST
    assert 2 <= start <= _MOST
    rates = per_case(count, _steps(start, 1, 5), Escalation.WHOLE_MONTH)
    assert rates == (5 if count >= start else 1,) * count


def flat_takes_the_new_rate_once(count: int, start: int) -> None:
    """Once a step is reached; before it each case has its own."""
    assert 0 <= count <= _MOST
    assert 2 <= start <= _MOST
    rates = per_case(count, _steps(start, 1, 5), Escalation.FLAT)
    assert rates == ((5,) if count >= start else (1,) * count)


def more_cases_never_cost_less(reading: int, count: int, start: int, low: int, high: int) -> None:
    """Under every reading but the flat one, where the rates rise."""
    assert 0 <= reading < len(_RISING)
    assert 0 <= count < _MOST
    assert 2 <= start <= _MOST
    assert 0 <= low <= high
    steps = _steps(start, low, high)
    now = sum(per_case(count, steps, _RISING[reading]))
    assert now <= sum(per_case(count + 1, steps, _RISING[reading]))


def a_clamped_deduction_never_exceeds_its_base(base: int, percent: int, fixed: int) -> None:
    """Whatever share and fixed amount is charged; unclamped, the lines are taken as they are."""
    assert 0 <= base < 10**9
    assert 0 <= percent <= 2
    assert 0 <= fixed < 10**9
    charges = [
        Charge("R", _TEXT, share=Fraction(percent * 60, 100)),
        Charge("R", _TEXT, each=fixed),
    ]
    cut = settle(base, charges, clamp=Clamp.BASE)
    assert 0 <= cut.taken_fen <= cut.base_fen
    assert cut.taken_fen == min(cut.unclamped_fen, base * 100)
    assert settle(base, charges, clamp=Clamp.NONE).taken_fen == cut.unclamped_fen


def lines_add_up_to_what_is_taken(base: int, percent_base: int, rounding: int) -> None:
    """Rounded line by line, under either reading of what a percentage is taken of."""
    assert 0 <= base < 10**9
    assert 0 <= percent_base <= 1
    assert 0 <= rounding <= 1
    charges = [Charge("R", _TEXT, share=Fraction(1, 3)), Charge("R", _TEXT, share=Fraction(1, 8))]
    bill = settle(
        base,
        charges,
        percent_base=tuple(PercentBase)[percent_base],
        rounding=(LineRounding.HALF_UP, LineRounding.HALF_EVEN)[rounding],
    )
    assert sum(line.fen for line in bill.lines) == bill.unclamped_fen == bill.taken_fen
