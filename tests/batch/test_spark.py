"""Spark takes the same unit of work and gives the answers that the functions give one by one.

A session is started on this machine, in a time zone that is neither the machine's nor the data's.
It needs Java: where there is none these tests fail and say how to get it, since nothing that is
promised here would have been seen. Whoever cannot install it leaves them out by name, with
``-m "not spark"``.
"""

from __future__ import annotations

import os
import shutil
import sys
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from itertools import product
from operator import itemgetter
from pathlib import Path
from re import DOTALL, findall
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from csrules import amend, cn_calendar
from csrules.batch import MonthWork, Work, over_paths, spark_schema
from csrules.errors import CsrulesError, InputError
from csrules.regulations import company, office, property_handbook
from csrules.regulations.company import columns as company_columns
from csrules.regulations.office.columns import lateness
from csrules.regulations.property_handbook import columns as handbook_columns
from tests.batch.spark_answers import kinds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = [
    pytest.mark.spark,
    pytest.mark.xdist_group("spark"),  # one session
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
]

JAVA = (
    "no Java: Spark cannot start, and its tests have nothing to say. Debian, Ubuntu: apt-get "
    "install openjdk-17-jre-headless; else install Java 17 or later and set JAVA_HOME. "
    '没有 Java，Spark 无法启动：请先安装 Java 17。To leave these tests out: pytest -m "not spark"'
)
SESSION = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.session.timeZone": "America/New_York",
    "spark.sql.shuffle.partitions": "2",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",  # a short life
}

COMPANY, HANDBOOK = company.policy(), property_handbook.policy()
SHANGHAI = ZoneInfo("Asia/Shanghai")
HOURS = "08:30-12:00,13:30-17:30"
ROLLS = ("same_clock_time", "close_of_next_working_day", "stop_clock")
RUNS = ("wall_clock", "working_hours")
READINGS = {
    **{roll: amend(HANDBOOK, {"handover.roll": roll}) for roll in ROLLS},
    **{runs: amend(HANDBOOK, {"answer.hours_run": runs}) for runs in RUNS},
}
"""The handbook under each reading of how its hours run and where they end."""

WIDE = pa.schema(
    {
        "person": pa.string(),
        "work_date": pa.date32(),
        "signed_in_at": pa.timestamp("us"),
        "base_pay": pa.decimal128(12, 2),
    }
)
"""The columns of sign-ins."""


