"""The first-asked ticket (001-FA-2.1-1, 3.1-2, 3.2-1, 3.3-1, 3.4-1 to 3.4-6, 5-1)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from csrules.errors import InputError, UnknownNameError
from csrules.lifecycle.cases import Case, Event
from csrules.lifecycle.effects import Notify
from csrules.lifecycle.verdicts import Accepted, Code, Refused
from csrules.policy import amend
from csrules.regulations import property_handbook
from csrules.regulations.property_handbook import TICKET, Channel, ContactWay
from csrules.workcalendar import cn_calendar
from tests.oracle import ticket as oracle

if TYPE_CHECKING:
    from collections.abc import Mapping

POLICY = property_handbook.policy()
CALENDAR = cn_calendar(range(2024, 2027))
FRIDAY = datetime(2024, 3, 8, 15)

CONTACT: dict[str, Any] = {
    "channel": "phone",
    "first_asked": "Li",
    "customer": "Wang",
    "contact": "555 0100",
    "matter": "a leak",
}
ORDER: dict[str, Any] = {"department": "repairs", "complicated": False}
HANDED: dict[str, Any] = {**ORDER, "explained": True, "handover_record": True}
RESULT: dict[str, Any] = {"result": "mended", "ending": "resolved", "recorded_by": "Li"}
BROUGHT: dict[str, tuple[str, dict[str, Any]]] = {
    "contact": ("customer", CONTACT),
    "answer_on_spot": ("first_asked", {"answer": "yes"}),
    "hand_to_centre": ("first_asked", {}),
    "order_department": ("cs_centre", ORDER),
    "hand_to_department": ("first_asked", HANDED),
    "pass_to_centre": ("department", {"explained": True, "handover_record": True}),
    "extend": ("department", {"extension_reason": "parts", "promised_at": datetime(2024, 3, 20)}),
    "answer": ("department", {"answer": "done"}),
    "feed_back": ("department", {}),
    "record_result": ("first_asked", RESULT),
}


def decide(
    case: Case, name: str, at: datetime, policy: Any = POLICY, by: str = "", **data: Any
) -> Accepted | Refused:
    role, usual = BROUGHT[name]
    event = Event(name, at, by or role, {**usual, **data})
    return TICKET.decide(case, event, policy, CALENDAR)


def walk(*steps: tuple[str, datetime] | tuple[str, datetime, Mapping[str, Any]]) -> Case:
    case = TICKET.new("T-1")
    for name, at, *more in steps:
        answer = decide(case, name, at, **(more[0] if more else {}))
        assert isinstance(answer, Accepted), answer.explain()
        case = answer.case
    return case


VISIT = {"channel": "visit"}
BY_PHONE = (("contact", FRIDAY), ("hand_to_centre", FRIDAY + timedelta(hours=1)))
AT_DEPARTMENT = (*BY_PHONE, ("order_department", datetime(2024, 3, 8, 17)))
IN_PERSON = (("contact", FRIDAY, VISIT), ("hand_to_department", datetime(2024, 3, 8, 17)))


def test_a_call_goes_from_person_to_centre_to_department_and_back_to_the_person() -> None:
    """001-FA-3.2-1, 3.2-2, 3.2-3, 3.4-1, 2.1-1."""
    case = walk(
        *AT_DEPARTMENT,
        ("answer", datetime(2024, 3, 10, 9)),
        ("feed_back", datetime(2024, 3, 10, 10)),
        ("record_result", datetime(2024, 3, 10, 11)),
    )
    assert case.state == "closed"
    assert case.data["ending"] == "resolved"


def test_an_answer_on_the_spot_still_needs_the_result_on_the_form() -> None:
    """001-FA-3.1-2, 3.4-1: closed only by the first-asked person's entry."""
    case = walk(("contact", FRIDAY), ("answer_on_spot", FRIDAY))
    assert case.state == "answered_on_spot"
    answer = decide(case, "record_result", FRIDAY, recorded_by="Zhao")
    assert isinstance(answer, Refused)
    assert answer.rules == ("001-FA-3.4-1",)
    assert decide(case, "record_result", FRIDAY).accepted
    clocks = {clock.name: clock.status.value for clock in TICKET.clocks(case, FRIDAY)}
    assert clocks == {"handover": "met"}


