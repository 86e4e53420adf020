"""Office, section 3: what is said of customers' data, feedback and offers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from csrules.errors import InputError
from csrules.policy import amend
from csrules.regulations import office

OWN = amend(
    office.policy(),
    {"customers.record_fields": ["name", "phone"], "customers.offer_interval_days": 30},
)
LAST = date(2024, 3, 1)


@pytest.mark.parametrize(
    ("record", "complete", "en", "zh"),
    [
        ({"name": "Li", "phone": "1"}, True, "customer data complete", "客户资料完整"),
        ({"phone": "1"}, False, "customer data lack name", "客户资料缺name"),
        ({}, False, "customer data lack name, phone", "客户资料缺name、phone"),
    ],
)
def test_a_customers_record_tells_what_it_lacks(
    record: dict[str, str], complete: bool, en: str, zh: str
) -> None:
    """S2-03-06."""
    found = office.customer_record(OWN, record)
    assert found.complete is complete
    assert found.explain() == f"{en} [S2-03-06]"
    assert found.explain("zh") == f"{zh} [S2-03-06]"


@pytest.mark.parametrize("record", ["name", ["name", "phone"], None, 7])
def test_a_customers_record_is_a_mapping(record: Any) -> None:
    with pytest.raises(InputError, match=r"^record: got"):
        office.customer_record(OWN, record)


@pytest.mark.parametrize(
    ("what", "en", "zh"),
    [
        ("customer_opinion", "customer opinion", "客户意见"),
        ("market_information", "market information", "市场信息"),
    ],
)
def test_both_kinds_of_feedback_go_to_sales(what: str, en: str, zh: str) -> None:
    """S2-03-06."""
    found = office.feedback_to(what)
    assert found.recipient == "sales_department"
    assert found.explain() == f"{en} goes promptly to the sales department [S2-03-06]"
    assert found.explain("zh") == f"{zh}及时反馈销售部门 [S2-03-06]"


def test_the_next_offer_is_told_with_the_last_one() -> None:
    """S2-03-07: thirty days after 1 March 2024 is 31 March."""
    found = office.offer_due(OWN, last_offer=LAST, as_of=LAST)
    assert found.explain() == "last offer 2024-03-01, every 30 days: next 2024-03-31 [S2-03-07]"
    assert found.explain("zh") == "上次推介2024-03-01，每30天一次：下次2024-03-31 [S2-03-07]"
    assert found.deadline.rule == "S2-03-07"


NOON: Any = datetime(2024, 3, 8, 12)


@pytest.mark.parametrize(
    ("given", "paths"),
    [
        ({"last_offer": NOON, "as_of": NOON}, ["last_offer", "as_of"]),
        ({"last_offer": LAST, "as_of": NOON, "calendar": NOON}, ["as_of", "calendar"]),
        ({"last_offer": LAST, "as_of": date(2024, 2, 29)}, ["as_of"]),
        ({"last_offer": LAST, "as_of": "2024-02-29"}, ["as_of"]),
    ],
)
def test_what_is_wrong_with_an_offer_is_told_by_its_name(
    given: dict[str, Any], paths: list[str]
) -> None:
    with pytest.raises(InputError) as caught:
        office.offer_due(OWN, **given)
    assert [fault.path for fault in caught.value.faults] == paths
