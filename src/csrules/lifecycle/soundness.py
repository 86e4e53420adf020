"""Whether a workflow is well defined: every fault of the definition, found before it runs."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from csrules.citation import cited
from csrules.errors import Fault, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from csrules.forms import Field
    from csrules.lifecycle.definition import Definition
    from csrules.lifecycle.transitions import Guard, Transition

__all__ = ["faults_of", "rules_of"]

_RULE = "the rule id that gives it"


def faults_of(flow: Definition) -> Iterator[Fault]:
    """Every fault of a definition; a sound one has none."""
    yield from _names(flow)
    yield from _references(flow)
    yield from _branches(flow)
    yield from _reach(flow)
    yield from _clocks(flow)
    yield from _fields(flow)
    yield from _migrations(flow)


def _repeated(names: Iterable[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]


def _names(flow: Definition) -> Iterator[Fault]:
    for what, names in (
        ("state", [state.name for state in flow.states]),
        ("event", [event.name for event in flow.events]),
        ("clock", [clock.name for clock in flow.limits]),
    ):
        for name in _repeated(names):
            yield Fault(f"{flow.name}.{what}", name, f"each {what} declared once")


def _references(flow: Definition) -> Iterator[Fault]:
    states = {state.name for state in flow.states}
    events = {event.name for event in flow.events}
    clocks = {clock.name for clock in flow.limits}
    used: list[tuple[str, str, str, set[str]]] = [("initial", "state", flow.initial, states)]
    for line, edge in enumerate(flow.transitions):
        path = f"transitions[{line}]"
        used += [(path, "source", name, states - _final(flow)) for name in edge.sources]
        used += [(path, "event", edge.event, events), (path, "target", edge.target, states)]
        used += [(path, "role", name, set(flow.roles)) for name in edge.by]
        used += [(path, "clock", name, clocks) for name in (*edge.starts, *edge.stops)]
        fields = {field.name for field in _fields_of(flow).get(edge.event, ())}
        for guard in _guards(edge):
            used += [(f"{path}.{guard.name}", "field", name, fields) for name in guard.needs]
            if not guard.rule:
                yield Fault(f"{flow.name}.{path}.{guard.name}", guard.rule, _RULE)
        if not edge.rules or not all(edge.rules):
            yield Fault(f"{flow.name}.{path}.rules", edge.rules, _RULE)
        if not edge.by:
            yield Fault(f"{flow.name}.{path}.by", edge.by, "the roles that may do it")
    for clock in flow.limits:
        if not clock.rule:
            yield Fault(f"{flow.name}.limits.{clock.name}", clock.rule, _RULE)
    for rule in flow.forbidden:
        if not rule.rule:
            yield Fault(f"{flow.name}.forbidden.{rule.event}", rule.rule, _RULE)
        used.append(("forbidden", "event", rule.event, events))
        used += [("forbidden", "state", state, states) for state in rule.states]
    for path, what, name, known in used:
        if name not in known:
            yield Fault(f"{flow.name}.{path}.{what}", name, f"a {what}", nearest(name, known))
    for event in sorted(events - {edge.event for edge in flow.transitions}):
        yield Fault(f"{flow.name}.events", event, "an event that some transition uses")


def _guards(edge: Transition) -> tuple[Guard, ...]:
    return edge.guards if edge.when is None else (*edge.guards, edge.when)


def _final(flow: Definition) -> set[str]:
    return {state.name for state in flow.states if state.final}


def _fields_of(flow: Definition) -> Mapping[str, tuple[Field, ...]]:
    return {event.name: event.fields for event in flow.events}


def _branches(flow: Definition) -> Iterator[Fault]:
    for (state, event), edges in flow.table().items():
        path = f"{flow.name}.{state}.{event}"
        for edge in edges[:-1]:
            if edge.when is None:
                yield Fault(path, edge.target, "`when` on every branch but the last")
        if edges[-1].when is not None:
            yield Fault(path, edges[-1].target, "a last branch without `when`, so none is missed")


def _closure(start: Iterable[str], steps: Mapping[str, set[str]]) -> set[str]:
    seen, todo = set(), list(start)
    while todo:
        state = todo.pop()
        if state not in seen:
            seen.add(state)
            todo.extend(steps.get(state, ()))
    return seen


def _reach(flow: Definition) -> Iterator[Fault]:
    onward: dict[str, set[str]] = {}
    back: dict[str, set[str]] = {}
    for edge in flow.transitions:
        for source in edge.sources:
            onward.setdefault(source, set()).add(edge.target)
            back.setdefault(edge.target, set()).add(source)
    names = [state.name for state in flow.states]
    reached, ending = _closure([flow.initial], onward), _closure(_final(flow), back)
    for name in names:
        if name not in reached:
            yield Fault(f"{flow.name}.states", name, "a state that can be reached")
        elif name not in ending:
            yield Fault(f"{flow.name}.states", name, "a state from which an end can be reached")


def _clocks(flow: Definition) -> Iterator[Fault]:
    started = {name for edge in flow.transitions for name in edge.starts}
    stopped = {name for edge in flow.transitions for name in edge.stops}
    for clock in flow.limits:
        if clock.name not in started:
            yield Fault(f"{flow.name}.limits", clock.name, "a clock that some transition starts")
        if clock.name not in stopped:
            yield Fault(f"{flow.name}.limits", clock.name, "a clock that some transition stops")


def _fields(flow: Definition) -> Iterator[Fault]:
    kinds: dict[str, object] = {}
    for event in flow.events:
        for condition in event.form.conditions if event.form else ():
            if condition.field is None:
                expected = "a condition on a field of the form: an event states no facts besides"
                yield Fault(f"{flow.name}.{event.name}", condition.name, expected)
        for field in event.fields:
            if kinds.setdefault(field.name, field.kind) != field.kind:
                yield Fault(
                    f"{flow.name}.{event.name}.{field.name}",
                    field.kind,
                    "the same kind in every event, since the case keeps it under one name",
                )


def _migrations(flow: Definition) -> Iterator[Fault]:
    versions = [migration.version for migration in flow.migrations]
    if versions != list(range(1, flow.version)):
        yield Fault(
            f"{flow.name}.migrations", versions, f"one for each version below {flow.version}"
        )
    for place, migration in enumerate(flow.migrations):
        path = f"{flow.name}.migrations[{place}]"
        later = flow.migrations[place + 1 :]
        known = set(later[0].states) if later else {state.name for state in flow.states}
        for state in migration.states:
            if state not in migration.to:
                yield Fault(f"{path}.to", state, "a new state for every old state")
        for old, new in migration.to.items():
            if old not in migration.states:
                yield Fault(f"{path}.to", old, "an old state", nearest(old, migration.states))
            if new not in known:
                yield Fault(f"{path}.to", new, "a state of the next version", nearest(new, known))


def rules_of(flow: Definition) -> tuple[str, ...]:
    """Every rule id that a workflow's lines carry, in the order of the table."""
    found: dict[str, None] = dict.fromkeys(flow.basis)
    for edge in flow.transitions:
        found.update(dict.fromkeys(edge.rules))
        found.update((guard.rule, None) for guard in _guards(edge))
        for effect in edge.effects:
            rules = cited(effect) if callable(effect) else (effect.rule,)
            found.update(dict.fromkeys(rules))
    found.update((clock.rule, None) for clock in flow.limits)
    found.update((rule.rule, None) for rule in flow.forbidden)
    found.update((field.rule, None) for event in flow.events for field in event.fields)
    return tuple(rule for rule in found if rule)
