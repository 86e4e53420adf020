"""Limits over columns are the limits themselves, under every reading and from every start."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from fractions import Fraction
from io import BytesIO
from struct import pack
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csrules import cn_calendar, work_calendar
from csrules.batch import Starts, due
from csrules.batch.duekernel import DueKernel
from csrules.batch.quick import Columns
from csrules.calendars.moments import later
from csrules.deadlines import (
    CalendarDays,
    Deadline,
    ElapsedHours,
    Step,
    WorkingDays,
    WorkingHours,
)
from csrules.errors import CsrulesError, InputError
from csrules.limits.limitreadings import length_of
from csrules.testing import calendars, days, instants
from tests.batch.agreement import DEADLINE, agree, asked
from tests.batch.limits_drawn import (
    DAY,
    MICRO,
    agree_on,
    column,
    every_limit,
    in_zone,
    limits,
    sharp_days,
    sharp_moments,
)

if TYPE_CHECKING:
    from csrules.deadlines import Limit
    from csrules.workcalendar import WorkCalendar

FEW = settings(max_examples=max(3, settings().max_examples // 30))
ELSEWHERE = ZoneInfo("America/New_York")
CHINA = cn_calendar(range(2024, 2027), hours="08:30-12:00,13:30-17:30")
LIMITS = every_limit(30, 3, 31, 2)


@FEW
@given(st.data(), calendars(zones=[None], most_days=70), limits())
def test_naive_moments_with_a_calendar(
    data: st.DataObject, calendar: WorkCalendar, every: list[Limit]
) -> None:
    drawn = data.draw(st.lists(instants(calendar), max_size=20))
    agree_on(every, calendar, [*sharp_moments(calendar), *drawn, None])


@FEW
@given(
    st.data(),
    calendars(zones=["Asia/Shanghai", "UTC", "Europe/Berlin"], most_days=70),
    limits(),
    st.booleans(),
)
def test_aware_moments_with_a_calendar_also_in_another_zone(
    data: st.DataObject, calendar: WorkCalendar, every: list[Limit], other: bool
) -> None:
    drawn = data.draw(st.lists(instants(calendar), max_size=20))
    starts = [*in_zone(sharp_moments(calendar), calendar.tz), *drawn]
    agree_on(every, calendar, [each.astimezone(ELSEWHERE) for each in starts] if other else starts)


@FEW
@given(st.data(), calendars(most_days=70), limits())
def test_days_with_a_calendar(
    data: st.DataObject, calendar: WorkCalendar, every: list[Limit]
) -> None:
    agree_on(every, calendar, [*sharp_days(calendar), *data.draw(st.lists(days(calendar))), None])


AROUND = [
    date(2, 1, 1), date(1941, 3, 16), date(1970, 1, 1), date(1986, 5, 4), date(2024, 2, 29),
    date(2024, 3, 31), date(2024, 12, 31), date(9990, 6, 30),
]  # fmt: skip
"""Days of years in which something is odd: the first and last ones, and summer time in China."""


@pytest.mark.parametrize(
    "zone", [None, UTC, ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin"),
             timezone(timedelta(hours=5, minutes=30))], ids=str
)  # fmt: skip
def test_moments_without_a_calendar(zone: ZoneInfo | None) -> None:
    for middle in AROUND:
        noon = datetime(middle.year, middle.month, middle.day, 12)
        walls = [noon + n * timedelta(hours=11, microseconds=1) for n in range(-9, 9)]
        agree_on(LIMITS[::3], None, in_zone(walls, zone))


def test_days_without_a_calendar() -> None:
    for middle in AROUND:
        agree_on(LIMITS, None, [middle + n * DAY for n in range(9)])


def test_the_first_and_the_last_years_and_all_between_them() -> None:
    ends = [date.min, date(1, 6, 1), date(2024, 2, 29), date(9998, 12, 31), date.max]
    agree_on(LIMITS, None, ends)
    for day in ends:
        agree_on(LIMITS[::3], None, [day])
        agree_on(LIMITS[::3], None, [datetime(day.year, day.month, day.day, 23)])
        agree_on([ElapsedHours(100_000)], None, [datetime(day.year, day.month, day.day)])


def test_a_naive_start_is_refused_by_a_calendar_in_a_zone_and_the_other_way_round() -> None:
    moments = [datetime(2024, 3, 1, 9), datetime(2024, 3, 2, 9)]
    zoned = cn_calendar(2024, tz="Asia/Shanghai", hours="09:00-17:00")
    for calendar, starts in ((zoned, moments), (CHINA, in_zone(moments, ELSEWHERE))):
        for answers in agree_on(LIMITS, calendar, starts):
            assert all(isinstance(each, CsrulesError) for each in answers)


def test_both_passes_of_a_doubled_hour_are_two_starts() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    first = datetime(2024, 10, 27, 2, 30, tzinfo=berlin)
    starts = [first, first.replace(fold=1), first + DAY]
    calendar = work_calendar(date(2024, 10, 1), date(2024, 11, 30), hours="00:00-24:00", tz=berlin)
    agree_on(LIMITS, None, starts)
    agree_on(LIMITS, calendar, starts)


NIGHTS = work_calendar(
    date(2024, 2, 26), date(2024, 3, 31), hours={"default": "22:00-30:00", "sat": "22:00-24:00"},
    weekend=(6,),
)  # fmt: skip
TO_MIDNIGHT = work_calendar(date(2024, 2, 26), date(2024, 3, 31), hours="16:00-24:00")
LONG_DAY = work_calendar(
    date(2024, 2, 26), date(2024, 3, 31), hours="09:00-17:00",
    overrides={date(2024, 3, 5): "20:00-28:00", date(2024, 3, 7): "off"},
)  # fmt: skip


@pytest.mark.parametrize("calendar", [NIGHTS, TO_MIDNIGHT, LONG_DAY], ids=str)
def test_a_deadline_at_the_end_of_a_shift_is_of_the_day_of_the_shift(
    calendar: WorkCalendar,
) -> None:
    begin = datetime(2024, 3, 4, 15)
    starts = [begin + n * timedelta(minutes=37, seconds=30) for n in range(120)]
    for hours in ("0.25", "1", "4", "8", "20"):
        agree_on([WorkingHours(hours)], calendar, [*starts, *sharp_moments(calendar)])


LENGTHS = (1, Fraction(61, 60), Fraction(4, 3), 5, 16, 40, Fraction(1, 3_600_000_000))


def just_enough(length: int | Fraction, calendar: WorkCalendar) -> list[datetime]:
    """The last starts from which a length is over by the end of a shift or of a day."""
    limit, elapsed = WorkingHours(length), length_of(length)
    found = []
    for day in calendar.known_days:
        shift = asked(
            limit.before, {"anchor": calendar.close_of_business(day), "calendar": calendar}
        )
        found += [] if isinstance(shift, CsrulesError) else [shift.due]
        found += [later(calendar.end_of_day(day), -elapsed)]
    return [later(each, step) for each in found for step in (-MICRO, 0 * MICRO, MICRO)]


@pytest.mark.parametrize("hours", ["08:01-12:00", "08:00-12:01", "08:00-12:00,13:30-17:45"])
@pytest.mark.parametrize("tz", [None, "Europe/Berlin"])
def test_starts_from_which_a_stretch_of_work_just_suffices(hours: str, tz: str | None) -> None:
    calendar = work_calendar(
        date(2024, 3, 19), date(2024, 4, 9), hours=hours, tz=tz, days_off=[date(2024, 3, 29)]
    )
    plain = in_zone(sharp_moments(calendar), calendar.tz)
    for length in LENGTHS:
        starts = [*plain, *just_enough(length, calendar)]
        agree_on([WorkingHours(length), ElapsedHours(length, "stop_clock")], calendar, starts)


PARTS = [
    ["due"],
    ["last_day"],
    ["provisional"],
    ["provisional", "last_day"],
    ["due", "provisional"],
]


@pytest.mark.parametrize("only", PARTS, ids=" ".join)
@pytest.mark.parametrize("tz", [None, "Asia/Shanghai"])
def test_any_parts_of_deadlines_of_which_some_are_provisional(
    only: list[str], tz: str | None
) -> None:
    calendar = work_calendar(
        date(2024, 3, 4), date(2024, 3, 31), hours="08:30-12:00,16:00-24:00", tz=tz,
        published_from=date(2024, 3, 11), published_until=date(2024, 3, 20),
        unpublished="estimate",
    )  # fmt: skip
    starts = in_zone(sharp_moments(calendar), calendar.tz)
    walls = [datetime(2024, 3, 4) + n * timedelta(hours=3) for n in range(200)]
    starts += in_zone(walls, calendar.tz)
    table = pa.table({"start": column(starts)})
    parts = {name: DEADLINE[name] for name in only}
    rows = [{"start": start} for start in starts]
    found = set()
    for limit in (WorkingHours(12), ElapsedHours(24, "stop_clock"), WorkingDays(2),
                  ElapsedHours(24, "same_clock_time", "holiday_breaks")):  # fmt: skip
        answers = agree(due(limit, calendar, only=only), parts, table, rows)
        found |= {getattr(each, "provisional", None) for each in answers}
    assert found == {True, False, None}


def test_a_column_is_longer_than_a_chunk() -> None:
    step = timedelta(minutes=23, microseconds=7)
    starts = [datetime(2023, 12, 30) + n * step for n in range(33_000)]
    limit = ElapsedHours(24, "same_clock_time")
    agree_on([limit], CHINA, starts)


SURE = [
    ElapsedHours(24), ElapsedHours(24, "same_clock_time"), ElapsedHours(24, "stop_clock"),
    ElapsedHours(24, "close_of_next_working_day"), WorkingHours(12), CalendarDays(6),
    CalendarDays(6, last_day="next_working_day"), WorkingDays(2), WorkingDays(2, "same_clock_time"),
]  # fmt: skip


def left_of(kernel: DueKernel, starts: pa.Array) -> list[int]:
    """The rows that the quick form leaves to the limit."""
    quick = kernel.over({"start": starts.type})
    out = {each.name: np.empty(len(starts), each.dtype) for each in quick.gives}
    left = quick.fill(Columns({"start": Starts("start").read(starts).values}), out)
    return [] if left is None else np.flatnonzero(left).tolist()


WALLS = [datetime(2024, 1, 2) + n * timedelta(hours=7) for n in range(2500)]


@pytest.mark.parametrize("limit", SURE, ids=str)
@pytest.mark.parametrize("tz", [None, "Asia/Shanghai"])
def test_the_quick_form_leaves_no_ordinary_row(limit: Limit, tz: str | None) -> None:
    calendar = cn_calendar(range(2024, 2027), hours="08:30-12:00,13:30-17:30", tz=tz)
    assert left_of(DueKernel(limit, calendar), column(in_zone(WALLS, calendar.tz))) == []


@pytest.mark.parametrize("hours", ["08:30-12:00,13:30-17:30", "22:00-30:00"])
@pytest.mark.parametrize("limit", [WorkingHours(12), ElapsedHours(24, "stop_clock")], ids=str)
def test_the_due_instant_alone_needs_neither_a_fixed_offset_nor_a_day_shift(
    limit: Limit, hours: str
) -> None:
    calendar = cn_calendar(range(2024, 2027), hours=hours, tz="Europe/Berlin")
    starts = in_zone(WALLS, calendar.tz)
    assert left_of(DueKernel(limit, calendar, only=["due"]), column(starts)) == []
    assert len(left_of(DueKernel(limit, calendar), column(starts))) == len(starts)
    rows = [{"start": start} for start in starts[:300]]
    only_due = {"due": DEADLINE["due"]}
    agree(
        due(limit, calendar, only=["due"]),
        only_due,
        pa.table({"start": column(starts[:300])}),
        rows,
    )


EDGES = [date(2024, 3, 30) + n * DAY for n in range(3)]
EDGES += [date(2024, 10, 26) + n * DAY for n in range(3)]


def test_a_calendar_that_ends_or_begins_beside_a_change_of_the_clock() -> None:
    every: list[Limit] = [ElapsedHours(24), CalendarDays(1), ElapsedHours(24, "same_clock_time"),
             WorkingDays(1, "same_clock_time"), WorkingHours(1)]  # fmt: skip
    for edge in EDGES:
        noon = datetime(edge.year, edge.month, edge.day, 12)
        walls = [noon + n * timedelta(minutes=45) for n in range(-32, 49)]
        for first, last in ((edge - 20 * DAY, edge), (edge, edge + 20 * DAY),
                            (edge + 62 * DAY, edge + 80 * DAY)):  # fmt: skip
            calendar = work_calendar(first, last, tz="Europe/Berlin", hours="00:00-24:00")
            agree_on(every, calendar, in_zone(walls, calendar.tz))


CHANGES = {
    "Africa/Cairo": [date(2024, 4, 26), date(2024, 10, 31), date(2024, 11, 1)],
    "America/Asuncion": [date(2024, 3, 23), date(2024, 3, 24), date(2024, 10, 6)],
    "Europe/Berlin": [date(2024, 3, 31), date(2024, 10, 27)],
}
"""Days at whose beginning, in the midst of which or at whose end the clock is changed."""


@pytest.mark.parametrize("zone", CHANGES)
def test_a_calendar_that_ends_beside_a_change_of_the_clock_on_a_day_of_work(zone: str) -> None:
    every: list[Limit] = [CalendarDays(1), WorkingDays(1, "same_clock_time"), WorkingHours(1),
                          ElapsedHours(5, "stop_clock")]  # fmt: skip
    for edge in (day + n * DAY for day in CHANGES[zone] for n in (-1, 0)):
        calendar = work_calendar(edge - 9 * DAY, edge, tz=zone, weekend=(), hours="00:00-24:00")
        noon = datetime(edge.year, edge.month, edge.day, 12)
        walls = [noon + n * timedelta(minutes=25) for n in range(-58, 59)]
        agree_on(every, calendar, in_zone(walls, calendar.tz))


@pytest.mark.parametrize("zone", [None, ZoneInfo("Asia/Shanghai")])
def test_a_few_moments_far_off_are_left_and_no_others(zone: ZoneInfo | None) -> None:
    walls = [datetime(2024, 1, 1) + n * timedelta(hours=7) for n in range(100)]
    starts = column(in_zone([datetime(2, 1, 1), *walls, datetime(9990, 12, 31)], zone))
    assert left_of(DueKernel(CalendarDays(6)), starts) == [0, 101]
    agree_on([CalendarDays(6)], None, [datetime(2, 1, 1), *walls, datetime(9990, 12, 31)])


@pytest.mark.parametrize(
    ("before", "near", "after", "left"),
    [
        (2, 36, 2, [0, 1, 38, 39]),
        (2, 37, 0, [*range(39)]),
        (3, 36, 1, [*range(40)]),
        (1, 36, 3, [*range(40)]),
        (0, 20, 0, []),
    ],
)
def test_a_twentieth_at_each_end_may_be_far_off(
    before: int, near: int, after: int, left: list[int]
) -> None:
    starts = [date(1600, 1, 1)] * before
    starts += [date(2024, 1, 1) + 100 * n * DAY for n in range(near)]
    starts += [date(9990, 12, 31)] * after
    assert left_of(DueKernel(CalendarDays(6)), column(starts)) == left
    backwards = left_of(DueKernel(CalendarDays(6)), column(starts[::-1]))
    assert [len(starts) - 1 - row for row in reversed(backwards)] == left


class ByNoon:
    """A limit of somebody else: by noon, which hangs on the time of day."""

    rule = "house"

    def due(self, start: date | datetime, calendar: WorkCalendar | None = None) -> Deadline:
        del calendar
        assert isinstance(start, datetime)
        day = start.date() + DAY * (start.hour >= 12)
        return Deadline(start, datetime(day.year, day.month, day.day, 12), day, self.rule)

    def steps(self, deadline: Deadline, calendar: WorkCalendar | None) -> tuple[Step, ...]:
        return ()


class Later(CalendarDays):
    """A limit that is another one, and yet counts otherwise."""

    def due(self, start: date | datetime, calendar: WorkCalendar | None = None) -> Deadline:
        return ByNoon().due(start, calendar)


@pytest.mark.parametrize("limit", [ByNoon(), Later(6)], ids=lambda limit: type(limit).__name__)
def test_a_limit_of_a_kind_that_is_not_known_is_asked_for_every_row(limit: Limit) -> None:
    starts = [datetime(2024, 3, 1, hour) for hour in (9, 15, 11, 12)]
    agree_on([limit], None, starts)
    agree_on([limit], CHINA, starts)


def test_a_part_that_a_deadline_does_not_have_is_refused() -> None:
    with pytest.raises(InputError, match=r"only: got 'lastday' .*did you mean 'last_day'"):
        DueKernel(CalendarDays(6), only=("due", "lastday"))
    with pytest.raises(InputError, match=r"only: .*at least one part"):
        due(CalendarDays(6), only=[])


def test_only_what_is_wanted_is_given() -> None:
    kernel = DueKernel(CalendarDays(6), only=["last_day"])
    assert [each.name for each in kernel.over({"start": None}).gives] == ["last_day"]


EIGHT_HOURS = (
    b"TZif" + bytes(16) + pack(">6l", 0, 0, 0, 0, 1, 4) + pack(">lbb", 28800, 0, 0) + b"CST\0"
)
"""A zone's file: eight hours ahead of UTC, always."""


def test_a_calendar_in_a_zone_without_a_name_is_refused() -> None:
    nameless = ZoneInfo.from_file(BytesIO(EIGHT_HOURS))
    calendar = work_calendar(date(2024, 3, 1), date(2024, 3, 31), tz=nameless)
    with pytest.raises(InputError, match=r"calendar: .* a time zone that has a name"):
        DueKernel(CalendarDays(6), calendar)
