"""An argument that nobody knows is refused by its name, at every door."""

from __future__ import annotations

from fnmatch import fnmatchcase
from inspect import Parameter, signature

import pytest

from csrules.errors import CsrulesError
from tests.matrix.discover import callables
from tests.matrix.test_matrix import ASKED

PLAIN = (
    # asked very often, so that Python itself counts their arguments
    "approval.Authority.*", "kinds.*.read", "kinds.*.schema", "kinds.*.write", "money.*",
    "bands.BandsKind.*", "grades.GradesKind.*", "identifiers.identifier", "scoring.tenths",
    "workflow.Workflow.decide", "workflow.Workflow.new", "question.Question.put",
    "workcalendar.WorkCalendar.*", "workcalendar.Hours.parse", "lifecycle.Event",
    "policy.needed", "tables.Table.asks",
    # records and answers: they only hold, or say, what they are given
    "*.say", "*.explain", "citation.*", "deadlines.Deadline.*", "cells.Span", "*.Departure",
    "*.ManualRecord", "*.ProxyPunch", "*.LeaveRequest", "*.Counts", "*.ClosedCase", "*.DailyReport",
    "*.MoveInPeriod", "*.MoveInPeriod.days", "*Policy", "*.faults", "*.policy",
    "forms.Checked.demand", "attendance.Shift", "attendance.JudgedDay.has",
    "deductions.AmountRange.read",
    # what has another way in: columns, tables of a study, the register, files
    "batch.MonthWork*", "batch.Work*", "batch.fault_table", "batch.over_*", "batch.stream",
    "study.*.plot", "study.*.tables", "study.Comparison.*", "register.*", "lifecycle.dump*",
    "dingtalk.read_records", "question.question_of", "workflow.Workflow.table",
)  # fmt: skip


def _has_door(name: str) -> bool:
    several = (
        each.kind is Parameter.VAR_KEYWORD
        for each in signature(callables()[name]).parameters.values()
    )
    return not any(several) and not any(fnmatchcase(name, pattern) for pattern in PLAIN)


@pytest.mark.parametrize("name", [name for name in ASKED if _has_door(name)])
def test_an_unknown_argument_is_refused_by_its_name(name: str) -> None:
    row = ASKED[name]
    with pytest.raises(CsrulesError) as refused:
        callables()[name](*row.args, **row.kwargs, no_such_argument=1)
    assert "no_such_argument" in {fault.path for fault in refused.value.faults}
