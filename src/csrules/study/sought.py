"""What a search for a value found, and how it shows itself: the value and those beside it."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from itertools import groupby, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

import attrs

from csrules.citation import Text
from csrules.doors import guarded
from csrules.study.putting import LISTED, unanswered_table
from csrules.study.shown import Shown
from csrules.study.table import Column, Note, Table, say_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from csrules.citation import Language
    from csrules.study.chart import Chart
    from csrules.study.counting import SweepPoint
    from csrules.study.sweep import Sweep
    from csrules.study.target import Target

__all__ = ["Coverage", "Seek"]


class Coverage(StrEnum):
    """Which of the possible values were tried."""

    ALL = "all"
    AMOUNTS = "amounts"
    SPREAD = "spread"


_COVERED: Final = {
    Coverage.ALL: Text("all of them", "已全部试算"),
    Coverage.AMOUNTS: Text(
        "both ends, and every amount of the records with the values beside it; where the amounts "
        "are only compared with the parameter, no other value gives anything else",
        "试算了两端以及记录中的每个金额及其相邻取值；如金额仅与该参数比较大小，其他取值不会另有结果",
    ),
    Coverage.SPREAD: Text(
        "some spread over all of them, then halving wherever the target is met on one side only; "
        "nothing is known of the others",
        "先在全部取值中均匀试算，再在达标与不达标之间逐次对分；未试算的取值情况不明",
    ),
}
_ONE_WAY: Final = Text(
    "Over the values tried the measure goes one way only.", "在试算的取值上，该指标单向变化。"
)
_BOTH_WAYS: Final = Text(
    "Over the values tried the measure both rises and falls.", "在试算的取值上，该指标有升有降。"
)
_FAR: Final = 3
"""A chart shows no value beyond so many times the one found, or the one in force."""
_FEWEST: Final = 3
_BESIDE: Final = Text("the value and those beside it", "所求取值及其相邻取值")
_EVERY: Final = Text("every reading", "各种读法")
_NOW: Final = Text("now", "现行")
_BELOW: Final = Text("one step below", "低一步")
_ABOVE: Final = Text("one step above", "高一步")
_FOUND: Final = Text("found", "所求")
_CLOSEST: Final = Text("closest", "最接近")
_NO_POLICY: Final = Text("makes no policy", "不能成立")


def _joined(names: list[Text]) -> Text:
    return Text(", ".join(name.en for name in names), "、".join(name.zh for name in names))


@attrs.frozen(repr=False)
class Seek(Shown):
    """What a search found: the value, the points beside it, and all that was tried.

    ``best`` is the point found, or the one that comes closest where none meets the target;
    ``below`` and ``above`` stand one step beside it, None at an end of the range and for readings.
    ``base`` is the point of the policy that was varied, None where that holds no value. ``tried``
    has every point, ``possible`` says how many values there are, ``coverage`` which were tried.
    """

    target: Target
    tried: Sweep
    possible: int
    in_order: bool
    coverage: Coverage
    best: SweepPoint | None
    below: SweepPoint | None
    above: SweepPoint | None
    base: SweepPoint | None

    @property
    def parameter(self) -> str:
        """The dotted name of what was varied."""
        return self.tried.parameters[0]

    @property
    def points(self) -> tuple[SweepPoint, ...]:
        """Every point tried, from the lowest value up, or in the order of the readings."""
        return self.tried.points

    @property
    def point(self) -> SweepPoint | None:
        """The point found; None where no value tried meets the target."""
        return self.best if self.best is not None and self.target.met(self.best) else None

    @property
    def value(self) -> Any:
        """The value found; None where no value tried meets the target."""
        return None if self.point is None else self.point.values[0]

    @property
    def monotone(self) -> bool | None:
        """Whether the measure never rises, or never falls, over all points tried.

        None for readings, which have no order.
        """
        if not self.in_order:
            return None
        known = [each for each in map(self.target.measured, self.points) if each is not None]
        steps = [(one <= other, one >= other) for one, other in pairwise(known)]
        return all(up for up, _ in steps) or all(down for _, down in steps)

    @property
    def runs(self) -> tuple[tuple[SweepPoint, ...], ...]:
        """The points that meet the target, in runs without a tried one between that does not.

        Of readings, each stands alone.
        """
        met = [(self.target.met(point), point) for point in self.points]
        if not self.in_order:
            return tuple((point,) for meets, point in met if meets)
        runs = groupby(met, key=itemgetter(0))
        return tuple(tuple(point for _, point in run) for meets, run in runs if meets)

    def __repr__(self) -> str:
        found = "not met" if self.point is None else say_value(self.value)
        tried = f"{len(self.points):,} of {self.possible:,} values tried"
        return f"<Seek {self.parameter}: {found}; {tried}>"

    @property
    def headline(self) -> Text:
        """What was found, in one sentence."""
        wish, best = self.target.text(self.tried.question), self.best
        if best is None:
            return Text(
                f"Nothing can be measured for “{wish.en}” at any value tried",
                f"“{wish.zh}”：各试算取值均无可计量的结果",
            )
        at, said = f"{self.parameter} = {say_value(best.values[0])}", self.target.say(best)
        if self.point is None:
            return Text(
                f"No value tried meets “{wish.en}”; the closest is {at}: {said}",
                f"“{wish.zh}”：试算的取值均未达标；最接近的是{at}，为{said}",
            )
        return Text(f"{at} meets “{wish.en}”: {said}", f"“{wish.zh}”：{at}，为{said}")

    @guarded
    def blocks(self, language: Language) -> Iterator[Table | Note]:
        """The value with its neighbours, what was tried, and the records without an answer."""
        del language  # texts carry both
        yield Note(self.headline, strong=True)
        if self.best is not None:
            yield self._beside()
        tried, how = len(self.points), _COVERED[self.coverage]
        yield Note(
            Text(
                f"{tried:,} of {self.possible:,} values were tried: {how.en}.",
                f"共{self.possible:,}个取值，试算{tried:,}个：{how.zh}。",
            )
        )
        if self.monotone is not None:
            yield Note(_ONE_WAY if self.monotone else _BOTH_WAYS)
        if self.in_order and len(self.runs) > 1:
            yield self._met()
        if self.best is not None and self.best.unanswered:
            yield unanswered_table(self.best.unanswered)

    def _beside(self) -> Table:
        found = _CLOSEST if self.point is None else _FOUND
        known = [(_BELOW, self.below), (found, self.best), (_ABOVE, self.above), (_NOW, self.base)]
        names: dict[tuple[Any, ...], list[Text]] = {}
        points = {} if self.in_order else {point.values: point for point in self.points}
        for name, point in known:
            if point is not None:
                points.setdefault(point.values, point)
                names.setdefault(point.values, []).append(name)
        rows = [
            (
                _joined(names.get(values, [])),
                say_value(values[0]),
                _NO_POLICY if point.faults else self.target.say(point),
                self.target.met(point),
                *(None if point.faults else point.cases[each] for each in self.tried.outcomes),
                len(point.unanswered),
                point.total,
            )
            for values, point in points.items()
        ]
        question = self.tried.question
        unit = question.unit
        return Table(
            _BESIDE if self.in_order else _EVERY,
            (
                Column(Text("", "")),
                Column(Text(self.parameter, self.parameter), right=True),
                Column(Text("measure", "指标"), right=True),
                Column(Text("meets it", "达标")),
                *(Column(question.title(each), right=True) for each in self.tried.outcomes),
                Column(Text("no answer", "无法作答"), right=True),
                Column(Text(f"amount ({unit.en})", f"金额（{unit.zh}）"), right=True),
            ),
            tuple(rows),
        )

    def _met(self) -> Table:
        rows = [
            (*(say_value(point.values[0]) for point in (run[0], run[-1])), len(run))
            for run in self.runs
        ]
        rest = len(rows) - LISTED
        return Table(
            Text("values tried that meet the target", "试算中达标的取值"),
            (
                Column(Text("from", "自"), right=True),
                Column(Text("to", "至"), right=True),
                Column(Text("tried", "试算数"), right=True),
            ),
            tuple(rows[:LISTED]),
            Text(f"and {rest:,} more", f"另有{rest:,}段") if rest > 0 else None,
        )

    def tables(self) -> Mapping[str, tuple[tuple[str, ...], list[dict[str, Any]]]]:
        """``tried``, a row for each point tried; ``points``, a row for each of its outcomes."""
        tables = self.tried.tables()
        columns, rows = tables["totals"]
        more = ("measure", "meets", "is_found")
        told = [
            {
                **row,
                "measure": self.target.measured(point),
                "meets": self.target.met(point),
                "is_found": point is self.point,
            }
            for row, point in zip(rows, self.points, strict=True)
        ]
        return {"tried": ((*columns, *more), told), "points": tables["points"]}

    def plot(self, language: Language = "en") -> Chart:
        """The outcomes over the values tried, with the value found; not those far beyond it."""
        from csrules.study.draw_sweep import draw_sweep  # noqa: PLC0415  # extra `plot`

        return draw_sweep(self._near(), language, self.point)

    def _near(self) -> Sweep:
        """The sweep without the values that are many times the one found and the one in force."""
        marked = [each.values[0] for each in (self.point, self.base) if each is not None]
        numbers = [value for value in marked if isinstance(value, int | Decimal)]
        if not numbers or len(numbers) < len(marked):
            return self.tried
        most = _FAR * max(numbers)
        near = tuple(each for each in self.tried if each.faults or each.values[0] <= most)
        return attrs.evolve(self.tried, points=near) if len(near) > _FEWEST else self.tried
