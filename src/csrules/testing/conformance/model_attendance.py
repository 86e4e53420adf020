"""What csrules says to the operations about attendance."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from csrules.attendance import Direction, Fact, Punch
from csrules.errors import InputError, MissingParameterError
from csrules.policy import amend
from csrules.regulations import department, office
from csrules.testing.conformance.said import Said, answered, lacking

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from csrules.reading import Reading

__all__ = ["ATTENDANCE"]


def _lateness_deduction(
    base_pay: Decimal, late_days: int, escalation: Reading, rounding: Reading
) -> Said:
    readings = {"escalation": escalation, "rounding": rounding}
    policy = amend(office.policy(), {"lateness": readings})
    bill = office.lateness_deduction(policy, base_pay=base_pay, late_days=late_days)
    lines = [_fen(line.amount) for line in bill.lines]
    return answered({"lines": lines, "sum": _fen(bill.amount)}, bill.reasons)


_SCHEDULE: Final = ("lunch_hours", "lunch_start")


def _judge_day(
    begins: datetime,
    ends: datetime,
    arrival: datetime | None,
    departure: datetime | None,
    **settings: Any,
) -> Said:
    day = begins.date()
    schedule = {"work_start": begins.time(), "work_end": ends.time()}
    schedule |= {name: settings.pop(name) for name in _SCHEDULE}
    policy = amend(department.policy(), {"schedule": schedule, "attendance": settings})
    punches = [
        Punch("one", day, direction, at)
        for direction, at in ((Direction.ON, arrival), (Direction.OFF, departure))
        if at is not None
    ]
    try:
        (judged,) = department.judged_days(policy, "one", punches, [day])
    except (MissingParameterError, InputError) as error:  # a blank, or the gap is not to be judged
        return lacking(error)
    return answered(
        {
            "late": judged.has(Fact.LATE, Fact.GAP),
            "gap": judged.has(Fact.GAP),
            "early": judged.has(Fact.EARLY),
            "unresolved": judged.has(Fact.UNRESOLVED),
            "halves": judged.halves,
        },
        judged.reasons,
    )


_COUNTS: Final = ("late", "early", "half_days", "whole_days")
_BONUS: Final = ("percent_base", "clamp", "early_percent", "late_warning", "rounding")


def _month_deduction(bonus: Decimal, proxies: int, **given: Any) -> Said:
    counts = {name: given.pop(name) for name in _COUNTS}
    readings = {name: given.pop(name) for name in _BONUS}
    proxy = {"proxy_punch_percent": given.pop("proxy_punch_percent")}
    changes = {"attendance": given, "bonus": readings, "supervision": proxy}
    policy = amend(department.policy(), changes)
    days = tuple(date(2024, 1, 1) + timedelta(days=number) for number in range(proxies))
    try:
        bill = department.settled(policy, department.Counts(**counts, proxies=days), bonus=bonus)
    except MissingParameterError as error:
        return lacking(error)
    sanctions = Counter(str(sanction.kind) for sanction in bill.sanctions)
    return answered(
        {
            "sum": _fen(bill.unclamped),
            "net": _fen(bill.net),
            "written_warnings": sanctions["written_warning"],
            "severe_warnings": sanctions["severe_warning"],
            "demerits": sanctions["demerit"],
        },
        bill.reasons,
    )


def _fen(amount: Decimal) -> int:
    """Whole fen of what adds up to more, or less, than one amount may be."""
    return int(amount * 100)


ATTENDANCE: Final[dict[str, Callable[..., Said]]] = {
    "lateness_deduction": _lateness_deduction,
    "judge_day": _judge_day,
    "month_deduction": _month_deduction,
}
"""How each operation about attendance is answered, by its name."""
