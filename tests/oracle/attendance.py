"""Document 004, policy one: what a day's punches come to (R13, R22, R23).

``p`` holds the blanks of the text; see ``bonus``, which counts a month of these days.
"""

from datetime import datetime, timedelta
from fractions import Fraction

from .bonus import BlankError, Blanks, Day, dismissal, month, need, notice_in_time

__all__ = [
    "BlankError", "Day", "absent_halves", "classify", "departed", "dismissal", "month",
    "notice_in_time",
]  # fmt: skip

NOTHING = timedelta(0)


def span(hours: Fraction) -> timedelta:
    """Hours as a length of time, to the microsecond."""
    micro = hours * 3_600_000_000
    return timedelta(microseconds=micro.numerator) / micro.denominator


def absent_halves(
    gone: datetime,
    back: datetime,
    begins: datetime,
    ends: datetime,
    p: Blanks,
    *,
    hours: str = "net",
    lunch_start: datetime | None = None,
    half_day: timedelta | None = None,
) -> int:
    """004-1.4-2, -3: 0 up to and with P11 hours away, 1 up to half of the day, else 2.

    Away from ``gone`` to ``back``.  ``hours`` ``net``: lunch does not count (best reading);
    ``clock``: it does.  Lunch at an unknown time (R23): every minute of the day is tried, and
    only where the answers differ is its start needed.  ``half_day``: half of the scheduled hours
    unless it is given.
    """
    threshold = span(need(p, "P11"))
    if back - gone <= threshold:
        return 0
    if hours == "clock":
        half = half_day if half_day is not None else (ends - begins) / 2
        return 1 if min(back, ends) - max(gone, begins) <= half else 2
    if hours != "net":
        raise ValueError(hours)
    lunch = span(need(p, "P4"))
    half = half_day if half_day is not None else (ends - begins - lunch) / 2
    answers = set()
    for start in lunch_starts(begins, ends, lunch, lunch_start):
        in_lunch = max(NOTHING, min(back, start + lunch) - max(gone, start))
        away = back - gone - in_lunch
        on_schedule = min(back, ends) - max(gone, begins) - in_lunch
        if away <= threshold:
            answers.add(0)
        elif on_schedule <= half:
            answers.add(1)
        else:
            answers.add(2)
    if len(answers) > 1:
        raise BlankError("lunch_start")
    return answers.pop()


def lunch_starts(
    begins: datetime, ends: datetime, lunch: timedelta, known: datetime | None
) -> list[datetime]:
    """When lunch may begin: the known start, or every minute of the day that leaves room."""
    if known is not None:
        return [known]
    starts = []
    start = begins
    while start < ends - lunch:
        starts.append(start)
        start = start + timedelta(minutes=1)
    return [*starts, ends - lunch]


def late_day(
    begins: datetime,
    ends: datetime,
    arrival: datetime,
    p: Blanks,
    *,
    gap: str = "late",
    hours: str = "net",
    lunch_start: datetime | None = None,
    half_day: timedelta | None = None,
) -> tuple[int, int, int]:
    """(late, gap, half days absent) for an arrival after the start (R13).

    Within P5 minutes, the last one included: late.  Beyond P11 hours: absent.  Between them
    ``gap`` says: ``late`` with the gap marked, ``half_day_absent``, or an ``error``.
    """
    within = p.get("P5")
    if within is not None and arrival - begins <= span(Fraction(within) / 60):
        return (1, 0, 0)
    halves = absent_halves(
        begins, arrival, begins, ends, p, hours=hours, lunch_start=lunch_start, half_day=half_day
    )
    if halves > 0:
        return (0, 0, halves)
    need(p, "P5")
    if gap == "late":
        return (1, 1, 0)
    if gap == "half_day_absent":
        return (0, 0, 1)
    raise ValueError("between P5 and P11")


