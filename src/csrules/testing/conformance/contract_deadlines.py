"""The contract's questions about limits."""

from __future__ import annotations

from typing import Final

from csrules.deadlines import DayEnd, LastDay, Roll, Skips, StartDay, WorkingDaysEnd
from csrules.kinds import Whole
from csrules.testing.conformance.operations import Capability, Operation, reading
from csrules.testing.conformance.wire import Above, Local, Parameter
from csrules.testing.conformance.wirecalendars import Calendar

__all__ = ["DEADLINES"]

_START: Final = Parameter(
    "start", Local(), "when the limit begins to run; it ends before the year 10000"
)
_CALENDAR: Final = Parameter(
    "calendar",
    Calendar(),
    "the working days of at most 200 years; what the answer needs lies within them",
)
_MAYBE: Final = Parameter("calendar", Calendar(), "needed for a roll or a close of business", None)
_DAYS: Final = Parameter("days", Whole("days", 1, 3660), "how many")
_HOURS: Final = Parameter("hours", Above("hours", 2, 0, 9999), "how many")
_END: Final = reading("day_end", DayEnd, DayEnd.MIDNIGHT)
_FIRST: Final = reading("start_day", StartDay, StartDay.EXCLUDED)
_LAST: Final = reading("last_day", LastDay, LastDay.NO_ROLL)
_TOUCHES: Final = "; weekend days next to a holiday belong to its break, other weekends to none"
_DUE: Final = Local().schema()


def _limit(
    name: str, text: str, given: tuple[Parameter, ...], readings: tuple[Parameter, ...], *rules: str
) -> Operation:
    whole = f"the last instant that is in time: {text}"
    return Operation(name, Capability.DEADLINES, whole, given, readings, rules, _DUE)


DEADLINES: Final = (
    _limit(
        "elapsed_hours",
        "so many hours of the clock, with a roll",
        (_START, _HOURS, _MAYBE),
        (
            reading("roll", Roll, Roll.SAME_CLOCK_TIME),
            reading("skips", Skips, Skips.NON_WORKING_DAYS, also=_TOUCHES),
            _END,
        ),
        "001-FA-3.4-3",
        "001-FA-3.4-4",
    ),
    _limit(
        "working_hours",
        "so many hours of working time",
        (_START, _HOURS, _CALENDAR),
        (),
        "001-FA-3.4-4",
    ),
    _limit(
        "calendar_days",
        "the end of so many days",
        (_START, _DAYS, _MAYBE),
        (_FIRST, _END, _LAST),
        "000-A26-1.1",
    ),
    _limit(
        "working_days",
        "the end of so many working days",
        (_START, _DAYS, _CALENDAR),
        (reading("end", WorkingDaysEnd, WorkingDaysEnd.END_OF_DAY), _FIRST, _END),
        "001-FA-3.4-5",
    ),
    _limit(
        "month_day",
        "by a day of a month; beyond the month's length it is its last day",
        (
            Parameter("year", Whole("year", 1900, 2100), "the year"),
            Parameter("month", Whole("month", 1, 12), "the month"),
            Parameter("day", Whole("day of the month", 1, 31), "the last day"),
            _MAYBE,
        ),
        (_LAST, _END),
        "000-A28-1.1",
        "001-IM-4.1-1",
    ),
)
