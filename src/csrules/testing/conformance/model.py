"""What csrules says to each operation of the contract, with its reasons."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from csrules.errors import InputError
from csrules.lifecycle.cases import Event
from csrules.lifecycle.verdicts import Accepted, Code
from csrules.policy import amend
from csrules.regulations import company, property_handbook
from csrules.scoring import tenths
from csrules.testing.conformance.model_attendance import ATTENDANCE
from csrules.testing.conformance.model_deadlines import DEADLINES
from csrules.testing.conformance.said import Said, answered, invalid, refused
from csrules.testing.conformance.wire import Local

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from csrules.lifecycle.cases import Case
    from csrules.reading import Reading
    from csrules.regulations.company import CompanyPolicy, Role

__all__ = ["MODEL", "complaint_policy", "complaint_step"]


@cache
def _approving(low: Decimal, high: Decimal, tie: Reading) -> CompanyPolicy:
    limits = {"sales_manager": low, "deputy_gm": high}
    return amend(company.policy(), {"approval": {"tie": tie, "bands": limits}})


def _approver(
    amount: Decimal, sales_manager_limit: Decimal, deputy_gm_limit: Decimal, tie: Reading
) -> Said:
    policy = _approving(sales_manager_limit, deputy_gm_limit, tie)
    found = company.approver(policy, amount)
    return answered(str(found.role), found.reasons)


def _may_sign(
    amount: Decimal,
    role: Role,
    sales_manager_limit: Decimal,
    deputy_gm_limit: Decimal,
    tie: Reading,
) -> Said:
    policy = _approving(sales_manager_limit, deputy_gm_limit, tie)
    found = company.may_sign(policy, amount, role)
    return answered(True, found.reasons) if found.allowed else refused(found.reasons)


@cache
def complaint_policy(
    visit_required: bool, tie: Reading, refusal: Reading, start_day: Reading
) -> CompanyPolicy:
    """The company's policy under the readings of a question about a complaint."""
    return amend(
        company.policy(),
        {
            "opinions.visit_required": visit_required,
            "approval.tie": tie,
            "closing.refusal": refusal,
            "counting.start_day": start_day,
        },
    )


def _complaint(events: tuple[dict[str, Any], ...], **readings: Any) -> Said:
    policy = complaint_policy(**readings)
    case = company.COMPLAINT.new("case-1")
    said = answered({"state": "new", "clocks": {}}, ())
    for each in events:
        if said.outcome.kind != "answer":
            return Said(invalid(InputError(), "events").outcome, said.why)
        case, said = complaint_step(case, each, policy)
    return said


def complaint_step(case: Case, event: dict[str, Any], policy: CompanyPolicy) -> tuple[Case, Said]:
    """What is said to one event of a complaint, and the case after it."""
    try:
        answer = company.COMPLAINT.decide(case, Event(**event), policy)
    except InputError as error:
        return case, invalid(error)
    if isinstance(answer, Accepted):
        return answer.case, answered(_standing(answer.case), answer.reasons)
    return case, refused(answer.reasons, named=answer.code is Code.DENIED)


def _standing(case: Case) -> dict[str, Any]:
    ended = company.COMPLAINT.is_final(case.state)
    running = [run for run in case.clocks if run.stopped is None and not ended]
    return {
        "state": case.state,
        "clocks": {run.name: Local().write(run.deadline.due) for run in running},
    }


def _information_score(clamp: Reading, **counts: int) -> Said:
    policy = amend(property_handbook.policy(), {"score.clamp": clamp})
    score = property_handbook.information_score(policy, **counts)
    items = {item.name: item.left_tenths for item in score.items}
    return answered({"items": items, "total": tenths(score.total)}, score.reasons)


MODEL: Final[dict[str, Callable[..., Said]]] = {
    "approver": _approver,
    "may_sign": _may_sign,
    **DEADLINES,
    "complaint": _complaint,
    "information_score": _information_score,
    **ATTENDANCE,
}
"""How each operation is answered, by its name; the arguments are read by their kinds already."""
