"""Two or more policies over the same records: what moves, how much money moves with it, and why.

::

    >>> from csrules import amend
    >>> from csrules.regulations import company
    >>> now = company.policy()
    >>> proposed = amend(now, {"approval.bands.sales_manager": 2000, "closing.days": 8})
    >>> records = [{"amount": amount} for amount in ("800", "1500", "2000", "2000.01")]
    >>> result = compare(records, {"now": now, "proposed": proposed})
    >>> [(t.before, t.after, t.cases, str(t.amount)) for t in result.transitions if t.moved]
    [('deputy_gm', 'sales_manager', 2, '3500.00')]
    >>> print(result.changed[0].explain())
    now: 1500 yuan lies from 1000.01 to 4999.99: the deputy general manager decides [000-A27-1.2]
    proposed: 1500 yuan lies from 0.00 to 2000.00: the sales department manager decides
    [000-A27-1.1]
    >>> [difference.path for difference in result.idle]
    ['closing.days']
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import attrs

from csrules.citation import Text
from csrules.errors import CsrulesError, Fault, Faults, InputError, UnknownNameError, nearest
from csrules.kinds import Words
from csrules.policy import Policy, diff
from csrules.question import shown_units
from csrules.study.putting import (
    LISTED,
    facts_of,
    put_all,
    question_for,
    records_of,
    unanswered_table,
)
from csrules.study.regions import regions
from csrules.study.shown import Shown
from csrules.study.table import Column, Note, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from decimal import Decimal

    from csrules.citation import Language
    from csrules.policy import Difference, Section
    from csrules.question import Question, Reply
    from csrules.study.chart import Chart
    from csrules.study.putting import Unanswered
    from csrules.study.regions import Regions

__all__ = ["Alternative", "Changed", "Comparison", "Tally", "Transition", "compare", "in_order"]


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
class Changed:
    """A record whose outcome or amount is another under ``policy`` than under ``base``.

    ``row`` counts from 0; ``before`` and ``after`` are the replies, with their ``answer``.
    """

    policy: str
    base: str
    row: int
    record: Any = attrs.field(eq=False)
    before: Reply
    after: Reply

    def explain(self, language: Language = "en") -> str:
        """Both answers with their reasons."""
        old, new = self.before.why.say(language), self.after.why.say(language)
        return f"{self.base}: {old}\n{self.policy}: {new}"


@attrs.frozen
class Alternative:
    """One policy beside the base: what differs between the two, and what that does.

    ``idle`` are the differing parameters that changed no answer: neither alone on the base, nor
    when they alone were taken back.
    """

    name: str
    fingerprint: str
    differences: tuple[Difference, ...]
    idle: tuple[Difference, ...]
    regions: Regions = attrs.field(repr=False)
    transitions: tuple[Transition, ...] = attrs.field(repr=False)
    changed: tuple[Changed, ...] = attrs.field(repr=False)


def in_order(question: Question, outcomes: Iterator[str]) -> list[str]:
    """Outcomes in the order of the question's titles, then by name; none twice."""
    rank = {str(name): place for place, name in enumerate(question.titles)}
    return sorted(set(outcomes), key=lambda name: (rank.get(name, len(rank)), name))


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
    unanswered: tuple[Unanswered, ...]
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
    def changed(self) -> tuple[Changed, ...]:
        """Every changed record, alternative by alternative, by row."""
        return tuple(found for one in self.alternatives for found in one.changed)

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

    def explain(self, language: Language = "en") -> str:
        """Each changed record with both answers and their reasons."""
        row = {"en": "row", "zh": "行"}[language]
        return "\n".join(f"{row} {one.row}\n{one.explain(language)}" for one in self.changed)

    def headline(self, one: Alternative) -> Text:
        """What an alternative does to the records, in one sentence."""
        base, count, of = self.names[0], len(one.changed), self.answered
        money = [change.before.units for change in one.changed if change.before.units is not None]
        en = f"{base} → {one.name}: {count:,} of {of:,} cases change"
        zh = f"{base} → {one.name}：{of:,}件中有{count:,}件改变"
        if money:
            total = shown_units(sum(money), self.question.places)
            en = f"{en}, {total:,} {self.question.unit.en} with them"
            zh = f"{zh}，涉及{total:,}{self.question.unit.zh}"
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
        for outcome in in_order(self.question, (tally.outcome for tally in self.tallies)):
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
                "\n".join(
                    f"{name} {value}"
                    for name, value in facts_of(self.question, change.record).items()
                ),
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
            (d.path, _plain(d.before), _plain(d.after), d.unit, d.source, effects[d in one.idle])
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
        """``transitions``, ``outcomes``, ``changed``, ``regions``, ``differences``, ``unanswered``."""
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


