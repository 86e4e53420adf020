"""001 FA 4 and 5: violations that clocks show, sanctions, and the two ranges."""

from datetime import datetime, timedelta
from decimal import Decimal

import attrs
import pytest

from csrules.errors import InputError, UnknownNameError
from csrules.policy import amend
from csrules.regulations import property_handbook
from csrules.regulations.property_handbook import (
    VIOLATIONS,
    BonusFault,
    BonusFinding,
    MatterTimes,
    Violation,
    bonus_deduction,
    clock_violations,
    sanction,
)
from csrules.workcalendar import cn_calendar

POLICY = property_handbook.policy()
CALENDAR = cn_calendar(2024)
FRIDAY = datetime(2024, 3, 8, 15)
MONDAY = datetime(2024, 3, 11, 15)
TUESDAY_END = datetime(2024, 3, 13)
SECOND = timedelta(seconds=1)

LISTED = {
    Violation.NOT_FINISHED: "001-FA-4.1",
    Violation.NOT_HANDED_OVER: "001-FA-4.2",
    Violation.RESPONSIBLE_PERSON_LATE: "001-FA-4.3",
    Violation.COLD_TREATMENT: "001-FA-4.4",
    Violation.UNFAMILIAR: "001-FA-4.5",
    Violation.SHIFTING: "001-FA-4.6",
    Violation.UNCIVIL: "001-FA-4.7",
    Violation.TAKING_ADVANTAGE: "001-FA-4.8",
}


class TestSanctions:
    @pytest.mark.parametrize("violation", Violation)
    def test_each_circumstance_has_its_rule(self, violation: Violation) -> None:
        found = VIOLATIONS.lookup(violation=violation)
        assert found.rule == LISTED[violation]
        assert (found["found_by"] == "clock") == (found.rule <= "001-FA-4.3")

    def test_shifting_and_incivility_also_cost_bonus(self) -> None:
        """001-FA-4.6 and 001-FA-4.7 stand in the upper range, too."""
        also = {v: VIOLATIONS.lookup(violation=v)["bonus_fault"] for v in Violation}
        assert {v for v, fault in also.items() if fault} == {Violation.SHIFTING, Violation.UNCIVIL}
        assert BonusFault(also[Violation.UNCIVIL]) is BonusFault.UNCIVIL_LANGUAGE

    @pytest.mark.parametrize("violation", Violation)
    def test_refused_until_found_true(self, violation: Violation) -> None:
        """001-FA-4-2."""
        refused = sanction(violation, "circulated_criticism", verified=False)
        assert (refused.allowed, refused.record) == (False, None)
        assert [reason.rule for reason in refused.reasons] == [LISTED[violation], "001-FA-4-2"]
        made = sanction(violation, "circulated_criticism", verified=True)
        assert made.record is not None
        assert made.record.rule == "001-FA-4-2"
        assert "通报批评" in made.explain("zh")

    def test_the_list_of_measures_is_open(self) -> None:
        made = sanction("uncivil", "other", verified=True, other="training")
        assert "training" in made.explain()
        with pytest.raises(InputError, match="other"):
            sanction("uncivil", "other", verified=True)
        with pytest.raises(InputError, match=r"Measure\.OTHER"):
            sanction("uncivil", "circulated_criticism", verified=True, other="training")

    def test_unknown_names(self) -> None:
        with pytest.raises(InputError) as caught:
            sanction("uncivill", "criticism", verified=1)  # type: ignore[arg-type]  # wrong on purpose
        assert {fault.path for fault in caught.value.faults} == {"violation", "measure", "verified"}


