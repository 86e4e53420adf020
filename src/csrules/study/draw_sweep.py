"""The chart of a sweep: lines over numbers, bars over readings, a panel per second value."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import attrs

from csrules.citation import Text
from csrules.study.chart import (
    GRID,
    INK,
    MUTED,
    PALETTE,
    Chart,
    drawn,
    finish,
    fitted,
    ink_on,
    legend,
    legend_height,
    paper,
    shortened,
    text_inches,
)
from csrules.study.table import say_value

if TYPE_CHECKING:
    from csrules.citation import Language
    from csrules.study.sweep import Sweep, SweepPoint

__all__ = ["draw_sweep"]

_WIDTH: Final = 9.6
_PANEL: Final = 2.9
_ROW: Final = 0.5
_NAME: Final = 3.0  # inches for the name of a value
_NOW: Final = Text("now", "现行")
_FOUND: Final = Text("found", "所求")
_CASES: Final = Text("cases", "件数")
_NONE: Final = Text("no value makes a policy", "没有可成立的取值")


@attrs.frozen
class _Series:
    """One line, or one part of every bar: its name and its number at each point."""

    name: str
    colour: str
    numbers: list[float]
    labels: list[str]


@attrs.frozen
class _Panel:
    """What stands in one frame: the points along the first parameter and the series over them."""

    note: str
    unit: str
    points: list[SweepPoint]
    series: list[_Series]

    @property
    def lines(self) -> bool:
        """Whether the first parameter is a number with enough values for a line."""
        firsts = [point.values[0] for point in self.points]
        numbers = [v for v in firsts if isinstance(v, int | Decimal) and not isinstance(v, bool)]
        return len(numbers) == len(firsts) and len(set(numbers)) >= 3

    @property
    def height(self) -> float:
        """How tall it is, in inches."""
        return _PANEL if self.lines else self.above + 0.15 + _ROW * len(self.points)

    @property
    def above(self) -> float:
        """The room for the note, in inches."""
        return 0.3 if self.note else 0.08


@drawn
def draw_sweep(result: Sweep, language: Language, found: SweepPoint | None = None) -> Chart:
    """Cases by outcome; where only amounts change, the amounts instead; ``found`` is marked."""
    panels = _panels(result, language)
    colon = {"en": ": ", "zh": "："}[language]
    title = f"{result.question.text.say(language)}{colon}{' × '.join(result.parameters)}"
    names = {each.name: each.colour for panel in panels for each in panel.series}
    words = [name.removeprefix("the ") for name in names]
    top = legend_height(words, 0.2, _WIDTH - 0.2) + 0.05
    ruler = _ruler([panel for panel in panels if not panel.lines], language)
    fig, axes = paper(_WIDTH, top + sum(panel.height for panel in panels) + 0.3, title)
    legend(axes, words, list(names.values()), 0.2, _WIDTH - 0.2)
    if not panels:
        axes.text(0.2, 0.6, _NONE.say(language), size=10.5, va="center", color=MUTED)
    height = axes.get_ylim()[0]
    most = max((n for panel in panels for each in panel.series for n in each.numbers), default=0.0)
    for panel in panels:
        if panel.lines:
            box = (0.95 / _WIDTH, 1 - (top + _PANEL - 0.5) / height, 1 - 1.45 / _WIDTH)
            frame = fig.add_axes((*box, (_PANEL - 0.95) / height))
            _lines(frame, panel, result.parameters[0], most, language)
            _mark_found(frame, found, language)
        else:
            _bars(axes, panel, top, ruler, language)
        top += panel.height
    return finish(fig, title, language)


def _panels(result: Sweep, language: Language) -> list[_Panel]:
    good = [point for point in result if not point.faults]
    counts = {tuple(point.cases.values()) for point in good}
    by_amount = len(counts) == 1 and len({point.total for point in good}) > 1
    groups: dict[tuple[Any, ...], list[SweepPoint]] = {}
    for point in good:
        groups.setdefault(point.values[1:], []).append(point)
    for points in groups.values():
        if _Panel("", "", points, []).lines:
            points.sort(key=lambda point: point.values[0])
    second = result.parameters[-1]
    notes = {key: f"{second} = {say_value(key[0])}" if key else "" for key in groups}
    if not by_amount:
        unit = _CASES.say(language)
        return [
            _Panel(notes[key], unit, points, _cases(result, points, language))
            for key, points in groups.items()
        ]
    unit = result.question.unit.say(language)
    series = {
        key: _Series(
            notes[key] or unit,
            PALETTE[n % len(PALETTE)],
            [float(point.total or 0) for point in points],  # a length on paper, not money
            [f"{point.total:,} {unit}" for point in points],
        )
        for n, (key, points) in enumerate(groups.items())
    }
    with_now = [points for points in groups.values() if any(point.is_base for point in points)]
    first = [*with_now, *groups.values()][0]
    if _Panel("", "", first, []).lines and len({len(points) for points in groups.values()}) == 1:
        return [_Panel("", unit, first, list(series.values()))]
    return [_Panel(notes[key], unit, groups[key], [series[key]]) for key in groups]


def _cases(result: Sweep, points: list[SweepPoint], language: Language) -> list[_Series]:
    return [
        _Series(
            result.question.title(outcome).say(language),
            PALETTE[n % len(PALETTE)],
            [float(point.cases[outcome]) for point in points],
            [f"{point.cases[outcome]:,}" for point in points],
        )
        for n, outcome in enumerate(result.outcomes)
    ]


def _lines(axes: Any, panel: _Panel, parameter: str, most: float, language: Language) -> None:
    """A quiet frame: horizontal lines, numbers with separators, ticks at the values tried."""
    from matplotlib.ticker import MaxNLocator, StrMethodFormatter  # noqa: PLC0415  # extra `plot`

    xs = [float(point.values[0]) for point in panel.points]  # places on paper, not money
    looks: dict[str, Any] = {"marker": "o", "markersize": 6, "markeredgecolor": "white"}
    for each in panel.series:
        axes.plot(xs, each.numbers, color=each.colour, linewidth=2.2, clip_on=False, **looks)
    numbers = StrMethodFormatter("{x:,.10g}")
    axes.set_ylim(0, max(most, 1) * 1.06)
    axes.grid(axis="y", color=GRID, linewidth=0.8)
    axes.set_axisbelow(True)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(MUTED)
    axes.tick_params(colors=MUTED, labelsize=9, length=3)
    axes.yaxis.set_major_formatter(numbers)
    axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))
    axes.xaxis.set_major_formatter(numbers)
    closest = min(later - earlier for earlier, later in pairwise(xs))
    if len(xs) <= 9 and closest * 12 > xs[-1] - xs[0]:
        axes.set_xticks(xs)
    axes.set_xlabel(parameter, size=10, color=MUTED, labelpad=4)
    axes.text(-0.062, 1.05, panel.unit, transform=axes.transAxes, size=9, color=MUTED, va="bottom")
    axes.text(0.03, 1.05, panel.note, transform=axes.transAxes, size=10, color=INK, va="bottom")
    for x, point in zip(xs, panel.points, strict=True):
        if point.is_base:
            axes.axvline(x, color=MUTED, linewidth=1, linestyle=(0, (4, 3)), zorder=0)
            axes.text(
                x, 1.05, _NOW.say(language), transform=axes.get_xaxis_transform(),
                size=9, color=MUTED, ha="center", va="bottom",
            )  # fmt: skip


def _mark_found(axes: Any, found: SweepPoint | None, language: Language) -> None:
    """A line at the value that was sought, its label above that of the value in force."""
    if found is not None:
        x, name = float(found.values[0]), f"{_FOUND.say(language)} {say_value(found.values[0])}"
        axes.axvline(x, color=INK, linewidth=1.2, zorder=0)
        place = axes.get_xaxis_transform()
        axes.text(x, 1.15, name, transform=place, size=9, color=INK, ha="center", va="bottom")


def _named(point: SweepPoint, language: Language) -> str:
    """What stands beside a point's bar: its value, and whether the policy stands there."""
    now = f" ({_NOW.say(language)})" if point.is_base else ""
    return shortened(say_value(point.values[0]), 10, _NAME - text_inches(now, 10)) + now


