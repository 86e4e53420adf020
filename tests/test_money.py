"""Money: exact at the doors, whole fen inside, the host's decimal context without influence."""

import decimal
from collections.abc import Iterator
from decimal import Decimal, localcontext
from enum import IntEnum, StrEnum
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csrules.errors import InputError
from csrules.money import MAX_YUAN, Rounding, exact, fen, round_fraction, yuan


class Liar(int):
    """An int that answers int() with another number."""

    def __int__(self) -> int:
        return 99


class Word(StrEnum):
    """A member of an enum that looks like a number."""

    TEN = "10"


class Ten(IntEnum):
    """An int by class."""

    TEN = 10


@pytest.fixture(params=["prec 1, all traps", "tiny exponents", "the host's default"])
def context(request: pytest.FixtureRequest) -> Iterator[None]:
    with localcontext() as own:
        if request.param == "prec 1, all traps":
            own.prec = 1
            own.traps = dict.fromkeys(own.traps, True)
        elif request.param == "tiny exponents":
            own.Emax, own.Emin, own.prec = 1, -1, 2
        own.rounding = decimal.ROUND_UP
        yield


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, 0),
        ("0", 0),
        ("-0.00", 0),
        (Decimal("-0"), 0),
        ("0.01", 1),
        ("999.99", 99999),
        (1000, 100000),
        (Decimal("1000.01"), 100001),
        (Decimal("1E+3"), 100000),
        (Decimal("0E+400000"), 0),
        (Decimal("12.300"), 1230),
        ("12.3000", 1230),
        ("007", 700),
        (Ten.TEN, 1000),
        (Liar(7), 700),
        (MAX_YUAN - 1, (MAX_YUAN - 1) * 100),
        ("9999999999999.99", MAX_YUAN * 100 - 1),
    ],
)
def test_exact_money_is_taken_in_any_context(value: Any, expected: int, context: None) -> None:
    assert fen(value) == expected
    assert yuan(fen(value)) == Decimal(expected).scaleb(-2, decimal.Context(prec=40))


@pytest.mark.parametrize(
    "value",
    [
        0.1,
        1.0,
        float("nan"),
        float("inf"),
        True,
        False,
        None,
        Decimal("NaN"),
        Decimal("sNaN"),
        Decimal("Infinity"),
        Decimal("-Infinity"),
        -1,
        "-0.01",
        Decimal("-0.01"),
        "0.001",
        Decimal("0.001"),
        Decimal("0.0000000000000000000000000000000000000000001"),
        Decimal("1." + "0" * 50 + "1"),
        Decimal("1E-400000"),
        Decimal("1E+400000"),
        MAX_YUAN,
        Decimal(MAX_YUAN),
        10**5000,
        -(10**5000),
        Liar(10**5000),
        "1" * 21,
        "1e3",
        "1_000",
        "1,000",
        "１０",  # full-width digits
        "١٢",  # Arabic-Indic digits
        "一千",
        "",
        " 1",
        "1 ",
        "1\n",
        "+1",
        ".5",
        "1.",
        "NaN",
        "0x10",
        Word.TEN,
        b"10",
        1 + 0j,
        Fraction(1, 2),
        [1],
        {},
        object(),
    ],
    ids=lambda value: f"{type(value).__name__}",
)
def test_what_is_no_exact_money_is_refused_in_any_context(value: object, context: None) -> None:
    with pytest.raises(InputError) as caught:
        fen(value, "fee")
    (fault,) = caught.value.faults
    assert fault.path == "fee"
    assert fault.expected


def test_negative_money_is_taken_where_it_is_allowed() -> None:
    assert fen("-0.01", negative=True) == -1
    assert fen(Decimal("-12.30"), negative=True) == -1230
    assert (str(yuan(-1)), str(yuan(0)), str(yuan(1))) == ("-0.01", "0.00", "0.01")
    with pytest.raises(InputError):
        fen(-MAX_YUAN, negative=True)


@given(st.integers(-(MAX_YUAN * 100) + 1, MAX_YUAN * 100 - 1))
def test_law_fen_come_back_from_yuan(amount: int) -> None:
    out = yuan(amount)
    assert out.as_tuple().exponent == -2
    assert fen(out, negative=True) == amount
    assert fen(str(out), negative=True) == amount


@given(st.decimals(allow_nan=True, allow_infinity=True) | st.floats() | st.text() | st.integers())
def test_law_a_door_gives_whole_fen_or_an_error_of_our_own(value: object) -> None:
    try:
        amount = fen(value)
    except InputError:
        return
    assert type(amount) is int
    assert 0 <= amount < MAX_YUAN * 100
    assert Fraction(amount, 100) == Fraction(str(value))