def departed(
    left: datetime,
    back: datetime | None,
    begins: datetime,
    ends: datetime,
    arrival: datetime | None,
    departure: datetime | None,
    p: Blanks,
    *,
    hours: str = "net",
    lunch_start: datetime | None = None,
    half_day: timedelta | None = None,
) -> int:
    """004-1.4-1: half days absent for leaving the post without leave, ``back`` None for the day.

    Who was not there by punch, or had nothing to do, left no post: before the arrival, after the
    departure, outside the hours and at lunch (whose minutes are tried as in ``absent_halves``).
    What is left is absence, however short; only its size depends on how ``hours`` are counted.
    """
    if arrival is None and departure is None:
        return 0
    gone, over = max(left, begins), min(ends if back is None else back, ends)
    if arrival is not None:
        gone = max(gone, arrival)
    if departure is not None:
        over = min(over, departure)
    if over <= gone:
        return 0
    lunch = span(need(p, "P4"))
    at_work = set()
    for start in lunch_starts(begins, ends, lunch, lunch_start):
        in_lunch = max(NOTHING, min(over, start + lunch) - max(gone, start))
        at_work.add(over - gone > in_lunch)
    if len(at_work) > 1:
        raise BlankError("lunch_start")
    if not at_work.pop():
        return 0
    return absent_halves(
        gone, over, begins, ends, {**p, "P11": Fraction(0)},
        hours=hours, lunch_start=lunch_start, half_day=half_day,
    )  # fmt: skip


def missing_day(arrival: bool, departure: bool, no_punches: str, single_missing: str) -> int:
    """Half days absent for missing punches (R22)."""
    if arrival and departure:
        return 0
    if arrival or departure:
        return {"unresolved": 0, "half": 1, "whole": 2}[single_missing]
    return {"half": 1, "whole": 2}[no_punches]


def classify(
    begins: datetime,
    ends: datetime,
    arrival: datetime | None,
    departure: datetime | None,
    p: Blanks,
    *,
    on_leave: bool = False,
    late_excused: bool = False,
    early_approved: bool = False,
    gap: str = "late",
    hours: str = "net",
    lunch_start: datetime | None = None,
    half_day: timedelta | None = None,
    no_punches: str = "whole",
    single_missing: str = "unresolved",
) -> Day:
    """One scheduled day from P2 to P3; ``on_leave`` (approved) leaves nothing to judge.

    ``gap``: see ``late_day``.  ``no_punches`` (R22): ``whole`` or ``half``.  ``single_missing``
    (R22): ``unresolved``, ``half`` or ``whole``; the punch that exists is judged all the same,
    unless the whole day is absent: that is not also late or early (1.4-2).
    """
    if gap not in ("late", "half_day_absent", "error"):
        raise ValueError(gap)
    if None not in (p.get("P5"), p.get("P11")) and need(p, "P5") > need(p, "P11") * 60:
        raise ValueError("P5 passes P11")
    if arrival is not None and departure is not None and departure < arrival:
        raise ValueError("left before arriving")
    late = in_gap = early = late_halves = early_halves = missing = unresolved = 0
    if not on_leave:
        missing = missing_day(
            arrival is not None, departure is not None, no_punches, single_missing
        )
        if (arrival is None) != (departure is None) and single_missing == "unresolved":
            unresolved = 1
        if missing == 2:
            arrival = departure = None
        if arrival is not None and arrival > begins and not late_excused:
            late, in_gap, late_halves = late_day(
                begins, ends, arrival, p,
                gap=gap, hours=hours, lunch_start=lunch_start, half_day=half_day,
            )  # fmt: skip
        if departure is not None and departure < ends and not early_approved:
            early_halves = absent_halves(
                departure, ends, begins, ends, p,
                hours=hours, lunch_start=lunch_start, half_day=half_day,
            )  # fmt: skip
            early = 1 if early_halves == 0 else 0
    return {
        "late": late,
        "gap": in_gap,
        "early": early,
        "unresolved": unresolved,
        "late_halves": late_halves,
        "early_halves": early_halves,
        "halves": min(2, late_halves + early_halves + missing),
    }
