"""Laws of approval, for every table of bands and grades of every pack, under every reading."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csrules.bands import BandTable
from csrules.policy import Policy
from csrules.regulations import company
from csrules.study.regions import lines
from csrules.testing import fen_amounts, instances, policies
from tests.laws.given import BASES, QUIET

BANDED = [base for base in BASES if lines(base)]
of_every_line = pytest.mark.parametrize("base", BANDED, ids=lambda base: base.pack)


@st.composite
def tables(draw: st.DrawFn, base: Policy) -> BandTable:
    """A closed table of bands or grades, under a lawful policy of the pack."""
    sections = {line.path.rpartition(".")[0] for line in lines(base)}
    found = lines(draw(policies(base, only=sections, blanks=True)))
    return draw(st.sampled_from([line.table for line in found]))


def owners_of(table: BandTable, amount: int) -> list[str]:
    """Every owner whose span holds an amount; the law says that there is one."""
    spans = [table.span(place) for place in range(len(table.owners))]
    return [
        owner
        for owner, (first, last) in zip(table.owners, spans, strict=True)
        if first <= amount and (last is None or amount <= last)
    ]


@of_every_line
@QUIET
@given(data=st.data())
def test_approval_is_total(base: Policy, data: Any) -> None:
    table = data.draw(tables(base))
    assert table.owner(data.draw(fen_amounts(table))) in table.owners


@of_every_line
@QUIET
@given(data=st.data())
def test_approval_is_monotone(base: Policy, data: Any) -> None:
    table = data.draw(tables(base))
    amounts = sorted(data.draw(st.lists(fen_amounts(table), min_size=2, max_size=5)))
    assert all(table.index(one) <= table.index(other) for one, other in pairwise(amounts))


@of_every_line
@QUIET
@given(data=st.data())
def test_each_amount_has_exactly_one_owner(base: Policy, data: Any) -> None:
    table = data.draw(tables(base))
    amount = data.draw(fen_amounts(table))
    assert owners_of(table, amount) == [table.owner(amount)]


@of_every_line
@QUIET
@given(data=st.data())
def test_each_cut_has_exactly_one_owner_and_it_is_a_neighbour(base: Policy, data: Any) -> None:
    table = data.draw(tables(base))
    for place, cut in enumerate(table.cuts):
        assert owners_of(table, cut) == [table.owner(cut)]
        assert table.owner(cut) in table.owners[place : place + 2]
        assert table.on_cut(cut)


@QUIET
@given(instances(BandTable))
def test_bands_meet_without_gap_and_without_overlap(table: BandTable) -> None:
    spans = [table.span(place) for place in range(len(table.owners))]
    assert spans[0][0] == 0
    assert spans[-1][1] is None
    for (_, last), (first, _) in pairwise(spans):
        assert last is not None
        assert last + 1 == first


@QUIET
@given(policies(company.policy()), st.data())
def test_whoever_signs_an_amount_signs_every_smaller_one(
    policy: company.CompanyPolicy, data: Any
) -> None:
    small, large = sorted(data.draw(st.tuples(*[fen_amounts(policy)] * 2)))
    may_sign = [
        set(company.approver(policy, f"{amount // 100}.{amount % 100:02d}").may_sign)
        for amount in (small, large)
    ]
    assert may_sign[0] >= may_sign[1] > set()


@QUIET
@given(policies(company.policy()), st.data())
def test_the_door_decides_as_the_table_and_tells_the_cut(
    policy: company.CompanyPolicy, data: Any
) -> None:
    amount = data.draw(fen_amounts(policy))
    decision = company.approver(policy, f"{amount // 100}.{amount % 100:02d}")
    (line,) = lines(policy)
    assert str(decision.role) == line.table.owner(amount)
    assert decision.boundary is (amount in line.table.cuts)
