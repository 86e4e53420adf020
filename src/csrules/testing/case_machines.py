"""State machines: a workflow driven by hypothesis, alone or beside a tester's own system."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from csrules.errors import Fault, MissingParameterError, NotCoveredError, UnknownNameError, nearest
from csrules.lifecycle.casefile import dump_json
from csrules.lifecycle.verdicts import Accepted, Chance, Code
from csrules.testing.event_draws import any_events, step

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from typing import TypeAlias

    from csrules.lifecycle.cases import Case, Event, Fact
    from csrules.lifecycle.verdicts import Refused
    from csrules.policy import Policy
    from csrules.testing.adapters import Adapter
    from csrules.workcalendar import WorkCalendar
    from csrules.workflow import Workflow

__all__ = ["CaseMachine", "DivergenceError", "Shape", "machine"]

Shape: TypeAlias = Literal["enabled", "any"]

_SHAPES: Final = ("enabled", "any")


class DivergenceError(AssertionError):
    """The model broke a law, or the tester's own system did something else than the model."""


def _held(holds: bool, said: str) -> None:
    if not holds:
        raise DivergenceError(said)


class CaseMachine(RuleBasedStateMachine):
    """Base of what `machine` makes: one case, its facts, and the tester's own system beside it."""

    workflow: Workflow
    policy: Policy | None = None
    calendar: WorkCalendar | None = None
    start: datetime | None = None
    make: Callable[[], Adapter] | None = None

    def __init__(self) -> None:
        super().__init__()
        self.case: Case = self.workflow.new("case-1")
        self.facts: tuple[Fact, ...] = ()
        make = type(self).__dict__.get("make")
        self.system: Adapter | None = None if make is None else make()

    def teardown(self) -> None:
        """Close the tester's own system, where it can be closed."""
        close = getattr(self.system, "close", None)
        if callable(close):
            close()

    @property
    def open(self) -> bool:
        """Whether the case has not ended."""
        return not self.workflow.is_final(self.case.state)

    def go_on(self, data: st.DataObject) -> None:
        """One event that the model accepts."""
        answer = data.draw(_steps(self), label="event")
        if answer is not None:
            self.check(answer.fact.event)

    def fire(self, data: st.DataObject) -> None:
        """Any event, whatever the model says to it."""
        self.check(data.draw(any_events(self.workflow, self.case, start=self.start), label="event"))

    def check(self, event: Event) -> Accepted | Refused | None:
        """Decide an event, hold the laws against the answer, and ask the tester's own system.

        None where the policy or the calendar does not reach far enough for an answer.
        """
        before, written = self.case, dump_json(self.case)
        try:
            answer = self.workflow.decide(before, event, self.policy, self.calendar)
        except (MissingParameterError, NotCoveredError) as error:
            note(f"no answer: {error}")
            return None
        _held(dump_json(before) == written, f"{event}: the old case was changed")
        if isinstance(answer, Accepted):
            self._judge_accepted(answer, event)
        else:
            self._judge_refused(answer, event)
        self._compare(answer, event)
        return answer

    def _judge_accepted(self, answer: Accepted, event: Event) -> None:
        offered = {option.event: option for option in self._options(event.at)}
        option = offered.get(event.name)
        if option is not None:
            _held(option.chance is not Chance.REFUSED, f"{event}: accepted, but not in options")
            _held(event.by in option.actors, f"{event}: {event.by} is not among its actors")
            _held(answer.case.state in option.targets, f"{event}: {answer.case.state} not offered")
        facts = (*self.facts, answer.fact)
        again = self.workflow.replay(self.case.id, facts)
        _held(again == answer.case, f"{event}: replay leads to {again}, not to {answer.case}")
        _held(bool(answer.reasons), f"{event}: accepted without a reason")
        self.case, self.facts = answer.case, facts

    def _judge_refused(self, answer: Refused, event: Event) -> None:
        _held(answer.case == self.case, f"{event}: refused, but the case changed")
        _held(bool(answer.reasons), f"{event}: refused without a reason")
        _held(all(reason.rule for reason in answer.reasons), f"{event}: a reason without a rule")
        if not self.open:
            _held(answer.code in (Code.ENDED, Code.DUPLICATE), f"{event}: {answer.code} at the end")

    def _options(self, at: datetime) -> tuple[Any, ...]:
        try:
            return self.workflow.options(self.case, self.policy, at, self.calendar)
        except (MissingParameterError, NotCoveredError):
            return ()

    def _compare(self, answer: Accepted | Refused, event: Event) -> None:
        if self.system is None:
            return
        accepted, state = self.system.apply(event), self.system.state()
        why = "\n".join(f"  {reason}" for reason in answer.reasons)
        said = f"{event.name} by {event.by} at {event.at} with {dict(event.data)}"
        verdict = "accepts" if answer.accepted else "refuses"
        _held(
            accepted is answer.accepted,
            f"{said}: the model {verdict} it, the system under test does not agree\n{why}",
        )
        _held(
            state == self.case.state,
            f"{said}: the model {verdict} it and is in state {self.case.state!r}, "
            f"the system under test is in {state!r}\n{why}",
        )
        clocks = getattr(self.system, "clocks", None)
        if callable(clocks):
            self._compare_clocks(dict(clocks()), event, said)

    def _compare_clocks(self, told: dict[str, datetime], event: Event, said: str) -> None:
        views = self.workflow.clocks(self.case, event.at)
        running = {view.name: view for view in views if view.remaining is not None}
        for name in sorted({*running, *told}):
            own, their = running.get(name), told.get(name)
            due = own and own.due
            why = "" if own is None else f"\n  {own.text} [{own.rule}]"
            _held(
                due == their,
                f"{said}:\nthe clock {name!r} is due {due or 'never, it does not run'}, "
                f"in the system under test {their or 'never'}{why}",
            )


