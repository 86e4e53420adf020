"""The generated data set: its shapes, its limits, and that the scalar questions can answer it.

The figures are loose where they are drawn: each holds for other seeds too.
"""

import io
import itertools
import tracemalloc
from collections import Counter
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from csrules import amend, cn_calendar
from csrules.attendance import Direction, Punch
from csrules.errors import InputError
from csrules.question import Question
from csrules.regulations import company, office, property_handbook
from csrules.regulations.company.questions import APPROVER, closing
from csrules.regulations.property_handbook.questions import INFORMATION_SCORE, answer, handover
from csrules.workcalendar import DayKind
from examples.three_years import complaint_batches, generate
from examples.three_years.__main__ import main
from examples.three_years.columns import money
from examples.three_years.days import END, FIRST, HOUR, Days, WorkLine
from examples.three_years.reports import COUNTS

CALENDAR = cn_calendar(range(2024, 2027))
DAYS = Days.of(CALENDAR)


@pytest.fixture(scope="module")
def tables() -> dict[str, pa.Table]:
    return generate(7)


def column(table: pa.Table, name: str) -> Any:
    return table[name].to_numpy()


def fen(table: pa.Table, name: str = "amount") -> Any:
    """Money in fen, read from the decimals."""
    return np.array([int(value.scaleb(2)) for value in table[name].to_pylist()])


def day_numbers(moments: Any) -> Any:
    """How many days after the first."""
    return (moments.astype("datetime64[D]") - np.datetime64(FIRST)).astype(int)


def by_day(table: pa.Table, name: str) -> Any:
    """How many moments fall on each day told of."""
    return np.bincount(day_numbers(column(table, name)), minlength=DAYS.told)


# the same seed, the same table


def test_a_seed_gives_the_same_tables_again() -> None:
    sizes = {"tickets": 300, "departments": 3, "staff": 2}
    assert generate(1, 500, **sizes) == generate(1, 500, **sizes)


def test_another_seed_gives_other_tables() -> None:
    sizes = {"tickets": 300, "departments": 3, "staff": 2}
    one, other = generate(1, 500, **sizes), generate(2, 500, **sizes)
    assert all(one[name] != other[name] for name in one)


def test_a_table_hangs_on_its_own_size_only() -> None:
    small = generate(1, 10, tickets=20, departments=3, staff=1)
    large = generate(1, 900, tickets=20, departments=3, staff=1)
    assert small["tickets"] == large["tickets"]
    assert small["sign_ins"] == large["sign_ins"]


@pytest.mark.parametrize("rows", [0, 1, 65_536, 140_000])
@pytest.mark.parametrize("size", [1_000, 65_536, 70_001, 1_000_000])
def test_batches_hold_the_rows_of_the_table(rows: int, size: int) -> None:
    table = generate(3, rows, tickets=0, departments=0, staff=0)["complaints"]
    batches = list(complaint_batches(3, rows, size))
    assert pa.Table.from_batches(batches, table.schema) == table
    assert [batch.num_rows for batch in batches] == [
        min(size, rows - first) for first in range(0, rows, size)
    ]


def test_a_seed_gives_the_same_bytes_again() -> None:
    def written() -> bytes:
        file = io.BytesIO()
        batches = list(complaint_batches(5, 80_000, 30_000))
        with pa.ipc.new_stream(file, batches[0].schema) as stream:
            for batch in batches:
                stream.write_batch(batch)
        return file.getvalue()

    assert written() == written()


def test_batches_drawn_side_by_side_do_not_disturb_each_other() -> None:
    alone = list(complaint_batches(5, 70_000, 20_000))
    pairs = zip(
        complaint_batches(5, 70_000, 20_000), complaint_batches(6, 70_000, 20_000), strict=True
    )
    assert [first for first, _ in pairs] == alone


def test_a_billion_complaints_need_no_more_memory_than_their_batches() -> None:
    tracemalloc.start()
    try:
        few = list(itertools.islice(complaint_batches(1, 10**9, 100_000), 3))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert [batch.num_rows for batch in few] == [100_000] * 3
    assert peak < 100_000_000


# what is refused


@pytest.mark.parametrize("seed", [-1, 1.5, True, None, "1"])
def test_what_is_no_seed_is_refused_at_once(seed: Any) -> None:
    with pytest.raises(InputError, match="seed"):
        complaint_batches(seed, 10)