def test_a_visitor_goes_from_person_to_department_to_centre() -> None:
    """001-FA-3.3-1: and the centre may order a department again."""
    later = datetime(2024, 3, 8, 18)
    case = walk(*IN_PERSON, ("pass_to_centre", later), ("order_department", later))
    assert case.state == "at_department"
    assert case.clock("answer") is not None
    again = walk(*IN_PERSON, ("pass_to_centre", later), ("answer", datetime(2024, 3, 9)))
    assert again.state == "answered"


@pytest.mark.parametrize(
    ("channel", "event"), [("phone", "hand_to_department"), ("visit", "hand_to_centre")]
)
def test_no_step_is_skipped(channel: str, event: str) -> None:
    """001-FA-5-1."""
    case = walk(("contact", FRIDAY, {"channel": channel}))
    answer = decide(case, event, FRIDAY)
    assert isinstance(answer, Refused)
    assert (answer.code, answer.rules) == (Code.DENIED, ("001-FA-5-1",))
    assert answer.case is case


def test_a_telephone_ticket_does_not_go_back_to_the_centre() -> None:
    """001-FA-5-1, 3.2-1: the centre had it before."""
    answer = decide(walk(*AT_DEPARTMENT), "pass_to_centre", datetime(2024, 3, 9))
    assert isinstance(answer, Refused)
    assert answer.rules == ("001-FA-5-1",)


@pytest.mark.parametrize("lacking", ["explained", "handover_record"])
@pytest.mark.parametrize("event", ["hand_to_department", "pass_to_centre"])
def test_every_handover_in_person_is_explained_and_completed(event: str, lacking: str) -> None:
    """001-FA-3.3-1: to the department, and from there to the centre."""
    at = datetime(2024, 3, 8, 18)
    case = walk(*IN_PERSON[: 1 if event == "hand_to_department" else 2])
    changed: dict[str, Any] = {lacking: False}
    answer = decide(case, event, at, **changed)
    assert isinstance(answer, Refused)
    assert [guard.name for guard in answer.failed] == [lacking]
    assert answer.rules == ("001-FA-3.3-1",)


def test_passing_on_needs_its_own_record() -> None:
    """001-FA-3.3-1: what was said of the first handover does not do for the second."""
    event = Event("pass_to_centre", datetime(2024, 3, 8, 18), "department")
    answer = TICKET.decide(walk(*IN_PERSON), event, POLICY, CALENDAR)
    assert isinstance(answer, Refused)
    assert [each.name for each in answer.missing] == ["explained", "handover_record"]


def test_a_contact_at_the_customers_place_goes_the_way_of_a_visit() -> None:
    """001-FA-2.2-1: who serves at the customer's place is first asked, too."""
    case = walk(("contact", FRIDAY, {"channel": ContactWay.SERVICE_AT_CUSTOMER}))
    assert case.data["channel"] is Channel.SERVICE_AT_CUSTOMER
    assert decide(case, "hand_to_department", FRIDAY).accepted
    refused = decide(case, "hand_to_centre", FRIDAY)
    assert isinstance(refused, Refused)
    assert refused.rules == ("001-FA-5-1",)
    assert {str(way) for way in ContactWay} == {str(channel) for channel in Channel}


