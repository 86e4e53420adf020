"""Scorecards: items that start full and lose points for each case of a count.

Points are whole tenths inside and `Decimal` with one place at the doors::

    >>> card = Scorecard(
    ...     name="information",
    ...     title=Text("information score", "信息评分"),
    ...     items=(
    ...         ScoreItem("on_time", Text("on time", "及时性"), "001-IM-6.1-2", "2", (
    ...             Loss("missing", Text("missing report", "缺报"), "0.5", "001-IM-6.1-2"),
    ...             Loss("late", Text("late report", "迟报"), "0.1", "001-IM-6.1-2"))),
    ...         ScoreItem("quality", Text("quality", "质量"), "001-IM-6.1-3", "2.5", (
    ...             Loss("defects", Text("defect", "差错"), "0.1", "001-IM-6.1-3"),))),
    ...     total_rule="001-IM-6.1-1",
    ... )
    >>> score = card.score({"missing": 5, "defects": 3})
    >>> score.total, [(item.name, item.lost, item.left) for item in score.items]
    (Decimal('2.2'), [('on_time', Decimal('2.5'), Decimal('0.0')), ('quality', Decimal('0.3'),
    Decimal('2.2'))])
    >>> card.score({"missing": 5, "defects": 3}, Clamp.TOTAL).total
    Decimal('1.7')
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
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
from csrules.kinds import Whole
from csrules.money import exact
from csrules.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "Clamp",
    "ItemScore",
    "Loss",
    "Score",
    "ScoreItem",
    "Scorecard",
    "points",
    "tenths",
]


class Clamp(Reading):
    """Where a score stops at zero (R11)."""

    ITEM = "item", "each item stops at zero on its own", "每项各自扣至零分为止"
    TOTAL = "total", "only the total stops at zero", "仅总分扣至零分为止"


@guarded
def points(tenths: int) -> Decimal:
    """Whole tenth-points to points with one place, in any decimal context.

    >>> points(79), points(-3)
    (Decimal('7.9'), Decimal('-0.3'))
    """
    whole, part = divmod(abs(tenths), 10)
    return Decimal(f"{'-' if tenths < 0 else ''}{whole}.{part}")


def tenths(value: Decimal | int | str, path: str = "points") -> int:
    """Points at the door to whole tenths inside.

    >>> tenths("2.5"), tenths(2)
    (25, 20)
    """
    number = exact(value, path) * 10
    if number.denominator != 1 or number < 0:
        refuse(path, value, "points with at most one decimal place, not negative")
    return number.numerator


@guarded
@attrs.frozen
class Loss:
    """What one case of a count takes: the count's name, what one case is, points, rule id."""

    count: str
    text: Text
    tenths: int = attrs.field(alias="points", converter=tenths)
    rule: str


@guarded
@attrs.frozen
class ScoreItem:
    """An item of a scorecard: its full points and what it loses them for."""

    name: str
    text: Text
    rule: str
    maximum: int = attrs.field(converter=tenths)
    losses: tuple[Loss, ...]


