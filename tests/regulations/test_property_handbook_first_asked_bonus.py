"""001 FA 5: what the faults of a month take from the bonus, in two ranges."""

from decimal import Decimal
from typing import Any

import pytest

from csrules.errors import InputError, UnknownNameError
from csrules.policy import amend
from csrules.regulations import property_handbook
from csrules.regulations.property_handbook import (
    BonusFault,
    BonusFinding,
    bonus_deduction,
    bonus_range,
)

POLICY = property_handbook.policy()
LINEAR = amend(POLICY, {"performance.gravity": "linear"})
LOWER, UPPER = (BonusFault.RESULT_NOT_RECORDED,), (BonusFault.QUARREL,)


class TestBonus:
    @pytest.mark.parametrize(
        ("faults", "amount", "rule"),
        [
            (LOWER, "50", "001-FA-5-3"),
            (LOWER, "100", "001-FA-5-3"),
            ((BonusFault.NO_SATISFACTORY_ANSWER,), "75.50", "001-FA-5-3"),
            ((*LOWER, BonusFault.NO_SATISFACTORY_ANSWER), "100", "001-FA-5-3"),
            (UPPER, "100", "001-FA-5-4"),
            (UPPER, "500", "001-FA-5-4"),
            ((*LOWER, *UPPER), "300", "001-FA-5-4"),  # one act, upper range only
        ],
    )
    def test_both_ends_belong_to_a_range(
        self, faults: tuple[BonusFault, ...], amount: str, rule: str
    ) -> None:
        bill = bonus_deduction(POLICY, 2000, [BonusFinding(faults, amount)])
        assert bill.amount == Decimal(amount)
        assert [line.rule for line in bill.lines] == [rule]

    @pytest.mark.parametrize(
        ("faults", "amount"),
        [(LOWER, "49.99"), (LOWER, "100.01"), (LOWER, "50100"), (UPPER, "99.99"),
         (UPPER, "500.01"), ((*LOWER, *UPPER), "60"), (LOWER, 75.0)],
    )  # fmt: skip
    def test_outside_a_range_is_refused(
        self, faults: tuple[BonusFault, ...], amount: object
    ) -> None:
        with pytest.raises(InputError, match="amount"):
            bonus_deduction(POLICY, 2000, [BonusFinding(faults, amount)])  # type: ignore[arg-type]

    @pytest.mark.parametrize("fault", BonusFault)
    def test_which_faults_are_which(self, fault: BonusFault) -> None:
        lower = fault in {BonusFault.RESULT_NOT_RECORDED, BonusFault.NO_SATISFACTORY_ANSWER}
        bill = bonus_deduction(POLICY, 2000, [BonusFinding((fault,), 100)])
        assert bill.lines[0].rule == ("001-FA-5-3" if lower else "001-FA-5-4")

    def test_separate_incidents_add_and_are_not_capped_unless_asked(self) -> None:
        findings = [BonusFinding(UPPER, 500), BonusFinding(LOWER, 60), BonusFinding(LOWER, 50)]
        bill = bonus_deduction(POLICY, 400, findings)
        assert (bill.amount, bill.net) == (Decimal("610.00"), Decimal("0.00"))
        assert [line.count for line in bill.lines] == [1, 1, 1]
        last = "扣减610.00元，奖金400.00元，余0.00元 [001-FA-5-4]"
        assert bill.explain("zh").splitlines()[-1] == last
        assert bill.explain().splitlines()[-1] == (
            "610.00 yuan is deducted from a bonus of 400.00: 0.00 is left [001-FA-5-4]"
        )
        capped = bonus_deduction(amend(POLICY, {"performance.cap": "base"}), 400, findings)
        assert (capped.amount, capped.unclamped, capped.net) == (
            Decimal("400.00"), Decimal("610.00"), Decimal("0.00"))  # fmt: skip
        assert "001-FA-5-4" in capped.explain().splitlines()[-1]

    @pytest.mark.parametrize(("cap", "amount"), [("none", "1000.00"), ("base", "100.00")])
    def test_the_bonus_never_falls_below_zero(self, cap: str, amount: str) -> None:
        """001-FA-5-4: with the cap off, too; what is deducted stays what was found."""
        policy = amend(POLICY, {"performance.cap": cap})
        bill = bonus_deduction(policy, 100, [BonusFinding(UPPER, 500)] * 2)
        assert (bill.amount, bill.unclamped, bill.net) == (
            Decimal(amount), Decimal("1000.00"), Decimal("0.00"))  # fmt: skip
        assert [reason.rule for reason in bill.reasons] == ["001-FA-5-4"] * 3
        exact = bonus_deduction(policy, 1000, [BonusFinding(UPPER, 500)] * 2)
        assert (exact.net, len(exact.reasons)) == (Decimal("0.00"), 2)

    @pytest.mark.parametrize(
        ("rounding", "lines", "amount"),
        [
            ("half_up", ["50.01", "50.01"], "100.02"),
            ("half_even", ["50.00", "50.00"], "100.00"),
            ("sum", ["50.01", "50.01"], "100.01"),
        ],
    )
    def test_amounts_by_gravity_are_rounded(
        self, rounding: str, lines: list[str], amount: str
    ) -> None:
        """R19: 50 + 0.0001 × 50 is 50.005 yuan, twice."""
        changes = {"performance": {"gravity": "linear", "rounding": rounding}}
        found = [BonusFinding(LOWER, gravity="0.0001")] * 2
        bill = bonus_deduction(amend(POLICY, changes), 400, found)
        assert [str(line.amount) for line in bill.lines] == lines
        assert bill.amount == Decimal(amount)

    @pytest.mark.parametrize(
        ("policy", "finding"),
        [
            (POLICY, BonusFinding((*LOWER, *UPPER), 300)),
            (LINEAR, BonusFinding((*LOWER, *UPPER), gravity="0.5")),  # 100 + 0.5 × 400
        ],
    )
    def test_a_line_says_everything_that_was_found(
        self, policy: property_handbook.PropertyHandbookPolicy, finding: BonusFinding
    ) -> None:
        bill = bonus_deduction(policy, 800, [finding])
        assert bill.explain() == (
            "result not recorded as required; quarrel with the customer or with the first-asked "
            "person of the previous step: 300.00 yuan [001-FA-5-4]"
        )
        assert bill.explain("zh") == (
            "未按规定记录结果；与客户或上一流程首问责任人争吵：300.00元 [001-FA-5-4]"
        )

    @pytest.mark.parametrize(
        ("gravity", "amount"), [("0", "50.00"), ("0.5", "75.00"), (1, "100.00")]
    )
    def test_gravity_is_opt_in(self, gravity: str | int, amount: str) -> None:
        bill = bonus_deduction(LINEAR, 400, [BonusFinding(LOWER, gravity=gravity)])
        assert (bill.amount, bill.lines[0].count) == (Decimal(amount), 1)
        with pytest.raises(InputError, match=r"performance\.gravity = linear"):
            bonus_deduction(POLICY, 400, [BonusFinding(LOWER, gravity=gravity)])

    @pytest.mark.parametrize("gravity", ["1.01", "-0.01"])
    def test_a_gravity_lies_from_0_to_1(self, gravity: str) -> None:
        with pytest.raises(InputError) as caught:
            bonus_deduction(LINEAR, 400, [BonusFinding(LOWER, gravity=gravity)])
        (fault,) = caught.value.faults
        assert (fault.path, fault.rule) == ("findings[0].gravity", "001-FA-5-3")
        assert fault.expected == "a gravity from 0 to 1"

    @pytest.mark.parametrize(
        ("policy", "expected", "other"),
        [
            (POLICY, "an amount that a person fixed", BonusFinding(UPPER, gravity="0.5")),
            (LINEAR, "a gravity from 0 to 1", BonusFinding(UPPER, 300)),
        ],
    )
    def test_each_reading_takes_its_own_figure_alone(
        self,
        policy: property_handbook.PropertyHandbookPolicy,
        expected: str,
        other: BonusFinding,
    ) -> None:
        findings = [BonusFinding(UPPER), BonusFinding(UPPER, 300, "0.5"), other]
        with pytest.raises(InputError) as caught:
            bonus_deduction(policy, 400, findings)
        assert [(fault.path, fault.expected, fault.rule) for fault in caught.value.faults] == [
            (f"findings[{place}]", expected, "001-FA-5-4") for place in range(3)]  # fmt: skip

    def test_a_bill_shows_itself_in_few_words(self) -> None:
        bill = bonus_deduction(POLICY, 800, [BonusFinding(UPPER, 300), BonusFinding(LOWER, 60)])
        assert repr(bill) == "<BonusStatement 360.00 yuan in 2 lines>"

    def test_bad_findings_come_at_once(self) -> None:
        findings: Any = [BonusFinding(LOWER, 1), "x", BonusFinding((), 60)]
        with pytest.raises(InputError) as caught:
            bonus_deduction(POLICY, 400, findings)
        assert [fault.path for fault in caught.value.faults] == [
            "findings[0].amount", "findings[1]", "findings[2].faults"]  # fmt: skip

    def test_a_range_names_the_fault_that_it_does_not_know(self) -> None:
        with pytest.raises(UnknownNameError, match=r"^faults\[1\]: .*did you mean 'quarrel'"):
            bonus_range(POLICY, ["shifting", "quarel"])
        with pytest.raises(InputError, match=r"^faults: .*at least one fault"):
            bonus_range(POLICY, [])

    def test_a_bonus_is_money(self) -> None:
        with pytest.raises(InputError, match=r"^bonus: "):
            bonus_deduction(POLICY, "0.001", [])
