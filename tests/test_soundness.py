"""Faults of a definition: each alone, and all of them at once."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from csrules.errors import DefinitionError, InputError
from csrules.forms import Condition, Form
from csrules.kinds import Whole, Words
from csrules.lifecycle.effects import Notify
from csrules.lifecycle.transitions import EventSpec, Forbidden, Guard, Migration, State, Transition
from tests.example_flow import (
    BROKEN,
    CHEAP,
    EVENTS,
    LIMITS,
    MIGRATIONS,
    STATES,
    TRANSITIONS,
    asked,
    flow,
    said,
)


def faults(**changes: Any) -> list[tuple[str, Any, str]]:
    with pytest.raises(DefinitionError) as caught:
        flow(**changes)
    return [(fault.path, fault.value, fault.mend) for fault in caught.value.faults]


def edge(number: int, **changes: Any) -> tuple[Transition, ...]:
    """The table with one line changed."""
    lines = list(TRANSITIONS)
    lines[number] = attrs.evolve(lines[number], **changes)
    return tuple(lines)


N = "example.repair"
STAY = Guard("stay", "E-s", said("stay"), lambda _: True)


def line(number: int, what: str) -> str:
    return f"{N}.transitions[{number}].{what}"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        # names
        ({"states": (*STATES, STATES[0])}, [(f"{N}.state", "new", "")]),
        ({"events": (*EVENTS, EVENTS[1])}, [(f"{N}.event", "note", "")]),
        ({"limits": (*LIMITS, LIMITS[0])}, [(f"{N}.clock", "repair", "")]),
        # references
        ({"transitions": edge(1, sources=("opened", "opend"))},
         [(line(1, "source"), "opend", "did you mean 'opened'?")]),
        ({"transitions": edge(1, sources=("opened", "closed"))},
         [(line(1, "source"), "closed", "use one of: new, opened, ready, repairing")]),
        ({"transitions": edge(6, event="drp")},
         [(line(6, "event"), "drp", "did you mean 'drop'?"), (f"{N}.events", "drop", "")
          ]),
        ({"transitions": edge(0, by=("clrk",))},
         [(line(0, "role"), "clrk", "did you mean 'clerk'?")]),
        ({"transitions": edge(0, starts=("whole", "whol"))},
         [(line(0, "clock"), "whol", "did you mean 'whole'?")]),
        ({"transitions": edge(5, stops=("whole", "whol"))},
         [(line(5, "clock"), "whol", "did you mean 'whole'?")]),
        ({"transitions": edge(2, guards=(attrs.evolve(CHEAP, needs=("prise",)),))},
         [(f"{N}.transitions[2].cheap.field", "prise", "did you mean 'price'?")]),
        ({"transitions": edge(2, when=attrs.evolve(BROKEN, needs=("brokn",)))},
         [(f"{N}.transitions[2].broken.field", "brokn", "did you mean 'broken'?")]),
        ({"forbidden": (Forbidden("finsh", "opend", "E-f", said("no")),)},
         [(f"{N}.forbidden.event", "finsh", "did you mean 'finish'?"),
          (f"{N}.forbidden.state", "opend", "did you mean 'opened'?")]),
        ({"events": (*EVENTS, EventSpec("extra", said("extra")))}, [(f"{N}.events", "extra", "")]),
        # rules and actors
        ({"transitions": edge(0, rules=())}, [(line(0, "rules"), (), "")]),
        ({"transitions": edge(0, rules=("E-1", ""))}, [(line(0, "rules"), ("E-1", ""), "")]),
        ({"transitions": edge(0, by=())}, [(line(0, "by"), (), "")]),
        ({"transitions": edge(0, guards=(attrs.evolve(STAY, rule=""),))},
         [(line(0, "stay"), "", "")]),
        ({"limits": (attrs.evolve(LIMITS[0], rule=""), LIMITS[1])},
         [(f"{N}.limits.repair", "", "")]),
        ({"forbidden": (Forbidden("finish", "opened", "", said("no")),)},
         [(f"{N}.forbidden.finish", "", "")]),
        # branches
        ({"transitions": edge(2, when=None)}, [(f"{N}.opened.check", "repairing", "")]),
        ({"transitions": edge(3, when=STAY)}, [(f"{N}.opened.check", "ready", "")]),
        ({"transitions": edge(6, when=STAY)},
         [(f"{N}.opened.drop", "dropped", ""), (f"{N}.ready.drop", "dropped", "")]),
        ({"transitions": edge(1, sources=("opened", "opened"))},
         [(f"{N}.opened.note", "opened", "")]),
        # reach
        ({"states": (*STATES, State("lost", said("lost")))}, [(f"{N}.states", "lost", "")]),
        ({"states": (*STATES, State("pit", said("pit"))),
          "transitions": (*TRANSITIONS, Transition("new", "note", "pit", "E", "clerk"))},
         [(f"{N}.states", "pit", "")]),
        # clocks
        ({"transitions": edge(0, starts=())}, [(f"{N}.limits", "whole", "")]),
        ({"transitions": edge(5, stops=())}, [(f"{N}.limits", "whole", "")]),
        # fields
        ({"events": (
            *EVENTS[:3],
            EventSpec("finish", said("finish"),
                      Form("f", said("f"), (asked("hours", Whole("h")), asked("price", Words())))),
            *EVENTS[4:])},
         [(f"{N}.finish.price", Words(), "")]),
        ({"events": (
            *EVENTS[:3],
            EventSpec("finish", said("finish"),
                      Form("f", said("f"), (asked("hours", Whole("h"), "told"),),
                           (Condition("told", said("told")),))),
            *EVENTS[4:])},
         [(f"{N}.finish", "told", "")]),
        # migrations
        ({"migrations": MIGRATIONS[1:]}, [(f"{N}.migrations", [2], "")]),
        ({"migrations": ()}, [(f"{N}.migrations", [], "")]),
        ({"migrations": (MIGRATIONS[0], Migration(2, ("new", "middle", "shut"), {"new": "new",
          "middle": "opened"}))}, [(f"{N}.migrations[1].to", "shut", "")]),
        ({"migrations": (MIGRATIONS[0], Migration(2, ("new", "middle", "shut"), {"new": "new",
          "middle": "opened", "shut": "closd"}))},
         [(f"{N}.migrations[1].to", "closd", "did you mean 'closed'?")]),
        ({"migrations": (MIGRATIONS[0], Migration(2, ("new", "middle", "shut"), {"new": "new",
          "middle": "opened", "shut": "closed", "shutt": "closed"}))},
         [(f"{N}.migrations[1].to", "shutt", "did you mean 'shut'?")]),
        ({"migrations": (Migration(1, ("start",), {"start": "opened"}), MIGRATIONS[1])},
         [(f"{N}.migrations[0].to", "opened", "use one of: middle, new, shut")]),
    ],
)  # fmt: skip
def test_each_fault_alone(changes: dict[str, Any], expected: list[tuple[str, Any, str]]) -> None:
    assert faults(**changes) == expected


@pytest.mark.parametrize("part", ["name", "version", "states", "roles", "migrations"])
def test_a_part_of_the_wrong_kind_is_named(part: str) -> None:
    with pytest.raises(InputError) as caught:
        flow(**{part: 1.5})
    assert [(fault.path, fault.value) for fault in caught.value.faults] == [(part, 1.5)]


def test_an_unknown_initial_state() -> None:
    found = faults(initial="nwe")
    assert (f"{N}.initial.state", "nwe", "did you mean 'new'?") in found


def test_a_workflow_that_never_ends() -> None:
    endless = tuple(attrs.evolve(state, final=False) for state in STATES)
    assert [(path, value) for path, value, _ in faults(states=endless)] == [
        (f"{N}.states", state.name) for state in STATES
    ]


def test_all_faults_at_once() -> None:
    found = faults(
        states=(*STATES, State("lost", said("lost"))),
        events=(*EVENTS, EventSpec("extra", said("extra"))),
        transitions=(
            *edge(2, when=None, by=("tch",), starts=()),
            Transition("ready", "sing", "shut", (), ()),
        ),
        forbidden=(Forbidden("x", "y", "", said("z")),),
        migrations=(),
    )
    assert {path.removeprefix(f"{N}.") for path, _, _ in found} == {
        "states", "events", "transitions[2].role", "opened.check", "limits",
        "transitions[7].event", "transitions[7].target", "transitions[7].rules",
        "transitions[7].by", "forbidden.event", "forbidden.state", "forbidden.x", "migrations",
    }  # fmt: skip


def test_the_message_numbers_the_faults() -> None:
    with pytest.raises(DefinitionError) as caught:
        flow(migrations=(), forbidden=(Forbidden("x", "opened", "E", said("z")),))
    text = str(caught.value)
    assert text.startswith("2 faults:\n  1. example.repair.forbidden.event: got 'x' (str)")
    assert "2. example.repair.migrations: got [] (list); expected one for each version" in text


def test_a_form_without_fields_of_its_own_is_no_event() -> None:
    """The sound example has no fault, and a first version needs no migration."""
    assert flow(version=1, migrations=()).version == 1


def test_events_that_nothing_uses_are_told_by_name() -> None:
    more = [EventSpec(name, said(name)) for name in ("walk", "ask", "zip", "bend", "yield")]
    assert [value for _, value, _ in faults(events=(*EVENTS, *more))] == [
        "ask", "bend", "walk", "yield", "zip",
    ]  # fmt: skip


def test_the_faults_of_a_line_come_in_the_order_of_its_parts() -> None:
    wrong = attrs.evolve(TRANSITIONS[2], starts=("repair", "strt"), stops="stp")
    found = faults(transitions=(*TRANSITIONS[:2], wrong, *TRANSITIONS[3:]))
    assert [value for _, value, _ in found] == ["strt", "stp"]
    nameless = [attrs.evolve(guard, rule="") for guard in (BROKEN, CHEAP)]
    found = faults(transitions=edge(2, when=nameless[0], guards=(nameless[1],)))
    assert [path.rpartition(".")[2] for path, _, _ in found] == ["cheap", "broken"]


def test_each_migration_leads_to_the_version_after_it() -> None:
    steps = (
        Migration(1, ("a",), {"a": "b"}),
        Migration(2, ("b",), {"b": "new"}),
        Migration(3, ("new",), {"new": "opened"}),
    )
    assert flow(version=4, migrations=steps).version == 4
    later = attrs.evolve(steps[0], to={"a": "new"})
    found = faults(version=4, migrations=(later, *steps[1:]))
    assert found == [(f"{N}.migrations[0].to", "new", "use one of: b")]


def test_a_workflow_stands_on_every_rule_that_its_lines_carry_in_their_order() -> None:
    told = attrs.evolve(TRANSITIONS[1], effects=(Notify("E-told", "boss", "noted"),))
    assert flow(transitions=(TRANSITIONS[0], told, *TRANSITIONS[2:])).rules[:9] == (
        "E-0", "E-1", "E-2", "E-told", "E-3", "E-3b", "E-cheap", "E-unlocked", "E-broken",
    )  # fmt: skip


def test_what_is_declared_twice_is_told_by_states_events_and_clocks() -> None:
    found = faults(
        states=(*STATES, STATES[0]), events=(*EVENTS, EVENTS[1]), limits=(*LIMITS, LIMITS[0])
    )
    assert [path.rpartition(".")[2] for path, _, _ in found] == ["state", "event", "clock"]
