"""Which violations of 001 FA 4.1 to 4.3 the clocks of a matter show."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

import attrs

from csrules.calendars.moments import say_moment, span
from csrules.citation import Answer, Reason, Text, cites
from csrules.deadlines import Deadline
from csrules.doors import guarded
from csrules.errors import Fault, Faults, InputError
from csrules.regulations.property_handbook.first_asked_limits import (
    answer_due,
    contact_due,
    first_asked_due,
    handover_due,
)
from csrules.regulations.property_handbook.first_asked_sanctions import Violation
from csrules.regulations.property_handbook.policy import HandoverScope

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from csrules.regulations.property_handbook.policy import PropertyHandbookPolicy
    from csrules.workcalendar import WorkCalendar

__all__ = ["ClockFinding", "ClockFindings", "MatterTimes", "clock_violations"]


@guarded
@attrs.frozen
class MatterTimes:
    """When what happened to a first-asked matter; None is not yet, or not at all.

    ``must_transfer``: the first-asked person cannot settle it. ``special``: the circumstances of
    the transfer are special. ``complicated``: the two working days replace the twelve hours.
    ``extension_filed_at`` and ``promised_at``: the report to the
    customer-service centre that more than the working days are needed, and the date it names.
    ``on_duty_at``: from when the responsible person is on duty; ``contacted_at``: when he made
    contact. While nobody else has the matter, the first-asked person keeps it.
    """

    received_at: datetime
    must_transfer: bool = False
    special: bool = False
    complicated: bool = False
    handed_over_at: datetime | None = None
    department_received_at: datetime | None = None
    extension_filed_at: datetime | None = None
    promised_at: datetime | None = None
    answered_at: datetime | None = None
    on_duty_at: datetime | None = None
    contacted_at: datetime | None = None


_ORDER: Final = (
    ("handed_over_at", "received_at", "001-FA-3.4-2"),
    ("department_received_at", "received_at", "001-FA-3.4-4"),
    ("answered_at", "received_at", "001-FA-4.1"),  # the department may hear of it afterwards
    ("contacted_at", "on_duty_at", "001-FA-4.3"),
    ("extension_filed_at", "department_received_at", "001-FA-3.4-6"),
    ("promised_at", "extension_filed_at", "001-FA-3.4-6"),
)
"""What cannot be before what; a promise lies ahead of its report."""

_ELSEWHERE = {"handed_over_at", "department_received_at", "on_duty_at"}
"""What tells that somebody else has the matter."""


@attrs.frozen
class ClockFinding:
    """A violation that a clock shows: when it was due and when it was done (None: not yet)."""

    violation: Violation
    rule: str
    due: datetime
    done: datetime | None
    reason: Reason


@attrs.frozen
class ClockFindings(Answer):
    """The violations that the clocks of a matter show, and the ``targets`` that were missed.

    A missed target (the 12 hours, which are what is normally done) is no violation. ``unchecked``
    names the parameters without which something could not be judged.
    """

    violations: tuple[ClockFinding, ...]
    targets: tuple[ClockFinding, ...]
    unchecked: tuple[str, ...]

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Each violation and each missed target with its due moment."""
        return tuple(finding.reason for finding in (*self.violations, *self.targets))


def _late(
    violation: Violation, rule: str, deadline: Deadline, done: datetime | None, as_of: datetime
) -> tuple[ClockFinding, ...]:
    """A finding where something was done late, or is not done although it is due."""
    if deadline.met(as_of if done is None else done):
        return ()
    due = deadline.text
    said = Text("not done by", "截至") if done is None else Text("done at", "完成于")
    at = say_moment(as_of if done is None else done)
    zh_end = "仍未完成" if done is None else ""
    text = Text(f"due {due.en}, {said.en} {at.en}", f"应于{due.zh}前，{said.zh}{at.zh}{zh_end}")
    return (ClockFinding(violation, rule, deadline.due, done, Reason(rule, text)),)


