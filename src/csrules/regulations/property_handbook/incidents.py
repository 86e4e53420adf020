"""The two clocks of a class-1 incident, side by side (001 IM 4.1, 4.5)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import attrs

from csrules.calendars.moments import a_moment, span
from csrules.citation import Answer, Reason, Text, cites
from csrules.deadlines import ElapsedHours, Roll
from csrules.errors import refuse
from csrules.forms import Field, Form
from csrules.kinds import Words
from csrules.regulations.property_handbook.mail_times import alike

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from csrules.deadlines import Deadline
    from csrules.forms import Checked
    from csrules.regulations.property_handbook.policy import PropertyHandbookPolicy
    from csrules.workcalendar import WorkCalendar

__all__ = [
    "FINDINGS",
    "Arrival",
    "ClassOneClocks",
    "arrival",
    "arrival_due",
    "class_1_clocks",
    "incident_report_due",
]


@cites("001-IM-4.1-6")
def incident_report_due(
    policy: PropertyHandbookPolicy, occurred_at: datetime, calendar: WorkCalendar | None = None
) -> Deadline:
    """When a class-1 incident has to be with the enterprise development department.

    From its occurrence (where that is not known, from its discovery), day and night, no roll.

    >>> from datetime import datetime
    >>> from csrules.regulations.property_handbook import policy
    >>> print(incident_report_due(policy(), datetime(2024, 3, 8, 23, 30)))
    01:30 on Saturday 9 March 2024
    """
    hours = policy.incidents.report_hours
    return ElapsedHours(hours, Roll.NONE, rule="001-IM-4.1-6").due(occurred_at, calendar)


@cites("001-IM-4.5-1")
def arrival_due(
    policy: PropertyHandbookPolicy, occurred_at: datetime, calendar: WorkCalendar | None = None
) -> Deadline:
    """When the manager of the department mainly responsible has to be on the scene."""
    hours = policy.incidents.arrival_hours
    return ElapsedHours(hours, Roll.NONE, rule="001-IM-4.5-1").due(occurred_at, calendar)


@attrs.frozen
class ClassOneClocks:
    """The two clocks that run side by side from a class-1 incident; neither waits for the other."""

    report: Deadline
    arrival: Deadline


@cites("001-IM-4.1-6", "001-IM-4.5-1")
def class_1_clocks(
    policy: PropertyHandbookPolicy, occurred_at: datetime, calendar: WorkCalendar | None = None
) -> ClassOneClocks:
    """Both clocks of a class-1 incident: the report, and the manager on the scene."""
    return ClassOneClocks(
        incident_report_due(policy, occurred_at, calendar),
        arrival_due(policy, occurred_at, calendar),
    )


_RULE = "001-IM-4.5-1"

FINDINGS = Form(
    name="scene_findings",
    title=Text("findings on the scene", "现场情况"),
    fields=(
        Field("cause", Words(), _RULE, Text("cause", "事件原因")),
        Field("extent", Words(), _RULE, Text("extent", "影响范围")),
        Field("basic_response", Words(), _RULE, Text("basic response", "基本应对办法")),
    ),
    open=True,
)


@attrs.frozen
class Arrival(Answer):
    """Whether the manager was on the scene in time, and what of the three findings is missing."""

    on_time: bool
    due: Deadline
    findings: Checked

    @property
    def met(self) -> bool:
        """Whether both were done: in time, with every finding."""
        return self.on_time and self.findings.complete

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The clock, then the findings."""
        due = self.due.text
        state = Text("met", "按时") if self.on_time else Text("not met", "未按时")
        text = Text(f"on the scene by {due.en}: {state.en}", f"应于{due.zh}前赶到现场：{state.zh}")
        return (Reason(_RULE, text), *self.findings.reasons)


@cites("001-IM-4.5-1")
def arrival(
    policy: PropertyHandbookPolicy,
    occurred_at: datetime,
    arrived_at: datetime,
    findings: Mapping[str, object],
    calendar: WorkCalendar | None = None,
) -> Arrival:
    """Whether the manager arrived in time and learned cause, extent and basic response."""
    due = arrival_due(policy, occurred_at, calendar)
    start = a_moment(occurred_at)
    if span(start, alike(arrived_at, start, "arrived_at")) < timedelta(0):
        refuse("arrived_at", arrived_at, "a moment not before the incident", rule=_RULE)
    return Arrival(due.met(arrived_at), due, FINDINGS.check(findings))
