"""The conditions of a first-asked ticket's steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csrules.citation import Text
from csrules.lifecycle.transitions import Guard
from csrules.regulations.property_handbook.first_asked_limits import answer_due
from csrules.regulations.property_handbook.record_form import Channel

if TYPE_CHECKING:
    from collections.abc import Callable

    from csrules.lifecycle.transitions import Context

__all__ = [
    "BY_PHONE",
    "EXPLAINED",
    "FORMALITIES",
    "IN_PERSON",
    "IN_TIME",
    "LATER",
    "SAME_PERSON",
]


def _guard(
    name: str, rule: str, en: str, zh: str, holds: Callable[[Context], bool], *needs: str
) -> Guard:
    return Guard(name, rule, Text(en, zh), holds, needs)


def _extension_in_time(context: Context) -> bool:
    """Filed before the working days (or the time promised before) run out."""
    case = context.case
    promise = case.clock("promise")
    if promise is not None and promise.stopped is None:
        return promise.deadline.met(context.at)
    arrival = case.clock("answer")
    assert arrival is not None  # every arrival at a department starts it
    limit = answer_due(
        context.policy,
        arrival.deadline.start,  # type: ignore[arg-type]  # started by an instant
        context.calendar,  # type: ignore[arg-type]  # the limit asks for a calendar by name
        complicated=True,
    )
    return limit.met(context.at)


BY_PHONE = _guard(
    "by_telephone",
    "001-FA-5-1",
    "a telephone matter goes to the centre first: no step is skipped",
    "来电事项先交客户服务中心，不得越程移交",
    lambda c: c.data["channel"] == Channel.PHONE,
)
IN_PERSON = _guard(
    "in_person",
    "001-FA-5-1",
    "only a matter brought in person goes this way: no step is skipped, none goes back",
    "仅当面受理的事项（来访或上门服务）依此移交，不得越程或倒转",
    lambda c: c.data["channel"] != Channel.PHONE,
)
EXPLAINED = _guard(
    "explained",
    "001-FA-3.3-1",
    "the matter is explained in detail to the person concerned",
    "须向承接人详细说明事由",
    lambda c: c.data["explained"],
    "explained",
)
FORMALITIES = _guard(
    "handover_record",
    "001-FA-3.3-1",
    "the handover formalities are completed",
    "须办妥交接手续",
    lambda c: c.data["handover_record"],
    "handover_record",
)
IN_TIME = _guard(
    "filed_in_time",
    "001-FA-3.4-6",
    "the report is filed before the two working days, or the time promised, run out",
    "须在两个工作日（或所承诺时间）届满前报备",
    _extension_in_time,
)
LATER = _guard(
    "promise_later",
    "001-FA-3.4-6",
    "the promised time lies ahead",
    "承诺时间须晚于报备时间",
    lambda c: c.data["promised_at"] > c.at,
    "promised_at",
)
SAME_PERSON = _guard(
    "same_person",
    "001-FA-3.4-1",
    "the first-asked person, who keeps the responsibility, enters the result",
    "须由始终负责的首问责任人填写结果",
    lambda c: c.data["recorded_by"] == c.data["first_asked"],
    "recorded_by",
)
