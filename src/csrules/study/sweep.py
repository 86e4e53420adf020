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

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import TYPE_CHECKING, Any, Final, overload

import attrs

from csrules.bands import Bands, BandsKind
from csrules.citation import Text
from csrules.doors import guarded
from csrules.errors import Fault, PolicyError, UnknownNameError, nearest, refuse
from csrules.kinds import Choice, Flag
from csrules.money import yuan
from csrules.policy import Policy, amend, leaves
from csrules.question import shown_units
from csrules.study.putting import put_all, question_for, records_of, unanswered_table
from csrules.study.shown import Shown
from csrules.study.table import Column, Note, Table, say_value

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from csrules.citation import Language
    from csrules.policy import Leaf
    from csrules.question import Question
    from csrules.study.chart import Chart
    from csrules.study.putting import Unanswered

__all__ = ["Sweep", "SweepPoint", "sweep"]

_MOST: Final = 10_000


@attrs.frozen
class SweepPoint:
    """One choice of values: the outcomes under it, or why it makes no policy.

    ``values`` are the parameters' values as the policy holds them, ``cases`` and ``amounts`` go by
    outcome; ``is_base`` says that this is the policy that was swept.
    """

    values: tuple[Any, ...]
    fingerprint: str
    is_base: bool
    cases: Mapping[str, int]
    amounts: Mapping[str, Decimal | None]
    total: Decimal | None
    unanswered: tuple[Unanswered, ...] = attrs.field(default=(), repr=False)
    faults: tuple[Fault, ...] = ()


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
        if without := [each for point in self for each in point.unanswered]:
            yield unanswered_table(without)

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
    records: Iterable[object],
    policy: Policy,
    parameters: Mapping[str, Iterable[Any] | str],
    ask: Question | Callable[[Any, Any], Any] | str | None = None,
) -> Sweep:
    """Put one question to ``policy`` about every record, with one or two parameters varied.

    ``parameters`` maps dotted names to values, or to ``"all"`` for every member of a reading; two
    names make a grid. ``records`` and ``ask`` are those of `compare`. Values that make no policy
    are points with ``faults``; records without an answer are listed by point. Raises `InputError`
    or `UnknownNameError` for anything else.
    """
    if not isinstance(policy, Policy):
        refuse("policy", policy, "a policy of a pack", "call the pack's policy() first")
    if not isinstance(parameters, Mapping) or not 1 <= len(parameters) <= 2:
        refuse("parameters", parameters, "one or two parameters by dotted name, with their values")
    axes = {path: _values(policy, path, values) for path, values in parameters.items()}
    question, listed = question_for(policy, ask), records_of(records)
    raw = [_point(policy, question, listed, axes, values) for values in product(*axes.values())]
    outcomes = question.order(outcome for point in raw for outcome in point.cases)
    points = tuple(
        attrs.evolve(
            point,
            cases={outcome: point.cases.get(outcome, 0) for outcome in outcomes},
            amounts={outcome: point.amounts.get(outcome) for outcome in outcomes},
        )
        for point in raw
    )
    return Sweep(question, tuple(axes), tuple(outcomes), len(listed), points)


def _find(policy: Policy, path: object) -> tuple[Leaf, Any, str]:
    """The leaf that a dotted name leads to, its value, and the part within it, or empty."""
    known = {name: (spec, value) for name, spec, value in leaves(policy)}
    if isinstance(path, str):
        if path in known:
            return *known[path], ""
        for name, (spec, value) in known.items():
            if path.startswith(f"{name}."):
                return spec, value, path.removeprefix(f"{name}.")
    raise UnknownNameError(Fault("parameters", path, "a parameter", nearest(path, known)))


def _values(policy: Policy, path: str, values: object) -> tuple[Any, ...]:
    """The values of one parameter; ``"all"`` are the members of a reading, or true and false."""
    spec, _, part = _find(policy, path)
    if isinstance(values, str):
        every: dict[type, Any] = {}
        if not part:
            every = {Choice: tuple(getattr(spec.kind, "members", ())), Flag: (False, True)}
        if values != "all" or type(spec.kind) not in every:
            mend = 'give a list; "all" is for readings' if values == "all" else "give a list"
            refuse(f"parameters.{path}", values, "values to try", mend)
        return tuple(every[type(spec.kind)])
    if isinstance(values, Mapping) or not isinstance(values, Iterable):
        refuse(f"parameters.{path}", values, "values to try", "give a list")
    found = tuple(values)
    if not 1 <= len(found) <= _MOST:
        refuse(f"parameters.{path}", len(found), f"1 to {_MOST} values")
    return found


def _point(
    policy: Policy,
    question: Question,
    records: Sequence[Any],
    axes: Mapping[str, Any],
    values: tuple[Any, ...],
) -> SweepPoint:
    changes = dict(zip(axes, values, strict=True))
    try:
        varied = amend(policy, changes)
    except PolicyError as error:
        return SweepPoint(values, "", False, {}, {}, None, faults=error.faults)
    replies, without = put_all(question, {_named(changes): varied}, records)
    cases = Counter(reply.outcome for (reply,) in replies.values())
    units: dict[str, int] = defaultdict(int)
    for (reply,) in replies.values():
        if reply.units is not None:
            units[reply.outcome] += reply.units
    places = question.places
    return SweepPoint(
        tuple(_held(varied, path) for path in axes),
        varied.fingerprint,
        varied.fingerprint == policy.fingerprint,
        cases,
        {outcome: shown_units(each, places) for outcome, each in units.items()},
        shown_units(sum(units.values()), places) if units else None,
        without,
    )


def _named(changes: Mapping[str, Any]) -> str:
    return ", ".join(f"{path} = {say_value(value)}" for path, value in changes.items())


def _held(policy: Policy, path: str) -> Any:
    """A parameter's value, or the limit of one band, as the policy holds it."""
    spec, value, part = _find(policy, path)
    if not part:
        return str(value) if isinstance(value, str) else value
    if isinstance(spec.kind, BandsKind):
        assert isinstance(value, Bands)  # amended a moment ago
        limits = {str(band.owner): band.up_to for band in value.bands}
        limit = limits[part]
        return None if limit is None else yuan(limit)
    return dict(value)[part]
