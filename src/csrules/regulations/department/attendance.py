"""One(三), (四): what each day was: late, early, absent, on leave, or still to be explained."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from csrules.absence import AbsenceRule, Need
from csrules.attendance import Fact, Finding, JudgedDay, Standard, assemble, judge, lacking
from csrules.citation import cites
from csrules.errors import Fault, Faults, InputError
from csrules.kinds import Identifier
from csrules.policy import needed
from csrules.regulations.department.departure import absences, without_leave
from csrules.regulations.department.manual import Manual, manual_record
from csrules.regulations.department.schedule import shift_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from csrules.attendance import Excuse, Punch
    from csrules.regulations.department.departure import Departure
    from csrules.regulations.department.manual import ManualRecord
    from csrules.regulations.department.policy import DepartmentPolicy

__all__ = ["classified", "judged_days", "standard_of"]

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
    Need.END: "schedule.work_end",
    Need.LUNCH: "schedule.lunch_hours",
    Need.LUNCH_START: "schedule.lunch_start",
    Need.START: "schedule.work_start",
    Need.THRESHOLD: "attendance.absence_threshold_hours",
    Need.WINDOW: "attendance.late_window_minutes",
}
"""The parameter that answers each need of a day, in the order in which they are asked for."""


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
    left: dict[date, list[Departure]] = defaultdict(list)
    for departure in departures:
        if departure.person == person:
            left[departure.work_date].append(departure)
    judged: list[JudgedDay] = []
    blanks: dict[str, None] = {}
    faults = Faults()
    for day in days:
        needs = set(lacking(day, standard))
        found = absences(day, left.pop(day.day, ()), standard.absence, needs, faults)
        blanks |= {path: None for need, path in PATHS.items() if need in needs}
        if not needs:
            with faults:
                known = judge(day, standard)
                judged.append(_with(known, found))
    for stray, gone in left.items():
        if any(without_leave(each.request).absent for each in gone):
            faults.add(Fault("departures", str(stray), "a scheduled day or one with punches"))
    faults.raise_as(InputError)
    return tuple(judged), records, tuple(blanks)


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

    ``scheduled`` are the days on which the person is due, the roster's included; punches and
    departures of other days are told and not judged. ``excuses`` are leave and approved early
    departures, ``manual`` the head's records, ``departures`` from the post within a day: what one
    misses counts while the person was there by punch (before and after, the punches are judged).

    Raises `MissingParameterError` naming blanks that these days need, and no other. It does so in
    rounds: how long an absence was is not known before the hours of work are, and only then which
    further blanks it needs. Raises `InputError` with every departure that is of another day, or
    overlaps one before.
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
