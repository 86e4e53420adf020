"""Incidents: their class (001 IM 4.1 remark), and the clocks of class 1 (4.1, 4.5)."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import attrs

from csrules.citation import Answer, Reason, Text, cites
from csrules.deadlines import ElapsedHours, Roll
from csrules.errors import Faults, InputError
from csrules.forms import Field, Form
from csrules.kinds import Choice, Flag, Words
from csrules.money import fen, yuan
from csrules.tables import Column, Hit, Row, Table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from csrules.deadlines import Deadline
    from csrules.forms import Checked
    from csrules.money import Yuan
    from csrules.regulations.property_handbook.policy import PropertyHandbookPolicy
    from csrules.tables import Found
    from csrules.workcalendar import WorkCalendar

__all__ = [
    "CLASSES",
    "FINDINGS",
    "Arrival",
    "ClassOneClocks",
    "Classified",
    "IncidentClass",
    "IncidentKind",
    "arrival",
    "arrival_due",
    "class_1_clocks",
    "incident_class",
    "incident_report_due",
]


class IncidentKind(StrEnum):
    """What happened."""

    DISASTER = "disaster"
    FIRE = "fire"
    EXPLOSION = "explosion"
    BURGLARY = "burglary"
    PUBLIC_ORDER = "public_order"
    CRIMINAL = "criminal"
    ABNORMAL_DEATH_OR_INJURY = "abnormal_death_or_injury"
    NEGATIVE_MEDIA_REPORT = "negative_media_report"
    OTHER = "other"


class IncidentClass(StrEnum):
    """The class of an incident."""

    CLASS_1 = "class_1"
    CLASS_2 = "class_2"
    NONE = "none"


def _flag(name: str, en: str, zh: str) -> Column:
    return Column(name, Flag(), Text(en, zh))


def _class_1(en: str, zh: str, **when: object) -> Row:
    return Row(
        "001-IM-4.1-13",
        when,
        {"class": IncidentClass.CLASS_1},
        Text(f"class 1: {en}", f"一类突发事件：{zh}"),
    )


CLASSES = Table(
    name="incident_classes",
    title=Text("classes of incidents", "突发事件分类"),
    columns=(
        Column("kind", Choice(IncidentKind), Text("kind", "事件")),
        _flag("in_area", "inside the area of the rule", "在规定区域内"),
        _flag("attempted", "attempted only", "未遂"),
        _flag("large_amount", "amount of class 1 reached", "金额达到一类标准"),
        _flag("like_class_1", "like the listed cases of class 1", "属于一类的同类情形"),
        _flag("disturbing", "broke normal order unexpectedly", "意外打乱正常秩序"),
    ),
    outputs=("class",),
    hit=Hit.FIRST,
    rows=(
        _class_1(
            "disaster inside the red line", "红线内灾祸", kind=IncidentKind.DISASTER, in_area=True
        ),
        _class_1(
            "fire or explosion in a public area or a part adjoining buildings",
            "公共区域或房屋毗连部位火灾、爆炸",
            kind=(IncidentKind.FIRE, IncidentKind.EXPLOSION),
            in_area=True,
        ),
        _class_1("burglary carried out", "盗窃既遂", kind=IncidentKind.BURGLARY, attempted=False),
        _class_1(
            "public-order or criminal case",
            "治安或刑事案件",
            kind=(IncidentKind.PUBLIC_ORDER, IncidentKind.CRIMINAL),
        ),
        _class_1(
            "abnormal death or injury",
            "人员非正常伤亡",
            kind=IncidentKind.ABNORMAL_DEATH_OR_INJURY,
        ),
        _class_1(
            "negative report in public media",
            "公共传媒负面报道",
            kind=IncidentKind.NEGATIVE_MEDIA_REPORT,
        ),
        _class_1(
            "liability compensation or property loss that reaches the amount",
            "责任赔偿或财产损失达到标准",
            large_amount=True,
        ),
        _class_1("like the listed cases", "等同类情形", like_class_1=True),
        Row(
            "001-IM-4.1-14",
            {"kind": IncidentKind.BURGLARY},
            {"class": IncidentClass.CLASS_2},
            Text("class 2: attempted burglary", "二类突发事件：盗窃未遂"),
        ),
        Row(
            "001-IM-4.1-14",
            {"disturbing": True},
            {"class": IncidentClass.CLASS_2},
            Text(
                "class 2: another event that broke normal order, prevented ones included",
                "二类突发事件：其他意外打乱正常秩序的事件，含成功防范的",
            ),
        ),
    ),
    otherwise=Row(
        "001-IM-4.1-14", {}, {"class": IncidentClass.NONE}, Text("no incident", "不属于突发事件")
    ),
)


@attrs.frozen
class Classified(Answer):
    """The class of an incident; ``boundary`` says that an amount lies exactly on the limit."""

    incident_class: IncidentClass
    boundary: bool
    found: Found = attrs.field(repr=False)
    amounts: tuple[tuple[Text, int], ...] = attrs.field(repr=False)
    limit: int = attrs.field(repr=False)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The row that applies, and each amount against the limit."""
        found = list(self.found.reasons)
        for name, cents in self.amounts:
            amount, limit = yuan(cents), yuan(self.limit)
            en, zh = ("reaches", "达到") if cents >= self.limit else ("is below", "低于")
            text = Text(
                f"{name.en} of {amount} yuan {en} {limit}", f"{name.zh}{amount}元，{zh}{limit}元"
            )
            found.append(Reason("001-IM-4.1-13", text))
        return tuple(found)


