"""Department One(二) to (四): manual records, and what each day was."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import pytest

from csrules.attendance import Direction, Excuse, Fact, JudgedDay, Presence, Punch
from csrules.errors import InputError, MissingParameterError
from csrules.policy import amend
from csrules.regulations import department

BLANK = department.policy()
POLICY = amend(
    BLANK,
    {
        "schedule": {
            "work_days_per_week": 5,
            "weekdays": [1, 2, 3, 4, 5],
            "work_start": "09:00",
            "work_end": "18:00",
            "lunch_hours": 1,
            "lunch_start": "12:00",
        },
        "attendance": {"late_window_minutes": 10, "absence_threshold_hours": 1},
    },
)
DAY = date(2024, 3, 8)


def at(hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2024, 3, 8, hour, minute, second)


def punches(on: datetime | None, off: datetime | None) -> list[Punch]:
    rows = ((Direction.ON, on), (Direction.OFF, off))
    return [Punch("li", DAY, way, moment) for way, moment in rows if moment is not None]


def judged(
    on: datetime | None,
    off: datetime | None,
    policy: department.DepartmentPolicy = POLICY,
    **more: Any,
) -> JudgedDay:
    (day,) = department.judged_days(policy, "li", punches(on, off), [DAY], **more)
    return day


def rules(day: JudgedDay) -> list[str]:
    return [finding.rule for finding in day.findings]


def test_a_day_off_is_judged_only_for_who_is_on_the_roster_004_1_1_2() -> None:
    """004-1.1-2."""
    saturday = Punch("li", date(2024, 3, 9), Direction.ON, datetime(2024, 3, 9, 9, 5))
    (off,) = department.judged_days(POLICY, "li", [saturday], [])
    (on,) = department.judged_days(POLICY, "li", [saturday], [date(2024, 3, 9)])
    assert (rules(off), on.has(Fact.LATE)) == (["004-1.1-2"], True)


def test_a_missing_punch_is_open_until_it_is_explained_004_1_2_1() -> None:
    """004-1.2-1."""
    day = judged(at(9), None)
    assert (rules(day), day.halves, day.has(Fact.UNRESOLVED)) == (["004-1.2-1"], 0, True)


def test_a_manual_record_is_made_by_the_head_004_1_2_3() -> None:
    """004-1.2-3."""

    def record(**more: Any) -> department.ManualRecord:
        given = {"made_by": "department_head", "reported": True, **more}
        return department.ManualRecord("li", DAY, Direction.OFF, at(18), **given)

    written = Punch("li", DAY, Direction.OFF, at(18), source="manual")
    assert department.manual_record(record()).punch == written
    assert department.manual_record(record()).valid
    assert not department.manual_record(record(made_by="staff")).valid
    assert not department.manual_record(record(reported=False)).valid
    assert judged(at(9), None, manual=[record()]).has(Fact.ON_TIME)
    assert judged(at(9), None, manual=[record(made_by="staff")]).has(Fact.UNRESOLVED)
    with pytest.raises(InputError, match="doubled") as caught:
        judged(at(9), at(17), manual=[record()])
    assert caught.value.faults[0].value == "2024-03-08 18:00:00"  # the record, not the punch
    unsigned = [*punches(at(9), None), Punch("li", DAY, Direction.OFF, None, at(18))]
    (day,) = department.judged_days(POLICY, "li", unsigned, [DAY], manual=[record()])
    assert day.has(Fact.ON_TIME)


def test_a_failed_punch_is_reported_in_time_by_the_companys_figure_004_1_2_3() -> None:
    """004-1.2-3: C7, no number in the text; without a figure the answer says so."""
    own = amend(POLICY, {"attendance.report_minutes": 30})

    def record(told: datetime | None) -> department.ManualRecord:
        return department.ManualRecord(
            "li", DAY, Direction.OFF, at(18), "department_head", True, told
        )

    for told, valid in ((at(18), True), (at(18, 30), True), (at(18, 30, 1), False), (None, False)):
        found = department.manual_record(record(told), policy=own)
        assert found.valid is valid
        assert department.manual_record(record(told)).valid
        assert "30" in found.explain("zh")
        day = judged(at(9), None, own, manual=[record(told)])
        assert day.has(Fact.ON_TIME) is valid
    assert "not checked" in department.manual_record(record(None)).explain()
    for figure, words in ((30, "within 30 minutes:"), (1, "within 1 minute:")):
        soon = amend(POLICY, {"attendance.report_minutes": figure})
        assert words in department.manual_record(record(at(18)), policy=soon).explain()
    with pytest.raises(TypeError, match="reported"):
        department.ManualRecord("li", DAY, Direction.OFF, at(18), "staff")  # type: ignore[call-arg]
    with pytest.raises(InputError) as caught:
        department.ManualRecord("li", DAY, Direction.OFF, at(18), "staff", False, at(18))
    (fault,) = caught.value.faults
    assert (fault.path, fault.rule) == ("record.reported_at", "004-1.2-3")


@pytest.mark.parametrize(
    ("moment", "rule", "halves"),
    [
        (at(9), "004-1.2-2", 0),
        (at(9, 0, 1), "004-1.3.1-1", 0),
        (at(9, 10), "004-1.3.1-1", 0),
        (at(9, 10, 1), "004-1.3.1-2", 0),
        (at(9, 30), "004-1.3.1-2", 0),
        (at(10), "004-1.3.1-2", 0),
        (at(10, 0, 1), "004-1.4-2", 1),
        (at(10, 1), "004-1.4-2", 1),
    ],
)
def test_late_gap_absent(moment: datetime, rule: str, halves: int) -> None:
    """004-1.3.1-1, 004-1.3.1-2, 004-1.4-2: the rule book's check values (section 7, row 13)."""
    day = judged(moment, at(18))
    assert (rules(day), day.halves) == ([rule], halves)


