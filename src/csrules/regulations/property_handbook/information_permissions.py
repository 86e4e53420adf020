"""What may be passed on, disclosed, used and issued as a briefing (001 IM 4.4, 5.3)."""

from __future__ import annotations

from enum import StrEnum

from csrules.citation import Text
from csrules.kinds import Choice, Flag
from csrules.tables import Column, Hit, Row, Table

__all__ = [
    "ACCOUNT_USE",
    "BRIEFINGS",
    "DISCLOSURE",
    "SPREADING",
    "Issuer",
    "Purpose",
    "Subject",
]


def _allowed(allowed: bool, **more: object) -> dict[str, object]:
    return {"allowed": allowed, **more}


SPREADING = Table(
    name="spreading",
    title=Text("passing information on", "信息传递"),
    columns=(
        Column("verified", Flag(), Text("verified", "已证实")),
        Column("coloured", Flag(), Text("subjectively coloured", "掺杂主观臆断")),
        Column("complete", Flag(), Text("true and complete", "真实完整")),
        Column("normal_channel", Flag(), Text("by a normal channel", "经正常渠道")),
    ),
    outputs=("allowed",),
    hit=Hit.FIRST,
    rows=(
        Row(
            "001-IM-4.4.1-1",
            {"verified": True, "coloured": False, "complete": True, "normal_channel": True},
            _allowed(True),
            Text("true, complete, verified, by a normal channel", "真实完整、已证实、经正常渠道"),
        ),
        Row(
            "001-IM-4.4.1-1",
            {"verified": False},
            _allowed(False),
            Text(
                "unverified information may not be spread; verify it first",
                "未经证实的不得散布；应先核实",
            ),
        ),
        Row(
            "001-IM-4.4.1-1",
            {"coloured": True},
            _allowed(False),
            Text(
                "subjectively coloured information may not be spread; keep to the facts",
                "掺杂主观臆断的不得散布；应只陈述事实",
            ),
        ),
        Row(
            "001-IM-4.4.1-1",
            {"complete": False},
            _allowed(False),
            Text("information must be true and complete; complete it", "信息须真实完整；应补全"),
        ),
    ),
    otherwise=Row(
        "001-IM-4.4.1-1",
        {},
        _allowed(False),
        Text("information goes through normal channels; use one", "应经正常渠道传递"),
    ),
)

DISCLOSURE = Table(
    name="disclosure",
    title=Text("disclosing information", "信息披露"),
    columns=(
        Column("controlled", Flag(), Text("controlled information", "受控信息")),
        # unrelated is who does not stand on the distribution list
        Column("on_list", Flag(), Text("on the distribution list", "在分发名单内")),
    ),
    outputs=("allowed",),
    hit=Hit.FIRST,
    rows=(
        Row(
            "001-IM-4.4.3-1",
            {"controlled": True, "on_list": False},
            _allowed(False),
            Text(
                "controlled information is not disclosed to persons unrelated to it",
                "受控信息不得向无关人员透露",
            ),
        ),
        Row(
            "001-IM-4.4.3-1",
            {},
            _allowed(True),
            Text(
                "not controlled, or the person stands on the distribution list",
                "非受控信息，或收件人在分发名单内",
            ),
        ),
    ),
    choose=("on_list",),
)


class Purpose(StrEnum):
    """For what the mailbox or the account is used."""

    WORK = "work"
    PRIVATE = "private"
    UNLAWFUL = "unlawful"


ACCOUNT_USE = Table(
    name="account_use",
    title=Text("using mailbox and account", "邮箱和账号的使用"),
    columns=(
        Column(
            "purpose",
            Choice(Purpose),
            Text("purpose", "用途"),
            {
                Purpose.WORK: Text("work", "工作"),
                Purpose.PRIVATE: Text("private", "私用"),
                Purpose.UNLAWFUL: Text("unlawful", "违法违规"),
            },
        ),
    ),
    outputs=("allowed",),
    choose=("purpose",),
    rows=(
        Row(
            "001-IM-4.4.5-1",
            {"purpose": Purpose.WORK},
            _allowed(True),
            Text("mailbox and account are for work", "邮箱和账号限于工作使用"),
        ),
        Row(
            "001-IM-4.4.5-1",
            {"purpose": Purpose.PRIVATE},
            _allowed(False),
            Text("private use is refused", "不得私用"),
        ),
        Row(
            "001-IM-4.4.5-1",
            {"purpose": Purpose.UNLAWFUL},
            _allowed(False),
            Text("national law and company rules apply", "须遵守国家法律和公司规定"),
        ),
    ),
)


class Issuer(StrEnum):
    """Who would issue a briefing."""

    EDD = "edd"
    OTHER = "other"


class Subject(StrEnum):
    """What a briefing is about."""

    HOT = "hot"
    IMPORTANT = "important"
    OTHER = "other"


BRIEFINGS = Table(
    name="briefings",
    title=Text("issuing briefings", "编发简报"),
    columns=(
        Column(
            "issuer",
            Choice(Issuer),
            Text("issuer", "编发部门"),
            {
                Issuer.EDD: Text("enterprise development", "企业发展部"),
                Issuer.OTHER: Text("another department", "其他部门"),
            },
        ),
        Column(
            "subject",
            Choice(Subject),
            Text("subject", "内容"),
            {
                Subject.HOT: Text("hot topic", "热点"),
                Subject.IMPORTANT: Text("important work", "重要工作"),
                Subject.OTHER: Text("anything else", "其他"),
            },
        ),
    ),
    outputs=("allowed", "to"),
    hit=Hit.FIRST,
    choose=("issuer", "subject"),
    rows=(
        Row(
            "001-IM-5.3-1",
            {"issuer": Issuer.EDD, "subject": (Subject.HOT, Subject.IMPORTANT)},
            _allowed(True, to=("leaders", "departments")),
            Text(
                "the enterprise development department may brief leaders and departments",
                "企业发展部可编发简报送领导和部门",
            ),
        ),
        Row(
            "001-IM-5.3-1",
            {},
            _allowed(False, to=()),
            Text(
                "the text provides briefings by that department on hot and important work only",
                "原文仅规定由企业发展部就热点和重要工作编发简报",
            ),
        ),
    ),
)
