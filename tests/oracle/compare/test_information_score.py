"""001 IM section 6: the information score of a year, from counts and from the reports."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from csrules.regulations import property_handbook as pack
from tests.oracle import information, limits
from tests.oracle import score as oracle
from tests.oracle.compare.comparing import Figure, comparison, or_blank, whole
from tests.oracle.compare.drawing import CN, DAYS
from tests.oracle.compare.test_information_times import by_day

if TYPE_CHECKING:
    from tests.oracle.compare.comparing import Under

POINTS = {
    "periodic_on_time": ("2", "periodic_on_time"), "missing_periodic": ("0.5", "missing"),
    "late_periodic": ("0.1", "late"), "periodic_quality": ("2.5", "periodic_quality"),
    "defect": ("0.1", "defects"), "instant_on_time": ("2", "instant_on_time"),
    "late_instant": ("0.1", "late_instant"), "instant_complete": ("2", "instant_complete"),
    "omitted_instant": ("0.2", "omitted_instant"), "plans": ("1", "plan_and_summary"),
    "missing_plan": ("0.5", "plans"), "training": ("0.5", "training_outline"),
    "missing_training": ("0.5", "outlines"),
}  # fmt: skip
"""Each figure of the score: as stated in points, and the oracle's name for it."""

COUNTS = {
    "missing_periodic": "missing", "late_periodic": "late", "defects": "defects",
    "late_instant": "late_instant", "omitted_instant": "omitted_instant",
    "missing_plans": "plans", "missing_training": "outlines",
}  # fmt: skip

TENTHS = st.integers(0, 40).map(lambda n: f"{n // 10}.{n % 10}")
FIGURES = {f"score.{name}": Figure(stated, TENTHS) for name, (stated, _) in POINTS.items()}


def points(under: Under) -> dict[str, Fraction]:
    return {theirs: Fraction(under[f"score.{name}"]) for name, (_, theirs) in POINTS.items()}


FAULTS = st.fixed_dictionaries({}, optional={
    "missing_periodic": st.integers(0, 6), "late_periodic": st.integers(0, 6),
    "defects": st.integers(0, 40), "late_instant": st.integers(0, 40),
    "omitted_instant": st.integers(0, 40), "missing_plans": st.integers(0, 2),
    "missing_training": st.integers(0, 1),
})  # fmt: skip
WORKED = tuple(
    {"counts": some}
    for some in (
        {}, {"missing_periodic": 12}, {"late_periodic": 12}, {"defects": 25}, {"defects": 26},
        {"missing_periodic": 1, "late_periodic": 3, "defects": 4, "late_instant": 2,
         "omitted_instant": 1, "missing_plans": 1},
    )
)  # fmt: skip
RULES = tuple(f"001-IM-6.1-{number}" for number in range(1, 8))


@comparison(
    "property_handbook", *RULES, figures=FIGURES, readings=("score.clamp",), corners=WORKED,
    counts=FAULTS,
)  # fmt: skip
def test_from_counts(under: Under, counts: dict[str, int]) -> tuple[object, object]:
    theirs = oracle.total(
        {COUNTS[name]: number for name, number in counts.items()},
        {"item": "per_item", "total": "total_only"}[under["score.clamp"]], points=points(under),
    )  # fmt: skip
    return Fraction(pack.information_score(under.policy, **counts).total), theirs


GRADES = [{"grade": "good", "at_least": "8"}, {"grade": "fair", "at_least": "6.5"},
          {"grade": "poor", "at_least": "0"}]  # fmt: skip
LEAST = st.lists(st.integers(1, 99), min_size=1, max_size=3, unique=True)
TABLES = LEAST.map(
    lambda least: [
        {"grade": f"g{at}", "at_least": f"{at // 10}.{at % 10}"}
        for at in [*sorted(least, reverse=True), 0]
    ]
)


@comparison(
    "property_handbook", "001-IM-6.1-8",
    figures={"score.grades": Figure(GRADES, st.none() | TABLES)},
    corners=({"counts": {"defects": 20}}, {"counts": {"defects": 21}}), counts=FAULTS,
)  # fmt: skip
def test_the_grade(under: Under, counts: dict[str, int]) -> tuple[object, object]:
    score = pack.information_score(under.policy, **counts)
    mine = or_blank(lambda: pack.information_grade(under.policy, score).grade)
    table = under["score.grades"]
    if table is None:
        return mine, "blank"
    total = oracle.total({COUNTS[name]: number for name, number in counts.items()})
    rows = [(row["grade"], Fraction(row["at_least"])) for row in table]
    return mine, information.grade_of(total, rows)


YEAR = 2024
SECONDS = st.integers(-3, 3) | st.integers(-40 * 86_400, 40 * 86_400)
"""How long before or after it is due something is received."""

MAILS = st.none() | st.tuples(SECONDS, st.integers(0, 30 * 86_400), st.booleans(), st.booleans())
"""Received so long after it is due, first sent so long before; original shown; objective cause."""


def mail(earliest: datetime, due: datetime, drawn: tuple[int, int, bool, bool] | None) -> pack.Mail:
    """A mail that was not sent before there was something to send."""
    if drawn is None:
        return pack.Mail(None)
    received = max(earliest, due + timedelta(seconds=drawn[0]))
    first_sent = max(earliest, received - timedelta(seconds=drawn[1]))
    return pack.Mail(received, first_sent, drawn[2], drawn[3])