@pytest.fixture(scope="session")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A session of Spark on this machine, which talks to nobody else."""
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        pytest.fail(JAVA, pytrace=False)
    from pyspark.sql import SparkSession

    folder = tmp_path_factory.mktemp("spark")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        builder = SparkSession.builder.master("local[2]").appName("csrules")
        for key, value in (SESSION | {"spark.sql.warehouse.dir": str(folder)}).items():
            builder = builder.config(key, value)
        session = builder.getOrCreate()
        session.sparkContext.setLogLevel("OFF")
        yield session
        session.stop()


def moments() -> list[datetime | None]:
    """Naive moments around two breaks, one from a year without calendar, and none."""
    days = [date(2024, 2, 7), date(2024, 3, 8), date(2024, 9, 30), date(2024, 10, 12)]
    times = [(0, 0), (8, 30), (11, 59), (12, 0), (17, 30), (23, 59)]
    found: list[datetime | None] = [
        datetime(day.year, day.month, day.day, *time) for day in days for time in times
    ]
    return [*found, datetime(2024, 3, 8, 15, 0, 0, 1), datetime(2031, 1, 1, 9), None]


def cases(zone: ZoneInfo | None) -> list[dict[str, Any]]:
    """Complaints with every corner of every column beside every other one's."""
    amounts = ["0.01", "1000.00", "1000.01", "5000.00", "5000.01", "-1.00", None]
    flags = [True, False, None]
    rows: list[dict[str, Any]] = []
    for number, moment in enumerate(moments() * 3):
        at = moment and moment.replace(tzinfo=zone)
        amount = amounts[number % len(amounts)]
        rows.append(
            {
                "id": number,
                "word": ["投诉", None, "reklamation"][number % 3],
                "amount": amount and Decimal(amount),
                "accepted_at": at,
                "closed_at": at and (at + timedelta(days=number % 11 - 1) if number % 4 else None),
                "department_received_at": at,
                "complicated": flags[number // 2 % 3],
            }
        )
    return rows


def table(zone: ZoneInfo | None) -> pa.Table:
    """The complaints as a table, the words as a dictionary."""
    at = pa.timestamp("us", zone and zone.key)
    schema = {
        "id": pa.int64(),
        "word": pa.dictionary(pa.int32(), pa.string()),
        "amount": pa.decimal128(12, 2),
        "accepted_at": at,
        "closed_at": at,
        "department_received_at": at,
        "complicated": pa.bool_(),
    }
    return pa.Table.from_pylist(cases(zone), pa.schema(schema))


def deadline(prefix: str, found: Any) -> dict[str, Any]:
    """The columns of a deadline."""
    parts = ("due", "last_day", "provisional")
    return {prefix + part: getattr(found, part) for part in parts}


def functions(calendar: Any) -> list[Callable[[dict[str, Any]], dict[str, Any]]]:
    """The functions of the regulations, each as the columns that it gives for one complaint."""
    from csrules.regulations.company.questions import closing

    def approver(row: dict[str, Any]) -> dict[str, Any]:
        found = company.approver(COMPANY, row["amount"])
        return {"role": str(found.role), "boundary": found.boundary}

    def closing_due(row: dict[str, Any]) -> dict[str, Any]:
        return deadline("closing_", company.closing_due(COMPANY, row["accepted_at"], calendar))

    def closed(row: dict[str, Any]) -> dict[str, Any]:
        record = {name: row[name] for name in ("accepted_at", "closed_at")}
        return {"outcome": str(closing(calendar).ask(COMPANY, record).outcome)}

    def answer(reading: str, row: dict[str, Any]) -> dict[str, Any]:
        start, complicated = row["department_received_at"], row["complicated"]
        due = partial(property_handbook.answer_due, READINGS[reading], start, calendar)
        return deadline(f"{reading}_", due(complicated=complicated))

    return [approver, closing_due, closed, *(partial(answer, reading) for reading in READINGS)]


def rules(calendar: Any) -> list[Any]:
    """The same as rules over columns."""
    return [
        company_columns.approver(COMPANY),
        company_columns.closing_due(COMPANY, calendar),
        company_columns.closing(COMPANY, calendar),
        *(
            handbook_columns.answer_due(policy, calendar, prefix=f"{reading}_")
            for reading, policy in READINGS.items()
        ),
    ]


def same(value: Any) -> Any:
    """A moment in a zone as one in UTC: Spark keeps the instant and shows it in its own zone."""
    aware = isinstance(value, datetime) and value.tzinfo is not None
    return value.astimezone(ZoneInfo("UTC")) if aware else value


@pytest.mark.parametrize("session_zone", ["America/New_York", "Asia/Shanghai"])
@pytest.mark.parametrize("zone", [None, SHANGHAI], ids=["naive", "Shanghai"])
def test_every_row_is_answered_as_its_functions_answer_it(
    spark: Any, tmp_path: Path, zone: ZoneInfo | None, session_zone: str
) -> None:
    spark.conf.set("spark.sql.session.timeZone", session_zone)
    calendar = cn_calendar(range(2024, 2026), hours=HOURS, tz=zone)
    work = Work(*rules(calendar), on_error="null", dictionaries=False)
    pq.write_table(table(zone), tmp_path / "asked.parquet")
    frame = spark.read.parquet(str(tmp_path / "asked.parquet")).repartition(3, "id")
    found = frame.mapInArrow(work, spark_schema(work, frame)).toArrow().sort_by("id").to_pylist()
    told = cases(zone)
    assert len(found) == len(told)
    for row, answers in zip(told, found, strict=True):
        faults: list[tuple[str, str]] = []
        for function in functions(calendar):
            try:
                wanted = function(row)
            except CsrulesError as error:
                faults += [(fault.path, fault.expected) for fault in error.faults]
                continue
            assert {name: same(answers[name]) for name in wanted} == {
                name: same(value) for name, value in wanted.items()
            }
        said = [(each["field"], each["expected"]) for each in answers["faults"] or ()]
        assert said == faults
        assert {name: same(answers[name]) for name in row} == {
            name: same(value) for name, value in row.items()
        }


def test_the_schema_of_the_answers_is_one_of_spark(spark: Any) -> None:
    frame = spark.createDataFrame(
        [], "amount decimal(12,2), accepted_at timestamp_ntz, at timestamp"
    )
    work = Work(
        company_columns.approver(COMPANY), company_columns.closing_due(COMPANY), dictionaries=False
    )
    given = {field.name: field.dataType for field in spark_schema(work, frame)}
    assert given == kinds()


def test_work_that_gives_dictionaries_is_refused_with_the_mend(spark: Any) -> None:
    frame = spark.createDataFrame([], "amount decimal(12,2)")
    with pytest.raises(InputError, match=r"work: got 'role'.*dictionaries=False"):
        spark_schema(Work(company_columns.approver(COMPANY)), frame)


def test_a_fault_reaches_the_driver_with_its_row(spark: Any) -> None:
    from pyspark.errors import PythonException

    amounts = [(Decimal(1),), (Decimal(2),), (Decimal(-3),)]
    frame = spark.createDataFrame(amounts, "amount decimal(12,2)").coalesce(1)
    work = Work(company_columns.approver(COMPANY), dictionaries=False)
    with pytest.raises(PythonException, match=r"InputError: rows\[2\]\.amount: got Decimal"):
        frame.mapInArrow(work, spark_schema(work, frame)).collect()


def by_path(spark: Any, work: Work, pairs: list[tuple[str, str]]) -> dict[str, int]:
    """Run `over_paths` in a task for each pair."""
    frame = spark.createDataFrame(pairs, "source string, target string").repartition(len(pairs))
    done = frame.mapInArrow(partial(over_paths, work), "source string, target string, rows long")
    return {row.source: row.rows for row in done.orderBy("source").collect()}


def test_by_path_each_task_answers_a_file_of_its_own(spark: Any, tmp_path: Path) -> None:
    calendar = cn_calendar(range(2024, 2026), hours=HOURS)
    work = Work(*rules(calendar), on_error="null")
    asked = table(None)
    pieces = [asked.slice(0, 30), asked.slice(30, 1), asked.slice(31)]
    pairs = []
    for number, piece in enumerate(pieces):
        source, target = (f"{tmp_path}/{way}-{number}.parquet" for way in ("asked", "answered"))
        pq.write_table(piece, source)
        pairs.append((source, target))
    done = by_path(spark, work, pairs)
    assert list(done.values()) == [piece.num_rows for piece in pieces]
    for (_, target), piece in zip(pairs, pieces, strict=True):
        assert pq.read_table(target).to_pylist() == work.table(piece).to_pylist()


def test_by_path_a_fault_names_its_file_and_leaves_no_target(spark: Any, tmp_path: Path) -> None:
    from pyspark.errors import PythonException

    pq.write_table(pa.table({"amount": [1, -2]}), tmp_path / "bad.parquet")
    pair = str(tmp_path / "bad.parquet"), str(tmp_path / "answered.parquet")
    with pytest.raises(PythonException, match=r"bad\.parquet: rows\[1\]\.amount: got -2"):
        by_path(spark, Work(company_columns.approver(COMPANY)), [pair])
    assert [path.name for path in tmp_path.iterdir()] == ["bad.parquet"]


def test_the_months_of_persons_are_answered_in_the_partition_of_each(spark: Any) -> None:
    days = [date(2024, 3, day) for day in (4, 5, 6, 7, 8)] + [date(2024, 4, day) for day in (1, 2)]
    rows = [
        {
            "person": person,
            "work_date": day,
            "signed_in_at": datetime(day.year, day.month, day.day, 8, 30, number % 3),
            "base_pay": Decimal(5000),
        }
        for number, (day, person) in enumerate(product(days, ["王", "li", "赵", "ma", "an"]))
    ]
    schema = "person string, work_date date, signed_in_at timestamp_ntz, base_pay decimal(12,2)"
    frame = spark.createDataFrame(rows, schema)
    sorted_ = frame.repartition(3, "person").sortWithinPartitions("person")
    work = MonthWork(lateness(office.policy()))
    found = sorted_.mapInArrow(work, spark_schema(work, sorted_)).toArrow().to_pylist()
    wanted = work.table(pa.Table.from_pylist(sorted(rows, key=itemgetter("person")), WIDE))
    by_month = itemgetter("person", "month")
    assert sorted(found, key=by_month) == sorted(wanted.to_pylist(), key=by_month)
    assert len(found) == 10


def test_the_examples_of_the_page_run(spark: Any, tmp_path: Path) -> None:
    page = Path(__file__).parents[2].joinpath("docs", "scale.md").read_text(encoding="utf-8")
    examples = [text for text in findall(r"```python\n(.*?)```", page, DOTALL) if ">>>" not in text]
    asked, answered = tmp_path / "asked", tmp_path / "answered"
    asked.mkdir()
    amounts = pa.table({"id": [1, 2, 3], "amount": [800, 1500, None]})
    pq.write_table(amounts, asked / "a.parquet")
    given = {
        "columns": company_columns, "policy": company.policy, "spark": spark,
        "asked": str(asked), "answered": str(answered), "paths": [str(asked / "a.parquet")],
    }  # fmt: skip
    rows, by_path = examples
    exec(rows, given)
    found = pq.read_table(answered)
    assert found.column("role").to_pylist() == ["sales_manager", "deputy_gm", None]
    shutil.rmtree(answered)
    answered.mkdir()
    exec(by_path, given)
    assert pq.read_table(answered / "a.parquet").equals(found)
