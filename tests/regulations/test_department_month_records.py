"""Department One(四), (六)2: the records of a month, those that count and in which order."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from csrules.errors import InputError
from csrules.regulations import department
from csrules.regulations.department import Counts
from tests.regulations.department_march import GONE, POLICY, kinds, month_of

if TYPE_CHECKING:
    from csrules.attendance import JudgedDay

FIFTH, SEVENTH = date(2024, 3, 5), date(2024, 3, 7)


def faults_of(call: Any) -> list[str]:
    with pytest.raises(InputError) as caught:
        call()
    return [fault.path for fault in caught.value.faults]


def absent(person: str, *days: date) -> list[JudgedDay]:
    """Days on which somebody was due and nobody punched."""
    return list(department.judged_days(POLICY, person, [], days))


def test_proxy_punches_are_charged_day_by_day_004_1_6_2_2() -> None:
    """004-1.6.2-2: whatever the order in which they were recorded."""
    acts = [department.ProxyPunch(day, "li", "zhao") for day in (SEVENTH, FIFTH)]
    month = month_of({}, proxies=acts)
    assert month.counts.proxies == (FIFTH, SEVENTH)
    said = [line.partition(":")[0] for line in month.explain().splitlines()[:2]]
    assert said == ["proxy punching, 2024-03-05", "proxy punching, 2024-03-07"]


def test_dismissal_is_told_after_every_other_sanction_004_1_4_5() -> None:
    """004-1.4-4, 004-1.4-5: three whole days in a row."""
    month = month_of(dict.fromkeys((7, 8, 11), GONE))
    told = [str(sanction.kind) for sanction in month.sanctions]
    assert told == ["demerit", "demerit", "demerit", "dismissal"]


def test_absence_before_the_month_is_the_persons_own_004_1_4_5() -> None:
    """004-1.4-5: with February's last day, 1 and 4 March are three scheduled days in a row."""
    last, own = date(2024, 2, 29), dict.fromkeys((1, 4), GONE)
    again = absent("li", date(2024, 3, 4), date(2024, 3, 5))
    others = absent("wang", last, date(2024, 3, 5))
    month = month_of(own, earlier=[*others, *again])
    assert (month.explain(), kinds(month)["dismissal"]) == (month_of(own).explain(), 0)
    with_february = month_of(own, earlier=[*others, *again, *absent("li", last)])
    assert kinds(with_february)["dismissal"] == 1


def test_a_day_before_the_month_stands_once_among_the_earlier_ones() -> None:
    """004-1.4-5: the fault names the record that the caller gave."""
    days = date(2024, 2, 28), date(2024, 2, 29)
    given = [*absent("wang", *days) * 2, *absent("li", *days) * 2]
    assert faults_of(lambda: month_of({}, earlier=given)) == ["earlier[6]", "earlier[7]"]


@pytest.mark.parametrize(
    ("fields", "paths"),
    [
        (("x", None, ""), ["proxy.day", "proxy.by", "proxy.person"]),
        ((FIFTH, "li", ""), ["proxy.person"]),
        ((FIFTH, "José", "Jose\u0301"), ["proxy.by"]),  # one name, in two ways of writing
    ],
)
def test_a_proxy_punch_is_by_somebody_for_somebody_else(fields: Any, paths: list[str]) -> None:
    """004-1.6.2-2: all faults at once, in the order of the fields."""
    assert faults_of(lambda: department.ProxyPunch(*fields)) == paths


def test_the_same_wrong_value_is_told_of_every_argument_that_has_it() -> None:
    wrong: Any = ""
    month: Any = {"punches": [], "scheduled": []}
    assert faults_of(
        lambda: department.settled(POLICY, Counts(), bonus=wrong, dismissals=wrong)
    ) == ["bonus", "dismissals"]
    assert faults_of(lambda: department.month(POLICY, wrong, 2024, 3, bonus=wrong, **month)) == [
        "person",
        "bonus",
    ]


class Spelt(int):
    """A number that somebody else's class shows as a word."""

    def __str__(self) -> str:
        return "three"


def test_counts_are_told_as_numbers_whatever_their_class() -> None:
    """004-1.3.1-3, 004-1.3.1-4."""
    bill = department.settled(POLICY, Counts(late=Spelt(3)), bonus=1000)
    assert bill.explain().splitlines() == [
        "late arrival: 3 × 20.00 = 60.00 yuan [004-1.3.1-3]",
        "3 late arrivals, from 3 on: written warning [004-1.3.1-4]",
    ]
