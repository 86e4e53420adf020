"""A question put over columns and counted: what `csrules.study.recordcount` says of records."""

from __future__ import annotations

from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from csrules.errors import CsrulesError
from csrules.study.found import Changed, Found, Job
from csrules.study.kept import KEPT, Kept, joined
from csrules.study.putting import Unanswered, put_all
from csrules.study.tallying import ChunkTally, differing, measures, tally
from csrules.study.ways import Ways, cases

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from csrules.policy import Policy
    from csrules.question import Question, Reply
    from csrules.study.columnsource import ColumnSource
    from csrules.study.overcolumns import Chunk, OverColumns

__all__ = ["count_columns"]


def count_columns(
    question: Question,
    jobs: Sequence[Job],
    source: ColumnSource,
    over: OverColumns,
    step: Callable[[int], object],
) -> list[Found]:
    """What each job finds, in one pass; ``over`` has the forms of all jobs' policies in order."""
    places = iter(over.places)
    counts = [
        _Count(question, job, [next(places) for _ in job.every], source, over) for job in jobs
    ]
    idle: set[int] = set()
    total = 0
    for chunk in over.chunks(source, idle):
        total += chunk.block.num_rows
        left = _left(chunk, over)
        for count in counts:
            count.take(chunk, left)
        step(chunk.block.num_rows)
        idle |= set(over.places).difference(*(count.needed() for count in counts))
    return [count.found(total) for count in counts]


@attrs.frozen(eq=False)
class _Alike:
    """Rows of a chunk of which the question reads the same, and that only it can answer."""

    records: dict[int, Any]

    @property
    def first(self) -> int:
        """The row that is asked for all of them."""
        row: int = next(iter(self.records))
        return row


def _left(chunk: Chunk, over: OverColumns) -> list[_Alike]:
    """What is left of a chunk, rows of which the question reads the same together."""
    if chunk.left is None:
        return []
    found: dict[object, _Alike] = {}
    names = [name for name in chunk.block.schema.names if over.reads(name)]
    for row, record in chunk.records(np.flatnonzero(chunk.left)):
        key: object = tuple(record[name] for name in names)
        try:
            hash(key)
        except TypeError:  # a cell that is a list
            key = row
        found.setdefault(key, _Alike({})).records[row] = record
    return list(found.values())


@attrs.frozen(eq=False)
class _Answers:
    """The answers to what is left of a chunk, by row."""

    replies: dict[int, tuple[Reply, ...]]
    without: tuple[Unanswered, ...]  # of the first of rows that are alike
    alike: dict[int, dict[int, Any]]

    @property
    def missing(self) -> int:
        """How many answers there are not."""
        return sum(len(self.alike[each.row]) for each in self.without)

    def unanswered(self) -> list[Unanswered]:
        """Every one of them, by row."""
        every = (
            attrs.evolve(each, row=row, record=record)
            for each in self.without
            for row, record in self.alike[each.row].items()
        )
        return sorted(every, key=lambda each: each.row)


def _answers(question: Question, job: Job, left: Sequence[_Alike]) -> _Answers:
    alike = {each.first: each.records for each in left}
    firsts = [records[first] for first, records in alike.items()]
    replies, without = put_all(question, job.policies, firsts, rows=list(alike))
    every = {row: found for first, found in replies.items() for row in alike[first]}
    return _Answers(every, without, alike)


