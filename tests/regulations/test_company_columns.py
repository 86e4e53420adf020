"""Art. 26 and 27 over columns, worked by hand: who approves, when a form is due, was it in time."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import attrs
import pyarrow as pa
import pytest

from csrules import amend, cn_calendar
from csrules.batch import Fen, Work
from csrules.errors import InputError
from csrules.regulations import company
from csrules.regulations.company.columns import approver, closing, closing_due

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csrules.batch import ColumnRule

POLICY = company.policy()
ROLLED = amend(POLICY, {"counting.last_day": "next_working_day"})
CN = cn_calendar(2024)
FRIDAY, SUNDAY = datetime(2024, 3, 1, 9), datetime(2024, 3, 3, 10)
"""Six days later are Thursday 7 March, and Saturday 9 March."""
BEYOND = datetime(2030, 1, 1, 9)
"""No day of the calendar of 2024."""


def money(*yuan: str | None) -> pa.Table:
    cells = [None if each is None else Decimal(each) for each in yuan]
    return pa.table({"amount": pa.array(cells, pa.decimal128(12, 2))})


def forms(
    *accepted_at: datetime | None, closed_at: Sequence[datetime | None] | None = None
) -> pa.Table:
    columns = {"accepted_at": pa.array(accepted_at, pa.timestamp("us"))}
    if closed_at is not None:
        columns["closed_at"] = pa.array(closed_at, pa.timestamp("us"))
    return pa.table(columns)


def answers(rule: ColumnRule, table: pa.Table) -> list[dict[str, Any]]:
    """The rows as answered, each with the fields that are at fault."""
    rows = Work(rule, keep=False, on_error="null").table(table).to_pylist()
    return [{**row, "faults": [fault["field"] for fault in row["faults"] or ()]} for row in rows]


def never(**_: Any) -> None:
    raise AssertionError("the rule's own function was asked")


def quick(rule: ColumnRule, table: pa.Table) -> list[dict[str, Any]]:
    """The rows as the quick form alone answers them."""
    found = Work(attrs.evolve(rule, ask=never), keep=False).table(table)
    rows: list[dict[str, Any]] = found.to_pylist()
    return rows


# who approves


AMOUNTS = ("0", "999.99", "1000.00", "1000.01", "4999.99", "5000.00", "9000.00")
ROLES = ["sales_manager"] * 3 + ["deputy_gm"] * 2 + ["gm"] * 2


def test_who_approves_at_each_cut() -> None:
    """000-A27-1.1 to 000-A27-1.4, R1: 1000 is the sales manager's, 5000 the GM's."""
    found = Work(approver(POLICY)).table(money(*AMOUNTS))
    assert found.column_names == ["amount", "role", "boundary"]
    assert found.column("role").to_pylist() == ROLES
    cuts = [amount in ("1000.00", "5000.00") for amount in AMOUNTS]
    assert found.column("boundary").to_pylist() == cuts


def test_who_approves_is_asked_without_the_boundary_and_in_fen() -> None:
    """000-A27-1.1 to 000-A27-1.3: from a column of another name."""
    fen = pa.table({"loss": [int(Decimal(each) * 100) for each in AMOUNTS]})
    found = Work(approver(POLICY, Fen("loss"), boundary=False), keep=False).table(fen)
    assert found.column_names == ["role"]
    assert found.column("role").to_pylist() == ROLES


def test_an_amount_that_nobody_approves_is_a_fault_of_its_row() -> None:
    """000-A27-1.1: below nothing there is no band."""
    found = answers(approver(POLICY), money("-0.01", "0", None))
    assert found == [
        {"role": None, "boundary": None, "faults": ["amount"]},
        {"role": "sales_manager", "boundary": False, "faults": []},
        {"role": None, "boundary": None, "faults": ["amount"]},
    ]


# when a form must be closed


def test_six_days_from_acceptance() -> None:
    """000-A26-1.1: due, last day and whether provisional, in this order."""
    found = Work(closing_due(POLICY), keep=False).table(forms(FRIDAY, SUNDAY))
    assert found.column_names == ["closing_due", "closing_last_day", "closing_provisional"]
    assert [tuple(row.values()) for row in found.to_pylist()] == [
        (datetime(2024, 3, 8), date(2024, 3, 7), False),
        (datetime(2024, 3, 10), date(2024, 3, 9), False),
    ]


def test_the_parts_come_in_the_order_in_which_they_are_named() -> None:
    """000-A26-1.1: also where they are named by something that is read only once."""
    only = ("provisional", "due")
    for named in (only, list(only), iter(only)):
        rule = closing_due(POLICY, only=named, prefix="form_")
        found = Work(rule, keep=False).table(forms(FRIDAY))
        assert found.column_names == ["form_provisional", "form_due"]
        assert found.to_pylist() == [{"form_provisional": False, "form_due": datetime(2024, 3, 8)}]
    with pytest.raises(InputError, match="due"):
        closing_due(POLICY, only=["deu"])


def test_the_calendar_rolls_the_last_day() -> None:
    """000-A26-1.1, R8: from Saturday 9 March to Monday the 11th, where a company says so."""
    rule = closing_due(ROLLED, CN, "taken_at", only=["last_day"])
    table = forms(FRIDAY, SUNDAY).rename_columns(["taken_at"])
    assert quick(rule, table) == [
        {"closing_last_day": date(2024, 3, 7)}, {"closing_last_day": date(2024, 3, 11)}
    ]  # fmt: skip
    none = answers(closing_due(ROLLED, only=["last_day"]), forms(SUNDAY))
    assert none == [{"closing_last_day": None, "faults": ["calendar"]}]


@pytest.mark.parametrize(
    ("calendar", "accepted_at", "field"),
    [
        (CN, BEYOND, "day"), (CN, None, "accepted_at"),
        (cn_calendar(2024, tz="Asia/Shanghai"), SUNDAY, "accepted_at"),
    ],
)  # fmt: skip
def test_a_row_that_the_calendar_cannot_answer_is_told_by_its_field(
    calendar: Any, accepted_at: datetime | None, field: str
) -> None:
    """000-A26-1.1: the rule's own function has the calendar too."""
    found = answers(closing_due(ROLLED, calendar, only=["due"]), forms(accepted_at))
    assert found == [{"closing_due": None, "faults": [field]}]


