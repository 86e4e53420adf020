"""Putting a question to policies about records: every record is answered, or listed with its fault.

A pack's ready-made questions stand beside its policy, in its file ``questions.py``; a study that
names none asks the first of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from itertools import chain
from typing import TYPE_CHECKING, Any

import attrs

from csrules.citation import Text
from csrules.errors import CsrulesError, Fault, UnknownNameError, nearest, refuse
from csrules.question import Question, field, has_field, lacking, question_of
from csrules.study.kept import KEPT
from csrules.study.table import Column, Table, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csrules.policy import Policy
    from csrules.question import Reply

__all__ = [
    "Unanswered",
    "facts_of",
    "judge_records",
    "put_all",
    "question_for",
    "unanswered_table",
]

LISTED = 20
"""How many rows a table shows; ``rows()`` gives them all."""


@attrs.frozen
class Unanswered:
    """A record without an answer: its row, counted from 0, under which policy, and all faults."""

    row: int
    policy: str
    faults: tuple[Fault, ...]
    record: Any = attrs.field(eq=False, repr=False)

    @property
    def text(self) -> str:
        """The faults as one text."""
        return "\n".join(str(fault) for fault in self.faults)


def question_for(policy: Policy, ask: object) -> Question:
    """The question to ask: the one given, the pack's by that name, or the pack's first one."""
    if ask is not None and not isinstance(ask, str):
        return question_of(ask)
    home, _, _ = type(policy).__module__.rpartition(".")
    module = f"{home}.questions"
    known: dict[str, Question] = {}
    if home and find_spec(module) is not None:
        known = {question.name: question for question in import_module(module).QUESTIONS}
    if ask is None and known:
        return next(iter(known.values()))
    if ask is None:
        mend = "give ask: a function of a policy and a record, or a Question"
        refuse("ask", ask, f"a question: the pack {policy.pack!r} declares none", mend)
    if ask not in known:
        mend = nearest(ask, known)
        raise UnknownNameError(Fault("ask", ask, f"a question of the pack {policy.pack!r}", mend))
    return known[ask]


def judge_records(question: Question, records: Sequence[Any]) -> None:
    """Refuse records of which none has any field that the question reads."""
    names = question.fields
    if not names or not records:
        return
    if not any(has_field(record, name) for record in records for name in names):
        raise UnknownNameError(lacking(records[0], names))


def put_all(
    question: Question,
    policies: Mapping[str, Policy],
    records: Sequence[Any],
    rows: Sequence[int] | None = None,
) -> tuple[dict[int, tuple[Reply, ...]], tuple[Unanswered, ...]]:
    """The replies of each row under every policy, and the rows that one of them cannot answer.

    ``rows`` are the numbers of the records, which are counted from 0 where there are none.
    The library's own errors, and a field that a record lacks, belong to the record; anything else
    that ``ask`` raises is a mistake in the question and goes through, with the row noted on it.
    """
    replies: dict[int, tuple[Reply, ...]] = {}
    without: list[Unanswered] = []
    for row, record in zip(range(len(records)) if rows is None else rows, records, strict=True):
        found, failed = [], False
        for name, policy in policies.items():
            try:
                found.append(question.put(policy, record))
            except CsrulesError as error:
                faults = error.faults
            except (KeyError, AttributeError) as error:
                lacked = _lacked(record, error)
                if lacked is None:
                    error.add_note(_asked(question, name, row))
                    raise
                faults = (lacking(record, (lacked,)),)
            except Exception as error:
                error.add_note(_asked(question, name, row))
                raise
            else:
                continue
            failed = True
            without.append(Unanswered(row, name, faults, record))
        if not failed:
            replies[row] = tuple(found)
    return replies, tuple(without)


def _lacked(record: object, error: KeyError | AttributeError) -> str | None:
    """The field that the record itself lacks, or None where the error has another cause."""
    if isinstance(error, AttributeError):
        return error.name if error.obj is record else None
    key = error.args[0] if error.args else None
    return str(key) if isinstance(record, Mapping) and key not in record else None


def _asked(question: Question, policy: str, row: int) -> str:
    return f"asked {question.name!r} of policy {policy!r}, records[{row}]"


def facts_of(question: Question, record: Any) -> str:
    """The fields of a record that a table shows: its id, and those that the question reads."""
    named = ((name, field(record, name, None)) for name in ("id", *question.fields))
    return "\n".join(f"{name} {shown(value)}" for name, value in named if value is not None)


def unanswered_table(*without: Sequence[Unanswered]) -> Table:
    """The records without an answer, each with its faults; the first ones where there are many."""
    groups: dict[tuple[int, str], list[str]] = {}
    for each in chain.from_iterable(part[:KEPT] for part in without):
        groups.setdefault((each.row, each.text), []).append(each.policy)
    rows = [(row, _some(names), text) for (row, text), names in groups.items()]
    rest = len(rows) - LISTED
    more = Text(f"and {rest:,} more", f"另有{rest:,}条") if rest > 0 else None
    if any(len(part) > KEPT for part in without):
        every = sum(map(len, without))
        more = Text(f"{every:,} answers are missing", f"共缺{every:,}个回答")
    return Table(
        Text("records without an answer", "无法作答的记录"),
        (
            Column(Text("row", "行"), right=True),
            Column(Text("under", "方案")),
            Column(Text("what is wrong", "原因")),
        ),
        tuple(rows[:LISTED]),
        more,
    )


def _some(names: list[str]) -> Text:
    """A few names, and how many more there are."""
    shown_names, rest = ", ".join(names[:2]), len(names) - 2
    if rest <= 0:
        return Text(shown_names, shown_names)
    return Text(f"{shown_names} and {rest} more", f"{shown_names}等{len(names)}种")
