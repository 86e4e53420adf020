"""One(四)1: leaving the post without leave within a day, and the absence that it is."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

import attrs

from csrules.absence import WHOLE, AbsenceRule, Need, measure
from csrules.attendance import Fact, Finding, less_leave
from csrules.calendars.moments import in_zone, say_clock, span
from csrules.citation import Answer, Reason, Text, cites
from csrules.errors import Fault, Faults, refuse
from csrules.kinds import Choice, Day, Identifier, Kind, Moment
from csrules.punches import CHINA_STANDARD_TIME
from csrules.regulations.department.fields import read_fields

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from csrules.attendance import Presence

__all__ = ["Departure", "Request", "Unexcused", "absences", "without_leave"]


class Request(StrEnum):
    """How a request for leave stands when somebody is not there."""

    NONE = "none"
    PENDING = "pending"
    REFUSED = "refused"
    APPROVED = "approved"
    APPROVED_AFTERWARDS = "approved_afterwards"


_EXCUSED: Final = {Request.APPROVED, Request.APPROVED_AFTERWARDS}
_SAID: Final = {
    Request.NONE: Text("no leave was applied for", "未请假"),
    Request.PENDING: Text("the application is not decided", "请假尚未批准"),
    Request.REFUSED: Text("the application was refused", "请假未获批准"),
    Request.APPROVED: Text("leave was approved", "请假已获批准"),
    Request.APPROVED_AFTERWARDS: Text(
        "leave was approved afterwards, as in an emergency", "紧急情况事后获准"
    ),
}


@attrs.frozen
class Unexcused(Answer):
    """Whether leaving the post is absence."""

    request: Request

    @property
    def absent(self) -> bool:
        """Whether it is absence."""
        return self.request not in _EXCUSED

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """How the request stands, and what follows."""
        said = _SAID[self.request]
        en, zh = ("absent", "旷工") if self.absent else ("not absent", "不属旷工")
        return (Reason("004-1.4-1", Text(f"{said.en}: {en}", f"{said.zh}：{zh}")),)


@cites("004-1.4-1")
def without_leave(request: object) -> Unexcused:
    """Whether leaving the post is absence, by the state of the request for leave.

    >>> [without_leave(state).absent for state in ("refused", "approved")]
    [True, False]
    """
    return Unexcused(Choice(Request).read(request, "request"))


@attrs.frozen
class Departure:
    """Somebody left the post within the day: from ``left`` to ``back``, None for the day's end.

    Raises `InputError`, all faults at once.
    """

    person: str
    work_date: date
    left: datetime
    back: datetime | None = None
    request: Request = Request.NONE

    def __attrs_post_init__(self) -> None:
        """Read every field by its kind, and refuse times in the wrong order."""
        read_fields(self, "departure", _DEPARTURE, {"back"})
        if self.back is not None and self.back <= self.left:
            refuse("departure.back", self.back, f"a time after {self.left}")


_DEPARTURE: Final[dict[str, Kind[Any]]] = {
    "person": Identifier(),
    "work_date": Day(),
    "left": Moment(),
    "back": Moment(),
    "request": Choice(Request),
}

_NOTHING: Final = timedelta(0)
_NO_TIME: Final = Fraction()
_AT_ALL: Final = AbsenceRule(half_share=Fraction())
"""Measures whether any working time was missed: lunch is none, however hours are counted."""


def absences(
    day: Presence,
    departures: Iterable[Departure],
    rule: AbsenceRule | None,
    needs: set[Need],
    faults: Faults,
) -> list[Finding]:
    """The absences that a day's departures from the post are; what is not known goes to ``needs``.

    Only on a scheduled day, and only while the person was there by punch: before and after, the
    punches themselves are judged.
    """
    told: list[Departure] = []
    found: list[Finding | None] = []
    there = day.on or day.off
    for one in departures:
        like = there or (told[0].left if told else one.left)
        fault = _misplaced(one, day.day, like) or _doubled(one, told)
        if fault is not None:
            faults.add(fault)
            continue
        told.append(one)
        if day.scheduled and there is not None and without_leave(one.request).absent:
            found.append(_absence(day, one, rule, needs, faults))
    return [finding for finding in found if finding is not None]


def _misplaced(one: Departure, day: date, like: datetime) -> Fault | None:
    """A time that is not of this day, or not of the sort that the day's other times are."""
    left = one.left
    if (like.tzinfo is None) != (left.tzinfo is None):
        expected = f"times all with a time zone, or none of them, as {like}"
        return Fault("departure.left", str(left), expected, "read every record with the same tz")
    if not 0 <= (_here(left).date() - day).days <= 1:  # a night shift ends on the next day
        return Fault("departure.left", str(left), f"a time within the working day {day}")
    return None


def _doubled(one: Departure, told: list[Departure]) -> Fault | None:
    """A departure while somebody had left already: the same time away would count twice."""
    for other in told:
        first, second = sorted((other, one), key=lambda each: _here(each.left))
        if first.back is None or span(second.left, first.back) > _NOTHING:
            expected = f"a departure that does not overlap the one of {other.left}"
            return Fault("departures", str(one.left), expected, "remove the doubled one")
    return None


def _here(moment: datetime) -> datetime:
    """A moment as the punches are told: aware ones in the zone of the regulation's clocks."""
    return moment if moment.tzinfo is None else in_zone(moment, CHINA_STANDARD_TIME, "departure")


def _absence(
    day: Presence,
    one: Departure,
    rule: AbsenceRule | None,
    needs: set[Need],
    faults: Faults,
) -> Finding | None:
    """The absence that a departure without leave is; None where no working time was missed."""
    left, back = _here(one.left), day.end if one.back is None else _here(one.back)
    if back is None or rule is None:
        needs.add(Need.END)
        return None
    if back <= left:
        expected = f"a time within the working day {day.day}"
        faults.add(Fault("departure.left", str(one.left), expected))
        return None
    gone = max(filter(None, {left, day.start, day.on}))
    over = min(filter(None, {back, day.end, day.off}))
    gone, over = less_leave(gone, over, day.excuses)
    if not measure(gone, over, day, _AT_ALL, threshold=_NO_TIME, lacks=needs):
        return None
    halves = measure(gone, over, day, rule, threshold=_NO_TIME, lacks=needs)
    if halves is None:
        return None
    said = _SAID[one.request]
    en, zh = ("one day", "一天") if halves == WHOLE else ("half a day", "半天")
    here, there = (say_clock(at.replace(microsecond=0)) for at in (gone, over))
    text = Text(
        f"left the post {here} to {there}, {said.en}: absent, {en}",
        f"{here}至{there}离岗，{said.zh}：旷工{zh}",
    )
    return Finding(day.person, day.day, Fact.ABSENT, "004-1.4-1", text, halves=halves)
