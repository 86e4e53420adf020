"""A question put to records one by one, and counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from csrules.errors import CsrulesError
from csrules.study.found import Changed, Found
from csrules.study.putting import Unanswered, put_all
from csrules.study.ways import Ways

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from csrules.policy import Policy
    from csrules.question import Question, Reply
    from csrules.study.found import Job

__all__ = ["count_records"]

_STEP: Final = 256


def count_records(
    question: Question,
    jobs: Sequence[Job],
    records: Sequence[Any],
    step: Callable[[int], object],
) -> list[Found]:
    """What each job finds; ``step`` is told how many records of a job are done."""
    return [_counted(question, job, records, step) for job in jobs]


def _counted(
    question: Question, job: Job, records: Sequence[Any], step: Callable[[int], object]
) -> Found:
    replies: dict[int, tuple[Reply, ...]] = {}
    without: list[Unanswered] = []
    for first in range(0, len(records), _STEP):
        part = records[first : first + _STEP]
        rows = range(first, first + len(part))
        more, missing = put_all(question, job.policies, part, rows=rows)
        replies.update(more)
        without += missing
        step(len(part))
    ways = Ways()
    for found in replies.values():
        ways.put(found)
    base, *_ = names = tuple(job.policies)
    changed = tuple(
        tuple(
            Changed(name, base, row, records[row], found[0], found[place])
            for row, found in replies.items()
            if found[0] != found[place]
        )
        for place, name in enumerate(names)
    )
    same = tuple(_same(question, probe, place, records, replies) for probe, place in job.probes)
    known = (found[0].units for found in replies.values() if job.measures)
    measures = frozenset(units for units in known if units is not None)
    return Found(len(records), ways, tuple(without), changed, same, measures)


def _same(
    question: Question,
    probe: Policy,
    place: int,
    records: Sequence[Any],
    replies: Mapping[int, tuple[Reply, ...]],
) -> bool:
    """Whether a policy gives every answered record the reply of the policy at a place."""
    try:
        return all(
            question.put(probe, records[row]) == found[place] for row, found in replies.items()
        )
    except (CsrulesError, LookupError, AttributeError):
        return False  # it gives no answer: it matters
