"""DingTalk attendance records, as ``attendance/list`` and ``attendance/listRecord`` return them.

Both shapes are read, whole responses or bare lists of rows; what cannot be used is reported by
row and never computed::

    >>> row = {
    ...     "userId": "manager4220", "checkType": "OnDuty", "timeResult": "Late",
    ...     "workDate": 1599408000000, "baseCheckTime": 1599442200000,
    ...     "userCheckTime": 1599442800000, "sourceType": "USER",
    ... }
    >>> read = read_records({"errcode": 0, "recordresult": [row, {"userId": "manager4220"}]})
    >>> [(str(punch.work_date), str(punch.planned), str(punch.at)) for punch in read.punches]
    [('2020-09-07', '2020-09-07 09:30:00', '2020-09-07 09:40:00')]
    >>> [(rejected.row, rejected.invalid) for rejected in read.rejected]
    [(2, True)]
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from enum import StrEnum
from typing import Any, Final, TypeVar

import attrs

from csrules.bounds import MOST_ROWS
from csrules.errors import Fault, Faults, InputError, refuse
from csrules.kinds import Choice, Identifier
from csrules.punches import CHINA_STANDARD_TIME, Direction, Punch

__all__ = ["CheckType", "Read", "Record", "Rejected", "SourceType", "TimeResult", "read_records"]

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST: Final = 946_656_000_000  # 2000-01-01 in China
_LAST: Final = 4_102_416_000_000  # 2100-01-01 in China

E = TypeVar("E", bound=StrEnum)


class CheckType(StrEnum):
    """Which punch of the day a row is about."""

    ON_DUTY = "OnDuty"
    OFF_DUTY = "OffDuty"


class TimeResult(StrEnum):
    """What DingTalk itself made of the punch; csrules judges anew by its own policy."""

    NORMAL = "Normal"
    EARLY = "Early"
    LATE = "Late"
    SERIOUS_LATE = "SeriousLate"
    ABSENTEEISM = "Absenteeism"
    NOT_SIGNED = "NotSigned"


class SourceType(StrEnum):
    """Where a record comes from."""

    ATM = "ATM"
    BEACON = "BEACON"
    DING_ATM = "DING_ATM"
    USER = "USER"
    BOSS = "BOSS"
    APPROVE = "APPROVE"
    SYSTEM = "SYSTEM"
    AUTO_CHECK = "AUTO_CHECK"


_DIRECTION: Final = {CheckType.ON_DUTY: Direction.ON, CheckType.OFF_DUTY: Direction.OFF}


@attrs.frozen
class Record:
    """A row that was understood: the punch, DingTalk's own result, and where the row stood."""

    response: int
    row: int
    punch: Punch
    result: TimeResult
    source: SourceType | None


@attrs.frozen
class Rejected:
    """A row that was not used, and why; ``invalid`` where DingTalk itself rejected the punch.

    ``response`` and ``row`` count from 1; row 0 is the response as a whole.
    """

    response: int
    row: int
    faults: tuple[Fault, ...]
    invalid: bool = False

    def __str__(self) -> str:
        said = "; ".join(str(fault) for fault in self.faults)
        return f"response {self.response}, row {self.row}: {said}"


@attrs.frozen
class Read:
    """What was read: the ``records`` that were understood and the ``rejected`` rows."""

    records: tuple[Record, ...]
    rejected: tuple[Rejected, ...]

    @property
    def punches(self) -> tuple[Punch, ...]:
        """The punches of the understood rows, in order of day."""
        return tuple(sorted((record.punch for record in self.records), key=lambda p: p.slot))


