"""Counting by joint codes: every row is counted once, and sums are exact."""

from __future__ import annotations

from collections import Counter, defaultdict

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from csrules.study.joint import cases_of, joint, rows_of, sums

BASES = st.lists(st.sampled_from([1, 2, 3, 5, 40, 127]), min_size=1, max_size=6)
UNITS = st.one_of(st.integers(-(2**63) + 1, 2**63 - 1), st.integers(-200, 200))


@given(BASES, st.data())
def test_cases_and_sums_are_those_of_counting_by_hand(
    bases: list[int], data: st.DataObject
) -> None:
    rows = data.draw(
        st.lists(
            st.tuples(st.tuples(*(st.integers(0, base - 1) for base in bases)), UNITS),
            min_size=1,
            max_size=60,
        )
    )
    columns = [np.array(codes, "i1") for codes in zip(*(digits for digits, _ in rows), strict=True)]
    made = joint(list(zip(columns, bases, strict=True)))
    found = rows_of(made)
    cases = {made.digits(code): n for code, n in cases_of(made, found).items()}
    assert cases == Counter(digits for digits, _ in rows)
    added: dict[tuple[int, ...], int] = defaultdict(int)
    for digits, units in rows:
        added[digits] += units
    units = np.array([units for _, units in rows], "i8")
    assert {made.digits(code): each for code, each in sums(units, found).items()} == added


def test_so_many_codes_that_no_number_could_hold_them_all() -> None:
    """Forty policies of three outcomes would need 3 ** 40 codes."""
    columns = [(np.array([place % 3, 0, place % 3], "i1"), 3) for place in range(40)]
    made = joint(columns)
    cases = {made.digits(code): n for code, n in cases_of(made, rows_of(made)).items()}
    assert cases == {(0,) * 40: 1, tuple(place % 3 for place in range(40)): 2}
