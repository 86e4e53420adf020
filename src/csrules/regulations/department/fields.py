"""How a record of this pack is read when it is built: by kinds, all faults at once."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from csrules.errors import Fault, Faults, InputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Set

    from csrules.kinds import Kind

__all__ = ["read_fields"]


def read_fields(
    record: Any, name: str, kinds: Mapping[str, Kind[Any]], optional: Set[str] = frozenset()
) -> None:
    """Read the fields of a frozen ``record`` in place; its times are of one sort.

    ``optional`` fields may be None. Raises `InputError` with every fault, each under ``name``.
    """
    faults, moments = Faults(), []
    for field, kind in kinds.items():
        value = getattr(record, field)
        if value is None and field in optional:
            continue
        with faults:
            read = kind.read(value, f"{name}.{field}")
            object.__setattr__(record, field, read)
            if isinstance(read, datetime):
                moments.append((field, read))
    if len({moment.tzinfo is None for _, moment in moments}) > 1:
        expected = "times all with a time zone, or none of them"
        said = ", ".join(f"{field} {moment}" for field, moment in moments)
        faults.add(Fault(name, said, expected, "read every time with the same tz"))
    faults.raise_as(InputError)