def read_records(*responses: object, tz: tzinfo | None = None) -> Read:
    """The punches in any number of responses or lists of rows.

    Times are China Standard Time, without time zone unless ``tz`` is given. The same punch told by
    ``list`` and by ``listRecord`` counts once; otherwise rows are kept as they are, doubled ones
    too: `csrules.attendance.assemble` refuses those. Raises `InputError` for a response that is
    none, that reports an error of its own, or that has more than `csrules.bounds.MOST_ROWS` rows.
    """
    faults, batches = Faults(), []
    if tz is not None and not isinstance(tz, tzinfo):
        faults.add(Fault("tz", tz, "a time zone, or None for local time without zone"))
    for number, response in enumerate(responses, 1):
        with faults:
            batches.append((number, *_rows(response, f"responses[{number}]")))
    faults.raise_as(InputError)
    records: list[Record] = []
    rejected: list[Rejected] = []
    told: dict[object, int] = {}
    for number, rows, more in batches:
        for place, row in enumerate(rows, 1):
            try:
                record = _record(row, number, place, tz)
            except InputError as error:
                rejected.append(Rejected(number, place, error.faults, _is_invalid(row)))
                continue
            punch = record.punch
            if told.setdefault((punch.slot, punch.at), number) == number:
                records.append(record)
        if more and number == len(batches):
            fault = Fault("hasMore", True, "the last response to have none after it", "fetch on")
            rejected.append(Rejected(number, 0, (fault,)))
    return Read(tuple(records), tuple(rejected))


def _rows(response: object, path: str) -> tuple[list[object], bool]:
    """The rows of a response, and whether it says that there are more."""
    rows: object = response
    more = False
    if isinstance(response, Mapping):
        code = response.get("errcode", 0)
        if code != 0 or isinstance(code, bool):
            said = response.get("errmsg", "")
            refuse(f"{path}.errcode", code, f"0: DingTalk reports an error ({said!r:.80})")
        more = response.get("hasMore") is True
        rows = response.get("recordresult")
        path = f"{path}.recordresult"
    if not isinstance(rows, list | tuple):
        refuse(path, rows, "a list of rows", "give the response as json.loads returns it")
    if len(rows) > MOST_ROWS:
        refuse(path, f"{len(rows)} rows", f"at most {MOST_ROWS} rows", "give several lists")
    return list(rows), more


def _is_invalid(row: object) -> bool:
    """A punch that DingTalk rejected: its row has neither check type nor result."""
    return isinstance(row, Mapping) and not ({"checkType", "timeResult"} & set(row))


def _record(row: object, number: int, place: int, tz: tzinfo | None) -> Record:
    if not isinstance(row, Mapping):
        refuse(f"row {place}", row, "an object with userId, workDate, checkType, timeResult")
    faults = Faults()
    source: SourceType | None = None
    planned: datetime | None = None
    with faults:
        person = Identifier().read(row.get("userId"), "userId")
    with faults:
        day = _moment(row, "workDate", CHINA_STANDARD_TIME).date()
    with faults:
        kind = _member(row, "checkType", CheckType)
    with faults:
        result = _member(row, "timeResult", TimeResult)
    with faults:
        if row.get("sourceType") is not None:
            source = _member(row, "sourceType", SourceType)
    with faults:
        at = _moment(row, "userCheckTime", tz)
    for name in ("planCheckTime", "baseCheckTime"):
        with faults:
            if row.get(name) is not None:
                read = _moment(row, name, tz)
                planned = planned or read
    faults.raise_as(InputError)
    signed = result is not TimeResult.NOT_SIGNED  # else the time in the row is the planned one
    when = at if signed else None
    punch = Punch(person, day, _DIRECTION[kind], when, planned, f"dingtalk {number}:{place}")
    return Record(number, place, punch, result, source)


def _member(row: Mapping[Any, Any], name: str, members: type[E]) -> E:
    value = row.get(name)
    if value is None:
        refuse(name, value, Choice(members).expected, "the row is no valid record without it")
    return Choice(members).read(value, name)


def _moment(row: Mapping[Any, Any], name: str, tz: tzinfo | None) -> datetime:
    """Epoch milliseconds as China Standard Time, to the second."""
    value = row.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        refuse(name, value, "milliseconds since 1970 as an int", "give what the API returned")
    if not _FIRST <= value < _LAST:
        unit = "these look like seconds: multiply by 1000" if _FIRST <= value * 1000 < _LAST else ""
        refuse(name, value, "milliseconds between the years 2000 and 2100", unit)
    moment = (_EPOCH + timedelta(seconds=value // 1000)).astimezone(CHINA_STANDARD_TIME)
    return moment.replace(tzinfo=None) if tz is None else moment.astimezone(tz)
