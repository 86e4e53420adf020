"""Kinds: what is read at the door, in which words it is refused, and that it comes back."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal, localcontext
from enum import Enum, StrEnum
from itertools import count
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csrules.errors import Fault, InputError, UnknownNameError
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
from tests.demo import Role


class Liar(int):
    """An int that answers every question with another number."""

    def __int__(self) -> int:
        return 99

    def __index__(self) -> int:
        return 99

    def __ge__(self, other: object) -> bool:
        return True

    def __le__(self, other: object) -> bool:
        return True


class Shout(str):
    """A str that shows itself as another."""

    __slots__ = ()

    def __str__(self) -> str:
        return "other"

    def strip(self, *_: object) -> str:
        return "x"

    def __len__(self) -> int:
        return 1


class Old(str, Enum):  # noqa: UP042  # the trap is meant: its str() is not its value
    """An enum of the older kind."""

    HELLO = "hello"


class Other(StrEnum):
    """Another enum with a member of the same name."""

    CLERK = "clerk"


def refused(kind: Kind[Any], value: object) -> Fault:
    with pytest.raises(InputError) as caught:
        kind.read(value, "x")
    fault = caught.value.faults[0]
    assert fault.path.startswith("x")
    assert fault.expected
    str(caught.value).encode()
    return fault


WRONG: list[tuple[Kind[Any], list[object]]] = [
    (Money(), [1.0, True, None, "1_0", "１", -1, "0.001", float("nan"), Decimal("NaN"), [], ""]),
    (Money(10, 20), ["9.99", "20.01", 0]),
    (Whole(), [True, False, 1.0, "1", None, -1, Decimal(1), 10**18, 10**5000, Liar(-1)]),
    (Whole("days", 1, 5), [0, 6, Liar(7)]),
    (Whole(minimum=None), [-(10**18), -(10**5000)]),
    (Quantity("hours"), [0.5, True, "0.125", -1, "-0.01", "1e2", "٣", None, 10**20, 10**5000]),
    (Quantity("%", 0, 0, 100), ["0.5", 101, -1]),
    (Choice(Role), ["clerks", "", None, 1, 10**5000, True, [], b"clerk"]),
    (Choice(Role, (Role.BOSS,)), ["boss", Role.BOSS]),
    (Flag(), [1, 0, "true", None, "yes", 1.0]),
    (Words(5), ["", "  ", "\n", "abcdef", "a\x00", "a\u200b", "a\ud800", 1, None, b"a", "a\x7f"]),
    (Words(1), ["\U0001d160", Shout("too long")]),
    (Words(), ["x" * 2001]),
    (Identifier(), ["x" * 201, " x", "x ", "x  y", ""]),
    (Items(Whole()), [[0] * 1001]),
    (Named(Whole()), [{"x" * 101: 1}]),
    (
        Day(),
        [datetime(2024, 3, 8), "2024-02-30", "2024-3-8", "20240308", 20240308, None, "二〇二四"],
    ),
    (Day(), ["0000-01-01", "2024-03-08\n", "２０２４-03-08"]),
    (Moment(), [date(2024, 3, 8), "2024-03-08", "2024-03-08T24:00", "2024-W10-5T10:00", 0, None]),
    (Moment(), ["2024-03-08 10:00", "20240308T1000", "2024-02-30T10:00", "2024-03-08T10:00+99:00"]),
    (Clock(), ["24:00", "8:30", "08:60", "0830", "08:30:00.5", 830, None, datetime(2024, 3, 8)]),
    (Clock(), [time(8, 30, tzinfo=UTC), time(8, 30, 0, 5), "08:30Z"]),
    (Items(Whole(), 1, 2), [[], [1, 2, 3], "12", {1: 2}, {1, 2}, None, 5, [True], [-1], count()]),
    (Items(Whole(), distinct=True), [[1, 1]]),
    (Named(Whole()), [[("a", 1)], (("a", 1), ("a", 2)), (1, 2), ("ab",), None, {1: 1}, {"": 1}]),
    (Named(Whole()), [{10**5000: 1}, {"\ud800": 1}, {"é": 1, "e\u0301": 2}, {"a": 1.5}]),
    (Named(Whole(), ("a", "b")), [{"c": 1}, {"a": 1, "bb": 2}]),
]


@pytest.mark.parametrize(
    ("kind", "value"),
    [(kind, value) for kind, values in WRONG for value in values],
    ids=lambda part: type(part).__name__,
)
def test_what_does_not_belong_is_refused_by_name(kind: Kind[Any], value: object) -> None:
    assert refused(kind, value).path


RIGHT: list[tuple[Kind[Any], object, object]] = [
    (Money(), "12.3", Decimal("12.30")),
    (Money(10, 20), 10, Decimal("10.00")),
    (Money(10, 20), "20", Decimal("20.00")),
    (Whole(), 0, 0),
    (Whole("days", 1, 5), 1, 1),
    (Whole("days", 1, 5), 5, 5),
    (Whole(minimum=None), -3, -3),
    (Whole(), 10**18 - 1, 10**18 - 1),
    (Whole(), Liar(7), 7),
    (Quantity("hours"), "1.50", Decimal("1.5")),
    (Quantity("hours"), 0, Decimal(0)),
    (Quantity("hours"), "-0.00", Decimal(0)),
    (Quantity("points", 9, None), "-0.000000001", Decimal("-0.000000001")),
    (Quantity("%", 0, 0, 100), 100, Decimal(100)),
    (Choice(Role), "clerk", Role.CLERK),
    (Choice(Role), Role.BOSS, Role.BOSS),
    (Choice(Role), Other.CLERK, Role.CLERK),
    (Choice(Role, (Role.BOSS,)), "clerk", Role.CLERK),
    (Flag(), False, False),
    (Words(), "a\nb", "a\nb"),
    (Words(), "x" * 2000, "x" * 2000),
    (Identifier(), "x" * 200, "x" * 200),
    (Words(), "e\u0301", "é"),
    (Words(), Old.HELLO, "hello"),
    (Words(), Shout("mine"), "mine"),
    (Day(), "2024-02-29", date(2024, 2, 29)),
    (Day(), date(2024, 2, 29), date(2024, 2, 29)),
    (Moment(), "2024-03-08T10:00", datetime(2024, 3, 8, 10)),
    (Moment(), "2024-03-08T10:00:00Z", datetime(2024, 3, 8, 10, tzinfo=UTC)),
    (Clock(), "23:59:59", time(23, 59, 59)),
    (Clock(), time(0), time(0)),
    (Items(Whole(), 1, 2), (n for n in (2, 1)), (2, 1)),
    (Items(Whole()), [], ()),
    (Items(Whole()), [0] * 1000, (0,) * 1000),
    (Named(Whole()), {"x" * 100: 1}, (("x" * 100, 1),)),
    (Named(Whole()), {"b": 2, "a": 1}, (("a", 1), ("b", 2))),
    (Named(Whole()), (("b", 2), ("a", 1)), (("a", 1), ("b", 2))),
    (Named(Whole()), {}, ()),
]


@pytest.mark.parametrize(("kind", "raw", "value"), RIGHT, ids=lambda part: type(part).__name__)
def test_what_belongs_is_read_written_read_back_and_described(
    kind: Kind[Any], raw: object, value: object
) -> None:
    found = kind.read(raw, "x")
    assert found == value
    assert type(found) is type(value)
    written = kind.write(found)
    assert kind.read(written, "x") == found
    jsonschema.validate(written, kind.schema(), jsonschema.Draft7Validator)


@pytest.mark.parametrize(
    ("raw", "written"),
    [
        (0, "0"),
        ("-0.00", "0"),
        (100, "100"),
        ("1.50", "1.5"),
        ("0.05", "0.05"),
        ("-12.30", "-12.3"),
    ],
)
def test_a_quantity_has_one_form_without_idle_zeros_and_signs(raw: object, written: str) -> None:
    kind = Quantity("points", minimum=None)
    assert kind.write(kind.read(raw, "x")) == written


KINDS: list[tuple[Kind[Any], st.SearchStrategy[Any]]] = [
    (Money(), st.decimals(0, 10**12, places=2)),
    (Whole(minimum=None), st.integers(-(10**18) + 1, 10**18 - 1)),
    (Quantity("h", 9, None), st.decimals(-(10**10), 10**10, places=9)),
    (Day(), st.dates()),
    (Moment(), st.datetimes(timezones=st.none() | st.just(timezone(timedelta(hours=8))))),
    (Clock(), st.times().map(lambda at: at.replace(microsecond=0))),
    (Choice(Role), st.sampled_from(Role)),
    (Items(Flag(), 0, 5), st.lists(st.booleans(), max_size=5)),
    (Named(Whole()), st.dictionaries(st.text("ab一-.", min_size=1), st.integers(0, 9))),
]


@pytest.mark.parametrize(("kind", "values"), KINDS, ids=lambda part: type(part).__name__)
@given(data=st.data())
def test_law_reading_what_was_written_gives_the_value_back(
    kind: Kind[Any], values: st.SearchStrategy[Any], data: st.DataObject
) -> None:
    value = kind.read(data.draw(values), "x")
    with localcontext() as host:
        host.prec = 1
        host.traps = dict.fromkeys(host.traps, True)
        written = kind.write(value)
        assert kind.read(written, "x") == value
    assert kind.read(value, "x") == value
    jsonschema.validate(written, kind.schema(), jsonschema.Draft7Validator)


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters())
    | st.binary()
    | st.decimals(allow_nan=True)
    | st.dates()
    | st.times()
    | st.complex_numbers(),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.text() | st.integers(), inner) | st.tuples(inner)
    ),
    max_leaves=8,
)


@pytest.mark.parametrize("kind", [kind for kind, _ in KINDS], ids=lambda kind: type(kind).__name__)
@given(value=ANYTHING)
def test_law_anything_is_read_or_refused_in_our_own_words(kind: Kind[Any], value: object) -> None:
    try:
        found = kind.read(value, "x")
    except InputError as error:
        str(error).encode()  # whatever it is, it can be shown
        return
    assert kind.read(kind.write(found), "x") == found


def test_every_fault_of_a_list_and_of_a_mapping_is_told() -> None:
    with pytest.raises(InputError) as caught:
        Items(Whole("days", 1)).read([0, 1, "x", 2.5], "days")
    assert [fault.path for fault in caught.value.faults] == ["days[0]", "days[2]", "days[3]"]
    with pytest.raises(InputError) as caught:
        Named(Whole(), ("a", "b")).read({"a": -1, "c": 1, "b": True}, "limits")
    assert [fault.path for fault in caught.value.faults] == ["limits.a", "limits.c", "limits.b"]


def test_an_unknown_name_is_told_with_the_nearest_one() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'clerk'"):
        Choice(Role).read("clark", "role")
    with pytest.raises(InputError, match="did you mean 'marketing'"):
        Named(Whole(), ("marketing", "finance")).read({"marketting": 1}, "limits")


def test_an_endless_or_half_read_iterable_is_not_waited_for() -> None:
    def one_by_one() -> Iterator[int]:
        yield from count()

    assert "0 to 1000" in refused(Items(Whole()), one_by_one()).expected


def test_whether_a_value_stands_twice_is_not_asked_of_every_pair() -> None:
    class Compared(str):
        __slots__ = ()
        times = 0

        def __eq__(self, other: object) -> bool:
            Compared.times += 1
            return str.__eq__(self, other)

        __hash__ = str.__hash__

    class Plainly(Words):
        def read(self, raw: object, path: str) -> str:
            return Compared(raw)

    names = [f"name {number}" for number in range(1000)]
    assert Items(Plainly(), distinct=True).read(names, "x") == tuple(names)
    assert Compared.times < 2 * len(names)


@pytest.mark.parametrize("make", [lambda inner: [inner], lambda inner: {"a": inner}])
def test_a_cycle_is_refused_and_not_followed(make: Callable[[Any], Any]) -> None:
    cycle: list[Any] = []
    cycle.append(make(cycle))
    for kind in (Items(Items(Whole())), Named(Named(Whole())), Words(), Choice(Role)):
        assert refused(kind, cycle).path.startswith("x")


def test_a_change_of_one_name_leaves_the_others() -> None:
    kind = Named(Whole())
    assert kind.amend((("a", 1), ("b", 2)), {"b": 3, "c": 4}, "x") == (("a", 1), ("b", 3), ("c", 4))
    assert kind.amend((("b", 1),), {"c": 3, "a": 2}, "x") == (("a", 2), ("b", 1), ("c", 3))
    assert kind.amend(None, {"b": 3}, "x") == (("b", 3),)
    assert Whole().amend(1, 2, "x") == 2


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        (Money(), "yuan with at most two decimal places, at least 0"),
        (Money(0, 500), "yuan with at most two decimal places, from 0 to 500"),
        (Whole(), "a whole number, at least 0"),
        (Whole("days", None), "a whole number of days"),
        (Whole("days", None, 3), "a whole number of days, at most 3"),
        (Quantity("percent", 0), "percent with no decimal places, at least 0"),
        (Quantity("hours"), "hours with at most 2 decimal places, at least 0"),
        (Choice(Role), "one of: clerk, boss"),
        (Choice(Role, (Role.BOSS,)), "one of: clerk"),
        (Flag(), "true or false"),
        (Words(3), "a text of 1 to 3 characters, not blank, without control characters"),
        (Identifier(3), "an identifier of 1 to 3 characters"),
        (Moment(), "a date with a time"),
        (Clock(), "a time of day, such as 08:30"),
        (Items(Day()), "a list of 0 to 1000, a date"),
        (
            Items(Flag(), 1, 2, distinct=True),
            "a list of 1 to 2, different ones, each true or false",
        ),
        (Named(Flag()), "names, each with true or false"),
        (Named(Flag(), ("a", "b")), "names among a, b, each with true or false"),
    ],
    ids=lambda part: type(part).__name__,
)
def test_each_kind_says_what_it_expects(kind: Kind[Any], says: str) -> None:
    assert kind.expected == says


@pytest.mark.parametrize(
    ("kind", "value", "mend"),
    [
        (Whole(), "1", "give an int"),
        (Flag(), 1, "give a bool; an open question has no value yet"),
        (Words(), "", "give a str that says something"),
        (Words(3), "abcd", "give a str that says something"),
        (Words(), "a\x00", "remove control and invisible characters"),
        (Day(), datetime(2024, 3, 8), "use .date() of the local time"),
        (Day(), "2024-02-30", "that day does not exist"),
        (Day(), "2024-2-3", "give a datetime.date, or 'YYYY-MM-DD'"),
        (Moment(), "2024-02-30T10:00", "that time does not exist"),
        (Moment(), "2024-02-03", "give a datetime.datetime, or 'YYYY-MM-DDTHH:MM:SS'"),
        (Clock(), time(8, 30, 0, 5), "give it to the second, without time zone"),
        (Clock(), "8:30", "give a datetime.time, or 'HH:MM', at most 23:59:59"),
        (Items(Whole()), {1}, "give a list, which has an order"),
        (Items(Whole(), distinct=True), [1, 1], "remove the repeated one"),
        (Named(Whole()), [("a", 1)], "give a mapping"),
    ],
    ids=lambda part: type(part).__name__,
)
def test_each_kind_says_what_to_do_instead(kind: Kind[Any], value: object, mend: str) -> None:
    assert refused(kind, value).mend == mend


@pytest.mark.parametrize(
    ("make", "argument"),
    [
        (lambda: Money("0"), "minimum"),  # type: ignore[arg-type]  # wrong on purpose, as below
        (lambda: Whole(minimum=0.5), "minimum"),  # type: ignore[arg-type]
        (lambda: Quantity(2), "unit"),  # type: ignore[arg-type]
        (lambda: Choice("Role"), "members"),  # type: ignore[arg-type]
        (lambda: Words("5"), "longest"),  # type: ignore[arg-type]
        (lambda: Identifier("5"), "longest"),  # type: ignore[arg-type]
        (lambda: Items("Whole"), "kind"),  # type: ignore[arg-type]
        (lambda: Named("Whole"), "kind"),  # type: ignore[arg-type]
        (lambda: Whole().write("1"), "value"),  # type: ignore[arg-type]
        (lambda: Quantity("h").write(1), "value"),  # type: ignore[arg-type]
        (lambda: Flag().write(1), "value"),  # type: ignore[arg-type]
        (lambda: Day().write("2024-02-29"), "value"),  # type: ignore[arg-type]
        (lambda: Moment().write(date(2024, 2, 29)), "value"),  # type: ignore[arg-type]
        (lambda: Clock().write("08:30"), "value"),  # type: ignore[arg-type]
        (lambda: Items(Whole()).write(1), "value"),  # type: ignore[arg-type]
        (lambda: Named(Whole()).write({"a": 1}), "value"),  # type: ignore[arg-type]
        (lambda: Named(Whole()).amend(1, {"a": 1}, "x"), "old"),  # type: ignore[arg-type]
    ],
)
def test_a_wrong_argument_of_a_kind_is_named(make: Callable[[], object], argument: str) -> None:
    with pytest.raises(InputError) as caught:
        make()
    assert caught.value.faults[0].path.startswith(argument)


def test_money_is_in_yuan_and_other_kinds_have_the_unit_they_are_given() -> None:
    kinds: list[Kind[Any]] = [Money(), Flag(), Whole(), Whole("days"), Quantity("hours")]
    assert [kind.unit for kind in kinds] == ["yuan", "", "", "days", "hours"]


def test_a_kind_of_ones_own_says_itself_what_it_expects_and_how_it_is_read() -> None:
    class Own(Kind[str]):
        """A kind that says neither."""

    with pytest.raises(NotImplementedError):
        Own().read("x", "x")
    with pytest.raises(NotImplementedError):
        print(Own().expected)
    assert Own().write("x") == "x"
    assert Own().schema() == {"type": "string"}


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Money(0, 9), 10),
        (Money(), "12.345"),
        (Whole("", 1, 5), 6),
        (Quantity("h", 1), "1.55"),
        (Quantity("h", 0), "1.0"),
        (Clock(), "24:00"),
        (Clock(), "8:30"),
        (Words(3), "abcd"),
        (Items(Whole(), 1, 2), []),
        (Items(Whole(), distinct=True), [1, 1]),
        (Named(Whole(), ("a",)), {"b": 1}),
        (Choice(Role), "clark"),
    ],
    ids=lambda part: type(part).__name__,
)
def test_the_schema_refuses_what_the_kind_refuses(kind: Kind[Any], value: object) -> None:
    if kind != Quantity("h", 0):  # exact as a number, though not as it should be written
        refused(kind, value)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(value, kind.schema(), jsonschema.Draft7Validator)