# was it closed in time


def test_closed_in_time_to_the_microsecond() -> None:
    """000-A26-1.1, R7: exactly at 24:00 on 7 March is on time; a null is open."""
    closed = [datetime(2024, 3, 8), datetime(2024, 3, 8, 0, 0, 0, 1), FRIDAY, None]
    found = Work(closing(POLICY)).table(forms(*[FRIDAY] * 4, closed_at=closed))
    assert found.column_names == ["accepted_at", "closed_at", "outcome"]
    assert found.column("outcome").to_pylist() == ["on_time", "late", "on_time", "open"]


@pytest.mark.parametrize("closed_at", [None, [None, None]])
def test_without_a_closing_every_form_is_open(closed_at: list[None] | None) -> None:
    """000-A26-1.1: no column at all, or one of nulls."""
    found = answers(closing(POLICY), forms(FRIDAY, SUNDAY, closed_at=closed_at))
    assert [row["outcome"] for row in found] == ["open", "open"]
    nulls = forms(FRIDAY).append_column("closed_at", pa.nulls(1))
    assert [row["outcome"] for row in answers(closing(POLICY), nulls)] == ["open"]


def test_open_forms_are_answered_by_the_quick_form() -> None:
    """A null of ``closed_at`` says something: no row of an open form is left over."""
    closed = [datetime(2024, 3, 8), None]
    assert quick(closing(POLICY), forms(FRIDAY, FRIDAY, closed_at=closed)) == [
        {"outcome": "on_time"}, {"outcome": "open"}
    ]  # fmt: skip
    assert quick(closing(POLICY), forms(FRIDAY)) == [{"outcome": "open"}]
    own = closing(POLICY).reads["closed_at"]
    assert (own.column, own.optional, own.nullable) == ("closed_at", True, True)


def test_columns_of_other_names() -> None:
    """000-A26-1.1."""
    table = forms(FRIDAY, closed_at=[datetime(2024, 3, 9)]).rename_columns(["taken", "ended"])
    rule = closing(POLICY, accepted_at="taken", closed_at="ended")
    assert Work(rule, keep=False).table(table).to_pylist() == [{"outcome": "late"}]
    with pytest.raises(InputError, match="accepted_at"):
        Work(closing(POLICY)).table(table)


def test_the_calendar_is_asked_for_every_row() -> None:
    """000-A26-1.1, R8: the roll to Monday, by the quick form and by the rule's own function."""
    closed = [datetime(2024, 3, 12), datetime(2024, 3, 12, 0, 0, 0, 1), BEYOND]
    table = forms(SUNDAY, SUNDAY, BEYOND, closed_at=closed)
    found = answers(closing(ROLLED, CN), table)
    assert [(row["outcome"], row["faults"]) for row in found] == [
        ("on_time", []), ("late", []), (None, ["day"])
    ]  # fmt: skip
    assert quick(closing(ROLLED, CN), table.slice(0, 2)) == [
        {"outcome": "on_time"}, {"outcome": "late"}
    ]  # fmt: skip
    without = answers(closing(ROLLED), table)
    assert [row["faults"] for row in without] == [["calendar"]] * 3


def test_closed_before_it_was_accepted_is_a_fault_of_its_row() -> None:
    """000-A26-1.1: the clock starts with the acceptance."""
    closed = [datetime(2024, 3, 1, 8, 59), FRIDAY, None]
    found = answers(closing(POLICY), forms(FRIDAY, FRIDAY, None, closed_at=closed))
    assert [(row["outcome"], row["faults"]) for row in found] == [
        (None, ["closed_at"]), ("on_time", []), (None, ["accepted_at"])
    ]  # fmt: skip
