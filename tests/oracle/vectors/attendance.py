"""A department's day and month (document 004), its blanks, and lateness at the office (S2-03)."""

from __future__ import annotations

from datetime import datetime, time
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING

from tests.oracle.approval import fen
from tests.oracle.attendance import classify
from tests.oracle.bonus import BlankError, Day, month
from tests.oracle.vectors.cases import (
    BAD_MOMENTS,
    BAD_MONEY,
    Book,
    Case,
    Json,
    answer,
    bad_whole,
    invalid,
    refused,
)
from tests.oracle.vectors.lateness import BAD_READINGS, ROUNDINGS, lateness

if TYPE_CHECKING:
    from collections.abc import Callable

RULE_OF_BLANK = {
    "P4": "004-1.1-1",
    "P5": "004-1.3.1-1",
    "P6": "004-1.3.1-3",
    "P7": "004-1.3.1-4",
    "P8": "004-1.3.2-2",
    "P9": "004-1.3.2-3",
    "P10": "004-1.3.2-3",
    "P11": "004-1.4-2",
    "P12": "004-1.4-3",
    "P13": "004-1.4-4",
    "P17": "004-1.6.2-2",
    "lunch_start": "004-1.4-2",
}
BAD_SHARES: tuple[Json, ...] = ("-1", "NaN", "", "x", True, 1.5, "1.234", ["1"])


BEGINS, ENDS = datetime(2024, 5, 8, 9), datetime(2024, 5, 8, 18)
SET: dict[str, Json] = {
    "late_window_minutes": 30,
    "absence_threshold_hours": "2",
    "lunch_hours": "1",
    "lunch_start": "12:00",
}
BLANKS = {"late_window_minutes": "P5", "absence_threshold_hours": "P11", "lunch_hours": "P4"}
GAPS = {"late": "late", "half_day_absent": "half_day_absent", "error": "error"}
ARRIVALS = ("08:59:59", "09:00:00", "09:00:01", "09:30:00", "09:30:01", "11:00:00", "11:00:01",
            "12:30:00", "14:00:00", "14:00:01", "18:00:00", None)  # fmt: skip
DEPARTURES = ("18:00:00", "17:59:59", "16:00:00", "15:59:59", "13:00:00", "12:59:59", None)


def at(clock: str | None) -> datetime | None:
    return None if clock is None else datetime.combine(BEGINS.date(), time.fromisoformat(clock))


def said(moment: datetime | None) -> Json:
    return None if moment is None else moment.isoformat(timespec="seconds")


def day(given: dict[str, Json]) -> Case:
    """A day by the oracle, in the words of the contract."""
    p = {own: given.get(name) for name, own in BLANKS.items()}
    blanks = {own: None if value is None else Fraction(value) for own, value in p.items()}
    try:
        worked = classify(
            BEGINS, ENDS, at_of(given, "arrival"), at_of(given, "departure"), blanks,
            gap=given.get("gap_policy", "late"),
            hours=given.get("absence_hours", "net"),
            lunch_start=at(given.get("lunch_start")),
            no_punches={"whole_day": "whole", "half_day": "half"}[
                given.get("no_punches", "whole_day")
            ],
            single_missing={"unresolved": "unresolved", "half_day": "half"}[
                given.get("single_punch", "unresolved")
            ],
        )  # fmt: skip
    except BlankError as missing:
        return refused(RULE_OF_BLANK[missing.args[0]])
    except ValueError as error:
        return {
            "between P5 and P11": refused("004-1.3.1-2"),
            "left before arriving": invalid("arrival", "departure"),
        }[str(error)]
    flags = {name: bool(worked[name]) for name in ("late", "gap", "early", "unresolved")}
    return answer({**flags, "halves": worked["halves"]})


def at_of(given: dict[str, Json], name: str) -> datetime | None:
    value = given.get(name)
    return None if value is None else datetime.fromisoformat(value)


BASIS = {"begins": said(BEGINS), "ends": said(ENDS)}


def asker(found: Book) -> Callable[..., None]:
    """To ask about the day: ``...`` leaves a parameter out."""

    def ask(**more: Json) -> None:
        given = {**BASIS, **{name: value for name, value in more.items() if value is not ...}}
        rules = ["004-1.4-1", "004-1.4-2"] if more.get("arrival") else ["004-1.4-1"]
        found.add("judge_day", given, day(given), "004-1.3.1-1", *rules)

    return ask


