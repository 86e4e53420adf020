"""Approval by amount: worked values, signing by rank, reasons, bad money, no host context."""

from __future__ import annotations

import copy
import decimal
import pickle
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csrules.approval import Authority
from csrules.bands import Band, Bands, Tie
from csrules.citation import Text
from csrules.errors import DefinitionError, InputError, UnknownNameError
from csrules.money import MAX_YUAN


class Rank(StrEnum):
    """Who signs, from the lowest up."""

    CLERK = "clerk"
    HEAD = "head"
    BOSS = "boss"


TITLES = {rank: Text(f"the {rank}", f"{rank}先生") for rank in Rank}


def authority(*rows: tuple[Rank, int | None], tie: Tie = Tie.INCLUSIVE_WORDS) -> Authority[Rank]:
    bands = Bands(tuple(Band(rank, limit) for rank, limit in rows))
    return Authority(
        table=bands.table(tie),
        roles=tuple(rank for rank, _ in rows),
        rules_of={rank: f"rule-{rank}" for rank in Rank},
        titles=TITLES,
        tie_rule="rule-tie",
        tie_text=tie.meaning,
        signing_rule="rule-sign",
        ranks=tuple(Rank),
    )


THREE = authority((Rank.CLERK, 100000), (Rank.HEAD, 500000), (Rank.BOSS, None))


@pytest.mark.parametrize(
    ("amount", "role", "boundary"),
    [
        ("0", Rank.CLERK, False),
        ("999.99", Rank.CLERK, False),
        ("1000.00", Rank.CLERK, True),
        ("1000.01", Rank.HEAD, False),
        ("4999.99", Rank.HEAD, False),
        ("5000.00", Rank.BOSS, True),
        ("5000.01", Rank.BOSS, False),
        (str(MAX_YUAN - 1) + ".99", Rank.BOSS, False),
    ],
)
def test_who_decides(amount: str, role: Rank, boundary: bool) -> None:
    for given_as in (amount, Decimal(amount)):
        found = THREE.decide(given_as)
        assert (found.role, found.boundary) == (role, boundary)
        assert found.amount == Decimal(amount)
        assert found.amount.as_tuple().exponent == -2
        assert (found.title, found.rule) == (TITLES[role], f"rule-{role}")
        assert found.may_sign == tuple(Rank)[list(Rank).index(role) :]


def test_reasons() -> None:
    assert THREE.decide(1000).explain() == (
        "1000.00 yuan is at most 1000.00: the clerk decides [rule-clerk]\n"
        f"{Tie.INCLUSIVE_WORDS.meaning.en} [rule-tie]"
    )
    assert THREE.decide("5000.01").explain("zh") == (
        "5000.01元不低于5000.00元：由boss先生核决 [rule-boss]"
    )
    assert THREE.decide("5000.01").explain() == (
        "5000.01 yuan is at least 5000.00: the boss decides [rule-boss]"
    )


@pytest.mark.parametrize(
    ("amount", "allowed"),
    [
        ("1000.00", [True, True, True]),
        ("1000.01", [False, True, True]),
        ("4999.99", [False, True, True]),
        ("5000.00", [False, False, True]),
    ],
)
def test_signing(amount: str, allowed: list[bool]) -> None:
    assert [THREE.sign(amount, rank).allowed for rank in Rank] == allowed
    assert [THREE.sign(amount, str(rank)).allowed for rank in Rank] == allowed


def test_a_refused_signature_tells_who_may() -> None:
    found = THREE.sign("1000.01", "clerk")
    assert (found.signer, found.approval) == (Rank.CLERK, THREE.decide("1000.01"))
    assert found.explain() == (
        "the clerk may not sign for 1000.01 yuan; allowed: the head, the boss [rule-sign]\n"
        "1000.01 yuan lies between 1000.01 and 4999.99: the head decides [rule-head]"
    )
    assert found.explain("zh").startswith(
        "clerk先生不得签核1000.01元；可签核者：head先生、boss先生"
    )
    assert (
        "the boss may sign for 1000.01 yuan [rule-sign]" in THREE.sign("1000.01", "boss").explain()
    )
    assert "boss先生可签核1000.01元 [rule-sign]" in THREE.sign("1000.01", "boss").explain("zh")


def test_a_higher_role_without_a_band_may_still_sign() -> None:
    """Bands amended to two leave the head without one: he still stands above the clerk."""
    two = authority((Rank.CLERK, 100000), (Rank.BOSS, None))
    assert two.decide(500).may_sign == (Rank.CLERK, Rank.HEAD, Rank.BOSS)
    assert two.decide((1000.0).__int__()).role is Rank.BOSS  # a single cut goes up
    assert two.sign(500, Rank.HEAD).allowed
    assert not two.sign(2000, Rank.HEAD).allowed
    assert two.sign(2000, Rank.BOSS).allowed
    assert two.decide(2000).may_sign == (Rank.BOSS,)


