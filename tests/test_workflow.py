"""Deciding: every refusal, every guard, what is missing and what is wrong; replay and migration."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csrules.errors import Fault, InputError, UnknownNameError
from csrules.lifecycle.cases import Case, Event, Fact
from csrules.lifecycle.effects import (
    Assign,
    IssueDocument,
    Notify,
    RequireSignature,
    StartClock,
    StartWorkflow,
    StopClock,
)
from csrules.lifecycle.transitions import Guard, Transition
from csrules.lifecycle.verdicts import Accepted, Code, Refused
from csrules.policy import Policy
from tests.example_flow import (
    CHEAP,
    CHECKING,
    FLOW,
    GOOD,
    LIMITS,
    OPENING,
    ROLES,
    START,
    TRANSITIONS,
    Size,
    event,
    events,
    flow,
    histories,
    said,
    walk,
)

if TYPE_CHECKING:
    from collections.abc import Callable


def refused(case: Case, what: Event) -> Refused:
    """The refusal, after checking that it explains itself and changes nothing."""
    before = hash(case), case.state, dict(case.data), case.clocks, case.keys
    answer = FLOW.decide(case, what, None)
    assert isinstance(answer, Refused)
    assert not answer.accepted
    assert answer.case is case
    assert (hash(case), case.state, dict(case.data), case.clocks, case.keys) == before
    assert answer.reasons
    assert answer.rules
    assert all(rule in answer.explain() and rule in answer.explain("zh") for rule in answer.rules)
    assert FLOW.why_not(case, what, None) == answer.reasons
    return answer


# accepting


def test_an_accepted_event() -> None:
    case = walk(OPENING)
    answer = FLOW.decide(case, CHECKING, None)
    assert isinstance(answer, Accepted)
    assert answer.accepted
    new, fact = answer.case, answer.fact
    assert (new.state, new.changed, new.opened) == ("repairing", CHECKING.at, OPENING.at)
    assert new.data == {
        "device": "pump",
        "urgent": False,
        "broken": True,
        "price": Decimal("99.50"),
    }
    assert new.keys == (OPENING.key, CHECKING.key)
    assert (fact.workflow, fact.version, fact.case) == ("example.repair", 3, "R1")
    assert (fact.event, fact.source, fact.target) == (CHECKING, "opened", "repairing")
    assert fact.policy == ""
    start, notify = answer.effects
    assert isinstance(start, StartClock)
    assert (start.rule, start.clock, start.deadline.due) == ("E-c1", "repair", datetime(2024, 3, 4))
    assert notify == Notify("E-3", "boss", "broken", ("mail",))
    assert [reason.rule for reason in answer.reasons] == ["E-3", "E-3b"]
    assert answer.explain() == "check: from opened to repairing [E-3, E-3b]"
    assert answer.explain("zh").startswith("check。：由“opened。”转为“repairing。”")
    assert FLOW.why_not(case, CHECKING, None) == ()


def test_effects_in_their_order_and_clocks_only_once_running() -> None:
    case = walk(OPENING, CHECKING)
    finish = event("finish", "tech", 2, hours=2)
    answer = FLOW.decide(case, finish, None)
    assert isinstance(answer, Accepted)
    assert answer.effects == (
        StopClock("E-5", "repair"),
        IssueDocument("E-5", "slip", {"1": "clerk"}),
        RequireSignature("E-5", "slip", "boss"),
    )
    assert [(run.name, run.stopped) for run in answer.case.clocks] == [
        ("whole", None),
        ("repair", finish.at),
    ]
    sign = FLOW.decide(answer.case, event("sign", "clerk", 3), None)
    assert isinstance(sign, Accepted)
    assert sign.effects == (
        StopClock("E-6", "whole"),
        StartWorkflow("E-next", "example.bill", "issue", {"device": "pump"}),
        Assign("E-file", "clerk", "file it"),
    )
    # a case on which no clock runs: nothing to stop
    calm = attrs.evolve(answer.case, clocks=())
    signed = FLOW.decide(calm, event("sign", "clerk", 3), None)
    assert isinstance(signed, Accepted)
    assert not any(isinstance(effect, StopClock) for effect in signed.effects)


def test_a_clock_is_stopped_by_the_first_rule_of_its_line() -> None:
    own = flow(transitions=tuple(
        attrs.evolve(edge, rules=("E-5a", "E-5b")) if edge.event == "finish" else edge
        for edge in TRANSITIONS
    ))  # fmt: skip
    answer = own.decide(walk(OPENING, CHECKING), event("finish", "tech", 2, hours=2), None)
    assert isinstance(answer, Accepted)
    assert answer.effects[0] == StopClock("E-5a", "repair")


def test_branches_the_first_that_holds_else_the_last() -> None:
    whole = event("check", "tech", 1, broken=False, price=900)
    answer = FLOW.decide(walk(OPENING), whole, None)
    assert isinstance(answer, Accepted)
    assert answer.case.state == "ready"
    assert answer.explain() == "check: from opened to ready [E-4]"


def test_fields_are_read_into_the_case() -> None:
    case = walk(
        event("open", device="e\u0301", urgent=False, size="large", wanted="2024-03-09",
              parts=["a", "b"], reason=" ")
    )  # fmt: skip
    assert case.data == {
        "device": "é",
        "urgent": False,
        "size": Size.LARGE,
        "wanted": date(2024, 3, 9),
        "parts": ("a", "b"),
    }


# refusals, one code each


def test_undeclared_tells_what_the_state_provides() -> None:
    answer = refused(walk(OPENING), event("sign", "clerk", 1))
    assert answer.code is Code.UNDECLARED
    assert answer.allowed == ("note", "check", "drop")
    assert answer.rules == ("E-2", "E-3", "E-7")
    assert answer.explain().startswith(
        "the regulation provides no such step in this state; in state opened the regulation "
        "provides: note, check, drop [E-2, E-3, E-7]"
    )
    assert "“opened。”状态下可办理：note。、check。、drop。" in answer.explain("zh")


def test_what_a_rule_forbids_is_refused_by_that_rule() -> None:
    answer = refused(walk(OPENING), event("finish", "tech", 1, hours=2))
    assert (answer.code, answer.rules) == (Code.UNDECLARED, ("E-f",))
    assert answer.explain() == "checked first [E-f]"
    other = refused(FLOW.new("R2"), event("finish", "tech", 1, hours=2))
    assert other.rules == ("E-1",)


def test_ended() -> None:
    case = walk(OPENING, event("drop", "boss", 1))
    answer = refused(case, event("note", "clerk", 2))
    assert (answer.code, answer.allowed, answer.rules) == (Code.ENDED, (), ("E-7",))
    assert "in state dropped nothing more is provided [E-7]" in answer.explain()
    assert "“dropped。”之后再无步骤" in answer.explain("zh")


def test_after_the_end_the_first_rule_that_leads_there_is_told() -> None:
    """Of the first line of the table that ends so, and of its rules the first."""
    early = Transition("new", "drop", "dropped", ("E-8", "E-9"), "boss")
    own = flow(transitions=(early, *TRANSITIONS))
    case = attrs.evolve(own.new("R1"), state="dropped")
    answer = own.decide(case, event("note"), None)
    assert isinstance(answer, Refused)
    assert answer.rules == ("E-8",)


@pytest.mark.parametrize("broken", [True, False])
def test_what_was_given_is_told_where_it_does_not_fit(broken: bool) -> None:
    other = Guard("other", "E-o", said("the other"), lambda _: False, ("broken", "price"))
    own = flow(
        transitions=tuple(
            attrs.evolve(edge, guards=(other,)) if edge.event == "check" else edge
            for edge in TRANSITIONS
        )
    )
    answer = own.decide(walk(OPENING), event("check", "tech", 1, broken=broken, price=5), None)
    given = f"broken = {'true' if broken else 'false'}, price = 5.00"
    assert answer.explain() == f"not met: the other (given: {given}) [E-o]"
    assert answer.explain("zh") == f"未满足：the other。（所填：{given}） [E-o]"


def test_duplicate_without_an_id_is_the_same_name_time_and_actor() -> None:
    case = walk(OPENING)
    again = refused(case, event("open", device="other", urgent=True, reason="fire"))
    assert (again.code, again.rules) == (Code.DUPLICATE, ("E-2", "E-3", "E-7"))
    note = event("note", "clerk", 1)
    assert refused(walk(note, case=case), note).code is Code.DUPLICATE
    # another time or another actor is another event
    for other in (event("note", "clerk", 1.5), event("note", "boss", 1)):
        assert FLOW.decide(walk(note, case=case), other, None).accepted


def test_duplicate_with_an_id() -> None:
    note = attrs.evolve(event("note", "clerk", 1), id="n1")
    case = walk(OPENING, note)
    later = attrs.evolve(event("note", "boss", 5), id="n1")
    assert refused(case, later).code is Code.DUPLICATE
    assert FLOW.decide(case, attrs.evolve(later, id="n2"), None).accepted
    # two ids at the same moment are two events
    assert FLOW.decide(case, attrs.evolve(note, id="n3"), None).accepted


def test_a_duplicate_after_the_end_is_a_duplicate() -> None:
    drop = event("drop", "boss", 1)
    assert refused(walk(OPENING, drop), drop).code is Code.DUPLICATE


def test_out_of_order() -> None:
    case = walk(OPENING, event("note", "clerk", 2))
    assert refused(case, event("note", "clerk", 1.99)).code is Code.OUT_OF_ORDER
    assert FLOW.decide(case, event("note", "boss", 2), None).accepted  # at the same moment


def test_what_is_allowed_instead_is_asked_of_its_time_or_of_the_last_accepted() -> None:
    """An event that lies back says nothing of what could be done now."""
    late = Guard("late", "E-l", said("late"), lambda c: c.at >= START + timedelta(hours=5))
    own = flow(
        transitions=tuple(
            attrs.evolve(edge, guards=(late,)) if edge.event == "drop" else edge
            for edge in TRANSITIONS
        )
    )
    early, evening = (
        walk(OPENING, event("note", "clerk", 2)),
        walk(OPENING, event("note", "clerk", 6)),
    )
    for case, what, code, allowed in (
        (early, event("sign", "boss", 4), Code.UNDECLARED, ("note", "check")),
        (early, event("sign", "boss", 5), Code.UNDECLARED, ("note", "check", "drop")),
        (early, OPENING, Code.DUPLICATE, ("note", "check")),
        (evening, OPENING, Code.DUPLICATE, ("note", "check", "drop")),
        (early, event("note", "boss", 1), Code.OUT_OF_ORDER, ("note", "check")),
        (evening, event("note", "boss", 1), Code.OUT_OF_ORDER, ("note", "check", "drop")),
    ):
        answer = own.decide(case, what, None)
        assert isinstance(answer, Refused)
        assert (answer.code, answer.allowed) == (code, allowed)


def test_denied_by_the_actor() -> None:
    answer = refused(walk(OPENING), event("check", "clerk", 1, broken=True, price=5))
    assert (answer.code, answer.actors, answer.failed, answer.missing) == (
        Code.DENIED, ("tech", "boss"), (), ()
    )  # fmt: skip
    assert answer.explain() == "to be done by tech or boss [E-3]"
    assert answer.explain("zh") == "应由tech。或boss。办理 [E-3]"


def test_every_guard_is_asked() -> None:
    case = walk(event("open", device="locked", urgent=False))
    repairing = attrs.evolve(case, state="repairing")
    answer = refused(repairing, event("finish", "clerk", 3, hours=9))
    assert [guard.name for guard in answer.failed] == ["quick", "round", "unlocked"]
    assert answer.actors == ("tech",)
    assert answer.rules == ("E-5", "E-quick", "E-round", "E-unlocked")
    denied = refused(case, event("check", "tech", 1, broken=True, price=101))
    assert [guard.name for guard in denied.failed] == ["cheap", "unlocked"]
    assert denied.explain() == "price 101.00 [E-why]\nnot met: unlocked [E-unlocked]"


def test_a_guard_may_read_who_acts() -> None:
    urgent = walk(
        event("open", device="pump", urgent=True, reason="fire"),
        event("check", "tech", 1, broken=False, price=1),
    )
    answer = refused(urgent, event("sign", "clerk", 2))
    assert [guard.name for guard in answer.failed] == ["senior"]
    assert FLOW.decide(urgent, event("sign", "boss", 2), None).accepted


def test_everything_missing_at_once_with_what_can_be_judged() -> None:
    answer = refused(FLOW.new("R1"), event("open", "boss", urgent=True))
    assert [each.name for each in answer.missing] == ["device", "reason"]
    assert answer.actors == ("clerk",)
    assert answer.explain() == (
        "to be done by clerk [E-1]\ndevice is missing [E-field-device]\n"
        "reason is missing (required when urgent) [E-field-reason]"
    )
    locked = attrs.evolve(walk(event("open", device="locked", urgent=False)), state="repairing")
    answer = refused(locked, event("finish", "tech", 3))
    assert [each.name for each in answer.missing] == ["hours"]
    # quick and round need the hours; unlocked does not
    assert [guard.name for guard in answer.failed] == ["unlocked"]


def test_a_missing_field_takes_the_last_branch() -> None:
    answer = refused(walk(OPENING), event("check", "boss", 1, price=900))
    assert [each.name for each in answer.missing] == ["broken"]
    assert (answer.actors, answer.failed) == (("tech",), ())


# mistakes of the caller raise


def test_wrong_values_are_raised_all_at_once() -> None:
    with pytest.raises(InputError) as caught:
        FLOW.decide(
            FLOW.new("R1"),
            event("open", device=5, urgent="yes", parts=["a", 7], sise="large"),
            None,
        )
    assert [fault.path for fault in caught.value.faults] == [
        "opening.device", "opening.urgent", "opening.parts[1]", "opening.sise"
    ]  # fmt: skip
    assert not isinstance(caught.value, UnknownNameError)
    assert caught.value.faults[-1].mend == "did you mean 'size'?"


@pytest.mark.parametrize("wrong", [1.5, True, float("nan"), Decimal("NaN"), -1, "1e3", "0.001"])
def test_money_in_an_event_is_exact(wrong: object) -> None:
    with pytest.raises(InputError, match=r"checking\.price"):
        FLOW.decide(walk(OPENING), event("check", "tech", 1, broken=True, price=wrong), None)


def test_unknown_names_with_the_nearest() -> None:
    new = FLOW.new("R1")
    with pytest.raises(UnknownNameError, match="did you mean 'open'") as caught:
        FLOW.decide(new, event("opn", "clrk"), None)
    assert [fault.path for fault in caught.value.faults] == ["event.name", "event.by"]
    for odd, path in ((event("opn"), "event.name"), (event("open", "clrk"), "event.by")):
        with pytest.raises(UnknownNameError) as caught:
            FLOW.decide(new, odd, None)
        assert [fault.path for fault in caught.value.faults] == [path]
    with pytest.raises(UnknownNameError, match="did you mean 'device'"):
        FLOW.decide(new, event("open", divice="pump", urgent=False), None)
    with pytest.raises(UnknownNameError, match="no field") as caught:
        FLOW.decide(new, event("note", a=1, b=2), None)
    assert len(caught.value.faults) == 2


def unknown(ask: Callable[[], object]) -> Fault:
    """The one unknown name for which a call is refused."""
    with pytest.raises(UnknownNameError) as caught:
        ask()
    (fault,) = caught.value.faults
    return fault


def odd_case(case: Case, part: str, value: Any) -> Case:
    """A case one part of which is something else."""
    changes: dict[str, Any] = {part: value}
    return attrs.evolve(case, **changes)


def test_a_case_of_another_workflow_version_or_state() -> None:
    good = FLOW.new("R1")
    for part, value, expected, mend in (
        ("workflow", "example.other", "a case of 'example.repair'", ""),
        ("version", 2, "version 3", "call migrate first"),
        ("version", 4, "version 3", "upgrade csrules"),
        ("state", "opend", "a state of 'example.repair'", "did you mean 'opened'?"),
    ):
        odd = odd_case(good, part, value)
        for ask in (
            lambda odd=odd: FLOW.decide(odd, OPENING, None),
            lambda odd=odd: FLOW.options(odd, None, START),
            lambda odd=odd: FLOW.clocks(odd, START),
        ):
            assert unknown(ask) == Fault(f"case.{part}", value, expected, mend)


@pytest.mark.parametrize("odd", [None, 5, "", "  ", "a\x00b", "x" * 201])
def test_the_id_of_a_case_is_a_text(odd: Any) -> None:
    with pytest.raises(InputError) as caught:
        FLOW.new(odd)
    assert [(fault.path, fault.value) for fault in caught.value.faults] == [("case_id", odd)]


def test_every_argument_of_the_wrong_kind_is_named() -> None:
    right = (FLOW.new("R1"), OPENING, None, None)
    decide: Any = FLOW.decide
    for place, name in enumerate(("case", "event", "policy", "calendar")):
        with pytest.raises(InputError) as caught:
            decide(*right[:place], 5, *right[place + 1 :])
        assert [(fault.path, fault.value) for fault in caught.value.faults] == [(name, 5)]
    doors: tuple[tuple[Any, tuple[Any, ...], str], ...] = (
        (FLOW.why_not, (5, OPENING, None), "case"),
        (FLOW.options, (5, None, START), "case"),
        (FLOW.clocks, (5, START), "case"),
        (FLOW.replay, ("R1", 5), "facts"),
        (FLOW.migrate, (5,), "case"),
        (FLOW.state_text, ([],), "state"),
        (FLOW.event_text, ([],), "event"),
        (FLOW.is_final, ([],), "state"),
        (FLOW.limit, ([],), "clock"),
        (FLOW.events_from, ([],), "state"),
    )
    for door, arguments, name in doors:
        with pytest.raises(InputError, match=r"Mend: see help\(") as caught:
            door(*arguments)
        assert [fault.path for fault in caught.value.faults] == [name]
    with pytest.raises(InputError) as caught:
        decide(5, 5, 5, 5)
    assert [fault.path for fault in caught.value.faults] == ["case", "event", "policy", "calendar"]


def test_naive_and_aware_do_not_mix() -> None:
    naive, aware = walk(OPENING), attrs.evolve(OPENING, at=START.replace(tzinfo=UTC))
    for case, note in (
        (naive, attrs.evolve(event("note"), at=aware.at)),
        (walk(aware), event("note", "clerk", 99)),
    ):
        with pytest.raises(InputError) as caught:
            FLOW.decide(case, note, None)
        assert [(fault.path, fault.value) for fault in caught.value.faults] == [
            ("event.at", note.at)
        ]
    for ask in (FLOW.clocks, lambda case, at: FLOW.options(case, None, at)):
        with pytest.raises(InputError, match=r"naive|aware"):
            ask(naive, aware.at)


def test_a_workflow_that_reads_a_policy_names_the_one_it_needs() -> None:
    @attrs.frozen
    class Other(Policy):
        pack = "other"

    @attrs.frozen
    class Own(Policy):
        pack = "example"

    bound = flow(pack="example")
    for wrong in (None, Other()):
        for ask in (
            lambda wrong=wrong: bound.decide(bound.new("R"), OPENING, wrong),
            lambda wrong=wrong: bound.options(bound.new("R"), wrong, START),
        ):
            with pytest.raises(InputError) as caught:
                ask()
            assert caught.value.faults == (
                Fault("policy", wrong, "a policy of the pack 'example'",
                      "give example.policy(), or one amended from it"),
            )  # fmt: skip
    answer = bound.decide(bound.new("R"), OPENING, Own())
    assert isinstance(answer, Accepted)
    assert answer.fact.policy == Own().fingerprint


# laws over random histories


@given(histories(), events(20))
def test_deciding_is_pure(history: tuple[Case, tuple[Fact, ...]], what: Event) -> None:
    case, _ = history
    before = repr(case)
    assert FLOW.decide(case, what, None) == FLOW.decide(case, what, None)
    assert repr(case) == before


@given(histories(), events(20))
def test_a_refusal_has_exactly_the_code_that_fits(
    history: tuple[Case, tuple[Fact, ...]], what: Event
) -> None:
    case, facts = history
    answer = FLOW.decide(case, what, None)
    seen = what.key in [fact.event.key for fact in facts]
    ended = case.state in ("closed", "dropped")
    early = bool(facts) and what.at < facts[-1].event.at
    lines = [edge for edge in TRANSITIONS if case.state in edge.sources and edge.event == what.name]
    expected = (
        Code.DUPLICATE if seen
        else Code.ENDED if ended
        else Code.OUT_OF_ORDER if early
        else None if lines
        else Code.UNDECLARED
    )  # fmt: skip
    if isinstance(answer, Accepted):
        assert expected is None
        assert answer.case.keys == (*case.keys, what.key)
        assert any(edge.target == answer.case.state for edge in lines)
    else:
        assert answer.code is (expected or Code.DENIED)
        assert answer.case is case


# stored history


@given(histories())
def test_replay_is_the_fold_of_the_facts(history: tuple[Case, tuple[Fact, ...]]) -> None:
    case, facts = history
    assert FLOW.replay("R1", facts) == case
    assert FLOW.replay("R1", iter(facts)) == case


@given(histories(), st.data())
def test_replay_refuses_what_does_not_follow(
    history: tuple[Case, tuple[Fact, ...]], data: st.DataObject
) -> None:
    _, facts = history
    if not facts:
        return
    place = data.draw(st.integers(0, len(facts) - 1))
    fact = facts[place]
    doubled = (*facts[: place + 1], *facts[place:])
    with pytest.raises(InputError, match=rf"facts\[{place + 1}\]"):
        FLOW.replay("R1", doubled)
    for odd in (
        attrs.evolve(fact, case="R2"),
        attrs.evolve(fact, workflow="other"),
        attrs.evolve(fact, version=1),
        attrs.evolve(fact, source="closed"),
    ):
        with pytest.raises(InputError, match=rf"facts\[{place}\]"):
            FLOW.replay("R1", (*facts[:place], odd))
    if place and facts[place - 1].source != fact.source:
        with pytest.raises(InputError, match=r"facts\["):
            FLOW.replay("R1", (*facts[: place - 1], *facts[place:]))


def test_replay_refuses_earlier_events_and_unknown_names() -> None:
    case = FLOW.new("R1")
    facts = []
    for each in (OPENING, event("note", "clerk", 1), event("note", "clerk", 2)):
        answer = FLOW.decide(case, each, None)
        assert isinstance(answer, Accepted)
        case = answer.case
        facts.append(answer.fact)
    with pytest.raises(InputError, match=r"facts\[2\].*not before"):
        FLOW.replay("R1", (facts[0], facts[2], facts[1]))
    with pytest.raises(InputError, match=r"facts\[3\].*each event once"):
        FLOW.replay("R1", (*facts, facts[2]))
    with pytest.raises(UnknownNameError, match=r"facts\[0\]\.target.*did you mean 'opened'"):
        FLOW.replay("R1", (attrs.evolve(facts[0], target="opend"),))
    for odd in (event("opn"), event("open", "nobody")):
        with pytest.raises(UnknownNameError, match=r"event\."):
            FLOW.replay("R1", (attrs.evolve(facts[0], event=odd),))
    wrong = event("open", device="x", urgent=5)
    with pytest.raises(InputError, match=r"opening\.urgent"):
        FLOW.replay("R1", (attrs.evolve(facts[0], event=wrong),))


def test_replay_asks_no_guard() -> None:
    """A fact stands, though today's guards would refuse it."""
    strict = flow(
        transitions=tuple(
            attrs.evolve(edge, guards=(Guard("never", "E-n", said("never"), lambda _: False),))
            for edge in TRANSITIONS
        )
    )
    answer = FLOW.decide(FLOW.new("R1"), OPENING, None)
    assert isinstance(answer, Accepted)
    assert not strict.decide(strict.new("R1"), OPENING, None).accepted
    assert strict.replay("R1", (answer.fact,)) == answer.case


