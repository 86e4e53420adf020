"""What the quick form of a rule answers by itself, and what it leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

import attrs

from csrules.batch import MonthRule, MonthWork, Work
from csrules.errors import refuse

if TYPE_CHECKING:
    import pyarrow as pa

    from csrules.batch import ColumnRule


def nobody(**arguments: Any) -> NoReturn:
    """The own function of a rule that is to answer by its quick form alone."""
    refuse("row", arguments, "a row that the quick form answers")


def quickly(rule: ColumnRule | MonthRule, source: pa.Table) -> list[tuple[str, ...] | None]:
    """The answers to each row, or month, as text; None where it is left."""
    if isinstance(rule, MonthRule):
        found = MonthWork(attrs.evolve(rule, ask=nobody), on_error="null").table(source)
    else:
        found = Work(attrs.evolve(rule, ask=nobody), keep=False, on_error="null").table(source)
    answers = found.drop_columns(
        [name for name in ("person", "month") if name in found.column_names]
    )
    return [
        None if row.pop("faults") else tuple(map(str, row.values())) for row in answers.to_pylist()
    ]
