"""The five suites: each asks about one capability, by vectors, properties, wrong input and laws.

A tester's module subclasses a suite and gives it one fixture, ``adapter``::

    class TestApproval(ApprovalSuite):
        @pytest.fixture
        def adapter(self):
            return OurAdapter()
"""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from csrules.regulations.company import Role
from csrules.testing.conformance.claims import passed
from csrules.testing.conformance.driven_case import drive, judge, keeps_cases
from csrules.testing.conformance.failures import NonConformanceError
from csrules.testing.conformance.operations import Capability
from csrules.testing.conformance.questions import lives_between
from csrules.testing.conformance.questions_case import (
    complaint_steps,
    complaint_walks,
    complaint_ways,
)
from csrules.testing.conformance.suite import Suite, cites_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from csrules.testing.conformance.asking import More

__all__ = [
    "SUITES",
    "ApprovalSuite",
    "AttendanceSuite",
    "ComplaintSuite",
    "DeadlinesSuite",
    "ScoringSuite",
]


class ApprovalSuite(Suite, capability=Capability.APPROVAL):
    """Who decides an amount, and who may sign (000 Art. 27)."""

    @cites_rules("000-A27-1.1", "000-A27-1.2", "000-A27-1.3", "000-A27-1.4", "000-A27-1.5")
    def test_vectors(self, adapter: Any) -> None:
        """Every stored case."""
        self.agree_on_vectors(adapter)

    @cites_rules("000-A27-1.1", "000-A27-1.2", "000-A27-1.3", "000-A27-1.4")
    def test_who_decides(self, adapter: Any) -> None:
        """The owner of each band, at each cut and one fen beside it."""
        self.agree(adapter, "approver")

    @cites_rules("000-A27-1.5")
    def test_who_may_sign(self, adapter: Any) -> None:
        """The owner of the band and whoever stands higher, and nobody else."""
        self.agree(adapter, "may_sign")

    @cites_rules("000-A27-1.1")
    def test_wrong_questions(self, adapter: Any) -> None:
        """What is no money, no role and no order of cuts is refused as such."""
        self.agree(adapter, "approver", wrong=True)
        self.agree(adapter, "may_sign", wrong=True)

    @cites_rules("000-A27-1.4")
    def test_more_money_never_goes_lower(self, adapter: Any) -> None:
        """Law: a higher amount never goes to a lower role."""
        self.never_falls(adapter, "approver", _raised("amount", 100), _RANKS.__getitem__, 100_000)

    @cites_rules("000-A27-1.5")
    def test_who_decides_may_sign(self, adapter: Any) -> None:
        """Law: a role may sign only where it is not below the one that decides."""

        def law(given: dict[str, Any], signs: bool) -> str:
            asked = {name: value for name, value in given.items() if name != "role"}
            owner = self.ask(adapter, "approver", asked)
            below = _RANKS.get(str(owner.content), 0) > _RANKS[given["role"]]
            return f"the approver is {owner}" if signs and below else ""

        self.always(adapter, "may_sign", law)


def _raised(name: str, parts: int) -> More:
    """More of a value: so many parts of one each step."""

    def more(given: dict[str, Any], step: int) -> dict[str, Any]:
        return given | {name: str(Decimal(given[name]) + Decimal(step) / parts)}

    return more


_RANKS: Final = {str(role): rank for rank, role in enumerate(Role)}


