"""What is fuzzed: one function of bytes for each door; whatever it raises is a finding."""

from __future__ import annotations

import json
from contextlib import redirect_stderr, redirect_stdout, suppress
from datetime import datetime
from io import StringIO
from typing import TYPE_CHECKING, Any, Final

from csrules.calendars.calendardays import overridden
from csrules.calendars.hours import Hours, week_hours
from csrules.cli import main
from csrules.deadlines import Deadline
from csrules.errors import CsrulesError
from csrules.kinds import Clock, Day, Moment, Money, Quantity, Words
from csrules.lifecycle.casefile import dump_json
from csrules.lifecycle.caseload import load_json
from csrules.lifecycle.cases import Case, Event, Fact
from csrules.money import exact, fen
from csrules.policyfile import dumps, loads
from csrules.records.dingtalk import read_records
from csrules.regulations import office
from csrules.regulations.company.questions import QUESTIONS as COMPANY
from csrules.regulations.office.questions import QUESTIONS as OFFICE
from csrules.regulations.property_handbook.questions import QUESTIONS as HANDBOOK
from csrules.scoring import tenths
from csrules.study.putting import put_all
from fuzz.lives import CALENDAR, LIVES, POLICIES

if TYPE_CHECKING:
    from collections.abc import Callable

    from csrules.policy import Policy
    from csrules.question import Question

__all__ = ["QUESTIONS", "READERS", "TARGETS"]

QUESTIONS: Final[tuple[tuple[Policy, Question], ...]] = tuple(
    (POLICIES[pack], question)
    for pack, questions in (
        ("company", COMPANY), ("office", OFFICE), ("property_handbook", HANDBOOK),
    )
    for question in questions
)  # fmt: skip
"""Every ready-made question with its policy; the first byte of study records picks one."""


def policy_file(data: bytes) -> None:
    """A policy file; what loads is dumped and loads to the same."""
    policy = loads(data)
    try:
        dumps(policy)  # loads its text again, and compares
    except CsrulesError as error:
        raise AssertionError("what was loaded cannot be dumped") from error


def stored_history(data: bytes) -> None:
    """A stored case, event, fact or answer, which is dumped and loads to the same; then used.

    The first byte picks the workflow, the second how much of a known life came before: a fact is
    replayed after it, an event is decided after it.
    """
    flow, life = LIVES[data[0] % len(LIVES)]
    before = life.facts[: data[1] % (len(life.facts) + 1)]
    thing = load_json(flow, data[2:].decode("utf-8", "surrogateescape"))
    assert load_json(flow, dump_json(thing)) == thing
    if isinstance(thing, Fact):
        flow.replay(thing.case, [*before, thing])
    elif isinstance(thing, Event):
        case = flow.replay(life.case.id, before)
        flow.decide(case, thing, POLICIES.get(flow.pack), CALENDAR).explain()
    elif isinstance(thing, Case):
        case = flow.migrate(thing)
        flow.clocks(case, case.changed or datetime(2024, 3, 1))
    else:
        thing.explain("zh")


def _moment(found: dict[str, Any]) -> object:
    if found.keys() == {"$datetime"}:
        with suppress(CsrulesError):
            return Moment().read(found["$datetime"], "moment")
    return found


def _json(data: bytes | str) -> Any:
    """JSON as an application parses it before csrules sees it, moments too; None where none is."""
    try:
        return json.loads(data, object_hook=_moment)
    except (ValueError, RecursionError):
        return None


_OFFICE: Final = office.policy()
_MOST_RECORDS: Final = 8


def attendance_records(data: bytes) -> None:
    """A response of DingTalk; its punches are judged by the office's rule."""
    read = read_records(_json(data))
    for rejected in read.rejected:
        str(rejected)
    for person in {punch.person for punch in read.punches}:
        own = [punch for punch in read.punches if punch.person == person]
        with suppress(CsrulesError):
            office.judged_days(_OFFICE, person, own)


def study_records(data: bytes) -> None:
    """Records that a ready-made question is put to: every one is answered, or listed as faulty."""
    policy, question = QUESTIONS[data[0] % len(QUESTIONS)]
    records = _json(data[1:])
    for record in records[:_MOST_RECORDS] if isinstance(records, list) else [records]:
        replies, without = put_all(question, {"default": policy}, [record])
        assert len(replies) + len(without) == 1
        for each in without:
            str(each.text)


READERS: Final[dict[str, Callable[[str], object]]] = {
    "fen": fen,
    "exact": exact,
    "tenths": tenths,
    "money": lambda text: Money().read(text, "text"),
    "quantity": lambda text: Quantity("hours", 3).read(text, "text"),
    "words": lambda text: Words().read(text, "text"),
    "day": lambda text: Day().read(text, "text"),
    "moment": lambda text: Moment().read(text, "text"),
    "clock": lambda text: Clock().read(text, "text"),
    "hours": Hours.parse,
    "week_hours": lambda text: week_hours(_json(text)),
    "overrides": lambda text: overridden(_json(text)),
    "deadline": lambda text: Deadline.from_json(_json(text)),
}
"""Everything that reads a written value; the first byte picks one."""


def written_values(data: bytes) -> None:
    """Money, numbers, words, days, clock times, working hours and deadlines as somebody wrote."""
    readers = tuple(READERS.values())
    readers[data[0] % len(readers)](data[1:].decode("utf-8", "surrogateescape"))


def command_line(data: bytes) -> None:
    """Arguments of ``python -m csrules rules``, one a line; argparse may stop it, nothing else."""
    arguments = data.decode("utf-8", "surrogateescape").split("\n")
    with redirect_stdout(StringIO()), redirect_stderr(StringIO()), suppress(SystemExit):
        assert main(["rules", *arguments]) in {0, 2}


def _only_own(door: Callable[[bytes], None]) -> Callable[[bytes], None]:
    """A door whose own errors are answers, if they can be printed."""

    def target(data: bytes) -> None:
        try:
            door(data.ljust(2, b"\0"))
        except CsrulesError as error:
            str(error).encode()

    return target


TARGETS: Final[dict[str, Callable[[bytes], None]]] = {
    door.__name__: _only_own(door)
    for door in (
        policy_file,
        stored_history,
        attendance_records,
        study_records,
        written_values,
        command_line,
    )
}
"""Every target by name."""
