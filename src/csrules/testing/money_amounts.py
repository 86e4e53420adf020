"""Amounts of money that reach the cuts of a policy, in every spelling that csrules takes."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from hypothesis import strategies as st

from csrules.bands import Bands, BandTable
from csrules.errors import refuse
from csrules.kinds import Money
from csrules.money import fen
from csrules.policy import Policy, leaves
from csrules.testing.whole_numbers import LARGEST_FEN, around, fens, spelled

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

__all__ = ["Source", "amounts", "cuts_of", "fen_amounts"]

Source: TypeAlias = "Policy | BandTable | Bands | Iterable[int] | None"
"""Where the cuts come from: a policy, its bands, or the cuts themselves in fen."""


def cuts_of(source: Source) -> tuple[int, ...]:
    """Every amount, in fen, at which something may change: cuts of bands, amounts of a policy.

    >>> from csrules.regulations import company
    >>> cuts_of(company.policy())
    (100000, 500000)
    """
    if source is None:
        return ()
    if isinstance(source, Bands | BandTable):
        return source.cuts
    if isinstance(source, Policy):
        found: set[int] = set()
        for _, spec, value in leaves(source):
            if isinstance(value, Bands):
                found.update(value.cuts)
            elif isinstance(spec.kind, Money) and isinstance(value, Decimal):
                found.add(fen(value))
        return tuple(sorted(found))
    if isinstance(source, str | bytes) or not isinstance(source, Iterable):
        refuse("source", source, "a policy, bands, or cuts in fen")
    return tuple(source)


def fen_amounts(source: Source = None) -> SearchStrategy[int]:
    """Amounts in fen: cuts and their neighbours by one fen, zero, the largest, and plain ones.

    >>> from hypothesis import find
    >>> find(fen_amounts([100000]), lambda amount: amount > 99998)
    99999
    """
    cuts = cuts_of(source)
    corners = tuple(one for one in around(0, *cuts, LARGEST_FEN) if 0 <= one <= LARGEST_FEN)
    return st.one_of(fens(), st.sampled_from(corners))


def amounts(source: Source = None) -> SearchStrategy[Decimal | int | str]:
    """Amounts in yuan as `fen_amounts` draws them, each as `Decimal`, `int` or `str`.

    >>> from hypothesis import find
    >>> from csrules.regulations import company
    >>> policy = company.policy()
    >>> find(amounts(policy), lambda amount: company.approver(policy, amount).role == "gm")
    5000
    """
    return spelled(fen_amounts(source))