class DeadlinesSuite(Suite, capability=Capability.DEADLINES):
    """When a limit ends: hours, working hours, days, working days, a day of the month."""

    @cites_rules("001-FA-3.4-3", "001-FA-3.4-4", "001-FA-3.4-5", "000-A26-1.1", "000-A28-1.1")
    def test_vectors(self, adapter: Any) -> None:
        """Every stored case."""
        self.agree_on_vectors(adapter)

    @cites_rules("001-FA-3.4-3", "001-FA-3.4-4")
    def test_elapsed_hours(self, adapter: Any) -> None:
        """Hours of the clock, and what happens when they end on a day off."""
        self.agree(adapter, "elapsed_hours")

    @cites_rules("001-FA-3.4-4")
    def test_working_hours(self, adapter: Any) -> None:
        """Hours of working time."""
        self.agree(adapter, "working_hours")

    @cites_rules("000-A26-1.1")
    def test_calendar_days(self, adapter: Any) -> None:
        """Days, the first one counted or not."""
        self.agree(adapter, "calendar_days")

    @cites_rules("001-FA-3.4-5")
    def test_working_days(self, adapter: Any) -> None:
        """Working days, those made up for among them."""
        self.agree(adapter, "working_days")

    @cites_rules("000-A28-1.1", "001-IM-4.1-1")
    def test_month_day(self, adapter: Any) -> None:
        """By a day of the month."""
        self.agree(adapter, "month_day")

    @cites_rules("001-FA-3.4-3")
    def test_wrong_questions(self, adapter: Any) -> None:
        """No moment, no calendar, no number: refused as such."""
        for operation in ("elapsed_hours", "working_days", "month_day"):
            self.agree(adapter, operation, wrong=True)

    @cites_rules("001-FA-3.4-4", "001-FA-3.4-5", "000-A26-1.1")
    def test_nothing_is_due_before_it_starts(self, adapter: Any) -> None:
        """Law: no limit that is not rolled ends before its start."""

        def law(given: dict[str, Any], due: str) -> str:
            closes = given.get("day_end", "midnight") != "midnight"  # business may be closed before
            return "due before the start" if due < given["start"] and not closes else ""

        for operation in ("working_hours", "calendar_days", "working_days"):
            self.always(adapter, operation, law)

    @cites_rules("001-FA-3.4-4")
    def test_working_time_never_runs_back(self, adapter: Any) -> None:
        """Law: what takes longer is never due earlier."""
        self.never_falls(adapter, "working_hours", _raised("hours", 4), str)


class ComplaintSuite(Suite, capability=Capability.COMPLAINT):
    """The life of one complaint form (000 Art. 20 to 27)."""

    @cites_rules("000-A25-1.1", "000-A26-1.1", "000-A20-1", "000-A27-1.5")
    def test_vectors(self, adapter: Any) -> None:
        """Every stored case."""
        self.agree_on_vectors(adapter)

    @cites_rules("000-A25-1.1", "000-A20-1", "000-A25-2.1", "000-A25-6.1", "000-A27-1.5")
    def test_the_right_way_and_beside_it(self, adapter: Any) -> None:
        """Each step that a form rightly takes, and each that differs from it in one thing."""
        ways = complaint_ways(passed("complaint", self.allowed("complaint")))
        self._one_by_one(ways, partial(self.compare, adapter, "complaint"))

    @cites_rules("000-A25-1.1", "000-A20-1", "000-A25-2.1", "000-A25-6.1", "000-A27-1.5")
    def test_each_step_in_each_state(self, adapter: Any) -> None:
        """In each state each step: by everybody, without each field, against each condition."""
        steps = complaint_steps(passed("complaint", self.allowed("complaint")))
        self._one_by_one(steps, partial(self.compare, adapter, "complaint"))

    @cites_rules("000-A25-1.1", "000-A24-3.1", "000-A25-3.1", "000-A26-1.1", "000-A27-1.5")
    def test_the_last_event(self, adapter: Any) -> None:
        """After any history: the state, the clocks that run, or the rules that refuse."""
        self.agree(adapter, "complaint")

    @cites_rules("000-A25-1.1", "000-A20-1", "000-A27-1.5")
    def test_event_by_event(self, adapter: Any) -> None:
        """One case, driven beside the model event by event."""
        try:
            self._asked += drive(adapter, self.allowed("complaint"), self.examples)
        except NonConformanceError as error:
            given = error.failure.given
            self.tell(given, error, lambda smaller: judge(adapter, smaller))

    @cites_rules("000-A25-1.1", "000-A20-1", "000-A27-1.5")
    def test_what_is_refused_changes_nothing(self, adapter: Any) -> None:
        """Law: refused events between those of a life leave the case as it is."""

        def check(given: dict[str, Any]) -> None:
            self._asked += len(given["events"])
            judge(adapter, given)

        allowed = self.allowed("complaint")
        if keeps_cases(adapter):  # one that is given whole histories has nothing to keep
            self._one_by_one(complaint_walks(passed("complaint", allowed)), check)
        self.each(lives_between(allowed), check)

    @cites_rules("000-A25-1.1")
    def test_wrong_questions(self, adapter: Any) -> None:
        """Unknown events, roles and fields, and wrong values, are refused as such."""
        self.agree(adapter, "complaint", wrong=True)

    @cites_rules("000-A25-1.1")
    def test_a_question_changes_nothing(self, adapter: Any) -> None:
        """Law: the same history gives the same answer, whatever was asked in between."""

        def law(given: dict[str, Any], standing: Any) -> str:
            self.ask(adapter, "complaint", given | {"events": given["events"][:-1]})
            again = self.ask(adapter, "complaint", given)
            return "" if again.content == standing else f"asked again, it says {again}"

        self.always(adapter, "complaint", law)

    def _one_by_one(
        self, asked: Iterable[dict[str, Any]], check: Callable[[dict[str, Any]], None]
    ) -> None:
        """Check fixed questions in their order; the simplest form of the first fault is told."""
        for given in asked:
            try:
                check(given)
            except NonConformanceError as error:
                self.tell(given, error, check)