def judged(found: Book) -> None:
    ask = asker(found)
    for clock in ARRIVALS:
        for gap, hours in product(GAPS, ("net", "clock")):
            ask(arrival=said(at(clock)), departure=said(ENDS), **SET, gap_policy=gap,
                absence_hours=hours)  # fmt: skip
    for clock in DEPARTURES:
        for arrival in ("09:00:00", "09:10:00", "11:30:00"):
            ask(arrival=said(at(arrival)), departure=said(at(clock)), **SET)
    for none, single in product(("whole_day", "half_day"), ("unresolved", "half_day")):
        for came, went in ((None, None), ("09:20:00", None), (None, "17:00:00"), (None, ENDS)):
            left = said(ENDS) if went is ENDS else said(at(went) if isinstance(went, str) else None)
            ask(arrival=said(at(came)), departure=left, **SET, no_punches=none, single_punch=single)
    for missing, clock in product(SET, ("09:10:00", "10:00:00", "12:30:00", "13:30:00")):
        ask(arrival=said(at(clock)), departure=said(ENDS), **{**SET, missing: ...})
        ask(arrival="2024-05-08T09:00:00", departure=said(at(clock)), **{**SET, missing: ...})
    ask(arrival="2024-05-08T11:00:00", departure="2024-05-08T10:00:00", **SET)
    right = {**BASIS, "arrival": "2024-05-08T09:00:00", "departure": said(ENDS), **SET}
    moments = BAD_MOMENTS[:9]
    bad = {
        "begins": BAD_MOMENTS,
        "ends": BAD_MOMENTS,
        "arrival": moments,
        "departure": moments,
        "late_window_minutes": tuple(one for one in bad_whole(0, 1440) if one is not None),
        "absence_threshold_hours": (*BAD_SHARES, "25"),
        "lunch_hours": (*BAD_SHARES, "25"),
        "lunch_start": ("24:00", "noon", 12, True, ""),
        "gap_policy": BAD_READINGS,
        "absence_hours": BAD_READINGS,
        "no_punches": BAD_READINGS,
        "single_punch": BAD_READINGS,
    }
    found.faults("judge_day", right, bad, "004-1.3.1-1")


MONTH_BLANKS: dict[str, tuple[str, Json]] = {
    "late_deduction": ("P6", "20.00"),
    "late_warning_count": ("P7", 3),
    "early_deduction": ("P8", "30.00"),
    "early_severe_count": ("P9", 4),
    "early_severe_percent": ("P10", "12.5"),
    "absent_half_day_deduction": ("P12", "50.05"),
    "absent_full_day_deduction": ("P13", "120.00"),
    "proxy_punch_percent": ("P17", "33.33"),
}
MONEY = {"P6", "P8", "P12", "P13"}
ALL_SET: dict[str, Json] = {name: value for name, (_, value) in MONTH_BLANKS.items()}
NONE = {"late": 0, "gap": 0, "early": 0, "unresolved": 0, "late_halves": 0, "early_halves": 0}
MONTHS: tuple[dict[str, int], ...] = (
    {}, {"late": 1}, {"late": 2}, {"late": 3}, {"late": 5}, {"early": 1}, {"early": 3},
    {"early": 4}, {"early": 6}, {"half_days": 1}, {"half_days": 2}, {"whole_days": 1},
    {"proxies": 1}, {"proxies": 2}, {"proxies": 4}, {"early": 4, "proxies": 1},
    {"late": 3, "early": 4, "half_days": 1, "whole_days": 2, "proxies": 1},
    {"whole_days": 20}, {"late": 31, "early": 31},
)  # fmt: skip


def days_of(counts: dict[str, int]) -> list[Day]:
    """A month in which each of these happened on a day of its own."""
    found = []
    for name in ("late", "early"):
        found += [{**NONE, name: 1, "halves": 0}] * counts.get(name, 0)
    for name, halves in (("half_days", 1), ("whole_days", 2)):
        found += [{**NONE, "halves": halves}] * counts.get(name, 0)
    return found


def worked_month(given: dict[str, Json]) -> Case:
    blanks: dict[str, int | Fraction | None] = {}
    for name, (own, _) in MONTH_BLANKS.items():
        raw = given.get(name)
        if raw is not None:
            blanks[own] = fen(raw) if own in MONEY else Fraction(raw)
    counts = {name: given.get(name, 0) for name in ("late", "early", "half_days", "whole_days")}
    try:
        worked = month(
            days_of(counts), blanks, int(fen(given["bonus"])),
            proxies=given.get("proxies", 0),
            base=given.get("percent_base", "full"),
            clamp=given.get("clamp", "base") == "base",
            early_percent={"adds": "on_top", "replaces": "replaces"}[
                given.get("early_percent", "adds")
            ],
            warning={"once": "once", "each_case": "each"}[given.get("late_warning", "once")],
            rounding=ROUNDINGS[given.get("rounding", "half_up")],
        )  # fmt: skip
    except BlankError as missing:
        return refused(RULE_OF_BLANK[missing.args[0]])
    names = ("sum", "net", "written_warnings", "severe_warnings", "demerits")
    return answer({name: worked[name] for name in names})


