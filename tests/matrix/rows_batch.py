"""Rules over columns: what they are made of, and the packs' own."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from tempfile import mkdtemp

import pyarrow as pa
import pyarrow.parquet as pq

from csrules import batch
from csrules.batch.bandkernel import BandKernel
from csrules.deadlines import ElapsedHours
from csrules.regulations.company.columns import approver
from csrules.regulations.office.columns import lateness
from csrules.scoring import Clamp
from tests.matrix.row import apart, good
from tests.matrix.things import AT, CAL, COMPANY, DAY, DEPARTMENT, HANDBOOK, OFFICE

BY_WORK = "`Work` asks it of the columns that it has read: nobody else does"
APPROVING = approver(COMPANY)
WORK = batch.Work(APPROVING, on_error="null")
TABLE = pa.table({"amount": [1500, -1]})
AUTHORITY = COMPANY.approval.authority
LIMIT, CARD = ElapsedHours(24), HANDBOOK.score.card
ONLY = ["due"]
LATE = lateness(OFFICE)
MONTHS = batch.MonthWork(LATE)
DAYS = pa.table({"person": ["li"], "work_date": [DAY], "signed_in_at": [AT], "base_pay": [5000]})
FOLDER = Path(mkdtemp(prefix="csrules-matrix-"))
SOURCE, TARGET = str(FOLDER / "source.parquet"), str(FOLDER / "target.parquet")
pq.write_table(TABLE, SOURCE)
PATHS = pa.table({"source": [SOURCE], "target": [TARGET]}).to_batches()

ROWS = {
    "batch.ColumnRule": good(
        len, {"amount": batch.Yuan("amount")}, BandKernel(AUTHORITY), prefix="by_"
    ),
    "batch.MonthRule": good(
        len, {"base": batch.Yuan("base")}, LATE.kernel, prefix="x_", person="who", day="day"
    ),
    "batch.MonthRule.answer": apart(BY_WORK),
    "batch.MonthWork": good(LATE, order="grouped", on_error="null"),
    "batch.MonthWork.needs": good(MONTHS, DAYS.schema),
    "batch.MonthWork.schema": good(MONTHS, DAYS.schema),
    "batch.MonthWork.table": good(MONTHS, DAYS).taking(source=pa.Table),
    "batch.Work": good(APPROVING, keep=["amount"], on_error="null", dictionaries=True),
    "batch.Work.needs": good(WORK, TABLE.schema),
    "batch.Work.schema": good(WORK, TABLE.schema),
    "batch.approval": good(AUTHORITY, "amount", boundary=True, prefix="by_"),
    "batch.due": good(LIMIT, CAL, "start", only=ONLY, prefix="x_"),
    "batch.fault_table": good(WORK.table(TABLE)).taking(answers=pa.Table),
    "batch.over_parquet": good(WORK, SOURCE, TARGET, workers=1, batch_rows=1000, progress=max),
    "batch.over_paths": good(WORK, PATHS).taking(batches=Iterable[pa.RecordBatch]),
    "batch.spark_schema": apart("it needs a frame of Spark: tests/batch/test_spark.py has one"),
    "batch.score": good(CARD, Clamp.ITEM, items=True, prefix="x_"),
    "batch.stream": good(TABLE).taking(source=pa.Table),
    "company.columns.approver": good(COMPANY, "amount", boundary=True),
    "company.columns.closing": good(COMPANY, CAL, "accepted_at", "closed_at"),
    "company.columns.closing_due": good(COMPANY, CAL, "accepted_at", only=ONLY, prefix="x_"),
    "department.columns.attendance": good(
        DEPARTMENT, person="person", work_date="work_date", signed_in_at="signed_in_at",
        signed_out_at="signed_out_at", bonus="bonus", prefix="x_",
    ),
    "office.columns.lateness": good(
        OFFICE, person="person", work_date="work_date", signed_in_at="signed_in_at",
        base_pay="base_pay", prefix="x_",
    ),
    "office.columns.lateness_deduction": good(OFFICE, "base_pay", "late_days", prefix="x_"),
    "property_handbook.columns.answer": good(HANDBOOK, CAL),
    "property_handbook.columns.answer_due": good(
        HANDBOOK, CAL, "department_received_at", "complicated", only=ONLY, prefix="x_"
    ),
    "property_handbook.columns.handover": good(HANDBOOK, CAL),
    "property_handbook.columns.handover_due": good(
        HANDBOOK, CAL, "received_at", "special", only=ONLY, prefix="x_"
    ),
    "property_handbook.columns.information_score": good(HANDBOOK, items=True, prefix="x_"),
    **{
        f"batch.{kind.__name__}": good("amount", optional=True, nullable=True)
        for kind in (
            batch.Counts, batch.Days, batch.Fen, batch.Flags, batch.Moments, batch.Names,
            batch.Starts, batch.Yuan,
        )
    },
    **{f"batch.ColumnRule.{name}": apart(BY_WORK) for name in ("answer", "gives", "values")},
    **{
        f"batch.{kind}.{name}": apart(BY_WORK)
        for kind, names in {
            "Counts": ("fits", "found", "of", "read", "taken", "value"),
            "Days": ("value",),
            "Fen": ("value",),
            "Moments": ("value",),
            "Starts": ("value",),
        }.items()
        for name in names
    },
}  # fmt: skip
