"""Which days a calendar knows: what lies beyond is refused by the day that is needed."""

from __future__ import annotations

import copy
import pickle
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import attrs
import pytest

from csrules.calendars.calendardays import DayKind
from csrules.calendars.workdays import FIELDS
from csrules.errors import InputError, NotCoveredError
from csrules.workcalendar import work_calendar

if TYPE_CHECKING:
    from collections.abc import Callable

    from csrules.workcalendar import WorkCalendar

FIRST, LAST = date(2024, 3, 1), date(2024, 3, 31)
MARCH = work_calendar(FIRST, LAST)
# the last working day is the 28th, and a break lasts from the 29th to the end
EASTER = work_calendar(FIRST, LAST, days_off=[date(2024, 3, 29)])
# only the arrangement of 5 to 25 March is published
NOTICE = work_calendar(
    FIRST, LAST, published_from=date(2024, 3, 5), published_until=date(2024, 3, 25)
)
SHANGHAI = work_calendar(FIRST, LAST, tz="Asia/Shanghai")
UNTYPED: Any = MARCH
SUNDAY = date(2024, 3, 10)
CHINA = ZoneInfo("Asia/Shanghai")


def march(day: int, hour: int = 0) -> datetime:
    return datetime(2024, 3, day, hour)


class Stamp(datetime):
    """A datetime of another library."""


COVERS = "days that the calendar covers (2024-03-01 to 2024-03-31)"
PUBLISHED = "days whose make-up arrangement is published (2024-03-05 to 2024-03-25)"


@pytest.mark.parametrize(
    ("ask", "path", "needed", "known"),
    [
        (lambda: MARCH.kind(date(2024, 2, 29)), "day", "2024-02-29", COVERS),
        (lambda: MARCH.kind(date(2024, 4, 1)), "day", "2024-04-01", COVERS),
        (lambda: MARCH.kind(date.min), "day", "0001-01-01", COVERS),
        (lambda: MARCH.kind(date.max), "day", "9999-12-31", COVERS),
        (lambda: MARCH.add_working_days(date.min, -1), "day", "a day out of range", COVERS),
        (lambda: MARCH.add_working_days(date.max, 1), "day", "a day out of range", COVERS),
        (lambda: MARCH.add_working_days(date(2024, 2, 1), 1), "day", "2024-02-02", COVERS),
        (lambda: MARCH.add_working_days(date(2024, 2, 28), 1), "day", "2024-02-29", COVERS),
        (lambda: MARCH.add_working_days(date(2024, 4, 1), 1), "day", "2024-04-02", COVERS),
        (lambda: MARCH.add_working_days(FIRST, 10**6), "day", "2024-04-01", COVERS),
        (lambda: MARCH.add_working_days(FIRST, -(10**6)), "day", "2024-02-29", COVERS),
        (lambda: MARCH.add_working_days(date(2024, 3, 1), -1), "day", "2024-02-29", COVERS),
        (lambda: MARCH.add_working_days(date(2024, 3, 29), 1), "day", "2024-04-01", COVERS),
        (lambda: MARCH.add_working_days(date(2024, 4, 9), -1), "day", "2024-04-08", COVERS),
        (lambda: MARCH.roll_forward(date(2024, 3, 30)), "day", "2024-04-01", COVERS),
        (
            lambda: EASTER.roll_forward(date(2024, 3, 29), breaks_only=True),
            "day",
            "2024-04-01",
            COVERS,
        ),
        (
            lambda: MARCH.working_days_between(date(2024, 2, 28), date(2024, 3, 8)),
            "start",
            "2024-02-29",
            COVERS,
        ),
        (
            lambda: MARCH.working_days_between(date(2024, 4, 1), date(2024, 4, 5)),
            "start",
            "2024-04-02",
            COVERS,
        ),
        (
            lambda: MARCH.working_days_between(date(2024, 3, 8), date(2024, 4, 5)),
            "end",
            "2024-04-05",
            COVERS,
        ),
        (lambda: MARCH.end_of_working_day(datetime(2024, 2, 20), 1), "day", "2024-02-21", COVERS),
        (lambda: MARCH.end_of_working_day(march(28), 2), "day", "2024-04-01", COVERS),
        (lambda: NOTICE.kind(FIRST), "day", "2024-03-01", PUBLISHED),
        (lambda: NOTICE.kind(LAST), "day", "2024-03-31", PUBLISHED),
        (lambda: NOTICE.kind(date(2024, 3, 4)), "day", "2024-03-04", PUBLISHED),
        (lambda: NOTICE.kind(date(2024, 3, 26)), "day", "2024-03-26", PUBLISHED),
        (lambda: NOTICE.add_working_days(date(2024, 3, 25), 1), "day", "2024-03-26", PUBLISHED),
    ],
)
def test_the_day_that_is_needed_and_the_days_known_are_named(
    ask: Callable[[], object], path: str, needed: str, known: str
) -> None:
    with pytest.raises(NotCoveredError) as caught:
        ask()
    (fault,) = caught.value.faults
    assert fault.path == path
    assert fault.expected == f"{known}; this needs {needed}"


