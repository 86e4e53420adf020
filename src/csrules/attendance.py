"""Attendance: what a working day was, judged to the second from the punches.

A day is on time, late, early, absent, on leave, or unresolved; every finding carries the rule id
that the pack names for it::

    >>> from datetime import date, datetime, time
    >>> from csrules.punches import Direction, Punch, Shift, assemble
    >>> eighth = date(2024, 3, 8)
    >>> punches = [
    ...     Punch("li", eighth, Direction.ON, datetime(2024, 3, 8, 8, 30, 1)),
    ...     Punch("li", eighth, Direction.OFF, datetime(2024, 3, 8, 17, 30)),
    ... ]
    >>> (presence,) = assemble("li", punches, shift=Shift(time(8, 30), time(17, 30)))
    >>> print(judge(presence, Standard({Fact.LATE: "S2-03-11"})).explain())
    2024-03-08: arrived 08:30:01, 1 second after 08:30: late [S2-03-11]
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Final

import attrs

from csrules.absence import WHOLE, AbsenceRule, Gap, Hours, Need, measure, seconds_between
from csrules.calendars.moments import say_clock, say_length
from csrules.citation import Answer, Reason, Text
from csrules.doors import guarded
from csrules.errors import Fault, InputError, MissingParameterError
from csrules.kinds import Choice, Items
from csrules.punches import (
    Direction,
    Excuse,
    Presence,
    Punch,
    Shift,
    assemble,
    first_on_last_off,
)
from csrules.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = [
    "AbsenceRule",
    "Direction",
    "Excuse",
    "Fact",
    "Finding",
    "Gap",
    "Hours",
    "JudgedDay",
    "Need",
    "NoPunches",
    "Presence",
    "Punch",
    "Shift",
    "SinglePunch",
    "Standard",
    "assemble",
    "first_on_last_off",
    "judge",
    "lacking",
]


class NoPunches(Reading):
    """A scheduled day without punches and without leave (R22)."""

    WHOLE_DAY = "whole_day", "one whole day absent", "旷工一天"
    HALF_DAY = "half_day", "half a day absent", "旷工半天"


class SinglePunch(Reading):
    """A scheduled day on which one of the two punches is missing (R22)."""

    UNRESOLVED = "unresolved", "open until it is explained", "待说明，暂不认定"
    HALF_DAY = "half_day", "half a day absent", "旷工半天"
    WHOLE_DAY = "whole_day", "one whole day absent", "旷工一天"


class Fact(StrEnum):
    """What a finding says of a day."""

    ON_TIME = "on_time"
    LATE = "late"
    GAP = "gap"
    EARLY = "early"
    ABSENT_BY_HOURS = "absent_by_hours"
    ABSENT = "absent"
    UNRESOLVED = "unresolved"
    LEAVE = "leave"
    NOT_SCHEDULED = "not_scheduled"


_HALVES_OF: Final[dict[str, int]] = {"unresolved": 0, "half_day": 1, "whole_day": 2}


@guarded
@attrs.frozen
class Standard:
    """How a pack judges a day: the rule id of each fact, and its readings.

    Without an ``absence`` rule no lateness and no missing punch is ever absence. ``required`` are
    the punches that a day must have.
    """

    rules: Mapping[Fact, str]
    absence: AbsenceRule | None = None
    no_punches: NoPunches = NoPunches.WHOLE_DAY
    single_punch: SinglePunch = SinglePunch.UNRESOLVED
    required: tuple[Direction, ...] = (Direction.ON, Direction.OFF)


@attrs.frozen
class Finding(Answer):
    """One thing found of a day: the fact, seconds late or early or away, half days of absence."""

    person: str
    day: date
    fact: Fact
    rule: str
    text: Text
    seconds: int = 0
    halves: int = 0

    @property
    def late(self) -> bool:
        """Whether it counts as a late arrival."""
        return self.fact in (Fact.LATE, Fact.GAP)

    @property
    def gap(self) -> bool:
        """Whether the text names no category for it."""
        return self.fact is Fact.GAP

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The rule, with the times of this day."""
        said = Text(f"{self.day}: {self.text.en}", f"{self.day}：{self.text.zh}")
        return (Reason(self.rule, said),) if self.rule else ()


