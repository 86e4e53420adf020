"""Escalation, statements, clamps, rounding, ranges."""

from __future__ import annotations

import decimal
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csrules.citation import Reason, Text
from csrules.deductions import (
    AmountRange,
    Charge,
    Clamp,
    Escalation,
    Line,
    LineRounding,
    PercentBase,
    Sanction,
    Statement,
    Step,
    per_case,
    percent,
    settle,
)
from csrules.errors import DefinitionError, InputError
from csrules.reading import Reading

WHAT = Text("case", "事项")
STEPS = (Step(1, percent(1)), Step(3, percent(5)))


def shares(*percents: Decimal | int) -> list[Charge]:
    return [Charge("R-1", WHAT, share=percent(value)) for value in percents]


@pytest.mark.parametrize(
    ("reading", "of_base"),
    [
        (Escalation.MARGINAL, [0, 1, 2, 7, 12]),
        (Escalation.WHOLE_MONTH, [0, 1, 2, 15, 20]),
        (Escalation.EXCLUSIVE, [0, 1, 2, 3, 8]),
        (Escalation.FLAT, [0, 1, 2, 5, 5]),
    ],
)
def test_escalation_by_reading(reading: Escalation, of_base: list[int]) -> None:
    totals = [sum(per_case(n, STEPS, reading)) for n in range(5)]
    assert totals == [percent(value) for value in of_base]


@pytest.mark.parametrize(
    ("readings", "names"),
    [
        (Escalation, "marginal whole_month exclusive flat"),
        (PercentBase, "full remainder"),
        (LineRounding, "half_up half_even sum"),
        (Clamp, "base none"),
    ],
)
def test_readings_are_called_as_a_policy_writes_them(readings: type[Reading], names: str) -> None:
    assert [reading.value for reading in readings] == names.split()


def test_escalation_with_three_steps() -> None:
    steps = (Step(1, Fraction(30)), Step(2, Fraction(60)), Step(4, Fraction(100)))

    def yuan(count: int, reading: Escalation = Escalation.MARGINAL) -> list[int]:
        return [int(value) for value in per_case(count, steps, reading)]

    assert yuan(5) == [30, 60, 60, 100, 100]
    assert yuan(5, Escalation.EXCLUSIVE) == [30, 30, 60, 60, 100]
    assert yuan(5, Escalation.WHOLE_MONTH) == [100] * 5
    assert yuan(3, Escalation.FLAT) == [60]
    alone = per_case(2, steps[:1], Escalation.FLAT)  # no higher step
    assert alone == (Fraction(30), Fraction(30))


def test_escalation_refuses_bad_steps_and_counts() -> None:
    with pytest.raises(DefinitionError):
        per_case(1, (Step(2, Fraction(1)),))
    with pytest.raises(DefinitionError):
        per_case(1, (Step(1, Fraction(1)), Step(1, Fraction(2))))
    with pytest.raises(DefinitionError):
        per_case(1, (Step(1, Fraction(1)), Step(3, Fraction(2)), Step(2, Fraction(3))))
    for count in (-1, True, 1.0, "2"):
        with pytest.raises(InputError):
            per_case(count, STEPS)  # type: ignore[arg-type]


def test_lines_add_up_to_the_amount() -> None:
    bill = settle("3333.33", shares(1, 1, 5))
    assert [str(line.amount) for line in bill.lines] == ["33.33", "33.33", "166.67"]
    assert bill.amount == Decimal("233.33")
    assert bill.net == Decimal("3100.00")


def test_rounding_readings_differ_on_half_a_fen() -> None:
    # 1 % of 0.50 yuan is half a fen: up to 0.01, or to the even fen 0.00
    assert settle("0.50", shares(1)).amount == Decimal("0.01")
    assert settle("0.50", shares(1), rounding=LineRounding.HALF_EVEN).amount == Decimal("0.00")
    # two halves: each up is 0.02, together exactly 0.01
    assert settle("0.50", shares(1, 1)).amount == Decimal("0.02")
    assert settle("0.50", shares(1, 1), rounding=LineRounding.SUM).amount == Decimal("0.01")