@pytest.mark.parametrize(
    ("ask", "answer"),
    [
        (lambda: MARCH.add_working_days(date(2024, 2, 29), 1), date(2024, 3, 1)),
        (lambda: MARCH.add_working_days(date(2024, 4, 1), -1), date(2024, 3, 29)),
        (lambda: MARCH.working_days_between(date(2024, 2, 29), date(2024, 3, 1)), 1),
        (lambda: MARCH.working_days_between(LAST, LAST), 0),
        (lambda: MARCH.end_of_working_day(datetime(2024, 2, 29), 1), march(2)),
        (lambda: MARCH.end_of_working_day(march(28), 1), march(30)),
        (lambda: EASTER.roll_forward(date(2024, 3, 23), breaks_only=True), date(2024, 3, 23)),
        (lambda: NOTICE.kind(date(2024, 3, 5)), DayKind.WORKING),
        (lambda: NOTICE.kind(date(2024, 3, 25)), DayKind.WORKING),
    ],
)
def test_only_the_days_that_are_counted_must_be_known(
    ask: Callable[[], object], answer: object
) -> None:
    assert ask() == answer


@pytest.mark.parametrize(
    ("day", "last", "published"),
    [
        (4, None, False),
        (5, None, True),
        (25, None, True),
        (26, None, False),
        (5, 25, True),
        (4, 25, False),
        (5, 26, False),
    ],
)
def test_published_is_what_lies_between_the_notices(
    day: int, last: int | None, published: bool
) -> None:
    asked = (march(number).date() for number in (day, last) if number)
    assert NOTICE.published(*asked) is published
    assert MARCH.published(march(day).date())


@pytest.mark.parametrize(
    ("ask", "path"),
    [
        (lambda: UNTYPED.kind("2024-03-08"), "day"),
        (lambda: UNTYPED.published("2024-03-08"), "day"),
        (lambda: UNTYPED.published(FIRST, 5), "last"),
        (lambda: UNTYPED.roll_forward(5), "day"),
        (lambda: UNTYPED.roll_forward(FIRST, breaks_only=1), "breaks_only"),
        (lambda: UNTYPED.add_working_days(5, 1), "day"),
        (lambda: UNTYPED.add_working_days(FIRST, 10**6 + 1), "days"),
        (lambda: UNTYPED.add_working_days(FIRST, -(10**6) - 1), "days"),
        (lambda: UNTYPED.working_days_between(5, LAST), "start"),
        (lambda: UNTYPED.working_days_between(FIRST, 5), "end"),
        (lambda: UNTYPED.end_of_working_day(FIRST, 1), "start"),
        (lambda: UNTYPED.end_of_working_day(march(8, 9).replace(tzinfo=UTC), 1), "start"),
        (lambda: SHANGHAI.end_of_working_day(march(8, 9), 1), "start"),
        *((lambda days=days: UNTYPED.end_of_working_day(march(8), days), "days")
          for days in (0, True, "2", 1.0, 10**6 + 1)),
    ],
)  # fmt: skip
def test_what_is_no_day_and_no_count_is_named(ask: Callable[[], object], path: str) -> None:
    with pytest.raises(InputError) as caught:
        ask()
    assert [fault.path for fault in caught.value.faults] == [path]


