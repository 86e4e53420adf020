"""A season: the department from 2021 to 2026 in so many steps, all of them drawn from one seed.

Seasons are independent of one another, so that any one of them can be played alone.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Final

from simulation import mistakes
from simulation.attendance import Attendance
from simulation.books import Books
from simulation.dossiers import Desk
from simulation.draws import Draws
from simulation.enquiries import ENQUIRIES
from simulation.failure import FailureError
from simulation.flows import shipped
from simulation.office import Office
from simulation.opinions import OPINIONS
from simulation.people import prepared
from simulation.scores import score_of_a_year
from simulation.tally import Tally
from simulation.world import Clock

if TYPE_CHECKING:
    from collections.abc import Mapping

    from simulation.dossiers import Dossier
    from simulation.flows import Flow
    from simulation.tally import Outcome

__all__ = ["STEPS", "Season", "play"]

STEPS: Final = 5000
"""Steps of a whole season."""

_DESK: Final = 24  # open cases beyond which no new one is taken
_WITH_ORACLE: Final = 3  # how much more often a workflow with an oracle begins

_WAYS: Final = ("case",) * 168 + ("enquiry",) * 28 + ("amendment",) * 3 + ("score",)


class Season:
    """One season on its way; `step` does the next thing."""

    def __init__(self, seed: int, number: int, flows: Mapping[str, Flow]) -> None:
        self.seed, self.number = seed, number
        self.draws = Draws(Random(f"csrules {seed} {number}"))
        self.tally = Tally()
        self.books = Books(self.draws)
        self.desk = Desk()
        self.clock = Clock(self.draws)
        self.office = Office(self.draws, self.books, self.desk, self.tally, flows)
        self.attendance = Attendance(self.draws, self.books, self.tally)
        self.arrivals = tuple(
            flow
            for flow in flows.values()
            for _ in range(_WITH_ORACLE if flow.name in OPINIONS else 1)
        )
        self.at_work: Dossier | None = None
        self.steps = 0
        self.doing: tuple[object, ...] = ()
        """What the step is about, told where it fails."""

    def step(self) -> None:
        """The next thing that happens."""
        self.steps += 1
        self.clock.tick(STEPS - self.steps)
        self.tally.count("events")
        way = "month" if self.attendance.due(self.clock.now) else self.draws.one(_WAYS)
        self.doing = (way, self.clock.now)
        getattr(self, f"_{way}")()

    def _case(self) -> None:
        dossier = self._dossier()
        self.doing = (dossier.case.id, "in state", dossier.case.state)
        if self.draws.often(7):
            self.office.restart(dossier)
        now, office = self.clock.now, self.office
        policy = self.books.at(dossier.flow.workflow.pack, now)
        own_id = f"e{self.steps}" if self.draws.often(20) else None
        if dossier.case.state in dossier.flow.finals:
            event, error = mistakes.after_the_end(self.draws, dossier, now)
        else:
            event = prepared(self.draws, dossier, now, policy, office.calendar, own_id)
            error = None
            if self.draws.often(24):
                name = self.draws.one(tuple(mistakes.MISTAKES))
                event, error = mistakes.MISTAKES[name](self.draws, dossier, event)
                self.doing += ("mistake", name)
        self.doing += (event,)
        office.fire(dossier, event, error)

    def _dossier(self) -> Dossier:
        """The case at work mostly, or the one whose clock runs out next, a new, or an ended one."""
        draws, desk, way = self.draws, self.desk, self.draws.upto(99)
        if way < 3 and desk.ended:
            return draws.one(desk.ended)
        if way < 60 and self.at_work in desk.open and self.at_work is not None:
            self._wait_for_a_clock(self.at_work)
            return self.at_work
        if desk.open and (way < 85 or len(desk.open) >= _DESK):
            self.at_work = draws.one(desk.open)
        else:
            self.at_work = desk.new(draws.one(self.arrivals))
        return self.at_work

    def _wait_for_a_clock(self, dossier: Dossier) -> None:
        """Now and then somebody acts in the very second in which a clock runs out, or beside it."""
        due = self.draws.often(10) and next(
            (run.deadline.due for run in dossier.case.clocks if run.stopped is None), None
        )
        if due:
            self.clock.on_to(due, self.draws.one((-1, 0, 1)))

    def _enquiry(self) -> None:
        name = self.draws.one(tuple(ENQUIRIES))
        self.doing += (name,)
        seen = ENQUIRIES[name](self.draws, self.books, self.clock.now)
        self.tally.count(f"oracle: {name}")
        self.tally.decided(name, *seen)

    def _amendment(self) -> None:
        pack = self.draws.one(tuple(self.books.rows))
        self.doing += (pack,)
        changed = self.books.amend(pack, self.clock.now)
        self.tally.count("amendments")
        self.tally.decided(pack, *changed, self.books.rows[pack][-1][1].fingerprint)

    def _score(self) -> None:
        seen = score_of_a_year(self.draws, self.books, self.clock.now)
        self.tally.count("oracle: scores")
        self.tally.decided("score", *seen)

    def _month(self) -> None:
        self.attendance.judge()


def play(
    seed: int, number: int, steps: int = STEPS, flows: Mapping[str, Flow] | None = None
) -> Outcome:
    """Play the first ``steps`` of a season; raises `FailureError` that says how to repeat it."""
    season = Season(seed, number, shipped() if flows is None else flows)
    try:
        while season.steps < steps:
            season.step()
    except Exception as error:
        what = f"{type(error).__name__}: {error}"
        doing = " ".join(map(str, season.doing))
        raise FailureError(seed, number, season.steps, doing, what) from error
    return season.tally.outcome(number)
