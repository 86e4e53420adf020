"""Instances that a function makes, or that a strategy of its own draws better than fields could."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, TypeVar
from zoneinfo import ZoneInfo

import attrs
from hypothesis import reject
from hypothesis import strategies as st

from csrules.attendance import JudgedDay
from csrules.bands import Bands, BandsKind, BandTable, Tie
from csrules.calendars.hours import Hours, WeekHours
from csrules.calendars.workdays import WorkDays
from csrules.citation import Text
from csrules.deadlines import CalendarDays, Deadline, ElapsedHours
from csrules.deductions import Sanction
from csrules.errors import CsrulesError
from csrules.grades import Grade, Grades, GradesKind
from csrules.kinds import Words
from csrules.lifecycle.cases import Case, ClockRun, Event, Fact
from csrules.lifecycle.verdicts import Accepted, Refused
from csrules.policy import Section
from csrules.policyfile import default_policy
from csrules.punches import Presence, Shift, assemble
from csrules.recurrence import Duty, EveryWorkingDay, Monthly, Quarterly, Weekly, Yearly
from csrules.regulations import PACKS, company, department, property_handbook
from csrules.regulations.department import Month, Penalty
from csrules.regulations.department.sanctions import Dismissal
from csrules.regulations.property_handbook.information_score import YearScore
from csrules.scoring import Score
from csrules.testing.case_histories import History, histories
from csrules.testing.declared import workflows
from csrules.testing.event_draws import any_events
from csrules.testing.information_reports import reports
from csrules.testing.kind_values import values
from csrules.testing.money_amounts import amounts
from csrules.testing.policy_changes import policies
from csrules.testing.punch_months import DAY_SHIFT, punches, shifts
from csrules.testing.whole_numbers import wholes
from csrules.testing.work_calendars import calendars, day_hours
from csrules.workcalendar import work_calendar
from csrules.workflow import Workflow

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime, tzinfo
    from typing import TypeAlias

    from hypothesis.strategies import SearchStrategy

    from csrules.policy import Policy
    from csrules.workcalendar import WorkCalendar

    Maker: TypeAlias = Callable[[type[Any], datetime], SearchStrategy[Any]]

__all__ = ["MADE", "filled"]

P = TypeVar("P", bound="Policy")

_TRIES: Final = 8  # sets of records that the rules refuse as a whole
_WORDS: Final = values(Words(20))
_TEXTS: Final = st.builds(Text, _WORDS, _WORDS)


# policies


def _parts(section: Section, cls: type[Any]) -> list[Section]:
    """The section and those within it, as far as they are of that class."""
    own = [getattr(section, field.name) for field in attrs.fields(type(section))]
    inner = [part for each in own if isinstance(each, Section) for part in _parts(each, cls)]
    return [section, *inner] if isinstance(section, cls) else inner


def _sections(cls: type[Any], near: datetime) -> SearchStrategy[Any]:
    """Policies of the packs, or sections of them, of one class or of any below it."""
    bases = [base for base in map(default_policy, PACKS) if _parts(base, cls)]
    drawn = st.sampled_from(bases).flatmap(policies)
    return drawn.flatmap(lambda policy: st.sampled_from(_parts(policy, cls)))


def filled(base: P) -> SearchStrategy[P]:
    """A pack's policy with every blank filled in, and nothing else changed."""
    return policies(base, blanks=True, most=0)


# time


def _deadlines(cls: type[Any], near: datetime) -> SearchStrategy[Deadline]:
    limits = st.one_of(
        st.builds(CalendarDays, wholes(0, 60)), st.builds(ElapsedHours, wholes(1, 72))
    )
    return limits.map(lambda limit: limit.due(near))


# lives of cases


@lru_cache(maxsize=64)
def _calendar(year: int, zone: tzinfo | None) -> WorkCalendar | None:
    """Two years with weekends off, in the zone; None for one that calendars do not know."""
    if zone is not None and not isinstance(zone, ZoneInfo):
        return None
    hours = "08:30-12:00,13:30-17:30"
    return work_calendar(date(year, 1, 1), date(year + 1, 12, 31), hours=hours, tz=zone)


def _lives(near: datetime, *, least: int = 1) -> SearchStrategy[tuple[Workflow, Policy, History]]:
    """A workflow of the packs with a policy for it, and a history under both."""

    @st.composite
    def drawn(draw: st.DrawFn) -> tuple[Workflow, Any, History]:
        flow = draw(st.sampled_from(workflows()))
        policy = draw(filled(default_policy(flow.pack))) if flow.pack else None
        calendar = _calendar(near.year, near.tzinfo)
        life = draw(histories(flow, policy, calendar, start=near, min_size=least, max_size=8))
        if len(life.facts) < least:
            reject()
        return flow, policy, life

    return drawn()


