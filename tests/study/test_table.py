"""Tables: columns line up for wide characters, and nothing unescaped goes into HTML."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import attrs
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


def test_a_table_of_many_columns_and_few_rows_is_turned_on_its_side() -> None:
    columns = [Column(Text("outcome", "结果"))]
    columns += [Column(Text(f"n{n}", f"第{n}"), right=True) for n in range(10)]
    wide = Table(
        Text("t", "表"),
        tuple(columns),
        ((Text("late", "迟到"), *range(10)), ("on time", *range(1000, 1010))),
    )
    assert wide.text("zh").splitlines()[1:4] == [
        "结果  迟到  on time",
        "----  ----  -------",
        "第0      0    1,000",
    ]
    assert '<td>n9</td><td class="right">9</td><td class="right">1,009</td>' in wide.html()
    narrow = attrs.evolve(wide, columns=wide.columns[:9], rows=tuple(r[:9] for r in wide.rows))
    assert '<td>late</td><td class="right">0</td>' in narrow.html()
    tall = attrs.evolve(wide, rows=wide.rows * 6)
    assert '<td>late</td><td class="right">0</td>' in tall.html()


@pytest.mark.parametrize(
    ("text", "looks"),
    [
        ("x" * 20, ""), ("x" * 21, ' class="long"'), ("经" * 10, ""), ("经" * 11, ' class="long"'),
        ("x" * 12 + "\n" + "x" * 12, ""), ("x\n" + "经" * 11, ' class="long"'),
    ],
)  # fmt: skip
def test_a_short_cell_stays_on_its_line_and_a_long_one_may_break(text: str, looks: str) -> None:
    assert f"<td{looks}>{text.replace(chr(10), '<br>')}</td>" in table((text, 1)).html()


def test_a_table_scrolls_by_itself_and_keeps_its_own_looks_in_a_notebook() -> None:
    page = html_page([table(("a", 1))])
    assert '<div class="scroll"><table>' in page
    for rule in (".scroll{overflow-x:auto}", "table-layout:auto", "td.long{min-width:9em"):
        assert rule in page


def test_a_notebooks_own_style_moves_no_cell() -> None:
    page = html_page([table(("a", 1))])
    assert "td{text-align:left!important" in page
    assert ".right{text-align:right!important" in page


def test_html_is_escaped_and_whole() -> None:
    page = html_page([Note(Text("<i>", "<i>")), table(("<script>", 1))], "zh")
    assert "<script>" not in page
    assert "<i>" not in page
    assert page.startswith('<div class="csrules-study" lang="zh-Hans">')
    assert "http" not in page
