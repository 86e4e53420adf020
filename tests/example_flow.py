"""A small workflow of the tests' own: a repair, with branches, clocks, guards of every sort."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from hypothesis import strategies as st

from csrules.citation import Reason, Text
from csrules.deadlines import CalendarDays, ElapsedHours
from csrules.forms import Condition, Field, Form
from csrules.kinds import Choice, Day, Flag, Items, Money, Whole, Words
from csrules.lifecycle.cases import Case, Event, Fact
from csrules.lifecycle.effects import (
    Assign,
    IssueDocument,
    Notify,
    RequireSignature,
    StartWorkflow,
)
from csrules.lifecycle.transitions import (
    ClockSpec,
    Context,
    EventSpec,
    Forbidden,
    Guard,
    Migration,
    State,
    Transition,
)
from csrules.lifecycle.verdicts import Accepted
from csrules.workflow import Workflow

START = datetime(2024, 3, 1, 9)
ROLES = ("clerk", "tech", "boss")


class Size(StrEnum):
    """A closed set of names, as a field holds it."""

    SMALL = "small"
    LARGE = "large"


def said(word: str) -> Text:
    return Text(word, f"{word}。")


def asked(name: str, kind: Any, required: bool | str = True, rule: str = "E-field") -> Field:
    return Field(name, kind, f"{rule}-{name}", said(name), required)


OPEN = Form(
    "opening",
    said("opening"),
    (
        asked("device", Words(40)),
        asked("urgent", Flag()),
        asked("reason", Words(40), "is_urgent"),
        asked("parts", Items(Words(10), most=3), False),
        asked("size", Choice(Size), False),
        asked("wanted", Day(), False),
    ),
    (Condition("is_urgent", said("when urgent"), "urgent", (True,)),),
)
CHECK = Form("checking", said("checking"), (asked("broken", Flag()), asked("price", Money())))
FINISH = Form("finishing", said("finishing"), (asked("hours", Whole("hours", 1)),))

BROKEN = Guard("broken", "E-broken", said("broken"), lambda c: bool(c.data["broken"]), ("broken",))
CHEAP = Guard(
    "cheap", "E-cheap", said("cheap"), lambda c: bool(c.data["price"] <= 100), ("price",),
    why=lambda c: (Reason("E-why", Text(f"price {c.data['price']}", f"价{c.data['price']}")),),
)  # fmt: skip
UNLOCKED = Guard(
    "unlocked", "E-unlocked", said("unlocked"), lambda c: bool(c.data["device"] != "locked")
)
QUICK = Guard("quick", "E-quick", said("quick"), lambda c: bool(c.data["hours"] <= 8), ("hours",))
ROUND = Guard(
    "round", "E-round", said("round"), lambda c: bool(c.data["hours"] % 2 == 0), ("hours",)
)
SENIOR = Guard(
    "senior", "E-senior", said("senior"),
    lambda c: c.by == "boss" or not c.data["urgent"], actor=True,
)  # fmt: skip


def closing(context: Context) -> tuple[Any, ...]:
    data = context.data
    return (
        StartWorkflow("E-next", "example.bill", "issue", {"device": data["device"]}),
        Assign("E-file", "clerk", "file it"),
    )


STATES = (
    State("new", said("new")),
    State("opened", said("opened")),
    State("repairing", said("repairing")),
    State("ready", said("ready")),
    State("closed", said("closed"), final=True),
    State("dropped", said("dropped"), final=True),
)
EVENTS = (
    EventSpec("open", said("open"), OPEN),
    EventSpec("note", said("note")),
    EventSpec("check", said("check"), CHECK),
    EventSpec("finish", said("finish"), FINISH),
    EventSpec("sign", said("sign")),
    EventSpec("drop", said("drop")),
)
TRANSITIONS = (
    Transition("new", "open", "opened", "E-1", "clerk", starts="whole"),
    Transition(("opened", "repairing"), "note", "opened", "E-2", ROLES),
    Transition(
        "opened", "check", "repairing", ("E-3", "E-3b"), ("tech", "boss"),
        when=BROKEN, guards=(CHEAP, UNLOCKED), starts="repair",
        effects=(Notify("E-3", "boss", "broken", ("mail",)),),
    ),
    Transition("opened", "check", "ready", "E-4", ("tech",)),
    Transition(
        "repairing", "finish", "ready", "E-5", "tech", guards=(QUICK, ROUND, UNLOCKED),
        stops="repair",
        effects=(
            IssueDocument("E-5", "slip", {"1": "clerk"}), RequireSignature("E-5", "slip", "boss"),
        ),
    ),
    Transition(
        "ready", "sign", "closed", "E-6", ("clerk", "boss"), guards=(SENIOR,),
        stops="whole", effects=(closing,),
    ),
    Transition(("opened", "ready"), "drop", "dropped", "E-7", "boss"),
)  # fmt: skip
LIMITS = (
    ClockSpec("repair", "E-c1", said("repair"), lambda c: CalendarDays(2, rule="E-c1").due(c.at)),
    ClockSpec("whole", "E-c2", said("whole"), lambda c: ElapsedHours(48, rule="E-c2").due(c.at)),
)
MIGRATIONS = (
    Migration(1, ("start", "work", "end"), {"start": "new", "work": "middle", "end": "shut"}),
    Migration(2, ("new", "middle", "shut"), {"new": "new", "middle": "opened", "shut": "closed"}),
)


def flow(**changes: Any) -> Workflow:
    """The example, with some parts of its definition changed."""
    parts: dict[str, Any] = {
        "name": "example.repair",
        "version": 3,
        "title": said("repair"),
        "initial": "new",
        "roles": {role: said(role) for role in ROLES},
        "states": STATES,
        "events": EVENTS,
        "transitions": TRANSITIONS,
        "limits": LIMITS,
        "forbidden": (Forbidden("finish", "opened", "E-f", said("checked first")),),
        "migrations": MIGRATIONS,
        "basis": ("E-0",),
    }
    return Workflow(**(parts | changes))


FLOW = flow()


def event(name: str, by: str = "clerk", later: float = 0, /, **data: Any) -> Event:
    """An event so many hours after the start."""
    return Event(name, START + timedelta(hours=later), by, data)


OPENING = event("open", device="pump", urgent=False)
CHECKING = event("check", "tech", 1, broken=True, price="99.5")


def walk(*events: Event, case: Case | None = None) -> Case:
    """The case after events that must all be accepted."""
    case = case or FLOW.new("R1")
    for each in events:
        answer = FLOW.decide(case, each, None)
        assert isinstance(answer, Accepted), answer.explain()
        case = answer.case
    return case


# random events: right, wrong and half filled in, in any order

DATA: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "open": st.fixed_dictionaries(
        {},
        optional={
            "device": st.sampled_from(["pump", "locked", "é", "e\u0301", " "]),
            "urgent": st.booleans(),
            "reason": st.sampled_from(["fire", ""]),
            "parts": st.lists(st.sampled_from(["a", "b"]), max_size=3),
            "size": st.sampled_from([Size.SMALL, "large"]),
            "wanted": st.sampled_from([START.date(), "2024-03-09"]),
        },
    ),
    "check": st.fixed_dictionaries(
        {}, optional={"broken": st.booleans(), "price": st.sampled_from([100, "100.01", "0.5"])}
    ),
    "finish": st.fixed_dictionaries({}, optional={"hours": st.integers(1, 12)}),
}
GOOD: dict[str, dict[str, Any]] = {
    "open": {"device": "pump", "urgent": False},
    "check": {"broken": True, "price": 5},
    "finish": {"hours": 2},
}
RIGHT = {"open": "clerk", "check": "tech", "finish": "tech", "sign": "boss", "drop": "boss"}


@st.composite
def events(draw: st.DrawFn, order: int = 0) -> Event:
    """An event of any name: often a fitting one, sometimes half filled in or by anybody."""
    name = draw(st.sampled_from([each.name for each in EVENTS]))
    fitting = draw(st.integers(0, 3)) > 0
    data = GOOD.get(name, {}) if fitting else draw(DATA.get(name, st.just({})))
    by = RIGHT.get(name, "clerk") if fitting else draw(st.sampled_from(ROLES))
    hours = order + draw(st.sampled_from([0, 0.5, 1, -3]))
    identity = draw(st.none() | st.just(f"id-{order}") | st.sampled_from(["x", "e\u0301"]))
    return Event(name, START + timedelta(hours=hours), by, data, identity)


@st.composite
def histories(draw: st.DrawFn, longest: int = 9) -> tuple[Case, tuple[Fact, ...]]:
    """A case and the facts that led to it."""
    case, facts = FLOW.new("R1"), []
    for order in range(draw(st.integers(0, longest))):
        answer = FLOW.decide(case, draw(events(order)), None)
        if isinstance(answer, Accepted):
            case = answer.case
            facts.append(answer.fact)
    return case, tuple(facts)
