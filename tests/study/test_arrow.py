"""Arrow: each column has the one exact type of its cells, and nothing is lost or rounded."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csrules.regulations import company
from csrules.study.arrow import arrow_file, arrow_table, parquet_file


def column(*cells: object) -> Any:
    return arrow_table(["x"], [{"x": cell} for cell in cells]).column("x")


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ((True, None), pa.bool_()),
        ((1, None, -(2**63)), pa.int64()),
        ((Decimal("1.5"), Decimal("-2.25"), None), pa.decimal128(38, 2)),
        ((Decimal(7),), pa.decimal128(38, 0)),
        ((Decimal("1E+3"),), pa.decimal128(38, 0)),
        ((date(2024, 3, 8), None), pa.date32()),
        ((datetime(2024, 3, 8, 9, 0, 0, 1), None), pa.timestamp("us")),
        (("经理", None), pa.string()),
    ],
)
def test_cells_of_one_type_keep_it_and_come_back(cells: tuple[object, ...], kind: Any) -> None:
    found = column(*cells)
    assert found.type == kind
    assert found.to_pylist() == list(cells)


@pytest.mark.parametrize(
    ("cells", "texts"),
    [
        ((1, True, None), ["1", "true", None]),
        ((Decimal("1.50"), 2), ["1.50", "2"]),
        ((datetime(2024, 3, 8), date(2024, 3, 8)), ["2024-03-08 00:00:00", "2024-03-08"]),
        ((company.Role.GM, None), ["gm", None]),
        (([{"owner": "gm"}],), ["[{'owner': 'gm'}]"]),
    ],
)
def test_cells_of_several_types_and_all_others_are_text(
    cells: tuple[object, ...], texts: list[str | None]
) -> None:
    assert column(*cells).type == pa.string()
    assert column(*cells).to_pylist() == texts


@given(st.lists(st.decimals(-(10**15), 10**15, places=2, allow_nan=False), min_size=1))
def test_money_comes_back_to_the_fen(amounts: list[Decimal]) -> None:
    assert column(*amounts).to_pylist() == amounts


def test_a_column_without_a_value_has_the_type_of_its_name() -> None:
    names = ("cases", "amount", "is_base", "why_before")
    kinds = [pa.int64(), pa.decimal128(38, 2), pa.bool_(), pa.string()]
    empty: list[list[dict[str, object]]] = [[], [{}]]
    for rows in empty:
        table = arrow_table(names, rows)
        assert table.schema.types == kinds
        assert table.num_rows == len(rows)


def test_a_file_holds_the_table() -> None:
    table = arrow_table(("who", "amount"), [{"who": "经理", "amount": Decimal("0.10")}])
    assert pa.ipc.open_file(arrow_file(table)).read_all() == table
    assert pq.read_table(BytesIO(parquet_file(table))) == table
