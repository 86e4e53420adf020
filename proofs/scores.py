"""The information score lies between nothing and full, and falls with every fault."""

from __future__ import annotations

from typing import Final

from csrules.regulations import property_handbook
from csrules.regulations.property_handbook.scorecard import information_card
from csrules.scoring import Clamp, ItemScore, Score

__all__ = [
    "a_score_lies_between_nothing_and_full",
    "an_item_loses_what_its_counts_cost",
    "one_fault_more_never_raises_the_score",
    "the_item_clamp_never_scores_below_the_total_clamp",
    "the_order_of_the_counts_does_not_matter",
]

_MOST: Final = 10**12
_CARD: Final = information_card(property_handbook.policy().score)
_FULL: Final = sum(item.maximum for item in _CARD.items)
_CLAMPS: Final = tuple(Clamp)


def _scored(clamp: Clamp, a: int, b: int, c: int) -> Score:
    """The score of as many missing reports, late reports and defects."""
    read = {"missing_periodic": a, "late_periodic": b, "defects": c}
    items = tuple(
        ItemScore(item, tuple(read.get(loss.count, 0) for loss in item.losses), clamp)
        for item in _CARD.items
    )
    return Score(items, clamp, _CARD.total_rule, _CARD.title)


def a_score_lies_between_nothing_and_full(clamp: int, a: int, b: int, c: int) -> None:
    """Whatever was counted."""
    assert 0 <= clamp < len(_CLAMPS)
    assert 0 <= a < _MOST
    assert 0 <= b < _MOST
    assert 0 <= c < _MOST
    total = _scored(_CLAMPS[clamp], a, b, c).total_tenths
    assert 0 <= total <= _FULL


def one_fault_more_never_raises_the_score(clamp: int, a: int, b: int, c: int) -> None:
    """Whichever fault it is."""
    assert 0 <= clamp < len(_CLAMPS)
    assert 0 <= a < _MOST
    assert 0 <= b < _MOST
    assert 0 <= c < _MOST
    reading = _CLAMPS[clamp]
    now = _scored(reading, a, b, c).total_tenths
    for more in ((a + 1, b, c), (a, b + 1, c), (a, b, c + 1)):
        assert _scored(reading, *more).total_tenths <= now


def the_item_clamp_never_scores_below_the_total_clamp(a: int, b: int, c: int) -> None:
    """Stopping each item at zero takes no more than stopping the sum."""
    assert 0 <= a < _MOST
    assert 0 <= b < _MOST
    assert 0 <= c < _MOST
    item, total = _scored(Clamp.ITEM, a, b, c), _scored(Clamp.TOTAL, a, b, c)
    assert item.total_tenths >= total.total_tenths == max(total.unclamped_tenths, 0)


def an_item_loses_what_its_counts_cost(missing: int, late: int) -> None:
    """Half a point for each missing report, a tenth for each late one (001-IM-6.1-2)."""
    assert 0 <= missing < _MOST
    assert 0 <= late < _MOST
    item = ItemScore(_CARD.items[0], (missing, late), Clamp.TOTAL)
    assert item.lost_tenths == 5 * missing + late
    assert item.left_tenths == item.item.maximum - item.lost_tenths


def the_order_of_the_counts_does_not_matter(a: int, b: int) -> None:
    """A card takes its counts by name, in any order; its door reads them."""
    assert 0 <= a < _MOST
    assert 0 <= b < _MOST
    one = _CARD.score({"defects": a, "late_periodic": b})
    other = _CARD.score({"late_periodic": b, "defects": a})
    assert one.total_tenths == other.total_tenths == _scored(Clamp.ITEM, 0, b, a).total_tenths
