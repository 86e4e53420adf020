"""Parquet files as a source: their pieces, what is read of them at a time, and by whom."""

from __future__ import annotations

from io import BytesIO
from threading import get_ident
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from csrules.batch.pieces import Piece, opened
from csrules.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

ROWS = 1 << 19
"""Rows of a piece, where the row groups make so many."""

TABLE = pa.table({"a": np.arange(ROWS), "b": np.arange(ROWS)})
PLAIN = {"compression": "none", "use_dictionary": False, "row_group_size": ROWS}


def every(schema: pa.Schema) -> list[str]:
    names: list[str] = schema.names
    return names


@pytest.mark.parametrize(
    ("groups", "pieces"),
    [
        ([ROWS], [((0,), 0, ROWS)]),
        ([ROWS - 5, 4], [((0, 1), 0, ROWS - 1)]),
        ([ROWS - 5, 5], [((0, 1), 0, ROWS)]),
        ([ROWS - 5, 6, 7], [((0,), 0, ROWS - 5), ((1, 2), ROWS - 5, 13)]),
        ([ROWS + 1, 1], [((0,), 0, ROWS + 1), ((1,), ROWS + 1, 1)]),
        ([], []),
    ],
    ids=str,
)
def test_small_row_groups_make_a_piece_of_at_most_so_many_rows(
    tmp_path: Path, groups: Sequence[int], pieces: list[tuple[tuple[int, ...], int, int]]
) -> None:
    path = tmp_path / "a.parquet"
    table = pa.table({"a": pa.nulls(ROWS + 1, pa.bool_())})
    with pq.ParquetWriter(path, table.schema) as file:
        for rows in groups:
            file.write_table(table[:rows], row_group_size=rows)
    _, found = opened([path], every)
    assert [(piece.groups, piece.first, piece.rows) for piece in found] == pieces


def test_every_file_that_is_no_parquet_is_told(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("text.parquet", "good.parquet", "more.parquet")]
    for path in paths:
        path.write_text("amount\n1\n")
    pq.write_table(pa.table({"amount": [1]}), paths[1])
    with pytest.raises(InputError) as caught:
        opened(paths, every)
    assert [fault.value for fault in caught.value.faults] == [str(paths[0]), str(paths[2])]


def test_no_more_of_a_row_group_than_some_batches_is_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(TABLE, path, **PLAIN)
    before = pa.total_allocated_bytes()
    held = [
        pa.total_allocated_bytes() - before
        for _ in Piece(path, (0,), 0, ROWS).batches(["a", "b"], 1 << 12)
    ]
    assert len(held) == ROWS >> 12
    assert max(held) < path.stat().st_size // 2


def test_a_piece_is_read_by_the_thread_that_asks_for_it() -> None:
    readers: set[int] = set()

    class Told(BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            readers.add(get_ident())
            return super().read(size)

    source = Told()
    pq.write_table(TABLE, source, **PLAIN)
    piece = Piece(source, (0,), 0, ROWS)  # type: ignore[arg-type]  # a file that tells who reads it
    assert sum(batch.num_rows for batch in piece.batches(["a", "b"], ROWS)) == ROWS
    assert readers == {get_ident()}
