"""The days of a work calendar: which are worked, and which is the n-th after another."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date, datetime
from operator import attrgetter
from typing import TYPE_CHECKING, Final, NoReturn, Self

import attrs

from csrules.calendars.calendardays import DayKind, DayTable, Unpublished, overridden
from csrules.calendars.moments import a_count, a_day, a_moment, end_of_day, in_zone
from csrules.doors import explain, guarded
from csrules.errors import Fault, Faults, InputError, NotCoveredError, refuse

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from zoneinfo import ZoneInfo

    from csrules.calendars.calendardays import Override
    from csrules.calendars.hours import HoursLike, WeekHours
    from csrules.citation import Text

__all__ = ["FIELDS", "WorkDays"]

_MOST_STEPS: Final = 10**6


@attrs.frozen
class WorkDays:
    """The fields of a calendar and what it answers about days; base of `WorkCalendar`."""

    first: date
    last: date
    weekend: tuple[int, ...]
    days_off: tuple[tuple[date, Text], ...]
    working_days: tuple[date, ...]
    hours: WeekHours | None
    tz: ZoneInfo | None
    published_from: date | None
    published_until: date | None
    unpublished: Unpublished
    overrides: tuple[tuple[date, Override], ...]
    # what follows is compiled from the above, for the days that may be answered
    _days: DayTable = attrs.field(init=False, eq=False)
    _zero: int = attrs.field(init=False, eq=False)  # ordinal of the day before the first
    _upto: list[int] = attrs.field(init=False, eq=False)  # working days up to each day
    _work: list[date] = attrs.field(init=False, eq=False)  # each working day
    _ends: list[datetime] = attrs.field(init=False, eq=False)  # its 24:00, counted from 1

    def __attrs_post_init__(self) -> None:
        faults = Faults()
        days = DayTable.of(
            self.first, self.last, self.weekend, self.days_off, self.working_days, self.hours,
            self.overrides, faults,
        )  # fmt: skip
        if not faults.found and not any(kind.works for kind in days.kinds):
            mend = "check weekend, days_off and overrides"
            faults.add(Fault("first", self.first, "a span with a working day in it", mend))
        faults.raise_as(InputError)
        first, last = self.first, self.last
        if self.unpublished is Unpublished.REFUSE:
            first = max(first, self.published_from or first)
            last = min(last, self.published_until or last)
        zero = first.toordinal() - 1
        known = [date.fromordinal(n) for n in range(zero + 1, last.toordinal() + 1)]
        skipped = zero + 1 - self.first.toordinal()
        work: list[date] = []
        upto = [0]
        for number, day in enumerate(known, skipped):
            if days.kinds[number].works:
                work.append(day)
            upto.append(len(work))
        compiled = {
            "_days": days,
            "_zero": zero,
            "_upto": upto,
            "_work": work,
            "_ends": [datetime(1, 1, 1), *(end_of_day(day, self.tz) for day in work)],
        }
        for name, value in compiled.items():
            object.__setattr__(self, name, value)

    def __reduce__(self) -> tuple[Callable[..., Self], tuple[object, ...]]:
        return type(self), attrgetter(*FIELDS)(self)

    def __repr__(self) -> str:
        parts = [f"{self.first} to {self.last}", f"{len(self._work)} working days known"]
        parts.append(str(self.hours) if self.hours else "days only")
        if self.tz:
            parts.append(str(self.tz))
        if self.published_until:
            parts.append(f"published until {self.published_until}")
        if self.unpublished is Unpublished.ESTIMATE:
            parts.append("estimates beyond")
        return f"<WorkCalendar {', '.join(parts)}>"

    # --- what may be asked -------------------------------------------------------------------

    def _beyond(self, ordinal: int, path: str, value: object) -> NoReturn:
        """Refuse: an answer needs this day, and it is not known."""
        first, last = self.first.toordinal(), self.last.toordinal()
        day = date.fromordinal(ordinal) if 0 < ordinal <= date.max.toordinal() else None
        needs = f"needs {day}" if day else "needs a day out of range"
        if first <= ordinal <= last:
            since, until = self.published_from or self.first, self.published_until or self.last
            raise NotCoveredError(Fault(path, value,
                f"days whose make-up arrangement is published ({since} to {until}); this {needs}",
                'build the calendar with unpublished="estimate" for a provisional answer, or '
                "update the package holidays when the notice is out"))  # fmt: skip
        raise NotCoveredError(Fault(path, value,
            f"days that the calendar covers ({self.first} to {self.last}); this {needs}",
            "build the calendar for more years"))  # fmt: skip

    def _number(self, day: object, path: str = "day") -> int:
        """The number of a known day, the first being 1."""
        own = day if type(day) is date else a_day(day, path)
        number = own.toordinal() - self._zero
        if not 0 < number < len(self._upto):
            self._beyond(own.toordinal(), path, own)
        return number

    @property
    def known_days(self) -> tuple[date, ...]:
        """Every day that may be asked about: covered, and published unless it is estimated."""
        return tuple(date.fromordinal(self._zero + n) for n in range(1, len(self._upto)))

    def published(self, day: date, last: date | None = None) -> bool:
        """Is the arrangement of ``day`` published, or of every day from it to ``last``?"""
        try:
            first = a_day(day)
            last = first if last is None else a_day(last, "last")
        except InputError as error:
            explain(error, WorkDays.published, self, day, last)
            raise
        if self.published_from is not None and first < self.published_from:
            return False
        return self.published_until is None or last <= self.published_until

    def moment(self, value: object, path: str = "start") -> datetime:
        """A moment as this calendar takes it: checked, and in its zone if it has one."""
        own = a_moment(value, path)
        if self.tz is None:
            if own.tzinfo is None:
                return own
            refuse(
                path,
                value,
                "a naive datetime, because the calendar has no time zone",
                'build the calendar with tz="Asia/Shanghai", or give local time without a zone',
            )
        if own.tzinfo is None:
            refuse(
                path,
                value,
                f"an aware datetime, because the calendar is in {self.tz}",
                f"say of which zone it is: {path}.replace(tzinfo=calendar.tz)",
            )
        return own if own.tzinfo is self.tz else in_zone(own, self.tz, path)

    # --- days --------------------------------------------------------------------------------

    def is_working(self, day: date) -> bool:
        """Is it a working day?"""
        return self.kind(day).works

    def kind(self, day: date) -> DayKind:
        """What the day is: working, weekend, holiday, make-up day, or overridden.

        >>> from csrules.workcalendar import work_calendar
        >>> work_calendar(date(2024, 3, 1), date(2024, 3, 31)).kind(date(2024, 3, 9)).say("zh")
        '周末休息日'
        """
        number = self._number(day) + self._zero - self.first.toordinal()
        return self._days.kinds[number]

    def name(self, day: date) -> Text:
        """What the day is called: the name of its holiday, or what kind it is."""
        kind = self.kind(day)
        if kind is DayKind.HOLIDAY:
            return self.days_off[bisect_left(self.days_off, day, key=lambda item: item[0])][1]
        return kind.meaning

    def in_break(self, day: date) -> bool:
        """R2, alternative: is the day in a holiday break, the weekend days inside it included?

        A break is an unbroken run of non-working days that contains a listed holiday.
        """
        return self._number(day) + self._zero in self._days.breaks

    def next_working_day(self, day: date) -> date:
        """The first working day after ``day``."""
        return self.add_working_days(day, 1)

    def previous_working_day(self, day: date) -> date:
        """The last working day before ``day``."""
        return self.add_working_days(day, -1)

    def roll_forward(self, day: date, *, breaks_only: bool = False) -> date:
        """``day`` itself where it counts, else the next that does.

        Working days count; with ``breaks_only`` every day outside holiday breaks does (R2).
        """
        try:
            if breaks_only is not True and breaks_only is not False:
                refuse("breaks_only", breaks_only, "true or false")
            number = self._number(day)
        except InputError as error:
            explain(error, WorkDays.roll_forward, self, day, breaks_only=breaks_only)
            raise
        if not breaks_only:
            index = self._upto[number - 1]
            if index < len(self._work):
                return self._work[index]
            self._beyond(self._zero + len(self._upto), "day", day)
        ordinal = number + self._zero
        while ordinal in self._days.breaks:
            ordinal += 1
            if ordinal - self._zero >= len(self._upto):
                self._beyond(ordinal, "day", day)
        return date.fromordinal(ordinal)

    def add_working_days(self, day: date, days: int) -> date:
        """The working day so many after ``day``, or before it when negative; 0 is ``day``.

        >>> from csrules.workcalendar import work_calendar
        >>> calendar = work_calendar(date(2024, 3, 1), date(2024, 3, 31))
        >>> calendar.add_working_days(date(2024, 3, 8), 2)
        datetime.date(2024, 3, 12)
        """
        try:
            own = a_day(day)
            count = a_count(days, "days", -_MOST_STEPS, _MOST_STEPS, "working days")
        except InputError as error:
            explain(error, WorkDays.add_working_days, self, day, days)
            raise
        if count == 0:
            return own
        upto, forward = self._upto, count > 0
        # only the days that are counted must be known, not the one that is counted from
        number = own.toordinal() - self._zero - (not forward)
        if not 0 <= number < len(upto):
            self._beyond(own.toordinal() + (1 if forward else -1), "day", own)
        index = upto[number] + count - forward
        if index < 0:
            self._beyond(self._zero, "day", own)
        if index >= len(self._work):
            self._beyond(self._zero + len(upto), "day", own)
        return self._work[index]

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days lie after ``start`` up to and with ``end``; negative backwards.

        For ``n`` not negative, ``working_days_between(d, add_working_days(d, n))`` is ``n``.
        """
        try:
            first, last = a_day(start, "start"), a_day(end, "end")
        except InputError as error:
            explain(error, WorkDays.working_days_between, self, start, end)
            raise
        if first > last:
            return -self.working_days_between(last, first)
        if first == last:
            return 0
        number = first.toordinal() - self._zero
        if not 0 <= number < len(self._upto):
            self._beyond(first.toordinal() + 1, "start", first)
        return self._upto[self._number(last, "end")] - self._upto[number]

    def end_of_working_day(self, start: datetime, days: int) -> datetime:
        """24:00 of the ``days``-th working day after the day of ``start``: the bare due instant.

        >>> from csrules.workcalendar import work_calendar
        >>> calendar = work_calendar(date(2024, 3, 1), date(2024, 3, 31))
        >>> calendar.end_of_working_day(datetime(2024, 3, 8, 10), 2)
        datetime.datetime(2024, 3, 13, 0, 0)
        """
        if type(start) is datetime and start.tzinfo is None is self.tz and type(days) is int:
            number = start.toordinal() - self._zero
            if number >= 0 < days:
                try:
                    return self._ends[self._upto[number] + days]
                except IndexError:
                    pass  # it is named below
        try:
            own = self.moment(start)
            a_count(days, "days", 1, _MOST_STEPS, "working days")
        except InputError as error:
            explain(error, WorkDays.end_of_working_day, self, start, days)
            raise
        last = self.add_working_days(own.date(), days)
        return self._ends[self._upto[last.toordinal() - self._zero]]

    @guarded
    def with_overrides(self, overrides: Mapping[date, HoursLike]) -> Self:
        """A new calendar with these single days set; they win over earlier overrides.

        >>> from csrules.workcalendar import work_calendar
        >>> calendar = work_calendar(date(2024, 3, 1), date(2024, 3, 31))
        >>> calendar.with_overrides({date(2024, 3, 9): "working"}).is_working(date(2024, 3, 9))
        True
        """
        merged = {**dict(self.overrides), **dict(overridden(overrides))}
        return attrs.evolve(self, overrides=tuple(sorted(merged.items())))


FIELDS: Final = tuple(each.name for each in attrs.fields(WorkDays) if each.init)
