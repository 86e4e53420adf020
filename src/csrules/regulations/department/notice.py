"""One(五)2, 3: whether leave was asked for enough days in advance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

from csrules.citation import Answer, Reason, Text, cites
from csrules.deadlines import CalendarDays
from csrules.errors import Faults, InputError, refuse
from csrules.kinds import Choice, Day
from csrules.plaintext import plural
from csrules.policy import needed
from csrules.regulations.department.leave_request import LeaveKind

if TYPE_CHECKING:
    from datetime import date

    from csrules.deadlines import Deadline
    from csrules.regulations.department.policy import DepartmentPolicy
    from csrules.workcalendar import WorkCalendar

__all__ = ["Notice", "notice", "notice_limit"]


@attrs.frozen
class Notice(Answer):
    """Whether leave was asked for early enough: on the last day for it, or before."""

    applied: date
    starts: date
    days: int
    deadline: Deadline

    @property
    def in_time(self) -> bool:
        """Whether it was; exactly so many days before is in time."""
        return self.applied <= self.deadline.last_day

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The days, and the last one for asking."""
        days = self.days
        en, zh = ("in time", "按时") if self.in_time else ("too late", "过迟")
        text = Text(
            f"leave from {self.starts}, asked for on {self.applied}; {plural(days, 'day')} before "
            f"is {self.deadline.last_day}: {en}",
            f"{self.starts}起请假，{self.applied}提出；提前{days}天即{self.deadline.last_day}：{zh}",
        )
        return (Reason(self.deadline.rule, text),)


_NOTICE: Final = {LeaveKind.PERSONAL: ("leave.personal_leave_notice_days", "004-1.5.2-1")}
_OTHER_NOTICE: Final = ("leave.other_notice_days", "004-1.5.3-1")


def notice_limit(policy: DepartmentPolicy, kind: LeaveKind) -> CalendarDays:
    """How many days before its start such leave is asked for; the last day never rolls (R8)."""
    path, rule = _NOTICE.get(kind, _OTHER_NOTICE)
    (days,) = needed(policy, path)
    count = policy.counting
    return CalendarDays(days, count.start_day, count.day_end, rule=rule)


@cites("004-1.5.2-1", "004-1.5.3-1")
def notice(
    policy: DepartmentPolicy,
    *,
    applied: date,
    starts: date,
    kind: object = LeaveKind.PERSONAL,
    calendar: WorkCalendar | None = None,
) -> Notice:
    """Whether leave was asked for enough calendar days before it starts: P16, if it is personal.

    For marriage leave and the like the company's own figure counts; sick leave has none. The
    calendar is needed only where the last day ends with the close of business.

    >>> from datetime import date
    >>> from csrules.policy import amend
    >>> from csrules.regulations.department.policy import policy
    >>> own = amend(policy(), {"leave.personal_leave_notice_days": 3})
    >>> monday = date(2024, 3, 11)
    >>> [notice(own, applied=date(2024, 3, day), starts=monday).in_time for day in (8, 9)]
    [True, False]
    """
    faults = Faults()
    with faults:
        applied = Day().read(applied, "applied")
    with faults:
        starts = Day().read(starts, "starts")
    with faults:
        own = Choice(LeaveKind).read(kind, "kind")
        if own is LeaveKind.SICK:
            expected = "a kind of leave that is asked for so many days in advance"
            refuse("kind", "sick", expected, rule="004-1.5.1-1")
    faults.raise_as(InputError)
    limit = notice_limit(policy, own)
    return Notice(applied, starts, limit.days, limit.before(starts, calendar))
