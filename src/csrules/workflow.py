"""Workflows: a frozen table of transitions, and a pure function that decides an event.

``decide(case, event, policy, calendar)`` returns `Accepted` or `Refused`, never raises for a
refusal, and changes nothing. See `csrules.transitions` for the parts and `csrules.soundness` for
what is checked when a workflow is defined::

    >>> from datetime import datetime
    >>> from csrules.citation import Text
    >>> from csrules.transitions import EventSpec, State, Transition
    >>> flow = Workflow(
    ...     name="example.memo", version=1, title=Text("Memo", "签呈"), initial="new",
    ...     roles={"clerk": Text("clerk", "职员")},
    ...     states=(State("new", Text("new", "新")), State("sent", Text("sent", "已送"), True)),
    ...     events=(EventSpec("send", Text("send", "送出")),),
    ...     transitions=(Transition("new", "send", "sent", "000-A25-8.2", "clerk"),),
    ... )
    >>> case = flow.new("M1")
    >>> answer = flow.decide(case, Event("send", datetime(2026, 9, 1, 9), by="clerk"), policy=None)
    >>> answer.accepted, answer.case.state, case.state
    (True, 'sent', 'new')
    >>> again = flow.decide(answer.case, answer.fact.event, policy=None)
    >>> again.code.value, again.explain()
    ('duplicate', 'this event has been accepted before; in state sent nothing more is provided
    [000-A25-8.2]')
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

import attrs

from csrules.cases import Case, ClockRun, ClockView, Event, Fact
from csrules.citation import Reason, Text
from csrules.effects import Effect, StartClock, StopClock
from csrules.errors import (
    DefinitionError,
    Fault,
    Faults,
    InputError,
    UnknownNameError,
    nearest,
    refuse,
)
from csrules.frozen import Frozen
from csrules.kinds import Words
from csrules.outlook import clocks_of, earlier, options_of
from csrules.soundness import faults_of, rules_of
from csrules.transitions import Context
from csrules.verdicts import Accepted, Code, Option, Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from csrules.forms import Missing
    from csrules.policy import Policy
    from csrules.transitions import (
        ClockSpec,
        EventSpec,
        Forbidden,
        Guard,
        Migration,
        State,
        Transition,
    )
    from csrules.workcalendar import WorkCalendar

__all__ = ["Accepted", "Case", "Event", "Fact", "Option", "Refused", "Workflow"]


@attrs.frozen(eq=False)
class Workflow:
    """A lifecycle as data: states, events, transitions, clocks; checked whole when defined.

    Raises `DefinitionError` with every fault of the definition.
    """

    name: str
    version: int
    title: Text
    initial: str
    roles: Mapping[str, Text]
    states: tuple[State, ...]
    events: tuple[EventSpec, ...]
    transitions: tuple[Transition, ...]
    limits: tuple[ClockSpec, ...] = ()
    forbidden: tuple[Forbidden, ...] = ()
    migrations: tuple[Migration, ...] = ()
    basis: tuple[str, ...] = ()
    """Rule ids that the table implements as a whole."""
    pack: str = ""
    """The pack whose policy the guards and clocks read; empty where they read none."""
    rules: tuple[str, ...] = attrs.field(init=False, repr=False)
    _edges: dict[tuple[str, str], tuple[Transition, ...]] = attrs.field(init=False, repr=False)
    _states: dict[str, State] = attrs.field(init=False, repr=False)
    _events: dict[str, EventSpec] = attrs.field(init=False, repr=False)
    _limits: dict[str, ClockSpec] = attrs.field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        found = tuple(faults_of(self))
        if found:
            raise DefinitionError(*found)
        for name, value in (
            ("rules", rules_of(self)),
            ("_edges", self.table()),
            ("_states", {state.name: state for state in self.states}),
            ("_events", {event.name: event for event in self.events}),
            ("_limits", {clock.name: clock for clock in self.limits}),
        ):
            object.__setattr__(self, name, value)

    # what the table says

    def table(self) -> dict[tuple[str, str], tuple[Transition, ...]]:
        """The transitions by state and event, in their order."""
        found: dict[tuple[str, str], tuple[Transition, ...]] = {}
        for edge in self.transitions:
            for source in edge.sources:
                key = source, edge.event
                found[key] = (*found.get(key, ()), edge)
        return found

    def state_text(self, state: str) -> Text:
        """A state's name in both languages."""
        return self._states[state].text

    def event_text(self, event: str) -> Text:
        """An event's name in both languages."""
        return self._events[event].text

    def is_final(self, state: str) -> bool:
        """Whether a case in this state has ended."""
        return self._states[state].final

    def limit(self, clock: str) -> ClockSpec:
        """What is declared of a clock."""
        return self._limits[clock]

    def events_from(self, state: str) -> tuple[str, ...]:
        """The events that the table provides in a state, in its order."""
        return tuple(event for (source, event) in self._edges if source == state)

    def refusals(self, code: Code, state: str, event: str) -> tuple[Reason, ...]:
        """Why a state does not provide an event: the rule that forbids it, or what it provides."""
        for rule in self.forbidden:
            if code is Code.UNDECLARED and rule.event == event and state in rule.states:
                return (Reason(rule.rule, rule.text),)
        here, provided = self.state_text(state), self.events_from(state)
        if not provided:
            rest = Text(f"in state {here.en} nothing more is provided", f"“{here.zh}”之后再无步骤")
            into = [edge.rules[0] for edge in self.transitions if edge.target == state]
            return tuple(Reason(rule, _joined(code.meaning, rest)) for rule in into[:1])
        names = [self.event_text(name) for name in provided]
        rest = Text(
            f"in state {here.en} the regulation provides: " + ", ".join(name.en for name in names),
            f"“{here.zh}”状态下可办理：" + "、".join(name.zh for name in names),
        )
        rules = dict.fromkeys(self._edges[state, name][0].rules[0] for name in provided)
        return tuple(Reason(rule, _joined(code.meaning, rest)) for rule in rules)

    # deciding

    def new(self, case_id: str) -> Case:
        """A case in the initial state, to which nothing has happened yet."""
        return Case(self.name, self.version, Words(200).read(case_id, "case_id"), self.initial)

    def decide(
        self,
        case: Case,
        event: Event,
        policy: Policy | None,
        calendar: WorkCalendar | None = None,
    ) -> Accepted | Refused:
        """Whether ``event`` is accepted, and what follows; the case itself never changes.

        Raises `UnknownNameError` for an event, role or field that nobody declared and
        `InputError` for a value of the wrong kind: those are mistakes of the caller, no refusals.
        """
        state, name = case.state, event.name
        if case.workflow != self.name or case.version != self.version or state not in self._states:
            self._foreign(case)
        spec = self._events.get(name)
        if spec is None or event.by not in self.roles:
            self._unknown(event)
        if self.pack:
            self._of_pack(policy)
        brought, missing = self._read(spec, event.data)
        if event.key in case.keys:
            return self._refused(Code.DUPLICATE, case, event)
        if self._states[state].final:
            return self._refused(Code.ENDED, case, event)
        if case.changed is not None and earlier(event.at, case.changed):
            return self._refused(Code.OUT_OF_ORDER, case, event)
        edges = self._edges.get((state, name))
        if edges is None:
            return self._refused(Code.UNDECLARED, case, event)
        data = Frozen({**case.data, **brought}) if brought else case.data
        context = Context(case, event, data, policy, calendar)
        blind = {field.name for field in missing}
        edge = _taken(edges, context, blind)
        failed = tuple(
            guard
            for guard in edge.guards
            if not (blind and blind.intersection(guard.needs)) and not guard.holds(context)
        )
        actors = () if event.by in edge.by else edge.by
        if failed or missing or actors:
            return Refused(Code.DENIED, case, event, failed, missing, actors, context, edge, self)
        return self._accept(context, edge)

    def why_not(
        self,
        case: Case,
        event: Event,
        policy: Policy | None,
        calendar: WorkCalendar | None = None,
    ) -> tuple[Reason, ...]:
        """Why an event would be refused; empty when it would be accepted."""
        answer = self.decide(case, event, policy, calendar)
        return () if isinstance(answer, Accepted) else answer.reasons

    def _refused(self, code: Code, case: Case, event: Event) -> Refused:
        return Refused(code, case, event, (), (), (), None, None, self)

    def _accept(self, context: Context, edge: Transition) -> Accepted:
        case, event = context.case, context.event
        running = {run.name for run in case.clocks if run.stopped is None}
        effects: list[Effect] = [
            StopClock(edge.rules[0], name) for name in edge.stops if name in running
        ]
        for name in edge.starts:
            spec = self._limits[name]
            deadline = spec.start(context)
            if deadline is not None:
                effects.append(StartClock(spec.rule, name, deadline))
        for effect in edge.effects:
            made = effect(context) if callable(effect) else effect
            effects.extend(made) if isinstance(made, tuple) else effects.append(made)
        policy = context.policy
        fact = Fact(
            self.name,
            self.version,
            case.id,
            event,
            case.state,
            edge.target,
            tuple(effects),
            "" if policy is None else policy.fingerprint,
        )
        return Accepted(_applied(case, fact, context.data), fact, edge, self)

    @staticmethod
    def _read(
        spec: EventSpec, data: Mapping[str, Any]
    ) -> tuple[Mapping[str, Any], tuple[Missing, ...]]:
        """The event's fields as read, and those that are missing; wrong values are raised."""
        if spec.form is None:
            if data:
                raise UnknownNameError(
                    *(Fault(f"{spec.name}.{name}", data[name], "no field") for name in data)
                )
            return data, ()
        checked = spec.form.check(data)
        if checked.faults:
            unknown = len(data.keys() - {field.name for field in spec.form.fields})
            error = UnknownNameError if unknown == len(checked.faults) else InputError
            raise error(*checked.faults)
        return checked.values, checked.missing

    def _own(self, case: Case) -> None:
        version = case.version == self.version
        if case.workflow != self.name or not version or case.state not in self._states:
            self._foreign(case)

    def _foreign(self, case: Case) -> NoReturn:
        faults = Faults()
        if case.workflow != self.name:
            faults.add(Fault("case.workflow", case.workflow, f"a case of {self.name!r}"))
        elif case.version != self.version:
            mend = "call migrate first" if case.version < self.version else "upgrade csrules"
            faults.add(Fault("case.version", case.version, f"version {self.version}", mend))
        else:
            mend = nearest(case.state, self._states)
            faults.add(Fault("case.state", case.state, f"a state of {self.name!r}", mend))
        raise UnknownNameError(*faults.found)

    def _of_pack(self, policy: Policy | None) -> None:
        if policy is None or policy.pack != self.pack:
            mend = f"give {self.pack}.policy(), or one amended from it"
            refuse("policy", policy, f"a policy of the pack {self.pack!r}", mend)

    def _unknown(self, event: Event) -> NoReturn:
        faults = Faults()
        if event.name not in self._events:
            mend = nearest(event.name, self._events)
            faults.add(Fault("event.name", event.name, f"an event of {self.name!r}", mend))
        if event.by not in self.roles:
            mend = nearest(event.by, self.roles)
            faults.add(Fault("event.by", event.by, f"a role of {self.name!r}", mend))
        raise UnknownNameError(*faults.found)

    # looking ahead

    def options(
        self,
        case: Case,
        policy: Policy | None,
        at: datetime,
        calendar: WorkCalendar | None = None,
    ) -> tuple[Option, ...]:
        """For every event of the workflow: allowed, allowed if, or refused and why, at ``at``."""
        self._own(case)
        if self.pack:
            self._of_pack(policy)
        return options_of(self, case, policy, at, calendar)

    def clocks(self, case: Case, at: datetime) -> tuple[ClockView, ...]:
        """Every clock of a case at a moment: those that run first, the next due first of all.

        A scheduler needs nothing else: wake at the first running clock's ``due``.
        """
        self._own(case)
        return clocks_of(self, case, at)

    # stored history

    def replay(self, case_id: str, facts: Iterable[Fact]) -> Case:
        """The case that recorded facts lead to; today's guards and policies are not asked.

        Raises `InputError` where the facts do not follow one another.
        """
        case = self.new(case_id)
        for place, fact in enumerate(facts):
            expected = (self.name, self.version, case.id, case.state)
            found = (fact.workflow, fact.version, fact.case, fact.source)
            if expected != found:
                raise InputError(
                    Fault(
                        f"facts[{place}]",
                        found,
                        f"a fact that follows {expected}",
                        "give every fact of this case, in the order of their acceptance",
                    )
                )
            event, spec = fact.event, self._events.get(fact.event.name)
            if spec is None or event.by not in self.roles:
                self._unknown(event)
            if fact.target not in self._states:
                mend = nearest(fact.target, self._states)
                what = f"a state of {self.name!r}"
                raise UnknownNameError(Fault(f"facts[{place}].target", fact.target, what, mend))
            if event.key in case.keys:
                refuse(f"facts[{place}]", event.key, "each event once", "remove the repeated fact")
            if case.changed is not None and earlier(event.at, case.changed):
                refuse(f"facts[{place}]", event.at, f"an event not before {case.changed}")
            brought, _ = self._read(spec, event.data)
            case = _applied(case, fact, Frozen({**case.data, **brought}))
        return case

    def migrate(self, case: Case) -> Case:
        """A case of an older version, in the state that this version gives it."""
        if case.workflow != self.name or not 1 <= case.version <= self.version:
            self._foreign(case)
        for step in self.migrations[case.version - 1 :]:
            if case.state not in step.to:
                mend = nearest(case.state, step.states)
                what = f"a state of version {step.version}"
                raise UnknownNameError(Fault("case.state", case.state, what, mend))
            case = attrs.evolve(case, version=step.version + 1, state=step.to[case.state])
        return case


