"""Each law falls where what it speaks of is broken: the code is broken in memory, one way a law."""

from bisect import bisect_left
from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from hypothesis import Phase, settings

from csrules import policy as policies
from csrules.approval import Approval
from csrules.bands import BandTable
from csrules.calendars.workdays import WorkDays
from csrules.calendars.worktime import WorkLine
from csrules.deadlines import Deadline
from csrules.deductions import Statement
from csrules.lifecycle import caseload
from csrules.regulations import company
from csrules.scoring import Clamp, ItemScore
from csrules.workflow import Workflow
from tests.example_flow import FLOW
from tests.laws import (
    test_approval_laws,
    test_deduction_laws,
    test_policy_laws,
    test_score_laws,
    test_time_laws,
    test_workflow_laws,
)
from tests.laws.given import BASES

BASE = BASES[0]
workflows: Any = import_module("csrules.workflow")
regions: Any = import_module("csrules.study.regions")  # the door has a function of that name
true_add, true_write, true_options = WorkLine.add, policies.write, workflows.options_of
true_changes = regions.changes


def added_late(self: WorkLine, start: Any, length: Any) -> Any:
    found = true_add(self, start, length)
    return None if found is None else found + timedelta(minutes=1)


def written_short(policy: Any) -> Any:
    return dict(list(true_write(policy).items())[1:])


def options_refused(*asked: Any) -> Any:
    return tuple(option for option in true_options(*asked) if option.actors)


def changed_once(before: Any, after: Any) -> Any:
    return true_changes(before, after)[:1]


BROKEN: dict[str, tuple[Any, str, Any, Callable[..., Any], dict[str, Any]]] = {
    "a cut goes up under every reading": (
        BandTable, "owner", lambda self, fen: self.owners[bisect_left(self.cuts, fen)],
        test_approval_laws.test_each_amount_has_exactly_one_owner, {"base": BASE},
    ),
    "only the owner signs": (
        Approval, "may_sign", property(lambda self: (self.role,)),
        test_approval_laws.test_whoever_signs_an_amount_signs_every_smaller_one, {},
    ),
    "working time is added a minute late": (
        WorkLine, "add", added_late,
        test_time_laws.test_what_was_added_is_the_working_time_between, {},
    ),
    "nothing is rolled": (
        WorkDays, "roll_forward", lambda self, day, **how: day,
        test_time_laws.test_a_rolled_due_instant_lies_on_a_working_day,
        {"limits": test_time_laws.TO_WORKING_DAYS["CalendarDays"]},
    ),
    "points are given for losses": (
        ItemScore, "lost_tenths", -1,
        test_score_laws.test_a_score_lies_between_nothing_and_the_maximum, {"clamp": Clamp.ITEM},
    ),
    "nothing is clamped": (
        Statement, "taken_fen", property(lambda self: self.unclamped_fen),
        test_deduction_laws.test_never_more_than_the_base_is_taken_when_clamped, {},
    ),
    "replay forgets the last fact": (
        Workflow, "replay", lambda self, case_id, facts: self.new(case_id),
        test_workflow_laws.test_replay_equals_fold, {"flow": company.IMPROVEMENT},
    ),
    "options leaves events out": (
        workflows, "options_of", options_refused,
        test_workflow_laws.test_options_agrees_with_decide, {"flow": company.IMPROVEMENT},
    ),
    "the due instant is late": (
        Deadline, "met", lambda self, done: done < self.due,
        test_workflow_laws.test_clocks_agree_with_their_deadlines, {"flow": company.COMPLAINT},
    ),
    "events come back without their id": (
        caseload, "_key", lambda raw, path: "forgotten",
        test_workflow_laws.test_json_there_and_back_is_identity, {"flow": company.IMPROVEMENT},
    ),
    "nothing is migrated": (
        Workflow, "migrate", lambda self, case: case,
        test_workflow_laws.test_migrate_is_total, {"flow": FLOW},
    ),
    "a parameter is not written": (
        policies, "write", written_short,
        test_policy_laws.test_amend_then_diff_returns_the_amendment, {"base": BASE},
    ),
    "only one region is told": (
        regions, "changes", changed_once,
        test_policy_laws.test_regions_agree_with_brute_force_over_every_fen, {},
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", BROKEN)
def test_the_law_falls(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    owner, name, broken, law, arguments = BROKEN[fault]
    monkeypatch.setattr(owner, name, broken)
    own = getattr(law, "_hypothesis_internal_use_settings", None)
    if own is not None:  # a fault is enough: it need not be made small
        quick = settings(own, phases=[Phase.generate], max_examples=200)
        monkeypatch.setattr(law, "_hypothesis_internal_use_settings", quick)
    with pytest.raises(AssertionError):
        law(**arguments)
