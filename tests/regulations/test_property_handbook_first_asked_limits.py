"""001 FA 3.2, 3.4: 24 hours, 12 hours, 2 working days, and each reading of them."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csrules import register
from csrules.errors import InputError, MissingParameterError, PolicyError
from csrules.policy import amend
from csrules.regulations import property_handbook
from csrules.regulations.property_handbook import (
    PropertyHandbookPolicy,
    answer_due,
    contact_due,
    feedback_due,
    first_asked_due,
    handover_due,
)
from csrules.workcalendar import WorkCalendar, cn_calendar

POLICY = property_handbook.policy()
CALENDAR = cn_calendar(range(2024, 2027))


def reading(**changes: Any) -> PropertyHandbookPolicy:
    return amend(POLICY, {name.replace("__", "."): value for name, value in changes.items()})


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


class TestHandover:
    @pytest.mark.parametrize(
        ("received", "due"),
        [
            ("2024-03-08T15:00", "2024-03-11T15:00"),
            ("2024-03-09T10:00", "2024-03-11T10:00"),
            ("2026-09-29T16:00", "2026-09-30T16:00"),
            ("2026-09-30T16:00", "2026-10-08T16:00"),
            ("2026-02-13T10:00", "2026-02-14T10:00"),  # a make-up working Saturday
            ("2024-03-08T00:00", "2024-03-11T00:00"),  # Saturday 00:00 belongs to Saturday
            ("2024-03-07T23:59", "2024-03-08T23:59"),
        ],
    )
    def test_same_clock_time(self, received: str, due: str) -> None:
        deadline = handover_due(POLICY, at(received), CALENDAR)
        assert deadline.due == at(due)
        assert deadline.met(at(due))
        assert not deadline.met(at(due) + timedelta(microseconds=1))
        assert deadline.rule == "001-FA-3.4-3"

    @pytest.mark.parametrize(
        ("roll", "received", "due"),
        [
            ("stop_clock", "2024-03-09T10:00", "2024-03-12T00:00"),
            ("stop_clock", "2024-03-08T15:00", "2024-03-11T15:00"),
            ("close_of_next_working_day", "2024-03-08T15:00", "2024-03-12T00:00"),
            ("close_of_next_working_day", "2024-03-07T15:00", "2024-03-08T15:00"),
        ],
    )
    def test_the_other_rolls(self, roll: str, received: str, due: str) -> None:
        policy = reading(handover__roll=roll)
        assert handover_due(policy, at(received), CALENDAR).due == at(due)

    def test_the_text_rolls_it(self) -> None:
        """001-FA-3.4-3: not rolling is no way to read it."""
        with pytest.raises(PolicyError, match=r"expected one of: same_clock_time, stop_clock"):
            reading(handover__roll="none")

    def test_only_holiday_breaks_are_skipped(self) -> None:
        policy = reading(handover__skips="holiday_breaks")
        assert handover_due(policy, at("2024-03-08T15:00"), CALENDAR).due == at("2024-03-09T15:00")
        assert handover_due(policy, at("2026-09-30T16:00"), CALENDAR).due == at("2026-10-08T16:00")

    def test_an_ordinary_transfer_without_a_number_fails_by_name(self) -> None:
        """001-FA-3.4-2 under R20's alternative."""
        policy = reading(handover__scope="special_circumstances_only")
        with pytest.raises(MissingParameterError, match=r"handover\.ordinary_hours.*001-FA-3\.4-2"):
            handover_due(policy, at("2024-03-08T15:00"), CALENDAR)
        special = handover_due(policy, at("2024-03-08T15:00"), CALENDAR, special=True)
        assert special.due == at("2024-03-11T15:00")
        filled = amend(policy, {"handover.ordinary_hours": 4})
        ordinary = handover_due(filled, at("2024-03-08T15:00"), CALENDAR)
        assert (ordinary.due, ordinary.rule) == (at("2024-03-08T19:00"), "001-FA-3.4-2")
        with pytest.raises(InputError, match="special"):
            handover_due(policy, at("2024-03-08T15:00"), CALENDAR, special=1)  # type: ignore[arg-type]

    def test_by_default_special_makes_no_difference(self) -> None:
        plain = handover_due(POLICY, at("2024-03-08T15:00"), CALENDAR)
        assert handover_due(POLICY, at("2024-03-08T15:00"), CALENDAR, special=True) == plain


