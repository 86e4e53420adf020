"""Comparisons of the library with the oracle, each with the rules and parameters it holds.

A comparison is a function of what a company may set and of what may happen; it returns what the
library answers and what the oracle answers, and the two must be equal.  ``comparison`` makes the
test: one case for every combination of the readings (their alternatives come from the policy, so
a new one is compared at once), and in each the figures as the rule book states them and others.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from csrules.errors import MissingParameterError
from csrules.kinds import Choice, Flag
from csrules.policy import amend, leaves
from tests.oracle.bonus import BlankError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from hypothesis.strategies import SearchStrategy

    from csrules.policy import Leaf, Policy

    Body = Callable[..., tuple[object, object]]
    Test = Callable[..., None]

EXAMPLES, FEWEST = 240, 8
"""So many examples a comparison has, shared among its combinations of readings; so many each.

Where a profile asks for more than hypothesis does by itself, there are as many times more.
"""


@dataclass(frozen=True)
class Figure:
    """A figure as the rule book states it, and what a company may set in its place.

    Of a blank, ``stated`` is any value: the text has none.
    """

    stated: Any
    others: SearchStrategy[Any]


@dataclass(frozen=True)
class Under:
    """A policy, and the settings in it that the oracle has to know, by path."""

    policy: Any
    settings: Mapping[str, Any]

    def __getitem__(self, path: str) -> Any:
        return self.settings[path]


@dataclass(frozen=True)
class Comparison:
    """What a test compares: a body, its rules, and the parameters that it varies."""

    body: Body
    pack: str
    rules: tuple[str, ...]
    figures: Mapping[str, Figure]
    readings: tuple[str, ...]
    lawful: Callable[[Mapping[str, Any]], bool]
    inputs: Mapping[str, SearchStrategy[Any]]

    @property
    def paths(self) -> tuple[str, ...]:
        """Every parameter that is varied."""
        return (*self.figures, *self.readings)

    def combinations(self) -> list[dict[str, Any]]:
        """Every combination of the readings."""
        known = known_leaves(self.pack)
        each = [alternatives(known[path]) for path in self.readings]
        return [dict(zip(self.readings, values, strict=True)) for values in product(*each)]

    def other_figures(self) -> SearchStrategy[dict[str, Any]]:
        """Figures of a company of its own."""
        others = {path: figure.others for path, figure in self.figures.items()}
        return st.fixed_dictionaries(others).filter(self.lawful)

    def under(self, chosen: Mapping[str, Any], figures: Mapping[str, Any] | None) -> Under:
        """The policy with these readings and figures; None leaves the figures as they are stated.

        Then only blanks are filled in, so that the default policy itself is held against the rule
        book's figures.
        """
        known = known_leaves(self.pack)
        stated = {path: figure.stated for path, figure in self.figures.items()}
        blanks = {path: value for path, value in stated.items() if known[path].blank}
        values, changes = (stated, blanks) if figures is None else (figures, figures)
        return Under(amend(default(self.pack), {**chosen, **changes}), {**chosen, **values})

    def answers(self, under: Under, inputs: Mapping[str, Any]) -> tuple[object, object]:
        """The library's answer and the oracle's."""
        return self.body(under, **inputs)


@cache
def default(pack: str) -> Policy:
    """The policy of a pack as it is shipped."""
    policy: Policy = import_module(f"csrules.regulations.{pack}").policy()
    return policy


@cache
def known_leaves(pack: str) -> dict[str, Leaf]:
    """What is known of each parameter of a pack, by its path."""
    return {path: spec for path, spec, _ in leaves(default(pack))}


def alternatives(spec: Leaf) -> tuple[Any, ...]:
    """The alternatives of a reading or a switch."""
    if isinstance(spec.kind, Flag):
        return (True, False)
    assert isinstance(spec.kind, Choice)
    return spec.kind.choices


def comparison(
    pack: str,
    *rules: str,
    figures: Mapping[str, Figure] | None = None,
    readings: tuple[str, ...] = (),
    lawful: Callable[[Mapping[str, Any]], bool] = lambda _: True,
    corners: tuple[dict[str, Any], ...] = (),
    **inputs: SearchStrategy[Any],
) -> Callable[[Body], Test]:
    """Make a test of a body, under every combination of ``readings`` and with other ``figures``.

    ``lawful`` says which figures go together; ``corners`` are inputs that are always tried, with
    the figures as stated.
    """

    def mark(body: Body) -> Test:
        made = Comparison(body, pack, rules, figures or {}, readings, lawful, inputs)
        chosen_from = made.combinations()

        def test(chosen: dict[str, Any], drawn: tuple[Any, dict[str, Any]]) -> None:
            mine, theirs = made.answers(made.under(chosen, drawn[0]), drawn[1])
            assert mine == theirs, f"the library answers {mine!r}, the oracle {theirs!r}"

        test.__name__, test.__doc__ = body.__name__, body.__doc__
        test.__module__, test.__qualname__ = body.__module__, body.__qualname__
        figures_drawn = st.none() | made.other_figures() if made.figures else st.none()
        run: Any = given(drawn=st.tuples(figures_drawn, st.fixed_dictionaries(inputs)))(test)
        for corner in corners:
            run = example(drawn=(None, corner))(run)
        number = EXAMPLES * settings().max_examples // 100 // len(chosen_from)
        run = settings(max_examples=max(FEWEST, number))(run)
        names = [" ".join(map(str, one.values())) or "as written" for one in chosen_from]
        run = pytest.mark.parametrize("chosen", chosen_from, ids=names)(run)
        run.comparison = made
        return run  # type: ignore[no-any-return]  # what hypothesis and pytest make is untyped

    return mark


def all_comparisons() -> Iterator[Comparison]:
    """Every comparison in the test modules of this folder."""
    for file in sorted(Path(__file__).parent.glob("test_*.py")):
        module = import_module(f"tests.oracle.compare.{file.stem}")
        for thing in vars(module).values():
            made = getattr(thing, "comparison", None)
            if isinstance(made, Comparison):
                yield made


def or_blank(answer: Callable[[], object]) -> object:
    """The answer, or that a figure is missing which the text leaves blank."""
    try:
        return answer()
    except (BlankError, MissingParameterError):
        return "blank"


def whole(stated: int, least: int, most: int) -> Figure:
    """A whole number: as stated, and from ``least`` to ``most``."""
    return Figure(stated, st.integers(least, most))