def test_percent_of_the_full_base_or_of_the_remainder() -> None:
    charges = [*shares(10, 10), Charge("R-2", WHAT, each=200, count=2)]
    assert settle(1000, charges).amount == Decimal("600.00")
    rest = settle(1000, charges, percent_base=PercentBase.REMAINDER)
    # 400 fixed, then 10 % of 600, then 10 % of 540
    assert [str(line.amount) for line in rest.lines] == ["400.00", "60.00", "54.00"]
    spent = settle(100, charges, percent_base=PercentBase.REMAINDER)
    assert [str(line.amount) for line in spent.lines] == ["400.00", "0.00", "0.00"]
    all_of_nothing = [*shares(100), Charge("R-2", WHAT, each=200)]
    spent = settle(100, all_of_nothing, percent_base=PercentBase.REMAINDER)
    assert [str(line.amount) for line in spent.lines] == ["200.00", "0.00"]


def test_the_sum_is_cut_to_the_base_and_the_uncut_sum_is_told() -> None:
    charges = [Charge("R-2", WHAT, each="60", count=2)]
    bill = settle(100, charges, limit_rule="R-9")
    assert (bill.amount, bill.unclamped, bill.net) == (
        Decimal("100.00"),
        Decimal("120.00"),
        Decimal("0.00"),
    )
    assert bill.clamped
    assert bill.explain().splitlines() == [
        "case: 2 × 60.00 = 120.00 yuan [R-2]",
        "the lines add up to 120.00 yuan; 100.00 is taken [R-9]",
    ]
    free = settle(100, charges, clamp=Clamp.NONE)
    assert (free.amount, free.net, free.clamped) == (Decimal("120.00"), Decimal("-20.00"), False)


def test_a_cap_is_a_share_of_the_base() -> None:
    charges = [Charge("R-2", WHAT, each=40)]
    assert settle(100, charges, cap=percent(30)).amount == Decimal("30.00")
    assert settle(100, charges, cap=percent(50)).amount == Decimal("40.00")
    assert settle(10, charges, clamp=Clamp.NONE, cap=percent(200)).amount == Decimal("20.00")


def test_no_charge_takes_nothing() -> None:
    bill = settle(0, [])
    assert (bill.amount, bill.lines, bill.reasons) == (Decimal("0.00"), (), ())
    assert Statement(10000, (), 0, None).reasons == ()


def test_sanctions_are_told_with_their_rule() -> None:
    class Kind(Reading):
        WARNING = "warning", "warning", "警告"

    warning = Sanction(Kind.WARNING, "R-3", Text("third case: warning", "第三次：警告"))
    bill = settle(100, [], sanctions=[warning])
    assert bill.explain("zh") == "第三次：警告 [R-3]"


def test_shares_are_told_exactly() -> None:
    (line,) = settle(1000, shares(Decimal("12.5"))).lines
    assert line.explain() == "case: 12.5% × 1000.00 = 125.00 yuan [R-1]"
    third = settle(90, [Charge("R-1", WHAT, share=Fraction(1, 3))]).lines[0]
    assert "100/3%" in third.explain()


@pytest.mark.parametrize(
    ("fields", "faults"),
    [
        ({"each": 1.5}, {"each": "a str"}),
        ({"each": -1}, {"each": "yuan, not negative"}),
        ({"each": "1", "count": -1}, {"count": "a whole number of cases, at least 0"}),
        ({"each": -1, "count": -1}, {"each": "yuan", "count": "cases"}),
        ({"share": 0.1}, {"share": "a Fraction"}),
        ({"share": Fraction(-1, 2)}, {"share": "a Fraction, not negative"}),
        ({"share": Fraction(1, 2), "count": 2}, {"share": "one case a line"}),
        ({"share": Fraction(1, 2), "each": 3}, {"share": "without a fixed amount"}),
    ],
)
def test_bad_charges_are_refused(fields: dict[str, Any], faults: dict[str, str]) -> None:
    with pytest.raises(InputError) as caught:
        Charge("R-1", WHAT, **fields)
    assert [fault.path for fault in caught.value.faults] == list(faults)
    for fault in caught.value.faults:
        assert faults[fault.path] in fault.expected


