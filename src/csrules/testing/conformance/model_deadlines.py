"""What csrules says to the operations about deadlines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from csrules.citation import Reason
from csrules.deadlines import CalendarDays, ElapsedHours, MonthDay, WorkingDays, WorkingHours
from csrules.errors import InputError, MissingParameterError, NotCoveredError
from csrules.testing.conformance.said import Said, answered, invalid
from csrules.testing.conformance.wire import Local

if TYPE_CHECKING:
    from collections.abc import Callable

    from csrules.deadlines import Deadline

__all__ = ["DEADLINES"]


def _elapsed_hours(start: Any, hours: Any, calendar: Any, **readings: Any) -> Deadline:
    return ElapsedHours(hours, rule="001-FA-3.4-3", **readings).due(start, calendar)


def _working_hours(start: Any, hours: Any, calendar: Any) -> Deadline:
    return WorkingHours(hours, rule="001-FA-3.4-4").due(start, calendar)


def _calendar_days(start: Any, days: int, calendar: Any, **readings: Any) -> Deadline:
    return CalendarDays(days, rule="000-A26-1.1", **readings).due(start, calendar)


def _working_days(start: Any, days: int, calendar: Any, **readings: Any) -> Deadline:
    return WorkingDays(days, rule="001-FA-3.4-5", **readings).due(start, calendar)


def _month_day(year: int, month: int, day: int, calendar: Any, **readings: Any) -> Deadline:
    return MonthDay(day, rule="000-A28-1.1", **readings).due_in(year, month, calendar)


def _door(limit: Callable[..., Deadline], *given_by: str) -> Callable[..., Said]:
    """The answer of a limit; what the calendar lacks is a fault of the calendar.

    An end that no date can tell is a fault of what the limit is ``given_by``.
    """

    def said(**given: Any) -> Said:
        try:
            due = limit(**given)
        except (NotCoveredError, MissingParameterError) as error:
            return invalid(error, "calendar")
        except InputError as error:
            return invalid(error, *given_by)
        why = tuple(Reason(due.rule, step.text) for step in due.steps)
        return answered(Local().write(due.due), why)

    return said


DEADLINES: Final[dict[str, Callable[..., Said]]] = {
    "elapsed_hours": _door(_elapsed_hours, "start", "hours"),
    "working_hours": _door(_working_hours, "start", "hours"),
    "calendar_days": _door(_calendar_days, "start", "days"),
    "working_days": _door(_working_days, "start", "days"),
    "month_day": _door(_month_day, "year", "month", "day"),
}
"""How each operation about deadlines is answered, by its name."""
