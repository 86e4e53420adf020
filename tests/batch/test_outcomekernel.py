"""The outcome of a question beside what a rule gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest

from csrules.batch import ColumnRule, Work
from csrules.batch.answers import Given, counts
from csrules.batch.columns import Counts
from csrules.batch.outcomekernel import OutcomeKernel
from csrules.regulations import office, property_handbook
from csrules.regulations.office import replies as office_replies
from csrules.regulations.property_handbook import replies as handbook_replies
from tests.batch.asked import quickly

if TYPE_CHECKING:
    from collections.abc import Mapping

    from csrules.batch.columns import Ints


class Doubled:
    """Gives twice a count, and leaves what is above 9."""

    gives: tuple[Given, ...] = (counts("twice", lambda found: found),)
    limit = 5

    def over(self, kinds: Any) -> Doubled:
        assert set(kinds) == {"count"}
        return self

    def fill(self, columns: Mapping[str, Ints], out: Mapping[str, Ints]) -> Ints:
        (twice,) = out.values()
        twice[:] = 2 * columns["count"]
        left: Ints = columns["count"] > 9
        return left


def few_or_many(kernel: Doubled, columns: Mapping[str, Ints], out: Mapping[str, Ints]) -> Ints:
    assert set(out) == {"twice"}
    many: Ints = (columns["count"] > kernel.limit) & (out["twice"] > 0)
    return many


def test_the_outcome_is_told_by_the_rules_columns_and_answers() -> None:
    kernel = OutcomeKernel(Doubled(), ("few", "many"), lambda found: "many", few_or_many)
    rule = ColumnRule(lambda count: 2 * count, {"count": Counts("count")}, kernel)
    found = Work(rule, keep=False).table(pa.table({"count": [0, 5, 6, 10]}))
    assert found.column_names == ["twice", "outcome"]
    assert found.column("twice").to_pylist() == [0, 10, 12, 20]
    assert found.column("outcome").to_pylist() == ["few", "few", "many", "many"]


def test_lateness_is_deducted_where_it_costs_something() -> None:
    rule = office_replies.lateness(office.policy()).rule
    source = pa.table({"base_pay": [5000, 5000, 0, 5000], "late_days": [0, 2, 2, 32]})
    assert quickly(rule, source) == [
        ("0.00", "nothing"),
        ("100.00", "deducted"),
        ("0.00", "nothing"),
        None,
    ]


@pytest.mark.parametrize(
    ("counts", "score"),
    [
        ({}, ("10.0", "full")),
        ({"defects": 0}, ("10.0", "full")),
        ({"defects": 1}, ("9.9", "reduced")),
        ({"defects": 0, "missing_plans": 1}, ("9.5", "reduced")),
    ],
)
def test_a_score_tells_whether_points_were_lost(
    counts: dict[str, int], score: tuple[str, str]
) -> None:
    rule = handbook_replies.information_score(property_handbook.policy()).rule
    (found,) = quickly(rule, pa.table({"late_instant": [0]} | {n: [c] for n, c in counts.items()}))
    assert found == score
