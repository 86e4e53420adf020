"""Rows by person and month: borders of batches, who comes back, and what has no name or day."""

from __future__ import annotations

import pickle
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csrules import amend
from csrules.batch import MonthRule, MonthWork, fault_table, groups
from csrules.batch.answers import counts
from csrules.batch.columns import Days, Names
from csrules.errors import Fault, InputError
from csrules.regulations import office
from csrules.regulations.office import columns
from tests.batch.months_drawn import Columns, arrow, cut, tables

if TYPE_CHECKING:
    from collections.abc import Iterator

POLICY = office.policy()
RULE = columns.lateness(POLICY)
COLUMNS = Columns(("signed_in_at",), "base_pay")
MARCH = date(2024, 3, 4)


def row(person: str | None, day: date | None = MARCH, clock: time = time(8, 31)) -> dict[str, Any]:
    at = datetime.combine(day or MARCH, clock)
    return {"person": person, "work_date": day, "signed_in_at": at, "base_pay": 1000}


def table(*rows: dict[str, Any]) -> pa.Table:
    return arrow(rows, COLUMNS)


def late_days(source: object, **how: str) -> list[tuple[str | None, date | None, int | None]]:
    found = MonthWork(RULE, **how).table(source)
    cells = (found.column(name).to_pylist() for name in ("person", "month", "late_days"))
    return list(zip(*cells, strict=True))


@settings(max_examples=30, deadline=None)
@given(
    tables(COLUMNS, [time(8, 30)]),
    st.lists(st.integers(0, 24), max_size=6),
    st.sampled_from([1, 3, 1 << 17]),
)
def test_where_batches_end_changes_nothing(
    rows: list[dict[str, Any]], borders: list[int], most: int
) -> None:
    source = arrow(rows, COLUMNS)
    work = MonthWork(RULE, on_error="null")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(groups, "ROWS", most)
        found = work.table(cut(source, borders))
    assert found.combine_chunks() == work.table(source).combine_chunks()


def test_a_month_that_goes_over_many_batches_is_one_row() -> None:
    rows = [row("li", MARCH + timedelta(days)) for days in range(5)]
    batches = [batch for each in [*rows, row("wang")] for batch in table(each).to_batches()]
    assert late_days(batches) == [("li", date(2024, 3, 1), 5), ("wang", date(2024, 3, 1), 1)]


@pytest.mark.parametrize(
    "days",
    [
        [date(2024, 4, 1), date(2024, 3, 29), date(2024, 4, 2), date(2023, 12, 29)],
        [date(2023, 12, 29), date(2024, 4, 1), date(2024, 3, 29), date(2024, 4, 2)],
    ],
)
def test_a_persons_months_may_be_in_any_order(days: list[date]) -> None:
    assert late_days(table(*(row("li", day) for day in days))) == [
        ("li", date(2023, 12, 1), 1),
        ("li", date(2024, 3, 1), 1),
        ("li", date(2024, 4, 1), 2),
    ]


def places(batch: pa.RecordBatch) -> list[int]:
    """Where a batch's columns lie in memory."""
    return [array.buffers()[1].address for array in batch.columns]


@pytest.mark.parametrize(
    ("days", "copied"),
    [
        ([MARCH, MARCH, date(2024, 3, 1), date(2024, 4, 1)], False),
        ([date(2024, 4, 1), MARCH], True),
    ],
)
@pytest.mark.parametrize("empty", [0, 1])
def test_rows_are_moved_only_where_their_months_fall(
    days: list[date], copied: bool, empty: int
) -> None:
    (batch,) = table(*(row("li", day) for day in days)).to_batches()
    batches = [*[batch.slice(0, 0)] * empty, batch]
    order = groups.Order("person", "sorted")
    (found,) = groups.groups_of(batches, Names("person"), Days("work_date"), order)
    assert (places(found.batch) != places(batch)) == copied


def test_no_more_than_the_open_person_is_read_ahead() -> None:
    read: list[str] = []

    def source() -> Iterator[pa.RecordBatch]:
        for person in ("an", "bo", "li", "wang"):
            read.append(person)
            yield from table(row(person)).to_batches()

    answers = MonthWork(RULE)(source())
    assert next(answers).column("person").to_pylist() == ["an"]
    assert read == ["an", "bo"]


