"""Every public function: its answer to the right call of its row in the matrix."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from itertools import islice
from typing import Any

from csrules.errors import CsrulesError
from tests.matrix import (
    rows_attendance,
    rows_company,
    rows_core,
    rows_department,
    rows_office,
    rows_property_handbook,
    rows_tables,
    rows_time,
)  # fmt: skip
from tests.matrix.classes import POOL
from tests.matrix.row import Row
from tests.samebytes.world import told

PARTS: tuple[Any, ...] = (
    rows_attendance, rows_company, rows_core, rows_department, rows_office, rows_property_handbook,
    rows_tables, rows_time,
)  # fmt: skip
ROWS = {
    name: row for part in PARTS for name, row in sorted(part.ROWS.items()) if isinstance(row, Row)
}
APART = {
    "dump": "writes a file", "load": "reads one", "policyfile.dump": "writes one",
    "policyfile.load": "reads one", "policy.blank": "gives attrs' own object",
    "policy.compiled": "the same", "policy.leaf": "the same", "policy.reading": "the same",
    "recurrence.EveryWorkingDay.days": "walks eight thousand years",
    "recurrence.Weekly.days": "too",
    "recurrence.EveryDays.days": "too", "recurrence.Monthly.days": "too",
    "recurrence.Yearly.days": "too",
}  # fmt: skip
"""Rows that are not asked here, and why."""

HOMES = ("csrules.regulations", "csrules.records", "csrules")

BAD = {label: POOL[label] for label in ("None", "a list of None")}


@cache
def function_of(name: str) -> Any:
    """The public thing that a row is named after: of a pack, a module, or the library itself."""
    short, _, path = name.partition(".")
    home = next((f"{home}.{short}" for home in HOMES if path and find_spec(f"{home}.{short}")), "")
    thing: Any = import_module(home or "csrules")
    for step in (path if home else name).split("."):
        thing = getattr(thing, step)
    return thing


@cache
def signature_of(name: str) -> inspect.Signature:
    return inspect.signature(function_of(name))


def called(name: str, instead: dict[str, object]) -> object:
    """What a row's call brings, with arguments replaced."""
    row, function = ROWS[name], function_of(name)
    signature = signature_of(name)
    bound = signature.bind(*row.args, **row.kwargs)
    plain = {inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD}
    for each, value in instead.items():
        if signature.parameters[each].kind not in plain:
            bound.arguments[each] = value
    answer = function(*bound.args, **bound.kwargs)
    return list(islice(answer, 100)) if isinstance(answer, Iterator) else answer


def said() -> Iterator[str]:
    """Each answer in all its forms, and what is said of wrong arguments."""
    for name in [each for each in ROWS if each not in APART]:
        yield from (f"{name}: {line}" for line in _tried(name, {}))
        for parameter in signature_of(name).parameters:
            for label, value in BAD.items():
                said = _tried(name, {parameter: value})
                yield from (f"{name}({parameter}={label}): {line}" for line in said)


def _tried(name: str, instead: dict[str, object]) -> list[str]:
    try:
        return list(told(called(name, instead)))
    except CsrulesError as error:
        return [f"{type(error).__name__}: {error}"]
    except Exception as error:  # tests/matrix says where it may not
        return [type(error).__name__]
