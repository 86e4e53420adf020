"""Rules over columns: the same answers as record by record, from Arrow and to Arrow.

A `ColumnRule` is a rule function with the columns that hold its arguments; `Work` runs one or more
of them over whatever speaks Arrow's stream interface, `MonthWork` the rules of a person's month.
Needs the extra ``batch``.
"""

import csrules.batch.extra  # noqa: F401  # first: it says how to install what the rest needs
from csrules.batch.columns import Counts, Days, Fen, Flags, Moments, Names, Starts, Yuan
from csrules.batch.faultcolumn import fault_table
from csrules.batch.files import over_parquet
from csrules.batch.months import MonthRule, MonthWork
from csrules.batch.rule import ColumnRule
from csrules.batch.rules import approval, due, score
from csrules.batch.source import stream
from csrules.batch.spark import over_paths, spark_schema
from csrules.batch.work import Work

__all__ = [
    "ColumnRule",
    "Counts",
    "Days",
    "Fen",
    "Flags",
    "Moments",
    "MonthRule",
    "MonthWork",
    "Names",
    "Starts",
    "Work",
    "Yuan",
    "approval",
    "due",
    "fault_table",
    "over_parquet",
    "over_paths",
    "score",
    "spark_schema",
    "stream",
]
