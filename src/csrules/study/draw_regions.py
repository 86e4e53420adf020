"""The number lines of `regions`: who owns which inputs under either policy, changes hatched."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from csrules.citation import Text
from csrules.study.chart import (
    INK,
    MUTED,
    PALETTE,
    Chart,
    drawn,
    finish,
    fitted,
    ink_on,
    paper,
    text_inches,
    two_lines,
)
from csrules.study.table import wrapped
from csrules.study.units import unit_text

if TYPE_CHECKING:
    from csrules.citation import Language
    from csrules.study.regions import Line, Region, Regions

__all__ = ["draw_regions"]

_WIDTH: Final = 9.6
_BAR: Final = 0.46
_NAME: Final = 2.0  # inches for the name of a policy
_TITLE: Final = Text("who decides which amounts: what changes hands", "金额归属：哪些改变")
_NAMES: Final = {"before": Text("before", "原"), "after": Text("after", "改后")}
_BETWEEN: Final = 0.26
_LINES: Final = 0.3 + 2 * _BAR + _BETWEEN + 0.6
_LETTERS: Final = 122  # of half width, that fit into a line of words
_NONE: Final = Text("no input changes hands", "没有任何输入改变归属")


class _Scale:
    """Where a number stands on the line: to scale, or evenly where cuts would run together."""

    def __init__(self, cuts: list[int]) -> None:
        top = max(cuts, default=0) * 5 // 4 or 100
        stops = [0, *cuts, top]
        gaps = [later - earlier for earlier, later in pairwise(stops)]
        self.even = min(gaps) * 14 < top
        self.stops = stops
        self.top = top

    def at(self, units: int | None) -> float:
        """From 0 to 1; None is the end of the line."""
        if units is None or units >= self.top:
            return 1.0
        if not self.even:
            return units / self.top
        place = max(n for n, stop in enumerate(self.stops) if stop <= units)
        low, high = self.stops[place], self.stops[place + 1]
        return (place + (units - low) / (high - low)) / (len(self.stops) - 1)


@drawn
def draw_regions(result: Regions, language: Language) -> Chart:
    """Two bars per table of bands; a changed region is hatched and told in words below."""
    groups = [
        (old, new, [region for region in result if region.path == old.path])
        for old, new in result.lines
    ]
    groups = [group for group in groups if group[2]] or groups
    said = [
        [
            line
            for number, region in enumerate(changed, 1)
            for line in wrapped(f"{_mark(number)} {region.say(language)}", _LETTERS)
        ]
        or [_NONE.say(language)]
        for _, _, changed in groups
    ]
    heights = [_LINES + 0.24 * len(lines) for lines in said]
    names = [_NAMES.get(name, Text(name, name)).say(language) for name in result.names]
    title = _TITLE.say(language)
    fig, axes = paper(_WIDTH, 0.6 + sum(heights) + 0.1, title)
    left = 0.35 + min(max(text_inches(name, 10.5) for name in names), _NAME)
    names = [two_lines(name, 10.5, _NAME) for name in names]
    top = 0.6
    for (old, new, changed), lines, height in zip(groups, said, heights, strict=True):
        _draw_line(_Pen(axes, left, _WIDTH - 0.35 - left), old, new, changed, names, language, top)
        for place, line in enumerate(lines):
            y = top + _LINES - 0.12 + 0.24 * place
            axes.text(0.2, y, line, size=9.5, va="center", color=INK if changed else MUTED)
        top += height
    return finish(fig, title, language)


class _Pen:
    """Draws on paper: from 0 to 1 along the line, in inches down."""

    def __init__(self, axes: Any, left: float, room: float) -> None:
        self.axes, self.left, self.room = axes, left, room

    def x(self, share: float) -> float:
        return self.left + share * self.room

    def words(self, share: float, y: float, text: str, **looks: Any) -> None:
        looks = {"size": 9.5, "color": INK, "va": "center", **looks}
        self.axes.text(self.x(share), y, text, **looks)

    def box(self, low: float, high: float, top: float, **looks: Any) -> None:
        from matplotlib.patches import Rectangle  # noqa: PLC0415  # extra `plot`

        width = (high - low) * self.room
        self.axes.add_patch(Rectangle((self.x(low), top), width, _BAR, **looks))

    def dot(self, share: float, y: float, colour: str) -> None:
        looks: dict[str, Any] = {"markersize": 10, "markeredgecolor": INK, "zorder": 5}
        self.axes.plot([self.x(share)], [y], "o", markerfacecolor=colour, **looks)

    def stroke(self, share: float, top: float, bottom: float, **looks: Any) -> None:
        self.axes.plot([self.x(share)] * 2, [top, bottom], **looks)


def _draw_line(
    pen: _Pen,
    old: Line,
    new: Line,
    changed: list[Region],
    names: list[str],
    language: Language,
    top: float,
) -> None:
    """One table of bands under both policies."""
    scale = _Scale(sorted({*old.table.cuts, *new.table.cuts}))
    owners = list(dict.fromkeys([*old.table.owners, *new.table.owners]))
    colours = {owner: PALETTE[n % len(PALETTE)] for n, owner in enumerate(owners)}
    unit = unit_text(old.unit).say(language)
    even = Text(", not to scale", "，不按比例").say(language) if scale.even else ""
    pen.words(0, top + 0.12, f"{old.path} ({unit}{even})", color=MUTED)
    tops = (top + 0.3, top + 0.3 + _BAR + _BETWEEN)
    for line, y, name in ((old, tops[0], names[0]), (new, tops[1], names[1])):
        pen.words(-0.12 / pen.room, y + _BAR / 2, name, size=10.5, ha="right", linespacing=1.4)
        for place, owner in enumerate(line.table.owners):
            first, last = line.table.span(place)
            low, high = scale.at(first), scale.at(None if last is None else last + 1)
            looks: dict[str, Any] = {"edgecolor": "white", "linewidth": 1.2}
            pen.box(low, high, y, facecolor=colours[owner], **looks)
    _hatch(pen, changed, scale, tops, colours)
    edges = [place for region in changed for place in _ends(region, scale)]
    for line, y in ((old, tops[0]), (new, tops[1])):
        for place, owner in enumerate(line.table.owners):
            first, last = line.table.span(place)
            ends = scale.at(first), scale.at(None if last is None else last + 1)
            low, high = _widest(ends, edges)
            word = line.title(owner).say(language).removeprefix("the ")
            short = str(owner).replace("_", " ")
            label = fitted([word, short], 9.5, (high - low) * pen.room - 0.14)
            if label:
                behind = {"facecolor": colours[owner], "edgecolor": "none", "pad": 1}
                looks = {"color": ink_on(colours[owner]), "ha": "center", "bbox": behind}
                pen.words((low + high) / 2, y + _BAR / 2, label, **looks)
    _ticks(pen, old, scale, tops[1] + _BAR)


def _mark(number: int) -> str:
    return f"({number})"


def _ends(region: Region, scale: _Scale) -> tuple[float, float]:
    return scale.at(region.first), scale.at(None if region.last is None else region.last + 1)


def _widest(ends: tuple[float, float], edges: list[float]) -> tuple[float, float]:
    """The widest part of a band that no edge of a changed region cuts."""
    low, high = ends
    stops = [low, *sorted(edge for edge in edges if low < edge < high), high]
    return max(pairwise(stops), key=lambda part: part[1] - part[0])


def _hatch(
    pen: _Pen,
    changed: list[Region],
    scale: _Scale,
    tops: tuple[float, float],
    colours: dict[str, str],
) -> None:
    """A changed region on both bars, numbered between them; a tie is a needle."""
    between = (tops[0] + _BAR + tops[1]) / 2
    for number, region in enumerate(changed, 1):
        low, high = _ends(region, scale)
        if high - low < 0.004:
            middle = (low + high) / 2
            pen.stroke(middle, tops[0] - 0.06, tops[1] + _BAR + 0.06, color=INK, linewidth=1.6)
            for top, owner in zip(tops, (region.before, region.after), strict=True):
                pen.dot(middle, top + _BAR / 2, colours[owner])
        else:
            for top in tops:
                looks: dict[str, Any] = {"fill": False, "edgecolor": "white", "linewidth": 0}
                pen.box(low, high, top, hatch="////", alpha=0.7, **looks)
                pen.box(low, high, top, fill=False, edgecolor=INK, linewidth=1.4)
        behind = {"facecolor": "white", "edgecolor": "none", "pad": 1.2}
        looks = {"size": 9, "ha": "center", "weight": "bold", "bbox": behind}
        pen.words((low + high) / 2, between, _mark(number), **looks)


def _ticks(pen: _Pen, line: Line, scale: _Scale, bottom: float) -> None:
    """The cuts under the bars; on two levels where they would run into each other."""
    last, level = -1.0, 0
    for stop in scale.stops[:-1]:
        share, number = scale.at(stop), f"{line.number(stop):,}"
        near = (share - last) * pen.room < text_inches(number, 9) + 0.15
        level = 1 - level if near else 0
        pen.stroke(share, bottom + 0.03, bottom + 0.1, color=MUTED, linewidth=1)
        align = "left" if share == 0 else "center"
        pen.words(share, bottom + 0.2 + 0.16 * level, number, size=9, ha=align, color=MUTED)
        last = share
