"""What the laws are stated over: every pack, workflow and limit that is declared."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from csrules.deadlines import (
    CalendarDays,
    ElapsedHours,
    LastDay,
    MonthDay,
    Roll,
    Skips,
    StartDay,
    WorkingDays,
    WorkingDaysEnd,
    WorkingHours,
)
from csrules.errors import MissingParameterError, NotCoveredError
from csrules.policyfile import default_policy
from csrules.regulations import PACKS
from csrules.testing import calendars, histories, instants, readings
from csrules.testing.declared import workflows
from csrules.testing.made_instances import filled
from csrules.testing.whole_numbers import wholes
from csrules.workcalendar import cn_calendar
from tests.example_flow import FLOW
from tests.testing.drawing import drawn

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from csrules.lifecycle.cases import Case
    from csrules.policy import Policy
    from csrules.testing import History
    from csrules.workcalendar import WorkCalendar
    from csrules.workflow import Workflow

QUIET: Final = settings(
    max_examples=settings().max_examples // 5,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
"""A few examples of each pack or class: there are many of both; `make explore` draws more."""

FEW: Final = settings(QUIET, max_examples=settings().max_examples // 14)
"""Fewer of each workflow."""

CHINA: Final = cn_calendar(range(2024, 2027), hours="08:30-12:00,13:30-17:30")
BASES: Final = tuple(default_policy(pack) for pack in PACKS)
FLOWS: Final = (*workflows(), FLOW)
"""The workflows of the packs, and the example of the tests, which has older versions."""

of_every_pack = pytest.mark.parametrize("base", BASES, ids=lambda base: base.pack)
of_every_workflow = pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.name)


WHOLE: Final = {base.pack: drawn(filled(base), 1)[0] for base in BASES}
"""The default policy of each pack with every blank filled in, always alike."""


# workflows


class Life(NamedTuple):
    """A workflow with what it is asked under, and a history."""

    flow: Workflow
    policy: Policy | None
    calendar: WorkCalendar | None
    case: Case
    history: History


ZONED: Final = cn_calendar(range(2024, 2027), tz="Asia/Shanghai", hours="08:30-12:00,13:30-17:30")


@st.composite
def lives(draw: st.DrawFn, flow: Workflow, *, most: int = 8) -> Life:
    """Histories of a workflow under every reading; naive times and times in a zone."""
    calendar = draw(st.sampled_from([CHINA, ZONED]))
    policy = draw(readings(WHOLE[flow.pack])) if flow.pack else None
    start = draw(instants(calendar).filter(lambda at: at.year < 2026))
    history = draw(histories(flow, policy, calendar, start=start, max_size=most))
    return Life(flow, policy, calendar, history.case, history)


def answered(ask: Callable[[], Any]) -> Any:
    """The answer; None where the policy or the calendar does not reach far enough for one."""
    try:
        return ask()
    except (MissingParameterError, NotCoveredError):
        return None


# limits

_HOURS: Final = wholes(1, 80)
_DAYS: Final = wholes(1, 20)

LIMITS: Final[dict[str, st.SearchStrategy[Any]]] = {
    "CalendarDays": st.builds(
        CalendarDays, _DAYS, st.sampled_from(StartDay), last_day=st.sampled_from(LastDay)
    ),
    "ElapsedHours": st.builds(ElapsedHours, _HOURS, st.sampled_from(Roll), st.sampled_from(Skips)),
    "MonthDay": st.builds(
        MonthDay, wholes(1, 31), st.none() | wholes(1, 12), st.sampled_from(LastDay)
    ),
    "WorkingDays": st.builds(
        WorkingDays, _DAYS, st.sampled_from(WorkingDaysEnd), st.sampled_from(StartDay)
    ),
    "WorkingHours": st.builds(WorkingHours, _HOURS),
}
"""Limits of every class in every reading, with days that end at 24:00."""


of_every_limit = pytest.mark.parametrize("limits", LIMITS.values(), ids=list(LIMITS))


def true_time(moment: datetime) -> datetime:
    """A moment that compares by true time, also where two are of one zone with summer time."""
    return moment if moment.tzinfo is None else moment.astimezone(UTC)


@st.composite
def starts(draw: st.DrawFn) -> tuple[WorkCalendar, datetime]:
    """A calendar with working time, and a moment of it."""
    calendar = draw(calendars(hours=True, most_days=80))
    return calendar, draw(instants(calendar))
