"""The chart of a sweep: lines over numbers, bars over readings, a panel per second value."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from csrules.citation import Text
from csrules.study.chart import (
    GRID,
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
    from collections.abc import Sequence

    from csrules.citation import Language
    from csrules.study.sweep import Sweep, SweepPoint

__all__ = ["draw_sweep"]

_WIDTH: Final = 9.6
_PANEL: Final = 2.7
_NOW: Final = Text("now", "现行")
_CASES: Final = Text("cases", "件数")
_NONE: Final = Text("no value makes a policy", "没有可成立的取值")


def draw_sweep(result: Sweep, language: Language) -> Chart:
    """One panel, or one for each value of the second parameter, all to one scale."""
    from csrules.study.sweep import say_value  # noqa: PLC0415  # it imports this file

    good = [point for point in result if not point.faults]
    question = result.question
    titles = {each: question.title(each).say(language) for each in result.outcomes}
    colours = {each: PALETTE[n % len(PALETTE)] for n, each in enumerate(result.outcomes)}
    panels: dict[Any, list[SweepPoint]] = {}
    for point in good:
        panels.setdefault(point.values[1:], []).append(point)
    if not panels:
        panels[()] = []
    money = len({point.total for point in good}) > 1
    tall = _PANEL + (1.5 if money else 0)
    each = [tall if _numeric(p) else 0.75 + 0.5 * len(p) for p in panels.values()]
    height = 0.95 + sum(each) + 0.45
    fig = figure(_WIDTH, height)
    title = f"{question.text.say(language)}: {result.parameters[0]}"
    fig.text(0.2 / _WIDTH, 1 - 0.3 / height, title, size=13, weight="bold", color=INK, va="center")
    x = 0.2
    for outcome in result.outcomes:
        word = titles[outcome].removeprefix("the ")
        y = 1 - 0.66 / height
        fig.text(x / _WIDTH, y, "●", size=11, color=colours[outcome], va="center")
        fig.text((x + 0.2) / _WIDTH, y, word, size=10, color=INK, va="center")
        x += text_inches(word, 10) + 0.5
    top = 0.95
    for (second, points), tall_here in zip(panels.items(), each, strict=True):
        note = f"{result.parameters[1]} = {say_value(second[0])}" if second else ""
        _panel(fig, result, points, note, (top, tall_here, height), colours, language, money)
        top += tall_here
    return finish(fig, title, language)


def _numeric(points: Sequence[SweepPoint]) -> bool:
    """Whether the first parameter is a number with enough values for a line."""
    firsts = [point.values[0] for point in points]
    numbers = [v for v in firsts if isinstance(v, int | Decimal) and not isinstance(v, bool)]
    return len(numbers) == len(firsts) and len(set(numbers)) >= 3


def _panel(
    fig: Any,
    result: Sweep,
    points: list[SweepPoint],
    note: str,
    place: tuple[float, float, float],
    colours: dict[str, str],
    language: Language,
    money: bool,
) -> None:
    top, _, height = place
    if not points:
        text = _NONE.say(language)
        fig.text(0.2 / _WIDTH, 1 - (top + 0.3) / height, text, size=10.5, color=MUTED)
        return
    if not _numeric(points):
        _bars(fig, result, points, note, place, colours, language)
        return
    ordered = sorted(points, key=lambda point: point.values[0])
    xs = [float(point.values[0]) for point in ordered]  # positions on paper, not money
    left, wide = 0.95, _WIDTH - 0.95 - 0.5
    upper = _PANEL - 0.75
    box = (left / _WIDTH, 1 - (top + 0.3 + upper) / height, wide / _WIDTH, upper / height)
    axes = fig.add_axes(box)
    for outcome in result.outcomes:
        ys = [point.cases[outcome] for point in ordered]
        axes.plot(
            xs, ys, color=colours[outcome], linewidth=2.2, marker="o", markersize=5,
            markeredgecolor="white", markeredgewidth=1, clip_on=False,
        )  # fmt: skip
    most = max(max(point.cases.values(), default=0) for point in ordered)
    axes.set_ylim(0, max(most, 1) * 1.06)
    _axis(axes, xs, _CASES.say(language))
    _now(axes, ordered, language)
    if note:
        axes.set_title(note, size=10, color=MUTED, loc="left", pad=6)
    bottom = axes
    if money:
        box = (left / _WIDTH, 1 - (top + 0.55 + upper + 1.1) / height, wide / _WIDTH, 1.1 / height)
        below = fig.add_axes(box)
        sums = [float(point.total or 0) for point in ordered]
        below.plot(
            xs, sums, color=INK, linewidth=1.8, marker="o", markersize=4.5,
            markeredgecolor="white", clip_on=False,
        )  # fmt: skip
        below.set_ylim(0, max(*sums, 1) * 1.1)
        axes.tick_params(labelbottom=False)
        _axis(below, xs, result.question.unit.say(language))
        _now(below, ordered, language, named=False)
        bottom = below
    bottom.set_xlabel(result.parameters[0], size=10, color=MUTED, labelpad=6)


def _axis(axes: Any, xs: list[float], name: str) -> None:
    """A quiet frame: horizontal lines, numbers with separators, ticks at the values tried."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator  # noqa: PLC0415  # extra `plot`

    numbers = FuncFormatter(lambda value, _: f"{value:,.10g}")
    axes.grid(axis="y", color=GRID, linewidth=0.8)
    axes.set_axisbelow(True)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(MUTED)
    axes.tick_params(colors=MUTED, labelsize=9, length=3)
    axes.yaxis.set_major_formatter(numbers)
    axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))
    axes.xaxis.set_major_formatter(numbers)
    few = (
        len(xs) <= 9 and min(b - a for a, b in zip(xs, xs[1:], strict=False)) * 12 > xs[-1] - xs[0]
    )
    if few:
        axes.set_xticks(xs)
    axes.text(
        -0.062, 1.04, name, transform=axes.transAxes, size=9, color=MUTED, ha="left", va="bottom"
    )


