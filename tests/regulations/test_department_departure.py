"""Department One(四)1: leaving the post without leave within a day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from csrules.attendance import Direction, Excuse, Fact, JudgedDay, Punch
from csrules.errors import InputError, MissingParameterError, UnknownNameError
from csrules.policy import amend
from csrules.regulations import department
from csrules.regulations.department.departure import Request
from tests.regulations.department_hours import SCHEDULE

BLANK = department.policy()
POLICY = amend(
    BLANK,
    {
        "schedule": SCHEDULE,
        "attendance": {"late_window_minutes": 10, "absence_threshold_hours": 2},
    },
)
DAY, SATURDAY = date(2024, 3, 8), date(2024, 3, 9)


def at(hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2024, 3, 8, hour, minute, second)


def gone(left: datetime, back: datetime | None = None, state: str = "none") -> department.Departure:
    return department.Departure("li", left.date(), left, back, Request(state))


def punches(on: datetime | None, off: datetime | None) -> list[Punch]:
    rows = ((Direction.ON, on), (Direction.OFF, off))
    return [Punch("li", moment.date(), way, moment) for way, moment in rows if moment is not None]


def judged(
    on: datetime | None,
    off: datetime | None,
    *departures: department.Departure,
    policy: department.DepartmentPolicy = POLICY,
    scheduled: tuple[date, ...] = (DAY,),
    **more: Any,
) -> JudgedDay:
    given = {"departures": departures, **more}
    (day,) = department.judged_days(policy, "li", punches(on, off), scheduled, **given)
    return day


def told(day: JudgedDay) -> list[tuple[str, int]]:
    return [(finding.rule, finding.halves) for finding in day.findings]


def faults_of(call: Any) -> list[str]:
    with pytest.raises(InputError) as caught:
        call()
    return [fault.path for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("off", "left", "findings"),
    [
        # P11 is two hours; whoever punched off is judged by that punch alone from then on
        (at(15), at(15), [("004-1.4-2", 1)]),
        (at(15), at(16), [("004-1.4-2", 1)]),
        (at(17), at(17), [("004-1.3.2-1", 0)]),
        (at(17), at(16, 59, 59), [("004-1.3.2-1", 0), ("004-1.4-1", 1)]),
        (None, at(17), [("004-1.2-1", 0), ("004-1.4-1", 1)]),  # no punch says when he left
    ],
)
def test_the_time_after_the_off_punch_is_judged_once(
    off: datetime | None, left: datetime, findings: list[tuple[str, int]]
) -> None:
    """004-1.4-1, 004-1.4-2, 004-1.3.2-1: not also counted as early leave, nor as absence twice."""
    assert told(judged(at(9), off, gone(left))) == findings


@pytest.mark.parametrize(
    ("left", "back", "findings"),
    [
        (at(9, 30), at(11, 30), [("004-1.4-2", 1)]),
        (at(9, 30), at(11, 30, 1), [("004-1.4-2", 1), ("004-1.4-1", 1)]),
    ],
)
def test_the_time_before_the_on_punch_is_judged_once(
    left: datetime, back: datetime, findings: list[tuple[str, int]]
) -> None:
    """004-1.4-1, 004-1.4-2: arrived at 11:30, more than two hours late."""
    assert told(judged(at(11, 30), at(18), gone(left, back))) == findings


def test_a_day_without_punches_is_absent_by_its_own_rule() -> None:
    """004-1.4-1, R22: nobody leaves a post at which nobody was."""
    assert told(judged(None, None, gone(at(10), at(11)))) == [("004-1.4-1", 2)]
    half = amend(POLICY, {"attendance.no_punches": "half_day"})
    assert told(judged(None, None, gone(at(10), at(11)), policy=half)) == [("004-1.4-1", 1)]


@pytest.mark.parametrize("hours", ["net", "clock"])
@pytest.mark.parametrize(
    ("left", "back", "halves"),
    [
        (at(18, 30), at(19), 0),  # after the end
        (at(8, 30), at(9), 0),  # before the start
        (at(8, 30), at(9, 0, 1), 1),
        (at(12), at(13), 0),  # lunch
        (at(12, 10), at(12, 50), 0),
        (at(12), at(13, 0, 1), 1),
        (at(11, 59, 59), at(13), 1),
    ],
)
def test_a_departure_misses_working_time(
    left: datetime, back: datetime, halves: int, hours: str
) -> None:
    """004-1.4-1, 004-1.1-1: outside the hours and at lunch nobody leaves a post."""
    own = amend(POLICY, {"attendance.absence_hours": hours})
    day = judged(at(8), at(20), gone(left, back), policy=own)
    assert (day.halves, day.has(Fact.ON_TIME)) == (halves, not halves)


def test_only_where_it_decides_must_the_start_of_lunch_be_known() -> None:
    """004-1.4-1, R23: an hour away may be lunch, a second more is not."""
    own = amend(POLICY, {"schedule.lunch_start": None})
    with pytest.raises(MissingParameterError) as caught:
        judged(at(9), at(18), gone(at(12), at(13)), policy=own)
    assert [fault.path for fault in caught.value.faults] == ["department.schedule.lunch_start"]
    assert judged(at(9), at(18), gone(at(12), at(13, 0, 1)), policy=own).halves == 1


@pytest.mark.parametrize(
    ("start", "end", "halves"),
    [
        (at(15), at(18), 0),
        (at(14), at(16, 30), 0),
        (at(15, 0, 1), at(18), 1),  # a second before the leave
        (at(9), at(15, 30), 1),
    ],
)
def test_nobody_leaves_a_post_while_on_leave(start: datetime, end: datetime, halves: int) -> None:
    """004-1.4-1: away from 15:00 to 16:30."""
    excuse = Excuse("li", start, end, "004-1.5.2-2")
    on = at(15, 30) if start == at(9) else at(9)
    assert judged(on, at(18), gone(at(15), at(16, 30)), excuses=[excuse]).halves == halves


@pytest.mark.parametrize(
    ("back", "state"),
    [(at(11), "none"), (at(11), "approved"), (at(10, 30), "pending"), (None, "none")],
)
def test_the_same_time_away_is_given_once(back: datetime | None, state: str) -> None:
    """004-1.4-1: doubled, inside another, overlapping it, or after one without return."""
    first = gone(at(10), at(11))
    for pair in ((first, gone(at(10), back, state)), (gone(at(10), back, state), first)):
        with pytest.raises(InputError) as caught:
            judged(at(9), at(18), *pair)
        (fault,) = caught.value.faults
        assert (fault.path, fault.mend) == ("departures", "remove the doubled one")
    after = gone(at(11), at(11, 30))  # the one ends as the other begins
    assert judged(at(9), at(18), first, after).halves == 2


@pytest.mark.parametrize("scheduled", [(), (SATURDAY,)])
def test_a_departure_on_a_free_day_is_told_and_not_judged(scheduled: tuple[date, ...]) -> None:
    """004-1.1-2: punches on a Saturday; only who is on the roster is due."""
    on, off, away = (moment + timedelta(days=1) for moment in (at(9), at(18), at(10)))
    day = judged(on, off, gone(away, away + timedelta(hours=1)), scheduled=scheduled)
    assert told(day) == ([("004-1.4-1", 1)] if scheduled else [("004-1.1-2", 0)])
    owed = amend(POLICY, {"attendance": {
        "absent_half_day_deduction": 100, "dismiss_monthly_days": 9,
        "dismiss_consecutive_days": 9,
    }})  # fmt: skip
    month = department.month(
        owed, "li", 2024, 3, punches=punches(on, off), scheduled=scheduled, bonus=1000,
        departures=[gone(away, away + timedelta(hours=1))],
    )  # fmt: skip
    half_days = len(scheduled)
    assert (month.amount, month.counts.half_days) == (Decimal(100 * half_days), half_days)


def test_a_departure_is_of_the_sort_of_the_punches() -> None:
    """004-1.4-1: aware times are read in China's zone, and do not mix with naive ones."""
    cn = [at(9).replace(tzinfo=UTC) - timedelta(hours=8 - more) for more in (0, 9, 1, 2)]
    on, off, left, back = cn
    assert told(judged(on, off, department.Departure("li", DAY, left, back))) == [("004-1.4-1", 1)]
    early = department.Departure("li", DAY, left, back)
    assert faults_of(lambda: judged(at(9), at(18), early)) == ["departure.left"]
    assert faults_of(lambda: judged(None, None, early, gone(at(14)))) == ["departure.left"]
    assert "left the post 10:00 to 11:00," in judged(on, off, early).explain()


