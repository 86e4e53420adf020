"""Seeking: the value found meets the target, and the one beside it does not."""

from __future__ import annotations

from bisect import bisect_right
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import groupby, pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csrules.citation import Text
from csrules.errors import InputError
from csrules.policy import amend
from csrules.question import Question
from csrules.regulations import company, office
from csrules.study import Coverage, SweepPoint, amount, cases, seek, share, total

NOW = company.policy()
LATE = office.policy()
LIMIT = "approval.bands.deputy_gm"
CASES = [{"amount": each} for each in ("800", "1500", "4000", "5200", "7000", "12000")]
PEOPLE = [{"base_pay": 5000, "late_days": days} for days in (0, 1, 2, 3, 4, 7)]
FORMS = [
    {"accepted_at": datetime(2024, 3, 1, 9), "closed_at": datetime(2024, 3, 1, 9) + timedelta(days)}
    for days in range(20)
]


def told(point: SweepPoint | None) -> tuple[str, int]:
    """A point's value and how many cases the general manager signs."""
    assert point is not None
    return str(point.values[0]), point.cases["gm"]


def test_the_limit_at_which_the_general_manager_signs_a_third_by_hand() -> None:
    """An amount of the limit or more goes to the general manager: 2 of 6 are above 5200."""
    found = seek(CASES, NOW, LIMIT, share("gm", at_most=Fraction(1, 3)))
    assert found.value == Decimal("5200.01")
    assert told(found.below) == ("5200.00", 3)
    assert told(found.point) == ("5200.01", 2)
    assert told(found.above) == ("5200.02", 2)
    assert told(found.base) == ("5000.00", 3)
    assert found.monotone is True
    assert repr(found) == (
        "<Seek approval.bands.deputy_gm: 5,200.01; 18 of 1,100,001 values tried>"
    )


def test_money_is_tried_at_the_amounts_that_occur_and_beside_them() -> None:
    found = seek(CASES, NOW, LIMIT, share("gm", at_most="0.05"))
    tried = {str(point.values[0]) for point in found.points}
    assert found.coverage is Coverage.AMOUNTS
    assert {"1000.01", "12000.01"} <= tried  # the ends: above the first cut, above all amounts
    assert {"4999.99", "5000.01"} & tried == set()
    assert "5000.00" in tried  # in force
    assert {f"{a}.{b}" for a, b in ((5199, 99), (5200, "00"), (5200, "01"))} <= tried
    assert told(found.point) == ("12000.01", 0)
    assert found.above is None


def test_a_step_of_ones_own() -> None:
    found = seek(CASES, NOW, LIMIT, share("gm", at_most="0.35"), within=(2000, 20000, 250))
    assert told(found.below) == ("5000.00", 3)
    assert told(found.point) == ("5250.00", 2)
    assert (found.coverage, found.possible, len(found.points)) == (Coverage.ALL, 73, 73)


def test_days() -> None:
    """Accepted on the 1st and closed after n days, n up to 19: late where n is above the days."""
    found = seek(FORMS, NOW, "closing.days", cases("late", at_most=3), "closing")
    assert found.point is not None
    assert found.below is not None
    assert (found.value, found.point.cases["late"], found.below.cases["late"]) == (16, 3, 4)
    assert (found.coverage, found.possible) == (Coverage.ALL, 365)


def test_a_target_that_is_met_already_is_sought_where_it_ends() -> None:
    """All of 6 days' forms are late from the 7th day on; at least 10 late ends at 9 days."""
    found = seek(FORMS, NOW, "closing.days", cases("late", at_least=10), "closing")
    assert found.base is not None
    assert found.target.met(found.base)
    assert found.above is not None
    assert (found.value, found.target.met(found.above)) == (9, False)


def test_money_of_one_outcome_and_of_all() -> None:
    """Signed by the general manager: 12000, 7000 and 5200; deducted: 2450 at five percent."""
    some = seek(CASES, NOW, LIMIT, amount("gm", at_most="19000"))
    assert some.value == Decimal("5200.01")
    none = seek(CASES, NOW, LIMIT, amount("gm", at_most=0))
    assert none.value == Decimal("12000.01")
    every = seek(PEOPLE, LATE, "lateness.later_percent", total(at_least=1500, at_most=2000))
    assert every.point is not None
    assert every.above is not None
    assert (every.value, str(every.point.total), str(every.above.total)) == (
        Decimal("3.87"), "1998.00", "2002.00")  # fmt: skip
    assert every.coverage is Coverage.SPREAD


def test_a_reading_is_sought_among_all_its_members() -> None:
    """Two readings stay below 2000: the first of them is shown, both are runs."""
    found = seek(PEOPLE, LATE, "lateness.escalation", total(at_most=2000))
    assert found.value == "exclusive"
    assert [run[0].values[0] for run in found.runs] == ["exclusive", "flat"]
    assert (found.below, found.above, found.monotone) == (None, None, None)
    kept = seek(PEOPLE, LATE, "lateness.escalation", total(at_most=3000))
    assert kept.value == "marginal"  # in force, and it meets the target
    assert "every reading" in str(kept)


