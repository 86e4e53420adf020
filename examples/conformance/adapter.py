"""The shop behind the contract of csrules: what its own tests hand to the conformance kit."""

import sqlite3
from collections.abc import Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from csrules.testing import Declined, Invalid
from examples.conformance.shop.approval import Approval
from examples.conformance.shop.attendance import Attendance
from examples.conformance.shop.complaints import Complaints
from examples.conformance.shop.doors import Refused, WrongInput
from examples.conformance.shop.scores import Scores
from examples.conformance.shop.workdays import Deadlines

if TYPE_CHECKING:
    from collections.abc import Iterator

CLAIMS: Mapping[str, Mapping[str, list[str]]] = {
    "approval": {},
    "deadlines": {
        "roll": ["same_clock_time", "none"],
        "skips": ["non_working_days"],
        "day_end": ["midnight"],
    },
    "complaint": {},
    "scoring": {},
    "attendance": {
        "escalation": ["marginal", "whole_month", "exclusive"],
        "rounding": ["half_up", "half_even"],
        "absence_hours": ["net"],
        "single_punch": ["unresolved"],
        "percent_base": ["full"],
    },
}
"""What the shop can do, and the readings that it knows where it does not know all."""


@contextmanager
def _translated() -> "Iterator[None]":
    try:
        yield
    except WrongInput as wrong:
        raise Invalid(wrong.field) from None
    except Refused as refusal:
        raise Declined(*refusal.rules) from None


class KeptCase:
    """A complaint in the shop's database, driven event by event."""

    def __init__(self, complaints: Complaints, number: int) -> None:
        self.complaints, self.number = complaints, number

    def apply(self, event: dict[str, Any]) -> dict[str, Any]:
        """Have it happen; the standing after it."""
        with _translated():
            return self.complaints.happen(self.number, event)


class ShopAdapter:
    """One method for each operation of the contract, its defaults being the binding readings."""

    approvals: type[Approval] = Approval
    deadlines: type[Deadlines] = Deadlines
    complaints: type[Complaints] = Complaints
    scores: type[Scores] = Scores
    attendances: type[Attendance] = Attendance

    def __init__(self) -> None:
        self.database = sqlite3.connect(":memory:")
        self.approval = self.approvals()
        self.limits = self.deadlines()
        self.register = self.complaints(self.database, Approval())
        self.card = self.scores()
        self.attendance = self.attendances(self.database)

    def close(self) -> None:
        """Close the database."""
        self.database.close()

    def approver(
        self,
        amount: str,
        sales_manager_limit: str = "1000",
        deputy_gm_limit: str = "5000",
        tie: str = "inclusive_words",
    ) -> str:
        with _translated():
            return self.approval.approver(amount, sales_manager_limit, deputy_gm_limit, tie)

    def may_sign(
        self,
        amount: str,
        role: str,
        sales_manager_limit: str = "1000",
        deputy_gm_limit: str = "5000",
        tie: str = "inclusive_words",
    ) -> bool:
        with _translated():
            return self.approval.sign(amount, role, sales_manager_limit, deputy_gm_limit, tie)

    def elapsed_hours(
        self, start: str, hours: str, calendar: Any = None, roll: str = "same_clock_time"
    ) -> str:
        with _translated():
            return self.limits.hours(start, hours, calendar, roll).isoformat()

    def working_hours(self, start: str, hours: str, calendar: Any) -> str:
        with _translated():
            return self.limits.working_hours(start, hours, calendar).isoformat()

    def calendar_days(
        self,
        start: str,
        days: int,
        calendar: Any = None,
        start_day: str = "excluded",
        last_day: str = "no_roll",
    ) -> str:
        with _translated():
            return self.limits.days(start, days, calendar, start_day, last_day).isoformat()

    def working_days(
        self,
        start: str,
        days: int,
        calendar: Any,
        end: str = "end_of_day",
        start_day: str = "excluded",
    ) -> str:
        with _translated():
            return self.limits.working_days(start, days, calendar, start_day, end).isoformat()

    def month_day(
        self, year: int, month: int, day: int, calendar: Any = None, last_day: str = "no_roll"
    ) -> str:
        with _translated():
            return self.limits.month_day(year, month, day, calendar, last_day).isoformat()

    def complaint(self, events: Any, **settings: Any) -> dict[str, Any]:
        """A new complaint that all of it happens to; what came before the last was accepted."""
        case = self.new_case(**settings)
        if not isinstance(events, list):
            raise Invalid("events")
        for event in events[:-1]:
            try:
                case.apply(event)
            except (Declined, Invalid):
                raise Invalid("events") from None
        return case.apply(events[-1]) if events else self.register.standing(case.number)

    def new_case(
        self,
        visit_required: bool = True,
        tie: str = "inclusive_words",
        refusal: str = "new_clock",
        start_day: str = "excluded",
    ) -> KeptCase:
        with _translated():
            number = self.register.open(visit_required, tie, refusal, start_day)
        return KeptCase(self.register, number)

    def information_score(self, clamp: str = "item", **counts: int) -> dict[str, Any]:
        with _translated():
            return self.card.score(counts, clamp)

    def lateness_deduction(
        self,
        base_pay: str,
        late_days: int,
        escalation: str = "marginal",
        rounding: str = "half_up",
    ) -> dict[str, Any]:
        with _translated():
            return self.attendance.lateness(base_pay, late_days, escalation, rounding)

    def judge_day(
        self,
        begins: str,
        ends: str,
        arrival: str | None = None,
        departure: str | None = None,
        gap_policy: str = "late",
        no_punches: str = "whole_day",
        **blanks: Any,
    ) -> dict[str, Any]:
        with _translated():
            return self.attendance.day(
                begins, ends, arrival, departure, gap_policy, no_punches, blanks
            )

    def month_deduction(
        self,
        bonus: str,
        late: int = 0,
        early: int = 0,
        half_days: int = 0,
        whole_days: int = 0,
        proxies: int = 0,
        clamp: str = "base",
        early_percent: str = "adds",
        late_warning: str = "once",
        rounding: str = "half_up",
        **blanks: Any,
    ) -> dict[str, int]:
        counts = {
            "late": late,
            "early": early,
            "half_days": half_days,
            "whole_days": whole_days,
            "proxies": proxies,
        }
        readings = {
            "clamp": clamp,
            "early_percent": early_percent,
            "late_warning": late_warning,
            "rounding": rounding,
        }
        with _translated():
            return self.attendance.month(bonus, counts, readings, blanks)
