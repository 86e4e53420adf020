"""The shop with five mistakes, such as people make; the conformance kit finds each of them."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from examples.conformance.adapter import ShopAdapter
from examples.conformance.shop.approval import Approval
from examples.conformance.shop.attendance import Attendance
from examples.conformance.shop.complaints import Complaints
from examples.conformance.shop.scores import Scores
from examples.conformance.shop.workdays import Deadlines, WorkDays


class TieGoesDown(Approval):
    """5,000.00 yuan stays with the deputy: ``>`` stands where ``>=`` belongs."""

    def large(self, fen: int, high: int, tie: str) -> bool:
        return fen > high


class NoMakeUpDays(WorkDays):
    """A make-up Saturday is a Saturday: nobody loaded the notice."""

    def made_up(self, one: date) -> bool:
        return False


class DaysWithoutMakeUp(Deadlines):
    calendars = NoMakeUpDays


class VisitForgotten(Complaints):
    """A complaint closes although nobody has visited the customer."""

    guards: Mapping[str, Any] = {**Complaints.guards, "accept_result": ()}


class OnlyTheTotalStops(Scores):
    """An item falls below zero and takes points from the others."""

    def each_stops(self, clamp: str) -> bool:
        return False


class ThirdAtTheOldRate(Attendance):
    """ "Three included" is read as "more than three"."""

    def rate(self, number: int, count: int, escalation: str) -> Fraction:
        if escalation == "marginal":
            return Fraction(5 if number > 3 else 1, 100)
        return super().rate(number, count, escalation)


FAULTS: Mapping[str, tuple[str, type[Any]]] = {
    "approval": ("approvals", TieGoesDown),
    "deadlines": ("deadlines", DaysWithoutMakeUp),
    "complaint": ("complaints", VisitForgotten),
    "scoring": ("scores", OnlyTheTotalStops),
    "attendance": ("attendances", ThirdAtTheOldRate),
}
"""The mistake that each suite has to find: which part of the shop it replaces."""


def faulty(*capabilities: str) -> type[ShopAdapter]:
    """The shop with these mistakes and no other."""
    return type("FaultyShop", (ShopAdapter,), dict(FAULTS[name] for name in capabilities))


WrongShop = faulty(*FAULTS)
"""The shop with all five."""
