"""A chart as SVG with live text: it can be read, searched and translated, in English or Chinese.

Drawn with matplotlib (extra ``plot``) without its global state; the same input gives the same
bytes. The text is set in the reader's fonts, so that Chinese needs no font on this machine; only
a PNG needs one.
"""

from __future__ import annotations

import hashlib
import re
import warnings
from contextlib import contextmanager
from functools import wraps
from html import escape
from io import StringIO
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, ParamSpec

import attrs

from csrules.doors import guarded
from csrules.errors import refuse
from csrules.plaintext import plain
from csrules.study.files import FONTS, TAGS, page, save
from csrules.study.shown import extra
from csrules.study.table import display_width, wrapped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from os import PathLike
    from pathlib import Path

    from matplotlib.figure import Figure

    from csrules.citation import Language

P = ParamSpec("P")

__all__ = [
    "GRID",
    "INK",
    "MUTED",
    "PALETTE",
    "Chart",
    "drawn",
    "finish",
    "fitted",
    "ink_on",
    "legend",
    "legend_height",
    "paper",
    "shortened",
    "text_inches",
    "two_lines",
]

INK: Final = "#1f2933"
MUTED: Final = "#616e7c"
GRID: Final = "#d9e2ec"
PALETTE: Final = (
    "#2f6f9f", "#e0a030", "#3a9679", "#c8553d", "#7b6ba8", "#8aa1b1", "#a98467", "#5c946e",
)  # fmt: skip
"""Eight colours that differ in lightness too, so that they differ in grey and to most eyes."""

_SETTINGS: Final = {
    "svg.fonttype": "none",
    "svg.hashsalt": "csrules",
    "font.family": ["DejaVu Sans"],  # it comes with matplotlib: the same layout everywhere
    "text.parse_math": False,
    "axes.unicode_minus": False,
}
_ONE_AT_A_TIME: Final = Lock()  # matplotlib's settings are the process's


@attrs.frozen(repr=False)
class Chart:
    """A drawn chart: ``svg`` is the whole file, ``title`` what it shows, in one sentence."""

    svg: str
    title: str
    language: Language
    _figure: Figure | None = attrs.field(default=None, eq=False)

    def _repr_svg_(self) -> str:
        return self.svg

    def _repr_html_(self) -> str:
        tag = TAGS[self.language]
        return f'<div class="csrules-chart" lang="{tag}" style="overflow-x:auto">{self.svg}</div>'

    def __repr__(self) -> str:
        return f"<Chart: {self.title}>"

    @guarded
    def save(self, path: str | PathLike[str], font: str = "") -> Path:
        """Write the chart as a file, which its ending tells, and return the file's path.

        - ``.svg``, and ``.html`` for a page of its own: with live text, in the reader's fonts.
        - ``.png``: for slides, 1920 pixels across. It is set in the family ``font`` where that is
          given, and in fonts of this machine that have the rest of the characters.

        Raises `InputError` for any other ending, `UnknownNameError` for a ``font`` that is not
        installed, and `ExtraNotInstalledError` that names the characters where no font has them:
        a picture with boxes for words is never drawn.
        """
        return save(
            path,
            {
                ".svg": lambda: self.svg,
                ".html": lambda: page(self.title, self._repr_html_(), self.language),
                ".png": lambda: self._png(font),
            },
        )

    def _png(self, font: str) -> bytes:
        if self._figure is None:
            refuse("path", ".png", "a chart that plot() has drawn", "save it as .svg")
        with _own_settings():
            from csrules.study.pixels import png  # noqa: PLC0415  # extra `plot`

            return png(self._figure, font)


def _figure(width: float, height: float) -> Figure:
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


def shortened(text: str, size: float, room: float) -> str:
    """As much of a text as fits into so many inches; a mark tells that there is more.

    >>> shortened("the sales department manager", 10, 1.2), shortened("经理", 10, 1.2)
    ('the sales depa…', '经理')
    """
    if text_inches(text, size) <= room:
        return text
    while text and text_inches(f"{text}…", size) > room:
        text = text[:-1]
    return f"{text}…"