def months(found: Book) -> None:
    rules = ("004-1.3.1-3", "004-1.7-1")
    changed: tuple[dict[str, Json], ...] = (
        {}, {"percent_base": "remainder"}, {"clamp": "none"}, {"early_percent": "replaces"},
        {"late_warning": "each_case"}, {"rounding": "half_even"},
        {"percent_base": "remainder", "rounding": "half_even", "clamp": "none"},
        {"rounding": "sum"},
        {"percent_base": "remainder", "rounding": "sum"},
    )  # fmt: skip
    asked = [*product(MONTHS, ("800.00",), changed), *product(MONTHS, ("123.45",), changed[-2:])]
    for counts, bonus, more in asked:
        given = {"bonus": bonus, **counts, **ALL_SET, **more}
        found.add("month_deduction", given, worked_month(given), *rules)
    for counts in MONTHS:
        for missing in MONTH_BLANKS:
            kept = {name: value for name, value in ALL_SET.items() if name != missing}
            given = {"bonus": "800.00", **counts, **kept}
            own = RULE_OF_BLANK[MONTH_BLANKS[missing][0]]
            found.add("month_deduction", given, worked_month(given), own)
    right = {"bonus": "800.00", "late": 1, **ALL_SET}
    counts_bad = {name: bad_whole(0, 31) for name in ("late", "early", "half_days", "whole_days")}
    bad: dict[str, tuple[Json, ...]] = {
        "bonus": BAD_MONEY,
        **counts_bad,
        "proxies": bad_whole(0, 31),
        "late_deduction": tuple(one for one in BAD_MONEY if one is not None),
        "late_warning_count": tuple(one for one in bad_whole(1) if one is not None),
        "early_severe_percent": (*BAD_SHARES, "100.01"),
        "proxy_punch_percent": (*BAD_SHARES, "100.01"),
        "percent_base": BAD_READINGS,
        "clamp": BAD_READINGS,
        "early_percent": BAD_READINGS,
        "late_warning": BAD_READINGS,
        "rounding": BAD_READINGS,
    }
    found.faults("month_deduction", right, bad, *rules)


SETTINGS: tuple[dict[str, Json], ...] = (
    {"lunch_start": "12:00:30"}, {"lunch_hours": 1}, {"lunch_hours": "01.00"},
    {"absence_threshold_hours": 2}, {"absence_threshold_hours": "002.0"},
)  # fmt: skip
FIGURES: tuple[dict[str, Json], ...] = (
    {"late_deduction": 20}, {"early_deduction": "0030.00"}, {"early_severe_percent": 12},
    {"absent_half_day_deduction": 50}, {"proxy_punch_percent": 100},
    {"proxy_punch_percent": "060.00"},
)  # fmt: skip


def written(found: Book) -> None:
    """Figures in each way in which they can be written, and punches outside of working time."""
    ask = asker(found)
    for came, went in (("07:00:00", "08:00:00"), ("07:00:00", "09:00:00"),
                       ("18:00:00", "19:00:00"), ("19:00:00", "20:00:00")):  # fmt: skip
        ask(arrival=said(at(came)), departure=said(at(went)), **SET)
    for setting, clock in product(SETTINGS, ("09:10:00", "11:00:01", "14:00:00")):
        ask(arrival=said(at(clock)), departure=said(ENDS), **{**SET, **setting})
    for bonus, figure, counts in product((800, "00800.00"), FIGURES, (MONTHS[-3], {"proxies": 2})):
        given = {"bonus": bonus, **counts, **ALL_SET, **figure}
        found.add("month_deduction", given, worked_month(given), "004-1.3.1-3", "004-1.7-1")


UNFIT: tuple[tuple[str, str, dict[str, Json], tuple[str, ...]], ...] = (
    ("judge_day", "004-1.1-1", {"ends": "2024-05-09T18:00:00"}, ("begins", "ends")),
    ("judge_day", "004-1.1-1", {"ends": "2024-05-08T09:00:00"}, ("begins", "ends")),
    ("judge_day", "004-1.3.1-1", {"arrival": "2024-05-07T09:00:00"}, ("begins", "arrival")),
    ("judge_day", "004-1.3.1-1", {"departure": "2024-05-09T09:00:00"}, ("begins", "departure")),
    ("judge_day", "004-1.1-1", {"lunch_hours": "9"}, ("begins", "ends", "lunch_hours")),
    ("judge_day", "004-1.4-2", {"lunch_start": "08:59:59"}, ("begins", "lunch_start")),
    ("judge_day", "004-1.4-2", {"lunch_hours": "2", "lunch_start": "16:00:01"},
     ("ends", "lunch_hours", "lunch_start")),
    ("judge_day", "004-1.3.1-1", {"late_window_minutes": 31, "absence_threshold_hours": "0.5"},
     ("late_window_minutes", "absence_threshold_hours")),
    ("month_deduction", "004-1.4-3", {"bonus": "1", "absent_half_day_deduction": "2.01",
                         "absent_full_day_deduction": "2"},
     ("absent_half_day_deduction", "absent_full_day_deduction")),
)  # fmt: skip
"""Values of which each is right, and which do not fit each other."""


def unfit(found: Book) -> None:
    for operation, rule, given, fields in UNFIT:
        basis = BASIS if operation == "judge_day" else {}
        found.add(operation, {**basis, **given}, invalid(*fields), rule)


def book() -> Book:
    """Every vector of the capability."""
    found = Book("attendance")
    for part in (lateness, judged, months, written, unfit):
        part(found)
    return found