@cites("001-IM-4.1-13", "001-IM-4.1-14")
def incident_class(
    policy: PropertyHandbookPolicy,
    kind: IncidentKind | str,
    *,
    in_area: bool = False,
    attempted: bool = False,
    compensation: Yuan | None = None,
    loss: Yuan | None = None,
    like_class_1: bool = False,
    disturbing: bool = True,
) -> Classified:
    """The class of an incident.

    ``in_area``: a disaster lies inside the red line; a fire or explosion in a public area or a part
    that adjoins buildings. ``compensation`` (the company's liability) and ``loss`` (its property),
    in yuan, count each on its own, the limit included. The list of class 1 is open:
    ``like_class_1`` is the caller's judgement. ``disturbing``: it broke normal order unexpectedly,
    or would have, had it not been prevented.

    >>> from csrules.regulations.property_handbook import policy
    >>> found = incident_class(policy(), "other", compensation=5000)
    >>> found.incident_class.value, found.boundary
    ('class_1', True)
    >>> incident_class(policy(), "burglary", attempted=True).incident_class.value
    'class_2'
    """
    limit, faults = fen(policy.incidents.amount), Faults()
    amounts: list[tuple[Text, int]] = []
    for path, given, name in (
        ("compensation", compensation, Text("compensation", "责任赔偿")),
        ("loss", loss, Text("property loss", "财产损失")),
    ):
        with faults:
            if given is not None:
                amounts.append((name, fen(given, path)))
    inputs = {
        "kind": kind,
        "in_area": in_area,
        "attempted": attempted,
        "large_amount": any(cents >= limit for _, cents in amounts),
        "like_class_1": like_class_1,
        "disturbing": disturbing,
    }
    found: Found | None = None
    with faults:
        found = CLASSES.lookup(**inputs)
    faults.raise_as(InputError)
    assert found is not None  # a look-up that failed was raised
    boundary = any(cents == limit for _, cents in amounts)
    return Classified(found["class"], boundary, found, tuple(amounts), limit)


@cites("001-IM-4.1-6")
def incident_report_due(
    policy: PropertyHandbookPolicy, occurred_at: datetime, calendar: WorkCalendar | None = None
) -> Deadline:
    """When a class-1 incident has to be with the enterprise development department.

    From its occurrence (where that is not known, from its discovery), day and night, no roll.

    >>> from datetime import datetime
    >>> from csrules.regulations.property_handbook import policy
    >>> print(incident_report_due(policy(), datetime(2024, 3, 8, 23, 30)))
    01:30 on Saturday 9 March 2024
    """
    hours = policy.incidents.report_hours
    return ElapsedHours(hours, Roll.NONE, rule="001-IM-4.1-6").due(occurred_at, calendar)


@cites("001-IM-4.5-1")
def arrival_due(
    policy: PropertyHandbookPolicy, occurred_at: datetime, calendar: WorkCalendar | None = None
) -> Deadline:
    """When the manager of the department mainly responsible has to be on the scene."""
    hours = policy.incidents.arrival_hours
    return ElapsedHours(hours, Roll.NONE, rule="001-IM-4.5-1").due(occurred_at, calendar)


@attrs.frozen
class ClassOneClocks:
    """The two clocks that run side by side from a class-1 incident; neither waits for the other."""

    report: Deadline
    arrival: Deadline


@cites("001-IM-4.1-6", "001-IM-4.5-1")
def class_1_clocks(
    policy: PropertyHandbookPolicy, occurred_at: datetime, calendar: WorkCalendar | None = None
) -> ClassOneClocks:
    """Both clocks of a class-1 incident: the report, and the manager on the scene."""
    return ClassOneClocks(
        incident_report_due(policy, occurred_at, calendar),
        arrival_due(policy, occurred_at, calendar),
    )


_RULE = "001-IM-4.5-1"

FINDINGS = Form(
    name="scene_findings",
    title=Text("findings on the scene", "现场情况"),
    fields=(
        Field("cause", Words(), _RULE, Text("cause", "事件原因")),
        Field("extent", Words(), _RULE, Text("extent", "影响范围")),
        Field("basic_response", Words(), _RULE, Text("basic response", "基本对策")),
    ),
    open=True,
)


@attrs.frozen
class Arrival(Answer):
    """Whether the manager was on the scene in time, and what of the three findings is missing."""

    on_time: bool
    due: Deadline
    findings: Checked

    @property
    def met(self) -> bool:
        """Whether both were done: in time, with every finding."""
        return self.on_time and self.findings.complete

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The clock, then the findings."""
        due = self.due.text
        state = Text("met", "按时") if self.on_time else Text("not met", "未按时")
        text = Text(f"on the scene by {due.en}: {state.en}", f"应于{due.zh}前赶到现场：{state.zh}")
        return (Reason(_RULE, text), *self.findings.reasons)


@cites("001-IM-4.5-1")
def arrival(
    policy: PropertyHandbookPolicy,
    occurred_at: datetime,
    arrived_at: datetime,
    findings: Mapping[str, object],
    calendar: WorkCalendar | None = None,
) -> Arrival:
    """Whether the manager arrived in time and learned cause, extent and basic response."""
    due = arrival_due(policy, occurred_at, calendar)
    return Arrival(due.met(arrived_at), due, FINDINGS.check(findings))
