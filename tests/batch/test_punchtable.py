"""A shift's days as a table: every pair of punches is judged as the judgement itself does."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csrules.absence import WHOLE, AbsenceRule, Gap, Hours
from csrules.attendance import (
    Direction,
    Fact,
    JudgedDay,
    NoPunches,
    Punch,
    Shift,
    SinglePunch,
    Standard,
    assemble,
    judge,
)
from csrules.batch.columns import NULL
from csrules.batch.punchtable import BITS, LEFT, punch_table
from csrules.errors import CsrulesError
from csrules.testing import shifts

DAY = date(2026, 2, 28)  # another than the table is made for
MIDNIGHT = datetime.combine(DAY, time())
COUNTED = (Fact.LATE, Fact.GAP, Fact.EARLY, Fact.UNRESOLVED)


def counts(day: JudgedDay) -> list[int]:
    return [*(day.has(fact) for fact in COUNTED), day.halves == 1, day.halves == WHOLE]


seconds = st.one_of(st.none(), st.integers(0, 6 * 3600).map(lambda number: 5 * (number // 5)))
limits = seconds.map(lambda number: None if number is None else Fraction(number))
standards = st.builds(
    Standard,
    st.just({}),
    st.one_of(
        st.none(),
        st.builds(
            AbsenceRule,
            limits,
            limits,
            st.fractions(0, 1, max_denominator=100),
            st.sampled_from(Hours),
            st.sampled_from(Gap),
        ),
    ),
    st.sampled_from(NoPunches),
    st.sampled_from(SinglePunch),
    st.sampled_from([(Direction.ON,), (Direction.ON, Direction.OFF)]),
)


def judged(shift: Shift, standard: Standard, on: int | None, off: int | None) -> int | None:
    """What the judgement itself counts; None: it refuses."""
    times = {Direction.ON: on, Direction.OFF: off}
    try:
        (day,) = assemble(
            "li",
            [
                Punch("li", DAY, way, None if at is None else MIDNIGHT + at * timedelta(seconds=1))
                for way, at in times.items()
            ],
            shift=shift,
        )
        found = counts(judge(day, standard))
    except CsrulesError:
        return None
    return sum(count << BITS * place for place, count in enumerate(found))


@settings(max_examples=25, deadline=None)
@given(shifts(), standards, st.data())
def test_every_pair_of_punches_is_judged_as_by_the_judgement(
    shift: Shift, standard: Standard, data: st.DataObject
) -> None:
    table = punch_table(shift, standard, counts)

    def moments(cuts: np.ndarray[tuple[int], np.dtype[np.int64]]) -> st.SearchStrategy[int | None]:
        corners = [int(cut) // 10**6 + beside for cut in cuts for beside in (-1, 0, 1)]
        return st.one_of(st.none(), st.integers(-90_000, 180_000), st.sampled_from(corners or [0]))

    pairs = data.draw(
        st.lists(st.tuples(moments(table.on), moments(table.off)), min_size=30, max_size=30)
    )
    for on, off in pairs:
        if on is not None and off is not None and off < on:
            continue  # whoever asks leaves these
        (found,) = table.judged(
            *(np.array([NULL if at is None else at * 10**6]) for at in (on, off))
        )
        wanted = judged(shift, standard, on, off)
        assert found in {LEFT if wanted is None else wanted, LEFT}, (on, off)


def test_a_plain_policy_leaves_only_what_the_judgement_refuses() -> None:
    rule = AbsenceRule(Fraction(1800), Fraction(7200))
    shift = Shift(time(9), time(18), timedelta(hours=1), time(12))
    standard = Standard({}, rule)
    table = punch_table(shift, standard, counts)
    for on in (None, -1, *range(0, 120_000, 2399)):
        for off in (None, *range(on or 0, 120_000, 7211)):
            arrays = (np.array([NULL if at is None else at * 10**6]) for at in (on, off))
            (found,) = table.judged(*arrays)
            wanted = judged(shift, standard, on, off)
            assert found == (LEFT if wanted is None else wanted), (on, off)


@pytest.mark.parametrize("single", SinglePunch)
@pytest.mark.parametrize("gap", Gap)
@pytest.mark.parametrize("minutes", [30, 60])
def test_what_hangs_on_an_unknown_lunch_is_left_between_two_alike_outcomes(
    gap: Gap, single: SinglePunch, minutes: int
) -> None:
    rule = AbsenceRule(Fraction(1800), Fraction(7200), gap=gap)
    shift = Shift(time(9), time(17), timedelta(minutes=minutes))
    standard = Standard({}, rule, single_punch=single)
    table = punch_table(shift, standard, counts)
    nine, five = 9 * 3600, 17 * 3600
    for minute in range(0, 8 * 60, 5):
        for on, off in ((nine + minute * 60, five), (nine, nine + minute * 60)):
            for pair in ((on, off), (on, None), (None, off)):
                arrays = (np.array([NULL if at is None else at * 10**6]) for at in pair)
                (found,) = table.judged(*arrays)
                wanted = judged(shift, standard, *pair)
                assert found in {LEFT if wanted is None else wanted, LEFT}, pair


def test_a_cut_lies_on_the_second_and_parts_of_one_do_not_count() -> None:
    table = punch_table(Shift(time(8, 30), time(17, 30)), Standard({}), counts)
    start = 8 * 3600 + 30 * 60
    at = np.array([start * 10**6, start * 10**6 + 999_999, (start + 1) * 10**6])
    days = table.judged(at, np.full(3, (17 * 3600 + 1800) * 10**6))
    assert days.tolist() == [0, 0, 1]


def test_without_hours_of_work_only_a_day_without_punches_can_be_judged() -> None:
    table = punch_table(Shift(), Standard({}, AbsenceRule()), counts)
    noon = np.array([12 * 3600 * 10**6])
    assert table.judged(noon, None).tolist() == [LEFT]
    assert table.judged(None, noon).tolist() == [LEFT]
    assert int(table.packed[-1, -1]) == 1 << 5 * BITS
