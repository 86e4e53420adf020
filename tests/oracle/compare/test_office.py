"""S2-03: private calls, offers, pay, hours, lateness, sign-ins and daily reports."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from csrules.attendance import Direction, Fact, Punch
from csrules.regulations import office as pack
from tests.oracle import days as oracle_days
from tests.oracle import information, lateness
from tests.oracle.compare.comparing import Figure, comparison, or_blank, whole
from tests.oracle.compare.drawing import CN, DAYS, SOME_DAYS
from tests.oracle.compare.test_company_limits import COUNTING, counted
from tests.oracle.compare.test_department_days import clock

if TYPE_CHECKING:
    from tests.oracle.compare.comparing import Under


@comparison(
    "office", "S2-03-04", figures={"calls.longest_private_seconds": whole(180, 0, 5_000)},
    corners=({"seconds": 179}, {"seconds": 180}, {"seconds": 181}), seconds=st.integers(0, 6_000),
)  # fmt: skip
def test_a_private_call(under: Under, seconds: int) -> tuple[object, object]:
    mine = pack.permitted(under.policy, "private_call", seconds=seconds).allowed
    limit = under["calls.longest_private_seconds"]
    return mine, lateness.private_call_tolerated(seconds, limit)


@comparison(
    "office", "S2-03-07",
    figures={"customers.offer_interval_days": Figure(30, st.none() | st.integers(1, 60))},
    readings=COUNTING, last_offer=SOME_DAYS, later=st.integers(0, 80),
)  # fmt: skip
def test_the_next_offer(under: Under, last_offer: date, later: int) -> tuple[object, object]:
    interval = under["customers.offer_interval_days"]
    as_of = last_offer + timedelta(days=later)

    def mine() -> object:
        found = pack.offer_due(under.policy, last_offer=last_offer, as_of=as_of, calendar=CN)
        return found.deadline.due, found.is_due

    if interval is None:
        return or_blank(mine), "blank"
    options = counted(under)
    options["ends"] = options.pop("last_day")
    due = information.every_n_days(last_offer, interval, DAYS, **options)
    last = (due - timedelta(microseconds=1)).date()
    return or_blank(mine), (due, as_of >= last)


YUAN = Figure(100, st.none() | st.integers(0, 10**9).map(lambda fen: Decimal(fen) / 100))


@comparison("office", "S2-03-10", figures={f"pay.{part}": YUAN for part in (
    "wage", "commission", "bonus"
)})  # fmt: skip
def test_pay(under: Under) -> tuple[object, object]:
    """Three parts that the text leaves empty."""
    parts = [under[f"pay.{part}"] for part in ("wage", "commission", "bonus")]
    mine = or_blank(lambda: pack.pay(under.policy).total * 100)
    theirs = "blank" if None in parts else sum(Fraction(part) * 100 for part in parts)
    return mine, theirs


PERCENT = st.sampled_from(["0", "1", "5"]) | st.integers(0, 2_000).map(
    lambda n: str(Decimal(n) / 100)
)
RATES = {
    "lateness.first_percent": Figure(1, PERCENT), "lateness.later_percent": Figure(5, PERCENT),
    "lateness.later_from": whole(3, 2, 10),
    "lateness.cap_percent": Figure(None, st.none() | st.integers(1, 120)),
}  # fmt: skip
ROUNDING = {"half_up": "half_up", "half_even": "half_even", "sum": "round_the_sum"}


@comparison(
    "office", "S2-03-12", figures=RATES, readings=("lateness.escalation", "lateness.rounding"),
    lawful=lambda drawn: (
        Fraction(drawn["lateness.first_percent"]) <= Fraction(drawn["lateness.later_percent"])
    ),
    corners=tuple({"base": 500_000, "n": n} for n in (0, 1, 2, 3, 4, 22)),
    base=st.integers(0, 10**8), n=st.integers(0, 31),
)  # fmt: skip
def test_lateness(under: Under, base: int, n: int) -> tuple[object, object]:
    found = pack.lateness_deduction(under.policy, base_pay=Decimal(base) / 100, late_days=n)
    cap = under["lateness.cap_percent"]
    theirs = lateness.deduction(
        base, n, under["lateness.escalation"], rounding=ROUNDING[under["lateness.rounding"]],
        first=Fraction(under["lateness.first_percent"]) / 100,
        later=Fraction(under["lateness.later_percent"]) / 100,
        third=under["lateness.later_from"], cap=None if cap is None else Fraction(cap) / 100,
    )  # fmt: skip
    return found.amount * 100, theirs


NEAR = st.integers(-3_700, 3_700) | st.integers(-1, 1)
DAY_PUNCHES = st.lists(
    st.tuples(NEAR, NEAR, st.sampled_from(["both", "on", "off", "none"])), min_size=1, max_size=31
)


@comparison(
    "office", "S2-03-03", "S2-03-11", "S2-03-12",
    figures={"hours.start": clock(time(8, 30), 7, 10), "hours.end": clock(time(17, 30), 16, 20)},
    each_day=DAY_PUNCHES,
)  # fmt: skip
def test_a_month_of_punches(
    under: Under, each_day: list[tuple[int, int, str]]
) -> tuple[object, object]:
    begins, ends = under["hours.start"], under["hours.end"]
    days = [date(2024, 3, 1) + timedelta(days=n) for n in range(len(each_day))]
    punches, arrivals, early, unsigned = [], [], [], []
    for day, (late, left, which) in zip(days, each_day, strict=True):
        arrival = datetime.combine(day, begins) + timedelta(seconds=late)
        departure = datetime.combine(day, ends) + timedelta(seconds=left)
        if which in ("both", "on"):
            punches.append(Punch("li", day, Direction.ON, arrival))
            arrivals.append(arrival)
        else:
            unsigned.append(day)
        if which in ("both", "off"):
            punches.append(Punch("li", day, Direction.OFF, departure))
            early += [day] if lateness.is_early(departure, ends) else []
    found = pack.month(under.policy, "li", 2024, 3, punches=punches, base_pay=5_000, scheduled=days)
    mine = (
        list(found.late_days), list(pack.missing_sign_ins(found.days)),
        [day.day for day in found.days if day.has(Fact.EARLY)],
        found.amount * 100,
    )  # fmt: skip
    late_days = lateness.late_days(arrivals, 2024, 3, begins)
    return mine, (late_days, unsigned, early, lateness.deduction(500_000, len(late_days)))


@comparison(
    "office", "S2-03-13", first=SOME_DAYS, long=st.integers(0, 14),
    sent=st.lists(st.tuples(st.integers(0, 14), *[st.booleans()] * 3),
                  unique_by=lambda report: report[0]),
)  # fmt: skip
def test_daily_reports(
    under: Under, first: date, long: int, sent: list[tuple[int, bool, bool, bool]]
) -> tuple[object, object]:
    """Every working day; complete, true and up to standard."""
    last = first + timedelta(days=long)
    reports = [(first + timedelta(days=n), good) for n, *good in sent if n <= long]
    found = pack.daily_reports(
        CN, first, last, [pack.DailyReport(day, *good) for day, good in reports]
    )
    mine = (list(found.due), list(found.missing), sorted(each.day for each in found.failed))
    working = oracle_days.working_days(DAYS, first, last)
    theirs = (
        working, [day for day in working if day not in dict(reports)],
        sorted(day for day, good in reports if not all(good)),
    )  # fmt: skip
    return mine, theirs
