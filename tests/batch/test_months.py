"""Work by month: its arguments, its columns, and how many faults it tells."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pytest

from csrules.batch import MonthRule, MonthWork, fault_table
from csrules.batch.answers import Given, counts
from csrules.batch.columns import Moments
from csrules.bounds import MOST_FAULTS
from csrules.errors import InputError, refuse
from csrules.regulations import office
from csrules.regulations.office import columns

if TYPE_CHECKING:
    from collections.abc import Mapping

    from csrules.batch.columns import Ints
    from csrules.batch.groups import Groups

LATENESS = columns.lateness(office.policy())
MARCH = date(2024, 3, 4)


class Leaving:
    """Leaves every month."""

    gives: tuple[Given, ...] = (counts("days", len),)

    def over(self, kinds: Mapping[str, Any]) -> Leaving:
        assert set(kinds) == {"at"}
        return self

    def fill(
        self, columns: Mapping[str, Ints], groups: Groups, out: Mapping[str, Ints]
    ) -> Ints | None:
        return np.ones(len(groups.starts), bool)


def days_of(rows: list[Any], **month: Any) -> list[Any]:
    return rows


def rule(ask: Any = days_of) -> MonthRule:
    return MonthRule(ask, {"at": Moments("at", nullable=True)}, Leaving())


def source(days: list[date | None], people: list[str] | None = None) -> pa.Table:
    return pa.table({
        "person": people or ["li"] * len(days),
        "work_date": pa.array(days, pa.date32()),
        "at": pa.array([None] * len(days), pa.timestamp("us")),
    })  # fmt: skip


@pytest.mark.parametrize(
    ("other", "said"),
    [({"person": "id"}, "id and work_date"), ({"work_date": "on"}, "person and on")],
)
def test_rules_that_read_other_columns_of_person_and_day_are_refused(
    other: dict[str, str], said: str
) -> None:
    with pytest.raises(InputError) as caught:
        MonthWork(LATENESS, columns.lateness(office.policy(), **other))
    (fault,) = caught.value.faults
    assert (fault.path, fault.value) == ("rules", f"person and work_date, {said}")


def test_there_are_no_more_batches_than_there_are_months_to_tell() -> None:
    batches = [
        *source([MARCH, None], ["an", "li"]).to_batches(),
        *source([MARCH], ["wang"]).to_batches(),
        *source([]).to_batches(),
    ]
    assert [batch.num_rows for batch in MonthWork(rule())(batches)] == [1, 1, 1]


@pytest.mark.parametrize("own", [rule(), LATENESS], ids=["not read", "read"])
def test_the_day_is_needed_whether_or_not_a_rule_reads_it(own: MonthRule) -> None:
    kinds = {"person": pa.string(), "signed_in_at": pa.timestamp("us"), "base_pay": pa.int64()}
    with pytest.raises(InputError) as caught:
        MonthWork(own).schema(pa.schema(kinds | {"at": pa.timestamp("us")}))
    assert [fault.path for fault in caught.value.faults] == ["work_date"]


def test_a_month_is_told_by_its_first_day() -> None:
    days = [None, date(1, 1, 31), date(1969, 12, 31), date(1970, 1, 1), date(9999, 12, 31)]
    found = MonthWork(rule()).table(source(days))
    assert found.schema.field("month").type == pa.date32()
    assert found.column("month").to_pylist() == [
        None, date(1, 1, 1), date(1969, 12, 1), date(1970, 1, 1), date(9999, 12, 1)
    ]  # fmt: skip


@pytest.mark.parametrize(("on_error", "asked"), [("null", 150), ("raise", MOST_FAULTS)])
def test_no_more_months_are_asked_than_faults_are_told(on_error: str, asked: int) -> None:
    months: list[int] = []

    def refusing(month: int, **others: Any) -> Any:
        months.append(month)
        refuse("at", None, "a moment")

    work = MonthWork(rule(refusing), on_error=on_error)
    stream = source([MARCH] * 150, [f"p{number:03}" for number in range(150)])
    if on_error == "null":
        assert fault_table(work.table(stream)).column("row").to_pylist() == list(range(150))
    else:
        with pytest.raises(InputError) as caught:
            work.table(stream)
        assert [each.path for each in caught.value.faults] == [
            f"rows[{n}].at" for n in range(asked)
        ]
    assert months == [3] * asked