def test_migration_over_several_versions() -> None:
    first = Case("example.repair", 1, "R1", "work", {"old": 1}, (), START, START, ("k",))
    moved = FLOW.migrate(first)
    assert moved == attrs.evolve(first, version=3, state="opened")
    assert FLOW.migrate(attrs.evolve(first, state="end")).state == "closed"
    assert FLOW.migrate(attrs.evolve(first, version=2, state="shut")).state == "closed"
    assert FLOW.migrate(moved) is moved
    for part, value, mend in (
        ("state", "wrk", "did you mean 'work'?"),
        ("version", 4, "upgrade csrules"),
        ("version", 0, "call migrate first"),
        ("workflow", "other", ""),
    ):
        fault = unknown(partial(FLOW.migrate, odd_case(first, part, value)))
        assert (fault.path, fault.value, fault.mend) == (f"case.{part}", value, mend)


def test_every_old_state_has_a_new_one() -> None:
    for migration in FLOW.migrations:
        for state in migration.states:
            old = Case("example.repair", migration.version, "R", state)
            new = FLOW.migrate(old)
            assert FLOW.clocks(new, START) == ()


def test_a_clock_that_an_older_version_declared_is_still_told() -> None:
    case = walk(OPENING, CHECKING)
    newer = flow(
        limits=LIMITS[1:],
        transitions=tuple(
            attrs.evolve(
                edge,
                starts=tuple(n for n in edge.starts if n != "repair"),
                stops=tuple(n for n in edge.stops if n != "repair"),
            )
            for edge in TRANSITIONS
        ),
    )
    views = {view.name: view for view in newer.clocks(case, START)}
    assert (views["repair"].rule, views["repair"].text.en) == ("E-c1", "repair")
    assert views["whole"].text.zh == "whole。"


