"""Punches and what they cost: the office's lateness, the department's days and months."""

import sqlite3
from collections.abc import Callable
from datetime import datetime
from fractions import Fraction
from typing import Any

from .doors import ROUNDINGS, Refused, WrongInput, choice, clock, decimal, moment, money, whole

BLANKS = {
    "late_deduction": "004-1.3.1-3",
    "late_warning_count": "004-1.3.1-4",
    "early_deduction": "004-1.3.2-2",
    "early_severe_count": "004-1.3.2-3",
    "early_severe_percent": "004-1.3.2-3",
    "absent_half_day_deduction": "004-1.4-3",
    "absent_full_day_deduction": "004-1.4-4",
    "proxy_punch_percent": "004-1.6.2-2",
    "late_window_minutes": "004-1.3.1-1",
    "absence_threshold_hours": "004-1.4-2",
    "lunch_hours": "004-1.1-1",
    "lunch_start": "004-1.4-2",
}
"""Figures that the regulation leaves open, and the rule that needs each."""

Blanks = dict[str, Any]


def _count(raw: Any, name: str) -> int:
    return whole(raw, name, 1)


def _minutes(raw: Any, name: str) -> int:
    return whole(raw, name, 0, 1440) * 60


def _percent(raw: Any, name: str) -> Fraction:
    return decimal(raw, name, 2, 100)


def _seconds(raw: Any, name: str) -> int:
    return int(decimal(raw, name, 2, 24) * 3600)


def _clock_of_day(raw: Any, name: str) -> int:
    if raw == "24:00":
        raise WrongInput(name)
    return clock(raw, name)


READERS: dict[str, Callable[[Any, str], Any]] = {
    "late_window_minutes": _minutes,
    "absence_threshold_hours": _seconds,
    "lunch_hours": _seconds,
    "lunch_start": _clock_of_day,
    "late_warning_count": _count,
    "early_severe_count": _count,
    "early_severe_percent": _percent,
    "proxy_punch_percent": _percent,
    "late_deduction": money,
    "early_deduction": money,
    "absent_half_day_deduction": money,
    "absent_full_day_deduction": money,
}


def read_blanks(raw: Blanks) -> Blanks:
    """The figures that the company has set."""
    given = {name: value for name, value in raw.items() if value is not None}
    for name in given:
        if name not in BLANKS:
            raise WrongInput(name)
    return {name: READERS[name](value, name) for name, value in given.items()}


def need(blanks: Blanks, name: str) -> Any:
    """A figure, or the refusal of what cannot be said without it."""
    if name not in blanks:
        raise Refused(BLANKS[name])
    return blanks[name]