class TestClocks:
    def test_handed_over_in_time_or_not(self) -> None:
        """001-FA-4.2: 24 hours, on the dot is in time."""
        for done, count in ((MONDAY, 0), (MONDAY + SECOND, 1)):
            times = MatterTimes(FRIDAY, must_transfer=True, handed_over_at=done)
            found = clock_violations(POLICY, times, CALENDAR, TUESDAY_END)
            assert len(found.violations) == count
        assert found.violations[0].rule == "001-FA-4.2"
        assert "03-11" not in found.explain("zh")
        assert "11 March" in found.explain()

    def test_not_handed_over_is_judged_as_of(self) -> None:
        times = MatterTimes(FRIDAY, must_transfer=True)
        assert clock_violations(POLICY, times, CALENDAR, MONDAY).violations == ()
        late = clock_violations(POLICY, times, CALENDAR, MONDAY + SECOND)
        assert [each.violation for each in late.violations] == [Violation.NOT_HANDED_OVER]
        assert late.violations[0].done is None

    def test_what_happens_later_has_not_happened_yet(self) -> None:
        times = MatterTimes(FRIDAY, must_transfer=True, handed_over_at=MONDAY)
        assert clock_violations(POLICY, times, CALENDAR, FRIDAY).violations == ()

    def test_twelve_hours_are_a_target_and_two_days_the_limit(self) -> None:
        """001-FA-4.1."""
        for answered, violations, targets in (
            (datetime(2024, 3, 11, 3), 0, 0),
            (datetime(2024, 3, 11, 3, 0, 1), 0, 1),
            (TUESDAY_END, 0, 1),
            (TUESDAY_END + SECOND, 1, 1),
        ):
            times = MatterTimes(FRIDAY, department_received_at=FRIDAY, answered_at=answered)
            found = clock_violations(POLICY, times, CALENDAR, datetime(2024, 3, 20))
            assert (len(found.violations), len(found.targets)) == (violations, targets)
        assert found.violations[0].rule == "001-FA-4.1"

    def test_a_complicated_matter_has_no_target_of_hours(self) -> None:
        """001-FA-3.4-5: the two working days replace the twelve hours."""
        for complicated, targets in ((False, 1), (True, 0)):
            times = MatterTimes(FRIDAY, complicated=complicated, department_received_at=FRIDAY,
                                answered_at=TUESDAY_END + SECOND)  # fmt: skip
            found = clock_violations(POLICY, times, CALENDAR, datetime(2024, 3, 20))
            assert (len(found.violations), len(found.targets)) == (1, targets)

    def test_a_matter_that_is_kept_has_no_number_until_a_company_gives_one(self) -> None:
        """001-FA-4.1, 001-FA-3.1-2: the first-asked person answers it himself, "at once"."""
        kept = MatterTimes(FRIDAY)
        found = clock_violations(POLICY, kept, CALENDAR, MONDAY)
        assert (found.violations, found.unchecked) == ((), ("first_asked.answer_minutes",))
        filled = amend(POLICY, {"first_asked.answer_minutes": 30})
        due = FRIDAY + timedelta(minutes=30)
        for answered, as_of, count in (
            (None, due, 0),
            (None, due + SECOND, 1),
            (due, MONDAY, 0),
            (due + SECOND, MONDAY, 1),
        ):
            times = MatterTimes(FRIDAY, answered_at=answered)
            judged = clock_violations(filled, times, CALENDAR, as_of)
            assert [each.rule for each in judged.violations] == ["001-FA-4.1"] * count
            assert judged.unchecked == ()
        elsewhere = MatterTimes(FRIDAY, department_received_at=FRIDAY)
        assert clock_violations(POLICY, elsewhere, CALENDAR, FRIDAY).unchecked == ()

    def test_more_time_counts_when_put_on_record_before_the_end(self) -> None:
        promised = datetime(2024, 3, 15, 17)
        for filed, answered, count in (
            (TUESDAY_END, promised, 0),
            (TUESDAY_END, promised + SECOND, 1),
            (TUESDAY_END + SECOND, promised, 1),
        ):
            times = MatterTimes(FRIDAY, department_received_at=FRIDAY, extension_filed_at=filed,
                                promised_at=promised, answered_at=answered)  # fmt: skip
            found = clock_violations(POLICY, times, CALENDAR, datetime(2024, 3, 20))
            assert len(found.violations) == count

    def test_the_responsible_person_counts_from_duty(self) -> None:
        """001-FA-4.3."""
        duty = datetime(2024, 3, 11, 8)
        times = MatterTimes(FRIDAY, on_duty_at=duty, answered_at=datetime(2024, 3, 14, 0, 0, 1))
        found = clock_violations(POLICY, times, CALENDAR, datetime(2024, 3, 20))
        assert [each.rule for each in found.violations] == ["001-FA-4.3"]
        assert found.unchecked == ("responsible.contact_minutes",)
        filled = amend(POLICY, {"responsible.contact_minutes": 60})
        judged = clock_violations(filled, times, CALENDAR, datetime(2024, 3, 20))
        assert (len(judged.violations), judged.unchecked) == (2, ())
        met = MatterTimes(FRIDAY, on_duty_at=duty, contacted_at=duty + timedelta(minutes=60),
                          answered_at=duty + timedelta(hours=2))  # fmt: skip
        assert clock_violations(filled, met, CALENDAR, datetime(2024, 3, 20)).violations == ()

    def test_an_ordinary_transfer_without_a_number_is_not_judged(self) -> None:
        policy = amend(POLICY, {"handover.scope": "special_circumstances_only"})
        times = MatterTimes(FRIDAY, must_transfer=True)
        found = clock_violations(policy, times, CALENDAR, datetime(2024, 3, 20))
        assert (found.violations, found.unchecked) == ((), ("handover.ordinary_hours",))

    def test_bad_input_comes_at_once(self) -> None:
        with pytest.raises(InputError) as caught:
            MatterTimes(None, must_transfer=1, promised_at="x")  # type: ignore[arg-type]
        paths = {fault.path for fault in caught.value.faults}
        assert paths == {"received_at", "must_transfer", "promised_at"}
        with pytest.raises(InputError, match="promised_at"):
            clock_violations(POLICY, MatterTimes(FRIDAY, promised_at=FRIDAY), CALENDAR, FRIDAY)

    def test_impossible_orders_come_at_once(self) -> None:
        before = FRIDAY - SECOND
        times = MatterTimes(
            FRIDAY, handed_over_at=before, department_received_at=before, answered_at=before,
            extension_filed_at=before - SECOND, promised_at=before - SECOND, on_duty_at=FRIDAY,
            contacted_at=before)  # fmt: skip
        with pytest.raises(InputError) as caught:
            clock_violations(POLICY, times, CALENDAR, TUESDAY_END)
        assert {fault.path: fault.rule for fault in caught.value.faults} == {
            "handed_over_at": "001-FA-3.4-2",
            "department_received_at": "001-FA-3.4-4",
            "answered_at": "001-FA-4.1",
            "contacted_at": "001-FA-4.3",
            "extension_filed_at": "001-FA-3.4-6",
            "promised_at": "001-FA-3.4-6",
        }

    def test_the_same_moment_is_possible_except_for_a_promise(self) -> None:
        times = MatterTimes(
            FRIDAY, handed_over_at=FRIDAY, department_received_at=FRIDAY, answered_at=FRIDAY,
            extension_filed_at=FRIDAY, promised_at=FRIDAY + SECOND, on_duty_at=FRIDAY,
            contacted_at=FRIDAY)  # fmt: skip
        assert clock_violations(POLICY, times, CALENDAR, TUESDAY_END).violations == ()
        now = attrs.evolve(times, promised_at=FRIDAY)
        with pytest.raises(InputError, match=r"promised_at.*after"):
            clock_violations(POLICY, now, CALENDAR, TUESDAY_END)

    def test_answered_on_the_spot_before_the_department_has_it(self) -> None:
        times = MatterTimes(FRIDAY, department_received_at=MONDAY, answered_at=FRIDAY + SECOND)
        assert clock_violations(POLICY, times, CALENDAR, TUESDAY_END).violations == ()


