"""A department's information score of a year (001 IM 6): from counts, or from the reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

from csrules.citation import Answer, Reason, cites
from csrules.errors import Fault, Faults, InputError
from csrules.policy import needed
from csrules.regulations.property_handbook.report_counts import counts_of_reports

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from decimal import Decimal

    from csrules.grades import Graded
    from csrules.regulations.property_handbook.mail_times import Mail
    from csrules.regulations.property_handbook.policy import PropertyHandbookPolicy
    from csrules.regulations.property_handbook.report_counts import (
        InstantItem,
        MonthlyReport,
        ReportCounts,
    )
    from csrules.scoring import Score
    from csrules.workcalendar import WorkCalendar

__all__ = ["YearScore", "information_grade", "information_score", "score_reports"]


IN_A_YEAR: Final = (
    (
        ("missing_periodic", "late_periodic"),
        12,
        "twelve monthly reports",
        "001-IM-6.1-2",
    ),
    (("missing_plans",), 2, "a plan and a summary", "001-IM-6.1-6"),
    (("missing_training",), 1, "one training outline", "001-IM-6.1-7"),
)
"""How many reports a year has of which counts tell what became."""


def _too_many(counts: dict[str, int]) -> Iterator[Fault]:
    """A fault for each count with which more reports went wrong than the year has."""
    for names, number, what, rule in IN_A_YEAR:
        left = number
        for name in names:
            count = counts[name]
            if count > left:
                expected = f"at most {left}: a year has {what}"
                yield Fault(f"information_score.{name}", count, expected, rule=rule)
            left = max(0, left - count)


@cites(
    "001-IM-6.1-1",
    "001-IM-6.1-2",
    "001-IM-6.1-3",
    "001-IM-6.1-4",
    "001-IM-6.1-5",
    "001-IM-6.1-6",
    "001-IM-6.1-7",
)
def information_score(
    policy: PropertyHandbookPolicy,
    *,
    missing_periodic: int = 0,
    late_periodic: int = 0,
    defects: int = 0,
    late_instant: int = 0,
    omitted_instant: int = 0,
    missing_plans: int = 0,
    missing_training: int = 0,
) -> Score:
    """The score of a year from its counts, on the ten-point scale.

    A year has twelve monthly reports, a plan and a summary, and one training outline; raises
    `InputError` with every count that says more, or that is no whole number from 0 on.

    >>> from csrules.regulations.property_handbook import policy
    >>> score = information_score(policy(), missing_periodic=1, late_periodic=3, defects=4,
    ...     late_instant=2, omitted_instant=1, missing_plans=1)
    >>> score.total
    Decimal('7.9')
    >>> print(score["plans"].explain())
    missing plan or summary: 1 × 0.5 = 0.5 points [001-IM-6.1-6]
    annual plan and summary: 0.5 of 1.0 points left [001-IM-6.1-6]
    """
    counts = {
        "missing_periodic": missing_periodic,
        "late_periodic": late_periodic,
        "defects": defects,
        "late_instant": late_instant,
        "omitted_instant": omitted_instant,
        "missing_plans": missing_plans,
        "missing_training": missing_training,
    }
    score = policy.score.card.score(counts, policy.score.clamp)
    faults = Faults()
    faults.add(*_too_many(counts))
    faults.raise_as(InputError)
    return score


@attrs.frozen
class YearScore(Answer):
    """A score with the reports that it comes from."""

    score: Score
    counted: ReportCounts

    @property
    def total(self) -> Decimal:
        """The points, one decimal place."""
        return self.score.total

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """What became of each report, then the points."""
        return (*self.counted.reasons, *self.score.reasons)


@cites("001-IM-6.1-1", "001-IM-6.1-2", "001-IM-6.2-1", "001-IM-6.2-2")
def score_reports(
    policy: PropertyHandbookPolicy,
    year: int,
    as_of: date,
    *,
    monthly: Iterable[MonthlyReport] = (),
    instant: Iterable[InstantItem] = (),
    plan: Mail | None = None,
    summary: Mail | None = None,
    outline: Mail | None = None,
    calendar: WorkCalendar | None = None,
) -> YearScore:
    """The score of ``year`` from what was received up to the end of the day ``as_of``.

    See `counts_of_reports` for what counts as missing, late, omitted or pending.
    """
    counted = counts_of_reports(
        policy,
        year,
        as_of,
        monthly=monthly,
        instant=instant,
        plan=plan,
        summary=summary,
        outline=outline,
        calendar=calendar,
    )
    return YearScore(information_score(policy, **counted.counts), counted)


@cites("001-IM-6.1-8")
def information_grade(policy: PropertyHandbookPolicy, score: Score | YearScore) -> Graded:
    """The grade of a total, which is entered in the appraisal.

    The table of grades is missing: `MissingParameterError` names ``score.grades`` until the
    company gives one, as ``amend(policy, {"score": {"grades": [{"grade": …, "at_least": …}]}})``.
    """
    (grades,) = needed(policy, "score.grades")
    graded: Graded = grades.grade(score.total, "001-IM-6.1-8")
    return graded
