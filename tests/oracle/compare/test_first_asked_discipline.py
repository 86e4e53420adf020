"""001 FA sections 4 and 5: what the clocks of a matter show, and what a month's bonus loses."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from csrules.errors import InputError
from csrules.regulations import property_handbook as pack
from tests.oracle import first_asked as oracle
from tests.oracle.compare.comparing import Figure, comparison
from tests.oracle.compare.drawing import CN, DAYS, FEN, MOMENTS
from tests.oracle.compare.test_first_asked_limits import (
    COMPLICATED,
    close,
    hours,
    rolled,
)

if TYPE_CHECKING:
    from tests.oracle.compare.comparing import Under

WAITS = st.none() | st.integers(0, 6 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes))


def after(start: datetime | None, wait: timedelta | None) -> datetime | None:
    return None if start is None or wait is None else start + wait


def hard(under: Under, start: datetime, times: pack.MatterTimes, as_of: datetime) -> datetime:
    return oracle.limit_with_extension(
        start, DAYS, oracle.happened(times.extension_filed_at, as_of), times.promised_at,
        working_days=under["answer.working_days"], end=under["answer.working_days_end"],
        start_day=under["dates.start_day"], close=close(under),
    )  # fmt: skip


def violations(under: Under, times: pack.MatterTimes, as_of: datetime) -> list[str]:
    """The rules that the oracle finds broken, in order."""
    found = []
    received = oracle.happened(times.department_received_at, as_of)
    duty = oracle.happened(times.on_duty_at, as_of)
    if received is not None:
        ends = hard(under, received, times, as_of)
        if oracle.too_late(ends, times.answered_at, as_of):
            found.append("001-FA-4.1")
    if times.must_transfer:
        due = oracle.rolled(
            times.received_at, Fraction(under["handover.hours"]), DAYS, **rolled(under)
        )
        if oracle.too_late(due, times.handed_over_at, as_of):
            found.append("001-FA-4.2")
    if duty is not None:
        contact = oracle.contacted_by(duty, under["responsible.contact_minutes"])
        if oracle.too_late(contact, times.contacted_at, as_of):
            found.append("001-FA-4.3")
        if oracle.too_late(hard(under, duty, times, as_of), times.answered_at, as_of):
            found.append("001-FA-4.3")
    if received is None and duty is None and not times.must_transfer:
        due = oracle.contacted_by(times.received_at, under["first_asked.answer_minutes"])
        if oracle.too_late(due, times.answered_at, as_of):
            found.append("001-FA-4.1")
    return found


MINUTES = Figure(30, st.integers(1, 10_000))
MATTERS: dict[str, Any] = {
    "received": MOMENTS, "must_transfer": st.booleans(), "handed": WAITS, "department": WAITS,
    "filed": WAITS, "promised": st.integers(1, 5 * 24 * 60), "answered": WAITS, "duty": WAITS,
    "contacted": WAITS, "as_of": st.integers(0, 20 * 24 * 60),
}  # fmt: skip


@comparison(
    "property_handbook", "001-FA-4.1", "001-FA-4.2", "001-FA-4.3", "001-FA-3.4-6",
    figures={
        "handover.hours": hours(24, 72), "answer.working_days": Figure(2, st.integers(1, 5)),
        "first_asked.answer_minutes": MINUTES, "responsible.contact_minutes": MINUTES,
    },
    readings=("handover.roll", "handover.skips", *COMPLICATED), **MATTERS,
)  # fmt: skip
def test_what_the_clocks_show(under: Under, **drawn: Any) -> tuple[object, object]:
    start = drawn["received"]
    department, duty = after(start, drawn["department"]), after(start, drawn["duty"])
    filed = after(department, drawn["filed"])
    times = pack.MatterTimes(
        start, must_transfer=drawn["must_transfer"],
        handed_over_at=after(start, drawn["handed"]) if drawn["must_transfer"] else None,
        department_received_at=department, extension_filed_at=filed,
        promised_at=after(filed, timedelta(minutes=drawn["promised"])),
        answered_at=after(max(start, department or start, duty or start), drawn["answered"]),
        on_duty_at=duty, contacted_at=after(duty, drawn["contacted"]),
    )  # fmt: skip
    as_of = start + timedelta(minutes=drawn["as_of"])
    found = pack.clock_violations(under.policy, times, CN, as_of)
    return sorted(each.rule for each in found.violations), sorted(violations(under, times, as_of))


YUAN = st.integers(0, 60_000)
PERFORMANCE = {
    f"performance.{end}": Figure(yuan, YUAN.map(lambda fen: Decimal(fen) / 100))
    for end, yuan in (
        ("lower_from", 50), ("lower_to", 100), ("upper_from", 100), ("upper_to", 500)
    )
}  # fmt: skip


def rising(figures: Any) -> bool:
    lower_from, lower_to, upper_from, upper_to = (figures[path] for path in PERFORMANCE)
    return bool(lower_from <= lower_to and upper_from <= upper_to)


def ranges(under: Under) -> dict[str, tuple[int, int]]:
    low, high, upper_low, upper_high = (int(under[path] * 100) for path in PERFORMANCE)
    return {"lower": (low, high), "upper": (upper_low, upper_high)}


FAULTS = st.lists(st.sampled_from(oracle.LOWER + oracle.UPPER), min_size=1, max_size=3, unique=True)
SHARES = st.integers(0, 1_000).map(lambda part: Fraction(part, 1_000))
INCIDENTS = st.lists(st.tuples(FAULTS, SHARES), max_size=6)


@comparison(
    "property_handbook", "001-FA-5-3", "001-FA-5-4",
    figures=PERFORMANCE, lawful=rising,
    readings=("performance.gravity", "performance.cap", "performance.rounding"),
    bonus=st.integers(0, 100_000), incidents=INCIDENTS,
)  # fmt: skip
def test_what_the_bonus_loses(
    under: Under, bonus: int, incidents: list[tuple[list[str], Fraction]]
) -> tuple[object, object]:
    reading, bands = under["performance.gravity"], ranges(under)
    findings, lines = [], []
    for faults, share in incidents:
        low, high = oracle.range_of(faults, bands)
        fen = low + int(share * (high - low))
        kinds = tuple(pack.BonusFault(fault) for fault in faults)
        how: dict[str, Any] = {"amount": Decimal(fen) / 100}
        if reading == "linear":
            how = {"gravity": Decimal(share.numerator) / share.denominator}
        findings.append(pack.BonusFinding(kinds, **how))
        lines.append(oracle.exact_line(faults, fen, share, reading, bands))
    found = pack.bonus_deduction(under.policy, Decimal(bonus) / 100, findings)
    theirs = oracle.bonus_taken(
        bonus, lines, cap=under["performance.cap"], rounding=under["performance.rounding"]
    )
    mine = {"unclamped": found.unclamped, "amount": found.amount, "net": found.net}
    return {name: yuan * 100 for name, yuan in mine.items()}, theirs


@comparison(
    "property_handbook", "001-FA-5-3", "001-FA-5-4", figures=PERFORMANCE, lawful=rising,
    corners=tuple({"faults": ["quarrel"], "fen": fen} for fen in (9_999, 10_000, 50_000, 50_001))
    + tuple({"faults": ["result_not_recorded"], "fen": fen} for fen in (4_999, 5_000, 10_001)),
    faults=FAULTS, fen=YUAN | FEN,
)  # fmt: skip
def test_an_amount_in_its_range(under: Under, faults: list[str], fen: int) -> tuple[object, object]:
    kinds = tuple(pack.BonusFault(fault) for fault in faults)
    try:
        theirs: object = oracle.exact_line(faults, fen, None, ranges=ranges(under))
    except ValueError:
        theirs = "refused"
    try:
        finding = pack.BonusFinding(kinds, Decimal(fen) / 100)
        mine: object = pack.bonus_deduction(under.policy, 10**9, [finding]).amount * 100
    except InputError:
        mine = "refused"
    return mine, theirs
