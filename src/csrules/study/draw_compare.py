"""The chart of a comparison: a bar of outcomes per policy, and what flows from bar to bar."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from csrules.citation import Text
from csrules.money import exact
from csrules.question import shown_units
from csrules.study.chart import (
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
    text_inches,
    two_lines,
)

if TYPE_CHECKING:
    from csrules.citation import Language
    from csrules.study.comparison import Comparison, Tally

__all__ = ["draw_compare"]

_WIDTH: Final = 9.6
_BAR: Final = 0.52
_FLOW: Final = 0.95
_GAP: Final = 0.22
_NAME: Final = 2.0  # inches for the name of a policy
_NONE: Final = Text("there are no answered records", "没有可作答的记录")


@drawn
def draw_compare(result: Comparison, language: Language) -> Chart:
    """Bars to one scale; a ribbon is what goes from an outcome to one under the next policy.

    Where amounts change and no outcome does, the bars measure amounts.
    """
    question = result.question
    outcomes = question.order(outcome for way in result.ways for outcome in way)
    colours = {outcome: PALETTE[n % len(PALETTE)] for n, outcome in enumerate(outcomes)}
    words = [question.title(outcome).say(language).removeprefix("the ") for outcome in outcomes]
    by_amount = bool(result.changed) and not any(step.moved for step in result.transitions)
    flow = _GAP if by_amount else _FLOW
    head = legend_height(words, 0.2, _WIDTH - 0.2) + 0.05
    foot = _foot(result)
    height = head + len(result.names) * (_BAR + flow) - flow + (0.55 if foot else 0.3)
    title = question.text.say(language)
    fig, axes = paper(_WIDTH, height, title)
    legend(axes, words, list(colours.values()), 0.2, _WIDTH - 0.2)
    if foot:
        axes.text(0.2, height - 0.22, foot.say(language), size=9.5, va="center", color=INK)
    left = 0.35 + min(max(text_inches(name, 10.5) for name in result.names), _NAME)
    room = _WIDTH - left - 2.05
    if not result.ways:
        axes.text(left, head + 0.2, _NONE.say(language), size=10.5, color=MUTED)
        return finish(fig, title, language)
    tops = [head + place * (_BAR + flow) for place in range(len(result.names))]
    sums = [
        sum(abs(float(tally.amount or 0)) for tally in _of(result, name)) for name in result.names
    ]
    unit = room / max(sums) if by_amount else room / result.answered
    for place, top in enumerate(tops):
        _bar(axes, result, place, (left, top), unit, colours, by_amount, language)
    if by_amount:
        return finish(fig, title, language)
    for place, (upper, lower) in enumerate(pairwise(tops)):
        flows: Counter[tuple[str, str]] = Counter()
        for way, cases in result.ways.items():
            flows[way[place], way[place + 1]] += cases
        _flows(axes, flows, upper + _BAR, lower, left, unit, outcomes, colours)
    return finish(fig, title, language)


def _foot(result: Comparison) -> Text | None:
    """How many records are not in the chart, where there are any."""
    left, total = result.total - result.answered, result.total
    if not left:
        return None
    have = "have" if left > 1 else "has"
    en = f"{left:,} of {total:,} records {have} no answer"
    return Text(en, f"{total:,}条记录中有{left:,}条无法作答")


def _of(result: Comparison, name: str) -> list[Tally]:
    return [tally for tally in result.tallies if tally.policy == name]


def _bar(
    axes: Any,
    result: Comparison,
    place: int,
    at: tuple[float, float],
    unit: float,
    colours: dict[str, str],
    by_amount: bool,
    language: Language,
) -> None:
    from matplotlib.patches import Rectangle  # noqa: PLC0415  # extra `plot`

    left, top = at
    tallies = _of(result, result.names[place])
    middle = top + _BAR / 2
    name = two_lines(result.names[place], 10.5, _NAME)
    looks: dict[str, Any] = {"ha": "right", "va": "center", "linespacing": 1.4}
    axes.text(left - 0.12, middle, name, size=10.5, color=INK, **looks)
    x = left
    for tally in tallies:
        width = unit * (abs(float(tally.amount or 0)) if by_amount else tally.cases)
        colour = colours[tally.outcome]
        looks = {"facecolor": colour, "edgecolor": "white", "linewidth": 1.2}
        axes.add_patch(Rectangle((x, top), width, _BAR, **looks))
        count = fitted([f"{tally.cases:,}"], 11, width - 0.06)
        money = "" if tally.amount is None else f"{tally.amount:,}"
        money = fitted([money], 8.5, width - 0.08) if count else ""
        looks = {"ha": "center", "va": "center", "color": ink_on(colour)}
        y = top + _BAR * (0.34 if money else 0.5)
        axes.text(x + width / 2, y, count, size=11, weight="bold", **looks)
        axes.text(x + width / 2, top + _BAR * 0.74, money, size=8.5, **looks)
        x += width
    cases = Text(f"{result.answered:,} cases", f"共{result.answered:,}件").say(language)
    known = [tally.amount for tally in tallies if tally.amount is not None]
    y = top + _BAR * (0.34 if known else 0.5)
    axes.text(x + 0.12, y, cases, size=9.5, va="center", color=INK)
    if known:
        units = int(sum(map(exact, known)) * 10**result.question.places)
        total = shown_units(units, result.question.places)  # no host's context rounds it
        text = f"{total:,} {result.question.unit.say(language)}"
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
