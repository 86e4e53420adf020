"""Every fen has exactly one owner, under each reading of ties and wherever the cuts lie."""

from __future__ import annotations

from typing import Final

from csrules.bands import Band, Bands, BandTable, Tie, changes
from csrules.money import MAX_YUAN
from csrules.regulations import company

__all__ = [
    "amounts_that_change_hands_are_listed",
    "any_cuts_have_the_owners_that_the_words_name",
    "the_owner_rises_with_the_amount",
    "the_span_of_the_owner_holds_the_amount",
    "two_claim_exactly_the_cuts",
]

_MOST: Final = MAX_YUAN * 100
_BANDS: Final = company.policy().approval.bands
_TABLES: Final = tuple(_BANDS.table(tie) for tie in Tie)


def the_span_of_the_owner_holds_the_amount(tie: int, amount: int) -> None:
    """The company's table: the band that owns an amount begins at or below it and ends above."""
    assert 0 <= tie < len(_TABLES)
    assert 0 <= amount < _MOST
    table = _TABLES[tie]
    first, last = table.span(table.index(amount))
    assert first <= amount
    assert last is None or amount <= last


def the_owner_rises_with_the_amount(tie: int, low: int, high: int) -> None:
    """The company's table: nobody below signs what is more."""
    assert 0 <= tie < len(_TABLES)
    assert 0 <= low <= high < _MOST
    table = _TABLES[tie]
    assert table.index(low) <= table.index(high)


def two_claim_exactly_the_cuts(tie: int, amount: int) -> None:
    """The company's table: an amount is a boundary if and only if it is one of the text's."""
    assert 0 <= tie < len(_TABLES)
    assert 0 <= amount < _MOST
    among_the_cuts = any(amount == cut for cut in _BANDS.cuts)
    assert _TABLES[tie].on_cut(amount) == among_the_cuts


def any_cuts_have_the_owners_that_the_words_name(
    low: int, middle: int, high: int, amount: int
) -> None:
    """Four bands with any cuts: who owns any amount, said in the words of each reading."""
    assert 0 < low < middle < high < _MOST
    assert 0 <= amount < _MOST
    bands = Bands((Band("a", low), Band("b", middle), Band("c", high), Band("d", None)))
    below = "a" if amount < low else "b" if amount < middle else "c" if amount < high else "d"
    within = "a" if amount <= low else "b" if amount <= middle else "c" if amount <= high else "d"
    assert bands.table(Tie.HIGHER).owner(amount) == below
    assert bands.table(Tie.LOWER).owner(amount) == within
    words = within if amount <= low else below
    assert bands.table(Tie.INCLUSIVE_WORDS).owner(amount) == words


_MOVED: Final = tuple(
    BandTable(table.owners, table.cuts, tuple(start + 50_000 for start in table.starts))
    for table in _TABLES
)


def amounts_that_change_hands_are_listed(before: int, after: int, amount: int) -> None:
    """Of two tables, the regions list an amount if and only if its owner changes, and name both."""
    assert 0 <= before < len(_TABLES)
    assert 0 <= after < len(_TABLES)
    assert 0 <= amount < _MOST
    old, new = _TABLES[before], _MOVED[after]
    found = [
        change
        for change in changes(old, new)
        if change.first <= amount and (change.last is None or amount <= change.last)
    ]
    assert len(found) == (old.owner(amount) != new.owner(amount))
    for change in found:
        assert (change.before, change.after) == (old.owner(amount), new.owner(amount))
