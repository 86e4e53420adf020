"""000 Art. 18 to 29: due dates, ages, amounts and copies of a complaint case (R6 to R9, R18).

``start_day`` is ``excluded`` or ``counted``; ``last_day`` and ``month_day`` are ``no_roll`` or
``next_working_day``; ``close`` is the close of business where a day ends with it, else None.
"""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from .days import Days
from .limits import due_calendar_days, due_month_day, end_of, month_after, month_before


def at_once(since: datetime, minutes: int) -> datetime:
    """C7: "at once" has no number in the text; the company's own minutes, by the wall clock."""
    return since + timedelta(minutes=minutes)


def day_limit(
    start: datetime,
    n: int,
    days: Days,
    *,
    start_day: str = "excluded",
    last_day: str = "no_roll",
    close: time | None = None,
) -> datetime:
    """The end of the n-th calendar day: 6 for the form (26.1), a department's own (26.2)."""
    counted = {"excluded": False, "counted": True}[start_day]
    roll = {"no_roll": False, "next_working_day": True}[last_day]
    return due_calendar_days(start.date(), n, days, roll=roll, count_start=counted, close=close)


def report_limit(
    investigated: datetime,
    accepted: datetime,
    days: Days,
    *,
    report_days: int = 3,
    closing_days: int = 6,
    start_day: str = "excluded",
    last_day: str = "no_roll",
    close: time | None = None,
) -> datetime:
    """25.3: three days after the investigation, but not after the form's own end."""
    own = day_limit(
        investigated, report_days, days, start_day=start_day, last_day=last_day, close=close
    )
    form = day_limit(
        accepted, closing_days, days, start_day=start_day, last_day=last_day, close=close
    )
    return own if own < form else form


def joint_limit(
    limit: date, accepted: datetime, form_ends: datetime, close: time | None = None
) -> datetime | None:
    """25.2: the end of the day that was fixed; None where it is refused.

    Refused: a day after the form's own end, and one before the acceptance.
    """
    if limit < accepted.date() or end_of(limit, close) > form_ends:
        return None
    return end_of(limit, close)


def review_limit(
    closed: date,
    days: Days,
    *,
    day: int = 10,
    by_day: str = "inclusive",
    month_day: str = "no_roll",
    close: time | None = None,
) -> datetime:
    """28.1: by the 10th of the month after the one in which the case was closed."""
    year, month = month_after(closed.year, closed.month)
    inclusive = {"inclusive": True, "before": False}[by_day]
    roll = {"no_roll": False, "next_working_day": True}[month_day]
    return due_month_day(year, month, day, days, roll=roll, inclusive=inclusive, close=close)


def reviewed(closed: Mapping[str, date], year: int, month: int) -> set[str]:
    """28.1: which cases that month's review takes: those closed in the month before."""
    before = month_before(year, month)
    return {name for name, day in closed.items() if (day.year, day.month) == before}


def amount_asked(
    reading: str, settlement: int | None, claimed: int | None, loss: int | None
) -> int | None:
    """27: the amount that decides who signs, in fen; None where it is not known."""
    if reading == "settlement":
        return claimed if settlement is None else settlement
    if reading == "claimed":
        return claimed
    if reading == "loss":
        return loss
    raise ValueError(reading)


def clock_starts(acceptances: list[datetime], refusal: str) -> datetime:
    """R18: from which acceptance the form's days run, the forms of one case in order."""
    if refusal == "new_clock":
        return acceptances[-1]
    if refusal == "original_clock":
        return acceptances[0]
    raise ValueError(refusal)


def is_late(due: datetime, at: datetime) -> bool:
    """26.1 with 24.3(1): to be reported as overdue; exactly at the end is on time (R7)."""
    return at > due


def posted(approved: int, actual: int) -> bool:
    """29.2: posted where the approved and the returned quantity agree, else held."""
    return approved == actual


SLIP_COPIES = {
    "dispatched": {1: "sales", 2: "warehouse", 3: "warehouse", 4: "warehouse"},
    "signed": {1: "sales", 2: "warehouse", 3: "finance", 4: "sales"},
}
"""29.1(2), 29.3: where the four copies of the return slip are."""

CERTIFICATE_COPIES = {"marketing": 1, "finance": 1}
"""29.1(1): the discount certificate has two copies."""

CAUSES = {(True, False): "quality", (False, True): "non_quality"}
"""23: exactly two classes, by (quality, non-quality)."""
