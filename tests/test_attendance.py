"""What a day was: boundaries to the second, lunch, leave, missing punches, each reading."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from fractions import Fraction
from itertools import permutations
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csrules.absence import AbsenceRule, Gap, Hours, Need, size
from csrules.attendance import (
    Direction,
    Excuse,
    Fact,
    Finding,
    JudgedDay,
    NoPunches,
    Presence,
    Punch,
    Shift,
    SinglePunch,
    Standard,
    assemble,
    judge,
    lacking,
)
from csrules.citation import Text
from csrules.errors import InputError, MissingParameterError

DAY = date(2024, 3, 8)
NINE_TO_SIX = Shift(time(9), time(18), timedelta(hours=1), time(12))
RULES = {fact: f"rule.{fact}" for fact in Fact}
RULE = AbsenceRule(window=Fraction(600), threshold=Fraction(3600))  # P5 = 10 min, P11 = 1 h
STANDARD = Standard(RULES, RULE)


def at(hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2024, 3, 8, hour, minute, second)


def presence(
    on: datetime | None, off: datetime | None, *excuses: Excuse, shift: Shift = NINE_TO_SIX
) -> Presence:
    punches = [
        Punch("li", DAY, direction, moment)
        for direction, moment in ((Direction.ON, on), (Direction.OFF, off))
        if moment is not None
    ]
    (day,) = assemble("li", punches, shift=shift, scheduled=[DAY], excuses=excuses)
    return day


def judged(on: datetime | None, off: datetime | None, *excuses: Excuse, **how: Any) -> JudgedDay:
    rule = attrs.evolve(RULE, **{k: how.pop(k) for k in list(how) if k in _RULE_FIELDS})
    return judge(presence(on, off, *excuses), attrs.evolve(STANDARD, absence=rule, **how))


_RULE_FIELDS = {field.name for field in attrs.fields(AbsenceRule)}


def facts(day: JudgedDay) -> list[tuple[str, int]]:
    return [(str(finding.fact), finding.halves) for finding in day.findings]


@pytest.mark.parametrize(
    ("arrival", "fact", "halves"),
    [
        (at(8, 59, 59), "on_time", 0),
        (at(9), "on_time", 0),
        (at(9, 0, 1), "late", 0),
        (at(9, 10), "late", 0),
        (at(9, 10, 1), "gap", 0),
        (at(9, 30), "gap", 0),
        (at(10), "gap", 0),  # exactly an hour is not absence
        (at(10, 0, 1), "absent_by_hours", 1),
        (at(14), "absent_by_hours", 1),  # four of eight hours, lunch left out
        (at(14, 0, 1), "absent_by_hours", 2),
    ],
)
def test_arrivals_to_the_second(arrival: datetime, fact: str, halves: int) -> None:
    assert facts(judged(arrival, at(18))) == [(fact, halves)]


@pytest.mark.parametrize(
    ("departure", "fact", "halves"),
    [
        (at(18), "on_time", 0),
        (at(17, 59, 59), "early", 0),
        (at(17), "early", 0),
        (at(16, 59, 59), "absent_by_hours", 1),
        (at(13), "absent_by_hours", 2),  # five hours
        (at(14), "absent_by_hours", 1),  # four hours
    ],
)
def test_departures_to_the_second(departure: datetime, fact: str, halves: int) -> None:
    assert facts(judged(at(9), departure)) == [(fact, halves)]


def test_seconds_and_reasons_show_the_figures() -> None:
    day = judged(at(9, 10), at(18))
    assert day.findings[0].seconds == 600
    assert day.explain() == "2024-03-08: arrived 09:10, 10 minutes after 09:00: late [rule.late]"
    assert "迟到" in day.explain("zh")
    assert judged(at(9, 30), at(18)).findings[0].gap


def test_readings_of_the_gap_differ() -> None:
    assert facts(judged(at(9, 30), at(18), gap=Gap.LATE)) == [("gap", 0)]
    assert facts(judged(at(9, 30), at(18), gap=Gap.HALF_DAY)) == [("absent_by_hours", 1)]
    (half,) = judged(at(9, 30), at(18), gap=Gap.HALF_DAY).findings
    (unruled,) = judged(at(9, 30), at(18), gap=Gap.HALF_DAY, rules={}).findings
    assert (half.rule, unruled.rule) == ("rule.gap", "")
    with pytest.raises(InputError, match="gap_policy"):
        judged(at(9, 30), at(18), gap=Gap.ERROR)


def test_lunch_does_not_count_in_the_hours_of_an_absence() -> None:
    # from 9:00 to 13:30 by the clock 4.5 h, without lunch 3.5 h: half a day of eight hours
    assert judged(at(13, 30), at(18), hours=Hours.NET).halves == 1
    # by the clock half of the nine hours is 4.5 h: 13:30 still half a day, 13:30:01 a whole one
    assert judged(at(13, 30), at(18), hours=Hours.CLOCK).halves == 1
    assert judged(at(13, 30, 1), at(18), hours=Hours.CLOCK).halves == 2
    assert judged(at(13, 30, 1), at(18), hours=Hours.NET).halves == 1


def test_lunch_keeps_an_early_leave_within_the_threshold() -> None:
    short = Shift(time(9), time(13), timedelta(hours=1), time(12))
    # leaving at 11:00 is two hours early by the clock, one hour without lunch
    assert facts(judge(presence(at(9), at(11), shift=short), STANDARD)) == [("early", 0)]
    clock = attrs.evolve(STANDARD, absence=attrs.evolve(RULE, hours=Hours.CLOCK))
    assert facts(judge(presence(at(9), at(11), shift=short), clock)) == [("absent_by_hours", 1)]


def test_lunch_outside_the_planned_hours_does_not_shorten_the_day() -> None:
    # records plan 14:00 to 22:00: eight hours without the shift's lunch, half of them are four
    def halves(arrival: datetime) -> int:
        rows = [
            Punch("li", DAY, Direction.ON, arrival, at(14)),
            Punch("li", DAY, Direction.OFF, at(22), at(22)),
        ]
        (day,) = assemble("li", rows, shift=NINE_TO_SIX)
        return judge(day, STANDARD).halves

    assert (halves(at(18)), halves(at(18, 0, 1))) == (1, 2)


def test_the_start_of_lunch_is_needed_only_where_it_decides() -> None:
    unknown = attrs.evolve(NINE_TO_SIX, lunch_start=None)
    assert lacking(presence(at(10, 30), at(18), shift=unknown), STANDARD) == {Need.LUNCH_START}
    assert lacking(presence(at(11), at(18), shift=unknown), STANDARD) == {Need.LUNCH_START}
    # 2 h 1 s away: with lunch inside 1 h 1 s, without 2 h 1 s, absent for half a day either way
    assert judge(presence(at(11, 0, 1), at(18), shift=unknown), STANDARD).halves == 1
    assert lacking(presence(at(14), at(18), shift=unknown), STANDARD) == {Need.LUNCH_START}
    assert judge(presence(at(9, 30), at(18), shift=unknown), STANDARD).has(Fact.GAP)


def test_only_what_is_needed_is_lacking() -> None:
    bare = Standard(RULES, AbsenceRule())
    nothing = Shift(time(9), time(18))
    assert lacking(presence(at(9), at(18), shift=nothing), bare) == set()
    assert lacking(presence(at(9, 5), at(18), shift=nothing), bare) == {
        Need.WINDOW,
        Need.THRESHOLD,
    }
    windowed = Standard(RULES, AbsenceRule(window=Fraction(600)))
    assert lacking(presence(at(9, 5), at(18), shift=nothing), windowed) == set()
    assert lacking(presence(at(9), at(17), shift=nothing), bare) == {Need.THRESHOLD}
    beyond = Standard(RULES, AbsenceRule(threshold=Fraction(3600)))
    assert lacking(presence(at(11), at(18), shift=nothing), beyond) >= {Need.LUNCH}
    assert lacking(presence(at(9, 5), at(17), shift=Shift()), bare) == {Need.START, Need.END}
    with pytest.raises(MissingParameterError, match="threshold"):
        judge(presence(at(9, 5), at(18), shift=nothing), bare)


def test_a_day_without_punches_is_one_whole_day_absent() -> None:
    assert facts(judged(None, None)) == [("absent", 2)]
    assert facts(judged(None, None, no_punches=NoPunches.HALF_DAY)) == [("absent", 1)]


def test_a_single_missing_punch_is_unresolved_and_the_other_is_judged() -> None:
    assert facts(judged(None, at(18))) == [("unresolved", 0)]
    assert facts(judged(at(9, 5), None)) == [("unresolved", 0), ("late", 0)]
    assert judged(None, at(18), single_punch=SinglePunch.HALF_DAY).halves == 1
    assert judged(None, at(18), single_punch=SinglePunch.WHOLE_DAY).halves == 2


def test_a_whole_day_absent_is_not_late_besides() -> None:
    """004-1.4-2, R22: what costs the whole day costs nothing more."""
    whole = judged(at(9, 5), None, single_punch=SinglePunch.WHOLE_DAY)
    half = judged(at(9, 5), None, single_punch=SinglePunch.HALF_DAY)
    assert [fact for fact, _ in facts(whole)] == ["absent"]
    assert [fact for fact, _ in facts(half)] == ["absent", "late"]


def test_late_and_early_absence_are_judged_alone_and_never_pass_the_whole_day() -> None:
    # 30 minutes late and 40 early: neither passes an hour, though together they do
    assert facts(judged(at(9, 30), at(17, 20))) == [("gap", 0), ("early", 0)]
    both = judged(at(14, 0, 1), at(16, 30))
    assert facts(both) == [("absent_by_hours", 2), ("absent_by_hours", 1)]
    assert both.halves == 2
    assert judged(at(10, 30), at(16, 30)).halves == 2  # two halves


def test_leave_over_the_day_excuses_it() -> None:
    leave = Excuse("li", at(9), at(18), "004-1.5.1-1")
    day = judged(None, None, leave)
    assert facts(day) == [("leave", 0)]
    assert day.findings[0].rule == "004-1.5.1-1"


def test_leave_for_a_part_moves_when_one_has_to_be_there() -> None:
    morning = Excuse("li", at(9), at(12))
    assert facts(judged(at(13), at(18), morning)) == [("leave", 0)]  # lunch ends at 13:00
    assert facts(judged(at(13, 5), at(18), morning)) == [("leave", 0), ("late", 0)]
    early = Excuse("li", at(16), at(18))
    assert facts(judged(at(9), at(16), early)) == [("leave", 0)]
    assert facts(judged(at(9), at(15, 59, 59), early)) == [("leave", 0), ("early", 0)]


def test_without_punches_only_what_leave_does_not_cover_is_absence() -> None:
    morning = Excuse("li", at(9), at(12))
    assert judged(None, None, morning).halves == 2  # 13:00 to 18:00: five of eight hours
    until_two = Excuse("li", at(9), at(14))
    assert judged(None, None, until_two).halves == 1  # four of eight hours


def test_leave_without_known_hours_must_cover_the_calendar_day() -> None:
    whole = Excuse("li", at(0), at(0) + timedelta(days=1))
    part = Excuse("li", at(9), at(18))
    assert facts(judge(presence(None, None, whole, shift=Shift()), STANDARD)) == [("leave", 0)]
    assert facts(judge(presence(None, None, part, shift=Shift()), STANDARD)) == [("absent", 2)]


def test_a_day_off_schedule_is_told_and_not_judged() -> None:
    punches = [Punch("li", DAY, Direction.ON, at(15))]
    (day,) = assemble("li", punches, shift=NINE_TO_SIX, scheduled=[])
    assert facts(judge(day, STANDARD)) == [("not_scheduled", 0)]


def test_without_absence_rule_lateness_stays_lateness() -> None:
    day = judge(presence(at(17), at(18)), Standard(RULES))
    assert facts(day) == [("late", 0)]
    assert facts(judge(presence(None, None), Standard(RULES))) == [("unresolved", 0)]


def test_size_of_a_departure_from_the_post() -> None:
    day = presence(at(9), at(18))
    assert size(at(10), at(10, 30), day, RULE) == 1
    assert size(at(10), at(16), day, RULE) == 2
    with pytest.raises(MissingParameterError):
        size(at(10), at(16), presence(at(9), at(18), shift=Shift(time(9), time(18))), RULE)


@given(st.integers(0, 8 * 3600), st.integers(0, 3600))
def test_coming_later_is_never_better(seconds: int, more: int) -> None:
    rank = {"on_time": 0, "late": 1, "gap": 2, "absent_by_hours": 3}

    def worth(late: int) -> tuple[int, int]:
        (found,) = judged(at(9) + timedelta(seconds=late), at(18)).findings
        return rank[found.fact], found.halves

    assert worth(seconds) <= worth(min(seconds + more, 9 * 3600))


@given(
    st.one_of(st.none(), st.integers(-3600, 9 * 3600)),
    st.one_of(st.none(), st.integers(0, 9 * 3600)),
)
def test_a_day_never_holds_more_than_a_day_of_absence(late: int | None, stay: int | None) -> None:
    on = None if late is None else at(9) + timedelta(seconds=late)
    off = None if stay is None else (on or at(9)) + timedelta(seconds=stay)
    assert 0 <= judged(on, off).halves <= 2


@given(st.integers(0, 9 * 3600), st.integers(0, 480))
def test_an_unknown_lunch_gives_the_answer_of_every_lunch(seconds: int, minute: int) -> None:
    unknown = attrs.evolve(NINE_TO_SIX, lunch_start=None)
    on = at(9) + timedelta(seconds=seconds)
    vague = presence(on, at(18), shift=unknown)
    if lacking(vague, STANDARD):
        return
    start = (at(9) + timedelta(minutes=minute)).time()
    sharp = presence(on, at(18), shift=attrs.evolve(NINE_TO_SIX, lunch_start=start))
    assert facts(judge(vague, STANDARD)) == facts(judge(sharp, STANDARD))


UNRULED = Standard({Fact.LATE: "rule.late"}, RULE)


@pytest.mark.parametrize(
    ("on", "off", "how", "said", "seconds"),
    [
        (
            at(9, 30), at(18), {},
            ("arrived 09:30, 30 minutes after 09:00: late; the text names no category [rule.gap]",
             "09:30到岗，比09:00晚30分：按迟到处理，条文未规定此档 [rule.gap]"),
            1800,
        ),
        (
            at(9, 30), at(18), {"gap": Gap.HALF_DAY},
            ("arrived 09:30, 30 minutes after 09:00: absent, half a day, as the gap is read"
             " [rule.gap]",
             "09:30到岗，比09:00晚30分：空档按旷工半天处理 [rule.gap]"),
            1800,
        ),
        (
            at(16, 0, 1), at(18), {},
            ("arrived 16:00:01, 7 hours 1 second after 09:00: absent, one day"
             " [rule.absent_by_hours]",
             "16:00:01到岗，比09:00晚7小时1秒：旷工一天 [rule.absent_by_hours]"),
            7 * 3600 + 1,
        ),
        (
            at(9), at(16, 58, 59), {},
            ("left 16:58:59, 1 hour 1 minute 1 second before 18:00: absent, half a day"
             " [rule.absent_by_hours]",
             "16:58:59离岗，比18:00早1小时1分1秒：旷工半天 [rule.absent_by_hours]"),
            3661,
        ),
        (
            at(9), at(17, 59, 30), {},
            ("left 17:59:30, 30 seconds before 18:00: early leave [rule.early]",
             "17:59:30离岗，比18:00早30秒：早退 [rule.early]"),
            30,
        ),
        (
            None, None, {},
            ("no punches and no leave: absent, one day [rule.absent]",
             "无打卡且未请假：旷工一天 [rule.absent]"),
            0,
        ),
        (
            None, None, {"no_punches": NoPunches.HALF_DAY},
            ("no punches and no leave: absent, half a day [rule.absent]",
             "无打卡且未请假：旷工半天 [rule.absent]"),
            0,
        ),
        (
            None, at(18), {},
            ("punch on missing: unresolved [rule.unresolved]",
             "缺上班打卡：待说明 [rule.unresolved]"),
            0,
        ),
        (
            at(9), None, {"single_punch": SinglePunch.HALF_DAY},
            ("punch off missing: absent [rule.absent]", "缺下班打卡：旷工半天 [rule.absent]"),
            0,
        ),
    ],
)  # fmt: skip
def test_each_fact_is_told_in_both_languages_with_its_seconds(
    on: datetime | None, off: datetime | None, how: Any, said: tuple[str, str], seconds: int
) -> None:
    day = judged(on, off, **how)
    assert day.explain() == f"2024-03-08: {said[0]}"
    assert day.explain("zh") == f"2024-03-08：{said[1]}"
    assert [finding.seconds for finding in day.findings] == [seconds]


def test_a_fraction_of_a_second_is_not_shown() -> None:
    day = judged(at(9, 1) + timedelta(milliseconds=500), at(18))
    assert day.explain().startswith("2024-03-08: arrived 09:01, 1 minute after 09:00")


def test_late_arrivals_are_those_named_late_and_those_in_the_gap() -> None:
    days = [judged(arrival, at(18)) for arrival in (at(9), at(9, 5), at(9, 30), at(11))]
    assert [day.findings[0].late for day in days] == [False, True, True, False]


def test_a_fact_without_a_rule_gives_no_reason() -> None:
    assert judge(presence(at(9), at(17, 30)), UNRULED).reasons == ()
    refused = attrs.evolve(UNRULED, absence=attrs.evolve(RULE, gap=Gap.ERROR))
    with pytest.raises(InputError) as caught:
        judge(presence(at(9, 30), at(18)), refused)
    assert [(fault.path, fault.rule) for fault in caught.value.faults] == [("li.2024-03-08", "")]


@pytest.mark.parametrize("excuses", list(permutations([(9, 10), (10, 11), (16, 17), (17, 18)])))
def test_leave_in_pieces_counts_as_one_in_whatever_order_it_is_told(
    excuses: tuple[tuple[int, int], ...],
) -> None:
    leave = [Excuse("li", at(start), at(end)) for start, end in excuses]
    assert facts(judged(at(11), at(16), *leave)) == [("leave", 0)] * 4
    assert facts(judged(at(11, 1), at(15, 59), *leave))[4:] == [("late", 0), ("early", 0)]


def test_leave_that_only_meets_the_day_is_none_of_its_leave() -> None:
    around = Excuse("li", at(6), at(9)), Excuse("li", at(18), at(20))
    assert facts(judged(at(9), at(18), *around)) == [("on_time", 0)]


@pytest.mark.parametrize(
    ("start", "end", "arrival", "departure"),
    [
        (9, 12, at(13), at(18)),  # leave up to lunch ends with lunch
        (9, 13, at(13), at(18)),
        (13, 18, at(9), at(12)),  # leave from the end of lunch begins with lunch
        (12, 18, at(9), at(12)),
    ],
)
def test_leave_next_to_lunch_takes_lunch_in(
    start: int, end: int, arrival: datetime, departure: datetime
) -> None:
    leave = Excuse("li", at(start), at(end))
    assert facts(judged(arrival, departure, leave)) == [("leave", 0)]
    late_and_early = judged(arrival + timedelta(0, 1), departure - timedelta(0, 1), leave)
    assert facts(late_and_early) == [("leave", 0), ("late", 0), ("early", 0)]


def test_leave_that_meets_in_lunch_covers_the_day() -> None:
    leave = Excuse("li", at(9), at(12)), Excuse("li", at(13), at(18))
    assert facts(judged(None, None, *leave)) == [("leave", 0)] * 2


@pytest.mark.parametrize(
    ("start", "end", "covered"),
    [
        (timedelta(0), timedelta(1), True),
        (timedelta(-1), timedelta(2), True),
        (timedelta(0), timedelta(hours=23), False),
        (timedelta(hours=1), timedelta(1), False),
        (timedelta(-1), timedelta(0), False),
    ],
)
def test_without_planned_hours_leave_is_leave_of_the_whole_calendar_day(
    start: timedelta, end: timedelta, covered: bool
) -> None:
    leave = Excuse("li", at(0) + start, at(0) + end)
    for shift in (Shift(), Shift(time(9), None), Shift(None, time(18))):
        found = facts(judge(presence(None, None, leave, shift=shift), STANDARD))
        assert found == ([("leave", 0)] if covered else [("absent", 2)])


@pytest.mark.parametrize(
    ("shift", "threshold", "lacks"),
    [
        (Shift(time(9), time(18)), None, ["threshold", "window"]),
        (Shift(time(9)), None, ["end", "threshold", "window"]),
        (Shift(None, time(18)), None, ["start", "threshold"]),
        (Shift(), None, ["end", "start"]),
        (Shift(time(9), time(18)), 60, ["lunch", "window"]),
    ],
)
def test_what_a_day_lacks_is_named_in_the_order_of_the_alphabet(
    shift: Shift, threshold: int | None, lacks: list[str]
) -> None:
    rule = AbsenceRule(threshold=None if threshold is None else Fraction(threshold))
    with pytest.raises(MissingParameterError) as caught:
        judge(presence(at(9, 5), at(17), shift=shift), Standard(RULES, rule))
    assert [fault.path for fault in caught.value.faults] == lacks


def test_what_leave_does_not_cover_is_measured_however_short() -> None:
    all_but_a_second = Excuse("li", at(9), at(17, 59) + timedelta(seconds=59))
    (leave, absent) = judged(None, None, all_but_a_second).findings
    assert (leave.fact, absent.fact) == (Fact.LEAVE, Fact.ABSENT)
    assert (absent.seconds, absent.halves) == (1, 1)


def test_an_hour_that_may_be_lunch_between_two_leaves_is_absence_all_the_same() -> None:
    leave = Excuse("li", at(9), at(12)), Excuse("li", at(13), at(18))
    day = presence(None, None, *leave, shift=Shift(time(9), time(18), timedelta(hours=1)))
    assert facts(judge(day, STANDARD)) == [("leave", 0), ("leave", 0), ("absent", 1)]


def test_leave_that_meets_in_the_afternoon_covers_the_day() -> None:
    leave = Excuse("li", at(9), at(14)), Excuse("li", at(14), at(18))
    assert facts(judged(None, None, *leave)) == [("leave", 0)] * 2


def test_without_absence_rule_an_early_departure_stays_one() -> None:
    assert facts(judge(presence(at(9), at(12)), Standard(RULES))) == [("early", 0)]


def test_a_leave_is_told_from_its_start_to_its_end_to_the_second() -> None:
    half = timedelta(milliseconds=500)
    day = judged(at(10), at(18), Excuse("li", at(9) + half, at(10) + half, "R"))
    assert day.findings[0].text == Text(
        "leave, 2024-03-08 09:00 to 2024-03-08 10:00", "请假，自2024-03-08 09:00至2024-03-08 10:00"
    )


def test_a_second_less_than_an_hour_is_told_in_minutes() -> None:
    (gap,) = judged(at(9, 59, 59), at(18)).findings
    assert gap.text.en.startswith("arrived 09:59:59, 59 minutes 59 seconds after 09:00")


def test_a_day_has_a_fact_where_any_of_its_findings_is_one() -> None:
    day = judged(at(9, 1), at(17, 59))
    assert repr(day) == "<JudgedDay li 2024-03-08: late, early>"
    assert day.has(Fact.EARLY)
    assert day.has(Fact.LEAVE, Fact.LATE)
    assert not day.has(Fact.LEAVE, Fact.ABSENT)
    with pytest.raises(InputError, match=r"^facts\[0\]: got 'earlyy'"):
        day.has("earlyy")  # type: ignore[arg-type]  # what no typed caller gives


def test_a_finding_of_which_nothing_is_counted_counts_nothing() -> None:
    found = Finding("li", DAY, Fact.GAP, "R-1", Text("a gap", "空档"))
    assert (found.seconds, found.halves) == (0, 0)
    assert found.gap is True
    assert attrs.evolve(found, fact=Fact.LATE).gap is False


def test_a_standard_without_more_asks_for_both_punches_in_the_order_of_the_day() -> None:
    assert Standard(RULES).required == (Direction.ON, Direction.OFF)


def test_a_judged_day_says_whether_it_was_scheduled() -> None:
    day = presence(at(9), at(18))
    assert judge(day, STANDARD).scheduled is True
    assert judge(attrs.evolve(day, scheduled=False), STANDARD).scheduled is False


def test_leave_up_to_the_lunch_with_which_the_day_ends_covers_the_day() -> None:
    morning = Shift(time(9), time(13), timedelta(hours=1), time(12))
    leave = Excuse("li", at(9), at(12))
    assert facts(judge(presence(None, None, leave, shift=morning), STANDARD)) == [("leave", 0)]