@pytest.mark.parametrize(
    "sizes",
    [
        {"complaints": -1},
        {"complaints": 10**9 + 1},
        {"tickets": 2.0},
        {"departments": 10_000},
        {"staff": True},
    ],
)
def test_what_is_no_size_is_refused(sizes: Any) -> None:
    with pytest.raises(InputError, match=str(next(iter(sizes.values())))):
        generate(1, **({"complaints": 1, "tickets": 1, "departments": 1, "staff": 1} | sizes))


def test_batches_of_nothing_are_refused() -> None:
    with pytest.raises(InputError, match="batch_rows"):
        complaint_batches(1, 10, 0)


# columns


def test_the_columns_are_the_ones_that_the_questions_read(tables: dict[str, pa.Table]) -> None:
    us, money12 = pa.timestamp("us"), pa.decimal128(12, 2)
    kinds = {
        name: dict(zip(t.schema.names, t.schema.types, strict=True)) for name, t in tables.items()
    }
    assert kinds["complaints"] == {
        "id": pa.string(),
        "customer": pa.string(),
        "amount": money12,
        "accepted_at": us,
        "closed_at": us,
    }
    assert kinds["tickets"] == {
        "id": pa.string(),
        "received_at": us,
        "special": pa.bool_(),
        "handed_over_at": us,
        "department_received_at": us,
        "complicated": pa.bool_(),
        "answered_at": us,
    }
    assert kinds["sign_ins"] == {
        "person": pa.string(),
        "work_date": pa.date32(),
        "signed_in_at": us,
        "signed_out_at": us,
        "base_pay": pa.decimal128(10, 2),
    }
    counts = dict.fromkeys(property_handbook.policy().score.card.counts, pa.int64())
    assert kinds["reports"] == {"department": pa.string(), "year": pa.int64(), **counts}


def test_ids_are_unique_and_in_the_order_of_the_arrivals(tables: dict[str, pa.Table]) -> None:
    for name, moment in (("complaints", "accepted_at"), ("tickets", "received_at")):
        ids = tables[name]["id"].to_pylist()
        assert ids == sorted(set(ids))
        assert (np.diff(column(tables[name], moment)).astype(int) >= 0).all()


def test_only_what_is_not_done_yet_is_null(tables: dict[str, pa.Table]) -> None:
    nullable = {"closed_at", "answered_at", "signed_in_at", "signed_out_at"}
    nulls = {
        field
        for table in tables.values()
        for field in table.schema.names
        if table[field].null_count
    }
    assert nulls == nullable


def test_nothing_lies_outside_the_span(tables: dict[str, pa.Table]) -> None:
    begin, end = datetime.combine(FIRST, time()), datetime.combine(END, time())
    for table in tables.values():
        for field in table.schema:
            if field.type == pa.timestamp("us"):
                told = [moment for moment in table[field.name].to_pylist() if moment is not None]
                assert begin <= min(told) <= max(told) < end


def test_nothing_ends_before_it_begins(tables: dict[str, pa.Table]) -> None:
    follow = {
        "complaints": ("accepted_at", "closed_at"),
        "tickets": ("received_at", "handed_over_at", "department_received_at", "answered_at"),
        "sign_ins": ("signed_in_at", "signed_out_at"),
    }
    for name, fields in follow.items():
        for earlier, later in itertools.pairwise(fields):
            passed = column(tables[name], later) - column(tables[name], earlier)
            assert (passed[~np.isnat(passed)].astype(int) >= 0).all()


def test_money_is_exact() -> None:
    drawn = np.array([0, 1, 99, 100, 333_333, 10**12 - 1])
    wanted = ["0.00", "0.01", "0.99", "1.00", "3333.33", "9999999999.99"]
    assert money(drawn, 12).to_pylist() == [Decimal(value) for value in wanted]
    money(drawn, 12).validate(full=True)


# arrivals


def test_mondays_bring_most_and_sundays_least(tables: dict[str, pa.Table]) -> None:
    plain = ~DAYS.holiday & ~DAYS.make_up & (DAYS.back > 4)
    told = by_day(tables["complaints"], "accepted_at")
    means = [told[(plain & (DAYS.weekday == day))[: DAYS.told]].mean() for day in range(7)]
    assert max(means) == means[0]
    assert means[6] < means[5] < min(means[:5])
    assert means[0] > 1.5 * means[6]


