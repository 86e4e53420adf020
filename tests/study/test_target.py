"""Targets: exact bounds, measured at a point, said in both languages."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from csrules.errors import InputError
from csrules.regulations import company
from csrules.regulations.company.questions import APPROVER
from csrules.study import amount, cases, share, sweep, total

LIMIT = "approval.bands.deputy_gm"
CASES = [{"amount": each} for each in ("800", "1500", "1234567.10")]
POINT, WRONG = sweep(CASES, company.policy(), {LIMIT: [5000, 1]})
NOTHING = sweep([], company.policy(), {LIMIT: [5000]})[0]


def test_what_is_measured_is_exact() -> None:
    """One of three goes to the general manager, and with it all but 2300 yuan."""
    assert share("gm", at_most=1).measured(POINT) == Fraction(1, 3)
    assert cases("gm", at_most=1).measured(POINT) == 1
    assert amount("gm", at_most=1).measured(POINT) == Fraction("1234567.10")
    assert total(at_most=1).measured(POINT) == Fraction("1236867.10")
    assert amount("nobody", at_most=1).measured(POINT) == 0


@pytest.mark.parametrize(
    "target",
    [share("gm", at_most=1), cases("gm", at_most=1), amount("gm", at_most=1), total(at_most=1)],
)
@pytest.mark.parametrize("point", [WRONG, NOTHING])
def test_without_an_answer_nothing_is_measured_and_nothing_met(target: Any, point: Any) -> None:
    assert (target.measured(point), target.missed(point)) == (None, None)
    assert target.met(point) is False
    assert target.say(point) == "–"


def test_a_bound_is_part_of_what_is_wanted() -> None:
    assert share("gm", at_most=Fraction(1, 3)).met(POINT)
    assert share("gm", at_least=Fraction(1, 3)).met(POINT)
    assert not share("gm", at_most="0.33333333333333333333").met(POINT)
    assert not share("gm", at_least="0.33333333333333333334").met(POINT)
    assert cases("gm", at_least=3, at_most=5).missed(POINT) == 2
    assert total(at_most="1236867").missed(POINT) == Fraction(1, 10)


def test_measures_as_tables_show_them() -> None:
    assert share("gm", at_most=1).say(POINT) == "1 / 3 (33.33 %)"
    assert cases("gm", at_most=1).say(POINT) == "1"
    assert amount("gm", at_most=1).say(POINT) == "1,234,567.10"
    assert total(at_most=1).say(POINT) == "1,236,867.10"


@pytest.mark.parametrize(
    ("target", "en", "zh"),
    [
        (share("gm", at_most="0.05"), "at most 5 % of the cases", "总经理：至多占件数的5%"),
        (share("gm", at_most=Fraction(1, 3)), "at most 1/3 of the cases", "至多占件数的1/3"),
        (cases("gm", at_most=1), "the general manager: at most 1 case", "总经理：至多1件"),
        (cases("gm", at_least=1000, at_most=2000), "at least 1,000 cases and at most 2,000 cases",
         "至少1,000件、至多2,000件"),
        (amount("gm", at_most=Decimal("1500.5")), "at most 1,500.5 yuan", "至多1,500.5元"),
        (total(at_least="3"), "all outcomes: at least 3 yuan", "合计：至少3元"),
    ],
)  # fmt: skip
def test_a_target_in_words(target: Any, en: str, zh: str) -> None:
    assert en in target.text(APPROVER).en
    assert zh in target.text(APPROVER).zh


@pytest.mark.parametrize(
    ("make", "path"),
    [
        (lambda: share("gm", at_most=0.05), "at_most"),
        (lambda: share("gm", at_most=True), "at_most"),
        (lambda: share("gm", at_most=5), "at_most"),
        (lambda: share("gm", at_least="-0.1"), "at_least"),
        (lambda: share("gm"), "at_most"),
        (lambda: cases("gm", at_most="0.5"), "at_most"),
        (lambda: amount("gm", at_most=float("nan")), "at_most"),
        (lambda: total(at_least=2, at_most=1), "at_least"),
    ],
)
def test_bad_bounds_are_refused(make: Any, path: str) -> None:
    with pytest.raises(InputError) as caught:
        make()
    assert [fault.path for fault in caught.value.faults] == [path]
