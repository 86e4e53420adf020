"""Parquet with one worker and more, and Spark: ``python -m benchmarks.scale [--rows N]``.

Each way does the same: 000-A27 and 000-A26 over complaints, answers to Parquet. Each takes its
turn, round by round; the best round counts. Needs the groups ``test`` (pyspark) and Java.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq

from csrules.batch import Work, over_parquet, over_paths, spark_schema
from csrules.regulations.company import columns, policy
from examples.three_years.complaints import SCHEMA, complaint_batches

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 3
GROUP = 1 << 18
FILES = 8
KEPT = ["id"]
CONFIG = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.memory": "4g",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "100000",
}


def work(**how: Any) -> Work:
    """Who approves, when the form has to be closed, and whether it was."""
    now = policy()
    rules = columns.approver(now), columns.closing_due(now), columns.closing(now)
    return Work(*rules, keep=KEPT, **how)


def written(folder: Path, rows: int) -> list[Path]:
    """Complaints as a few files of about the same size."""
    folder.mkdir()
    paths = [folder / f"{number}.parquet" for number in range(FILES)]
    files = [pq.ParquetWriter(path, SCHEMA) for path in paths]
    for number, batch in enumerate(complaint_batches(2026, rows, GROUP)):
        files[number % FILES].write_batch(batch)
    for file in files:
        file.close()
    return paths


def session() -> Any:
    """A session of Spark with as many threads as there are processors."""
    from pyspark.sql import SparkSession

    os.environ.update(SPARK_LOCAL_IP="127.0.0.1", PYSPARK_PYTHON=sys.executable)
    builder = SparkSession.builder.master("local[*]")
    for key, value in CONFIG.items():
        builder = builder.config(key, value)
    return builder.getOrCreate()


def ways(paths: list[Path], target: Path) -> dict[str, Callable[[], object]]:
    """Every way to the same answers, by name."""
    spark = session()
    plain = work(dictionaries=False)
    pairs = [(str(path), str(target / path.name)) for path in paths]

    def rows() -> None:
        frame = spark.read.parquet(*map(str, paths))
        frame.mapInArrow(plain, spark_schema(plain, frame)).write.parquet(str(target / "spark"))

    def by_path() -> None:
        frame = spark.createDataFrame(pairs, "source string, target string").repartition(FILES)
        schema = "source string, target string, rows long"
        frame.mapInArrow(partial(over_paths, work()), schema).collect()

    def pool(name: str, workers: int) -> None:
        over_parquet(work(), paths, target / name, workers=workers)

    return {
        "a folder, 1 worker": partial(pool, "folder", 1),
        "a folder, 2 workers": partial(pool, "folder", 2),
        "a folder, 4 workers": partial(pool, "folder", 4),
        "one file, 1 worker": partial(pool, "one.parquet", 1),
        "one file, 4 workers": partial(pool, "one.parquet", 4),
        "Spark, a file per task": by_path,
        "Spark, mapInArrow": rows,
    }


def main() -> None:
    """Print how many times as fast as one worker each way is."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=5_000_000)
    count = parser.parse_args().rows
    best: dict[str, float] = {}
    with TemporaryDirectory() as folder:
        paths = written(Path(folder) / "asked", count)
        target = Path(folder) / "answered"
        for _ in range(ROUNDS):
            for name, way in ways(paths, target).items():
                target.mkdir()
                start = perf_counter()
                way()
                spent = perf_counter() - start
                best[name] = min(best.get(name, spent), spent)
                shutil.rmtree(target)
    alone = next(iter(best.values()))
    for name, spent in best.items():
        print(f"| {name} | {alone / spent:.1f} | {count / spent / 1e6:.1f} M rows/s |")


if __name__ == "__main__":
    main()