def test_the_base_is_exact_money() -> None:
    for base in (100.0, True, "1e2", Decimal("NaN"), -1, "0.001"):
        with pytest.raises(InputError, match=r"^base: "):
            settle(base, [])  # type: ignore[arg-type]


def test_ranges_include_both_ends() -> None:
    span = AmountRange(50, 100, rule="001-FA-5-3")
    assert [str(span.read(amount)) for amount in ("50", "100.00")] == ["50.00", "100.00"]
    for amount in ("49.99", "100.01", 75.0, None):
        with pytest.raises(InputError):
            span.read(amount)
    with pytest.raises(InputError, match=r"^range: .*the lower end first \[R-1\]$"):
        AmountRange(100, 50, rule="R-1")
    mills: Any = Decimal("0.001")
    for path, low, high in (("low", mills, 1), ("high", 0, mills), ("range", mills, mills)):
        with pytest.raises(InputError, match="at most two decimal places") as caught:
            AmountRange(low, high)
        assert caught.value.faults[0].path == path
    point = AmountRange(50, 50)
    assert (str(point.read(50)), point.rule) == ("50.00", "")
    assert settle(80, [span.charge(60, WHAT)]).amount == Decimal("60.00")


def bill_of(base: int, percents: list[int], fixed: list[int], **how: object) -> Statement:
    charges = [*shares(*percents), *(Charge("R-2", WHAT, each=Decimal(fen) / 100) for fen in fixed)]
    return settle(Decimal(base) / 100, charges, **how)  # type: ignore[arg-type]


money = st.integers(0, 10**7)


@given(money, st.lists(st.integers(0, 100), max_size=5), st.lists(money, max_size=4))
def test_law_a_clamped_statement_neither_adds_nor_overdraws(
    base: int, percents: list[int], fixed: list[int]
) -> None:
    for reading in PercentBase:
        bill = bill_of(base, percents, fixed, percent_base=reading)
        assert bill.unclamped == sum((line.amount for line in bill.lines), Decimal(0))
        assert bill.amount == min(bill.unclamped, bill.base)
        assert bill.net == bill.base - bill.amount >= 0


@given(money, st.lists(st.integers(0, 100), max_size=5))
def test_law_each_line_is_within_half_a_fen(base: int, percents: list[int]) -> None:
    for line in bill_of(base, percents, []).lines:
        assert abs(line.exact - line.fen) <= Fraction(1, 2)


@given(st.integers(0, 31))
def test_law_readings_are_ordered(count: int) -> None:
    total = {reading: sum(per_case(count, STEPS, reading)) for reading in Escalation}
    assert total[Escalation.EXCLUSIVE] <= total[Escalation.MARGINAL]
    assert total[Escalation.MARGINAL] <= total[Escalation.WHOLE_MONTH]
    assert total[Escalation.FLAT] <= total[Escalation.MARGINAL]


def test_the_hosts_decimal_context_has_no_influence() -> None:
    with decimal.localcontext() as context:
        context.prec = 2
        context.rounding = decimal.ROUND_UP
        bill = settle("3333.33", shares(1, 1, 5))
        assert str(bill.amount) == "233.33"
        assert str(bill.net) == "3100.00"
        assert bill.explain().count("yuan") == 3