@pytest.mark.parametrize(
    ("ask", "paths"),
    [
        (lambda: UNTYPED.published("8 March", 9), ["day", "last"]),
        (lambda: UNTYPED.roll_forward(5, breaks_only=5), ["breaks_only", "day"]),
        (lambda: UNTYPED.add_working_days("8 March", "2"), ["day", "days"]),
        (lambda: UNTYPED.working_days_between(5, 5), ["start", "end"]),
        (lambda: UNTYPED.end_of_working_day("8 March", "2"), ["start", "days"]),
        (lambda: UNTYPED.add_working_time(5, 5), ["start", "length"]),
        (lambda: UNTYPED.subtract_working_time(5, 5), ["end", "length"]),
        (lambda: UNTYPED.working_time(5, 5), ["start", "end"]),
        (lambda: work_calendar(date(2024, 3, 9), date(2024, 3, 10)), ["first"]),
        (lambda: work_calendar(SUNDAY, SUNDAY), ["first"]),
    ],
)
def test_every_wrong_argument_is_named_at_once(ask: Callable[[], object], paths: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        ask()
    assert [fault.path for fault in caught.value.faults] == paths


def test_a_moment_of_another_zone_counts_on_the_day_of_the_calendar() -> None:
    sunday = march(10, 17).replace(tzinfo=UTC)  # in Shanghai it is Monday, 01:00
    assert SHANGHAI.moment(sunday).tzinfo is CHINA
    assert SHANGHAI.end_of_working_day(sunday, 1) == march(13).replace(tzinfo=CHINA)


@pytest.mark.parametrize("days", [1, 2, 3, 15])
@pytest.mark.parametrize("start", [datetime(2024, 2, 29, 23), march(1), march(8, 12), march(9)])
def test_a_due_instant_is_the_same_by_every_way(start: datetime, days: int) -> None:
    """24:00 of a counted day, for a datetime of any class, with a zone and without."""
    due = MARCH.end_of_working_day(start, days)
    assert due == datetime.combine(
        MARCH.add_working_days(start.date(), days) + timedelta(1), datetime.min.time()
    )
    assert MARCH.end_of_working_day(Stamp.fromisoformat(start.isoformat()), days) == due
    aware = SHANGHAI.end_of_working_day(start.replace(tzinfo=CHINA), days)
    assert aware == due.replace(tzinfo=CHINA)


@pytest.mark.parametrize(("calendar", "first", "last"), [(MARCH, 1, 31), (NOTICE, 5, 25)])
def test_the_known_days_are_those_covered_and_published(
    calendar: WorkCalendar, first: int, last: int
) -> None:
    assert calendar.known_days == tuple(date(2024, 3, day) for day in range(first, last + 1))


def test_a_calendar_of_which_everything_is_given_is_copied_whole() -> None:
    own = work_calendar(
        FIRST,
        LAST,
        weekend=(4, 5),
        days_off={date(2024, 3, 12): "a feast"},
        working_days=[date(2024, 3, 15)],
        hours={"default": "09:00-17:00", "sun": "10:00-12:00"},
        tz="Asia/Shanghai",
        published_from=date(2024, 3, 4),
        published_until=date(2024, 3, 20),
        unpublished="estimate",
        overrides={date(2024, 3, 18): "off"},
    )
    plain = attrs.asdict(MARCH, recurse=False)
    assert all(
        getattr(own, name) != plain[name] for name in FIELDS if name not in {"first", "last"}
    )
    for other in (pickle.loads(pickle.dumps(own)), copy.copy(own), copy.deepcopy(own)):
        assert other == own
        assert hash(other) == hash(own)
        assert other.known_days == own.known_days


def test_later_overrides_win_and_stand_in_the_order_of_days() -> None:
    one, two = date(2024, 3, 9), date(2024, 3, 10)
    calendar = MARCH.with_overrides({two: "working"}).with_overrides({one: "off"})
    assert calendar.overrides == ((one, "off"), (two, "working"))
    assert calendar.with_overrides({two: "off"}).overrides == ((one, "off"), (two, "off"))
