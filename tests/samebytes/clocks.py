"""Calendars and limits: days, hours and deadlines, with a zone and without."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from csrules.deadlines import CalendarDays, ElapsedHours, MonthDay, WorkingDays, WorkingHours
from csrules.errors import CsrulesError
from csrules.limits.limitreadings import Roll
from csrules.policy import amend
from csrules.regulations import company, property_handbook
from csrules.regulations.property_handbook.policy import PropertyHandbookPolicy
from tests.samebytes.world import CALENDARS, POLICIES, told

if TYPE_CHECKING:
    from collections.abc import Iterator

STARTS = (
    datetime(2024, 2, 29, 8), datetime(2024, 3, 8, 15), datetime(2024, 3, 9, 10),
    datetime(2024, 3, 10, 2, 30), datetime(2024, 9, 30, 23, 59), datetime(2024, 11, 2, 16, 0, 0, 1),
    datetime(2026, 9, 30, 17, 30), datetime(2026, 12, 31, 12), datetime(2027, 2, 5, 9),
)  # fmt: skip
LIMITS: tuple[Any, ...] = (
    *(ElapsedHours(24, roll, rule="R-1") for roll in Roll),
    ElapsedHours("0.5"), WorkingHours("7.25"), WorkingHours(40), CalendarDays(6, rule="R-2"),
    WorkingDays(2), WorkingDays(15), MonthDay(10), MonthDay(31),
)  # fmt: skip


def said() -> Iterator[str]:
    """Every limit from every start over every calendar, and the limits of two regulations."""
    handbook = POLICIES["property_handbook"]
    assert isinstance(handbook, PropertyHandbookPolicy)
    for name, calendar in CALENDARS.items():
        yield f"{name}: {calendar!r}"
        for day in (date(2024, 2, 18), date(2024, 10, 1), date(2026, 2, 28)):
            yield from tried(lambda c=calendar, d=day: (c.kind(d).say("zh"), c.is_working(d)))
        for start in STARTS:
            at = start if calendar.tz is None else start.replace(tzinfo=calendar.tz)
            yield from tried(lambda c=calendar, a=at: c.add_working_time(a, timedelta(hours=12)))
            for limit in LIMITS:
                begin = at.date() if isinstance(limit, MonthDay) else at
                yield from tried(lambda i=limit, b=begin, c=calendar: i.due(b, c))
            for roll in Roll:
                yield from tried(
                    lambda r=roll, a=at, c=calendar: property_handbook.handover_due(
                        amend(handbook, {"handover.roll": r}), a, c
                    )
                )
            yield from tried(lambda a=at, c=calendar: company.closing_due(company.policy(), a, c))


def tried(ask: Any) -> Iterator[str]:
    """An answer in all its forms, or the error."""
    try:
        answer = ask()
    except CsrulesError as error:
        yield f"{type(error).__name__}: {error}"
    else:
        yield from told(answer)
