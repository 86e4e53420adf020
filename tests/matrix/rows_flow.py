"""Workflows: their parts, what they answer, and their storage."""

from __future__ import annotations

from typing import Literal

from csrules.lifecycle import (
    Guard,
    dump,
    dump_json,
)  # fmt: skip
from csrules.regulations.company import COMPLAINT
from tests.company_flow import accepted, event, walk
from tests.example_flow import flow
from tests.matrix.row import apart, good, made_by
from tests.matrix.rows_time import DUE
from tests.matrix.things import AT, CAL, COMPANY, RULE, TEXT

CASE = walk("report", "file", "accept")
NEW = COMPLAINT.new("C-1")
REPORT = event("report")
ANSWER = accepted(COMPLAINT, NEW, REPORT, COMPANY)
GUARD = Guard("quick", RULE, TEXT, bool)
FLOW = flow()
LABELS = {"document": ("copies",)}

ROWS = {
    "lifecycle.Accepted": made_by("workflow.Workflow.decide"),
    "lifecycle.Assign": good(RULE, "cs", "call"),
    "lifecycle.Case": made_by("workflow.Workflow.new"),
    "lifecycle.Case.clock": good(CASE, "closing"),
    "lifecycle.ClockRun": made_by("workflow.Workflow.migrate"),
    "lifecycle.ClockSpec": good("closing", RULE, TEXT, bool),
    "lifecycle.ClockView": made_by("workflow.Workflow.clocks"),
    "lifecycle.Context": apart("`decide` makes it for the guards of a table"),
    "lifecycle.Event": good("report", AT, "customer", {}, "E-1"),
    "lifecycle.EventSpec": good("report", TEXT, None),
    "lifecycle.Fact": made_by("workflow.Workflow.decide"),
    "lifecycle.Forbidden": good("report", ("new",), RULE, TEXT),
    "lifecycle.Guard": good("quick", RULE, TEXT, bool, ("price",), False, None),
    "lifecycle.IssueDocument": good(RULE, "notice", {"cs": "original"}),
    "lifecycle.Migration": good(1, ("new",), {"new": "reported"}),
    "lifecycle.Notify": good(RULE, "cs", "late", ("mail",)),
    "lifecycle.Option": made_by("workflow.Workflow.options"),
    "lifecycle.Refused": made_by("lifecycle.load"),
    "lifecycle.RequireSignature": good(RULE, "notice", "gm"),
    "lifecycle.StartClock": good(RULE, "closing", DUE),
    "lifecycle.StartWorkflow": good(RULE, "settlement", "begin", {}),
    "lifecycle.State": good("new", TEXT, False),
    "lifecycle.StopClock": good(RULE, "closing"),
    "lifecycle.Transition": good(
        "new",
        "report",
        "reported",
        RULE,
        "customer",
        when=GUARD,
        guards=(GUARD,),
        stops="closing",
        starts="closing",
        effects=(),
    ),
    "lifecycle.dump": good(ANSWER),
    "lifecycle.dump_json": good(ANSWER),
    "lifecycle.load": good(COMPLAINT, dump(COMPLAINT.decide(NEW, event("file"), COMPANY))).taking(
        raw=dict[str, object]
    ),
    "lifecycle.load_json": good(COMPLAINT, dump_json(ANSWER)),
    "lifecycle.mermaid": good(COMPLAINT, "zh"),
    "workflow.Workflow": good(
        "repair",
        3,
        FLOW.title,
        FLOW.initial,
        FLOW.roles,
        FLOW.states,
        FLOW.events,
        FLOW.transitions,
        FLOW.limits,
        FLOW.forbidden,
        FLOW.migrations,
        FLOW.basis,
        FLOW.pack,
    ),
    "workflow.Workflow.clocks": good(COMPLAINT, CASE, CASE.changed),
    "workflow.Workflow.decide": good(COMPLAINT, NEW, REPORT, COMPANY, CAL),
    "workflow.Workflow.event_text": good(COMPLAINT, "report").taking(event=Literal["report"]),
    "workflow.Workflow.events_from": good(COMPLAINT, NEW.state).taking(state=Literal["new"]),
    "workflow.Workflow.is_final": good(COMPLAINT, NEW.state).taking(state=Literal["new"]),
    "workflow.Workflow.limit": good(COMPLAINT, "closing").taking(clock=Literal["closing"]),
    "workflow.Workflow.migrate": good(COMPLAINT, CASE),
    "workflow.Workflow.new": good(COMPLAINT, "C-1"),
    "workflow.Workflow.options": good(COMPLAINT, CASE, COMPANY, CASE.changed, CAL),
    "workflow.Workflow.replay": good(COMPLAINT, "C-1", [ANSWER.fact]),
    "workflow.Workflow.state_text": good(COMPLAINT, NEW.state).taking(state=Literal["new"]),
    "workflow.Workflow.table": good(COMPLAINT),
    "workflow.Workflow.why_not": good(COMPLAINT, NEW, event("file"), COMPANY, CAL),
}