def test_the_transfer_has_24_hours_that_roll() -> None:
    """001-FA-3.4-2, 3.4-3: Friday 15:00 runs to Monday 15:00, on time then, late a second on."""
    case = walk(("contact", FRIDAY))
    (clock,) = TICKET.clocks(case, FRIDAY)
    assert (clock.name, clock.due) == ("handover", datetime(2024, 3, 11, 15))
    late = timedelta(seconds=1)
    assert TICKET.clocks(case, clock.due)[0].status == "running"
    assert TICKET.clocks(case, clock.due + late)[0].status == "overdue"
    for at, status in ((clock.due, "met"), (clock.due + late, "late")):
        handed = walk(("contact", FRIDAY), ("hand_to_centre", at))
        assert TICKET.clocks(handed, at)[0].status == status


def test_an_ordinary_transfer_may_have_no_clock() -> None:
    """001-FA-3.4-2, R20: under the other reading only special circumstances have the 24 hours."""
    policy = amend(POLICY, {"handover.scope": "special_circumstances_only"})
    ordinary = decide(TICKET.new("T"), "contact", FRIDAY, policy)
    special = decide(TICKET.new("T"), "contact", FRIDAY, policy, special=True)
    assert ordinary.case.clocks == ()
    assert special.case.clocks[0].deadline.due == datetime(2024, 3, 11, 15)
    filled = amend(policy, {"handover.ordinary_hours": 2})
    assert decide(TICKET.new("T"), "contact", FRIDAY, filled).case.clocks[0].deadline.due == (
        datetime(2024, 3, 8, 17)
    )


@pytest.mark.parametrize(
    ("complicated", "due"),
    [(False, datetime(2024, 3, 11, 5)), (True, datetime(2024, 3, 13))],
)
def test_every_arrival_at_a_department_starts_its_clock(complicated: bool, due: datetime) -> None:
    """001-FA-3.4-4 (12 h, rolled by R4), 3.4-5 (end of the second working day), 3.2-2."""
    at = datetime(2024, 3, 8, 17)
    by_phone = walk(*BY_PHONE, ("order_department", at, {"complicated": complicated}))
    in_person = walk(
        ("contact", FRIDAY, VISIT), ("hand_to_department", at, {"complicated": complicated})
    )
    for case in (by_phone, in_person):
        running = [clock for clock in TICKET.clocks(case, at) if clock.remaining is not None]
        rule = "001-FA-3.4-5" if complicated else "001-FA-3.4-4"
        assert [(clock.name, clock.due, clock.deadline.rule) for clock in running] == [
            ("answer", due, rule),
            ("feedback", due, "001-FA-3.2-2"),
        ]


@pytest.mark.parametrize(
    ("steps", "name", "rule", "to"),
    [
        (BY_PHONE, "order_department", "001-FA-3.2-1", "department"),
        (IN_PERSON[:1], "hand_to_department", "001-FA-3.3-1", "department"),
        (IN_PERSON, "pass_to_centre", "001-FA-3.3-1", "cs_centre"),
        (AT_DEPARTMENT, "extend", "001-FA-3.4-6", "cs_centre"),
        (
            (*AT_DEPARTMENT, ("answer", datetime(2024, 3, 9))),
            "feed_back",
            "001-FA-3.2-2",
            "first_asked",
        ),
    ],
)
def test_whoever_gets_it_next_is_told(steps: Any, name: str, rule: str, to: str) -> None:
    """001-FA-3.2-1, 3.2-2, 3.3-1, 3.4-6: centre and department, and at last the first asked."""
    answer = decide(walk(*steps), name, datetime(2024, 3, 9))
    assert isinstance(answer, Accepted)
    told = [effect for effect in answer.effects if isinstance(effect, Notify)]
    assert [(effect.rule, effect.to) for effect in told] == [(rule, to)]


@pytest.mark.parametrize(
    ("name", "field", "rule"),
    [
        ("answer_on_spot", "answer", "001-FA-3.1-2"),
        ("answer", "answer", "001-FA-3.2-1"),
        ("hand_to_department", "department", "001-FA-3.3-1"),
        ("order_department", "department", "001-FA-3.2-1"),
    ],
)
def test_a_field_has_the_rule_of_its_own_step(name: str, field: str, rule: str) -> None:
    (form,) = (event.form for event in TICKET.events if event.name == name)
    assert form is not None
    assert {each.name: each.rule for each in form.fields}[field] == rule


