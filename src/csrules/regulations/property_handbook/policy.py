"""The handbook's numbers, its readings, and what it leaves blank."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import attrs

from csrules.deductions import Clamp as MoneyClamp
from csrules.deductions import LineRounding
from csrules.errors import Fault
from csrules.grades import GradesKind
from csrules.kinds import Money, Named, Quantity, Whole, Words
from csrules.limits.limitreadings import DayEnd, LastDay, Roll, Skips, StartDay, WorkingDaysEnd
from csrules.policy import Policy, Section, blank, compiled, leaf, reading
from csrules.reading import Reading
from csrules.recurrence import ByDay
from csrules.regulations.property_handbook.scorecard import information_card
from csrules.scoring import Clamp

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csrules.grades import Grades
    from csrules.scoring import Scorecard

__all__ = [
    "Account",
    "AnswerHours",
    "AnswerTime",
    "Dates",
    "FirstAskedPerson",
    "Gravity",
    "Handover",
    "HandoverScope",
    "Incidents",
    "InformationScore",
    "MoveIn",
    "Performance",
    "PropertyHandbookPolicy",
    "Reports",
    "ResponsiblePerson",
    "Seldom",
    "SpotCheck",
    "YearOfReports",
    "policy",
]


class HandoverScope(Reading):
    """Which transfers have the 24 hours (R20)."""

    EVERY_TRANSFER = "every_transfer", "every transfer", "每次移交"
    SPECIAL_CIRCUMSTANCES_ONLY = (
        "special_circumstances_only",
        "special circumstances only; an ordinary transfer has no number",
        "仅限特殊情况；一般移交没有数字",
    )


class AnswerHours(Reading):
    """How the department's 12 hours run (R4)."""

    ROLLED = "rolled", "rolled in the way of the 24-hour transfer limit", "与24小时移交限期同样顺延"
    WALL_CLOCK = "wall_clock", "by the wall clock, on every day", "按自然小时计算，不顺延"
    WORKING_HOURS = (
        "working_hours",
        "hours of working time, from a calendar that has hours",
        "按工作时间的小时计算，日历须有工作时间",
    )


class YearOfReports(Reading):
    """Which monthly reports a year's score counts (R21)."""

    DUE_IN_YEAR = "due_in_year", "the twelve that fall due within the year", "当年到期的十二份月报"
    COVERING_YEAR = "covering_year", "the twelve that cover the year", "反映当年各月的十二份月报"


class Seldom(Reading):
    """When a move-in bulletin need not come daily; a major problem is reported in any case."""

    EITHER = "either", "few move-ins, or no major problem", "入住少或没有重大问题"
    BOTH = "both", "few move-ins and no major problem", "入住少且没有重大问题"


class Gravity(Reading):
    """How a deduction within its range is fixed."""

    AMOUNT_GIVEN = "amount_given", "a person fixes the amount", "由人定出金额"
    LINEAR = (
        "linear",
        "a person fixes the gravity from 0 to 1; the amount lies so far along the range",
        "由人定出轻重（0至1），按比例在幅度内取值",
    )


def _hours() -> Quantity:
    return Quantity("hours", minimum=1, maximum=10000)


def _minutes(fewest: int) -> Whole:
    return Whole("minutes", fewest, 365 * 24 * 60)


def _score_points() -> Quantity:
    return Quantity("points", places=1, maximum=1000)


@attrs.frozen
class Handover(Section):
    """Transfer by the first-asked person."""

    hours: Decimal = leaf(_hours(), Decimal(24), source="001-FA-3.4-2")
    scope: HandoverScope = reading(HandoverScope.EVERY_TRANSFER, source="001-FA-3.4-2")
    ordinary_hours: Decimal | None = blank(_hours(), source="001-FA-3.4-2")
    roll: Roll = reading(
        Roll.SAME_CLOCK_TIME,
        source="001-FA-3.4-2, 001-FA-3.4-3, 001-FA-3.4-4",  # the 12 hours roll as these do (R4)
        without=(Roll.NONE,),  # the text rolls this limit
    )
    skips: Skips = reading(
        Skips.NON_WORKING_DAYS, source="001-FA-3.4-2, 001-FA-3.4-3, 001-FA-3.4-4"
    )


@attrs.frozen
class AnswerTime(Section):
    """Handling and answer by the first-asked department."""

    hours: Decimal = leaf(_hours(), Decimal(12), source="001-FA-3.4-4")
    hours_run: AnswerHours = reading(AnswerHours.ROLLED, source="001-FA-3.4-4")
    working_days: int = leaf(Whole("working days", 1, 1000), 2, source="001-FA-3.4-5")
    working_days_end: WorkingDaysEnd = reading(WorkingDaysEnd.END_OF_DAY, source="001-FA-3.4-5")


