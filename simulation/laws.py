"""What holds on every step, whatever the workflow: read off the declaration, not off the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import attrs

from csrules.lifecycle.casefile import dump_json
from csrules.lifecycle.caseload import load_json
from csrules.lifecycle.verdicts import Accepted, Chance, Code
from simulation.failure import held
from tests.oracle.limits import met

if TYPE_CHECKING:
    from datetime import datetime

    from csrules.lifecycle.cases import Case, ClockView, Event
    from csrules.lifecycle.verdicts import Option, Refused
    from csrules.workcalendar import WorkCalendar
    from simulation.dossiers import Dossier
    from simulation.draws import Draws

__all__ = [
    "accepted",
    "answer_kept",
    "clocks",
    "foreseen",
    "migrated",
    "options",
    "reasons_told",
    "rebuilt",
    "refused",
    "written",
]

_MAY_BE_OVER: Final = {"collection", "joint", "report"}
"""Clocks that may begin overdue: somebody names the day, or the form's own last day cuts them."""


def foreseen(dossier: Dossier, event: Event) -> Code | None:
    """What the table alone says: the code that must refuse; DENIED for a wrong actor; else None."""
    flow, state = dossier.flow, dossier.case.state
    if event.key in dossier.keys:
        return Code.DUPLICATE
    if state in flow.finals:
        return Code.ENDED
    if dossier.last is not None and event.at < dossier.last:
        return Code.OUT_OF_ORDER
    lines = flow.lines.get((state, event.name), ())
    if not lines:
        return Code.UNDECLARED
    return None if any(event.by in line.by for line in lines) else Code.DENIED


def reasons_told(answer: Accepted | Refused) -> tuple[str, ...]:
    """The rules of an answer; there is one at least, and each has its sentence twice."""
    reasons = answer.reasons
    held(bool(reasons), "an answer without a reason", answer)
    for reason in reasons:
        held(bool(reason.rule and reason.text.en and reason.text.zh), "a reason says why", reason)
    return tuple(reason.rule for reason in reasons)


def refused(dossier: Dossier, answer: Refused, code: Code | None) -> None:
    """A refusal changes nothing, says so by the code that the table foresees."""
    held(answer.code is (code or Code.DENIED), "code", answer.code, f"foreseen: {code}")
    held(answer.case is dossier.case, "a refusal changes nothing", answer.case)
    held(dossier.case == dossier.twin, "the case was changed in place", dossier.case)


def accepted(dossier: Dossier, answer: Accepted, event: Event, code: Code | None) -> None:
    """A line of the table leads there, by that actor; the old case is as it was."""
    flow, old, new = dossier.flow, dossier.case, answer.case
    held(code is None, "accepted, where the table refuses", code)
    lines = flow.lines[old.state, event.name]
    led = any(line.target == new.state and event.by in line.by for line in lines)
    held(led, "no line of the table leads there", old.state, event.name, new.state)
    held(old == dossier.twin, "the old case was changed in place", old)
    held(new.changed == event.at and new.keys == (*old.keys, event.key), "told as happened", new)
    fact = answer.fact
    held((fact.source, fact.target, fact.event) == (old.state, new.state, event), "fact", fact)


def written(dossier: Dossier, answer: Accepted) -> str:
    """The fact as JSON; read back, it is the same fact."""
    text = dump_json(answer.fact)
    back = load_json(dossier.flow.workflow, text)
    held(back == answer.fact, "a fact, JSON there and back", back, answer.fact)
    return text


def answer_kept(dossier: Dossier, answer: Refused) -> None:
    """A refusal as JSON, there and back, reasons and what is allowed included."""
    back: Any = load_json(dossier.flow.workflow, dump_json(answer))
    held(back == answer, "a refusal, JSON there and back", back, answer)
    same = (back.reasons, back.allowed) == (answer.reasons, answer.allowed)
    held(same, "reasons and options, JSON there and back", back.reasons, answer.reasons)


def rebuilt(dossier: Dossier) -> Case:
    """The case from its stored facts, as after a restart; it and its own JSON agree with it."""
    flow = dossier.flow.workflow
    facts: list[Any] = [load_json(flow, text) for text in dossier.stored]
    case = flow.replay(dossier.case.id, facts)
    held(case == dossier.case, "rebuilt from stored facts", case, dossier.case)
    back = load_json(flow, dump_json(dossier.case))
    held(back == dossier.case, "a case, JSON there and back", back, dossier.case)
    return case


def migrated(draws: Draws, dossier: Dossier) -> None:
    """A case of each older version comes to a state of this one, with all that it held."""
    flow = dossier.flow.workflow
    states = {state.name for state in flow.states}
    for step in flow.migrations:
        old = attrs.evolve(dossier.case, version=step.version, state=draws.one(step.states))
        new = flow.migrate(load_json(flow, dump_json(old)))  # type: ignore[arg-type]  # a case was written
        held(new.version == flow.version and new.state in states, "migrated", old.state, new)
        kept = attrs.evolve(new, version=old.version, state=old.state)
        held(kept == old, "migrated with all that it held", kept, old)


def clocks(dossier: Dossier, at: datetime) -> tuple[ClockView, ...]:
    """Clocks agree with their deadlines, run in order of their ends, never end before they begin.

    A close of business may come before an acceptance on the same day, never on a day before.
    """
    flow, case = dossier.flow, dossier.case
    views = flow.workflow.clocks(case, at)
    ended = case.state in flow.finals
    for view in views:
        on_time = met(view.due, view.stopped or (case.changed or at if ended else at))
        status = {
            (True, True): "met",
            (True, False): "late",
            (False, True): "released" if ended else "running",
            (False, False): "late" if ended else "overdue",
        }[view.stopped is not None, on_time]
        held(view.status == status, "status of a clock", view, status)
        begins, ends = view.deadline.start.isoformat()[:10], view.due.isoformat()[:10]
        held(begins <= ends or view.name in _MAY_BE_OVER, "a clock ends before it begins", view)
    dues = [view.due for view in views if view.remaining is not None]
    held(dues == sorted(dues), "running clocks in the order of their ends", dues)
    return views


def options(
    dossier: Dossier, event: Event, answer: Accepted | Refused, policy: Any, calendar: WorkCalendar
) -> None:
    """Options agree with what was decided; every event of the workflow has one."""
    flow = dossier.flow
    found = flow.workflow.options(dossier.case, policy, event.at, calendar)
    held([each.event for each in found] == list(flow.specs), "an option for each event", found)
    option: Option = next(each for each in found if each.event == event.name)
    if isinstance(answer, Accepted):
        held(option.chance is not Chance.REFUSED, "accepted, but no option", option)
        held(event.by in option.actors, "accepted, but not an actor of the option", option)
        held(answer.case.state in option.targets, "accepted, but not to its target", option)
    elif answer.code is not Code.DUPLICATE:
        closed = answer.code is not Code.DENIED
        held(not closed or option.code is answer.code, "options and decide", option, answer.code)
        held(option.chance is not Chance.ALLOWED or closed, "allowed whatever it brings", option)
