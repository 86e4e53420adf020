"""What a step of a leave's life requires: the very demands that `leave` judges a request by."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from csrules.citation import Reason, Text
from csrules.lifecycle.outlook import earlier
from csrules.lifecycle.transitions import Guard
from csrules.regulations.department.leave import LeaveStatus, leave
from csrules.regulations.department.leave_request import LeaveRequest

if TYPE_CHECKING:
    from csrules.lifecycle.transitions import Context
    from csrules.regulations.department.leave import LeaveDecision

__all__ = ["CALL", "CERTIFICATE", "FORM", "GRANTED", "IN_ORDER", "IN_ORDER_END", "PAPERS"]


def _ordered(context: Context) -> bool:
    """Whether the times make sense; where not, that alone is told."""
    data = context.data
    return "end" not in data or earlier(data["start"], data["end"])


def _decision(context: Context) -> LeaveDecision:
    """What `leave` says of the case as it would stand after the event."""
    case, event, data = context.case, context.event, context.data
    asked = case.opened or context.at
    called = event.name == "phone" or case.state == "provisional"
    end = data.get("end")
    if end is None:  # not known yet: not before now
        start = data["start"]
        end = (context.at if earlier(start, context.at) else start) + timedelta.resolution
    request = LeaveRequest(
        person=case.id,
        kind=data["kind"],
        start=data["start"],
        end=end,
        applied_at=None if called else asked,
        form=not called or event.name == "file_form",
        approved=True if event.name == "approve" or case.state == "approved" else None,
        certificate=data.get("level"),
        proof_at=data.get("proof_at"),
        emergency=called,
        phoned_at=asked if called else None,
    )
    return leave(context.policy, request, calendar=context.calendar)


def _lacking(found: tuple[Reason, ...]) -> tuple[Reason, ...]:
    texts = [Text(f"required: {each.text.en}", f"须具备：{each.text.zh}") for each in found]
    return tuple(Reason(each.rule, text) for each, text in zip(found, texts, strict=True))


def _granted(context: Context) -> bool:
    return not _ordered(context) or _decision(context).granted


def _missing(context: Context) -> tuple[Reason, ...]:
    return _lacking(_decision(context).missing)


def _open(context: Context) -> bool:
    return not _ordered(context) or _decision(context).status is not LeaveStatus.REFUSED


def _blocking(context: Context) -> tuple[Reason, ...]:
    return _lacking(_decision(context).blocking)


_ALL: Final = Text("everything that the leave needs is there", "请假所需手续齐备")


def _complete(name: str, rule: str, *needs: str) -> Guard:
    return Guard(name, rule, _ALL, _granted, needs, why=_missing)


IN_ORDER: Final = Guard(
    "ends_after_start",
    "004-1.5.2-2",
    Text("the leave ends after it starts", "请假结束晚于开始"),
    _ordered,
    needs=("start", "end"),
)
IN_ORDER_END: Final = Guard(
    "ends_after_phoned_start",
    "004-1.5.2-3",
    Text("the leave ends after the start that was phoned in", "请假结束晚于电话告知的开始时间"),
    _ordered,
    needs=("end",),
)
CALL: Final = Guard(
    "emergency_route",
    "004-1.5.2-3",
    Text("such leave may be phoned in, and the call is in time", "该假别可电话告知，且告知及时"),
    _open,
    needs=("kind", "start"),
    why=_blocking,
)
PAPERS: Final = _complete("papers_complete", "004-1.5.2-2")
CERTIFICATE: Final = _complete("certificate_suffices", "004-1.5.1-2", "level")
FORM: Final = _complete("form_suffices", "004-1.5.2-3", "end")
GRANTED: Final = _complete("granted", "004-1.5.2-2")
