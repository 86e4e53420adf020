"""001 IM 6.1, 6.2: a department's information score of a year, in Fractions of points (R11, R21).

Ten points in six items: 2 + 2.5 + 2 + 2 + 1 + 0.5.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from fractions import Fraction

from .limits import due_month_day, month_after

F = Fraction

Report = Mapping[str, object]
"""``received`` and ``first_sent``: datetime or None; ``original_mail``, ``objective_cause``: bool;
a monthly report has ``covers``: (year, month) and ``defects``: int, an instant item has ``due``."""

COUNTS = ("missing", "late", "defects", "late_instant", "omitted_instant", "plans", "outlines")


POINTS = {
    "periodic_on_time": F(2), "missing": F(5, 10), "late": F(1, 10),
    "periodic_quality": F(25, 10), "defects": F(1, 10),
    "instant_on_time": F(2), "late_instant": F(1, 10),
    "instant_complete": F(2), "omitted_instant": F(2, 10),
    "plan_and_summary": F(1), "plans": F(5, 10),
    "training_outline": F(5, 10), "outlines": F(5, 10),
}  # fmt: skip
"""6.1: what each item is worth, and what each fault in it costs."""


def items(
    counts: Mapping[str, int],
    late_points: str = "each",
    points: Mapping[str, Fraction] = POINTS,
) -> dict[str, Fraction]:
    """The six items before any clamp; a count that is not given is 0.

    ``plans`` and ``outlines`` count missing ones.  ``late_points``: 0.1 for ``each`` late
    monthly report (best reading), or ``once``.
    """
    for name, number in counts.items():
        if name not in COUNTS or number < 0:
            raise ValueError(name)
    late = counts.get("late", 0)
    if late_points == "once":
        late = 1 if late > 0 else 0
    elif late_points != "each":
        raise ValueError(late_points)
    lost = {name: points[name] * counts.get(name, 0) for name in COUNTS} | {
        "late": points["late"] * late
    }
    return {
        "periodic_on_time": points["periodic_on_time"] - lost["missing"] - lost["late"],
        "periodic_quality": points["periodic_quality"] - lost["defects"],
        "instant_on_time": points["instant_on_time"] - lost["late_instant"],
        "instant_complete": points["instant_complete"] - lost["omitted_instant"],
        "plan_and_summary": points["plan_and_summary"] - lost["plans"],
        "training_outline": points["training_outline"] - lost["outlines"],
    }


def total(
    counts: Mapping[str, int],
    clamp: str = "per_item",
    late_points: str = "each",
    points: Mapping[str, Fraction] = POINTS,
) -> Fraction:
    """R11: the total, each item clamped at 0 on its own, or ``total_only``, or ``none``."""
    each = items(counts, late_points, points)
    if clamp == "per_item":
        return sum((max(F(0), one) for one in each.values()), F(0))
    if clamp == "total_only":
        return max(F(0), sum(each.values(), F(0)))
    if clamp == "none":
        return sum(each.values(), F(0))
    raise ValueError(clamp)


def months_of(year: int, counted: str = "due_in_year") -> list[tuple[int, int]]:
    """R21: the twelve covered months: those whose report falls due in the year (December of the
    year before to November), or those that ``cover`` the year (January to December)."""
    if counted == "due_in_year":
        return [(year - 1, 12)] + [(year, month) for month in range(1, 12)]
    if counted == "covering":
        return [(year, month) for month in range(1, 13)]
    raise ValueError(counted)


def report_due(covers: tuple[int, int]) -> datetime:
    """001-IM-4.1-1, R9: 24:00 of the 10th of the month after the one it covers, no roll."""
    year, month = month_after(covers[0], covers[1])
    return due_month_day(year, month, 10)


def moment(record: Report, name: str) -> datetime | None:
    """A datetime of the record, or None."""
    value = record.get(name)
    if value is not None and not isinstance(value, datetime):
        raise TypeError(name)
    return value


def effective(record: Report) -> datetime | None:
    """6.2: the time of receipt counts; the first sending does for a report that was sent again
    for an objective cause and shows the original mail.  None: not received at all."""
    received = moment(record, "received")
    first_sent = moment(record, "first_sent")
    if received is None:
        return None
    if record.get("objective_cause") and record.get("original_mail") and first_sent is not None:
        return first_sent
    return received


def monthly_counts(
    year: int,
    as_of: datetime,
    monthly: list[Report],
    counted: str,
    not_yet_due: str,
    due_of: Callable[[tuple[int, int]], datetime] = report_due,
) -> dict[str, int]:
    """``missing``, ``late`` and ``defects`` of the year's twelve monthly reports."""
    if not_yet_due not in ("missing", "left_out"):
        raise ValueError(not_yet_due)
    by_month: dict[object, Report] = {}
    for record in monthly:
        if record["covers"] in by_month:
            raise ValueError(f"two reports for {record['covers']}")
        by_month[record["covers"]] = record
    counts = {"missing": 0, "late": 0, "defects": 0}
    for covers in months_of(year, counted):
        due = due_of(covers)
        one = by_month.get(covers, {})
        received, sent = moment(one, "received"), effective(one)
        if received is None or sent is None or received > as_of:
            if not_yet_due == "missing" or due <= as_of:
                counts["missing"] += 1
            continue
        if sent > due:
            counts["late"] += 1
        defects = one.get("defects", 0)
        assert isinstance(defects, int)
        counts["defects"] += defects
    return counts


def instant_counts(as_of: datetime, instant: list[Report]) -> dict[str, int]:
    """``omitted_instant``: never received up to then; ``late_instant``: received after its due."""
    counts = {"omitted_instant": 0, "late_instant": 0}
    for record in instant:
        due, received, sent = moment(record, "due"), moment(record, "received"), effective(record)
        if received is None or sent is None or received > as_of:
            counts["omitted_instant"] += 1
        elif due is None:
            raise ValueError("an instant item needs its due instant: the text gives no number")
        elif sent > due:
            counts["late_instant"] += 1
    return counts


def yearly_counts(as_of: datetime, yearly: Mapping[str, datetime | None]) -> dict[str, int]:
    """``plans`` (plan and summary) and ``outlines`` not received up to then; late costs nothing."""
    counts = {"plans": 0, "outlines": 0}
    for name, where in (("plan", "plans"), ("summary", "plans"), ("outline", "outlines")):
        came = yearly.get(name)
        if came is None or came > as_of:
            counts[where] += 1
    return counts


def counts_of(
    year: int,
    as_of: datetime,
    *,
    monthly: list[Report],
    instant: list[Report],
    yearly: Mapping[str, datetime | None],
    counted: str = "due_in_year",
    not_yet_due: str = "missing",
    due_of: Callable[[tuple[int, int]], datetime] = report_due,
) -> dict[str, int]:
    """Counts for ``total`` from what was received up to ``as_of`` (that instant included).

    ``monthly``: at most one per covered month; months outside the twelve are left out.
    ``instant``: the year's items, each with its own ``due``.  ``yearly``: when ``plan``,
    ``summary`` and ``outline`` came in.  ``not_yet_due``: a monthly report neither received nor
    yet due on that day is ``missing`` (R21 to the letter) or ``left_out``.  ``due_of``: when the
    report on a month is due, where it is read otherwise than by the 10th.
    """
    found = monthly_counts(year, as_of, monthly, counted, not_yet_due, due_of)
    return found | instant_counts(as_of, instant) | yearly_counts(as_of, yearly)
