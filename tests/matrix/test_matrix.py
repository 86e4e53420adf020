"""Every public callable against every class of bad input that it can meet."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import Any

import attrs
import pytest

from csrules.errors import CsrulesError, Fault
from tests.matrix import (
    rows_attendance,
    rows_batch,
    rows_company,
    rows_core,
    rows_department,
    rows_flow,
    rows_office,
    rows_property_handbook,
    rows_study,
    rows_tables,
    rows_time,
)  # fmt: skip
from tests.matrix.classes import bad_values, disguises
from tests.matrix.discover import callables, parameters
from tests.matrix.row import Apart, Made, Row

ROWS: dict[str, Row | Made | Apart] = {
    name: row
    for part in (
        rows_attendance, rows_batch, rows_company, rows_core, rows_department, rows_flow,
        rows_office, rows_property_handbook, rows_study, rows_tables, rows_time,
    )
    for name, row in part.ROWS.items()
}  # fmt: skip
ASKED = {name: row for name, row in ROWS.items() if isinstance(row, Row)}
MADE = {name: row for name, row in ROWS.items() if isinstance(row, Made)}
_LONGEST = 2000
_SEVERAL = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)


def called(name: str, /, **instead: object) -> object:
    """What the good call of a row brings, with some arguments replaced."""
    row, function = ASKED[name], callables()[name]
    signature = inspect.signature(function)
    bound = signature.bind(*row.args, **row.kwargs)
    for each, value in instead.items():
        kind = signature.parameters[each].kind
        if kind is inspect.Parameter.VAR_POSITIONAL:
            bound.arguments[each] = (value,)
        elif kind is inspect.Parameter.VAR_KEYWORD:
            bound.arguments[each] = {next(iter(bound.arguments[each])): value}
        else:
            bound.arguments[each] = value
    answer = function(*bound.args, **bound.kwargs)
    return list(answer) if isinstance(answer, Iterator) else answer


def asked(name: str) -> dict[str, dict[str, object]]:
    """For each parameter that judges at all: its bad values."""
    row = ASKED[name]
    hints = {**parameters(name), **row.takes}
    if hints.get("path") is str:
        hints["path"] = object  # what an error calls the field: whatever it is, it is shown
    found = {each: dict(bad_values(hints[each])) for each in parameters(name)}
    return {each: bad for each, bad in found.items() if bad}


def known_as(name: str, parameter: str) -> set[str]:
    """What a fault may call a parameter.

    That is its name; for ``**inputs`` the name that was given; what the row says; and for the value
    that is read under a ``path``, that path.
    """
    row, signature = ASKED[name], inspect.signature(callables()[name])
    if signature.parameters[parameter].kind is inspect.Parameter.VAR_KEYWORD:
        return {next(iter(row.kwargs))}
    bound = signature.bind(*row.args, **row.kwargs)
    bound.apply_defaults()
    path = {str(bound.arguments["path"])} if "path" in bound.arguments else set()
    return {parameter, *path} | ({row.called[parameter]} if parameter in row.called else set())


def names(fault: Fault, known: set[str]) -> bool:
    """Whether a fault's path names the parameter, whole or as a part of a dotted path."""
    return bool(known & {fault.path, *re.split(r"[.\[\]]", fault.path)})


def refusal(name: str, /, **instead: object) -> tuple[Fault, ...] | str:
    """The faults of a refusal, or what is wrong with it."""
    try:
        answer = called(name, **instead)
    except CsrulesError as error:
        longest = max(len(str(fault)) for fault in error.faults)
        return error.faults if longest <= _LONGEST else f"says {longest} characters"
    except Exception as error:  # the finding itself: an error that is not ours
        return f"raises {type(error).__name__}"
    return f"answers {type(answer).__name__}"


def wrong(name: str, parameter: str, value: object) -> str | None:
    """What is wrong with how a bad value of one parameter is refused."""
    found = refusal(name, **{parameter: value})
    if isinstance(found, str):
        return found
    own = [fault for fault in found if names(fault, known_as(name, parameter))]
    if not own:
        return f"names {[fault.path for fault in found]}"
    return None if all(fault.expected for fault in own) else "does not say what was expected"


