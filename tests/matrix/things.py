"""Right values that several rows use; the policies have their blanks filled."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from csrules import amend, cn_calendar
from csrules.attendance import Direction, Excuse, Punch
from csrules.citation import Text
from csrules.regulations import company, department, office, property_handbook

DAY = date(2026, 9, 1)
LATER = date(2026, 9, 4)
AT = datetime(2026, 9, 1, 9)
SOON = datetime(2026, 9, 1, 10)
EVENING = datetime(2026, 9, 1, 18)
HOUR = timedelta(hours=1)
TEXT = Text("words", "文字")
RULE = "000-A27-1.1"
CAL = cn_calendar(2026, hours="08:30-12:00,13:30-17:30")
PUNCHES = [Punch("li", DAY, Direction.ON, AT), Punch("li", DAY, Direction.OFF, EVENING)]
EXCUSES = [Excuse("li", AT, SOON)]

COMPANY = amend(
    company.policy(),
    {
        "promptness.tell_rnd_minutes": 5,
        "overdue.report_to": "gm",
        "closing.step_days": {"cs": 2, "rnd": 3},
    },
)
OFFICE = amend(
    office.policy(),
    {
        "customers": {"record_fields": ["name", "phone"], "offer_interval_days": 30},
        "pay": {"wage": "3000", "commission": "500", "bonus": "800"},
    },
)
DEPARTMENT = amend(
    department.policy(),
    {
        "schedule": {
            "work_days_per_week": 5,
            "weekdays": [1, 2, 3, 4, 5],
            "work_start": "09:00",
            "work_end": "18:00",
            "lunch_hours": 1,
            "lunch_start": "12:00",
        },
        "attendance": {
            "late_window_minutes": 10,
            "late_deduction": 20,
            "late_warning_count": 3,
            "early_deduction": 30,
            "early_severe_count": 2,
            "early_severe_percent": 10,
            "absence_threshold_hours": 1,
            "absent_half_day_deduction": 100,
            "absent_full_day_deduction": 250,
            "dismiss_consecutive_days": 3,
            "dismiss_monthly_days": 5,
        },
        "leave": {"personal_leave_notice_days": 3, "other_notice_days": 2},
        "supervision": {
            "proxy_punch_percent": 20,
            "statistics_day": 5,
            "check_interval_days": 7,
        },
    },
)
HANDBOOK = amend(
    property_handbook.policy(),
    {
        "handover.ordinary_hours": 48,
        "first_asked.answer_minutes": 30,
        "responsible.contact_minutes": 30,
        "spot_check": {"interval_days": 30, "size": 1},
        "reports": {
            "instant_minutes": 30,
            "opinion_minutes": 30,
            "formats": {"monthly": "M-1", "lawsuit": "I-2"},
        },
        "incidents.notice_minutes": 30,
        "score.grades": [{"grade": "good", "at_least": 8}, {"grade": "poor", "at_least": 0}],
    },
)
