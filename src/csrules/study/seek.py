"""The value of a parameter at which a target is met: a number, money, a band's limit, a reading.

::

    >>> from csrules.regulations import company
    >>> from csrules.study import share
    >>> records = [{"amount": amount} for amount in (800, 1500, 4000, 5200, 7000, 12000)]
    >>> limit, third = "approval.bands.deputy_gm", share("gm", at_most=Fraction(1, 3))
    >>> found = seek(records, company.policy(), limit, third)
    >>> str(found.value), found.point.cases["gm"], found.below.cases["gm"]
    ('5200.01', 2, 3)
    >>> found.monotone, found
    (True, <Seek approval.bands.deputy_gm: 5,200.01; 18 of 1,100,001 values tried>)
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import attrs

from csrules.doors import guarded
from csrules.errors import Fault, Faults, InputError, UnknownNameError, nearest, refuse
from csrules.money import fen
from csrules.policy import Policy
from csrules.study.counting import SweepPoint, aligned, amounts_of, points_at, source_for
from csrules.study.parameters import Grid, Members, Parameter, parameter_of, values_of
from csrules.study.putting import question_for
from csrules.study.rowframe import READ_AGAIN
from csrules.study.sought import Coverage, Seek
from csrules.study.source import source_of
from csrules.study.sweep import Sweep

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from csrules.question import Question
    from csrules.study.columnsource import ColumnSource
    from csrules.study.progress import Show
    from csrules.study.target import Target

__all__ = ["seek"]

_FEW: Final = 400
"""So many values are all tried."""
_SPREAD: Final = 33
"""Of more, so many are tried before the halving."""


@attrs.define
class _Search:
    """The points by their places, each computed when it is first asked for."""

    compute: Callable[[Sequence[int]], Iterable[SweepPoint]]
    target: Target
    points: dict[int, SweepPoint] = attrs.field(factory=dict)

    def fill(self, places: Iterable[int]) -> None:
        """Compute what is not known yet, all at once."""
        new = [place for place in dict.fromkeys(places) if place not in self.points]
        if new:
            self.points.update(zip(new, self.compute(new), strict=True))

    def at(self, place: int) -> SweepPoint:
        self.fill([place])
        return self.points[place]

    def state(self, place: int) -> bool | None:
        """Whether the target is met there; None where the value makes no policy."""
        point = self.at(place)
        return None if point.faults else self.target.met(point)

    def halve(self, order: Sequence[int]) -> None:
        """Try places of ``order`` between two that differ, until it has none between them."""
        for ends in pairwise(sorted(self.points)):
            low, high = ends
            while self.state(low) != self.state(high):
                first, end = bisect_right(order, low), bisect_left(order, high)
                if first == end:
                    break
                middle = order[(first + end) // 2]
                same = self.state(middle) == self.state(low)
                low, high = (middle, high) if same else (low, middle)

    def turns(self) -> list[int]:
        """Places that meet the target one step beside a place that does not."""
        return [
            one if self.state(one) else other
            for one, other in pairwise(sorted(self.points))
            if other == one + 1 and {self.state(one), self.state(other)} == {True, False}
        ]

    def closest(self) -> list[int]:
        """Places that meet the target, or else those that miss it by least."""
        missed = {place: self.target.missed(point) for place, point in self.points.items()}
        known = {place: by for place, by in missed.items() if by is not None}
        least = min(known.values(), default=None)
        return [place for place, by in known.items() if by == least]


@guarded
def seek(
    records: object,
    policy: Policy,
    parameter: str,
    target: Target,
    ask: Question | Callable[[Any, Any], Any] | str | None = None,
    *,
    within: tuple[Any, Any, Any] | None = None,
    progress: Show = None,
) -> Seek:
    """Find the value of one parameter at which ``target`` is met.

    ``parameter`` is the dotted name of a number, of money, of a band's limit, or of a reading;
    ``target`` is made by `share`, `cases`, `amount` or `total`. ``records``, ``ask`` and
    ``progress`` are those of `compare`, but no stream that is read once. Numbers are tried within
    their own bounds, money to the fen, or ``within`` the lowest value, the highest and a step;
    readings are all tried.

    Up to 400 values are all tried. Of more money, the amounts of the records are tried, each with
    the values beside it. Where these, or the values of another number, are more than 400, some are
    tried, then the middle between two where the target is met on one side only, down to one step.
    The value found meets the target and a value one step beside it does not; of several, it is the
    nearest to that in force. Where the target turns nowhere, it is the nearest value that meets it;
    of readings, the one in force or else the first. Raises `InputError` with all faults.
    """
    faults = Faults()
    with faults:
        found = source_of(records)
        if not isinstance(found, list) and found.once:
            refuse("records", records, READ_AGAIN.expected, READ_AGAIN.mend)
    if not isinstance(policy, Policy):
        mend = "call the pack's policy() first"
        faults.add(Fault("policy", policy, "a policy of a pack", mend))
        faults.raise_as(InputError)
    with faults:
        question = question_for(policy, ask)
        if question.titles and not faults.found:
            _judge(target, question.titles)
    with faults:
        varied = parameter_of(policy, parameter, "parameter")
        values = values_of(varied, within)
    faults.raise_as(InputError)

    source = source_for(found, question, [policy])
    marks: frozenset[int] = frozenset()
    if varied.is_money and question.places == 2:
        marks = amounts_of(question, policy, source)
    if isinstance(values, Grid) and values.high is None:
        values = _ended(values, marks, varied)
    now = None if varied.value is None else values.place(varied.value)
    candidates = _candidates(values, marks)

    def compute(tried: Iterable[Any]) -> list[SweepPoint]:
        choices = [{parameter: value} for value in tried]
        return points_at(policy, question, source, choices, progress)[1]

    search = _Search(lambda places: compute(map(values.value, places)), target)
    search.fill(_first(candidates))
    present = None
    if now is not None:
        within_range = now.denominator == 1 and 0 <= now < values.count
        present = search.at(int(now)) if within_range else compute([varied.value])[0]
    if values.in_order:
        search.halve(candidates)
        search.halve(range(values.count))
    best = _nearest(search, values, now)
    beside = [] if best is None or not values.in_order else [best - 1, best + 1]
    search.fill(place for place in beside if 0 <= place < values.count)

    places = sorted(search.points)
    computed = [search.points[place] for place in places]
    outcomes, points = aligned(question, computed if present is None else [*computed, present])
    if not question.titles:
        _judge(target, outcomes)
    at = dict(zip(places, points, strict=False))
    below, above = (at.get(place) for place in beside or [-1, -1])
    return Seek(
        target,
        Sweep(question, (parameter,), outcomes, _rows(source), points[: len(places)]),
        values.count,
        values.in_order,
        _coverage(len(places), values.count, few=len(candidates) <= _FEW),
        None if best is None else at[best],
        below,
        above,
        None if present is None else points[-1],
    )


def _rows(source: list[Any] | ColumnSource) -> int:
    return len(source) if isinstance(source, list) else source.rows or 0


def _judge(target: Target, known: Iterable[str]) -> None:
    """Refuse an outcome that no answer has: nothing would ever be counted for it."""
    names = [str(each) for each in known]
    if target.outcome and target.outcome not in names:
        mend = nearest(target.outcome, names)
        expected = "an outcome of the question"
        raise UnknownNameError(Fault("target.outcome", target.outcome, expected, mend))


def _ended(grid: Grid, marks: Iterable[int], varied: Parameter) -> Grid:
    """Money that nothing bounds ends just above the amounts that occur and the value in force."""
    tops = list(marks)
    if not tops:
        expected = f"the lowest value, the highest and the step: {varied.path} has no end"
        refuse("within", None, expected, "within=(lowest, highest, step)")
    held = 0 if varied.value is None else fen(varied.value)
    return attrs.evolve(grid, high=max(*tops, held, grid.low) + 1)


def _candidates(values: Grid | Members, marks: Iterable[int]) -> Sequence[int]:
    """Places worth a trial: those around the amounts that occur, or all of them."""
    every = range(values.count)
    if values.count <= _FEW or not isinstance(values, Grid) or not marks:
        return every
    around = {
        (mark - values.low) // values.step + beside for mark in marks for beside in (-1, 0, 1)
    }
    return sorted(place for place in around | {0, values.count - 1} if place in every)


def _first(candidates: Sequence[int]) -> Iterator[int]:
    """What is tried before anything is known: all candidates, or some spread over them."""
    last = len(candidates) - 1
    if last < _FEW:
        yield from candidates
    else:
        yield from (candidates[n * last // (_SPREAD - 1)] for n in range(_SPREAD))


def _nearest(search: _Search, values: Grid | Members, now: Fraction | None) -> int | None:
    """The place to show: a turn where there is one, the nearest to the value in force."""
    start = Fraction(0) if now is None else now

    def far(place: int) -> tuple[Fraction, int]:
        return (abs(place - start) if values.in_order else Fraction(place != start)), place

    turns = search.turns() if values.in_order else []
    return min(turns or search.closest(), key=far, default=None)


def _coverage(tried: int, possible: int, *, few: bool) -> Coverage:
    if tried == possible:
        return Coverage.ALL
    return Coverage.AMOUNTS if few else Coverage.SPREAD
