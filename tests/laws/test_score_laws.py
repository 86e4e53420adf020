"""Laws of scores, for every scorecard that is drawn and for the information score."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csrules.regulations import property_handbook
from csrules.scoring import Clamp, Scorecard
from csrules.testing import instances, policies, reports
from csrules.testing.whole_numbers import wholes
from tests.laws.given import QUIET

HANDBOOK = property_handbook.policy()
of_every_clamp = pytest.mark.parametrize("clamp", Clamp)
CARDS = st.one_of(
    instances(Scorecard),
    policies(HANDBOOK, only=["score"]).map(lambda policy: policy.score.card),
)


@st.composite
def counted(draw: st.DrawFn) -> tuple[Scorecard, dict[str, int]]:
    """A scorecard, and how often each of its counts happened."""
    card = draw(CARDS)
    cases = wholes(0, 200, (1, 9, 10, 11))
    return card, {name: draw(cases) for name in card.counts if draw(st.booleans())}


YEARS = {
    "missing_periodic": 12,
    "late_periodic": 12,
    "defects": 300,
    "late_instant": 300,
    "omitted_instant": 300,
    "missing_plans": 2,
    "missing_training": 1,
}


def years() -> st.SearchStrategy[dict[str, int]]:
    """What a year of the handbook's reports may bring."""
    drawn = st.fixed_dictionaries({name: wholes(0, most) for name, most in YEARS.items()})
    return drawn.filter(lambda year: year["missing_periodic"] + year["late_periodic"] <= 12)


@of_every_clamp
@QUIET
@given(counted())
def test_a_score_lies_between_nothing_and_the_maximum(
    clamp: Clamp, drawn: tuple[Scorecard, dict[str, int]]
) -> None:
    card, counts = drawn
    assert 0 <= card.score(counts, clamp).total <= card.maximum


@of_every_clamp
@QUIET
@given(years())
def test_the_information_score_lies_between_nothing_and_ten(
    clamp: Clamp, counts: Mapping[str, int]
) -> None:
    policy = property_handbook.policy()
    policy = attrs.evolve(policy, score=attrs.evolve(policy.score, clamp=clamp))
    assert 0 <= property_handbook.information_score(policy, **counts).total <= Decimal(10)


@of_every_clamp
@QUIET
@given(counted(), st.data())
def test_one_case_more_never_gives_more_points(
    clamp: Clamp, drawn: tuple[Scorecard, dict[str, int]], data: Any
) -> None:
    card, counts = drawn
    if card.counts:
        name = data.draw(st.sampled_from(card.counts))
        more = {**counts, name: counts.get(name, 0) + data.draw(wholes(1, 5))}
        assert card.score(more, clamp).total <= card.score(counts, clamp).total


@of_every_clamp
@QUIET
@given(counted(), st.data())
def test_the_order_of_counts_and_items_does_not_matter(
    clamp: Clamp, drawn: tuple[Scorecard, dict[str, int]], data: Any
) -> None:
    card, counts = drawn
    turned = attrs.evolve(card, items=tuple(data.draw(st.permutations(card.items))))
    shuffled = dict(data.draw(st.permutations(list(counts.items()))))
    assert turned.score(shuffled, clamp).total == card.score(counts, clamp).total


@QUIET
@given(reports(), st.data())
def test_the_order_of_reports_does_not_matter(year: Any, data: Any) -> None:
    turned = attrs.evolve(
        year,
        monthly=tuple(data.draw(st.permutations(year.monthly))),
        instant=tuple(data.draw(st.permutations(year.instant))),
    )
    totals = [
        property_handbook.score_reports(HANDBOOK, **each.arguments).total for each in (year, turned)
    ]
    assert totals[0] == totals[1]


@QUIET
@given(counted())
def test_items_that_stop_at_zero_never_cost_more_than_a_total_that_does(
    drawn: tuple[Scorecard, dict[str, int]],
) -> None:
    card, counts = drawn
    assert card.score(counts, Clamp.ITEM).total >= card.score(counts, Clamp.TOTAL).total


@QUIET
@given(CARDS)
def test_without_a_case_the_score_is_full(card: Scorecard) -> None:
    assert card.score({}).total == card.maximum