@pytest.mark.parametrize(
    ("moment", "rule", "halves"),
    [
        (at(18), "004-1.2-2", 0),
        (at(17, 59, 59), "004-1.3.2-1", 0),
        (at(17), "004-1.3.2-1", 0),
        (at(16, 59, 59), "004-1.4-2", 1),
    ],
)
def test_early_leave(moment: datetime, rule: str, halves: int) -> None:
    """004-1.3.2-1, 004-1.4-2."""
    day = judged(at(9), moment)
    assert (rules(day), day.halves) == ([rule], halves)


def test_an_approved_early_departure_is_no_early_leave() -> None:
    """004-1.3.2-1."""
    approved = Excuse("li", at(16), at(18), "004-1.3.2-1")
    assert not judged(at(9), at(16), excuses=[approved]).has(Fact.EARLY, Fact.ABSENT_BY_HOURS)


@pytest.mark.parametrize(("own", "cited"), [("", "004-1.5.2-2"), ("004-1.5.1-1", "004-1.5.1-1")])
def test_leave_that_names_no_rule_is_leave_by_the_general_one(own: str, cited: str) -> None:
    """004-1.5.2-2."""
    leave = Excuse("li", at(9), at(18), own)
    assert rules(judged(None, None, excuses=[leave])) == [cited]


def test_readings_of_r13_and_r22() -> None:
    def under(**readings: str) -> department.DepartmentPolicy:
        return amend(POLICY, {"attendance": readings})

    # P11 is an hour: 9:30 is absence by the reading of the gap, not by 004-1.4-2
    gap = judged(at(9, 30), at(18), under(gap_policy="half_day_absent"))
    assert (rules(gap), gap.halves) == (["004-1.3.1-2"], 1)
    with pytest.raises(InputError, match=r"\[004-1\.3\.1-2\]"):
        judged(at(9, 30), at(18), under(gap_policy="error"))
    assert judged(None, None).halves == 2
    assert judged(None, None, under(no_punches="half_day")).halves == 1
    assert judged(None, at(18), under(single_punch="half_day")).halves == 1
    assert judged(None, at(18), under(single_punch="whole_day")).halves == 2
    # 9:00 to 13:30: by the clock 4.5 of 9 hours, without lunch 3.5 of 8
    assert judged(at(13, 30, 1), at(18), under(absence_hours="clock")).halves == 2
    assert judged(at(13, 30, 1), at(18)).halves == 1
    assert judged(at(11), at(18), under(half_day_percent="20")).halves == 2  # 2 h of 1.6
    assert judged(at(11), at(18), under(half_day_percent="25")).halves == 1  # 2 h of 2