def test_every_public_callable_has_a_row() -> None:
    missing = sorted(set(callables()) - set(ROWS))
    assert not missing, (
        f"add a row to tests/matrix/rows_*.py for: {missing}. It holds the arguments of a valid "
        "call: good(...); or made_by(name of the row that brings an instance)"
    )
    assert sorted(set(ROWS) - set(callables())) == [], "rows of what is not public any more"


@pytest.mark.parametrize("name", ASKED)
def test_the_call_of_the_row_is_right(name: str) -> None:
    called(name)


@pytest.mark.parametrize("name", ASKED)
def test_each_bad_argument_is_refused_by_its_name(name: str) -> None:
    found = [
        f"{parameter} = {label}: {problem}"
        for parameter, bad in asked(name).items()
        for label, value in bad.items()
        if (problem := wrong(name, parameter, value))
    ]
    assert not found, "\n".join([name, *found])


@pytest.mark.parametrize("name", ASKED)
def test_two_bad_arguments_are_refused_at_once(name: str) -> None:
    found = []
    for one, other in combinations(asked(name), 2):
        faults = refusal(name, **{one: object(), other: object()})
        told = [known_as(name, each) for each in (one, other)]
        if isinstance(faults, str):
            found.append(f"{told}: {faults}")
        elif not all(any(names(fault, each) for fault in faults) for each in told):
            found.append(f"{told}: only {[fault.path for fault in faults]}")
    assert not found, "\n".join([name, *found])


def shown(answer: object) -> str:
    """An answer as far as it can be compared with another one."""
    return re.sub(r"0x[0-9a-f]+|counter=[0-9]+", "", repr(answer))


@pytest.mark.parametrize("name", ASKED)
def test_an_argument_in_disguise_changes_no_answer(name: str) -> None:
    row = ASKED[name]
    signature = inspect.signature(callables()[name])
    bound = signature.bind(*row.args, **row.kwargs).arguments
    single = [key for key, each in signature.parameters.items() if each.kind not in _SEVERAL]
    found = []
    for parameter in (each for each in asked(name) if each in bound and each in single):
        for label, value in disguises(bound[parameter]):
            try:
                answer = called(name, **{parameter: value})
            except CsrulesError:
                continue
            if shown(answer) != shown(called(name)):
                found.append(f"{parameter} as {label}: {shown(answer)[:200]}")
    assert not found, "\n".join([name, *found])


def takes_any_name(name: str) -> bool:
    """Whether a callable takes arguments of names that it does not declare."""
    kinds = [each.kind for each in inspect.signature(callables()[name]).parameters.values()]
    return inspect.Parameter.VAR_KEYWORD in kinds


@pytest.mark.parametrize("name", [name for name in ASKED if not takes_any_name(name)])
def test_an_argument_that_nobody_declared_is_refused_by_its_name(name: str) -> None:
    row = ASKED[name]
    with pytest.raises(TypeError, match="no_such_argument"):
        callables()[name](*row.args, **row.kwargs, no_such_argument=1)


def reached(thing: object, depth: int = 6) -> Iterator[object]:
    """A thing and the parts that it is made of."""
    yield thing
    parts: Iterable[object] = ()
    if isinstance(thing, Mapping):
        parts = [*thing, *thing.values()]
    elif isinstance(thing, tuple | list | frozenset | set):
        parts = thing
    elif attrs.has(kind := type(thing)):
        parts = [getattr(thing, field.name) for field in attrs.fields(kind)]
    if depth:
        for part in parts:
            yield from reached(part, depth - 1)


@pytest.mark.parametrize("name", MADE)
def test_what_the_library_makes_is_made_by_it(name: str) -> None:
    made: Any = callables()[name]
    assert any(isinstance(part, made) for part in reached(called(MADE[name].by)))
