"""Putting a question to policies about records: every record is answered, or listed with its fault.

A pack's ready-made questions stand beside its policy, in its file ``questions.py``; a study that
names none asks the first of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import attrs

from csrules.citation import Text
from csrules.errors import CsrulesError, Fault, InputError, UnknownNameError, nearest, refuse
from csrules.question import Question, field, question_of
from csrules.study.table import Column, Table, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csrules.policy import Policy
    from csrules.question import Reply

__all__ = ["Unanswered", "facts_of", "put_all", "question_for", "records_of", "unanswered_table"]

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
    module = f"{home}.questions" if home else "questions"
    known: dict[str, Question] = {}
    if find_spec(module) is not None:
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


def records_of(records: object) -> list[Any]:
    """The records as a list: any iterable of mappings or objects, or a data frame's rows."""
    to_dict = getattr(records, "to_dict", None)
    if callable(to_dict) and hasattr(records, "columns"):
        return list(to_dict("records"))
    if isinstance(records, str | bytes | Mapping) or not isinstance(records, Iterable):
        refuse("records", records, "an iterable of records: mappings or objects", "give a list")
    return list(records)


def put_all(
    question: Question, policies: Mapping[str, Policy], records: Sequence[Any]
) -> tuple[dict[int, tuple[Reply, ...]], tuple[Unanswered, ...]]:
    """The replies of each row under every policy, and the rows that one of them cannot answer.

    The library's own errors, and a field that a record lacks, belong to the record; anything else
    that ``ask`` raises is a mistake in the question and goes through, with the row noted on it.
    """
    replies: dict[int, tuple[Reply, ...]] = {}
    without: list[Unanswered] = []
    for row, record in enumerate(records):
        found, failed = [], False
        for name, policy in policies.items():
            try:
                found.append(question.put(policy, record))
            except CsrulesError as error:
                faults = error.faults
            except KeyError as error:
                faults = InputError(Fault(str(error), None, "a field of the record")).faults
            except AttributeError as error:
                faults = InputError(Fault(str(error.name), None, str(error))).faults
            except Exception as error:
                error.add_note(f"asked {question.name!r} of policy {name!r}, records[{row}]")
                raise
            else:
                continue
            failed = True
            without.append(Unanswered(row, name, faults, record))
        if not failed:
            replies[row] = tuple(found)
    return replies, tuple(without)


def facts_of(question: Question, record: Any) -> str:
    """The fields of a record that a table shows: its id, and those that the question reads."""
    named = ((name, field(record, name, None)) for name in ("id", *question.fields))
    return "\n".join(f"{name} {shown(value)}" for name, value in named if value is not None)


def unanswered_table(without: Sequence[Unanswered]) -> Table:
    """The records without an answer, each with its faults; the first ones where there are many."""
    rest = len(without) - LISTED
    return Table(
        Text("records without an answer", "无法作答的记录"),
        (
            Column(Text("row", "行"), right=True),
            Column(Text("policy", "方案")),
            Column(Text("what is wrong", "原因")),
        ),
        tuple((each.row, each.policy, each.text) for each in without[:LISTED]),
        Text(f"and {rest} more", f"另有{rest}条") if rest > 0 else None,
    )
