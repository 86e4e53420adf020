"""A chart as SVG with live text: it can be read, searched and translated, in English or Chinese.

Drawn with matplotlib (extra ``plot``) without its global state; the same input gives the same
bytes. The text is set in the reader's fonts, so that Chinese needs no font on this machine.
"""

from __future__ import annotations

import re
import warnings
from html import escape
from io import StringIO
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

import attrs

from csrules.errors import refuse
from csrules.study.shown import extra
from csrules.study.table import display_width

if TYPE_CHECKING:
    from os import PathLike

    from matplotlib.figure import Figure

    from csrules.citation import Language

__all__ = [
    "GRID",
    "INK",
    "MUTED",
    "PALETTE",
    "Chart",
    "figure",
    "finish",
    "fitted",
    "ink_on",
    "text_inches",
]

FONTS: Final = (
    "'Noto Sans','Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei','PingFang SC',"
    "'Helvetica Neue',Arial,sans-serif"
)
INK: Final = "#1f2933"
MUTED: Final = "#616e7c"
GRID: Final = "#d9e2ec"
PALETTE: Final = (
    "#2f6f9f", "#e0a030", "#3a9679", "#c8553d", "#7b6ba8", "#8aa1b1", "#a98467", "#5c946e",
)  # fmt: skip
"""Eight colours that differ in lightness too, so that they differ in grey and to most eyes."""

_ONE_AT_A_TIME: Final = Lock()  # matplotlib's settings are the process's


@attrs.frozen(repr=False)
class Chart:
    """A drawn chart: ``svg`` is the whole file, ``title`` what it shows, in one sentence."""

    svg: str
    title: str
    language: Language

    def _repr_svg_(self) -> str:
        return self.svg

    def _repr_html_(self) -> str:
        tag = {"en": "en", "zh": "zh-Hans"}[self.language]
        return f'<div class="csrules-chart" lang="{tag}" style="overflow-x:auto">{self.svg}</div>'

    def __repr__(self) -> str:
        return f"<Chart: {self.title}>"

    def save(self, path: str | PathLike[str]) -> Path:
        """Write the chart as a file ``.svg``, or ``.html`` for a page of its own.

        Raises `InputError` for any other ending: pixels would need a font for every character.
        """
        target = Path(path)
        page = (
            f'<!doctype html><html><head><meta charset="utf-8"><title>{escape(self.title)}'
            f"</title></head><body>{self._repr_html_()}</body></html>"
        )
        content = {".svg": self.svg, ".html": page}.get(target.suffix.lower())
        if content is None:
            refuse("path", str(path), "a file name that ends in .svg or .html", "text stays text")
        target.write_text(content, encoding="utf-8", newline="\n")
        return target


def figure(width: float, height: float) -> Figure:
    """An empty white figure of so many inches, outside of any global state."""
    made: Figure = extra("matplotlib.figure", "plot").Figure(
        figsize=(width, height), dpi=72, facecolor="white"
    )
    return made


def text_inches(text: str, size: float) -> float:
    """About how wide a text is set, in inches; every machine gives the same answer."""
    return display_width(text) * size * 0.54 / 72


def fitted(texts: list[str], size: float, room: float) -> str:
    """The first of the texts that fits into so many inches, or nothing."""
    return next((text for text in texts if text_inches(text, size) <= room), "")


def ink_on(colour: str) -> str:
    """Black or white, whichever can be read on a colour."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return "#ffffff" if 299 * red + 587 * green + 114 * blue < 140_000 else INK


def finish(fig: Any, title: str, language: Language) -> Chart:
    """The figure as a chart, set in the reader's fonts."""
    matplotlib = extra("matplotlib", "plot")
    settings = {
        "svg.fonttype": "none",
        "svg.hashsalt": "csrules",
        "font.family": ["DejaVu Sans"],  # it comes with matplotlib: the same layout everywhere
        "axes.unicode_minus": False,
        "path.simplify": True,
    }
    out = StringIO()
    nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
    with _ONE_AT_A_TIME, matplotlib.rc_context(settings), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*[Gg]lyph.*")  # the reader's fonts have them
        fig.savefig(out, format="svg", metadata=nothing)
    return Chart(_finished(out.getvalue(), title, language), title, language)


def _finished(svg: str, title: str, language: Language) -> str:
    """The SVG as one element that fits into any page: its own fonts, no style for others."""
    svg = svg[svg.index("<svg") :].strip()
    svg = re.sub(r"\s*<defs>\s*<style type=\"text/css\">.*?</style>\s*</defs>", "", svg, count=1)
    svg = re.sub(r"'DejaVu Sans'(?:,[^;\"]*)?", FONTS, svg)
    tag = {"en": "en", "zh": "zh-Hans"}[language]
    opening = (
        f'<svg role="img" lang="{tag}" style="max-width:100%;height:auto;background:#fff;'
        'stroke-linejoin:round;stroke-linecap:butt"'
    )
    named = f"<title>{escape(title)}</title>"
    end = svg.index(">") + 1
    return f"{opening}{svg[4:end]}{named}{svg[end:]}\n"