def test_what_a_workflow_tells_of_itself() -> None:
    assert FLOW.events_from("opened") == ("note", "check", "drop")
    assert FLOW.state_text("ready").en == "ready"
    assert FLOW.event_text("sign").zh == "sign。"
    assert FLOW.limit("repair").rule == "E-c1"
    assert FLOW.is_final("closed")
    assert not FLOW.is_final("ready")
    for ask, path, near in (
        (FLOW.state_text, "state", "ready"), (FLOW.event_text, "event", "sign"),
        (FLOW.is_final, "state", "closed"), (FLOW.limit, "clock", "repair"),
        (FLOW.events_from, "state", "opened"),
    ):  # fmt: skip
        odd = f"{near}x"
        expected = Fault(path, odd, f"a declared {path}", f"did you mean {near!r}?")
        assert unknown(partial(ask, odd)) == expected
    assert FLOW.rules[:3] == ("E-0", "E-1", "E-2")
    assert {"E-cheap", "E-c1", "E-f", "E-field-price", "E-broken"} <= set(FLOW.rules)
    assert set(GOOD) <= {each.name for each in FLOW.events}
    assert set(ROLES) == set(FLOW.roles)


def test_answers_are_the_same_however_they_came_about() -> None:
    """The table, the line of it and the context are no part of an answer."""
    other = flow(transitions=tuple(attrs.evolve(edge, rules="E-z") for edge in TRANSITIONS))
    case = walk(OPENING)
    for what in (
        CHECKING, event("check", "clerk", 1), event("check", "tech", 1, broken=True, price=900),
        event("sign", "boss", 1),
    ):  # fmt: skip
        one, two = FLOW.decide(case, what, None), other.decide(case, what, None)
        assert (one, hash(one)) == (two, hash(two))


