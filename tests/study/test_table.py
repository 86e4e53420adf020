"""Tables: columns line up for wide characters, and nothing unescaped goes into HTML."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csrules.citation import Text
from csrules.study.table import Column, Note, Table, display_width, html_page, shown, wrapped


def table(*rows: tuple[object, ...]) -> Table:
    columns = (Column(Text("who", "谁")), Column(Text("how many", "几件"), right=True))
    return Table(Text("cases", "件数"), columns, rows)


def test_wide_characters_take_two_columns() -> None:
    text = table((Text("manager", "经理"), 3), (Text("general manager", "总经理"), 1200))
    assert text.text("zh").splitlines() == [
        "件数",
        "谁       几件",
        "------  -----",
        "经理        3",
        "总经理  1,200",
    ]
    assert text.text().splitlines()[-1] == "general manager     1,200"


PRINTED = st.text(st.characters(exclude_categories=("C", "Z", "M")), min_size=1, max_size=40)


@given(st.lists(st.tuples(PRINTED, st.integers(0, 10**9)), min_size=1, max_size=5))
def test_the_last_column_ends_at_one_place(rows: list[tuple[str, int]]) -> None:
    text = table(*rows).text().splitlines()
    rule = next(line for line in text if line.startswith("--"))
    for name, number in rows:
        first = next(line for line in text if line.endswith(f" {number:,}") or name in line)
        assert display_width(first) <= display_width(rule)
    ends = [line for line in text[3:] if line[-1:].isdigit() and "  " in line]
    assert sum(display_width(line) == display_width(rule) for line in ends) >= len(rows)


@given(st.text(max_size=200), st.integers(4, 50))
def test_wrapped_lines_keep_the_width_and_every_word(text: str, widest: int) -> None:
    lines = wrapped(text, widest)
    for line in lines:  # only a single word may be wider, for it has no place to break
        assert display_width(line) <= widest or " " not in line.strip()
    kept = "".join(mark for line in lines for mark in line if not mark.isspace())
    assert kept == "".join(mark for mark in text if mark.isprintable() and not mark.isspace())


@pytest.mark.parametrize(
    ("value", "en", "zh"),
    [
        (None, "–", "–"),
        (True, "yes", "是"),
        (False, "no", "否"),
        (1234, "1,234", "1,234"),
        (Decimal("1234.50"), "1,234.50", "1,234.50"),
        (date(2024, 3, 1), "2024-03-01", "2024-03-01"),
        (datetime(2024, 3, 1, 9), "2024-03-01 09:00", "2024-03-01 09:00"),
        (datetime(2024, 3, 1, 9, 0, 1), "2024-03-01 09:00:01", "2024-03-01 09:00:01"),
        (Text("a", "甲"), "a", "甲"),
    ],
)
def test_cells(value: object, en: str, zh: str) -> None:
    assert (shown(value), shown(value, "zh")) == (en, zh)


def test_html_is_escaped_and_whole() -> None:
    page = html_page([Note(Text("<i>", "<i>")), table(("<script>", 1))], "zh")
    assert "<script>" not in page
    assert "<i>" not in page
    assert page.startswith('<div class="csrules-study" lang="zh-Hans">')
    assert "http" not in page