def two_lines(name: str, size: float, room: float) -> str:
    """A name on at most two lines, each of which fits into so many inches."""
    first, *rest = wrapped(name, int(room / text_inches("x", size)))
    lines = [first, rest[0] + "…" * (len(rest) > 1)] if rest else [first]
    return "\n".join(shortened(line, size, room) for line in lines)


def legend(axes: Any, words: list[str], colours: list[str], left: float, right: float) -> None:
    """Coloured squares with their words below the title, in inches."""
    from matplotlib.patches import Rectangle  # noqa: PLC0415  # extra `plot`

    for (x, y), word, colour in zip(_places(words, left, right), words, colours, strict=True):
        axes.add_patch(Rectangle((x, y - 0.08), 0.16, 0.16, facecolor=colour))
        axes.text(x + 0.24, y, word, size=10, va="center", color=INK)


def _places(words: list[str], left: float, right: float) -> list[tuple[float, float]]:
    found, x, y = [], left, 0.68
    for word in words:
        if x > left and x + 0.24 + text_inches(word, 10) > right:
            x, y = left, y + 0.28
        found.append((x, y))
        x += text_inches(word, 10) + 0.55
    return found


def paper(width: float, height: float, title: str) -> tuple[Any, Any]:
    """A figure with its title and one frame over all of it, measured in inches from the top."""
    fig = _figure(width, height)
    axes = fig.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    title = shortened(title, 13, width - 0.4)
    axes.text(0.2, 0.3, title, size=13, weight="bold", color=INK, va="center")
    return fig, axes


def legend_height(words: list[str], left: float, right: float) -> float:
    """Where `legend` will end, in inches from the top."""
    return max((y for _, y in _places(words, left, right)), default=0.4) + 0.28


def ink_on(colour: str) -> str:
    """Black or white, whichever can be read on a colour."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return "#ffffff" if 299 * red + 587 * green + 114 * blue < 140_000 else INK


@contextmanager
def _own_settings() -> Iterator[None]:
    """Matplotlib's own defaults, whatever the host has set; afterwards the host's are back."""
    matplotlib = extra("matplotlib", "plot")
    with _ONE_AT_A_TIME, matplotlib.rc_context(), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*[Gg]lyph.*")  # the reader's fonts have it
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(_SETTINGS)
        yield


def drawn(draw: Callable[P, Chart]) -> Callable[P, Chart]:
    """Draw under matplotlib's own defaults, whatever the host has set, and set nothing for it."""

    @wraps(draw)
    def quiet(*args: P.args, **kwargs: P.kwargs) -> Chart:
        with _own_settings():
            return draw(*args, **kwargs)

    return quiet


def finish(fig: Any, title: str, language: Language) -> Chart:
    """The figure as a chart, set in the reader's fonts."""
    out = StringIO()
    nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
    fig.savefig(out, format="svg", metadata=nothing)
    return Chart(_finished(out.getvalue(), title, language), title, language, fig)


def _finished(svg: str, title: str, language: Language) -> str:
    """The SVG as one element that fits into any page: its own fonts, no style for others."""
    svg, title = plain(svg[svg.index("<svg") :].strip()), plain(title)
    svg = re.sub(r"\s*<defs>\s*<style type=\"text/css\">.*?</style>\s*</defs>", "", svg, count=1)
    svg = re.sub(r"'DejaVu Sans'(?:,[^;\"]*)?", FONTS, svg)
    # ids of its own, so that two charts can stand in one page
    own = "c" + hashlib.sha256(svg.encode()).hexdigest()[:8]
    svg = re.sub(r'(\bid="|href="#|url\(#)', rf"\g<1>{own}-", svg)
    opening = (
        f'<svg role="img" lang="{TAGS[language]}" style="max-width:100%;height:auto;'
        'background:#fff;stroke-linejoin:round;stroke-linecap:butt"'
    )
    named = f"<title>{escape(title)}</title>"
    end = svg.index(">") + 1
    return f"{opening}{svg[4:end]}{named}{svg[end:]}\n"
