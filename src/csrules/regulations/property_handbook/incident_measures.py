"""After a class-1 incident: who is informed, and every department's measures (001 IM 4.5)."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import attrs

from csrules.citation import Answer, Reason, Text, cites
from csrules.errors import Fault, Faults, InputError, UnknownNameError, nearest, refuse
from csrules.forms import Field, Form
from csrules.kinds import Choice, Flag, Words
from csrules.lifecycle.cases import Case
from csrules.lifecycle.transitions import EventSpec, State, Transition
from csrules.regulations.property_handbook.blank_limits import minutes_limit
from csrules.regulations.property_handbook.names import read_names
from csrules.tables import Column, Hit, Row, Table
from csrules.workflow import Workflow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from csrules.deadlines import Deadline
    from csrules.regulations.property_handbook.policy import PropertyHandbookPolicy
    from csrules.workcalendar import WorkCalendar

__all__ = [
    "MEASURE",
    "NOTICES",
    "Closing",
    "Informant",
    "Notified",
    "may_close",
    "notice_due",
    "notified",
]


class Informant(StrEnum):
    """Who informs others of a class-1 incident."""

    MAIN_MANAGER = "main_manager"
    DEPUTY_GM = "deputy_gm"
    OTHER_DEPARTMENT = "other_department"


NOTICES = Table(
    name="incident_notices",
    title=Text("who informs whom of a class-1 incident", "一类突发事件的通报"),
    columns=(
        Column(
            "informant",
            Choice(Informant),
            Text("informant", "通报人"),
            {
                Informant.MAIN_MANAGER: Text(
                    "manager of the department mainly responsible", "主责部门经理"
                ),
                Informant.DEPUTY_GM: Text("deputy general manager in charge", "主管副总"),
                Informant.OTHER_DEPARTMENT: Text("another department concerned", "其他相关部门"),
            },
        ),
    ),
    outputs=("to", "required"),
    hit=Hit.COLLECT,
    rows=(
        Row(
            "001-IM-4.5-2",
            {"informant": Informant.MAIN_MANAGER},
            {"to": "deputy_gm", "required": True},
            Text(
                "at once, the situation being known, to the deputy general manager in charge",
                "了解情况后立即通报主管副总",
            ),
        ),
        Row(
            "001-IM-4.5-2",
            {"informant": Informant.MAIN_MANAGER},
            {"to": "departments_concerned", "required": True},
            Text(
                "at once, the situation being known, to the other departments concerned",
                "了解情况后立即通报其他相关部门",
            ),
        ),
        Row(
            "001-IM-4.5-3",
            {"informant": Informant.DEPUTY_GM},
            {"to": "gm", "required": False},
            Text(
                "to the general manager as the deputy general manager sees fit",
                "由主管副总视情况通报总经理",
            ),
        ),
        Row(
            "001-IM-4.5-4",
            {"informant": Informant.OTHER_DEPARTMENT},
            {"to": "own_deputy_gm", "required": False},
            Text(
                "to its own deputy general manager as the department sees fit",
                "由各部门视情况通报各自的主管副总",
            ),
        ),
    ),
)


@cites("001-IM-4.5-2")
def notice_due(
    policy: PropertyHandbookPolicy, known_at: datetime, calendar: WorkCalendar | None = None
) -> Deadline:
    """When the deputy general manager and the departments are told, once the situation is known.

    "At once" has no number: `MissingParameterError` names ``incidents.notice_minutes`` until a
    company fills it in.
    """
    limit = minutes_limit(policy, "incidents.notice_minutes", "001-IM-4.5-2")
    return limit.due(known_at, calendar)


@attrs.frozen
class Notified(Answer):
    """Who still has to be told, and whose decision to tell further up is not recorded.

    While the situation is not known, nobody has to be told yet (``waiting``); the report to the
    enterprise development department does not wait for that.
    """

    waiting: bool
    missing: tuple[str, ...]
    undecided: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether everybody was told and every decision is recorded."""
        return not self.waiting and not self.missing and not self.undecided

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """What is open, or that nothing is."""
        found = []
        if self.waiting:
            text = Text("the situation is not known yet", "情况尚未掌握")
            found.append(Reason("001-IM-4.5-2", text))
        for name in self.missing:
            text = Text(f"to be told at once: {name}", f"应立即通报：{name}")
            found.append(Reason("001-IM-4.5-2", text))
        for name in self.undecided:
            rule = "001-IM-4.5-3" if name == "deputy_gm" else "001-IM-4.5-4"
            text = Text(f"decision to tell further up not recorded: {name}", f"未记录决定：{name}")
            found.append(Reason(rule, text))
        done = Text("everybody concerned has been told", "有关各方均已通报")
        return tuple(found) or (Reason("001-IM-4.5-2", done),)


