"""The company's after-sales regulation: complaints, approval by amount, penalties, returns."""

from csrules.regulations.company.authority import amount_to_approve, approver, may_sign
from csrules.regulations.company.complaint import COMPLAINT, complaint_age
from csrules.regulations.company.consequences import (
    MONTHLY_REVIEW,
    PENALTY_NOTICE,
    PERSONNEL_NOTICE,
)
from csrules.regulations.company.discipline import (
    CONSEQUENCE,
    PENALISED,
    ClosedCase,
    review,
    review_due,
)
from csrules.regulations.company.handling import (
    FORM_TO_CUSTOMER,
    HANDLING_FORM,
    JUDGEMENT_FORM,
    LIABILITY,
    TELLING,
    Handling,
    may_promise,
)
from csrules.regulations.company.improvement import IMPROVEMENT
from csrules.regulations.company.limits import (
    closing_due,
    joint_due,
    prompt_due,
    report_due,
    step_due,
)
from csrules.regulations.company.opinion_case import OPINION
from csrules.regulations.company.opinions import (
    OPINION_NOTICE,
    OPINION_ROUTE,
    VISIT,
    Channel,
    Severity,
    severity,
)
from csrules.regulations.company.parties import TITLES, Party, Role
from csrules.regulations.company.policy import (
    AmountBasis,
    CompanyPolicy,
    Refusal,
    policy,
)
from csrules.regulations.company.responsibilities import RESPONSIBILITIES
from csrules.regulations.company.returns import (
    CERTIFICATE_COPIES,
    COPIES,
    RETURN_SLIP,
    SETTLING,
    return_posting,
)
from csrules.regulations.company.scope import (
    SCOPE,
    CauseClass,
    case_number,
    cause_of,
    overdue,
)
from csrules.regulations.company.settling import GOODS_RETURN, SETTLEMENT

__all__ = [
    "CERTIFICATE_COPIES",
    "COMPLAINT",
    "CONSEQUENCE",
    "COPIES",
    "FORM_TO_CUSTOMER",
    "GOODS_RETURN",
    "HANDLING_FORM",
    "IMPROVEMENT",
    "JUDGEMENT_FORM",
    "LIABILITY",
    "MONTHLY_REVIEW",
    "OPINION",
    "OPINION_NOTICE",
    "OPINION_ROUTE",
    "PENALISED",
    "PENALTY_NOTICE",
    "PERSONNEL_NOTICE",
    "RESPONSIBILITIES",
    "RETURN_SLIP",
    "SCOPE",
    "SETTLEMENT",
    "SETTLING",
    "TELLING",
    "TITLES",
    "VISIT",
    "AmountBasis",
    "CauseClass",
    "Channel",
    "ClosedCase",
    "CompanyPolicy",
    "Handling",
    "Party",
    "Refusal",
    "Role",
    "Severity",
    "amount_to_approve",
    "approver",
    "case_number",
    "cause_of",
    "closing_due",
    "complaint_age",
    "joint_due",
    "may_promise",
    "may_sign",
    "overdue",
    "policy",
    "prompt_due",
    "report_due",
    "return_posting",
    "review",
    "review_due",
    "severity",
    "step_due",
]
