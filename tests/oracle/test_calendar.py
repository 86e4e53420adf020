"""China's days, the working hours in their two countings, and the year of reports."""

from datetime import date, datetime, timedelta
from fractions import Fraction

import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from . import days, limits, pieces, score
from .workhours import Segment, on_duty, segment

CN = days.china(range(2024, 2027))
OFFICE = [segment("09:00", "12:00"), segment("13:00", "18:00")]
NIGHT = [segment("22:00", "06:00")]
ROUND_THE_CLOCK = [segment("00:00", "24:00")]
WEEK = days.made_up()


def d(text: str) -> date:
    return date.fromisoformat(text)


def t(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_published_days_of_2026() -> None:
    runs = ["01-01 01-03", "02-15 02-23", "04-04 04-06", "05-01 05-05"]
    runs += ["06-19 06-21", "09-25 09-27", "10-01 10-07"]
    expected = set()
    for run in runs:
        day, last = (d(f"2026-{end}") for end in run.split())
        while day <= last:
            expected.add(day)
            day = day + days.ONE_DAY
    assert days.holiday_breaks(CN, d("2026-01-01"), d("2026-12-31")) == expected
    worked = [d(f"2026-{day}") for day in ("01-04", "02-14", "02-28", "05-09", "09-20", "10-10")]
    weekend = [day for day in CN.extra if day.year == 2026]
    assert sorted(weekend) == worked
    assert all(CN.is_working(day) for day in worked)


def test_a_notice_names_days_of_the_december_before() -> None:
    assert days.china([2006]).is_working(d("2006-12-31"))
    assert days.china([2022]).is_holiday_break(d("2022-12-31"))


def test_years_without_published_days_are_refused() -> None:
    with pytest.raises(LookupError, match="2027"):
        days.china([2026, 2027])
    with pytest.raises(LookupError, match="2027"):
        limits.due_working_days(t("2026-12-31T10:00"), 1, CN)
    assert limits.due_working_days(t("2026-12-30T10:00"), 1, CN) == t("2027-01-01T00:00")
    table = holidays.country_holidays("CN", years=2027)
    assert not any(day.year == 2027 for day in table.weekend_workdays)


def test_made_up_days() -> None:
    found = days.made_up(off=[d("2024-03-06")], extra=[d("2024-03-09")])
    assert days.working_days(found, d("2024-03-04"), d("2024-03-10")) == [
        d(f"2024-03-0{n}") for n in (4, 5, 7, 8, 9)
    ]
    assert not found.is_holiday_break(d("2024-03-10"))
    with pytest.raises(ValueError, match="both"):
        days.made_up(off=[d("2024-03-06")], extra=[d("2024-03-06")])
    with pytest.raises(ValueError, match="weekend"):
        days.made_up(weekend=range(7))


@pytest.mark.parametrize(
    ("start", "hours", "near", "far"),
    [
        ("2024-03-08T15:00", 3, "2024-03-08T18:00", "2024-03-11T09:00"),
        ("2024-03-08T15:00", 12, "2024-03-12T10:00", "2024-03-12T10:00"),
        ("2024-03-08T11:00", 1, "2024-03-08T12:00", "2024-03-08T13:00"),
        ("2024-03-08T11:30", 1, "2024-03-08T13:30", "2024-03-08T13:30"),
        ("2024-03-09T10:00", 8, "2024-03-11T18:00", "2024-03-12T09:00"),
        ("2026-02-13T17:00", 2, "2026-02-14T10:00", "2026-02-14T10:00"),
        ("2024-03-09T10:00", 0, "2024-03-09T10:00", "2024-03-11T09:00"),
    ],
)
def test_working_hours(start: str, hours: int, near: str, far: str) -> None:
    assert limits.due_working_hours(t(start), hours, CN, OFFICE) == t(near)
    assert limits.due_working_hours(t(start), hours, CN, OFFICE, edge="far") == t(far)


def test_working_hours_backwards_and_between() -> None:
    monday = t("2024-03-11T09:00")
    assert limits.before_working_hours(monday, 1, CN, OFFICE) == t("2024-03-08T17:00")
    assert limits.before_working_hours(t("2024-03-11T10:00"), 1, CN, OFFICE) == monday
    far = limits.before_working_hours(t("2024-03-11T10:00"), 1, CN, OFFICE, edge="far")
    assert far == t("2024-03-08T18:00")
    friday = t("2024-03-08T11:30")
    assert limits.elapsed_working_seconds(friday, monday, CN, OFFICE) == 5 * 3600 + 1800
    assert limits.elapsed_working_seconds(monday, friday, CN, OFFICE) == -(5 * 3600 + 1800)


def test_a_night_segment_belongs_to_the_day_it_begins() -> None:
    hours = ("2024-03-08T21:59", "2024-03-08T22:00", "2024-03-09T05:59", "2024-03-09T06:00")
    assert [on_duty(t(hour), CN, NIGHT) for hour in hours] == [False, True, True, False]
    assert not on_duty(t("2024-03-11T05:59"), CN, NIGHT)
    assert limits.due_working_hours(t("2024-03-08T20:00"), 9, CN, NIGHT) == t("2024-03-11T23:00")


SEGMENTS = st.sampled_from([OFFICE, NIGHT, ROUND_THE_CLOCK, [*OFFICE, *NIGHT]])
MADE_UP = st.builds(
    lambda off, extra, weekend: days.made_up(off - extra, extra, weekend),
    st.frozensets(st.dates(d("2024-03-01"), d("2024-03-20")), max_size=5),
    st.frozensets(st.dates(d("2024-03-01"), d("2024-03-20")), max_size=5),
    st.sampled_from([(5, 6), (6,), (0,), ()]),
)
MINUTES = st.integers(0, 14 * 1440).map(lambda n: t("2024-03-04T00:00") + timedelta(minutes=n))
EDGES = st.sampled_from(["near", "far"])


@settings(max_examples=60, deadline=None, database=None)
@given(MINUTES, st.integers(0, 20), MADE_UP, SEGMENTS, EDGES)
def test_both_countings_agree(
    start: datetime, hours: int, made: days.Days, segments: list[Segment], edge: str
) -> None:
    length = timedelta(hours=hours)
    due = limits.due_working_hours(start, hours, made, segments, edge=edge)
    assert pieces.due_by_pieces(start, length, made, segments, edge) == due
    before = limits.before_working_hours(start, hours, made, segments, edge=edge)
    assert pieces.before_by_pieces(start, length, made, segments, edge) == before
    worked = limits.elapsed_working_seconds(start, due, made, segments)
    assert worked == hours * 3600
    assert pieces.elapsed_by_pieces(start, due, made, segments) == length
    assert pieces.elapsed_by_pieces(before, start, made, segments) == length


def test_both_countings_agree_on_odd_seconds() -> None:
    odd = [segment("08:30:10", "11:59:59")]
    start, end = t("2024-03-07T10:00:07"), t("2024-03-08T08:31:00")
    worked = 7192 + 50
    assert limits.elapsed_working_seconds(start, end, CN, odd) == worked
    assert limits.due_working_hours(start, Fraction(worked, 3600), CN, odd) == end
    assert limits.before_working_hours(end, Fraction(worked, 3600), CN, odd) == start
    length = timedelta(seconds=worked)
    assert pieces.due_by_pieces(start, length, CN, odd) == end
    assert pieces.before_by_pieces(end, length, CN, odd) == start
    parts = timedelta(microseconds=1)
    assert pieces.elapsed_by_pieces(start + parts, end, CN, odd) == length - parts


@settings(max_examples=60, deadline=None, database=None)
@given(MINUTES, st.integers(0, 60), MADE_UP, EDGES)
def test_a_stopped_clock_is_round_the_clock_work(
    start: datetime, hours: int, made: days.Days, edge: str
) -> None:
    stopped = limits.due_hours(start, hours, made, reading="stop_clock", edge=edge)
    assert limits.due_working_hours(start, hours, made, ROUND_THE_CLOCK, edge=edge) == stopped


# The year of reports: R21 and 6.2


def report(covers: tuple[int, int], received: str | None, **more: object) -> dict[str, object]:
    return {"covers": covers, "received": received and t(received), "defects": 0} | more


YEAR_END = t("2025-01-01T00:00")
IN_TIME: dict[str, datetime | None] = dict.fromkeys(
    ("plan", "summary", "outline"), t("2024-02-20T10:00")
)


def year(*changed: dict[str, object]) -> list[score.Report]:
    months: dict[object, dict[str, object]] = {}
    for covers in [(2023, 12)] + [(2024, month) for month in range(1, 13)]:
        following, month = limits.month_after(*covers)
        months[covers] = report(covers, f"{following}-{month:02}-05T09:00")
    for one in changed:
        months[one["covers"]] = one
    return list(months.values())


def points(
    monthly: list[score.Report], as_of: datetime = YEAR_END, counted: str = "due_in_year",
    not_yet_due: str = "missing", instant: list[score.Report] | None = None,
) -> Fraction:  # fmt: skip
    counts = score.counts_of(
        2024, as_of, monthly=monthly, instant=instant or [], yearly=IN_TIME, counted=counted,
        not_yet_due=not_yet_due,
    )  # fmt: skip
    return score.total(counts)


@pytest.mark.parametrize(
    ("covers", "received", "lost"),
    [
        ((2024, 2), "2024-03-10T23:59", "0"),
        ((2024, 2), "2024-03-11T00:00", "0"),
        ((2024, 2), "2024-03-11T00:01", "0.1"),
        ((2024, 2), "2025-01-01T00:00", "0.1"),
        ((2024, 2), "2025-01-01T00:01", "0.5"),
        ((2024, 2), None, "0.5"),
        ((2023, 12), None, "0.5"),
        ((2024, 12), None, "0"),
    ],
)
def test_one_report_of_the_year(covers: tuple[int, int], received: str | None, lost: str) -> None:
    assert points(year(report(covers, received))) == 10 - Fraction(lost)


def test_sent_again_after_a_network_failure() -> None:
    again = {"first_sent": t("2024-03-10T20:00"), "original_mail": True, "objective_cause": True}
    late = "2024-03-12T09:00"
    assert points(year(report((2024, 2), late, **again))) == 10
    for without in ("original_mail", "objective_cause", "first_sent"):
        less = {name: value for name, value in again.items() if name != without}
        assert points(year(report((2024, 2), late, **less))) == Fraction("9.9")
    assert points(year(report((2024, 2), None, **again))) == Fraction("9.5")


def test_which_twelve_and_as_of_when() -> None:
    assert points(year(), as_of=t("2024-07-01T00:00")) == 8
    assert points(year(), as_of=t("2024-07-01T00:00"), not_yet_due="left_out") == 10
    gone = year(report((2023, 12), None))
    assert points(gone, as_of=t("2025-02-01T00:00"), counted="covering") == 10
    assert points(year(), counted="covering") == Fraction("9.5")
    assert points(year(report((2024, 2), "2024-03-01T09:00", defects=3))) == Fraction("9.7")


def test_instant_items() -> None:
    due = {"due": t("2024-05-02T01:30")}
    early, on, late = (
        {"received": t(f"2024-05-02T01:{minute}")} | due for minute in ("29", "30", "31")
    )
    assert points(year(), instant=[early, on]) == 10
    assert points(year(), instant=[late]) == Fraction("9.9")
    assert points(year(), instant=[due]) == Fraction("9.8")
