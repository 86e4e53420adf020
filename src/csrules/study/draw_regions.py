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
    figure,
    finish,
    fitted,
    ink_on,
    text_inches,
)

if TYPE_CHECKING:
    from csrules.citation import Language
    from csrules.study.regions import Line, Region, Regions

__all__ = ["draw_regions"]

_WIDTH: Final = 9.6
_BAR: Final = 0.46
_TITLE: Final = Text("who decides which amounts: what changes hands", "金额归属：哪些改变")
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


def draw_regions(result: Regions, language: Language) -> Chart:
    """Two bars per table of bands; a changed region is hatched and told in words below."""
    shown = [
        (old, new, [region for region in result if region.path == old.path])
        for old, new in result.lines
    ]
    shown = [row for row in shown if row[2]] or shown
    heights = [1.0 + 2 * (_BAR + 0.24) + 0.27 * max(len(row[2]), 1) for row in shown]
    fig = figure(_WIDTH, 0.62 + sum(heights))
    title = _TITLE.say(language)
    total = 0.62 + sum(heights)
    names = [
        {"before": Text("before", "原"), "after": Text("after", "改后")}.get(
            name, Text(name, name)
        ).say(language)
        for name in result.names
    ]
    fig.text(0.2 / _WIDTH, 1 - 0.3 / total, title, size=13, weight="bold", color=INK, va="center")
    left = 0.35 + min(max(text_inches(name, 10.5) for name in names), 2.0)
    top = 0.55
    for (old, new, changed), height in zip(shown, heights, strict=True):
        box = (left / _WIDTH, 1 - (top + height) / total, 1 - (left + 0.3) / _WIDTH, height / total)
        _draw_line(fig.add_axes(box), old, new, changed, names, language, height)
        top += height
    return finish(fig, title, language)


def _draw_line(
    axes: Any,
    old: Line,
    new: Line,
    changed: list[Region],
    names: list[str],
    language: Language,
    height: float,
) -> None:
    """One table of bands: y counts inches from the top down, x goes from 0 to 1."""
    axes.set_axis_off()
    axes.set_xlim(0, 1)
    axes.set_ylim(height, 0)
    inches = _WIDTH - 0.65 - text_inches(max(names, key=len), 10.5)
    scale = _Scale(sorted({*old.table.cuts, *new.table.cuts}))
    owners = list(dict.fromkeys([*old.table.owners, *new.table.owners]))
    colours = {owner: PALETTE[n % len(PALETTE)] for n, owner in enumerate(owners)}
    unit = {"yuan": Text("yuan", "元"), "points": Text("points", "分")}[old.unit].say(language)
    even = Text(", not to scale", "，不按比例").say(language) if scale.even else ""
    axes.text(0, 0.16, f"{old.path} ({unit}{even})", size=9.5, color=MUTED, va="center")
    tops = (0.36, 0.36 + _BAR + 0.24)
    for line, top, name in ((old, tops[0], names[0]), (new, tops[1], names[1])):
        axes.text(-0.012, top + _BAR / 2, name, size=10.5, ha="right", va="center", color=INK)
        for place, owner in enumerate(line.table.owners):
            first, last = line.table.span(place)
            x = scale.at(first)
            width = scale.at(None if last is None else last + 1) - x
            axes.add_patch(_box(x, top, width, colours[owner]))
            word = line.title(owner).say(language)
            short = word.removeprefix("the ")
            label = fitted([short, str(owner).replace("_", " ")], 9.5, width * inches - 0.12)
            ink = ink_on(colours[owner])
            middle = x + width / 2
            axes.text(middle, top + _BAR / 2, label, size=9.5, ha="center", va="center", color=ink)
    _hatch(axes, changed, scale, tops)
    bottom = tops[1] + _BAR
    _ticks(axes, old, scale, bottom)
    for number, region in enumerate(changed, 1):
        y = bottom + 0.36 + 0.27 * number
        axes.text(0, y, f"{_mark(number)} {region.say(language)}", size=9.5, color=INK, va="center")
    if not changed:
        axes.text(0, bottom + 0.63, _NONE.say(language), size=9.5, color=MUTED, va="center")


def _mark(number: int) -> str:
    return f"({number})"


def _box(x: float, top: float, width: float, colour: str, **looks: Any) -> Any:
    from matplotlib.patches import Rectangle  # noqa: PLC0415  # extra `plot`

    looks = {"facecolor": colour, "edgecolor": "white", "linewidth": 1.2, **looks}
    return Rectangle((x, top), width, _BAR, **looks)


def _hatch(axes: Any, changed: list[Region], scale: _Scale, tops: tuple[float, float]) -> None:
    """A changed region on both bars, numbered between them; a tie is a needle."""
    between = (tops[0] + _BAR + tops[1]) / 2
    for number, region in enumerate(changed, 1):
        low = scale.at(region.first)
        high = scale.at(None if region.last is None else region.last + 1)
        middle = (low + high) / 2
        if high - low < 0.004:
            axes.plot(
                [middle, middle], [tops[0] - 0.05, tops[1] + _BAR + 0.05], color=INK, linewidth=1.6
            )
        else:
            for top in tops:
                looks = {"fill": False, "hatch": "////", "edgecolor": "#ffffff", "linewidth": 0}
                axes.add_patch(_box(low, top, high - low, "none", **looks, alpha=0.75))
                axes.add_patch(
                    _box(low, top, high - low, "none", fill=False, edgecolor=INK, linewidth=1.4)
                )
        axes.text(
            middle, between, _mark(number), size=9, ha="center", va="center", color=INK,
            weight="bold", bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.2},
        )  # fmt: skip


def _ticks(axes: Any, line: Line, scale: _Scale, bottom: float) -> None:
    """The cuts under the bars; on two levels where they would run into each other."""
    last, level = -1.0, 0
    for stop in scale.stops[:-1]:
        x = scale.at(stop)
        level = 1 - level if x - last < 0.085 else 0
        axes.plot([x, x], [bottom + 0.02, bottom + 0.09], color=MUTED, linewidth=1)
        number = f"{line.number(stop):,}"
        align = "left" if x == 0 else "center"
        y = bottom + 0.19 + 0.16 * level
        axes.text(x, y, number, size=9, ha=align, va="center", color=MUTED)
        last = x
