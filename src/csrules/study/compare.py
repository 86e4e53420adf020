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
    now: 1500.00 yuan lies between 1000.01 and 4999.99: the deputy general manager decides
    [000-A27-1.2]
    proposed: 1500.00 yuan is at most 2000.00: the sales department manager decides
    [000-A27-1.1]
    >>> [difference.path for difference in result.idle]
    ['closing.days']
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import attrs

from csrules.doors import guarded
from csrules.errors import CsrulesError, Fault, Faults, InputError
from csrules.kinds import Words
from csrules.policy import Policy, diff
from csrules.question import shown_units
from csrules.study.comparison import Alternative, Changed, Comparison, Tally, Transition
from csrules.study.putting import put_all, question_for, records_of
from csrules.study.regions import regions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from decimal import Decimal

    from csrules.policy import Difference, Section
    from csrules.question import Question, Reply

__all__ = ["compare"]


@guarded
def compare(
    records: Iterable[object],
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
    Counter(tuple(reply.outcome for reply in found) for found in replies.values())
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
            for each in question.order(groups)
        ]
    return tuple(found)


def _transitions(
    question: Question, name: str, pairs: Sequence[tuple[Reply, Reply]]
) -> tuple[Transition, ...]:
    groups: dict[tuple[str, str], list[tuple[Reply, Reply]]] = defaultdict(list)
    for old, new in pairs:
        groups[old.outcome, new.outcome].append((old, new))
    order = question.order(outcome for key in groups for outcome in key)
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
    """A section with one leaf set, raises `PolicyError` where it does not fit."""
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