@attrs.define(eq=False)
class _Count:
    """One job on the way."""

    question: Question
    job: Job
    places: list[int]
    source: ColumnSource
    over: OverColumns
    ways: Ways = attrs.field(factory=Ways)
    missing: int = 0
    without: list[Unanswered] = attrs.field(factory=list)
    moved: list[list[Sequence[tuple[int, Any]]]] = attrs.field(init=False)
    same: list[bool] = attrs.field(init=False)
    measures: set[int] = attrs.field(factory=set)

    def __attrs_post_init__(self) -> None:
        self.moved = [[] for _ in self.job.policies]
        self.same = [True for _ in self.job.probes]

    @property
    def own(self) -> list[int]:
        """The forms of the job's policies."""
        return self.places[: len(self.job.policies)]

    def needed(self) -> set[int]:
        """The forms that are still asked for."""
        probes = self.places[len(self.job.policies) :]
        return {*self.own, *(form for form, same in zip(probes, self.same, strict=True) if same)}

    def take(self, chunk: Chunk, left: Sequence[_Alike]) -> None:
        """Count a chunk."""
        tallied = tally(chunk, self.own)
        for way in tallied.ways.values():
            self.ways.add(way)
        answers = _answers(self.question, self.job, left)
        for replies in answers.replies.values():
            self.ways.put(replies)
        self.missing += answers.missing
        if room := KEPT - len(self.without):
            self.without += answers.unanswered()[:room]
        for place, moved in enumerate(self.moved):
            if place and (room := KEPT - sum(map(len, moved))):
                moved.append(_moved(chunk, tallied, answers, place, room))
        self._probe(chunk, left, answers)
        if self.job.measures:
            self.measures |= measures(chunk, self.own[0])
            known = {replies[0].units for replies in answers.replies.values()}
            self.measures |= {units for units in known if units is not None}

    def _probe(self, chunk: Chunk, left: Sequence[_Alike], answers: _Answers) -> None:
        """Which probes still answer as the policy does that they are held against."""
        forms = self.places[len(self.job.policies) :]
        for number, (probe, place) in enumerate(self.job.probes):
            self.same[number] = (
                self.same[number]
                and not differing(chunk, forms[number], self.places[place])
                and all(
                    self._alike(probe, alike.records[row], answers.replies[row][place])
                    for alike in left
                    if (row := alike.first) in answers.replies
                )
            )

    def _alike(self, probe: Policy, record: Any, reply: Reply) -> bool:
        try:
            return self.question.put(probe, record) == reply
        except (CsrulesError, LookupError, AttributeError):
            return False

    def found(self, total: int) -> Found:
        """What was found over all chunks."""
        identity: Callable[[Any], Any] = lambda each: each  # noqa: E731  # as it is
        return Found(
            total,
            self.ways,
            Kept(self.missing, self.without, identity, self._without_again),
            tuple(
                Kept(
                    cases(way for way in self.ways if way.changed[place]),
                    joined(moved),
                    partial(self._changed, place),
                    partial(self._moved_again, place),
                )
                for place, moved in enumerate(self.moved)
            ),
            tuple(self.same),
            frozenset(self.measures),
        )

    def _changed(self, place: int, fact: tuple[int, Any]) -> Changed:
        (base, old), (name, new) = (list(self.job.policies.items())[each] for each in (0, place))
        row, record = fact
        before, after = (self.question.put(policy, record) for policy in (old, new))
        return Changed(name, base, row, record, before, after)

    def _again(self) -> Iterator[tuple[Chunk, ChunkTally, _Answers]]:
        idle = set(self.over.places) - set(self.own)
        for chunk in self.over.chunks(self.source, idle):
            yield (
                chunk,
                tally(chunk, self.own),
                _answers(self.question, self.job, _left(chunk, self.over)),
            )

    def _without_again(self) -> Iterator[Unanswered]:
        return chain.from_iterable(answers.unanswered() for _, _, answers in self._again())

    def _moved_again(self, place: int) -> Iterator[tuple[int, Any]]:
        for chunk, tallied, answers in self._again():
            yield from _moved(chunk, tallied, answers, place)


def _moved(
    chunk: Chunk, tallied: ChunkTally, answers: _Answers, place: int, most: int | None = None
) -> Sequence[tuple[int, Any]]:
    """The first rows of a chunk that the policy at a place changes, with their records."""
    left = [
        row - chunk.first
        for row, replies in answers.replies.items()
        if replies[place] != replies[0]
    ]
    rows = np.sort(np.concatenate([tallied.changed(place), np.array(left, "i8")]))[:most]
    return chunk.records(rows) if len(rows) else ()
