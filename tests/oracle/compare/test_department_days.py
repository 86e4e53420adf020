"""004 1.1 to 1.4: the schedule, and what a day's punches come to under every reading."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from csrules.attendance import Direction, Excuse, Fact, Punch
from csrules.errors import InputError
from csrules.regulations import department as pack
from tests.oracle import attendance
from tests.oracle import department as oracle
from tests.oracle.compare.comparing import Figure, Under, comparison, or_blank, whole
from tests.oracle.compare.drawing import CN, DAYS, MOMENTS, SOME_TIMES

if TYPE_CHECKING:
    from collections.abc import Mapping

DAY = date(2024, 3, 8)


def clock(stated: time, first: int, last: int) -> Figure:
    """A time of day to the minute, from one hour to another."""
    minutes = st.integers(first * 60, last * 60)
    return Figure(stated, minutes.map(lambda minute: time(*divmod(minute, 60))))


def quarters(stated: str, least: int, most: int) -> Figure:
    """Hours in quarters."""
    return Figure(stated, st.integers(least, most).map(lambda n: str(Decimal(n) / 4)))


HOURS = {
    "schedule.work_start": clock(time(9), 7, 10), "schedule.work_end": clock(time(18), 16, 20),
    "schedule.lunch_hours": quarters("1", 1, 8),
}  # fmt: skip
LIMITS = {
    "attendance.late_window_minutes": Figure(10, st.none() | st.integers(1, 60)),
    "attendance.absence_threshold_hours": Figure("1", st.none() | quarters("1", 4, 24).others),
    "attendance.half_day_percent": Figure(50, st.integers(10, 90)),
}
READINGS = ("attendance.gap_policy", "attendance.absence_hours", "attendance.no_punches",
            "attendance.single_punch")  # fmt: skip
GAPS = {"late": "late", "half_day_absent": "half_day_absent", "error": "error"}
ABSENT = {"whole_day": "whole", "half_day": "half", "unresolved": "unresolved"}

PUNCH = st.none() | st.integers(-3_600, 11 * 3_600) | st.tuples(
    st.sampled_from(["start", "window", "threshold", "half"]), st.integers(-1, 1)
)  # fmt: skip
"""Seconds after the start (or before the end) of work; or a second beside an edge."""


def at(clock: time) -> datetime:
    return datetime.combine(DAY, clock)


def numbers(under: Under) -> dict[str, int | Fraction | None]:
    """The blanks as the oracle takes them."""
    hours = under["attendance.absence_threshold_hours"]
    return {
        "P4": Fraction(under["schedule.lunch_hours"]),
        "P5": under["attendance.late_window_minutes"],
        "P11": None if hours is None else Fraction(hours),
    }


def half_day(under: Under) -> timedelta:
    """So many percent of the day's scheduled hours, with or without lunch as hours are counted."""
    long = at(under["schedule.work_end"]) - at(under["schedule.work_start"])
    if under["attendance.absence_hours"] == "net":
        long -= attendance.span(Fraction(under["schedule.lunch_hours"]))
    percent: int = under["attendance.half_day_percent"]
    return long * percent / 100


def seconds(under: Under, drawn: Any) -> timedelta | None:
    """How long after the start, or before the end."""
    if drawn is None or isinstance(drawn, int):
        return None if drawn is None else timedelta(seconds=drawn)
    which, beside = drawn
    edge = {
        "start": timedelta(0),
        "window": timedelta(minutes=under["attendance.late_window_minutes"] or 0),
        "threshold": attendance.span(Fraction(under["attendance.absence_threshold_hours"] or 0)),
        "half": half_day(under),
    }[which]
    return timedelta(seconds=int(edge.total_seconds()) + beside)


def judged(
    under: Under, on: datetime | None, off: datetime | None, *excuses: Excuse, **more: Any
) -> object:
    """What the library makes of the two punches."""
    moments = ((Direction.ON, on), (Direction.OFF, off))
    punches = [Punch("li", DAY, way, moment) for way, moment in moments if moment is not None]
    try:
        (day,) = pack.judged_days(under.policy, "li", punches, [DAY], excuses=excuses, **more)
    except InputError:
        return "refused"
    return {
        "halves": day.halves, "late": int(day.has(Fact.LATE, Fact.GAP)),
        "gap": int(day.has(Fact.GAP)), "early": int(day.has(Fact.EARLY)),
        "unresolved": int(day.has(Fact.UNRESOLVED)),
    }  # fmt: skip