def compare(
    records: object,
    policies: Mapping[str, Policy],
    ask: Question | Callable[[Any, Any], Any] | str | None = None,
) -> Comparison:
    """Put one question to several policies about every record; the first policy is the base.

    ``records`` are mappings or objects, or a data frame; ``policies`` maps names to two or more
    policies of one pack; ``ask`` is a function ``(policy, record) -> answer``, a
    `csrules.question.Question`, the name of one of the pack's questions, or None for its first.
    A record that some policy cannot answer is listed with its fault and counted nowhere else.
    Raises `InputError` or `UnknownNameError` for anything else.
    """
    _judge(policies)
    base_name, base = next(iter(policies.items()))
    question = question_for(base, ask)
    listed = records_of(records)
    replies, without = put_all(question, policies, listed)
    names = tuple(policies)
    alternatives = []
    for place, name in enumerate(names[1:], 1):
        changed = tuple(
            Changed(name, base_name, row, listed[row], found[0], found[place])
            for row, found in replies.items()
            if found[0] != found[place]
        )
        alternatives.append(
            Alternative(
                name,
                policies[name].fingerprint,
                diff(base, policies[name]),
                _idle(question, base, policies[name], listed, replies, place),
                regions(base, policies[name], names=(base_name, name)),
                _transitions(question, name, [(r[0], r[place]) for r in replies.values()]),
                changed,
            )
        )
    return Comparison(
        question,
        names,
        tuple(policy.fingerprint for policy in policies.values()),
        len(listed),
        _tallies(question, names, list(replies.values())),
        tuple(alternatives),
        without,
        dict(
            sorted(Counter(tuple(r.outcome for r in found) for found in replies.values()).items())
        ),
    )


def _judge(policies: object) -> None:
    """Refuse anything but two or more policies by name; `diff` refuses those of two packs."""
    if not isinstance(policies, Mapping) or len(policies) < 2:
        mend = '{"now": policy, "proposed": amend(policy, {…})}'
        raise InputError(Fault("policies", policies, "two or more policies by name", mend))
    faults = Faults()
    for name, policy in policies.items():
        with faults:
            Words(60).read(name, "policies: a name")
        if not isinstance(policy, Policy):
            faults.add(Fault(f"policies.{name}", policy, "a policy of a pack"))
    faults.raise_as(InputError)


def _sum(question: Question, replies: Sequence[Reply]) -> Decimal | None:
    known = [reply.units for reply in replies if reply.units is not None]
    return shown_units(sum(known), question.places) if known else None


def _tallies(
    question: Question, names: tuple[str, ...], answered: Sequence[tuple[Reply, ...]]
) -> tuple[Tally, ...]:
    found = []
    for place, name in enumerate(names):
        groups: dict[str, list[Reply]] = defaultdict(list)
        for replies in answered:
            groups[replies[place].outcome].append(replies[place])
        found += [
            Tally(name, each, question.title(each), len(groups[each]), _sum(question, groups[each]))
            for each in in_order(question, iter(groups))
        ]
    return tuple(found)


def _transitions(
    question: Question, name: str, pairs: Sequence[tuple[Reply, Reply]]
) -> tuple[Transition, ...]:
    groups: dict[tuple[str, str], list[tuple[Reply, Reply]]] = defaultdict(list)
    for old, new in pairs:
        groups[old.outcome, new.outcome].append((old, new))
    order = in_order(question, (outcome for key in groups for outcome in key))
    return tuple(
        Transition(
            name,
            *key,
            question.title(key[0]),
            question.title(key[1]),
            len(groups[key]),
            sum(old != new for old, new in groups[key]),
            _sum(question, [old for old, _ in groups[key]]),
            _sum(question, [new for _, new in groups[key]]),
        )
        for key in sorted(groups, key=lambda key: (order.index(key[0]), order.index(key[1])))
    )


def _with(section: Any, path: str, value: object) -> Any:
    """A section with one leaf set, whatever its kind; raises `PolicyError` where it does not fit."""
    head, _, rest = path.partition(".")
    new = _with(getattr(section, head), rest, value) if rest else value
    return attrs.evolve(section, **{head: new})


def _at(section: Section, path: str) -> object:
    found: Any = section
    for name in path.split("."):
        found = getattr(found, name)
    return found


def _idle(
    question: Question,
    base: Policy,
    other: Policy,
    records: Sequence[Any],
    replies: Mapping[int, tuple[Reply, ...]],
    place: int,
) -> tuple[Difference, ...]:
    """The differences that change no answer, whether made alone on the base or alone taken back."""

    def same(policy: Policy, which: int) -> bool:
        return all(
            question.put(policy, records[row]) == found[which] for row, found in replies.items()
        )

    idle = []
    for difference in diff(base, other):
        path = difference.path
        try:
            made = _with(base, path, _at(other, path))
            taken = _with(other, path, _at(base, path))
            if same(made, 0) and same(taken, place):
                idle.append(difference)
        except (CsrulesError, LookupError, AttributeError):
            continue  # without the other changes it makes no policy, or no answer: it matters
    return tuple(idle)