LOWER, UPPER = (BonusFault.RESULT_NOT_RECORDED,), (BonusFault.QUARREL,)


class TestBonus:
    @pytest.mark.parametrize(
        ("faults", "amount", "rule"),
        [
            (LOWER, "50", "001-FA-5-3"),
            (LOWER, "100", "001-FA-5-3"),
            ((BonusFault.NO_SATISFACTORY_ANSWER,), "75.50", "001-FA-5-3"),
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
        assert "610.00 yuan is deducted from a bonus of 400.00: 0.00 is left" in bill.explain()
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

    def test_gravity_is_opt_in(self) -> None:
        with pytest.raises(InputError, match=r"performance\.gravity = linear"):
            bonus_deduction(POLICY, 400, [BonusFinding(LOWER, gravity="0.5")])
        policy = amend(POLICY, {"performance.gravity": "linear"})
        for gravity, amount in (("0", "50.00"), ("0.5", "75.00"), (1, "100.00")):
            bill = bonus_deduction(policy, 400, [BonusFinding(LOWER, gravity=gravity)])
            assert bill.amount == Decimal(amount)
        for bad in (BonusFinding(LOWER, gravity="1.01"), BonusFinding(LOWER, 60)):
            with pytest.raises(InputError):
                bonus_deduction(policy, 400, [bad])

    def test_bad_findings_come_at_once(self) -> None:
        with pytest.raises(InputError) as caught:
            bonus_deduction(POLICY, 400, [BonusFinding(LOWER, 1), "x", BonusFinding((), 60)])  # type: ignore[list-item]
        assert len(caught.value.faults) == 3
        with pytest.raises(UnknownNameError):
            property_handbook.bonus_range(POLICY, ["quarel"])