def record(sent: pack.Mail, **more: Any) -> dict[str, object]:
    """A mail as the oracle takes it."""
    return {
        "received": sent.received_at, "first_sent": sent.first_sent_at,
        "original_mail": sent.original_mail, "objective_cause": sent.objective_cause, **more,
    }  # fmt: skip


@comparison(
    "property_handbook", "001-IM-6.2-1", "001-IM-6.2-2", sent=MAILS,
)  # fmt: skip
def test_the_effective_time(
    under: Under, sent: tuple[int, int, bool, bool] | None
) -> tuple[object, object]:
    one = mail(datetime(YEAR, 1, 1), datetime(YEAR, 5, 1), sent)
    return pack.effective_time(one).at, oracle.effective(record(one))


@comparison(
    "property_handbook", "001-IM-4.1-1", "001-IM-6.1-2", "001-IM-6.1-3", "001-IM-6.2-1",
    "001-IM-6.2-2",
    figures={"reports.monthly_day": whole(10, 2, 28)},
    readings=("score.year", "dates.by_day", "dates.by_day_ends", "dates.day_end"),
    mails=st.lists(st.tuples(MAILS, st.integers(0, 3)), min_size=12, max_size=12),
    as_of=st.integers(1, 460), beside=st.none() | st.integers(-1, 1),
)  # fmt: skip
def test_the_monthly_reports_of_a_year(
    under: Under,
    mails: list[tuple[tuple[int, int, bool, bool] | None, int]],
    as_of: int,
    beside: int | None,
) -> tuple[object, object]:
    """As of a day; ``beside`` seconds from its end one of the reports comes in."""

    def due_of(covers: tuple[int, int]) -> datetime:
        month = limits.month_after(*covers)
        return information.by_month_day(*month, under["reports.monthly_day"], DAYS, **by_day(under))

    counted = {"due_in_year": "due_in_year", "covering_year": "covering"}[under["score.year"]]
    day = date(YEAR - 1, 12, 31) + timedelta(days=as_of)
    ends = limits.end_of(day)
    reports, records, months = [], [], oracle.months_of(YEAR, counted)
    for covers, (drawn, defects) in zip(months, mails, strict=True):
        ready = datetime(*limits.month_after(*covers), 1)
        one = mail(ready, due_of(covers), drawn)
        this_month = (ready.year, ready.month) == (ends.year, ends.month)
        if beside is not None and drawn and this_month and ready < ends:
            one = pack.Mail(ends + timedelta(seconds=beside))
        reports.append(pack.MonthlyReport(*covers, one, defects if drawn else 0))
        records.append(record(one, covers=covers, defects=defects if drawn else 0))
    found = pack.counts_of_reports(under.policy, YEAR, day, monthly=reports, calendar=CN)
    mine = {COUNTS[name]: number for name, number in found.counts.items()}
    dues = [each.deadline.due for each in pack.reports_due(under.policy, YEAR, CN)]
    theirs = oracle.counts_of(
        YEAR, ends, monthly=list(records), instant=[], yearly={},
        counted=counted, due_of=due_of,
    )  # fmt: skip
    names = ("missing", "late", "defects")
    return (
        ({name: mine[name] for name in names}, dues),
        ({name: theirs[name] for name in names}, [due_of(covers) for covers in months]),
    )


DAY_OF_YEAR = st.integers(0, 300)


@comparison(
    "property_handbook", "001-IM-6.1-4", "001-IM-6.1-5", "001-IM-6.1-6", "001-IM-6.1-7",
    "001-IM-4.1-6",
    figures={"incidents.report_hours": whole(2, 1, 72)},
    happened=st.lists(st.tuples(DAY_OF_YEAR, MAILS), max_size=6),
    yearly=st.tuples(*[st.none() | DAY_OF_YEAR] * 3),
)  # fmt: skip
def test_the_rest_of_a_year(
    under: Under,
    happened: list[tuple[int, tuple[int, int, bool, bool] | None]],
    yearly: tuple[int | None, int | None, int | None],
) -> tuple[object, object]:
    start, items = datetime(YEAR, 2, 1, 9), []
    records: list[oracle.Report] = []
    for days, drawn in happened:
        at = start + timedelta(days=days)
        due = information.within_hours(at, Fraction(under["incidents.report_hours"]))
        one = mail(at, due, drawn)
        items.append(pack.InstantItem(pack.Report.CLASS_1_INCIDENT, at, one))
        records.append(record(one, due=due))
    came = {
        name: None if days is None else start + timedelta(days=days)
        for name, days in zip(("plan", "summary", "outline"), yearly, strict=True)
    }
    given: dict[str, Any] = {
        name: None if at is None else pack.Mail(at) for name, at in came.items()
    }
    last = date(YEAR, 12, 31)
    found = pack.counts_of_reports(under.policy, YEAR, last, instant=items, **given)
    mine = {COUNTS[name]: number for name, number in found.counts.items()}
    theirs = oracle.counts_of(YEAR, limits.end_of(last), monthly=[], instant=records, yearly=came)
    return mine, theirs
