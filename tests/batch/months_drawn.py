"""Tables of persons' days, drawn around what a policy cuts at, and held against its functions."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import attrs
import pyarrow as pa
from hypothesis import strategies as st

from csrules.batch import MonthWork, fault_table
from csrules.errors import CsrulesError, refuse

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from hypothesis.strategies import SearchStrategy

    from csrules.batch import MonthRule

PEOPLE = ("li", "李", "王小明")
"""In the order of code points."""

_FIRSTS = (date(2024, 2, 27), date(2023, 12, 30), date(2024, 3, 28))
_BEIJING = timedelta(hours=8)
_MICROS = st.sampled_from([0, 0, 0, 1, 999_999])

Row = dict[str, Any]


@attrs.frozen
class Columns:
    """The columns of a table: the punches of a day, and the money of a month."""

    punches: tuple[str, ...]
    base: str


def moments(day: date, cuts: Sequence[time]) -> SearchStrategy[datetime | None]:
    """When somebody punches: at a cut, a second or so beside it, hardly ever on another day."""
    near = st.tuples(st.sampled_from(cuts), st.integers(-2, 2), _MICROS).map(
        lambda at: datetime.combine(day, at[0]) + timedelta(seconds=at[1], microseconds=at[2])
    )
    anywhere = st.integers(-40_000, 130_000).map(
        lambda seconds: datetime.combine(day, time()) + timedelta(seconds=seconds)
    )
    return st.one_of(near, near, near, anywhere, st.none())


@st.composite
def tables(
    draw: st.DrawFn, columns: Columns, cuts: Sequence[time], most_days: int = 8
) -> list[Row]:
    """Rows of persons, each person's together; days over the end of a month, in any order."""
    rows: list[Row] = []
    for person in PEOPLE[: draw(st.integers(1, 3))]:
        first = draw(st.sampled_from(_FIRSTS))
        run = [first + timedelta(days=day) for day in range(draw(st.integers(1, most_days)))]
        base = draw(st.sampled_from([1000, 333, 10**12 + 7]))
        own = []
        for day in run:
            times = {name: draw(moments(day, cuts)) for name in columns.punches}
            own.append({"person": person, "work_date": day, **times, columns.base: base})
        odd = draw(
            st.sampled_from([None] * 12 + ["doubled", "other", "negative", "null", "no day"])
        )
        if odd == "doubled":
            own.append(dict(own[0]))
        elif odd is not None:
            change = {"other": 1, "negative": -1, "null": None}
            spoilt = {"work_date": None} if odd == "no day" else {columns.base: change[odd]}
            own[-1] = own[-1] | spoilt
        rows += draw(st.permutations(own)) if draw(st.booleans()) else own
    return rows


def in_zone(rows: Sequence[Row], columns: Columns) -> list[Row]:
    """The rows with aware times, which are the same on the clock of Beijing."""

    def moved(at: datetime | None) -> datetime | None:
        return at and (at - _BEIJING).replace(tzinfo=UTC)

    return [row | {name: moved(row[name]) for name in columns.punches} for row in rows]


def arrow(rows: Sequence[Row], columns: Columns, zone: str | None = None) -> pa.Table:
    """The rows in Arrow, their times in a zone or naive."""
    kinds = {"person": pa.string(), "work_date": pa.date32(), columns.base: pa.int64()}
    kinds |= dict.fromkeys(columns.punches, pa.timestamp("us", zone))
    return pa.table(
        {name: pa.array([row[name] for row in rows], kind) for name, kind in kinds.items()}
    )


def cut(table: pa.Table, borders: Sequence[int]) -> list[pa.RecordBatch]:
    """The table in batches that end at these rows; some may be empty."""
    (whole,) = table.combine_chunks().to_batches()
    ends = [0, *sorted(min(border, table.num_rows) for border in borders), table.num_rows]
    return [whole.slice(first, end - first) for first, end in pairwise(ends)]


def by_month(rows: Sequence[Row]) -> dict[tuple[str, date | None], list[tuple[int, Row]]]:
    """Each month's rows with their numbers: persons in order, and each one's months."""
    found: dict[Any, list[tuple[int, Row]]] = defaultdict(list)
    for number, row in enumerate(rows):
        day = row["work_date"]
        found[row["person"], day and day.replace(day=1)].append((number, row))
    people = list(dict.fromkeys(row["person"] for row in rows))
    return {
        key: found[key]
        for key in sorted(found, key=lambda key: (people.index(key[0]), key[1] or date.min))
    }


def agree(
    rule: MonthRule,
    rows: Sequence[Row],
    batches: Sequence[pa.RecordBatch],
    ask: Callable[[str, date, list[Row]], Mapping[str, Any]],
) -> None:
    """Hold the columns against a function that is asked month by month."""
    answers = MonthWork(rule, on_error="null").table(batches)
    faults: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for fault in fault_table(answers).to_pylist():
        faults[fault["row"]].append((fault["field"], fault["expected"]))
    months = by_month(rows)
    found = answers.drop_columns(["faults"]).to_pylist()
    assert [(row.pop("person"), row.pop("month")) for row in found] == list(months)
    for place, ((person, month), own) in enumerate(months.items()):
        try:
            if month is None:
                refuse("punches", None, "a date")
            wanted = dict(ask(person, month, [row for _, row in own]))
        except CsrulesError as error:
            assert set(found[place].values()) == {None}
            said = [(f"rows[{own[0][0]}].{each.path}", each.expected) for each in error.faults]
            here = faults.pop(place)
            assert here == said or (month is None and {each for _, each in here} == {"a date"})
        else:
            assert found[place] == wanted, own
    assert not faults


def only(rows: Sequence[Row], name: str) -> Any:
    """What all rows of a month have; refused where they differ."""
    if len({row[name] for row in rows}) > 1:
        refuse(name, None, "one value for the whole month")
    return rows[0][name]
