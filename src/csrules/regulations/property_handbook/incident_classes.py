"""The classes of incidents (001 IM 4.1, remark)."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import attrs

from csrules.citation import Answer, Reason, Text, cites
from csrules.errors import Fault, Faults, InputError
from csrules.kinds import Choice, Flag
from csrules.money import fen, yuan
from csrules.tables import Column, Hit, Row, Table

if TYPE_CHECKING:
    from csrules.money import Yuan
    from csrules.regulations.property_handbook.policy import PropertyHandbookPolicy
    from csrules.tables import Found

__all__ = ["CLASSES", "Classified", "IncidentClass", "IncidentKind", "incident_class"]


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
        Column(
            "kind",
            Choice(IncidentKind),
            Text("kind", "事件"),
            {
                IncidentKind.DISASTER: Text("disaster", "灾祸"),
                IncidentKind.FIRE: Text("fire", "火灾"),
                IncidentKind.EXPLOSION: Text("explosion", "爆炸"),
                IncidentKind.BURGLARY: Text("burglary", "盗窃"),
                IncidentKind.PUBLIC_ORDER: Text("public-order case", "治安事件"),
                IncidentKind.CRIMINAL: Text("criminal case", "刑事事件"),
                IncidentKind.ABNORMAL_DEATH_OR_INJURY: Text(
                    "abnormal death or injury", "非正常伤亡"
                ),
                IncidentKind.NEGATIVE_MEDIA_REPORT: Text("negative media report", "媒体负面报道"),
                IncidentKind.OTHER: Text("other event", "其他事件"),
            },
        ),
        _flag("in_area", "in the area of the rule, or affecting it", "发生于或影响规定区域"),
        _flag("attempted", "attempted only", "未遂"),
        _flag("large_amount", "amount of class 1 reached", "金额达到一类标准"),
        _flag("like_class_1", "like the listed cases of class 1", "属于一类的同类情形"),
        _flag("disturbing", "broke normal order unexpectedly", "出人意外地打破正常秩序"),
        _flag("effect", "some influence, injury or loss", "具有一定影响或造成人身伤害、财产损失"),
    ),
    outputs=("class",),
    hit=Hit.FIRST,
    rows=(
        _class_1(
            "disaster that affects the area inside the red line",
            "影响红线范围内的灾祸",
            kind=IncidentKind.DISASTER,
            in_area=True,
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
            "治安事件或刑事事件",
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
            "the company's liability compensation or loss of its property reaches the amount",
            "公司责任赔偿或公司财产损失达到标准",
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
            {"disturbing": True, "effect": True},
            {"class": IncidentClass.CLASS_2},
            Text(
                "class 2: another event that broke normal order unexpectedly, with some influence, "
                "injury or loss, prevented ones included",
                "二类突发事件：其他出人意外地打破正常秩序，"
                "具有一定影响或造成人身伤害、财产损失的事件，含成功防范的",
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


_PLACED = {IncidentKind.DISASTER, IncidentKind.FIRE, IncidentKind.EXPLOSION}


@cites("001-IM-4.1-13", "001-IM-4.1-14")
def incident_class(
    policy: PropertyHandbookPolicy,
    kind: IncidentKind | str,
    *,
    in_area: bool | None = None,
    attempted: bool = False,
    compensation: Yuan | None = None,
    loss: Yuan | None = None,
    like_class_1: bool = False,
    disturbing: bool = True,
    effect: bool = True,
) -> Classified:
    """The class of an incident.

    ``in_area``: a disaster affects the area inside the red line; a fire or explosion is in a public
    area or a part that adjoins buildings; for these three it decides and has to be said.
    ``compensation`` (the company's liability) and ``loss`` (its property), in yuan, count each on
    its own, the limit included. The list of class 1 is open: ``like_class_1`` is the caller's
    judgement. ``disturbing``: it broke normal order unexpectedly; ``effect``: it had some influence
    or caused injury or loss, as any amount above zero says; of either, or would have, had it not
    been prevented.

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
    if in_area is None and kind in _PLACED:
        expected, mend = "true or false: the place decides the class", "say in_area=…"
        faults.add(Fault("in_area", None, expected, mend, "001-IM-4.1-13"))
    inputs = {
        "kind": kind,
        "in_area": bool(in_area),
        "attempted": attempted,
        "large_amount": any(cents >= limit for _, cents in amounts),
        "like_class_1": like_class_1,
        "disturbing": disturbing,
        "effect": effect or any(cents for _, cents in amounts),
    }
    found: Found | None = None
    with faults:
        found = CLASSES.lookup(**inputs)
    faults.raise_as(InputError)
    assert found is not None  # a look-up that failed was raised
    boundary = any(cents == limit for _, cents in amounts)
    return Classified(found["class"], boundary, found, tuple(amounts), limit)
