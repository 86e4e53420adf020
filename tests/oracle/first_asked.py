"""001 FA: the limits of a first-asked matter under each reading, violations, and the bonus.

``roll``: ``same_clock_time``, ``stop_clock`` or ``close_of_next_working_day`` (R3); ``skips``:
``non_working_days`` or ``holiday_breaks`` (R2).  ``close`` ends a day where it does not end at
24:00.  Times are naive; None is "not done" or "no number in the text".
"""

from datetime import datetime, time, timedelta
from fractions import Fraction

from .attendance import span
from .bonus import BlankError
from .days import Days
from .lateness import round_fen
from .limits import due_hours, due_working_days
from .pieces import due_by_pieces
from .workhours import Segment

SKIPS = {"non_working_days": "non_working", "holiday_breaks": "holiday_break"}


def rolled(
    start: datetime,
    hours: Fraction,
    days: Days,
    *,
    roll: str = "same_clock_time",
    skips: str = "non_working_days",
    close: time | None = None,
) -> datetime:
    """3.4: hours that roll over the days that are skipped."""
    return due_hours(start, hours, days, reading=roll, skip=SKIPS[skips], close=close)


def handover_hours(
    special: bool, *, hours: Fraction, scope: str, ordinary: Fraction | None
) -> Fraction:
    """R20: 24 hours for every transfer, or only in special circumstances."""
    if scope not in ("every_transfer", "special_circumstances_only"):
        raise ValueError(scope)
    if scope == "every_transfer" or special:
        return hours
    if ordinary is None:
        raise BlankError("ordinary_hours")
    return ordinary


def answer_due(
    arrived: datetime,
    days: Days,
    segments: list[Segment],
    *,
    hours: Fraction = Fraction(12),
    run: str = "rolled",
    roll: str = "same_clock_time",
    skips: str = "non_working_days",
    close: time | None = None,
) -> datetime:
    """3.4, R4: the 12 hours, rolled like the transfer, by the wall clock, or of working time."""
    if run == "rolled":
        return rolled(arrived, hours, days, roll=roll, skips=skips, close=close)
    if run == "wall_clock":
        return due_hours(arrived, hours, days, reading="none")
    if run == "working_hours":
        return due_by_pieces(arrived, span(hours), days, segments)
    raise ValueError(run)


def complicated_due(
    arrived: datetime,
    days: Days,
    *,
    working_days: int = 2,
    end: str = "end_of_day",
    start_day: str = "excluded",
    close: time | None = None,
) -> datetime:
    """3.4, R5, R6: the two working days of a complicated matter."""
    counted = {"excluded": False, "counted": True}[start_day]
    return due_working_days(arrived, working_days, days, end=end, count_start=counted, close=close)


def too_late(due: datetime, done: datetime | None, as_of: datetime) -> bool:
    """Done after its end, or not done when its end has passed; exactly at the end is on time."""
    if done is not None and done <= as_of:
        return done > due
    return as_of > due


def hard_due(two_days: datetime, filed: datetime | None, promised: datetime | None) -> datetime:
    """3.4: the two working days; filed before they ran out, the promised moment."""
    if filed is not None and promised is not None and filed <= two_days:
        return promised
    return two_days


LOWER = ("result_not_recorded", "no_satisfactory_answer")
UPPER = (
    "avoiding", "refusing", "shifting", "delay_without_reason", "uncivil_language", "quarrel",
)  # fmt: skip
"""5: what costs 50 to 100 yuan, and what 100 to 500."""

RANGES = {"lower": (5_000, 10_000), "upper": (10_000, 50_000)}
"""In fen."""


def range_of(faults: list[str], ranges: dict[str, tuple[int, int]] = RANGES) -> tuple[int, int]:
    """5: one incident: the upper range where any of its faults is named there."""
    if not faults or not set(faults) <= set(LOWER + UPPER):
        raise ValueError(faults)
    return ranges["upper" if any(fault in UPPER for fault in faults) else "lower"]


def exact_line(
    faults: list[str],
    amount: int | None,
    gravity: Fraction | None,
    reading: str = "amount_given",
    ranges: dict[str, tuple[int, int]] = RANGES,
) -> Fraction:
    """5: what one incident costs before rounding: the amount given, or so far along the range."""
    low, high = range_of(faults, ranges)
    if reading == "amount_given":
        if amount is None or not low <= amount <= high:
            raise ValueError(amount)
        return Fraction(amount)
    if reading == "linear":
        if gravity is None or not 0 <= gravity <= 1:
            raise ValueError(gravity)
        return low + gravity * (high - low)
    raise ValueError(reading)


def bonus_taken(
    bonus: int, lines: list[Fraction], *, cap: str = "none", rounding: str = "half_up"
) -> dict[str, int]:
    """5: ``unclamped`` sum, ``amount`` taken and ``net`` bonus, in fen; net is never below 0."""
    if rounding == "sum":
        unclamped = round_fen(sum(lines, Fraction(0)))
    else:
        unclamped = sum(round_fen(line, rounding) for line in lines)
    amount = {"none": unclamped, "base": min(unclamped, bonus)}[cap]
    return {"unclamped": unclamped, "amount": amount, "net": max(0, bonus - amount)}


def contacted_by(on_duty: datetime, minutes: int) -> datetime:
    """4.3: "in time" from when the responsible person is on duty, in the company's minutes."""
    return on_duty + timedelta(minutes=minutes)


def happened(moment: datetime | None, as_of: datetime) -> datetime | None:
    """What lies after the day of judgement has not happened yet."""
    return moment if moment is not None and moment <= as_of else None


def limit_with_extension(
    start: datetime,
    days: Days,
    filed: datetime | None,
    promised: datetime | None,
    *,
    working_days: int,
    end: str,
    start_day: str,
    close: time | None,
) -> datetime:
    """4.1, 4.3: the hard limit from the department's receipt, or from when he is on duty."""
    two_days = complicated_due(
        start, days, working_days=working_days, end=end, start_day=start_day, close=close
    )
    return hard_due(two_days, filed, promised)