DIGITS = 10**20


@pytest.mark.parametrize(
    ("taken", "refused"),
    [
        (DIGITS - 1, DIGITS),
        (1 - DIGITS, -DIGITS),
        (Decimal(DIGITS - 1), Decimal(DIGITS)),
        (Decimal("1E-40"), Decimal("1E-41")),
        ("9" * 20, "9" * 21),
        ("0." + "9" * 20, "0." + "9" * 21),
    ],
    ids=str,
)
def test_a_number_has_as_many_digits_as_the_bound(taken: object, refused: object) -> None:
    assert exact(taken) == Fraction(str(taken))
    with pytest.raises(InputError, match=r"^share: "):
        exact(refused, "share")


@pytest.mark.parametrize("wrong", [1, "true", None])
def test_whether_money_may_be_negative_is_true_or_false(wrong: Any) -> None:
    with pytest.raises(InputError, match=r"^negative: .*true or false"):
        fen(5, negative=wrong)


def test_exact_takes_decimals_as_rationals() -> None:
    assert exact("0.10") == Fraction(1, 10)
    assert exact(Decimal("1E-20")) == Fraction(1, 10**20)
    assert exact(-3) == -3
    with pytest.raises(InputError, match=r"^value: "):
        exact(0.5)


@pytest.mark.parametrize(
    ("amount", "up", "even"),
    [
        (Fraction(1, 2), 1, 0),
        (Fraction(3, 2), 2, 2),
        (Fraction(5, 2), 3, 2),
        (Fraction(-1, 2), -1, 0),
        (Fraction(-5, 2), -3, -2),
        (Fraction(49, 100), 0, 0),
        (Fraction(51, 100), 1, 1),
        (Fraction(7), 7, 7),
        (Fraction(10**40 * 2 + 1, 2), 10**40 + 1, 10**40),
    ],
)
def test_halves_are_rounded_as_named(amount: Fraction, up: int, even: int) -> None:
    assert round_fraction(amount) == up
    assert round_fraction(amount, Rounding.HALF_EVEN) == even


@given(st.fractions())
def test_law_rounding_is_off_by_half_a_fen_at_most_and_symmetric(amount: Fraction) -> None:
    for way in Rounding:
        assert abs(round_fraction(amount, way) - amount) <= Fraction(1, 2)
        assert round_fraction(-amount, way) == -round_fraction(amount, way)


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("sNaN"), Decimal("-Infinity")], ids=str)
def test_what_is_not_finite_is_told_so(value: Decimal) -> None:
    with pytest.raises(InputError, match="expected a finite number"):
        exact(value)


class Cents(int):
    """An int of somebody else's."""


@pytest.mark.parametrize("sort", [int, Cents])
def test_whole_fen_have_at_most_eighteen_digits(sort: type[int]) -> None:
    for most in (sort(10**18 - 1), sort(1 - 10**18)):
        assert yuan(most) * 100 == most
        assert round_fraction(most) == most  # type: ignore[arg-type]  # taken as it is
    for beyond in (sort(10**18), sort(-(10**18))):
        with pytest.raises(InputError, match=r"^amount: .*at most 18 digits"):
            yuan(beyond)
        with pytest.raises(InputError, match=r"^amount: .*exact number of fen"):
            round_fraction(beyond)  # type: ignore[arg-type]  # that is the test


class Share(Fraction):
    """A fraction of somebody else's."""


def test_rounding_takes_fractions_of_any_make_and_readings_by_their_names() -> None:
    half: Any
    for half in (Fraction(5, 2), Share(5, 2)):
        even: Any
        for even in (Rounding.HALF_EVEN, "half_even"):
            assert round_fraction(half, even) == 2
        assert round_fraction(half, "half_up") == 3  # type: ignore[arg-type]  # a name is enough


@pytest.mark.parametrize(
    ("wrong", "mend"),
    [("half_eve", "did you mean 'half_even'?"), (5, "use one of: half_even, half_up")],
)
def test_a_wrong_amount_and_an_unknown_rounding_are_told_together(wrong: Any, mend: str) -> None:
    with pytest.raises(InputError) as caught:
        round_fraction(2.5, wrong)  # type: ignore[arg-type]  # two mistakes
    assert [fault.path for fault in caught.value.faults] == ["amount", "rounding"]
    assert caught.value.faults[1].mend == mend
