"""Working hours a second time: the worked stretches laid end to end.

The same four answers as ``workhours``, in another way: each working day's segments are written
down as pairs of instants and walked in order.  It takes parts of a second and long spans, where
counting every second would be slow; the test of the oracle holds both against each other.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from .days import ONE_DAY, Days
from .workhours import Segment, check_edge, midnight

Stretch = tuple[datetime, datetime]


def stretches_of(day: date, days: Days, segments: list[Segment]) -> list[Stretch]:
    """The worked stretches that begin on that day, in order of time."""
    if not days.is_working(day):
        return []
    found = []
    for begin, end in sorted(segments):
        opens = midnight(day) + timedelta(seconds=begin)
        closes = midnight(day) + timedelta(seconds=end)
        found.append((opens, closes))
    return found


def touching(day: date, days: Days, segments: list[Segment]) -> list[Stretch]:
    """The parts of worked stretches that lie on that calendar day, in order, none twice."""
    starts, ends = midnight(day), midnight(day + ONE_DAY)
    found: list[Stretch] = []
    if any(end > 86400 for _, end in segments):
        found = found + stretches_of(day - ONE_DAY, days, segments)
    found = found + stretches_of(day, days, segments)
    cut: list[Stretch] = []
    done = starts
    for opens, closes in sorted(found):
        first, last = max(opens, done), min(closes, ends)
        if first < last:
            cut.append((first, last))
            done = last
    return cut


def forward(start: datetime, days: Days, segments: list[Segment]) -> Iterator[Stretch]:
    """What is worked from the start on, without end."""
    day = start.date()
    while True:
        for first, last in touching(day, days, segments):
            if last > start:
                yield (max(first, start), last)
        day = day + ONE_DAY


def backward(end: datetime, days: Days, segments: list[Segment]) -> Iterator[Stretch]:
    """What is worked up to the end, latest first, without end."""
    day = end.date()
    if end == midnight(day):
        day = day - ONE_DAY
    while True:
        for first, last in reversed(touching(day, days, segments)):
            if first < end:
                yield (first, min(last, end))
        day = day - ONE_DAY


def due_by_pieces(
    start: datetime, length: timedelta, days: Days, segments: list[Segment], edge: str = "near"
) -> datetime:
    """As ``workhours.due_working_hours``, for any length of time."""
    check_edge(edge)
    if length == timedelta(0) and edge == "near":
        return start
    left = length
    for first, last in forward(start, days, segments):
        if left < last - first or (left == last - first and edge == "near"):
            return first + left
        left = left - (last - first)
    raise AssertionError


def before_by_pieces(
    end: datetime, length: timedelta, days: Days, segments: list[Segment], edge: str = "near"
) -> datetime:
    """As ``workhours.before_working_hours``, for any length of time."""
    check_edge(edge)
    if length == timedelta(0) and edge == "near":
        return end
    left = length
    for first, last in backward(end, days, segments):
        if left < last - first or (left == last - first and edge == "near"):
            return last - left
        left = left - (last - first)
    raise AssertionError


def elapsed_by_pieces(
    first: datetime, last: datetime, days: Days, segments: list[Segment]
) -> timedelta:
    """As ``workhours.elapsed_working_seconds``, exact to the microsecond."""
    if last < first:
        return -elapsed_by_pieces(last, first, days, segments)
    worked = timedelta(0)
    day = first.date()
    while midnight(day) < last:
        for opens, closes in touching(day, days, segments):
            begin, end = max(opens, first), min(closes, last)
            if begin < end:
                worked = worked + (end - begin)
        day = day + ONE_DAY
    return worked
