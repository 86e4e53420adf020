"""CSV: no text becomes a formula, no number becomes a text, and every cell comes back."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csrules import amend, compare
from csrules.regulations import company
from csrules.study.csvtext import csv_text

FORMULAS = (
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u3000=1", "\u00a0+1",
    "\ufeff=1", "\u200b-x", "＝1+1", "＋1", "－x", "＠SUM", "﹦1", "−1+1", "=HYPERLINK(\"x\")",
    "-1-1", "+1", "=", "-", "@", "-1 ", "1\t".replace("1", "=1"), "\t", "-１", "--1", "-1e9",
)  # fmt: skip
PLAIN = ("C-1", "1=1", "a@b", "经理", "'=1", "", " ", "-1", "-12.30", "12", "2024-03-08", "a\n=1")


def cells(text: str) -> list[list[str]]:
    return list(csv.reader(StringIO(text, newline="")))


@pytest.mark.parametrize("text", FORMULAS, ids=ascii)
def test_a_text_that_could_be_a_formula_gets_an_apostrophe(text: str) -> None:
    assert cells(csv_text(["x"], [{"x": text}])) == [["x"], [f"'{text}"]]


@pytest.mark.parametrize("text", PLAIN, ids=ascii)
def test_any_other_text_stays_as_it_is(text: str) -> None:
    assert cells(csv_text(["x"], [{"x": text}])) == [["x"], [text]]


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (-5, "-5"), (Decimal("-12.30"), "-12.30"), (Decimal("1E+3"), "1000"), (0, "0"),
        (True, "true"), (None, ""), (date(2024, 3, 8), '"2024-03-08"'), (company.Role.GM, '"gm"'),
    ],
)  # fmt: skip
def test_a_number_is_written_as_a_number(value: object, cell: str) -> None:
    assert csv_text(["x"], [{"x": value}]) == f'"x"\r\n{cell}\r\n'


@given(st.lists(st.text(max_size=12), min_size=2, max_size=2))
def test_every_cell_comes_back_with_at_most_an_apostrophe(row: list[str]) -> None:
    (found,) = cells(csv_text(row, []))
    assert [cell.removeprefix("'") for cell in found] == [cell.removeprefix("'") for cell in row]


def test_a_heading_is_a_cell_too() -> None:
    assert csv_text(["=1"], []) == '"\'=1"\r\n'


def test_a_study_is_exported_with_its_columns_and_rows() -> None:
    policy = company.policy()
    other = amend(policy, {"approval.bands.sales_manager": 2000})
    result = compare([{"id": "=cmd", "settlement": 1500}], {"now": policy, "then": other})
    for name, (columns, rows) in result.tables().items():
        found = cells(result.to_csv(name))
        assert tuple(found[0]) == columns
        assert len(found) == len(rows) + 1
    assert result.to_csv() == result.to_csv(next(iter(result.tables())))
