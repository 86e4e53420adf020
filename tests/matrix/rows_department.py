"""The customer-service department: attendance, leave, supervision."""

from __future__ import annotations

from datetime import datetime, time

from csrules.attendance import Direction, assemble
from csrules.regulations import department
from csrules.regulations.department import LeaveKind, LeaveRequest, Request
from tests.matrix.row import good, made_by
from tests.matrix.things import (
    AT,
    CAL,
    DAY,
    DEPARTMENT,
    EVENING,
    EXCUSES,
    LATER,
    PUNCHES,
    SOON,
)  # fmt: skip

DAYS = department.judged_days(DEPARTMENT, "li", PUNCHES, [DAY])
MANUAL = department.ManualRecord("li", DAY, Direction.ON, AT, "attendance_clerk", True, SOON)
GONE = department.Departure("li", DAY, SOON, datetime(2026, 9, 1, 11))
PROXY = department.ProxyPunch(DAY, "li", "wang")
LEAVE = LeaveRequest("li", LeaveKind.SICK, AT, EVENING)
MONTH = good(
    DEPARTMENT, "li", 2026, 9, punches=PUNCHES, scheduled=[DAY], bonus="1000", excuses=EXCUSES,
    manual=[MANUAL], departures=[GONE], proxies=[PROXY], earlier=[],
)  # fmt: skip
COUNTS = department.Counts(late=1)
FOUND = department.month(*MONTH.args, **MONTH.kwargs)

ROWS = {
    "department.Counts": good(late=1, gap=0, early=0, half_days=0, whole_days=0, proxies=(DAY,)),
    "department.Counts.of": good(DAYS, (DAY,)),
    "department.DepartmentPolicy": good(),
    "department.DepartmentPolicy.faults": good(DEPARTMENT),
    "department.Departure": good("li", DAY, SOON, EVENING, Request.NONE),
    "department.LeaveDecision": made_by("department.leave"),
    "department.LeaveDecision.explain": good(department.leave(DEPARTMENT, LEAVE), "en"),
    "department.LeaveRequest": good("li", "sick", AT, EVENING, AT, True, True, "county", SOON),
    "department.ManualRecord": good("li", DAY, "on", AT, "attendance_clerk", True, SOON),
    "department.Month": made_by("department.month"),
    "department.Notice": made_by("department.notice"),
    "department.ProxyPunch": good(DAY, "li", "wang"),
    "department.arrival": good(DEPARTMENT, AT, planned=AT),
    "department.attendance_table": good([FOUND]),
    "department.check_duty": good(DEPARTMENT, DAY),
    "department.dismissal": good(DEPARTMENT, DAYS, 2026, 9),
    "department.judged_days": good(
        DEPARTMENT, "li", PUNCHES, [DAY], excuses=EXCUSES, manual=[MANUAL], departures=[GONE]
    ),
    "department.leave": good(DEPARTMENT, LEAVE, calendar=CAL),
    "department.leave_pay": good("sick").taking(kind=LeaveKind),
    "department.manual_record": good(MANUAL, policy=DEPARTMENT),
    "department.month": MONTH,
    "department.notice": good(
        DEPARTMENT, applied=DAY, starts=LATER, kind="personal", calendar=CAL
    ).taking(kind=LeaveKind),
    "department.personal_leave_wages": good(DEPARTMENT, days="1.5", daily_wage="200"),
    "department.policy": good(),
    "department.punch_check": good(assemble("li", PUNCHES)[0]),
    "department.roster": good(
        DEPARTMENT, [DAY], made_by_department=True, hours=(time(9), time(18))
    ),
    "department.scheduled_days": good(DEPARTMENT, 2026, 9, calendar=CAL, roster=[DAY]),
    "department.settled": good(
        DEPARTMENT, COUNTS, bonus="1000", dismissals=FOUND.statement.sanctions
    ).calling(dismissals="sanctions"),
    "department.table_duty": good(DEPARTMENT),
    "department.timetable": good(DEPARTMENT),
    "department.without_leave": good("none").taking(request=Request),
}
