"""One(三), (四): what each day was: late, early, absent, on leave, or still to be explained."""

from __future__ import annotations

from collections import defaultdict
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

import attrs

from csrules.absence import WHOLE, AbsenceRule, Need, measure
from csrules.attendance import (
    Fact,
    Finding,
    JudgedDay,
    Standard,
    assemble,
    judge,
    lacking,
)
from csrules.calendars.moments import say_clock
from csrules.citation import Answer, Reason, Text, cites
from csrules.errors import Fault, Faults, InputError, refuse
from csrules.kinds import Choice, Day, Identifier, Kind, Moment
from csrules.policy import needed
from csrules.regulations.department.fields import read_fields
from csrules.regulations.department.manual import Manual, manual_record
from csrules.regulations.department.schedule import shift_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from csrules.attendance import Excuse, Presence, Punch
    from csrules.regulations.department.manual import ManualRecord
    from csrules.regulations.department.policy import DepartmentPolicy

__all__ = [
    "Departure",
    "Request",
    "Unexcused",
    "classified",
    "judged_days",
    "standard_of",
    "without_leave",
]

RULES: Final = {
    Fact.ON_TIME: "004-1.2-2",
    Fact.LATE: "004-1.3.1-1",
    Fact.GAP: "004-1.3.1-2",
    Fact.EARLY: "004-1.3.2-1",
    Fact.ABSENT_BY_HOURS: "004-1.4-2",
    Fact.ABSENT: "004-1.4-1",
    Fact.UNRESOLVED: "004-1.2-1",
    Fact.LEAVE: "004-1.5.2-2",
    Fact.NOT_SCHEDULED: "004-1.1-2",
}

PATHS: Final = {
    Need.START: "schedule.work_start",
    Need.END: "schedule.work_end",
    Need.WINDOW: "attendance.late_window_minutes",
    Need.THRESHOLD: "attendance.absence_threshold_hours",
    Need.LUNCH: "schedule.lunch_hours",
    Need.LUNCH_START: "schedule.lunch_start",
}
"""The parameter that answers each need of a day."""


@cites("004-1.3.1-1", "004-1.3.1-2", "004-1.3.2-1", "004-1.4-2")
def standard_of(policy: DepartmentPolicy) -> Standard:
    """How this policy judges a day: late after P2, absent beyond P11, early before P3."""
    own = policy.attendance
    window, hours = own.late_window_minutes, own.absence_threshold_hours
    rule = AbsenceRule(
        None if window is None else Fraction(window * 60),
        None if hours is None else Fraction(hours) * 3600,
        Fraction(own.half_day_percent) / 100,
        own.absence_hours,
        own.gap_policy,
    )
    return Standard(RULES, rule, own.no_punches, own.single_punch)


class Request(StrEnum):
    """How a request for leave stands when somebody is not there."""

    NONE = "none"
    PENDING = "pending"
    REFUSED = "refused"
    APPROVED = "approved"
    APPROVED_AFTERWARDS = "approved_afterwards"


_EXCUSED: Final = {Request.APPROVED, Request.APPROVED_AFTERWARDS}
_SAID: Final = {
    Request.NONE: Text("no leave was applied for", "未请假"),
    Request.PENDING: Text("the application is not decided", "请假尚未批准"),
    Request.REFUSED: Text("the application was refused", "请假未获批准"),
    Request.APPROVED: Text("leave was approved", "请假已获批准"),
    Request.APPROVED_AFTERWARDS: Text(
        "leave was approved afterwards, as in an emergency", "紧急情况事后获准"
    ),
}


@attrs.frozen
class Unexcused(Answer):
    """Whether leaving the post is absence."""

    request: Request

    @property
    def absent(self) -> bool:
        """Whether it is absence."""
        return self.request not in _EXCUSED

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """How the request stands, and what follows."""
        said = _SAID[self.request]
        en, zh = ("absent", "旷工") if self.absent else ("not absent", "不属旷工")
        return (Reason("004-1.4-1", Text(f"{said.en}: {en}", f"{said.zh}：{zh}")),)


@cites("004-1.4-1")
def without_leave(request: object) -> Unexcused:
    """Whether leaving the post is absence, by the state of the request for leave.

    >>> [without_leave(state).absent for state in ("refused", "approved")]
    [True, False]
    """
    return Unexcused(Choice(Request).read(request, "request"))


@attrs.frozen
class Departure:
    """Somebody left the post within the day: from ``left`` to ``back``, None for the day's end.

    Raises `InputError`, all faults at once.
    """

    person: str
    work_date: date
    left: datetime
    back: datetime | None = None
    request: Request = Request.NONE

    def __attrs_post_init__(self) -> None:
        """Read every field by its kind, and refuse times in the wrong order."""
        read_fields(self, "departure", _DEPARTURE, {"back"})
        if self.back is not None and self.back <= self.left:
            refuse("departure.back", self.back, f"a time after {self.left}")


