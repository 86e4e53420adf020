"""What a comparison found, and how it shows itself: tables, rows, reasons, a chart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import attrs

from csrules.citation import Text
from csrules.doors import guarded
from csrules.errors import Fault, UnknownNameError, nearest
from csrules.study.found import Changed
from csrules.study.kept import joined
from csrules.study.putting import LISTED, facts_of, unanswered_table
from csrules.study.shown import Shown
from csrules.study.table import Column, Note, Table
from csrules.study.units import unit_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from csrules.citation import Language
    from csrules.policy import Difference
    from csrules.question import Question, Reply
    from csrules.study.chart import Chart
    from csrules.study.putting import Unanswered
    from csrules.study.regions import Regions

__all__ = ["Alternative", "Changed", "Comparison", "Tally", "Transition"]


@attrs.frozen
class Tally:
    """How many cases have an outcome under a policy, and how much goes with them."""

    policy: str
    outcome: str
    title: Text
    cases: int
    amount: Decimal | None


@attrs.frozen
class Transition:
    """How many cases go from one outcome under the base to one under ``policy``.

    ``cases`` counts all of them, ``changed`` those whose outcome or amount is another; ``amount``
    is what goes with them under the base, ``amount_after`` under ``policy``.
    """

    policy: str
    before: str
    after: str
    before_title: Text
    after_title: Text
    cases: int
    changed: int
    amount: Decimal | None
    amount_after: Decimal | None

    @property
    def moved(self) -> bool:
        """Whether the two outcomes differ."""
        return self.before != self.after


@attrs.frozen
class Alternative:
    """One policy beside the base: what differs between the two, and what that does.

    ``idle`` are the differing parameters that changed no answer: neither alone on the base, nor
    when they alone were taken back. ``amount`` is what goes with the ``changed`` records under the
    base; of very many of these the first thousand are kept, and the others read again.
    """

    name: str
    fingerprint: str
    differences: tuple[Difference, ...]
    idle: tuple[Difference, ...]
    regions: Regions = attrs.field(repr=False)
    transitions: tuple[Transition, ...] = attrs.field(repr=False)
    changed: Sequence[Changed] = attrs.field(repr=False)
    amount: Decimal | None


@attrs.frozen(repr=False)
class Comparison(Shown):
    """What a study of several policies over the same records found.

    ``total`` counts the records, ``unanswered`` those that some policy could not answer; every
    other figure is about the rest. ``ways`` counts the cases by their outcomes under all policies.
    """

    question: Question
    names: tuple[str, ...]
    fingerprints: tuple[str, ...]
    total: int
    tallies: tuple[Tally, ...]
    alternatives: tuple[Alternative, ...]
    unanswered: Sequence[Unanswered]
    ways: Mapping[tuple[str, ...], int]

    @property
    def answered(self) -> int:
        """How many records every policy answered."""
        return sum(self.ways.values())

    @property
    def transitions(self) -> tuple[Transition, ...]:
        """Every transition, alternative by alternative."""
        return tuple(found for one in self.alternatives for found in one.transitions)

    @property
    def changed(self) -> Sequence[Changed]:
        """Every changed record, alternative by alternative, by row."""
        return joined([one.changed for one in self.alternatives])

    @property
    def idle(self) -> tuple[Difference, ...]:
        """The differing parameters that changed no answer, of every alternative."""
        return tuple(found for one in self.alternatives for found in one.idle)

    @property
    def regions(self) -> Regions:
        """What changes hands between the base and the first alternative, without any record."""
        return self.alternatives[0].regions

    def __getitem__(self, name: str) -> Alternative:
        """An alternative by its name."""
        for one in self.alternatives:
            if one.name == name:
                return one
        mend = nearest(name, self.names[1:])
        raise UnknownNameError(Fault("name", name, "an alternative of the comparison", mend))

    def __repr__(self) -> str:
        return f"<Comparison of {', '.join(self.names)}: {len(self.changed)} changed>"

    @guarded
    def explain(self, language: Language = "en") -> str:
        """Each changed record with both answers and their reasons."""
        row = {"en": "row", "zh": "行"}[language]
        return "\n".join(f"{row} {one.row}\n{one.explain(language)}" for one in self.changed)

    @guarded
    def headline(self, one: Alternative) -> Text:
        """What an alternative does to the records, in one sentence."""
        base, count, of = self.names[0], len(one.changed), self.answered
        en = f"{base} → {one.name}: {count:,} of {of:,} cases change"
        zh = f"{base} → {one.name}：{of:,}件中有{count:,}件改变"
        if one.amount is not None:
            en = f"{en}, {one.amount:,} {self.question.unit.en} with them"
            zh = f"{zh}，涉及{one.amount:,}{self.question.unit.zh}"
        return Text(en, zh)

    def blocks(self, language: Language) -> Iterator[Table | Note]:
        """Headline, outcomes, transitions, changed records, regions, differences, faults."""
        yield Note(self.question.text)
        for one in self.alternatives:
            yield Note(self.headline(one), strong=True)
        if not self.total:
            yield Note(Text("there are no records", "没有任何记录"))
        if self.tallies:
            yield self._outcomes()
        for one in self.alternatives:
            if any(step.changed for step in one.transitions):
                yield self._moves(one)
                yield self._changes(one, language)
            yield from one.regions.blocks(language)
            yield self._differences(one)
        if self.unanswered:
            yield unanswered_table(self.unanswered)

    def _unit(self, en: str, zh: str) -> Text:
        unit = self.question.unit
        return Text(f"{en} ({unit.en})", f"{zh}（{unit.zh}）")

    def _outcomes(self) -> Table:
        found = {(tally.policy, tally.outcome): tally for tally in self.tallies}
        rows: list[tuple[object, ...]] = []
        for outcome in self.question.order(tally.outcome for tally in self.tallies):
            row: list[object] = [self.question.title(outcome)]
            for name in self.names:
                tally = found.get((name, outcome))
                row += [tally.cases if tally else 0, tally.amount if tally else None]
            rows.append(tuple(row))
        columns = [Column(Text("outcome", "结果"))]
        for name in self.names:
            columns += [
                Column(Text(f"{name}: cases", f"{name}：件数"), right=True),
                Column(self._unit(f"{name}: amount", f"{name}：金额"), right=True),
            ]
        return Table(Text("outcomes", "各方案结果"), tuple(columns), tuple(rows))

    def _moves(self, one: Alternative) -> Table:
        return Table(
            Text(
                f"what moves: {self.names[0]} → {one.name}", f"变动：{self.names[0]} → {one.name}"
            ),
            (
                Column(Text("from", "由")),
                Column(Text("to", "至")),
                Column(Text("cases", "件数"), right=True),
                Column(Text("changed", "改变件数"), right=True),
                Column(self._unit("amount before", "原金额"), right=True),
                Column(self._unit("amount after", "改后金额"), right=True),
            ),
            tuple(
                (s.before_title, s.after_title, s.cases, s.changed, s.amount, s.amount_after)
                for s in one.transitions
            ),
        )

    def _changes(self, one: Alternative, language: Language) -> Table:
        rest = len(one.changed) - LISTED
        rows = tuple(
            (
                change.row,
                facts_of(self.question, change.record),
                self._reply(change.before, language),
                self._reply(change.after, language),
            )
            for change in one.changed[:LISTED]
        )
        return Table(
            Text(f"changed records: {one.name}", f"改变的记录：{one.name}"),
            (
                Column(Text("row", "行"), right=True),
                Column(Text("record", "记录")),
                Column(Text(self.names[0], self.names[0])),
                Column(Text(one.name, one.name)),
            ),
            rows,
            Text(f"and {rest:,} more", f"另有{rest:,}条") if rest > 0 else None,
        )

    def _reply(self, reply: Reply, language: Language) -> str:
        return f"{self.question.title(reply.outcome).say(language)}\n{reply.why.say(language)}"

    def _differences(self, one: Alternative) -> Table | Note:
        if not one.differences:
            return Note(Text(f"{one.name}: the same policy", f"{one.name}：与基准方案相同"))
        effects = {
            True: Text("none on these records", "对这些记录无影响"),
            False: Text("changes answers", "改变结果"),
        }
        rows = tuple(
            (
                d.path,
                _plain(d.before),
                _plain(d.after),
                unit_text(d.unit),
                d.source,
                effects[d in one.idle],
            )
            for d in one.differences
        )
        return Table(
            Text(
                f"parameters that differ: {self.fingerprints[0]} → {one.fingerprint}",
                f"不同的参数：{self.fingerprints[0]} → {one.fingerprint}",
            ),
            (
                Column(Text("parameter", "参数")),
                Column(Text(self.names[0], self.names[0])),
                Column(Text(one.name, one.name)),
                Column(Text("unit", "单位")),
                Column(Text("source", "依据")),
                Column(Text("effect", "影响")),
            ),
            rows,
        )

    def tables(self) -> Mapping[str, tuple[tuple[str, ...], list[dict[str, Any]]]]:
        """``transitions``, ``outcomes``, ``changed``, ``regions``, ``differences``, and
        ``unanswered``."""
        region_columns, _ = self.regions.tables()["regions"]
        return {
            "transitions": _rows(
                ("policy", "before", "after", "cases", "changed", "amount", "amount_after"),
                self.transitions,
            ),
            "outcomes": _rows(("policy", "outcome", "cases", "amount"), self.tallies),
            "changed": self._changed_rows(),
            "regions": (
                ("policy", *region_columns),
                [
                    {"policy": one.name, **row}
                    for one in self.alternatives
                    for row in one.regions.rows()
                ],
            ),
            "differences": (
                ("policy", "path", "before", "after", "unit", "source", "idle"),
                [
                    {"policy": one.name, **attrs.asdict(d), "idle": d in one.idle}
                    for one in self.alternatives
                    for d in one.differences
                ],
            ),
            "unanswered": (
                ("row", "policy", "fault"),
                [
                    {"row": each.row, "policy": each.policy, "fault": each.text}
                    for each in self.unanswered
                ],
            ),
        }

    def _changed_rows(self) -> tuple[tuple[str, ...], list[dict[str, Any]]]:
        columns = (
            "policy", "row", "before", "after", "amount", "amount_after",
            "why_before", "why_after", "why_before_zh", "why_after_zh",
        )  # fmt: skip
        rows = []
        for one in self.changed:
            old, new = one.before, one.after
            cells = (
                one.policy, one.row, old.outcome, new.outcome, old.amount, new.amount,
                old.why.en, new.why.en, old.why.zh, new.why.zh,
            )  # fmt: skip
            rows.append(dict(zip(columns, cells, strict=True)))
        return columns, rows

    def plot(self, language: Language = "en") -> Chart:
        """The outcomes under each policy as bars, and what flows between them."""
        from csrules.study.draw_compare import draw_compare  # noqa: PLC0415  # extra `plot`

        return draw_compare(self, language)


def _plain(value: object) -> str:
    """A parameter's value as a file writes it, made short for a table."""
    if isinstance(value, list) and all(isinstance(part, Mapping) for part in value):
        return "\n".join(" ".join(str(cell) for cell in part.values()) for part in value)
    return "–" if value is None else str(value)


def _rows(
    columns: tuple[str, ...], things: Sequence[Any]
) -> tuple[tuple[str, ...], list[dict[str, Any]]]:
    return columns, [{name: getattr(thing, name) for name in columns} for thing in things]
