"""The complaint form beside the oracle's: names, facts, and what section 5.2 does not table."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Final

from simulation.opinions.base import Opinion, given, in_fen, told
from simulation.opinions.complaint_papers import asked, in_order
from simulation.opinions.dues import calendar_days, end_of, last_day
from tests.oracle import approval
from tests.oracle import complaint as oracle
from tests.oracle.vectors.steps import STATES

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from csrules.lifecycle.cases import Event

__all__ = ["ComplaintOpinion"]

_EVENTS: Final = {
    "report": "report_abnormality",
    "file": "file_form",
    "refile": "refile",
    "accept": "accept",
    "joint": "handle_jointly",
    "investigate": "investigate",
    "present": "report_to_deputy_gm",
    "approve": "decide",
    "tell": "tell_customer",
    "accept_result": "customer_accepts",
    "refuse_result": "customer_refuses",
}
_ROLES: Final = {"rnd": "rd"}
_WIDER: Final = {("present", "rnd"), ("judge", "deputy_gm")}
"""Whom the text lets act beyond section 5.2: those concerned (25.3), the deputy GM (25.4)."""

_VISITORS: Final = ("cs_manager", "delegate")
_NOT_ASKED: Final = "not asked"
_SIX: Final = timedelta(days=6)
_OF_RANK: Final = {"sales_manager": 500_00, "deputy_gm": 3000_00, "gm": 9000_00}
"""An amount within the text's own cuts that each role decides."""

_AFTERWARDS: Final = {
    **oracle.COLLECTION,
    ("COLLECTING", "receive_payment"): "COLLECTED",
}
"""The small life of a form that was not established, and the way out of it."""
_COLLECTORS: Final = {
    "collect": ("marketing",),
    "object": ("customer",),
    "receive_payment": ("marketing", "finance"),
}


