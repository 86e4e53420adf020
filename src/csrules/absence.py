"""How long an absence is: time away from a working day in half days, lunch left out.

::

    >>> from datetime import date, datetime, time, timedelta
    >>> from csrules.punches import Shift, assemble
    >>> shift = Shift(time(9), time(18), lunch=timedelta(hours=1))
    >>> (day,) = assemble("li", (), shift=shift, scheduled=[date(2024, 3, 8)])
    >>> size(datetime(2024, 3, 8, 9), datetime(2024, 3, 8, 11), day, AbsenceRule())
    1
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Final

import attrs

from csrules.doors import guarded
from csrules.errors import Fault, MissingParameterError
from csrules.reading import Reading

if TYPE_CHECKING:
    from csrules.punches import Presence

__all__ = ["WHOLE", "AbsenceRule", "Gap", "Hours", "Need", "measure", "seconds_between", "size"]

WHOLE: Final = 2
"""Absence is counted in half days; a day has two."""


class Gap(Reading):
    """An arrival after the window in which it is named late, not late enough for absence (R13)."""

    LATE = "late", "late, marked as a gap of the text", "按迟到处理，并标注为条文空档"
    HALF_DAY = "half_day_absent", "absent for half a day", "按旷工半天处理"
    ERROR = "error", "refused: a person has to decide", "不予认定，由人工决定"


class Hours(Reading):
    """How the hours of an absence are counted."""

    NET = "net", "lunch inside the time away does not count", "离岗期间的午休不计入"
    CLOCK = "clock", "by the clock, lunch included", "按钟点计，午休计入"


class Need(StrEnum):
    """What a day's judgement can turn out to need and not have."""

    START = "start"
    END = "end"
    WINDOW = "window"
    THRESHOLD = "threshold"
    LUNCH = "lunch"
    LUNCH_START = "lunch_start"


@guarded
@attrs.frozen
class AbsenceRule:
    """When coming late or leaving early is absence.

    More than ``threshold`` seconds away is absence; up to ``half_share`` of the scheduled working
    time it is half a day, beyond that a whole one. ``window`` is the span of seconds after the
    start in which an arrival is named late. None: not known yet.
    """

    window: Fraction | None = None
    threshold: Fraction | None = None
    half_share: Fraction = Fraction(1, 2)
    hours: Hours = Hours.NET
    gap: Gap = Gap.LATE


@guarded
def size(gone: datetime, back: datetime, day: Presence, rule: AbsenceRule) -> int:
    """Half days of absence for a time away, whatever its length: 1 up to the half share, else 2.

    Raises `MissingParameterError` with all that is not known and needed.
    """
    lacks: set[Need] = set()
    halves = measure(gone, back, day, rule, threshold=Fraction(-1), lacks=lacks)
    if halves is None:
        raise MissingParameterError(
            *(Fault(need, None, f"a value: {day.day} needs it") for need in sorted(lacks))
        )
    return halves


@guarded
def measure(
    gone: datetime,
    back: datetime,
    day: Presence,
    rule: AbsenceRule,
    *,
    threshold: Fraction | None,
    lacks: set[Need],
) -> int | None:
    """Half days of absence for a time away of more than ``threshold`` seconds, else 0.

    What is not known and needed is added to ``lacks``, and the answer is None.

    Where lunch begins need not be known as long as every possible lunch gives the same answer:
    the answer falls as more of lunch lies in the time away, so the two extremes settle it.
    """
    if threshold is None:
        lacks.add(Need.THRESHOLD)
        return None
    gross = seconds_between(gone, back)
    if gross <= threshold:
        return 0
    if day.start is None or day.end is None:
        lacks |= {
            need
            for need, planned in ((Need.START, day.start), (Need.END, day.end))
            if planned is None
        }
        return None
    if rule.hours is Hours.CLOCK:
        lunch = 0
    elif day.lunch is None:
        lacks.add(Need.LUNCH)
        return None
    else:
        lunch = int(day.lunch.total_seconds())
    # lunch shortens the day as far as it lies in it: records may plan other hours than the shift
    (eaten_of_day,) = _lunch_inside(day, day.start, day.end, lunch)
    working = seconds_between(day.start, day.end) - eaten_of_day
    first, last = max(gone, day.start), min(back, day.end)
    on_schedule = seconds_between(first, last)
    answers = {
        _halves(gross - eaten, on_schedule - eaten, working * rule.half_share, threshold)
        for eaten in _lunch_inside(day, first, last, lunch)
    }
    if len(answers) > 1:
        lacks.add(Need.LUNCH_START)
        return None
    return answers.pop()


def _halves(away: int, on_schedule: int, half: Fraction, threshold: Fraction) -> int:
    if away <= threshold:
        return 0
    return 1 if on_schedule <= half else WHOLE


def _lunch_inside(day: Presence, first: datetime, last: datetime, lunch: int) -> set[int]:
    """Seconds of lunch between two times: exact, or the least and the most that is possible."""
    if day.start is None or day.end is None or not lunch or last <= first:
        return {0}
    if day.lunch_start is not None:
        over = day.lunch_start + timedelta(seconds=lunch)
        return {max(0, seconds_between(max(first, day.lunch_start), min(last, over)))}
    elsewhere = max(seconds_between(day.start, first), seconds_between(last, day.end))
    most = min(lunch, seconds_between(first, last))
    return {max(0, min(lunch - elsewhere, most)), most}


@guarded
def seconds_between(start: datetime, end: datetime) -> int:
    """Elapsed seconds, right across a change of the clocks."""
    if start.tzinfo is not None:
        start, end = start.astimezone(UTC), end.astimezone(UTC)
    return int((end - start).total_seconds())
