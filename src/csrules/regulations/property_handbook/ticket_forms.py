"""What each event of a first-asked ticket brings, as forms."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Final

from csrules.citation import Text
from csrules.forms import Field, Form
from csrules.kinds import Choice, Flag, Identifier, Kind, Moment, Words
from csrules.regulations.property_handbook.record_form import Channel

__all__ = ["FORMS", "Ending"]


class Ending(StrEnum):
    """The two ways in which first-asked responsibility ends (001-FA-2.1-1)."""

    RESOLVED = "resolved"
    CLEARLY_REPLIED = "clearly_replied"


def _field(name: str, kind: Kind[Any], rule: str, en: str, zh: str, required: bool = True) -> Field:
    return Field(name, kind, rule, Text(en, zh), required)


def _department(rule: str) -> Field:
    return _field("department", Identifier(), rule, "department", "责任部门")


_COMPLICATED = _field("complicated", Flag(), "001-FA-3.4-5", "more complicated", "较复杂问题")

_EXPLAINED_AND_RECORDED = (
    _field("explained", Flag(), "001-FA-3.3-1", "explained in detail", "已详细说明"),
    _field("handover_record", Flag(), "001-FA-3.3-1", "handover completed", "已办交接手续"),
)

FORMS: Final = {
    "contact": Form(
        "contact",
        Text("contact", "来电、来访或上门服务"),
        (
            _field("channel", Choice(Channel), "001-FA-3.1-3", "channel", "反映方式"),
            _field("first_asked", Identifier(), "001-FA-2.2-1", "first-asked person", "首问责任人"),
            _field("customer", Words(200), "001-FA-3.1-3", "customer", "客户"),
            _field(
                "contact", Words(200), "001-FA-3.1-3", "contact of the customer", "客户联系方式"
            ),
            _field("matter", Words(), "001-FA-3.1-3", "matter", "反映事项"),
            _field("special", Flag(), "001-FA-3.4-2", "special circumstances", "特殊情况", False),
        ),
    ),
    "answer_on_spot": Form(
        "answer_on_spot",
        Text("answer on the spot", "当场答复"),
        (_field("answer", Words(), "001-FA-3.1-2", "correct answer", "正确答复"),),
    ),
    "order_department": Form(
        "order", Text("order", "责令"), (_department("001-FA-3.2-1"), _COMPLICATED)
    ),
    "hand_to_department": Form(
        "handover",
        Text("handover to a department", "移交责任部门"),
        (_department("001-FA-3.3-1"), _COMPLICATED, *_EXPLAINED_AND_RECORDED),
    ),
    "pass_to_centre": Form(
        "handover_to_centre",
        Text("handover to the centre", "转交客户服务中心"),
        _EXPLAINED_AND_RECORDED,
    ),
    "extend": Form(
        "extension",
        Text("report to the centre for the record", "报客户服务中心备查"),
        (
            _field("extension_reason", Words(), "001-FA-3.4-6", "why more time", "延期原因"),
            _field("promised_at", Moment(), "001-FA-3.4-6", "promised time", "承诺时间"),
        ),
    ),
    "answer": Form(
        "answer",
        Text("answer to the customer", "答复客户"),
        (_field("answer", Words(), "001-FA-3.2-1", "clear answer", "明确答复"),),
    ),
    "record_result": Form(
        "result",
        Text("result on the form", "处理结果"),
        (
            _field("result", Words(), "001-FA-3.2-3", "handling entered", "处理情况"),
            _field(
                "ending", Choice(Ending), "001-FA-2.1-1", "resolved or replied", "解决或明确答复"
            ),
            _field("recorded_by", Identifier(), "001-FA-3.4-1", "who enters it", "填写人"),
        ),
    ),
}
"""By event."""
