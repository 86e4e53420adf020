"""Shares of a base over columns: up to where they are computed, and what is left beyond."""

from __future__ import annotations

from fractions import Fraction

import pyarrow as pa
import pytest

from csrules.batch import ColumnRule
from csrules.batch.columns import Counts, Fen
from csrules.batch.sharekernel import ShareKernel
from csrules.deductions import LineRounding, percent
from csrules.money import round_fraction, yuan
from tests.batch.asked import nobody, quickly

ONE = percent(1)
SHARE = Fraction(9601, 10_000)


def amounts(kernel: ShareKernel, *rows: tuple[int, int]) -> list[str | None]:
    base, times = (pa.array(cells, pa.int64()) for cells in zip(*rows, strict=True))
    rule = ColumnRule(nobody, {"base": Fen("base"), "times": Counts("times")}, kernel)
    found = quickly(rule, pa.table({"base": base, "times": times}))
    return [None if answers is None else answers[0] for answers in found]


def of(
    *shares: tuple[Fraction, ...],
    rounding: LineRounding = LineRounding.HALF_UP,
    cap: Fraction | None = None,
) -> ShareKernel:
    return ShareKernel("base", "times", shares, rounding, cap)


@pytest.mark.parametrize(
    ("rounding", "costs"),
    [
        ("half_up", ["0.00", "0.01", "0.02", "0.04"]),
        ("half_even", ["0.00", "0.00", "0.00", "0.02"]),
        ("sum", ["0.00", "0.01", "0.01", "0.03"]),
    ],
)
def test_lines_are_rounded_or_their_sum_is(rounding: str, costs: list[str]) -> None:
    shares = (), (ONE,), (ONE, ONE), (ONE, ONE, 3 * ONE)
    kernel = of(*shares, rounding=LineRounding(rounding))
    assert amounts(kernel, *((50, times) for times in range(4))) == costs


def test_counts_and_bases_beyond_what_is_known_are_left() -> None:
    rows = (100, -1), (100, 0), (100, 1), (100, 2), (-1, 1), (0, 1), (10**15 - 1, 1), (10**15, 1)
    assert amounts(of((), (ONE,)), *rows) == [
        None, "0.00", "0.01", None, None, "0.00", "100000000000.00", None
    ]  # fmt: skip


@pytest.mark.parametrize("rounding", LineRounding)
def test_shares_are_exact_up_to_where_there_is_room(rounding: LineRounding) -> None:
    most = 2**61 // (2 * SHARE.numerator)  # a month has at most one case
    found = amounts(of((), (SHARE,), rounding=rounding), (most, 1), (most + 1, 1), (most, 0))
    assert found == [str(yuan(round_fraction(most * SHARE))), None, "0.00"]


def test_a_cap_is_exact_up_to_where_there_is_room() -> None:
    most = 2**61 // SHARE.numerator
    found = amounts(of((), (Fraction(1),), cap=SHARE), (most, 1), (most + 1, 1))
    assert found == [str(yuan(round_fraction(most * SHARE))), None]


@pytest.mark.parametrize(
    ("cap", "cost"), [(0 * ONE, "0.00"), (ONE, "10.00"), (4 * ONE, "40.00"), (6 * ONE, "50.00")]
)
def test_no_more_is_taken_than_the_cap(cap: Fraction, cost: str) -> None:
    assert amounts(of((), (5 * ONE,), cap=cap), (100_000, 1)) == [cost]
