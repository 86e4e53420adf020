"""004 1.3, 1.4, 1.6, 1.7: a month's deductions and sanctions, with the blanks filled in."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from csrules.attendance import Direction, Punch
from csrules.regulations import department as pack
from tests.oracle import bonus
from tests.oracle import department as oracle
from tests.oracle.compare.comparing import Figure, comparison, or_blank

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.oracle.compare.comparing import Under

BLANKS = {
    "P5": "attendance.late_window_minutes", "P6": "attendance.late_deduction",
    "P7": "attendance.late_warning_count", "P8": "attendance.early_deduction",
    "P9": "attendance.early_severe_count", "P10": "attendance.early_severe_percent",
    "P12": "attendance.absent_half_day_deduction", "P13": "attendance.absent_full_day_deduction",
    "P14": "attendance.dismiss_consecutive_days", "P15": "attendance.dismiss_monthly_days",
    "P17": "supervision.proxy_punch_percent",
}  # fmt: skip
"""The blanks by their numbers in the rule book."""

MONEY = ("P6", "P8", "P12", "P13")


def blanks(under: Under) -> dict[str, Fraction | int | None]:
    """The blanks as the oracle takes them, money in fen."""
    found: dict[str, Fraction | int | None] = {}
    for name, path in BLANKS.items():
        if path in under.settings:
            value = under[path]
            exact = None if value is None else Fraction(value)
            found[name] = exact * 100 if exact is not None and name in MONEY else exact
    return found


def yuan(stated: int) -> Figure:
    return Figure(stated, st.none() | st.integers(0, 50_000).map(lambda fen: Decimal(fen) / 100))


def count(stated: int, most: int = 12) -> Figure:
    return Figure(stated, st.none() | st.integers(1, most))


PERCENT = st.sampled_from(["0", "50", "100"]) | st.integers(0, 10_000).map(
    lambda n: str(Decimal(n) / 100)
)
FIGURES = {
    BLANKS["P6"]: yuan(20), BLANKS["P7"]: count(3), BLANKS["P8"]: yuan(30),
    BLANKS["P9"]: count(2), BLANKS["P10"]: Figure(10, st.none() | PERCENT),
    BLANKS["P12"]: yuan(100), BLANKS["P13"]: yuan(250),
    BLANKS["P17"]: Figure(20, st.none() | PERCENT),
}  # fmt: skip


def half_not_dearer(figures: Mapping[str, Any]) -> bool:
    half, full = figures[BLANKS["P12"]], figures[BLANKS["P13"]]
    return half is None or full is None or half <= full


READINGS = ("bonus.percent_base", "bonus.clamp", "bonus.early_percent", "bonus.late_warning",
            "bonus.rounding")  # fmt: skip
EARLY = {"adds": "on_top", "replaces": "replaces"}
WARNING = {"once": "once", "each_case": "each"}
ROUNDING = {"half_up": "half_up", "half_even": "half_even", "sum": "round_the_sum"}
FEW = st.integers(0, 8)
NOTHING = {"late": 0, "early": 0, "late_halves": 0, "early_halves": 0, "halves": 0}


@comparison(
    "department", "004-1.3.1-3", "004-1.3.1-4", "004-1.3.2-2", "004-1.3.2-3", "004-1.4-3",
    "004-1.4-4", "004-1.6.2-2", "004-1.7-1",
    figures=FIGURES, lawful=half_not_dearer, readings=READINGS,
    late=FEW, early=FEW, half=FEW, whole=FEW, proxies=st.integers(0, 6),
    bonus_fen=st.integers(0, 300_000),
)  # fmt: skip
def test_a_month(
    under: Under, late: int, early: int, half: int, whole: int, proxies: int, bonus_fen: int
) -> tuple[object, object]:
    days = [NOTHING | {"late": 1}] * late + [NOTHING | {"early": 1}] * early
    days += [NOTHING | {"halves": 1}] * half + [NOTHING | {"halves": 2}] * whole

    def theirs() -> object:
        found = bonus.month(
            days, blanks(under), bonus_fen, proxies=proxies, base=under["bonus.percent_base"],
            clamp={"base": True, "none": False}[under["bonus.clamp"]],
            early_percent=EARLY[under["bonus.early_percent"]],
            warning=WARNING[under["bonus.late_warning"]],
            rounding=ROUNDING[under["bonus.rounding"]],
        )  # fmt: skip
        names = ("sum", "net", "written_warnings", "severe_warnings", "demerits")
        return [found[name] for name in names]

    def mine() -> object:
        acts = tuple(date(2024, 3, 1) + timedelta(days=n) for n in range(proxies))
        told = pack.Counts(late=late, early=early, half_days=half, whole_days=whole, proxies=acts)
        found = pack.settled(under.policy, told, bonus=Decimal(bonus_fen) / 100)
        kinds = Counter(str(sanction.kind) for sanction in found.sanctions)
        return [
            found.unclamped * 100, found.net * 100, kinds["written_warning"],
            kinds["severe_warning"], kinds["demerit"],
        ]  # fmt: skip

    return or_blank(mine), or_blank(theirs)


WORKDAYS = [
    day
    for day in (date(2024, 2, 19) + timedelta(days=n) for n in range(41))
    if day.isoweekday() < 6
]
"""Scheduled days from 19 February to the end of March: a run may cross the month."""

SCHEDULE = {
    "schedule.work_start": Figure("09:00", st.just("09:00")),
    "schedule.work_end": Figure("18:00", st.just("18:00")),
    "schedule.lunch_hours": Figure(1, st.just(1)),
    "schedule.lunch_start": Figure("12:00", st.just("12:00")),
    "attendance.late_window_minutes": Figure(10, st.just(10)),
    "attendance.absence_threshold_hours": Figure(1, st.just(1)),
}
PUNCHES = {
    0: [(Direction.ON, time(9)), (Direction.OFF, time(18))],
    1: [(Direction.ON, time(11)), (Direction.OFF, time(18))],
    2: [],
}
"""Punches that come to so many half days of absence."""

HALVES = st.integers(1, 24).map(lambda halves: str(Decimal(halves) / 2))


@comparison(
    "department", "004-1.4-5",
    figures=SCHEDULE | {
        BLANKS["P14"]: count(3, 8),
        BLANKS["P15"]: Figure("5", st.none() | HALVES),
    },
    halves=st.lists(st.sampled_from([0, 0, 1, 2, 2]), min_size=len(WORKDAYS),
                    max_size=len(WORKDAYS)),
)  # fmt: skip
def test_dismissal(under: Under, halves: list[int]) -> tuple[object, object]:
    absent = list(zip(WORKDAYS, halves, strict=True))
    punches = [
        Punch("li", day, way, datetime.combine(day, clock))
        for day, half in absent
        for way, clock in PUNCHES[half]
    ]

    def mine() -> object:
        days = pack.judged_days(under.policy, "li", punches, WORKDAYS)
        found = pack.dismissal(under.policy, days, 2024, 3)
        return found.by_run, found.by_month

    def theirs() -> object:
        found = bonus.dismissal(absent, blanks(under), of=(2024, 3))
        return "consecutive" in found, "monthly" in found

    return or_blank(mine), or_blank(theirs)


@comparison(
    "department", "004-1.5.2-4", readings=("bonus.rounding",), halves=st.integers(0, 62),
    wage=st.integers(0, 200_000),
)  # fmt: skip
def test_wages(under: Under, halves: int, wage: int) -> tuple[object, object]:
    days = Decimal(halves) / 2
    line = pack.personal_leave_wages(under.policy, days=str(days), daily_wage=Decimal(wage) / 100)
    rounding = {"sum": "half_up"}.get(under["bonus.rounding"], under["bonus.rounding"])
    theirs = oracle.wages(Fraction(halves, 2), wage, rounding)
    return line.amount * 100, theirs
