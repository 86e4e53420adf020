"""What an annotation takes is read off its text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import count, repeat
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from csrules.bounds import MOST_PARTS
from csrules.errors import Faults
from csrules.hints import ABSENT, hint


class Way(StrEnum):
    """Two names."""

    PHONE = "phone"
    VISIT = "visit"


DAY = date(2026, 9, 1)


def read(text: str, value: object) -> tuple[object, list[tuple[str, str]]]:
    faults = Faults()
    found = hint(text).read(value, "x", faults, {"Way": Way})
    return found, [(fault.path, fault.expected) for fault in faults.found]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("int", 5),
        ("int", 10**18 - 1),
        ("bool | None", None),
        ("date", DAY),
        ("date | datetime", datetime(2026, 9, 1)),
        ("Decimal | int | str", Decimal("1.5")),
        ("timedelta", timedelta(1)),
        ("Way", Way.PHONE),
        ("tuple[date, ...]", (DAY,)),
        ("tuple[str, int]", ("a", 1)),
        ("Iterable[str] | int", 3),
        ("Iterable[str]", {"a": 1}),
        ("Mapping[str, Iterable[str]]", {"a": ["b"]}),
        ("Callable[[Any], bool]", bool),
        ("type[StrEnum]", Way),
        ("Language", "zh"),
        ("Language", "en"),
        ("str | os.PathLike[str]", Path()),
        ("PathLike[str]", Path()),
        ("Limit | None", SimpleNamespace(due=max)),
        ("Frequency", SimpleNamespace(days=max)),
        ("Kernel", SimpleNamespace(over=max)),
        ("MonthKernel", SimpleNamespace(over=max)),
        ("Iterable", [1, "a"]),
        ("Mapping", {"a": 1}),
        ("tuple", (1, "a")),
        ("dict[str, list[int]]", {"a": [1]}),
        ("set[int]", {1}),
        ("Yuan", "12.30"),
        ("object", object()),
        ("'what nobody understands'", 5),
        ("Anything[that, nobody | knows] | Any", 5),
    ],
)
def test_what_fits_is_taken_as_it_is(text: str, value: object) -> None:
    for _ in range(2):  # read, and then known
        found, faults = read(text, value)
        assert found is value
        assert not faults


@pytest.mark.parametrize(
    ("text", "value", "path", "expected"),
    [
        ("int", True, "x", "int"),
        ("int", 10**18, "x", "int"),
        ("bool", 1, "x", "bool"),
        ("bool", type("bool", (), {})(), "x", "bool"),  # as NumPy's
        ("date", datetime(2026, 9, 1), "x", "date"),
        ("Decimal", Decimal("NaN"), "x", "Decimal"),
        ("str | None", 5, "x", "str | None"),
        ("Way", "fone", "x", "one of: phone, visit"),
        ("tuple[str, int]", ("a",), "x", "2 values"),
        ("tuple[date, ...]", {DAY}, "x", "tuple[date, ...]"),
        ("Iterable[str]", "text", "x", "Iterable[str]"),
        ("Iterable[str] | None", ["a", 5], "x[1]", "str"),
        ("Mapping[str, int]", {"a": "b"}, "x['a']", "int"),
        ("Mapping[str, int]", {5: 5}, "x", "str"),
        ("Mapping[str, Iterable[str]]", {"a": [1]}, "x['a'][0]", "str"),
        ("int", -(10**18), "x", "int"),
        ("Language", "fr", "x", "Language"),
        ("Language", 5, "x", "Language"),
        ("Callable[[Any], bool]", 5, "x", "Callable"),
        ("type[StrEnum]", Way.PHONE, "x", "type"),
        ("os.PathLike[str]", "p.toml", "x", "os.PathLike"),
        ("PathLike[str]", 5, "x", "PathLike"),
        ("Limit", 5, "x", "Limit"),
        ("Frequency", 5, "x", "Frequency"),
        ("Kernel", 5, "x", "Kernel"),
        ("MonthKernel", 5, "x", "MonthKernel"),
        ("dict[str, int]", {"a": "b"}, "x['a']", "int"),
        ("list[str]", {"a"}, "x", "list[str]"),
        ("list[str]", ["a", 5], "x[1]", "str"),
        ("set[str]", {5}, "x[0]", "str"),
        ("Sequence[str]", {"a"}, "x", "Sequence[str]"),
        ("Collection[str]", {5}, "x[0]", "str"),
        ("Mapping[str, int]", 5, "x", "Mapping[str, int]"),
        ("Given", {5: "a"}, "x", "str"),
        ("tuple[str]", ("a", "b"), "x", "1 values"),
        ("Iterable[int | str]", [1.5], "x[0]", "int | str"),
        ("Iterable[int] | Iterable[str]", [1.5], "x[0]", "int"),
    ],
)
def test_what_does_not_fit_is_named_where_it_stands(
    text: str, value: object, path: str, expected: str
) -> None:
    for _ in range(2):
        assert read(text, value) == (value, [(path, expected)])


def test_one_misfit_inside_of_a_value_tells_all_of_that_alternative() -> None:
    found = read("int | Mapping[str, int]", {5: 1, "a": "b"})[1]
    assert found == [("x", "str"), ("x['a']", "int")]


@pytest.mark.parametrize(
    "text",
    [
        "object",
        "Any",
        "Self",
        "Literal['a', 'b']",
        "Box",
        "Effect | EffectMaker",
        "EffectMaker",
        "Effect",
        "HoursLike",
        "Packs | None",
        "Show",
        "WeekHoursLike | None",
        *("E", "P", "R", "T", "_R"),
    ],
)
def test_what_only_the_function_can_judge_is_left_to_it(text: str) -> None:
    assert not hint(text).judges
    assert read(text, 5) == (5, [])


def test_names_lists_and_iterators_are_read() -> None:
    assert read("Way", "visit") == (Way.VISIT, [])
    assert read("tuple[Way, ...]", ["visit"]) == ((Way.VISIT,), [])
    assert read("Mapping[str, Way]", {"a": "visit"}) == ({"a": Way.VISIT}, [])
    assert read("Iterable[int]", iter([1, 2])) == ((1, 2), [])
    assert read("Iterable[Way]", ["visit", Way.PHONE]) == ((Way.VISIT, Way.PHONE), [])
    found: Any = read("Mapping[str, Way]", {"a": "visit", "b": Way.PHONE})[0]
    assert found["a"] is Way.VISIT


def test_an_iterator_that_does_not_end_is_refused_and_a_long_list_is_not() -> None:
    for endless in (count(), repeat("a"), iter(range(MOST_PARTS + 1))):
        assert read("Iterable[int]", endless) == (endless, [("x", "at most 1000000 values")])
    whole = list(range(MOST_PARTS + 1))
    assert read("Iterable[int]", whole) == (whole, [])
    assert read("Iterable[int]", iter(whole[:-1])) == (tuple(whole[:-1]), [])


def test_money_is_judged_by_money_itself() -> None:
    ((path, expected),) = read("Yuan", 0.5)[1]
    assert (path, expected) == ("x", "a Decimal, an int or a str")


def test_a_type_that_fitted_is_known_and_one_that_tells_nothing_is_asked() -> None:
    own = hint("Fraction | int | tuple[int, ...] | None")
    assert not own.fits(5)
    for value in (5, None, (1, 2)):
        assert own.read(value, "x", Faults(), {}) is value
        assert own.fits(value)
    assert own.fits(ABSENT)
    assert not own.fits(10**18)
    assert not own.fits((1, "2"))
    assert not own.fits("5")


def test_a_mapping_that_fitted_is_known_by_every_key_and_value() -> None:
    own = hint("Mapping[str, float | None]")
    for value in ({"a": 1.5, "b": None}, {"a": 1.5}):
        own.read(value, "x", Faults(), {})
        assert own.fits(value)
    assert not own.fits({"a": 1.5, 5: 1.5})
    assert not own.fits({"a": 1.5, "b": "2"})


def test_a_list_is_known_by_what_leaves_it_a_list() -> None:
    own = hint("Iterable[float] | tuple[str, ...]")
    own.read([1.5], "x", Faults(), {})
    assert own.fits([2.5])
    assert own.read(["a"], "x", Faults(), {}) == ("a",)


def test_what_every_value_of_a_type_fits_is_known_by_the_type_alone() -> None:
    own = hint("int | date | bool | None")
    for value in (5, DAY, True, None):
        own.read(value, "x", Faults(), {})
    assert own.types >= {date, bool, type(None)}
    assert int not in own.types


def test_what_a_hint_has_learned_is_no_part_of_what_it_is() -> None:
    one, other = (hint.__wrapped__("date | Decimal") for _ in range(2))
    for value in (DAY, Decimal(1)):
        one.read(value, "x", Faults(), {})
        assert one.fits(value)
        assert not other.fits(value)
    assert one == other
    assert repr(one) == repr(other)


@pytest.mark.parametrize("of", [Iterable, Mapping])
def test_a_hint_is_made_once(of: Any) -> None:
    text = f"{of.__name__}[str, int]"
    assert hint(text) is hint(text)
