"""What is drawn is what each kind takes, and a kind that is not drawn is named."""

from __future__ import annotations

from datetime import datetime
from random import Random

import attrs
import pytest

from csrules.errors import UnknownNameError
from csrules.kinds import Kind, Money, Whole
from csrules.money import fen
from csrules.policy import diff, leaves
from csrules.policyfile import default_policy
from csrules.regulations import PACKS
from simulation.amendments import amended, filled
from simulation.draws import MAKERS, Draws
from simulation.flows import shipped

NOON = datetime(2024, 3, 8, 12)


def kinds() -> list[Kind[object]]:
    """Every kind of a shipped form or policy, each once."""
    found = [
        field.kind
        for flow in shipped().values()
        for spec in flow.specs.values()
        for field in spec.fields
    ]
    found += [spec.kind for pack in PACKS for _, spec, _ in leaves(default_policy(pack))]
    return list(dict.fromkeys(found))


def test_every_kind_takes_what_is_drawn_for_it() -> None:
    draws = Draws(Random(1))
    for kind in kinds():
        for _ in range(40):
            kind.read(draws.value(kind, NOON), "value")


def test_amounts_reach_the_corners_and_their_neighbours_by_one_fen() -> None:
    draws = Draws(Random(1))
    draws.corners = (100_000,)
    drawn = {fen(draws.value(Money(), NOON)) for _ in range(300)}
    assert {99_999, 100_000, 100_001} <= drawn
    assert len(drawn) > 100


def test_a_kind_that_nobody_draws_is_named() -> None:
    class Own(Kind[int]):
        """A kind of somebody's own."""

    with pytest.raises(UnknownNameError, match="a kind that is drawn"):
        Draws(Random(1)).value(Own(), NOON)
    assert Whole in MAKERS


@pytest.mark.parametrize("pack", sorted(PACKS))
def test_amendments_are_lawful_and_reach_readings_and_figures(pack: str) -> None:
    draws, policy = Draws(Random(1)), default_policy(pack)
    ready = filled(draws, policy, NOON)
    assert len(diff(policy, ready)) > 0
    changed: set[str] = set()
    for _ in range(150):
        new, paths = amended(draws, ready, NOON)
        assert {each.path for each in diff(ready, new)} <= set(paths)
        changed |= set(paths)
    every = {path for path, _, _ in leaves(policy)}
    assert len(changed) > len(every) // 2
    assert attrs.asdict(ready) != attrs.asdict(policy)
