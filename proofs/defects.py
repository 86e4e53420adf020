"""A defect for every statement: planted in the library, the statement must be refuted.

What cannot fail proves nothing; ``make prove`` plants each one and demands a counterexample.
"""

from __future__ import annotations

from contextlib import contextmanager
from math import floor
from typing import TYPE_CHECKING, Any, Final

import attrs

from csrules import deductions, money
from csrules.bands import Bands, BandTable, Tie
from csrules.bands import changes as _changes
from csrules.deductions import Clamp, Escalation, LineRounding
from csrules.lifecycle.verdicts import Refused
from csrules.money import Rounding
from csrules.scoring import Clamp as ScoreClamp
from csrules.scoring import ItemScore, Score, Scorecard
from csrules.workflow import Workflow
from proofs import bands, escalations, lifecycles, rounding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from fractions import Fraction

__all__ = ["DEFECTS", "Defect"]


@attrs.frozen
class Defect:
    """What is planted in place of ``name`` of ``home``."""

    home: Any
    name: str
    planted: Any

    @contextmanager
    def in_place(self) -> Iterator[None]:
        """The library with the defect, and as it was afterwards."""
        sound = vars(self.home)[self.name]
        setattr(self.home, self.name, self.planted)
        try:
            yield
        finally:
            setattr(self.home, self.name, sound)


_table, _decide, _replay = Bands.table, Workflow.decide, Workflow.replay
_per_case, _settle, _score = deductions.per_case, deductions.settle, Scorecard.score
_round = money.round_fraction


def _early_end(table: BandTable, index: int) -> tuple[int, int | None]:
    first = table.starts[index - 1] if index else 0
    return first, table.starts[index] - 2 if index < len(table.starts) else None


def _floor(amount: Fraction, reading: Rounding = Rounding.HALF_UP) -> int:
    del reading
    return floor(amount)


def _even(amount: Fraction, reading: Rounding = Rounding.HALF_UP) -> int:
    del reading
    return _round(amount, Rounding.HALF_EVEN)


def _misread(other: Escalation) -> Callable[..., tuple[Fraction, ...]]:
    """Cases that are always charged under this one reading."""
    return lambda count, steps, _: _per_case(count, steps, other)


def _forgotten(flow: Workflow, case: Any, *rest: Any) -> Any:
    """A decision that does not know which events were accepted before."""
    return _decide(flow, attrs.evolve(case, keys=()), *rest)


def _touched(flow: Workflow, case: Any, *rest: Any) -> Any:
    """A refusal that leaves its mark on the case."""
    answer = _decide(flow, case, *rest)
    changed = attrs.evolve(case, data={"asked": True})
    return attrs.evolve(answer, case=changed) if isinstance(answer, Refused) else answer


DEFECTS: Final[dict[str, Defect]] = {
    "bands.the_span_of_the_owner_holds_the_amount": Defect(BandTable, "span", _early_end),
    "bands.the_owner_rises_with_the_amount": Defect(
        BandTable, "index", lambda table, amount: sum(start > amount for start in table.starts)
    ),
    "bands.two_claim_exactly_the_cuts": Defect(
        BandTable, "on_cut", lambda table, amount: amount in table.starts
    ),
    "bands.any_cuts_have_the_owners_that_the_words_name": Defect(
        Bands, "table", lambda found, _: _table(found, Tie.HIGHER)
    ),
    "bands.amounts_that_change_hands_are_listed": Defect(
        bands, "changes", lambda before, after: _changes(before, after)[:-1]
    ),
    "rounding.an_amount_goes_to_the_nearest_fen": Defect(rounding, "round_fraction", _floor),
    "rounding.a_half_goes_away_from_zero_or_to_the_even_fen": Defect(
        rounding, "round_fraction", _even
    ),
    "rounding.rounding_mirrors_at_zero": Defect(rounding, "round_fraction", _floor),
    "rounding.rounding_keeps_the_order": Defect(
        rounding, "round_fraction", lambda amount: _round(amount) % 7
    ),
    "rounding.yuan_are_a_hundred_fen_or_refused": Defect(
        rounding, "fen", lambda value: value * 100
    ),
    "rounding.an_exact_number_stays_what_it_is": Defect(rounding, "exact", lambda value: value),
    "scores.a_score_lies_between_nothing_and_full": Defect(
        Score, "total_tenths", property(lambda score: score.unclamped_tenths)
    ),
    "scores.one_fault_more_never_raises_the_score": Defect(
        Score, "total_tenths", property(lambda score: abs(score.unclamped_tenths))
    ),
    "scores.the_item_clamp_never_scores_below_the_total_clamp": Defect(
        ItemScore,
        "left_tenths",
        property(lambda item: -item.lost_tenths if item.clamp is ScoreClamp.ITEM else 0),
    ),
    "scores.an_item_loses_what_its_counts_cost": Defect(
        ItemScore, "lost_tenths", property(lambda item: 5 * sum(item.counts))
    ),
    "scores.the_order_of_the_counts_does_not_matter": Defect(
        Scorecard,
        "score",
        lambda card, counts: _score(card, dict(zip(sorted(counts), counts.values(), strict=True))),
    ),
    "escalations.marginal_gives_each_case_the_rate_of_its_number": Defect(
        escalations, "per_case", _misread(Escalation.EXCLUSIVE)
    ),
    "escalations.exclusive_is_marginal_one_case_later": Defect(
        escalations, "per_case", _misread(Escalation.MARGINAL)
    ),
    "escalations.the_whole_month_has_one_rate": Defect(
        escalations, "per_case", _misread(Escalation.MARGINAL)
    ),
    "escalations.flat_takes_the_new_rate_once": Defect(
        escalations, "per_case", _misread(Escalation.MARGINAL)
    ),
    "escalations.more_cases_never_cost_less": Defect(
        escalations, "per_case", _misread(Escalation.FLAT)
    ),
    "escalations.a_clamped_deduction_never_exceeds_its_base": Defect(
        escalations, "settle", lambda base, charges, clamp: _settle(base, charges, clamp=Clamp.NONE)
    ),
    "escalations.lines_add_up_to_what_is_taken": Defect(
        escalations,
        "settle",
        lambda base, charges, **_: _settle(base, charges, rounding=LineRounding.SUM),
    ),
    "lifecycles.every_way_follows_the_table": Defect(
        lifecycles,
        "FLOW",
        attrs.evolve(lifecycles.FLOW, transitions=(
            *lifecycles.FLOW.transitions[:-1],
            attrs.evolve(lifecycles.FLOW.transitions[-1], target="proposed"),
        )),
    ),
    "lifecycles.facts_lead_to_the_case_that_they_came_from": Defect(
        Workflow, "replay", lambda flow, case_id, facts: _replay(flow, case_id, facts[:3])
    ),
    "lifecycles.a_refused_event_changes_nothing": Defect(Workflow, "decide", _touched),
    "lifecycles.nothing_happens_twice": Defect(Workflow, "decide", _forgotten),
}  # fmt: skip
"""The defect of each statement, by its name."""
