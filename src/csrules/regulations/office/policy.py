"""The parameters of the office's regulation."""

from __future__ import annotations

from datetime import time
from decimal import Decimal
from typing import TYPE_CHECKING

import attrs

from csrules.citation import Text
from csrules.deadlines import DayEnd, LastDay, StartDay
from csrules.deductions import Escalation, LineRounding
from csrules.errors import Fault
from csrules.kinds import Clock, Identifier, Items, Money, Quantity, Whole
from csrules.policy import Policy, Section, blank, leaf, reading

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "Calls",
    "Counting",
    "Customers",
    "Hours",
    "Lateness",
    "OfficePolicy",
    "Pay",
    "policy",
]


@attrs.frozen
class Calls(Section):
    """Private calls during work."""

    longest_private_seconds: int = leaf(Whole("seconds"), 180, source="S2-03-04")


@attrs.frozen
class Customers(Section):
    """Customer data and offers; the text names neither the fields nor the interval."""

    record_fields: tuple[str, ...] | None = blank(
        Items(Identifier(100), fewest=1, distinct=True), source="S2-03-06"
    )
    offer_interval_days: int | None = blank(Whole("days", 1, 3660), source="S2-03-07")


@attrs.frozen
class Pay(Section):
    """The three parts of pay; the text leaves each of them empty."""

    wage: Decimal | None = blank(Money(), source="S2-03-10")
    commission: Decimal | None = blank(Money(), source="S2-03-10")
    bonus: Decimal | None = blank(Money(), source="S2-03-10")


@attrs.frozen
class Hours(Section):
    """Working hours; the text knows no grace and names no lunch."""

    start: time = leaf(Clock(), time(8, 30), source="S2-03-11")
    end: time = leaf(Clock(), time(17, 30), source="S2-03-11")

    def faults(self) -> Iterator[Fault]:
        """The day ends after it starts."""
        if self.start >= self.end:
            yield Fault("end", self.end, f"a time after the start, {self.start}", rule="S2-03-11")


@attrs.frozen
class Lateness(Section):
    """What lateness costs, in percent of the month's total base pay."""

    first_percent: Decimal = leaf(Quantity("percent", 2, 0, 100), Decimal(1), source="S2-03-12")
    later_percent: Decimal = leaf(Quantity("percent", 2, 0, 100), Decimal(5), source="S2-03-12")
    later_from: int = leaf(
        Whole("late days", 2),
        3,
        source="S2-03-12",
        note=Text("the first late day at the later rate", "自第几次起适用较高标准"),
    )
    escalation: Escalation = reading(Escalation.MARGINAL, source="S2-03-12")
    cap_percent: Decimal | None = blank(
        Quantity("percent", 2, 0),
        source="S2-03-12",
        note=Text("no value: no cap, as the text has none", "不填：不设上限（原文未设）"),
    )
    rounding: LineRounding = reading(LineRounding.HALF_UP, source="S2-03-12")


@attrs.frozen
class Counting(Section):
    """How days are counted throughout the regulation."""

    start_day: StartDay = reading(StartDay.EXCLUDED, source="S2-03-07; Civil Code Art. 201 (R6)")
    day_end: DayEnd = reading(DayEnd.MIDNIGHT, source="S2-03-07; Civil Code Art. 203 (R7)")
    last_day: LastDay = reading(LastDay.NO_ROLL, source="S2-03-07; no roll unless written (R8)")


@attrs.frozen
class OfficePolicy(Policy):
    """Conduct and attendance of a customer-service office."""

    pack = "office"

    calls: Calls = attrs.field(factory=Calls)
    customers: Customers = attrs.field(factory=Customers)
    pay: Pay = attrs.field(factory=Pay)
    hours: Hours = attrs.field(factory=Hours)
    lateness: Lateness = attrs.field(factory=Lateness)
    counting: Counting = attrs.field(factory=Counting)


def policy() -> OfficePolicy:
    """The regulation as written, with the readings that bind.

    >>> policy().hours.start
    datetime.time(8, 30)
    """
    return OfficePolicy()