@pytest.mark.parametrize(
    ("request_state", "absent", "en", "zh"),
    [
        ("none", True, "no leave was applied for: absent", "未请假：旷工"),
        ("pending", True, "the application is not decided: absent", "请假尚未批准：旷工"),
        ("refused", True, "the application was refused: absent", "请假未获批准：旷工"),
        ("approved", False, "leave was approved: not absent", "请假已获批准：不属旷工"),
        (
            "approved_afterwards",
            False,
            "leave was approved afterwards, as in an emergency: not absent",
            "紧急情况事后获准：不属旷工",
        ),
    ],
)
def test_leaving_without_approved_leave_is_absence(
    request_state: str, absent: bool, en: str, zh: str
) -> None:
    """004-1.4-1."""
    found = department.without_leave(request_state)
    assert found.absent is absent
    assert (found.explain(), found.explain("zh")) == (f"{en} [004-1.4-1]", f"{zh} [004-1.4-1]")
    day = judged(at(9), at(18), gone(at(10), at(11), request_state))
    assert day.halves == (1 if absent else 0)
    with pytest.raises(UnknownNameError):
        department.without_leave("granted")


def test_a_departure_is_measured_without_lunch_and_ends_with_the_day() -> None:
    def halves(start: datetime, back: datetime | None = None) -> int:
        return judged(at(9), at(18), gone(start, back)).halves

    assert halves(at(11), at(16)) == 1  # five hours with lunch, four without
    assert halves(at(11), at(16, 0, 1)) == 2
    assert halves(at(13)) == 2  # to 18:00


