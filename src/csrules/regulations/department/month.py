"""One(三), (四), (六)2: a month's deductions from the performance bonus, and its sanctions."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import chain
from typing import TYPE_CHECKING, Final

import attrs

from csrules.absence import WHOLE
from csrules.attendance import Fact
from csrules.citation import Answer, Reason, Text, cites
from csrules.deductions import Charge, Sanction, Statement, percent, settle
from csrules.doors import guarded
from csrules.errors import Fault, Faults, InputError
from csrules.kinds import Day, Identifier, Items, Whole
from csrules.money import fen
from csrules.policy import needed
from csrules.punches import days_of_month, which_month
from csrules.regulations.department.attendance import classified
from csrules.regulations.department.policy import EarlyPercent, WarningOn
from csrules.regulations.department.sanctions import Penalty, counted, dismissal_blanks

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from csrules.attendance import Excuse, Finding, JudgedDay, Punch
    from csrules.money import Yuan
    from csrules.regulations.department.departure import Departure
    from csrules.regulations.department.manual import Manual, ManualRecord
    from csrules.regulations.department.policy import DepartmentPolicy

__all__ = ["Counts", "Month", "ProxyPunch", "month", "settled"]


@attrs.frozen
class ProxyPunch:
    """Somebody punched for somebody else, or the like; both are held."""

    day: date
    by: str
    person: str

    def __attrs_post_init__(self) -> None:
        """Read the fields, and refuse somebody who punches for himself."""
        faults = Faults()
        with faults:
            Day().read(self.day, "proxy.day")
        for name in ("by", "person"):
            with faults:
                read = Identifier().read(getattr(self, name), f"proxy.{name}")
                object.__setattr__(self, name, read)
        if not faults.found and self.by == self.person:
            faults.add(Fault("proxy.by", self.by, "somebody else", rule="004-1.6.2-2"))
        faults.raise_as(InputError)


@attrs.frozen
class Counts:
    """What a month holds: late arrivals (gaps among them), early leaves, days and halves absent.

    Each is a number of days of one month; ``proxies`` are the days of proxy punching. Raises
    `InputError`, all faults at once.
    """

    late: int = 0
    gap: int = 0
    early: int = 0
    half_days: int = 0
    whole_days: int = 0
    unresolved: int = 0
    proxies: tuple[date, ...] = ()

    def __attrs_post_init__(self) -> None:
        """Read every count by its kind."""
        faults = Faults()
        for name in ("late", "gap", "early", "half_days", "whole_days", "unresolved"):
            with faults:
                count = Whole("days of a month", 0, 31).read(getattr(self, name), f"counts.{name}")
                object.__setattr__(self, name, count)
        with faults:
            object.__setattr__(self, "proxies", Items(Day()).read(self.proxies, "counts.proxies"))
        faults.raise_as(InputError)

    @property
    def absent_days(self) -> Decimal:
        """Days of absence, a half as 0.5."""
        halves = self.half_days + WHOLE * self.whole_days
        return Decimal(f"{halves // WHOLE}.{5 * (halves % WHOLE)}")

    @classmethod
    @guarded
    def of(cls, days: Iterable[JudgedDay], proxies: tuple[date, ...] = ()) -> Counts:
        """The counts of these days; two half days of one day are one whole day."""
        days = tuple(days)
        return cls(
            late=sum(day.has(Fact.LATE, Fact.GAP) for day in days),
            gap=sum(day.has(Fact.GAP) for day in days),
            early=sum(day.has(Fact.EARLY) for day in days),
            half_days=sum(day.halves == 1 for day in days),
            whole_days=sum(day.halves == WHOLE for day in days),
            unresolved=sum(day.has(Fact.UNRESOLVED) for day in days),
            proxies=proxies,
        )


@attrs.frozen
class Month(Answer):
    """One person's month: each day, the counts, the statement with its sanctions.

    ``refused`` are manual records that did not count.
    """

    person: str
    year: int
    month: int
    days: tuple[JudgedDay, ...]
    counts: Counts
    statement: Statement
    refused: tuple[Manual, ...] = ()

    def __repr__(self) -> str:
        when = f"{self.year}-{self.month:02d}"
        return f"<Month {self.person} {when}: {self.amount} yuan taken, {self.net} left>"

    @property
    def amount(self) -> Decimal:
        """What is taken from the bonus, in yuan."""
        return self.statement.amount

    @property
    def unclamped(self) -> Decimal:
        """What the lines add up to, in yuan."""
        return self.statement.unclamped

    @property
    def net(self) -> Decimal:
        """What is left of the bonus, in yuan."""
        return self.statement.net

    @property
    def sanctions(self) -> tuple[Sanction, ...]:
        """Warnings, demerits, dismissal."""
        return self.statement.sanctions

    @property
    def unresolved(self) -> tuple[date, ...]:
        """The days with a missing punch that is still to be explained."""
        return tuple(day.day for day in self.days if day.has(Fact.UNRESOLVED))

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
        """Each day that was not in order, the refused records, then each line and sanction."""
        found = [reason for finding in self.findings for reason in finding.reasons]
        found += [reason for record in self.refused for reason in record.reasons]
        return (*found, *self.statement.reasons)


_NAMES: Final = {
    "004-1.3.1-3": Text("late arrival", "迟到"),
    "004-1.3.2-2": Text("early leave", "早退"),
    "004-1.4-3": Text("half a day absent", "旷工半天"),
    "004-1.4-4": Text("one day absent", "旷工一天"),
    "004-1.3.2-3": Text("frequent early leave", "累计早退"),
    "004-1.6.2-2": Text("proxy punching", "代打卡"),
}


def _blanks(policy: DepartmentPolicy, counts: Counts) -> tuple[str, ...]:
    """The blanks that the money and the warnings of such a month need."""
    own = policy.attendance
    severe = own.early_severe_count is None or counts.early >= own.early_severe_count
    replaces = policy.bonus.early_percent is EarlyPercent.REPLACES
    asked = {
        "attendance.late_deduction": counts.late > 0,
        "attendance.late_warning_count": counts.late > 0,
        "attendance.early_deduction": counts.early > 0 and not (severe and replaces),
        "attendance.early_severe_count": counts.early > 0,
        "attendance.early_severe_percent": severe and own.early_severe_count is not None,
        "attendance.absent_half_day_deduction": counts.half_days > 0,
        "attendance.absent_full_day_deduction": counts.whole_days > 0,
        "supervision.proxy_punch_percent": bool(counts.proxies),
    }
    return tuple(path for path, used in asked.items() if used)


@cites(
    "004-1.3.1-3",
    "004-1.3.1-4",
    "004-1.3.2-2",
    "004-1.3.2-3",
    "004-1.4-3",
    "004-1.4-4",
    "004-1.6.2-2",
    "004-1.7-1",
)
def settled(
    policy: DepartmentPolicy,
    counts: Counts,
    *,
    bonus: Yuan,
    dismissals: Iterable[Sanction] = (),
) -> Statement:
    """The statement of a month with these counts, from its performance bonus in yuan.

    >>> from csrules.policy import amend
    >>> from csrules.regulations.department.policy import policy
    >>> own = amend(policy(), {"attendance": {"late_deduction": 20, "late_warning_count": 3}})
    >>> bill = settled(own, Counts(late=3), bonus=1000)
    >>> bill.amount, [str(sanction.kind) for sanction in bill.sanctions]
    (Decimal('60.00'), ['written_warning'])
    """
    fen(bonus, "bonus")
    needed(policy, *_blanks(policy, counts))
    own, how = policy.attendance, policy.bonus
    charges, sanctions = [], []
    severe = own.early_severe_count is not None and counts.early >= own.early_severe_count
    amounts = [
        ("004-1.3.1-3", own.late_deduction, counts.late),
        ("004-1.3.2-2", own.early_deduction, counts.early),
        ("004-1.4-3", own.absent_half_day_deduction, counts.half_days),
        ("004-1.4-4", own.absent_full_day_deduction, counts.whole_days),
    ]
    for rule, each, count in amounts:
        replaced = rule == "004-1.3.2-2" and severe and how.early_percent is EarlyPercent.REPLACES
        if count and each is not None and not replaced:
            charges.append(Charge(rule, _NAMES[rule], each=each, count=count))
    if own.late_warning_count is not None:
        over = counts.late - own.late_warning_count + 1
        times = over if how.late_warning is WarningOn.EACH else min(1, over)
        sanctions += [_written(counts.late, own.late_warning_count)] * times
    if severe and own.early_severe_percent is not None:
        share = percent(own.early_severe_percent)
        charges.append(Charge("004-1.3.2-3", _NAMES["004-1.3.2-3"], share=share))
        sanctions.append(
            _sanction(
                Penalty.SEVERE_WARNING,
                "004-1.3.2-3",
                f"{counts.early} early leaves, from {own.early_severe_count} on: severe warning",
                f"早退{counts.early}次，达{own.early_severe_count}次：严重警告",
            )
        )
    sanctions += [
        _sanction(
            Penalty.DEMERIT, "004-1.4-4", "one day absent: recorded demerit", "旷工一天：记过"
        )
    ] * counts.whole_days
    used = Fraction(0)
    for day in counts.proxies:
        rate = policy.supervision.proxy_punch_percent or Decimal(0)
        share = min(percent(rate), 1 - used)
        used += share  # incident by incident, together never above the whole bonus
        name = _NAMES["004-1.6.2-2"]
        said = Text(f"{name.en}, {day}", f"{name.zh}，{day}")
        if share < percent(rate):
            said = Text(
                f"{said.en} ({rate}%, cut: the proxy lines together stop at 100%)",
                f"{said.zh}（{rate}%，代打卡各行合计以100%为限）",
            )
        charges.append(Charge("004-1.6.2-2", said, share=share))
        sanctions.append(
            _sanction(
                Penalty.SEVERE_WARNING,
                "004-1.6.2-2",
                f"proxy punching on {day}: severe warning",
                f"{day}代打卡：严重警告",
            )
        )
    return settle(
        bonus,
        charges,
        percent_base=how.percent_base,
        rounding=how.rounding,
        clamp=how.clamp,
        sanctions=(*sanctions, *dismissals),
        limit_rule="004-1.7-1",
    )


def _sanction(kind: Penalty, rule: str, en: str, zh: str) -> Sanction:
    return Sanction(kind, rule, Text(en, zh))


def _written(late: int, count: int) -> Sanction:
    return _sanction(
        Penalty.WRITTEN_WARNING,
        "004-1.3.1-4",
        f"{late} late arrivals, from {count} on: written warning",
        f"迟到{late}次，达{count}次：书面警告",
    )


@cites("004-1.7-1", "004-1.6.2-2", "004-1.4-5")
def month(
    policy: DepartmentPolicy,
    person: str,
    year: int,
    month: int,
    *,
    punches: Iterable[Punch],
    scheduled: Iterable[date],
    bonus: Yuan,
    excuses: Iterable[Excuse] = (),
    manual: Iterable[ManualRecord] = (),
    departures: Iterable[Departure] = (),
    proxies: Iterable[ProxyPunch] = (),
    earlier: Iterable[JudgedDay] = (),
) -> Month:
    """One person's calendar month: what each day was, what is deducted, which sanctions follow.

    ``scheduled`` are the days on which the person is due (see `scheduled_days`); ``bonus`` is the
    month's performance bonus in yuan; ``excuses`` are leave and approved early departures;
    ``earlier`` are the judged days of months before, for absence that goes on over the month's
    end. Records of other persons and months are left aside; a day of another month among
    ``scheduled``, the same proxy punch or the same earlier day twice, and departures that overlap,
    are refused.

    Raises `MissingParameterError` naming blanks that this month needs to go on, and no other. It
    does so in rounds, for what a day was decides what its deduction needs: first the hours of
    work, then the figures that judge a day, then those of the deductions that the month came to.
    Raises `InputError` with all faults of the punches.
    """
    faults = Faults()
    with faults:
        person = Identifier().read(person, "person")
    year, month = which_month(year, month, faults)
    with faults:
        fen(bonus, "bonus")

    def within(day: date) -> bool:
        return (day.year, day.month) == (year, month)

    due, proxies = days_of_month(scheduled, year, month, faults), tuple(proxies)
    for place, act in enumerate(proxies):
        if act in proxies[:place]:
            expected = "each proxy punch once"
            faults.add(Fault(f"proxies[{place}]", act, expected, "remove the doubled one"))
    faults.raise_as(InputError)
    days, records, blanks = classified(
        policy,
        person,
        [punch for punch in punches if within(punch.work_date)],
        due,
        excuses=excuses,
        manual=[record for record in manual if within(record.work_date)],
        departures=[departure for departure in departures if within(departure.work_date)],
    )
    incidents = sorted(p.day for p in proxies if within(p.day) and person in (p.by, p.person))
    counts = Counts.of(days, tuple(incidents))
    before: dict[date, JudgedDay] = {}
    for place, day in enumerate(earlier):
        if day.person == person and not within(day.day):
            if day.day in before:
                faults.add(Fault(f"earlier[{place}]", str(day.day), "each day once"))
            before[day.day] = day
    faults.raise_as(InputError)
    absence = counted(policy, chain(before.values(), days), year, month)
    asked = (*blanks, *_blanks(policy, counts), *dismissal_blanks(absence))
    needed(policy, *dict.fromkeys(asked))
    return Month(
        person,
        year,
        month,
        days,
        counts,
        settled(policy, counts, bonus=bonus, dismissals=absence.sanctions),
        tuple(record for record in records if not record.valid),
    )