def test_a_statement_without_lines_says_so_and_is_short() -> None:
    """S2-03-12, 004-1.7-1: the rule that limits is the rule that takes nothing."""
    bill = settle(100, [], limit_rule="r-1", nothing=Text("no case", "无"))
    assert (bill.explain(), bill.explain("zh")) == ("no case [r-1]", "无 [r-1]")
    assert settle(100, [], limit_rule="r-1").explain() == "nothing to deduct [r-1]"
    assert repr(bill) == "<Statement 0.00 yuan in 0 lines>"
    one = settle(100, [Charge("r-2", Text("late", "迟到"), share=percent(1))], limit_rule="r-1")
    assert repr(one) == "<Statement 1.00 yuan in 1 line>"
    assert one.explain() == "late: 1% × 100.00 = 1.00 yuan [r-2]"
    assert repr(one.lines[0]) == (
        "Line(rule='r-2', what=Text(en='late', zh='迟到'), count=1, share=Fraction(1, 100))"
    )


def test_a_line_shows_the_exact_base_of_its_share() -> None:
    """Of 0.50 yuan 1 % is 0.005; the next share is of the exact 0.495 that is left."""
    late = Text("late", "迟到")
    charges = [Charge("r-2", late, share=percent(1))] * 2
    bill = settle("0.50", charges, percent_base=PercentBase.REMAINDER, rounding=LineRounding.SUM)
    first, second = bill.explain().splitlines()
    assert first == "late: 1% × 0.50 = 0.005, rounded to 0.01 yuan [r-2]"
    assert second == "late: 1% × 0.495 = 0.00495, rounded to 0.00 yuan [r-2]"


def test_what_is_amiss_is_named() -> None:
    with pytest.raises(DefinitionError) as steps:
        per_case(1, (Step(2, percent(1)),))
    assert [fault.path for fault in steps.value.faults] == ["steps"]
    with pytest.raises(InputError, match=r"^count: got -1 .* number of cases, at least 0$"):
        per_case(-1, STEPS)


def test_a_value_that_stands_for_two_arguments_is_told_where_it_is_amiss() -> None:
    odd: Any
    for make, odd, paths in (
        (lambda it: per_case(it, it), -1, ["count", "steps"]),
        (lambda it: Charge("R-1", WHAT, it, share=it), Fraction(-1), ["each", "share", "share"]),
        (lambda it: settle(it, [], cap=it), Fraction(1, 2), ["base"]),
    ):
        with pytest.raises(InputError) as caught:
            make(odd)
        assert [fault.path for fault in caught.value.faults] == paths


@pytest.mark.parametrize("how", [{"share": percent(5)}, {"base": 10000}])
def test_a_line_tells_its_amount_alone_where_share_or_base_is_not_known(how: Any) -> None:
    line = Line("R-1", WHAT, 1, 500, Fraction(500), **how)
    assert (line.explain(), line.explain("zh")) == ("case: 5.00 yuan [R-1]", "事项：5.00元 [R-1]")


def test_further_reasons_follow_that_of_the_amount() -> None:
    why = (Reason("R-2", Text("because", "因为")), Reason("R-3", Text("so", "故")))
    charges = [
        Charge("R-1", WHAT, 5, why=why),
        Charge("R-1", WHAT, share=percent(5), why=why),
        Charge("R-1", WHAT, share=Fraction(1, 3), why=why),  # rounded
    ]
    for line in settle(100, charges).lines:
        assert [reason.rule for reason in line.reasons] == ["R-1", "R-2", "R-3"]


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (Fraction(1, 4), "25% × 100.00 = 25.00"),
        (Fraction(1, 1000), "0.1% × 100.00 = 0.10"),
        (Fraction(1, 10**22), f"0.{'0' * 19}1% × 100.00 = 0.{'0' * 19}1, rounded to 0.00"),
        (Fraction(1, 10**23), f"1/{10**21}% × 100.00 = 1/{10**21}, rounded to 0.00"),
        (Fraction(1, 3), "100/3% × 100.00 = 100/3, rounded to 33.33"),
    ],
)
def test_a_share_is_written_to_twenty_places_and_beyond_as_a_fraction(
    share: Fraction, shown: str
) -> None:
    (line,) = settle(100, [Charge("R-1", WHAT, share=share)]).lines
    assert line.explain() == f"case: {shown} yuan [R-1]"
