"""Looking ahead: what each event's chance promises, and how the clocks stand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csrules.deadlines import Deadline, ElapsedHours
from csrules.errors import InputError
from csrules.lifecycle.cases import Case, ClockRun, Event, Fact
from csrules.lifecycle.transitions import Guard
from csrules.lifecycle.verdicts import Accepted, Chance, Code, Option, Refused
from tests.example_flow import (
    CHECKING,
    DATA,
    FLOW,
    LIMITS,
    OPENING,
    ROLES,
    START,
    TRANSITIONS,
    event,
    flow,
    histories,
    said,
    walk,
)

LATER = START + timedelta(hours=50)


def option(case: Case, name: str, at: datetime = LATER) -> Option:
    (found,) = [each for each in FLOW.options(case, None, at) if each.event == name]
    return found


def test_one_answer_for_every_event_in_their_order() -> None:
    found = FLOW.options(walk(OPENING), None, LATER)
    assert [each.event for each in found] == ["open", "note", "check", "finish", "sign", "drop"]
    assert [each.chance.value for each in found] == [
        "refused", "allowed", "conditional", "refused", "refused", "conditional"
    ]  # fmt: skip


def test_allowed() -> None:
    note = option(walk(OPENING), "note")
    assert (note.chance, note.code, note.actors) == (Chance.ALLOWED, None, ROLES)
    assert (note.fields, note.requirements, note.failed, note.reasons) == ((), (), (), ())
    assert note.targets == ("opened",)


def test_conditional_names_what_decide_asks() -> None:
    new = option(FLOW.new("R"), "open", START)
    assert (new.chance, new.actors, new.targets) == (Chance.CONDITIONAL, ("clerk",), ("opened",))
    assert [field.name for field in new.fields] == ["device", "urgent", "reason"]
    assert new.requirements == ()
    assert new.explain().splitlines()[0] == "device [E-field-device]"
    check = option(walk(OPENING), "check")
    assert [field.name for field in check.fields] == ["broken", "price"]
    assert [guard.name for guard in check.requirements] == ["cheap"]
    assert check.actors == ("tech", "boss")
    assert check.targets == ("repairing", "ready")
    assert check.explain("zh").splitlines()[-1] == "cheap。 [E-cheap]"
    sign = option(attrs.evolve(walk(OPENING), state="ready"), "sign")
    assert [guard.name for guard in sign.requirements] == ["senior"]
    assert sign.fields == ()


def test_a_branch_that_is_barred_leaves_the_other_and_tells_why() -> None:
    locked = walk(event("open", device="locked", urgent=False))
    check = option(locked, "check")
    assert check.chance is Chance.CONDITIONAL
    assert check.targets == ("ready",)
    assert check.actors == ("tech",)
    assert [guard.name for guard in check.requirements] == ["unlocked"]
    only_broken = flow(
        transitions=tuple(
            edge if edge.target != "ready" or edge.event != "check"
            else attrs.evolve(edge, guards=(NEVER,))
            for edge in TRANSITIONS
        )
    )  # fmt: skip
    (found,) = [e for e in only_broken.options(walk(OPENING), None, LATER) if e.event == "check"]
    assert [guard.name for guard in found.requirements] == ["cheap", "broken", "never"]
    assert found.targets == ("repairing",)


NEVER = Guard("never", "E-n", said("never"), lambda _: False)


def test_refused_whatever_it_brings() -> None:
    locked = attrs.evolve(walk(event("open", device="locked", urgent=False)), state="repairing")
    finish = option(locked, "finish")
    assert (finish.chance, finish.code) == (Chance.REFUSED, Code.DENIED)
    assert [guard.name for guard in finish.failed] == ["unlocked"]
    assert finish.explain() == "unlocked [E-unlocked]"
    undeclared = option(walk(OPENING), "finish")
    assert (undeclared.code, undeclared.explain()) == (Code.UNDECLARED, "checked first [E-f]")
    ended = walk(OPENING, event("drop", "boss", 1))
    assert {each.code for each in FLOW.options(ended, None, LATER)} == {Code.ENDED}
    early = FLOW.options(walk(OPENING), None, START - timedelta(seconds=1))
    assert {each.code for each in early} == {Code.OUT_OF_ORDER}
    assert all(each.reasons for each in early)


def always(_: object) -> bool:
    return True


def never(_: object) -> bool:
    return False


def test_a_static_branch_decides_which_lines_are_looked_at() -> None:
    """A `when` that reads the case alone is known beforehand, both ways."""
    for holds, targets in ((True, ("repairing",)), (False, ("ready",))):
        known = Guard("known", "E-k", said("known"), {True: always, False: never}[holds])
        own = flow(
            transitions=tuple(
                attrs.evolve(edge, when=known) if edge.target == "repairing" else edge
                for edge in TRANSITIONS
            )
        )
        (found,) = [e for e in own.options(walk(OPENING), None, LATER) if e.event == "check"]
        assert found.targets == targets


def test_every_branch_up_to_the_first_that_holds_is_looked_at_in_their_order() -> None:
    """What a `when` reads of the event is open, what it reads of the case is known."""
    known = Guard("known", "E-k", said("known"), always)
    broken, ready = (edge for edge in TRANSITIONS if edge.event == "check")
    own = flow(
        transitions=(
            *(edge for edge in TRANSITIONS if edge.event != "check"),
            broken,
            attrs.evolve(ready, target="dropped", rules="E-9", when=known),
            ready,
        )
    )
    (found,) = [e for e in own.options(walk(OPENING), None, LATER) if e.event == "check"]
    assert found.targets == ("repairing", "dropped")
    whole = event("check", "tech", 1, broken=False, price=1)
    answer = own.decide(walk(OPENING), whole, None)
    assert isinstance(answer, Accepted)
    assert answer.case.state == "dropped"


@pytest.mark.parametrize("odd", [None, "2024-03-01", 5, date(2024, 3, 1)])
def test_the_time_of_a_question_is_a_moment(odd: Any) -> None:
    for case in (FLOW.new("R"), walk(OPENING)):
        with pytest.raises(InputError, match="at: got"):
            FLOW.options(case, None, odd)
    with pytest.raises(InputError, match="at: got"):
        FLOW.clocks(walk(OPENING), odd)


@given(histories(), st.data())
def test_chances_agree_with_decide(
    history: tuple[Case, tuple[Fact, ...]], data: st.DataObject
) -> None:
    """Allowed is accepted from anybody with nothing; refused is refused whatever comes."""
    case, _ = history
    at = (case.changed or START) + timedelta(hours=data.draw(st.sampled_from([0, 1, -1])))
    for chance in FLOW.options(case, None, at):
        filled = data.draw(DATA.get(chance.event, st.just({})))
        for by in ROLES:
            if chance.chance is Chance.ALLOWED:
                answer = FLOW.decide(case, Event(chance.event, at, by, {}, "fresh"), None)
                assert isinstance(answer, Accepted)
                assert answer.case.state in chance.targets
                continue
            answer = FLOW.decide(case, Event(chance.event, at, by, filled, "fresh"), None)
            if chance.chance is Chance.REFUSED:
                assert isinstance(answer, Refused)
                assert answer.code is chance.code
            elif isinstance(answer, Accepted):
                assert by in chance.actors
                assert answer.case.state in chance.targets
            else:  # whatever decide asked for was named
                assert answer.code is Code.DENIED
                assert {each.name for each in answer.missing} <= {f.name for f in chance.fields}
                assert set(answer.failed) <= set(chance.requirements)
                if answer.actors:
                    assert set(answer.actors) <= set(chance.actors) | {"boss", "tech"}


# clocks


def test_clocks_running_then_overdue() -> None:
    """Opened 1 March 9:00: 48 h end on 3 March 9:00; checked at 10:00: two days end on 3 March."""
    case = walk(OPENING, CHECKING)
    whole, repair = FLOW.clocks(case, START + timedelta(hours=1))
    assert (whole.name, whole.status.value, whole.due) == (
        "whole",
        "running",
        datetime(2024, 3, 3, 9),
    )
    assert whole.remaining == timedelta(hours=47)
    assert (repair.name, repair.due) == ("repair", datetime(2024, 3, 4))
    assert (repair.rule, repair.text.zh, repair.stopped) == ("E-c1", "repair。", None)
    assert [view.status.value for view in FLOW.clocks(case, datetime(2024, 3, 3, 9))] == [
        "running", "running"
    ]  # fmt: skip
    overdue, running = FLOW.clocks(case, datetime(2024, 3, 3, 9, 0, 1))
    assert (overdue.status.value, overdue.remaining) == ("overdue", timedelta(seconds=-1))
    assert running.status.value == "running"


def test_a_deadline_without_a_rule_bears_that_of_its_clock() -> None:
    """Both where the clock starts and where it is looked at."""
    whole = attrs.evolve(LIMITS[1], start=lambda c: ElapsedHours(48).due(c.at))
    own = flow(limits=(LIMITS[0], whole))
    answer = own.decide(own.new("R1"), OPENING, None)
    assert isinstance(answer, Accepted)
    (start,) = answer.effects
    (view,) = own.clocks(answer.case, START)
    assert (start.rule, view.rule, view.deadline.rule) == ("E-c2", "E-c2", "")


def test_the_next_due_comes_first_and_what_rests_comes_last() -> None:
    case = walk(OPENING, CHECKING)
    far = ClockRun("repair", Deadline(START, START + timedelta(hours=2), START.date()))
    done = ClockRun("repair", far.deadline, START)
    ordered = FLOW.clocks(attrs.evolve(case, clocks=(done, *case.clocks, far)), START)
    assert [(view.due, view.stopped) for view in ordered] == [
        (far.deadline.due, None),
        (datetime(2024, 3, 3, 9), None),
        (datetime(2024, 3, 4), None),
        (far.deadline.due, START),
    ]


@pytest.mark.parametrize(
    ("hours", "status"), [(46.9, "met"), (48, "met"), (48.001, "late"), (400, "late")]
)
def test_met_or_late(hours: float, status: str) -> None:
    case = walk(
        OPENING, event("check", "tech", 1, broken=False, price=1), event("sign", "boss", hours)
    )
    (view,) = FLOW.clocks(case, START)
    assert (view.status.value, view.remaining) == (status, None)
    assert view.stopped == START + timedelta(hours=hours)


def test_released() -> None:
    """The case was dropped: nobody stopped the clock, and nobody waits for it."""
    case = walk(OPENING, event("drop", "boss", 1))
    (view,) = FLOW.clocks(case, START + timedelta(days=400))
    assert (view.status.value, view.stopped, view.remaining) == ("released", None, None)


@pytest.mark.parametrize(("hours", "status"), [(48, "released"), (48.001, "late"), (99, "late")])
def test_a_clock_that_was_overdue_when_its_case_ended_is_late(hours: float, status: str) -> None:
    """Ending a case does not wipe out what was overdue by then; 48 h are exactly in time."""
    case = walk(OPENING, event("drop", "boss", hours))
    (view,) = FLOW.clocks(case, START)
    assert (view.status.value, view.stopped, view.remaining) == (status, None, None)


def test_mixed_clocks_of_a_stored_case_are_refused() -> None:
    case = walk(OPENING)
    aware = ClockRun("repair", Deadline(START, START.replace(tzinfo=UTC), START.date()))
    with pytest.raises(InputError):
        FLOW.clocks(attrs.evolve(case, clocks=(*case.clocks, aware)), START)


@given(histories())
def test_clocks_are_all_told_and_sorted(history: tuple[Case, tuple[Fact, ...]]) -> None:
    case, _ = history
    views = FLOW.clocks(case, LATER)
    assert len(views) == len(case.clocks)
    running = [view for view in views if view.remaining is not None]
    assert list(views[: len(running)]) == running
    assert [view.due for view in running] == sorted(view.due for view in running)
    assert not running or case.state not in ("closed", "dropped")
    assert all((view.stopped is None) or view.remaining is None for view in views)
    assert len({view.name for view in running}) == len(running)  # one run of a clock at a time


def test_an_event_is_allowed_only_where_every_branch_is_open_to_everybody() -> None:
    when = Guard("split", "E-split", said("split"), lambda c: c.by == "boss", actor=True)
    note = TRANSITIONS[1]
    every = attrs.evolve(note, when=when)
    for second, chance in (
        (note, Chance.ALLOWED),
        (attrs.evolve(note, by=("boss",)), Chance.CONDITIONAL),
    ):
        own = flow(transitions=(TRANSITIONS[0], every, second, *TRANSITIONS[2:]))
        (found,) = [
            each for each in own.options(walk(OPENING), None, LATER) if each.event == "note"
        ]
        assert found.chance is chance
