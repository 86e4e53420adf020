"""001 FA section 3.4: the three clocks of a first-asked matter under every reading."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from csrules.regulations import property_handbook as pack
from tests.oracle import first_asked as oracle
from tests.oracle import information
from tests.oracle.compare.comparing import Figure, comparison, or_blank, whole
from tests.oracle.compare.drawing import (
    CLOSE,
    CN,
    DAYS,
    HOURS,
    MOMENTS,
    ROLL_CORNERS,
    SOME_DAYS,
    corners,
)

if TYPE_CHECKING:
    from datetime import date, datetime, time

    from tests.oracle.compare.comparing import Under


def hours(stated: int, most: int) -> Figure:
    """Hours, in quarters: as the text states them, and others."""
    return Figure(stated, st.integers(4, most * 4).map(lambda quarters: str(Decimal(quarters) / 4)))


def close(under: Under) -> time | None:
    return {"midnight": None, "close_of_business": CLOSE}[under["dates.day_end"]]


ROLL = ("handover.roll", "handover.skips", "dates.day_end")
STARTS = corners("at", *ROLL_CORNERS, "2026-09-27T08:30", "2024-02-09T23:59:59")


def rolled(under: Under) -> dict[str, Any]:
    return {
        "roll": under["handover.roll"], "skips": under["handover.skips"], "close": close(under)
    }  # fmt: skip


@comparison(
    "property_handbook", "001-FA-3.4-2", "001-FA-3.4-3",
    figures={
        "handover.hours": hours(24, 72),
        "handover.ordinary_hours": Figure(None, st.none() | hours(2, 72).others),
    },
    readings=("handover.scope", *ROLL),
    corners=tuple({**corner, "special": special} for corner in STARTS for special in (True, False)),
    at=MOMENTS, special=st.booleans(),
)  # fmt: skip
def test_the_handover(under: Under, at: datetime, special: bool) -> tuple[object, object]:
    def theirs() -> datetime:
        ordinary = under["handover.ordinary_hours"]
        length = oracle.handover_hours(
            special, hours=Fraction(under["handover.hours"]), scope=under["handover.scope"],
            ordinary=None if ordinary is None else Fraction(ordinary),
        )  # fmt: skip
        return oracle.rolled(at, length, DAYS, **rolled(under))

    mine = or_blank(lambda: pack.handover_due(under.policy, at, CN, special=special).due)
    return mine, or_blank(theirs)


def answer(under: Under, at: datetime) -> datetime:
    return oracle.answer_due(
        at, DAYS, HOURS, hours=Fraction(under["answer.hours"]), run=under["answer.hours_run"],
        **rolled(under),
    )  # fmt: skip


@comparison(
    "property_handbook", "001-FA-3.4-4", "001-FA-3.2-2",
    figures={"answer.hours": hours(12, 40)}, readings=("answer.hours_run", *ROLL),
    corners=STARTS, at=MOMENTS,
)  # fmt: skip
def test_the_answer(under: Under, at: datetime) -> tuple[object, object]:
    mine = (
        pack.answer_due(under.policy, at, CN).due,
        pack.feedback_due(under.policy, at, CN).due,
        pack.soft_answer_limit(under.policy).due(at, CN).due,
    )
    return mine, (answer(under, at),) * 3


def complicated(under: Under, at: datetime) -> datetime:
    return oracle.complicated_due(
        at, DAYS, working_days=under["answer.working_days"],
        end=under["answer.working_days_end"], start_day=under["dates.start_day"],
        close=close(under),
    )  # fmt: skip


COMPLICATED = ("answer.working_days_end", "dates.start_day", "dates.day_end")


@comparison(
    "property_handbook", "001-FA-3.4-5", "001-FA-3.2-2",
    figures={"answer.working_days": whole(2, 1, 12)}, readings=COMPLICATED,
    corners=STARTS, at=MOMENTS,
)  # fmt: skip
def test_a_complicated_answer(under: Under, at: datetime) -> tuple[object, object]:
    mine = (
        pack.answer_due(under.policy, at, CN, complicated=True).due,
        pack.feedback_due(under.policy, at, CN, complicated=True).due,
    )
    return mine, (complicated(under, at),) * 2


MAYBE_MINUTES = Figure(30, st.none() | st.integers(1, 10_000))


@comparison(
    "property_handbook", "001-FA-3.1-2", "001-FA-4.3",
    figures={
        "first_asked.answer_minutes": MAYBE_MINUTES, "responsible.contact_minutes": MAYBE_MINUTES,
    },
    at=MOMENTS,
)  # fmt: skip
def test_at_once(under: Under, at: datetime) -> tuple[object, object]:
    asked, contact = (
        under["first_asked.answer_minutes"], under["responsible.contact_minutes"],
    )  # fmt: skip
    mine = (
        or_blank(lambda: pack.first_asked_due(under.policy, at, CN).due),
        or_blank(lambda: pack.contact_due(under.policy, at, CN).due),
    )
    theirs = tuple(
        "blank" if minutes is None else oracle.contacted_by(at, minutes)
        for minutes in (asked, contact)
    )
    return mine, theirs


COUNTED = ("dates.start_day", "dates.count_ends", "dates.day_end")


@comparison(
    "property_handbook", "001-FA-5-2",
    figures={"spot_check.interval_days": Figure(30, st.none() | st.integers(1, 60))},
    readings=COUNTED, last_check=SOME_DAYS,
)  # fmt: skip
def test_the_next_spot_check(under: Under, last_check: date) -> tuple[object, object]:
    interval = under["spot_check.interval_days"]
    mine = or_blank(lambda: pack.spot_check_due(under.policy, last_check, CN).due)
    if interval is None:
        return mine, "blank"
    theirs = information.every_n_days(
        last_check, interval, DAYS, start_day=under["dates.start_day"],
        ends=under["dates.count_ends"], close=close(under),
    )  # fmt: skip
    return mine, theirs


@comparison(
    "property_handbook", "001-FA-5-2",
    figures={"spot_check.size": Figure(3, st.none() | st.integers(1, 12))},
    forms=st.lists(st.integers(1, 99).map(str), max_size=12, unique=True), seed=st.text("ab1"),
    turn=st.integers(0, 11),
)  # fmt: skip
def test_the_size_of_a_spot_check(
    under: Under, forms: list[str], seed: str, turn: int
) -> tuple[object, object]:
    """So many different ones of the forms, the same ones in whatever order the forms come."""
    size = under["spot_check.size"]
    again = forms[turn:] + forms[:turn]
    seed = f"s{seed}"

    def mine() -> object:
        drawn = pack.spot_check_sample(under.policy, forms, seed)
        other = pack.spot_check_sample(under.policy, again, seed)
        return len(set(drawn)), set(drawn) <= set(forms), drawn == other

    theirs = "blank" if size is None else (min(size, len(forms)), True, True)
    return or_blank(mine), theirs