def classified(
    under: Under,
    on: datetime | None,
    off: datetime | None,
    lunch_start: time | None,
    **approved: bool,
) -> object:
    """What the oracle makes of them."""
    try:
        found = attendance.classify(
            at(under["schedule.work_start"]), at(under["schedule.work_end"]), on, off,
            numbers(under), gap=GAPS[under["attendance.gap_policy"]],
            hours=under["attendance.absence_hours"], half_day=half_day(under),
            lunch_start=None if lunch_start is None else at(lunch_start),
            no_punches=ABSENT[under["attendance.no_punches"]],
            single_missing=ABSENT[under["attendance.single_punch"]], **approved,
        )  # fmt: skip
    except ValueError:
        return "refused"
    return {name: found[name] for name in ("halves", "late", "gap", "early", "unresolved")}


DAY_RULES = ("004-1.2-1", "004-1.2-2", "004-1.3.1-1", "004-1.3.1-2", "004-1.3.2-1", "004-1.4-1",
             "004-1.4-2", "004-1.4-3")  # fmt: skip
WORKED = tuple(
    {"late": late, "early": early}
    for late in (0, 1, 600, 601, 3_600, 3_601, None) for early in (0, 1, 3_600, 3_601, None)
)  # fmt: skip


@comparison(
    "department", *DAY_RULES,
    figures=HOURS | LIMITS | {"schedule.lunch_start": clock(time(12), 11, 14)},
    readings=READINGS, corners=WORKED, late=PUNCH, early=PUNCH,
)  # fmt: skip
def test_a_day(under: Under, late: Any, early: Any) -> tuple[object, object]:
    after, before = seconds(under, late), seconds(under, early)
    on = None if after is None else at(under["schedule.work_start"]) + after
    off = None if before is None else at(under["schedule.work_end"]) - before
    if on is not None and off is not None and off < on:
        on, off = off, on
    theirs = or_blank(lambda: classified(under, on, off, under["schedule.lunch_start"]))
    return or_blank(lambda: judged(under, on, off)), theirs


AWAY = st.integers(0, 4 * 3_600)


@comparison(
    "department", "004-1.3.2-1", "004-1.4-1",
    figures=HOURS | LIMITS | {"schedule.lunch_start": clock(time(12), 11, 14)},
    readings=READINGS, late=AWAY, early=AWAY,
    approved=st.sampled_from(["late_excused", "early_approved", "on_leave"]),
)  # fmt: skip
def test_a_day_with_leave(
    under: Under, late: int, early: int, approved: str
) -> tuple[object, object]:
    begins, ends = at(under["schedule.work_start"]), at(under["schedule.work_end"])
    on, off = begins + timedelta(seconds=late), ends - timedelta(seconds=early)
    away = {"late_excused": (begins, on), "early_approved": (off, ends), "on_leave": (begins, ends)}
    start, end = away[approved]
    excuses = [Excuse("li", start, end)] if start < end else []
    theirs = or_blank(
        lambda: classified(under, on, off, under["schedule.lunch_start"], **{approved: True})
    )
    return or_blank(lambda: judged(under, on, off, *excuses)), theirs


@comparison(
    "department", "004-1.4-1", "004-1.4-3", "004-1.1-1",
    figures=HOURS | LIMITS | {
        "schedule.lunch_start": Figure(time(12), clock(time(12), 11, 14).others | st.none()),
    },
    readings=READINGS, late=PUNCH, early=PUNCH,
    left=st.integers(-60, 660), away=st.none() | st.integers(1, 600),
)  # fmt: skip
def test_a_departure_from_the_post(
    under: Under, late: Any, early: Any, left: int, away: int | None
) -> tuple[object, object]:
    """What it misses beside the punches: while the person was there, and working time."""
    begins, ends = at(under["schedule.work_start"]), at(under["schedule.work_end"])
    after, before = seconds(under, late), seconds(under, early)
    on, off = None if after is None else begins + after, None if before is None else ends - before
    if on is not None and off is not None and off < on:
        on, off = off, on
    gone = begins + timedelta(minutes=left)
    back = None if away is None else gone + timedelta(minutes=away)
    if back is None and gone >= ends:
        back = gone + timedelta(minutes=1)  # a departure for the rest of the day begins in it
    departure = pack.Departure("li", DAY, gone, back)
    lunch = under["schedule.lunch_start"]
    halves = or_blank(lambda: attendance.departed(
        gone, back, begins, ends, on, off, numbers(under),
        hours=under["attendance.absence_hours"], half_day=half_day(under),
        lunch_start=None if lunch is None else at(lunch),
    ))  # fmt: skip
    theirs = or_blank(lambda: classified(under, on, off, lunch))
    if not isinstance(halves, int):
        theirs = halves
    elif isinstance(theirs, dict):
        theirs = {**theirs, "halves": min(2, theirs["halves"] + halves)}
    return or_blank(lambda: judged(under, on, off, departures=[departure])), theirs