class TestAnswerInHours:
    """001-FA-3.4-4 with R4."""

    @pytest.mark.parametrize(
        ("received", "due"),
        [
            ("2024-03-08T15:00", "2024-03-11T03:00"),
            ("2026-09-29T16:00", "2026-09-30T04:00"),
            ("2026-09-30T16:00", "2026-10-08T04:00"),
            ("2024-03-08T11:59", "2024-03-08T23:59"),
            ("2024-03-08T12:00", "2024-03-11T00:00"),
        ],
    )
    def test_rolled_as_the_transfer_is(self, received: str, due: str) -> None:
        deadline = answer_due(POLICY, at(received), CALENDAR, complicated=False)
        assert (deadline.due, deadline.rule) == (at(due), "001-FA-3.4-4")

    def test_the_way_of_the_roll_is_that_of_the_transfer(self) -> None:
        policy = reading(handover__roll="close_of_next_working_day")
        assert answer_due(policy, at("2024-03-08T15:00"), CALENDAR).due == at("2024-03-12T00:00")

    def test_wall_clock(self) -> None:
        policy = reading(answer__hours_run="wall_clock")
        deadline = answer_due(policy, at("2024-03-08T15:00"), CALENDAR)
        assert (deadline.due, deadline.rule) == (at("2024-03-09T03:00"), "001-FA-3.4-4")

    def test_working_hours_need_a_calendar_with_hours(self) -> None:
        policy = reading(answer__hours_run="working_hours")
        hours = cn_calendar(2024, hours="08:30-12:00,13:30-17:30")
        assert answer_due(policy, at("2024-03-08T15:00"), hours).due == at("2024-03-12T10:30")
        with pytest.raises(MissingParameterError):
            answer_due(policy, at("2024-03-08T15:00"), CALENDAR)


class TestAnswerInDays:
    """001-FA-3.4-5 with R5."""

    @pytest.mark.parametrize(
        ("received", "due"),
        [
            ("2024-03-08T10:00", "2024-03-13T00:00"),
            ("2026-09-30T16:00", "2026-10-10T00:00"),
            ("2024-03-09T10:00", "2024-03-13T00:00"),  # a day off: day 1 is Monday
            ("2024-03-04T00:00", "2024-03-07T00:00"),
        ],
    )
    def test_end_of_the_second_working_day(self, received: str, due: str) -> None:
        deadline = answer_due(POLICY, at(received), CALENDAR, complicated=True)
        assert (deadline.due, deadline.rule) == (at(due), "001-FA-3.4-5")

    def test_same_clock_time(self) -> None:
        policy = reading(answer__working_days_end="same_clock_time")
        deadline = answer_due(policy, at("2024-03-08T10:00"), CALENDAR, complicated=True)
        assert deadline.due == at("2024-03-12T10:00")

    def test_the_day_of_receipt_counted(self) -> None:
        policy = reading(dates__start_day="counted")
        deadline = answer_due(policy, at("2024-03-08T10:00"), CALENDAR, complicated=True)
        assert deadline.due == at("2024-03-12T00:00")

    def test_complicated_is_a_flag(self) -> None:
        with pytest.raises(InputError, match="complicated"):
            answer_due(POLICY, at("2024-03-08T10:00"), CALENDAR, complicated="yes")  # type: ignore[arg-type]


@pytest.mark.parametrize("complicated", [True, False])
def test_feedback_is_due_with_the_answer(complicated: bool) -> None:
    """001-FA-3.2-2: the clause names no time of its own."""
    received = at("2024-03-08T10:00")
    asked = feedback_due(POLICY, received, CALENDAR, complicated=complicated)
    answer = answer_due(POLICY, received, CALENDAR, complicated=complicated)
    assert (asked.start, asked.due, asked.last_day) == (answer.start, answer.due, answer.last_day)
    assert (asked.rule, asked.steps) == ("001-FA-3.2-2", answer.steps)


def test_contact_in_time_has_no_number() -> None:
    """001-FA-4.3."""
    with pytest.raises(MissingParameterError, match=r"responsible\.contact_minutes.*001-FA-4\.3"):
        contact_due(POLICY, at("2024-03-08T10:00"), CALENDAR)
    policy = reading(responsible__contact_minutes=90)
    deadline = contact_due(policy, at("2024-03-08T10:00"), CALENDAR)
    assert (deadline.due, deadline.rule) == (at("2024-03-08T11:30"), "001-FA-4.3")


