"""The same unit of work on a Spark cluster: over the rows of a frame, or over files by path.

Spark sends batches of rows to each task and takes batches back::

    work = Work(*rules, on_error="null", dictionaries=False)
    answers = frame.mapInArrow(work, spark_schema(work, frame))

Or each task reads and writes files of its own, which spares Spark the conversion of the rows::

    pairs = spark.createDataFrame(paths, "source string, target string").repartition(64)
    given = "source string, target string, rows long"
    done = pairs.mapInArrow(partial(over_paths, work), given).collect()
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa

from csrules.batch.files import a_unit, in_file, over_parquet
from csrules.errors import CsrulesError, Fault, Faults, InputError, refuse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csrules.batch.files import Unit

__all__ = ["over_paths", "spark_schema"]

_EXPECTED: Final = "record batches with the columns source and target"
_PATHS: Final = pa.schema({"source": pa.string(), "target": pa.string(), "rows": pa.int64()})


def spark_schema(work: Unit, frame: Any) -> Any:
    """What ``frame.mapInArrow(work, …)`` gives: a `StructType` of pyspark.

    Naive moments are `TimestampNTZType`, those in a zone are `TimestampType`. Raises `InputError`
    for a frame that is none of pyspark, for one that ``work`` cannot read, and for work that gives
    dictionaries of Arrow, which Spark does not take.
    """
    faults = Faults()
    with faults:
        a_unit(work)
    if not hasattr(frame, "mapInArrow"):
        faults.add(Fault("frame", frame, "a DataFrame of pyspark"))
    faults.raise_as(InputError)
    from pyspark.sql.pandas.types import from_arrow_schema  # noqa: PLC0415  # whoever has a frame

    given = work.schema(frame.limit(0).toArrow().schema)
    words = [field.name for field in given if pa.types.is_dictionary(field.type)]
    if words:
        mend = "make it with Work(…, dictionaries=False)"
        refuse("work", ", ".join(words), "columns without dictionaries", mend)
    return from_arrow_schema(given, prefer_timestamp_ntz=True)


def over_paths(work: Unit, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """`over_parquet` for each row of ``source`` and ``target``, in this process alone.

    Gives ``source``, ``target`` and how many ``rows`` were answered. The target is whole whenever
    it is there, and a task that a cluster runs again writes the same again. A fault says in which
    file it is. A folder as ``target`` has to be new or empty, so files are what a cluster wants.

    >>> import pyarrow.parquet as pq
    >>> from tempfile import TemporaryDirectory
    >>> from csrules.batch import Work
    >>> from csrules.regulations.company import columns, policy
    >>> work = Work(columns.approver(policy()))
    >>> with TemporaryDirectory() as folder:
    ...     source, target = f"{folder}/asked.parquet", f"{folder}/answered.parquet"
    ...     pq.write_table(pa.table({"amount": [800, 1500]}), source)
    ...     pairs = pa.record_batch({"source": [source], "target": [target]})
    ...     [done] = over_paths(work, [pairs])
    >>> done.column("rows").to_pylist()
    [2]
    """
    faults = Faults()
    with faults:
        a_unit(work)
    with faults:
        if not isinstance(batches, Iterable):
            refuse("batches", batches, _EXPECTED)
    faults.raise_as(InputError)
    for place, batch in enumerate(batches):
        if not isinstance(batch, pa.RecordBatch):
            refuse(f"batches[{place}]", batch, _EXPECTED)
        sources, targets = (_paths(batch, name) for name in ("source", "target"))
        rows = [_over(work, *pair) for pair in zip(sources, targets, strict=True)]
        yield pa.record_batch({"source": sources, "target": targets, "rows": rows}, _PATHS)


def _paths(batch: pa.RecordBatch, name: str) -> list[str]:
    place = batch.schema.get_field_index(name)
    if place < 0:
        refuse(name, None, "a column of paths", f"there are: {', '.join(batch.schema.names[:12])}")
    paths: list[str] = batch.column(place).to_pylist()
    return paths


def _over(work: Unit, source: str, target: str) -> int:
    try:
        return over_parquet(work, source, target, workers=1)
    except CsrulesError as error:
        raise in_file(error, source) from error