def _now(axes: Any, points: list[SweepPoint], language: Language, *, named: bool = True) -> None:
    """A line where the policy stands now."""
    for point in points:
        if point.is_base:
            x = float(point.values[0])
            axes.axvline(x, color=MUTED, linewidth=1, linestyle=(0, (4, 3)), zorder=0)
            if named:
                axes.text(
                    x, 1.04, _NOW.say(language), transform=axes.get_xaxis_transform(),
                    size=9, color=MUTED, ha="center", va="bottom",
                )  # fmt: skip


def _bars(
    fig: Any,
    result: Sweep,
    points: list[SweepPoint],
    note: str,
    place: tuple[float, float, float],
    colours: dict[str, str],
    language: Language,
) -> None:
    from matplotlib.patches import Rectangle  # noqa: PLC0415  # extra `plot`

    from csrules.study.sweep import say_value  # noqa: PLC0415  # it imports this file

    top, tall, height = place
    axes = fig.add_axes((0, 1 - (top + tall) / height, 1, tall / height))
    axes.set_axis_off()
    axes.set_xlim(0, _WIDTH)
    axes.set_ylim(tall, 0)
    now = _NOW.say(language)
    names = [
        f"{say_value(p.values[0])} ({now})" if p.is_base else say_value(p.values[0]) for p in points
    ]
    left = 0.4 + max(text_inches(name, 10) for name in names)
    room = _WIDTH - left - 1.9
    unit = room / max(result.total, 1)
    axes.text(0.2, 0.18, note, size=10, color=MUTED, va="center")
    for line, (point, name) in enumerate(zip(points, names, strict=True)):
        y = 0.38 + 0.5 * line
        axes.text(left - 0.12, y + 0.18, name, size=10, ha="right", va="center", color=INK)
        x = left
        for outcome in result.outcomes:
            width = point.cases[outcome] * unit
            looks: dict[str, Any] = {
                "facecolor": colours[outcome],
                "edgecolor": "white",
                "linewidth": 1.2,
            }
            axes.add_patch(Rectangle((x, y), width, 0.36, **looks))
            count = fitted([f"{point.cases[outcome]:,}"], 10, width - 0.04)
            ink = ink_on(colours[outcome])
            axes.text(x + width / 2, y + 0.18, count, size=10, ha="center", va="center", color=ink)
            x += width
        if point.total is not None:
            text = f"{point.total:,} {result.question.unit.say(language)}"
            axes.text(x + 0.12, y + 0.18, text, size=9, va="center", color=MUTED)
