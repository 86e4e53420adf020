"""What is run over a stream of record batches, and how it says which rows have no answer."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Final, NoReturn

import attrs
import pyarrow as pa

from csrules.batch.source import stream
from csrules.bounds import MOST_FAULTS
from csrules.errors import CsrulesError, Fault, Faults, InputError, nearest, refuse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

__all__ = ["Streamed"]

_ON_ERROR: Final = ("raise", "null")


class Streamed(ABC):
    """A pure function from an iterator of record batches to an iterator of record batches."""

    @abstractmethod
    def __call__(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """The answers, batch by batch."""

    @abstractmethod
    def schema(self, source: pa.Schema) -> pa.Schema:
        """The schema of what comes out for a source of this schema."""

    def table(self, source: object) -> pa.Table:
        """All answers as one table; ``source`` is whatever `csrules.batch.stream` takes."""
        batches = list(self(stream(source)))
        if not batches:
            refuse("source", source, "at least one record batch, to know its columns")
        return pa.Table.from_batches(batches)


def judge_arguments(rules: Sequence[object], kind: type, on_error: object, faults: Faults) -> None:
    """Judge what every unit of work is made of; the faults are added."""
    for place, rule in enumerate(rules):
        if not isinstance(rule, kind):
            faults.add(Fault(f"rules[{place}]", rule, f"a {kind.__name__}"))
    if not rules:
        faults.add(Fault("rules", rules, "at least one rule"))
    if not isinstance(on_error, str) or on_error not in _ON_ERROR:
        mend = nearest(on_error, _ON_ERROR)
        faults.add(Fault("on_error", on_error, '"raise" or "null"', mend))


def a_schema(source: object) -> None:
    """Refuse what is no schema."""
    if not isinstance(source, pa.Schema):
        refuse("source", source, "a pyarrow.Schema", "give table.schema")


def judge_names(names: Sequence[str], mend: str) -> None:
    """Refuse two columns of one name."""
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        refuse("names", ", ".join(twice), "columns of different names", mend)


def of_row(error: CsrulesError, row: int) -> list[Fault]:
    """An error's faults, each with the row that it stands in."""
    return [attrs.evolve(fault, path=f"rows[{row}].{fault.path}") for fault in error.faults]


def raise_rows(found: Mapping[int, CsrulesError]) -> NoReturn:
    """Raise what the errors of these rows are, each fault with its row."""
    kinds = {type(error) for error in found.values()}
    faults = [fault for row, error in found.items() for fault in of_row(error, row)]
    raise (kinds.pop() if len(kinds) == 1 else InputError)(*faults[:MOST_FAULTS])
