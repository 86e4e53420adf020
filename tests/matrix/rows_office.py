"""The office: attendance, conduct, customers, pay."""

from __future__ import annotations

from csrules.attendance import Direction, Punch
from csrules.regulations import office
from csrules.regulations.office import Activity, DailyReport
from csrules.regulations.office.customers import Feedback
from tests.matrix.row import good, made_by
from tests.matrix.things import AT, CAL, DAY, LATER, OFFICE

PUNCHES = [Punch("li", DAY, Direction.ON, AT)]
MONTH = good(OFFICE, "li", 2026, 9, punches=PUNCHES, base_pay="5000", scheduled=[DAY], excuses=[])

ROWS = {
    "office.DailyReport": good(DAY, True, True, True),
    "office.LateMonth": made_by("office.month"),
    "office.OfficePolicy": good(),
    "office.customer_record": good(OFFICE, {"name": "Li", "phone": "1"}),
    "office.daily_reports": good(CAL, DAY, LATER, [DailyReport(DAY)]),
    "office.feedback_to": good("market_information").taking(what=Feedback),
    "office.judged_days": good(OFFICE, "li", PUNCHES, scheduled=[DAY], excuses=[]),
    "office.lateness_deduction": good(OFFICE, base_pay="5000", late_days=3),
    "office.missing_sign_ins": good(office.judged_days(OFFICE, "li", PUNCHES)),
    "office.month": MONTH,
    "office.offer_due": good(OFFICE, last_offer=DAY, as_of=LATER, calendar=CAL),
    "office.pay": good(OFFICE),
    "office.permitted": good(OFFICE, "private_call", seconds=20).taking(
        activity=Activity, seconds=int | None
    ),
    "office.policy": good(),
    "office.work_records": good(["C1"], [{"call": "C1", "kind": "enquiry"}]).calling(
        records="office.work_record"
    ),
}
