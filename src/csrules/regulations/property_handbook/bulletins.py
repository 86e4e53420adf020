"""The bulletin of a collective move-in period (001 IM 4.1): daily, or with a longer gap."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import attrs

from csrules.calendars.moments import a_day, say_day
from csrules.citation import Answer, Reason, Text, cites
from csrules.deadlines import CalendarDays
from csrules.doors import guarded
from csrules.errors import Faults, InputError, refuse
from csrules.kinds import Flag, Whole
from csrules.plaintext import plural
from csrules.policy import needed
from csrules.regulations.property_handbook.policy import Seldom

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from csrules.deadlines import Deadline
    from csrules.regulations.property_handbook.policy import PropertyHandbookPolicy
    from csrules.workcalendar import WorkCalendar

__all__ = [
    "BulletinDue",
    "Bulletins",
    "MoveInDay",
    "MoveInPeriod",
    "bulletin_due",
    "bulletins",
    "day_bulletin_due",
]

_RULE = "001-IM-4.1-5"
_DAY = timedelta(days=1)


@attrs.frozen
class MoveInPeriod:
    """A collective move-in period, both ends included."""

    first: date
    last: date

    def __attrs_post_init__(self) -> None:
        """Refuse a period that ends before it begins."""
        faults = Faults()
        for name in ("first", "last"):
            with faults:
                a_day(getattr(self, name), name)
        faults.raise_as(InputError)
        if self.last < self.first:
            refuse("last", self.last, f"a day not before {self.first}", "exchange the two")

    def days(self) -> Iterator[date]:
        """Every day of it."""
        for number in range((self.last - self.first).days + 1):
            yield self.first + number * _DAY


@guarded
@attrs.frozen
class MoveInDay:
    """What a day brought: how many moved in (None: not counted), whether a major problem arose."""

    move_ins: int | None = None
    major_problem: bool = False


@attrs.frozen
class BulletinDue(Answer):
    """When the next bulletin is due after ``day``: ``deadline``, None beyond the period.

    ``at_once`` says that a major problem is reported without delay.
    """

    day: date
    deadline: Deadline | None
    at_once: bool
    daily: bool
    since: date
    longest_gap: int

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Daily or not, and why."""
        day, since, gap = say_day(self.day), say_day(self.since), self.longest_gap
        if self.at_once:
            text = Text(f"{day.en}: a major problem, at once", f"{day.zh}：有重大问题，即时报送")
        elif self.daily:
            text = Text(f"{day.en}: a bulletin each day", f"{day.zh}：每日一报")
        elif self.deadline is None:
            text = Text("the move-in period ends before", "集中入住期先行结束")
        else:
            due, days = self.deadline.text, plural(gap, "day")
            text = Text(
                f"at least every {days}: {days} after {since.en}, by {due.en}",
                f"至少{gap}日一报：{since.zh}之后{gap}日，至{due.zh}止",
            )
        return (Reason(_RULE, text),)


def _longest_gap(policy: PropertyHandbookPolicy) -> CalendarDays:
    dates, days = policy.dates, policy.move_in.longest_gap
    return CalendarDays(days, dates.start_day, dates.day_end, dates.count_ends, _RULE)


def _daily(policy: PropertyHandbookPolicy, info: MoveInDay, path: str) -> bool:
    """Whether this day needs a bulletin of its own."""
    problem = Flag().read(info.major_problem, f"{path}.major_problem")
    if info.move_ins is not None:
        Whole("move-ins").read(info.move_ins, f"{path}.move_ins")
    if problem:
        return True
    if policy.move_in.seldom is Seldom.EITHER:
        return False
    (few,) = needed(policy, "move_in.few")
    if info.move_ins is None:
        refuse(f"{path}.move_ins", None, "how many moved in on the day", rule=_RULE)
    return bool(info.move_ins > few)


