"""One or two parameters over a range of values: how the outcomes shift; readings sweep too.

::

    >>> from csrules.regulations import company
    >>> records = [{"amount": amount} for amount in (800, 1000, 1500, 4000)]
    >>> limits = {"approval.bands.sales_manager": [500, 1000, 2000]}
    >>> result = sweep(records, company.policy(), limits)
    >>> [point.cases["sales_manager"] for point in result]
    [0, 2, 3]
    >>> [point.cases["sales_manager"] for point in sweep(records, company.policy(),
    ...     {"approval.tie": "all"})]
    [2, 1, 2]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import TYPE_CHECKING, Any, Final, overload

import attrs

from csrules.citation import Text
from csrules.doors import guarded
from csrules.errors import Fault, Faults, InputError, refuse
from csrules.policy import Policy
from csrules.study.counting import SweepPoint, aligned, points_at, source_for
from csrules.study.parameters import parameter_of
from csrules.study.putting import question_for, unanswered_table
from csrules.study.shown import Shown
from csrules.study.source import source_of
from csrules.study.table import Column, Note, Table, say_value

if TYPE_CHECKING:
    from collections.abc import Callable

    from csrules.citation import Language
    from csrules.question import Question
    from csrules.study.chart import Chart
    from csrules.study.progress import Show

__all__ = ["Sweep", "SweepPoint", "sweep"]

_MOST: Final = 10_000


@attrs.frozen(repr=False)
class Sweep(Shown, Sequence[SweepPoint]):
    """What a sweep found: a point for every choice of values, in the order given."""

    question: Question
    parameters: tuple[str, ...]
    outcomes: tuple[str, ...]
    total: int
    points: tuple[SweepPoint, ...]

    @overload
    def __getitem__(self, place: int) -> SweepPoint: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[SweepPoint]: ...

    def __getitem__(self, place: int | slice) -> SweepPoint | Sequence[SweepPoint]:
        return self.points[place]

    def __len__(self) -> int:
        return len(self.points)

    def __repr__(self) -> str:
        return f"<Sweep over {', '.join(self.parameters)}: {len(self.points)} points>"

    @guarded
    def blocks(self, language: Language) -> Iterator[Table | Note]:
        """The grid, the values that make no policy, the records without an answer."""
        del language  # texts carry both
        yield Note(self.question.text, strong=True)
        yield self._grid()
        bad = [(*map(say_value, p.values), "\n".join(map(str, p.faults))) for p in self if p.faults]
        columns = tuple(Column(Text(path, path)) for path in self.parameters)
        if bad:
            title = Text("values that make no policy", "不能成立的取值")
            yield Table(title, (*columns, Column(Text("what is wrong", "原因"))), tuple(bad))
        if without := [point.unanswered for point in self if point.unanswered]:
            yield unanswered_table(*without)

    def _grid(self) -> Table:
        unit = self.question.unit
        rows = []
        for point in self:
            if point.faults:
                continue
            now = Text("●", "●") if point.is_base else ""
            counts = [point.cases[outcome] for outcome in self.outcomes]
            left = self.total - sum(counts)
            rows.append((*map(say_value, point.values), now, *counts, left, point.total))
        titles = [self.question.title(outcome) for outcome in self.outcomes]
        return Table(
            Text("cases by outcome", "各取值下的结果（件数）"),
            (
                *(Column(Text(path, path), right=True) for path in self.parameters),
                Column(Text("now", "现行")),
                *(Column(title, right=True) for title in titles),
                Column(Text("no answer", "无法作答"), right=True),
                Column(Text(f"amount ({unit.en})", f"金额（{unit.zh}）"), right=True),
            ),
            tuple(rows),
        )

    def tables(self) -> Mapping[str, tuple[tuple[str, ...], list[dict[str, Any]]]]:
        """``points``, a row for each point and outcome; ``totals``, a row for each point."""
        long, wide = [], []
        for point in self:
            values = dict(zip(self.parameters, point.values, strict=True))
            if not point.faults:
                long += [
                    {
                        **values,
                        "outcome": outcome,
                        "cases": point.cases[outcome],
                        "amount": point.amounts[outcome],
                    }
                    for outcome in self.outcomes
                ]
            rest = {
                "is_base": point.is_base,
                "amount": point.total,
                "unanswered": len(point.unanswered),
                "fault": "\n".join(map(str, point.faults)),
            }
            wide.append({**values, **point.cases, **rest})
        return {
            "points": ((*self.parameters, "outcome", "cases", "amount"), long),
            "totals": (
                (*self.parameters, *self.outcomes, "is_base", "amount", "unanswered", "fault"),
                wide,
            ),
        }

    def plot(self, language: Language = "en") -> Chart:
        """Lines over a number, bars over readings; a panel for each value of a second parameter."""
        from csrules.study.draw_sweep import draw_sweep  # noqa: PLC0415  # extra `plot`

        return draw_sweep(self, language)


@guarded
def sweep(
    records: object,
    policy: Policy,
    parameters: Mapping[str, Iterable[Any] | str],
    ask: Question | Callable[[Any, Any], Any] | str | None = None,
    *,
    progress: Show = None,
) -> Sweep:
    """Put one question to ``policy`` about every record, with one or two parameters varied.

    ``parameters`` maps dotted names to values, or to ``"all"`` for every member of a reading; two
    names make a grid. ``records``, ``ask`` and ``progress`` are those of `compare`; columns are
    read once for all points. Values that make no policy are points with ``faults``; records without
    an answer are listed by point. Raises `InputError` or `UnknownNameError` for anything else.
    """
    faults = Faults()
    if not isinstance(policy, Policy):
        mend = "call the pack's policy() first"
        faults.add(Fault("policy", policy, "a policy of a pack", mend))
    with faults:
        listed = source_of(records)
    with faults:
        if not isinstance(parameters, Mapping) or not 1 <= len(parameters) <= 2:
            expected = "one or two parameters by dotted name, with their values"
            refuse("parameters", parameters, expected)
    faults.raise_as(InputError)
    axes = {path: _values(policy, path, values) for path, values in parameters.items()}
    question = question_for(policy, ask)
    source = source_for(listed, question, [policy])
    choices = [dict(zip(axes, values, strict=True)) for values in product(*axes.values())]
    total, raw = points_at(policy, question, source, choices, progress)
    outcomes, points = aligned(question, raw)
    return Sweep(question, tuple(axes), outcomes, total, points)


def _values(policy: Policy, path: str, values: object) -> tuple[Any, ...]:
    """The values of one parameter; ``"all"`` are the members of a reading, or true and false."""
    members = parameter_of(policy, path).members
    if isinstance(values, str):
        if values != "all" or not members:
            mend = 'give a list; "all" is for readings' if values == "all" else "give a list"
            refuse(f"parameters.{path}", values, "values to try", mend)
        return members
    if isinstance(values, Mapping) or not isinstance(values, Iterable):
        refuse(f"parameters.{path}", values, "values to try", "give a list")
    found = tuple(values)
    if not 1 <= len(found) <= _MOST:
        refuse(f"parameters.{path}", len(found), f"1 to {_MOST} values")
    return found
