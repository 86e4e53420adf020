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

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import attrs

from csrules.doors import guarded
from csrules.errors import CsrulesError, Fault, Faults, InputError, refuse
from csrules.kinds import Words
from csrules.policy import Policy, diff
from csrules.study.comparison import Alternative, Comparison, Tally, Transition
from csrules.study.counting import count, source_for
from csrules.study.found import Job
from csrules.study.putting import question_for
from csrules.study.regions import regions
from csrules.study.source import source_of
from csrules.study.ways import amount, cases, grouped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from csrules.policy import Section
    from csrules.question import Question
    from csrules.study.found import Found
    from csrules.study.progress import Show

__all__ = ["compare"]

_NAME: Final = Words(60)


@guarded
def compare(
    records: object,
    policies: Mapping[str, Policy],
    ask: Question | Callable[[Any, Any], Any] | str | None = None,
    *,
    progress: Show = None,
) -> Comparison:
    """Put one question to several policies about every record; the first policy is the base.

    ``records`` are mappings or objects; a data frame; whatever speaks Arrow's stream interface;
    record batches or a data set of Arrow; or the path of a Parquet file or folder. ``policies``
    maps names to two or more policies of one pack; ``ask`` is a function
    ``(policy, record) -> answer``, a `csrules.question.Question`, the name of one of the pack's
    questions, or None for its first. A record that some policy cannot answer is listed with its
    fault and counted nowhere else. More than 2000 rows of columns are put to a question of a pack
    by columns, with the same result: only the columns that it reads are read, once, and memory
    hangs on the batch and not on the data. ``progress`` is None, True, False, or a function that is
    called with (done, total). Raises `InputError` or `UnknownNameError` for anything else.
    """
    faults = Faults()
    with faults:
        _judge(policies)
    with faults:
        listed = source_of(records)
    faults.raise_as(InputError)
    base_name, base = next(iter(policies.items()))
    question = question_for(base, ask)
    source = source_for(listed, question, policies.values())
    names = tuple(policies)
    probes = list(_probes(policies))
    job = Job(policies, tuple((policy, place) for _, _, policy, place in probes))
    (found,) = count(question, [job], source, progress)
    same: dict[tuple[int, str], list[bool]] = {}
    for (place, path, _, _), held in zip(probes, found.same, strict=True):
        same.setdefault((place, path), []).append(held)
    alternatives = []
    for place, name in enumerate(names[1:], 1):
        differences = diff(base, policies[name])
        alternatives.append(
            Alternative(
                name,
                policies[name].fingerprint,
                differences,
                tuple(each for each in differences if all(same.get((place, each.path), [False]))),
                regions(base, policies[name], names=(base_name, name)),
                _transitions(question, name, found, place),
                found.changed[place],
                amount(question, (way for way in found.ways if way.changed[place]), 0),
            )
        )
    return Comparison(
        question,
        names,
        tuple(policy.fingerprint for policy in policies.values()),
        found.total,
        _tallies(question, names, found),
        tuple(alternatives),
        found.unanswered,
        found.ways.counts(),
    )


def _judge(policies: object) -> None:
    """Refuse anything but two or more policies by name; `diff` refuses those of two packs."""
    if not isinstance(policies, Mapping) or len(policies) < 2:
        mend = '{"now": policy, "proposed": amend(policy, {…})}'
        raise InputError(Fault("policies", policies, "two or more policies by name", mend))
    faults = Faults()
    for name, policy in policies.items():
        with faults:
            _NAME.read(name, "policies")
            if name.splitlines() != [name]:
                refuse("policies", name, _NAME.expected, "write it on one line")
        if not isinstance(policy, Policy):
            faults.add(Fault(f"policies.{name}", policy, "a policy of a pack"))
    faults.raise_as(InputError)


def _tallies(question: Question, names: tuple[str, ...], found: Found) -> tuple[Tally, ...]:
    tallies = []
    for place, name in enumerate(names):
        groups = grouped(found.ways, lambda way: way.outcomes[place])  # noqa: B023  # used at once
        tallies += [
            Tally(
                name,
                each,
                question.title(each),
                cases(groups[each]),
                amount(question, groups[each], place),
            )
            for each in question.order(groups)
        ]
    return tuple(tallies)


def _transitions(question: Question, name: str, found: Found, place: int) -> tuple[Transition, ...]:
    groups = grouped(found.ways, lambda way: (way.outcomes[0], way.outcomes[place]))
    order = question.order(outcome for key in groups for outcome in key)
    return tuple(
        Transition(
            name,
            *key,
            question.title(key[0]),
            question.title(key[1]),
            cases(groups[key]),
            cases(way for way in groups[key] if way.changed[place]),
            amount(question, groups[key], 0),
            amount(question, groups[key], place),
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


def _probes(policies: Mapping[str, Policy]) -> Iterator[tuple[int, str, Policy, int]]:
    """For each difference of each alternative: the base with it alone, the other without it.

    They are held against the base and against the other. A difference that makes no policy without
    the others has no probes: it matters.
    """
    base, *others = policies.values()
    for place, other in enumerate(others, 1):
        for difference in diff(base, other):
            path = difference.path
            try:
                made = _with(base, path, _at(other, path))
                taken = _with(other, path, _at(base, path))
            except (CsrulesError, LookupError, AttributeError):
                continue
            yield place, path, made, 0
            yield place, path, taken, place