@attrs.frozen
class JudgedDay(Answer):
    """One person's day with all that was found of it."""

    presence: Presence
    findings: tuple[Finding, ...]

    def __repr__(self) -> str:
        facts = ", ".join(finding.fact for finding in self.findings)
        return f"<JudgedDay {self.person} {self.day}: {facts}>"

    @property
    def person(self) -> str:
        """Whose day it is."""
        return self.presence.person

    @property
    def day(self) -> date:
        """Which day it is."""
        return self.presence.day

    @property
    def scheduled(self) -> bool:
        """Whether the person was due to work."""
        return self.presence.scheduled

    @property
    def halves(self) -> int:
        """Half days of absence, judged one by one and together never above the whole day (R22)."""
        return min(WHOLE, sum(finding.halves for finding in self.findings))

    def has(self, *facts: Fact) -> bool:
        """Whether any of these facts was found."""
        wanted = Items(Choice(Fact)).read(facts, "facts")
        return any(finding.fact in wanted for finding in self.findings)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The reasons of every finding."""
        return tuple(reason for finding in self.findings for reason in finding.reasons)


@attrs.define
class _Judging:
    """One day on its way to a judgement: what it needs and lacks, what is wrong with it."""

    day: Presence
    standard: Standard
    lacks: set[Need] = attrs.field(factory=set)
    faults: list[Fault] = attrs.field(factory=list)

    def finding(
        self,
        fact: Fact,
        text: tuple[str, str],
        *,
        seconds: int = 0,
        halves: int = 0,
        rule: str = "",
    ) -> Finding:
        rule = rule or self.standard.rules.get(fact, "")
        return Finding(self.day.person, self.day.day, fact, rule, Text(*text), seconds, halves)


@guarded
def judge(day: Presence, standard: Standard) -> JudgedDay:
    """What the day was.

    Raises `MissingParameterError` with all that the day needs and that is not known, `InputError`
    where the gap of the text is to be settled by a person.
    """
    judging = _Judging(day, standard)
    findings = _findings(judging)
    if judging.lacks:
        raise MissingParameterError(
            *(
                Fault(need, None, f"a value: {day.person} on {day.day} needs it")
                for need in sorted(judging.lacks)
            )
        )
    if judging.faults:
        raise InputError(*judging.faults)
    return JudgedDay(day, findings)


@guarded
def lacking(day: Presence, standard: Standard) -> frozenset[Need]:
    """What the judgement of this day needs and does not have; empty when `judge` can answer."""
    judging = _Judging(day, standard)
    _findings(judging)
    return frozenset(judging.lacks)


def _findings(judging: _Judging) -> tuple[Finding, ...]:
    day = judging.day
    if not day.scheduled:
        text = ("no scheduled working day; nothing is judged", "非排定工作日，不作认定")
        return (judging.finding(Fact.NOT_SCHEDULED, text),)
    due = _due(day)
    found = [
        judging.finding(
            Fact.LEAVE,
            _leave(e),
            rule=e.rule,
        )
        for e in due.excuses
    ]
    if due.covered:
        return tuple(found)
    found += _missing(judging, due)
    if any(finding.halves == WHOLE for finding in found):
        return tuple(found)  # a whole day absent is not late or early besides (R22)
    found += _arrival(judging, due)
    found += _departure(judging, due)
    if not found and not judging.lacks:
        found = [judging.finding(Fact.ON_TIME, ("in order", "正常"))]
    return tuple(found)


@attrs.frozen
class _Due:
    """When the person has to be there, after leave is taken off at either end of the day."""

    start: datetime | None
    end: datetime | None
    excuses: tuple[Excuse, ...]
    covered: bool


def less_leave(
    start: datetime, end: datetime, excuses: Iterable[Excuse]
) -> tuple[datetime, datetime]:
    """A time less the leave at either end of it; leave in its midst takes nothing off."""
    found = list(excuses)
    for excuse in sorted(found, key=lambda each: each.start):
        if excuse.start <= start:
            start = max(start, excuse.end)
    for excuse in sorted(found, key=lambda each: each.end, reverse=True):
        if excuse.end >= end:
            end = min(end, excuse.start)
    return start, end


def _due(day: Presence) -> _Due:
    start, end = day.start, day.end
    if start is None or end is None:
        # nobody said the hours: only leave over the whole calendar day is sure to cover them
        around = tuple(e for e in day.excuses if _covers_calendar_day(e, day.day))
        return _Due(start, end, around, bool(around))
    used = tuple(e for e in day.excuses if e.start < end and e.end > start)
    start, end = less_leave(start, end, used)
    if day.lunch is not None and day.lunch_start is not None:
        over = day.lunch_start + day.lunch  # leave up to lunch ends with lunch
        if start != day.start and day.lunch_start <= start < over:
            start = over
        if end != day.end and day.lunch_start < end <= over:
            end = day.lunch_start
    return _Due(start, end, used, start >= end)


def _covers_calendar_day(excuse: Excuse, day: date) -> bool:
    midnight = datetime.combine(day, time(), excuse.start.tzinfo)
    return excuse.start <= midnight and excuse.end >= midnight + timedelta(days=1)


def _missing(judging: _Judging, due: _Due) -> list[Finding]:
    """What missing punches mean: both, or a single one."""
    day, standard = judging.day, judging.standard
    at = {Direction.ON: day.on, Direction.OFF: day.off}
    missing = [direction for direction in standard.required if at[direction] is None]
    if not missing:
        return []
    rule = standard.absence
    if rule is not None and day.on is None and day.off is None:
        halves: int | None = _HALVES_OF[standard.no_punches]
        seconds = 0
        if due.excuses and due.start is not None and due.end is not None:
            seconds = seconds_between(
                due.start, due.end
            )  # leave covers a part; the rest is measured
            halves = measure(
                due.start, due.end, day, rule, threshold=Fraction(-1), lacks=judging.lacks
            )
        if halves is None:
            return []
        days = "one day" if halves == WHOLE else "half a day"
        text = (
            f"no punches and no leave: absent, {days}",
            f"无打卡且未请假：旷工{_DAYS_ZH[halves]}",
        )
        return [judging.finding(Fact.ABSENT, text, halves=halves, seconds=seconds)]
    names = " and ".join(missing), "、".join(_MISSING_ZH[direction] for direction in missing)
    halves = _HALVES_OF[standard.single_punch] if rule is not None else 0
    if not halves:
        text = (f"punch {names[0]} missing: unresolved", f"缺{names[1]}打卡：待说明")
        return [judging.finding(Fact.UNRESOLVED, text)]
    text = (f"punch {names[0]} missing: absent", f"缺{names[1]}打卡：旷工{_DAYS_ZH[halves]}")
    return [judging.finding(Fact.ABSENT, text, halves=halves)]


_DAYS_ZH: Final = {1: "半天", 2: "一天"}
_MISSING_ZH: Final = {Direction.ON: "上班", Direction.OFF: "下班"}


def _arrival(judging: _Judging, due: _Due) -> list[Finding]:
    day, rule = judging.day, judging.standard.absence
    if day.on is None or due.start is None:
        judging.lacks |= {Need.START} if day.on is not None else set()
        return []
    seconds = seconds_between(due.start, day.on)
    if seconds <= 0:
        return []
    here, planned = _clock(day.on, day.day), _clock(due.start, day.day)
    much = _span(seconds)
    en = f"arrived {here}, {much.en} after {planned}"
    zh = f"{here}到岗，比{planned}晚{much.zh}"
    late = judging.finding(Fact.LATE, (f"{en}: late", f"{zh}：迟到"), seconds=seconds)
    if rule is None or (rule.window is not None and seconds <= rule.window):
        return [late]
    halves = measure(due.start, day.on, day, rule, threshold=rule.threshold, lacks=judging.lacks)
    if rule.window is None and not halves:
        judging.lacks.add(Need.WINDOW)
    if halves is None:
        return []
    return [_absent(judging, (en, zh), seconds, halves)] if halves else _gap(judging, rule, late)


def _gap(judging: _Judging, rule: AbsenceRule, late: Finding) -> list[Finding]:
    """An arrival after the window and within the threshold: the text names no category (R13)."""
    en, zh = late.text.en.removesuffix(": late"), late.text.zh.removesuffix("：迟到")
    if rule.gap is Gap.LATE:
        text = (f"{en}: late; the text names no category", f"{zh}：按迟到处理，条文未规定此档")
        return [judging.finding(Fact.GAP, text, seconds=late.seconds)]
    if rule.gap is Gap.HALF_DAY:
        text = (f"{en}: absent, half a day, as the gap is read", f"{zh}：空档按旷工半天处理")
        cited, much = judging.standard.rules.get(Fact.GAP, ""), late.seconds
        return [judging.finding(Fact.ABSENT_BY_HOURS, text, seconds=much, halves=1, rule=cited)]
    judging.faults.append(
        Fault(
            f"{late.person}.{late.day}",
            str(judging.day.on),
            "an arrival within the window, or late enough to be absence",
            "decide it by hand, or amend gap_policy",
            judging.standard.rules.get(Fact.GAP, ""),
        )
    )
    return []


def _departure(judging: _Judging, due: _Due) -> list[Finding]:
    day, rule = judging.day, judging.standard.absence
    if day.off is None or due.end is None:
        judging.lacks |= {Need.END} if day.off is not None else set()
        return []
    seconds = seconds_between(day.off, due.end)
    if seconds <= 0:
        return []
    here, planned = _clock(day.off, day.day), _clock(due.end, day.day)
    much = _span(seconds)
    en = f"left {here}, {much.en} before {planned}"
    zh = f"{here}离岗，比{planned}早{much.zh}"
    halves: int | None = 0
    if rule is not None:
        halves = measure(day.off, due.end, day, rule, threshold=rule.threshold, lacks=judging.lacks)
    if halves is None:
        return []
    if halves:
        return [_absent(judging, (en, zh), seconds, halves)]
    return [judging.finding(Fact.EARLY, (f"{en}: early leave", f"{zh}：早退"), seconds=seconds)]


def _absent(judging: _Judging, said: tuple[str, str], seconds: int, halves: int) -> Finding:
    days = "one day" if halves == WHOLE else "half a day"
    text = (f"{said[0]}: absent, {days}", f"{said[1]}：旷工{_DAYS_ZH[halves]}")
    return judging.finding(Fact.ABSENT_BY_HOURS, text, seconds=seconds, halves=halves)


def _span(seconds: int) -> Text:
    """A length of time in full words."""
    parts = (seconds // 3600, "hour"), (seconds // 60 % 60, "minute"), (seconds % 60, "second")
    said = [f"{number} {unit}{'s' * (number != 1)}" for number, unit in parts if number]
    return Text(" ".join(said), say_length(timedelta(seconds=seconds)).zh)


def _clock(moment: datetime, day: date | None = None) -> str:
    clock = say_clock(moment.replace(microsecond=0))
    return clock if moment.date() == day else f"{moment.date()} {clock}"


def _leave(excuse: Excuse) -> tuple[str, str]:
    start, end, text = _clock(excuse.start), _clock(excuse.end), excuse.text
    return f"{text.en}, {start} to {end}", f"{text.zh}，自{start}至{end}"
