"""Instances of every public class that a function is given, for ``from_type`` too."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeVar
from zoneinfo import ZoneInfo

from hypothesis import reject
from hypothesis import strategies as st
from hypothesis.vendor.pretty import for_type_by_name

from csrules.errors import DefinitionError, InputError
from csrules.testing.declared import records
from csrules.testing.made_instances import MADE
from csrules.testing.record_fields import field_types, held_by
from csrules.testing.whole_numbers import wholes
from csrules.workcalendar import WorkCalendar
from csrules.workflow import Workflow

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy
    from hypothesis.vendor.pretty import RepresentationPrinter

    from csrules.testing.made_instances import Maker

__all__ = ["INSTANCES", "instances"]

T = TypeVar("T")

INSTANCES: Final[dict[type[Any], Maker]] = dict(MADE)
"""The strategy of each class that its fields alone do not describe; one's own is added here."""

_TRIES: Final = 8  # records that their own checks refuse
_FIRST: Final = datetime(2024, 3, 1, 9)
_CORNERS: Final = (
    datetime(2024, 2, 29), datetime(2024, 2, 29, 23, 59, 59), datetime(2023, 2, 28, 12),
    datetime(2024, 3, 31, 17, 30), datetime(2024, 4, 30, 8, 30), datetime(2024, 12, 31, 23, 59, 59),
    datetime(2026, 2, 14, 9), datetime(2026, 9, 30, 16),
)  # fmt: skip
_ZONES: Final = (None, timezone(timedelta(hours=8)), ZoneInfo("Asia/Shanghai"), UTC)


def instances(cls: type[T], *, near: datetime | None = None) -> SearchStrategy[T]:
    """Instances of a class of the library, as its fields declare them or as a function makes them.

    What the class itself refuses is not drawn. The days and moments of one instance lie around
    ``near``, with or without time zone like it; without it, around any moment of some years, the
    corners of months and holidays among them. Importing `csrules.testing` lets
    ``hypothesis.strategies.from_type(cls)`` and ``@given(...)`` with annotations draw them too. A
    class of one's own is added with ``INSTANCES[MyRecord] = lambda cls, near: …``.

    >>> from hypothesis import find
    >>> from csrules.regulations.department import LeaveRequest
    >>> find(instances(LeaveRequest), lambda request: request.emergency).kind.value
    'sick'
    """
    for base in cls.__mro__:
        if base in INSTANCES:
            make = partial(INSTANCES[base], cls)
            return make(near) if near is not None else moments().flatmap(make)
    return _declared(cls, near)


def moments() -> SearchStrategy[datetime]:
    """Moments of some years, corners of months and holidays among them, with and without zone."""
    minutes = wholes(0, 2 * 366 * 1440).map(lambda number: _FIRST + timedelta(minutes=number))
    moments = st.one_of(minutes, st.sampled_from(_CORNERS))
    return st.builds(lambda at, zone: at.replace(tzinfo=zone), moments, st.sampled_from(_ZONES))


def _around(cls: type[Any], near: datetime) -> SearchStrategy[Any]:
    return instances(cls, near=near)


@st.composite
def _declared(draw: st.DrawFn, cls: Any, near: datetime | None) -> Any:
    at = draw(moments()) if near is None else near
    fields = field_types(cls)
    for _ in range(_TRIES):
        drawn = {name: draw(held_by(name, fields[name], at, _around)) for name in fields}
        try:
            return cls(**drawn)
        except (InputError, DefinitionError):
            continue
    reject()


def _registered(cls: type[T]) -> SearchStrategy[T]:
    return instances(cls)


def _said_briefly(thing: object, printer: RepresentationPrinter, cycle: bool) -> None:
    printer.text(repr(thing))


for _cls in {*records(), *MADE}:
    st.register_type_strategy(_cls, _registered)
for _cls in (WorkCalendar, Workflow):  # hypothesis would write out years of days, and the table
    for_type_by_name(_cls.__module__, _cls.__name__, _said_briefly)