@comparison(
    "department", "004-1.4-2",
    figures=HOURS | LIMITS | {"schedule.lunch_start": Figure(None, st.none())},
    readings=("attendance.gap_policy", "attendance.absence_hours"), minutes=st.integers(0, 540),
)  # fmt: skip
def test_lunch_at_an_unknown_time(under: Under, minutes: int) -> tuple[object, object]:
    """R23: its start is needed exactly where the answers for different starts differ."""
    both = {"attendance.no_punches": "whole_day", "attendance.single_punch": "unresolved"}
    under = Under(under.policy, {**under.settings, **both})
    on = at(under["schedule.work_start"]) + timedelta(minutes=minutes)
    off = max(on, at(under["schedule.work_end"]))
    theirs = or_blank(lambda: classified(under, on, off, None))
    return or_blank(lambda: judged(under, on, off)), theirs


@comparison(
    "department", "004-1.1-1",
    figures=HOURS | {"schedule.work_days_per_week": whole(5, 1, 7)},
)  # fmt: skip
def test_the_hours(under: Under) -> tuple[object, object]:
    table, days = pack.timetable(under.policy), under["schedule.work_days_per_week"]
    hours = (
        under["schedule.work_start"], under["schedule.work_end"],
        Fraction(under["schedule.lunch_hours"]),
    )  # fmt: skip
    theirs = (oracle.paid_hours(*hours), oracle.weekly_hours(days, *hours))
    return (table.paid_hours, table.weekly_hours), theirs


WEEKDAYS = st.lists(st.integers(1, 7), min_size=1, max_size=7, unique=True)


def one_week(drawn: Mapping[str, Any]) -> bool:
    """P1 is the number of the weekdays that are named."""
    days, weekdays = drawn["schedule.work_days_per_week"], drawn["schedule.weekdays"]
    return days is None or weekdays is None or days == len(weekdays)


@comparison(
    "department", "004-1.1-1", "004-1.1-2",
    figures={
        "schedule.work_days_per_week": Figure(5, st.none() | st.integers(1, 7)),
        "schedule.weekdays": Figure([1, 2, 3, 4, 5], st.none() | WEEKDAYS),
    },
    lawful=one_week, month=st.tuples(st.integers(2024, 2026), st.integers(1, 12)),
    roster=st.sets(st.integers(1, 28), max_size=4), with_calendar=st.booleans(),
)  # fmt: skip
def test_the_scheduled_days(
    under: Under, month: tuple[int, int], roster: set[int], with_calendar: bool
) -> tuple[object, object]:
    """The calendar's five weekdays stand in for blank ones where P1 does not say otherwise."""
    duty = {date(*month, day) for day in roster}
    calendar, days = (CN, DAYS) if with_calendar else (None, None)
    weekdays, number = under["schedule.weekdays"], under["schedule.work_days_per_week"]
    mine = or_blank(
        lambda: list(pack.scheduled_days(under.policy, *month, roster=duty, calendar=calendar))
    )
    if weekdays is None and with_calendar and number in (None, 5):
        weekdays = [1, 2, 3, 4, 5]
    if weekdays is None:
        return mine, "blank"
    return mine, oracle.scheduled(*month, set(weekdays), duty, days)


@comparison(
    "department", "004-1.2-2", figures={"schedule.work_start": clock(time(9), 7, 10)},
    corners=tuple({"clock": time(8, 59, 59) if n < 0 else time(9, 0, n)} for n in (-1, 0, 1)),
    clock=SOME_TIMES,
)  # fmt: skip
def test_on_time(under: Under, clock: time) -> tuple[object, object]:
    mine = pack.arrival(under.policy, at(clock)).on_time
    return mine, at(clock) <= at(under["schedule.work_start"])


@comparison(
    "department", "004-1.2-3",
    figures={"attendance.report_minutes": whole(30, 1, 3_000)},
    punched=MOMENTS, told=st.integers(-1, 4_000), reported=st.booleans(), by_head=st.booleans(),
)  # fmt: skip
def test_a_manual_record(
    under: Under, punched: datetime, told: int, reported: bool, by_head: bool
) -> tuple[object, object]:
    told_at = punched + timedelta(minutes=max(0, told))
    made = pack.ManualRecord(
        "li", punched.date(), Direction.ON, punched, "department_head" if by_head else "staff",
        reported, told_at if reported else None,
    )  # fmt: skip
    mine = pack.manual_record(made, policy=under.policy).valid
    soon = oracle.in_time(told_at, punched, under["attendance.report_minutes"])
    return mine, by_head and reported and soon
