"""001 IM 4.3: whom a report has to reach."""

from typing import Any

import pytest

from csrules.errors import InputError
from csrules.regulations.property_handbook import check_sending

REACHED: dict[str, Any] = {"to": ["edd", "legal"], "copies": ["sales"], "concerned": ["sales"]}


@pytest.mark.parametrize(
    ("instead", "complete"),
    [
        ({}, True),
        ({"to": ["edd"]}, False),
        ({"copies": []}, False),
        ({"by_mail": False}, False),
    ],
)
def test_a_lawsuit_goes_by_mail_to_every_recipient_and_copy(
    instead: dict[str, Any], complete: bool
) -> None:
    """001-IM-4.1-2, 001-IM-4.3-2."""
    assert check_sending("lawsuit", **(REACHED | instead)).complete is complete


def test_what_is_missing_is_said_after_the_route() -> None:
    sent = check_sending("lawsuit", to=[], concerned=["sales", "estate"], by_mail=False)
    assert (sent.missing_main, sent.missing_copies) == (("legal", "edd"), ("sales", "estate"))
    assert sent.reasons[0].rule == "001-IM-4.1-2"
    assert [(each.rule, each.text.en, each.text.zh) for each in sent.reasons[1:]] == [
        ("001-IM-4.3-2", "main recipients missing: legal, edd", "缺主送：legal、edd"),
        ("001-IM-4.3-2", "copies missing: sales, estate", "缺抄送：sales、estate"),
        ("001-IM-4.3-2", "not sent by e-mail", "未用电子邮件报送"),
    ]


def test_no_copies_where_the_route_has_none() -> None:
    """001-IM-4.1-9."""
    assert check_sending("new_project", to=["edd"], concerned=["sales"]).complete


def test_a_main_recipient_needs_no_copy() -> None:
    assert check_sending("award", to=["edd", "sales"], concerned=["sales"]).complete


def test_names_are_refused_in_the_order_in_which_they_are_asked_for() -> None:
    with pytest.raises(InputError) as caught:
        check_sending("lawsuit", concerned=[""], copies=[""], to=[""])
    assert [fault.path for fault in caught.value.faults] == ["to[0]", "copies[0]", "concerned[0]"]


def test_a_sending_is_read_whole() -> None:
    with pytest.raises(InputError) as caught:
        check_sending("award", to="edd", copies=[1], concerned=[""], by_mail="no")  # type: ignore[list-item,arg-type]  # wrong on purpose
    assert {fault.path for fault in caught.value.faults} == {
        "to", "copies[0]", "concerned[0]", "by_mail"}  # fmt: skip


def test_whether_it_went_by_mail_is_yes_or_no() -> None:
    with pytest.raises(InputError) as caught:
        check_sending("lawsuit", **(REACHED | {"by_mail": "no"}))
    assert [fault.path for fault in caught.value.faults] == ["by_mail"]
