"""Workflows: a frozen table of transitions, and a pure function that decides an event.

``decide(case, event, policy, calendar)`` returns `Accepted` or `Refused`, never raises for a
refusal, and changes nothing. See `csrules.lifecycle` for the parts that a workflow is declared
with; a definition is checked as a whole (`csrules.lifecycle.soundness`)::

    >>> from datetime import datetime
    >>> from csrules.citation import Text
    >>> from csrules.lifecycle import EventSpec, State, Transition
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

from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

import attrs

from csrules.bounds import MOST_FAULTS
from csrules.doors import explain, guarded
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
from csrules.identifiers import identifier
from csrules.lifecycle.cases import Case, ClockRun, ClockView, Event, Fact, made_fact, next_case
from csrules.lifecycle.definition import Definition
from csrules.lifecycle.effects import Effect, StartClock, StopClock
from csrules.lifecycle.outlook import allowed_of, clocks_of, earlier, options_of
from csrules.lifecycle.soundness import faults_of, rules_of
from csrules.lifecycle.transitions import Context
from csrules.lifecycle.verdicts import Accepted, Code, Option, Refused, made_accepted
from csrules.workcalendar import WorkCalendar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from csrules.citation import Reason
    from csrules.forms import Form, Missing
    from csrules.lifecycle.transitions import EventSpec, Guard, Transition
    from csrules.policy import Policy

__all__ = ["Accepted", "Case", "Event", "Fact", "Option", "Refused", "Workflow"]


class _Step(NamedTuple):
    """What the table says of an event in a state, made once: a decision is one look-up."""

    spec: EventSpec
    form: Form | None
    edges: tuple[Transition, ...]
    final: bool


@guarded
@attrs.frozen(eq=False, repr=False)
class Workflow(Definition):
    """A lifecycle as data: states, events, transitions, clocks; checked whole when defined.

    Raises `DefinitionError` with every fault of the definition.
    """

    rules: tuple[str, ...] = attrs.field(init=False)
    _steps: dict[tuple[str, int, str, str], _Step] = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        found = tuple(faults_of(self))
        if found:
            raise DefinitionError(*found)
        table = self.table()
        steps = {
            (self.name, self.version, state.name, spec.name): _Step(
                spec, spec.form, table.get((state.name, spec.name), ()), state.final
            )
            for state in self.states
            for spec in self.events
        }
        object.__setattr__(self, "rules", rules_of(self))
        object.__setattr__(self, "_steps", steps)

    # deciding

    def new(self, case_id: str) -> Case:
        """A case in the initial state, to which nothing has happened yet."""
        return Case(self.name, self.version, identifier(case_id, "case_id"), self.initial)

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
        if calendar is not None and not isinstance(calendar, WorkCalendar):
            explain(TypeError(), Workflow.decide, self, case, event, policy, calendar)
        try:
            return self._decided(case, event, policy, calendar)
        except Exception as error:
            explain(error, Workflow.decide, self, case, event, policy, calendar)
            raise

    def _decided(
        self, case: Case, event: Event, policy: Policy | None, calendar: WorkCalendar | None
    ) -> Accepted | Refused:
        step = self._steps.get((case.workflow, case.version, case.state, event.name))
        if step is None:
            self._foreign(case, event)
        spec, form, edges, final = step
        by = event.by
        if self.pack:
            self._of_pack(policy)
        data: Mapping[str, Any] = case.data
        missing: tuple[Missing, ...] = ()
        if form is not None or event.data:
            brought, missing = self._read(spec, event.data)
            data = Frozen({**data, **brought})
        if event.key in case.keys:
            return self._refused(Code.DUPLICATE, Context(case, event, data, policy, calendar))
        if final:
            return self._refused(Code.ENDED, Context(case, event, data, policy, calendar))
        if case.changed is not None and earlier(event.at, case.changed):
            return self._refused(Code.OUT_OF_ORDER, Context(case, event, data, policy, calendar))
        if not edges:
            return self._refused(Code.UNDECLARED, Context(case, event, data, policy, calendar))
        context = Context(case, event, data, policy, calendar)
        edge = edges[0]
        if missing or len(edges) > 1:
            blind = frozenset(field.name for field in missing)
            edge = _taken(edges, context, blind)
            # a guard that reads what is missing is not asked: the missing field is told
            guards = tuple(guard for guard in edge.guards if blind.isdisjoint(guard.needs))
        else:
            guards = edge.guards
        failed = [guard for guard in guards if not guard.holds(context)]
        if failed or missing or by not in edge.by:
            actors = () if by in edge.by else edge.by
            return self._refused(Code.DENIED, context, edge, tuple(failed), missing, actors)
        fact = made_fact(
            self.name,
            self.version,
            case.id,
            event,
            case.state,
            edge.target,
            _effects(self, edge, context) if edge.fixed is None else edge.fixed,
            "" if policy is None else policy.fingerprint,
        )
        runs = case.clocks if edge.fixed is not None else _clocked(case, fact)
        return made_accepted(next_case(case, fact, data, runs), fact, edge, self)

    def _refused(
        self,
        code: Code,
        context: Context,
        edge: Transition | None = None,
        failed: tuple[Guard, ...] = (),
        missing: tuple[Missing, ...] = (),
        actors: tuple[str, ...] = (),
    ) -> Refused:
        case, event = context.case, context.event
        if event.by not in self.roles:
            self._unknown(event)
        past = code in (Code.OUT_OF_ORDER, Code.DUPLICATE)  # what is allowed is asked of today
        at = case.changed or event.at if past else event.at
        look = partial(allowed_of, self, case, context.policy, at, context.calendar)
        return Refused(code, case, event, failed, missing, actors, context, edge, self, look=look)

    @guarded
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

    @staticmethod
    def _read(
        spec: EventSpec, data: Mapping[str, Any]
    ) -> tuple[Mapping[str, Any], tuple[Missing, ...]]:
        """The event's fields as read, and those that are missing; wrong values are raised."""
        if spec.form is None:
            if data:
                raise UnknownNameError(
                    *(
                        Fault(f"{spec.name}.{name}", data[name], "no field")
                        for name in islice(data, MOST_FAULTS)
                    )
                )
            return data, ()
        checked = spec.form.check(data)
        if checked.faults:
            unknown = len(data.keys() - {field.name for field in spec.form.fields})
            only_names = min(unknown, MOST_FAULTS) == len(checked.faults)
            error = UnknownNameError if only_names else InputError
            raise error(*checked.faults)
        return checked.values, checked.missing

    def _own(self, case: Case) -> None:
        version = case.version == self.version
        if case.workflow != self.name or not version or case.state not in self._states:
            self._foreign(case)

    def _foreign(self, case: Case, event: Event | None = None) -> NoReturn:
        faults = Faults()
        if case.workflow != self.name:
            faults.add(Fault("case.workflow", case.workflow, f"a case of {self.name!r}"))
        elif case.version != self.version:
            mend = "call migrate first" if case.version < self.version else "upgrade csrules"
            faults.add(Fault("case.version", case.version, f"version {self.version}", mend))
        elif case.state not in self._states:
            mend = nearest(case.state, self._states)
            faults.add(Fault("case.state", case.state, f"a state of {self.name!r}", mend))
        elif event is not None:
            self._unknown(event)
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

    @guarded
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

    @guarded
    def clocks(self, case: Case, at: datetime) -> tuple[ClockView, ...]:
        """Every clock of a case at a moment: those that run first, the next due first of all.

        A scheduler needs nothing else: wake at the first running clock's ``due``.
        """
        self._own(case)
        return clocks_of(self, case, at)

    # stored history

    @guarded
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
            case = next_case(case, fact, Frozen({**case.data, **brought}), _clocked(case, fact))
        return case

    @guarded
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


