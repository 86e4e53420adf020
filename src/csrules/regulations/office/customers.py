"""Section 3: complete customer data, feedback to the sales department, periodic offers."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

import attrs

from csrules.citation import Answer, Reason, Text, cites
from csrules.deadlines import CalendarDays
from csrules.errors import refuse
from csrules.kinds import Choice, Day
from csrules.plaintext import plural
from csrules.policy import needed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from csrules.deadlines import Deadline
    from csrules.regulations.office.policy import OfficePolicy
    from csrules.workcalendar import WorkCalendar

__all__ = [
    "CustomerRecord",
    "Feedback",
    "FeedbackRoute",
    "OfferDue",
    "customer_record",
    "feedback_to",
    "offer_due",
]

SALES: Final = "sales_department"


class Feedback(StrEnum):
    """What is passed on promptly, as support for sales."""

    CUSTOMER_OPINION = "customer_opinion"
    MARKET_INFORMATION = "market_information"


@attrs.frozen
class CustomerRecord(Answer):
    """Whether a customer's data are complete, and which fields are missing."""

    missing: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """What is missing."""
        text = Text("customer data complete", "客户资料完整")
        if self.missing:
            text = Text(
                f"customer data lack {', '.join(self.missing)}",
                f"客户资料缺{'、'.join(self.missing)}",
            )
        return (Reason("S2-03-06", text),)


@cites("S2-03-06")
def customer_record(policy: OfficePolicy, record: Mapping[str, object]) -> CustomerRecord:
    """Whether a customer's record is complete, by the company's own list of fields.

    Raises `MissingParameterError` while the company has not said which fields those are.

    >>> from csrules.policy import amend
    >>> from csrules.regulations.office.policy import policy
    >>> own = amend(policy(), {"customers.record_fields": ["name", "phone"]})
    >>> customer_record(own, {"name": "Li"}).missing
    ('phone',)
    """
    (fields,) = needed(policy, "customers.record_fields")
    blank = [name for name in fields if record.get(name) is None or not str(record[name]).strip()]
    return CustomerRecord(tuple(blank))


@attrs.frozen
class FeedbackRoute(Answer):
    """To whom a piece of feedback goes."""

    what: Feedback
    recipient: str = SALES

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The rule that sends it there."""
        name = {"customer_opinion": "客户意见", "market_information": "市场信息"}[self.what]
        en = f"{self.what.replace('_', ' ')} goes promptly to the sales department"
        return (Reason("S2-03-06", Text(en, f"{name}及时反馈销售部门")),)


@cites("S2-03-06")
def feedback_to(what: object) -> FeedbackRoute:
    """Who gets customers' opinions and market information: the sales department.

    >>> feedback_to("market_information").recipient
    'sales_department'
    """
    return FeedbackRoute(Choice(Feedback).read(what, "what"))


@attrs.frozen
class OfferDue(Answer):
    """When a customer is next told of new business, and whether that day has come."""

    last: date
    interval: int
    deadline: Deadline
    as_of: date

    @property
    def due(self) -> date:
        """The day of the next offer."""
        return self.deadline.last_day

    @property
    def is_due(self) -> bool:
        """Whether the day has come."""
        return self.as_of >= self.due

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The last offer, the interval, the day."""
        text = Text(
            f"last offer {self.last}, every {plural(self.interval, 'day')}: next {self.due}",
            f"上次推介{self.last}，每{self.interval}天一次：下次{self.due}",
        )
        return (Reason("S2-03-07", text),)


@cites("S2-03-07")
def offer_due(
    policy: OfficePolicy,
    *,
    last_offer: date,
    as_of: date,
    calendar: WorkCalendar | None = None,
) -> OfferDue:
    """When the customer is to be offered new business again; the interval is the company's.

    The calendar is needed only where the policy rolls the last day or ends it with the close of
    business.

    >>> from datetime import date
    >>> from csrules.policy import amend
    >>> from csrules.regulations.office.policy import policy
    >>> own = amend(policy(), {"customers.offer_interval_days": 30})
    >>> offer_due(own, last_offer=date(2024, 3, 1), as_of=date(2024, 3, 30)).is_due
    False
    """
    (days,) = needed(policy, "customers.offer_interval_days")
    last, now = Day().read(last_offer, "last_offer"), Day().read(as_of, "as_of")
    if now < last:
        refuse("as_of", now, f"a day from {last} on")
    count = policy.counting
    limit = CalendarDays(days, count.start_day, count.day_end, count.last_day, "S2-03-07")
    return OfferDue(last, days, limit.due(last, calendar), now)