def _ruler(panels: list[_Panel], language: Language) -> tuple[float, float]:
    """Where all bars begin, and how long one is on all of them, in inches."""
    names = [_named(point, language) for panel in panels for point in panel.points]
    left = 0.4 + max((text_inches(name, 10) for name in names), default=0.0)
    sums = [
        sum(part)
        for panel in panels
        for part in zip(*(e.numbers for e in panel.series), strict=True)
    ]
    return left, (_WIDTH - left - 2.0) / max([1.0, *sums])


def _bars(
    axes: Any, panel: _Panel, top: float, ruler: tuple[float, float], language: Language
) -> None:
    """A bar for each point, in inches; its parts are the series."""
    from matplotlib.patches import Rectangle  # noqa: PLC0415  # extra `plot`

    left, unit = ruler
    axes.text(0.2, top + 0.12, panel.note, size=10, color=INK, va="center")
    for n, point in enumerate(panel.points):
        name = _named(point, language)
        y, x = top + panel.above + _ROW * n, left
        middle = y + 0.18
        axes.text(left - 0.12, middle, name, size=10, ha="right", va="center", color=INK)
        for each in panel.series:
            width = each.numbers[n] * unit
            looks: dict[str, Any] = {"facecolor": each.colour, "edgecolor": "white"}
            axes.add_patch(Rectangle((x, y), width, 0.36, linewidth=1.2, **looks))
            label, ink = fitted([each.labels[n]], 10, width - 0.04), ink_on(each.colour)
            axes.text(x + width / 2, middle, label, size=10, ha="center", va="center", color=ink)
            x += width
        if point.total is not None and len(panel.series) > 1:
            total = f"{point.total:,}"
            axes.text(x + 0.12, middle, total, size=9, va="center", color=MUTED)
