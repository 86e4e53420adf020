"""Working hours, counted one minute at a time (one second where something is not on a minute).

All datetimes are naive.  A segment belongs to the day on which it begins: on a Friday that is
worked, 22:00 to 06:00 runs into a Saturday that is not.  ``edge`` settles a limit that is used up
at the very moment the clock stops: ``near`` is the instant at which it is used up, ``far`` goes
on to the instant at which counting would begin again (for a subtraction: back to the last one).
"""

from datetime import date, datetime, timedelta
from fractions import Fraction

from .days import ONE_DAY, Days

Segment = tuple[int, int]
"""Begin and end in seconds from 00:00 of the day on which it begins; the end may pass 86400."""


def midnight(day: date) -> datetime:
    """00:00 of that day."""
    return datetime(day.year, day.month, day.day)


def segment(begin: str, end: str) -> Segment:
    """``segment("09:00", "12:30")``; "24:00" is midnight, "22:00" to "06:00" runs overnight."""
    first, last = seconds_of(begin), seconds_of(end)
    if first == last:
        raise ValueError("an empty segment")
    if last < first:
        last = last + 86400
    return (first, last)


def seconds_of(text: str) -> int:
    """Seconds from 00:00 of a text such as "09:00" or "09:00:30"."""
    parts = [int(part) for part in text.split(":")]
    return parts[0] * 3600 + parts[1] * 60 + (parts[2] if len(parts) == 3 else 0)


def whole_seconds(hours: int | Fraction) -> int:
    """Hours as seconds; refused when that is no whole number or below zero."""
    seconds = Fraction(hours) * 3600
    if seconds.denominator != 1 or seconds < 0:
        raise ValueError("hours must come to whole seconds, not below zero")
    return seconds.numerator


def check_edge(edge: str) -> None:
    """Refuse a name that is neither ``near`` nor ``far``."""
    if edge not in ("near", "far"):
        raise ValueError(edge)


def on_duty(at: datetime, days: Days, segments: list[Segment]) -> bool:
    """Whether the moment that begins then is worked: it lies on a segment of a working day."""
    for day in (at.date(), at.date() - ONE_DAY):
        for begin, end in segments:
            opens = midnight(day) + timedelta(seconds=begin)
            closes = midnight(day) + timedelta(seconds=end)
            if opens <= at < closes and days.is_working(day):
                return True
    return False


def tick_of(seconds: int, instants: list[datetime], segments: list[Segment]) -> timedelta:
    """A minute when everything lies on whole minutes, else a second."""
    if not segments:
        raise ValueError("no working hours")
    if any(at.microsecond for at in instants):
        raise ValueError("whole seconds only; pieces.py takes parts of a second")
    numbers = [seconds] + [at.second for at in instants]
    for begin, end in segments:
        numbers += [begin, end]
    return timedelta(seconds=60 if all(number % 60 == 0 for number in numbers) else 1)


def due_working_hours(
    start: datetime,
    hours: int | Fraction,
    days: Days,
    segments: list[Segment],
    edge: str = "near",
) -> datetime:
    """The instant at which so many working hours have passed since the start."""
    check_edge(edge)
    left = timedelta(seconds=whole_seconds(hours))
    tick = tick_of(whole_seconds(hours), [start], segments)
    at = start
    while left > timedelta(0):
        if on_duty(at, days, segments):
            left = left - tick
        at = at + tick
    while edge == "far" and not on_duty(at, days, segments):
        at = at + tick
    return at


def before_working_hours(
    end: datetime,
    hours: int | Fraction,
    days: Days,
    segments: list[Segment],
    edge: str = "near",
) -> datetime:
    """The instant from which so many working hours lead up to the end."""
    check_edge(edge)
    left = timedelta(seconds=whole_seconds(hours))
    tick = tick_of(whole_seconds(hours), [end], segments)
    at = end
    while left > timedelta(0):
        at = at - tick
        if on_duty(at, days, segments):
            left = left - tick
    while edge == "far" and not on_duty(at - tick, days, segments):
        at = at - tick
    return at


def elapsed_working_seconds(
    first: datetime, last: datetime, days: Days, segments: list[Segment]
) -> int:
    """Working seconds from first to last; below zero when last comes before first."""
    if last < first:
        return -elapsed_working_seconds(last, first, days, segments)
    tick = tick_of(0, [first, last], segments)
    seconds = 0
    at = first
    while at < last:
        if on_duty(at, days, segments):
            seconds = seconds + int(tick.total_seconds())
        at = at + tick
    return seconds
