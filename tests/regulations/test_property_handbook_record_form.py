"""001 FA 3.1, 3.2, 5, 6: the record form and its spot check."""

from datetime import date, datetime

import pytest

from csrules.errors import InputError, MissingParameterError
from csrules.policy import amend
from csrules.regulations import property_handbook
from csrules.regulations.property_handbook import (
    RECORD_FORM,
    check_record,
    spot_check,
    spot_check_due,
    spot_check_sample,
)

POLICY = property_handbook.policy()
FILLED = amend(POLICY, {"spot_check": {"interval_days": 30, "size": 2}})
FULL = {
    "customer": "Wang",
    "contact": "010-1",
    "channel": "phone",
    "received_at": datetime(2024, 3, 8, 9),
    "first_asked_person": "Li",
    "matter": "leaking roof",
    "outcome": "answered",
    "answer": "repaired today",
}


class TestRecord:
    def test_a_form_is_needed_also_when_answered_on_the_spot(self) -> None:
        """001-FA-3.1-3."""
        checked = check_record({})
        assert [each.name for each in checked.missing] == [
            "customer", "contact", "channel", "received_at", "first_asked_person", "matter",
            "outcome"]  # fmt: skip
        assert {each.rule for each in checked.missing} == {"001-FA-3.1-3"}
        assert check_record(FULL).complete

    def test_answer_or_transfer_is_asked_for_by_the_outcome(self) -> None:
        bare = {name: value for name, value in FULL.items() if name != "answer"}
        assert [each.name for each in check_record(bare).missing] == ["answer"]
        moved = {**bare, "outcome": "transferred"}
        assert [each.name for each in check_record(moved).missing] == ["transferred_to"]

    def test_the_handling_is_entered_once_fed_back(self) -> None:
        """001-FA-3.2-3."""
        (missing,) = check_record(FULL, fed_back=True).missing
        assert (missing.name, missing.rule) == ("handling", "001-FA-3.2-3")
        assert check_record({**FULL, "handling": "closed"}, fed_back=True).complete

    def test_the_form_is_the_supporting_document_and_open(self) -> None:
        assert "001-FA-6-1" in RECORD_FORM.rules
        assert check_record({**FULL, "floor": 3}).complete

    def test_faults_and_gaps_together(self) -> None:
        checked = check_record({**FULL, "channel": "fax", "matter": " "})
        assert [fault.path for fault in checked.faults] == ["customer_problem_record.channel"]
        assert [each.name for each in checked.missing] == ["matter"]


class TestSpotCheck:
    """001-FA-5-2."""

    def test_interval_and_size_are_blanks(self) -> None:
        with pytest.raises(MissingParameterError, match=r"spot_check\.interval_days.*001-FA-5-2"):
            spot_check_due(POLICY, date(2024, 3, 1))
        with pytest.raises(MissingParameterError, match=r"spot_check\.size"):
            spot_check_sample(POLICY, ["1"], "March")

    def test_the_next_check(self) -> None:
        due = spot_check_due(FILLED, date(2024, 3, 1))
        assert (due.last_day, due.rule) == (date(2024, 3, 31), "001-FA-5-2")

    def test_the_last_check_is_a_day(self) -> None:
        with pytest.raises(InputError) as caught:
            spot_check_due(FILLED, datetime(2024, 3, 1, 9))
        (fault,) = caught.value.faults
        assert (fault.path, fault.mend) == ("last_check", "give last_check.date()")

    def test_the_draw_repeats_whatever_the_order(self) -> None:
        forms = [f"F{number}" for number in range(20)]
        drawn = spot_check_sample(FILLED, forms, "March 2024")
        assert drawn == spot_check_sample(FILLED, reversed(forms), "March 2024")
        assert len(set(drawn)) == 2
        others = {spot_check_sample(FILLED, forms, f"seed {n}") for n in range(10)}
        assert len(others) > 1

    def test_a_form_that_is_not_drawn_changes_nothing(self) -> None:
        forms = [f"F{number}" for number in range(20)]
        drawn = spot_check_sample(FILLED, forms, "s")
        assert spot_check_sample(FILLED, [*drawn, "F1"], "s") == drawn

    def test_few_forms_are_all_drawn(self) -> None:
        assert spot_check_sample(FILLED, ["only"], "s") == ("only",)

    def test_bad_input_comes_at_once(self) -> None:
        with pytest.raises(InputError) as caught:
            spot_check_sample(FILLED, ["a", "a", ""], " ")
        assert len(caught.value.faults) == 3
        with pytest.raises(InputError, match=r"^forms: got 'abc'"):
            spot_check_sample(FILLED, "abc", "s")
        with pytest.raises(InputError, match=r"^fed_back: got '1'"):
            spot_check(FILLED, {"1": FULL}, "s", fed_back="1")

    def test_seed_and_forms_are_each_refused_by_name(self) -> None:
        with pytest.raises(InputError) as caught:
            spot_check_sample(FILLED, " ", " ")
        assert [fault.path for fault in caught.value.faults] == ["seed", "forms"]

    @pytest.mark.parametrize(
        ("numbers", "fed_back", "path"),
        [(("1", ""), [], "forms[1]"), (("1", "2"), ["2", ""], "fed_back[1]")],
    )
    def test_forms_have_numbers(
        self, numbers: tuple[str, ...], fed_back: list[str], path: str
    ) -> None:
        with pytest.raises(InputError) as caught:
            spot_check(FILLED, dict.fromkeys(numbers, FULL), "s", fed_back=fed_back)
        assert [fault.path for fault in caught.value.faults] == [path]

    def test_what_is_fed_back_is_a_form_each_unknown_one_named_once(self) -> None:
        with pytest.raises(InputError) as caught:
            spot_check(FILLED, {"1": FULL}, "s", fed_back=["9", "1", "7", "9", "8"])
        assert [(fault.path, fault.value) for fault in caught.value.faults] == [
            ("fed_back", "9"), ("fed_back", "7"), ("fed_back", "8")]  # fmt: skip

    def test_the_draw_is_told_before_what_was_found(self) -> None:
        found = spot_check(FILLED, {"1": {**FULL, "contact": None}}, "March").reasons
        assert [(each.rule, each.text.en, each.text.zh) for each in found] == [
            (
                "001-FA-5-2",
                "1 form drawn with seed 'March'; 1 incomplete",
                "以“March”抽取1份，其中1份不全",
            ),
            (
                "001-FA-3.1-3",
                "1: contact of the customer is missing",
                "1：缺少客户联系方式",
            ),
        ]

    def test_findings_name_the_form_and_what_it_lacks(self) -> None:
        result = spot_check(FILLED, {"1": FULL, "2": {**FULL, "contact": None}}, "s")
        ((number, checked),) = result.incomplete
        assert (number, [each.name for each in checked.missing]) == ("2", ["contact"])
        assert "2: contact of the customer is missing" in result.explain()
        back = spot_check(FILLED, {"1": FULL}, "s", fed_back=["1"])
        assert len(back.incomplete) == 1
