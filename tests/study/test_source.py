"""Where records come from: whatever holds columns says the same as the rows."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

from csrules.errors import InputError, UnknownNameError
from csrules.policy import amend
from csrules.regulations import company
from csrules.regulations.company.questions import APPROVER, CLOSING
from csrules.study import compare, seek, share, sweep
from csrules.study.columnsource import column_source, records_of
from csrules.study.overcolumns import over_columns
from csrules.study.source import source_of
from tests.study.columns import by_columns, rows_of

if TYPE_CHECKING:
    from collections.abc import Callable

NOW = company.policy()
POLICIES = {"now": NOW, "proposed": amend(NOW, {"approval.bands.sales_manager": 2000})}
AMOUNTS = [Decimal(cents).scaleb(-2) for cents in range(90_000, 230_000, 1000)]
TABLE = pa.table({"id": range(140), "amount": [*AMOUNTS[:-1], None], "note": ["x"] * 140})
ROWS = compare(rows_of(TABLE), POLICIES)


def written(folder: Path) -> Path:
    for name in ("a", "b"):
        half = TABLE.slice(0, 70) if name == "a" else TABLE.slice(70)
        pq.write_table(half, folder / f"{name}.parquet", row_group_size=9)
    return folder


SOURCES: dict[str, Any] = {
    "a table": lambda _: TABLE,
    "a batch": lambda _: TABLE.combine_chunks().to_batches()[0],
    "batches": lambda _: TABLE.to_batches(max_chunksize=11),
    "a data set": lambda path: ds.dataset(written(path)),
    "a folder": written,
    "paths": lambda path: str(written(path)),
    "pandas": lambda _: TABLE.to_pandas(),
    "polars": lambda _: pl.DataFrame(TABLE),
    "polars with text": lambda _: pl.DataFrame(TABLE).with_columns(note=pl.lit("甲" * 20)),
    "duckdb": lambda _: duckdb.connect().from_arrow(TABLE),
    "many columns": lambda _: TABLE.append_column("more", pa.array([[1]] * 140)),
}
STREAMS: dict[str, Any] = {
    "a reader": lambda: TABLE.to_reader(max_chunksize=9),
    "a generator": lambda: iter(TABLE.to_batches(max_chunksize=9)),
}


@pytest.mark.parametrize("name", SOURCES)
def test_each_source_of_columns_says_what_its_rows_say(name: str, tmp_path: Path) -> None:
    source = SOURCES[name](tmp_path)
    assert compare(source, POLICIES) == ROWS  # as rows
    with by_columns(keep=2):
        found = compare(source, POLICIES)
        assert found == ROWS
        assert [each.record["id"] for each in found.changed[-2:]] == [109, 110]
        assert found.changed[5].explain("zh") == ROWS.changed[5].explain("zh")
        assert found.text() == ROWS.text()


@pytest.mark.parametrize("name", STREAMS)
def test_a_stream_is_read_once_and_says_so(name: str) -> None:
    assert compare(STREAMS[name](), POLICIES) == ROWS  # a short one is kept
    with by_columns(keep=4):
        found = compare(STREAMS[name](), POLICIES)
        assert (found.total, found.transitions, len(found.changed)) == (
            140, ROWS.transitions, len(ROWS.changed))  # fmt: skip
        assert found.changed[:4] == ROWS.changed[:4]
        with pytest.raises(InputError, match="can be read more than once"):
            found.changed[4]
        with pytest.raises(InputError, match="can be read more than once"):
            seek(STREAMS[name](), NOW, "approval.bands.deputy_gm", share("gm", at_most="0.1"))
        swept = sweep(STREAMS[name](), NOW, {"approval.tie": "all"})
    assert swept == sweep(rows_of(TABLE), NOW, {"approval.tie": "all"})


def test_an_empty_table_of_any_columns_is_no_record() -> None:
    kinds = {"amount": pa.dictionary(pa.int32(), pa.decimal128(20, 2)), "id": pa.string_view()}
    with by_columns():
        assert compare(pa.table({name: pa.nulls(0, kind) for name, kind in kinds.items()}),
                       POLICIES).total == 0  # fmt: skip


def test_only_the_columns_that_a_question_reads_are_read() -> None:
    names = {
        question.name: over_columns(question, [NOW]).names(column_source(TABLE))
        for question in (APPROVER, CLOSING)
    }
    assert names["approver"] == ("id", "amount")
    assert names["closing"] == ("id", "amount", "note")  # its own column is not there


def test_integers_are_yuan_and_floats_are_refused_row_by_row() -> None:
    for column, answered in (([1500, 900], 2), ([1500.0, 900.0], 0), (["1500", "x"], 1)):
        table = pa.table({"amount": column})
        with by_columns():
            found = compare(table, POLICIES)
        assert found == compare(rows_of(table), POLICIES)
        assert found.answered == answered


def test_what_is_missing_in_a_frame_is_none_row_by_row_and_by_columns() -> None:
    start = datetime(2024, 3, 1, 9)
    frame = pd.DataFrame({"accepted_at": [start] * 3, "closed_at": [start, None, pd.NaT]})
    frame["amount"] = pd.Series([Decimal(5), None, float("nan")], dtype=object)
    expected = {("open", "open"): 2, ("on_time", "on_time"): 1}
    assert compare(frame, POLICIES, "closing").ways == expected
    with by_columns():
        assert compare(frame, POLICIES, "closing").ways == expected


def test_a_moment_finer_than_a_datetime_is_refused_row_by_row_and_by_columns() -> None:
    fine = pd.Timestamp(datetime(2024, 3, 1, 9, tzinfo=UTC)).as_unit("ns") + pd.Timedelta(1, "ns")
    frame = pd.DataFrame({"accepted_at": [fine]})
    found = compare(frame, POLICIES, "closing")
    assert "ns since 1970" in found.unanswered[0].text
    with by_columns():
        assert compare(frame, POLICIES, "closing") == found


@pytest.mark.parametrize(
    "cells",
    [
        [1500, 2.5],
        [Decimal(1500), "1500"],
        [2**70, 5],
        [True, 1500],
        [{"a": 1}, {"b": 2}],
        [datetime(2024, 3, 1), datetime(2024, 3, 1, tzinfo=UTC)],
    ],
    ids=str,
)
def test_a_frame_whose_cells_are_of_several_kinds_is_put_row_by_row(cells: list[Any]) -> None:
    frame = pd.DataFrame({"amount": pd.Series(cells, dtype=object)})
    by_row = compare([{"amount": cell} for cell in cells], POLICIES)
    with by_columns():
        assert compare(frame, POLICIES) == by_row


def test_a_series_of_records_is_an_iterable_of_records() -> None:
    assert compare(pd.Series([{"amount": 5}]), POLICIES).answered == 1


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ("nothing.parquet", "the path of a Parquet file or folder"),
        (Path(__file__), "the path of a Parquet file or folder"),
        (b"amounts", "an iterable of records"),
        ({"amount": 1}, "an iterable of records"),
        (7, "an iterable of records"),
        (pa.table([[1], [2]], names=["amount", "amount"]), "columns of different names"),
    ],
    ids=str,
)
def test_what_holds_no_records_is_refused(records: Any, expected: str) -> None:
    with pytest.raises(InputError) as caught:
        source_of(records)
    assert caught.value.faults[0].path == "records"
    assert expected in caught.value.faults[0].expected


ODD = [{"id": 1, "amuont": 1500}, {"id": 2, "amuont": 900}]
MISSPELT: dict[str, Any] = {
    "records": ODD,
    "objects": [SimpleNamespace(**each) for each in ODD],
    "arrow": pa.Table.from_pylist(ODD),
    "batches": pa.Table.from_pylist(ODD).to_batches(),
    "pandas": pd.DataFrame(ODD),
    "polars": pl.DataFrame(ODD),
    "many of pandas": pd.DataFrame(ODD * 1500),
    "many of polars": pl.DataFrame(ODD * 1500),
}


@pytest.mark.parametrize("name", MISSPELT)
@pytest.mark.parametrize("study", ["compare", "sweep", "seek"])
def test_a_source_without_what_a_question_reads_is_refused_with_the_nearest(
    name: str, study: str
) -> None:
    source, limit = MISSPELT[name], "approval.bands.deputy_gm"
    studies: dict[str, Callable[[], object]] = {
        "compare": lambda: compare(source, POLICIES),
        "sweep": lambda: sweep(source, NOW, {limit: [2000, 3000]}),
        "seek": lambda: seek(source, NOW, limit, share("gm", at_most="0.1")),
    }
    with pytest.raises(UnknownNameError) as caught:
        studies[study]()
    (fault,) = caught.value.faults
    assert (fault.path, fault.mend) == ("amount", "did you mean 'amuont'?")
    assert "settlement, claimed, loss" in fault.expected


def test_the_field_that_is_nearest_to_one_that_is_there_is_told() -> None:
    for source in ([{"lost": 5}], pa.table({"lost": [5]})):
        with pytest.raises(UnknownNameError, match=r"^loss: .* did you mean 'lost'\?"):
            compare(source, POLICIES)
    for source in ([{"x": 5}], pa.table({"x": [5]})):
        with pytest.raises(UnknownNameError, match=r"^amount: .* use one of: x$"):
            compare(source, POLICIES)


def test_a_column_that_every_answer_needs_is_owed_by_a_source_of_columns() -> None:
    """``closed_at`` may be missing, and ``amount`` where a settlement stands; a start may not."""
    start = datetime(2024, 3, 1, 9)
    table = pa.table({"acepted_at": [start], "closed_at": [start]})
    for source in (table, pl.DataFrame(table), pa.concat_tables([table] * 3000)):
        with pytest.raises(UnknownNameError, match=r"^accepted_at: .* did you mean 'acepted_at'"):
            compare(source, POLICIES, "closing")
    (fault, _) = compare(rows_of(table), POLICIES, "closing").unanswered
    assert "did you mean 'acepted_at'" in fault.text
    assert compare(table.rename_columns(["accepted_at", "x"]), POLICIES, "closing").answered == 1
    assert compare(pa.table({"settlement": [5]}), POLICIES).answered == 1


@pytest.mark.parametrize("records", [[1, 2], ["1500"], [None], pd.Series([1, 2]), [[5], [6]], [{}]])
def test_what_are_no_records_are_refused_unless_a_question_takes_them(records: Any) -> None:
    with pytest.raises(UnknownNameError, match=r'^amount: .* such as {"amount": …}$'):
        compare(records, POLICIES)
    assert compare(records, POLICIES, lambda policy, record: "asked").answered == len(records)


def test_no_records_lack_nothing() -> None:
    empty: tuple[Any, ...] = (
        pa.table({}),
        pd.DataFrame(),
        [],
        pa.table({"amount": pa.array([], pa.int64())}),
    )
    for source in (*empty, pa.table({}).to_batches()):
        assert compare(source, POLICIES).total == 0


def test_one_record_that_lacks_its_fields_is_listed_with_the_nearest() -> None:
    found = compare([{"amount": 5}, ODD[0], "1500", {}], POLICIES)
    assert found.answered == 1
    texts = [each.text for each in found.unanswered if each.policy == "now"]
    assert all(text.startswith("amount: got None (NoneType); expected a field") for text in texts)
    assert "did you mean 'amuont'?" in texts[0]
    assert texts[1] == texts[2]
    assert texts[1].endswith('give a mapping or an object, such as {"amount": …}')
    own = compare([{"amount": 5}, ODD[0]], POLICIES, lambda policy, record: record["amount"])
    assert "did you mean 'amuont'?" in own.unanswered[0].text


def test_a_row_is_a_record_as_a_rule_takes_it() -> None:
    batch = pa.record_batch(
        {
            "at": pa.array([10**18 + 1, None], pa.timestamp("ns")),
            "on": pa.array([2**31 - 1, 0], pa.date32()),
            "who": pa.array(["a", None]).dictionary_encode(),
        }
    )
    assert records_of(batch) == [
        {"at": "1000000000000000001 ns since 1970", "on": "2147483647 days since 1970", "who": "a"},
        {"at": None, "on": datetime(1970, 1, 1).date(), "who": None},
    ]


def test_progress_is_told_chunk_by_chunk() -> None:
    told: list[tuple[int, int | None]] = []
    with by_columns(chunk=56):
        compare(TABLE, POLICIES, progress=lambda *far: told.append(far))
    assert told == [(56, 140), (112, 140), (140, 140)]
    told.clear()
    compare(rows_of(TABLE), POLICIES, progress=lambda *far: told.append(far))
    assert told[-1] == (140, 140)


def test_a_study_of_few_records_imports_neither_numpy_nor_pyarrow() -> None:
    code = (
        "import sys; from csrules import amend, compare, sweep;"
        "from csrules.regulations import company; now = company.policy();"
        "policies = {'a': now, 'b': amend(now, {'closing.days': 8})};"
        "assert compare([{'amount': 5}] * 100, policies).answered == 100;"
        "sweep([{'amount': 5}] * 100, now, {'approval.tie': 'all'});"
        "print([name for name in ('numpy', 'pyarrow', 'pandas') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
