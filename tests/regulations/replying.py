"""A question put to records one by one, and over the columns of the same rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from csrules.batch.columns import NULL
from csrules.study.columnsource import column_source
from csrules.study.overcolumns import over_columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

    from csrules.policy import Policy
    from csrules.question import Question

__all__ = ["over", "put"]

Told = tuple[str, int | None]
"""An outcome, and the measure in whole small units."""


def put(question: Question, policy: Policy, records: Sequence[Any]) -> list[Told]:
    """The replies to records, one by one."""
    replies = [question.put(policy, record) for record in records]
    return [(reply.outcome, reply.units) for reply in replies]


def over(question: Question, policy: Policy, table: pa.Table) -> list[Told | None]:
    """The replies over columns; None where a row is left to the question itself."""
    (chunk,) = over_columns(question, [policy]).chunks(column_source(table))
    rows = range(table.num_rows)
    left = [False for _ in rows] if chunk.left is None else chunk.left.tolist()
    if not chunk.codes:
        return [None for each in left if each]
    units = chunk.units[0].tolist() if chunk.units else [NULL for _ in rows]
    words = [chunk.words[0][code] for code in chunk.codes[0].tolist()]
    return [
        None if left[row] else (words[row], None if units[row] == NULL else units[row])
        for row in rows
    ]
