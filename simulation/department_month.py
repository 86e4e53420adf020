"""A month of document 004 judged by the library and by the oracle, under the same blanks."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from csrules.errors import InputError, MissingParameterError
from csrules.money import yuan
from csrules.policy import amend
from csrules.regulations import department
from simulation.failure import held
from simulation.opinions.base import in_fen
from tests.oracle import attendance as oracle

if TYPE_CHECKING:
    from csrules.attendance import Punch
    from simulation.draws import Draws

__all__ = ["judged_month"]

_GAP: Final = "004-1.3.1-2"
"""The rule of an arrival for which the text names no category."""
_WHOLE_OR_HALF: Final = {"whole_day": "whole", "half_day": "half", "unresolved": "unresolved"}
_EARLY: Final = {"adds": "on_top", "replaces": "replaces"}
_WARNING: Final = {"once": "once", "each_case": "each"}


def _blanks(policy: Any) -> dict[str, Any]:
    """The blanks by their numbers, amounts in fen."""
    own = policy.attendance
    return {
        "P4": policy.schedule.lunch_hours,
        "P5": own.late_window_minutes,
        "P6": in_fen(own.late_deduction),
        "P7": own.late_warning_count,
        "P8": in_fen(own.early_deduction),
        "P9": own.early_severe_count,
        "P10": own.early_severe_percent,
        "P11": own.absence_threshold_hours,
        "P12": in_fen(own.absent_half_day_deduction),
        "P13": in_fen(own.absent_full_day_deduction),
        "P14": own.dismiss_consecutive_days,
        "P15": own.dismiss_monthly_days,
        "P17": policy.supervision.proxy_punch_percent,
    }


def _day(policy: Any, p: dict[str, Any], row: tuple[date, Any, Any]) -> oracle.Day:
    day, came, left = row
    own, schedule = policy.attendance, policy.schedule
    no_punches = _WHOLE_OR_HALF[own.no_punches]
    if own.single_punch == "whole_day" and (came is None) is not (left is None):
        # the pack: whoever is absent the whole day is not late or early besides
        came, left, no_punches = None, None, "whole"
    begins = datetime.combine(day, schedule.work_start)
    ends = datetime.combine(day, schedule.work_end)
    whole = ends - begins
    if own.absence_hours == "net":
        whole -= oracle.span(Fraction(schedule.lunch_hours))
    micro = Fraction(own.half_day_percent) / 100 * (whole // timedelta(microseconds=1))
    return oracle.classify(
        begins,
        ends,
        came,
        left,
        p,
        gap=str(own.gap_policy),
        hours=str(own.absence_hours),
        lunch_start=datetime.combine(day, schedule.lunch_start),
        half_day=timedelta(microseconds=micro.numerator) / micro.denominator,
        no_punches=no_punches,
        single_missing=_WHOLE_OR_HALF[own.single_punch],
    )


def _wanted(
    policy: Any, rows: list[tuple[date, Any, Any]], bonus: int, proxies: int
) -> dict[str, int]:
    """What the oracle says of the month; raises `LookupError` for a blank, `ValueError` for a day
    that a person has to decide."""
    p, how = _blanks(policy), policy.bonus
    days = [_day(policy, p, row) for row in rows]
    month = oracle.month(
        days,
        p,
        bonus,
        proxies=proxies,
        base=str(how.percent_base),
        clamp=how.clamp == "base",
        early_percent=_EARLY[how.early_percent],
        warning=_WARNING[how.late_warning],
        rounding=str(how.rounding),
    )
    scheduled = [(row[0], day["halves"]) for row, day in zip(rows, days, strict=True)]
    if all(halves < 2 for _, halves in scheduled):
        p["P14"] = p["P14"] or 1  # without a whole day there is no run, whatever P14 is
    return month | {"dismissed": len(oracle.dismissal(scheduled, p)) > 0}


def _found(month: department.Month) -> dict[str, int]:
    """The library's month in the oracle's words."""
    kinds = Counter(str(sanction.kind) for sanction in month.sanctions)
    counts = month.counts
    return {
        "late": counts.late,
        "early": counts.early,
        "half_days": counts.half_days,
        "whole_days": counts.whole_days,
        "sum": int(month.unclamped * 100),
        "net": int(month.net * 100),
        "written_warnings": kinds["written_warning"],
        "severe_warnings": kinds["severe_warning"],
        "demerits": kinds["demerit"],
        "dismissed": kinds["dismissal"] > 0,
    }


def judged_month(
    draws: Draws,
    policy: Any,
    person: str,
    year: int,
    month: int,
    rows: list[tuple[date, Any, Any]],
    punches: list[Punch],
) -> tuple[object, ...]:
    """Judge it by both; gives what the month came to, or why there is no answer."""
    bonus = draws.fen()
    if policy.bonus.rounding == "sum":  # the oracle rounds each line of document 004
        policy = amend(policy, {"bonus.rounding": "half_up"})
    acts = [
        department.ProxyPunch(day, "somebody", person)
        for day, _, _ in rows[: draws.one((0, 0, 0, 1, 2))]
    ]
    wanted: dict[str, int] | str
    try:
        wanted = _wanted(policy, rows, bonus, len(acts))
    except LookupError:
        wanted = "a blank"
    except ValueError as gap:
        if str(gap) != "between P5 and P11":
            raise
        wanted = "to be decided by a person"
    found: dict[str, int] | str
    try:
        answer = department.month(
            policy,
            person,
            year,
            month,
            punches=punches,
            scheduled=[day for day, _, _ in rows],
            bonus=yuan(bonus),
            proxies=acts,
        )
        found = _found(answer)
    except MissingParameterError:
        found = "a blank"
    except InputError as gap:
        if any(fault.rule != _GAP for fault in gap.faults):
            raise
        found = "to be decided by a person"
    if not isinstance(wanted, str):
        wanted = {name: wanted[name] for name in found} if isinstance(found, dict) else wanted
    held(found == wanted, "a month of the department", found, wanted, rows, policy.attendance)
    return bonus, found