def test_the_first_asked_persons_own_answer_has_no_number() -> None:
    """001-FA-3.1-2."""
    with pytest.raises(MissingParameterError, match=r"first_asked\.answer_minutes.*001-FA-3\.1-2"):
        first_asked_due(POLICY, at("2024-03-08T10:00"))
    policy = reading(first_asked__answer_minutes=30)
    deadline = first_asked_due(policy, at("2024-03-08T10:00"))
    assert (deadline.due, deadline.rule) == (at("2024-03-08T10:30"), "001-FA-4.1")


@pytest.mark.parametrize(
    ("rule", "parameters"),
    [
        ("001-FA-3.4-2", {"handover.roll", "handover.skips", "dates.day_end"}),
        ("001-FA-3.4-3", {"handover.roll", "handover.skips", "dates.day_end"}),
        ("001-FA-3.4-4", {"handover.roll", "handover.skips", "dates.day_end"}),
        ("001-FA-3.4-5", {"dates.start_day", "dates.day_end"}),
        ("001-FA-5-2", {"dates.start_day", "dates.day_end", "dates.count_ends"}),
        ("001-FA-5-3", {"performance.rounding"}),
        ("001-FA-5-4", {"performance.cap", "performance.rounding"}),
        ("001-IM-4.1-1", {"dates.by_day", "dates.by_day_ends", "dates.day_end"}),
        ("001-IM-4.1-5", {"dates.start_day", "dates.day_end", "dates.count_ends"}),
        ("001-IM-4.1-11", {"dates.by_day", "dates.by_day_ends", "dates.day_end"}),
        ("001-IM-4.1-12", {"dates.by_day_ends", "dates.day_end"}),
        ("001-IM-5.1-1", {"dates.by_day", "dates.by_day_ends", "dates.day_end"}),
        ("001-IM-4.3-4", {"dates.day_end"}),
        ("001-IM-4.4.4-2", {"dates.day_end"}),
        ("001-FA-4.1", {"first_asked.answer_minutes"}),
        ("001-IM-4.5-2", {"incidents.notice_minutes"}),
        ("001-IM-5.2-1", {"reports.opinion_minutes"}),
    ],
)
def test_a_rule_names_the_readings_that_govern_it(rule: str, parameters: set[str]) -> None:
    assert parameters <= {each.path for each in register.rule(rule).parameters}


def test_naive_and_aware_do_not_mix() -> None:
    with pytest.raises(InputError, match="naive"):
        handover_due(POLICY, datetime(2024, 3, 8, tzinfo=UTC), CALENDAR)


received = st.datetimes(datetime(2024, 1, 1), datetime(2026, 11, 1))


@given(received)
def test_a_transfer_is_never_due_before_24_hours_nor_on_a_day_off(start: datetime) -> None:
    for roll in ("same_clock_time", "stop_clock", "close_of_next_working_day"):
        policy = reading(handover__roll=roll)
        deadline = handover_due(policy, start, CALENDAR)
        assert deadline.due >= start + timedelta(hours=24)
        assert CALENDAR.is_working(deadline.last_day)


@given(received, received)
def test_a_later_receipt_of_a_complicated_matter_is_never_due_earlier(
    one: datetime, other: datetime
) -> None:
    early, late = sorted((one, other))
    first = answer_due(POLICY, early, CALENDAR, complicated=True)
    second = answer_due(POLICY, late, CALENDAR, complicated=True)
    assert first.due <= second.due


def test_a_later_receipt_may_be_due_earlier_by_the_same_clock_time() -> None:
    """001-FA-3.4-4, R3: a roll to the same clock time is not monotone in its start."""
    friday = answer_due(POLICY, at("2024-03-08T23:00"), CALENDAR)
    saturday = answer_due(POLICY, at("2024-03-09T13:00"), CALENDAR)
    assert (friday.due, saturday.due) == (at("2024-03-11T11:00"), at("2024-03-11T01:00"))


def test_an_aware_calendar_gives_the_same_local_time() -> None:
    calendar: WorkCalendar = cn_calendar(2024, tz="Asia/Shanghai")
    start = datetime(2024, 3, 8, 15, tzinfo=calendar.tz)
    due = handover_due(POLICY, start, calendar).due
    assert due.replace(tzinfo=None) == at("2024-03-11T15:00")


@pytest.mark.parametrize("scope", ["every_transfer", "special_circumstances_only"])
def test_special_is_a_flag_under_each_scope(scope: str) -> None:
    with pytest.raises(InputError, match="special: got 'no'"):
        handover_due(
            reading(handover__scope=scope, handover__ordinary_hours=24),
            at("2024-03-08T15:00"),
            CALENDAR,
            special="no",  # type: ignore[arg-type]  # wrong on purpose
        )
