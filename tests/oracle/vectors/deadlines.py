"""Limits of every kind at the days where a calendar changes, and the questions it cannot answer."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, time
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, Any

from tests.oracle.limits import (
    due_calendar_days,
    due_hours,
    due_month_day,
    due_working_days,
    due_working_hours,
)
from tests.oracle.vectors.cases import BAD_MOMENTS, Book, Case, Json, answer, bad_whole, invalid
from tests.oracle.vectors.windows import BARE, JUNE, LEAP, MAY, OCTOBER, OutsideError, Told

if TYPE_CHECKING:
    from collections.abc import Callable

ROLLS = ("none", "same_clock_time", "stop_clock", "close_of_next_working_day")
SKIPS = {"non_working_days": "non_working", "holiday_breaks": "holiday_break"}
START_DAYS = {"excluded": False, "counted": True}
LAST_DAYS = {"no_roll": False, "next_working_day": True}
DAY_ENDS = ("midnight", "close_of_business")
WINDOWS = (MAY, OCTOBER, LEAP)
CLOCKS = (time(0), time(8, 30), time(15), time(17, 30), time(23, 59, 59))
BAD_READINGS: tuple[Json, ...] = ("sameclock", "", None, 1, "Midnight")
BAD_HOURS: tuple[Json, ...] = (
    "0", "-1", "1.234", "NaN", "ten", "", True, None, 1.5, ["1"], "1e2", "10000"
)  # fmt: skip
FAR = (
    "0001-01-01", "1900-02-28", "2000-02-28", "2000-02-29", "2023-02-28", "2024-02-28",
    "2100-02-28", "9990-12-31",
)  # fmt: skip
"""The first and the last day, and the ends of February in leap years and others."""
WRITTEN: tuple[Json, ...] = (1, 24, 1000, 9999, "9999", "0024.00", "0.01", "1.2500")
"""Hours as whole numbers, and as text with zeros that say nothing; the most and the least."""
BAD_CALENDARS: tuple[Json, ...] = (
    "CN", 2024, [], {"first": "2024-05-01"}, {**BARE.plain, "first": "2024-06-01"},
    {**BARE.plain, "published_until": "2024-02-30"}, {**BARE.plain, "holidays": ["May Day"]},
    {**BARE.plain, "weekend": [7]}, {**MAY.plain, "hours": [["12:00", "08:30"]]},
    {**MAY.plain, "hours": [["08:30", "25:00"]]}, {**BARE.plain, "region": "CN"},
)  # fmt: skip
FAULTS_OF_CALENDAR = (
    "calendar", "first", "published_until", "holidays", "weekend", "hours", "region", "last",
)  # fmt: skip


def text(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def outcome(window: Told, due: Callable[..., datetime], *given: Any, **readings: Any) -> Case:
    """What it comes to; a day outside of the calendar is a fault of the calendar.

    The close of business of a day can only be told where the day is known.
    """
    try:
        found = due(*given, **readings)
        if readings.get("close"):
            window.days.is_working(found.date())
    except OutsideError:
        return invalid("calendar")
    return answer(text(found))


def starts(window: Told, turn: int = 0, clocks: tuple[time, ...] = CLOCKS) -> list[datetime]:
    """Moments of days that matter: each turn has every sixth of them, at other clock times."""
    days = window.around()[turn % 6 :: 6]
    return [datetime.combine(day, clocks[(turn + n) % len(clocks)]) for n, day in enumerate(days)]


def elapsed(found: Book) -> None:
    rule = {"same_clock_time": "001-FA-3.4-3"}
    for turn, (window, roll, hours) in enumerate(product(WINDOWS, ROLLS, ("24", "0.5"))):
        for start, skips in product(starts(window, turn), SKIPS):
            given = {"start": text(start), "hours": hours, "roll": roll, "calendar": window.plain}
            if skips != "non_working_days":
                given["skips"] = skips
            expect = outcome(
                window, due_hours, start, Fraction(hours), window.days,
                reading=roll, skip=SKIPS[skips],
            )  # fmt: skip
            found.add("elapsed_hours", given, expect, rule.get(roll, "001-FA-3.4-4"))
    roll = "close_of_next_working_day"
    for start in starts(MAY):
        given = {"start": text(start), "hours": "24", "roll": roll,
                 "day_end": "close_of_business", "calendar": MAY.plain}  # fmt: skip
        expect = outcome(MAY, due_hours, start, 24, MAY.days, reading=roll, close=MAY.close)
        found.add("elapsed_hours", given, expect, "001-FA-3.4-4")
    late = {"start": "2024-05-31T10:00:00", "hours": "24"}
    for roll in ROLLS[1:]:
        for calendar in (MAY, BARE):
            given = late | {"roll": roll, "calendar": calendar.plain}
            found.add("elapsed_hours", given, invalid("calendar"), "001-FA-3.4-3")
        found.add("elapsed_hours", late | {"roll": roll}, invalid("calendar"), "001-FA-3.4-3")
    right = {"start": "2024-05-08T10:00:00", "hours": "24", "calendar": MAY.plain}
    bad = {"start": BAD_MOMENTS, "hours": BAD_HOURS, "roll": BAD_READINGS,
           "skips": BAD_READINGS, "day_end": BAD_READINGS}  # fmt: skip
    found.faults("elapsed_hours", right, bad, "001-FA-3.4-3")


def working_hours(found: Book) -> None:
    clocks = (time(8), time(12), time(16, 45), time(17, 30))
    for turn, (window, hours) in enumerate(product(WINDOWS, ("12", "0.5", "3.5", "8"))):
        for start in starts(window, turn, clocks):
            given = {"start": text(start), "hours": hours, "calendar": window.plain}
            expect = outcome(
                window, due_working_hours, start, Fraction(hours), window.days, window.segments
            )
            found.add("working_hours", given, expect, "001-FA-3.4-4")
    right = {"start": "2024-05-08T10:00:00", "hours": "12", "calendar": MAY.plain}
    found.faults("working_hours", right, {"start": BAD_MOMENTS, "hours": BAD_HOURS}, "001-FA-3.4-4")
    for calendar in (BARE.plain, None):
        found.add(
            "working_hours", right | {"calendar": calendar}, invalid("calendar"), "001-FA-3.4-4"
        )
    for late in ("2024-05-31T10:00:00", "2024-05-30T17:30:00"):
        found.add("working_hours", right | {"start": late}, invalid("calendar"), "001-FA-3.4-4")


def calendar_days(found: Book) -> None:
    for turn, (window, days, first) in enumerate(product(WINDOWS, (1, 6), START_DAYS)):
        for start, last, end in product(starts(window, turn), LAST_DAYS, DAY_ENDS):
            given = {"start": text(start), "days": days, "start_day": first,
                     "last_day": last, "day_end": end, "calendar": window.plain}  # fmt: skip
            expect = outcome(
                window, due_calendar_days, start.date(), days, window.days,
                roll=LAST_DAYS[last], count_start=START_DAYS[first],
                close=window.close if end == "close_of_business" else None,
            )  # fmt: skip
            found.add("calendar_days", given, expect, "000-A26-1.1")
        for start in starts(window, turn):
            due = due_calendar_days(start.date(), days)
            given = {"start": text(start), "days": days}
            found.add("calendar_days", given, answer(text(due)), "000-A26-1.1")
    right = {"start": "2024-05-08T10:00:00", "days": 6}
    bad = {"start": BAD_MOMENTS, "days": bad_whole(1, 3660), "start_day": BAD_READINGS,
           "last_day": BAD_READINGS, "day_end": BAD_READINGS}  # fmt: skip
    found.faults("calendar_days", right, bad, "000-A26-1.1")
    for more in ({"last_day": "next_working_day"}, {"day_end": "close_of_business"}):
        found.add("calendar_days", {**right, **more}, invalid("calendar"), "000-A26-1.1")
    beyond = {"start": "2024-05-28T10:00:00", "days": 6, "last_day": "next_working_day"}
    found.add("calendar_days", beyond | {"calendar": MAY.plain}, invalid("calendar"), "000-A26-1.1")


def working_days(found: Book) -> None:
    ends = ("end_of_day", "same_clock_time")
    for turn, (window, days, first) in enumerate(product(WINDOWS, (1, 2, 5), START_DAYS)):
        for start, end in product(starts(window, turn), ends):
            given = {"start": text(start), "days": days, "calendar": window.plain,
                     "end": end, "start_day": first}  # fmt: skip
            expect = outcome(
                window, due_working_days, start, days, window.days,
                end=end, count_start=START_DAYS[first],
            )  # fmt: skip
            found.add("working_days", given, expect, "001-FA-3.4-5")
    for start in starts(OCTOBER):
        given = {"start": text(start), "days": 2, "day_end": "close_of_business",
                 "calendar": OCTOBER.plain}  # fmt: skip
        expect = outcome(OCTOBER, due_working_days, start, 2, OCTOBER.days, close=OCTOBER.close)
        found.add("working_days", given, expect, "001-FA-3.4-5")
    right = {"start": "2024-05-08T10:00:00", "days": 2, "calendar": MAY.plain}
    bad = {"start": BAD_MOMENTS, "days": bad_whole(1, 3660), "end": BAD_READINGS,
           "start_day": BAD_READINGS, "day_end": BAD_READINGS}  # fmt: skip
    found.faults("working_days", right, bad, "001-FA-3.4-5")
    found.add("working_days", right | {"calendar": None}, invalid("calendar"), "001-FA-3.4-5")
    for days in (19, 100):
        found.add("working_days", right | {"days": days}, invalid("calendar"), "001-FA-3.4-5")


def month_day(found: Book) -> None:
    for year, month, day in product((2023, 2024), (1, 2, 4, 12), (1, 10, 28, 29, 30, 31)):
        own = min(day, monthrange(year, month)[1])
        given: dict[str, Json] = {"year": year, "month": month, "day": day}
        due = text(due_month_day(year, month, own))
        found.add("month_day", given, answer(due), "000-A28-1.1", "001-IM-4.1-1")
    for window, month in ((MAY, 4), (MAY, 5), (OCTOBER, 10)):
        for day, end in product(range(1, 32, 2), DAY_ENDS):
            own = min(day, monthrange(2024, month)[1])
            given = {"year": 2024, "month": month, "day": day, "last_day": "next_working_day",
                     "day_end": end, "calendar": window.plain}  # fmt: skip
            expect = outcome(
                window, due_month_day, 2024, month, own, window.days, roll=True,
                close=window.close if end == "close_of_business" else None,
            )  # fmt: skip
            found.add("month_day", given, expect, "001-IM-4.1-1")
    right = {"year": 2024, "month": 5, "day": 10}
    bad = {"year": bad_whole(1900, 2100), "month": bad_whole(1, 12), "day": bad_whole(1, 31),
           "last_day": BAD_READINGS, "day_end": BAD_READINGS}  # fmt: skip
    found.faults("month_day", right, bad, "001-IM-4.1-1")
    for month in (3, 6, 12):
        given = {**right, "month": month, "last_day": "next_working_day", "calendar": MAY.plain}
        found.add("month_day", given, invalid("calendar"), "001-IM-4.1-1")


def holiday_breaks(found: Book) -> None:
    """A weekend that touches a holiday belongs to its break; one that does not is none."""
    rule = {"same_clock_time": "001-FA-3.4-3"}
    for day, roll, skips in product((6, 7, 8, 9, 10, 14, 21), ROLLS[1:], SKIPS):
        start = datetime(2024, 6, day, 10)
        given = {"start": text(start), "hours": "24", "roll": roll, "skips": skips,
                 "calendar": JUNE.plain}  # fmt: skip
        expect = outcome(
            JUNE, due_hours, start, Fraction(24), JUNE.days, reading=roll, skip=SKIPS[skips]
        )
        found.add("elapsed_hours", given, expect, rule.get(roll, "001-FA-3.4-4"))


def far_and_written(found: Book) -> None:
    """Days that matter, and figures in each way in which they can be written."""
    for day, hours in product(FAR, WRITTEN):
        start = datetime.fromisoformat(f"{day}T09:30:00")
        due = due_hours(start, Fraction(hours), MAY.days, reading="none")
        given = {"start": text(start), "hours": hours, "roll": "none"}
        found.add("elapsed_hours", given, answer(text(due)), "001-FA-3.4-4")
    asked: dict[str, Json] = {"start": "2024-05-08T10:00:00", "calendar": MAY.plain}
    for written in (1, 12, "0012.00", "0.01", "1.2500"):
        due = due_working_hours(datetime(2024, 5, 8, 10), Fraction(written), MAY.days, MAY.segments)
        found.add("working_hours", asked | {"hours": written}, answer(text(due)), "001-FA-3.4-4")
    for day, days, clock in product(FAR, (1, 2), ("00:00:00", "23:59:59")):
        due = due_calendar_days(date.fromisoformat(day), days)
        asked = {"start": f"{day}T{clock}", "days": days}
        found.add("calendar_days", asked, answer(text(due)), "000-A26-1.1")
    long = {"start": "2024-05-08T10:00:00", "days": 3660}
    due = due_calendar_days(date(2024, 5, 8), 3660)
    found.add("calendar_days", long, answer(text(due)), "000-A26-1.1")
    for year, last in product((1900, 1999, 2000, 2100), (28, 29, 30, 31)):
        due = due_month_day(year, 2, min(last, monthrange(year, 2)[1]))
        asked = {"year": year, "month": 2, "day": last}
        found.add("month_day", asked, answer(text(due)), "000-A28-1.1", "001-IM-4.1-1")


def bad_calendars(found: Book) -> None:
    start = "2024-05-08T10:00:00"
    asked: dict[str, dict[str, Json]] = {
        "elapsed_hours": {"start": start, "hours": "24"},
        "working_hours": {"start": start, "hours": "12"},
        "working_days": {"start": start, "days": 2},
        "calendar_days": {"start": start, "days": 6, "last_day": "next_working_day"},
        "month_day": {"year": 2024, "month": 5, "day": 10, "last_day": "next_working_day"},
    }
    for (operation, right), calendar in product(asked.items(), BAD_CALENDARS):
        expect = invalid(*FAULTS_OF_CALENDAR)
        found.add(operation, right | {"calendar": calendar}, expect, "001-FA-3.4-5")


def book() -> Book:
    """Every vector of the capability."""
    found = Book("deadlines")
    for part in (elapsed, working_hours, calendar_days, working_days, month_day, bad_calendars,
                 holiday_breaks, far_and_written):  # fmt: skip
        part(found)
    return found
