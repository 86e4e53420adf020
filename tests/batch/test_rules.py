"""Mechanisms as rules over columns: what their columns of answers are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pytest

from csrules import cn_calendar
from csrules.batch import Work, approval, due, score
from csrules.deadlines import CalendarDays
from csrules.errors import InputError
from csrules.regulations import company, property_handbook
from csrules.regulations.company import columns as of_company
from csrules.regulations.property_handbook import columns as of_handbook

if TYPE_CHECKING:
    from collections.abc import Callable

    from csrules.batch import ColumnRule

AUTHORITY = company.policy().approval.authority
CARD = property_handbook.policy().score.card
CALENDAR = cn_calendar(2024, hours="08:30-12:00,13:30-17:30")
SOURCE = pa.schema({"amount": pa.int64(), "start": pa.date32(), "defects": pa.int64()})


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


@pytest.mark.parametrize(
    "door",
    [
        lambda only: due(CalendarDays(6), only=only),
        lambda only: of_company.closing_due(company.policy(), only=only),
        lambda only: of_handbook.answer_due(property_handbook.policy(), CALENDAR, only=only),
        lambda only: of_handbook.handover_due(property_handbook.policy(), CALENDAR, only=only),
    ],
)
@pytest.mark.parametrize("only", ["due", "d"])
def test_one_part_as_text_is_no_list_of_parts(door: Callable[[str], object], only: str) -> None:
    with pytest.raises(InputError) as caught:
        door(only)
    (fault,) = caught.value.faults
    assert (fault.path, fault.value, fault.expected) == (
        "only",
        only,
        "a list of parts of a deadline",
    )
    assert fault.mend == 'write only=["due"]'
