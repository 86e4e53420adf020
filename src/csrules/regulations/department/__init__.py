"""A customer-service department: attendance and leave, with the blanks a company fills in."""

from csrules.regulations.department.attendance import judged_days
from csrules.regulations.department.departure import Departure, Request, without_leave
from csrules.regulations.department.leave import LeaveDecision, LeaveStatus, leave
from csrules.regulations.department.leave_pay import leave_pay, personal_leave_wages
from csrules.regulations.department.leave_request import Hospital, LeaveKind, LeaveRequest
from csrules.regulations.department.lifecycles import ATTENDANCE_TABLE, LEAVE
from csrules.regulations.department.manual import ManualRecord, manual_record
from csrules.regulations.department.month import Counts, Month, ProxyPunch, month, settled
from csrules.regulations.department.notice import Notice, notice
from csrules.regulations.department.policy import DepartmentPolicy, policy
from csrules.regulations.department.roles import Role
from csrules.regulations.department.sanctions import Penalty, dismissal
from csrules.regulations.department.schedule import (
    arrival,
    punch_check,
    roster,
    scheduled_days,
    timetable,
)
from csrules.regulations.department.supervision import attendance_table, check_duty, table_duty

__all__ = [
    "ATTENDANCE_TABLE",
    "LEAVE",
    "Counts",
    "DepartmentPolicy",
    "Departure",
    "Hospital",
    "LeaveDecision",
    "LeaveKind",
    "LeaveRequest",
    "LeaveStatus",
    "ManualRecord",
    "Month",
    "Notice",
    "Penalty",
    "ProxyPunch",
    "Request",
    "Role",
    "arrival",
    "attendance_table",
    "check_duty",
    "dismissal",
    "judged_days",
    "leave",
    "leave_pay",
    "manual_record",
    "month",
    "notice",
    "personal_leave_wages",
    "policy",
    "punch_check",
    "roster",
    "scheduled_days",
    "settled",
    "table_duty",
    "timetable",
    "without_leave",
]