@pytest.mark.parametrize("people", [("li", "an"), ("an", "li", "an"), ("li", None, "li")])
def test_sorted_persons_rise(people: tuple[str | None, ...]) -> None:
    source = table(*map(row, people))
    with pytest.raises(InputError) as caught:
        late_days(source, on_error="null")
    (fault,) = caught.value.faults
    assert fault.path == f"rows[{len(people) - 1}].person"
    assert fault.value == people[-1]
    assert fault.expected == "a name after 'li', whose rows stand above it"
    assert "sort the source" in fault.mend


@pytest.mark.parametrize("between", ["an", None])
def test_a_grouped_person_does_not_come_back(between: str | None) -> None:
    source = table(row("li"), row("li", MARCH + timedelta(1)), row(between), row("li"))
    for batches in (source, cut(source, [1, 2, 3])):
        with pytest.raises(InputError) as caught:
            late_days(batches, order="grouped", on_error="null")
        (fault,) = caught.value.faults
        assert (fault.path, fault.value) == ("rows[3].person", "li")
        assert fault.mend == 'sort or partition the source by "person"'


def test_grouped_persons_come_in_any_order() -> None:
    people = [person for person, _, _ in late_days(table(row("li"), row("an")), order="grouped")]
    assert people == ["li", "an"]


def test_the_same_work_can_be_run_again() -> None:
    work = MonthWork(RULE, order="grouped")
    assert work.table(table(row("li"))) == work.table(table(row("li")))


def test_two_ways_to_write_a_name_are_one_person() -> None:
    source = table(row("Ren\u00e9"), row("Rene\u0301", MARCH + timedelta(1)))
    for batches in (source, cut(source, [1])):
        assert late_days(batches) == [("Ren\u00e9", date(2024, 3, 1), 2)]
    with pytest.raises(InputError, match="Ren\u00e9"):
        late_days(table(row("Rene\u0301"), row("Rez"), row("Ren\u00e9")), order="grouped")


def test_what_has_no_name_or_no_day_is_a_fault_of_its_own() -> None:
    source = table(row("li"), row("li", None), row("wang\u200b"), row(None), row(None))
    found = MonthWork(RULE, on_error="null").table(source)
    march = date(2024, 3, 1)
    assert found.column("person").to_pylist() == ["li", "li", "wang\u200b", None]
    assert found.column("month").to_pylist() == [None, march, march, march]
    assert found.column("late_days").to_pylist() == [None, 1, None, None]
    fields = [(each["row"], each["field"]) for each in fault_table(found).to_pylist()]
    assert fields == [
        (0, "rows[1].punches[0].work_date"),
        (2, "rows[2].person"),
        (3, "rows[3].person"),
    ]
    with pytest.raises(InputError, match=r"rows\[1\]\.punches\[0\]\.work_date"):
        MonthWork(RULE).table(source)


def test_a_fault_names_the_months_first_row() -> None:
    rows = [row("an"), row("li", date(2024, 4, 1)), row("li"), row("li")]
    with pytest.raises(InputError, match=r"^rows\[2\]\.punches\[1\]: .* one punch on of li"):
        late_days(cut(table(*rows), [1, 3]))


@pytest.mark.parametrize(
    "kind",
    [pa.large_string(), pa.string_view(), pa.dictionary(pa.int8(), pa.string())],
)
def test_a_name_may_be_any_text_of_arrow(kind: pa.DataType) -> None:
    source = table(row("an"), row("li"), row("li", date(2024, 4, 1)))
    people = source.column("person").cast(pa.string()).combine_chunks()
    of_kind = people.dictionary_encode() if pa.types.is_dictionary(kind) else people.cast(kind)
    assert late_days(source.set_column(0, "person", of_kind)) == late_days(source)


def test_a_source_without_rows_has_no_months() -> None:
    empty = table(row("li")).slice(0, 0)
    work = MonthWork(RULE, on_error="null")
    assert work.table(empty).schema == work.schema(empty.schema)
    assert work.table([batch.slice(0, 0) for batch in table(row("li")).to_batches()]).num_rows == 0
    assert list(work([])) == []


