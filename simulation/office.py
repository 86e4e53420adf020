"""Deciding an event of a case: the library answers, the laws and the oracle are held against it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from csrules.errors import InputError, MissingParameterError
from csrules.lifecycle.effects import StartWorkflow
from csrules.lifecycle.verdicts import Accepted
from simulation import laws
from simulation.failure import held
from simulation.world import calendar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from csrules.lifecycle.cases import Event
    from csrules.lifecycle.verdicts import Code, Refused
    from simulation.books import Books
    from simulation.dossiers import Desk, Dossier
    from simulation.draws import Draws
    from simulation.flows import Flow
    from simulation.tally import Tally

__all__ = ["Office"]

_OPTIONS_EVERY: Final = 10
_KEPT_EVERY: Final = 30
"""Options, and refusals as JSON, are costly: asked on every so many events; all else on each."""
_GIVEN_UP_AFTER: Final = 6  # refusals in a row, after which nobody goes on with a case


class Office:
    """The service department on its desk."""

    def __init__(
        self, draws: Draws, books: Books, desk: Desk, tally: Tally, flows: Mapping[str, Flow]
    ) -> None:
        self.draws, self.books, self.desk, self.tally = draws, books, desk, tally
        self.flows = flows
        self.calendar = calendar()
        self.fired = 0

    def fire(self, dossier: Dossier, event: Event, error: type[InputError] | None = None) -> None:
        """Have an event decided; with ``error``, it must be raised instead of an answer."""
        self.fired += 1
        self.tally.count("case events")
        self.tally.count(f"workflow {dossier.flow.name}")
        flow, case = dossier.flow, dossier.case
        policy = self.books.at(flow.workflow.pack, event.at)
        try:
            answer = flow.workflow.decide(case, event, policy, self.calendar)
        except MissingParameterError as blank:
            self._blank(dossier, blank, policy)
            return
        except InputError as raised:
            held(error is not None and isinstance(raised, error), "an error", raised)
            held(dossier.case == dossier.twin, "an error changes nothing", dossier.case)
            self.tally.count("errors of the caller")
            self.tally.decided(case.id, event.name, type(raised).__name__)
            return
        held(error is None, "no error, where the input is wrong", answer)
        code = laws.foreseen(dossier, event)
        state = self._opinion(dossier, event, answer, policy, code)
        rules = laws.reasons_told(answer)
        if self.fired % _OPTIONS_EVERY == 0:
            self._look_ahead(dossier, event, answer, policy)
        if isinstance(answer, Accepted):
            self._accept(dossier, event, answer, policy, code, state)
        else:
            self._refuse(dossier, answer, code, rules)

    def _look_ahead(
        self, dossier: Dossier, event: Event, answer: Accepted | Refused, policy: Any
    ) -> None:
        """The costly laws; what could be done next may need a blank, as the answer itself."""
        try:
            laws.options(dossier, event, answer, policy, self.calendar)
            self.tally.count("options compared")
            if not isinstance(answer, Accepted) and self.fired % _KEPT_EVERY == 0:
                laws.answer_kept(dossier, answer)
        except MissingParameterError as blank:
            self._blank(dossier, blank, policy)

    def _opinion(
        self,
        dossier: Dossier,
        event: Event,
        answer: Accepted | Refused,
        policy: Any,
        code: Code | None,
    ) -> str:
        """The state that the oracle leads to, after its verdict was compared."""
        opinion = dossier.opinion
        if opinion is None or code in ("duplicate", "out_of_order"):
            return ""
        verdict, state = opinion.verdict(event, policy)
        said = "accepted" if isinstance(answer, Accepted) else str(answer.code)
        if said != verdict or opinion.states[state] != answer.case.state:
            theirs, mine = f"{verdict}, {opinion.states[state]}", f"{said}, {answer.case.state}"
            held(False, f"the oracle says {verdict}, the library {said}", theirs, mine, answer)
        self.tally.count("oracle: verdicts")
        return state

    def _accept(
        self,
        dossier: Dossier,
        event: Event,
        answer: Accepted,
        policy: Any,
        code: Code | None,
        state: str,
    ) -> None:
        laws.accepted(dossier, answer, event, code)
        text = laws.written(dossier, answer)
        dossier.facts.append(answer.fact)
        dossier.stored.append(text)
        dossier.keys.add(event.key)
        dossier.case, dossier.last, dossier.stuck = answer.case, event.at, 0
        dossier.twin = dossier.flow.workflow.replay(answer.case.id, dossier.facts)
        held(dossier.twin == answer.case, "replay equals fold", dossier.twin, answer.case)
        if answer.case.clocks:
            laws.clocks(dossier, event.at)
        if dossier.opinion is not None:
            dossier.opinion.go_on(event, policy, state)
            runs = [(run.name, run.deadline.due, run.stopped) for run in answer.case.clocks]
            held(runs == dossier.opinion.runs, "clocks by the oracle", dossier.opinion.runs, runs)
            self.tally.count("oracle: clocks", len(runs))
        self.tally.count("accepted")
        self.tally.decided(text)
        self._start(answer)
        if answer.case.state in dossier.flow.finals:
            self.desk.put_away(dossier)
            self.tally.count("cases ended")

    def _refuse(
        self, dossier: Dossier, answer: Refused, code: Code | None, rules: tuple[str, ...]
    ) -> None:
        laws.refused(dossier, answer, code)
        self.tally.count(f"refused {answer.code}")
        self.tally.decided(dossier.case.id, answer.event.name, answer.code, *rules)
        dossier.stuck += 1
        if dossier.stuck == _GIVEN_UP_AFTER:
            self.desk.put_away(dossier)
            self.tally.count("cases given up")

    def _blank(self, dossier: Dossier, blank: MissingParameterError, policy: Any) -> None:
        """A result that needs a blank fails by its name; the blank is blank indeed."""
        for fault in blank.faults:
            pack, _, path = fault.path.partition(".")
            value = policy
            for name in path.split("."):
                value = getattr(value, name)
            held(pack == policy.pack and value is None, "a blank that has a value", fault)
        held(dossier.case == dossier.twin, "an error changes nothing", dossier.case)
        self.tally.count("blanks met")
        self.tally.decided(dossier.case.id, *(fault.path for fault in blank.faults))

    def _start(self, answer: Accepted) -> None:
        """Workflows that the event starts: their first event takes what it is given."""
        for effect in answer.effects:
            if isinstance(effect, StartWorkflow) and effect.workflow in self.flows:
                flow = self.flows[effect.workflow]
                form = flow.specs[effect.event].form
                faults = () if form is None else form.check(effect.data).faults
                held(not faults, "a started workflow takes what it is given", faults)
                self.desk.new(flow, (effect.event, effect.data))
                self.tally.count("cases started by others")

    def restart(self, dossier: Dossier) -> None:
        """Drop a case and build it again from what is stored."""
        dossier.case = laws.rebuilt(dossier)
        laws.migrated(self.draws, dossier)
        self.tally.count("restarts")
        if dossier.flow.workflow.migrations:
            self.tally.count("migrations")
