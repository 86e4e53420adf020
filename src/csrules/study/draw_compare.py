"""The chart of a comparison: a bar of outcomes per policy, and what flows from bar to bar."""

from __future__ import annotations

from collections import Counter
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
    from csrules.study.comparison import Comparison

__all__ = ["draw_compare"]

_WIDTH: Final = 9.6
_BAR: Final = 0.52
_FLOW: Final = 0.95
_NONE: Final = Text("there are no answered records", "没有可作答的记录")


def draw_compare(result: Comparison, language: Language) -> Chart:
    """Bars to the same scale; a ribbon is what goes from an outcome to one under the next bar."""
    question = result.question
    outcomes = question.order(outcome for way in result.ways for outcome in way)
    colours = {outcome: PALETTE[n % len(PALETTE)] for n, outcome in enumerate(outcomes)}
    legend = _rows_of(
        [question.title(outcome).say(language).removeprefix("the ") for outcome in outcomes]
    )
    head = 0.62 + 0.28 * len(legend)
    height = head + len(result.names) * (_BAR + _FLOW) - _FLOW + 0.3
    height += 0.3 * bool(not result.ways)
    fig = figure(_WIDTH, height)
    title = question.text.say(language)
    fig.text(0.2 / _WIDTH, 1 - 0.3 / height, title, size=13, weight="bold", color=INK, va="center")
    axes = fig.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, _WIDTH)
    axes.set_ylim(height, 0)
    _legend(axes, legend, [colours[outcome] for outcome in outcomes])
    left = 0.35 + min(max(text_inches(name, 10.5) for name in result.names), 2.0)
    room = _WIDTH - left - 2.05
    if not result.ways:
        axes.text(left, head + 0.2, _NONE.say(language), size=10.5, color=MUTED)
        return finish(fig, title, language)
    tops = [head + place * (_BAR + _FLOW) for place in range(len(result.names))]
    unit = room / result.answered
    for place, top in enumerate(tops):
        _bar(axes, result, place, top, left, unit, outcomes, colours, language)
    for place, (upper, lower) in enumerate(pairwise(tops)):
        flows: Counter[tuple[str, str]] = Counter()
        for way, cases in result.ways.items():
            flows[way[place], way[place + 1]] += cases
        _flows(axes, flows, upper + _BAR, lower, left, unit, outcomes, colours)
    return finish(fig, title, language)


def _rows_of(words: list[str]) -> list[list[str]]:
    """The words of the legend in as many rows as they need."""
    rows: list[list[str]] = [[]]
    room = _WIDTH - 0.4
    for word in words:
        need = text_inches(word, 10) + 0.55
        if need > room and rows[-1]:
            rows.append([])
            room = _WIDTH - 0.4
        rows[-1].append(word)
        room -= need
    return rows


def _legend(axes: Any, rows: list[list[str]], colours: list[str]) -> None:
    from matplotlib.patches import Rectangle  # noqa: PLC0415  # extra `plot`

    place = 0
    for line, words in enumerate(rows):
        x, y = 0.2, 0.66 + 0.28 * line
        for word in words:
            axes.add_patch(Rectangle((x, y - 0.08), 0.16, 0.16, facecolor=colours[place]))
            axes.text(x + 0.24, y, word, size=10, va="center", color=INK)
            x += text_inches(word, 10) + 0.55
            place += 1


def _bar(
    axes: Any,
    result: Comparison,
    place: int,
    top: float,
    left: float,
    unit: float,
    outcomes: list[str],
    colours: dict[str, str],
    language: Language,
) -> None:
    from matplotlib.patches import Rectangle  # noqa: PLC0415  # extra `plot`

    name = result.names[place]
    tallies = {tally.outcome: tally for tally in result.tallies if tally.policy == name}
    axes.text(left - 0.12, top + _BAR / 2, name, size=10.5, ha="right", va="center", color=INK)
    x = left
    for outcome in outcomes:
        if outcome not in tallies:
            continue
        tally, width = tallies[outcome], tallies[outcome].cases * unit
        axes.add_patch(
            Rectangle(
                (x, top), width, _BAR, facecolor=colours[outcome], edgecolor="white", linewidth=1.2
            )
        )
        ink, middle = ink_on(colours[outcome]), x + width / 2
        count = fitted([f"{tally.cases:,}"], 11, width - 0.06)
        money = "" if tally.amount is None else f"{tally.amount:,}"
        money = fitted([money], 8.5, width - 0.08) if count else ""
        y = top + _BAR * (0.34 if money else 0.5)
        axes.text(middle, y, count, size=11, ha="center", va="center", color=ink, weight="bold")
        axes.text(middle, top + _BAR * 0.74, money, size=8.5, ha="center", va="center", color=ink)
        x += width
    cases = Text(f"{result.answered:,} cases", f"共{result.answered:,}件").say(language)
    known = [tally.amount for tally in tallies.values() if tally.amount is not None]
    y = top + _BAR * (0.34 if known else 0.5)
    axes.text(x + 0.12, y, cases, size=9.5, va="center", color=INK)
    if known:
        text = f"{sum(known):,} {result.question.unit.say(language)}"
        axes.text(x + 0.12, top + _BAR * 0.74, text, size=8.5, va="center", color=MUTED)


def _flows(
    axes: Any,
    flows: Counter[tuple[str, str]],
    upper: float,
    lower: float,
    left: float,
    unit: float,
    outcomes: list[str],
    colours: dict[str, str],
) -> None:
    """Ribbons in the colour of where they come from; what moves stands out and has its number."""
    from matplotlib.patches import PathPatch  # noqa: PLC0415  # extra `plot`
    from matplotlib.path import Path  # noqa: PLC0415

    def starts(side: int) -> dict[str, float]:
        found, x = {}, left
        for outcome in outcomes:
            found[outcome] = x
            x += unit * sum(cases for way, cases in flows.items() if way[side] == outcome)
        return found

    out, into = starts(0), starts(1)
    ribbons = []
    for old in outcomes:
        for new in outcomes:
            width = unit * flows[old, new]
            if width:
                ribbons.append((old, new, out[old], into[new], width))
                out[old] += width
                into[new] += width
    middle, gap = (upper + lower) / 2, 0.04
    for old, new, a, b, width in sorted(ribbons, key=lambda ribbon: ribbon[0] != ribbon[1]):
        up, down = upper + gap, lower - gap
        points = [
            (a, up), (a, middle), (b, middle), (b, down),
            (b + width, down), (b + width, middle), (a + width, middle), (a + width, up), (a, up),
        ]  # fmt: skip
        curve, line = Path.CURVE4, Path.LINETO
        codes = [Path.MOVETO, curve, curve, curve, line, curve, curve, curve, Path.CLOSEPOLY]
        moved = old != new
        looks = {"alpha": 0.75, "edgecolor": INK, "linewidth": 0.8} if moved else {"alpha": 0.16}
        axes.add_patch(PathPatch(Path(points, codes), facecolor=colours[old], **looks))
    for old, new, a, b, width in ribbons:
        if old != new:
            x = (a + b + width) / 2
            axes.text(
                x, middle, f"{flows[old, new]:,}", size=9.5, ha="center", va="center", color=INK,
                weight="bold", bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5},
            )  # fmt: skip