@pytest.mark.parametrize(
    ("day", "left", "back", "path"),
    [
        (DAY, at(11), at(11), "departure.back"),
        (DAY, at(11), at(10), "departure.back"),
        (DAY, at(18), None, "departure.left"),  # the day is over
        (DAY, datetime(2024, 3, 7, 17), at(10), "departure.left"),  # it has not begun
        (DAY, datetime(2024, 3, 10), datetime(2024, 3, 10, 1), "departure.left"),  # long over
        (date(2024, 3, 9), datetime(2024, 3, 9, 10), None, "departures"),  # nobody was due
    ],
)
def test_a_departure_lies_within_a_working_day(
    day: date, left: datetime, back: datetime | None, path: str
) -> None:
    """004-1.4-1."""

    def call() -> None:
        judged(at(9), at(18), department.Departure("li", day, left, back))

    assert faults_of(call) == [path]


def test_every_departure_that_is_misplaced_is_told() -> None:
    """004-1.4-1: the day before, the day after next, and a third that overlaps the right one."""
    before = department.Departure("li", DAY, datetime(2024, 3, 7, 17))
    after = department.Departure("li", DAY, datetime(2024, 3, 10))
    right, doubled = gone(at(10), at(11)), gone(at(10, 30), at(12))
    found = faults_of(lambda: judged(at(9), at(18), before, right, after, doubled))
    assert found == ["departure.left", "departure.left", "departures"]


def test_one_departure_without_leave_on_a_day_without_work_is_enough() -> None:
    """004-1.4-1: nobody was due on the 9th; of two who left, one had leave."""
    nine, ten = datetime(2024, 3, 9, 9), datetime(2024, 3, 9, 10)
    for states in (("approved", "none"), ("none", "approved")):
        pair = [gone(nine, ten, states[0]), gone(ten, None, states[1])]
        assert faults_of(lambda pair=pair: judged(at(9), at(18), *pair)) == ["departures"]
    both = [gone(nine, ten, "approved"), gone(ten, None, "approved_afterwards")]
    assert told(judged(at(9), at(18), *both)) == [("004-1.2-2", 0)]


def test_leave_at_the_end_of_a_departure_shortens_it() -> None:
    """004-1.4-1: five hours from 13:00 on are a day absent, four of them before leave are half."""
    excuse = Excuse("li", at(17), at(18), "004-1.5.2-2")
    assert judged(at(9), None, gone(at(13)), excuses=[]).halves == 2
    found = judged(at(9), None, gone(at(13)), excuses=[excuse])
    assert found.halves == 1
    assert "left the post 13:00 to 17:00, no leave was applied for: absent, half a day" in (
        found.explain()
    )


