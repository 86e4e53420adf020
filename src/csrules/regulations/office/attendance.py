"""Section 7, hours: 8:30 to 17:30, sign-in, and what lateness costs in a month."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from csrules.attendance import (
    Direction,
    Fact,
    JudgedDay,
    Shift,
    Standard,
    assemble,
    judge,
)
from csrules.citation import Answer, Reason, Text, cites
from csrules.deductions import (
    Charge,
    Clamp,
    Escalation,
    Statement,
    Step,
    per_case,
    percent,
    settle,
)
from csrules.errors import Faults, InputError
from csrules.kinds import Identifier, Whole
from csrules.money import fen
from csrules.punches import days_of_month, which_month

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from decimal import Decimal

    from csrules.attendance import Excuse, Finding, Punch
    from csrules.money import Yuan
    from csrules.regulations.office.policy import OfficePolicy

__all__ = [
    "STANDARD",
    "LateMonth",
    "judged_days",
    "lateness_deduction",
    "missing_sign_ins",
    "month",
]

_LATE = "S2-03-12"
_NOTHING = Text("no late day: nothing is deducted", "无迟到，不扣款")

STANDARD = Standard(
    {
        Fact.ON_TIME: "S2-03-11",
        Fact.LATE: "S2-03-11",
        Fact.EARLY: "S2-03-11",
        Fact.UNRESOLVED: "S2-03-03",
        Fact.LEAVE: "S2-03-11",
        Fact.NOT_SCHEDULED: "S2-03-11",
    },
    required=(Direction.ON,),  # signing in is asked for, signing out is not mentioned
)
"""Late is after the start, to the second; lateness of any length stays lateness."""


@cites("S2-03-11", "S2-03-03")
def judged_days(
    policy: OfficePolicy,
    person: str,
    punches: Iterable[Punch],
    *,
    scheduled: Iterable[date] | None = None,
    excuses: Iterable[Excuse] = (),
) -> tuple[JudgedDay, ...]:
    """Each day of one person: on time, late, early, or without sign-in.

    A record's own planned time wins over 8:30 and 17:30. ``scheduled`` are the days on which work
    is due; without it, the days that have a record. Early leaving has no deduction in the text.
    """
    person = Identifier().read(person, "person")
    shift = Shift(policy.hours.start, policy.hours.end)
    days = assemble(person, punches, shift=shift, scheduled=scheduled, excuses=excuses)
    return tuple(judge(day, STANDARD) for day in days)


@cites("S2-03-03")
def missing_sign_ins(days: Iterable[JudgedDay]) -> tuple[date, ...]:
    """The days on which the person was due and did not sign in."""
    return tuple(day.day for day in days if day.has(Fact.UNRESOLVED))


def steps_of(policy: OfficePolicy) -> tuple[Step, ...]:
    """From which late day of a month on which share of the base pay is taken (S2-03-12)."""
    rates = policy.lateness
    return (
        Step(1, percent(rates.first_percent)),
        Step(rates.later_from, percent(rates.later_percent)),
    )


@cites("S2-03-12")
def lateness_deduction(policy: OfficePolicy, *, base_pay: Yuan, late_days: int) -> Statement:
    """What a month's late days cost, each its own line; ``base_pay`` is the month's, in yuan.

    >>> from csrules.regulations.office.policy import policy
    >>> [str(lateness_deduction(policy(), base_pay=5000, late_days=n).amount) for n in range(5)]
    ['0.00', '50.00', '100.00', '350.00', '600.00']
    """
    count = Whole("late days", 0, 31).read(late_days, "late_days")
    rates = policy.lateness
    shares = per_case(count, steps_of(policy), rates.escalation)
    if rates.escalation is Escalation.FLAT and len(shares) < count:
        names = [Text(f"{count} late days, once for the month", f"当月迟到{count}次，合扣一次")]
    else:
        names = [
            Text(f"late day {n} of {count}", f"当月第{n}次迟到（共{count}次）")
            for n in range(1, count + 1)
        ]
    return settle(
        base_pay,
        [Charge(_LATE, name, share=share) for name, share in zip(names, shares, strict=True)],
        rounding=rates.rounding,
        clamp=Clamp.NONE,  # the text has no cap
        cap=None if rates.cap_percent is None else percent(rates.cap_percent),
        limit_rule=_LATE,
        nothing=_NOTHING,
    )


@attrs.frozen
class LateMonth(Answer):
    """One person's month: the days, which of them were late, and what that costs."""

    person: str
    days: tuple[JudgedDay, ...]
    statement: Statement
    year: int | None = None
    month: int | None = None

    def __repr__(self) -> str:
        when = "" if self.year is None or self.month is None else f" {self.year}-{self.month:02d}"
        money = f"{self.amount} yuan taken, {self.statement.net} left"
        return f"<LateMonth {self.person}{when}: {money}>"

    @property
    def late_days(self) -> tuple[date, ...]:
        """The late days, at most one lateness a day."""
        return tuple(day.day for day in self.days if day.has(Fact.LATE))

    @property
    def amount(self) -> Decimal:
        """What is deducted, in yuan."""
        return self.statement.amount

    @property
    def unresolved(self) -> tuple[date, ...]:
        """The days on which the person was due and did not sign in."""
        return missing_sign_ins(self.days)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found on each day that was not in order."""
        return tuple(
            finding
            for day in self.days
            if not day.has(Fact.ON_TIME, Fact.NOT_SCHEDULED)
            for finding in day.findings
        )

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Each day that was not in order, then each line."""
        found = [reason for finding in self.findings for reason in finding.reasons]
        return (*found, *self.statement.reasons)


@cites("S2-03-12", "S2-03-11")
def month(
    policy: OfficePolicy,
    person: str,
    year: int,
    month: int,
    *,
    punches: Iterable[Punch],
    base_pay: Yuan,
    scheduled: Iterable[date] | None = None,
    excuses: Iterable[Excuse] = (),
) -> LateMonth:
    """A person's calendar month from the punches: late days and what they cost.

    Punches of other months and of other persons are left aside; scheduled days of other months are
    refused.
    """
    faults = Faults()
    with faults:
        person = Identifier().read(person, "person")
    year, month = which_month(year, month, faults)
    with faults:
        fen(base_pay, "base_pay")
    due = None if scheduled is None else days_of_month(scheduled, year, month, faults)
    faults.raise_as(InputError)
    own = [p for p in punches if (p.work_date.year, p.work_date.month) == (year, month)]
    days = judged_days(policy, person, own, scheduled=due, excuses=excuses)
    late = sum(day.has(Fact.LATE) for day in days)
    statement = lateness_deduction(policy, base_pay=base_pay, late_days=late)
    return LateMonth(person, days, statement, year, month)