def test_without_ranks_the_owners_are_the_ranks() -> None:
    plain = Authority(
        Bands((Band(Rank.CLERK, 100000), Band(Rank.BOSS, None))).table(Tie.LOWER),
        (Rank.CLERK, Rank.BOSS), dict.fromkeys(Rank, "r"), TITLES, "t", Text("", ""), "s",
    )  # fmt: skip
    assert plain.decide(1).may_sign == (Rank.CLERK, Rank.BOSS)
    assert repr(plain).endswith(f"ranks={plain.roles!r})")
    told: Any = (plain.table, plain.roles, {}, TITLES, "t", Text("", ""), "s")
    with pytest.raises(TypeError):  # ranks are given by name
        Authority(*told, plain.roles)  # type: ignore[call-arg]  # a mistake
    with pytest.raises(UnknownNameError):
        plain.sign(1, Rank.HEAD)


def test_an_authority_that_does_not_hang_together() -> None:
    table = Bands((Band(Rank.CLERK, 1), Band(Rank.BOSS, None))).table(Tie.LOWER)
    fit = dict.fromkeys(Rank, "r")
    both, upside_down = (Rank.CLERK, Rank.BOSS), (Rank.BOSS, Rank.HEAD, Rank.CLERK)
    for roles, ranks, paths in (
        ((Rank.CLERK,), tuple(Rank), ["roles"]),
        (both, (Rank.BOSS,), ["ranks"]),
        (both, upside_down, ["ranks"]),
        ((Rank.CLERK,), (Rank.BOSS,), ["roles", "ranks"]),
    ):
        with pytest.raises(DefinitionError) as caught:
            Authority(table, roles, fit, TITLES, "t", Text("", ""), "s", ranks=ranks)
        assert [fault.path for fault in caught.value.faults] == paths


def test_an_unknown_signer_names_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'head'"):
        THREE.sign(5, "haed")
    odd: Any
    for odd in (None, 5, [], "", "CLERK"):
        with pytest.raises(UnknownNameError):
            THREE.sign(5, odd)


@pytest.mark.parametrize(
    "wrong",
    [
        None, True, False, 0.0, 1000.0, float("nan"), float("inf"), Decimal("NaN"), Decimal("sNaN"),
        Decimal("-Infinity"), -1, Decimal("-0.01"), "-1", "1000.001", Decimal("1000.001"), "1e3",
        Decimal("1E+30"), MAX_YUAN, "1_000", "٣", "１", "", "NaN", b"5", [1], Fraction(1, 3),
        "1,000", " 5", "+5",
    ],
    ids=repr,
)  # fmt: skip
def test_only_exact_money(wrong: object) -> None:
    with pytest.raises(InputError, match="amount"):
        THREE.decide(wrong)
    with pytest.raises(InputError, match="amount"):
        THREE.sign(wrong, Rank.BOSS)


@given(st.integers(0, MAX_YUAN * 100 - 1), st.sampled_from(list(Tie)))
def test_a_higher_amount_never_needs_a_lower_rank(fen: int, tie: Tie) -> None:
    own = authority((Rank.CLERK, 100000), (Rank.HEAD, 500000), (Rank.BOSS, None), tie=tie)
    here = own.decide(Decimal(fen) / 100)
    above = own.decide(Decimal(min(fen + 1, MAX_YUAN * 100 - 1)) / 100)
    assert list(Rank).index(here.role) <= list(Rank).index(above.role)
    assert [own.sign(here.amount, rank).allowed for rank in Rank] == [
        rank in here.may_sign for rank in Rank
    ]


def test_the_hosts_decimal_context_has_no_influence() -> None:
    with decimal.localcontext() as context:
        context.prec = 1
        context.traps[decimal.Inexact] = context.traps[decimal.Rounded] = True
        context.traps[decimal.FloatOperation] = True
        assert THREE.decide(Decimal("1000.01")).role is Rank.HEAD
        assert "1000.01 yuan" in THREE.decide("1000.01").explain()


def test_answers_are_values() -> None:
    one, other = THREE.decide(1000), THREE.decide("1000.00")
    assert repr(one) == "Approval(role=<Rank.CLERK: 'clerk'>, fen=100000)"
    assert one == other != THREE.decide("1000.01")
    assert hash(one) == hash(other)
    assert pickle.loads(pickle.dumps(one)) == copy.deepcopy(one) == one


def test_a_wrong_amount_and_an_unknown_signer_are_told_together() -> None:
    with pytest.raises(UnknownNameError) as caught:
        THREE.sign(-5, "haed")
    assert [fault.path for fault in caught.value.faults] == ["amount", "signer"]
    with pytest.raises(UnknownNameError) as alone:
        THREE.sign(5, "haed")
    assert [fault.path for fault in alone.value.faults] == ["signer"]