def _effects(flow: Workflow, edge: Transition, context: Context) -> tuple[Effect, ...]:
    """What a transition asks for: clocks that stop, clocks that start, then its own effects."""
    found: list[Effect] = []
    if edge.stops:
        running = {run.name for run in context.case.clocks if run.stopped is None}
        found += [StopClock(edge.rules[0], name) for name in edge.stops if name in running]
    for name in edge.starts:
        spec = flow.limit(name)
        deadline = spec.start(context)
        if deadline is not None:
            found.append(StartClock(deadline.rule or spec.rule, name, deadline))
    for effect in edge.effects:
        made = effect(context) if callable(effect) else effect
        found.extend(made) if isinstance(made, tuple) else found.append(made)
    return tuple(found)


def _taken(edges: tuple[Transition, ...], context: Context, blind: frozenset[str]) -> Transition:
    for edge in edges[:-1]:
        when: Guard | None = edge.when
        if when and blind.isdisjoint(when.needs) and when.holds(context):
            return edge
    return edges[-1]


def _clocked(case: Case, fact: Fact) -> tuple[ClockRun, ...]:
    """The clocks after a fact: some are stopped, some start (which ends an earlier run)."""
    runs, at = case.clocks, fact.event.at
    for effect in fact.effects:
        if isinstance(effect, StartClock | StopClock):
            name = effect.clock
            runs = tuple(
                ClockRun(name, run.deadline, at)
                if run.name == name and run.stopped is None
                else run
                for run in runs
            )
            if isinstance(effect, StartClock):
                runs = (*runs, ClockRun(name, effect.deadline))
    return runs
