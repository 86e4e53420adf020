"""Mermaid text of the example and of every shipped workflow, in both languages."""

from __future__ import annotations

import re
from importlib import import_module
from pkgutil import walk_packages

import pytest

from csrules import regulations
from csrules.citation import Language, Text
from csrules.errors import UnknownNameError
from csrules.lifecycle.diagram import mermaid
from csrules.lifecycle.transitions import State
from csrules.workflow import Workflow
from tests.example_flow import FLOW, STATES, flow


def shipped() -> dict[str, Workflow]:
    found: dict[str, Workflow] = {}
    for module in walk_packages(regulations.__path__, "csrules.regulations."):
        for thing in vars(import_module(module.name)).values():
            if isinstance(thing, Workflow):
                found[thing.name] = thing
    return found


FLOWS = {"example.repair": FLOW, **shipped()}
ARROW = re.compile(r"    (\w+) --> (\w+) : [^:;#\n]+ \([^:;#\n()]+\)")
LABEL = re.compile(r"    (\w+) : [^:;#\n]+")


def test_the_shipped_workflows_are_found() -> None:
    assert {
        "company.complaint", "company.settlement", "company.goods_return", "company.improvement",
        "company.monthly_review", "company.personnel_notice", "company.penalty_notice",
    } <= set(FLOWS)  # fmt: skip


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", sorted(FLOWS))
def test_it_is_well_formed_and_whole(name: str, language: Language) -> None:
    own = FLOWS[name]
    head, first, *rest = mermaid(own, language).splitlines()
    assert (head, first) == ("stateDiagram-v2", f"    [*] --> {own.initial}")
    labels = [line for line in rest if LABEL.fullmatch(line)]
    arrows = [ARROW.fullmatch(line) for line in rest]
    ends = [line for line in rest if line.endswith(" --> [*]")]
    assert len(labels) == len(own.states)
    assert [line.split()[0] for line in labels] == [state.name for state in own.states]
    assert [line.split()[0] for line in ends] == [s.name for s in own.states if s.final]
    found = [(match[1], match[2]) for match in arrows if match]
    assert found == [(source, edge.target) for edge in own.transitions for source in edge.sources]
    assert len(labels) + len(found) + len(ends) == len(rest)  # no line is anything else
    for state in own.states:
        assert state.name not in {"end", "state", "note", "class", "direction"}  # its keywords
        said = state.text.say(language)
        assert said
        assert (language == "zh") is any("\u4e00" <= mark <= "\u9fff" for mark in said) or (
            name == "example.repair"
        )


def test_marks_of_the_notation_do_not_get_out() -> None:
    odd = State("new", Text("a: b; c#d\ne", "甲:乙"))
    text = mermaid(flow(states=(odd, *STATES[1:])))
    assert "    new : a, b, c d e\n" in text
    assert "    new : 甲,乙\n" in mermaid(flow(states=(odd, *STATES[1:])), "zh")


def test_an_unknown_language() -> None:
    with pytest.raises(UnknownNameError):
        mermaid(FLOW, "de")  # type: ignore[arg-type]  # that is the test


@pytest.mark.parametrize(
    ("mark", "shown"),
    [
        ("<", "#60;"), (">", "#62;"), ("{", "#123;"), ("}", "#125;"), ("%", "#37;"),
        ('"', "#34;"), ("`", "#96;"), (":", ","), (";", ","), ("#", " "), ("_", "_"),
    ],
)  # fmt: skip
def test_each_mark_is_written_as_mermaid_shows_it(mark: str, shown: str) -> None:
    first = State("new", Text(f"a{mark}b", "新"))
    assert f"a{shown}b" in mermaid(flow(states=(first, *STATES[1:])))