@pytest.mark.parametrize("lacking", ["customer", "contact", "channel", "first_asked", "matter"])
def test_a_ticket_opens_with_what_the_record_form_asks_for(lacking: str) -> None:
    """001-FA-3.1-3: the least that the record holds, who the customer is reached by included."""
    data = {name: value for name, value in CONTACT.items() if name != lacking}
    answer = TICKET.decide(
        TICKET.new("T"), Event("contact", FRIDAY, "customer", data), POLICY, CALENDAR
    )
    assert isinstance(answer, Refused)
    assert [each.name for each in answer.missing] == [lacking]


def test_a_second_arrival_starts_the_clock_anew() -> None:
    monday = datetime(2024, 3, 11, 9)
    case = walk(*IN_PERSON, ("pass_to_centre", monday), ("order_department", monday))
    runs = [run for run in case.clocks if run.name == "answer"]
    assert [run.stopped for run in runs] == [monday, None]
    assert runs[1].deadline.due == monday + timedelta(hours=12)


EXTENSION_END = datetime(2024, 3, 13)
"""Received Friday 8 March: the second working day after it is Tuesday 12 March, to 24:00."""


@pytest.mark.parametrize(
    ("at", "accepted"),
    [
        (EXTENSION_END - timedelta(seconds=1), True),
        (EXTENSION_END, True),
        (EXTENSION_END + timedelta(seconds=1), False),
    ],
)
def test_an_extension_is_filed_before_the_two_working_days_end(
    at: datetime, accepted: bool
) -> None:
    """001-FA-3.4-6: for the record, and also where the twelve hours ran."""
    answer = decide(walk(*AT_DEPARTMENT), "extend", at)
    assert answer.accepted is accepted
    if isinstance(answer, Refused):
        assert answer.rules == ("001-FA-3.4-6",)
    else:
        assert answer.case.clock("promise") is not None
        assert [type(effect).__name__ for effect in answer.effects] == [
            "StopClock",
            "StartClock",
            "StartClock",
            "Notify",
        ]


def test_an_extension_names_a_time_that_lies_ahead_and_can_be_extended_again() -> None:
    """001-FA-3.4-6."""
    monday, promised = datetime(2024, 3, 11, 9), datetime(2024, 3, 20)
    case = walk(*AT_DEPARTMENT)
    refused = decide(case, "extend", monday, promised_at=monday)
    assert isinstance(refused, Refused)
    assert [guard.name for guard in refused.failed] == ["promise_later"]
    missing = TICKET.decide(case, Event("extend", monday, "department"), POLICY, CALENDAR)
    assert isinstance(missing, Refused)
    assert [each.name for each in missing.missing] == ["extension_reason", "promised_at"]
    extended = walk(*AT_DEPARTMENT, ("extend", monday))
    on_time = decide(extended, "extend", promised, promised_at=datetime(2024, 3, 25))
    late = decide(extended, "extend", promised + timedelta(seconds=1))
    assert (on_time.accepted, late.accepted) == (True, False)


def test_an_extension_moves_answer_and_feedback_to_the_time_promised() -> None:
    """001-FA-3.4-6, 3.2-2."""
    case = walk(*AT_DEPARTMENT, ("extend", datetime(2024, 3, 11, 9)))
    running = {run.name: run.deadline for run in case.clocks if run.stopped is None}
    assert {name: (each.due, each.rule) for name, each in running.items()} == {
        "promise": (datetime(2024, 3, 20), "001-FA-3.4-6"),
        "feedback": (datetime(2024, 3, 20), "001-FA-3.2-2"),
    }