def _accepted(cls: type[Any], near: datetime) -> SearchStrategy[Any]:
    def last(drawn: tuple[Workflow, Policy, History]) -> Any:
        flow, policy, life = drawn
        before = flow.replay(life.case.id, life.facts[:-1])
        calendar = _calendar(near.year, near.tzinfo)
        return flow.decide(before, life.facts[-1].event, policy, calendar)

    return _lives(near).map(last)


@st.composite
def _refused(draw: st.DrawFn, cls: type[Any], near: datetime) -> Any:
    flow, policy, life = draw(_lives(near, least=0))
    for _ in range(_TRIES):
        event = draw(any_events(flow, life.case, start=near))
        try:
            answer = flow.decide(life.case, event, policy, _calendar(near.year, near.tzinfo))
        except CsrulesError:  # a clock that needs a calendar
            continue
        if isinstance(answer, Refused):
            return answer
    reject()


def _of_lives(take: Callable[[History], list[Any]], least: int) -> Maker:
    def drawn(cls: type[Any], near: datetime) -> SearchStrategy[Any]:
        parts = _lives(near, least=least).map(lambda life: take(life[2]))
        return parts.filter(bool).flatmap(st.sampled_from)

    return drawn


# attendance


def _rows(near: datetime) -> SearchStrategy[tuple[Any, ...]]:
    return punches(people=["li"], month=near.date())


def _presences(cls: type[Any], near: datetime) -> SearchStrategy[Any]:
    days = _rows(near).map(lambda rows: assemble("li", rows, shift=DAY_SHIFT))
    return days.filter(bool).flatmap(st.sampled_from)


@st.composite
def _months(draw: st.DrawFn, cls: type[Any], near: datetime) -> Any:
    for _ in range(_TRIES):
        rows = draw(_rows(near))
        policy = draw(filled(department.policy()))
        try:
            return department.month(
                policy, "li", near.year, near.month, punches=rows,
                scheduled=sorted({row.work_date for row in rows}), bonus=draw(amounts()),
            )  # fmt: skip
        except CsrulesError:  # punches that contradict the hours of work
            continue
    reject()


def _dismissals(cls: type[Any], near: datetime) -> SearchStrategy[Any]:
    months = st.tuples(filled(department.policy()), _months(Month, near))
    return months.map(
        lambda pair: department.dismissal(pair[0], pair[1].days, near.year, near.month)
    )


# the rest


def _years(cls: type[Any], near: datetime) -> SearchStrategy[YearScore]:
    policy = property_handbook.policy()
    return reports(year=near.year).map(
        lambda year: property_handbook.score_reports(policy, **year.arguments)
    )


_BANDS: Final = values(BandsKind(company.Role))
_FREQUENCIES: Final = st.one_of(
    wholes(1, 31).map(Monthly), st.builds(Yearly, wholes(1, 12), wholes(1, 31)),
    wholes(0, 89).map(Quarterly), st.lists(wholes(0, 6), min_size=1, max_size=7).map(Weekly),
    st.just(EveryWorkingDay()),
)  # fmt: skip
_RULE: Final = st.just("000-A27-1.1")

MADE: Final[dict[type[Any], Maker]] = {
    Accepted: _accepted,
    BandTable: lambda cls, near: st.builds(Bands.table, _BANDS, st.sampled_from(Tie)),
    Bands: lambda cls, near: _BANDS,
    Case: _of_lives(lambda life: [life.case], 0),
    ClockRun: _of_lives(lambda life: list(life.case.clocks), 3),
    Deadline: _deadlines,
    Dismissal: _dismissals,
    Duty: lambda cls, near: st.builds(Duty, _WORDS, _TEXTS, _RULE, _FREQUENCIES),
    Event: _of_lives(lambda life: list(life.events), 1),
    Fact: _of_lives(lambda life: list(life.facts), 1),
    Grade: lambda cls, near: values(GradesKind()).flatmap(
        lambda all_: st.sampled_from(all_.grades)
    ),
    Grades: lambda cls, near: values(GradesKind()),
    Hours: lambda cls, near: day_hours().map(Hours.parse),
    JudgedDay: lambda cls, near: _months(Month, near).flatmap(
        lambda own: st.sampled_from(own.days)
    ),
    Month: _months,
    Presence: _presences,
    Refused: _refused,
    Score: lambda cls, near: _years(cls, near).map(lambda year: year.score),
    Sanction: lambda cls, near: st.builds(Sanction, st.sampled_from(Penalty), _RULE, _TEXTS),
    Section: _sections,
    Shift: lambda cls, near: shifts(),
    WeekHours: lambda cls, near: calendars(hours=True).map(lambda calendar: calendar.hours),
    WorkDays: lambda cls, near: calendars(),
    Workflow: lambda cls, near: st.sampled_from(workflows()),
    YearScore: _years,
}
"""How the instances of each class are made around a moment, by the class or one above it."""
