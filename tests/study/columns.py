"""Studies over columns in tests: few rows put by columns, in chunks that are small."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any
from unittest import mock

from csrules.study import columncount, columnsource, counting, overcolumns, source

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa

__all__ = ["by_columns", "rows_of"]


@contextmanager
def by_columns(many: int = -1, chunk: int = 7, keep: int = 1000) -> Iterator[None]:
    """Put every study of columns by columns."""
    with ExitStack() as patches:
        for module, name, value in (
            (counting, "MANY", many),
            (source, "MANY", many),
            (columnsource, "MANY", many),
            (overcolumns, "CHUNK", chunk),
            (columncount, "KEPT", keep),
        ):
            patches.enter_context(mock.patch.object(module, name, value))
        yield


def rows_of(table: pa.Table) -> list[Any]:
    """The same rows as records."""
    return [row for batch in table.to_batches() for row in columnsource.records_of(batch)]
