"""When something is due: hours, working hours, days and working days of a work calendar."""

from calendar import monthrange
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

from .doors import WrongInput, choice, clock, day, decimal, midnight_after, moment, whole

DAY = timedelta(days=1)
FIELDS = {"first", "published_until", "weekend", "holidays", "makeup", "hours"}


class WorkDays:
    """A calendar as the personnel office sends it; a day that it does not know is no answer."""

    def __init__(self, raw: Any) -> None:
        try:
            self._read(raw)
        except (WrongInput, TypeError, ValueError, KeyError, AttributeError):
            raise WrongInput("calendar") from None

    def _read(self, raw: Any) -> None:
        if not set(raw) <= FIELDS:
            raise ValueError(raw)
        self.first, self.until = (day(raw[name], name) for name in ("first", "published_until"))
        self.weekend = [whole(one, "weekend", 0, 6) for one in _list(raw, "weekend", [5, 6])]
        self.holidays = [day(one, "holidays") for one in _list(raw, "holidays", [])]
        self.makeup = [day(one, "makeup") for one in _list(raw, "makeup", [])]
        self.hours = None
        if raw.get("hours") is not None:
            parts = [[clock(end, "hours") for end in part] for part in _list(raw, "hours", [])]
            ends = [end for part in parts for end in part]
            if not parts or any(len(part) != 2 for part in parts):
                raise ValueError(parts)
            if any(later <= early for early, later in pairwise(ends)):
                raise ValueError(parts)
            self.hours = parts
        if set(self.holidays) & set(self.makeup) or self.first > self.until:
            raise ValueError(raw)
        span = (self.until - self.first).days + 1
        if not any(self.works(self.first + number * DAY) for number in range(span)):
            raise ValueError(raw)

    def made_up(self, one: date) -> bool:
        """Whether a day is worked although it is a weekend day."""
        return one in self.makeup

    def works(self, one: date) -> bool:
        """Whether people work on a day that the calendar knows."""
        if not self.first <= one <= self.until:
            raise WrongInput("calendar")
        if one in self.holidays:
            return False
        return self.made_up(one) or one.weekday() not in self.weekend

    def next(self, one: date) -> date:
        """That day, or the next one that is worked."""
        while not self.works(one):
            one += DAY
        return one


def _list(raw: Any, name: str, default: list[Any]) -> list[Any]:
    found: list[Any] = raw.get(name, default)
    texts = [str(one) for one in found]
    if not isinstance(found, list) or (name != "hours" and len(set(texts)) < len(texts)):
        raise ValueError(name)
    return found


class Deadlines:
    """The due instants; ``calendars`` makes a calendar of what was sent."""

    calendars = WorkDays

    def _calendar(self, raw: Any) -> WorkDays:
        if raw is None:
            raise WrongInput("calendar")
        return self.calendars(raw)

    def _rolls(self, raw: Any, rolls: bool) -> WorkDays | None:
        """The calendar for a roll; one that is sent without need has to be right too."""
        own = None if raw is None and not rolls else self._calendar(raw)
        return own if rolls else None

    def hours(self, start: str, hours: str, calendar: Any, roll: str) -> datetime:
        """So many hours of the clock, moved on a day at a time while nobody works."""
        rolls = choice(roll, "roll", ("same_clock_time", "none")) != "none"
        due = moment(start, "start") + self._length(hours)
        days = self._rolls(calendar, rolls)
        while days is not None and not days.works(due.date()):
            due += DAY
        return due

    def working_hours(self, start: str, hours: str, calendar: Any) -> datetime:
        """So many hours of working time."""
        now, left = moment(start, "start"), self._length(hours)
        days = self._calendar(calendar)
        if days.hours is None:
            raise WrongInput("calendar")
        one = now.date()
        while True:
            worked = days.works(one)
            for begin, end in days.hours if worked else ():
                opens = datetime.combine(one, time()) + timedelta(seconds=begin)
                closes = datetime.combine(one, time()) + timedelta(seconds=end)
                now = max(now, opens)
                if now + left <= closes:
                    return now + left
                left -= max(closes - now, timedelta())
            one += DAY

    def _length(self, hours: str) -> timedelta:
        number = decimal(hours, "hours", 2, 9999)
        if not number:
            raise WrongInput("hours")
        return timedelta(seconds=int(number * 3600))

    def days(self, start: str, days: int, calendar: Any, counted: str, last_day: str) -> datetime:
        """The end of so many days."""
        count = whole(days, "days", 1, 3660) - _counted(counted)
        return self._end(moment(start, "start").date() + count * DAY, calendar, last_day)

    def month_day(self, year: int, month: int, number: int, calendar: Any, last: str) -> datetime:
        """The end of a day of the month, or of the month's last day."""
        whole(year, "year", 1900, 2100), whole(month, "month", 1, 12)
        own = min(whole(number, "day", 1, 31), monthrange(year, month)[1])
        return self._end(date(year, month, own), calendar, last)

    def _end(self, last: date, calendar: Any, last_day: str) -> datetime:
        rolls = choice(last_day, "last_day", ("no_roll", "next_working_day")) != "no_roll"
        days = self._rolls(calendar, rolls)
        return midnight_after(last if days is None else days.next(last))

    def working_days(
        self, start: str, days: int, calendar: Any, counted: str, end: str
    ) -> datetime:
        """The end of so many working days, or the same time of day on the last."""
        begin, left = moment(start, "start"), whole(days, "days", 1, 3660)
        same = choice(end, "end", ("end_of_day", "same_clock_time")) != "end_of_day"
        own = self._calendar(calendar)
        last = begin.date() + (0 if _counted(counted) else 1) * DAY
        while True:
            left -= own.works(last)
            if not left:
                return datetime.combine(last, begin.time()) if same else midnight_after(last)
            last += DAY


def _counted(raw: str) -> int:
    return int(choice(raw, "start_day", ("excluded", "counted")) == "counted")
