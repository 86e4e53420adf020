"""Art. 25 and 26: when the report, the joint handling, each step and the closing are due."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from csrules.calendars.moments import a_moment, span
from csrules.citation import cites
from csrules.deadlines import CalendarDays, ElapsedHours, StartDay, earlier_of
from csrules.errors import Fault, UnknownNameError, nearest, refuse
from csrules.kinds import Day
from csrules.policy import needed

if TYPE_CHECKING:
    from datetime import date, datetime

    from csrules.deadlines import Deadline
    from csrules.regulations.company.policy import CompanyPolicy
    from csrules.workcalendar import WorkCalendar

__all__ = ["closing_due", "joint_due", "prompt_due", "report_due", "step_due"]


@cites("000-A26-1.1")
def closing_due(
    policy: CompanyPolicy, accepted_at: datetime, calendar: WorkCalendar | None = None
) -> Deadline:
    """When a form must be closed: six calendar days from acceptance (000-A26-1.1).

    ``accepted_at`` is when the customer-service department accepted the form. The calendar is
    needed only where the policy rolls the last day or ends it with the close of business.

    >>> from datetime import datetime
    >>> from csrules.regulations import company
    >>> print(company.closing_due(company.policy(), datetime(2024, 3, 1, 9)))
    24:00 on 7 March 2024
    """
    return policy.closing_limit.due(accepted_at, calendar)


@cites("000-A25-3.1")
def report_due(
    policy: CompanyPolicy,
    investigated_at: datetime,
    accepted_at: datetime,
    calendar: WorkCalendar | None = None,
) -> Deadline:
    """When the report must be with the deputy GM: three days after the investigation is done.

    The instruction comes before the closing, so the closing date caps it (000-A25-3.1).

    >>> from datetime import datetime
    >>> from csrules.regulations import company
    >>> day = datetime(2024, 3, 5, 17)
    >>> print(company.report_due(company.policy(), day, accepted_at=datetime(2024, 3, 1)))
    24:00 on 7 March 2024
    """
    done, accepted = a_moment(investigated_at, "investigated_at"), _accepted(accepted_at)
    if (done.tzinfo is None) is not (accepted.tzinfo is None):
        mend = "use naive times throughout, or aware ones throughout"
        refuse("investigated_at", done, "a time like the acceptance, aware or naive", mend)
    if span(accepted, done) < timedelta(0):
        refuse("investigated_at", done, f"a time not before {accepted}", "", "000-A25-3.1")
    own = policy.report_limit.due(done, calendar)
    cap = closing_due(policy, accepted, calendar)
    return earlier_of(own, cap)


@cites("000-A25-2.1")
def joint_due(
    policy: CompanyPolicy,
    limit: date,
    accepted_at: datetime,
    calendar: WorkCalendar | None = None,
) -> Deadline:
    """The limit that customer service sets for joint handling, never after the closing date.

    ``limit`` is the last day. Raises `InputError` for a day after the closing date or before the
    acceptance (000-A25-2.1).
    """
    day, accepted = Day().read(limit, "limit"), _accepted(accepted_at)
    closing = closing_due(policy, accepted, calendar)
    if not accepted.date() <= day <= closing.last_day:
        refuse(
            "limit",
            day,
            f"a day from {accepted.date()} to the closing day {closing.last_day}",
            "the form must be closed in time",
            "000-A25-2.1",
        )
    return until(policy, day, accepted, calendar, "000-A25-2.1")


def until(
    policy: CompanyPolicy, day: date, since: datetime, calendar: WorkCalendar | None, rule: str
) -> Deadline:
    """The end of a day that somebody set; a day that is over already is overdue at once."""
    days, day_end = (day - since.date()).days, policy.counting.day_end
    if days < 0:
        return CalendarDays(-days, day_end=day_end, rule=rule).before(since, calendar)
    return CalendarDays(days + 1, StartDay.COUNTED, day_end, rule=rule).due(since, calendar)


def _accepted(at: object) -> datetime:
    return a_moment(at, "accepted_at")


@cites("000-A26-2.1")
def step_due(
    policy: CompanyPolicy,
    department: str,
    received_at: datetime,
    calendar: WorkCalendar | None = None,
) -> Deadline:
    """When a department's own step is due (000-A26-2.1); the table of steps is lost.

    Raises `MissingParameterError` until the company fills in ``closing.step_days``.
    """
    (rows,) = needed(policy, "closing.step_days")
    days = dict(rows)
    if not isinstance(department, str) or department not in days:
        mend = nearest(department, days)
        raise UnknownNameError(Fault("department", department, "a department with a limit", mend))
    counting = policy.counting
    limit = CalendarDays(
        days[department], counting.start_day, counting.day_end, counting.last_day, "000-A26-2.1"
    )
    return limit.due(received_at, calendar)


_PROMPT = {
    "submit_severe": "000-A18-2",
    "file_form": "000-A25-1.2",
    "tell_rnd": "000-A25-2.2",
    "tell_customer": "000-A24-1.4",
}


@cites("000-A18-2", "000-A25-1.2", "000-A25-2.2", "000-A24-1.4")
def prompt_due(policy: CompanyPolicy, duty: str, since: datetime) -> Deadline:
    """When something that the text wants "at once" or "quickly" is due, in the company's minutes.

    ``duty`` is ``submit_severe``, ``file_form``, ``tell_rnd`` or ``tell_customer``. Raises
    `MissingParameterError` until the company fills in that figure.
    """
    if not isinstance(duty, str) or duty not in _PROMPT:
        raise UnknownNameError(Fault("duty", duty, "a prompt duty", nearest(duty, _PROMPT)))
    (minutes,) = needed(policy, f"promptness.{duty}_minutes")
    return ElapsedHours(Fraction(minutes, 60), rule=_PROMPT[duty]).due(since)