def test_pandas_and_polars_are_sources_too() -> None:
    source = table(row("an"), row("li"))
    frame = source.to_pandas(types_mapper=pd.ArrowDtype)
    assert late_days(frame) == late_days(pl.from_arrow(source)) == late_days(source)


def test_months_of_polars_may_stand_in_any_order() -> None:
    source = table(row("an"), row("li"))
    march_only = pl.DataFrame(source)
    april = march_only.with_columns(pl.col("work_date", "signed_in_at").dt.offset_by("1mo"))
    both = pl.concat([april, march_only]).sort("person", maintain_order=True)
    months = MonthWork(RULE).table(both).select(["person", "month"]).to_pylist()
    march = source.column("work_date")[0].as_py().replace(day=1)
    assert [(row["person"], row["month"]) for row in months] == [
        (person, month)
        for person in ("an", "li")
        for month in (march, march.replace(month=march.month + 1))
    ]


def test_two_policies_stand_side_by_side_by_prefix() -> None:
    dear = columns.lateness(amend(POLICY, {"lateness.first_percent": 2}), prefix="then_")
    work = pickle.loads(pickle.dumps(MonthWork(RULE, dear)))
    (found,) = work.table(table(row("li"))).to_pylist()
    assert [str(found[name]) for name in ("amount", "then_amount")] == ["10.00", "20.00"]
    with pytest.raises(InputError, match="columns of different names"):
        MonthWork(RULE, RULE).table(table(row("li")))


def test_columns_go_by_other_names_and_only_what_is_read_is_needed() -> None:
    names = ["id", "day", "pay", "at"]
    source = table(row("li")).rename_columns(names).append_column("note", pa.array(["-"]))
    rule = columns.lateness(POLICY, person="id", work_date="day", signed_in_at="at", base_pay="pay")
    work = MonthWork(rule)
    assert sorted(work.needs(source.schema)) == sorted(names)
    assert work.table(source).column("id").to_pylist() == ["li"]


def test_a_column_that_is_missing_or_of_another_type_is_named() -> None:
    source = table(row("li")).drop_columns(["base_pay"])
    numbered = source.set_column(0, "person", pa.array([7]))
    with pytest.raises(InputError) as caught:
        MonthWork(RULE).table(numbered)
    assert [fault.path for fault in caught.value.faults] == ["person", "base_pay"]
    with pytest.raises(InputError, match=r"^work_date: got None \(NoneType\); expected a column"):
        MonthWork(RULE).schema(table(row("li")).drop_columns(["work_date"]).schema)


def test_wrong_arguments_are_named_at_once() -> None:
    with pytest.raises(InputError) as caught:
        MonthWork(order="sort", on_error="nul")
    assert [fault.path for fault in caught.value.faults] == ["rules", "on_error", "order"]
    other = columns.lateness(POLICY, person="id")
    with pytest.raises(InputError, match="the same columns of person and day"):
        MonthWork(RULE, other)


def test_a_rule_of_ones_own_is_asked_for_the_months_that_are_left() -> None:
    def asked(**month: Any) -> Any:
        return month

    class Half:
        """Knows the first month of a person; leaves the others."""

        gives = (counts("days", lambda month: len(month["rows"])),)

        def over(self, kinds: Any) -> Half:
            assert set(kinds) == {"at"}
            return self

        def fill(self, columns: Any, groups: Any, out: Any) -> Any:
            out["days"][:] = -1
            return np.arange(len(groups.starts)) > 0

    rule = MonthRule(asked, {"at": RULE.reads["signed_in_at"]}, Half())
    days = [MARCH, date(2024, 4, 1), date(2024, 4, 2)]
    found = MonthWork(rule).table(table(*(row("li", day) for day in days)))
    assert found.column("days").to_pylist() == [-1, 2]


def test_a_fault_of_a_month_is_not_lost_in_a_long_stream() -> None:
    rows = [row(f"p{number:03}") for number in range(150)]
    for number in (70, 71):
        rows[number]["base_pay"] = -1
    with pytest.raises(InputError) as caught:
        MonthWork(RULE).table(table(*rows))
    assert [fault.path for fault in caught.value.faults] == [
        "rows[70].base_pay",
        "rows[71].base_pay",
    ]
    assert isinstance(caught.value.faults[0], Fault)
