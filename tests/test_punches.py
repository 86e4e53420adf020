"""Punches gathered by working day: planned times, after midnight, and what is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from csrules.citation import Text
from csrules.errors import InputError
from csrules.punches import Direction, Excuse, Punch, Shift, assemble, first_on_last_off

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
    ("moment", "belongs"),
    [
        (at(23, 59, 59, day=7), False),
        (at(0), True),
        (at(8, 29, 59, day=9), True),
        (at(8, 30, day=9), False),  # the same shift begins again
    ],
)
def test_until_when_a_punch_belongs_to_its_day(moment: datetime, belongs: bool) -> None:
    rows = [punch(OFF, moment)]
    if belongs:
        assert assemble("li", rows, shift=OFFICE)[0].off == moment
    else:
        with pytest.raises(InputError, match="a punch of 2024-03-08"):
            assemble("li", rows, shift=OFFICE)


def test_naive_and_aware_times_do_not_mix() -> None:
    aware = datetime(2024, 3, 8, 8, 30, tzinfo=UTC)
    with pytest.raises(InputError, match="time zone"):
        assemble("li", [punch(ON, at(8, 30)), punch(OFF, aware)], shift=OFFICE)


def test_a_shift_in_a_gap_of_the_clocks_is_refused() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    sunday = date(2024, 3, 31)
    rows = [punch(ON, datetime(2024, 3, 31, 4, tzinfo=berlin), day=sunday)]
    with pytest.raises(InputError, match="a local time that exists"):
        assemble("li", rows, zone=berlin, shift=Shift(time(2, 30), time(11)))


def test_scheduled_days_without_record_and_records_off_schedule() -> None:
    days = assemble(
        "li",
        [punch(ON, at(9, day=9), day=date(2024, 3, 9))],
        shift=OFFICE,
        scheduled=[DAY],
    )
    assert [(day.day.day, day.scheduled) for day in days] == [(8, True), (9, False)]


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


def test_an_excuse_has_its_ends_in_order() -> None:
    with pytest.raises(InputError, match="a time after the start"):
        Excuse("li", at(12), at(12))
    with pytest.raises(InputError, match="time zone"):
        Excuse("li", at(12), datetime(2024, 3, 8, 13, tzinfo=UTC), text=Text("x", "x"))


def test_first_on_last_off_chooses_among_doubled_punches() -> None:
    rows = [
        punch(ON, at(8, 31)),
        punch(ON, at(8, 29)),
        punch(OFF, at(17)),
        punch(OFF, None),
        punch(OFF, at(17, 45)),
    ]
    assert [p.at for p in first_on_last_off(rows)] == [at(8, 29), at(17, 45)]


def test_a_planned_end_before_the_planned_start_is_refused() -> None:
    rows = [punch(ON, at(9), planned=at(9)), punch(OFF, at(18), planned=at(8))]
    with pytest.raises(InputError, match="a planned end after"):
        assemble("li", rows)


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