def test_only_the_blanks_that_a_day_needs_are_missed() -> None:
    def missing(on: datetime | None, off: datetime | None, **filled: Any) -> list[str]:
        with pytest.raises(MissingParameterError) as caught:
            judged(on, off, amend(BLANK, filled))
        return [fault.path.removeprefix("department.") for fault in caught.value.faults]

    hours = {"work_start": "09:00", "work_end": "18:00"}
    assert missing(at(9), at(18)) == ["schedule.work_end", "schedule.work_start"]
    assert missing(at(9, 5), at(18), schedule=hours) == [
        "attendance.absence_threshold_hours",
        "attendance.late_window_minutes",
    ]
    assert missing(at(9), at(17), schedule=hours) == ["attendance.absence_threshold_hours"]
    threshold = {"absence_threshold_hours": 1}
    assert missing(at(9), at(14), schedule=hours, attendance=threshold) == ["schedule.lunch_hours"]
    lunch = {**hours, "lunch_hours": 1}
    assert missing(at(9), at(13, 30), schedule=lunch, attendance=threshold) == [
        "schedule.lunch_start"
    ]
    assert judged(at(9), at(18), amend(BLANK, {"schedule": hours})).has(Fact.ON_TIME)
    assert judged(None, None, BLANK).halves == 2  # not even the hours are needed


def test_a_presence_is_what_the_records_show() -> None:
    (day,) = department.judged_days(POLICY, "li", punches(at(9, 5), at(18)), [DAY])
    assert isinstance(day.presence, Presence)
    assert day.explain().startswith("2024-03-08: arrived 09:05, 5 minutes after 09:00")
    assert Fraction(day.findings[0].seconds, 60) == 5


def faults_of(call: Any) -> list[str]:
    with pytest.raises(InputError) as caught:
        call()
    return [fault.path for fault in caught.value.faults]


AWARE = datetime(2024, 3, 8, 11, tzinfo=UTC)


def test_records_are_read_when_they_are_built() -> None:
    """004-1.4-1, 004-1.2-3: every field by its kind, times of one sort, all faults at once."""
    departure, manual = department.Departure, department.ManualRecord
    with pytest.raises(InputError) as caught:
        departure("li", DAY, at(10), AWARE)
    (fault,) = caught.value.faults
    said = "left 2024-03-08 10:00:00, back 2024-03-08 11:00:00+00:00"
    assert (fault.path, fault.value) == ("departure", said)
    bad: Any = None
    assert faults_of(lambda: departure(bad, bad, bad, 5, "x")) == [  # type: ignore[arg-type]
        f"departure.{name}" for name in ("person", "work_date", "left", "back", "request")
    ]
    assert faults_of(lambda: manual("li", DAY, Direction.ON, at(9), "staff", True, AWARE)) == [
        "record"
    ]
    assert faults_of(lambda: manual(bad, bad, bad, bad, "x", bad, 5)) == [  # type: ignore[arg-type]
        f"record.{name}"
        for name in (
            "person", "work_date", "direction", "at", "made_by", "reported", "reported_at",
        )
    ]  # fmt: skip


@pytest.mark.parametrize("person", [None, 0.1, {}, ""])
def test_a_person_is_a_name(person: Any) -> None:
    assert faults_of(lambda: department.judged_days(POLICY, person, [], [])) == ["person"]


def test_times_are_said_as_people_say_them() -> None:
    """004-1.4-2, 004-1.3.2-1."""
    day = judged(at(10, 1, 1), at(17, 59))
    assert "10:01:01到岗，比09:00晚1小时1分1秒" in day.explain("zh")
    assert "17:59离岗，比18:00早1分" in day.explain("zh")
    assert "arrived 10:01:01, 1 hour 1 minute 1 second after 09:00" in day.explain()
    assert repr(day) == "<JudgedDay li 2024-03-08: absent_by_hours, early>"
    left = judged(at(9), at(18), departures=[department.Departure("li", DAY, at(10), at(11))])
    assert "left the post 10:00 to 11:00," in left.explain()
    assert judged(at(9), at(18)).explain("zh") == "2024-03-08：正常 [004-1.2-2]"