def test_a_working_day_has_two_peaks_and_a_quiet_night(tables: dict[str, pa.Table]) -> None:
    accepted = column(tables["complaints"], "accepted_at")
    accepted = accepted[DAYS.works[day_numbers(accepted)]]
    hours = Counter(((accepted.astype("datetime64[h]").astype(int)) % 24).tolist())
    assert {hour for hour, _ in hours.most_common(2)} == {9, 10}
    assert hours[15] > 1.5 * hours[12]
    assert hours[10] > 20 * hours[3]
    assert set(hours) == set(range(24))


def test_the_sale_season_brings_more_than_the_spring_festival(tables: dict[str, pa.Table]) -> None:
    months = column(tables["complaints"], "accepted_at").astype("datetime64[M]").astype(int)
    by_month = np.bincount(months - months[0])
    for year in range(3):
        february, november = by_month[12 * year + 1], by_month[12 * year + 10]
        assert november > 1.5 * february


def test_holidays_bring_less_and_the_days_after_long_ones_more(
    tables: dict[str, pa.Table],
) -> None:
    told = by_day(tables["complaints"], "accepted_at")
    mean = told.mean()
    holiday, works = DAYS.holiday[: DAYS.told], DAYS.works[: DAYS.told]
    back = DAYS.back[: DAYS.told]
    assert told[holiday].mean() < 0.6 * mean
    assert told[back == 0].mean() > 1.2 * told[works & (back > 4)].mean()


def test_the_days_after_a_long_break_are_counted() -> None:
    national_day = {date(2026, 10, 8): 0, date(2026, 10, 9): 1, date(2026, 10, 10): 2}
    assert {day: DAYS.back[(day - FIRST).days] for day in national_day} == national_day
    assert DAYS.back[(date(2026, 6, 22) - FIRST).days] > 20  # three days off are no long break
    assert DAYS.back[(date(2026, 10, 4) - FIRST).days] > 1000


# amounts


