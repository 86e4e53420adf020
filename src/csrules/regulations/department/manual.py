"""One(二): what is written down by hand when a punch could not be made."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

import attrs

from csrules.attendance import Direction, Punch
from csrules.calendars.moments import say_clock, span
from csrules.citation import Answer, Reason, Text, cites
from csrules.errors import refuse
from csrules.kinds import Choice, Day, Flag, Identifier, Kind, Moment
from csrules.plaintext import plural
from csrules.regulations.department.fields import read_fields
from csrules.regulations.department.roles import TITLES, Role

if TYPE_CHECKING:
    from csrules.regulations.department.policy import DepartmentPolicy

__all__ = ["Manual", "ManualRecord", "manual_record"]


@attrs.frozen
class ManualRecord:
    """A punch that was written down because the machine failed or the like.

    ``reported`` says that the employee told the head, ``reported_at`` when; ``made_by`` is the
    role that wrote it. Raises `InputError`, all faults at once.
    """

    person: str
    work_date: date
    direction: Direction
    at: datetime
    made_by: str
    reported: bool
    reported_at: datetime | None = None

    def __attrs_post_init__(self) -> None:
        """Read every field by its kind, and refuse the time of a report that was not made."""
        read_fields(self, "record", _FIELDS, {"reported_at"})
        if self.reported_at is not None and not self.reported:
            expected = "nothing: it was not reported"
            refuse("record.reported_at", str(self.reported_at), expected, rule="004-1.2-3")


_FIELDS: Final[dict[str, Kind[Any]]] = {
    "person": Identifier(),
    "work_date": Day(),
    "direction": Choice(Direction),
    "at": Moment(),
    "made_by": Choice(Role),
    "reported": Flag(),
    "reported_at": Moment(),
}


@attrs.frozen
class Manual(Answer):
    """Whether a manual record counts, and as which punch.

    ``minutes`` is the company's figure for how soon the head is told; None: not set, not checked.
    """

    record: ManualRecord
    punch: Punch | None
    minutes: int | None = None

    @property
    def valid(self) -> bool:
        """Whether it counts."""
        return self.punch is not None

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Who made it, and who has to."""
        own, head, minutes = self.record, TITLES[Role.HEAD], self.minutes
        soon = plural(minutes, "minute")
        if self.valid and minutes is None:
            en = f"recorded by {head.en}: counts; how soon it was reported is not checked"
            zh = f"由{head.zh}手工记录，有效；未设时限，是否及时告知未核"
        elif self.valid:
            en = f"recorded by {head.en}, told within {soon}: counts"
            zh = f"{minutes}分钟内告知，由{head.zh}手工记录，有效"
        elif own.made_by != Role.HEAD:
            maker = TITLES[Role(own.made_by)]
            en = f"recorded by {maker.en}: only {head.en} makes a manual record"
            zh = f"由{maker.zh}记录：手工记录须由{head.zh}作出"
        elif not own.reported:
            en, zh = f"not reported to {head.en}: does not count", f"未向{head.zh}说明，无效"
        elif own.reported_at is None:
            en = f"when {head.en} was told is not known, {soon} at most: does not count"
            zh = f"未载明何时告知{head.zh}（限{minutes}分钟内），无效"
        else:
            told = f"{own.reported_at.date()} {say_clock(own.reported_at.replace(microsecond=0))}"
            en = f"{head.en} was told {told}, not within {soon}: does not count"
            zh = f"{told}才告知{head.zh}，超过{minutes}分钟，无效"
        said = Text(f"{own.work_date}: {en}", f"{own.work_date}：{zh}")
        return (Reason("004-1.2-3", said),)


@cites("004-1.2-3")
def manual_record(record: ManualRecord, *, policy: DepartmentPolicy | None = None) -> Manual:
    """Whether a manual record counts: it was reported in time, and the department head made it.

    How soon "in time" is has no number in the text. Once ``policy`` has the company's figure,
    ``reported_at`` is judged by it, from the time of the punch on; without a figure, the answer
    says that this was not checked.

    >>> from csrules.policy import amend
    >>> from csrules.regulations.department.policy import policy
    >>> own = amend(policy(), {"attendance.report_minutes": 30})
    >>> nine = datetime(2024, 3, 8, 9)
    >>> told = [datetime(2024, 3, 8, 9, minute) for minute in (30, 31)]
    >>> records = [ManualRecord("li", nine.date(), Direction.ON, nine, "department_head", True, at)
    ...     for at in told]
    >>> [manual_record(record, policy=own).valid for record in records]
    [True, False]
    """
    punch = Punch(record.person, record.work_date, record.direction, record.at, None, "manual")
    told = record.reported_at
    minutes = None if policy is None else policy.attendance.report_minutes
    in_time = minutes is None or (
        told is not None and span(record.at, told) <= timedelta(minutes=minutes)
    )
    counts = record.made_by == Role.HEAD and record.reported and in_time
    return Manual(record, punch if counts else None, minutes)
