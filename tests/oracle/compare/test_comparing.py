"""What makes the comparisons: it finds a difference, wherever it lies."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import strategies as st

from csrules.regulations import company
from tests.oracle.compare.comparing import Comparison, all_comparisons, comparison, whole

if TYPE_CHECKING:
    from tests.oracle.compare.comparing import Under

ACCEPTED = datetime(2024, 3, 1, 9)


def six_days(under: Under, accepted: datetime) -> tuple[object, object]:
    """The library, and an oracle that knows neither another figure nor another reading."""
    last = company.closing_due(under.policy, accepted).last_day
    return last, accepted.date() + timedelta(days=6)


def compare(**how: Any) -> None:
    """Run a comparison of the six days as pytest would."""
    made: Any = comparison("company", accepted=st.just(ACCEPTED), **how)(six_days)
    for chosen in made.comparison.combinations():
        made(chosen=chosen)


def test_what_agrees_passes() -> None:
    compare()


@pytest.mark.parametrize(
    "how",
    [
        {"figures": {"closing.days": whole(6, 6, 7)}},
        {"readings": ("counting.start_day",)},
        {"figures": {"closing.days": whole(7, 6, 6)}, "readings": ("counting.start_day",)},
    ],
)
def test_a_difference_under_another_figure_or_reading_is_found(how: dict[str, Any]) -> None:
    with pytest.raises(AssertionError, match="the library answers"):
        compare(**how)


def test_readings_are_combined_with_each_other() -> None:
    made: Any = comparison("company", readings=("approval.tie", "counting.by_day"))(six_days)
    assert len(made.comparison.combinations()) == 3 * 2


def test_every_comparison_is_found_by_its_module() -> None:
    found = list(all_comparisons())
    assert all(isinstance(each, Comparison) for each in found)
    assert len({each.body for each in found}) == len(found) > 50
