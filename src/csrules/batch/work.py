"""The unit of work: a pure function from an iterator of record batches to another one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

import attrs
import pyarrow as pa

from csrules.batch.faultcolumn import FAULTS, KIND, fault_column
from csrules.batch.rule import ColumnRule
from csrules.batch.streamed import Streamed, a_schema, judge_arguments, judge_names, raise_rows
from csrules.bounds import MOST_FAULTS
from csrules.errors import Fault, Faults, InputError, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Work"]


@attrs.frozen(eq=False, init=False)
class Work(Streamed):
    """Rules over a stream of record batches: each batch comes back with their answers beside it.

    ``keep`` says whether the columns of the source are kept; a list keeps those that it names.
    With ``on_error="raise"`` the first batch with a row that has no answer raises an error that
    names the rows (at most a hundred); with ``"null"`` such a row's answers are null, and a column
    ``faults`` says why (see `fault_table`). Rows are counted from 0, over all batches. With
    ``dictionaries=False`` every column of words is plain text, as Spark takes it.

    The same object is what `over_parquet`, `pyspark`'s ``mapInArrow`` and `table` run:

    >>> from csrules.regulations.company import columns, policy
    >>> work = Work(columns.approver(policy()))
    >>> found = work.table(pa.table({"amount": [800, 1500, 60000]}))
    >>> found.column("role").to_pylist()
    ['sales_manager', 'deputy_gm', 'gm']
    """

    rules: tuple[ColumnRule, ...]
    keep: tuple[str, ...] | bool
    on_error: str
    dictionaries: bool

    apart: ClassVar[bool] = True
    """The pieces of a stream may be answered apart: no row hangs on another one."""

    def __init__(
        self,
        *rules: ColumnRule,
        keep: Iterable[str] | bool = True,
        on_error: str = "raise",
        dictionaries: bool = True,
    ) -> None:
        """Judge the arguments; all faults at once."""
        faults = Faults()
        judge_arguments(rules, ColumnRule, on_error, faults)
        kept = keep if isinstance(keep, bool) else _names(keep, faults)
        if not isinstance(dictionaries, bool):
            faults.add(Fault("dictionaries", dictionaries, "true or false"))
        faults.raise_as(InputError)
        self.__attrs_init__(rules, kept, on_error, dictionaries)

    def __call__(
        self, batches: Iterable[pa.RecordBatch], first: int = 0
    ) -> Iterator[pa.RecordBatch]:
        """Each batch with its answers, one after the other; ``first`` is the number of a row."""
        for batch in batches:
            yield self._answered(batch, first)
            first += batch.num_rows

    def schema(self, source: pa.Schema) -> pa.Schema:
        """The schema of what comes out for a source of this schema."""
        a_schema(source)
        faults = Faults()
        fields: list[pa.Field] = []
        with faults:
            fields += [source.field(place) for place in self._kept(source)]
        for rule in self.rules:
            with faults:
                fields += [pa.field(each.name, each.kind) for each in rule.gives(source)]
        if self.on_error == "null":
            fields.append(pa.field(FAULTS, KIND))
        mend = "give the rule a prefix, or leave the source's column out with keep"
        with faults:
            judge_names([field.name for field in fields], mend)
        faults.raise_as(InputError)
        if not self.dictionaries:
            fields = [field.with_type(_plain(field.type)) for field in fields]
        return pa.schema(fields)

    def needs(self, source: pa.Schema) -> list[str]:
        """The columns of a source of this schema that are read or kept, in their order."""
        a_schema(source)
        wanted = {column.column for rule in self.rules for column in rule.reads.values()}
        wanted.update(source.field(place).name for place in self._kept(source))
        return [name for name in source.names if name in wanted]

    def _kept(self, source: pa.Schema) -> list[int]:
        """The places of the columns that are kept."""
        if isinstance(self.keep, bool):
            return list(range(len(source))) if self.keep else []
        faults = Faults()
        for name in self.keep:
            if name not in source.names:
                mend = nearest(name, source.names)
                faults.add(Fault("keep", name, "a column of the source", mend))
        faults.raise_as(InputError)
        return [place for name in self.keep for place in source.get_all_field_indices(name)]

    def _answered(self, batch: pa.RecordBatch, first: int) -> pa.RecordBatch:
        schema = self.schema(batch.schema)
        raising = self.on_error == "raise"
        arrays = [batch.column(place) for place in self._kept(batch.schema)]
        found: dict[int, list[Fault]] = {}
        for rule in self.rules:
            answered = rule.answer(batch, MOST_FAULTS if raising else None)
            if raising and answered.faults:
                raise_rows({first + row: error for row, error in answered.faults.items()})
            arrays += answered.arrays
            for row, error in answered.faults.items():
                found.setdefault(row, []).extend(error.faults)
        if not raising:
            arrays.append(fault_column(batch.num_rows, found))
        if not self.dictionaries:
            arrays = [array.cast(_plain(array.type)) for array in arrays]
        return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _names(keep: object, faults: Faults) -> tuple[str, ...]:
    """The names of columns; what is none is a fault."""
    if isinstance(keep, str | bytes) or not isinstance(keep, Iterable):
        faults.add(Fault("keep", keep, "true, false, or a list of columns"))
        return ()
    names = tuple(keep)
    for place, name in enumerate(names):
        if not isinstance(name, str):
            faults.add(Fault(f"keep[{place}]", name, "the name of a column"))
    return names


def _plain(kind: pa.DataType) -> pa.DataType:
    """The type of a column without its dictionary."""
    return kind.value_type if pa.types.is_dictionary(kind) else kind