_DEPARTURE: Final[dict[str, Kind[Any]]] = {
    "person": Identifier(),
    "work_date": Day(),
    "left": Moment(),
    "back": Moment(),
    "request": Choice(Request),
}


def classified(
    policy: DepartmentPolicy,
    person: str,
    punches: Iterable[Punch],
    scheduled: Iterable[date],
    *,
    excuses: Iterable[Excuse] = (),
    manual: Iterable[ManualRecord] = (),
    departures: Iterable[Departure] = (),
) -> tuple[tuple[JudgedDay, ...], tuple[Manual, ...], tuple[str, ...]]:
    """The days that can be judged, the manual records, and the blanks that the others lack."""
    person = Identifier().read(person, "person")
    records = tuple(manual_record(each, policy=policy) for each in manual if each.person == person)
    by_hand = [record.punch for record in records if record.punch is not None]
    replaced = {(punch.work_date, punch.direction) for punch in by_hand}
    own = [p for p in punches if p.person == person]
    own = [p for p in own if p.at is not None or (p.work_date, p.direction) not in replaced]
    shift, standard = shift_of(policy), standard_of(policy)
    days = assemble(person, [*own, *by_hand], shift=shift, scheduled=scheduled, excuses=excuses)
    left = defaultdict(list)
    for departure in departures:
        if departure.person == person and without_leave(departure.request).absent:
            left[departure.work_date].append(departure)
    judged: list[JudgedDay] = []
    blanks: dict[str, None] = {}
    faults = Faults()
    for day in days:
        needs = set(lacking(day, standard))
        found = [_absence(day, d, standard.absence, needs, faults) for d in left.pop(day.day, ())]
        blanks |= {PATHS[need]: None for need in sorted(needs)}
        if not needs:
            with faults:
                known = judge(day, standard)
                judged.append(_with(known, [finding for finding in found if finding is not None]))
    for stray in left:
        faults.add(Fault("departures", str(stray), "a scheduled day or one with punches"))
    faults.raise_as(InputError)
    return tuple(judged), records, tuple(blanks)


def _absence(
    day: Presence,
    departure: Departure,
    rule: AbsenceRule | None,
    needs: set[Need],
    faults: Faults,
) -> Finding | None:
    """The absence that a departure from the post is."""
    back = departure.back or day.end
    if back is None or rule is None:
        needs.add(Need.END)
        return None
    if back <= departure.left or departure.left.date() < day.day:
        expected = f"a time within the working day {day.day}"
        faults.add(Fault("departure.left", str(departure.left), expected))
        return None
    halves = measure(departure.left, back, day, rule, threshold=Fraction(-1), lacks=needs)
    if halves is None:
        return None
    said = _SAID[departure.request]
    en, zh = ("one day", "一天") if halves == WHOLE else ("half a day", "半天")
    here, there = (say_clock(at.replace(microsecond=0)) for at in (departure.left, back))
    text = Text(
        f"left the post {here} to {there}, {said.en}: absent, {en}",
        f"{here}至{there}离岗，{said.zh}：旷工{zh}",
    )
    return Finding(day.person, day.day, Fact.ABSENT, "004-1.4-1", text, halves=halves)


def _with(day: JudgedDay, more: list[Finding]) -> JudgedDay:
    """The day with further findings; then it was not in order."""
    if not more:
        return day
    kept = [finding for finding in day.findings if finding.fact is not Fact.ON_TIME]
    return JudgedDay(day.presence, (*kept, *more))


@cites("004-1.3.1-1", "004-1.3.1-2", "004-1.3.2-1", "004-1.4-1", "004-1.4-2", "004-1.1-2")
def judged_days(
    policy: DepartmentPolicy,
    person: str,
    punches: Iterable[Punch],
    scheduled: Iterable[date],
    *,
    excuses: Iterable[Excuse] = (),
    manual: Iterable[ManualRecord] = (),
    departures: Iterable[Departure] = (),
) -> tuple[JudgedDay, ...]:
    """What each day of one person was.

    ``scheduled`` are the days on which the person is due, the roster's included; punches of other
    days are told and not judged. ``excuses`` are leave and approved early departures, ``manual``
    the head's records, ``departures`` from the post within a day. Raises `MissingParameterError`
    naming blanks that these days need, and no other. It does so in rounds: how long an absence was
    is not known before the hours of work are, and only then which further blanks it needs.
    """
    days, _, blanks = classified(
        policy,
        person,
        punches,
        scheduled,
        excuses=excuses,
        manual=manual,
        departures=departures,
    )
    needed(policy, *blanks)
    return days
