"""001 IM section 4: recurring reports, bulletins, incidents, mail and passwords."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from csrules.regulations import property_handbook as pack
from tests.oracle import company, limits
from tests.oracle import days as oracle_days
from tests.oracle import information as oracle
from tests.oracle.compare.comparing import Figure, comparison, or_blank, whole
from tests.oracle.compare.drawing import CN, DAYS, FEN, MOMENTS, SOME_DAYS
from tests.oracle.compare.test_first_asked_limits import COUNTED, close, hours

if TYPE_CHECKING:
    from tests.oracle.compare.comparing import Under

BY_DAY = ("dates.by_day", "dates.by_day_ends", "dates.day_end")
MONTHS = st.tuples(st.integers(2024, 2026), st.integers(1, 12)).filter(lambda it: it < (2026, 12))


def by_day(under: Under) -> dict[str, Any]:
    return {
        "by_day": under["dates.by_day"], "ends": under["dates.by_day_ends"], "close": close(under)
    }  # fmt: skip


def of(duty: Any, year: int, month: int) -> list[tuple[date, date, datetime]]:
    """What a duty asks for in a month: the days it covers and when it is due."""
    until = oracle.last_of(year, month)
    found = duty.due_dates(date(year, month, 1), until, CN)
    return [(each.first, each.last, each.deadline.due) for each in found]


@comparison(
    "property_handbook", "001-IM-4.1-1", "001-IM-5.1-1",
    figures={"reports.monthly_day": whole(10, 2, 31), "reports.feedback_day": whole(20, 2, 31)},
    lawful=lambda figures: figures["reports.monthly_day"] <= figures["reports.feedback_day"],
    readings=BY_DAY, of_month=MONTHS,
)  # fmt: skip
def test_by_the_month(under: Under, of_month: tuple[int, int]) -> tuple[object, object]:
    duties = (pack.monthly_report, pack.monthly_feedback, pack.monthly_edition)
    mine = [of(duty(under.policy), *of_month) for duty in duties]
    report, feedback = (
        oracle.by_month_day(*of_month, under[f"reports.{name}_day"], DAYS, **by_day(under))
        for name in ("monthly", "feedback")
    )
    span = oracle.covered(*of_month)
    return mine, [[(*span, report)], [(*span, feedback)], [(*span, feedback)]]


@comparison(
    "property_handbook", "001-IM-4.1-11",
    figures={"reports.plan_month": whole(1, 1, 12), "reports.plan_day": whole(15, 2, 28)},
    readings=BY_DAY, year=st.integers(2024, 2025),
)  # fmt: skip
def test_the_annual_plan(under: Under, year: int) -> tuple[object, object]:
    found = pack.annual_plan(under.policy).due_dates(date(year, 1, 1), date(year, 12, 31), CN)
    month, day = under["reports.plan_month"], under["reports.plan_day"]
    theirs = oracle.by_month_day(year, month, day, DAYS, **by_day(under))
    return [each.deadline.due for each in found], [theirs]


@comparison(
    "property_handbook", "001-IM-4.1-12", figures={"reports.training_month": whole(1, 1, 12)},
    readings=("dates.by_day_ends", "dates.day_end"), year=st.integers(2024, 2025),
)  # fmt: skip
def test_the_training_outline(under: Under, year: int) -> tuple[object, object]:
    found = pack.training_outline(under.policy).due_dates(date(year, 1, 1), date(year, 12, 31), CN)
    theirs = oracle.in_month(
        year, under["reports.training_month"], DAYS,
        ends=under["dates.by_day_ends"], close=close(under),
    )  # fmt: skip
    return [each.deadline.due for each in found], [theirs]


SPANS = st.tuples(SOME_DAYS, st.integers(0, 500)).map(
    lambda span: (span[0], min(date(2026, 11, 30), span[0] + timedelta(days=span[1])))
)


WITH_A_PAST = SOME_DAYS.filter(lambda day: day > date(2024, 1, 15))
"""Days of which the calendar knows the days before, too."""


@comparison("property_handbook", "001-IM-4.3-4", readings=("dates.day_end",), span=SPANS)
def test_once_a_quarter(under: Under, span: tuple[date, date]) -> tuple[object, object]:
    found = pack.data_check(under.policy, "sales").due_dates(*span, CN)
    return [each.deadline.due for each in found], oracle.quarter_ends(*span, close(under))


@comparison(
    "property_handbook", "001-IM-4.1-5",
    figures={
        "move_in.longest_gap": whole(5, 1, 12),
        "move_in.few": Figure(3, st.none() | st.integers(1, 10)),
    },
    readings=("move_in.seldom", *COUNTED),
    day=WITH_A_PAST, ago=st.integers(1, 12), came=st.integers(0, 12), major=st.booleans(),
    first_one=st.booleans(),
)  # fmt: skip
def test_the_next_bulletin(
    under: Under, day: date, ago: int, came: int, major: bool, first_one: bool
) -> tuple[object, object]:
    """From the last bulletin on; before the first one, from the eve of the period."""
    since, few = day - timedelta(days=ago), under["move_in.few"]
    begins = since + timedelta(days=1) if first_one else day - timedelta(days=60)
    period = pack.MoveInPeriod(begins, day + timedelta(days=60))
    last = None if first_one else since
    info = pack.MoveInDay(came, major)

    def mine() -> datetime | None:
        found = pack.bulletin_due(under.policy, period, day, info, last, CN)
        return None if found.deadline is None else found.deadline.due

    theirs = or_blank(lambda: oracle.next_bulletin(
        day, since, major, None if few is None else came <= few, DAYS,
        gap=under["move_in.longest_gap"], seldom=under["move_in.seldom"],
        start_day=under["dates.start_day"], ends=under["dates.count_ends"], close=close(under),
    ))  # fmt: skip
    return or_blank(mine), theirs


EACH_DAY = st.lists(st.tuples(st.booleans(), st.booleans(), st.integers(0, 9)), max_size=25)


@comparison(
    "property_handbook", "001-IM-4.1-5",
    figures={"move_in.longest_gap": whole(5, 1, 12), "move_in.few": whole(3, 1, 10)},
    readings=("move_in.seldom", "dates.start_day", "dates.count_ends"),
    first=WITH_A_PAST, each_day=EACH_DAY,
)  # fmt: skip
def test_the_bulletins_that_are_missing(
    under: Under, first: date, each_day: list[tuple[bool, bool, int]]
) -> tuple[object, object]:
    last = first + timedelta(days=len(each_day))
    days, sent, own = {}, set(), set()
    for number, (was_sent, major, came) in enumerate(each_day):
        day = first + timedelta(days=number)
        days[day] = pack.MoveInDay(came, major)
        if was_sent:
            sent.add(day)
        if major or (under["move_in.seldom"] == "both" and came > under["move_in.few"]):
            own.add(day)
    days[last] = pack.MoveInDay(0)
    found = pack.bulletins(under.policy, pack.MoveInPeriod(first, last), days, sent, CN)
    theirs = oracle.bulletins_missing(
        first, last, own, sent, DAYS, gap=under["move_in.longest_gap"],
        start_day=under["dates.start_day"], ends=under["dates.count_ends"],
    )  # fmt: skip
    return list(found.missing), theirs


@comparison(
    "property_handbook", "001-IM-4.1-6", "001-IM-4.5-1",
    figures={"incidents.report_hours": hours(2, 72), "incidents.arrival_hours": hours(2, 72)},
    at=MOMENTS,
)  # fmt: skip
def test_two_hours(under: Under, at: datetime) -> tuple[object, object]:
    clocks = pack.class_1_clocks(under.policy, at, CN)
    mine = [
        clocks.report.due, clocks.arrival.due,
        pack.incident_report_due(under.policy, at, CN).due,
        pack.arrival_due(under.policy, at, CN).due,
    ]  # fmt: skip
    both = [
        oracle.within_hours(at, Fraction(under[f"incidents.{name}_hours"]))
        for name in ("report", "arrival")
    ]
    return mine, both * 2


THREE = ("cause", "extent", "basic_response")


@comparison(
    "property_handbook", "001-IM-4.5-1", figures={"incidents.arrival_hours": hours(2, 72)},
    corners=tuple(
        {"at": datetime(2024, 3, 8, 23), "after": after, "learned": set(THREE)}
        for after in (0, 7_200, 7_201)
    ),
    at=MOMENTS, after=st.integers(0, 300_000), learned=st.sets(st.sampled_from(THREE)),
)  # fmt: skip
def test_on_the_scene(
    under: Under, at: datetime, after: int, learned: set[str]
) -> tuple[object, object]:
    """In time, and with cause, extent and basic response learned."""
    arrived = at + timedelta(seconds=after)
    due = oracle.within_hours(at, Fraction(under["incidents.arrival_hours"]))
    findings = dict.fromkeys(learned, "known")
    found = pack.arrival(under.policy, at, arrived, findings, CN)
    in_time = limits.met(due, arrived)
    return (found.on_time, found.met), (in_time, in_time and learned == set(THREE))


AT_ONCE = ("lawsuit", "negative_media", "major_complaint", "media_interview", "award",
           "new_project", "personnel_change")  # fmt: skip
MINUTES = Figure(30, st.none() | st.integers(1, 10_000))


@comparison(
    "property_handbook", "001-IM-4.1-2", "001-IM-4.1-3", "001-IM-4.1-4", "001-IM-4.1-7",
    "001-IM-4.1-8", "001-IM-4.1-9", "001-IM-4.1-10", "001-IM-4.5-2", "001-IM-5.2-1",
    figures={
        "reports.instant_minutes": MINUTES, "incidents.notice_minutes": MINUTES,
        "reports.opinion_minutes": MINUTES,
    },
    at=MOMENTS, report=st.sampled_from(AT_ONCE),
)  # fmt: skip
def test_at_once(under: Under, at: datetime, report: str) -> tuple[object, object]:
    mine = [
        or_blank(lambda: pack.instant_due(under.policy, report, at, CN).due),
        or_blank(lambda: pack.notice_due(under.policy, at, CN).due),
        or_blank(lambda: pack.opinion_due(under.policy, at, CN).due),
    ]
    paths = ("reports.instant_minutes", "incidents.notice_minutes", "reports.opinion_minutes")
    minutes = [under[path] for path in paths]
    return mine, ["blank" if each is None else company.at_once(at, each) for each in minutes]


@comparison(
    "property_handbook", "001-IM-4.1-13", "001-IM-4.1-14",
    figures={"incidents.amount": Figure(5000, st.integers(1, 10**7).map(Decimal))},
    corners=tuple(
        {"compensation": one, "loss": other, "near": None, "disturbing": True, "effect": effect}
        for one, other in ((499_999, 0), (500_000, 0), (0, 500_000), (300_000, 300_000), (0, 0))
        for effect in (True, False)
    ),
    compensation=FEN, loss=FEN, near=st.none() | st.integers(-1, 1), disturbing=st.booleans(),
    effect=st.booleans(),
)  # fmt: skip
def test_the_class_by_amount(
    under: Under, compensation: int, loss: int, near: int | None, disturbing: bool, effect: bool
) -> tuple[object, object]:
    limit = int(under["incidents.amount"] * 100)
    compensation = compensation if near is None else limit + near
    found = pack.incident_class(
        under.policy, "other", compensation=Decimal(compensation) / 100, loss=Decimal(loss) / 100,
        disturbing=disturbing, effect=effect,
    )  # fmt: skip
    theirs = "none"
    if oracle.is_class_1_by_amount(compensation, loss, limit):
        theirs = "class_1"
    elif oracle.is_class_2(compensation, loss, disturbing, effect):
        theirs = "class_2"
    at_the_limit = limit in (compensation, loss)
    mine = (str(found.incident_class), found.boundary)
    return mine, (theirs, at_the_limit)


@comparison(
    "property_handbook", "001-IM-4.4.4-2", figures={"reports.mailbox_reads": whole(2, 1, 5)},
    readings=("dates.day_end",), first=SOME_DAYS, days=st.integers(0, 12),
    reads=st.lists(st.tuples(st.integers(0, 12), st.integers(0, 86_399)), unique=True),
)  # fmt: skip
def test_the_mailbox(
    under: Under, first: date, days: int, reads: list[tuple[int, int]]
) -> tuple[object, object]:
    last = first + timedelta(days=days)
    start = datetime(first.year, first.month, first.day)
    moments = [start + timedelta(days=day, seconds=second) for day, second in reads]
    found = pack.mailbox_reads(under.policy, moments, first, last, CN)
    dues = pack.mailbox_duty(under.policy).due_dates(first, last, CN)
    mine = (list(found.short), [due.deadline.due for due in dues])
    working = oracle_days.working_days(DAYS, first, last)
    short = oracle.days_read_too_seldom(moments, first, last, DAYS, under["reports.mailbox_reads"])
    return mine, (short, [limits.end_of(day, close(under)) for day in working])


@comparison(
    "property_handbook", "001-IM-4.4.3-2",
    figures={"account.password_minutes": whole(0, 0, 5_000)},
    left=MOMENTS, changed=st.none() | st.integers(-100, 10_000), as_of=st.integers(0, 12_000),
)  # fmt: skip
def test_the_password(
    under: Under, left: datetime, changed: int | None, as_of: int
) -> tuple[object, object]:
    at = None if changed is None else left + timedelta(minutes=changed)
    judged = left + timedelta(minutes=as_of)
    mine = pack.password_change(under.policy, left, at, judged).violation
    return mine, oracle.password_late(left, at, judged, under["account.password_minutes"])


@comparison(
    "property_handbook",
    "001-IM-4.4.4-1",
    named=st.dictionaries(st.sampled_from("abc"), st.lists(st.sampled_from("xyz"), unique=True)),
)
def test_one_officer(under: Under, named: dict[str, list[str]]) -> tuple[object, object]:
    found = pack.check_officers(named)
    return (sorted(found.without), sorted(found.several)), oracle.officers(named)
