"""One(五): what each kind of leave needs, whether it was asked for in time, and what it pays."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Final

import attrs

from csrules.attendance import Excuse
from csrules.citation import Answer, Reason, Text, cites
from csrules.deadlines import CalendarDays
from csrules.deductions import Line, LineRounding
from csrules.errors import Fault, Faults, InputError
from csrules.kinds import Choice, Day, Flag, Kind, Moment, Quantity, Words
from csrules.money import fen, round_fraction
from csrules.policy import needed
from csrules.regulations.department.policy import OtherEmergency
from csrules.regulations.department.roles import TITLES, Role

if TYPE_CHECKING:
    from csrules.deadlines import Deadline
    from csrules.money import Yuan
    from csrules.regulations.department.policy import DepartmentPolicy

__all__ = [
    "Hospital",
    "LeaveDecision",
    "LeaveKind",
    "LeaveRequest",
    "LeaveStatus",
    "Notice",
    "PayRule",
    "leave",
    "leave_pay",
    "notice",
    "personal_leave_wages",
]


class LeaveKind(StrEnum):
    """The kinds of leave; the text's list of the others is open."""

    SICK = "sick"
    PERSONAL = "personal"
    MARRIAGE = "marriage"
    MATERNITY = "maternity"
    PATERNITY = "paternity"
    BEREAVEMENT = "bereavement"
    OTHER = "other"


class Hospital(StrEnum):
    """The level of a hospital, from the lowest up."""

    BELOW_COUNTY = "below_county"
    COUNTY = "county"
    CITY = "city"
    PROVINCE = "province"
    NATIONAL = "national"

    @property
    def enough(self) -> bool:
        """Whether its certificate counts: county level or above, county included."""
        return self is not Hospital.BELOW_COUNTY


class LeaveStatus(StrEnum):
    """What becomes of a request for leave."""

    GRANTED = "granted"
    PROVISIONAL = "provisional"
    REFUSED = "refused"


_OPTIONAL: Final = {"applied_at", "phoned_at", "approved", "certificate", "proof_at"}
_KINDS: Final[dict[str, Kind[object]]] = {}


@attrs.frozen
class LeaveRequest:
    """A request for leave with the papers there are.

    ``applied_at`` when the head was asked, ``phoned_at`` when the head was telephoned in an
    ``emergency``, ``form`` whether the application form is filed, ``approved`` what the head said
    (None: nothing yet), ``certificate`` the hospital's level, ``proof_at`` when other proof came.
    """

    person: str
    kind: LeaveKind
    start: datetime
    end: datetime
    applied_at: datetime | None = None
    form: bool = False
    approved: bool | None = None
    certificate: Hospital | None = None
    proof_at: datetime | None = None
    emergency: bool = False
    phoned_at: datetime | None = None

    def __attrs_post_init__(self) -> None:
        """Read every field by its kind; all faults at once."""
        faults = Faults()
        for name, kind in _FIELDS:
            value = getattr(self, name)
            with faults:
                if value is not None or name not in _OPTIONAL:
                    object.__setattr__(self, name, kind.read(value, f"leave.{name}"))
        faults.raise_as(InputError)
        moments = {name: getattr(self, name) for name, kind in _FIELDS if isinstance(kind, Moment)}
        known = [moment for moment in moments.values() if moment is not None]
        if len({moment.tzinfo is None for moment in known}) > 1:
            faults.add(
                Fault("leave", str(self.start), "times all with a time zone, or none of them")
            )
        elif self.end <= self.start:
            faults.add(Fault("leave.end", str(self.end), f"a time after {self.start}"))
        faults.raise_as(InputError)


_FIELDS: Final[tuple[tuple[str, Kind[object]], ...]] = (
    ("person", Words(200)),  # type: ignore[assignment]  # kinds are read here, never written
)
