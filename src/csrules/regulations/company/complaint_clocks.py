"""The clocks of a complaint form, and what its end sets going."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from csrules.citation import Text, cites
from csrules.lifecycle.effects import IssueDocument, Notify, StartWorkflow
from csrules.lifecycle.transitions import ClockSpec
from csrules.regulations.company.complaint_forms import REFILED_FORM
from csrules.regulations.company.handling import (
    Handling,
)
from csrules.regulations.company.limits import closing_due, report_due, until
from csrules.regulations.company.parties import Party
from csrules.regulations.company.policy import Refusal
from csrules.regulations.company.returns import SETTLING

if TYPE_CHECKING:
    from datetime import datetime

    from csrules.deadlines import Deadline
    from csrules.lifecycle.effects import Effect
    from csrules.lifecycle.transitions import Context

__all__ = ["CLOCKS", "accepted_at", "after_closing", "new_form", "severe_first"]


def _closing(context: Context) -> Deadline:
    start = context.at
    original: datetime | None = context.data.get("original_accepted")
    if original is not None and context.policy.closing.refusal is Refusal.ORIGINAL_CLOCK:
        start = original
    return closing_due(context.policy, start, context.calendar)


def accepted_at(context: Context) -> datetime:
    run = context.case.clock("closing")
    assert run is not None  # every path to here starts it
    start: datetime = run.deadline.start  # type: ignore[assignment]  # started by an instant
    return start


def _collection(context: Context) -> Deadline:
    """The original term: the dispute does not extend it, so it may be over already."""
    day = context.data["collection_due"]
    return until(context.policy, day, context.at, context.calendar, "000-A25-8.1")


CLOCKS: Final = (
    ClockSpec("closing", "000-A26-1.1", Text("closing of the form", "结案期限"), _closing),
    ClockSpec(
        "joint",
        "000-A25-2.1",
        Text("joint handling", "会同处理时限"),
        # the guard has judged the day by the closing day that this form has
        lambda c: until(c.policy, c.data["joint_limit"], accepted_at(c), c.calendar, "000-A25-2.1"),
    ),
    ClockSpec(
        "report",
        "000-A25-3.1",
        Text("report to the deputy GM", "提出报告期限"),
        lambda c: report_due(c.policy, c.at, accepted_at(c), c.calendar),
    ),
    ClockSpec("collection", "000-A25-8.1", Text("collection", "收款期限"), _collection),
)


@cites("000-A18-2")
def severe_first(context: Context) -> tuple[Effect, ...]:
    """An especially serious complaint goes to the deputy GM at once, before others."""
    if not context.data["severe"]:
        return ()
    return (Notify("000-A18-2", Party.DEPUTY_GM, "severe_complaint_before_others"),)


@cites("000-A29-1.1", "000-A28-1.1", "000-A24-3.5", "000-A25-4.2", "000-A29-2.1")
def after_closing(context: Context) -> tuple[Effect, ...]:
    """What a closed form sets going: each a workflow of its own, none waiting for another."""
    data, form = context.data, context.case.id
    copies: list[Effect] = []
    settling = SETTLING.lookup(handling=data["handling"])
    carried = {"form_id": form, "form_closed": True, "settlement": data["settlement"]}
    if data["handling"] == Handling.RETURN_OR_REWORK:
        carried["approved_quantity"] = data["return_quantity"]  # decided, not typed by sales
        copy = IssueDocument("000-A29-2.1", "customer_complaint_form", {"4": str(Party.FINANCE)})
        copies.append(copy)
    listed = {"form_id": form, "closed_on": context.at.date()}
    found: list[Effect] = [
        StartWorkflow("000-A29-1.1", settling["workflow"], "issue", carried),
        *copies,
        StartWorkflow("000-A28-1.1", "company.monthly_review", "schedule", listed),
    ]
    if data["track"]:
        carried = {"form_id": form}
        found.append(StartWorkflow("000-A24-3.5", "company.improvement", "propose", carried))
    return tuple(found)


@cites("000-A25-5.1")
def new_form(context: Context) -> Effect:
    """The new form: the same report, with the original attached and the case's age kept."""
    data, case = context.data, context.case
    carried = {
        name: value
        for name, value in data.items()
        if name in {field.name for field in REFILED_FORM.fields}
    }
    carried["original"] = case.id
    carried["original_accepted"] = accepted_at(context)
    carried["first_reported"] = data.get("first_reported", case.opened)
    return StartWorkflow("000-A25-5.1", "company.complaint", "refile", carried)
