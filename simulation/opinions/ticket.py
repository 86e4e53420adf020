"""The first-asked ticket beside the oracle's: names, facts, and what section 5.3 does not table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

from simulation.opinions.base import Opinion, given, told
from simulation.opinions.dues import department_hours, rolled_hours, working_days
from tests.oracle import ticket as oracle

if TYPE_CHECKING:
    from datetime import datetime

    from csrules.lifecycle.cases import Event

__all__ = ["TicketOpinion"]

_EVENTS: Final = {
    "contact": "contact",
    "answer_on_spot": "answer_on_spot",
    "hand_to_centre": "hand_form_to_centre",
    "order_department": "order_department",
    "hand_to_department": "transfer_to_department",
    "pass_to_centre": "hand_to_centre",
    "extend": "extend_on_record",
    "answer": "answer",
    "feed_back": "feed_back",
    "record_result": "enter_result",
}

_AS_IF: Final = {
    ("AT_CS_CENTRE_VISIT", "order_department"): "AT_CS_CENTRE",
    ("EXTENDED_ON_RECORD", "extend_on_record"): "AT_DEPARTMENT",
    ("EXTENDED_ON_RECORD", "hand_to_centre"): "AT_DEPARTMENT",
}
"""Beyond section 5.3: the centre orders again, and wherever a department holds it, it can extend
and pass on."""

_ASKED: Final[dict[str, tuple[str, ...]]] = {
    "contact": ("channel", "first_asked", "customer", "contact", "matter"),
    "answer_on_spot": ("answer",),
    "order_department": ("department", "complicated"),
    "hand_to_department": ("department", "complicated", "explained", "handover_record"),
    "pass_to_centre": ("explained", "handover_record"),
    "extend": ("extension_reason", "promised_at"),
    "answer": ("answer",),
    "record_result": ("result", "ending", "recorded_by"),
}
"""What each event's form asks for."""


class TicketOpinion(Opinion):
    """One ticket as the oracle sees it."""

    states: ClassVar[dict[str, str]] = {
        oracle.START: "new",
        "RECEIVED": "received",
        "ANSWERED_ON_SPOT": "answered_on_spot",
        "AT_CS_CENTRE": "at_centre",
        "AT_DEPARTMENT": "at_department",
        "AT_CS_CENTRE_VISIT": "at_centre_visit",
        "EXTENDED_ON_RECORD": "extended_on_record",
        "ANSWERED": "answered",
        "FED_BACK": "fed_back",
        "CLOSED": "closed",
    }

    def __init__(self) -> None:
        super().__init__()
        self.state = oracle.START
        self.arrived: datetime | None = None

    def verdict(self, event: Event, policy: Any) -> tuple[str, str]:
        """Section 5.3 and the guards beside it; then what the forms ask, and what 3.3 and 3.4 do.

        The person who is asked first may write down the contact (3.1), not the customer alone.
        """
        name, data = _EVENTS[event.name], {**self.brought, **told(event.data)}
        actor = "customer" if (name, event.by) == ("contact", "first_asked") else event.by
        facts = {
            "actor": actor,
            "channel": "phone" if data.get("channel") == "phone" else "visit",
            "handover_record": data.get("handover_record"),
            "at": event.at,
            "two_day_due": self._filed_by(policy),
            "promised": event.data.get("promised_at"),
        }
        here = _AS_IF.get((self.state, name), self.state)
        verdict, state, _ = oracle.step(here, name, facts)
        if verdict != "accepted":
            return verdict, self.state
        return ("accepted", state) if self._more(event, data) else ("denied", self.state)

    def _filed_by(self, policy: Any) -> datetime | None:
        """FA 3.4.6: the time promised last, while it runs; else the working days since arrival."""
        promise = self.running("promise")
        if promise is not None or self.arrived is None:
            return promise
        return working_days(policy, self.arrived)

    @staticmethod
    def _more(event: Event, data: dict[str, Any]) -> bool:
        if not all(given(event.data.get(name)) for name in _ASKED.get(event.name, ())):
            return False
        if event.name in ("hand_to_department", "pass_to_centre"):
            return event.data["explained"] is True and event.data["handover_record"] is True
        if event.name == "extend":
            return bool(event.data["promised_at"] > event.at)
        if event.name == "record_result":
            return bool(event.data["recorded_by"] == data["first_asked"])
        return True

    def clocks(self, event: Event, policy: Any) -> None:
        """3.4: the transfer's 24 hours, the department's 12 hours or two days, the promise."""
        at, name = event.at, event.name
        if name == "contact":
            self.start(at, "handover", self._transfer(policy, at))
        elif name in ("answer_on_spot", "hand_to_centre"):
            self.stop(at, "handover")
        elif name in ("order_department", "hand_to_department"):
            self.stop(at, "promise", "handover")
            self.arrived = at
            complicated = self.brought["complicated"]
            due = (working_days if complicated else department_hours)(policy, at)
            self.start(at, "answer", due)
            self.start(at, "feedback", due)
        elif name == "extend":
            self.stop(at, "answer")
            self.start(at, "promise", event.data["promised_at"])
            self.start(at, "feedback", event.data["promised_at"])
        elif name == "answer":
            self.stop(at, "answer", "promise")
        elif name == "feed_back":
            self.stop(at, "feedback")

    def _transfer(self, policy: Any, at: datetime) -> datetime | None:
        """R20: every transfer has the 24 hours, or special circumstances alone have."""
        rules, hours = policy.handover, policy.handover.hours
        if rules.scope == "special_circumstances_only" and self.brought.get("special") is not True:
            hours = rules.ordinary_hours
        return None if hours is None else rolled_hours(policy, at, hours)
