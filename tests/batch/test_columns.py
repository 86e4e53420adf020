"""Columns as they come: every Arrow form of the same values gives the same answers."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pytest

from csrules import cn_calendar
from csrules.batch import (
    ColumnRule,
    Counts,
    Days,
    Fen,
    Flags,
    Moments,
    Names,
    Starts,
    Work,
    Yuan,
    due,
    fault_table,
)
from csrules.batch import columns as of_columns
from csrules.batch.answers import codes
from csrules.batch.quick import Left
from csrules.deadlines import CalendarDays, ElapsedHours, WorkingDays
from csrules.errors import CsrulesError, InputError
from csrules.regulations import company, office, property_handbook
from csrules.regulations.company import columns as of_company
from csrules.regulations.office import columns as of_office
from csrules.regulations.property_handbook import columns as of_handbook
from tests.batch.agreement import DEADLINE, agree, micros

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csrules.batch.columns import Column

POLICY, HANDBOOK = company.policy(), property_handbook.policy()
CHINA = cn_calendar(range(2024, 2026), hours="08:30-12:00,13:30-17:30")
AT = [datetime(2024, 3, 1, 9) + n * timedelta(hours=31) for n in range(12)]
MONEY = [Decimal("0.00"), Decimal("999.99"), Decimal("1000.00"), None, Decimal("-0.01"),
         Decimal("5000.00"), Decimal("1000.01"), Decimal("0.00"), None, Decimal("4999.99"),
         Decimal("1000.00"), Decimal("12.34")]  # fmt: skip
MANY = pa.table({
    "amount": pa.array(MONEY, pa.decimal128(9, 2)),
    "accepted_at": pa.array([*AT[:11], None], pa.timestamp("us")),
    "closed_at": pa.array([None, *(at + timedelta(days=6) for at in AT[:11])], pa.timestamp("us")),
    "special": pa.array([True, False, None] * 4),
    "received_at": pa.array(AT, pa.timestamp("us")),
    "start": pa.array([*(at.date() for at in AT[:-1]), None]),
    "late_days": pa.array([0, 1, 2, 3, 4, None, 31, 32, -1, 5, 6, 7], pa.int64()),
    "base_pay": pa.array(range(3000, 3012), pa.int64()),
    "defects": pa.array([0, 1, 2, 3, 400, None, 31, 32, -1, 5, 6, 7], pa.int64()),
})  # fmt: skip
RULES = (
    of_company.approver(POLICY),
    of_company.closing(POLICY),
    of_company.closing_due(POLICY),
    of_handbook.handover_due(HANDBOOK, CHINA),
    of_handbook.information_score(HANDBOOK, items=True),
    of_office.lateness_deduction(office.policy(), prefix="late_"),
    due(WorkingDays(2), CHINA),
)
WORK = Work(*RULES, keep=False, on_error="null")


def told(source: object) -> list[dict[str, Any]]:
    """The answers row by row; a refused value may be shown as its column has it."""
    rows: list[dict[str, Any]] = WORK.table(source).to_pylist()
    return [
        {**row, "faults": [{**each, "value": ""} for each in row["faults"] or ()]} for row in rows
    ]


PLAIN = told(MANY)


def recast(name: str, kind: pa.DataType) -> pa.Table:
    """The many columns, one of them in another type."""
    place = MANY.schema.get_field_index(name)
    return MANY.set_column(place, name, MANY.column(name).cast(kind))


def forms() -> Iterator[pa.Table]:
    """The many columns in other forms of Arrow."""
    yield pa.concat_tables([MANY.slice(0, 1), MANY.slice(1, 0), MANY.slice(1, 6), MANY.slice(7)])
    yield pa.concat_tables([MANY.slice(5), MANY]).slice(7).combine_chunks()
    yield pa.table(
        [column.combine_chunks().dictionary_encode() for column in MANY], MANY.schema.names
    )
    yield pa.Table.from_batches(
        [pa.RecordBatch.from_arrays(
            [pa.concat_arrays([column.combine_chunks()] * 2).slice(12 + n, 3) for column in MANY],
            schema=MANY.schema) for n in (0, 3, 6, 9)]
    )  # fmt: skip
    for name, kinds in {
        "amount": [pa.decimal32(9, 2), pa.decimal64(18, 3), pa.decimal256(76, 2)],
        "accepted_at": [pa.timestamp("ns"), pa.timestamp("ms"), pa.timestamp("s")],
        "closed_at": [pa.timestamp("ns"), pa.timestamp("ms"), pa.timestamp("s")],
        "received_at": [pa.timestamp("ns"), pa.timestamp("ms"), pa.timestamp("s")],
        "start": [pa.date64()],
        "late_days": [pa.int8(), pa.int16(), pa.int32()],
        "base_pay": [pa.uint16(), pa.uint64(), pa.decimal128(21, 1)],
        "defects": [pa.int16(), pa.int32()],
    }.items():  # fmt: skip
        yield from (recast(name, kind) for kind in kinds)


@pytest.mark.parametrize("form", list(forms()))
def test_every_form_of_the_same_columns_has_the_same_answers(form: pa.Table) -> None:
    assert told(form) == PLAIN


def test_a_slice_of_the_columns_has_the_slice_of_the_answers() -> None:
    for begin, many in ((0, 0), (1, 1), (3, 9), (12, 0)):
        part = MANY.slice(begin, many)
        assert told(part) == PLAIN[begin : begin + many]
        assert WORK.table(part).schema == WORK.schema(MANY.schema)


def test_no_buffer_of_the_source_is_written_to() -> None:
    def held() -> list[bytes]:
        return [bytes(b) for column in MANY for b in column.chunk(0).buffers() if b is not None]

    before = held()
    kept = Work(*RULES, on_error="null").table(MANY)
    assert held() == before
    for name in MANY.schema.names:
        own = [b and b.address for b in MANY.column(name).chunk(0).buffers()]
        assert [b and b.address for b in kept.column(name).chunk(0).buffers()] == own


def test_columns_that_hold_nulls_only_may_have_no_type() -> None:
    nothing = {name: pa.nulls(3) for name in MANY.schema.names}
    found = told(pa.table(nothing))
    typed = {name: pa.nulls(3, MANY.schema.field(name).type) for name in MANY.schema.names}
    assert found == told(pa.table(typed))
    assert all(len(row["faults"]) > 3 for row in found)


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([2**63 - 1, -(2**63), 2**62, -(2**62), 1, -1], "us"),
        ([2**63 - 1, -(2**63), 2**62, 10**15, 1, -1], "ms"),
        ([2**63 - 1, -(2**63), 2**62, 10**12, 1, -1], "s"),
        ([2**63 - 1, -(2**63), 1, 999, 1000, -1, -1000], "ns"),
    ],
)
@pytest.mark.parametrize("zone", [None, "Asia/Shanghai", "-05:00"])
def test_moments_that_no_datetime_says_are_refused(
    values: list[int], kind: str, zone: str | None
) -> None:
    per_second = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}[kind]
    rows: list[dict[str, Any]] = []
    for value in values:
        micro, rest = divmod(value * 10**6, per_second)
        try:
            moment: Any = datetime(1970, 1, 1) + timedelta(microseconds=micro)
            moment = moment if zone is None else moment.replace(tzinfo=UTC)
        except OverflowError:
            rest = 1
        rows.append({"start": f"{value} {kind} since 1970" if rest else moment})
    table = pa.table({"start": pa.array(values, pa.timestamp(kind, zone))})
    parts = {"due": DEADLINE["due"]}
    answers = agree(due(ElapsedHours(1), only=["due"]), parts, table, rows)
    assert any(isinstance(each, CsrulesError) for each in answers)


def test_days_that_no_date_says_are_refused() -> None:
    rule = due(CalendarDays(6))
    sane = (date(2024, 3, 1) - date(1970, 1, 1)).days
    for kind, unit in ((pa.date32(), 1), (pa.date64(), 86_400_000)):
        most = 2**31 - 1 if unit == 1 else (2**63 - 1) // unit
        values = [sane, most, -most, 2_932_896, -719_162, 2_932_897, -719_163]
        values += [] if unit == 1 else [2**32 + sane, 2**32]
        days = pa.array([value * unit for value in values], pa.int32() if unit == 1 else pa.int64())
        table = pa.table({"start": days.cast(kind)})
        rows: list[dict[str, Any]] = [
            {"start": date.fromordinal(value + 719_163) if -719_163 < value < 2_932_897 else ""}
            for value in values
        ]
        agree(rule, DEADLINE, table, rows)


def test_a_day_with_a_time_of_day_is_refused() -> None:
    days = pa.array([0, 1, 86_399_999, 86_400_000, -1, None], pa.int64()).view(pa.date64())
    rows: list[dict[str, Any]] = [
        {"start": each} for each in (date(1970, 1, 1), "", "", date(1970, 1, 2), "", None)
    ]
    agree(due(CalendarDays(6)), DEADLINE, pa.table({"start": days}), rows)


@pytest.mark.parametrize(
    ("column", "kinds"),
    [
        (Yuan("x"), [pa.float64(), pa.string(), pa.bool_(), pa.date32()]),
        (Fen("x"), [pa.float64(), pa.decimal128(9, 0), pa.bool_()]),
        (Moments("x"), [pa.date32(), pa.string(), pa.int64(), pa.time64("us"), pa.duration("s")]),
        (Days("x"), [pa.timestamp("us"), pa.int32()]),
        (Starts("x"), [pa.int64(), pa.string(), pa.time32("s")]),
        (Flags("x"), [pa.int8(), pa.string()]),
        (Counts("x"), [pa.float32(), pa.bool_(), pa.decimal128(5, 0)]),
        (Names("x"), [pa.binary(), pa.int64(), pa.list_(pa.string())]),
    ],
    ids=lambda each: type(each).__name__,
)
def test_a_column_of_another_type_is_refused(column: Column, kinds: list[pa.DataType]) -> None:
    for kind in [*kinds, *(pa.dictionary(pa.int8(), kind) for kind in kinds)]:
        with pytest.raises(InputError, match=r"x: got .*expected a column of") as caught:
            column.found(pa.schema([("x", kind)]))
        assert caught.value.faults[0].expected == f"a column of {column.expected}"


def test_a_time_zone_whose_file_cannot_be_read_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def unreadable(name: str) -> None:
        raise PermissionError(name)

    monkeypatch.setattr(of_columns, "ZoneInfo", unreadable)
    with pytest.raises(InputError, match=r"at: got .*timestamps in a known time zone"):
        Moments("at").found(pa.schema([("at", pa.timestamp("us", "Not/Readable"))]))


def test_a_time_zone_that_nobody_knows_is_refused() -> None:
    for column in (Moments("at"), Starts("at")):
        for zone in ("No/Where", "Asia", "../etc/passwd", "+8 o'clock"):
            with pytest.raises(InputError, match=r"at: got .*timestamps in a known time zone"):
                column.found(pa.schema([("at", pa.timestamp("us", zone))]))


@pytest.mark.parametrize("optional", [False, True])
def test_a_column_that_is_there_twice_is_refused(optional: bool) -> None:
    twice = pa.schema([("at", pa.timestamp("us")), ("at", pa.timestamp("us"))])
    with pytest.raises(InputError, match=r"at: .*a column of this name, and only one"):
        Moments("at", optional=optional).found(twice)


def test_an_optional_column_may_be_missing_and_another_may_not() -> None:
    there = pa.schema([("b", pa.int64()), ("a", pa.int64())])
    assert Counts("at", optional=True).found(there) is None
    with pytest.raises(InputError, match=r"at: .*there are: b, a"):
        Counts("at").found(there)


def test_a_dozen_of_the_columns_that_are_there_are_told() -> None:
    there = pa.schema([(f"c{number}", pa.int64()) for number in range(14)])
    with pytest.raises(InputError) as caught:
        Counts("at").found(there)
    told = "there are: c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11"
    assert caught.value.faults[0].mend == told


class Echo:
    """The kernel of a rule that leaves every row to its own function."""

    def over(self, kinds: Any) -> Left:
        del kinds
        return Left((codes("said", ("ann", "bo", "nobody"), str),))


@pytest.mark.parametrize(
    "kind",
    [pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int8(), pa.string())],
)
def test_names_are_text_of_any_form(kind: pa.DataType) -> None:
    rule = ColumnRule(lambda name: name or "nobody", {"name": Names("name")}, Echo())
    names = ["ann", None, "bo", "ann"]
    table = pa.table({"name": pa.array(names, pa.string()).cast(kind)}).slice(1)
    assert Work(rule).table(table).column("said").to_pylist() == ["nobody", "bo", "ann"]
    read = Names("name").read(Names("name").of(table.to_batches()[0]))
    assert read.values[1:].tolist() == ["bo", "ann"]


def test_the_end_of_a_buffer_may_hold_anything() -> None:
    array = pa.Array.from_buffers(
        pa.int64(), 2, [None, pa.py_buffer(b"\x05" + b"\0" * 30)], offset=1
    )
    assert Yuan("x").read(array).values.tolist() == [0, 0]
    assert Fen("x").read(array.slice(1)).values.tolist() == [0]


def test_amounts_that_are_read_as_fen() -> None:
    read = Yuan("x").read(
        pa.array([Decimal("1.234"), Decimal("-1.230"), None], pa.decimal128(9, 3))
    )
    assert read.usable is not None
    assert read.usable.tolist() == [False, True, False]
    assert read.values[1] == -123
    huge = Yuan("x").read(pa.array([2**63 // 100, 2**63 // 100 + 1], pa.int64()))
    assert huge.usable is not None
    assert huge.usable.tolist() == [True, False]
    assert huge.values[0] == 2**63 // 100 * 100


READ: list[tuple[Column, pa.Array, list[Any], list[bool] | None]] = [
    (Counts("x"), pa.array([1, 2**62], pa.uint64()), [1, 2**62], None),
    (Counts("x"), pa.array([0, 1, 2**63 - 1], pa.uint64()), [0, 1, 2**63 - 1], None),
    (Counts("x"), pa.array([0, 2**63], pa.uint64()), [0, -(2**63)], [True, False]),
    (Counts("x"), pa.array([1, 2**64 - 1], pa.uint64()), [1, -1], [True, False]),
    (Counts("x"), pa.array([1, None, 2**64 - 1], pa.uint64()), [1, 0, -1], [True, False, False]),
    (Yuan("x"), pa.array([Decimal(5), Decimal(10**37)], pa.decimal256(76, 0)),
     [500, 0], [True, False]),
    (Yuan("x"), pa.array([Decimal(2**62), Decimal(-(2**63))], pa.decimal128(38, 2)),
     [2**62 * 100, -(2**63) * 100], [False, False]),
    (Days("x"), pa.array([0, 86_400_000, -86_400_000], pa.int64()).cast(pa.date64()),
     [0, 1, -1], [True] * 3),
    (Moments("x"), pa.array([1, 2000], pa.timestamp("ns")), [0, 2], [False, True]),
    (Moments("x"), pa.array([1000, -2000], pa.timestamp("ns")), [1, -2], None),
    (Moments("x"), pa.array([5, -5], pa.timestamp("ms")), [5000, -5000], None),
]  # fmt: skip


@pytest.mark.parametrize(("column", "array", "values", "usable"), READ)
def test_what_the_quick_form_reads(
    column: Column, array: pa.Array, values: list[Any], usable: list[bool] | None
) -> None:
    read = column.read(array)
    fits = [True] * len(array) if read.usable is None else read.usable.tolist()
    assert fits == (usable or fits)
    assert (read.usable is None) is (usable is None)
    assert [value for value, fit in zip(read.values.tolist(), fits, strict=True) if fit] == [
        value for value, fit in zip(values, fits, strict=True) if fit
    ]


def test_decimals_of_sixty_four_bits_are_read_and_larger_ones_are_left() -> None:
    units = [2**62, 2**63 - 1, -(2**63), 2**63, -(2**63) - 1, 2**64, 0]
    cells = [Decimal(number).scaleb(-2) for number in units]
    read = Yuan("x").read(pa.array(cells, pa.decimal128(38, 2)))
    assert read.usable is not None
    assert read.usable.tolist() == [True, True, True, False, False, False, True]
    assert read.values[:3].tolist() == units[:3]


@pytest.mark.parametrize("kind", [Counts, Days, Fen, Flags, Moments, Names, Starts, Yuan])
def test_nulls_without_a_type_are_left_and_in_a_nullable_column_said(kind: type[Column]) -> None:
    read = kind("x").read(pa.nulls(2))
    assert read.usable is not None
    assert (len(read.values), read.usable.tolist()) == (2, [False, False])
    if kind in (Moments, Starts):
        taken = kind("x", nullable=True).taken(pa.nulls(2))
        assert (taken.values.tolist(), taken.usable) == ([-(2**63)] * 2, None)


def test_a_plain_column_is_read_where_it_stands() -> None:
    array = pa.array([micros(at) for at in AT], pa.timestamp("us"))
    read = Moments("x").read(array)
    assert read.usable is None
    assert np.shares_memory(read.values, np.frombuffer(array.buffers()[1], "i8"))


def test_a_fault_is_told_once_for_each_row_it_stands_in() -> None:
    rows = fault_table(WORK.table(MANY)).column("row").to_pylist()
    assert rows == sorted(rows)
    assert set(rows) == {row for row, each in enumerate(PLAIN) if each["faults"]}


@pytest.mark.parametrize("kind", [Yuan, Fen, Counts])
def test_floats_that_were_whole_numbers_are_told_how_to_stay_whole(kind: type[Column]) -> None:
    """What pandas makes of whole numbers with a gap; nobody who holds dates is told so."""
    with pytest.raises(InputError) as caught:
        kind("n").found(pa.schema({"n": pa.float64()}))
    assert caught.value.faults[0].mend == 'whole numbers of pandas stay whole as astype("Int64")'
    for source in (pa.string(), pa.bool_()):
        with pytest.raises(InputError) as caught:
            kind("n").found(pa.schema({"n": source}))
        assert caught.value.faults[0].mend == ""
    with pytest.raises(InputError) as caught:
        Days("n").found(pa.schema({"n": pa.float64()}))
    assert caught.value.faults[0].mend == ""