def test_a_target_that_nothing_meets_shows_the_closest() -> None:
    found = seek(CASES, NOW, LIMIT, cases("gm", at_least=6))
    assert (found.point, found.value, found.runs) == (None, None, ())
    assert told(found.best) == ("1500.00", 5)  # of those with five, the nearest to 5000
    assert told(found.above) == ("1500.01", 4)
    assert "No value tried meets" in str(found)
    assert "均未达标" in found.text("zh")
    assert repr(found).startswith("<Seek approval.bands.deputy_gm: not met;")
    assert not any(row["is_found"] for row in found.rows())


def test_a_target_that_all_meet_keeps_the_value_in_force() -> None:
    found = seek(CASES, NOW, "closing.days", cases("gm", at_most=6))
    assert (found.value, found.base) == (6, found.point)


def test_nothing_to_measure_is_said() -> None:
    found = seek([], NOW, "closing.days", share("gm", at_most=1))
    assert (found.best, found.below, found.above) == (None, None, None)
    assert "Nothing can be measured" in str(found)
    assert "无可计量" in found.text("zh")
    unread = seek([{"amount": 1.5}], NOW, LIMIT, cases("gm", at_most=3), within=(2000, 9000, 500))
    assert (unread.best, unread.runs) == (None, ())  # without an answer, no count is met
    money = seek(FORMS, NOW, "closing.days", amount("late", at_least=1), "closing")
    assert money.point is None


def odd_days(policy: Any, record: Any) -> str:
    del record
    return "odd" if policy.closing.days % 2 else "even"


def test_a_measure_that_rises_and_falls_is_told() -> None:
    found = seek([1], NOW, "closing.days", cases("odd", at_least=1), odd_days)
    assert found.value == 5  # as near to 6 as 7 is; the lower one is shown
    assert found.monotone is False
    assert len(found.runs) == 183
    assert "both rises and falls" in str(found)
    assert "and 163 more" in str(found)


def test_records_without_an_answer_are_no_part_of_a_share() -> None:
    found = seek([*CASES, {"amount": 1.5}], NOW, LIMIT, share("gm", at_most=Fraction(1, 3)))
    assert told(found.point) == ("5200.01", 2)
    assert "records without an answer" in str(found)
    assert "2 / 6 (33.33 %)" in str(found)


def test_values_that_make_no_policy_are_no_turn() -> None:
    """Steps of four days together leave at least four days for the whole."""
    policy = amend(NOW, {"closing.step_days": {"cs": 2, "rnd": 2}})
    found = seek(FORMS, policy, "closing.days", cases("late", at_least=1), "closing")
    assert [point.values[0] for point in found.points if point.faults] == [1, 2, 3]
    assert not any(found.target.met(point) for point in found.points if point.faults)
    assert found.value == 18
    low = seek(FORMS, policy, "closing.days", cases("late", at_least=16), "closing")
    assert (low.value, low.point) == (None, None)
    assert low.best is not None
    assert (low.best.values, low.best.cases["late"]) == ((4,), 15)
    assert "makes no policy" in str(low)


def test_rows_and_pages() -> None:
    found = seek(CASES, NOW, LIMIT, share("gm", at_most=Fraction(1, 3)))
    (row,) = [row for row in found.rows() if row["is_found"]]
    assert (row[LIMIT], row["gm"], row["measure"], row["meets"]) == (
        Decimal("5200.01"), 2, Fraction(1, 3), True)  # fmt: skip
    assert len(found.rows("points")) == 3 * len(found.points)
    assert list(found.to_frame().columns)[-3:] == ["measure", "meets", "is_found"]
    assert "meets “the general manager: at most 1/3 of the cases”: 2 / 6 (33.33 %)" in str(found)
    assert "“总经理：至多占件数的1/3”" in found.html("zh")


def test_the_chart_marks_the_value_found() -> None:
    found = seek(CASES, NOW, LIMIT, share("gm", at_most=Fraction(1, 3)))
    assert found.plot("zh").title == "由谁核决投诉金额：approval.bands.deputy_gm"
    assert "所求 5,200.01" in found.plot("zh").svg
    assert "found 5,200.01" in found.plot().svg
    unmet = seek(CASES, NOW, LIMIT, cases("gm", at_least=6))
    assert "found" not in unmet.plot().svg
    readings = seek(PEOPLE, LATE, "lateness.escalation", total(at_most=2000))
    assert "exclusive" in readings.plot().svg