def test_a_departure_without_return_needs_the_end_of_the_day() -> None:
    """004-1.4-1: where that is blank, the absence is not passed over."""
    own = amend(BLANK, {"schedule.work_start": "09:00"})
    with pytest.raises(MissingParameterError) as caught:
        judged(at(9), None, gone(at(10)), policy=own)
    assert [fault.path for fault in caught.value.faults] == ["department.schedule.work_end"]


def test_a_departure_after_midnight_is_of_the_night_shift_that_began_before() -> None:
    """004-1.4-1: from 22:00 to 6:00, an hour away from 0:30 on is half a day absent."""
    left, six = datetime(2024, 3, 9, 0, 30), datetime(2024, 3, 9, 6)
    (day,) = department.judged_days(
        POLICY,
        "li",
        [
            Punch("li", DAY, Direction.ON, at(22), at(22)),
            Punch("li", DAY, Direction.OFF, six, six),
        ],
        [DAY],
        departures=[department.Departure("li", DAY, left, left + timedelta(hours=1))],
    )
    assert told(day) == [("004-1.4-1", 1)]


def test_departures_of_a_day_without_punches_are_of_the_sort_of_the_first() -> None:
    """004-1.4-1: the odd one out is told beside the first of the day."""
    odd = department.Departure("li", DAY, at(7).replace(tzinfo=UTC))
    with pytest.raises(InputError) as caught:
        judged(None, None, gone(at(10), at(11)), gone(at(14), at(15)), odd)
    (fault,) = caught.value.faults
    assert (fault.path, fault.expected) == (
        "departure.left",
        "times all with a time zone, or none of them, as 2024-03-08 10:00:00",
    )


def test_a_departure_is_told_to_the_second() -> None:
    """004-1.4-1: fractions of a second are not said."""
    tick = timedelta(microseconds=500)
    day = judged(at(9), at(18), gone(at(10, 0, 7) + tick, at(11) + tick))
    assert "left the post 10:00:07 to 11:00, no leave" in day.explain()


@pytest.mark.parametrize("turn", [1, -1])
@pytest.mark.parametrize(
    ("leave", "clocks"),
    [
        ([], "10:00 to 17:00"),
        ([(9, 11)], "11:00 to 17:00"),
        ([(10, 11)], "11:00 to 17:00"),  # leave begins as he goes
        ([(9, 10), (11, 14)], "10:00 to 17:00"),  # before it, and in its midst
        ([(9, 11), (11, 14)], "14:00 to 17:00"),  # one leave after the other
        ([(9, 14), (10, 11)], "14:00 to 17:00"),  # one leave within the other
        ([(15, 17)], "10:00 to 15:00"),
        ([(14, 16), (16, 18)], "10:00 to 14:00"),
        ([(14, 18), (16, 17)], "10:00 to 14:00"),
        ([(9, 11), (16, 18)], "11:00 to 16:00"),
    ],
)
def test_leave_at_either_end_of_a_departure_shortens_it(
    leave: list[tuple[int, int]], clocks: str, turn: int
) -> None:
    """004-1.4-1: in whichever order the leave is told."""
    excuses = [Excuse("li", at(start), at(end), "004-1.5.2-2") for start, end in leave[::turn]]
    day = judged(at(9), at(18), gone(at(10), at(17)), excuses=excuses)
    (absence,) = [finding for finding in day.findings if finding.fact is Fact.ABSENT]
    assert f"left the post {clocks}, no leave was applied for" in absence.text.en


def test_by_the_clock_it_is_not_asked_when_a_long_absence_had_lunch() -> None:
    """004-1.4-1: more than lunch was missed, and five hours of nine are a day by the clock."""
    blank = {"schedule.lunch_start": None, "attendance.absence_hours": "clock"}
    day = judged(at(9), at(18), gone(at(10), at(15)), policy=amend(POLICY, blank))
    assert told(day) == [("004-1.4-1", 2)]


def test_a_departure_counts_though_the_arrival_was_not_punched() -> None:
    """004-1.4-1, 004-1.2-1: two hours before noon, and an arrival still to be explained."""
    day = judged(None, at(18), gone(at(10), at(12)))
    assert told(day) == [("004-1.2-1", 0), ("004-1.4-1", 1)]