def test_the_tail_of_the_amounts_is_heavier_than_exponential(tables: dict[str, pa.Table]) -> None:
    yuan = fen(tables["complaints"]) / 100
    assert (yuan > 15 * yuan.mean()).mean() > 1000 * np.exp(-15)
    excess = [(yuan[yuan > cut] - cut).mean() for cut in (1_000, 5_000, 25_000)]
    assert excess[0] < excess[1] < excess[2]  # an exponential one keeps its mean excess
    largest = np.sort(yuan)[::-1]
    assert largest[: len(yuan) // 100].sum() > 0.25 * yuan.sum()


def test_round_sums_are_claimed_so_often_that_cuts_are_hit(tables: dict[str, pa.Table]) -> None:
    found = Counter(fen(tables["complaints"]).tolist())
    for cut in (1_000_00, 2_000_00, 5_000_00):
        neighbours = max(found[cut - 100], found[cut + 100])
        assert found[cut] > 50 * max(neighbours, 1)


def test_amounts_lie_between_one_yuan_and_five_million(tables: dict[str, pa.Table]) -> None:
    amounts = fen(tables["complaints"])
    assert 1_00 <= amounts.min() < 20_00
    assert 50_000_00 < amounts.max() <= 5_000_000_00
    assert 0.2 < (amounts % 100 != 0).mean() < 0.5


def test_every_approver_has_something_to_sign(tables: dict[str, pa.Table]) -> None:
    amounts = fen(tables["complaints"])
    assert 0.6 < (amounts <= 1_000_00).mean() < 0.85
    assert 0.05 < (amounts >= 5_000_00).mean() < 0.1


def test_some_customers_complain_often(tables: dict[str, pa.Table]) -> None:
    often = Counter(tables["complaints"]["customer"].to_pylist())
    assert 8 < max(often.values()) < 100
    assert len(often) > 40_000


# time that passes while somebody works


def moment(day: int, hour: int, minute: int = 0) -> int:
    return DAYS.begin + ((date(2026, 10, day) - FIRST).days * 24 + hour) * HOUR + minute * 60


@pytest.mark.parametrize(
    ("start", "hours", "done"),
    [
        (moment(9, 10), 2, moment(9, 12)),
        (moment(9, 17), 2, moment(10, 10)),  # over the evening, to the made-up Saturday
        (moment(10, 17), 2, moment(12, 10)),  # over the Sunday
        (moment(9, 22, 30), 1, moment(10, 10)),
        (moment(10, 3), 1, moment(10, 10)),
        (moment(3, 12), 0.5, moment(8, 9, 30)),  # over the holiday
        (moment(9, 9), 9, moment(10, 9)),  # a whole day's work ends with the next opening
    ],
)
def test_work_goes_on_when_the_office_is_open(start: int, hours: float, done: int) -> None:
    line = WorkLine(DAYS.begin, DAYS.works, 9 * HOUR, 9 * HOUR)
    assert line.after(np.array([start]), np.array([hours * HOUR])).tolist() == [done]


def test_the_days_that_work_are_those_of_the_calendar() -> None:
    days = [FIRST + timedelta(days=n) for n in range(len(DAYS.works))]
    assert days[-1] == CALENDAR.last
    assert DAYS.works.tolist() == [CALENDAR.is_working(day) for day in days]
    assert DAYS.make_up.tolist() == [CALENDAR.kind(day) is DayKind.MAKE_UP for day in days]


# closing and answering


def test_most_are_closed_in_time_and_fewer_in_busy_months(tables: dict[str, pa.Table]) -> None:
    accepted, closed = (column(tables["complaints"], n) for n in ("accepted_at", "closed_at"))
    late = closed > accepted.astype("datetime64[D]") + np.timedelta64(7, "D")
    month = accepted.astype("datetime64[M]").astype(int) % 12
    assert 0.02 < late.mean() < 0.1
    assert late[month == 10].mean() > 1.3 * late[month == 3].mean()


def test_the_last_weeks_are_still_open(tables: dict[str, pa.Table]) -> None:
    complaints = tables["complaints"]
    accepted = column(complaints, "accepted_at")
    is_open = np.isnat(column(complaints, "closed_at"))
    assert is_open[accepted >= np.datetime64(END) - np.timedelta64(1, "D")].mean() > 0.7
    assert not is_open[accepted < np.datetime64(END) - np.timedelta64(90, "D")].any()


# the questions


SAMPLES: list[tuple[str, Question, Any, dict[str, Any]]] = [
    ("complaints", APPROVER, company.policy(), {}),
    ("complaints", APPROVER, company.policy(), {"approval.tie": "higher"}),
    ("complaints", closing(CALENDAR), company.policy(), {}),
    ("complaints", closing(CALENDAR), company.policy(), {"counting.last_day": "next_working_day"}),
    ("complaints", closing(CALENDAR), company.policy(), {"closing.days": 8}),
    ("tickets", handover(CALENDAR), property_handbook.policy(), {}),
    ("tickets", handover(CALENDAR), property_handbook.policy(), {"handover.roll": "stop_clock"}),
    ("tickets", answer(CALENDAR), property_handbook.policy(), {}),
    ("tickets", answer(CALENDAR), property_handbook.policy(), {"answer.working_days": 4}),
    ("reports", INFORMATION_SCORE, property_handbook.policy(), {}),
]


@pytest.mark.parametrize(("name", "question", "policy", "changes"), SAMPLES)
def test_every_row_can_be_answered(
    tables: dict[str, pa.Table], name: str, question: Question, policy: Any, changes: dict[str, Any]
) -> None:
    table = tables[name]
    sample = table.take(list(range(0, table.num_rows, table.num_rows // 120)))
    last = table.slice(max(0, table.num_rows - 200))
    rules = amend(policy, changes)
    rows = [*sample.to_pylist(), *last.to_pylist()]
    outcomes = Counter(question.put(rules, row).outcome for row in rows)
    assert outcomes.total() == len(rows)
    assert len(outcomes) > 1


def test_a_department_is_late_now_and_then(tables: dict[str, pa.Table]) -> None:
    rows = tables["tickets"].take(list(range(0, 60_000, 60))).to_pylist()
    for question in (handover(CALENDAR), answer(CALENDAR)):
        outcomes = Counter(question.put(property_handbook.policy(), row).outcome for row in rows)
        assert 0.01 * len(rows) < outcomes["late"] < 0.2 * len(rows)


def test_the_counts_of_a_year_are_possible(tables: dict[str, pa.Table]) -> None:
    reports = tables["reports"]
    assert tuple(COUNTS) == property_handbook.policy().score.card.counts
    assert sorted(set(reports["year"].to_pylist())) == [2024, 2025, 2026]
    assert reports.num_rows == 3 * 40
    missing, late = (column(reports, n) for n in ("missing_periodic", "late_periodic"))
    assert (missing + late).max() <= 12
    for name, (_, most) in COUNTS.items():
        assert 0 == column(reports, name).min() < column(reports, name).max() <= (most or 200)


# sign-ins


def minutes_late(sign_ins: pa.Table) -> Any:
    """Minutes after 8:30, not a number where nobody signed in."""
    at, day = column(sign_ins, "signed_in_at"), column(sign_ins, "work_date")
    minutes = (at - day.astype("datetime64[us]")) / np.timedelta64(60_000_000, "us") - 510
    return np.where(np.isnat(at), np.nan, minutes)


def test_there_is_a_row_for_each_person_and_working_day(tables: dict[str, pa.Table]) -> None:
    sign_ins = tables["sign_ins"]
    days = [
        day
        for day in (FIRST + timedelta(days=n) for n in range(DAYS.told))
        if CALENDAR.is_working(day)
    ]
    persons = [f"KF{n:05}" for n in range(1, 121)]
    wanted = list(itertools.product(persons, days))
    people, dates = sign_ins["person"].to_pylist(), sign_ins["work_date"].to_pylist()
    assert list(zip(people, dates, strict=True)) == wanted


def test_people_are_late_in_winter_on_mondays_and_after_holidays(
    tables: dict[str, pa.Table],
) -> None:
    sign_ins = tables["sign_ins"]
    late = minutes_late(sign_ins) > 0
    number = day_numbers(column(sign_ins, "work_date"))
    month, weekday, back = DAYS.month[number], DAYS.weekday[number], DAYS.back[number]
    assert 0.015 < late.mean() < 0.06
    winter, summer = np.isin(month, (0, 1, 11)), np.isin(month, (4, 5, 6, 7, 8))
    assert late[winter].mean() > 1.3 * late[summer].mean()
    assert late[weekday == 0].mean() > 1.1 * late[np.isin(weekday, (1, 2, 3, 4))].mean()
    assert late[back == 0].mean() > 1.2 * late.mean()


def test_a_few_are_habitually_late(tables: dict[str, pa.Table]) -> None:
    late = (minutes_late(tables["sign_ins"]) > 0).reshape(120, -1).mean(axis=1)
    assert 1 <= (late > 4 * np.median(late)).sum() <= 20


def test_some_sign_in_on_the_second_and_some_not_at_all(tables: dict[str, pa.Table]) -> None:
    late = minutes_late(tables["sign_ins"])
    assert 0.001 < (late == 0).mean() < 0.01
    assert 0.02 < np.isnan(late).mean() < 0.06
    assert np.nanmax(late) > 120


def test_a_month_of_sign_ins_goes_through_the_office_rules(tables: dict[str, pa.Table]) -> None:
    sign_ins, late = tables["sign_ins"], minutes_late(tables["sign_ins"]) > 0
    dates = column(sign_ins, "work_date").astype("datetime64[M]")
    per_person = late.reshape(120, -1).sum(axis=1)
    worst = f"KF{per_person.argmax() + 1:05}"
    mine = (column(sign_ins, "person") == worst) & (dates == np.datetime64("2025-01"))
    rows = sign_ins.filter(pa.array(mine)).to_pylist()
    punches = [
        Punch(worst, row["work_date"], direction, row[field])
        for row in rows
        for direction, field in ((Direction.ON, "signed_in_at"), (Direction.OFF, "signed_out_at"))
        if row[field] is not None
    ]
    month = office.month(
        office.policy(),
        worst,
        2025,
        1,
        punches=punches,
        base_pay=rows[0]["base_pay"],
        scheduled=[row["work_date"] for row in rows],
    )
    assert len(month.late_days) == late[mine].sum() > 0
    assert len(month.unresolved) == sum(row["signed_in_at"] is None for row in rows)


def test_a_person_keeps_the_base_pay(tables: dict[str, pa.Table]) -> None:
    pay = fen(tables["sign_ins"], "base_pay").reshape(120, -1)
    assert (pay == pay[:, :1]).all()
    assert 0.1 < (pay[:, 0] % 100 != 0).mean() < 0.6
    assert 3_800_00 <= pay.min() < pay.max() < 9_700_00


# the command


def test_the_command_writes_what_generate_gives(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "new" / "folder"
    main([str(folder), "--seed", "4", "--complaints", "1500"])
    wanted = generate(4, 1500)
    assert {path.stem for path in folder.iterdir()} == set(wanted)
    for name, table in wanted.items():
        assert pq.read_table(folder / f"{name}.parquet") == table
    assert "complaints.parquet: 1,500 rows" in capsys.readouterr().out
