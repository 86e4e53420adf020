"""The department's attendance by person and month over columns, held against `department.month`."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csrules.attendance import Direction, Punch
from csrules.batch import MonthWork
from csrules.errors import MissingParameterError
from csrules.policy import amend
from csrules.regulations import department
from csrules.regulations.department import columns
from csrules.testing import policies, readings
from tests.batch.asked import quickly
from tests.batch.months_drawn import Columns, Row, agree, arrow, cut, in_zone, only, tables

BLANK = department.policy()
POLICY = amend(
    BLANK,
    {
        "schedule": {
            "work_start": "09:00",
            "work_end": "18:00",
            "lunch_hours": "1.5",
            "lunch_start": "12:00",
        },
        "attendance": {
            "late_window_minutes": 30,
            "late_deduction": 20,
            "late_warning_count": 2,
            "early_deduction": 30,
            "early_severe_count": 2,
            "early_severe_percent": "30.33",
            "absence_threshold_hours": 2,
            "absent_half_day_deduction": 100,
            "absent_full_day_deduction": 250,
            "dismiss_consecutive_days": 3,
            "dismiss_monthly_days": 5,
        },
    },
)
COLUMNS = Columns(("signed_in_at", "signed_out_at"), "bonus")
COUNTS = ("late", "gap", "early", "half_days", "whole_days", "unresolved")
DAYS = timedelta(1)


def asked(
    policy: department.DepartmentPolicy, person: str, month: date, rows: list[Row]
) -> dict[str, Any]:
    """A month as the department's own function tells it."""
    found = department.month(
        policy,
        person,
        month.year,
        month.month,
        punches=[
            Punch(person, row["work_date"], direction, row[name])
            for row in rows
            for direction, name in zip(Direction, COLUMNS.punches, strict=True)
        ],
        scheduled=[row["work_date"] for row in rows],
        bonus=only(rows, "bonus"),
    )
    kinds = Counter(str(sanction.kind) for sanction in found.sanctions)
    return {name: getattr(found.counts, name) for name in COUNTS} | {
        "amount": found.amount,
        "net": found.net,
        "written_warnings": kinds["written_warning"],
        "severe_warnings": kinds["severe_warning"],
        "demerits": kinds["demerit"],
    }


def cuts(policy: department.DepartmentPolicy) -> list[time]:
    """Clock times at which this policy judges otherwise, and some others."""
    day, own = policy.schedule, policy.attendance
    start, end = (
        datetime.combine(date(2024, 3, 8), clock or time(9))
        for clock in (day.work_start, day.work_end)
    )
    lunch = day.lunch or timedelta(0)
    threshold = timedelta(hours=float(own.absence_threshold_hours or 0))
    half = (end - start - lunch) * float(own.half_day_percent) / 100
    spans = [timedelta(minutes=own.late_window_minutes or 0), threshold, half]
    spans += [threshold + lunch, half + lunch, timedelta(0)]
    found = [start + span for span in spans] + [end - span for span in spans]
    if day.lunch_start is not None:
        at = datetime.combine(date(2024, 3, 8), day.lunch_start)
        found += [at, at + lunch]
    return [moment.time().replace(microsecond=0) for moment in found]


@settings(max_examples=30, deadline=None)
@given(
    st.data(),
    st.sampled_from([POLICY, POLICY, BLANK]),
    st.sampled_from([None, None, "UTC", "Asia/Shanghai", "America/New_York"]),
)
def test_every_month_is_what_the_department_says_of_it(
    data: st.DataObject, base: department.DepartmentPolicy, zone: str | None
) -> None:
    changed = ["schedule", "attendance", "bonus"]
    blanks = data.draw(st.sampled_from([None, True]))
    policy = data.draw(policies(data.draw(readings(base)), only=changed, blanks=blanks))
    rows = data.draw(tables(COLUMNS, cuts(policy)))
    rows = rows if zone is None else in_zone(rows, COLUMNS)
    batches = cut(arrow(rows, COLUMNS, zone), data.draw(st.lists(st.integers(0, 24), max_size=4)))
    agree(columns.attendance(policy), rows, batches, lambda *month: asked(policy, *month))


def days(*clocks: tuple[time | None, time | None]) -> list[Row]:
    """Days of March with these punches."""
    first = date(2024, 3, 4)
    return [
        {
            "person": "li",
            "work_date": first + number * DAYS,
            "signed_in_at": on and datetime.combine(first + number * DAYS, on),
            "signed_out_at": off and datetime.combine(first + number * DAYS, off),
            "bonus": 1000,
        }
        for number, (on, off) in enumerate(clocks)
    ]


NINE, SIX = time(9), time(18)


