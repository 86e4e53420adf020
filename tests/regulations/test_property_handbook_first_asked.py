"""001 FA 2, 3.1, 3.2, 5: who is first asked, what he may not decline, where it goes."""

from datetime import UTC, datetime

import pytest

from csrules.errors import InputError, UnknownNameError
from csrules.regulations.property_handbook import (
    CUSTOMERS,
    DECLINING,
    ROUTES,
    Contact,
    ContactWay,
    CustomerKind,
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
        assert found.reasons[0].rule == "001-FA-2.2-1"
        assert "Li" in found.explain("zh")

    def test_who_is_no_employee_does_not_count(self) -> None:
        met = [Contact("guard", at(9), ContactWay.VISIT, employee=False),
               Contact("Li", at(10), ContactWay.VISIT)]  # fmt: skip
        assert first_asked(met).person == "Li"

    def test_of_several_at_once_the_text_does_not_decide(self) -> None:
        met = [Contact("Li", at(9), ContactWay.VISIT), Contact("Wang", at(9), ContactWay.VISIT)]
        open_ = first_asked(met)
        assert open_.person is None
        assert [contact.person for contact in open_.candidates] == ["Li", "Wang"]
        assert "does not decide" in open_.explain()
        assert first_asked(met, prefer=["Zhao", "Wang"]).person == "Wang"
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

    def test_bad_input(self) -> None:
        with pytest.raises(InputError, match="a contact with an employee"):
            first_asked([])
        with pytest.raises(InputError, match="all naive or all aware"):
            first_asked(
                [
                    Contact("a", at(9), ContactWay.VISIT),
                    Contact("b", datetime(2024, 3, 8, tzinfo=UTC), ContactWay.VISIT),
                ]
            )
        with pytest.raises(InputError) as caught:
            first_asked([Contact("a", "9:00", "fax", 1)])  # type: ignore[arg-type]
        assert len(caught.value.faults) == 3


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
    @pytest.mark.parametrize("reason", ["not_my_duty", "not_my_departments_duty", "other"])
    def test_nobody_declines_because_of_duty(self, reason: str) -> None:
        answer = DECLINING.permit(reason=reason)
        assert (answer.allowed, answer.rule) == (False, "001-FA-3.1-1")
        assert answer["instead"] == "answer_at_once"

    def test_what_cannot_be_answered_is_handed_over(self) -> None:
        answer = DECLINING.permit(reason="cannot_answer_directly")
        assert (answer.allowed, answer.rule) == (False, "001-FA-3.2-1")
        assert answer["instead"] == "hand_form_to_cs_centre"

    def test_an_unknown_reason(self) -> None:
        with pytest.raises(UnknownNameError, match="not_my_duty"):
            DECLINING.permit(reason="not_my_dutty")


@pytest.mark.parametrize(
    ("situation", "to", "orders", "rule"),
    [
        ("phone_not_answerable", "cs_centre", None, "001-FA-3.2-1"),
        ("at_cs_centre", "department_concerned", "answer_customer_clearly", "001-FA-3.2-1"),
        ("complaint_about_violation", "hr_hotline_office", "check_implementation", "001-FA-5-5"),
    ],
)
def test_where_a_matter_goes(situation: str, to: str, orders: str | None, rule: str) -> None:
    found = ROUTES.lookup(situation=situation)
    assert (found["to"], found["orders"], found.rule) == (to, orders, rule)