@pytest.mark.parametrize(
    ("promised", "ordered", "asked", "accepted"),
    [
        # due by 24:00 of Friday 8 March: the first department's later promise does not help
        (datetime(2024, 3, 20), datetime(2024, 3, 6, 17), datetime(2024, 3, 13), False),
        (datetime(2024, 3, 20), datetime(2024, 3, 6, 17), datetime(2024, 3, 9), True),
        (datetime(2024, 3, 20), datetime(2024, 3, 6, 17), datetime(2024, 3, 9, 0, 0, 1), False),
        # due by 24:00 of Monday 11 March: the first department's promise run out does not harm
        (datetime(2024, 3, 7, 9), datetime(2024, 3, 7, 10), datetime(2024, 3, 8, 9), True),
    ],
)
def test_a_promise_ends_with_the_next_department(
    promised: datetime, ordered: datetime, asked: datetime, accepted: bool
) -> None:
    """001-FA-3.4-6: every arrival at a department has its own clock and limit of extension."""
    case = walk(
        ("contact", datetime(2024, 3, 5, 9), VISIT),
        ("hand_to_department", datetime(2024, 3, 5, 10)),
        ("extend", datetime(2024, 3, 6, 9), {"promised_at": promised}),
        ("pass_to_centre", datetime(2024, 3, 6, 16)),
        ("order_department", ordered),
    )
    promise = case.clock("promise")
    assert promise is not None
    assert promise.stopped == ordered
    answer = decide(case, "extend", asked, promised_at=datetime(2024, 3, 29))
    assert answer.accepted is accepted
    if isinstance(answer, Refused):
        assert [guard.name for guard in answer.failed] == ["filed_in_time"]


def test_passing_on_does_not_stop_the_answer() -> None:
    """001-FA-3.4-4: the limit ends with the answer to the customer."""
    at = datetime(2024, 3, 8, 18)
    case = walk(*IN_PERSON, ("pass_to_centre", at))
    run = case.clock("answer")
    assert run is not None
    assert run.stopped is None


def test_the_responsibility_does_not_end_on_the_way() -> None:
    """001-FA-2.1-1, 3.2-2: closing is refused with the rule, wherever the ticket is."""
    for steps, rules in (
        (BY_PHONE[:1], ("001-FA-2.1-1",)),
        (BY_PHONE, ("001-FA-2.1-1",)),
        (AT_DEPARTMENT, ("001-FA-2.1-1",)),
        ((*AT_DEPARTMENT, ("answer", datetime(2024, 3, 9))), ("001-FA-3.2-2",)),
    ):
        answer = decide(walk(*steps), "record_result", datetime(2024, 3, 30))
        assert isinstance(answer, Refused)
        assert (answer.code, answer.rules) == (Code.UNDECLARED, rules)
        assert "record_result" not in answer.allowed


def test_bad_input_is_named() -> None:
    case = TICKET.new("T")
    with pytest.raises(InputError, match="did you mean 'visit'"):
        decide(case, "contact", FRIDAY, channel="vist")
    with pytest.raises(UnknownNameError, match="did you mean 'department'"):
        TICKET.decide(case, Event("contact", FRIDAY, "departmnt"), POLICY, CALENDAR)
    with pytest.raises(InputError, match="pack"):
        TICKET.decide(case, Event("contact", FRIDAY, "customer"), None, CALENDAR)


NAMES = {
    "contact": "contact",
    "answer_on_spot": "answer_on_spot",
    "hand_to_centre": "hand_form_to_centre",
    "order_department": "order_department",
    "hand_to_department": "transfer_to_department",
    "pass_to_centre": "hand_to_centre",
    "extend": "extend_on_record",
    "answer": "answer",
    "feed_back": "feed_back",
    "record_result": "enter_result",
}
STATES = {
    "new": oracle.START,
    "received": "RECEIVED",
    "answered_on_spot": "ANSWERED_ON_SPOT",
    "at_centre": "AT_CS_CENTRE",
    "at_department": "AT_DEPARTMENT",
    "at_centre_visit": "AT_CS_CENTRE_VISIT",
    "extended_on_record": "EXTENDED_ON_RECORD",
    "answered": "ANSWERED",
    "fed_back": "FED_BACK",
    "closed": "CLOSED",
}
MORE_THAN_THE_TABLE = {
    ("at_centre_visit", "order_department"),
    ("extended_on_record", "extend"),
    ("extended_on_record", "pass_to_centre"),
}
"""Edges that README's shape of the ticket adds: wherever a department holds it, it can extend."""


