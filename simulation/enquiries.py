"""Questions that need no case: who approves, when something is due, what a count costs.

Each is asked of the library and of the oracle under the policy in force, and gives what both said.
"""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from csrules.money import yuan
from csrules.policy import amend
from csrules.regulations import company, office, property_handbook
from simulation.failure import held
from simulation.opinions import dues
from simulation.world import calendar
from tests.oracle import approval, lateness
from tests.oracle import score as score_oracle

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from typing import TypeAlias

    from simulation.books import Books
    from simulation.draws import Draws

    Enquiry: TypeAlias = "Callable[[Draws, Books, datetime], tuple[object, ...]]"

__all__ = ["CLAMPS", "COUNTS", "ENQUIRIES", "lateness_costs"]

COUNTS: Final = {
    "missing_periodic": "missing",
    "late_periodic": "late",
    "defects": "defects",
    "late_instant": "late_instant",
    "omitted_instant": "omitted_instant",
    "missing_plans": "plans",
    "missing_training": "outlines",
}
"""The counts of a year's score: the pack's names, and the oracle's."""
_MOST: Final = {
    "missing_periodic": 6,
    "late_periodic": 6,
    "missing_plans": 2,
    "missing_training": 1,
}

CLAMPS: Final = {"item": "per_item", "total": "total_only"}
"""The oracle's name of each clamp."""
_ROUNDING: Final = {"half_up": "half_up", "half_even": "half_even", "sum": "round_the_sum"}


def _same(what: str, mine: object, theirs: object, *seen: object) -> None:
    held(mine == theirs, f"{what}: the library says {mine}, the oracle {theirs}", *seen)


def _approvals(draws: Draws, books: Books, now: datetime) -> tuple[object, ...]:
    """Art. 27: who decides an amount, whether it lies on a cut, who may sign."""
    policy = books.at("company", now)
    low, high = policy.approval.bands.cuts
    tie, amount = str(policy.approval.tie), draws.fen()
    answer = company.approver(policy, yuan(amount))
    _same("approver", str(answer.role), approval.approver(amount, (low, high), tie), amount, tie)
    _same("on a cut", answer.boundary, approval.is_boundary(amount, (low, high)), amount)
    signing = []
    for role in approval.ROLES:
        may = company.may_sign(policy, yuan(amount), role).allowed
        _same("may sign", may, approval.may_sign(role, amount, (low, high), tie), role, amount)
        signing.append(may)
    return amount, answer.role, answer.boundary, *signing


def _form_dues(draws: Draws, books: Books, now: datetime) -> tuple[object, ...]:
    """Art. 25, 26 and 28: the form's days, the report's, and the review's."""
    policy, known = books.at("company", now), calendar()
    counting, later = policy.counting, now + timedelta(hours=draws.upto(200))
    closing = dues.calendar_days(counting, now.date(), policy.closing.days)
    own = dues.calendar_days(counting, later.date(), policy.investigating.report_days)
    rows = (
        ("closing", company.closing_due(policy, now, known), closing),
        ("report", company.report_due(policy, later, now, known), min(own, closing)),
        ("review", company.review_due(policy, now.date(), known), dues.review(policy, now.date())),
    )
    for name, mine, theirs in rows:
        _same(f"{name} due", mine.due, theirs, now, later, policy.counting)
    return tuple(theirs for _, _, theirs in rows)


def _ticket_dues(draws: Draws, books: Books, now: datetime) -> tuple[object, ...]:
    """FA 3.4: the transfer's hours, the department's, and its working days."""
    policy, known = books.at("property_handbook", now), calendar()
    at = now - timedelta(minutes=draws.upto(3 * 24 * 60))
    transfer = property_handbook.handover_due(policy, at, known, special=True)
    rows = [
        ("transfer", transfer, dues.rolled_hours(policy, at, policy.handover.hours)),
        *(
            (
                "answer",
                property_handbook.answer_due(policy, at, known, complicated=days),
                (dues.working_days if days else dues.department_hours)(policy, at),
            )
            for days in (False, True)
        ),
    ]
    for name, mine, theirs in rows:
        _same(f"{name} due", mine.due, theirs, at, policy.handover, policy.answer, policy.dates)
        for second in (-1, 0, 1):
            done = theirs + timedelta(seconds=second)
            _same(f"{name} in time", mine.met(done), second <= 0, done)
    return tuple(theirs for _, _, theirs in rows)


@cache
def _as_written(clamp: str) -> Any:
    """The handbook with the points of the text, under one reading of the clamp."""
    return amend(property_handbook.policy(), {"score.clamp": clamp})


def _counts(draws: Draws, books: Books, now: datetime) -> tuple[object, ...]:
    """IM 6.1: a score from its counts, by either clamp, with the points of the text."""
    clamp = str(books.at("property_handbook", now).score.clamp)
    policy = _as_written(clamp)
    counts = {name: draws.upto(_MOST.get(name, draws.one((3, 30)))) for name in COUNTS}
    wanted = score_oracle.total({COUNTS[name]: n for name, n in counts.items()}, CLAMPS[clamp])
    found = property_handbook.information_score(policy, **counts).total
    _same("score", found, wanted, counts, clamp)
    return clamp, *counts.values(), found


def lateness_costs(policy: Any, base: int, late_days: int) -> tuple[int, int]:
    """S2-03: what late days cost by the library and by the oracle, in fen."""
    rates = policy.lateness
    found = office.lateness_deduction(policy, base_pay=yuan(base), late_days=late_days)
    cap = None if rates.cap_percent is None else Fraction(rates.cap_percent) / 100
    wanted = lateness.deduction(
        base,
        late_days,
        str(rates.escalation),
        rounding=_ROUNDING[rates.rounding],
        first=Fraction(rates.first_percent) / 100,
        later=Fraction(rates.later_percent) / 100,
        third=rates.later_from,
        cap=cap,
    )
    return int(found.amount * 100), wanted


def _lateness(draws: Draws, books: Books, now: datetime) -> tuple[object, ...]:
    policy, base, late = books.at("office", now), draws.fen(), draws.upto(31)
    mine, theirs = lateness_costs(policy, base, late)
    _same("lateness", mine, theirs, base, late, policy.lateness)
    return base, late, mine


ENQUIRIES: Final[dict[str, Enquiry]] = {
    "approvals": _approvals,
    "form due": _form_dues,
    "lateness": _lateness,
    "scores from counts": _counts,
    "ticket due": _ticket_dues,
}
"""Every question by its name."""
