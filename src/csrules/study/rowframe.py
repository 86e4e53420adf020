"""How many rows are put one by one, and the rows of a data frame of pandas."""

from __future__ import annotations

from typing import Any, Final

from csrules.errors import Fault

__all__ = ["MANY", "READ_AGAIN", "rows_of_frame"]

MANY: Final = 2000
"""Up to so many rows are put as records, which needs no extra; more of them by columns."""

READ_AGAIN: Final = Fault(
    "records",
    None,
    "a source that can be read more than once",
    "give a table, a data set, or the path of a Parquet file",
)
"""What is wrong with a stream that would have to be read a second time."""


def rows_of_frame(frame: Any) -> list[Any]:
    """The rows of a frame of pandas; what is missing there is None, a moment is a datetime."""
    rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return [{name: _plain(value) for name, value in row.items()} for row in rows]


def _plain(value: Any) -> Any:
    if not hasattr(value, "to_pydatetime"):
        return value
    if value.nanosecond:
        return f"{value.as_unit('ns').value} ns since 1970"  # no datetime holds it
    return value.to_pydatetime()
