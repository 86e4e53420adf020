"""One policy or several, one question, many records: where everything of a study is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import attrs

from csrules.citation import Text
from csrules.errors import Fault, PolicyError
from csrules.policy import amend
from csrules.study.found import Found, Job
from csrules.study.parameters import parameter_of
from csrules.study.progress import progress_bar
from csrules.study.putting import judge_records
from csrules.study.recordcount import count_records
from csrules.study.rowframe import MANY
from csrules.study.table import say_value
from csrules.study.ways import amount, cases, grouped

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal
    from typing import TypeAlias

    from csrules.policy import Policy
    from csrules.question import Question
    from csrules.study.columnsource import ColumnSource
    from csrules.study.overcolumns import OverColumns
    from csrules.study.progress import Show
    from csrules.study.putting import Unanswered

    Source: TypeAlias = list[Any] | ColumnSource

__all__ = ["SweepPoint", "aligned", "amounts_of", "count", "points_at", "source_for"]

_STUDYING: Final = Text("study", "分析")


def source_for(source: Source, question: Question, policies: Iterable[Policy]) -> Source:
    """What `source_of` found; as columns only where they are many and hold what the rows do.

    Raises `UnknownNameError` where nothing is there that the question reads, or a column is not
    that every answer needs.
    """
    if isinstance(source, list):
        judge_records(question, source)
        return source
    over = _over(question, list(policies))
    over.judge(source.names)
    few = source.rows is not None and source.rows <= MANY
    return source.records() if few or not source.holds(over.names(source)) else source


def _over(question: Question, policies: Sequence[Policy]) -> OverColumns:
    from csrules.study.overcolumns import over_columns  # noqa: PLC0415  # extra `batch`

    return over_columns(question, policies)


def count(
    question: Question, jobs: Sequence[Job], source: Source, progress: Show = None
) -> list[Found]:
    """What each job finds; columns are read once for all of them."""
    if isinstance(source, list):
        with progress_bar(len(source) * len(jobs), _STUDYING, progress) as step:
            return count_records(question, jobs, source, step)
    from csrules.study.columncount import count_columns  # noqa: PLC0415  # extra `batch`

    over = _over(question, [policy for job in jobs for policy in job.every])
    with progress_bar(source.rows, _STUDYING, progress) as step:
        return count_columns(question, jobs, source, over, step)


def amounts_of(question: Question, policy: Policy, source: Source) -> frozenset[int]:
    """The measures that the replies bring under one policy, each once, in whole small units."""
    (found,) = count(question, [Job({"now": policy}, measures=True)], source)
    return found.measures


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
    unanswered: Sequence[Unanswered] = attrs.field(default=(), repr=False)
    faults: tuple[Fault, ...] = ()


def points_at(
    policy: Policy,
    question: Question,
    source: Source,
    choices: Sequence[Mapping[str, Any]],
    progress: Show = None,
) -> tuple[int, list[SweepPoint]]:
    """How many records there are, and the outcomes under ``policy`` with each of the changes.

    A change that makes no policy is a point with its faults.
    """
    varied: dict[int, Policy] = {}
    points: dict[int, SweepPoint] = {}
    jobs = []
    for place, changes in enumerate(choices):
        try:
            varied[place] = amend(policy, changes)
        except PolicyError as error:
            values = tuple(changes.values())
            points[place] = SweepPoint(values, "", False, {}, {}, None, faults=error.faults)
            continue
        name = ", ".join(f"{path} = {say_value(value)}" for path, value in changes.items())
        jobs.append(Job({name: varied[place]}))
    found = count(question, jobs or [Job({"now": policy})], source, progress)
    for place, each in zip(varied, found, strict=False):
        points[place] = _point(question, policy, varied[place], tuple(choices[place]), each)
    return found[0].total, [points[place] for place in range(len(choices))]


def _point(
    question: Question, base: Policy, varied: Policy, paths: tuple[str, ...], found: Found
) -> SweepPoint:
    groups = grouped(found.ways, lambda way: way.outcomes[0])
    amounts = {outcome: amount(question, ways, 0) for outcome, ways in groups.items()}
    return SweepPoint(
        tuple(parameter_of(varied, path).value for path in paths),
        varied.fingerprint,
        varied.fingerprint == base.fingerprint,
        {outcome: cases(ways) for outcome, ways in groups.items()},
        amounts,
        amount(question, found.ways, 0),
        found.unanswered,
    )


def aligned(
    question: Question, points: Iterable[SweepPoint]
) -> tuple[tuple[str, ...], tuple[SweepPoint, ...]]:
    """All outcomes of some points in order, and the points with every outcome at each of them."""
    raw = tuple(points)
    outcomes = question.order(outcome for point in raw for outcome in point.cases)
    return tuple(outcomes), tuple(
        attrs.evolve(
            point,
            cases={outcome: point.cases.get(outcome, 0) for outcome in outcomes},
            amounts={outcome: point.amounts.get(outcome) for outcome in outcomes},
        )
        for point in raw
    )