@pytest.mark.parametrize(
    ("clocks", "counted"),
    [
        ([(time(9, 0, 1), SIX), (time(9, 30), SIX)], {"late": 2, "written_warnings": 1}),
        ([(time(9, 30, 1), SIX)], {"late": 1, "gap": 1}),
        ([(time(11, 0, 1), SIX)], {"half_days": 1}),
        ([(NINE, time(15)), (None, None)], {"whole_days": 1, "half_days": 1, "demerits": 1}),
        ([(time(12), time(15))], {"whole_days": 1, "demerits": 1}),
        ([(NINE, time(17)), (NINE, time(17))], {"early": 2, "severe_warnings": 1}),
        ([(None, SIX), (NINE, None)], {"unresolved": 2}),
    ],
)
def test_a_month_counts_its_days(
    clocks: list[tuple[time | None, time | None]], counted: dict[str, int]
) -> None:
    (found,) = (
        MonthWork(columns.attendance(POLICY)).table(arrow(days(*clocks), COLUMNS)).to_pylist()
    )
    names = (*COUNTS, "written_warnings", "severe_warnings", "demerits")
    assert {name: found[name] for name in names if found[name]} == counted


@pytest.mark.parametrize(
    ("clocks", "answer"),
    [
        ([(NINE, SIX), (None, None)], "0 0 0 0 1 0 250.00 750.00 0 0 1"),
        ([(None, SIX), (NINE, SIX)], "0 0 0 0 0 1 0.00 1000.00 0 0 0"),
        ([(NINE, SIX), (NINE, None)], "0 0 0 0 0 1 0.00 1000.00 0 0 0"),
    ],
)
def test_missing_punches_are_answered_by_the_quick_form(
    clocks: list[tuple[time | None, time | None]], answer: str
) -> None:
    """004-1.4-1, 004-1.2-1: a null says that nobody punched; no such month is left over."""
    source = arrow(days(*clocks), COLUMNS)
    assert quickly(columns.attendance(POLICY), source) == [tuple(answer.split())]


def test_the_columns_may_have_other_names() -> None:
    """004-1.3.1-3: an answer's own names follow the prefix."""
    names = ["who", "on", "pay", "came", "left"]
    source = arrow(days((time(9, 1), SIX)), COLUMNS).rename_columns(names)
    rule = columns.attendance(
        POLICY, person="who", work_date="on", signed_in_at="came", signed_out_at="left",
        bonus="pay", prefix="own_",
    )  # fmt: skip
    found = MonthWork(rule).table(source)
    more = ("amount", "net", "written_warnings", "severe_warnings", "demerits")
    assert found.column_names == ["who", "month", *(f"own_{name}" for name in (*COUNTS, *more))]
    (row,) = found.to_pylist()
    assert (row["who"], row["month"], row["own_late"]) == ("li", date(2024, 3, 1), 1)
    assert (str(row["own_amount"]), str(row["own_net"])) == ("20.00", "980.00")


@pytest.mark.parametrize("rounding", ["half_up", "half_even", "sum"])
@pytest.mark.parametrize("percent_base", ["full", "remainder"])
@pytest.mark.parametrize("clamp", ["base", "none"])
def test_money_is_settled_under_every_reading(rounding: str, percent_base: str, clamp: str) -> None:
    how = {"rounding": rounding, "percent_base": percent_base, "clamp": clamp}
    policy = amend(POLICY, {"bonus": how, "attendance.early_severe_percent": "50.01"})
    twice_early = days((NINE, time(17)), (NINE, time(17)))
    rows = [
        row | {"person": person, "bonus": bonus}
        for person, bonus in zip("abcde", (0, 1, 59, 1000, 10**13 - 1), strict=True)
        for row in twice_early
    ]
    agree(
        columns.attendance(policy),
        rows,
        arrow(rows, COLUMNS).to_batches(),
        lambda *month: asked(policy, *month),
    )


def test_a_blank_that_a_month_needs_is_what_the_department_raises() -> None:
    policy = amend(POLICY, {"attendance.late_deduction": None, "attendance.early_deduction": None})
    source = arrow(days((NINE, SIX), (time(9, 1), SIX)), COLUMNS)
    with pytest.raises(MissingParameterError) as caught:
        MonthWork(columns.attendance(policy)).table(source)
    assert [fault.path for fault in caught.value.faults] == [
        "rows[0].department.attendance.late_deduction"
    ]
    assert MonthWork(columns.attendance(policy)).table(source.slice(0, 1)).num_rows == 1


def test_absence_needs_the_limits_of_dismissal_too() -> None:
    policy = amend(POLICY, {"attendance.dismiss_monthly_days": None})
    source = arrow(days((None, None)), COLUMNS)
    with pytest.raises(MissingParameterError, match="dismiss_monthly_days"):
        MonthWork(columns.attendance(policy)).table(source)


def test_punches_with_a_zone_and_without_do_not_mix() -> None:
    naive, aware = days((NINE, SIX)), in_zone(days((NINE, SIX)), COLUMNS)
    offs = arrow(aware, COLUMNS, "UTC").column("signed_out_at")
    source = arrow(naive, COLUMNS).drop_columns(["signed_out_at"])
    mixed = source.append_column("signed_out_at", offs)
    found = MonthWork(columns.attendance(POLICY), on_error="null").table(mixed)
    assert found.column("late").to_pylist() == [None]
    assert "time zone" in found.column("faults")[0].as_py()[0]["expected"]
