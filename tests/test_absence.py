"""How long an absence is, held against walking the day in steps of ten minutes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from itertools import combinations
from zoneinfo import ZoneInfo

import pytest

from csrules.absence import AbsenceRule, Hours, Need, measure, seconds_between, size
from csrules.attendance import Presence
from csrules.errors import MissingParameterError

DAY = date(2024, 3, 8)
STEP = timedelta(minutes=10)
STEPS = [datetime.combine(DAY, time(7)) + n * STEP for n in range(0, 73, 3)]


def at(hour: int, minute: int = 0) -> datetime:
    return datetime.combine(DAY, time(hour, minute))


START, END = at(9), at(18)


def presence(
    lunch: timedelta | None = timedelta(hours=1),
    lunch_start: datetime | None = None,
    start: datetime | None = START,
    end: datetime | None = END,
) -> Presence:
    return Presence("li", DAY, True, start, end, lunch, lunch_start, None, None)


def halves(
    gone: datetime, back: datetime, day: Presence, rule: AbsenceRule, threshold: Fraction
) -> tuple[int | None, set[Need]]:
    """What is measured, and what it lacked."""
    lacks: set[Need] = set()
    return measure(gone, back, day, rule, threshold=threshold, lacks=lacks), lacks


def walked(gone: datetime, back: datetime, lunch: datetime, minutes: int) -> int:
    """Half days away in a day from 9 to 18, by steps; up to an hour, and lunch, do not count."""
    eaten = {lunch + n * STEP for n in range(minutes // 10)}
    away = {gone + n * STEP for n in range((back - gone) // STEP)} - eaten
    planned = {at(9) + n * STEP for n in range(54)} - eaten
    if len(away) <= 6:
        return 0
    return 1 if 2 * len(away & planned) <= len(planned) else 2


@pytest.mark.parametrize(("lunch", "minutes"), [(at(12), 60), (at(9), 30), (at(16, 30), 90)])
def test_absence_is_what_walking_the_day_finds(lunch: datetime, minutes: int) -> None:
    day = presence(timedelta(minutes=minutes), lunch)
    for gone, back in combinations(STEPS, 2):
        found = halves(gone, back, day, AbsenceRule(), Fraction(3600))
        assert found == (walked(gone, back, lunch, minutes), set()), (gone, back)


def test_a_lunch_of_unknown_begin_is_asked_for_exactly_where_it_decides() -> None:
    lunches = [at(9) + n * STEP for n in range(0, 49, 3)]  # an hour that lies in the day
    for gone, back in combinations(STEPS, 2):
        possible = {walked(gone, back, lunch, 60) for lunch in lunches}
        found = halves(gone, back, presence(), AbsenceRule(), Fraction(3600))
        expected = (possible.pop(), set()) if len(possible) == 1 else (None, {Need.LUNCH_START})
        assert found == expected, (gone, back)


def test_a_second_beyond_half_the_day_is_enough_to_ask_where_lunch_lies() -> None:
    """From 9 to 18 with an hour of lunch, of which nobody knows whether it is before 13."""
    hour = Fraction(3600)
    assert halves(at(9), at(13), presence(), AbsenceRule(), hour) == (1, set())
    beyond = at(13) + timedelta(seconds=1)
    assert halves(at(9), beyond, presence(), AbsenceRule(), hour) == (None, {Need.LUNCH_START})


def test_a_lunch_longer_than_the_day_fills_it_wherever_it_begins() -> None:
    hour = presence(timedelta(hours=2), end=at(10))
    assert halves(at(9), at(10), hour, AbsenceRule(), Fraction(-1)) == (1, set())


def test_by_the_clock_lunch_counts_as_away_and_as_working_time() -> None:
    clock = AbsenceRule(hours=Hours.CLOCK)
    for lunch in (None, timedelta(hours=1)):
        day = presence(lunch)
        assert halves(at(9), at(13, 30), day, clock, Fraction(3600)) == (1, set())
        assert halves(at(9), at(13, 31), day, clock, Fraction(3600)) == (2, set())


def test_exactly_the_threshold_is_no_absence_whatever_else_is_unknown() -> None:
    unknown = presence(None, start=None, end=None)
    assert halves(at(9), at(10), unknown, AbsenceRule(), Fraction(3600)) == (0, set())


@pytest.mark.parametrize(
    ("start", "end", "lacks"),
    [
        (None, at(18), {Need.START}),
        (at(9), None, {Need.END}),
        (None, None, {Need.START, Need.END}),
    ],
)
def test_planned_times_are_asked_for_by_their_names(
    start: datetime | None, end: datetime | None, lacks: set[Need]
) -> None:
    day = presence(start=start, end=end)
    assert halves(at(9), at(11), day, AbsenceRule(), Fraction(3600)) == (None, lacks)
    with pytest.raises(MissingParameterError) as caught:
        size(at(9), at(11), day, AbsenceRule())
    assert [fault.path for fault in caught.value.faults] == sorted(lacks)


def test_time_away_of_any_length_has_a_size_and_none_before_the_day_is_half_a_day() -> None:
    day = presence(lunch_start=at(12))
    assert size(at(10), at(10), day, AbsenceRule()) == 1
    assert size(at(12), at(13), day, AbsenceRule()) == 1  # all of it lunch
    assert size(at(7), at(8), day, AbsenceRule()) == 1


def test_seconds_elapse_right_across_a_change_of_the_clocks() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    before, after = (datetime(2024, 3, 31, hour, tzinfo=berlin) for hour in (1, 4))
    assert seconds_between(before, after) == 2 * 3600
    assert seconds_between(after, before) == -2 * 3600
    assert seconds_between(before, after.astimezone(UTC)) == 2 * 3600
    assert seconds_between(at(9), at(9, 1)) == 60


def test_a_lunch_that_begins_nobody_knows_when_is_asked_for_by_its_name() -> None:
    beyond = halves(at(9), at(13, 1), presence(), AbsenceRule(), Fraction(3600))[1]
    assert {*map(str, beyond)} == {"lunch_start"}