@st.composite
def _steps(draw: st.DrawFn, at: CaseMachine) -> Accepted | None:
    return step(draw, at.workflow, at.case, at.policy, at.calendar, start=at.start)


class _Enabled(CaseMachine):
    """Draws from the enabled events; after the end, any event must be refused."""

    @precondition(lambda self: self.open)
    @rule(data=st.data())
    def happens(self, data: st.DataObject) -> None:
        self.go_on(data)

    @precondition(lambda self: not self.open)
    @rule(data=st.data())
    def happens_after_the_end(self, data: st.DataObject) -> None:
        self.fire(data)


class _Any(CaseMachine):
    """Fires any event, and goes on between, so that refusals are met in every state."""

    @rule(data=st.data())
    def happens_or_not(self, data: st.DataObject) -> None:
        self.fire(data)

    @precondition(lambda self: self.open)
    @rule(data=st.data())
    def happens(self, data: st.DataObject) -> None:
        self.go_on(data)


_BASES: Final[dict[str, type[CaseMachine]]] = {"enabled": _Enabled, "any": _Any}


def machine(
    workflow: Workflow,
    policy: Policy | None = None,
    calendar: WorkCalendar | None = None,
    adapter: Callable[[], Adapter] | None = None,
    *,
    shape: Shape = "enabled",
    start: datetime | None = None,
) -> type[CaseMachine]:
    """A state machine for pytest (``TestX = machine(…).TestCase``) or for a run by hand.

    ``shape="enabled"`` draws from what the case accepts and so reaches deep states; ``"any"``
    fires any event by anybody and checks each refusal too. ``adapter`` makes a tester's own system
    for each run: it is driven beside the model and compared after each event, by its state and,
    where it offers them (`ClockedAdapter`), by its clocks. Whatever does not
    agree raises `DivergenceError`, and hypothesis shrinks the way to it. ``start`` is when the
    first event may happen; without it, anywhere in ``calendar``.

    >>> from datetime import datetime
    >>> from hypothesis import settings
    >>> from hypothesis.stateful import run_state_machine_as_test
    >>> from csrules.regulations import company
    >>> Improving = machine(company.IMPROVEMENT, start=datetime(2024, 3, 1, 9))
    >>> few = settings(max_examples=5, derandomize=True, database=None)
    >>> run_state_machine_as_test(Improving, settings=few)
    """
    if shape not in _SHAPES:
        mend = nearest(shape, _SHAPES)
        raise UnknownNameError(Fault("shape", shape, "'enabled' or 'any'", mend))
    own: dict[str, Any] = {
        "workflow": workflow,
        "policy": policy,
        "calendar": calendar,
        "start": start,
        "make": adapter,
        "__module__": __name__,
        "__doc__": f"{workflow.title.en}, {shape} events.",
    }
    words = workflow.name.replace(".", "_").split("_")
    name = "".join(word.capitalize() for word in words) + "Machine"
    return type(name, (_BASES[shape],), own)
