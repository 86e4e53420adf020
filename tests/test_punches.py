"""Punches gathered by working day: planned times, after midnight, and what is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from csrules.citation import Text
from csrules.errors import Faults, InputError
from csrules.punches import (
    CHINA_STANDARD_TIME,
    Direction,
    Excuse,
    Punch,
    Shift,
    assemble,
    days_of_month,
    first_on_last_off,
    which_month,
)

if TYPE_CHECKING:
    from collections.abc import Callable

ON, OFF = Direction.ON, Direction.OFF
DAY = date(2024, 3, 8)
OFFICE = Shift(time(8, 30), time(17, 30))


def at(hour: int, minute: int = 0, second: int = 0, *, day: int = 8) -> datetime:
    return datetime(2024, 3, day, hour, minute, second)


def punch(direction: Direction, moment: datetime | None, **more: object) -> Punch:
    return Punch("li", more.pop("day", DAY), direction, moment, **more)  # type: ignore[arg-type]


def test_a_records_own_planned_time_wins_over_the_shift() -> None:
    (day,) = assemble(
        "li",
        [punch(ON, at(9, 5), planned=at(9)), punch(OFF, at(17, 30))],
        shift=OFFICE,
    )
    assert (day.start, day.end) == (at(9), at(17, 30))


def test_work_date_says_which_day_a_punch_after_midnight_belongs_to() -> None:
    days = assemble(
        "li",
        [punch(ON, at(8, 30)), punch(OFF, at(0, 40, day=9))],
        shift=OFFICE,
    )
    assert [(day.day, day.off) for day in days] == [(DAY, at(0, 40, day=9))]


def test_an_overnight_shift_ends_on_the_next_day() -> None:
    (day,) = assemble(
        "li",
        [punch(ON, at(21, 58)), punch(OFF, at(6, 1, day=9))],
        shift=Shift(time(22), time(6), timedelta(hours=1), time(1)),
    )
    assert (day.start, day.end, day.lunch_start) == (at(22), at(6, day=9), at(1, day=9))


def test_a_shift_from_midnight_takes_an_arrival_of_the_evening_before() -> None:
    (day,) = assemble(
        "li",
        [punch(ON, at(23, 55, day=7)), punch(OFF, at(8))],
        shift=Shift(time(0), time(8)),
    )
    assert day.on == at(23, 55, day=7)


def test_fractions_of_a_second_are_dropped() -> None:
    assert punch(ON, datetime(2024, 3, 8, 8, 30, 0, 999_999)).at == at(8, 30)


def test_a_slot_that_nobody_punched_is_a_record_without_punch() -> None:
    (day,) = assemble("li", [punch(ON, None, planned=at(9))], shift=OFFICE)
    assert (day.on, day.off, day.start) == (None, None, at(9))


def test_doubled_disordered_and_foreign_punches_are_all_refused_at_once() -> None:
    rows = [
        punch(ON, at(8, 30)),
        punch(ON, at(8, 31)),  # doubled
        punch(OFF, at(7, 0)),  # before the arrival
        punch(ON, at(8, 30, day=12), day=date(2024, 3, 11)),  # of the day after
        punch(OFF, at(17, 30, day=10), day=date(2024, 3, 11)),  # of the day before
    ]
    with pytest.raises(InputError) as caught:
        assemble("li", rows, shift=OFFICE)
    paths = [fault.path for fault in caught.value.faults]
    assert paths == ["punches[1]", "punches[2]", "punches[3]", "punches[4]", "punches[4]"]
    assert "one punch on of li for 2024-03-08" in str(caught.value)
    assert "a punch of 2024-03-11" in str(caught.value)


@pytest.mark.parametrize(
    ("shift", "first", "beyond"),
    [
        (OFFICE, at(0), at(8, 30, day=9)),  # the same shift begins again
        (Shift(time(8, 30)), at(0), at(8, 30, day=9)),
        (Shift(time(0), time(8)), at(16, day=7), at(0, day=9)),  # half of the 16 free hours
        (Shift(time(2), time(22)), at(0), at(2, day=9)),
        (None, at(0), at(0, day=10)),
    ],
)
def test_from_when_until_when_a_punch_belongs_to_its_day(
    shift: Shift | None, first: datetime, beyond: datetime
) -> None:
    second = timedelta(seconds=1)
    for moment in (first, beyond - second):
        assert assemble("li", [punch(OFF, moment)], shift=shift)[0].off == moment
    for moment in (first - second, beyond):
        with pytest.raises(InputError, match="a punch of 2024-03-08"):
            assemble("li", [punch(OFF, moment)], shift=shift)


@pytest.mark.parametrize(
    ("shift", "end", "lunch"),
    [
        (Shift(time(9), time(18), lunch_start=time(8)), at(18), at(8)),
        (Shift(time(9), time(9)), at(9, day=9), None),
        (Shift(time(9), time(8), lunch_start=time(9)), at(8, day=9), at(9)),
        (Shift(time(9), time(8), lunch_start=time(1)), at(8, day=9), at(1, day=9)),
    ],
)
def test_what_is_not_after_the_start_of_a_shift_lies_on_the_next_day(
    shift: Shift, end: datetime, lunch: datetime | None
) -> None:
    assert shift.on(DAY) == (at(9), end, lunch)


@pytest.mark.parametrize(
    ("year", "month", "read", "paths"),
    [
        (1, 1, (1, 1), []),
        (9999, 12, (9999, 12), []),
        (0, 0, (0, 0), ["year", "month"]),
        (10000, 13, (0, 0), ["year", "month"]),
        (2024, "3", (2024, 0), ["month"]),
        (None, 3, (0, 3), ["year"]),
    ],
)
def test_a_month_that_somebody_names(
    year: object, month: object, read: tuple[int, int], paths: list[str]
) -> None:
    faults = Faults()
    assert which_month(year, month, faults) == read
    assert [fault.path for fault in faults.found] == paths
    for fault in faults.found:
        assert fault.expected.startswith(f"a whole number of {fault.path}, from 1 to ")


def test_scheduled_days_are_days_of_their_month() -> None:
    days = [DAY, date(2024, 4, 8), date(2023, 3, 8), "2024-03-09", "2024-03-32"]
    faults = Faults()
    assert days_of_month(days, 2024, 3, faults) == (DAY, date(2024, 3, 9))
    assert [(fault.path, fault.value) for fault in faults.found] == [
        ("scheduled[1]", "2024-04-08"),
        ("scheduled[2]", "2023-03-08"),
        ("scheduled[4]", "2024-03-32"),
    ]
    for year, month in ((2024, 0), (0, 3)):  # a month that is not known is compared with nothing
        assert days_of_month(days[:3], year, month, Faults()) == tuple(days[:3])


AWARE = datetime(2024, 3, 8, 8, 20, tzinfo=UTC)


@pytest.mark.parametrize("read", [partial(assemble, "li"), first_on_last_off])
def test_naive_and_aware_times_do_not_mix(read: Callable[[list[Punch]], object]) -> None:
    rows = [punch(ON, at(8, 30), planned=at(8)), punch(ON, AWARE, planned=at(8, 15))]
    with pytest.raises(InputError) as caught:
        read(rows)
    (fault,) = caught.value.faults
    assert (fault.path, fault.value) == ("punches", at(8, 30))
    assert "time zone" in fault.expected


def test_planned_times_and_leave_are_naive_or_aware_as_the_punches_are() -> None:
    leave = Excuse("li", AWARE, AWARE + timedelta(hours=1))
    for row, excuses in ((punch(ON, at(8), planned=AWARE), []), (punch(ON, at(8)), [leave])):
        with pytest.raises(InputError, match="time zone"):
            assemble("li", [row], excuses=excuses)


@pytest.mark.parametrize("lunch", [timedelta(seconds=-1), 60])
def test_a_lunch_of_no_length_is_refused(lunch: timedelta) -> None:
    with pytest.raises(InputError, match=r"^shift\.lunch: .* expected a timedelta, not negative"):
        Shift(lunch=lunch)
    assert Shift(lunch=timedelta(0)).lunch == timedelta(0)


def test_a_day_whose_shift_may_lie_beyond_the_years_is_refused() -> None:
    days = [date.min, date(9999, 12, 30), date.max]
    punches = [Punch("li", day, Direction.ON, datetime.combine(day, time(9))) for day in days]
    with pytest.raises(InputError) as caught:
        assemble("li", punches)
    assert [(fault.path, fault.expected) for fault in caught.value.faults] == [
        ("punches[2].work_date", "a day before 9999-12-31")
    ]
    with pytest.raises(InputError, match=r"^scheduled: got '9999-12-31'"):
        assemble("li", [], scheduled=days)
    for shift in (
        None,
        Shift(time(9), time(17)),
        Shift(time(8), time(6)),
        Shift(time(0, 5), time(10)),
    ):
        assert len(assemble("li", punches[:2], shift=shift)) == 2


def test_a_shift_in_a_gap_of_the_clocks_is_refused() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    sunday = date(2024, 3, 31)
    rows = [punch(ON, datetime(2024, 3, 31, 4, tzinfo=berlin), day=sunday)]
    with pytest.raises(InputError, match=r"^shift: .*; expected a local time that exists"):
        assemble("li", rows, zone=berlin, shift=Shift(time(2, 30), time(11)))


def test_scheduled_days_without_record_and_records_off_schedule() -> None:
    days = assemble(
        "li",
        [punch(ON, at(9, day=9), day=date(2024, 3, 9))],
        shift=OFFICE,
        scheduled=[DAY],
    )
    assert [(day.day.day, day.scheduled) for day in days] == [(8, True), (9, False)]


def test_whose_days_and_which_ones_are_read_by_their_names() -> None:
    with pytest.raises(InputError, match=r"^person: "):
        assemble("", [])
    with pytest.raises(InputError, match=r"^scheduled: "):
        assemble("li", [], scheduled=[at(0)])


def test_other_persons_are_left_aside() -> None:
    other = Punch("wang", DAY, ON, at(9))
    assert assemble("li", [other, other], shift=OFFICE) == ()


def test_a_punch_names_all_its_faults() -> None:
    with pytest.raises(InputError) as caught:
        Punch("", datetime(2024, 3, 8), "in", "08:30")  # type: ignore[arg-type]
    assert [fault.path for fault in caught.value.faults] == [
        "punch.person",
        "punch.work_date",
        "punch.direction",
        "punch.at",
    ]


def test_what_comes_after_a_missing_punch_is_read_too() -> None:
    with pytest.raises(InputError) as caught:
        Punch("li", DAY, ON, None, "08:30")  # type: ignore[arg-type]
    assert [fault.path for fault in caught.value.faults] == ["punch.planned"]


def test_a_punch_of_nobody_knows_where_has_no_source() -> None:
    assert Punch("li", DAY, ON, None).source == ""


def test_a_shift_names_its_faults_in_the_order_of_its_fields() -> None:
    with pytest.raises(InputError) as caught:
        Shift("8", "17", -1, "12")  # type: ignore[arg-type]
    paths = [fault.path for fault in caught.value.faults]
    assert paths == ["shift.start", "shift.end", "shift.lunch_start", "shift.lunch"]


def test_an_excuse_names_all_its_faults() -> None:
    with pytest.raises(InputError) as caught:
        Excuse("", "12:00", None)  # type: ignore[arg-type]  # what no typed caller gives
    paths = [fault.path for fault in caught.value.faults]
    assert paths == ["excuse.person", "excuse.start", "excuse.end"]


def test_an_excuse_has_its_ends_in_order() -> None:
    with pytest.raises(InputError, match=r"^excuse\.end: .* a time after the start"):
        Excuse("li", at(12), at(12))
    with pytest.raises(InputError, match=r"^excuse\.end: .* time zone"):
        Excuse("li", at(12), datetime(2024, 3, 8, 13, tzinfo=UTC), text=Text("x", "x"))


@pytest.mark.parametrize(
    ("direction", "moments", "chosen"),
    [
        (ON, [at(8, 31), at(8, 29), at(8, 30)], 1),
        (OFF, [at(17), None, at(17, 45), at(17, 30)], 2),
        (ON, [None, at(8, 31)], 1),
        (ON, [None, None], 1),
        (ON, [at(8, 30), at(8, 30)], 0),  # of two at one moment the one that was told first
        (OFF, [at(17, 30), at(17, 30)], 0),
    ],
)
def test_the_earliest_arrival_and_the_latest_departure_are_chosen(
    direction: Direction, moments: list[datetime | None], chosen: int
) -> None:
    rows = [punch(direction, moment, source=str(n)) for n, moment in enumerate(moments)]
    assert first_on_last_off(rows) == (rows[chosen],)


def test_punches_are_chosen_for_each_person_day_and_direction_and_come_in_this_order() -> None:
    ninth = date(2024, 3, 9)
    ordered = [
        Punch(person, day, direction, at(12, day=day.day))
        for person in ("li", "wang")
        for day in (DAY, ninth)
        for direction in (ON, OFF)
    ]
    assert first_on_last_off(reversed(ordered)) == tuple(ordered)


@pytest.mark.parametrize("planned", [at(17, 30), at(18)])
def test_a_planned_arrival_at_the_end_of_the_shift_or_later_ends_on_the_next_day(
    planned: datetime,
) -> None:
    (day,) = assemble("li", [punch(ON, at(18), planned=planned)], shift=OFFICE)
    assert (day.start, day.end) == (planned, at(17, 30, day=9))


@pytest.mark.parametrize(
    ("rows", "end", "path"),
    [
        ([punch(ON, at(9), planned=at(9)), punch(OFF, at(18), planned=at(8))], at(8), 2),
        ([punch(OFF, at(18), planned=at(8)), punch(ON, at(9), planned=at(9))], at(8), 1),
        ([punch(OFF, at(18), planned=at(8)), punch(ON, at(9))], at(8), 1),
        ([punch(ON, at(9)), punch(OFF, at(18), planned=at(8, 30))], at(8, 30), 2),
        ([punch(OFF, at(9)), punch(ON, None, planned=at(9, day=10))], at(17, 30, day=9), 2),
    ],
)
def test_a_planned_end_before_the_planned_start_is_refused_where_it_is_told(
    rows: list[Punch], end: datetime, path: int
) -> None:
    with pytest.raises(InputError) as caught:
        assemble("li", [Punch("wang", DAY, ON, at(9)), *rows], shift=OFFICE)
    (fault,) = [each for each in caught.value.faults if each.path.endswith("planned")]
    assert (fault.path, fault.value) == (f"punches[{path}].planned", str(end))
    assert "a planned end after" in fault.expected


def test_aware_times_are_read_in_one_zone_whatever_zone_they_came_in() -> None:
    """08:31 in China came as 00:31 UTC: the shift is local time, so it is 08:31 that counts."""
    day = date(2026, 9, 30)
    east = timezone(timedelta(hours=8))
    punches = [
        Punch("li", day, Direction.ON, datetime(2026, 9, 30, 0, 31, tzinfo=UTC)),
        Punch("li", day, Direction.OFF, datetime(2026, 9, 30, 17, 30, tzinfo=east)),
    ]
    (found,) = assemble("li", punches, shift=Shift(time(8, 30), time(17, 30)))
    assert found.on is not None
    assert found.off is not None
    assert found.start is not None
    assert [t.strftime("%H:%M") for t in (found.start, found.on, found.off)] == [
        "08:30",
        "08:31",
        "17:30",
    ]
    utc = assemble("li", punches[:1], shift=Shift(time(0, 30), time(9, 30)), zone=UTC)
    assert utc[0].on == utc[0].start + timedelta(minutes=1) if utc[0].start else False


def test_china_standard_time_has_its_name() -> None:
    assert CHINA_STANDARD_TIME.tzname(None) == "CST"
