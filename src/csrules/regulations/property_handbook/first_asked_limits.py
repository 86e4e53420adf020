"""The three clocks of first-asked responsibility (001 FA 3.2, 3.4): transfer, answer, feedback."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from csrules.citation import cites
from csrules.deadlines import ElapsedHours, Roll, WorkingDays, WorkingHours
from csrules.policy import needed
from csrules.regulations.property_handbook.blank_limits import minutes_limit
from csrules.regulations.property_handbook.policy import AnswerHours, HandoverScope

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal

    from csrules.deadlines import Deadline, Limit
    from csrules.regulations.property_handbook.policy import PropertyHandbookPolicy
    from csrules.workcalendar import WorkCalendar

__all__ = [
    "answer_due",
    "answer_limit",
    "contact_due",
    "feedback_due",
    "first_asked_due",
    "handover_due",
    "handover_limit",
    "soft_answer_limit",
]


def _rolled(policy: PropertyHandbookPolicy, hours: Decimal, rule: str) -> ElapsedHours:
    rolling, dates = policy.handover, policy.dates
    return ElapsedHours(hours, rolling.roll, rolling.skips, dates.day_end, rule)


@cites("001-FA-3.4-2", "001-FA-3.4-3")
def handover_limit(policy: PropertyHandbookPolicy, *, special: bool = False) -> ElapsedHours:
    """How long a transfer may take; ``special`` says that the circumstances are special.

    Under the reading ``special_circumstances_only`` an ordinary transfer has no number of the
    text: `MissingParameterError` names ``handover.ordinary_hours`` until a company fills it in.
    """
    hours, rule = policy.handover.hours, "001-FA-3.4-3"
    only_special = policy.handover.scope is HandoverScope.SPECIAL_CIRCUMSTANCES_ONLY
    if only_special and not special:
        (hours,) = needed(policy, "handover.ordinary_hours")
        rule = "001-FA-3.4-2"
    return _rolled(policy, hours, rule)


@cites("001-FA-3.4-2", "001-FA-3.4-3")
def handover_due(
    policy: PropertyHandbookPolicy,
    received_at: datetime,
    calendar: WorkCalendar,
    *,
    special: bool = False,
) -> Deadline:
    """When the matter has to be with the next one, from when the first-asked person received it.

    >>> from datetime import datetime
    >>> from csrules.regulations.property_handbook import policy
    >>> from csrules.workcalendar import cn_calendar
    >>> calendar = cn_calendar(2024)
    >>> handover_due(policy(), datetime(2024, 3, 8, 15), calendar).due
    datetime.datetime(2024, 3, 11, 15, 0)
    """
    return handover_limit(policy, special=special).due(received_at, calendar)


@cites("001-FA-3.4-4", "001-FA-3.4-5")
def answer_limit(policy: PropertyHandbookPolicy, *, complicated: bool) -> Limit:
    """How long the department has: working days for a ``complicated`` problem, else hours.

    The working days replace the hours; they are not added to them.
    """
    if not complicated:
        return soft_answer_limit(policy)
    answer, dates = policy.answer, policy.dates
    return WorkingDays(
        answer.working_days, answer.working_days_end, dates.start_day, dates.day_end, "001-FA-3.4-5"
    )


@cites("001-FA-3.4-4")
def soft_answer_limit(policy: PropertyHandbookPolicy) -> Limit:
    """The hours within which the department normally answers: a target, not yet a violation."""
    answer, rule = policy.answer, "001-FA-3.4-4"
    if answer.hours_run is AnswerHours.WORKING_HOURS:
        return WorkingHours(answer.hours, rule)
    if answer.hours_run is AnswerHours.WALL_CLOCK:
        return ElapsedHours(answer.hours, Roll.NONE, rule=rule)
    return _rolled(policy, answer.hours, rule)


@cites("001-FA-3.4-4", "001-FA-3.4-5")
def answer_due(
    policy: PropertyHandbookPolicy,
    department_received_at: datetime,
    calendar: WorkCalendar,
    *,
    complicated: bool = False,
) -> Deadline:
    """When the department answers the customer, from when it received the matter.

    >>> from datetime import datetime
    >>> from csrules.regulations.property_handbook import policy
    >>> from csrules.workcalendar import cn_calendar
    >>> received, calendar = datetime(2024, 3, 8, 10), cn_calendar(2024)
    >>> print(answer_due(policy(), received, calendar, complicated=True))
    24:00 on 12 March 2024
    >>> print(answer_due(policy(), datetime(2024, 3, 8, 15), calendar))
    03:00 on Monday 11 March 2024
    """
    return answer_limit(policy, complicated=complicated).due(department_received_at, calendar)


@cites("001-FA-3.2-2")
def feedback_due(
    policy: PropertyHandbookPolicy,
    department_received_at: datetime,
    calendar: WorkCalendar,
    *,
    complicated: bool = False,
) -> Deadline:
    """When the handling is fed back to the first-asked person.

    The clause gives no time of its own; it is read as the department's limit of 3.4, whose steps
    the deadline tells.
    """
    answer = answer_due(policy, department_received_at, calendar, complicated=complicated)
    return attrs.evolve(answer, rule="001-FA-3.2-2")


@cites("001-FA-3.1-2", "001-FA-4.1")
def first_asked_due(
    policy: PropertyHandbookPolicy, received_at: datetime, calendar: WorkCalendar | None = None
) -> Deadline:
    """When the first-asked person who keeps a matter has answered it himself.

    The text says "at once" without a number: `MissingParameterError` names
    ``first_asked.answer_minutes`` until a company fills it in.
    """
    limit = minutes_limit(policy, "first_asked.answer_minutes", "001-FA-4.1")
    return limit.due(received_at, calendar)


@cites("001-FA-4.3")
def contact_due(
    policy: PropertyHandbookPolicy, on_duty_at: datetime, calendar: WorkCalendar
) -> Deadline:
    """When the responsible person has contacted the customer, from when he is on duty.

    The text says "in time" without a number: `MissingParameterError` names
    ``responsible.contact_minutes`` until a company fills it in.
    """
    limit = minutes_limit(policy, "responsible.contact_minutes", "001-FA-4.3")
    return limit.due(on_duty_at, calendar)