@attrs.frozen
class ItemScore(Answer):
    """What became of one item; ``counts`` are the cases of each of its losses."""

    item: ScoreItem = attrs.field(repr=False)
    counts: tuple[int, ...]
    clamp: Clamp

    @property
    def name(self) -> str:
        """The item's name."""
        return self.item.name

    @property
    def maximum(self) -> Decimal:
        """The item's full points."""
        return points(self.item.maximum)

    @property
    def lost_tenths(self) -> int:
        """The points that the counts take, uncut, in tenths."""
        losses = zip(self.item.losses, self.counts, strict=True)
        return sum(loss.tenths * count for loss, count in losses)

    @property
    def left_tenths(self) -> int:
        """The points that are left, in tenths."""
        left = self.item.maximum - self.lost_tenths
        return max(left, 0) if self.clamp is Clamp.ITEM else left

    @property
    def lost(self) -> Decimal:
        """The points that the counts take, uncut."""
        return points(self.lost_tenths)

    @property
    def left(self) -> Decimal:
        """The points that are left; below zero only where the total alone is clamped."""
        return points(self.left_tenths)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Each loss with its cases and figures, then what is left."""
        found = []
        for loss, count in zip(self.item.losses, self.counts, strict=True):
            if count:
                took = f"{count} × {points(loss.tenths)} = {points(count * loss.tenths)}"
                text = Text(f"{loss.text.en}: {took} points", f"{loss.text.zh}：{took}分")
                found.append(Reason(loss.rule, text))
        en = f"{self.item.text.en}: {self.left} of {self.maximum} points left"
        zh = f"{self.item.text.zh}：满分{self.maximum}分，余{self.left}分"
        found.append(Reason(self.item.rule, Text(en, zh)))
        return tuple(found)


@attrs.frozen
class Score(Answer):
    """The score of a scorecard: its ``items`` and, from them, the total."""

    items: tuple[ItemScore, ...]
    clamp: Clamp
    total_rule: str
    title: Text

    @property
    def unclamped_tenths(self) -> int:
        """What the total would be with no clamp at all, in tenths."""
        return sum(item.item.maximum - item.lost_tenths for item in self.items)

    @property
    def total_tenths(self) -> int:
        """The total in tenths, not below zero."""
        return max(sum(item.left_tenths for item in self.items), 0)

    @property
    def total(self) -> Decimal:
        """The total, one decimal place, not below zero."""
        return points(self.total_tenths)

    @property
    def unclamped(self) -> Decimal:
        """What the total would be with no clamp at all."""
        return points(self.unclamped_tenths)

    def __getitem__(self, name: str) -> ItemScore:
        """An item by its name."""
        for item in self.items:
            if item.name == name:
                return item
        mend = nearest(name, [item.name for item in self.items])
        raise UnknownNameError(Fault("item", name, "an item of the scorecard", mend))

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The reasons of every item, then the sum and the clamp."""
        parts = " + ".join(str(item.left) for item in self.items)
        en = f"{self.title.en}: {parts} = {self.total}"
        zh = f"{self.title.zh}：{parts} = {self.total}"
        if self.total != self.unclamped:
            en += f"; {self.clamp.meaning.en} (unclamped {self.unclamped})"
            zh += f"；{self.clamp.meaning.zh}（未封底时为{self.unclamped}）"
        found = [reason for item in self.items for reason in item.reasons]
        return (*found, Reason(self.total_rule, Text(en, zh)))


@guarded
@attrs.frozen
class Scorecard:
    """Items with their losses; a bad definition is raised as one `DefinitionError`."""

    name: str
    title: Text
    items: tuple[ScoreItem, ...]
    total_rule: str

    def __attrs_post_init__(self) -> None:
        faults = Faults()
        faults.add(*self._definition_faults())
        faults.raise_as(DefinitionError)

    def _definition_faults(self) -> Iterator[Fault]:
        for names in ([item.name for item in self.items], list(self.counts)):
            for name in sorted({name for name in names if names.count(name) > 1}):
                yield Fault(f"{self.name}.{name}", name, "each item and each count once")
        if not self.items:
            yield Fault(f"{self.name}.items", self.items, "at least one item")
        named = [("total_rule", self.total_rule), *((i.name, i.rule) for i in self.items)]
        named += [(f"{i.name}.{loss.count}", loss.rule) for i in self.items for loss in i.losses]
        for name, rule in named:
            if not rule:
                yield Fault(f"{self.name}.{name}", rule, "a rule id")

    @property
    def counts(self) -> tuple[str, ...]:
        """The names of everything that is counted, in order."""
        return tuple(loss.count for item in self.items for loss in item.losses)

    @property
    def maximum(self) -> Decimal:
        """The full total."""
        return points(sum(item.maximum for item in self.items))

    @property
    def rules(self) -> tuple[str, ...]:
        """The rule ids of total, items and losses, each once."""
        found = [self.total_rule]
        for item in self.items:
            found += [item.rule, *(loss.rule for loss in item.losses)]
        return tuple(dict.fromkeys(found))

    @guarded
    def score(self, counts: Mapping[str, int], clamp: Clamp = Clamp.ITEM) -> Score:
        """The score under ``counts``; a count that is not named is 0.

        Raises `UnknownNameError` or `InputError` naming every count that nobody declared and
        every one that is no whole number from 0 on.
        """
        if not isinstance(counts, Mapping):
            refuse(self.name, counts, "a mapping of count names to whole numbers")
        faults, only_names, read = Faults(), True, {}
        for name, value in counts.items():
            if faults.full:
                break
            path = f"{self.name}.{name}"
            if name not in self.counts:
                faults.add(Fault(path, value, "a count's name", nearest(name, self.counts)))
                continue
            try:
                read[name] = Whole("cases").read(value, path)
            except InputError as error:
                faults.add(*error.faults)
                only_names = False
        faults.raise_as(UnknownNameError if only_names else InputError)
        items = tuple(
            ItemScore(item, tuple(read.get(loss.count, 0) for loss in item.losses), clamp)
            for item in self.items
        )
        return Score(items, clamp, self.total_rule, self.title)
