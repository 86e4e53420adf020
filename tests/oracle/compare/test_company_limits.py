"""000 Art. 18 to 28: due dates of a complaint under every reading, library and oracle."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from csrules.errors import InputError
from csrules.regulations import company as pack
from tests.oracle import company as oracle
from tests.oracle.compare.comparing import Figure, comparison, or_blank, whole
from tests.oracle.compare.drawing import (
    CLOSE,
    CN,
    DAYS,
    MOMENTS,
    ROLL_CORNERS,
    SOME_DAYS,
    corners,
)

if TYPE_CHECKING:
    from datetime import time

    from tests.oracle.compare.comparing import Under

COUNTING = ("counting.start_day", "counting.last_day", "counting.day_end")
SIX = whole(6, 1, 20)
MINUTES = whole(60, 1, 100_000)
DUTIES = ("submit_severe", "file_form", "tell_rnd", "tell_customer")


def close(under: Under, path: str = "counting.day_end") -> time | None:
    return {"midnight": None, "close_of_business": CLOSE}[under[path]]


def counted(under: Under) -> dict[str, Any]:
    return {
        "start_day": under["counting.start_day"],
        "last_day": under["counting.last_day"],
        "close": close(under),
    }


@comparison(
    "company", "000-A18-2", "000-A24-1.4", "000-A25-1.2", "000-A25-2.2",
    figures={
        f"promptness.{duty}_minutes": Figure(60, st.none() | MINUTES.others) for duty in DUTIES
    },
    duty=st.sampled_from(DUTIES), since=MOMENTS,
)  # fmt: skip
def test_at_once(under: Under, duty: str, since: datetime) -> tuple[object, object]:
    minutes = under[f"promptness.{duty}_minutes"]
    theirs = "blank" if minutes is None else oracle.at_once(since, minutes)
    return or_blank(lambda: pack.prompt_due(under.policy, duty, since).due), theirs


@comparison(
    "company", "000-A26-1.1", figures={"closing.days": SIX}, readings=COUNTING,
    corners=corners("accepted", "2024-03-01T09:00", *ROLL_CORNERS), accepted=MOMENTS,
)  # fmt: skip
def test_the_form_is_closed(under: Under, accepted: datetime) -> tuple[object, object]:
    mine = pack.closing_due(under.policy, accepted, CN).due
    return mine, oracle.day_limit(accepted, under["closing.days"], DAYS, **counted(under))


@comparison(
    "company", "000-A25-3.1", "000-A26-1.1",
    figures={"investigating.report_days": whole(3, 1, 20), "closing.days": SIX},
    readings=COUNTING,
    accepted=MOMENTS, after=st.timedeltas(timedelta(0), timedelta(days=12)).map(
        lambda long: timedelta(seconds=int(long.total_seconds()))
    ),
)  # fmt: skip
def test_the_report(under: Under, accepted: datetime, after: timedelta) -> tuple[object, object]:
    investigated = accepted + after
    theirs = oracle.report_limit(
        investigated, accepted, DAYS, report_days=under["investigating.report_days"],
        closing_days=under["closing.days"], **counted(under),
    )  # fmt: skip
    return pack.report_due(under.policy, investigated, accepted, CN).due, theirs


@comparison(
    "company", "000-A26-2.1",
    figures={"closing.step_days": Figure({"rnd": 2}, st.none() | st.fixed_dictionaries(
        {"rnd": st.integers(1, 6)}
    ))},
    readings=COUNTING, received=MOMENTS,
)  # fmt: skip
def test_a_step(under: Under, received: datetime) -> tuple[object, object]:
    steps = under["closing.step_days"]
    mine = or_blank(lambda: pack.step_due(under.policy, "rnd", received, CN).due)
    if steps is None:
        return mine, "blank"
    return mine, oracle.day_limit(received, steps["rnd"], DAYS, **counted(under))


@comparison(
    "company", "000-A25-2.1", figures={"closing.days": SIX}, readings=COUNTING,
    accepted=MOMENTS, after=st.integers(-2, 24),
)  # fmt: skip
def test_joint_handling(under: Under, accepted: datetime, after: int) -> tuple[object, object]:
    limit = accepted.date() + timedelta(days=after)
    ends = oracle.day_limit(accepted, under["closing.days"], DAYS, **counted(under))
    theirs = oracle.joint_limit(limit, accepted, ends, close(under))
    try:
        mine = pack.joint_due(under.policy, limit, accepted, CN).due
    except InputError:
        return None, theirs
    return mine, theirs


@comparison(
    "company", "000-A28-1.1", figures={"review.day_of_month": whole(10, 1, 28)},
    readings=("counting.by_day", "counting.month_day", "counting.day_end"), closed=SOME_DAYS,
)  # fmt: skip
def test_the_review(under: Under, closed: date) -> tuple[object, object]:
    theirs = oracle.review_limit(
        closed, DAYS, day=under["review.day_of_month"], by_day=under["counting.by_day"],
        month_day=under["counting.month_day"], close=close(under),
    )  # fmt: skip
    return pack.review_due(under.policy, closed, CN).due, theirs


@comparison(
    "company", "000-A28-1.1",
    closed=st.dictionaries(st.text("abc", min_size=1), SOME_DAYS),
    year=st.integers(2024, 2026), month=st.integers(1, 12),
)  # fmt: skip
def test_which_cases_are_reviewed(
    under: Under, closed: dict[str, date], year: int, month: int
) -> tuple[object, object]:
    cases = [pack.ClosedCase(*each) for each in closed.items()]
    found = pack.review(under.policy, year, month, cases, CN)
    return {case.id for case in found.cases}, oracle.reviewed(closed, year, month)
