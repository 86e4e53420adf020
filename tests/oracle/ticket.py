"""The first-asked ticket, 001 FA section 3: section 5.3 typed out, with the guards beside it.

By telephone: person, centre, department.  In person: person, department, and the centre where
the department cannot.  Facts are a plain dict; see each guard for what it reads.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from .days import Days
from .limits import due_hours, due_working_days

Facts = Mapping[str, object]
Guard = Callable[[Facts], bool]

START = ""

TRANSITIONS: dict[tuple[str, str], str] = {
    (START, "contact"): "RECEIVED",
    ("RECEIVED", "answer_on_spot"): "ANSWERED_ON_SPOT",
    ("RECEIVED", "hand_form_to_centre"): "AT_CS_CENTRE",
    ("AT_CS_CENTRE", "order_department"): "AT_DEPARTMENT",
    ("RECEIVED", "transfer_to_department"): "AT_DEPARTMENT",
    ("AT_DEPARTMENT", "hand_to_centre"): "AT_CS_CENTRE_VISIT",
    ("AT_DEPARTMENT", "extend_on_record"): "EXTENDED_ON_RECORD",
    ("AT_DEPARTMENT", "answer"): "ANSWERED",
    ("EXTENDED_ON_RECORD", "answer"): "ANSWERED",
    ("AT_CS_CENTRE_VISIT", "answer"): "ANSWERED",
    ("ANSWERED", "feed_back"): "FED_BACK",
    ("FED_BACK", "enter_result"): "CLOSED",
    ("ANSWERED_ON_SPOT", "enter_result"): "CLOSED",
}

ENDS = ("CLOSED",)

ACTORS: dict[str, str] = {
    "contact": "customer",
    "answer_on_spot": "first_asked",
    "hand_form_to_centre": "first_asked",
    "order_department": "cs_centre",
    "transfer_to_department": "first_asked",
    "hand_to_centre": "department",
    "extend_on_record": "department",
    "answer": "department",
    "feed_back": "department",
    "enter_result": "first_asked",
}

CENTRE_ORDERS_AGAIN: dict[tuple[str, str], str] = {
    ("AT_CS_CENTRE_VISIT", "order_department"): "AT_DEPARTMENT",
}
"""Not in section 5.3: the centre sends a visitor's ticket on to a department (FA 3.2 by analogy,
"every arrival at a department").  Add it to the table to try that reading."""

STARTS_DEPARTMENT_CLOCK = ("AT_DEPARTMENT",)
STOPS_DEPARTMENT_CLOCK = ("answer", "extend_on_record")


def when(facts: Facts, name: str) -> datetime | None:
    """A datetime among the facts, or None."""
    value = facts.get(name)
    return value if isinstance(value, datetime) else None


def right_actor(event: str, facts: Facts) -> bool:
    """``actor``: whoever the table names for the event."""
    return facts.get("actor") == ACTORS[event]


def known_channel(facts: Facts) -> bool:
    """``channel``: phone or visit."""
    return facts.get("channel") in ("phone", "visit")


def by_phone(facts: Facts) -> bool:
    """``channel``: phone (3.2); a visitor's ticket would skip a step."""
    return facts.get("channel") == "phone"


def in_person(facts: Facts) -> bool:
    """``channel``: visit (3.3); a telephone ticket would skip the centre."""
    return facts.get("channel") == "visit"


def handed_over(facts: Facts) -> bool:
    """``handover_record``: the formalities of 3.3 are done."""
    return facts.get("handover_record") is True


def transfer_in_time(facts: Facts) -> bool:
    """``at`` is not after ``transfer_due`` (24 h, rolled; R20: for every transfer)."""
    at, due = when(facts, "at"), when(facts, "transfer_due")
    return at is not None and due is not None and at <= due


def filed_in_time(facts: Facts) -> bool:
    """``at`` is not after ``two_day_due``; exactly at the end is in time (R7)."""
    at, due = when(facts, "at"), when(facts, "two_day_due")
    return at is not None and due is not None and at <= due


def date_promised(facts: Facts) -> bool:
    """``promised``: FA-3.4-6 gives no new limit, so the filing names a date."""
    return facts.get("promised") is not None


GUARDS: dict[tuple[str, str], tuple[Guard, ...]] = {
    (START, "contact"): (known_channel,),
    ("RECEIVED", "hand_form_to_centre"): (by_phone,),
    ("RECEIVED", "transfer_to_department"): (in_person, handed_over),
    ("AT_DEPARTMENT", "hand_to_centre"): (in_person,),
    ("AT_DEPARTMENT", "extend_on_record"): (filed_in_time, date_promised),
}

CLOCK_GUARDS: dict[tuple[str, str], tuple[Guard, ...]] = {
    ("RECEIVED", "hand_form_to_centre"): (transfer_in_time,),
    ("RECEIVED", "transfer_to_department"): (transfer_in_time,),
}
"""Limits that section 5.3 writes in its guard column.  Passing one is a violation (FA 4.2) that
has to be recordable, so it does not refuse unless asked to."""


def step(
    state: str, event: str, facts: Facts, clocks_refuse: bool = False
) -> tuple[str, str, tuple[str, ...]]:
    """(verdict, next state, guards that failed); verdict accepted, denied, undeclared, ended.

    Every guard is asked.  A refusal leaves the state as it is.
    """
    if state in ENDS:
        return ("ended", state, ())
    if (state, event) not in TRANSITIONS:
        return ("undeclared", state, ())
    failed = [] if right_actor(event, facts) else ["right_actor"]
    asked = GUARDS.get((state, event), ())
    if clocks_refuse:
        asked = asked + CLOCK_GUARDS.get((state, event), ())
    failed = failed + [guard.__name__ for guard in asked if not guard(facts)]
    if failed:
        return ("denied", state, tuple(failed))
    return ("accepted", TRANSITIONS[(state, event)], ())


def transfer_due(received: datetime, days: Days, reading: str = "same_clock_time") -> datetime:
    """FA-3.4-2, -3: 24 hours from the first-asked person's receipt, rolled."""
    return due_hours(received, 24, days, reading=reading)


def answer_due(arrived: datetime, days: Days, reading: str = "same_clock_time") -> datetime:
    """FA-3.4-4, R4: 12 hours from the department's receipt, rolled in the way of R3."""
    return due_hours(arrived, 12, days, reading=reading)


def two_day_due(arrived: datetime, days: Days, end: str = "end_of_day") -> datetime:
    """FA-3.4-5, R5: end of the second working day after the day of the department's receipt."""
    return due_working_days(arrived, 2, days, end=end)
