"""001 FA 4: violations that clocks show, and sanctions."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import attrs
import pytest

from csrules.errors import InputError
from csrules.policy import amend
from csrules.regulations import property_handbook
from csrules.regulations.property_handbook import (
    VIOLATIONS,
    BonusFault,
    MatterTimes,
    Violation,
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


def test_taking_advantage_is_direct_or_in_disguise() -> None:
    """001-FA-4.8: in both languages."""
    found = VIOLATIONS.lookup(violation="taking_advantage")
    assert "directly or in disguise" in found.explain()
    assert "直接或变相吃拿卡要" in found.explain("zh")


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
        assert made.allowed
        assert made.record is not None
        assert made.record.rule == "001-FA-4-2"
        assert [reason.rule for reason in made.reasons] == [LISTED[violation], "001-FA-4-2"]

    @pytest.mark.parametrize(
        ("measure", "en", "zh"),
        [
            ("criticism_and_education", "criticism and education", "批评教育"),
            ("circulated_criticism", "circulated criticism", "通报批评"),
            ("self_criticism_and_apology",
             "written self-criticism and an apology to the person concerned",
             "提交书面检讨，并向当事人赔礼"),
        ],
    )  # fmt: skip
    def test_each_measure_of_the_text_is_said(self, measure: str, en: str, zh: str) -> None:
        """001-FA-4-2."""
        made = sanction("uncivil", measure, verified=True)
        assert made.explain().endswith(f"found true: {en} [001-FA-4-2]")
        assert made.explain("zh").endswith(f"经查实：{zh} [001-FA-4-2]")

    def test_the_list_of_measures_is_open(self) -> None:
        made = sanction("uncivil", "other", verified=True, other="training")
        assert "found true: training" in made.explain()
        assert "经查实：training" in made.explain("zh")
        assert sanction("uncivil", "other", verified=True, other="x" * 200).allowed

    @pytest.mark.parametrize(
        ("measure", "other", "expected"),
        [
            ("other", None, "a text of 1 to 200 characters"),
            ("other", "x" * 201, "a text of 1 to 200 characters"),
            ("circulated_criticism", "training", "nothing: the measure is named"),
        ],
    )
    def test_another_measure_is_said_where_none_is_named(
        self, measure: str, other: str | None, expected: str
    ) -> None:
        with pytest.raises(InputError) as caught:
            sanction("uncivil", measure, verified=True, other=other)
        (fault,) = caught.value.faults
        assert fault.path == "other"
        assert fault.expected.startswith(expected)

    @pytest.mark.parametrize(("verified", "extra"), [(True, ()), (1, ("verified",))])
    def test_unknown_names_come_at_once(self, verified: bool, extra: tuple[str, ...]) -> None:
        with pytest.raises(InputError) as caught:
            sanction("fine", "fine", verified=verified)
        paths = [fault.path for fault in caught.value.faults]
        assert paths == ["violation", "measure", *extra]


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

    @pytest.mark.parametrize(("special", "hours"), [(False, 4), (True, 24)])
    def test_special_circumstances_have_their_own_number(self, special: bool, hours: int) -> None:
        """001-FA-3.4-2, R20: 24 hours in special circumstances only, else what is filled in."""
        changes = {"handover.scope": "special_circumstances_only", "handover.ordinary_hours": 4}
        monday = datetime(2024, 3, 4, 9)
        times = MatterTimes(monday, must_transfer=True, special=special)
        due = monday + timedelta(hours=hours)
        for as_of, count in ((due, 0), (due + SECOND, 1)):
            found = clock_violations(amend(POLICY, changes), times, CALENDAR, as_of)
            assert [each.due for each in found.violations] == [due] * count

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
        assert found.targets[0].rule == "001-FA-3.4-4"
        assert [reason.rule for reason in found.reasons] == ["001-FA-4.1", "001-FA-3.4-4"]

    @pytest.mark.parametrize(
        ("answered", "en", "zh"),
        [
            (datetime(2024, 3, 13, 9), "done at 09:00 on Wednesday 13 March 2024",
             "完成于2024年3月13日星期三09:00"),
            (None, "not done by 10:00 on Thursday 14 March 2024",
             "截至2024年3月14日星期四10:00仍未完成"),
        ],
    )  # fmt: skip
    def test_a_finding_says_when_it_was_due_and_done(
        self, answered: datetime | None, en: str, zh: str
    ) -> None:
        times = MatterTimes(FRIDAY, complicated=True, department_received_at=FRIDAY,
                            answered_at=answered)  # fmt: skip
        found = clock_violations(POLICY, times, CALENDAR, datetime(2024, 3, 14, 10))
        assert found.explain() == f"due 24:00 on 12 March 2024, {en} [001-FA-4.1]"
        assert found.explain("zh") == f"应于2024年3月12日24时前，{zh} [001-FA-4.1]"

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

    @pytest.mark.parametrize("name", ["handed_over_at", "department_received_at", "on_duty_at"])
    def test_a_matter_that_somebody_else_has_is_not_kept(self, name: str) -> None:
        """001-FA-4.1: from then on the first-asked person does not answer it himself."""
        elsewhere: dict[str, Any] = {name: MONDAY}
        times = MatterTimes(FRIDAY, **elsewhere)
        for as_of, kept in ((MONDAY - SECOND, True), (MONDAY, False)):
            found = clock_violations(POLICY, times, CALENDAR, as_of)
            assert ("first_asked.answer_minutes" in found.unchecked) is kept

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

    def test_a_promise_is_said_as_the_moment_that_it_names(self) -> None:
        """001-FA-3.4-6: "by Friday 0:00" is no end of a working day."""
        promised = datetime(2024, 3, 15)
        times = MatterTimes(FRIDAY, complicated=True, department_received_at=FRIDAY,
                            extension_filed_at=MONDAY, promised_at=promised)  # fmt: skip
        found = clock_violations(POLICY, times, CALENDAR, datetime(2024, 3, 15, 9))
        assert [each.due for each in found.violations] == [promised]
        assert found.explain().startswith("due 00:00 on Friday 15 March 2024, not done by 09:00")

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

    def test_moments_come_as_the_calendar_has_them(self) -> None:
        aware = datetime(2024, 3, 8, 15, tzinfo=UTC)
        times = MatterTimes(aware, answered_at=aware)
        with pytest.raises(InputError) as caught:
            clock_violations(POLICY, times, CALENDAR, aware + SECOND)
        assert [fault.path for fault in caught.value.faults] == [
            "received_at", "answered_at", "as_of"]  # fmt: skip
        today: Any = date(2024, 3, 8)
        with pytest.raises(InputError, match=r"^as_of: .*datetime\.combine\(as_of, "):
            clock_violations(POLICY, MatterTimes(FRIDAY), CALENDAR, today)

    @pytest.mark.parametrize("given", ["extension_filed_at", "promised_at"])
    def test_a_report_and_its_promise_belong_together(self, given: str) -> None:
        alone: dict[str, Any] = {given: MONDAY}
        times = MatterTimes(FRIDAY, department_received_at=FRIDAY, **alone)
        with pytest.raises(InputError) as caught:
            clock_violations(POLICY, times, CALENDAR, TUESDAY_END)
        (fault,) = caught.value.faults
        assert (fault.path, fault.rule) == ("promised_at", "001-FA-3.4-6")
        assert fault.expected == "both extension_filed_at and promised_at, or neither"

    def test_impossible_orders_come_at_once(self) -> None:
        before = FRIDAY - SECOND
        times = MatterTimes(
            FRIDAY, handed_over_at=before, department_received_at=before, answered_at=before,
            extension_filed_at=before - SECOND, promised_at=before - SECOND, on_duty_at=FRIDAY,
            contacted_at=before)  # fmt: skip
        with pytest.raises(InputError) as caught:
            clock_violations(POLICY, times, CALENDAR, TUESDAY_END)
        assert [(fault.path, fault.rule) for fault in caught.value.faults] == [
            ("handed_over_at", "001-FA-3.4-2"),
            ("department_received_at", "001-FA-3.4-4"),
            ("answered_at", "001-FA-4.1"),
            ("contacted_at", "001-FA-4.3"),
            ("extension_filed_at", "001-FA-3.4-6"),
            ("promised_at", "001-FA-3.4-6"),
        ]

    def test_the_same_moment_is_possible_except_for_a_promise(self) -> None:
        times = MatterTimes(
            FRIDAY, handed_over_at=FRIDAY, department_received_at=FRIDAY, answered_at=FRIDAY,
            extension_filed_at=FRIDAY, promised_at=FRIDAY + SECOND, on_duty_at=FRIDAY,
            contacted_at=FRIDAY)  # fmt: skip
        assert clock_violations(POLICY, times, CALENDAR, TUESDAY_END).violations == ()
        now = attrs.evolve(times, promised_at=FRIDAY)
        with pytest.raises(InputError) as caught:
            clock_violations(POLICY, now, CALENDAR, TUESDAY_END)
        (fault,) = caught.value.faults
        wanted = "a moment after extension_filed_at, 15:00 on Friday 8 March 2024"
        assert (fault.path, fault.expected) == ("promised_at", wanted)

    def test_an_order_is_judged_where_the_moments_before_it_are_not_known(self) -> None:
        times = MatterTimes(FRIDAY, on_duty_at=MONDAY, contacted_at=FRIDAY)
        with pytest.raises(InputError, match=r"^contacted_at: .*not before on_duty_at, "):
            clock_violations(POLICY, times, CALENDAR, TUESDAY_END)

    def test_answered_on_the_spot_before_the_department_has_it(self) -> None:
        times = MatterTimes(FRIDAY, department_received_at=MONDAY, answered_at=FRIDAY + SECOND)
        assert clock_violations(POLICY, times, CALENDAR, TUESDAY_END).violations == ()