@attrs.frozen
class FirstAskedPerson(Section):
    """The first-asked person, where he keeps the matter and answers himself."""

    answer_minutes: int | None = blank(_minutes(1), source="001-FA-3.1-2, 001-FA-4.1")


@attrs.frozen
class ResponsiblePerson(Section):
    """The person to whom a matter was handed over."""

    contact_minutes: int | None = blank(_minutes(1), source="001-FA-4.3")


@attrs.frozen
class SpotCheck(Section):
    """HR's spot check of the record forms."""

    interval_days: int | None = blank(Whole("days", 1, 3660), source="001-FA-5-2")
    size: int | None = blank(Whole("forms", 1), source="001-FA-5-2")


@attrs.frozen
class Performance(Section):
    """Deductions from the monthly performance bonus."""

    lower_from: Decimal = leaf(Money(), Decimal("50.00"), source="001-FA-5-3")
    lower_to: Decimal = leaf(Money(), Decimal("100.00"), source="001-FA-5-3")
    upper_from: Decimal = leaf(Money(), Decimal("100.00"), source="001-FA-5-4")
    upper_to: Decimal = leaf(Money(), Decimal("500.00"), source="001-FA-5-4")
    gravity: Gravity = reading(Gravity.AMOUNT_GIVEN, source="001-FA-5-3, 001-FA-5-4")
    cap: MoneyClamp = reading(MoneyClamp.NONE, source="001-FA-5-4")
    rounding: LineRounding = reading(LineRounding.HALF_UP, source="001-FA-5-3, 001-FA-5-4")

    def faults(self) -> Iterator[Fault]:
        """Each range has its lower end first."""
        for name, low, high in (
            ("lower_to", self.lower_from, self.lower_to),
            ("upper_to", self.upper_from, self.upper_to),
        ):
            if low > high:
                yield Fault(name, str(high), f"yuan, not below {low}")


@attrs.frozen
class Dates(Section):
    """How counts of days and days of the calendar are read."""

    start_day: StartDay = reading(
        StartDay.EXCLUDED,
        source="001-FA-3.4-5, 001-FA-5-2, 001-IM-4.1-5; Civil Code Art. 201 (R6)",
    )
    day_end: DayEnd = reading(
        DayEnd.MIDNIGHT,
        source="001-FA-3.4-2, 001-FA-3.4-3, 001-FA-3.4-4, 001-FA-3.4-5, 001-FA-5-2, "
        "001-IM-4.1-1, 001-IM-4.1-5, 001-IM-4.1-11, 001-IM-4.1-12, 001-IM-4.3-4, "
        "001-IM-4.4.4-2, 001-IM-5.1-1; Civil Code Art. 203 (R7)",
    )
    count_ends: LastDay = reading(
        LastDay.NO_ROLL, source="001-FA-5-2, 001-IM-4.1-5; Civil Code Art. 203 (R8)"
    )
    by_day: ByDay = reading(
        ByDay.INCLUSIVE,
        source="001-IM-4.1-1, 001-IM-4.1-11, 001-IM-5.1-1; the day itself counts (R9)",
    )
    by_day_ends: LastDay = reading(
        LastDay.NO_ROLL,
        source="001-IM-4.1-1, 001-IM-4.1-11, 001-IM-4.1-12, 001-IM-5.1-1; "
        "no roll unless written (R9)",
    )


@attrs.frozen
class Reports(Section):
    """When information is reported."""

    monthly_day: int = leaf(Whole("day of the month", 2, 31), 10, source="001-IM-4.1-1")
    feedback_day: int = leaf(
        Whole("day of the month", 2, 31), 20, source="001-IM-4.1-1, 001-IM-5.1-1"
    )
    instant_minutes: int | None = blank(
        _minutes(1),
        source="001-IM-4.1-2, 001-IM-4.1-3, 001-IM-4.1-4, 001-IM-4.1-7, 001-IM-4.1-8, "
        "001-IM-4.1-9, 001-IM-4.1-10",
    )
    plan_month: int = leaf(Whole("month", 1, 12), 1, source="001-IM-4.1-11")
    plan_day: int = leaf(Whole("day of the month", 2, 31), 15, source="001-IM-4.1-11")
    training_month: int = leaf(Whole("month", 1, 12), 1, source="001-IM-4.1-12")
    formats: tuple[tuple[str, str], ...] | None = blank(
        Named(Words(200)), source="001-IM-4.3-1, 001-IM-4.3-3"
    )
    opinion_minutes: int | None = blank(_minutes(1), source="001-IM-5.2-1")
    mailbox_reads: int = leaf(Whole("times a day", 1, 1000), 2, source="001-IM-4.4.4-2")