def test_two_workflows_are_two_whatever_they_say() -> None:
    assert len({FLOW, FLOW, flow()}) == 2


def test_a_repr_shows_values_and_no_machinery() -> None:
    case, edge = walk(OPENING), TRANSITIONS[3]
    done = FLOW.decide(case, CHECKING, None)
    denied = FLOW.decide(case, event("check", "clerk", 1), None)
    parts: tuple[tuple[object, str], ...] = (
        (FLOW, "<Workflow example.repair version 3: 6 states, 6 events>"),
        (done, "case fact"),
        (denied, "code case event failed missing actors"),
        (FLOW.options(case, None, START)[0],
         "event chance code actors fields requirements failed targets"),
        (OPENING, "name at by data id"),
        (CHEAP, "name rule text needs actor"),
        (LIMITS[0], "name rule text"),
        (edge, "sources event target rules by when guards stops starts effects"),
    )  # fmt: skip
    for thing, shown in parts:
        text = shown
        if not shown.startswith("<"):
            values = ", ".join(f"{name}={getattr(thing, name)!r}" for name in shown.split())
            text = f"{type(thing).__name__}({values})"
        assert repr(thing) == text


def test_times_further_apart_than_a_clock_change_nothing() -> None:
    late = attrs.evolve(event("note"), at=START + timedelta(days=4000))
    assert walk(late, case=walk(OPENING)).changed == late.at
