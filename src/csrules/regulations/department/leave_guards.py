"""What a step of a leave's life requires: the very demands that `leave` judges a request by."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from csrules.citation import Reason, Text
from csrules.lifecycle.outlook import earlier
from csrules.lifecycle.transitions import Guard
from csrules.regulations.department.leave import LeaveStatus, leave, route
from csrules.regulations.department.leave_request import LeaveKind, LeaveRequest

if TYPE_CHECKING:
    from collections.abc import Callable

    from csrules.lifecycle.transitions import Context
    from csrules.regulations.department.leave import LeaveDecision

__all__ = [
    "CALL",
    "CERTIFICATE",
    "FORM",
    "IN_ORDER",
    "IN_ORDER_END",
    "PAPERS",
    "PROVED",
    "WITHIN",
]


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
        approved=True if event.name == "approve" else None,
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


def _within(context: Context) -> bool:
    start, end = context.data["start"], context.data["end"]
    return not earlier(context.at, start) and earlier(context.at, end)


def _proved(context: Context) -> bool:
    data = context.data
    return "proof_at" not in data or not earlier(context.at, data["proof_at"])


_ALL: Final = Text("everything that the leave needs is there", "请假所需手续齐备")


def _by_kind(
    name: str,
    text: Text,
    test: Callable[[Context], bool],
    *needs: str,
    emergency: bool = False,
    why: Callable[[Context], tuple[Reason, ...]] | None = None,
) -> tuple[Guard, ...]:
    """One condition as three guards: each for the leave that its own rule speaks of."""

    def guard(kind: LeaveKind) -> Guard:
        rule = route(kind, emergency=emergency)

        def holds(context: Context) -> bool:
            own = LeaveKind(context.data["kind"])
            return route(own, emergency=emergency) != rule or test(context)

        return Guard(f"{name}_{kind}", rule, text, holds, needs, why=why)

    return tuple(guard(kind) for kind in (LeaveKind.SICK, LeaveKind.PERSONAL, LeaveKind.OTHER))


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
CALL: Final = _by_kind(
    "emergency_route",
    Text("such leave may be phoned in, and the call is in time", "该假别可电话告知，且告知及时"),
    _open,
    "kind",
    "start",
    emergency=True,
    why=_blocking,
)
PAPERS: Final = _by_kind("papers_complete", _ALL, _granted, why=_missing)
FORM: Final = _by_kind("form_suffices", _ALL, _granted, "end", emergency=True, why=_missing)
CERTIFICATE: Final = Guard(
    "certificate_suffices", "004-1.5.1-2", _ALL, _granted, ("level",), why=_missing
)
WITHIN: Final = Guard(
    "within_leave",
    "004-1.4-1",
    Text("the leave that was approved has started and is not over", "已到所批假期，且假期未结束"),
    _within,
)
PROVED: Final = Guard(
    "proof_not_later",
    "004-1.5.3-1",
    Text("proof came no later than it was handed in", "证明提供时间不晚于提交时间"),
    _proved,
    needs=("proof_at",),
)