@pytest.mark.parametrize(
    ("bad", "paths"),
    [
        ({"parameter": "approval.bands.deputy"}, ["parameter"]),
        ({"parameter": "approval.bands.gm"}, ["parameter"]),
        ({"parameter": "approval.bands"}, ["parameter"]),
        ({"parameter": "closing.dasy"}, ["parameter"]),
        ({"parameter": "closing.days.x"}, ["parameter"]),
        ({"target": share("gmm", at_most=0)}, ["target.outcome"]),
        ({"parameter": "closing.days", "ask": odd_days}, ["target.outcome"]),
        ({"within": (2000, 3000)}, ["within"]),
        ({"within": (2000, 0.5, "0.001")}, ["within[1]", "within[2]"]),
        ({"within": (1, 0, 0)}, ["within[2]", "within[1]", "within[0]"]),
        ({"parameter": "closing.days", "within": (0, 400, 1)}, ["within[0]", "within[1]"]),
        ({"parameter": "approval.tie", "within": (1, 2, 1)}, ["within"]),
        ({"ask": "closing", "target": cases("late", at_most=1)}, ["accepted_at"]),
        ({"ask": "closing", "target": cases("late", at_most=1), "records": FORMS}, ["within"]),
        ({"policy": LATE, "parameter": "lateness.later_from", "ask": odd_days}, ["within"]),
        ({"policy": 1}, ["policy"]),
        (
            {"records": 4, "ask": "who", "parameter": "closing.dasy"},
            ["records", "ask", "parameter"],
        ),
    ],
)
def test_bad_input_is_refused_at_once(bad: dict[str, Any], paths: list[str]) -> None:
    good: dict[str, Any] = {"records": CASES, "policy": NOW, "parameter": LIMIT}
    good["target"] = cases("gm", at_most=1)
    with pytest.raises(InputError) as caught:
        seek(**(good | bad))
    assert [fault.path for fault in caught.value.faults] == paths


def met_beside(met: list[bool], place: int) -> bool:
    """Whether a place meets the target and one beside it does not."""
    return met[place] and not all(met[max(place - 1, 0) : place + 2])


@settings(max_examples=40)
@given(
    st.lists(st.integers(200_000, 202_000), min_size=1, max_size=200),
    st.fractions(0, 1, max_denominator=50),
)
def test_the_limit_found_is_that_of_brute_force(amounts: list[int], most: Fraction) -> None:
    """Every fen from 2000.00 to 2020.00; the general manager signs the limit and what is above."""
    records = [{"amount": Decimal(each) / 100} for each in amounts]
    found = seek(records, NOW, LIMIT, share("gm", at_most=most), within=("2000", "2020", "0.01"))
    ranked = sorted(amounts)
    left = [len(amounts) - bisect_right(ranked, limit - 1) for limit in range(200_000, 202_001)]
    met = [Fraction(each, len(amounts)) <= most for each in left]
    assert found.monotone is True
    if not any(met):
        assert found.point is None
        assert found.best is not None
        assert found.best.cases["gm"] == min(left)
        return
    place = int(found.value * 100) - 200_000
    assert found.point is not None
    assert found.point.cases.get("gm", 0) == left[place]
    assert met[place]
    assert met_beside(met, place) or all(met)


@settings(max_examples=25)
@given(st.lists(st.booleans(), min_size=365, max_size=365))
def test_where_all_values_are_tried_the_nearest_turn_is_found(met: list[bool]) -> None:
    def asked(policy: Any, record: Any) -> str:
        del record
        return "yes" if met[policy.closing.days - 1] else "no"

    if len(set(met)) == 1:
        return
    found = seek([1], NOW, "closing.days", cases("yes", at_least=1), asked)
    turns = [place for place in range(365) if met_beside(met, place)]
    assert found.value == 1 + min(turns, key=lambda place: (abs(place - 5), place))
    runs = [len(list(run)) for each, run in groupby(met) if each]
    assert [len(run) for run in found.runs] == runs


@settings(max_examples=25)
@given(st.lists(st.integers(1, 9999), unique=True, min_size=1, max_size=8), st.booleans())
def test_what_is_found_by_halving_is_a_turn(flips: list[int], first: bool) -> None:
    """Hundredths of a percent from 0 to 100: met or not, turning at some of them."""
    ranked = sorted(flips)

    def asked(policy: Any, record: Any) -> str:
        del record
        turned = bisect_right(ranked, int(policy.lateness.later_percent * 100)) % 2
        return "yes" if first is not bool(turned) else "no"

    met = [first is not bool(bisect_right(ranked, place) % 2) for place in range(10_001)]
    titles = {each: Text(each, each) for each in ("yes", "no")}
    question = Question("turns", Text("turns", "转折"), asked, titles=titles)
    found = seek([1], LATE, "lateness.later_percent", cases("yes", at_least=1), question)
    assert [found.target.met(each) for each in found.points] == [
        met[int(each.values[0] * 100)] for each in found.points
    ]
    assert found.possible == 10_001
    tried = {found.target.met(each) for each in found.points}
    if len(tried) == 2:
        assert met_beside(met, int(found.value * 100))
    for one, other in pairwise(int(each.values[0] * 100) for each in found.points):
        assert met[one] == met[other] or other == one + 1


def test_a_chart_shows_the_values_near_the_one_found() -> None:
    records = [{"amount": amount} for amount in (900, 1200, 1500, 5200, 7000, 12000, 900_000)]
    found = seek(
        records, company.policy(), "approval.bands.deputy_gm", share("gm", at_most=Fraction(3, 7))
    )
    assert found.point is not None
    drawn = found._near()
    assert max(point.values[0] for point in found.tried) > 900_000
    assert max(point.values[0] for point in drawn) <= 3 * max(found.point.values[0], 5000)
    assert len(drawn) > 3
