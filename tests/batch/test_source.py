"""Whatever speaks Arrow is a source: no adapter for a library."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.dataset as ds
import pytest

from csrules.batch import Work, fault_table, stream
from csrules.batch.source import rows_at
from csrules.errors import InputError
from csrules.regulations import company
from csrules.regulations.company import columns

if TYPE_CHECKING:
    from collections.abc import Callable

AMOUNTS = [800, 1500, None, 60_000]
TABLE = pa.table({"amount": pa.array(AMOUNTS, pa.int64())})
WORK = Work(columns.approver(company.policy()), on_error="null")
ROLES = ["sales_manager", "deputy_gm", None, "gm"]


class OneArray:
    """What speaks Arrow's array interface and nothing else."""

    def __arrow_c_array__(self, requested_schema: object = None) -> object:
        return TABLE.to_batches()[0].__arrow_c_array__(requested_schema)


def reader() -> pa.RecordBatchReader:
    return pa.RecordBatchReader.from_batches(TABLE.schema, TABLE.to_batches(max_chunksize=2))


SOURCES: dict[str, Callable[[], object]] = {
    "a pyarrow table": lambda: TABLE,
    "a record batch": lambda: TABLE.to_batches()[0],
    "a list of batches": lambda: TABLE.to_batches(max_chunksize=1),
    "a generator of batches": lambda: (batch for batch in TABLE.to_batches(max_chunksize=3)),
    "a reader": reader,
    "a scanner": lambda: ds.dataset(TABLE).scanner(),
    "a struct array": lambda: TABLE.to_struct_array().combine_chunks(),
    "an array's interface": OneArray,
    "pandas": lambda: pd.DataFrame({"amount": pd.array(AMOUNTS, "Int64")}),
    "pandas on Arrow": lambda: pd.DataFrame({"amount": pd.array(AMOUNTS, "int64[pyarrow]")}),
    "pandas with an index": lambda: pd.DataFrame(
        {"amount": pd.array(AMOUNTS, "Int64")}, index=[3, 1, 2, 0]
    ),
    "Polars": lambda: pl.DataFrame({"amount": AMOUNTS}),
    "DuckDB": lambda: duckdb.sql(
        "select * from (values (800), (1500), (null), (60000)) as record(amount)"
    ),
}


@pytest.mark.parametrize("name", SOURCES)
def test_every_source_has_the_same_answers(name: str) -> None:
    assert WORK.table(SOURCES[name]()).column("role").to_pylist() == ROLES


EMPTY: dict[str, Callable[[], object]] = {
    "a pyarrow table": lambda: TABLE.slice(0, 0),
    "a table without a batch": lambda: pa.Table.from_batches([], TABLE.schema),
    "a reader": lambda: pa.RecordBatchReader.from_batches(TABLE.schema, []),
    "a scanner": lambda: ds.dataset(TABLE.slice(0, 0)).scanner(),
    "pandas": lambda: pd.DataFrame({"amount": pd.array([], "Int64")}),
    "Polars": lambda: pl.DataFrame({"amount": []}, schema={"amount": pl.Int64}),
    "DuckDB": lambda: duckdb.sql("select 1 as amount where false"),
}


@pytest.mark.parametrize("name", EMPTY)
def test_an_empty_source_has_answers_of_the_same_columns(name: str) -> None:
    found = WORK.table(EMPTY[name]())
    assert (found.num_rows, found.column_names) == (0, ["amount", "role", "boundary", "faults"])
    assert fault_table(found).num_rows == 0


@pytest.mark.parametrize(
    "source",
    [
        None, 5, "amounts.parquet", b"amount", {"amount": [1]}, TABLE.column("amount"),
        pa.array([1]), pl.Series("amount", [1]), pd.Series([1]), [TABLE], [1], object(),
    ],
    ids=lambda source: type(source).__name__,
)  # fmt: skip
def test_what_does_not_speak_arrow_is_refused(source: Any) -> None:
    with pytest.raises(InputError) as caught:
        WORK.table(source)
    (fault,) = caught.value.faults
    assert fault.path == ("source[0]" if isinstance(source, list) else "source")
    assert fault.mend


@pytest.mark.parametrize("cells", [[1, "a"], [b"a", 1], ["a", 1.5]], ids=str)
def test_a_frame_that_cannot_be_told_to_arrow_is_refused(cells: list[Any]) -> None:
    with pytest.raises(InputError, match="expected a table or stream that speaks Arrow") as caught:
        WORK.table(pd.DataFrame({"amount": pd.Series(cells, dtype=object)}))
    assert [fault.path for fault in caught.value.faults] == ["source"]


def test_a_stream_is_read_once_and_batch_by_batch() -> None:
    source = reader()
    batches = stream(source)
    assert next(batches).num_rows == 2
    assert source.read_next_batch().num_rows == 2
    assert list(batches) == []


def test_money_of_other_libraries_is_exact() -> None:
    cells = [Decimal("999.99"), Decimal("1000.00"), Decimal("1000.01")]
    for source in (
        pl.DataFrame({"amount": cells}),
        pd.DataFrame({"amount": cells}),
        duckdb.sql("select 999.99 as amount union all select 1000 union all select 1000.01"),
    ):
        roles = WORK.table(source).column("role").to_pylist()
        assert sorted(roles) == ["deputy_gm", "sales_manager", "sales_manager"]
    with pytest.raises(InputError, match="binary floats are rounded already"):
        WORK.table(pd.DataFrame({"amount": [1.5]}))


def test_moments_of_other_libraries() -> None:
    at = [datetime(2024, 3, 1, 9), datetime(2024, 2, 29, 23, 59, 59)]
    work = Work(columns.closing_due(company.policy(), only=["last_day"]), keep=False)
    wanted = work.table(pa.table({"accepted_at": at})).to_pylist()
    for source in (
        pd.DataFrame({"accepted_at": at}),
        pd.DataFrame({"accepted_at": pd.to_datetime(at).tz_localize("+08:00")}),
        pd.DataFrame({"accepted_at": pd.to_datetime(at).tz_localize("Asia/Shanghai")}),
        pl.DataFrame({"accepted_at": at}),
        duckdb.sql(
            "select unnest([timestamp '2024-03-01 09:00:00', timestamp '2024-02-29 23:59:59'])"
            " as accepted_at"
        ),
    ):
        assert work.table(source).to_pylist() == wanted


TEXTS = ["甲", None, "a text that is too long to stand in a view itself"]


@pytest.mark.parametrize(
    "column",
    [
        pa.array(TEXTS),
        pa.array(TEXTS, pa.string_view()),
        pa.array([b"a", None, b"b" * 20], pa.binary_view()),
        pa.array([TEXTS, None, []], pa.list_(pa.string_view())),
        pa.StructArray.from_arrays([pa.array(TEXTS, pa.string_view())], ["text"]),
        pa.array(TEXTS).dictionary_encode(),
    ],
    ids=lambda column: str(column.type),
)
def test_rows_are_taken_of_whatever_columns_there_are(column: pa.Array) -> None:
    batch = pa.record_batch({"column": column, "number": [0, 1, 2]})
    values = column.to_pylist()
    for places in ([], [1], [2, 0, 0]):
        found = rows_at(batch, np.array(places, "i8"))
        assert found.schema == batch.schema
        assert found.column("column").to_pylist() == [values[place] for place in places]
        assert found.column("number").to_pylist() == places
