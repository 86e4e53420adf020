"""Questions about amounts, scores and attendance, at every figure at which an answer changes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from hypothesis import strategies as st

from csrules.money import yuan
from csrules.regulations.company import Role
from csrules.testing.conformance.wire import Local
from csrules.testing.money_amounts import fen_amounts
from csrules.testing.whole_numbers import around, fens, spellings, wholes

if TYPE_CHECKING:
    from csrules.testing.conformance.operations import Operation

__all__ = ["FIGURES"]

Round: TypeAlias = "list[dict[str, Any]]"


def _spelled(amount: int, way: int) -> str:
    texts = [text for text in spellings(amount) if isinstance(text, str)]
    return texts[way % len(texts)]


@st.composite
def _approval(draw: st.DrawFn, operation: Operation) -> Round:
    given: dict[str, Any] = {}
    cuts = (1000_00, 5000_00)
    if draw(st.booleans()):
        low = draw(fens(1, 2_000_00))
        cuts = (low, low + draw(wholes(1, 4_000_00)))
        given["sales_manager_limit"], given["deputy_gm_limit"] = (str(yuan(cut)) for cut in cuts)
    way, plain = draw(st.integers(0, 3)), draw(fen_amounts(cuts))
    amounts = [_spelled(fen, way) for fen in (*around(*cuts), plain)]
    every = [given | {"amount": amount} for amount in amounts]
    limits = [str(yuan(cut)) for cut in cuts]
    for one, other in ((limits[1], limits[0]), (limits[0], limits[0]), ("0", limits[1])):
        every.append({"amount": "1", "sales_manager_limit": one, "deputy_gm_limit": other})
    roles = [{"role": str(role)} for role in Role if operation.name == "may_sign"]
    return [one | role for one in every for role in roles] if roles else every


_WHOLE_YEARS: Final = (
    {"missing_periodic": 12},
    {"missing_periodic": 5, "late_periodic": 7},
    {"missing_periodic": 6, "late_periodic": 7},  # one report more than a year has
)


@st.composite
def _scoring(draw: st.DrawFn, operation: Operation) -> Round:
    given = {
        each.name: draw(wholes(0, min(each.kind.schema()["maximum"], 60), (20, 21, 25, 26)))
        for each in operation.parameters
        if draw(st.booleans())
    }
    late = given.get("late_periodic")
    if late is not None:
        given["late_periodic"] = min(late, 12 - given.get("missing_periodic", 0))
    alone = [{name: count} for name, count in given.items()]
    return [given, *alone, *_WHOLE_YEARS]


@st.composite
def _lateness(draw: st.DrawFn, operation: Operation) -> Round:
    del operation
    pay = draw(st.one_of(fens(0, 20_000_00), st.sampled_from([50, 150, 10, 30, 4999_50])))
    days = (*range(5), draw(st.integers(5, 31)))
    pays = [str(yuan(each)) for each in (5000_00, pay)]
    return [{"base_pay": each, "late_days": number} for each in pays for number in days]


_HALF: Final = 4 * 3600
_SPANS: Final = tuple(
    span + step
    for span in (0, 600, 3600, 5400, _HALF, _HALF + 3600, 9 * 3600)
    for step in (-1, 0, 1)
)
_BLANKS: Final[dict[str, tuple[Any, ...]]] = {
    "late_window_minutes": (10, 0, 30, 60, None),
    "absence_threshold_hours": ("1", "1.5", "0", "2", None),
    "lunch_hours": ("1", "0", "1.5", None),
    "lunch_start": ("12:00", "11:30", "09:30", None),
}


@st.composite
def _day(draw: st.DrawFn, operation: Operation) -> Round:
    del operation
    begins = datetime(2026, 3, 2, draw(st.sampled_from([9, 8])))
    ends = datetime(2026, 3, 2, draw(st.sampled_from([18, 17])))
    drawn = {name: draw(st.sampled_from(values)) for name, values in _BLANKS.items()}
    if draw(st.booleans()):  # everything is known but where lunch lies
        drawn = {name: values[0] for name, values in _BLANKS.items() if name != "lunch_start"}
    if drawn["absence_threshold_hours"] == "0":
        drawn["late_window_minutes"] = 0  # late is never longer than absent
    given = {"begins": Local().write(begins), "ends": Local().write(ends), **_known(drawn)}
    some = st.none() | st.sampled_from(_SPANS) | st.integers(-600, 9 * 3600)
    pairs = [(draw(some), draw(some)), *((one, 0) for one in _SPANS), *((0, one) for one in _SPANS)]
    pairs += [(one, one) for one in _SPANS if one < 5 * 3600]
    found = []
    for late, early in pairs:
        arrival = None if late is None else Local().write(begins + timedelta(seconds=late))
        departure = None if early is None else Local().write(ends - timedelta(seconds=early))
        found.append(given | _known({"arrival": arrival, "departure": departure}))
    return found


def _known(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


_FIGURES: Final[dict[str, tuple[Any, ...]]] = {
    "late_deduction": ("20", "0.01", "0", None),
    "late_warning_count": (3, 1, None),
    "early_deduction": ("30", "0.5", None),
    "early_severe_count": (2, 1, 5, None),
    "early_severe_percent": ("10", "33.33", "100", None),
    "absent_half_day_deduction": ("100", "0", None),
    "absent_full_day_deduction": ("250.55", "100", None),
    "proxy_punch_percent": ("50", "33.33", "40", None),
}


@st.composite
def _month(draw: st.DrawFn, operation: Operation) -> Round:
    counts = {
        each.name: draw(st.one_of(st.integers(0, 3), st.integers(0, 31)))
        for each in operation.parameters
        if each.default == 0 and draw(st.booleans())
    }
    drawn = {name: draw(st.sampled_from(values)) for name, values in _FIGURES.items()}
    bonus = draw(st.one_of(st.sampled_from([1000_00, 0, 3_33, 5]), fens(0, 5_000_00)))
    given = {"bonus": str(yuan(bonus)), **_known(drawn)}
    full = {"bonus": "1000"} | {name: values[0] for name, values in _FIGURES.items()}
    names = [each.name for each in operation.parameters if each.default == 0]
    found = [full | {name: count} for name in names for count in range(1, 5)]
    return [given | counts, *(given | {name: count} for name, count in counts.items()), *found]


FIGURES: Final = {
    "approver": _approval,
    "may_sign": _approval,
    "information_score": _scoring,
    "lateness_deduction": _lateness,
    "judge_day": _day,
    "month_deduction": _month,
}
"""How rounds of questions of each operation are drawn, by its name."""
