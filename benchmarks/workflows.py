"""Deciding an event with a guard and an effect: csrules, by hand, state-machine libraries."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import TYPE_CHECKING, Any

import attrs

from benchmarks.timing import Row, race
from csrules.citation import Text
from csrules.lifecycle.effects import Notify
from csrules.lifecycle.transitions import EventSpec, Guard, State, Transition
from csrules.workflow import Accepted, Case, Event, Fact, Workflow

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["run"]

AT = datetime(2026, 9, 1, 9)


def _text(word: str) -> Text:
    return Text(word, word)


FLOW = Workflow(
    name="benchmark.ticket",
    version=1,
    title=_text("ticket"),
    initial="open",
    roles={"clerk": _text("clerk")},
    states=(State("open", _text("open")), State("done", _text("done"), final=True)),
    events=(EventSpec("finish", _text("finish")),),
    transitions=(
        Transition(
            "open",
            "finish",
            "done",
            "X-1",
            "clerk",
            guards=(Guard("not_before", "X-2", _text("in time"), lambda c: c.at >= AT),),
            effects=(Notify("X-3", "customer", "finished"),),
        ),
    ),
)


def _ours() -> Callable[[], object]:
    case, event = FLOW.new("T-1"), Event("finish", AT, "clerk")
    answer = FLOW.decide(case, event, None)
    assert isinstance(answer, Accepted)
    assert answer.effects
    return lambda: FLOW.decide(case, event, None)


def _by_hand() -> Callable[[], object]:
    """The same case, fact and answer, with the rule written out as ifs."""
    case, event = FLOW.new("T-1"), Event("finish", AT, "clerk")
    effect, edge = (Notify("X-3", "customer", "finished"),), FLOW.transitions[0]

    def decide() -> object:
        if case.state != "open" or event.name != "finish" or event.by != "clerk":
            raise ValueError
        if event.at < AT:
            raise ValueError
        fact = Fact(FLOW.name, 1, case.id, event, "open", "done", effect, "")
        new = Case(FLOW.name, 1, case.id, "done", case.data, (), event.at, event.at, (event.key,))
        return Accepted(new, fact, edge, FLOW)

    return decide


def _transitions() -> Callable[[], object]:
    from transitions import Machine

    logging.getLogger("transitions").setLevel(logging.ERROR)
    told: list[str] = []

    class Ticket:
        state: str

        def in_time(self, at: datetime) -> bool:
            return at >= AT

        def tell(self, at: datetime) -> None:
            told.clear()

    ticket: Any = Ticket()
    Machine(
        ticket,
        states=["open", "done"],
        initial="open",
        transitions=[
            {
                "trigger": "finish",
                "source": "open",
                "dest": "done",
                "conditions": "in_time",
                "after": "tell",
            }
        ],
    )

    def decide() -> object:
        ticket.state = "open"
        return ticket.finish(AT)

    assert decide()
    return decide


def _python_statemachine() -> Callable[[], object]:
    from statemachine import State as PsmState
    from statemachine import StateMachine

    class Ticket(StateMachine):
        fresh = PsmState(initial=True)
        done = PsmState()
        finish = fresh.to(done, cond="in_time", on="tell")
        reopen = done.to(fresh)

        def in_time(self, at: datetime) -> bool:
            return at >= AT

        def tell(self) -> str:
            return "finished"

    ticket: Any = Ticket()

    def decide() -> object:
        ticket.current_state_value = "fresh"
        return ticket.finish(at=AT)

    assert decide() == "finished"
    return decide


def _floor() -> Callable[[], object]:
    """One dictionary look-up and one frozen instance: what no library can go below."""
    table = {("open", "finish"): "done"}

    @attrs.frozen
    class Done:
        state: str
        at: datetime

    return lambda: Done(table["open", "finish"], AT)


def run() -> list[Row]:
    """One event with one guard and one effect."""
    return race(
        "workflow decide with a guard and an effect",
        {
            "csrules": _ours(),
            "the same answer by hand": _by_hand(),
            "one look-up + one frozen instance": _floor(),
            "transitions": _transitions(),
            "python-statemachine": _python_statemachine(),
        },
    )
