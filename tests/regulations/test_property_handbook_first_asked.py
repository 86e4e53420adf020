"""001 FA 2, 3.1, 3.2, 5: who is first asked, what he may not decline, where it goes."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from csrules.errors import InputError, UnknownNameError
from csrules.regulations.property_handbook import (
    CUSTOMERS,
    DECLINING,
    ROUTES,
    Contact,
    ContactWay,
    CustomerKind,
    Situation,
    first_asked,
)


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2024, 3, 8, hour, minute)


class TestFirstAsked:
    """001-FA-2.2-1."""

    def test_the_earliest_employee(self) -> None:
        found = first_asked(
            [
                Contact("Wang", at(9, 5), ContactWay.PHONE),
                Contact("Li", at(9), ContactWay.VISIT),
                Contact("Zhao", at(9, 1), ContactWay.SERVICE_AT_CUSTOMER),
            ]
        )
        assert found.person == "Li"
        assert found.explain() == (
            "Li is the first employee whom the customer met, at 09:00 on Friday 8 March 2024 "
            "[001-FA-2.2-1]"
        )
        assert found.explain("zh") == (
            "客户最先于2024年3月8日星期五09:00接触到的员工是Li [001-FA-2.2-1]"
        )

    def test_who_is_no_employee_does_not_count(self) -> None:
        met = [Contact("guard", at(9), ContactWay.VISIT, employee=False),
               Contact("Li", at(10), ContactWay.VISIT)]  # fmt: skip
        assert first_asked(met).person == "Li"

    def test_of_several_at_once_the_text_does_not_decide(self) -> None:
        met = [Contact("Li", at(9), ContactWay.VISIT), Contact("Wang", at(9), ContactWay.VISIT)]
        open_ = first_asked(met)
        assert open_.person is None
        assert [contact.person for contact in open_.candidates] == ["Li", "Wang"]
        assert open_.explain() == (
            "met at the same moment, 09:00 on Friday 8 March 2024: Li, Wang; "
            "the text does not decide [001-FA-2.2-1]"
        )
        assert open_.explain("zh") == (
            "2024年3月8日星期五09:00同时接触到Li、Wang，原文未定 [001-FA-2.2-1]"
        )
        assert first_asked(met, prefer=["Zhao", "Wang"]).person == "Wang"
        assert first_asked(met, prefer=["Wang", "Li"]).person == "Wang"
        with pytest.raises(InputError, match=r"^prefer: got 'Wang'"):
            first_asked(met, prefer="Wang")

    def test_the_same_person_twice_is_one(self) -> None:
        met = [Contact("Li", at(9), ContactWay.VISIT), Contact("Li", at(9), ContactWay.PHONE)]
        assert first_asked(met).person == "Li"

    def test_aware_moments_are_compared_as_instants(self) -> None:
        met = [Contact("Li", datetime(2024, 3, 8, 9, tzinfo=UTC), ContactWay.VISIT),
               Contact("Wang", datetime.fromisoformat("2024-03-08T16:59:00+08:00"),
                       ContactWay.VISIT)]  # fmt: skip
        assert first_asked(met).person == "Wang"

    def test_the_hour_that_comes_twice_is_told_apart(self) -> None:
        clock = datetime(2024, 10, 27, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"))
        met = [Contact("Li", clock.replace(minute=10, fold=1), ContactWay.VISIT),
               Contact("Wang", clock, ContactWay.VISIT)]  # fmt: skip
        assert first_asked(met).person == "Wang"

    def test_one_instant_is_told_as_the_first_of_those_who_were_met_gave_it(self) -> None:
        met = [Contact("Li", datetime(2024, 3, 8, 9, tzinfo=UTC), ContactWay.VISIT),
               Contact("Wang", datetime.fromisoformat("2024-03-08T17:00:00+08:00"),
                       ContactWay.VISIT)]  # fmt: skip
        assert "met at the same moment, 09:00 on Friday" in first_asked(met).explain()

    def test_a_fraction_of_a_second_decides(self) -> None:
        met = [Contact("Li", at(9).replace(microsecond=1), ContactWay.VISIT),
               Contact("Wang", at(9), ContactWay.VISIT)]  # fmt: skip
        for contacts in (met, met[::-1]):
            assert first_asked(contacts).person == "Wang"

    def test_two_spellings_of_one_name_are_one_person(self) -> None:
        met = [Contact("Zoë", at(9), ContactWay.VISIT),
               Contact("Zoe\u0308", at(9), ContactWay.PHONE)]  # fmt: skip
        assert first_asked(met).person == "Zoë"

    @pytest.mark.parametrize(
        "met", [[], [Contact("guard", at(9), ContactWay.VISIT, employee=False)]]
    )
    def test_somebody_of_the_company_has_been_met(self, met: list[Contact]) -> None:
        with pytest.raises(InputError) as caught:
            first_asked(met)
        (fault,) = caught.value.faults
        assert (fault.path, fault.rule) == ("contacts", "001-FA-2.2-1")
        assert fault.expected == "a contact with an employee"

    def test_bad_contacts_come_at_once(self) -> None:
        skipped = datetime(2024, 3, 31, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"))
        with pytest.raises(InputError) as caught:
            first_asked(
                [
                    Contact("a", at(9), ContactWay.VISIT),
                    Contact(" ", datetime(2024, 3, 8, tzinfo=UTC), ContactWay.VISIT),
                    Contact("c", skipped, ContactWay.VISIT),
                ],
                prefer=["a", ""],
            )
        assert [(fault.path, fault.expected) for fault in caught.value.faults] == [
            ("contacts[1].person", "no space at either end, and no two in a row"),
            ("contacts[1].at", "a datetime that is naive, as the others are"),
            ("contacts[2].at", "a local time that exists"),
            ("prefer[1]", "an identifier of 1 to 200 characters"),
        ]

    def test_a_contact_has_a_moment_a_way_and_a_flag(self) -> None:
        with pytest.raises(InputError) as caught:
            Contact("a", "9:00", "fax", 1)  # type: ignore[arg-type]
        assert [fault.path for fault in caught.value.faults] == ["at", "way", "employee"]


@pytest.mark.parametrize(
    ("needs", "inside", "kind"),
    [
        (True, True, CustomerKind.INTERNAL),
        (True, False, CustomerKind.EXTERNAL),
        (False, True, CustomerKind.NONE),
        (False, False, CustomerKind.NONE),
    ],
)
def test_customers_stand_inside_and_outside(needs: bool, inside: bool, kind: CustomerKind) -> None:
    found = CUSTOMERS.lookup(needs_service=needs, inside=inside)
    assert (found["kind"], found.rule) == (kind, "001-FA-2.3-1")


class TestDeclining:
    @pytest.mark.parametrize("way", list(ContactWay))
    @pytest.mark.parametrize("reason", ["not_my_duty", "not_my_departments_duty", "other"])
    def test_nobody_declines_because_of_duty(self, reason: str, way: ContactWay) -> None:
        answer = DECLINING.permit(reason=reason, way=way)
        assert (answer.allowed, answer.rule) == (False, "001-FA-3.1-1")
        assert answer["instead"] == "answer_at_once"
        assert "customer-service centre" not in answer.explain()  # a visitor does not go there

    @pytest.mark.parametrize(
        ("way", "instead", "rule"),
        [
            ("phone", "hand_form_to_cs_centre", "001-FA-3.2-1"),
            ("visit", "hand_over_to_department", "001-FA-3.3-1"),
            ("service_at_customer", "hand_over_to_department", "001-FA-3.3-1"),
        ],
    )
    def test_what_cannot_be_answered_is_handed_over(
        self, way: str, instead: str, rule: str
    ) -> None:
        answer = DECLINING.permit(reason="cannot_answer_directly", way=way)
        assert (answer.allowed, answer["instead"], answer.rule) == (False, instead, rule)

    def test_another_reason_is_none_of_the_first_asked_system(self) -> None:
        """001-FA-3.1-1: the hotline's script knows two more, which are no matter of this table."""
        answer = DECLINING.permit(reason="other", way="phone")
        for language in ("en", "zh"):
            for elsewhere in ("001-CG-4.1-3", "001-CG-4.1-4"):
                assert elsewhere in answer.explain(language)

    def test_an_unknown_reason(self) -> None:
        with pytest.raises(UnknownNameError, match="not_my_duty"):
            DECLINING.permit(reason="not_my_dutty", way="phone")


