"""Checklists: questions of quality assurance that are passed, failed or not yet answered."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from csrules.citation import Answer, Reason, Text
from csrules.doors import guarded
from csrules.errors import (
    DefinitionError,
    Fault,
    Faults,
    InputError,
    UnknownNameError,
    nearest,
    refuse,
)
from csrules.money import round_fraction, yuan

if TYPE_CHECKING:
    from decimal import Decimal

__all__ = ["Checklist", "Item", "Marked"]


@guarded
@attrs.frozen
class Item:
    """A question of a checklist: its name, its rule id, and what is expected."""

    name: str
    rule: str
    text: Text


@attrs.frozen
class Marked(Answer):
    """A checklist with its marks: the items ``passed``, ``failed`` and ``unanswered``."""

    passed: tuple[Item, ...]
    failed: tuple[Item, ...]
    unanswered: tuple[Item, ...]

    @property
    def share(self) -> Fraction:
        """Passed items as a part of all items, exact; an unanswered item is not passed."""
        total = len(self.passed) + len(self.failed) + len(self.unanswered)
        return Fraction(len(self.passed), total)

    @property
    def percent(self) -> Decimal:
        """The share in percent, rounded half-up to two places."""
        return yuan(round_fraction(self.share * 10000))  # hundredths of a percent, two places

    @property
    def complete(self) -> bool:
        """Whether every item has an answer."""
        return not self.unanswered

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Each item with its rule id and its mark."""
        marks = (
            (self.passed, Text("passed", "通过")),
            (self.failed, Text("failed", "未通过")),
            (self.unanswered, Text("not answered", "未作答")),
        )
        return tuple(
            Reason(item.rule, Text(f"{mark.en}: {item.text.en}", f"{mark.zh}：{item.text.zh}"))
            for items, mark in marks
            for item in items
        )


@guarded
@attrs.frozen(eq=False)
class Checklist:
    """A list of items, each with its rule id.

    >>> voice = Checklist("voice", Text("voice and words", "语气用语"), (
    ...     Item("tone", "001-CG-3.1", Text("the tone is warm", "语气亲切")),
    ...     Item("attitude", "001-CG-3.2", Text("the attitude is sincere", "态度诚恳")),
    ...     Item("words", "001-CG-3.3", Text("no coarse words", "不说粗话"))))
    >>> marked = voice.mark({"tone": True, "attitude": False})
    >>> marked.share, marked.percent, [item.name for item in marked.unanswered]
    (Fraction(1, 3), Decimal('33.33'), ['words'])
    """

    name: str
    title: Text
    items: tuple[Item, ...]

    def __attrs_post_init__(self) -> None:
        faults, names = Faults(), [item.name for item in self.items]
        if not names:
            faults.add(Fault(f"{self.name}.items", self.items, "at least one item"))
        for name in sorted({name for name in names if names.count(name) > 1}):
            faults.add(Fault(f"{self.name}.{name}", name, "each name once"))
        for item in self.items:
            if not item.rule:
                faults.add(Fault(f"{self.name}.{item.name}", item.rule, "a rule id"))
        faults.raise_as(DefinitionError)

    def __repr__(self) -> str:
        return f"<Checklist {self.name}: {len(self.items)} items>"

    @property
    def rules(self) -> tuple[str, ...]:
        """The rule ids of the items, each once."""
        return tuple(dict.fromkeys(item.rule for item in self.items))

    @guarded
    def mark(self, answers: Mapping[str, bool | None]) -> Marked:
        """The items by their answers; an item without answer, or with None, is unanswered.

        Raises `UnknownNameError` or `InputError` naming every unknown item and every answer that
        is neither true nor false.
        """
        if not isinstance(answers, Mapping):
            refuse(self.name, answers, "a mapping of item names to true or false")
        known = [item.name for item in self.items]
        faults, only_names = Faults(), True
        for name, answer in answers.items():
            if faults.full:
                break
            path = f"{self.name}.{name}"
            if name not in known:
                faults.add(Fault(path, answer, "an item of the checklist", nearest(name, known)))
            elif answer is not None and not isinstance(answer, bool):
                faults.add(Fault(path, answer, "true, false, or None while it is open"))
                only_names = False
        faults.raise_as(UnknownNameError if only_names else InputError)
        return Marked(
            tuple(item for item in self.items if answers.get(item.name) is True),
            tuple(item for item in self.items if answers.get(item.name) is False),
            tuple(item for item in self.items if answers.get(item.name) is None),
        )