@cites("001-IM-4.5-2", "001-IM-4.5-3", "001-IM-4.5-4")
def notified(
    concerned: Iterable[str],
    *,
    known: bool,
    told: Iterable[str] = (),
    decisions: Mapping[str, bool] | None = None,
) -> Notified:
    """What is open in telling others of a class-1 incident.

    ``concerned`` names the other departments concerned; ``known`` says that the manager on the
    scene knows the situation; ``told`` names ``"deputy_gm"`` and the departments told so far.
    ``decisions`` records, for ``"deputy_gm"`` and each department once told, whether to tell
    further up: either answer will do, none will not.

    >>> notified(["security"], known=True, told=["deputy_gm"]).missing
    ('security',)
    """
    names = ["deputy_gm", *read_names(concerned, "concerned", distinct=True)]
    reached, made = set(read_names(told, "told")), dict(decisions or {})
    made = dict(zip(read_names(made, "decisions", distinct=True), made.values(), strict=True))
    faults = Faults()
    for path, given in (("told", sorted(reached)), ("decisions", sorted(made))):
        for name in given:
            if name not in names:
                faults.add(Fault(f"{path}.{name}", name, "a party told", nearest(name, names)))
    for name, decision in made.items():
        with faults:
            Flag().read(decision, f"decisions.{name}")
    faults.raise_as(InputError)
    missing = tuple(name for name in names if known and name not in reached)
    undecided = tuple(name for name in names if name in reached and name not in made)
    return Notified(not known, missing, undecided)


_RULE = "001-IM-4.5-5"

MEASURE = Workflow(
    name="property_handbook.incident_measure",
    version=1,
    title=Text("a department's measures after a class-1 incident", "部门应对措施"),
    initial="awaited",
    roles={"department": Text("department concerned", "相关部门")},
    states=(
        State("awaited", Text("measures to be drawn up", "待拟定措施")),
        State("drawn", Text("measures drawn up", "措施已拟定")),
        State("executed", Text("measures carried out", "措施已落实"), final=True),
    ),
    events=(
        EventSpec(
            "draw",
            Text("draw up measures", "拟定措施"),
            Form(
                "measures",
                Text("measures", "应对措施"),
                (
                    Field(
                        "measures", Words(), _RULE, Text("measures within its duty", "职责内措施")
                    ),
                ),
            ),
        ),
        EventSpec("execute", Text("carry them out", "落实措施")),
    ),
    transitions=(
        Transition("awaited", "draw", "drawn", _RULE, "department"),
        Transition("drawn", "execute", "executed", _RULE, "department"),
    ),
)
"""One case for each department concerned, the main one included."""


@attrs.frozen
class Closing(Answer):
    """Whether an incident may be closed, and the state of each department that is not done."""

    allowed: bool
    open: tuple[tuple[str, str], ...]
    departments: int

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Each department whose measures are not carried out, or that all are."""
        if self.allowed:
            text = Text(
                f"the measures of all {self.departments} departments are carried out",
                f"{self.departments}个部门的措施均已落实",
            )
            return (Reason(_RULE, text),)
        return tuple(
            Reason(
                _RULE,
                Text(
                    f"{name}: {MEASURE.state_text(state).en}; "
                    "allowed instead: carry them out first",
                    f"{name}：{MEASURE.state_text(state).zh}；应先落实",
                ),
            )
            for name, state in self.open
        )


@cites("001-IM-4.5-5")
def may_close(departments: Iterable[str], cases: Mapping[str, Case]) -> Closing:
    """Whether an incident may be closed: every department carried out its measures.

    ``departments`` names all departments concerned, the main one included; ``cases`` holds each
    department's case of `MEASURE`, a department without one has drawn up nothing.

    >>> may_close(["estate"], {"estate": MEASURE.new("1")}).allowed
    False
    """
    names, faults = read_names(departments, "departments", distinct=True), Faults()
    if not names:
        refuse("departments", names, "at least the department mainly responsible", rule=_RULE)
    for name, case in cases.items():
        if name not in names:
            mend = nearest(name, names)
            raise UnknownNameError(Fault(f"cases.{name}", case, "a department concerned", mend))
        if not isinstance(case, Case) or case.workflow != MEASURE.name:
            faults.add(Fault(f"cases.{name}", case, f"a case of {MEASURE.name}"))
    faults.raise_as(InputError)
    states = {name: cases[name].state if name in cases else MEASURE.initial for name in names}
    missing = tuple((name, state) for name, state in states.items() if state != "executed")
    return Closing(not missing, missing, len(names))
