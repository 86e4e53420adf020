"""001 IM 4.3, 4.4: formats, officers and passwords, to the letter."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from csrules.errors import InputError
from csrules.policy import amend
from csrules.regulations import property_handbook
from csrules.regulations.property_handbook import check_format, check_officers, password_change

POLICY = property_handbook.policy()
LEFT = datetime(2024, 3, 8, 17)


class TestFormats:
    """001-IM-4.3-1, 001-IM-4.3-3."""

    policy = amend(POLICY, {"reports.formats": {"monthly": "M-1", "lawsuit": "I" * 200}})

    @pytest.mark.parametrize(
        ("used", "en", "zh"),
        [
            (
                "M-2",
                "monthly report: format issued M-1, used M-2",
                "公司信息月报：应用格式M-1，所用格式M-2",
            ),
            (
                None,
                "monthly report: format issued M-1, used none",
                "公司信息月报：应用格式M-1，所用格式无",
            ),
        ],
    )
    def test_it_says_which_was_issued_and_which_was_used(
        self, used: str | None, en: str, zh: str
    ) -> None:
        (reason,) = check_format(self.policy, "monthly", used).reasons
        assert (reason.rule, reason.text.en, reason.text.zh) == ("001-IM-4.3-1", en, zh)

    def test_a_format_has_a_name_of_at_most_200_characters(self) -> None:
        assert check_format(self.policy, "lawsuit", "I" * 200).valid
        with pytest.raises(InputError) as caught:
            check_format(self.policy, "lawsuit", "I" * 201)
        assert [fault.path for fault in caught.value.faults] == ["used"]

    def test_a_format_is_no_report(self) -> None:
        with pytest.raises(InputError) as caught:
            check_format(self.policy, "M-1", "M-1")
        assert [fault.path for fault in caught.value.faults] == ["report"]


class TestOfficers:
    """001-IM-4.4.4-1."""

    @pytest.mark.parametrize(
        ("officers", "complete"),
        [
            ({"sales": ["Li"], "estate": ["Wang"]}, True),
            ({"sales": ["Li"], "estate": []}, False),
            ({"sales": ["Li"], "estate": ["Wang", "Zhao"]}, False),
        ],
    )
    def test_none_is_too_few_and_two_are_too_many(
        self, officers: dict[str, list[str]], complete: bool
    ) -> None:
        assert check_officers(officers).complete is complete

    @pytest.mark.parametrize(
        ("officers", "said"),
        [
            (
                {"security": ["Wang", "Zhao"], "sales": ["Li"], "estate": []},
                [
                    ("estate: no officer named", "estate：未指定专人"),
                    (
                        "security: several officers; one is responsible, others deputise",
                        "security：专人不止一名",
                    ),
                ],
            ),
            (
                {"sales": ["Li"]},
                [("every department has one officer", "各部门均已指定一名专人")],
            ),
        ],
    )
    def test_each_department_without_one_is_named(
        self, officers: dict[str, list[str]], said: list[tuple[str, str]]
    ) -> None:
        reasons = check_officers(officers).reasons
        assert [(each.text.en, each.text.zh) for each in reasons] == said
        assert {each.rule for each in reasons} == {"001-IM-4.4.4-1"}

    def test_every_fault_comes_at_once(self) -> None:
        same = {"René": ["Li"], "Rene\u0301": ["Wang"]}
        with pytest.raises(InputError) as caught:
            check_officers({"": ["Li"], "sales": ["Li", "Li"], **same})
        assert [(fault.path, fault.expected) for fault in caught.value.faults] == [
            ("officers", "an identifier of 1 to 200 characters"),
            ("officers.sales[1]", "each value once"),
            ("officers.René", "each department once"),
        ]


class TestPassword:
    """001-IM-4.4.3-2."""

    def test_a_change_counts_at_the_moment_at_which_it_is_made(self) -> None:
        answer = password_change(POLICY, LEFT, LEFT, LEFT)
        assert (answer.violation, answer.changed_at) == (False, LEFT)

    def test_a_departure_is_a_time_that_a_clock_showed(self) -> None:
        skipped = datetime(2024, 3, 31, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"))
        with pytest.raises(InputError) as caught:
            password_change(POLICY, skipped, skipped, skipped)
        assert [fault.path for fault in caught.value.faults] == ["left_at"]

    def test_the_time_of_judgement_is_like_that_of_the_departure(self) -> None:
        now = (LEFT + timedelta(hours=1)).replace(tzinfo=UTC)
        with pytest.raises(InputError) as caught:
            password_change(POLICY, LEFT, now, now)
        assert [(fault.path, fault.expected) for fault in caught.value.faults] == [
            ("as_of", "a datetime that is naive, as the others are")]  # fmt: skip
