"""Questions that are asked in any case: each bound, each type, and the days that matter."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING, Any, Final

from csrules.testing.conformance.claims import passed
from csrules.testing.conformance.contract import OPERATIONS
from csrules.testing.conformance.rights import DAYS, rights
from csrules.testing.conformance.wire import EVENT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["corners"]

_START: Final = "2026-03-02T09:00:00"
_REPORT: Final = {"name": "report", "by": "customer", "at": _START}
_FIGURES: Final[dict[str, Any]] = {
    "late_deduction": "20", "late_warning_count": 3, "early_deduction": "30",
    "early_severe_count": 2, "early_severe_percent": "10", "absent_half_day_deduction": "100",
    "absent_full_day_deduction": "250.55", "proxy_punch_percent": "40",
}  # fmt: skip
_SET: Final[dict[str, Any]] = {
    "late_window_minutes": 30, "absence_threshold_hours": "1", "lunch_hours": "1",
    "lunch_start": "12:00",
}  # fmt: skip


def _day(day: str, arrival: str = "09:20:00", departure: str = "17:30:00") -> dict[str, Any]:
    clocks = {"begins": "09:00:00", "ends": "18:00:00", "arrival": arrival, "departure": departure}
    return {name: f"{day}T{clock}" for name, clock in clocks.items()}


_PLAIN: Final[dict[str, tuple[dict[str, Any], ...]]] = {
    "approver": ({"amount": "1000.00"},),
    "may_sign": ({"amount": "1000.00", "role": "gm"},),
    "elapsed_hours": (
        {"start": _START, "hours": "24", "roll": "none"},
        {"start": _START, "hours": "24"},
    ),
    "working_hours": ({"start": _START, "hours": "12"},),
    "calendar_days": ({"start": _START, "days": 6},),
    "working_days": ({"start": _START, "days": 2},),
    "month_day": ({"year": 2026, "month": 3, "day": 10},),
    "complaint": ({"events": [_REPORT]},),
    "information_score": ({},),
    "lateness_deduction": ({"base_pay": "5000", "late_days": 3},),
    "judge_day": (_day("2026-03-02") | _SET,),
    "month_deduction": ({"bonus": "1000", **_FIGURES},),
}
"""A right question of each operation, in which each value is then replaced by others."""

_LIMITS: Final = (
    {"sales_manager_limit": 1000, "deputy_gm_limit": 5000},
    {"sales_manager_limit": "00999.99", "deputy_gm_limit": "001000.00"},
)
_TOGETHER: Final[dict[str, tuple[dict[str, Any], ...]]] = {
    "approver": _LIMITS,
    "may_sign": _LIMITS,
    "month_day": tuple(
        {"year": year, "month": 2, "day": day}
        for year, day in product((1900, 2000, 2023, 2024, 2100), (28, 29, 30))
    ),
    "complaint": (
        {"events": []},
        *(
            {"events": [_REPORT | {each.name: value}]}
            for each in EVENT.parameters
            for value in rights(each.kind)
        ),
        {"events": [_REPORT | {"id": None}]},
    ),
    "judge_day": (
        *map(_day, DAYS),
        _day("2026-03-02", "07:00:00", "08:00:00"),
        _day("2026-03-02", "19:00:00", "20:00:00"),
        {"late_window_minutes": 1440, "absence_threshold_hours": "24"},
        {"late_window_minutes": 0, "absence_threshold_hours": "0"},
    ),
    "month_deduction": (
        {"absent_half_day_deduction": "250.55"},
        {"absent_half_day_deduction": "00100.00"},
    ),
}
"""Values that are right, or matter, only beside one another."""


def corners(operation: str, allowed: Mapping[str, Sequence[str]]) -> list[dict[str, Any]]:
    """Right questions with each value of its kind that lies at an end, or is written in its way.

    >>> [each["late_days"] for each in corners("lateness_deduction", {})[-2:]]
    [0, 31]
    """
    bound = OPERATIONS[operation].assumed({})
    told = passed(operation, allowed)
    plain = [
        told | each
        for each in _PLAIN[operation]
        if all(each.get(name, value) in (value, *allowed.get(name, ()))
               for name, value in bound.items())
    ]  # fmt: skip
    return [_covered(operation, given) for each in plain for given in _replaced(operation, each)]


def _replaced(operation: str, plain: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plain
    yield from (plain | together for together in _TOGETHER.get(operation, ()))
    for each in OPERATIONS[operation].parameters:
        values = [] if operation == "complaint" and each.name == "events" else rights(each.kind)
        yield from (plain | {each.name: value} for value in values)
        if each.default is None:
            yield plain | {each.name: None}


_FIRST, _LAST = date(9, 1, 1), date(9980, 1, 1)  # where a calendar can reach as far as is asked


def _covered(operation: str, given: dict[str, Any]) -> dict[str, Any]:
    """The question with a calendar, where it may have one, that reaches as far as it asks."""
    known = {each.name: each for each in OPERATIONS[operation].parameters}
    if "calendar" not in known or "calendar" in given or given.get("roll") == "none":
        return given
    start = min(max(_start(**given), _FIRST), _LAST)
    if start in (_FIRST, _LAST) and known["calendar"].default is None:
        return given
    span = max(given.get("days", 0) * 3 // 2, int(float(given.get("hours", 0))) // 5) + 40
    first, last = start - timedelta(days=7), start + timedelta(days=span)
    window = {"first": first.isoformat(), "published_until": last.isoformat()}
    return given | {"calendar": window | {"hours": [["09:00", "17:00"]]}}


def _start(start: str = "", year: int = 1, month: int = 1, **_: Any) -> date:
    return date.fromisoformat(start[:10]) if start else date(year, month, 1)
