"""One(五): the kinds of leave, and a request for leave with its papers."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

import attrs

from csrules.citation import Text
from csrules.errors import refuse
from csrules.kinds import Choice, Flag, Identifier, Kind, Moment
from csrules.regulations.department.fields import read_fields

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["LEAVE_NAMES", "Hospital", "LeaveKind", "LeaveRequest"]


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


LEAVE_NAMES: Final = {
    LeaveKind.SICK: Text("sick leave", "病假"),
    LeaveKind.PERSONAL: Text("personal leave", "事假"),
    LeaveKind.MARRIAGE: Text("marriage leave", "婚假"),
    LeaveKind.MATERNITY: Text("maternity leave", "产假"),
    LeaveKind.PATERNITY: Text("paternity leave", "陪产假"),
    LeaveKind.BEREAVEMENT: Text("bereavement leave", "丧假"),
    LeaveKind.OTHER: Text("other leave", "其他假"),
}

_OPTIONAL: Final = {"applied_at", "phoned_at", "approved", "certificate", "proof_at"}

_FIELDS: Final[dict[str, Kind[Any]]] = {
    "person": Identifier(),
    "kind": Choice(LeaveKind),
    "start": Moment(),
    "end": Moment(),
    "applied_at": Moment(),
    "form": Flag(),
    "approved": Flag(),
    "certificate": Choice(Hospital),
    "proof_at": Moment(),
    "emergency": Flag(),
    "phoned_at": Moment(),
}


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
        read_fields(self, "leave", _FIELDS, _OPTIONAL)
        if self.end <= self.start:
            refuse("leave.end", str(self.end), f"a time after {self.start}")