@cites("001-FA-4.1", "001-FA-4.2", "001-FA-4.3")
def clock_violations(
    policy: PropertyHandbookPolicy, times: MatterTimes, calendar: WorkCalendar, as_of: datetime
) -> ClockFindings:
    """What the clocks of a matter show at ``as_of``; what lies after it has not happened yet.

    The department's hours are a target; its hard limit is the working days, or the promised
    moment where more time was put on record before they ended. Contact "in time", and the answer
    "at once" of a first-asked person who keeps the matter, have no number: while
    ``responsible.contact_minutes`` and ``first_asked.answer_minutes`` are blank they stand in
    ``unchecked``. Raises `InputError` with every moment that lies before what it follows.

    >>> from datetime import datetime
    >>> from csrules.regulations.property_handbook import policy
    >>> from csrules.workcalendar import cn_calendar
    >>> times = MatterTimes(datetime(2024, 3, 8, 15), must_transfer=True)
    >>> found = clock_violations(policy(), times, cn_calendar(2024), datetime(2024, 3, 11, 15, 1))
    >>> [finding.violation.value for finding in found.violations]
    ['not_handed_over']
    """
    own, as_of = _read(times, calendar, as_of)
    done = {name: at for name, at in own.items() if name == "promised_at" or at <= as_of}
    violations: list[ClockFinding] = []
    targets: list[ClockFinding] = []
    unchecked: list[str] = []
    no_number = (
        policy.handover.scope is HandoverScope.SPECIAL_CIRCUMSTANCES_ONLY
        and policy.handover.ordinary_hours is None
        and not times.special
    )
    if times.must_transfer and no_number:
        unchecked.append("handover.ordinary_hours")
    elif times.must_transfer:
        due = handover_due(policy, times.received_at, calendar, special=times.special)
        handed = done.get("handed_over_at")
        violations += _late(Violation.NOT_HANDED_OVER, "001-FA-4.2", due, handed, as_of)
    received = done.get("department_received_at")
    answered = done.get("answered_at")
    if not times.must_transfer and not done.keys() & _ELSEWHERE:
        if policy.first_asked.answer_minutes is None:
            unchecked.append("first_asked.answer_minutes")
        else:
            own_due = first_asked_due(policy, times.received_at, calendar)
            violations += _late(Violation.NOT_FINISHED, "001-FA-4.1", own_due, answered, as_of)
    if received is not None:
        if not times.complicated:
            target = answer_due(policy, received, calendar)
            targets += _late(Violation.NOT_FINISHED, "001-FA-3.4-4", target, answered, as_of)
        hard = _hard(policy, received, calendar, done)
        violations += _late(Violation.NOT_FINISHED, "001-FA-4.1", hard, answered, as_of)
    on_duty = done.get("on_duty_at")
    if on_duty is not None:
        person = Violation.RESPONSIBLE_PERSON_LATE
        hard = _hard(policy, on_duty, calendar, done)
        violations += _late(person, "001-FA-4.3", hard, answered, as_of)
        if policy.responsible.contact_minutes is None:
            unchecked.append("responsible.contact_minutes")
        else:
            contact = contact_due(policy, on_duty, calendar)
            contacted = done.get("contacted_at")
            violations += _late(person, "001-FA-4.3", contact, contacted, as_of)
    return ClockFindings(tuple(violations), tuple(targets), tuple(unchecked))


def _read(
    times: MatterTimes, calendar: WorkCalendar, as_of: datetime
) -> tuple[dict[str, datetime], datetime]:
    """The given moments as the calendar has them; every fault of the input at once."""
    faults = Faults()
    own = {}
    for name, value in attrs.asdict(times).items():
        if value is not None and name.endswith("_at"):
            with faults:
                own[name] = calendar.moment(value, name)
    with faults:
        as_of = calendar.moment(as_of, "as_of")
    if (times.extension_filed_at is None) != (times.promised_at is None):
        expected = "both extension_filed_at and promised_at, or neither"
        faults.add(Fault("promised_at", times.promised_at, expected, rule="001-FA-3.4-6"))
    faults.add(*_disordered(own))
    faults.raise_as(InputError)
    return own, as_of


def _disordered(own: dict[str, datetime]) -> Iterator[Fault]:
    """A fault for each moment that lies before what it follows."""
    for later, earlier, rule in _ORDER:
        if later not in own or earlier not in own:
            continue
        gap, ahead = span(own[earlier], own[later]), later == "promised_at"
        if gap < timedelta(0) or (ahead and not gap):
            order = "after" if ahead else "not before"
            expected = f"a moment {order} {earlier}, {say_moment(own[earlier])}"
            yield Fault(later, own[later], expected, "check both times", rule)


def _hard(
    policy: PropertyHandbookPolicy,
    start: datetime,
    calendar: WorkCalendar,
    done: dict[str, datetime],
) -> Deadline:
    """The working days, or the promised moment where it was filed before they ended."""
    limit = answer_due(policy, start, calendar, complicated=True)
    filed = done.get("extension_filed_at")
    if filed is None or not limit.met(filed):
        return limit
    promised = done["promised_at"]
    return Deadline(start, promised, promised.date())
