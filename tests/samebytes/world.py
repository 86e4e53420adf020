"""What the sections share, made once: calendars and policies; and how an answer is told whole."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from csrules import cn_calendar, work_calendar
from csrules.citation import Answer
from csrules.lifecycle import Case, Event, Fact, dump_json
from csrules.workflow import Accepted, Refused
from tests.matrix.things import COMPANY, DEPARTMENT, HANDBOOK, OFFICE

if TYPE_CHECKING:
    from collections.abc import Iterator

HOURS = "08:30-12:00,13:30-17:30"
CALENDARS = {
    "without zone": cn_calendar(range(2024, 2027), hours=HOURS),
    "in China": cn_calendar(range(2024, 2027), hours=HOURS, tz="Asia/Shanghai"),
    "with summer time": work_calendar(
        date(2024, 1, 1), date(2026, 12, 31), hours=HOURS, tz="America/St_Johns",
        days_off={date(2024, 3, 11): "a holiday", date(2024, 11, 4): "another"},
    ),
    "estimated": cn_calendar(range(2026, 2029), hours=HOURS, unpublished="estimate"),
}  # fmt: skip
POLICIES = {policy.pack: policy for policy in (COMPANY, DEPARTMENT, OFFICE, HANDBOOK)}


def told(thing: Any) -> Iterator[str]:
    """A thing in every form in which the library tells it."""
    yield thing.__qualname__ if callable(thing) else repr(thing)
    if isinstance(thing, Answer):
        yield from (thing.explain("en"), thing.explain("zh"))
    elif "__str__" in vars(type(thing)):
        yield str(thing)
    if isinstance(thing, Case | Event | Fact | Accepted | Refused):
        yield dump_json(thing)
    if hasattr(thing, "to_json"):
        yield repr(thing.to_json())
