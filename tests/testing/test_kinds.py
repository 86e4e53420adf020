"""Values, inputs and refusals of every kind: what they promise, and the corners they reach."""

import math
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csrules import kinds
from csrules.bands import Bands, BandsKind
from csrules.errors import InputError, UnknownNameError
from csrules.grades import GradesKind
from csrules.kinds import (
    Choice,
    Clock,
    Day,
    Flag,
    Identifier,
    Items,
    Kind,
    Moment,
    Money,
    Named,
    Quantity,
    Whole,
    Words,
)
from csrules.policy import leaves
from csrules.regulations import company, department, office, property_handbook
from csrules.testing import REFUSED, VALUES, inputs, not_values, values
from tests.testing.drawing import drawn, simplest


class Rank(StrEnum):
    LOW = "low"
    MIDDLE = "middle"
    HIGH = "high"


KINDS: list[Kind[Any]] = [
    BandsKind(Rank),
    Choice(Rank),
    Clock(),
    Day(),
    Flag(),
    GradesKind(),
    Identifier(),
    Identifier(3),
    Items(Whole("weekday", 1, 7), 1, 7, distinct=True),
    Items(Money(), fewest=2, most=3),
    Moment(),
    Money(),
    Money(minimum=100, maximum=200),
    Named(Whole("days", 1, 365)),
    Named(Money(), ("a", "b")),
    Quantity("hours", 2, 1, 24),
    Quantity("points", 0, None, None),
    Whole(),
    Whole("days", minimum=None),
    Whole("days", 1, 60),
    Words(),
    Words(3),
]
PACKS = [company, department, office, property_handbook]

of_every_kind = pytest.mark.parametrize("kind", KINDS, ids=repr)


def test_the_list_of_kinds_is_whole() -> None:
    known = {type(kind) for kind in KINDS}
    assert known == set(VALUES) == set(REFUSED)
    public = {getattr(kinds, name) for name in kinds.__all__}
    assert {one for one in public if isinstance(one, type) and issubclass(one, Kind)} - {
        Kind
    } <= known
    of_leaves = {type(spec.kind) for pack in PACKS for _, spec, _ in leaves(pack.policy())}
    assert of_leaves <= known


@of_every_kind
@given(data=st.data())
def test_values_are_read_as_they_are_and_survive_a_file(kind: Kind[Any], data: Any) -> None:
    value = data.draw(values(kind))
    assert kind.read(value, "value") == value
    again = kind.read(kind.write(value), "value")
    assert kind.write(again) == kind.write(value)
    assert type(again) is type(value)


@of_every_kind
@given(data=st.data())
def test_inputs_are_taken(kind: Kind[Any], data: Any) -> None:
    raw = data.draw(inputs(kind))
    value = kind.read(raw, "value")
    assert kind.read(kind.write(value), "value") == value


@of_every_kind
@given(data=st.data())
def test_not_values_are_refused_by_name(kind: Kind[Any], data: Any) -> None:
    raw = data.draw(not_values(kind))
    with pytest.raises(InputError) as caught:
        kind.read(raw, "field")
    assert all(fault.path.startswith("field") for fault in caught.value.faults)
    assert all(fault.expected for fault in caught.value.faults)


@given(data=st.data(), near=st.datetimes(datetime(2000, 1, 1), datetime(2040, 1, 1)))
def test_near_keeps_days_and_moments_close_and_alike(data: Any, near: datetime) -> None:
    day = data.draw(values(Day(), near=near))
    moment = data.draw(values(Moment(), near=near))
    assert abs((day - near.date()).days) <= 40
    assert abs((moment - near).days) <= 41
    assert moment.tzinfo is None


@pytest.mark.parametrize(
    ("kind", "corners"),
    [
        (Money(), {Decimal("0.00"), Decimal("0.01"), Decimal("9999999999999.99")}),
        (Money(100, 200), {Decimal("100.00"), Decimal("100.01"), Decimal("200.00")}),
        (Whole("days", 1, 60), {1, 2, 59, 60}),
        (Whole(), {0, 1, 10**18 - 1}),
        (Quantity("hours", 2, 1, 24), {Decimal(1), Decimal("1.01"), Decimal("23.99"), Decimal(24)}),
        (Clock(), {time(0), time(23, 59, 59), time(0, 0, 1)}),
        (Day(), {date(2024, 2, 29), date.min, date.max}),
        (Flag(), {False, True}),
        (Choice(Rank), set(Rank)),
        (Words(3), {"长长长"}),
    ],
    ids=lambda value: repr(value) if isinstance(value, Kind) else "",
)
def test_the_corners_are_reached(kind: Kind[Any], corners: set[object]) -> None:
    assert corners <= set(drawn(values(kind), 500))


def test_refusals_reach_each_class_of_mistake() -> None:
    met = drawn(not_values(Money()), 1000)
    assert any(isinstance(raw, float) and math.isnan(raw) for raw in met)
    assert any(raw == float("inf") for raw in met if isinstance(raw, float))
    assert any(raw is True for raw in met)
    assert {"１２", "1_000", "1e3", " 1", None} <= {
        raw for raw in met if type(raw) in (str, type(None))
    }
    assert any(isinstance(raw, int) and raw < 0 for raw in met)
    assert any(isinstance(raw, Decimal) and raw.is_nan() for raw in met)
    assert any(isinstance(raw, Decimal) and raw.is_finite() and 0 < raw < 10**6 for raw in met)
    assert any(isinstance(raw, datetime) for raw in drawn(not_values(Day()), 200))
    assert any(type(raw) is date for raw in drawn(not_values(Moment()), 200))
    controls = drawn(not_values(Words()), 400)
    assert any(isinstance(raw, str) and "\u202e" in raw for raw in controls)
    assert any(isinstance(raw, str) and len(raw) > 2000 for raw in controls)


def test_bands_come_with_one_owner_and_with_all() -> None:
    met = drawn(values(BandsKind(Rank)))
    assert {len(bands.bands) for bands in met} == {1, 2, 3}


def test_shrinking_ends_at_small_and_plain_values() -> None:
    assert simplest(values(Money()), lambda amount: amount > 12) == Decimal("13.00")
    assert simplest(values(Whole("days", 5, 90)), lambda _: True) == 5
    assert simplest(values(Whole("days", None)), lambda number: number < -3) == -4
    assert simplest(values(Words()), lambda text: len(text) > 1) == "aa"
    assert simplest(values(Quantity("hours")), lambda number: number > 2) == Decimal(3)
    assert simplest(values(Day()), lambda _: True) == date(2000, 1, 1)
    bands = simplest(values(BandsKind(Rank)), lambda bands: len(bands.bands) > 1)
    assert [str(band.owner) for band in bands.bands] == ["low", "middle"]
    assert bands.cuts[0] <= 100


def test_a_kind_of_ones_own_is_named_until_it_is_added(monkeypatch: pytest.MonkeyPatch) -> None:
    @attrs.frozen
    class Even(Kind[int]):
        pass

    for ask in (values, not_values):
        with pytest.raises(UnknownNameError, match="MyKind"):
            ask(Even())
    monkeypatch.setitem(VALUES, Even, lambda kind, near: st.integers().map(lambda n: 2 * n))
    assert simplest(values(Even()), lambda number: number > 3) == 4
    below = type("Below", (Even,), {})
    assert simplest(values(below()), lambda number: number > 3) == 4


@given(values(BandsKind(Rank)))
def test_drawn_bands_are_what_reading_them_gives(bands: Bands) -> None:
    assert BandsKind(Rank).read(bands, "bands") == bands
