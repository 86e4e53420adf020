"""Statements over columns: what each combination of counts costs, and which rows are left."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

import pyarrow as pa
import pytest

from csrules.batch import ColumnRule
from csrules.batch.columns import Counts, Fen
from csrules.batch.statementkernel import StatementKernel
from csrules.citation import Text
from csrules.deductions import (
    Charge,
    Clamp,
    LineRounding,
    PercentBase,
    Sanction,
    Statement,
    percent,
    settle,
)
from csrules.errors import refuse
from csrules.money import round_fraction, yuan
from tests.batch.asked import nobody, quickly

WHAT = Text("what", "何事")
LATE_MOST = 9
THIRTY = percent(30)


class Mark(StrEnum):
    WARNING = "warning"
    DEMERIT = "demerit"


def settled(late: int, early: int, share: Fraction = THIRTY) -> Statement:
    """10 yuan and a warning for each late day, a share and a demerit for each early one."""
    if late > LATE_MOST:
        refuse("late", late, f"at most {LATE_MOST}")
    return settle(
        0,
        [Charge("r", WHAT, each=10, count=late), *[Charge("r", WHAT, share=share)] * early],
        sanctions=[
            *[Sanction(Mark.WARNING, "r", WHAT)] * late,
            *[Sanction(Mark.DEMERIT, "r", WHAT)] * early,
        ],
    )


def rule(share: Fraction = THIRTY) -> ColumnRule:
    kernel = StatementKernel(
        lambda late, early: settled(late, early, share),
        "base",
        ("late", "early"),
        {"warnings": Mark.WARNING, "demerits": Mark.DEMERIT},
        PercentBase.FULL,
        LineRounding.HALF_UP,
        Clamp.BASE,
    )
    return ColumnRule(
        nobody, {"base": Fen("base"), "late": Counts("late"), "early": Counts("early")}, kernel
    )


def table(*rows: tuple[int, int, int]) -> pa.Table:
    base, late, early = (pa.array(cells, pa.int64()) for cells in zip(*rows, strict=True))
    return pa.table({"base": base, "late": late, "early": early})


PLAIN = {
    (100_000, 0, 0): ("0.00", "1000.00", "0", "0"),
    (100_000, 2, 0): ("20.00", "980.00", "2", "0"),
    (100_000, 0, 1): ("300.00", "700.00", "0", "1"),
    (100_000, 3, 1): ("330.00", "670.00", "3", "1"),
    (1_500, 2, 0): ("15.00", "0.00", "2", "0"),
    (0, 0, 0): ("0.00", "0.00", "0", "0"),
    (10**15 - 1, 0, 0): ("0.00", "9999999999999.99", "0", "0"),
}
ODD = {
    "two shares": (100_000, 0, 2),
    "a combination that is refused": (100_000, 10, 0),
    "a base below zero": (-1, 0, 0),
    "a base that is too large": (10**15, 0, 0),
}


def test_every_combination_of_counts_stands_beside_every_other() -> None:
    assert quickly(rule(), table(*PLAIN)) == list(PLAIN.values())


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_an_odd_row_is_left_and_the_others_are_answered(odd: tuple[int, int, int]) -> None:
    assert quickly(rule(), table(odd, *PLAIN, odd)) == [None, *PLAIN.values(), None]


def test_a_share_of_a_base_is_exact_up_to_where_there_is_room() -> None:
    share = Fraction(9601, 10_000)
    most = 2**61 // 9601
    amount = round_fraction(most * share)
    source = table((most, 0, 1), (most + 1, 0, 1), (most + 1, 0, 0), (most, 1, 0))
    assert quickly(rule(share), source) == [
        (str(yuan(amount)), str(yuan(most - amount)), "0", "1"),
        None,
        ("0.00", str(yuan(most + 1)), "0", "0"),
        ("10.00", str(yuan(most - 1000)), "1", "0"),
    ]


def test_the_answers_stand_as_money_then_sanctions() -> None:
    given = rule().gives(table((0, 0, 0)).schema)
    assert [each.name for each in given] == ["amount", "net", "warnings", "demerits"]
