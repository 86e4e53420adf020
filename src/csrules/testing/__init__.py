"""Hypothesis strategies for whoever tests a system that embeds csrules.

An extra: ``pip install "csrules[testing]"``. Values and inputs of every kind, policies, calendars
and their corners, punches and reports, events and histories of any workflow, a state machine that
drives a tester's own system beside the model, and suites that ask it every question of a contract.
"""

import csrules.testing.extra  # noqa: F401  # first: it says how to install what the rest needs

# isort: split

from csrules.testing.adapters import Adapter, ClockedAdapter
from csrules.testing.calendar_instants import corner_days, days, instants, known_days
from csrules.testing.case_histories import History, histories
from csrules.testing.case_machines import CaseMachine, DivergenceError, machine
from csrules.testing.class_instances import INSTANCES, instances
from csrules.testing.conformance.operations import Capability
from csrules.testing.conformance.outcomes import Declined, Invalid
from csrules.testing.conformance.report import ConformanceReport
from csrules.testing.conformance.run import run_conformance
from csrules.testing.conformance.suites import (
    ApprovalSuite,
    AttendanceSuite,
    ComplaintSuite,
    DeadlinesSuite,
    ScoringSuite,
)
from csrules.testing.conformance.vectorfiles import vectors
from csrules.testing.dingtalk_records import DingTalkRows, dingtalk_rows
from csrules.testing.event_draws import any_events, events, moments_after
from csrules.testing.form_data import data_for
from csrules.testing.information_reports import ReportYear, faulty_reports, mails, reports
from csrules.testing.kind_refusals import REFUSED, not_values
from csrules.testing.kind_values import VALUES, inputs, values
from csrules.testing.money_amounts import amounts, cuts_of, fen_amounts
from csrules.testing.policy_changes import changes, policies, readings
from csrules.testing.punch_months import faulty_punches, months, punches, shifts
from csrules.testing.work_calendars import calendars, day_hours
from csrules.testing.workflow_walks import Walk, walks

__all__ = [
    "INSTANCES",
    "REFUSED",
    "VALUES",
    "Adapter",
    "ApprovalSuite",
    "AttendanceSuite",
    "Capability",
    "CaseMachine",
    "ClockedAdapter",
    "ComplaintSuite",
    "ConformanceReport",
    "DeadlinesSuite",
    "Declined",
    "DingTalkRows",
    "DivergenceError",
    "History",
    "Invalid",
    "ReportYear",
    "ScoringSuite",
    "Walk",
    "amounts",
    "any_events",
    "calendars",
    "changes",
    "corner_days",
    "cuts_of",
    "data_for",
    "day_hours",
    "days",
    "dingtalk_rows",
    "events",
    "faulty_punches",
    "faulty_reports",
    "fen_amounts",
    "histories",
    "inputs",
    "instances",
    "instants",
    "known_days",
    "machine",
    "mails",
    "moments_after",
    "months",
    "not_values",
    "policies",
    "punches",
    "readings",
    "reports",
    "run_conformance",
    "shifts",
    "values",
    "vectors",
    "walks",
]
