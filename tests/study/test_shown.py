"""How results leave: as tables of Arrow, and as files whose ending says which."""

from __future__ import annotations

import csv
import sys
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from csrules import amend, compare, regions, sweep
from csrules.errors import ExtraNotInstalledError, InputError, UnknownNameError
from csrules.regulations import company

if TYPE_CHECKING:
    from pathlib import Path

    from csrules.citation import Language
    from csrules.study.shown import Shown

NOW = company.policy()
THEN = amend(NOW, {"approval.bands.sales_manager": 2000, "closing.days": 8})
CASES = [{"id": f"C-{amount}", "amount": amount} for amount in (800, 1500, 5000)] + [{"id": "?"}]
RESULTS: dict[str, Shown] = {
    "compare": compare(CASES, {"now": NOW, "then 以后": THEN}),
    "compare nothing": compare([], {"now": NOW, "then": THEN}),
    "sweep": sweep(CASES, NOW, {"approval.bands.sales_manager": [500, 1000, 9000]}),
    "sweep readings": sweep(CASES, NOW, {"approval.tie": "all", "closing.days": [6, 8]}),
    "regions": regions(NOW, THEN),
}
results = pytest.mark.parametrize("name", RESULTS)


@results
def test_a_table_of_arrow_has_the_columns_and_rows_of_the_result(name: str) -> None:
    result = RESULTS[name]
    for of, (columns, rows) in result.tables().items():
        table = result.to_arrow(of)
        assert tuple(table.column_names) == columns
        assert table.num_rows == len(rows)
        for column in columns:
            kind = table.schema.field(column).type
            cells = table.column(column).to_pylist()
            if not pa.types.is_string(kind):
                assert cells == [row.get(column) for row in rows]
            assert not pa.types.is_floating(kind)
            assert not pa.types.is_null(kind)
    assert result.to_arrow() == result.to_arrow(next(iter(result.tables())))


def test_money_counts_and_marks_have_exact_types() -> None:
    found = RESULTS["compare"].to_arrow("changed").schema
    assert found.field("row").type == pa.int64()
    assert found.field("amount").type == pa.decimal128(38, 2)
    assert found.field("why_before_zh").type == pa.string()
    assert RESULTS["compare"].to_arrow("differences").schema.field("idle").type == pa.bool_()
    empty = RESULTS["compare nothing"].to_arrow("changed").schema
    assert empty == found


@results
def test_files_of_data_hold_the_table_that_is_named(name: str, tmp_path: Path) -> None:
    result = RESULTS[name]
    for of in ("", *result.tables()):
        arrow = result.save(tmp_path / "a.arrow", of)
        assert pa.ipc.open_file(arrow.read_bytes()).read_all() == result.to_arrow(of)
        parquet = result.save(str(tmp_path / "a.PARQUET"), of=of)
        assert pq.read_table(parquet) == result.to_arrow(of)
        written = result.save(tmp_path / "a.csv", of).read_bytes()
        assert written == b"\xef\xbb\xbf" + result.to_csv(of).encode()


def test_a_saved_csv_is_read_as_it_was(tmp_path: Path) -> None:
    path = RESULTS["compare"].save(tmp_path / "changed.csv", "changed")
    with path.open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["why_after_zh"].endswith("由销售部门经理核决 [000-A27-1.1]")
    assert list(pd.read_csv(path)["amount"]) == [1500.0]


@results
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_page_has_all_tables_and_the_chart_and_loads_nothing(
    name: str, language: Language, tmp_path: Path
) -> None:
    result = RESULTS[name]
    page = result.save(tmp_path / "a.html", language=language).read_bytes().decode()
    assert result.html(language) in page
    assert result.plot(language).svg in page
    assert page.startswith(f'<!doctype html><html lang="{"zh-Hans" if language == "zh" else "en"}"')
    assert '<meta charset="utf-8">' in page
    assert "\r" not in page
    for load in ("src=", "@import", "<link", "<script", "url(http", 'href="http'):
        assert load not in page


def test_an_ending_that_nobody_knows_is_refused_with_those_that_are(tmp_path: Path) -> None:
    for name in ("a.xlsx", "a", "a.svg", ".html"):
        with pytest.raises(InputError, match=r"\.html, \.csv, \.arrow or \.parquet") as caught:
            RESULTS["compare"].save(tmp_path / name)
        assert caught.value.faults[0].path == "path"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending", ["html", "csv", "arrow", "parquet"])
def test_a_place_where_no_file_can_be_is_refused(ending: str, tmp_path: Path) -> None:
    folder = tmp_path / f"folder.{ending}"
    folder.mkdir()
    (tmp_path / "file").touch()
    for place, expected in (
        (tmp_path / "no" / f"x.{ending}", "a place in a folder that is there"),
        (tmp_path / "file" / f"x.{ending}", "a place in a folder that is there"),
        (folder, "a file, or the name of a new one"),
    ):
        with pytest.raises(InputError) as caught:
            RESULTS["compare"].save(place)
        (fault,) = caught.value.faults
        assert (fault.path, fault.expected) == ("path", expected)


def test_a_page_has_all_tables_so_none_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="all tables"):
        RESULTS["compare"].save(tmp_path / "a.html", "changed")
    with pytest.raises(UnknownNameError, match="did you mean 'changed'"):
        RESULTS["compare"].save(tmp_path / "a.csv", "chnged")
    assert list(tmp_path.iterdir()) == []


def test_a_missing_extra_tells_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    for name in ("a.arrow", "a.parquet"):
        with pytest.raises(ExtraNotInstalledError, match=r"pip install csrules\[batch\]"):
            RESULTS["compare"].save(tmp_path / name)
    assert RESULTS["compare"].save(tmp_path / "a.csv").exists()
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(ExtraNotInstalledError, match=r"pip install csrules\[plot\]"):
        RESULTS["compare"].save(tmp_path / "a.html")
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


@results
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_cell_of_a_notebook_shows_either_language(name: str, language: Language) -> None:
    shown = RESULTS[name].show(language)
    assert shown._repr_html_() == RESULTS[name].html(language)
    assert repr(shown) == RESULTS[name].text(language)
