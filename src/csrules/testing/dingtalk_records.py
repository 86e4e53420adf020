"""Attendance records as DingTalk's API returns them, with what a reader should make of them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any, Final

import attrs
from hypothesis import strategies as st

from csrules.attendance import Direction, Punch
from csrules.testing.punch_months import DAY_SHIFT, punches

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import SearchStrategy

    from csrules.attendance import Shift
    from csrules.workcalendar import WorkCalendar

__all__ = ["DingTalkRows", "dingtalk_rows"]

_CHINA: Final = timezone(timedelta(hours=8))
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_CHECK: Final = {Direction.ON: "OnDuty", Direction.OFF: "OffDuty"}
_SOURCES: Final = ("USER", "ATM", "BEACON", "DING_ATM", "BOSS", "APPROVE", "SYSTEM", "AUTO_CHECK")
_SERIOUS: Final = 1800


@attrs.frozen
class DingTalkRows:
    """One response: its rows as ``json.loads`` gives them, and the truth about them.

    ``punches`` are what the valid rows say, in order of person, day and direction, as
    ``read_records(rows.response).punches`` should give them; ``invalid`` are the numbers, from 1,
    of the rows that cannot be used.
    """

    shape: str
    rows: tuple[Any, ...]
    punches: tuple[Punch, ...]
    invalid: tuple[int, ...]

    @property
    def response(self) -> dict[str, Any]:
        """The rows in the envelope of the API."""
        return {"errcode": 0, "errmsg": "ok", "recordresult": list(self.rows), "hasMore": False}


def _epoch(moment: datetime) -> int:
    aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=_CHINA)
    return (aware - _EPOCH) // timedelta(milliseconds=1)


def _midnight(day: date) -> int:
    return _epoch(datetime(day.year, day.month, day.day))


@st.composite
def dingtalk_rows(
    draw: st.DrawFn,
    *,
    shape: str | None = None,
    people: Sequence[str] = ("manager4220", "023815"),
    month: date | None = None,
    calendar: WorkCalendar | None = None,
    shift: Shift = DAY_SHIFT,
    most_invalid: int = 4,
) -> DingTalkRows:
    """A month in one of the API's shapes, valid and invalid rows mixed.

    ``shape`` is ``"list"`` or ``"listRecord"`` (with ``planCheckTime``); None is either. Where
    nobody punched, a ``NotSigned`` row has the planned time in place of the punch. A punch that
    DingTalk rejected has neither ``checkType`` nor ``timeResult``. Times are epoch milliseconds,
    naive punches those of China.

    >>> from csrules.records.dingtalk import read_records
    >>> from hypothesis import find
    >>> some = find(dingtalk_rows(shape="listRecord"), lambda drawn: len(drawn.invalid) > 0)
    >>> read = read_records(some.response)
    >>> read.punches == some.punches, [each.row for each in read.rejected] == list(some.invalid)
    (True, True)
    """
    kind = shape or draw(st.sampled_from(["list", "listRecord"]))
    told = draw(punches(people=people, month=month, calendar=calendar, shift=shift, planned=True))
    source = draw(st.sampled_from(_SOURCES))
    rows: list[tuple[Any, Punch | None]] = [
        (_valid(punch, number, kind, source), punch) for number, punch in enumerate(told, 1)
    ]
    some = told[0] if told else None
    if some is not None:
        for place, raw in draw(st.lists(_invalid(some, len(rows)), max_size=most_invalid)):
            rows.insert(place, (raw, None))
    order = {Direction.ON: 0, Direction.OFF: 1}
    found = [
        attrs.evolve(punch, source=f"dingtalk 1:{place}")
        for place, (_, punch) in enumerate(rows, 1)
        if punch is not None
    ]
    return DingTalkRows(
        kind,
        tuple(raw for raw, _ in rows),
        tuple(sorted(found, key=lambda p: (p.person, p.work_date, order[p.direction]))),
        tuple(place for place, (_, punch) in enumerate(rows, 1) if punch is None),
    )


def _result(punch: Punch) -> str:
    """What DingTalk itself makes of a punch."""
    if punch.at is None or punch.planned is None:
        return "NotSigned"
    late = int((punch.at - punch.planned).total_seconds())
    if punch.direction is Direction.OFF:
        return "Early" if late < 0 else "Normal"
    return "Normal" if late <= 0 else "Late" if late < _SERIOUS else "SeriousLate"


def _valid(punch: Punch, number: int, shape: str, source: str) -> dict[str, Any]:
    assert punch.planned is not None  # it is asked for
    plan = _epoch(punch.planned)
    row: dict[str, Any] = {
        "id": number,
        "userId": punch.person,
        "workDate": _midnight(punch.work_date),
        "checkType": _CHECK[punch.direction],
        "timeResult": _result(punch),
        "locationResult": "NotSigned" if punch.at is None else "Normal",
        "baseCheckTime": plan,
        "userCheckTime": plan if punch.at is None else _epoch(punch.at),
        "sourceType": source,
    }
    if shape == "listRecord":
        return {**row, "planCheckTime": plan, "isLegal": "Y", "corpId": "ding1", "groupId": 9}
    return {**row, "recordId": 9000 + number, "planId": 7, "groupId": 9}


def _invalid(punch: Punch, rows: int) -> SearchStrategy[tuple[int, Any]]:
    """A row that cannot be used, and the place for it."""
    good = _valid(punch, 1, "list", "USER")
    stray = {"userId": punch.person, "workDate": good["workDate"]}
    rejected = {**stray, "userCheckTime": good["userCheckTime"], "invalidRecordType": "Outside"}

    def without(name: str) -> dict[str, Any]:
        return {key: value for key, value in good.items() if key != name}

    spoilt: list[Any] = [
        rejected,
        *(without(name) for name in ("userId", "workDate", "checkType", "userCheckTime")),
        {**good, "checkType": "onduty"},
        {**good, "timeResult": "Fine"},
        {**good, "sourceType": "FAX"},
        {**good, "userId": ""},
        {**good, "userId": 4220},
        {**good, "workDate": str(good["workDate"])},
        {**good, "userCheckTime": good["userCheckTime"] // 1000},
        {**good, "userCheckTime": float(good["userCheckTime"])},
        {**good, "baseCheckTime": True},
        {**good, "workDate": -1},
        {**good, "userCheckTime": 10**15},
        None,
        "row",
        [],
    ]
    return st.tuples(st.integers(0, rows), st.sampled_from(spoilt))
