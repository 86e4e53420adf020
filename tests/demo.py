"""A small policy with a leaf of every kind, for the tests of the mechanisms."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import attrs

from csrules.bands import Bands, BandsKind, Tie
from csrules.citation import Text
from csrules.errors import Fault
from csrules.kinds import (
    Choice,
    Clock,
    Day,
    Flag,
    Items,
    Moment,
    Money,
    Named,
    Quantity,
    Whole,
    Words,
)
from csrules.policy import Policy, Section, blank, leaf, reading

if TYPE_CHECKING:
    from collections.abc import Iterator


class Role(StrEnum):
    """Who may sign."""

    CLERK = "clerk"
    BOSS = "boss"


@attrs.frozen
class Approval(Section):
    """Bands and the reading of their tie."""

    bands: Bands = leaf(
        BandsKind(Role), [{"owner": "clerk", "up_to": 1000}, {"owner": "boss"}], source="D-1"
    )
    tie: Tie = reading(Tie.INCLUSIVE_WORDS, source="D-2", note=Text("printed twice", "原文重复"))


@attrs.frozen
class Inner(Section):
    """A section within a section."""

    days: int = leaf(Whole("days", 1, 60), 6, source="D-3")


@attrs.frozen
class Desk(Section):
    """One leaf of each further kind."""

    inner: Inner = attrs.field(factory=Inner)
    least: int = leaf(Whole("days"), 1, source="D-4")
    most: int = leaf(Whole("days"), 9, source="D-4")
    fee: Decimal | None = blank(Money(), source="D-5")
    hours: Decimal = leaf(Quantity("hours", 2), "1.50", source="D-6")
    limits: tuple[tuple[str, int], ...] = leaf(Named(Whole("days")), {"b": 2, "a": 1}, source="D-7")
    steps: tuple[Decimal, ...] = leaf(Items(Quantity("hours")), [1, "2.5"], source="D-8")
    opens: time = leaf(Clock(), "08:30", source="D-9")
    since: date | None = blank(Day(), source="Civil Code Art. 201")
    seen: datetime | None = blank(Moment(), source="D-10")
    open: bool = leaf(Flag(), True, source="D-11")
    greeting: str = leaf(Words(), 'say "hello"', source="D-12")
    owner: Role = leaf(Choice(Role), "clerk", source="D-13")

    def faults(self) -> Iterator[Fault]:
        """The least is not above the most."""
        if self.least > self.most:
            yield Fault("least", self.least, f"at most {self.most} days", rule="D-4")


@attrs.frozen
class Demo(Policy):
    """The policy of the pack ``demo``."""

    pack = "demo"
    copies: int = leaf(Whole("copies", 1), 4, source="D-14")
    approval: Approval = attrs.field(factory=Approval)
    desk: Desk = attrs.field(factory=Desk)


PACKS = {"demo": Demo}
"""What `csrules.policyfile` takes for packs of one's own."""


AMENDED: dict[str, Any] = {
    "copies": 5,
    "approval": {"tie": "higher", "bands": {"clerk": "2000"}},
    "desk.inner.days": 8,
    "desk": {
        "fee": "12.30",
        "hours": Decimal("0.25"),
        "limits": {"c d": 3, "一": 4},
        "steps": ["3", "4.75"],
        "opens": time(9, 0, 30),
        "since": date(2024, 2, 29),
        "seen": "2024-03-08T15:00:00+08:00",
        "open": False,
        "greeting": "您好\n\\ # ”",
        "owner": Role.BOSS,
    },
}
"""A change of nearly every leaf."""