def _joined(one: Text, other: Text) -> Text:
    return Text(f"{one.en}; {other.en}", f"{one.zh};{other.zh}")


def _taken(edges: tuple[Transition, ...], context: Context, blind: set[str]) -> Transition:
    for edge in edges[:-1]:
        when: Guard | None = edge.when
        if when and not blind.intersection(when.needs) and when.holds(context):
            return edge
    return edges[-1]


def _stopped(run: ClockRun, at: datetime) -> ClockRun:
    return ClockRun(run.name, run.deadline, at) if run.stopped is None else run


def _applied(case: Case, fact: Fact, data: Mapping[str, Any]) -> Case:
    """The case after a fact: the one place where a case changes."""
    runs = case.clocks
    at = fact.event.at
    for effect in fact.effects:
        if type(effect) is StopClock or type(effect) is StartClock:
            name = effect.clock
            runs = tuple(
                ClockRun(name, run.deadline, at)
                if run.name == name and run.stopped is None
                else run
                for run in runs
            )
            if type(effect) is StartClock:
                runs = (*runs, ClockRun(name, effect.deadline))
    return Case(
        case.workflow,
        case.version,
        case.id,
        fact.target,
        data,
        runs,
        at if case.opened is None else case.opened,
        at,
        (*case.keys, fact.event.key),
    )
