"""How a limit can be read: the named choices R2 to R9 of the rule book, and their doors."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar

from csrules.errors import Fault, UnknownNameError, nearest, refuse
from csrules.money import exact
from csrules.reading import Reading

if TYPE_CHECKING:
    from decimal import Decimal

__all__ = [
    "DayEnd",
    "LastDay",
    "Roll",
    "Skips",
    "StartDay",
    "WorkingDaysEnd",
    "day_end",
    "hours",
    "last_day",
    "length_of",
    "one_of",
    "roll",
    "skips",
    "start_day",
    "working_days_end",
]

_R = TypeVar("_R", bound=Reading)
_MOST_HOURS = 10**6


class Roll(Reading):
    """R3, R4: what happens to an hour limit that ends on a day that does not count."""

    NONE = "none", "hours by the wall clock, on every day", "按自然小时计算，不顺延"
    SAME_CLOCK_TIME = (
        "same_clock_time",
        "an end on a day that does not count moves to the same time of the next day that does",
        "到期时刻落在不计日的，顺延至下一计日的同一时刻",
    )
    STOP_CLOCK = (
        "stop_clock",
        "the hours of days that do not count are not counted",
        "不计日的小时不计入",
    )
    CLOSE_OF_NEXT_WORKING_DAY = (
        "close_of_next_working_day",
        "an end on a day that does not count moves to the end of the next day that does",
        "到期时刻落在不计日的，顺延至下一计日结束时",
    )


class Skips(Reading):
    """R2: which days do not count."""

    NON_WORKING_DAYS = (
        "non_working_days",
        "every non-working day; make-up days are worked",
        "一切非工作日；调休上班日为工作日",
    )
    HOLIDAY_BREAKS = (
        "holiday_breaks",
        "only the days of a holiday break, the weekend days inside it included",
        "仅节假日假期内的日子，含其中的周末",
    )


class StartDay(Reading):
    """R6: is the day of the start event counted?"""

    EXCLUDED = "excluded", "the day of the start is not counted", "开始的当日不计入"
    COUNTED = "counted", "the day of the start is day 1", "开始的当日计为第一日"


class DayEnd(Reading):
    """R7: when the last day ends."""

    MIDNIGHT = "midnight", "at 24:00; done exactly then is on time", "截止到最后一日二十四时"
    CLOSE_OF_BUSINESS = "close_of_business", "when business closes", "停止业务活动时截止"


class LastDay(Reading):
    """R8, R9: what happens when the last day is not worked."""

    NO_ROLL = "no_roll", "it stays the last day", "不顺延"
    NEXT_WORKING_DAY = (
        "next_working_day",
        "the next working day is the last day",
        "顺延至下一个工作日",
    )


class WorkingDaysEnd(Reading):
    """R5: when the last working day of a limit in working days ends."""

    END_OF_DAY = "end_of_day", "at the end of that day", "该日结束时"
    SAME_CLOCK_TIME = "same_clock_time", "at the time of day of the start", "与开始时刻相同的时刻"


def one_of(kind: type[_R], value: object, path: str) -> _R:
    """A member of ``kind``, from itself or from its name; a wrong one is helped with."""
    if isinstance(value, kind):
        return value
    names = [str(member.value) for member in kind]
    if not isinstance(value, str) or value not in names:
        wanted = f"one of: {', '.join(names)}"
        raise UnknownNameError(Fault(path, value, wanted, nearest(value, names)))
    return kind(value)


def roll(value: Roll | str) -> Roll:
    """A `Roll` or its name."""
    return one_of(Roll, value, "roll")


def skips(value: Skips | str) -> Skips:
    """A `Skips` or its name."""
    return one_of(Skips, value, "skips")


def start_day(value: StartDay | str) -> StartDay:
    """A `StartDay` or its name."""
    return one_of(StartDay, value, "start_day")


def day_end(value: DayEnd | str) -> DayEnd:
    """A `DayEnd` or its name."""
    return one_of(DayEnd, value, "day_end")


def last_day(value: LastDay | str) -> LastDay:
    """A `LastDay` or its name."""
    return one_of(LastDay, value, "last_day")


def working_days_end(value: WorkingDaysEnd | str) -> WorkingDaysEnd:
    """A `WorkingDaysEnd` or its name."""
    return one_of(WorkingDaysEnd, value, "end")


def hours(value: Decimal | Fraction | int | str) -> int | Fraction:
    """Hours above zero that are whole microseconds: an `int` where they are whole."""
    own = value if isinstance(value, Fraction) else exact(value, "hours")
    if not 0 < own <= _MOST_HOURS:
        refuse("hours", value, f"hours above 0, at most {_MOST_HOURS}")
    if (own * 3_600_000_000).denominator != 1:
        refuse("hours", value, "hours that are a whole number of microseconds")
    return own.numerator if own.denominator == 1 else own


def length_of(count: int | Fraction) -> timedelta:
    """So many hours, exactly."""
    return timedelta(microseconds=int(count * 3_600_000_000))