@cites("001-IM-4.1-5")
def day_bulletin_due(
    policy: PropertyHandbookPolicy, day: date, calendar: WorkCalendar | None = None
) -> Deadline:
    """When the bulletin of a ``day`` is due that needs one of its own: by the end of that day.

    It is no count of days, so it does not roll (R8): a major problem in a holiday is told then.

    >>> from csrules.regulations.property_handbook import policy
    >>> print(day_bulletin_due(policy(), date(2024, 5, 7)))
    24:00 on 7 May 2024
    """
    its_end = CalendarDays(0, day_end=policy.dates.day_end, rule=_RULE)
    return its_end.due(a_day(day), calendar)


@cites("001-IM-4.1-5")
def bulletin_due(
    policy: PropertyHandbookPolicy,
    period: MoveInPeriod,
    day: date,
    info: MoveInDay,
    last_bulletin: date | None = None,
    calendar: WorkCalendar | None = None,
) -> BulletinDue:
    """When the next bulletin is due, asked on a ``day`` of the period.

    A day with a major problem is always reported. Else, under the reading ``either``, the next
    bulletin may wait until 5 days after the last one; under ``both`` only while few move in, and
    "few" is a blank: `MissingParameterError` names ``move_in.few``. Before the first bulletin the
    gap counts from the day before the period.

    >>> from csrules.regulations.property_handbook import policy
    >>> may = MoveInPeriod(date(2024, 5, 1), date(2024, 5, 31))
    >>> asked = bulletin_due(policy(), may, date(2024, 5, 7), MoveInDay(), date(2024, 5, 6))
    >>> print(asked.deadline)
    24:00 on 11 May 2024
    """
    if not period.first <= day <= period.last:
        refuse("day", day, f"a day of the period {period.first} to {period.last}", rule=_RULE)
    if last_bulletin is not None and last_bulletin > day:
        refuse("last_bulletin", last_bulletin, f"a day not after {day}")
    gap = policy.move_in.longest_gap
    since = last_bulletin or period.first - _DAY
    daily = _daily(policy, info, "info")
    if daily:
        limit = day_bulletin_due(policy, day, calendar)
    else:
        limit = _longest_gap(policy).due(since, calendar)
    outside = not daily and limit.last_day > period.last
    return BulletinDue(day, None if outside else limit, info.major_problem, daily, since, gap)


@attrs.frozen
class Bulletins(Answer):
    """The days of a period for which a bulletin is missing."""

    missing: tuple[date, ...]
    sent: int

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Each missing bulletin, or that there is none."""
        found = tuple(
            Reason(_RULE, Text(f"no bulletin on {say_day(day).en}", f"{say_day(day).zh}缺报"))
            for day in self.missing
        )
        done = Text(f"{plural(self.sent, 'bulletin')}, none missing", f"已报{self.sent}期，无缺报")
        return found or (Reason(_RULE, done),)


@cites("001-IM-4.1-5")
def bulletins(
    policy: PropertyHandbookPolicy,
    period: MoveInPeriod,
    days: Mapping[date, MoveInDay],
    sent: Iterable[date],
    calendar: WorkCalendar | None = None,
) -> Bulletins:
    """On which days of a period a bulletin is missing.

    ``days`` tells what each day brought; a day that it leaves out had no major problem. A missing
    bulletin is noted once, and the gap then counts anew from its day.
    """
    faults = Faults()
    for path, group in (("sent", sent := tuple(sent)), ("days", days)):
        for place, each in enumerate(group):
            with faults:
                a_day(each, f"{path}[{place}]")
    faults.raise_as(InputError)
    reported, missing = set(sent), []
    inside = set(period.days())
    for path, given in (("sent", reported), ("days", set(days))):
        if wrong := sorted(given - inside):
            refuse(f"{path}.{wrong[0]}", wrong[0], f"days from {period.first} to {period.last}")
    since = period.first - _DAY
    for day in period.days():
        if day in reported:
            since = day
            continue
        info = days.get(day, MoveInDay())
        due = _longest_gap(policy).due(since, calendar).last_day
        if _daily(policy, info, f"days.{day}") or day >= due:
            missing.append(day)
            since = day
    return Bulletins(tuple(missing), len(reported))
