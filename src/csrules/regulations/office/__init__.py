"""A customer-service office: conduct, attendance from 8:30 to 17:30, and what lateness costs."""

from csrules.regulations.office.attendance import (
    LateMonth,
    judged_days,
    lateness_deduction,
    missing_sign_ins,
    month,
)
from csrules.regulations.office.conduct import (
    COMPLAINT_FINDINGS,
    COMPLAINT_TALK,
    CONDUCT,
    PERSONAL_QUALITIES,
    Activity,
    permitted,
)
from csrules.regulations.office.customers import customer_record, feedback_to, offer_due
from csrules.regulations.office.duties import WORK_RECORD, work_records
from csrules.regulations.office.pay import PayComponent, pay
from csrules.regulations.office.policy import OfficePolicy, policy
from csrules.regulations.office.reports import DailyReport, daily_reports

__all__ = [
    "COMPLAINT_FINDINGS",
    "COMPLAINT_TALK",
    "CONDUCT",
    "PERSONAL_QUALITIES",
    "WORK_RECORD",
    "Activity",
    "DailyReport",
    "LateMonth",
    "OfficePolicy",
    "PayComponent",
    "customer_record",
    "daily_reports",
    "feedback_to",
    "judged_days",
    "lateness_deduction",
    "missing_sign_ins",
    "month",
    "offer_due",
    "pay",
    "permitted",
    "policy",
    "work_records",
]