class ScoringSuite(Suite, capability=Capability.SCORING):
    """A department's information score (001 IM 6.1)."""

    @cites_rules(*(f"001-IM-6.1-{number}" for number in range(1, 8)))
    def test_vectors(self, adapter: Any) -> None:
        """Every stored case."""
        self.agree_on_vectors(adapter)

    @cites_rules(*(f"001-IM-6.1-{number}" for number in range(1, 8)))
    def test_information_score(self, adapter: Any) -> None:
        """Each item and the total, clamped item by item or as a whole."""
        self.agree(adapter, "information_score")

    @cites_rules("001-IM-6.1-2")
    def test_wrong_questions(self, adapter: Any) -> None:
        """Negative counts, text, fractions, and more reports than a year has."""
        self.agree(adapter, "information_score", wrong=True)

    @cites_rules("001-IM-6.1-1")
    def test_a_total_stays_on_its_scale(self, adapter: Any) -> None:
        """Law: the total lies between 0 and 10 points."""

        def law(_: dict[str, Any], score: Any) -> str:
            return "" if 0 <= score["total"] <= 100 else "outside of 0 to 10 points"

        self.always(adapter, "information_score", law)

    @cites_rules("001-IM-6.1-1")
    def test_fewer_mistakes_never_score_less(self, adapter: Any) -> None:
        """Law: no mistake makes a score better."""

        def fewer(given: dict[str, Any], step: int) -> dict[str, Any]:
            counts = {name: value for name, value in given.items() if isinstance(value, int)}
            return given | {name: max(0, value - step) for name, value in counts.items()}

        self.never_falls(adapter, "information_score", fewer, lambda score: score["total"])


class AttendanceSuite(Suite, capability=Capability.ATTENDANCE):
    """What a day was, and what a month costs (S2-03-12 and 004)."""

    @cites_rules("S2-03-12", "004-1.3.1-1", "004-1.4-2", "004-1.7-1")
    def test_vectors(self, adapter: Any) -> None:
        """Every stored case."""
        self.agree_on_vectors(adapter)

    @cites_rules("S2-03-12")
    def test_lateness_deduction(self, adapter: Any) -> None:
        """The office: each late day at its rate, each line rounded on its own."""
        self.agree(adapter, "lateness_deduction")

    @cites_rules("004-1.3.1-1", "004-1.3.1-2", "004-1.3.2-1", "004-1.4-1", "004-1.4-2")
    def test_judge_day(self, adapter: Any) -> None:
        """The department: late, early, absent by hours, or a blank that is needed."""
        self.agree(adapter, "judge_day")

    @cites_rules("004-1.3.1-3", "004-1.3.2-3", "004-1.4-3", "004-1.6.2-2", "004-1.7-1")
    def test_month_deduction(self, adapter: Any) -> None:
        """The department: what a month takes from the bonus."""
        self.agree(adapter, "month_deduction")

    @cites_rules("S2-03-12", "004-1.7-1")
    def test_wrong_questions(self, adapter: Any) -> None:
        """No money, no moment, no number of days: refused as such."""
        for operation in ("lateness_deduction", "judge_day", "month_deduction"):
            self.agree(adapter, operation, wrong=True)

    @cites_rules("S2-03-12")
    def test_lines_add_up(self, adapter: Any) -> None:
        """Law: rounded line by line, the lines are the sum."""

        def law(given: dict[str, Any], bill: Any) -> str:
            apart = given.get("rounding") == "sum" or sum(bill["lines"]) == bill["sum"]
            return "" if apart else "the lines do not add up"

        self.always(adapter, "lateness_deduction", law)

    @cites_rules("004-1.7-1")
    def test_a_clamped_bonus_is_never_overdrawn(self, adapter: Any) -> None:
        """Law: what is left lies between nothing and the bonus."""

        def law(given: dict[str, Any], bill: Any) -> str:
            within = 0 <= bill["net"] <= Decimal(given["bonus"]) * 100
            return "" if within or "clamp" in given else "overdrawn"

        self.always(adapter, "month_deduction", law)


SUITES: Final[dict[Capability, type[Suite]]] = {
    each.capability: each
    for each in (ApprovalSuite, DeadlinesSuite, ComplaintSuite, ScoringSuite, AttendanceSuite)
}
"""The suite of each capability."""
