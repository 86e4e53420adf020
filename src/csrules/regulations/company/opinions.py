"""Art. 18 and 20: how grave an opinion is, who handles it, how the customer is told, the visit."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import attrs

from csrules.citation import Answer, Reason, Text, cites
from csrules.kinds import Choice
from csrules.regulations.company.parties import TITLES, Party
from csrules.tables import Column, Row, Table

__all__ = ["OPINION_NOTICE", "OPINION_ROUTE", "VISIT", "Channel", "Gravity", "Severity", "severity"]


class Severity(StrEnum):
    """Art. 18: the two degrees of a suggestion or complaint."""

    SEVERE = "severe"
    ORDINARY = "ordinary"


class Channel(StrEnum):
    """Ways to tell a customer something; a fax or an e-mail is `WRITTEN`, but no `LETTER`."""

    LETTER = "letter"
    WRITTEN = "written"
    TELEPHONE = "telephone"


CHANNELS: Final = {
    "letter": Text("a letter", "函件"),
    "written": Text("in writing", "书面"),
    "telephone": Text("by telephone", "电话"),
}

SEVERITIES: Final = {
    "severe": Text("especially serious", "特别严重"),
    "ordinary": Text("ordinary", "一般性质"),
}


@attrs.frozen
class Gravity(Answer):
    """What somebody decided of an opinion's gravity; the text gives no criteria."""

    severity: Severity

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """That the two degrees are the text's, and the choice between them is a person's."""
        label = SEVERITIES[self.severity]
        return (
            Reason(
                "000-A18-1",
                Text(
                    f"{label.en}, as decided by a person: the text gives no criteria",
                    f"由人判定为{label.zh}：原文未给出标准",
                ),
            ),
        )


@cites("000-A18-1")
def severity(especially_serious: bool) -> Gravity:
    """The degree of an opinion (000-A18-1); whoever judges it says whether it is serious.

    >>> severity(True).severity.value
    'severe'
    """
    return Gravity(Severity.SEVERE if especially_serious else Severity.ORDINARY)


_SEVERITY = Column("severity", Choice(Severity), Text("gravity", "性质"), SEVERITIES)

OPINION_ROUTE: Final = Table(
    "company.handling_of_opinions",
    Text("who handles an opinion", "意见由谁处理"),
    (_SEVERITY,),
    ("route", "priority"),
    (
        Row(
            "000-A18-2",
            {"severity": Severity.SEVERE},
            {"route": Party.DEPUTY_GM, "priority": True},
            Text(
                "customer service submits it at once to the deputy GM, who reviews it or passes it "
                "on; it goes before others",
                "客户服务部立即呈副总经理核阅或核转，并优先处理",
            ),
        ),
        Row(
            "000-A18-3",
            {"severity": Severity.ORDINARY},
            {"route": Party.CS, "priority": False},
            Text("customer service handles it at its discretion", "客户服务部酌情处理"),
        ),
    ),
)
"""Art. 18: where an opinion goes, and whether before others."""

OPINION_NOTICE: Final = Table(
    "company.notice_of_opinions",
    Text("how the customer is told of the handling", "以何种方式告知客户"),
    (_SEVERITY, Column("channel", Choice(Channel), Text("channel", "方式"), CHANNELS)),
    ("allowed",),
    (
        Row(
            "000-A18-2",
            {"severity": Severity.SEVERE, "channel": Channel.LETTER},
            {"allowed": True},
            Text("an especially serious case is answered by letter", "特别严重者以函件告知"),
        ),
        Row(
            "000-A18-2",
            {"severity": Severity.SEVERE, "channel": (Channel.WRITTEN, Channel.TELEPHONE)},
            {"allowed": False},
            Text("an especially serious case needs a letter", "特别严重者须以函件告知"),
        ),
        Row(
            "000-A18-3",
            {"severity": Severity.ORDINARY},
            {"allowed": True},
            Text("told in writing or by telephone", "以书面或电话告知结果"),
        ),
    ),
    choose=("channel",),
)
"""Art. 18: which channel satisfies the duty to tell; closing without a notice is refused."""

VISIT: Final = Table(
    "company.visits",
    Text("who may visit a complaining customer", "由谁拜访抱怨的客户"),
    (Column("visitor", Choice(Party), Text("visitor", "拜访人"), TITLES),),
    ("allowed",),
    (
        Row(
            "000-A20-1",
            {"visitor": (Party.CS_MANAGER, Party.DELEGATE)},
            {"allowed": True},
            Text(
                "the customer-service manager in person, or whoever the manager sends for it",
                "由客户服务部经理亲自或指派专人拜访",
            ),
        ),
    ),
    otherwise=Row(
        "000-A20-1",
        {},
        {"allowed": False},
        Text(
            "every complaining customer is visited by the manager or a delegate",
            "对每位抱怨的客户均须由经理或其指派的专人拜访",
        ),
    ),
    choose=("visitor",),
)
"""Art. 20: whatever the gravity and whoever is at fault."""
