"""The vectors, asked of the column forms: each that a column can put is answered as it says."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest

from csrules import amend
from csrules.batch import Work, due
from csrules.deadlines import CalendarDays, ElapsedHours, MonthDay, WorkingDays, WorkingHours
from csrules.errors import CsrulesError, InputError
from csrules.regulations import company, office, property_handbook
from csrules.regulations.company.columns import approver
from csrules.regulations.office.columns import lateness_deduction
from csrules.regulations.property_handbook.columns import information_score
from csrules.testing import vectors
from csrules.testing.conformance.contract import OPERATIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from csrules.batch import ColumnRule

MONEY = pa.decimal128(15, 2)
CELLS = {
    "amount": MONEY,
    "base_pay": MONEY,
    "late_days": pa.int64(),
    "start": pa.timestamp("us"),
    **dict.fromkeys(property_handbook.policy().score.card.counts, pa.int64()),
}
"""What a vector gives that stands in a column; the rest makes the rule."""


def _approver(sales_manager_limit: Any, deputy_gm_limit: Any, tie: Any) -> ColumnRule:
    bands = {"sales_manager": sales_manager_limit, "deputy_gm": deputy_gm_limit}
    return approver(amend(company.policy(), {"approval": {"tie": tie, "bands": bands}}))


def _limit(kind: Callable[..., Any]) -> Callable[..., ColumnRule]:
    return lambda calendar, **settings: due(kind(**settings), calendar)


def _score(clamp: Any) -> ColumnRule:
    return information_score(amend(property_handbook.policy(), {"score.clamp": clamp}), items=True)


def _lateness(**readings: Any) -> ColumnRule:
    return lateness_deduction(amend(office.policy(), {"lateness": readings}))


def _role(row: Mapping[str, Any], content: Any) -> bool:
    return bool(row["role"] == content)


def _due(row: Mapping[str, Any], content: Any) -> bool:
    return bool(row["due"] == datetime.fromisoformat(content))


def _points(row: Mapping[str, Any], content: Any) -> bool:
    points = {**content["items"], "total": content["total"]}
    return all(row[name] * 10 == tenths for name, tenths in points.items())


def _taken(row: Mapping[str, Any], content: Any) -> bool:
    return bool(row["amount"] * 100 == content["sum"])


FORMS: dict[str, tuple[Callable[..., ColumnRule], Callable[[Mapping[str, Any], Any], bool]]] = {
    "approver": (_approver, _role),
    "calendar_days": (_limit(CalendarDays), _due),
    "elapsed_hours": (_limit(ElapsedHours), _due),
    "information_score": (_score, _points),
    "lateness_deduction": (_lateness, _taken),
    "month_day": (_limit(MonthDay), _due),
    "working_days": (_limit(WorkingDays), _due),
    "working_hours": (_limit(WorkingHours), _due),
}
"""For each operation: the rule over columns, and whether its answer is what a vector expects."""


def put(operation: str) -> Iterator[tuple[Mapping[str, Any], Any]]:
    """The values of each vector whose kinds a column can hold at all, with what it expects."""
    for vector in vectors():
        if vector.operation == operation:
            try:
                values = dict(OPERATIONS[operation].read(vector.given))
            except InputError:
                continue
            if operation == "month_day":  # from the first of a month, its own such day is the next
                values["start"] = datetime(values.pop("year"), values.pop("month"), 1)
            yield values, vector.expect


@pytest.mark.parametrize("operation", FORMS)
def test_every_vector_is_answered_by_the_column_form(operation: str) -> None:
    make, says = FORMS[operation]
    columns: dict[Any, list[tuple[Mapping[str, Any], Any]]] = {}
    for values, expect in put(operation):
        key = tuple((name, value) for name, value in values.items() if name not in CELLS)
        own = {name: value for name, value in values.items() if name in CELLS}
        columns.setdefault(key, []).append((own, expect))
    assert columns
    for settings, asked in columns.items():
        try:
            work = Work(make(**dict(settings)), keep=False, on_error="null")
        except CsrulesError:
            assert {expect.kind for _, expect in asked} == {"invalid"}
            continue
        table = pa.table({
            name: pa.array([cells[name] for cells, _ in asked], CELLS[name])
            for name in asked[0][0]
        })  # fmt: skip
        for row, (cells, expect) in zip(work.table(table).to_pylist(), asked, strict=True):
            if expect.kind == "answer":
                assert says(row, expect.content), f"{cells} under {settings}: {row}"
            else:
                assert row["faults"], f"{cells} under {settings}: {row}"