class Attendance:
    """The punch clock's table, and the bills made of it."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self.database = database
        database.execute("create table if not exists punches (day text, seconds integer, way text)")

    # --- the office ------------------------------------------------------------------------------

    def rate(self, number: int, count: int, escalation: str) -> Fraction:
        """What the n-th late day of a month costs, as a share of the base pay."""
        reached = {
            "marginal": number >= 3, "whole_month": count >= 3, "exclusive": number > 3,
        }  # fmt: skip
        return Fraction(5 if reached[escalation] else 1, 100)

    def lateness(
        self, base_pay: str, late_days: int, escalation: str, rounding: str
    ) -> dict[str, Any]:
        """Each late day's line and their sum, in fen."""
        pay, count = money(base_pay, "base_pay"), whole(late_days, "late_days", 0, 31)
        choice(escalation, "escalation", ("marginal", "whole_month", "exclusive"))
        cut = ROUNDINGS[choice(rounding, "rounding", tuple(ROUNDINGS))]
        lines = [cut(pay * self.rate(n, count, escalation)) for n in range(1, count + 1)]
        return {"lines": lines, "sum": sum(lines)}

    # --- a day of the department -----------------------------------------------------------------

    def day(
        self,
        begins: str,
        ends: str,
        arrival: str | None,
        departure: str | None,
        gap: str,
        none: str,
        blanks: Blanks,
    ) -> dict[str, Any]:
        """What one scheduled day was, from the punches that the table holds of it."""
        start, end = moment(begins, "begins"), moment(ends, "ends")
        choice(gap, "gap_policy", ("late", "half_day_absent", "error"))
        choice(none, "no_punches", ("whole_day", "half_day"))
        own = read_blanks(blanks)
        punches = {}
        for way, raw in (("arrival", arrival), ("departure", departure)):
            if raw is not None:
                punches[way] = moment(raw, way)
        for name, at in (("ends", end), *punches.items()):
            if at.date() != start.date():
                raise WrongInput(name)
        if len(punches) == 2 and punches["departure"] < punches["arrival"]:
            raise WrongInput("departure")
        shift = Shift(_second(start), _second(end), own)
        self._punch(start, punches)
        return self._judge(start, shift, gap, 2 if none == "whole_day" else 1)

    def _punch(self, start: datetime, punches: dict[str, datetime]) -> None:
        key = start.date().isoformat()
        rows = [(key, _second(at), way) for way, at in punches.items()]
        with self.database:
            self.database.execute("delete from punches where day = ?", (key,))
            self.database.executemany("insert into punches values (?, ?, ?)", rows)

    def _judge(self, start: datetime, shift: "Shift", gap: str, none: int) -> dict[str, Any]:
        key = start.date().isoformat()
        rows = self.database.execute("select way, seconds from punches where day = ?", (key,))
        at: dict[str, int] = dict(rows.fetchall())
        found = {"late": False, "gap": False, "early": False, "unresolved": len(at) == 1}
        halves = 0 if at else none
        if at.get("departure", shift.end) < shift.end:
            away = shift.absent(at["departure"], shift.end)
            halves += away
            found["early"] = not away
        if at.get("arrival", shift.begin) > shift.begin:
            late, unnamed, away = shift.late(at["arrival"], gap)
            halves += away
            found |= {"late": late, "gap": unnamed}
        return found | {"halves": min(2, halves)}

    # --- a month of the department ---------------------------------------------------------------

    def month(
        self, bonus: str, counts: dict[str, int], readings: dict[str, str], blanks: Blanks
    ) -> dict[str, int]:
        """What a month takes from the bonus, and which sanctions follow."""
        pot, own = money(bonus, "bonus"), read_blanks(blanks)
        n = {name: whole(raw, name, 0, 31) for name, raw in counts.items()}
        choice(readings["clamp"], "clamp", ("base", "none"))
        replaces = choice(readings["early_percent"], "early_percent", ("adds", "replaces"))
        each = choice(readings["late_warning"], "late_warning", ("once", "each_case"))
        cut = ROUNDINGS[choice(readings["rounding"], "rounding", tuple(ROUNDINGS))]
        half, full = (own.get(f"absent_{part}_day_deduction") for part in ("half", "full"))
        if half is not None and full is not None and half > full:
            raise WrongInput("absent_half_day_deduction")
        severe = n["early"] > 0 and n["early"] >= need(own, "early_severe_count")
        amounts = {
            "late_deduction": n["late"],
            "early_deduction": 0 if severe and replaces == "replaces" else n["early"],
            "absent_half_day_deduction": n["half_days"],
            "absent_full_day_deduction": n["whole_days"],
        }
        total = sum(times * need(own, name) for name, times in amounts.items() if times)
        warnings = 0
        if n["late"] and n["late"] >= need(own, "late_warning_count"):
            over = n["late"] - own["late_warning_count"] + 1
            warnings = over if each == "each_case" else 1
        if severe:
            total += cut(pot * need(own, "early_severe_percent") / 100)
        room = Fraction(100)
        for _ in range(n["proxies"]):
            share = min(need(own, "proxy_punch_percent"), room)
            room -= share
            total += cut(pot * share / 100)
        left = pot - total if readings["clamp"] == "none" else max(0, pot - total)
        return {
            "sum": total,
            "net": left,
            "written_warnings": warnings,
            "severe_warnings": int(severe) + n["proxies"],
            "demerits": n["whole_days"],
        }


def _second(at: datetime) -> int:
    return at.hour * 3600 + at.minute * 60 + at.second


class Shift:
    """A working day in seconds from 00:00, with the figures that judge it."""

    def __init__(self, begin: int, end: int, blanks: Blanks) -> None:
        self.begin, self.end, self.blanks = begin, end, blanks
        if end <= begin:
            raise WrongInput("ends")
        lunch, noon = blanks.get("lunch_hours", 0), blanks.get("lunch_start")
        if lunch and lunch >= end - begin:
            raise WrongInput("lunch_hours")
        if noon is not None and (noon < begin or noon + lunch > end):
            raise WrongInput("lunch_start")
        window, threshold = (
            blanks.get(name) for name in ("late_window_minutes", "absence_threshold_hours")
        )
        if window is not None and threshold is not None and window > threshold:
            raise WrongInput("late_window_minutes")

    def late(self, arrival: int, gap: str) -> tuple[bool, bool, int]:
        """Late, late in the gap of the text, or so many half days absent."""
        window = self.blanks.get("late_window_minutes")
        if window is not None and arrival - self.begin <= window:
            return (True, False, 0)
        away = self.absent(self.begin, arrival)
        if away:
            return (False, False, away)
        need(self.blanks, "late_window_minutes")
        if gap == "error":
            raise Refused("004-1.3.1-2")
        return (True, True, 0) if gap == "late" else (False, False, 1)

    def absent(self, gone: int, back: int) -> int:
        """Half days absent for a time away: none up to the threshold, two beyond half the day."""
        threshold = need(self.blanks, "absence_threshold_hours")
        if back - gone <= threshold:
            return 0
        lunch = need(self.blanks, "lunch_hours")
        first, last = max(gone, self.begin), min(back, self.end)
        half = Fraction(self.end - self.begin - lunch, 2)
        answers = set()
        for eaten in self._eaten(first, last, lunch):
            there = max(0, last - first) - eaten
            away = back - gone - eaten
            answers.add(0 if away <= threshold else 1 if there <= half else 2)
        if len(answers) > 1:
            raise Refused(BLANKS["lunch_start"])
        return answers.pop()

    def _eaten(self, first: int, last: int, lunch: int) -> tuple[int, ...]:
        """How much of lunch lies in between: known, or the least and the most there can be."""
        if last <= first:
            return (0,)
        noon = self.blanks.get("lunch_start")
        if noon is not None:
            return (max(0, min(last, noon + lunch) - max(first, noon)),)
        beside = max(first - self.begin, self.end - last)
        return (max(0, lunch - beside), min(lunch, last - first))
