"""The company's complaint management."""

from __future__ import annotations

from csrules.regulations import company
from csrules.regulations.company import ClosedCase
from tests.company_flow import walk
from tests.matrix.row import good
from tests.matrix.things import AT, CAL, COMPANY, DAY, LATER, SOON

CASE = walk("report", "file", "accept")

ROWS = {
    "company.ClosedCase": good("C-1", DAY),
    "company.CompanyPolicy.faults": good(COMPANY),
    "company.CompanyPolicy": good(),
    "company.amount_to_approve": good(COMPANY, settlement="800", claimed=3000, loss="12.50"),
    "company.approver": good(COMPANY, "3000"),
    "company.case_number": good("2026-001", ["2026-002"]),
    "company.cause_of": good(quality=True, non_quality=False),
    "company.closing_due": good(COMPANY, AT, CAL),
    "company.complaint_age": good(CASE, CASE.changed),
    "company.joint_due": good(COMPANY, LATER, AT, CAL),
    "company.may_promise": good(COMPANY, promised="800", speaker="marketing", decided="800"),
    "company.may_sign": good(COMPANY, "3000", "gm").taking(signer=company.Role),
    "company.overdue": good(COMPANY, company.COMPLAINT, CASE, CASE.changed),
    "company.policy": good(),
    "company.prompt_due": good(COMPANY, "tell_rnd", AT),
    "company.report_due": good(COMPANY, SOON, AT, CAL),
    "company.return_posting": good(approved=10, actual=9),
    "company.review": good(COMPANY, 2026, 9, [ClosedCase("C-1", DAY)], CAL),
    "company.review_due": good(COMPANY, DAY, CAL),
    "company.severity": good(True),
    "company.step_due": good(COMPANY, "cs", AT, CAL),
}
