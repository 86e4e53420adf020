"""Writes the two DingTalk files of October 2026; run it only to change them.

Everybody punches a little before the start and a little after the end of each working day; what
is unusual stands in the two tables below.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

CHINA = timezone(timedelta(hours=8))
OFFICE = ("KF0921", "KF0922", "KF0923")  # 8:30 to 17:30, told by attendance/list
DEPARTMENT = ("KF1101", "KF1102", "KF1103", "KF1104", "KF1105")  # 9:00 to 18:00, by listRecord
WORKING = (8, 9, 10, 12, 13, 14, 15, 16, 19, 20, 21, 22, 23, 26, 27, 28, 29, 30)

# (employee, day of October): arrival, departure; None is a punch that was never made
UNUSUAL: dict[tuple[str, int], tuple[str | None, str | None]] = {
    ("KF0921", 10): ("08:47:12", "17:33:05"),  # the make-up Saturday
    ("KF0921", 19): ("08:30:01", "17:31:40"),  # one second
    ("KF0922", 8): ("08:41:30", "17:40:10"),
    ("KF0922", 10): ("09:02:00", "17:30:22"),
    ("KF0922", 15): ("08:36:45", "17:35:00"),
    ("KF0922", 27): ("08:33:20", "17:38:51"),
    ("KF0923", 12): ("08:30:00", "17:30:00"),  # both to the second: on time
    ("KF0923", 21): ("08:52:18", "17:34:02"),
    ("KF0923", 23): (None, "17:36:11"),  # never signed in
    ("KF1101", 8): ("09:08:00", "18:04:00"),
    ("KF1101", 10): ("09:21:30", "18:02:00"),  # the make-up Saturday
    ("KF1101", 16): ("10:05:00", "18:06:00"),  # beyond the window, not yet absence
    ("KF1102", 9): ("08:55:10", "17:40:00"),
    ("KF1102", 16): ("08:51:00", "17:45:30"),
    ("KF1102", 23): ("08:57:40", "17:30:05"),
    ("KF1103", 10): (None, None),  # did not come on the make-up Saturday
    ("KF1103", 14): ("13:40:00", "18:03:00"),
    ("KF1103", 20): ("09:04:00", "18:01:00"),
    ("KF1103", 28): ("09:17:00", "18:10:00"),
    ("KF1104", 15): (None, None),  # sick leave
    ("KF1104", 20): ("08:52:00", None),  # forgot to punch out
    ("KF1105", 2): ("08:50:00", "18:05:00"),  # on the holiday roster
    ("KF1105", 12): (None, None),  # personal leave
    ("KF1105", 13): (None, None),
    ("KF1105", 21): (None, "18:02:00"),  # the terminal was down; see notes.json
}


def millis(day: int, clock: str = "00:00:00") -> int:
    """Milliseconds since 1970 of a time of October 2026 in China."""
    moment = datetime.fromisoformat(f"2026-10-{day:02}T{clock}").replace(tzinfo=CHINA)
    return int(moment.timestamp()) * 1000


def usual(person: str, day: int, late: bool) -> str:
    """A time in order: up to 19 minutes before the start, or after the end."""
    spread = (int(person[2:]) * 7 + day * 13 + late * 5) % 20
    start, end = (8 * 60 + 30, 17 * 60 + 30) if person in OFFICE else (9 * 60, 18 * 60)
    minutes = end + spread if late else start - 1 - spread
    return f"{minutes // 60:02}:{minutes % 60:02}:{(spread * 17) % 60:02}"


def rows(person: str, day: int, first: int) -> list[dict[str, Any]]:
    """The two rows of one day, in the shape of the API that tells of this employee."""
    office = person in OFFICE
    plan = ("08:30:00", "17:30:00") if office else ("09:00:00", "18:00:00")
    times = UNUSUAL.get((person, day), (usual(person, day, False), usual(person, day, True)))
    found = []
    for place, (kind, planned, at) in enumerate(
        zip(("OnDuty", "OffDuty"), plan, times, strict=True)
    ):
        late = at is not None and (at > planned if kind == "OnDuty" else at < planned)
        result = "NotSigned" if at is None else "Normal"
        if late:
            result = "Late" if kind == "OnDuty" else "Early"
            if kind == "OnDuty" and at is not None and at > "10:00:00":
                result = "Absenteeism" if at > "12:00:00" else "SeriousLate"
        row = {
            "id": 26100000000 + first + place,
            "userId": person,
            "workDate": millis(day),
            "checkType": kind,
            "timeResult": result,
            "locationResult": "Normal" if at else "NotSigned",
            "planId": 7100000 + first + place,
            "groupId": 812001 if office else 812002,
            "baseCheckTime": millis(day, planned),
            "userCheckTime": millis(day, at or planned),
            "sourceType": "ATM" if office else "USER",
        }
        if not at:
            row["sourceType"] = "SYSTEM"
        if not office:
            row |= {"planCheckTime": millis(day, planned), "isLegal": "Y", "deviceId": "DT-3F-01"}
        found.append(row)
    return found


def response(found: list[dict[str, Any]], **more: Any) -> str:
    """One response as the API returns it, a row a line."""
    body = ",\n    ".join(json.dumps(row, ensure_ascii=False) for row in found)
    head = json.dumps({"errcode": 0, "errmsg": "ok", **more}, ensure_ascii=False)[:-1]
    return f'  {head}, "recordresult": [\n    {body}\n  ]}}'


def main() -> None:
    """Both files: attendance/list answers at most seven days a call, so it is told by week."""
    data = Path(__file__).parent / "data"
    number = 0
    weeks: dict[int, list[dict[str, Any]]] = {}
    told: list[dict[str, Any]] = []
    days = sorted({*WORKING, *(day for _, day in UNUSUAL)})
    for day in days:
        for person in (*OFFICE, *DEPARTMENT):
            if day not in WORKING and (person, day) not in UNUSUAL:
                continue
            new = rows(person, day, number)
            number += 2
            if person in OFFICE:
                weeks.setdefault((day - 5) // 7, []).extend(new)
            else:
                told.extend(new)
    for person, day, clock in (("KF1101", 9, "08:31:00"), ("KF1103", 28, "08:58:00")):
        told.append(  # DingTalk itself rejected these two: no checkType, no timeResult
            {
                "id": 26100009000 + day,
                "userId": person,
                "workDate": millis(day),
                "userCheckTime": millis(day, clock),
                "sourceType": "USER",
                "isLegal": "N",
                "invalidRecordType": "Security",
                "invalidRecordMsg": "定位异常，打卡无效",
            }
        )
    pages = [response(weeks[week], hasMore=False) for week in sorted(weeks)]
    for name, parts in (
        ("dingtalk_attendance_list.json", pages),
        ("dingtalk_list_record.json", [response(told)]),
    ):
        (data / name).write_text("[\n" + ",\n".join(parts) + "\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