@attrs.frozen
class MoveIn(Section):
    """The bulletin of a collective move-in period; ``few`` is asked for under ``both`` only."""

    longest_gap: int = leaf(Whole("days", 1, 366), 5, source="001-IM-4.1-5")
    seldom: Seldom = reading(Seldom.EITHER, source="001-IM-4.1-5")
    few: int | None = blank(Whole("move-ins a day"), source="001-IM-4.1-5")


@attrs.frozen
class Incidents(Section):
    """Class-1 incidents."""

    amount: Decimal = leaf(Money(), Decimal("5000.00"), source="001-IM-4.1-13")
    report_hours: Decimal = leaf(_hours(), Decimal(2), source="001-IM-4.1-6")
    arrival_hours: Decimal = leaf(_hours(), Decimal(2), source="001-IM-4.5-1")
    notice_minutes: int | None = blank(_minutes(1), source="001-IM-4.5-2")


@attrs.frozen
class Account(Section):
    """The dedicated account of the information page."""

    password_minutes: int = leaf(_minutes(0), 0, source="001-IM-4.4.3-2")


@attrs.frozen
class InformationScore(Section):
    """Points of the information score and what each case costs."""

    periodic_on_time: Decimal = leaf(_score_points(), Decimal(2), source="001-IM-6.1-2")
    missing_periodic: Decimal = leaf(_score_points(), Decimal("0.5"), source="001-IM-6.1-2")
    late_periodic: Decimal = leaf(_score_points(), Decimal("0.1"), source="001-IM-6.1-2")
    periodic_quality: Decimal = leaf(_score_points(), Decimal("2.5"), source="001-IM-6.1-3")
    defect: Decimal = leaf(_score_points(), Decimal("0.1"), source="001-IM-6.1-3")
    instant_on_time: Decimal = leaf(_score_points(), Decimal(2), source="001-IM-6.1-4")
    late_instant: Decimal = leaf(_score_points(), Decimal("0.1"), source="001-IM-6.1-4")
    instant_complete: Decimal = leaf(_score_points(), Decimal(2), source="001-IM-6.1-5")
    omitted_instant: Decimal = leaf(_score_points(), Decimal("0.2"), source="001-IM-6.1-5")
    plans: Decimal = leaf(_score_points(), Decimal(1), source="001-IM-6.1-6")
    missing_plan: Decimal = leaf(_score_points(), Decimal("0.5"), source="001-IM-6.1-6")
    training: Decimal = leaf(_score_points(), Decimal("0.5"), source="001-IM-6.1-7")
    missing_training: Decimal = leaf(_score_points(), Decimal("0.5"), source="001-IM-6.1-7")
    clamp: Clamp = reading(Clamp.ITEM, source="001-IM-6.1-1")
    year: YearOfReports = reading(YearOfReports.DUE_IN_YEAR, source="001-IM-6.1-2")
    grades: Grades | None = blank(GradesKind(), source="001-IM-6.1-8")
    card: Scorecard = compiled(information_card)


@attrs.frozen
class PropertyHandbookPolicy(Policy):
    """The policy of the pack; see each section."""

    pack = "property_handbook"
    handover: Handover = attrs.field(factory=Handover)
    answer: AnswerTime = attrs.field(factory=AnswerTime)
    first_asked: FirstAskedPerson = attrs.field(factory=FirstAskedPerson)
    responsible: ResponsiblePerson = attrs.field(factory=ResponsiblePerson)
    spot_check: SpotCheck = attrs.field(factory=SpotCheck)
    performance: Performance = attrs.field(factory=Performance)
    dates: Dates = attrs.field(factory=Dates)
    reports: Reports = attrs.field(factory=Reports)
    move_in: MoveIn = attrs.field(factory=MoveIn)
    incidents: Incidents = attrs.field(factory=Incidents)
    account: Account = attrs.field(factory=Account)
    score: InformationScore = attrs.field(factory=InformationScore)


def policy() -> PropertyHandbookPolicy:
    """The handbook as it is written, under the default readings.

    >>> policy().handover.hours, policy().score.clamp.value
    (Decimal('24'), 'item')
    """
    return PropertyHandbookPolicy()
