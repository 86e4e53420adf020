"""The units of parameters in both languages; a unit that nobody named here stays as it is."""

from __future__ import annotations

from typing import Final

from csrules.citation import Text

__all__ = ["unit_text"]

_CHINESE: Final = {
    "cases a month": "次/月",
    "day of the month": "日（当月）",
    "days": "天",
    "days a week": "天/周",
    "forms": "份",
    "hours": "小时",
    "late days": "次迟到",
    "minutes": "分钟",
    "minutes after the punch that failed": "打卡失败后的分钟数",
    "minutes after the start of the leave": "休假开始后的分钟数",
    "month": "月",
    "move-ins a day": "户/日",
    "percent": "%",
    "percent of the day's scheduled working time": "当日应工作时间的百分比",
    "points": "分",
    "seconds": "秒",
    "times a day": "次/日",
    "working days": "个工作日",
    "yuan": "元",
}


def unit_text(unit: str) -> Text:
    """A parameter's unit in both languages.

    >>> unit_text("working days").zh, unit_text("boxes").zh
    ('个工作日', 'boxes')
    """
    return Text(unit, _CHINESE.get(unit, unit)) if unit else Text("–", "–")
