"""The definition of a decision table: what it keeps, compares and refuses, all at once."""

from __future__ import annotations

from typing import Any

import pytest

from csrules.citation import Text
from csrules.errors import DefinitionError, Fault
from csrules.kinds import Flag, Whole
from csrules.tables import Column, Row, Table

BIG = Column("big", Flag(), Text("big", "大"))
DAYS = Column("days", Whole("days", 1, 31), Text("days", "天数"))
NOTE = Text("note", "说明")
YES, NO = ({"big": big} for big in (True, False))


def table(
    *rows: Row, columns: tuple[Column, ...] = (BIG, DAYS), outputs: tuple[str, ...] = ("out",)
) -> Table:
    return Table("t", Text("table", "表"), columns, outputs, rows)


def faults(*rows: Row, **more: tuple[Any, ...]) -> list[Fault]:
    with pytest.raises(DefinitionError) as caught:
        table(*rows, **more)
    return list(caught.value.faults)


def test_a_row_keeps_what_it_was_made_of() -> None:
    when, then = {"big": True}, {"out": 1}
    row = Row("R-1", when, then, NOTE)
    when["big"], then["out"] = False, 2
    assert (row.when["big"], row.then["out"]) == (True, 1)
    assert hash(row) == hash(Row("R-1", {"big": True}, {"out": 1}, NOTE))


def test_a_table_is_the_same_only_as_itself() -> None:
    rows = Row("R-1", YES, {"out": 1}, NOTE), Row("R-2", NO, {"out": 2}, NOTE)
    one, other = table(*rows), table(*rows)
    assert one == one  # noqa: PLR0124  # that is the statement
    assert one != other
    assert len({one, other}) == 2


def test_an_answer_shows_its_inputs_and_rows_and_not_the_table() -> None:
    rows = Row("R-1", YES, {"out": 1}, NOTE), Row("R-2", NO, {"out": 2}, NOTE)
    shown = repr(table(*rows).lookup(big=True, days=1))
    assert "'days': 1" in shown
    assert "R-1" in shown
    assert "<Table" not in shown


def test_one_condition_that_nothing_meets_makes_a_row_that_cannot_apply() -> None:
    never = Row("R-3", {"big": True, "days": ()}, {"out": 3}, NOTE)
    found = faults(Row("R-1", YES, {"out": 1}, NOTE), Row("R-2", NO, {"out": 2}, NOTE), never)
    assert ("t.rows[2]", "a row that can apply") in [(each.path, each.expected) for each in found]


def test_faults_of_names_and_of_conditions_are_told_together() -> None:
    bad = Row("", {"days": 32, "small": True}, {"out": 1}, NOTE)
    found = faults(bad, columns=(DAYS, BIG, DAYS), outputs=("z", "out", "a", "z", "a"))
    assert [(each.path, each.value) for each in found[:3]] == [
        ("t", "days"),
        ("t", "a"),
        ("t", "z"),
    ]
    assert {"t.rows[0].rule", "t.days"} <= {each.path for each in found}
