"""The parts that a workflow is declared with, what it answers, and its storage as JSON.

`csrules.workflow` holds the `Workflow` itself.
"""

from csrules.lifecycle.casefile import dump, dump_json
from csrules.lifecycle.caseload import load, load_json
from csrules.lifecycle.cases import Case, ClockRun, ClockStatus, ClockView, Event, Fact
from csrules.lifecycle.diagram import mermaid
from csrules.lifecycle.effects import (
    Assign,
    Effect,
    IssueDocument,
    Notify,
    RequireSignature,
    StartClock,
    StartWorkflow,
    StopClock,
)
from csrules.lifecycle.transitions import (
    ClockSpec,
    Context,
    EventSpec,
    Forbidden,
    Guard,
    Migration,
    State,
    Transition,
)
from csrules.lifecycle.verdicts import Accepted, Chance, Code, Option, Refused

__all__ = [
    "Accepted",
    "Assign",
    "Case",
    "Chance",
    "ClockRun",
    "ClockSpec",
    "ClockStatus",
    "ClockView",
    "Code",
    "Context",
    "Effect",
    "Event",
    "EventSpec",
    "Fact",
    "Forbidden",
    "Guard",
    "IssueDocument",
    "Migration",
    "Notify",
    "Option",
    "Refused",
    "RequireSignature",
    "StartClock",
    "StartWorkflow",
    "State",
    "StopClock",
    "Transition",
    "dump",
    "dump_json",
    "load",
    "load_json",
    "mermaid",
]