@pytest.mark.parametrize(
    ("situation", "to", "carries", "orders", "rule"),
    [
        ("phone_not_answerable", "cs_centre", "record_form", None, "001-FA-3.2-1"),
        (
            "at_cs_centre",
            "department_concerned",
            "record_form",
            "answer_customer_clearly",
            "001-FA-3.2-1",
        ),
        (
            "in_person_not_answerable",
            "first_asked_department",
            "handover_record",
            None,
            "001-FA-3.3-1",
        ),
        ("department_cannot", "cs_centre", "handover_record", None, "001-FA-3.3-1"),
        ("more_time_needed", "cs_centre", "extension_report", "keep_on_record", "001-FA-3.4-6"),
        (
            "complaint_about_violation",
            "hr_hotline_office",
            "complaint",
            "check_implementation",
            "001-FA-5-5",
        ),
    ],
)
def test_where_a_matter_goes(
    situation: str, to: str, carries: str, orders: str | None, rule: str
) -> None:
    found = ROUTES.lookup(situation=situation)
    assert (found["to"], found["carries"], found["orders"]) == (to, carries, orders)
    assert found.rule == rule


def test_every_situation_has_one_route() -> None:
    """001-FA-3.2-1, 3.3-1, 3.4-6, 5-5; and the centre orders in the words of the text."""
    assert [row.when["situation"] for row in ROUTES.rows] == list(Situation)
    told = ROUTES.lookup(situation="at_cs_centre").explain("zh")
    assert told.startswith("客户服务中心责令相关部门给予客户明确答复（")
