"""Art. 28: the monthly review of closed cases, and who bears a bonus penalty."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import attrs

from csrules.citation import Answer, Reason, Text, cites
from csrules.deadlines import MonthDay
from csrules.errors import Faults, InputError
from csrules.kinds import Choice, Day, Identifier
from csrules.plaintext import plural
from csrules.recurrence import ByDay
from csrules.regulations.company.parties import Party
from csrules.tables import Column, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from csrules.deadlines import Deadline
    from csrules.regulations.company.policy import CompanyPolicy
    from csrules.workcalendar import WorkCalendar

__all__ = [
    "CONSEQUENCE",
    "PENALISED",
    "ClosedCase",
    "Consequence",
    "Review",
    "review",
    "review_due",
]


class Consequence(StrEnum):
    """What the instruction on a reviewed case may be."""

    ADMINISTRATIVE_SANCTION = "administrative_sanction"
    BONUS_PENALTY = "bonus_penalty"
    NONE = "none"


CONSEQUENCE: Final = Table(
    "company.consequences",
    Text("what follows from the monthly review", "月度审视之后的处置"),
    (Column("instruction", Choice(Consequence), Text("instruction", "批示")),),
    ("to", "document", "approves"),
    (
        Row(
            "000-A28-1.2",
            {"instruction": Consequence.ADMINISTRATIVE_SANCTION},
            {"to": Party.HR, "document": "personnel_notice", "approves": None},
            Text(
                "compiled and sent to HR, which issues and publishes the personnel notice",
                "整理后送人力资源部，由其提报并公布人事公布单",
            ),
        ),
        Row(
            "000-A28-2.2",
            {"instruction": Consequence.BONUS_PENALTY},
            {"to": Party.GM_OFFICE, "document": "penalty_notice", "approves": Party.GM},
            Text(
                "the GM office issues the notice, the GM approves it, then it is carried out",
                "总经理办公室开立奖罚通知单，总经理核准后执行",
            ),
        ),
        Row(
            "000-A28-1.1",
            {"instruction": Consequence.NONE},
            {"to": None, "document": None, "approves": None},
            Text("reviewed without consequence", "审视后无处分"),
        ),
    ),
)
"""Art. 28: where a reviewed case goes."""

PENALISED: Final = Table(
    "company.penalised",
    Text("whose bonus a case can reduce", "可被罚扣奖金的部门"),
    (Column("department", Choice(Party), Text("department", "部门")),),
    ("allowed",),
    (
        Row(
            "000-A28-2.1",
            {"department": (Party.MARKETING, Party.CS)},
            {"allowed": True},
            Text(
                "the GM office decides by the cause whether sales or after-sales service bears it",
                "由总经理办公室依案件原因决定销售部门或售后服务部承担",
            ),
        ),
    ),
    otherwise=Row(
        "000-A28-2.1",
        {},
        {"allowed": False},
        Text(
            "the article names the sales and the after-sales department only",
            "条文仅列销售部门与售后服务部",
        ),
    ),
    choose=("department",),
)
"""Art. 28.2: the two departments whose unit or person can bear the penalty."""


@attrs.frozen
class ClosedCase:
    """A form as the review sees it: its id and the day on which its last form was closed."""

    id: str
    closed_on: date

    def __attrs_post_init__(self) -> None:
        faults = Faults()
        with faults:
            object.__setattr__(self, "id", Identifier().read(self.id, "id"))
        with faults:
            object.__setattr__(self, "closed_on", Day().read(self.closed_on, "closed_on"))
        faults.raise_as(InputError)


@attrs.frozen
class Review(Answer):
    """The cases that a month's review takes up, and when it is due."""

    cases: tuple[ClosedCase, ...]
    deadline: Deadline

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """How many cases, and by when."""
        number = len(self.cases)
        return (
            Reason(
                "000-A28-1.1",
                Text(
                    f"{plural(number, 'case')} closed in the month before, to be reviewed by "
                    f"{self.deadline}",
                    f"上月结案{number}件，应于{self.deadline.say('zh')}前审视",
                ),
            ),
        )


@cites("000-A28-1.1")
def review_due(
    policy: CompanyPolicy, closed_on: date, calendar: WorkCalendar | None = None
) -> Deadline:
    """When a case closed on a day must be reviewed: by the 10th of the next month (R9).

    Done on the 10th is on time, unless ``counting.by_day`` is read as ``before``.

    >>> from datetime import date
    >>> from csrules.regulations import company
    >>> print(company.review_due(company.policy(), date(2024, 12, 31)))
    24:00 on 10 January 2025
    """
    day = Day().read(closed_on, "closed_on")
    year, month = divmod(day.year * 12 + day.month, 12)
    return _due_in(policy, year, month + 1, calendar)


@cites("000-A28-1.1")
def review(
    policy: CompanyPolicy,
    year: int,
    month: int,
    closed: Iterable[ClosedCase],
    calendar: WorkCalendar | None = None,
) -> Review:
    """The review held in ``month``: the cases closed in the calendar month before (000-A28-1.1).

    A case counts in the month in which its last form was closed, not in that of the complaint.
    """
    deadline = _due_in(policy, year, month, calendar)  # judges year and month
    before_year, before = divmod(year * 12 + month - 2, 12)
    cases = tuple(
        each
        for each in closed
        if (each.closed_on.year, each.closed_on.month) == (before_year, before + 1)
    )
    return Review(cases, deadline)


def _due_in(
    policy: CompanyPolicy, year: int, month: int, calendar: WorkCalendar | None
) -> Deadline:
    """The review's deadline in one month; read as ``before``, the day before is the last one."""
    limit = policy.review_limit
    if policy.counting.by_day is ByDay.INCLUSIVE:
        return limit.due_in(year, month, calendar)
    eve = MonthDay(limit.day).due_in(year, month).last_day - timedelta(days=1)
    return attrs.evolve(limit, day=eve.day, month=eve.month).due_in(eve.year, None, calendar)
