"""Amounts: what they promise, each cut on both sides, and every spelling."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csrules.bands import Tie
from csrules.errors import InputError
from csrules.money import MAX_YUAN, fen
from csrules.policy import amend
from csrules.regulations import company, property_handbook
from csrules.testing import amounts, cuts_of, fen_amounts, policies
from tests.testing.drawing import drawn, simplest

POLICY = company.policy()


@given(amounts(POLICY))
def test_every_amount_is_money(amount: Any) -> None:
    assert 0 <= fen(amount) < MAX_YUAN * 100


@given(st.data())
def test_the_cuts_of_any_policy_are_known(data: Any) -> None:
    policy = data.draw(policies(POLICY, only=["approval.bands"]))
    assert cuts_of(policy) == policy.approval.bands.cuts


def test_each_cut_comes_with_its_neighbours_and_the_ends() -> None:
    met = set(drawn(fen_amounts(POLICY), 400))
    assert {0, 1, 99999, 100000, 100001, 499999, 500000, 500001} <= met
    assert {MAX_YUAN * 100 - 1, MAX_YUAN * 100 - 2} <= met


def test_each_spelling_comes_up() -> None:
    met = drawn(amounts(POLICY), 400)
    assert {type(amount) for amount in met} == {int, str, Decimal}
    assert any("E" in str(amount) for amount in met if isinstance(amount, Decimal))


def test_cuts_come_from_policies_bands_tables_and_numbers() -> None:
    bands = POLICY.approval.bands
    assert cuts_of(None) == ()
    assert cuts_of(bands) == cuts_of(bands.table(Tie.LOWER)) == cuts_of([100000, 500000])
    assert 5000_00 in cuts_of(property_handbook.policy())  # class-1 incidents, from 5000 yuan
    with pytest.raises(InputError, match="source"):
        cuts_of("1000")  # type: ignore[arg-type]  # what a tester may do


def test_a_boundary_fault_shrinks_to_the_boundary() -> None:
    higher = amend(POLICY, {"approval.tie": "higher"})

    def differs(amount: Any) -> bool:
        return company.approver(POLICY, amount).role != company.approver(higher, amount).role

    assert simplest(amounts(POLICY), differs) == 1000