def test_the_edges_are_those_of_the_catalogue() -> None:
    edges = {
        (STATES[source], NAMES[edge.event]): STATES[edge.target]
        for edge in TICKET.transitions
        for source in edge.sources
        if (source, edge.event) not in MORE_THAN_THE_TABLE
    }
    assert edges == oracle.TRANSITIONS


@given(st.sampled_from(sorted(NAMES)), st.sampled_from(sorted(STATES)), st.booleans())
def test_verdicts_agree_with_the_oracle(name: str, state: str, by_phone: bool) -> None:
    if (state, name) in MORE_THAN_THE_TABLE:
        return
    channel = "phone" if by_phone else "visit"
    role, brought = BROUGHT[name]
    at = datetime(2024, 3, 9)
    whole = walk(("contact", FRIDAY, {"channel": channel})) if state != "new" else TICKET.new("T")
    started = walk(*(AT_DEPARTMENT if by_phone else IN_PERSON)) if state != "new" else whole
    case = Case(TICKET.name, 1, "T", state, started.data, started.clocks, FRIDAY, FRIDAY)
    data = {**brought, "channel": channel} if name == "contact" else brought
    answer = TICKET.decide(case, Event(name, at, role, data), POLICY, CALENDAR)
    facts: dict[str, object] = {
        "actor": oracle.ACTORS[NAMES[name]],
        "channel": channel,
        "handover_record": True,
        "at": at,
        "two_day_due": EXTENSION_END,
        "promised": True,
    }
    verdict, target, _ = oracle.step(STATES[state], NAMES[name], facts)
    assert verdict == ("accepted" if isinstance(answer, Accepted) else answer.code.value)
    assert STATES[answer.case.state] == target


class Tickets(RuleBasedStateMachine):
    """Any event at any time: accepted ones lead on, refused ones change nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.case = TICKET.new("T")
        self.facts: list[Any] = []
        self.now = FRIDAY

    @rule(
        name=st.sampled_from(sorted(BROUGHT)),
        hours=st.integers(0, 30),
        channel=st.sampled_from(["phone", "visit"]),
        complicated=st.booleans(),
    )
    def happens(self, name: str, hours: int, channel: str, complicated: bool) -> None:
        self.now += timedelta(hours=hours)
        role, brought = BROUGHT[name]
        data = {
            **brought,
            **({"channel": channel} if "channel" in brought else {}),
            **({"complicated": complicated} if "complicated" in brought else {}),
            **({"promised_at": self.now + timedelta(days=3)} if name == "extend" else {}),
        }
        event = Event(name, self.now, role, data)
        answer = TICKET.decide(self.case, event, POLICY, CALENDAR)
        chance = {o.event: o for o in TICKET.options(self.case, POLICY, self.now, CALENDAR)}[name]
        if isinstance(answer, Accepted):
            assert chance.chance != "refused"
            self.facts.append(answer.fact)
            self.case = answer.case
        else:
            assert answer.case is self.case
            assert answer.reasons

    @invariant()
    def replay_is_the_fold(self) -> None:
        assert TICKET.replay("T", self.facts) == self.case

    @invariant()
    def a_department_that_holds_it_has_a_running_clock(self) -> None:
        running = {run.name for run in self.case.clocks if run.stopped is None}
        if self.case.state == "at_department":
            assert "answer" in running
        if self.case.state == "closed":
            assert not running


TestTickets = Tickets.TestCase
