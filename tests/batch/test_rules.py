"""Mechanisms as rules over columns: what their columns of answers are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pytest

from csrules.batch import Work, approval, due, score
from csrules.deadlines import CalendarDays
from csrules.regulations import company, property_handbook

if TYPE_CHECKING:
    from collections.abc import Callable

    from csrules.batch import ColumnRule

AUTHORITY = company.policy().approval.authority
CARD = property_handbook.policy().score.card
SOURCE = pa.schema({"amount": pa.int64(), "start": pa.date32()})


@pytest.mark.parametrize(
    ("rule", "names"),
    [
        (lambda: approval(AUTHORITY), ["role", "boundary"]),
        (lambda: approval(AUTHORITY, boundary=False), ["role"]),
        (lambda: approval(AUTHORITY, prefix="by_"), ["by_role", "by_boundary"]),
        (lambda: approval(AUTHORITY, boundary=False, prefix="by_"), ["by_role"]),
        (lambda: due(CalendarDays(6), prefix="six_"),
         ["six_due", "six_last_day", "six_provisional"]),
        (lambda: due(CalendarDays(6), only=["last_day"], prefix="six_"), ["six_last_day"]),
        (lambda: score(CARD), ["total"]),
        (lambda: score(CARD, prefix="of_"), ["of_total"]),
        (lambda: score(CARD, items=True, prefix="of_"),
         ["of_total", *(f"of_{item.name}" for item in CARD.items)]),
    ],
)  # fmt: skip
def test_the_columns_of_answers_have_the_names_that_were_asked_for(
    rule: Callable[[], ColumnRule], names: list[str]
) -> None:
    assert Work(rule(), keep=False).schema(SOURCE).names == names
