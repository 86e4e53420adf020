"""Workflows: every event in every state that can be reached, as decided, stored and replayed."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from importlib import import_module
from pkgutil import walk_packages
from typing import TYPE_CHECKING, Any

from csrules import regulations
from csrules.errors import CsrulesError
from csrules.kinds import Choice, Day, Flag, Identifier, Items, Kind, Moment, Money, Whole, Words
from csrules.lifecycle import Case, Event, Fact, dump_json, load_json, mermaid
from csrules.workflow import Accepted, Workflow
from tests.samebytes.world import CALENDARS, POLICIES, told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from csrules.citation import Language

START = datetime(2026, 9, 1, 9)
VARIANTS = 2
SAMPLES: tuple[tuple[type[Kind[Any]], Callable[[Any, int], object]], ...] = (
    (Choice, lambda kind, number: kind.choices[number % len(kind.choices)]),
    (Day, lambda _, number: date(2026, 9, 3 + number)),
    (Flag, lambda _, number: number % 2 == 0),
    (Identifier, lambda _, number: f"N-{number}"),
    (Items, lambda kind, number: [sample(kind.kind, number)]),
    (Moment, lambda _, number: START + timedelta(hours=30 + number)),
    (Money, lambda _, number: ("800", "4999.99")[number]),
    (Whole, lambda kind, number: max(kind.minimum or 0, 1) + number),
    (Words, lambda _, number: f"text 文字 {number}"[: 5 + number]),
)


def sample(kind: Kind[Any], number: int) -> object:
    """A value of a kind; other numbers give other values."""
    return next(make(kind, number) for cls, make in SAMPLES if isinstance(kind, cls))


def flows() -> dict[str, Workflow]:
    """Every workflow of every pack, by its name."""
    found = {}
    for module in walk_packages(regulations.__path__, "csrules.regulations."):
        if module.name.rpartition(".")[2] in regulations.OPTIONAL:
            continue
        for thing in vars(import_module(module.name)).values():
            if isinstance(thing, Workflow):
                found[thing.name] = thing
    return dict(sorted(found.items()))


def said() -> Iterator[str]:
    """Every workflow: its picture, then every decision on the way through its states."""
    languages: tuple[Language, ...] = ("en", "zh")
    for flow in flows().values():
        for language in languages:
            yield mermaid(flow, language)
        yield from _walked(flow)


def _walked(flow: Workflow) -> Iterator[str]:
    policy, calendar = POLICIES.get(flow.pack), CALENDARS["without zone"]
    waiting: list[tuple[Case, tuple[Fact, ...]]] = [(flow.new("案-1"), ())]
    left: set[str] = set()
    while waiting:
        case, facts = waiting.pop(0)
        if case.state in left:
            continue
        left.add(case.state)
        at = START + timedelta(hours=len(facts))
        for option in flow.options(case, policy, at, calendar):
            yield from told(option)
        for clock in flow.clocks(case, at + timedelta(days=5)):
            yield from told(clock)
        for event in _events(flow, case, at):
            try:
                answer = flow.decide(case, event, policy, calendar)
            except CsrulesError as error:
                yield f"{type(error).__name__}: {error}"
                continue
            yield from told(answer)
            yield dump_json(load_json(flow, dump_json(answer)))
            if isinstance(answer, Accepted):
                after = (*facts, answer.fact)
                waiting.append((answer.case, after))
                yield from told(flow.replay(case.id, after))


def _events(flow: Workflow, case: Case, at: datetime) -> Iterator[Event]:
    for spec in flow.events:
        edges = flow.table().get((case.state, spec.name), ())
        roles = (edges[0].by[0], edges[-1].by[-1]) if edges else tuple(flow.roles)[:1]
        for number in range(VARIANTS if edges else 1):
            data = {field.name: sample(field.kind, number) for field in spec.fields}
            yield Event(
                spec.name, at, roles[number % len(roles)], data, f"{spec.name}-{len(case.keys)}"
            )
