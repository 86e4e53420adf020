"""What the column form of a rule is held against: the rule's own function, asked row by row."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest

from csrules.batch import Work, fault_table
from csrules.errors import CsrulesError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pyarrow as pa

    from csrules.batch import ColumnRule

_EPOCH = datetime(1970, 1, 1)
_MICRO = timedelta(microseconds=1)

Parts: TypeAlias = "Mapping[str, Callable[[Any], Any]]"
"""How each column of answers is read off an answer of the rule's own function."""

DEADLINE: Parts = {
    "due": lambda found: found.due,
    "last_day": lambda found: found.last_day,
    "provisional": lambda found: found.provisional,
}
APPROVAL: Parts = {"role": lambda found: str(found.role), "boundary": lambda found: found.boundary}
OUTCOME: Parts = {"outcome": lambda found: str(found.outcome)}


def micros(moment: datetime) -> int:
    """A moment as microseconds since 1970, in UTC where it has a zone."""
    if moment.tzinfo is not None:
        moment = moment.astimezone(UTC).replace(tzinfo=None)
    return (moment - _EPOCH) // _MICRO


def plain(value: Any) -> Any:
    """A value that is equal to another one only where both say the same."""
    if isinstance(value, datetime):
        return value.tzinfo is None, micros(value)
    return value


def asked(ask: Callable[..., Any], row: Mapping[str, Any]) -> Any:
    """What a function answers, or the error that it raises."""
    try:
        return ask(**row)
    except CsrulesError as error:
        return error


def told(error: CsrulesError) -> list[tuple[str, str, str, str]]:
    """What the faults of an error say, but for how the value is shown."""
    return [(each.path, each.expected, each.mend, each.rule) for each in error.faults]


def agree(
    rule: ColumnRule,
    parts: Parts,
    table: pa.Table,
    rows: Sequence[Mapping[str, Any]],
    ask: Callable[..., Any] | None = None,
) -> list[Any]:
    """Hold the columns against the rule's own function; its answers come back.

    ``rows`` are the arguments of each row as the function takes them, made without the columns.
    """
    answers = [asked(ask or rule.ask, row) for row in rows]
    found = Work(rule, keep=False, on_error="null").table(table)
    assert found.num_rows == len(rows)
    refused = {row: each for row, each in enumerate(answers) if isinstance(each, CsrulesError)}
    for name, part in parts.items():
        given = found.column(rule.prefix + name)
        wanted = [None if row in refused else plain(part(each)) for row, each in enumerate(answers)]
        cells = [plain(cell) for cell in given.to_pylist()]
        for row, (cell, want) in enumerate(zip(cells, wanted, strict=True)):
            assert cell == want, f"{name} of row {row}: {rows[row]}"
            assert type(cell) is type(want)
    faults: dict[int, list[tuple[str, str, str, str]]] = {}
    for each in fault_table(found).to_pylist():
        said = each["field"], each["expected"], each["mend"], each["rule"]
        faults.setdefault(each["row"], []).append(said)
    assert faults == {row: told(error) for row, error in refused.items()}
    raised(rule, table, refused)
    return answers


def raised(rule: ColumnRule, table: pa.Table, refused: Mapping[int, CsrulesError]) -> None:
    """Hold what ``on_error="raise"`` says against the rows that have no answer."""
    work = Work(rule, keep=False)
    if not refused:
        assert work.table(table).equals(
            Work(rule, keep=False, on_error="null").table(table).drop_columns(["faults"])
        )
        return
    with pytest.raises(CsrulesError) as caught:
        work.table(table)
    known = {
        (f"rows[{row}].{path}", *rest)
        for row, error in refused.items()
        for path, *rest in told(error)
    }
    assert set(told(caught.value)) <= known
    assert len(caught.value.faults) >= min(100, len(refused))