class ComplaintOpinion(Opinion):
    """One complaint form as the oracle sees it."""

    states: ClassVar[dict[str, str]] = STATES
    _ENDS: ClassVar[tuple[str, ...]] = ("CLOSED", "REFUSED", "COLLECTED", "MEMO_TO_SUPERIOR")

    def __init__(self) -> None:
        super().__init__()
        self.state = oracle.START
        self.accepted_at: datetime | None = None
        self.closing_day: date | None = None

    def verdict(self, event: Event, policy: Any) -> tuple[str, str]:
        """Section 5.2 with its guards, then what the papers ask beyond it."""
        if self.state in self._ENDS:
            return "ended", self.state
        data = {**self.brought, **told(event.data)}
        if event.name == "visit":
            return self._visit(event)
        if self.state in ("NOT_ESTABLISHED", "COLLECTING"):
            return self._afterwards(event, policy)
        name = self._named(event)
        # Art. 27.5: the decision is made anew where the amount changes
        here = "JUDGED" if (self.state, name) == ("DECIDED", "decide") else self.state
        verdict, state, _ = oracle.step(here, name, self._facts(event, data, policy))
        if verdict != "accepted":
            return verdict, self.state
        good = asked(event) and in_order(event, data)
        good = good and (event.name != "joint" or event.data["joint_limit"] >= event.at.date())
        good = good and (self.state != "ACCEPTED" or name != "investigate" or self._alone())
        return ("accepted", state) if good else ("denied", self.state)

    def _alone(self) -> bool:
        """Art. 25.7: where others are liable too, the case is first handled jointly."""
        return self.brought["third_party"] is False

    @staticmethod
    def _named(event: Event) -> str:
        if event.name == "judge":
            no = event.data.get("established") is False
            return "judge_not_established" if no else "judge_established"
        return _EVENTS.get(event.name, event.name)

    def _visit(self, event: Event) -> tuple[str, str]:
        """Art. 20: at any time of a case, by the manager or whoever the manager sends."""
        if self.state == oracle.START:
            return "undeclared", self.state
        good = event.by in ("cs", *_VISITORS) and event.data.get("visitor") in _VISITORS
        return ("accepted" if good else "denied"), self.state

    def _afterwards(self, event: Event, policy: Any) -> tuple[str, str]:
        """Art. 25.8: sales collects, or the customer objects by memo."""
        state = _AFTERWARDS.get((self.state, event.name))
        if state is None:
            return "undeclared", self.state
        good = event.by in _COLLECTORS[event.name] and asked(event)
        if event.name == "collect":
            good = good and oracle.visit_done(self._visited(policy))
        return ("accepted", state) if good else ("denied", self.state)

    def _visited(self, policy: Any) -> dict[str, object]:
        required = policy.opinions.visit_required
        return {"visited": "visitor" in self.brought, "visit_required": required}

    def _facts(self, event: Event, data: dict[str, Any], policy: Any) -> dict[str, object]:
        """The event in the oracle's words."""
        own = told(event.data)
        actor = _ROLES.get(event.by, event.by)
        if (event.name, event.by) in _WIDER:
            actor = "cs"
        channel = own.get("channel")
        found: dict[str, object] = {
            "actor": actor,
            "order_number": own.get("order_no"),
            "batch_number": own.get("batch_no"),
            "original_state": "REFUSED" if given(own.get("original")) else None,
            "rd_told": own.get("rnd_told"),
            "rd_test": data.get("tested"),
            "quality": data.get("quality"),
            "deputy_instructed": own.get("instructed"),
            "severe": data.get("severe"),
            "channel": "phone" if channel == "telephone" else channel,
            "copy_of_form": own.get("form_given"),
            "sample_reason": own.get("no_sample_reason"),
            **{name: own.get(name) for name in ("sample", "opinion", *oracle.FORM_FIELDS[2:])},
            **self._visited(policy),
        }
        no = event.name == "judge" and own.get("established") is False
        for answer in oracle.ANSWERS:  # a complaint that is not established is asked nothing more
            asked_for = answer == "established" or not no
            found[answer] = own.get(answer) if asked_for else _NOT_ASKED
        if event.name == "joint" and self.closing_day is not None:
            # the form's own last day, or today once that is over, where the oracle adds six days
            last = max(self.closing_day, event.at.date())
            found["accepted_at"] = datetime.combine(last, time(0)) - _SIX
            found["joint_due"] = own.get("joint_limit")
        if event.name == "approve":
            found["amount"] = self._amount(data, policy)
        return found

    @staticmethod
    def _amount(data: dict[str, Any], policy: Any) -> int | None:
        """The amount that Art. 27 is read to mean, as one that the same role decides by the
        text's own cuts."""
        amount = in_fen(data.get(str(policy.approval.amount)))
        if amount is None:
            return None
        low, high = policy.approval.bands.cuts
        return _OF_RANK[approval.approver(amount, (low, high), str(policy.approval.tie))]

    def clocks(self, event: Event, policy: Any) -> None:
        """Art. 25 and 26: six days for the form, three for the report, and what people set."""
        make: Callable[[Event, Any], None] | None = getattr(self, f"_on_{event.name}", None)
        if make is not None:
            make(event, policy)

    def _on_accept(self, event: Event, policy: Any) -> None:
        start, original = event.at, self.brought.get("original_accepted")
        if policy.closing.refusal == "original_clock" and original is not None:
            start = original
        self.accepted_at = start
        self.closing_day = last_day(policy.counting, start.date(), policy.closing.days)
        self.start(event.at, "closing", end_of(self.closing_day, policy.counting.day_end))

    def _on_joint(self, event: Event, policy: Any) -> None:
        self.start(event.at, "joint", end_of(event.data["joint_limit"], policy.counting.day_end))

    def _on_investigate(self, event: Event, policy: Any) -> None:
        assert self.accepted_at is not None
        self.stop(event.at, "joint")
        counting = policy.counting
        own = calendar_days(counting, event.at.date(), policy.investigating.report_days)
        cap = calendar_days(counting, self.accepted_at.date(), policy.closing.days)
        self.start(event.at, "report", min(own, cap))

    def _on_present(self, event: Event, policy: Any) -> None:
        self.stop(event.at, "report")

    def _on_accept_result(self, event: Event, policy: Any) -> None:
        self.stop(event.at, "closing")

    def _on_collect(self, event: Event, policy: Any) -> None:
        self.stop(event.at, "closing")
        due = end_of(event.data["collection_due"], policy.counting.day_end)
        self.start(event.at, "collection", due)

    def _on_receive_payment(self, event: Event, policy: Any) -> None:
        self.stop(event.at, "collection")
