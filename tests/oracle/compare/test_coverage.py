"""Every numeric rule and every parameter of every pack is compared with the oracle.

What is numeric is read off the register and the policies: a rule that a number, a time or a
reading cites; one whose kind is a limit, a recurrence or a score; one that an object answers with
a deadline, an amount or a day; one whose text has a figure in it.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from inspect import isfunction
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import strategies as st

from csrules import register
from csrules.kinds import Identifier, Items, Named, Words
from csrules.policy import leaves
from csrules.register import Disposition, Rule, RuleKind
from csrules.regulations import PACKS
from tests.oracle.compare.comparing import (
    Comparison,
    Under,
    all_comparisons,
    default,
    known_leaves,
)
from tests.testing.drawing import drawn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from csrules.kinds import Kind

NUMERIC_KINDS = {RuleKind.DEADLINE, RuleKind.RECURRING, RuleKind.SCORING}
ANSWERS = re.compile(r"\b(Deadline|DueDate|Duty|Decimal|Line|Statement|date|datetime|int)\b")
"""What an object returns that computes a number or a time."""

FIGURE = re.compile(
    r"(?<![\w.(])\d+(?![\w)]|\.\d)"
    r"|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|twice|half|one person|one copy)\b",
    re.IGNORECASE,
)
"""A figure in a rule's text: no article number, and no "one" that only points to something."""

NOTHING_TO_COMPUTE = {
    "000-A22-1": "the figure is the number of a table that is lost",
}
"""Numeric by the letter of its text, and yet nothing to compute: why."""

COMPARISONS = tuple(all_comparisons())


def is_numeric(kind: Kind[Any]) -> bool:
    """Whether a parameter of this kind is a number, a time, a switch or a reading."""
    if isinstance(kind, Items | Named):
        return is_numeric(kind.kind)
    return not isinstance(kind, Identifier | Words)


def numeric_paths(pack: str) -> set[str]:
    """The parameters of a pack that a comparison has to vary."""
    return {path for path, spec in known_leaves(pack).items() if is_numeric(spec.kind)}


def why_numeric(rule: Rule) -> str:
    """By what a rule is numeric; empty when it is not."""
    cited = {parameter.path for parameter in rule.parameters} & numeric_paths(rule.regulation)
    if cited:
        return f"parameters {sorted(cited)}"
    if rule.kind in NUMERIC_KINDS:
        return f"a {rule.kind}"
    answers = [name for name in rule.implemented_by if ANSWERS.search(returned(name))]
    if answers:
        return f"answered by {answers}"
    figure = FIGURE.search(rule.text.en)
    return f"the figure {figure.group()!r}" if figure else ""


def returned(name: str) -> str:
    """What a function of the register returns, as it is written; nothing for other objects."""
    module, way = name.split(":")
    thing: Any = import_module(module)
    for step in way.split("."):
        thing = getattr(thing, step)
    return str(thing.__annotations__.get("return", "")) if isfunction(thing) else ""


@cache
def numeric_rules() -> dict[str, str]:
    """Every numeric rule that the packs carry, and by what it is numeric."""
    carried = {Disposition.CODED, Disposition.ABSENT}
    found = {
        rule.id: why_numeric(rule)
        for rule in register.rules()
        if rule.regulation in PACKS and rule.disposition in carried
    }
    return {name: why for name, why in found.items() if why}


def test_every_numeric_rule_is_compared() -> None:
    compared = {rule for each in COMPARISONS for rule in each.rules}
    lacking = {
        name: why
        for name, why in numeric_rules().items()
        if name not in compared and name not in NOTHING_TO_COMPUTE
    }
    assert lacking == {}


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("000-A26-1.1", "parameters"), ("001-IM-6.2-2", "a deadline"),
        ("004-1.5.2-4", "answered by"), ("000-A29-1.6", "the figure 'four'"),
        ("000-A25-6.3", ""), ("001-FA-4.5", ""),
    ],
)  # fmt: skip
def test_what_is_numeric(name: str, why: str) -> None:
    found = why_numeric(register.rule(name))
    assert found.startswith(why)
    assert bool(found) is bool(why)


def test_what_is_compared_is_a_rule_that_is_carried() -> None:
    for each in COMPARISONS:
        for name in each.rules:
            rule = register.rule(name)
            assert rule.regulation == each.pack
            assert rule.disposition in {Disposition.CODED, Disposition.ABSENT}


def test_an_exemption_is_needed() -> None:
    compared = {rule for each in COMPARISONS for rule in each.rules}
    assert set(NOTHING_TO_COMPUTE) <= set(numeric_rules()) - compared


@pytest.mark.parametrize("pack", PACKS)
def test_every_parameter_is_varied(pack: str) -> None:
    varied = {path for each in COMPARISONS if each.pack == pack for path in each.paths}
    assert numeric_paths(pack) - varied == set()


def test_a_stated_figure_is_the_policys_own() -> None:
    """What the rule book states is what the shipped policy holds; of a blank it states nothing."""
    for each in COMPARISONS:
        held = {path: value for path, _, value in leaves(default(each.pack))}
        for path, figure in each.figures.items():
            spec = known_leaves(each.pack)[path]
            if not spec.blank:
                assert spec.kind.amend(held[path], figure.stated, path) == held[path]


class Read(dict[str, Any]):
    """Settings that remember which of them were asked for."""

    def __init__(self, settings: Mapping[str, Any], asked: set[str]) -> None:
        super().__init__(settings)
        self.asked = asked

    def __getitem__(self, path: str) -> Any:
        self.asked.add(path)
        return super().__getitem__(path)


def asked_for(made: Comparison) -> set[str]:
    """The parameters that a comparison hands to the oracle, over some examples."""
    asked: set[str] = set()
    chosen = st.sampled_from(made.combinations())
    inputs = st.fixed_dictionaries(made.inputs)
    for one, figures, what in drawn(st.tuples(chosen, made.other_figures(), inputs), 25):
        under = made.under(one, figures)
        made.answers(Under(under.policy, Read(under.settings, asked)), what)
    return asked


@pytest.mark.parametrize("pack", PACKS)
def test_every_parameter_is_handed_to_the_oracle(pack: str) -> None:
    """None is only named: the oracle's answer is asked for with each of them."""
    ours = [each for each in COMPARISONS if each.pack == pack]
    asked = {path for each in ours for path in asked_for(each)}
    assert numeric_paths(pack) - asked == set()
