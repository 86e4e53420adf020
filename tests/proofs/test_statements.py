"""The statements that `make prove` confirms hold of plain numbers, and each of them can fail."""

from __future__ import annotations

import inspect
from random import Random
from typing import TYPE_CHECKING

import pytest

from proofs.defects import DEFECTS
from proofs.statements import STATEMENTS, holds

if TYPE_CHECKING:
    from collections.abc import Iterator

CORNERS = [
    corner + step
    for corner in (50_000, 100_000, 150_000, 500_000, 550_000, 10**13, 10**15, 10**20)
    for step in (-1, 0, 1)
]


def numbers(name: str, count: int) -> Iterator[list[int]]:
    """The same numbers each time: small ones, the cuts of the company's bands, the largest ones."""
    chance, width = Random(name), len(inspect.signature(STATEMENTS[name]).parameters)
    for _ in range(count):
        yield [
            chance.choice((chance.randint(0, 4), chance.randint(-2, 8), chance.choice(CORNERS)))
            for _ in range(width)
        ]


@pytest.mark.parametrize("name", STATEMENTS)
def test_a_statement_holds_wherever_it_claims_something(name: str) -> None:
    verdicts = [holds(STATEMENTS[name], *each) for each in numbers(name, 2000)]
    assert True in verdicts
    assert False not in verdicts


@pytest.mark.parametrize("name", STATEMENTS)
def test_a_statement_fails_when_its_defect_is_planted(name: str) -> None:
    with DEFECTS[name].in_place():
        assert any(holds(STATEMENTS[name], *each) is False for each in numbers(name, 20_000))


def test_every_statement_has_a_defect_and_every_defect_is_taken_away_again() -> None:
    assert list(STATEMENTS.keys() ^ DEFECTS.keys()) == []
    before = [vars(defect.home)[defect.name] for defect in DEFECTS.values()]
    for defect in DEFECTS.values():
        with defect.in_place():
            assert vars(defect.home)[defect.name] is defect.planted
    assert [vars(defect.home)[defect.name] for defect in DEFECTS.values()] == before


def out_of_bounds_or_wrong(number: int) -> None:
    """A statement that is wrong of every number within its bounds but 3."""
    assert number >= 0
    doubled = number * 2
    assert doubled == 6


def test_a_broken_bound_is_no_broken_claim() -> None:
    assert [holds(out_of_bounds_or_wrong, number) for number in (-1, 3, 4)] == [None, True, False]
