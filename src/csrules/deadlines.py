"""Limits and the deadlines they give: different meanings, different types.

A limit has ``due(start, calendar)`` and, where it can be counted backward, ``before(anchor,
calendar)``; both give a `Deadline`.

>>> from datetime import date, datetime
>>> from csrules.workcalendar import cn_calendar
>>> calendar = cn_calendar(2026)
>>> transfer = ElapsedHours(24, roll="same_clock_time", rule="001-FA-3.4-3")
>>> transfer.due(datetime(2026, 9, 30, 16), calendar).say("zh")
'2026年10月8日星期四16:00'
>>> print(WorkingDays(2, rule="001-FA-3.4-5").due(datetime(2026, 9, 30), calendar))
24:00 on 9 October 2026
"""

from __future__ import annotations

from csrules.limits.daylimits import CalendarDays, MonthDay, WorkingDays
from csrules.limits.deadline import Deadline, Limit, Step, earlier_of
from csrules.limits.hourlimits import ElapsedHours, WorkingHours
from csrules.limits.limitreadings import DayEnd, LastDay, Roll, Skips, StartDay, WorkingDaysEnd

__all__ = [
    "CalendarDays",
    "DayEnd",
    "Deadline",
    "ElapsedHours",
    "LastDay",
    "Limit",
    "MonthDay",
    "Roll",
    "Skips",
    "StartDay",
    "Step",
    "WorkingDays",
    "WorkingDaysEnd",
    "WorkingHours",
    "earlier_of",
]
