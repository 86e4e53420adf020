"""To whom the information system applies, and who has which duty in it (001 IM 2, 3)."""

from __future__ import annotations

from enum import StrEnum

from csrules.citation import Text
from csrules.kinds import Choice
from csrules.tables import Column, Hit, Row, Table

__all__ = ["RESPONSIBILITIES", "SCOPE", "Responsible", "Unit"]


class Unit(StrEnum):
    """Whether a unit is a department of the company."""

    DEPARTMENT = "department"
    OUTSIDE = "outside"


SCOPE = Table(
    name="information_scope",
    title=Text("to whom the system applies", "适用范围"),
    columns=(
        Column(
            "unit",
            Choice(Unit),
            Text("unit", "单位"),
            {
                Unit.DEPARTMENT: Text("department of the company", "公司部门"),
                Unit.OUTSIDE: Text("outside the company", "公司以外"),
            },
        ),
    ),
    outputs=("applies",),
    rows=(
        Row(
            "001-IM-2-1",
            {"unit": Unit.DEPARTMENT},
            {"applies": True},
            Text("the system applies to every department", "适用于公司所有部门"),
        ),
        Row(
            "001-IM-2-1",
            {"unit": Unit.OUTSIDE},
            {"applies": False},
            Text("it binds the company's departments only", "仅约束公司各部门"),
        ),
    ),
)


class Responsible(StrEnum):
    """Who has duties in the information system."""

    EDD = "edd"
    DEPARTMENT = "department"


def _duty(rule: str, who: Responsible, duty: str, en: str, zh: str) -> Row:
    return Row(rule, {"who": who}, {"duty": duty}, Text(en, zh))


_EDD, _DEPARTMENT = Responsible.EDD, Responsible.DEPARTMENT

RESPONSIBILITIES = Table(
    name="information_responsibilities",
    title=Text("duties in the information system", "信息管理职责"),
    columns=(
        Column(
            "who",
            Choice(Responsible),
            Text("who", "责任方"),
            {
                Responsible.EDD: Text("enterprise development", "企业发展部"),
                Responsible.DEPARTMENT: Text("each department", "各部门"),
            },
        ),
    ),
    outputs=("duty",),
    hit=Hit.COLLECT,
    rows=(
        _duty("001-IM-3.1-1", _EDD, "collect", "collects feedback", "收集各部门信息"),
        _duty("001-IM-3.1-1", _EDD, "sort", "sorts it", "整理信息"),
        _duty("001-IM-3.1-1", _EDD, "pass_on", "passes it on", "传递信息"),
        _duty("001-IM-3.1-1", _EDD, "analyse", "analyses it", "分析信息"),
        _duty("001-IM-3.1-1", _EDD, "supervise_time", "supervises timeliness", "监督及时性"),
        _duty("001-IM-3.1-1", _EDD, "supervise_fullness", "supervises completeness", "监督完整性"),
        _duty("001-IM-3.1-1", _EDD, "supervise_quality", "supervises quality", "监督质量"),
        _duty(
            "001-IM-3.1-1", _EDD, "edit_monthly", "edits the monthly report", "编制信息管理月报表"
        ),
        _duty("001-IM-3.2-1", _DEPARTMENT, "collect", "collects information", "收集信息"),
        _duty("001-IM-3.2-1", _DEPARTMENT, "pass_up_down", "passes it up and down", "上传下达"),
        _duty("001-IM-3.2-1", _DEPARTMENT, "improve", "proposes improvements", "提出改进建议"),
    ),
)
