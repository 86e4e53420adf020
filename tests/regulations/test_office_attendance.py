"""Office, section 7: hours, sign-in, lateness; each number worked out from the rule book."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest

from csrules.attendance import Direction, Excuse, Fact, Punch
from csrules.deductions import LineRounding
from csrules.errors import CsrulesError, InputError, PolicyError
from csrules.policy import amend
from csrules.regulations import office

POLICY = office.policy()
ON, OFF = Direction.ON, Direction.OFF


def reading(value: str) -> office.OfficePolicy:
    return amend(POLICY, {"lateness.escalation": value})


def amounts(policy: office.OfficePolicy) -> list[int]:
    return [
        int(office.lateness_deduction(policy, base_pay=5000, late_days=n).amount) for n in range(5)
    ]


def test_lateness_of_the_rule_book_s2_03_12() -> None:
    assert amounts(POLICY) == [0, 50, 100, 350, 600]
    deduction = office.lateness_deduction(POLICY, base_pay=5000, late_days=3)
    assert deduction.amount == Decimal("350.00")
    assert [str(line.amount) for line in deduction.lines] == ["50.00", "50.00", "250.00"]
    assert deduction.explain().splitlines()[-1] == (
        "late day 3 of 3: 5% × 5000.00 = 250.00 yuan [S2-03-12]"
    )
    assert "当月第3次迟到" in deduction.explain("zh")


@pytest.mark.parametrize(
    ("escalation", "expected"),
    [
        ("marginal", [0, 50, 100, 350, 600]),
        ("whole_month", [0, 50, 100, 750, 1000]),
        ("exclusive", [0, 50, 100, 150, 400]),
        ("flat", [0, 50, 100, 250, 250]),
    ],
)
def test_escalation_readings_of_s2_03_12(escalation: str, expected: list[int]) -> None:
    assert amounts(reading(escalation)) == expected


def test_there_is_no_cap_unless_a_company_sets_one() -> None:
    # 2 × 1 % + 20 × 5 % = 102 %
    assert office.lateness_deduction(POLICY, base_pay=5000, late_days=22).amount == Decimal("5100")
    capped = amend(POLICY, {"lateness.cap_percent": 100})
    found = office.lateness_deduction(capped, base_pay=5000, late_days=22)
    assert (found.amount, found.unclamped) == (Decimal("5000.00"), Decimal("5100.00"))


def test_each_line_is_rounded_by_the_reading() -> None:
    # base 3333.50: 1 % is 33.335, up to 33.34, to the even fen 33.34; twice exactly 66.67
    def total(rounding: LineRounding, base: str) -> str:
        own = amend(POLICY, {"lateness.rounding": rounding})
        return str(office.lateness_deduction(own, base_pay=base, late_days=2).amount)

    assert total(LineRounding.HALF_UP, "3333.50") == "66.68"
    assert total(LineRounding.SUM, "3333.50") == "66.67"
    assert total(LineRounding.HALF_EVEN, "3332.50") == "66.64"
    assert total(LineRounding.HALF_UP, "3332.50") == "66.66"


@pytest.mark.parametrize("days", [-1, 32, True, 1.0, "3", None])
def test_impossible_counts_are_refused(days: object) -> None:
    expected = "late_days: got .*; expected a whole number of late days, from 0 to 31"
    with pytest.raises(InputError, match=expected):
        office.lateness_deduction(POLICY, base_pay=5000, late_days=days)  # type: ignore[arg-type]


@pytest.mark.parametrize("base", [5000.0, True, -1, "5,000", Decimal("inf"), "0.001"])
def test_base_pay_is_exact_money(base: object) -> None:
    with pytest.raises(CsrulesError):
        office.lateness_deduction(POLICY, base_pay=base, late_days=1)  # type: ignore[arg-type]


def on(day: int, hour: int, minute: int, second: int = 0, *, person: str = "li") -> Punch:
    return Punch(person, date(2024, 3, day), ON, datetime(2024, 3, day, hour, minute, second))


def off(day: int, hour: int, minute: int, second: int = 0) -> Punch:
    return Punch("li", date(2024, 3, day), OFF, datetime(2024, 3, day, hour, minute, second))


@pytest.mark.parametrize(
    ("arrival", "departure", "fact"),
    [
        ((8, 29, 59), (17, 30, 0), Fact.ON_TIME),
        ((8, 30, 0), (17, 30, 0), Fact.ON_TIME),
        ((8, 30, 1), (17, 30, 0), Fact.LATE),
        ((16, 0, 0), (17, 30, 0), Fact.LATE),  # no absence rule in this text
        ((8, 30, 0), (17, 29, 59), Fact.EARLY),
    ],
)
def test_hours_of_s2_03_11(
    arrival: tuple[int, int, int], departure: tuple[int, int, int], fact: Fact
) -> None:
    (day,) = office.judged_days(POLICY, "li", [on(8, *arrival), off(8, *departure)])
    assert [finding.fact for finding in day.findings] == [fact]
    assert day.findings[0].rule == "S2-03-11"


def test_a_record_with_its_own_planned_time_is_judged_by_it() -> None:
    late_shift = Punch("li", date(2024, 3, 8), ON, datetime(2024, 3, 8, 9), datetime(2024, 3, 8, 9))
    (day,) = office.judged_days(POLICY, "li", [late_shift])
    assert day.has(Fact.ON_TIME)


def test_signing_in_is_asked_for_and_signing_out_is_not_s2_03_03() -> None:
    days = office.judged_days(
        POLICY,
        "li",
        [on(6, 8, 30), off(7, 17, 30)],
        scheduled=[date(2024, 3, day) for day in (6, 7, 8)],
    )
    assert office.missing_sign_ins(days) == (date(2024, 3, 7), date(2024, 3, 8))
    assert days[0].has(Fact.ON_TIME)
    assert days[1].findings[0].rule == "S2-03-03"


def test_a_month_from_punches() -> None:
    punches = [
        on(4, 8, 30),
        on(5, 8, 30, 1),
        off(5, 17, 30),
        on(6, 9, 0),
        on(7, 8, 45),
        on(8, 8, 31),
        on(8, 9, 0, person="wang"),
        Punch("li", date(2024, 4, 1), ON, datetime(2024, 4, 1, 9)),
    ]
    month = office.month(POLICY, "li", 2024, 3, punches=punches, base_pay="5000")
    assert [day.day for day in month.late_days] == [5, 6, 7, 8]
    assert month.amount == Decimal("600.00")
    assert month.explain().count("[S2-03-12]") == 4
    assert month.explain().count("[S2-03-11]") == 4
    assert [finding.day.day for finding in month.findings] == [5, 6, 7, 8]
    assert month.unresolved == ()
    due = [date(2024, 3, day) for day in (4, 29)]
    open_ = office.month(POLICY, "li", 2024, 3, punches=punches, base_pay="5000", scheduled=due)
    assert open_.unresolved == (date(2024, 3, 29),)
    wang = office.month(POLICY, "wang", 2024, 3, punches=punches, base_pay="5000")
    assert wang.amount == Decimal("50.00")


def test_a_day_counts_once_however_often_somebody_came() -> None:
    with pytest.raises(InputError, match="doubled"):
        office.month(POLICY, "li", 2024, 3, punches=[on(5, 9, 0), on(5, 14, 0)], base_pay="5000")


def test_days_off_the_schedule_are_not_judged() -> None:
    punches = [on(9, 11, 0)]  # a Saturday
    workdays = [date(2024, 3, 8)]
    month = office.month(
        POLICY, "li", 2024, 3, punches=punches, base_pay="5000", scheduled=workdays
    )
    assert month.late_days == ()


def test_the_policy_checks_its_hours() -> None:
    """S2-03-11: the day ends after it starts, and not at once."""
    for start in ("17:30", "18:00"):
        with pytest.raises(PolicyError) as caught:
            amend(POLICY, {"hours": {"start": start}})
        (fault,) = caught.value.faults
        assert (fault.path, fault.value, fault.rule) == ("hours.end", time(17, 30), "S2-03-11")


def test_every_answer_says_why_s2_03_12() -> None:
    none = office.lateness_deduction(POLICY, base_pay=5000, late_days=0)
    assert none.explain() == "no late day: nothing is deducted [S2-03-12]"
    assert none.explain("zh") == "无迟到，不扣款 [S2-03-12]"
    eighth = datetime(2024, 3, 8, 8, 30)
    punches = [Punch("li", eighth.date(), ON, eighth)]
    month = office.month(POLICY, "li", 2024, 3, punches=punches, base_pay=5000)
    assert month.explain() == none.explain()
    assert month.days[0].explain() == "2024-03-08: in order [S2-03-11]"
    assert repr(month) == "<LateMonth li 2024-03: 0.00 yuan taken, 5000.00 left>"
    leave = Excuse("li", datetime(2024, 3, 8), datetime(2024, 3, 9))
    (away,) = office.judged_days(POLICY, "li", [], scheduled=[eighth.date()], excuses=[leave])
    assert "leave, 2024-03-08 00:00 to 2024-03-09 00:00 [S2-03-11]" in away.explain()


def test_a_month_tells_its_days_and_then_its_lines() -> None:
    """S2-03-11, S2-03-12: late on the 5th and the 6th."""
    punches = [on(6, 8, 31), on(5, 9, 0)]
    month = office.month(POLICY, "li", 2024, 3, punches=punches, base_pay=5000)
    said = [line.rpartition(" ")[2] for line in month.explain().splitlines()]
    assert said == ["[S2-03-11]", "[S2-03-11]", "[S2-03-12]", "[S2-03-12]"]
    assert month.explain().startswith("2024-03-05")


def test_who_is_on_leave_is_neither_late_nor_unresolved_in_a_month() -> None:
    """S2-03-11, S2-03-03: leave to noon on the 7th, and all of the 8th."""
    leave = [
        Excuse("li", datetime(2024, 3, 7), datetime(2024, 3, 7, 12)),
        Excuse("li", datetime(2024, 3, 8), datetime(2024, 3, 9)),
    ]
    due = [date(2024, 3, 7), date(2024, 3, 8)]
    for excuses, late, open_, amount in ((leave, [], [], 0), ((), due[:1], due[1:], 50)):
        month = office.month(
            POLICY,
            "li",
            2024,
            3,
            punches=[on(7, 12, 0)],
            base_pay=5000,
            scheduled=due,
            excuses=excuses,
        )
        assert (list(month.late_days), list(month.unresolved)) == (late, open_)
        assert month.amount == Decimal(amount)


@pytest.mark.parametrize("when", [{}, {"year": 2024}, {"month": 3}])
def test_a_late_month_is_shown_without_a_date_that_is_not_whole(when: dict[str, int]) -> None:
    none = office.lateness_deduction(POLICY, base_pay=5000, late_days=0)
    shown = repr(office.LateMonth("li", (), none, **when))
    assert shown == "<LateMonth li: 0.00 yuan taken, 5000.00 left>"


def test_a_rounded_line_shows_the_exact_product_s2_03_12() -> None:
    """1 % of 4999.99 is 49.9999."""
    bill = office.lateness_deduction(POLICY, base_pay="4999.99", late_days=1)
    assert "1% × 4999.99 = 49.9999, rounded to 50.00 yuan" in bill.explain()
    assert "1% × 4999.99 = 49.9999，四舍五入为50.00元" in bill.explain("zh")
    even = amend(POLICY, {"lateness.rounding": "half_even"})
    bill = office.lateness_deduction(even, base_pay="4999.99", late_days=1)
    assert "四舍六入五成双为50.00元" in bill.explain("zh")


def test_all_that_is_wrong_with_a_month_is_told_at_once() -> None:
    wrong = {"punches": [], "base_pay": 0.1, "scheduled": [date(2024, 4, 1), date(2024, 3, 1)]}
    with pytest.raises(InputError) as caught:
        office.month(POLICY, None, 2024, 3, **wrong)  # type: ignore[arg-type]
    assert [fault.path for fault in caught.value.faults] == ["person", "base_pay", "scheduled[0]"]
    with pytest.raises(InputError) as caught:
        office.month(POLICY, "", 2024, 3, punches=[], base_pay="")  # one and the same text
    assert [fault.path for fault in caught.value.faults] == ["person", "base_pay"]
    with pytest.raises(InputError, match="person"):
        office.judged_days(POLICY, 0.1, [])  # type: ignore[arg-type]


def test_the_same_wrong_value_is_told_of_every_argument_that_has_it() -> None:
    wrong: Any = None
    with pytest.raises(InputError) as caught:
        office.judged_days(POLICY, wrong, wrong)
    assert [fault.path for fault in caught.value.faults] == ["person", "punches"]
    with pytest.raises(InputError) as caught:
        office.lateness_deduction(POLICY, base_pay=wrong, late_days=wrong)
    assert [fault.path for fault in caught.value.faults] == ["late_days", "base_pay"]
